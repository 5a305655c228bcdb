//! Above the floors: what brings the house up.

pub mod settings;
