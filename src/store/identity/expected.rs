//! People whom backends expect: numbers that are no users yet. The first text that is
//! confirmed makes the user under the id that is kept here; once the number is proven,
//! the row goes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::base::clock::Timestamp;
use crate::domain::audit::{Entry, Many, Target};
use crate::domain::label::{ExternalId, Label, Labels};
use crate::domain::phone::Phone;
use crate::domain::user::UserId;
use crate::store::dialect::{QueryBuilder, query, query_as};
use crate::store::identity::users::acts::delete;
use crate::store::ledger::audit;
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement, run_all};
use crate::store::writer::table::Table;
use crate::store::{Store, StoreError, read, read_region, with_retry};

/// Somebody who is expected.
#[derive(Debug, Clone)]
pub struct ExpectedRow {
    /// The id that the user will have.
    pub id: UserId,
    /// The number.
    pub phone: Phone,
    /// What the backend says of them.
    pub labels: Labels,
    /// What the backend calls them.
    pub external_id: Option<ExternalId>,
    /// Grows with each change.
    pub version: i64,
    /// Since when.
    pub created_at: Timestamp,
}

/// Somebody to expect.
#[derive(Debug, Clone)]
pub struct NewExpected {
    /// The id that the user gets if the number is not known yet.
    pub id: UserId,
    /// The number.
    pub phone: Phone,
    /// Its keyed hash.
    pub phone_hash: String,
    /// See [`ExpectedRow::labels`].
    pub labels: Labels,
    /// See [`ExpectedRow::external_id`].
    pub external_id: Option<ExternalId>,
}

/// As a row holds it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::store) struct ExpectedState {
    pub id: String,
    phone: String,
    region: String,
    phone_hash: String,
    pub labels: String,
    pub external_id: Option<String>,
    pub version: i64,
    created_at: i64,
}

/// What a batch of the writer reads and deletes of it.
#[derive(Debug, Default)]
pub(in crate::store) struct ExpectedRows {
    rows: Table<String, ExpectedState>,
    /// Numbers that were proven.
    met: BTreeSet<String>,
}

const HASH: Column = Column::Text("phone_hash");
const COLUMNS: &[Column] = &[
    Column::Text("id"),
    Column::Text("phone"),
    Column::Text("region"),
    HASH,
    Column::Text("labels"),
    Column::Text("external_id"),
    Column::Number("version"),
    Column::Number("created_at"),
];

static EXPECTED: LazyLock<Layout> =
    LazyLock::new(|| Layout::new("expected", COLUMNS, (&[HASH], &["id"]), &["version"]));

impl ExpectedState {
    fn read(self) -> Result<ExpectedRow, StoreError> {
        Ok(ExpectedRow {
            id: read("id", &self.id)?,
            phone: Phone::stored(self.phone, read_region(&self.region)?),
            labels: Labels::stored(&self.labels),
            external_id: self.external_id.map(ExternalId::stored),
            version: self.version,
            created_at: Timestamp::from_micros(self.created_at),
        })
    }
}

impl ExpectedRows {
    /// Asks whether a number is expected.
    pub fn want(&mut self, phone_hash: &str) {
        self.rows.want(phone_hash.to_owned());
    }

    /// Whom a backend expects with this number.
    pub fn get(&self, phone_hash: &str) -> Option<&ExpectedState> {
        self.rows.get(phone_hash)
    }

    /// Notes that a number was proven: nobody is expected any more.
    pub fn met(&mut self, phone_hash: &str) {
        self.met.insert(phone_hash.to_owned());
    }

