//! Places that stopped by themselves, and what admins decided about places.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::domain::audit::Entry;
use crate::domain::destination::{DAYS, Destination, History, Switch};
use crate::domain::limit::Charge;
use crate::store::admission::buckets::fill_all;
use crate::store::days::{A_DAY, count, day};
use crate::store::dialect::{query, query_as, query_scalar};
use crate::store::ledger::audit::recorded;
use crate::store::{Store, StoreError, with_retry};

/// A refusal that makes or prolongs a stop.
#[derive(Debug, Clone, Copy)]
pub struct Refusal {
    /// When.
    pub at: Timestamp,
    /// When the place's bucket would give again.
    pub until: Timestamp,
    /// So long after that a stop is over: later refusals begin a new one.
    pub ends_after: Duration,
    /// With a refusal noted so shortly before, this one is not.
    pub note_every: Duration,
}

/// A place that stopped by itself, or that an admin decided about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The place.
    pub place: Destination,
    /// What an admin decided.
    pub decision: Option<Decision>,
    /// What an admin gave for the day.
    pub more: Option<More>,
    /// Its latest stop.
    pub stop: Option<Stop>,
    /// What was verified there, as a text now would find it.
    pub best_day: u32,
    /// Strangers' texts since the day of its stop, and the answered ones; since
    /// [`DAYS`] days ago if it is older, or was none.
    pub texts: (u32, u32),
    /// When that day began.
    pub from: Timestamp,
    /// The same for the [`DAYS`] before.
    pub before: (u32, u32),
}

/// What an admin decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub switch: Switch,
    /// When.
    pub at: Timestamp,
    /// The admin's number, masked.
    pub by: Option<String>,
}

/// So many more unanswered texts than a place has by itself, until a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct More {
    /// How many.
    pub texts: u32,
    /// Until when.
    pub until: Timestamp,
    /// The admin's number, masked.
    pub by: Option<String>,
}

/// A stop, as far as it was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The first refusal.
    pub since: Timestamp,
    /// The newest noted one.
    pub last: Timestamp,
}

#[derive(sqlx::FromRow)]
struct WatchedRow {
    place: String,
    label: String,
    region: String,
    since: i64,
    switch: Option<String>,
    switched_at: Option<i64>,
    switched_by: Option<String>,
    more: Option<i64>,
    more_until: Option<i64>,
    more_by: Option<String>,
    stopped_since: Option<i64>,
    stopped_at: Option<i64>,
    best_day: i64,
    texts: i64,
    verified: i64,
    texts_before: i64,
    verified_before: i64,
}

/// `p.since` is the first day that counts as the stop's.
const WATCHED: &str =
    "select p.place, p.label, p.region, p.since, p.switch, p.switched_at, p.switched_by,
         case when p.more_until > $2 then p.more end as more, p.more_until, p.more_by,
         p.stopped_since, p.stopped_at,
         coalesce(max(case when t.day >= $3 then t.verified end), 0) as best_day,
         cast(coalesce(sum(case when t.day >= p.since then t.texts end), 0) as bigint)
             as texts,
         cast(coalesce(sum(case when t.day >= p.since then t.verified end), 0) as bigint)
             as verified,
         cast(coalesce(sum(case when t.day < p.since then t.texts end), 0) as bigint)
             as texts_before,
         cast(coalesce(sum(case when t.day < p.since then t.verified end), 0) as bigint)
             as verified_before
     from (
         select places.*, case when stopped_since / $4 > $3 then stopped_since / $4 else $3 end
             as since
         from places
         where switch is not null or stopped_at >= $1 or stopped_until > $2
     ) p left join traffic t on t.place = p.place and t.day >= p.since - $5
     group by p.place, p.label, p.region, p.since, p.switch, p.switched_at, p.switched_by,
         p.more, p.more_until, p.more_by, p.stopped_since, p.stopped_at
     order by case when p.switch is null then 1 else 0 end,
         coalesce(p.switched_at, p.stopped_at) desc, p.place limit $6";

/// So many places are listed; more would be no list for people.
const LISTED: u32 = 200;

