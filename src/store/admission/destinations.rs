//! Places that texts go to: what is counted there, and what a text finds. What
//! stopped, and what admins decided, is in `stops`.

use crate::base::clock::Timestamp;
use crate::domain::destination::{DAYS, Destination, History, Switch};
use crate::store::dialect::query_as;
use crate::store::{Store, StoreError};

/// From so many texts a day on, a range's traffic carries its name.
pub(in crate::store) const NAMED_FROM: i64 = 5;

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

/// What a text finds where it is to go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlook {
    /// The two places of its number.
    pub places: [Known; 2],
    /// The providers that an admin paused.
    pub paused: Vec<String>,
    /// The providers that other nodes found broken just now.
    pub broken: Vec<String>,
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

/// A day in microseconds.
pub(in crate::store) const A_DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// The day a moment lies in, counted from 1970-01-01, UTC.
pub(in crate::store) fn day(at: Timestamp) -> i64 {
    at.as_micros().div_euclid(A_DAY)
}

/// A count of texts.
pub(in crate::store) fn count(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

impl Store {
    /// What is known of the two places of a number, in their order, and which
    /// providers are paused, or broken for others than this node: one statement,
    /// for it is asked before every text.
    pub async fn places(
        &self,
        places: [&Destination; 2],
        node: &str,
        now: Timestamp,
    ) -> Result<Outlook, StoreError> {
        let mut rows: Vec<KnownRow> = query_as(
            "select p.place, w.switch, w.stopped_at,
                 coalesce(max(t.verified), 0) as best_day,
                 cast(coalesce(sum(case when t.day < $4 then t.texts end), 0) as bigint)
                     as texts,
                 cast(coalesce(sum(case when t.day < $4 then t.verified end), 0) as bigint)
                     as verified
             from (select $1 as place union all select $2 as place) p
             left join places w on w.place = p.place
             left join traffic t on t.place = p.place and t.day >= $3
             group by p.place, w.switch, w.stopped_at
             union all select provider, 'paused', null, 0, 0, 0 from pauses
             union all select provider, 'broken', null, 0, 0, 0 from breakers
                 where node <> $5 and open_until > $6",
        )
        .bind(&places[0].key)
        .bind(&places[1].key)
        .bind(day(now) - DAYS)
        .bind(day(now))
        .bind(node)
        .bind(now.as_micros())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let mut providers = |word: &str| -> Vec<String> {
            let all = rows.extract_if(.., |row| row.switch.as_deref() == Some(word));
            all.map(|row| row.place).collect()
        };
        let (paused, broken) = (providers("paused"), providers("broken"));
        let find = |place: &Destination| {
            let row = rows.iter().find(|row| row.place == place.key);
            row.map(KnownRow::read).unwrap_or_default()
        };
        Ok(Outlook {
            places: places.map(find),
            paused,
            broken,
        })
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