    /// What reads it.
    pub fn load(&self) -> Statement {
        EXPECTED.load(self.rows.keys().map(|hash| vec![hash.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), StoreError> {
        for row in returned.all::<ExpectedState>()? {
            self.rows.found(row.phone_hash.clone(), row);
        }
        Ok(())
    }

    /// What deletes whoever was met, if anybody was.
    pub fn statements(&self) -> Option<Statement> {
        let gone = Statement::new(
            "delete from expected where phone_hash in (select r.phone_hash from {rows} r)",
            &[HASH],
        );
        let gone = gone.rows(self.met.iter().map(|hash| vec![hash.into()]));
        (gone.len() > 0).then_some(gone)
    }
}

/// Whom a new row is about: nobody who is a user, or expected already.
const EXPECT: &str = "insert into expected
         (id, phone, region, phone_hash, labels, external_id, version, created_at)
     select id, phone, region, phone_hash, labels, external_id, version, created_at
     from {rows} r
     where not exists (select 1 from users u where u.phone_hash = r.phone_hash)
     on conflict (phone_hash) do nothing returning phone_hash";

/// Under which id each number is known now.
const KNOWN: &str = "select r.phone_hash, coalesce(u.id, e.id)
     from {rows} r left join users u on u.phone_hash = r.phone_hash
         left join expected e on e.phone_hash = r.phone_hash
     where u.id is not null or e.id is not null";

impl Store {
    /// Expects people, unless their numbers are known; for each in turn the id that it
    /// is known by now, and whether that is new. The entry counts them.
    pub async fn expect(
        &self,
        new: &[NewExpected],
        entry: &Entry,
    ) -> Result<Vec<(UserId, bool)>, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            // else a text that is confirmed meanwhile, maybe at another node, makes the
            // user under another id: neither would see what the other one writes
            tx.hold_expected().await?;
            let rows = new.iter().map(|it| row(it, entry.at));
            let hashes = new.iter().map(|it| vec![(&it.phone_hash).into()]);
            let statements = [
                Statement::new(EXPECT, COLUMNS).rows(rows),
                Statement::new(KNOWN, &[HASH]).apart().rows(hashes),
            ];
            let [made, known] = &run_all(&mut tx, &statements).await?[..] else {
                return Err(sqlx::Error::RowNotFound.into());
            };
            let made: BTreeSet<String> = made
                .all::<(String,)>()?
                .into_iter()
                .map(|it| it.0)
                .collect();
            let known: std::collections::BTreeMap<String, String> =
                known.all::<(String, String)>()?.into_iter().collect();
            let mut entry = entry.clone();
            if entry.many.is_some() {
                let (done, all) = (made.len() as u64, new.len() as u64);
                entry.many = Some(Many {
                    done,
                    left_out: all - done,
                });
            }
            let ids = new.iter().map(|it| {
                let id = known.get(&it.phone_hash).ok_or(sqlx::Error::RowNotFound)?;
                Ok((read("id", id)?, made.contains(&it.phone_hash)))
            });
            let ids: Result<Vec<_>, StoreError> = ids.collect();
            let ids = ids?;
            if let (None, [one], [(id, _)]) = (entry.many, new, &ids[..]) {
                entry.target = Target::expected(*id, &one.phone.masked());
            }
            audit::recorded(tx, !made.is_empty(), &entry).await?;
            Ok(ids)
        })
        .await
    }

    /// Somebody who is expected and is no user, by id.
    pub async fn expected(&self, id: UserId) -> Result<Option<ExpectedRow>, StoreError> {
        let row: Option<ExpectedState> = query_as(
            "select e.* from expected e where e.id = $1
                 and not exists (select 1 from users u where u.phone_hash = e.phone_hash)",
        )
        .bind(id.to_string())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        row.map(ExpectedState::read).transpose()
    }

    /// The same, by the keyed hash of the number.
    pub async fn expected_by_hash(
        &self,
        phone_hash: &str,
    ) -> Result<Option<ExpectedRow>, StoreError> {
        let row: Option<ExpectedState> = query_as("select * from expected where phone_hash = $1")
            .bind(phone_hash)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(ExpectedState::read).transpose()
    }

    /// Those whom a backend calls so.
    pub async fn expected_by_external_id(
        &self,
        external_id: &ExternalId,
        most: u32,
    ) -> Result<Vec<ExpectedRow>, StoreError> {
        let rows: Vec<ExpectedState> = query_as(
            "select e.* from expected e where e.external_id = $1
                 and e.external_id is not null
                 and not exists (select 1 from users u where u.phone_hash = e.phone_hash)
             order by e.id limit $2",
        )
        .bind(external_id.as_str())
        .bind(i64::from(most))
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.into_iter().map(ExpectedState::read).collect()
    }

    /// Those who are expected and no users, by their ids, after one; one more than so
    /// many, if there are more.
    pub async fn all_expected(
        &self,
        label: Option<&Label>,
        after: &str,
        limit: u32,
    ) -> Result<Vec<ExpectedRow>, StoreError> {
        let mut sql = QueryBuilder::new("select e.* from expected e where e.id > ");
        sql.push_bind(after.to_owned());
        if let Some(label) = label {
            sql.push(" and ' ' || e.labels || ' ' like ")
                .push_bind(format!("% {} %", label.as_str()));
        }
        sql.push(" and not exists (select 1 from users u where u.phone_hash = e.phone_hash)");
        sql.push(" order by e.id limit ")
            .push_bind(i64::from(limit) + 1);
        let rows: Vec<ExpectedState> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.into_iter().map(ExpectedState::read).collect()
    }

    /// Does not expect somebody any more, and deletes the user that a text just made of
    /// them; false when nobody is expected, at the entry's version.
    pub async fn forget_expected(&self, id: UserId, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let gone = query("delete from expected where id = $1 and (version = $2 or $2 < 0)");
            let gone = gone
                .bind(id.to_string())
                .bind(entry.at_version.unwrap_or(-1));
            if gone.execute(&mut tx).await?.rows_affected() == 0 {
                tx.rollback().await?;
                return Ok(false);
            }
            delete(&mut tx, id, (entry.at, entry.actor.kind)).await?;
            audit::recorded(tx, true, entry).await
        })
        .await
    }
}

fn row(new: &NewExpected, now: Timestamp) -> Vec<crate::store::dialect::Value> {
    vec![
        new.id.to_string().into(),
        new.phone.e164().into(),
        new.phone.region().to_string().into(),
        (&new.phone_hash).into(),
        new.labels.to_string().into(),
        new.external_id.as_ref().map(ExternalId::as_str).into(),
        0_i64.into(),
        now.as_micros().into(),
    ]
}
