//! Where texts may go while somebody pays for them: nobody texts the whole
//! world without having said so.

use super::StartError;
use super::settings::Config;
use crate::delivery::Delivery;
use crate::domain::region::Region;

/// Whether it is said where paid texts may go.
///
/// # Errors
/// When it is not: a stranger could have any country texted.
pub(super) fn check(config: &Config, delivery: &Delivery) -> Result<(), StartError> {
    match delivery.costly() {
        Some(provider) if config.regions.is_empty() && !config.all_regions => {
            let problem = format!(
                "regions: it is empty, and texts of provider {provider:?} cost money; list the \
                 countries that get texts, such as regions = [\"US\", \"CA\"], or allow all: \
                 regions = [\"*\"]"
            );
            Err(StartError::Invalid(problem))
        }
        _ => Ok(()),
    }
}

/// What an operator is warned of whose texts may go everywhere and cost whatever
/// they cost.
pub(super) fn warning(config: &Config, delivery: &Delivery) -> Option<&'static str> {
    let served = Region::all().into_iter().filter(|it| delivery.serves(*it));
    let open = config.all_regions && delivery.costly().is_some();
    (open && !config.prices.bound(served)).then_some(
        "texts go to every country, and no budget bounds what they cost; list the countries in \
         `regions`, or set budget.day, and a default in [prices]",
    )
}
