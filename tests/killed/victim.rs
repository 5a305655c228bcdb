//! A program that is held at a moment of our choice, and killed there.

use std::path::Path;
use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

use crate::app::browser::Browser;
use crate::app::dump::Dump;
use crate::app::gateway::{Answer, Gateway};
use crate::app::server::{Place, Server, until};
use crate::app::{TWILIO, relying_party};

/// A program that is going to be killed.
pub struct Victim {
    /// Its files.
    pub place: Place,
    /// The provider's stand-in.
    pub gateway: Gateway,
    /// The process.
    pub server: Server,
    /// Its configuration, but for its provider and the apps.
    tables: String,
}

impl Victim {
    /// Its texts go to a gateway of its own.
    pub async fn new() -> Self {
        let gateway = Gateway::start().await;
        let url = gateway.url();
        Self::asking(gateway, &url).await
    }

    /// Its texts go elsewhere, until it is started again.
    pub async fn asking(gateway: Gateway, provider: &str) -> Self {
        Self::begun(gateway, provider, String::new()).await
    }

    /// With more tables in its configuration.
    pub async fn with_tables(tables: String) -> Self {
        let gateway = Gateway::start().await;
        let url = gateway.url();
        Self::begun(gateway, &url, tables).await
    }

    async fn begun(gateway: Gateway, provider: &str, tables: String) -> Self {
        let place = Place::new();
        let server = serve(&place, provider, &tables).await;
        Self {
            place,
            gateway,
            server,
            tables,
        }
    }

    /// From now on such a statement never ends: inside its transaction.
    pub async fn stops_at(&self, event: &str) {
        let endless = "create view endless as with recursive n (i) as \
                       (select 1 union all select i + 1 from n) select i from n";
        let sql = format!(
            "{endless}; create trigger held before {event} \
             begin select count(*) from endless; end"
        );
        self.place.spoil(&sql).await;
    }

    /// Waits until it is inside a transaction.
    pub async fn is_inside(&self) {
        let file = self.place.file("textgate.db");
        until(|| is_locked(&file), || "nobody writes".into()).await;
    }

    /// Ends it, and starts it again with nothing in its way.
    pub async fn dies(self) -> (Place, Gateway, Server) {
        self.server.signal("KILL");
        assert_eq!(self.server.ends().await.code(), None, "killed");
        let mend = "drop trigger if exists held; drop view if exists endless";
        self.place.spoil(mend).await;
        self.gateway.answers(Answer::TwilioQueued);
        let server = serve(&self.place, &self.gateway.url(), &self.tables).await;
        (self.place, self.gateway, server)
    }
}

async fn serve(place: &Place, provider: &str, tables: &str) -> Server {
    let table = TWILIO.replace("{url}", provider);
    let apps = relying_party::apps(
        "refresh = 'session'\nbackchannel_logout_uri = 'http://127.0.0.1:9/bye'",
    );
    place.configure(&format!("[[provider]]\n{table}{apps}\n{tables}"));
    place.serve(&["--set", "code.resend_wait=0s"]).await
}

/// Users, verifications, sessions.
pub fn counts(dump: &Dump) -> [usize; 3] {
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
pub fn unanswered(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> JoinHandle<()> {
    let request = browser.request(Method::POST, path).form(fields);
    gets_no_answer(request.header("sec-fetch-site", "same-origin"))
}

/// Sends what gets no answer.
pub fn gets_no_answer(request: RequestBuilder) -> JoinHandle<()> {
    tokio::spawn(async move {
        let answer = request.send().await;
        assert!(answer.is_err(), "an answer came: {answer:?}");
    })
}

/// Somebody signs in, from the beginning.
pub async fn signs_in(server: &Server, gateway: &Gateway, phone: &str) -> Browser {
    let browser = server.browser();
    browser.post_phone(phone).await.leads_to("/login/code");
    browser
        .post_code(&gateway.last_code())
        .await
        .leads_to("/account");
    browser
}

/// A gateway at which connections never come about: its queue is full.
pub struct Full {
    /// Its address.
    pub url: String,
    _listener: tokio::net::TcpListener,
    _queue: Vec<TcpStream>,
}

impl Full {
    pub async fn start() -> Self {
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
