//! Where texts may be sent.

use super::parse::region;
use crate::base::config::{InvalidValue, Layers, Result};
use crate::domain::region::Region;

/// What stands for all countries.
const ALL: &str = "*";

/// Whether somebody said that texts may be sent everywhere.
pub(super) fn are_all(layers: &Layers) -> bool {
    matches!(&layers.texts("regions")[..], [all] if all.trim() == ALL)
}

/// The countries; none, where all are meant.
pub(super) fn regions(layers: &Layers) -> Result<Vec<Region>> {
    if are_all(layers) {
        return Ok(Vec::new());
    }
    layers.list("regions", |text| {
        if text.trim() != ALL {
            return region(text);
        }
        let problem = format!("{ALL:?} stands for all countries, and others are listed beside it");
        let fix = format!("give [{ALL:?}] alone, or list the countries");
        Err(InvalidValue::new(problem, fix))
    })
}
