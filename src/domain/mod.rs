//! Floor 2: values and rules. No I/O, no async; a value that exists is valid.

pub mod alert;
pub mod api_client;
pub mod audit;
pub mod browser;
pub mod code;
pub mod delivery;
pub mod destination;
pub mod factor;
pub mod id;
pub mod input_chars;
pub mod latency;
pub mod limit;
pub mod message;
pub mod money;
pub mod network;
pub mod number_range;
pub mod phone;
pub mod region;
pub mod rollup;
pub mod segments;
pub mod session;
pub mod test_number;
pub mod trend;
pub mod user;
pub mod verification;
