//! The least that a sign-in can cost: bare axum handlers that read and answer
//! the same HTTP and call the same gateway, and the bare SQLite transactions,
//! with one commit for all that wait. No rule is kept here.

use std::net::SocketAddr;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

const TABLES: &str = "
create table users (phone text primary key, verified_at bigint) without rowid;
create table deliveries (id text primary key, status text) without rowid;
create table verifications (id text primary key, phone text, code text, used_at bigint)
    without rowid;
create table sessions (id text primary key, phone text) without rowid;
";

/// A transaction: its two statements, and whom to tell.
type Job = (Step, oneshot::Sender<()>);

enum Step {
    /// Before the call.
    Reserve(String),
    /// After it.
    Confirm(String),
    /// The code was right.
    SignIn(String),
}

#[derive(Clone)]
struct Floor {
    jobs: mpsc::Sender<Job>,
    http: reqwest::Client,
    gateway: String,
    page: &'static str,
}

/// Serves until it is killed.
pub async fn serve(listen: SocketAddr, file: &str, gateway: &str, page: usize) {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal);
    let options = options.synchronous(SqliteSynchronous::Full);
    let mut db = options.connect().await.expect("the database");
    sqlx::raw_sql(TABLES).execute(&mut db).await.expect("made");
    let (jobs, waiting) = mpsc::channel(1_024);
    tokio::spawn(write(db, waiting));
    let floor = Floor {
        jobs,
        http: reqwest::Client::new(),
        gateway: format!("{gateway}/2010-04-01/Accounts/AC0/Messages.json"),
        page: " ".repeat(page).leak(),
    };
    let routes = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/auth/send-otp", post(send))
        .route("/auth/verify-otp", post(verify))
        .route("/auth/session", get(session))
        .route("/login", get(shown).post(post_phone))
        .route("/login/code", get(shown).post(post_code))
        .route("/account", get(shown))
        .with_state(floor);
    let listener = TcpListener::bind(listen).await.expect("a port");
    axum::serve(listener, routes).await.expect("served");
}

/// Takes what waits, and commits it together.
async fn write(mut db: SqliteConnection, mut jobs: mpsc::Receiver<Job>) {
    let mut batch = Vec::new();
    while jobs.recv_many(&mut batch, 1_024).await > 0 {
        run(&mut db, "begin immediate", &[]).await;
        let mut told = Vec::new();
        for (step, tell) in batch.drain(..) {
            let [first, second] = step.statements();
            run(&mut db, first.0, &first.1).await;
            if !second.0.is_empty() {
                run(&mut db, second.0, &second.1).await;
            }
            told.push(tell);
        }
        run(&mut db, "commit", &[]).await;
        for tell in told {
            let _gone = tell.send(());
        }
    }
}

impl Step {
    fn statements(self) -> [(&'static str, Vec<String>); 2] {
        match self {
            Self::Reserve(phone) => {
                let sql = "insert or replace into deliveries values ($1, 'sending')";
                [(sql, vec![phone]), ("", Vec::new())]
            }
            Self::Confirm(phone) => [
                (
                    "insert into users values ($1, null) on conflict do nothing",
                    vec![phone.clone()],
                ),
                (
                    "insert or replace into verifications values ($1, $1, '123456', null)",
                    vec![phone],
                ),
            ],
            Self::SignIn(phone) => [
                (
                    "update verifications set used_at = 1 where id = $1 and used_at is null",
                    vec![phone.clone()],
                ),
                (
                    "insert or replace into sessions values ($1, $1)",
                    vec![phone],
                ),
            ],
        }
    }
}

async fn run(db: &mut SqliteConnection, sql: &'static str, values: &[String]) {
    let query = values
        .iter()
        .fold(sqlx::query(sql), sqlx::query::Query::bind);
    query.execute(db).await.expect("done");
}

impl Floor {
    async fn write(&self, step: Step) {
        let (tell, told) = oneshot::channel();
        self.jobs.send((step, tell)).await.expect("a writer");
        told.await.expect("written");
    }

    async fn text(&self, phone: &str) {
        self.write(Step::Reserve(phone.to_owned())).await;
        let form = [
            ("To", phone),
            ("From", "+15005550006"),
            ("Body", "123456 is your code"),
        ];
        let sent = self.http.post(&self.gateway).form(&form).send().await;
        let taken: Value = sent.expect("taken").json().await.expect("JSON");
        assert_eq!(taken["status"], "queued");
        self.write(Step::Confirm(phone.to_owned())).await;
    }
}

async fn send(State(floor): State<Floor>, Json(body): Json<Value>) -> Response {
    let phone = body["phone"].as_str().expect("a phone");
    floor.text(phone).await;
    Json(
        json!({ "message": "OTP sent successfully", "phone": phone, "expiresIn": 300,
        "verificationId": "0123456789abcdef0123456789abcdef" }),
    )
    .into_response()
}

async fn verify(State(floor): State<Floor>, Json(body): Json<Value>) -> Response {
    let phone = body["phone"].as_str().expect("a phone");
    floor.write(Step::SignIn(phone.to_owned())).await;
    let user = json!({ "id": "0", "phone": phone, "isPhoneVerified": true });
    let body = Json(json!({ "message": "Phone number verified", "user": user }));
    ([(header::SET_COOKIE, COOKIE)], body).into_response()
}

const COOKIE: &str = "textgate=0123456789abcdef0123; HttpOnly; SameSite=Lax; Path=/";

async fn session() -> Response {
    let user = json!({ "id": "0", "phone": "+14155552671", "isPhoneVerified": true });
    Json(json!({ "user": user })).into_response()
}

async fn shown(State(floor): State<Floor>) -> Response {
    ([(header::CONTENT_TYPE, "text/html")], floor.page).into_response()
}

fn phone(fields: &[(String, String)]) -> &str {
    let phone = fields.iter().find(|(name, _)| name == "phone");
    phone.map_or("", |(_, value)| value)
}

async fn post_phone(
    State(floor): State<Floor>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let phone = phone(&fields);
    floor.text(phone).await;
    let cookie = format!("number={phone}");
    onward("/login/code", &cookie)
}

async fn post_code(State(floor): State<Floor>, headers: axum::http::HeaderMap) -> Response {
    let cookie = headers
        .get(header::COOKIE)
        .and_then(|value| value.to_str().ok());
    let phone = cookie
        .and_then(|cookie| cookie.split_once('='))
        .map_or("", |(_, phone)| phone);
    floor.write(Step::SignIn(phone.to_owned())).await;
    onward("/account", COOKIE)
}

fn onward(path: &str, cookie: &str) -> Response {
    let headers = [(header::SET_COOKIE, cookie), (header::LOCATION, path)];
    (StatusCode::SEE_OTHER, headers).into_response()
}
