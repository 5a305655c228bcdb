//! Signed tokens (JWS, RFC 7515) in their compact form, by two algorithms; verified
//! by keys of our own alone, never by what a token says of itself.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 8 * 1024;

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Alg {
    /// RSA, which every relying party can verify.
    Rs256,
    /// ECDSA on P-256: smaller, and quicker to sign.
    Es256,
}

impl Alg {
    /// Both, in the order of the published set: some take the first key.
    pub const ALL: [Self; 2] = [Self::Rs256, Self::Es256];

    /// Its registered name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}

impl FromStr for Alg {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut all = Self::ALL.into_iter();
        all.find(|alg| alg.as_str() == text).ok_or(KeyError)
    }
}

/// A key cannot be made, read or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a signing key does not work")]
pub struct KeyError;

impl<T: Into<aws_lc_rs::error::Unspecified>> From<T> for KeyError {
    fn from(_: T) -> Self {
        Self
    }
}

/// What is public of a key, as a JWK (RFC 7517) without what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kty")]
enum Jwk {
    #[serde(rename = "RSA")]
    Rsa { n: String, e: String },
    #[serde(rename = "EC")]
    Ec { crv: String, x: String, y: String },
}

/// The public half of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    jwk: Jwk,
    kid: String,
}

impl PublicKey {
    /// Reads what [`Self::to_json`] wrote.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self::new)
    }

    fn new(jwk: Jwk) -> Self {
        let kid = jwk.thumbprint();
        Self { jwk, kid }
    }

    /// Its name: the thumbprint of RFC 7638.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// What it verifies.
    #[must_use]
    pub fn alg(&self) -> Alg {
        match self.jwk {
            Jwk::Rsa { .. } => Alg::Rs256,
            Jwk::Ec { .. } => Alg::Es256,
        }
    }

    /// The key alone.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.jwk).unwrap_or_default()
    }

    /// As it is published.
    #[must_use]
    pub fn published(&self) -> Value {
        let mut jwk = json!(self.jwk);
        jwk["use"] = "sig".into();
        jwk["alg"] = self.alg().as_str().into();
        jwk["kid"] = self.kid.as_str().into();
        jwk
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> Option<()> {
        match &self.jwk {
            Jwk::Rsa { n, e } => PublicKeyComponents {
                n: decode(n)?,
                e: decode(e)?,
            }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            .ok(),
            Jwk::Ec { x, y, .. } => {
                let point = [vec![4], decode(x)?, decode(y)?].concat();
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
                key.verify(message, signature).ok()
            }
        }
    }
}

impl Jwk {
    fn thumbprint(&self) -> String {
        // the required members alone, in their order, without blanks
        let members = match self {
            Self::Rsa { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
            Self::Ec { crv, x, y } => {
                format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
        };
        encode(&Sha256::digest(members))
    }
}

/// A key that signs. The randomness of making it and of signing is the
/// cryptographic library's own: it takes no other.
pub struct SigningKey {
    pair: Pair,
    public: PublicKey,
}

enum Pair {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public.kid)
    }
}

impl SigningKey {
    /// Makes one. RSA takes up to a quarter of a second: not for an async thread.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn generate(alg: Alg) -> Result<Self, KeyError> {
        match alg {
            Alg::Rs256 => Ok(Self::of_rsa(RsaKeyPair::generate(KeySize::Rsa2048)?)),
            Alg::Es256 => Self::of_ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?),
        }
    }

    /// Reads what [`Self::to_pkcs8`] wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_pkcs8(alg: Alg, bytes: &[u8]) -> Result<Self, KeyError> {
        match alg {
            Alg::Rs256 => {
                let pair = RsaKeyPair::from_pkcs8(bytes).map_err(|_| KeyError)?;
                Ok(Self::of_rsa(pair))
            }
            Alg::Es256 => {
                let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes);
                Self::of_ec(pair.map_err(|_| KeyError)?)
            }
        }
    }

    /// Both halves, to be sealed.
    ///
    /// # Errors
    /// When the library cannot write it.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, KeyError> {
        Ok(match &self.pair {
            Pair::Rsa(pair) => AsDer::<Pkcs8V1Der>::as_der(pair)?.as_ref().to_vec(),
            Pair::Ec(pair) => pair.to_pkcs8v1()?.as_ref().to_vec(),
        })
    }

    fn of_rsa(pair: RsaKeyPair) -> Self {
        let public = pair.public_key();
        let part =
            |part: aws_lc_rs::io::Positive<'_>| encode(part.big_endian_without_leading_zero());
        let (n, e) = (part(public.modulus()), part(public.exponent()));
        Self {
            public: PublicKey::new(Jwk::Rsa { n, e }),
            pair: Pair::Rsa(pair),
        }
    }

    fn of_ec(pair: EcdsaKeyPair) -> Result<Self, KeyError> {
        // 4, then both coordinates of 32 bytes
        let point = pair.public_key().as_ref();
        let (x, y) = point
            .get(1..)
            .and_then(|it| it.split_at_checked(32))
            .ok_or(KeyError)?;
        let jwk = Jwk::Ec {
            crv: "P-256".into(),
            x: encode(x),
            y: encode(y),
        };
        Ok(Self {
            public: PublicKey::new(jwk),
            pair: Pair::Ec(pair),
        })
    }

    /// Its public half.
    #[must_use]
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// A token of this type with these claims.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn sign(&self, typ: &str, claims: &impl Serialize) -> Result<String, KeyError> {
        let alg = self.public.alg().as_str();
        let header = format!(
            r#"{{"alg":"{alg}","kid":"{}","typ":"{typ}"}}"#,
            self.public.kid
        );
        let claims = serde_json::to_vec(claims).map_err(|_| KeyError)?;
        let mut token = format!("{}.{}", encode(header.as_bytes()), encode(&claims));
        let rng = SystemRandom::new();
        let signature = match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &rng, token.as_bytes(), &mut signature)?;
                signature
            }
            Pair::Ec(pair) => pair.sign(&rng, token.as_bytes())?.as_ref().to_vec(),
        };
        token.push('.');
        token.push_str(&encode(&signature));
        Ok(token)
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
    typ: Option<String>,
    crit: Option<Value>,
}

/// The name of the key that a token says it is signed with.
#[must_use]
pub fn kid_of(token: &str) -> Option<String> {
    Some(header(token)?.kid)
}

fn header(token: &str) -> Option<Header> {
    let text = (token.len() <= LONGEST).then_some(token)?;
    serde_json::from_slice(&decode(text.split('.').next()?)?).ok()
}

/// The claims of a token of this type that one of our keys signed, which is found by
/// its name. What algorithm it is, the key says.
#[must_use]
pub fn verify<T: DeserializeOwned>(token: &str, typ: &str, key: &PublicKey) -> Option<T> {
    let header = header(token)?;
    let fits = header.alg == key.alg().as_str()
        && header.kid == key.kid
        && header.typ.as_deref() == Some(typ)
        && header.crit.is_none();
    let (message, signature) = token.rsplit_once('.').filter(|_| fits)?;
    let (_, claims) = message.split_once('.')?;
    key.verifies(message.as_bytes(), &decode(signature)?)?;
    serde_json::from_slice(&decode(claims)?).ok()
}

/// The left half of a hash, as `at_hash` has it (`OpenID` Connect Core §3.1.3.6).
#[must_use]
pub fn half_hash(text: &str) -> String {
    encode(&Sha256::digest(text)[..16])
}

/// A code verifier's challenge (RFC 7636 §4.2, S256).
#[must_use]
pub fn challenge_of(verifier: &str) -> String {
    encode(&Sha256::digest(verifier))
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests;
