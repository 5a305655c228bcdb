//! Forty-odd countries of one site, by the size of its audience there.

/// What is known about a country's audience, networks and prices.
#[derive(Debug, Clone, Copy)]
pub struct Country {
    /// ISO 3166.
    pub code: &'static str,
    /// Sign-ins a day.
    pub daily: u32,
    /// Texts of a hundred that nobody answers: late, lost, or given up on.
    pub silent: u32,
    /// Hours east of UTC.
    pub east: i32,
    /// Price of a text, in tenths of a cent.
    pub price: u32,
    /// Ranges of 10,000 numbers in use, about as many as the country has.
    pub ranges: u32,
    /// People of a hundred who come from carrier-grade NAT.
    pub shared: u32,
}

const fn country(
    code: &'static str,
    daily: u32,
    silent: u32,
    east: i32,
    price: u32,
    ranges: u32,
) -> Country {
    Country {
        code,
        daily,
        silent,
        east,
        price,
        ranges,
        shared: if daily >= 1_500 { 60 } else { 40 },
    }
}

/// The country that has more than a quarter of the audience.
pub const BUSIEST: &str = "US";
/// Where the advertisement runs.
pub const HOME: &str = "DE";
/// Opened during the week: nobody is there before.
pub const NEW: &str = "SA";
/// Where the provider loses texts for a while.
pub const OUTAGE: &str = "FR";
/// Expensive, and with a few honest people a day.
pub const QUIET: &str = "UZ";
/// In the middle, and expensive.
pub const MIDDLE: &str = "PH";

/// About 20,000 sign-ins a day.
pub const COUNTRIES: &[Country] = &[
    country("US", 5_400, 9, -6, 50, 60_000),
    country("GB", 2_000, 8, 0, 50, 12_000),
    country("DE", 1_600, 9, 1, 90, 16_000),
    country("IN", 1_500, 14, 5, 50, 110_000),
    country("FR", 1_100, 9, 1, 70, 10_000),
    country("BR", 1_000, 13, -3, 50, 25_000),
    country("ES", 800, 9, 1, 70, 6_000),
    country("IT", 750, 10, 1, 70, 9_000),
    country("CA", 700, 8, -5, 50, 6_000),
    country("AU", 600, 8, 10, 50, 4_000),
    country("MX", 550, 14, -6, 60, 14_000),
    country("NL", 450, 8, 1, 90, 2_500),
    country("PL", 400, 9, 1, 50, 6_000),
    country("JP", 350, 10, 9, 80, 18_000),
    country("TR", 320, 13, 3, 50, 9_000),
    country("SE", 250, 8, 1, 50, 1_500),
    country("ZA", 240, 14, 2, 50, 10_000),
    country("AE", 220, 12, 4, 100, 2_000),
    country("PH", 200, 15, 8, 220, 15_000),
    country("CO", 180, 14, -5, 50, 7_000),
    country("CH", 170, 8, 1, 70, 1_200),
    country("BE", 160, 9, 1, 100, 1_400),
    country("KR", 150, 9, 9, 50, 7_000),
    country("PT", 140, 9, 0, 50, 1_700),
    country("AR", 130, 14, -3, 80, 6_000),
    country("NG", 120, 35, 1, 220, 20_000),
    country("EG", 110, 35, 2, 240, 10_000),
    country("KE", 100, 14, 3, 200, 6_000),
    country("RO", 90, 10, 2, 60, 2_600),
    country("IE", 80, 8, 0, 80, 600),
    country("CL", 75, 12, -4, 60, 2_800),
    country("ID", 70, 35, 7, 350, 30_000),
    country("NZ", 60, 8, 12, 80, 700),
    country("GR", 50, 10, 2, 60, 1_500),
    country("VN", 40, 14, 7, 200, 14_000),
    country("PK", 30, 15, 5, 330, 19_000),
    country("EE", 20, 8, 2, 80, 300),
    country("BD", 15, 15, 6, 300, 19_000),
    country("LK", 12, 14, 5, 250, 3_000),
    country("KZ", 10, 13, 5, 250, 2_600),
    country("UZ", 8, 12, 5, 320, 3_500),
    country("AZ", 6, 12, 4, 290, 1_100),
    country("TJ", 3, 15, 5, 350, 1_000),
    country("SA", 0, 12, 3, 200, 4_000),
];

/// The place of a country in the table.
///
/// # Panics
/// When it is not there.
#[must_use]
pub fn place(code: &str) -> usize {
    let at = COUNTRIES.iter().position(|it| it.code == code);
    at.expect("a country of the table")
}
