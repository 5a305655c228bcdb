//! `kill -9` at every moment of a sign-in: every answered success is there, no
//! user and no session without a confirmed text, and the person simply starts
//! again. No repair, only a new start of the program.

mod app;

use std::path::Path;
use std::time::Duration;

use app::browser::Browser;
use app::dump::Dump;
use app::gateway::{Answer, Gate, Gateway};
use app::server::{Place, Server, until};
use app::{ADA, BEN, TWILIO};
use reqwest::Method;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

const NOBODY: [usize; 3] = [0, 0, 0];

/// A program that is going to be killed.
struct Victim {
    place: Place,
    gateway: Gateway,
    server: Server,
}

impl Victim {
    async fn new() -> Self {
        let (place, gateway) = (Place::new(), Gateway::start().await);
        let server = serve(&place, &gateway.url()).await;
        Self {
            place,
            gateway,
            server,
        }
    }

    /// From now on such a statement never ends: inside its transaction.
    async fn stops_at(&self, event: &str) {
        let endless = "create view endless as with recursive n (i) as \
                       (select 1 union all select i + 1 from n) select i from n";
        let sql = format!(
            "{endless}; create trigger held before {event} \
             begin select count(*) from endless; end"
        );
        self.place.spoil(&sql).await;
    }

    /// Waits until it is inside a transaction.
    async fn is_inside(&self) {
        let file = self.place.file("textgate.db");
        until(|| is_locked(&file), || "nobody writes".into()).await;
    }

    /// Ends it, and starts it again with nothing in its way.
    async fn dies(self) -> (Place, Gateway, Server) {
        self.server.signal("KILL");
        assert_eq!(self.server.ends().await.code(), None, "killed");
        let mend = "drop trigger if exists held; drop view if exists endless";
        self.place.spoil(mend).await;
        self.gateway.answers(Answer::TwilioQueued);
        let server = serve(&self.place, &self.gateway.url()).await;
        (self.place, self.gateway, server)
    }

    async fn rows(&self) -> [usize; 3] {
        counts(&self.place.dump().await)
    }
}

async fn serve(place: &Place, provider: &str) -> Server {
    let table = TWILIO.replace("{url}", provider);
    place.configure(&format!("[[provider]]\n{table}"));
    place.serve(&["--set", "code.resend_wait=0s"]).await
}

/// Users, verifications, sessions.
fn counts(dump: &Dump) -> [usize; 3] {
    dump.person().map(<[String]>::len)
}

async fn is_locked(file: &Path) -> bool {
    let options = SqliteConnectOptions::new().filename(file);
    let options = options.busy_timeout(Duration::ZERO);
    let mut other = options.connect().await.expect("the database");
    let locked = match other.begin_with("begin immediate").await {
        Ok(tx) => {
            tx.rollback().await.expect("nothing was written");
            false
        }
        Err(_) => true,
    };
    other.close().await.expect("closed");
    locked
}

/// Posts a form that gets no answer.
fn unanswered(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> JoinHandle<()> {
    let request = browser.request(Method::POST, path).form(fields);
    let request = request.header("sec-fetch-site", "same-origin");
    tokio::spawn(async move {
        let answer = request.send().await;
        assert!(answer.is_err(), "an answer came: {answer:?}");
    })
}

/// Somebody signs in, from the beginning.
async fn signs_in(server: &Server, gateway: &Gateway, phone: &str) -> Browser {
    let browser = server.browser();
    browser.post_phone(phone).await.leads_to("/login/code");
    browser
        .post_code(&gateway.last_code())
        .await
        .leads_to("/account");
    browser
}

/// A gateway at which connections never come about: its queue is full.
struct Full {
    url: String,
    _listener: tokio::net::TcpListener,
    _queue: Vec<TcpStream>,
}

impl Full {
    async fn start() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(([127, 0, 0, 1], 0).into()).expect("a port");
        let listener = socket.listen(1).expect("listening");
        let address = listener.local_addr().expect("an address");
        let mut queue = Vec::new();
        let patience = Duration::from_millis(300);
        while let Ok(Ok(stream)) = tokio::time::timeout(patience, TcpStream::connect(address)).await
        {
            queue.push(stream);
        }
        Self {
            url: format!("http://{address}"),
            _listener: listener,
            _queue: queue,
        }
    }
}

