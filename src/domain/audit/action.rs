//! The audit's words: what was done, as what, to what.

use crate::domain::user::UserStatus;

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
        /// An admin looked at a user's number in full.
        UserReveal = "user.reveal",
        /// A backend said anew which labels somebody has.
        UserLabel = "user.label",
        /// A backend said anew what it calls somebody.
        UserName = "user.name",
        /// A backend expects people.
        UsersExpect = "users.expect",
        /// A backend does not expect somebody any more.
        UserForget = "user.forget",
        /// A backend read numbers in full.
        UsersReveal = "users.reveal",
        /// An admin ended the sessions of several users.
        UsersSignOut = "users.sign_out",
        /// An admin blocked several users.
        UsersBlock = "users.block",
        /// An admin deleted several users.
        UsersDelete = "users.delete",
        /// An admin took a file of users and their numbers.
        UsersExport = "users.export",
        /// An admin blocked a number that has no user.
        NumberBlock = "number.block",
        /// An admin lifted the block of such a number.
        NumberUnblock = "number.unblock",
        /// Somebody became an admin.
        AdminGrant = "admin.grant",
        /// Somebody is no admin any more.
        AdminRevoke = "admin.revoke",
        /// An admin let texts go to a place, answered or not.
        PlaceAllow = "place.allow",
        /// An admin stopped texts to a place for good.
        PlaceStop = "place.stop",
        /// An admin gave a place more unanswered texts for the day.
        PlaceMore = "place.more",
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
        /// A one-time word for setting up a first factor was made.
        FactorWord = "factor.word",
        /// An admin paused a provider.
        ProviderPause = "provider.pause",
        /// A paused provider carries texts again.
        ProviderResume = "provider.resume",
        /// A key that signs what apps are told was made, to follow the one before it.
        KeyRotate = "key.rotate",
        /// Such a key was forgotten at once.
        KeyDrop = "key.drop",
        /// Somebody showed an app's code or refresh token again: what it got ended.
        GrantReused = "grant.reused",
        /// An admin paused an app.
        AppPause = "app.pause",
        /// People can sign in to a paused app again.
        AppResume = "app.resume",
        /// An admin ended all that an app got of people's sign-ins.
        AppEndAll = "app.end_all",
        /// An admin paused a webhook.
        WebhookPause = "webhook.pause",
        /// A paused webhook is told things again.
        WebhookResume = "webhook.resume",
        /// An admin had a webhook told again.
        WebhookReplay = "webhook.replay",
        /// An admin sent a test text.
        TextTest = "text.test",
        /// A person deleted their own account.
        AccountDelete = "account.delete",
        /// A person disconnected an app.
        AccountDisconnect = "account.disconnect",
        /// A person ended one of their own sessions.
        AccountSignOut = "account.sign_out",
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
        /// A backend, by its key.
        ApiClient = "api_client",
        /// An app, of what it got itself; in no audit.
        App = "app",
    }
}

words! {
    /// What was acted on; its message is `target-…`.
    TargetKind {
        /// A user, by id.
        User = "user",
        /// Somebody who is expected, by the id that they will have.
        Expected = "expected",
        /// Several users, by what they were chosen.
        Users = "users",
        /// A number that has no user, by its keyed hash.
        Number = "number",
        /// A number range, by its keyed hash.
        Range = "range",
        /// A country, by its code.
        Country = "country",
        /// A provider, by its name.
        Provider = "provider",
        /// An app, by its name.
        App = "app",
        /// A webhook, by its name.
        Webhook = "webhook",
        /// An export.
        Export = "export",
        /// A key that signs, by its name.
        Key = "key",
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
