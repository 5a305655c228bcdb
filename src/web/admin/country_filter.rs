//! The countries that lists are filtered by.

use crate::domain::region::Region;
use crate::web::collation::sort_key;
use crate::web::page::Page;

/// One choice of the filter.
#[derive(Debug)]
pub struct Country {
    /// Its code, the option's value.
    pub code: String,
    /// Its name in the reader's language.
    pub name: String,
}

/// All of them, by name: people who came while a country was switched on stay.
pub fn country_choices(page: &Page<'_>) -> Vec<Country> {
    let view = |region: Region| Country {
        code: region.to_string(),
        name: page.part("region", region),
    };
    let mut all: Vec<_> = Region::all().into_iter().map(view).collect();
    all.sort_by_cached_key(|country| sort_key(&country.name));
    all
}
