//! Ids: [`Id`] for rows, in the order of time, and [`SecretId`] for what opens a
//! door to whoever knows it. One type each; `Kind` keeps those of one thing from
//! being taken for those of another.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use rand::Rng;
use uuid::Uuid;

use crate::base::clock::Timestamp;
use crate::base::rng::{token, uuid_v7};
use crate::base::secret::is_hex;

/// The id of one row, a `UUIDv7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id<Kind>(Uuid, PhantomData<Kind>);

impl<Kind> Id<Kind> {
    /// The id of what first appears at `now`, which goes in as the `UUIDv7` time;
    /// the rest is random.
    pub fn draw(now: Timestamp, rng: &mut dyn Rng) -> Self {
        Self(uuid_v7(now, rng), PhantomData)
    }
}

impl<Kind> fmt::Display for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<Kind> FromStr for Id<Kind> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let id = Uuid::try_parse(text).map_err(|_| IdError)?;
        Ok(Self(id, PhantomData))
    }
}

/// 128 random bits, as 32 hex digits. Never printed: it is half of the key to a
/// sign-in.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SecretId<Kind>(String, PhantomData<Kind>);

impl<Kind> SecretId<Kind> {
    /// A new id.
    pub fn draw(rng: &mut dyn Rng) -> Self {
        Self(token(rng), PhantomData)
    }

    /// The 32 hex digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<Kind> FromStr for SecretId<Kind> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let id = is_hex(text, 32).then(|| text.to_owned());
        id.map(|id| Self(id, PhantomData)).ok_or(IdError)
    }
}

impl<Kind> fmt::Debug for SecretId<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretId(hidden)")
    }
}

/// The text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct IdError;

/// What an id is of; there are no values of these.
macro_rules! kinds {
    ($($kind:ident: $id:ty, $name:ident, $what:literal;)*) => {$(
        #[doc = concat!("Marks the ids of ", $what, ".")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $kind {}
        #[doc = concat!("The id of ", $what, ".")]
        pub type $name = $id;
    )*};
}

kinds! {
    OfUser: Id<OfUser>, UserId, "a user";
    OfDelivery: Id<OfDelivery>, DeliveryId,
        "one hand-over to one provider; it rides along in callbacks and idempotency headers";
    OfAlert: Id<OfAlert>, AlertId, "an alert";
    OfEntry: Id<OfEntry>, EntryId, "an entry of the audit";
    OfGrant: Id<OfGrant>, GrantId, "what an app got of a sign-in";
    OfVerification: SecretId<OfVerification>, VerificationId, "a verification";
    OfBrowser: SecretId<OfBrowser>, BrowserId, "a browser that is known again";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    #[test]
    fn ids_are_read_back_and_nothing_else_is() {
        let user = UserId::draw(Timestamp::from_micros(1_000), &mut *OsRngSource.rng());
        assert_eq!(user.to_string().parse(), Ok(user));
        let drawn = VerificationId::draw(&mut *OsRngSource.rng());
        assert_eq!(drawn.as_str().parse(), Ok(drawn.clone()));
        assert!(!format!("{drawn:?}").contains(&drawn.as_str()[..4]));
        for text in ["", "1", &"g".repeat(32), &"a".repeat(33), "é"] {
            assert_eq!(text.parse::<VerificationId>(), Err(IdError), "{text}");
            assert_eq!(text.parse::<UserId>(), Err(IdError), "{text}");
        }
        assert!("A".repeat(32).parse::<VerificationId>().is_err());
    }
}
