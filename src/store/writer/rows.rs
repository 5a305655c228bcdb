//! The working set of a batch: what its jobs read, and what they change, in memory
//! until all of it is written.

use std::collections::BTreeSet;

use super::statement::{Column, Statement, run_all, run_last};
use super::table::Table;
use crate::store::StoreError;
use crate::store::admission::buckets::BucketTable;
use crate::store::admission::budgets::SumTable;
use crate::store::cache::Stale;
use crate::store::dialect::Conn;
use crate::store::identity::browsers::BrowserTable;
use crate::store::identity::sessions::SessionChanges;
use crate::store::identity::users::UserTable;
use crate::store::identity::verification_table::VerificationTable;
use crate::store::ledger::delivery_table::DeliveryTable;
use crate::store::ledger::forms::FormTable;
use crate::store::ledger::rollups::CounterDeltas;

/// What a batch reads and changes.
#[derive(Debug, Default)]
pub(in crate::store) struct Rows {
    /// By the keyed hash of the number.
    pub users: UserTable,
    /// The numbers that are blocked.
    pub blocks: Table<String, ()>,
    pub verifications: VerificationTable,
    pub sessions: SessionChanges,
    pub browsers: BrowserTable,
    /// The numbers whose browsers are read.
    pub browsers_of: BTreeSet<String>,
    pub deliveries: DeliveryTable,
    /// The providers' ids by which deliveries are read.
    pub provider_ids: BTreeSet<String>,
    pub forms: FormTable,
    pub buckets: BucketTable,
    pub sums: SumTable,
    pub counters: CounterDeltas,
    /// What is not true any more once it is written.
    pub stale: Vec<Stale>,
}

impl Rows {
    /// Asks for a number's user, and whether it is blocked.
    pub fn want_number(&mut self, phone_hash: &str) {
        self.users.want(phone_hash.to_owned());
        self.blocks.want(phone_hash.to_owned());
    }

    /// Reads what was asked for and holds what may be changed, in one order
    /// everywhere: the rows that everybody shares come last.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn load(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let [by_id, by_provider_id] = self.deliveries.load(&self.provider_ids);
        let statements = [
            self.users.load(),
            self.verifications.load(),
            by_id,
            by_provider_id,
            self.forms.load(),
            // read after the users are held: see `identity::users`
            blocks(&self.blocks),
            BrowserTable::load(&self.browsers_of),
            self.buckets.load(),
            self.sums.load(),
        ];
        let read = run_all(conn, &statements).await?;
        self.users.loaded(&read[0])?;
        self.verifications.loaded(&read[1])?;
        self.deliveries.loaded(&read[2..4])?;
        self.forms.loaded(&read[4])?;
        for (number,) in read[5].all::<(String,)>()? {
            self.blocks.found(number, ());
        }
        self.browsers.loaded(&read[6])?;
        self.buckets.loaded(&read[7])?;
        self.sums.loaded(&read[8])?;
        Ok(())
    }

    /// Writes what changed, each row before those that refer to it; it is the last
    /// that is done before the commit.
    ///
    /// # Errors
    /// When another node was first with a row, or the database is not available.
    pub async fn write(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let [freed, changed, new] = self.deliveries.statements();
        let mut statements = vec![freed, changed, new];
        statements.extend(self.users.statements());
        statements.extend(self.verifications.statements());
        let surplus_at = statements.len() + 2;
        statements.extend(self.sessions.statements());
        statements.extend(self.browsers.statements());
        statements.extend(self.buckets.statements());
        statements.extend(self.sums.statements());
        statements.extend(self.counters.statements());
        let done = run_last(conn, &statements).await?;
        for (statement, returned) in statements.iter().zip(&done) {
            statement.check(returned)?;
        }
        self.stale.extend(SessionChanges::ended(&done[surplus_at])?);
        self.stale.extend(self.sessions.stale());
        Ok(())
    }
}

fn blocks(numbers: &Table<String, ()>) -> Statement {
    Statement::new(
        "select b.phone_hash from {rows} r cross join blocks b
         where b.phone_hash = r.phone_hash",
        &[Column::Text("phone_hash")],
    )
    .rows(numbers.keys().map(|hash| vec![hash.into()]))
}
