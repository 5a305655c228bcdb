//! Floor 2: values and rules. No I/O, no async; a value that exists is valid.

pub mod alert;
pub mod api_client;
pub mod audit;
pub mod browser;
pub mod code;
pub mod delivery;
pub mod factor;
pub mod id;
pub mod limit;
pub mod message;
pub mod money;
pub mod phone;
pub mod place;
pub mod range;
pub mod region;
pub mod rollup;
pub mod segments;
pub mod session;
pub mod test_number;
pub mod timing;
pub mod trend;
pub mod typed;
pub mod user;
pub mod verification;
