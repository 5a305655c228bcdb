//! What a text may take, and gets back: buckets, budgets, and what is known of
//! where it is to go.

mod answered;
pub(super) mod breakers;
pub(super) mod buckets;
pub(super) mod budgets;
pub(super) mod distinct;
pub(super) mod gates;
pub(super) mod outlook;
pub(super) mod pauses;
pub(super) mod reservations;
pub(super) mod risky_ranges;
mod take;
pub(super) mod traffic_stops;
