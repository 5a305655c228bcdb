//! What texts cost today, against the budgets.

use std::collections::BTreeMap;

use super::{App, FlowResult, Prices};
use crate::base::clock::Timestamp;
use crate::domain::money::Money;
use crate::domain::region::Region;
use crate::store::DaySum;

/// What was spent on the present day (UTC), in one country or in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spending {
    /// The country's code; none for all together.
    pub country: Option<String>,
    /// The sum.
    pub amount: Money,
    /// What may be spent, and how that stands.
    pub budget: Option<(Money, Budget)>,
}

/// How a day's budget stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// Below 80 %.
    Fine,
    /// 80 % were reached then.
    Warned(Timestamp),
    /// Since then texts are refused for it.
    Spent(Timestamp),
}

impl Prices {
    /// Whether budgets bound what texts to these regions cost in all: one
    /// without a price counts as free, however many texts go there.
    #[must_use]
    pub fn bound(&self, mut regions: impl Iterator<Item = Region>) -> bool {
        let priced = |region| self.price(region).is_some_and(|it| it > Money::default());
        let bound = |region| self.per_day.is_some() || self.budget(region).is_some();
        regions.all(|region| priced(region) && bound(region))
    }
}

/// Today's spending: all together first, then the countries, most first.
/// Nothing where no prices are configured.
pub async fn today(app: &App) -> FlowResult<Vec<Spending>> {
    let prices = &app.policy.prices;
    if !prices.are_set() {
        return Ok(Vec::new());
    }
    let mut spent: BTreeMap<_, _> = app
        .store
        .spent_today(app.now())
        .await?
        .into_iter()
        .collect();
    let all = spent.remove("all").unwrap_or_default();
    // a budget of its own is shown before anything was spent of it
    for region in prices.budgets.keys() {
        let country = region.to_string();
        spent.entry(country).or_default();
    }
    let mut countries: Vec<_> = spent
        .into_iter()
        .map(|(country, row)| {
            let budget = country.parse().ok().and_then(|it| prices.budget(it));
            Spending::new(Some(country), &row, budget)
        })
        .collect();
    // stable: the others stay in the order of their codes
    countries.sort_by_key(|it| std::cmp::Reverse(it.amount));
    countries.insert(0, Spending::new(None, &all, prices.per_day));
    Ok(countries)
}

impl Spending {
    fn new(country: Option<String>, row: &DaySum, budget: Option<Money>) -> Self {
        let state = match (row.warned_at, row.refused_at) {
            (_, Some(at)) => Budget::Spent(at),
            (Some(at), None) => Budget::Warned(at),
            (None, None) => Budget::Fine,
        };
        Self {
            country,
            amount: row.amount,
            budget: budget.map(|budget| (budget, state)),
        }
    }
}
