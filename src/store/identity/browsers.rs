//! Browsers that are known for a number, by keyed hashes of both.

use std::collections::BTreeSet;

use crate::base::clock::Timestamp;
use crate::domain::user::UserId;
use crate::store::dialect::{Value, query, query_scalar};
use crate::store::pool_metrics::Tx;
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;
use crate::store::{Store, StoreError};

impl Store {
    /// Whether this browser signed this number in.
    pub async fn knows_browser(
        &self,
        phone_hash: &str,
        browser_hash: &str,
    ) -> Result<bool, StoreError> {
        let known = query("select 1 from browsers where phone_hash = $1 and browser_hash = $2")
            .bind(phone_hash)
            .bind(browser_hash)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(known.is_some())
    }

    /// When the browsers that are known for a number last signed it in, newest
    /// first.
    pub async fn browsers_of(&self, phone_hash: &str) -> Result<Vec<Timestamp>, StoreError> {
        let seen: Vec<i64> = query_scalar(
            "select seen_at from browsers where phone_hash = $1 order by seen_at desc",
        )
        .bind(phone_hash)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        Ok(seen.into_iter().map(Timestamp::from_micros).collect())
    }
}

/// When browsers last signed a number in, by the keyed hashes of both.
pub(in crate::store) type BrowserTable = Table<(String, String), i64>;

impl BrowserTable {
    /// What reads those of these numbers.
    pub fn load(numbers: &BTreeSet<String>) -> Statement {
        Statement::new(
            "select b.phone_hash, b.browser_hash, b.seen_at from {rows} r cross join browsers b
             where b.phone_hash = r.phone_hash",
            &[Column::Text("phone_hash")],
        )
        .rows(numbers.iter().map(|hash| vec![hash.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for (phone, browser, seen_at) in returned.all::<(String, String, i64)>()? {
            self.found((phone, browser), seen_at);
        }
        Ok(())
    }

    /// What writes them: those that are new, seen again, and forgotten.
    pub fn statements(&self) -> [Statement; 3] {
        const KEY: &[Column] = &[Column::Text("phone_hash"), Column::Text("browser_hash")];
        const COLUMNS: &[Column] = &[KEY[0], KEY[1], Column::Number("seen_at")];
        let row = |((phone, browser), seen_at): (&(String, String), &i64)| -> Vec<Value> {
            vec![phone.into(), browser.into(), (*seen_at).into()]
        };
        [
            Statement::new(
                "insert into browsers (phone_hash, browser_hash, seen_at)
                 select phone_hash, browser_hash, seen_at from {rows} r where true
                 on conflict (phone_hash, browser_hash) do nothing",
                COLUMNS,
            )
            .rows(self.inserted().map(row)),
            Statement::new(
                "update browsers set seen_at = r.seen_at from {rows} r
                 where browsers.phone_hash = r.phone_hash
                     and browsers.browser_hash = r.browser_hash",
                COLUMNS,
            )
            .rows(self.updated().map(row)),
            Statement::new(
                "delete from browsers where (phone_hash, browser_hash) in (
                     select phone_hash, browser_hash from {rows} r)",
                KEY,
            )
            .rows(
                self.removed()
                    .map(|(phone, browser)| vec![phone.into(), browser.into()]),
            ),
        ]
    }
}

/// Forgets all browsers of a user's number: they are strangers from then on.
/// How many there were.
pub(in crate::store) async fn forget_all(tx: &mut Tx, user: UserId) -> Result<u64, StoreError> {
    let forgotten = query(
        "delete from browsers where phone_hash = (select phone_hash from users where id = $1)",
    )
    .bind(user.to_string())
    .execute(tx)
    .await?;
    Ok(forgotten.rows_affected())
}
