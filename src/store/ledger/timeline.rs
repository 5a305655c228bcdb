//! What happened to one number, for its timeline: each source is walked along
//! its index from a place, newest first or oldest first, and merged above.

use crate::base::clock::Timestamp;
use crate::domain::code::CodeLength;
use crate::domain::user::UserId;
use crate::domain::verification::Origin;
use crate::store::dialect::QueryBuilder;
use crate::store::ledger::audit::select_audit;
use crate::store::ledger::messages::{DeliveryRecord, Row, select_hand_overs};
use crate::store::{AuditRow, Cursor, SessionRow, Store, StoreError};

/// Which part of a timeline is asked for.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// From this place on; none: from the end.
    pub from: Option<Cursor>,
    /// Towards the newest.
    pub backwards: bool,
    /// At most so many.
    pub limit: u32,
}

/// A verification as its timeline tells of it.
#[derive(Debug, Clone)]
pub struct Begun {
    /// Its id.
    pub id: String,
    /// When the first text was confirmed, or the test number asked.
    pub began: Timestamp,
    /// Where it was begun.
    pub origin: Option<Origin>,
    /// How many digits the newest code has.
    pub digits: u8,
    /// When the newest code stops working.
    pub expires: Timestamp,
    /// Tries spent on the newest code, the right one among them.
    pub tries: u32,
    /// Confirmed texts.
    pub texts: u32,
    /// When the newest text was confirmed.
    pub texted: Timestamp,
    /// When the right code was entered.
    pub consumed: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct BegunRow {
    id: String,
    created_at: i64,
    origin: String,
    code_length: i64,
    code_expires_at: i64,
    attempts: i64,
    sends: i64,
    last_sent_at: i64,
    consumed_at: Option<i64>,
}

impl BegunRow {
    fn read(self) -> Begun {
        let at = Timestamp::from_micros;
        let digits = u8::try_from(self.code_length).ok();
        Begun {
            id: self.id,
            began: at(self.created_at),
            origin: Origin::read(&self.origin),
            digits: digits.unwrap_or(CodeLength::LONGEST.get()),
            expires: at(self.code_expires_at),
            tries: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            texts: u32::try_from(self.sends).unwrap_or(u32::MAX),
            texted: at(self.last_sent_at),
            consumed: self.consumed_at.map(at),
        }
    }
}

macro_rules! select_begun {
    ($rest:literal) => {
        concat!(
            "select v.id, v.created_at, v.origin, v.code_length, v.code_expires_at,
                 v.attempts, v.sends, v.last_sent_at, v.consumed_at from verifications v ",
            $rest
        )
    };
}

impl Store {
    /// The last hand-over of each sign-in attempt at a number: of a
    /// verification, or of a message that no provider took. Its time is the
    /// attempt's place.
    pub async fn attempts_at(
        &self,
        phone_hash: &str,
        stretch: &Stretch,
    ) -> Result<Vec<DeliveryRecord>, StoreError> {
        let mut sql = QueryBuilder::new(select_hand_overs!(
            "where not exists (select 1 from deliveries e
                     where e.message_id = d.message_id and e.nth > d.nth and e.nth > 1)
                 and (d.verification_id is null or not exists (select 1 from deliveries e
                     where e.verification_id = d.verification_id
                         and (e.created_at, e.id) > (d.created_at, d.id)))
                 and d.phone_hash = "
        ));
        sql.push_bind(phone_hash.to_owned());
        stretch.push(&mut sql, "d.created_at", "d.id");
        let rows: Vec<Row> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// All hand-overs of these verifications and of these messages, oldest
    /// first.
    pub async fn hand_overs_of(
        &self,
        verifications: &[&str],
        messages: &[&str],
    ) -> Result<Vec<DeliveryRecord>, StoreError> {
        let mut sql = QueryBuilder::new("with m (id) as (");
        // no list is empty
        sql.push_values([""].iter().chain(messages), |mut row, id| {
            row.push_bind(*id);
        });
        sql.push(" union all select message_id from deliveries where verification_id in (");
        push_all(&mut sql, verifications);
        sql.push(")) ").push(select_hand_overs!(
            "where d.id in (select id from m union all
                 select e.id from deliveries e
                 where e.message_id in (select id from m) and e.nth > 1)
             order by d.created_at, d.nth, d.id"
        ));
        let rows: Vec<Row> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// What is still known of these verifications.
    pub async fn begun(&self, verifications: &[&str]) -> Result<Vec<Begun>, StoreError> {
        let mut sql = QueryBuilder::new(select_begun!("where v.id in ("));
        push_all(&mut sql, verifications);
        sql.push(")");
        let rows: Vec<BegunRow> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        Ok(rows.into_iter().map(BegunRow::read).collect())
    }

    /// The verifications of a user without a text: those of test numbers. Texts
    /// may be forgotten sooner; then a provider is named here still.
    pub async fn untexted_of(
        &self,
        user: UserId,
        stretch: &Stretch,
    ) -> Result<Vec<Begun>, StoreError> {
        let mut sql = QueryBuilder::new(select_begun!(
            "where not exists (select 1 from deliveries d where d.verification_id = v.id)
                 and v.provider is null and v.user_id = "
        ));
        sql.push_bind(user.to_string());
        stretch.push(&mut sql, "v.created_at", "v.id");
        let rows: Vec<BegunRow> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        Ok(rows.into_iter().map(BegunRow::read).collect())
    }

    /// The sessions of a user that still have a row.
    pub async fn sessions_at(
        &self,
        user: UserId,
        stretch: &Stretch,
    ) -> Result<Vec<SessionRow>, StoreError> {
        let mut sql = QueryBuilder::new(
            "select id_hash, created_at, last_seen_at, expires_at, agent, address
             from sessions where user_id = ",
        );
        sql.push_bind(user.to_string());
        stretch.push(&mut sql, "created_at", "id_hash");
        Ok(sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?)
    }

    /// What was done to a number and to its user.
    pub async fn acts_at(
        &self,
        targets: &[&str],
        stretch: &Stretch,
    ) -> Result<Vec<AuditRow>, StoreError> {
        let mut sql = QueryBuilder::new(select_audit!("where a.target_id in ("));
        push_all(&mut sql, targets);
        sql.push(")");
        stretch.push(&mut sql, "a.at", "a.id");
        Ok(sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?)
    }
}

impl Stretch {
    fn push(&self, sql: &mut QueryBuilder, time: &'static str, id: &'static str) {
        let (past, order) = if self.backwards {
            (">", "")
        } else {
            ("<", " desc")
        };
        if let Some(Cursor { key, tie }) = &self.from {
            sql.push(" and (").push(time).push(", ").push(id).push(") ");
            sql.push(past).push(" (");
            sql.push_bind(*key)
                .push(", ")
                .push_bind(tie.clone())
                .push(")");
        }
        sql.push(" order by ").push(time).push(order);
        sql.push(", ").push(id).push(order);
        sql.push(" limit ").push_bind(i64::from(self.limit));
    }
}

/// A list for `in (…)`, which is never empty.
fn push_all(sql: &mut QueryBuilder, texts: &[&str]) {
    let mut list = sql.separated(", ");
    list.push_bind(String::new());
    for text in texts {
        list.push_bind((*text).to_owned());
    }
}
