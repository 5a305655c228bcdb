//! What is said of a limit that refused.

use crate::domain::limit::BucketKind;

/// Which limit it is, as far as whoever asks is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldLimit {
    /// The wait between two texts.
    Wait,
    /// Theirs, whatever number they ask for.
    Requester,
    /// One that others share.
    Other,
}

impl ToldLimit {
    pub(super) fn of(kind: BucketKind) -> Self {
        match kind {
            BucketKind::Wait => Self::Wait,
            BucketKind::Requester | BucketKind::Countries => Self::Requester,
            _ => Self::Other,
        }
    }
}