impl Store {
    /// Notes that texts to a place were refused; true when that began a stop.
    pub async fn note_stop(
        &self,
        place: &Destination,
        refusal: Refusal,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let now = refusal.at.as_micros();
            let mut tx = self.begin().await?;
            let since: Option<i64> = query_scalar(
                "insert into places (place, label, region, stopped_since, stopped_at, stopped_until)
                 values ($1, $2, $7, $3, $3, $4)
                 on conflict (place) do update set stopped_at = $3, stopped_until = $4, stopped_since =
                     case when places.stopped_until >= $5 then places.stopped_since else $3 end
                 where coalesce(places.stopped_at, 0) <= $6
                 returning stopped_since",
            )
            .bind(&place.key)
            .bind(&place.label)
            .bind(now)
            .bind(refusal.until.as_micros())
            .bind(refusal.at.minus(refusal.ends_after).as_micros())
            .bind(refusal.at.minus(refusal.note_every).as_micros())
            .bind(&place.region)
            .fetch_optional(&mut tx)
            .await?;
            tx.commit().await?;
            Ok(since == Some(now))
        })
        .await
    }

    /// Sets or lifts an admin's decision about a place, with its entry in the
    /// audit; false, and no entry, when it was so already.
    pub async fn decide(
        &self,
        place: &Destination,
        switch: Option<Switch>,
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let query = match switch {
                Some(_) => query(
                    "insert into places (place, switch, switched_at, switched_by, label, region)
                     values ($1, $2, $3, $4, $5, $6)
                     on conflict (place) do update set switch = excluded.switch,
                         switched_at = excluded.switched_at, switched_by = excluded.switched_by
                     where coalesce(places.switch, '') <> excluded.switch",
                ),
                None => query(
                    "update places set switch = $2, switched_at = null, switched_by = null,
                         more = null, more_until = null, more_by = null
                     where place = $1 and (switch is not null or more is not null)",
                ),
            };
            let mut query = query.bind(&place.key).bind(switch.map(Switch::as_str));
            if switch.is_some() {
                query = query
                    .bind(entry.at.as_micros())
                    .bind(entry.actor.number.as_deref())
                    .bind(&place.label)
                    .bind(&place.region);
            }
            let changed = query.execute(&mut tx).await?.rows_affected() == 1;
            recorded(tx, changed, entry).await
        })
        .await
    }

    /// Gives a place more unanswered texts until a moment, on top of what is taken
    /// from `bucket`, with its entry in the audit. What was given before ends.
    pub async fn give_more(
        &self,
        place: &Destination,
        (texts, until): (u32, Timestamp),
        bucket: &Charge,
        entry: &Entry,
    ) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            query(
                "insert into places (place, label, region, more, more_until, more_by)
                 values ($1, $2, $3, $4, $5, $6)
                 on conflict (place) do update set more = excluded.more,
                     more_until = excluded.more_until, more_by = excluded.more_by",
            )
            .bind(&place.key)
            .bind(&place.label)
            .bind(&place.region)
            .bind(i64::from(texts))
            .bind(until.as_micros())
            .bind(entry.actor.number.as_deref())
            .execute(&mut tx)
            .await?;
            fill_all(&mut tx, std::slice::from_ref(bucket)).await?;
            recorded(tx, true, entry).await
        })
        .await?;
        Ok(())
    }

    /// From how many networks unanswered texts to a place were asked for since a
    /// moment, of the newest of them, and how many these are.
    pub async fn unanswered_from(
        &self,
        place: &Destination,
        since: Timestamp,
    ) -> Result<(usize, usize), StoreError> {
        let rows: Vec<(String, String)> = query_as(
            "select v.networks, v.requester
             from deliveries d join verifications v on v.id = d.verification_id
             where d.region = $1 and d.created_at >= $2 and ($3 = '' or d.range = $3)
                 and v.consumed_at is null
             order by d.created_at desc limit 5000",
        )
        .bind(&place.region)
        .bind(since.as_micros())
        .bind(if place.is_range() { &*place.key } else { "" })
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let widest = |(networks, requester): &(String, String)| {
            let widest = networks.split(' ').next_back().unwrap_or_default();
            if widest.is_empty() {
                requester.clone()
            } else {
                widest.to_owned()
            }
        };
        let networks: BTreeSet<_> = rows.iter().map(widest).collect();
        Ok((networks.len(), rows.len()))
    }

    /// A place that stopped or that an admin decided about, by its key.
    pub async fn place(&self, key: &str) -> Result<Option<Destination>, StoreError> {
        let row: Option<(String, String, String)> =
            query_as("select place, label, region from places where place = $1")
                .bind(key)
                .fetch_optional(&mut *self.reader().await?)
                .await?;
        Ok(row.map(|(key, label, region)| Destination { key, label, region }))
    }

    /// The places that refused since a moment, or do at the other one as far as
    /// was noted, or that an admin decided about; the decisions first, then the
    /// newest first. True with it when there are more than are listed.
    pub async fn watched(
        &self,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<(Vec<Watched>, bool), StoreError> {
        let mut rows: Vec<WatchedRow> = query_as(WATCHED)
            .bind(since.as_micros())
            .bind(now.as_micros())
            .bind(day(now) - DAYS)
            .bind(A_DAY)
            .bind(DAYS)
            .bind(i64::from(LISTED) + 1)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let more = rows.len() > LISTED as usize;
        rows.truncate(LISTED as usize);
        Ok((rows.into_iter().map(WatchedRow::read).collect(), more))
    }
}

impl Watched {
    /// What the size of its buckets follows.
    #[must_use]
    pub fn history(&self) -> History {
        History {
            best_day: self.best_day,
            ..History::default()
        }
    }
}

impl WatchedRow {
    fn read(self) -> Watched {
        let at = Timestamp::from_micros;
        let switch = self.switch.as_deref().and_then(Switch::read);
        Watched {
            place: Destination {
                key: self.place,
                label: self.label,
                region: self.region,
            },
            from: at(self.since * A_DAY),
            decision: switch.zip(self.switched_at).map(|(switch, when)| Decision {
                switch,
                at: at(when),
                by: self.switched_by,
            }),
            more: self.more.zip(self.more_until).map(|(texts, until)| More {
                texts: count(texts),
                until: at(until),
                by: self.more_by,
            }),
            stop: self
                .stopped_since
                .zip(self.stopped_at)
                .map(|(since, last)| Stop {
                    since: at(since),
                    last: at(last),
                }),
            best_day: count(self.best_day),
            texts: (count(self.texts), count(self.verified)),
            before: (count(self.texts_before), count(self.verified_before)),
        }
    }
}
