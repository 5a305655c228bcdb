//! The countries that stand first in a long list.

use axum::http::{HeaderMap, header};

use crate::domain::region::Region;
use crate::web::region_choices::RegionChoice;
use crate::web::site::Site;

/// A list that is no longer than this has no need of it.
const SHORT: usize = 8;
/// How many stand first.
const FIRST: usize = 5;

/// The chosen one, the site's own, and those whose languages the browser asks
/// for; none where the list is short.
pub fn first<'a>(
    (site, choices): (&'a Site, &'a [RegionChoice]),
    chosen: Option<&'a RegionChoice>,
    spoken_in: &[Region],
) -> Vec<&'a RegionChoice> {
    if choices.len() <= SHORT {
        return Vec::new();
    }
    let chosen = chosen.map(|choice| choice.region);
    let regions = chosen.into_iter().chain([site.default_region]);
    let mut likely: Vec<&RegionChoice> = Vec::new();
    for region in regions.chain(spoken_in.iter().copied()) {
        let choice = choices.iter().find(|choice| choice.region == region);
        let new = choice.filter(|choice| !likely.iter().any(|it| it.region == choice.region));
        likely.extend(new);
    }
    likely.truncate(FIRST);
    likely
}

/// Where the reader may be at home, by those regions. The United States say nothing:
/// `en-US` is what browsers ask for when nobody chose.
pub fn at_home(spoken_in: &[Region]) -> impl Iterator<Item = Region> {
    let chosen = spoken_in.iter().copied();
    chosen.filter(|region| region.to_string() != "US")
}

/// The regions in `Accept-Language`, such as Austria in `de-AT`.
pub fn spoken_in(headers: &HeaderMap) -> Vec<Region> {
    let languages = headers.get(header::ACCEPT_LANGUAGE);
    let languages = languages
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let tags = languages.split(',').take(FIRST);
    let tags = tags.filter_map(|tag| tag.split(';').next());
    tags.filter_map(|tag| tag.trim().rsplit_once('-')?.1.parse().ok())
        .collect()
}
