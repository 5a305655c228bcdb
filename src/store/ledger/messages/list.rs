//! The delivery log, newest first. Every page is a walk along one index.

use super::{DeliveryRecord, Row, select_hand_overs};
use crate::base::clock::Timestamp;
use crate::domain::delivery::Status;
use crate::domain::region::Region;
use crate::store::dialect::QueryBuilder;
use crate::store::{Cursor, Page, Store, StoreError};

/// A page looks at so many entries of its index and then says how far it
/// came, so that none takes long, whatever is filtered; at fewer, where each row
/// has to be looked at.
const VISITS: i64 = 50_000;
const ROWS: i64 = 10_000;

/// Which hand-overs the log shows.
#[derive(Debug, Clone)]
pub struct MessageFilter {
    /// Standing so only.
    pub status: Option<Status>,
    /// To this provider only.
    pub provider: Option<String>,
    /// To this country only.
    pub region: Option<Region>,
    /// To the range with this key only.
    pub range: Option<String>,
    /// The first moment.
    pub since: Timestamp,
    /// The first moment that is too late.
    pub until: Timestamp,
}

/// One page of the log, newest first.
#[derive(Debug, Clone)]
pub struct MessageQuery {
    /// Which.
    pub filter: MessageFilter,
    /// Rows after this place; before it when `backwards`.
    pub from: Option<Cursor>,
    /// Towards the newest.
    pub backwards: bool,
    /// Rows per page.
    pub limit: u32,
}

impl Store {
    /// A page of the log.
    pub async fn messages(&self, query: &MessageQuery) -> Result<Page<DeliveryRecord>, StoreError> {
        let edge = self.messages_edge(query).await?;
        let mut sql = QueryBuilder::new(select_hand_overs!("where "));
        push_window(&mut sql, query, edge);
        query.filter.push(&mut sql, true);
        push_order(&mut sql, query.backwards);
        sql.push(" limit ").push_bind(i64::from(query.limit) + 1);
        let rows: Vec<Row> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let rows: Result<Vec<_>, _> = rows.into_iter().map(Row::read).collect();
        let mut page = Page::cut(rows?, query.limit, query.backwards);
        // the place beside all that are at the edge's moment
        let tie = if query.backwards { "~" } else { "" };
        page.edge = edge.filter(|_| !page.more).map(|key| Cursor {
            key,
            tie: tie.into(),
        });
        Ok(page)
    }

    /// How far the walk looks this time, as a moment; none when it looks to
    /// its end, or passes nothing over.
    async fn messages_edge(&self, query: &MessageQuery) -> Result<Option<i64>, StoreError> {
        if !query.filter.passes_over() {
            return Ok(None);
        }
        let mut sql = QueryBuilder::new("select d.created_at from deliveries d where ");
        push_window(&mut sql, query, None);
        query.filter.push(&mut sql, false);
        sql.push(" order by d.created_at");
        sql.push(if query.backwards { "" } else { " desc" });
        sql.push(" limit 1 offset ")
            .push_bind(query.filter.visits());
        Ok(sql
            .build_query_scalar()
            .fetch_optional(&mut *self.reader().await?)
            .await?)
    }
}

/// Which index is walked: each begins with this column, and goes on with the
/// time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Walk {
    Range,
    RareStatus,
    Region,
    Provider,
    Time,
}

impl MessageFilter {
    /// What finds the fewest goes first. Most texts are accepted or delivered:
    /// those are found by looking at all.
    fn walk(&self) -> Walk {
        if self.range.is_some() {
            Walk::Range
        } else if self.status.is_some() && !self.is_usual() {
            Walk::RareStatus
        } else if self.region.is_some() {
            Walk::Region
        } else if self.provider.is_some() {
            Walk::Provider
        } else {
            Walk::Time
        }
    }

    /// Whether texts that stand as most do are wanted. No index has them.
    fn is_usual(&self) -> bool {
        let usual = [Status::Accepted, Status::Delivered];
        self.status.is_some_and(|status| usual.contains(&status))
    }

    fn visits(&self) -> i64 {
        if self.is_usual() { ROWS } else { VISITS }
    }

    /// Whether a walk passes over entries that it does not show.
    fn passes_over(&self) -> bool {
        let used = [
            self.status.is_some(),
            self.provider.is_some(),
            self.region.is_some(),
            self.range.is_some(),
        ];
        let walked = usize::from(self.walk() != Walk::Time);
        used.into_iter().filter(|used| *used).count() > walked
    }

    /// What is walked is compared as it is. What only passes rows over is no
    /// bare column, so that no other index is walked for it.
    fn push(&self, sql: &mut QueryBuilder, passing: bool) {
        let walk = self.walk();
        if walk == Walk::RareStatus {
            sql.push(" and d.status not in ('accepted', 'delivered')");
        }
        let region = self.region.map(|region| region.to_string());
        let columns = [
            (Walk::Range, " and d.range", self.range.clone()),
            (
                Walk::RareStatus,
                " and d.status",
                self.status.map(|it| it.as_str().to_owned()),
            ),
            (Walk::Region, " and d.region", region),
            (Walk::Provider, " and d.provider", self.provider.clone()),
        ];
        for (own, column, text) in columns {
            let Some(text) = text.filter(|_| passing || own == walk) else {
                continue;
            };
            sql.push(column);
            sql.push(if own == walk { " = " } else { " || '' = " });
            sql.push_bind(text);
        }
    }
}

/// The filter's window as far as the walk goes this time.
fn push_window(sql: &mut QueryBuilder, query: &MessageQuery, edge: Option<i64>) {
    let from = query.from.as_ref().map(|from| from.key);
    let (newest, oldest) = if query.backwards {
        (edge, from)
    } else {
        (from, edge)
    };
    let since = query.filter.since.as_micros();
    let until = query.filter.until.as_micros() - 1;
    sql.push("d.created_at >= ")
        .push_bind(oldest.map_or(since, |at| at.max(since)));
    sql.push(" and d.created_at <= ")
        .push_bind(newest.map_or(until, |at| at.min(until)));
    if let Some(Cursor { key, tie }) = &query.from {
        let past = if query.backwards { ">" } else { "<" };
        sql.push(" and (d.created_at, d.id) ").push(past).push(" (");
        sql.push_bind(*key)
            .push(", ")
            .push_bind(tie.clone())
            .push(")");
    }
}

fn push_order(sql: &mut QueryBuilder, backwards: bool) {
    sql.push(if backwards {
        " order by d.created_at, d.id"
    } else {
        " order by d.created_at desc, d.id desc"
    });
}
