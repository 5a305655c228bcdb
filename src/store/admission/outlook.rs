//! Places that texts go to: what is counted there, and what a text finds. What
//! stopped, and what admins decided, is in `stops`.

use super::buckets::Buckets;
use super::reservations::Standing;
use crate::base::clock::Timestamp;
use crate::domain::destination::{DAYS, Destination, History, Switch};
use crate::store::days::{count, day};
use crate::store::dialect::query_as;
use crate::store::{Store, StoreError, read};

/// A place, as a text to it finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// What an admin decided.
    pub switch: Option<Switch>,
    /// The newest noted refusal of its present stop.
    pub stopped_at: Option<Timestamp>,
    /// How many more unanswered texts an admin gave for the day.
    pub more: Option<u32>,
    /// What was sent there, and answered.
    pub history: History,
}

/// What a text finds where it is to go.
#[derive(Debug, Default)]
pub struct Outlook {
    /// The two places of its number.
    pub places: [Known; 2],
    /// The providers that an admin paused.
    pub paused: Vec<String>,
    /// The providers that other nodes found broken just now.
    pub broken: Vec<String>,
    /// How its limits stand.
    pub standing: Standing,
}

/// What a text asks before anything is taken for it.
#[derive(Debug, Clone, Copy)]
pub struct OutlookQuery<'a> {
    /// The two places of its number.
    pub places: [&'a Destination; 2],
    /// Whose buckets it will take from.
    pub subjects: [&'a str; 8],
    /// The key of the form that asks.
    pub form_key: Option<&'a str>,
    /// The node that asks.
    pub node: &'a str,
}

#[derive(sqlx::FromRow)]
struct Found {
    kind: String,
    name: String,
    word: Option<String>,
    moment: Option<i64>,
    more: Option<i64>,
    best_day: i64,
    texts: i64,
    verified: i64,
}

impl Store {
    /// What a text finds where it is to go, and how its limits stand: one
    /// statement, for it is asked before every text.
    pub async fn outlook(
        &self,
        ask: OutlookQuery<'_>,
        now: Timestamp,
    ) -> Result<Outlook, StoreError> {
        let country = &ask.places[1].region;
        let mut query = query_as(
            "select 'place' as kind, p.place as name, w.switch as word, w.stopped_at as moment,
                 case when w.more_until > $6 then w.more end as more,
                 coalesce(max(t.verified), 0) as best_day,
                 cast(coalesce(sum(case when t.day < $4 then t.texts end), 0) as bigint)
                     as texts,
                 cast(coalesce(sum(case when t.day < $4 then t.verified end), 0) as bigint)
                     as verified
             from (select $1 as place union all select $2 as place) p
             left join places w on w.place = p.place
             left join traffic t on t.place = p.place and t.day >= $3
             group by p.place, w.switch, w.stopped_at, w.more, w.more_until
             union all select 'paused', provider, null, null, null, 0, 0, 0 from pauses
             union all select 'broken', provider, null, null, null, 0, 0, 0 from breakers
                 where node <> $5 and open_until > $6
             union all select 'spent', place, null, amount, null, 0, 0, 0 from spent
                 where day = $4 and place in ('all', $7)
             union all select 'form', message_id, null, null, null, 0, 0, 0 from deliveries
                 where form_key = $8
             union all select 'buckets', subject, state, null, null, 0, 0, 0 from buckets
                 where subject in ($9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(&ask.places[0].key)
        .bind(&ask.places[1].key)
        .bind(day(now) - DAYS)
        .bind(day(now))
        .bind(ask.node)
        .bind(now.as_micros())
        .bind(country)
        .bind(ask.form_key);
        for subject in ask.subjects {
            query = query.bind(subject);
        }
        let rows: Vec<Found> = query.fetch_all(&mut *self.reader().await?).await?;
        let mut outlook = Outlook::default();
        for row in rows {
            outlook.take_in(row, ask.places, now)?;
        }
        Ok(outlook)
    }
}

impl Outlook {
    fn take_in(
        &mut self,
        row: Found,
        places: [&Destination; 2],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        match &*row.kind {
            "paused" => self.paused.push(row.name),
            "broken" => self.broken.push(row.name),
            "form" => self.standing.repeated = Some(read("message_id", &row.name)?),
            "spent" => {
                let amount = row.moment.unwrap_or_default();
                self.standing.sums.read(now, row.name, amount);
            }
            "buckets" => {
                let buckets = Buckets::read(row.word.as_deref().unwrap_or_default());
                self.standing.buckets.found(row.name, buckets);
            }
            _ => {
                for (known, place) in self.places.iter_mut().zip(places) {
                    if place.key == row.name {
                        *known = row.known();
                    }
                }
            }
        }
        Ok(())
    }
}

impl Found {
    fn known(&self) -> Known {
        Known {
            switch: self.word.as_deref().and_then(Switch::read),
            stopped_at: self.moment.map(Timestamp::from_micros),
            more: self.more.map(count),
            history: History {
                best_day: count(self.best_day),
                texts: count(self.texts),
                verified: count(self.verified),
            },
        }
    }
}
