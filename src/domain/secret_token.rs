//! Secrets that are handed out: a prefix that people and scanners know, and 128
//! random bits as hex. Only letters and digits, so that no encoding changes them.
//! Kept are hashes alone.

use std::fmt;

use rand::Rng;

use crate::base::rng::token;
use crate::base::secret::{is_hex, sha256};

/// One kind of them.
pub trait SecretToken: Sized {
    /// A new one.
    fn draw(rng: &mut dyn Rng) -> Self;

    /// One that was shown to us; none for what was never drawn as one.
    fn parse(shown: &str) -> Option<Self>;

    /// The secret itself, for its owner and for nobody else.
    fn reveal(&self) -> &str;

    /// What is kept in its place. A slow hash is for what can be guessed.
    fn hash(&self) -> String {
        sha256(self.reveal().as_bytes())
    }
}

macro_rules! kinds {
    ($($name:ident, $prefix:literal, $what:literal;)*) => {$(
        #[doc = $what]
        #[derive(Clone)]
        pub struct $name(String);

        impl SecretToken for $name {
            fn draw(rng: &mut dyn Rng) -> Self {
                Self(format!(concat!($prefix, "{}"), token(rng)))
            }

            fn parse(shown: &str) -> Option<Self> {
                let fits = is_hex(shown.strip_prefix($prefix)?, 32);
                fits.then(|| Self(shown.to_owned()))
            }

            fn reveal(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        }
    )*};
}

kinds! {
    ClientSecret, "tgs", "What an app proves itself with.";
    AuthorizationCode, "tgc", "What an app is given for tokens.";
    AccessToken, "tga", "What an app reads a person's claims with.";
    RefreshToken, "tgr", "What an app gets new tokens with.";
    ForwardCookie, "tgf", "What a browser shows at an app behind a proxy that asks.";
    ForwardStart, "tgw", "What a browser keeps on the way to such an app.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    #[test]
    fn secrets_are_read_back_and_do_not_print() {
        let secret = ClientSecret::draw(&mut *OsRngSource.rng());
        let text = secret.reveal();
        assert!(text.len() == 35 && text.bytes().all(|b| b.is_ascii_alphanumeric()));
        assert_eq!(
            ClientSecret::parse(text).expect("one").hash(),
            secret.hash()
        );
        assert_eq!(format!("{secret:?}"), "ClientSecret(hidden)");
        assert!(RefreshToken::parse(text).is_none());
        for wrong in [
            "",
            "tgs",
            &text[..34],
            &format!("{text}0"),
            &text.to_uppercase(),
        ] {
            assert!(ClientSecret::parse(wrong).is_none(), "{wrong}");
        }
    }
}
