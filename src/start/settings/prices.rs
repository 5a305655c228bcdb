//! The file's `[prices]` and `[budgets]` tables, and the budgets for all.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::parse::{optional, parsed, region};
use super::toml_tables;
use crate::base::config::{ConfigError, InvalidValue, Layers};
use crate::domain::money::Money;
use crate::domain::region::Region;
use crate::flow::Prices;

const AMOUNT: &str = "give an amount of at most six decimals, such as 0.0075 or 250";

pub(super) fn prices(layers: &Layers) -> Result<Prices, ConfigError> {
    let mut of = amounts(layers, "prices")?;
    let default = of.remove("default");
    let prices = Prices {
        default,
        of: by_region(layers, "prices", of)?,
        per_day: layers.get("budget.day", optional(parsed(AMOUNT)))?,
        per_country: layers.get("budget.country", optional(parsed(AMOUNT)))?,
        budgets: by_region(layers, "budgets", amounts(layers, "budgets")?)?,
    };
    check(layers, &prices)?;
    Ok(prices)
}

/// Without a price a budget would hold nothing.
fn check(layers: &Layers, prices: &Prices) -> Result<(), ConfigError> {
    let fix = "add what a text costs, such as default = 0.05 below [prices]";
    for (name, budget) in [
        ("budget.day", prices.per_day),
        ("budget.country", prices.per_country),
    ] {
        if budget.is_some() && !prices.are_set() {
            return Err(layers.refuse(name, InvalidValue::new("no prices are configured", fix)));
        }
    }
    let free = |region: &&Region| prices.price(**region).is_none();
    match prices.budgets.keys().find(free) {
        None => Ok(()),
        Some(region) => {
            let wrong = InvalidValue::new(format!("texts to {region} have no price"), fix);
            Err(refuse(layers, &format!("budgets.{region}"), wrong))
        }
    }
}

fn refuse(layers: &Layers, name: &str, wrong: InvalidValue) -> ConfigError {
    wrong.of(name, toml_tables::source(layers), None)
}

fn amounts(layers: &Layers, name: &str) -> Result<BTreeMap<String, Money>, ConfigError> {
    let table: &Table = match layers.table(name) {
        None => return Ok(BTreeMap::new()),
        Some(Value::Table(table)) => table,
        Some(_) => {
            let wrong = InvalidValue::new("it is not a table", format!("begin it with [{name}]"));
            return Err(refuse(layers, name, wrong));
        }
    };
    table
        .iter()
        .map(|(key, value)| {
            // a float's shortest text is the one that was written
            let text = match value {
                Value::String(text) => text.clone(),
                value => value.to_string(),
            };
            let amount = text.parse().map_err(|_| {
                let wrong = InvalidValue::expected(AMOUNT);
                refuse(layers, &format!("{name}.{key}"), wrong)
            })?;
            Ok((key.clone(), amount))
        })
        .collect()
}

fn by_region(
    layers: &Layers,
    name: &str,
    amounts: BTreeMap<String, Money>,
) -> Result<BTreeMap<Region, Money>, ConfigError> {
    amounts
        .into_iter()
        .map(|(code, amount)| {
            let region =
                region(&code).map_err(|wrong| refuse(layers, &format!("{name}.{code}"), wrong))?;
            Ok((region, amount))
        })
        .collect()
}
