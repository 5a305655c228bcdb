//! The provider under test, with the apps that a test plan registers.

use serde_json::Value;

use crate::app::gateway::Gateway;
use crate::app::{TWILIO, TestApp};
use crate::client::Client;
use crate::person::Person;

/// The secret of all apps.
pub const SECRET: &str = "tgs00112233445566778899aabbccddeeff";

/// Where people come back to, where nobody listens.
pub const CALLBACK: &str = "https://suite.example.com/callback";

/// Where they may go after signing out.
pub const BYE: &str = "https://suite.example.com/bye";

/// Two apps that need no PKCE, as the plan has them, one that does, a public one, and
/// one with the other algorithm.
fn tables() -> String {
    let hash = textgate::base::secret::sha256(SECRET.as_bytes());
    let app = |name: &str, more: &str| {
        format!(
            "[[app]]\nname = \"{name}\"\nredirect_uris = [\"{CALLBACK}\"]\n\
             post_logout_redirect_uris = [\"{BYE}\"]\nscopes = [\"phone\", \"profile\"]\n{more}\n"
        )
    };
    let secret = format!("secret_hash = \"{hash}\"\n");
    [
        app("suite", &format!("{secret}pkce = \"optional\"")),
        app("suite-2", &format!("{secret}pkce = \"optional\"")),
        app("careful", &secret),
        app("public", ""),
        app("curved", &format!("{secret}id_token_alg = \"ES256\"")),
    ]
    .concat()
}

/// The provider.
pub struct Suite {
    /// The program.
    pub app: TestApp,
}

impl Suite {
    /// With all of its apps.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With some settings changed.
    pub async fn with(set: &[(&str, &str)]) -> Self {
        let gateway = Gateway::start().await;
        let file = format!("{TWILIO}\n{}", tables());
        Self {
            app: TestApp::with_provider(set, gateway, &file).await,
        }
    }

    /// An app of it.
    pub fn client(&self, name: &'static str) -> Client<'_> {
        Client::new(self, name)
    }

    /// Somebody who is not signed in.
    pub fn person(&self) -> Person<'_> {
        Person::new(self)
    }

    /// The issuer.
    pub fn issuer(&self) -> &str {
        &self.app.url
    }

    /// What a document says that anybody may read.
    pub async fn document(&self, path: &str) -> Value {
        self.app.browser().get(path).await.is(200).json()
    }
}
