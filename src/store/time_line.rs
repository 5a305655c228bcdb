//! The clocks that nodes share: the server's own, and the time line of buckets,
//! which goes on evenly over restarts and when somebody sets a clock.

use super::dialect::{query, query_as, query_scalar};
use super::{Store, StoreError};
use crate::base::clock::{Elapsed, Timestamp};

/// How far the time line of buckets was, and what the clock showed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The line.
    pub elapsed: Elapsed,
    /// The server's clock; the machine's, where the database is a file.
    pub at: Timestamp,
}

impl Line {
    /// How far the line is when that clock shows `now`. A clock that was set back
    /// stops it for that long.
    #[must_use]
    pub fn carried_on(self, now: Timestamp) -> Elapsed {
        self.elapsed.plus(now.since(self.at))
    }

    /// So that of two the text of the further one is greater.
    fn text(self) -> String {
        let (elapsed, at) = (self.elapsed.as_micros(), self.at.as_micros());
        format!("{elapsed:020} {at}")
    }

    fn read(text: &str) -> Option<Self> {
        let (elapsed, at) = text.split_once(' ')?;
        Some(Self {
            elapsed: Elapsed::from_micros(elapsed.parse().ok()?),
            at: Timestamp::from_micros(at.parse().ok()?),
        })
    }
}

impl Store {
    /// What the server's own clock shows; none where the database is a file.
    pub async fn server_time(&self) -> Result<Option<Timestamp>, StoreError> {
        if !self.is_shared() {
            return Ok(None);
        }
        let sql = "select (extract(epoch from clock_timestamp()) * 1000000)::bigint";
        let now: i64 = query_scalar(sql)
            .fetch_one(&mut *self.reader().await?)
            .await?;
        Ok(Some(Timestamp::from_micros(now)))
    }

    /// How far the time line of buckets was when a node last said so.
    pub async fn line(&self) -> Result<Option<Line>, StoreError> {
        let kept: Option<(String,)> = query_as("select value from meta where name = 'elapsed'")
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(kept.and_then(|(text,)| Line::read(&text)))
    }

    /// Keeps how far the line is; it never goes back.
    pub async fn keep_line(&self, line: Line) -> Result<(), StoreError> {
        let kept = query(
            "insert into meta (name, value) values ('elapsed', $1)
             on conflict (name) do update set value = excluded.value
             where meta.value < excluded.value",
        );
        self.write(kept.bind(line.text())).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_goes_on_over_a_restart_and_never_back() {
        let at = Timestamp::from_micros(5_000_000);
        let line = Line {
            elapsed: Elapsed::from_micros(9),
            at,
        };
        let ahead = |seconds: u64| std::time::Duration::from_secs(seconds);
        assert_eq!(line.carried_on(at.plus(ahead(2))).as_micros(), 2_000_009);
        // set back by three seconds: what went by meanwhile is not known
        assert_eq!(line.carried_on(at.minus(ahead(3))), line.elapsed);
        assert_eq!(Line::read(&line.text()), Some(line));
    }
}
