//! The two ways to the same flows: the pages and JSON.

use serde_json::json;

use super::browser::{Browser, Shown};

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interface {
    /// The pages' forms.
    Form,
    /// The JSON interface.
    Json,
}

/// Both.
pub const INTERFACES: [Interface; 2] = [Interface::Form, Interface::Json];

impl Interface {
    /// Asks for a first text.
    pub async fn send(self, browser: &Browser, phone: &str) -> Shown {
        match self {
            Self::Form => browser.post_phone(phone).await,
            Self::Json => {
                let body = json!({ "phone": phone });
                browser.json("/auth/send-otp", &body).await
            }
        }
    }

    /// Asks for a new code.
    pub async fn resend(self, browser: &Browser, phone: &str) -> Shown {
        match self {
            Self::Form => browser.resend().await,
            Self::Json => {
                let body = json!({ "phone": phone });
                browser.json("/auth/resend-otp", &body).await
            }
        }
    }

    /// Types a code.
    pub async fn check(self, browser: &Browser, phone: &str, code: &str) -> Shown {
        match self {
            Self::Form => browser.post_code(code).await,
            Self::Json => {
                let body = json!({ "phone": phone, "otp": code });
                browser.json("/auth/verify-otp", &body).await
            }
        }
    }

    /// The text was sent.
    #[track_caller]
    pub fn sent(self, shown: &Shown) {
        match self {
            Self::Form => shown.leads_to("/login/code"),
            Self::Json => shown.is(200).shows("verificationId"),
        };
    }

    /// The provider did not confirm, for a reason that is not the person's.
    #[track_caller]
    pub fn not_sent(self, shown: &Shown) {
        match self {
            // in place without a session, else on the page that it leads to
            Self::Form => shown.shows("Sorry, we cannot send texts right now"),
            Self::Json => shown.is(400).shows("\"code\":\"provider_down\""),
        };
        assert_eq!(shown.header("set-cookie"), "");
    }

    /// The database was in the way: 503, and nothing about the cause.
    #[track_caller]
    pub fn unavailable(self, shown: &Shown) {
        shown.is(503);
        assert_eq!(shown.header("retry-after"), "5");
        assert_eq!(shown.header("set-cookie"), "");
        match self {
            Self::Form => shown
                .shows("Sorry, there is a problem with the service")
                .shows("If you ask for help, tell them this number: <strong"),
            Self::Json => shown.shows("\"code\":\"unavailable\""),
        };
        let body = shown.body.to_lowercase();
        for word in ["sqlite", "database", "locked", "constraint", "insert", FIRE] {
            assert!(!body.contains(word), "{word} in {body}");
        }
    }

    /// The person is signed in.
    #[track_caller]
    pub fn signed_in(self, shown: &Shown) {
        match self {
            Self::Form => shown.leads_to("/account"),
            Self::Json => shown.is(200).shows("Phone number verified"),
        };
        let mut cookies = shown.headers.get_all("set-cookie").iter();
        assert!(cookies.any(|cookie| cookie.as_bytes().starts_with(b"textgate=")));
    }
}

/// What broken tables say, so that it can be looked for where it must not be.
pub const FIRE: &str = "the disk is on fire";
