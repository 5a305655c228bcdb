//! How numbers are read.

use super::parse::{parsed, phone, region};
use super::regions;
use crate::base::config::{InvalidValue, Layers, Result};
use crate::domain::phone::{MobilePrefix, NumberRules, Phone};

pub(super) fn mobile_prefix(text: &str) -> Result<MobilePrefix, InvalidValue> {
    let fix = "give a plus, a calling code and the digits that follow it, such as +59393";
    parsed(text, fix)
}

/// What the settings say about numbers.
pub(super) fn rules(layers: &Layers) -> Result<NumberRules> {
    Ok(NumberRules {
        also_mobile: layers.list("phones.also_mobile", mobile_prefix)?,
        regions: regions::regions(layers)?,
        home: Some(layers.one("default_region", region)?),
    })
}

/// The admins' numbers, read as the form reads them.
pub(super) fn admins(layers: &Layers) -> Result<Vec<Phone>> {
    let rules = rules(layers)?;
    layers.list("admins", |text| phone(&rules, text))
}
