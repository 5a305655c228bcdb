//! What is wrong with a server's address.

/// Why an address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}; {fix}")]
pub struct WrongAddress {
    /// What is wrong, without any of its values.
    pub problem: String,
    /// What to do about it.
    pub fix: String,
}

pub(super) fn wrong<T>(
    problem: impl Into<String>,
    fix: impl Into<String>,
) -> Result<T, WrongAddress> {
    Err(WrongAddress {
        problem: problem.into(),
        fix: fix.into(),
    })
}
