//! The audit: who did what to whom, when, from where. It holds no code and no
//! number in full.

mod action;

use rand::Rng;

use super::api_client::ClientName;
use super::destination::Destination;
use super::session::SessionMessage;
use super::user::{User, UserId};
use crate::base::clock::Timestamp;

pub use super::id::EntryId;
pub use action::{Action, ActorKind, Detail, TargetKind};

/// Who acts, and from which address.
#[derive(Debug, Clone)]
pub struct Actor {
    /// As what.
    pub kind: ActorKind,
    /// Which user, if one.
    pub user: Option<UserId>,
    /// Their number, masked.
    pub number: Option<String>,
    /// Which backend, if one, by its name.
    pub client: Option<String>,
    /// The address the request came from.
    pub address: Option<String>,
    /// What their session is told when it is done.
    pub told: Option<SessionMessage>,
    /// The call that is done once, by the hash of its key.
    pub call: Option<String>,
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
            client: None,
            address: None,
            told: None,
            call: None,
        }
    }

    /// The program by itself.
    #[must_use]
    pub fn system() -> Self {
        Self {
            kind: ActorKind::System,
            ..Self::command()
        }
    }

    /// A backend, by its key.
    #[must_use]
    pub fn api_client(name: &ClientName, address: &str) -> Self {
        Self {
            kind: ActorKind::ApiClient,
            client: Some(name.to_string()),
            address: Some(address.to_owned()),
            ..Self::command()
        }
    }

    fn signed_in(kind: ActorKind, user: &User, address: &str) -> Self {
        Self {
            kind,
            user: Some(user.id),
            number: Some(user.phone.masked()),
            client: None,
            address: Some(address.to_owned()),
            told: None,
            call: None,
        }
    }

    /// The same, whose session is told of the act.
    #[must_use]
    pub fn told(mut self, message: SessionMessage) -> Self {
        self.told = Some(message);
        self
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
    pub fn place(place: &Destination) -> Self {
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

    /// A key that signs, by its name.
    #[must_use]
    pub fn key(kid: &str) -> Self {
        Self {
            kind: TargetKind::Key,
            id: kid.to_owned(),
            label: kid.chars().take(8).collect(),
        }
    }

    /// An app: its name, and what people read.
    #[must_use]
    pub fn app(name: &str, title: &str) -> Self {
        Self {
            kind: TargetKind::App,
            id: name.to_owned(),
            label: title.to_owned(),
        }
    }

    /// Somebody who is expected: the id that they will have, and the masked number.
    #[must_use]
    pub fn expected(id: UserId, masked: &str) -> Self {
        Self {
            kind: TargetKind::Expected,
            id: id.to_string(),
            label: masked.to_owned(),
        }
    }

    /// A webhook, by its name.
    #[must_use]
    pub fn webhook(name: &str) -> Self {
        Self {
            kind: TargetKind::Webhook,
            id: name.to_owned(),
            label: name.to_owned(),
        }
    }

    /// Several users: whether they were found by a filter or picked one by one,
    /// and the filter's words, in which numbers are cut short.
    #[must_use]
    pub fn users(by: &str, filter: &str) -> Self {
        Self {
            kind: TargetKind::Users,
            id: by.to_owned(),
            label: filter.to_owned(),
        }
    }

    /// An export: the file's format, and the filter's words.
    #[must_use]
    pub fn export(format: &str, filter: &str) -> Self {
        Self {
            kind: TargetKind::Export,
            id: format.to_owned(),
            label: filter.to_owned(),
        }
    }

    /// A number without a user: its keyed hash, and its masked form.
    #[must_use]
    pub fn number(phone_hash: &str, masked: &str) -> Self {
        Self {
            kind: TargetKind::Number,
            id: phone_hash.to_owned(),
            label: masked.to_owned(),
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
    /// How many it was about, if about several.
    pub many: Option<Many>,
    /// It is done only while whom it is about is at this version.
    pub at_version: Option<i64>,
}

/// How many an act was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Many {
    /// To so many it was done.
    pub done: u64,
    /// So many of the chosen were left out.
    pub left_out: u64,
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
            id: EntryId::draw(now, rng),
            at: now,
            actor,
            action,
            target,
            detail: None,
            many: None,
            at_version: None,
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