#[tokio::test]
async fn f_a_kill_inside_the_reservation_leaves_nothing() {
    let victim = Victim::new().await;
    victim.stops_at("insert on deliveries").await;
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.is_inside().await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    let dump = place.dump().await;
    assert_eq!(counts(&dump), NOBODY);
    assert_eq!((dump.table("deliveries").len(), gateway.count()), (0, 0));
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_before_the_call_leaves_no_person() {
    let (mut victim, full) = (Victim::new().await, Full::start().await);
    victim.server = serve_anew(victim.server, &victim.place, &full.url).await;
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    let place = &victim.place;
    let reserved = async || place.dump().await.table("deliveries").len() == 1;
    until(reserved, || "nothing is reserved".into()).await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    let dump = place.dump().await;
    assert_eq!(counts(&dump), NOBODY);
    assert!(dump.table("deliveries")[0].contains("\"sending\""));
    assert_eq!(gateway.count(), 0);
    signs_in(&server, &gateway, ADA).await;
}

/// The same files, another provider.
async fn serve_anew(old: Server, place: &Place, provider: &str) -> Server {
    drop(old);
    serve(place, provider).await
}

#[tokio::test]
async fn f_a_kill_while_the_provider_is_asked_leaves_no_person() {
    let (victim, gate) = (Victim::new().await, Gate::shut());
    victim.gateway.answers(gate.holds(Answer::TwilioQueued));
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.gateway.asked(1).await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), NOBODY);
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_after_the_provider_accepted_leaves_no_person() {
    let (victim, gate) = (Victim::new().await, Gate::shut());
    victim.gateway.answers(gate.holds(Answer::TwilioQueued));
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.gateway.asked(1).await;
    // it can read the answer, but not write down what it says
    let options = SqliteConnectOptions::new().filename(victim.place.file("textgate.db"));
    let mut other = options.connect().await.expect("the database");
    let lock = other.begin_with("begin immediate").await.expect("the lock");
    gate.open();
    victim.gateway.quiet().await;
    victim.server.signal("KILL");
    lock.rollback().await.expect("nothing was written");
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), NOBODY);
    let stale = gateway.last_code();
    let browser = signs_in(&server, &gateway, ADA).await;
    // the text of before opens nothing
    if stale != gateway.last_code() {
        let other = server.browser();
        other.post_phone(BEN).await.leads_to("/login/code");
        other.post_code(&stale).await.is(422);
    }
    browser.get("/account").await.is(200);
}

#[tokio::test]
async fn f_a_kill_before_the_commit_leaves_no_person() {
    let victim = Victim::new().await;
    victim.stops_at("insert on verifications").await;
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.gateway.asked(1).await;
    victim.gateway.quiet().await;
    victim.is_inside().await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), NOBODY);
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_before_the_answer_leaves_a_text_that_was_taken_and_no_session() {
    let victim = Victim::new().await;
    victim.stops_at("insert on sessions").await;
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    until(
        async || victim.rows().await == [1, 1, 0],
        || "not written".into(),
    )
    .await;
    victim.is_inside().await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    let dump = place.dump().await;
    assert_eq!(counts(&dump), [1, 1, 0]);
    assert!(dump.table("deliveries")[0].contains("\"accepted\""));
    signs_in(&server, &gateway, ADA).await;
    assert_eq!(
        place.dump().await.table("users").len(),
        1,
        "the same person"
    );
}

#[tokio::test]
async fn f_a_kill_inside_a_resend_leaves_the_earlier_code() {
    let victim = Victim::new().await;
    let browser = victim.server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = victim.gateway.last_code();
    victim
        .stops_at("update of code_hash on verifications")
        .await;
    let posting = unanswered(&browser, "/login/resend", &[]);
    victim.gateway.asked(2).await;
    victim.gateway.quiet().await;
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), [1, 1, 1]);
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn f_a_kill_inside_a_check_spends_no_try() {
    let victim = Victim::new().await;
    let browser = victim.server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (code, before) = (victim.gateway.last_code(), victim.place.dump().await);
    victim.stops_at("update on users").await;
    let posting = unanswered(&browser, "/login/code", &[("code", &code)]);
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(place.dump().await.person(), before.person());
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn f_a_kill_between_check_and_session_signs_nobody_in() {
    let victim = Victim::new().await;
    let browser = victim.server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = victim.gateway.last_code();
    victim.stops_at("insert on sessions").await;
    let posting = unanswered(&browser, "/login/code", &[("code", &code)]);
    // verified; the old session ends in the statement that makes the new one
    let place = &victim.place;
    let verified = async || {
        let dump = place.dump().await;
        counts(&dump) == [1, 1, 1] && !dump.table("users")[0].contains("\"verified_at\":null")
    };
    until(verified, || "the code was not checked".into()).await;
    victim.is_inside().await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), [1, 1, 1]);
    browser.get("/account").await.is(303);
    // the code is used; the person starts again, in the same browser too
    browser.get("/login").await.is(200).shows("name=\"phone\"");
    let page = browser.post_code(&code).await;
    page.is(422).shows("That code was already used");
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_after_the_answer_loses_nothing() {
    let victim = Victim::new().await;
    let (half, whole) = (victim.server.browser(), victim.server.browser());
    half.post_phone(BEN).await.leads_to("/login/code");
    let code = victim.gateway.last_code();
    whole.post_phone(ADA).await.leads_to("/login/code");
    let done = whole.post_code(&victim.gateway.last_code()).await;
    done.leads_to("/account");
    let (_place, _gateway, _server) = victim.dies().await;
    whole.get("/account").await.is(200).shows("415-555-2671");
    half.post_code(&code).await.leads_to("/account");
}
