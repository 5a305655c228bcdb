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
use crate::store::identity::expected::ExpectedRows;
use crate::store::identity::grant_rows::GrantRows;
use crate::store::identity::sessions::SessionChanges;
use crate::store::identity::users::UserTable;
use crate::store::identity::verification_table::VerificationTable;
use crate::store::ledger::delivery_table::DeliveryTable;
use crate::store::ledger::event_rows::EventRows;
use crate::store::ledger::forms::FormTable;
use crate::store::ledger::rollups::CounterDeltas;

/// What a batch reads and changes.
#[derive(Debug, Default)]
pub(in crate::store) struct Rows {
    /// By the keyed hash of the number.
    pub users: UserTable,
    /// By the same.
    pub expected: ExpectedRows,
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
    /// Of sign-ins to other apps.
    pub connect: GrantRows,
    /// What webhooks are told.
    pub events: EventRows,
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
        let (people, left) = self.events.load();
        let (people_read, left_read) = (people.len(), left.len());
        let mut statements = vec![self.users.load()];
        statements.extend(people);
        statements.extend([
            self.verifications.load(),
            by_id,
            by_provider_id,
            self.forms.load(),
            // read after the users are held: see `identity::users`
            blocks(&self.blocks),
            BrowserTable::load(&self.browsers_of),
            self.expected.load(),
            self.sessions.load(),
            self.buckets.load(),
            self.sums.load(),
        ]);
        statements.extend(self.connect.load());
        statements.extend(left);
        let read = run_all(conn, &statements).await?;
        self.users.loaded(&read[0])?;
        let (people, read) = read[1..].split_at(people_read);
        self.verifications.loaded(&read[0])?;
        self.deliveries.loaded(&read[1..3])?;
        self.forms.loaded(&read[3])?;
        for (number,) in read[4].all::<(String,)>()? {
            self.blocks.found(number, ());
        }
        self.browsers.loaded(&read[5])?;
        self.expected.loaded(&read[6])?;
        self.sessions.loaded(&read[7])?;
        self.buckets.loaded(&read[8])?;
        self.sums.loaded(&read[9])?;
        let (connect, left) = read[10..].split_at(read.len() - 10 - left_read);
        self.connect.loaded(connect)?;
        self.events.loaded(people, left)?;
        Ok(())
    }

    /// Writes what changed, each row before those that refer to it; it is the last
    /// that is done before the commit.
    ///
    /// # Errors
    /// When another node was first with a row, or the database is not available.
    pub async fn write(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let surplus = self.sessions.make_room();
        self.events.tell_surplus(conn, surplus).await?;
        self.events.number(&mut self.users);
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
        statements.extend(self.connect.statements());
        statements.extend(self.events.statements());
        statements.extend(self.expected.statements());
        let done = run_last(conn, &statements).await?;
        for (statement, returned) in statements.iter().zip(&done) {
            statement.check(returned)?;
        }
        self.sessions.check_surplus(&done[surplus_at])?;
        self.stale.extend(self.sessions.stale());
        self.stale.extend(self.connect.stale());
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
