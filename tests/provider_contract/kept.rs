//! Connections that are kept: whatever becomes of one between two texts, none
//! is lost; and what may have been read is never written again.

use std::env;
use std::process::Command;
use std::time::Duration;

use textgate::delivery::Delivery;
use textgate::domain::delivery::{Category, Certainty};

use super::app::sending;
use super::peer::{Peer, Turn, certificate};
use super::{Verdict, Wire, verdict};

use Category::Outage;
use Certainty::{Refused, Unknown};
use Turn::{
    Answers, AnswersAndCloses, AnswersAndGoesAway, AnswersAndHalfCloses, AnswersAndResets, Breaks,
    GoesAwayAfter, GoesAwayBefore, Resets,
};

/// Nobody knows.
pub const DOUBT: Verdict = Some((Unknown, Outage));
const REFUSED: Verdict = Some((Refused, Outage));
/// `REFUSED_STREAM`, and another code of HTTP/2.
const REFUSED_STREAM: u8 = 7;
const INTERNAL_ERROR: u8 = 2;

/// A provider that is asked time and again.
pub struct Line {
    pub peer: Peer,
    delivery: Delivery,
}

impl Line {
    pub fn to(wire: &Wire, peer: Peer, time: Duration) -> Self {
        let settings = (wire.settings)(&peer.url);
        let delivery = sending::delivery_within(time, wire.kind, &settings);
        Self { peer, delivery }
    }

    pub async fn plain(wire: &Wire, turns: &[Turn]) -> Self {
        let peer = Peer::plain(&wire.taken, turns).await;
        Self::to(wire, peer, sending::PATIENT)
    }

    pub async fn sealed(wire: &Wire, turns: &[Turn]) -> Self {
        let peer = Peer::sealed(&wire.taken, turns).await;
        Self::to(wire, peer, sending::PATIENT)
    }

    pub async fn sends(&self) -> Verdict {
        let sent = sending::send(&self.delivery, &sending::message()).await;
        assert!(!format!("{sent:?}").contains(sending::CODE), "{sent:?}");
        verdict(&sent.outcome)
    }

    /// A text is taken; then another, once the connection of the first ended.
    async fn outlives(&self) {
        assert_eq!(self.sends().await, None);
        self.peer.has_ended(1).await;
        assert_eq!(self.sends().await, None);
        assert_eq!(self.peer.connections(), [0, 1]);
    }

    /// The verdicts on texts one after the other, and over which connections
    /// they were written.
    pub async fn goes(self, verdicts: &[Verdict], connections: &[usize]) {
        for (nth, expected) in verdicts.iter().enumerate() {
            assert_eq!(self.sends().await, *expected, "text {nth}");
        }
        assert_eq!(self.peer.connections(), connections);
    }
}

pub async fn is_kept(wire: Wire) {
    let line = Line::plain(&wire, &[]).await;
    line.goes(&[None, None, None], &[0, 0, 0]).await;
}

pub async fn dies_idle(wire: Wire) {
    for ending in [AnswersAndCloses, AnswersAndResets] {
        Line::plain(&wire, &[ending]).await.outlives().await;
    }
}

pub async fn half_closed(wire: Wire) {
    let line = Line::plain(&wire, &[AnswersAndHalfCloses]).await;
    line.outlives().await;
}

/// It dies when the text was written on it: it may have been read.
pub async fn breaks(wire: Wire) {
    let line = Line::plain(&wire, &[Answers, Breaks]).await;
    line.goes(&[None, DOUBT, None], &[0, 0, 1]).await;
}

/// All of it over HTTP/2.
pub async fn over_http2(wire: Wire) {
    let line = Line::sealed(&wire, &[]).await;
    line.goes(&[None, None, None], &[0, 0, 0]).await;
    for ending in [
        AnswersAndCloses,
        AnswersAndResets,
        AnswersAndHalfCloses,
        AnswersAndGoesAway,
    ] {
        Line::sealed(&wire, &[ending]).await.outlives().await;
    }
    for doubtful in [Breaks, GoesAwayAfter, Resets(INTERNAL_ERROR)] {
        let line = Line::sealed(&wire, &[Answers, doubtful]).await;
        assert_eq!(line.sends().await, None);
        assert_eq!(line.sends().await, DOUBT, "{doubtful:?}");
        assert_eq!(line.peer.connections(), [0, 0], "{doubtful:?}");
    }
    for unread in [
        GoesAwayBefore(0),
        GoesAwayBefore(INTERNAL_ERROR),
        Resets(REFUSED_STREAM),
    ] {
        let line = Line::sealed(&wire, &[Answers, unread]).await;
        line.goes(&[None, None], &[0, 0, 1]).await;
        // once more, not for ever
        let line = Line::sealed(&wire, &[unread, unread]).await;
        line.goes(&[REFUSED], &[0, 1]).await;
        // and when the second may have been read, nobody knows
        let line = Line::sealed(&wire, &[unread, Breaks]).await;
        line.goes(&[DOUBT], &[0, 1]).await;
    }
}

/// Runs the test again in a process that trusts the peer's certificate; says
/// whether this is that process.
pub fn trusts(test: &str) -> bool {
    const VARIABLE: &str = "SSL_CERT_FILE";
    if env::var_os(VARIABLE).is_some_and(|file| *file == *certificate()) {
        return true;
    }
    let (_crate, test) = test.split_once("::").expect("a path");
    let itself = env::current_exe().expect("this program");
    let run = Command::new(itself)
        .args(["--exact", test, "--nocapture"])
        .env(VARIABLE, certificate())
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&run.stdout);
    let passed = run.status.success() && said.contains("1 passed");
    assert!(passed, "{said}{}", String::from_utf8_lossy(&run.stderr));
    false
}

macro_rules! kept_contract {
    ($wire:ident) => {
        #[tokio::test]
        async fn a_connection_is_kept() {
            kept::is_kept(super::$wire()).await;
        }

        #[tokio::test]
        async fn f_a_kept_connection_dies_idle() {
            kept::dies_idle(super::$wire()).await;
        }

        #[tokio::test]
        async fn f_a_kept_connection_is_half_closed() {
            kept::half_closed(super::$wire()).await;
        }

        #[tokio::test]
        async fn f_a_kept_connection_breaks_under_a_text() {
            kept::breaks(super::$wire()).await;
        }

        #[tokio::test]
        async fn f_goaway_and_other_ends_of_http2() {
            if kept::trusts(concat!(
                module_path!(),
                "::f_goaway_and_other_ends_of_http2"
            )) {
                kept::over_http2(super::$wire()).await;
            }
        }
    };
}
