//! Which apps have to be told that a grant ended: written in the transaction of what
//! ended it (see `identity::grants`), sent later.

use crate::base::clock::Timestamp;
use crate::store::dialect::{QueryBuilder, query, query_as};
use crate::store::{Store, StoreError};

/// A notice that is due.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LogoutNotice {
    /// The grant's id.
    pub id: String,
    /// What the app calls the sign-in.
    pub sid: String,
    /// Whose it was.
    pub sub: String,
    /// When it ended, in microseconds.
    pub created_at: i64,
    /// How often it was tried before.
    pub tries: i64,
}

impl Store {
    /// The notices for an app that have been due for longest.
    pub async fn due_notices(
        &self,
        app: &str,
        now: Timestamp,
        most: u32,
    ) -> Result<Vec<LogoutNotice>, StoreError> {
        let due = query_as(
            "select id, sid, sub, created_at, tries from logout_notices
             where app = $1 and next_at <= $2 and dead_at is null
             order by next_at, id limit $3",
        );
        let due = due.bind(app).bind(now.as_micros()).bind(i64::from(most));
        Ok(due.fetch_all(&mut *self.reader().await?).await?)
    }

    /// Takes a notice, to send it: nobody else gets it until `again`, when it is due once
    /// more if it was not taken. False if somebody else was first.
    pub async fn take_notice(
        &self,
        notice: &LogoutNotice,
        again: Timestamp,
    ) -> Result<bool, StoreError> {
        let taken = query(
            "update logout_notices set tries = tries + 1, next_at = $3
             where id = $1 and tries = $2 and dead_at is null",
        );
        let taken = taken.bind(&notice.id).bind(notice.tries);
        let taken = self.write(taken.bind(again.as_micros())).await?;
        Ok(taken.rows_affected() == 1)
    }

    /// Forgets a notice: its app has it.
    pub async fn forget_notice(&self, id: &str) -> Result<(), StoreError> {
        self.write(query("delete from logout_notices where id = $1").bind(id))
            .await?;
        Ok(())
    }

    /// Notes why an app does not have a notice; from `dead_at` on it is not sent any
    /// more.
    pub async fn note_failed_notice(
        &self,
        id: &str,
        why: &str,
        dead_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let noted = query("update logout_notices set last = $2, dead_at = $3 where id = $1");
        let noted = noted.bind(id).bind(why);
        self.write(noted.bind(dead_at.map(Timestamp::as_micros)))
            .await?;
        Ok(())
    }

    /// Forgets the notices for all apps but these, which want to hear; how many.
    pub async fn forget_other_notices(&self, apps: &[&str]) -> Result<u64, StoreError> {
        let mut sql = QueryBuilder::new("delete from logout_notices where app not in (");
        let mut list = sql.separated(", ");
        // no list is empty
        list.push_bind(String::new());
        for app in apps {
            list.push_bind((*app).to_owned());
        }
        sql.push(")");
        Ok(self.write(sql.build()).await?.rows_affected())
    }
}
