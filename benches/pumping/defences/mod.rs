//! What stands between a request and a text: ours, for real, and models of
//! others on the same requests.

mod authgear;
mod fixed;
mod textgate;

use std::time::Duration;

use ::textgate::base::clock::Timestamp;
use ::textgate::domain::phone::Phone;

pub use authgear::Authgear;
pub use fixed::Fixed;
pub use textgate::{Snapshot, Textgate};

/// One text that was taken, until its code is entered.
pub type Ticket = u64;

/// A request for a text.
#[derive(Debug)]
pub struct Ask<'a> {
    /// When.
    pub now: Timestamp,
    /// For which number.
    pub phone: &'a Phone,
    /// Its country's place in the table.
    pub country: usize,
    /// From where.
    pub address: u32,
    /// Whether the browser signed this number in before.
    pub known: bool,
    /// What the browser holds already.
    pub held: Option<Ticket>,
}

/// What came of a request.
#[derive(Debug)]
pub enum Answer {
    /// A text is out.
    Sent(Sent),
    /// No text; come back after this long. With it the limit's name.
    Refused(Duration, &'static str),
}

/// A text that is out.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    /// For [`Defence::enter`].
    pub ticket: Ticket,
    /// How long its code is.
    pub digits: u8,
}

/// What came of a typed code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// Signed in.
    In,
    /// Compared, and wrong.
    Wrong,
    /// Not compared: too short a code now; a longer one can be had at once.
    Longer,
    /// Not compared: spent, expired, or gone.
    Not,
}

/// One way to decide which texts go out.
pub trait Defence {
    /// Asks for a text.
    fn ask(&mut self, ask: &Ask<'_>) -> Answer;

    /// Types the right code, or a wrong one.
    fn enter(&mut self, now: Timestamp, ticket: Ticket, right: bool) -> Entered;

    /// The wait after the nth text to one number, which people are shown.
    fn wait_after(&self, _texts: u32) -> Duration {
        Duration::from_mins(1)
    }

    /// What is done in the background, every simulated hour.
    fn hour(&mut self, _now: Timestamp) {}
}
