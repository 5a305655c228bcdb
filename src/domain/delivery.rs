//! What became of a text: ids, outcomes and the categories of faults.

pub use super::id::DeliveryId;

/// The provider took the text: its own condition held, on status and body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The provider's id of the message, where it gives one.
    pub provider_id: Option<String>,
    /// How many parts the text was cut into, where the provider says so.
    pub parts: Option<u32>,
}

/// The provider did not confirm that it took the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Whether the text may exist all the same.
    pub certainty: Certainty,
    /// What kind of trouble it is.
    pub category: Category,
    /// The provider's own code or HTTP status, as it wrote it.
    pub code: Option<String>,
    /// For the operator: what happened, in a line.
    pub detail: String,
}

/// How sure it is that no text went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The provider said no, or the connection was provably never made.
    Refused,
    /// Anything else: the text may exist and cost money.
    Unknown,
}

/// Kinds of trouble, the same for every provider. The first four are only what
/// a provider says of the number itself, [`Category::Region`] of its country;
/// all else is the operator's, or passes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// No such number, or none that gets texts, such as a landline's.
    InvalidNumber,
    /// A real number that cannot be reached now.
    Unreachable,
    /// The owner wants no texts of this sender any more.
    OptedOut,
    /// The number is on a list of those that get no texts.
    Blocked,
    /// The account may not send to this country.
    Region,
    /// The account has no money left or is suspended.
    Balance,
    /// Credentials, sender or template are wrong.
    Config,
    /// Too fast: try later or elsewhere.
    Rate,
    /// The provider is down or could not be reached.
    Outage,
    /// None of these, or no telling.
    Unknown,
    /// An admin blocked the number, and such numbers get no texts: no provider
    /// was asked.
    Silenced,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::InvalidNumber,
        Self::Unreachable,
        Self::OptedOut,
        Self::Blocked,
        Self::Region,
        Self::Balance,
        Self::Config,
        Self::Rate,
        Self::Outage,
        Self::Unknown,
        Self::Silenced,
    ];

    /// The word in the database and in logs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidNumber => "invalid_number",
            Self::Unreachable => "unreachable",
            Self::OptedOut => "opted_out",
            Self::Blocked => "blocked",
            Self::Region => "region",
            Self::Balance => "balance",
            Self::Config => "config",
            Self::Rate => "rate",
            Self::Outage => "outage",
            Self::Unknown => "unknown",
            Self::Silenced => "silenced",
        }
    }

    /// What a person is told of it.
    #[must_use]
    pub fn told(self) -> ToldReason {
        match self {
            Self::OptedOut => ToldReason::OptedOut,
            Self::InvalidNumber | Self::Blocked => ToldReason::NumberRefused,
            Self::Region => ToldReason::CountryRefused,
            Self::Unreachable => ToldReason::Unreachable,
            _ => ToldReason::ProviderDown,
        }
    }
}

/// Why there was no text, as far as it is the person's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldReason {
    /// They told an earlier text to stop.
    OptedOut,
    /// Their number gets no texts.
    NumberRefused,
    /// Their country gets no texts.
    CountryRefused,
    /// Their phone cannot be reached now.
    Unreachable,
    /// Nothing that they could mend.
    ProviderDown,
}

/// What stands where a provider's name does when none was asked.
pub const NOBODY: &str = "–";

/// Where a hand-over stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The provider has not answered yet.
    Sending,
    /// The provider took the text.
    Accepted,
    /// A receipt says that it arrived.
    Delivered,
    /// A receipt says that it did not.
    Undelivered,
    /// No text went out.
    Refused,
    /// It is open whether a text went out.
    Unknown,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Sending,
        Self::Accepted,
        Self::Delivered,
        Self::Undelivered,
        Self::Refused,
        Self::Unknown,
    ];

    /// The word in the database, in addresses and in message keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }
}

impl std::str::FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let found = Self::ALL.into_iter().find(|it| it.as_str() == text);
        found.ok_or(())
    }
}

impl Fault {
    /// A fault that leaves no doubt: no text went out.
    pub fn refused(category: Category, detail: impl Into<String>) -> Self {
        Self {
            certainty: Certainty::Refused,
            category,
            code: None,
            detail: detail.into(),
        }
    }

    /// A fault that leaves it open whether a text went out.
    pub fn unknown(category: Category, detail: impl Into<String>) -> Self {
        Self {
            certainty: Certainty::Unknown,
            category,
            code: None,
            detail: detail.into(),
        }
    }

    /// Whether another provider may do better. What is wrong with the number,
    /// and its owner's wish, stay so everywhere; a country may be closed to one
    /// account alone.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        use Category::{Blocked, InvalidNumber, OptedOut, Silenced};
        !matches!(self.category, InvalidNumber | OptedOut | Blocked | Silenced)
    }

    /// Adds the provider's own code; what is none leaves the fault as it is.
    #[must_use]
    pub fn with_code(mut self, code: impl AsRef<str>) -> Self {
        self.code = plain_code(code.as_ref()).or(self.code);
        self
    }
}

/// A provider's own code, if it looks like one: codes come from outside and go
/// into logs and rows, so that nothing passes that could be a phone number.
#[must_use]
pub fn plain_code(code: &str) -> Option<String> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_code = (1..=100).contains(&code.len()) && code.bytes().all(fits) && digits < 7;
    is_code.then(|| code.to_owned())
}

impl std::str::FromStr for Category {
    type Err = ();

    /// Reads the word that [`Category::as_str`] wrote.
    fn from_str(text: &str) -> Result<Self, ()> {
        let found = Self::ALL.into_iter().find(|it| it.as_str() == text);
        found.ok_or(())
    }
}
