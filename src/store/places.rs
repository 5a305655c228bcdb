//! Places that texts go to: what is counted there, what stopped by itself, and
//! what an admin decided.

use super::dialect::Tx;
use super::{Store, StoreError};
use crate::base::clock::Timestamp;
use crate::domain::place::{DAYS, History, Place, Switch};

/// From so many texts a day on, a range's traffic carries its name.
const NAMED_FROM: i64 = 5;

/// A place, as a text to it finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// What an admin decided.
    pub switch: Option<Switch>,
    /// The newest noted refusal of its present stop.
    pub stopped_at: Option<Timestamp>,
    /// What was sent there, and answered.
    pub history: History,
}

/// A place that an admin should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The place.
    pub place: Place,
    /// What an admin decided, and when.
    pub switch: Option<(Switch, Timestamp)>,
    /// The first and the newest noted refusal of the latest stop.
    pub stopped: Option<(Timestamp, Timestamp)>,
    /// Strangers' texts today, and those that were answered.
    pub today: (u64, u64),
    /// The same for the [`DAYS`] before.
    pub before: (u64, u64),
}

#[derive(sqlx::FromRow)]
struct KnownRow {
    place: String,
    switch: Option<String>,
    stopped_at: Option<i64>,
    best_day: i64,
    texts: i64,
    verified: i64,
}

#[derive(sqlx::FromRow)]
struct WatchedRow {
    place: String,
    label: String,
    switch: Option<String>,
    switched_at: Option<i64>,
    stopped_since: Option<i64>,
    stopped_at: Option<i64>,
    texts_today: i64,
    verified_today: i64,
    texts_before: i64,
    verified_before: i64,
}

/// The day a moment lies in, counted from 1970-01-01, UTC.
pub(super) fn day(at: Timestamp) -> i64 {
    at.as_secs().div_euclid(24 * 60 * 60)
}

fn count(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

impl Store {
    /// What is known of the two places of a number, in their order.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn places(
        &self,
        places: [&Place; 2],
        now: Timestamp,
    ) -> Result<[Known; 2], StoreError> {
        let rows: Vec<KnownRow> = sqlx::query_as(
            "select p.place, w.switch, w.stopped_at,
                 coalesce(max(t.verified), 0) as best_day,
                 cast(coalesce(sum(case when t.day < $4 then t.texts end), 0) as bigint)
                     as texts,
                 cast(coalesce(sum(case when t.day < $4 then t.verified end), 0) as bigint)
                     as verified
             from (select $1 as place union all select $2 as place) p
             left join places w on w.place = p.place
             left join traffic t on t.place = p.place and t.day >= $3
             group by p.place, w.switch, w.stopped_at",
        )
        .bind(&places[0].key)
        .bind(&places[1].key)
        .bind(day(now) - DAYS)
        .bind(day(now))
        .fetch_all(&self.readers)
        .await?;
        let find = |place: &Place| {
            let row = rows.iter().find(|row| row.place == place.key);
            row.map(KnownRow::read).unwrap_or_default()
        };
        Ok(places.map(find))
    }

    /// Notes that texts to a place were refused. A refusal an hour or more
    /// after the last one begins a new stop.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn note_stop(
        &self,
        place: &Place,
        new_from: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into places (place, label, stopped_since, stopped_at) values ($1, $2, $3, $3)
             on conflict (place) do update set stopped_at = $3, stopped_since =
                 case when places.stopped_at >= $4 then places.stopped_since else $3 end",
        )
        .bind(&place.key)
        .bind(&place.label)
        .bind(now.as_micros())
        .bind(new_from.as_micros())
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Sets or lifts an admin's decision about a place; false when it was so
    /// already.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn set_switch(
        &self,
        place: &Place,
        switch: Option<Switch>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let set = sqlx::query(
            "insert into places (place, label, switch, switched_at) values ($1, $2, $3, $4)
             on conflict (place) do update set switch = excluded.switch,
                 switched_at = excluded.switched_at
             where coalesce(places.switch, '') <> coalesce(excluded.switch, '')",
        )
        .bind(&place.key)
        .bind(&place.label)
        .bind(switch.map(Switch::as_str))
        .bind(now.as_micros())
        .execute(&self.writer)
        .await?;
        Ok(set.rows_affected() == 1)
    }

    /// The places that stopped since a moment or that an admin decided about,
    /// newest stop first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn watched(
        &self,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<Watched>, StoreError> {
        let rows: Vec<WatchedRow> = sqlx::query_as(
            "select p.place, p.label, p.switch, p.switched_at, p.stopped_since, p.stopped_at,
                 cast(coalesce(sum(case when t.day = $2 then t.texts end), 0) as bigint)
                     as texts_today,
                 cast(coalesce(sum(case when t.day = $2 then t.verified end), 0) as bigint)
                     as verified_today,
                 cast(coalesce(sum(case when t.day < $2 then t.texts end), 0) as bigint)
                     as texts_before,
                 cast(coalesce(sum(case when t.day < $2 then t.verified end), 0) as bigint)
                     as verified_before
             from places p left join traffic t on t.place = p.place and t.day >= $3
             where p.switch is not null or p.stopped_at >= $1
             group by p.place, p.label, p.switch, p.switched_at, p.stopped_since, p.stopped_at
             order by coalesce(p.stopped_at, p.switched_at) desc, p.place limit 200",
        )
        .bind(since.as_micros())
        .bind(day(now))
        .bind(day(now) - DAYS)
        .fetch_all(&self.readers)
        .await?;
        Ok(rows.into_iter().map(WatchedRow::read).collect())
    }
}

impl KnownRow {
    fn read(&self) -> Known {
        Known {
            switch: self.switch.as_deref().and_then(Switch::read),
            stopped_at: self.stopped_at.map(Timestamp::from_micros),
            history: History {
                best_day: count(self.best_day),
                texts: count(self.texts),
                verified: count(self.verified),
            },
        }
    }
}

impl WatchedRow {
    fn read(self) -> Watched {
        let at = Timestamp::from_micros;
        let whole = |n: i64| u64::try_from(n).unwrap_or_default();
        Watched {
            place: Place {
                key: self.place,
                label: self.label,
            },
            switch: self
                .switch
                .as_deref()
                .and_then(Switch::read)
                .zip(self.switched_at.map(at)),
            stopped: self.stopped_since.map(at).zip(self.stopped_at.map(at)),
            today: (whole(self.texts_today), whole(self.verified_today)),
            before: (whole(self.texts_before), whole(self.verified_before)),
        }
    }
}

/// Counts texts of strangers to their places, and answered ones; negative
/// numbers take back.
pub(super) async fn count_in(
    tx: &mut Tx,
    places: &[Place],
    (texts, verified): (i64, i64),
    now: Timestamp,
) -> Result<(), StoreError> {
    for place in places {
        let is_range = place.key.starts_with("range:");
        sqlx::query(
            "insert into traffic (place, day, label, texts, verified)
             values ($1, $2, case when $6 = 0 then $3 end, $4, $5)
             on conflict (place, day) do update set texts = traffic.texts + excluded.texts,
                 verified = traffic.verified + excluded.verified,
                 label = case when traffic.texts + excluded.texts >= $6 then $3
                     else traffic.label end",
        )
        .bind(&place.key)
        .bind(day(now))
        .bind(&place.label)
        .bind(texts)
        .bind(verified)
        .bind(if is_range { NAMED_FROM } else { 0 })
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
