//! The audit: who did what to whom, when, from where. It holds no code and no
//! number in full.

use std::fmt;

use rand::Rng;
use uuid::Uuid;

use super::place::Place;
use super::user::{User, UserId, UserStatus};
use crate::base::clock::Timestamp;
use crate::base::rng::uuid_v7;

/// An enum of fixed words: in the database and in addresses as they stand, in
/// the catalogue with dashes for dots and underscores.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in the database and in addresses.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The word's part of a message key.
            #[must_use]
            pub fn key(self) -> String {
                self.as_str().replace(['.', '_'], "-")
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                let found = Self::ALL.iter().find(|word| word.as_str() == text);
                found.copied().ok_or(())
            }
        }
    };
}

words! {
    /// What was done. A line here and a message `action-…` are all that a new
    /// one needs.
    Action {
        /// An admin blocked a user.
        UserBlock = "user.block",
        /// An admin lifted a block.
        UserUnblock = "user.unblock",
        /// An admin ended all sessions of a user.
        UserSignOut = "user.sign_out",
        /// An admin deleted a user.
        UserDelete = "user.delete",
        /// Somebody became an admin.
        AdminGrant = "admin.grant",
        /// Somebody is no admin any more.
        AdminRevoke = "admin.revoke",
        /// An admin let texts go to a place, answered or not.
        PlaceAllow = "place.allow",
        /// An admin stopped texts to a place for good.
        PlaceStop = "place.stop",
        /// An admin undid either: the place is watched again.
        PlaceWatch = "place.watch",
        /// An admin set up a second factor, or another one in its place.
        FactorSetUp = "factor.set_up",
        /// An admin turned their second factor off.
        FactorRemoved = "factor.removed",
        /// An admin got in with a recovery code.
        FactorRecoveryUsed = "factor.recovery_used",
        /// An admin drew new recovery codes.
        FactorCodesRenewed = "factor.codes_renewed",
        /// An admin's second factor was taken away from outside.
        FactorReset = "factor.reset",
        /// An admin paused a provider.
        ProviderPause = "provider.pause",
        /// A paused provider carries texts again.
        ProviderResume = "provider.resume",
        /// A person deleted their own account.
        AccountDelete = "account.delete",
        /// A person ended all their own sessions.
        AccountSignOutEverywhere = "account.sign_out_everywhere",
    }
}

words! {
    /// As what somebody acted; its message is `actor-…`.
    ActorKind {
        /// An admin, on the admin pages.
        Admin = "admin",
        /// A person, on their own account.
        User = "user",
        /// The command line.
        Command = "command",
        /// The program by itself.
        System = "system",
    }
}

words! {
    /// What was acted on; its message is `target-…`.
    TargetKind {
        /// A user, by id.
        User = "user",
        /// A number that has no user, by its keyed hash.
        Number = "number",
        /// A number range, by its keyed hash.
        Range = "range",
        /// A country, by its code.
        Country = "country",
        /// A provider, by its name.
        Provider = "provider",
        /// An export.
        Export = "export",
    }
}

words! {
    /// What else there is to say; its message is `detail-…`.
    Detail {
        /// The user had proven their number.
        WasActive = "was_active",
        /// The user's number was blocked, and stays it.
        WasBlocked = "was_blocked",
        /// The user had never proven their number.
        WasUnverified = "was_unverified",
    }
}

impl From<UserStatus> for Detail {
    fn from(status: UserStatus) -> Self {
        match status {
            UserStatus::Active => Self::WasActive,
            UserStatus::Blocked => Self::WasBlocked,
            UserStatus::Unverified => Self::WasUnverified,
        }
    }
}

/// Who acts, and from which address.
#[derive(Debug, Clone)]
pub struct Actor {
    /// As what.
    pub kind: ActorKind,
    /// Which user, if one.
    pub user: Option<UserId>,
    /// Their number, masked.
    pub number: Option<String>,
    /// The address the request came from.
    pub address: Option<String>,
}

impl Actor {
    /// An admin on the admin pages.
    #[must_use]
    pub fn admin(user: &User, address: &str) -> Self {
        Self::signed_in(ActorKind::Admin, user, address)
    }

    /// A person on their own account's page.
    #[must_use]
    pub fn user(user: &User, address: &str) -> Self {
        Self::signed_in(ActorKind::User, user, address)
    }

    /// Whoever has a shell on the machine.
    #[must_use]
    pub fn command() -> Self {
        Self {
            kind: ActorKind::Command,
            user: None,
            number: None,
            address: None,
        }
    }

    fn signed_in(kind: ActorKind, user: &User, address: &str) -> Self {
        Self {
            kind,
            user: Some(user.id),
            number: Some(user.phone.masked()),
            address: Some(address.to_owned()),
        }
    }
}

/// To whom or what something was done. Made only from values whose numbers it
/// masks or hashes.
#[derive(Debug, Clone)]
pub struct Target {
    kind: TargetKind,
    id: String,
    label: String,
}

impl Target {
    /// A user: the id, and the masked number.
    #[must_use]
    pub fn user(user: &User) -> Self {
        Self {
            kind: TargetKind::User,
            id: user.id.to_string(),
            label: user.phone.masked(),
        }
    }

    /// A number range or a country: the keyed hash and the range in groups, or
    /// the country's code.
    #[must_use]
    pub fn place(place: &Place) -> Self {
        let (kind, id) = place.key.split_once(':').unwrap_or_default();
        Self {
            kind: match kind {
                "range" => TargetKind::Range,
                _ => TargetKind::Country,
            },
            id: id.to_owned(),
            label: place.shown(),
        }
    }

    /// A provider, by the name that the configuration gives it.
    #[must_use]
    pub fn provider(name: &str) -> Self {
        Self {
            kind: TargetKind::Provider,
            id: name.to_owned(),
            label: name.to_owned(),
        }
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> TargetKind {
        self.kind
    }

    /// By what it is found.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// As what it is shown.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }
}

/// An entry's id: a `UUIDv7`, so that ids sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryId(Uuid);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// One entry, to be written in the same transaction as the act.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// Who, and from where.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// To whom.
    pub target: Target,
    /// What else there is to say.
    pub detail: Option<Detail>,
}

impl Entry {
    /// An entry about something that is done `now`.
    pub fn new(
        now: Timestamp,
        rng: &mut dyn Rng,
        actor: Actor,
        action: Action,
        target: Target,
    ) -> Self {
        Self {
            id: EntryId(uuid_v7(now, rng)),
            at: now,
            actor,
            action,
            target,
            detail: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_a_category_and_a_verb_that_are_read_back() {
        for action in Action::ALL {
            let word = action.as_str();
            let (category, verb) = word.split_once('.').expect("a dot");
            for part in [category, verb] {
                let plain = part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                assert!(plain && !part.is_empty(), "{word}");
            }
            assert_eq!(word.parse(), Ok(*action));
        }
        assert_eq!("user.fly".parse::<Action>(), Err(()));
        let everywhere = Action::AccountSignOutEverywhere;
        assert_eq!(everywhere.key(), "account-sign-out-everywhere");
    }
}
