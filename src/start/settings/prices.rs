//! The file's `[prices]` and `[budgets]` tables, and the budgets for all.

use std::collections::BTreeMap;

use super::{Budget, parse, toml_tables};
use crate::base::config::{InvalidValue, Layers, Result};
use crate::domain::money::Money;
use crate::domain::region::Region;
use crate::flow::Prices;

pub(super) fn prices(layers: &Layers, budget: &Budget) -> Result<Prices> {
    let mut default = None;
    let prices = Prices {
        of: amounts(layers, "prices", Some(&mut default))?,
        default,
        per_day: budget.day,
        per_country: budget.country,
        budgets: amounts(layers, "budgets", None)?,
        currency: currency(layers)?,
    };
    // Without a price a budget would hold nothing.
    let fix = "add what a text costs, such as default = 0.05 below [prices]";
    for (name, budget) in [
        ("budget.day", budget.day),
        ("budget.country", budget.country),
    ] {
        if budget.is_some() && !prices.are_set() {
            return layers.refuse(name, "no prices are configured", fix);
        }
    }
    let mut budgets = prices.budgets.keys();
    match budgets.find(|region| prices.price(**region).is_none()) {
        None => Ok(prices),
        Some(region) => {
            let wrong = InvalidValue::new(format!("texts to {region} have no price"), fix);
            toml_tables::named(layers, "budgets")?.read(&region.to_string(), Err(wrong))
        }
    }
}

/// The key among the prices that is none.
const CURRENCY: &str = "currency";

/// What the amounts are in: three capital letters (ISO 4217).
fn currency(layers: &Layers) -> Result<String> {
    let keys = toml_tables::named(layers, "prices")?;
    let Some(value) = keys.table.get(CURRENCY) else {
        return Ok(String::new());
    };
    let text = value.as_str().unwrap_or_default();
    let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    let wrong = || InvalidValue::new("not a currency", "give three capital letters, such as EUR");
    let read = is_code.then(|| text.to_owned()).ok_or_else(wrong);
    keys.read(CURRENCY, read)
}

/// The amounts by country, but for the one that is the default.
fn amounts(
    layers: &Layers,
    name: &str,
    mut default: Option<&mut Option<Money>>,
) -> Result<BTreeMap<Region, Money>> {
    let keys = toml_tables::named(layers, name)?;
    let mut amounts = BTreeMap::new();
    for (key, value) in &keys.table {
        if default.is_some() && key == CURRENCY {
            continue;
        }
        // a float's shortest text is the one that was written
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned);
        let amount = keys.read(key, parse::money(&text))?;
        match &mut default {
            Some(default) if key == "default" => **default = Some(amount),
            _ => _ = amounts.insert(keys.read(key, parse::region(key))?, amount),
        }
    }
    Ok(amounts)
}
