//! Connections that are kept: whatever becomes of one between two texts, none
//! is lost; and what may have been read is never written again.

use std::env;
use std::process::Command;
use std::time::Duration;

use futures_util::future::join_all;
use textgate::delivery::Delivery;
use textgate::domain::delivery::{Category, Certainty};

use super::app::gateway::Answer;
use super::app::sending;
use super::peer::{Peer, Turn, certificate};
use super::{Verdict, Wire, verdict, webhook};

use Category::Outage;
use Certainty::{Refused, Unknown};
use Turn::{
    Answers, AnswersAndCloses, AnswersAndGoesAway, AnswersAndHalfCloses, AnswersAndResets, Breaks,
    Falls, GoesAwayAfter, GoesAwayAmid, GoesAwayBefore, Resets,
};

/// Nobody knows.
const DOUBT: Verdict = Some((Unknown, Outage));
const REFUSED: Verdict = Some((Refused, Outage));
/// `REFUSED_STREAM`, and another code of HTTP/2.
const REFUSED_STREAM: u8 = 7;
const INTERNAL_ERROR: u8 = 2;

/// A provider that is asked time and again.
struct Line {
    peer: Peer,
    delivery: Delivery,
}

impl Line {
    fn to(wire: &Wire, peer: Peer, time: Duration) -> Self {
        let settings = (wire.settings)(&peer.url);
        let delivery = sending::delivery_within(time, wire.kind, &settings);
        Self { peer, delivery }
    }

    async fn plain(wire: &Wire, turns: &[Turn]) -> Self {
        let peer = Peer::plain(&wire.taken, turns).await;
        Self::to(wire, peer, sending::PATIENT)
    }

    async fn sealed(wire: &Wire, turns: &[Turn]) -> Self {
        let peer = Peer::sealed(&wire.taken, turns).await;
        Self::to(wire, peer, sending::PATIENT)
    }

    async fn sends(&self) -> Verdict {
        let sent = sending::send(&self.delivery, &sending::message()).await;
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
    async fn goes(self, verdicts: &[Verdict], connections: &[usize]) {
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

/// What is silent is not used again, and costs one text.
#[tokio::test]
async fn f_a_kept_connection_falls_silent() {
    let wire = webhook();
    let peer = Peer::plain(&wire.taken, &[Answers, Falls]).await;
    let line = Line::to(&wire, peer, sending::BRIEF);
    line.goes(&[None, DOUBT, None], &[0, 0, 1]).await;
}

/// Over HTTP/2, too, where all texts would go on to share it; and the next may
/// come before the time of the first is up.
#[tokio::test]
async fn f_a_shared_connection_falls_silent() {
    if !trusts(concat!(
        module_path!(),
        "::f_a_shared_connection_falls_silent"
    )) {
        return;
    }
    let wire = webhook();
    let peer = Peer::sealed(&wire.taken, &[Answers, Falls]).await;
    let line = Line::to(&wire, peer, Duration::from_secs(2));
    assert_eq!(line.sends().await, None);
    let asked = std::time::Instant::now();
    assert_eq!(line.sends().await, DOUBT);
    assert!(
        asked.elapsed() < Duration::from_millis(1_900),
        "not noticed"
    );
    assert_eq!(line.sends().await, None);
    assert_eq!(line.peer.connections(), [0, 0, 1]);
}

/// Whatever goes away amid many texts, each is processed once.
#[tokio::test]
async fn f_goaway_amid_many_texts() {
    if !trusts(concat!(module_path!(), "::f_goaway_amid_many_texts")) {
        return;
    }
    let turns: Vec<_> = [Answers].into_iter().chain([GoesAwayAmid(8); 8]).collect();
    let line = Line::sealed(&webhook(), &turns).await;
    assert_eq!(line.sends().await, None);
    let verdicts = join_all((0..8).map(|_| line.sends())).await;
    assert_eq!(verdicts, [None; 8]);
    let connections = line.peer.connections();
    assert_eq!(connections[..9], [0; 9]);
    assert_eq!(connections[9..].len(), 4, "those that nobody looked at");
    assert!(!connections[9..].contains(&0), "{connections:?}");
}

/// What shares a connection shares nothing else.
#[tokio::test]
async fn two_accounts_with_one_provider_keep_their_credentials() {
    let peer = Peer::plain(&Answer::Json(200, serde_json::json!({})), &[]).await;
    let specs = ["one", "two"].map(|account| {
        let url = peer.url.replace("//", &format!("//{account}:word@"));
        let settings = format!("url = '{url}'\nsecret = 'whsec_{}'", super::SECRET);
        textgate::delivery::ProviderSpec {
            name: account.into(),
            ..sending::spec("webhook", &settings)
        }
    });
    let routes = toml::from_str("default = ['one', 'two']").expect("routes");
    let setup = sending::setup(sending::PATIENT);
    let delivery = Delivery::new(specs.into(), routes, &setup).expect("a delivery");
    let message = sending::message();
    for name in ["one", "two", "one"] {
        let route = delivery.routes(message.to.region());
        let route = route.iter().find(|route| route.provider == name);
        let context = textgate::delivery::SendContext {
            route: route.expect("a route"),
            callback: None,
        };
        let provider = delivery.provider(name).expect("a provider");
        provider.send(&message, &context).await.expect("taken");
    }
    let texts = peer.texts();
    let shown: Vec<_> = texts
        .iter()
        .map(|text| text.authorization.clone())
        .collect();
    let [one, two] = ["one:word", "two:word"].map(|it| {
        use base64::Engine;
        let code = base64::engine::general_purpose::STANDARD.encode(it);
        Some(format!("Basic {code}"))
    });
    assert_eq!(shown, [one.clone(), two, one]);
    assert_eq!(peer.connections(), [0, 0, 0]);
}

/// The only one that waits: a connection that was idle for long is not trusted.
#[tokio::test]
async fn a_connection_that_was_idle_for_five_seconds_is_not_used() {
    let line = Line::plain(&webhook(), &[]).await;
    assert_eq!(line.sends().await, None);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(line.sends().await, None);
    assert_eq!(line.peer.connections(), [0, 1]);
}
