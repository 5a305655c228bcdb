//! What texts cost today and may cost, where prices are configured.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use super::Metrics;
use crate::base::metrics::{Metric, Registry, whole};
use crate::domain::money::Money;
use crate::flow::Prices;
use crate::store::DaySum;

const SPENT: Metric = Metric::new(
    "textgate_spent_today",
    "What texts cost on this day (UTC), by country, in the currency of the prices.",
);
const PER_DAY: Metric = Metric::new(
    "textgate_budget_day",
    "What they may cost on one day, in all.",
);
const PER_COUNTRY: Metric = Metric::new(
    "textgate_budget_country",
    "What they may cost on one day in a country to which some were sent.",
);

/// The row that sums up all countries.
const ALL: &str = "all";

impl Metrics {
    /// Tells what was spent. A country that was told of before and has spent
    /// nothing today is at zero again.
    pub(super) fn tell_money(&self, prices: &Prices, today: &[(String, DaySum)]) {
        let registry = &self.registry;
        if let Some(budget) = prices.per_day {
            registry.gauge(PER_DAY, &[]).set(units(budget));
        }
        let mut told = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let mut now: BTreeMap<String, Money> = told
            .iter()
            .map(|it| (it.clone(), Money::default()))
            .collect();
        let countries = today.iter().filter(|(place, _)| place != ALL);
        now.extend(countries.map(|(place, sum)| (place.clone(), sum.amount)));
        for (country, amount) in &now {
            tell_country(registry, prices, country, *amount);
        }
        *told = now.into_keys().collect();
    }
}

fn tell_country(registry: &Registry, prices: &Prices, country: &str, amount: Money) {
    let label = [("country", country)];
    registry.gauge(SPENT, &label).set(units(amount));
    let own = country
        .parse()
        .ok()
        .and_then(|region| prices.budgets.get(&region));
    if let Some(budget) = own.copied().or(prices.per_country) {
        registry.gauge(PER_COUNTRY, &label).set(units(budget));
    }
}

fn units(amount: Money) -> f64 {
    // give-backs never lead below zero for long
    whole(amount.micros().max(0).unsigned_abs()) / 1e6
}
