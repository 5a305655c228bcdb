//! A simulator of people and of those who run up a bill, with a clock of its
//! own, the same for the same seed, and no network.

pub mod attack;
pub mod countries;
pub mod defences;
pub mod dice;
pub mod numbers;
pub mod population;
pub mod report;
pub mod runs;
pub mod scenarios;
pub mod sign_in;
pub mod simulation;
pub mod tally;
