//! What an app may know of a person.

use std::fmt;
use std::str::FromStr;

/// One thing that an app may know or do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Scope {
    /// Who they are.
    OpenId = 1,
    /// Their number.
    Phone = 2,
    /// A name to show.
    Profile = 4,
    /// An address, where the app gets synthetic ones.
    Email = 8,
    /// To refresh its tokens.
    OfflineAccess = 16,
}

impl Scope {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [
        Self::OpenId,
        Self::Phone,
        Self::Profile,
        Self::Email,
        Self::OfflineAccess,
    ];

    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Phone => "phone",
            Self::Profile => "profile",
            Self::Email => "email",
            Self::OfflineAccess => "offline_access",
        }
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|scope| scope.as_str() == text).ok_or(())
    }
}

/// A set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Scopes(u8);

impl Scopes {
    /// Those of a list with blanks between that there are; the others are left out.
    #[must_use]
    pub fn known(text: &str) -> Self {
        let known = text.split(' ').filter_map(|word| word.parse().ok());
        known.fold(Self::default(), Self::with)
    }

    /// The same, and this one.
    #[must_use]
    pub fn with(self, scope: Scope) -> Self {
        Self(self.0 | scope as u8)
    }

    /// Whether this one is among them.
    #[must_use]
    pub fn has(self, scope: Scope) -> bool {
        self.0 & scope as u8 != 0
    }

    /// Those that are among others, too.
    #[must_use]
    pub fn within(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = Scope::ALL.into_iter().filter(|scope| self.has(*scope));
        for (nth, scope) in all.enumerate() {
            let blank = if nth > 0 { " " } else { "" };
            write!(f, "{blank}{}", scope.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_left_out() {
        let scopes = Scopes::known("email openid  groups openid PHONE");
        assert_eq!(scopes.to_string(), "openid email");
        assert_eq!(Scopes::known(&scopes.to_string()), scopes);
        assert_eq!(Scopes::known("").to_string(), "");
    }
}
