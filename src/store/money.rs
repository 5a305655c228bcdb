//! What was spent today, by country and in all.

use super::StoreError;
use super::dialect::Tx;
use super::limits::Limited;
use super::places::day;
use crate::base::clock::Timestamp;
use crate::domain::money::Money;

/// What a text costs, and what may be spent on one day (UTC).
#[derive(Debug, Clone)]
pub struct Cost {
    /// The text's price, all parts.
    pub amount: Money,
    /// The country's code.
    pub country: String,
    /// For all countries together.
    pub per_day: Option<Money>,
    /// For this country.
    pub per_country: Option<Money>,
}

/// A budget whose warning line this text crossed: `all`, or a country's code.
pub type Warned = String;

/// Spends a text's price, or refuses when a budget has no room for it.
pub(super) async fn spend(
    tx: &mut Tx,
    cost: &Cost,
    now: Timestamp,
) -> Result<Result<Vec<Warned>, Limited>, StoreError> {
    let mut warned = Vec::new();
    for (place, budget) in [(&*cost.country, cost.per_country), ("all", cost.per_day)] {
        let Some(spent) = spend_in(tx, place, cost.amount, budget, now).await? else {
            let tomorrow = (day(now) + 1) * 24 * 60 * 60 * 1_000_000;
            return Ok(Err(Limited {
                key: format!("money:{place}"),
                retry_after: Timestamp::from_micros(tomorrow).since(now),
            }));
        };
        let line = budget.map_or(i64::MAX, |budget| budget.warning().micros());
        if spent >= line && spent - cost.amount.micros() < line {
            warned.push(place.to_owned());
        }
    }
    Ok(Ok(warned))
}

/// What the day's sum is with this amount; none when that is over the budget.
async fn spend_in(
    tx: &mut Tx,
    place: &str,
    amount: Money,
    budget: Option<Money>,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let budget = budget.map_or(i64::MAX, Money::micros);
    if amount.micros() > budget {
        return Ok(None);
    }
    Ok(sqlx::query_scalar(
        "insert into spent (day, place, amount) values ($1, $2, $3)
         on conflict (day, place) do update set amount = spent.amount + excluded.amount
         where spent.amount <= $4 - excluded.amount
         returning amount",
    )
    .bind(day(now))
    .bind(place)
    .bind(amount.micros())
    .bind(budget)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Adds to what was spent without asking: the text may have gone out already.
/// A negative amount gives back.
pub(super) async fn add_spent(
    tx: &mut Tx,
    country: &str,
    amount: i64,
    at: Timestamp,
) -> Result<(), StoreError> {
    for place in [country, "all"] {
        sqlx::query(
            "insert into spent (day, place, amount) values ($1, $2, $3)
             on conflict (day, place) do update set amount = spent.amount + excluded.amount",
        )
        .bind(day(at))
        .bind(place)
        .bind(amount)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
