//! The app in three languages, behind one proxy with Textgate.

use std::process::Command;

use crate::app::ADA;
use crate::app::server::Place;
use crate::proxy::{Running, caddy, nginx};
use crate::recipes::{block, changed};
use crate::{axum_app, sign_in};

const APP: &str = "127.0.0.1:8000";

const ONE_HOST: &str = "## One host, one proxy";

/// Textgate, the app and the proxy.
struct Places {
    textgate: Place,
    app: Place,
    front: Place,
}

impl Places {
    fn new() -> Self {
        let [textgate, app, front] = [(); 3].map(|()| Place::new());
        Self {
            textgate,
            app,
            front,
        }
    }

    fn nginx(&self) -> Running {
        let app = self.app.socket_address().to_string();
        nginx(
            &self.front,
            &self.textgate,
            block(ONE_HOST, "nginx"),
            &[(APP, &app)],
        )
    }

    fn caddy(&self) -> Running {
        let app = self.app.socket_address().to_string();
        caddy(
            &self.front,
            &self.textgate,
            block(ONE_HOST, "caddy"),
            &[(APP, &app)],
        )
    }

    /// Runs the recipe in this language.
    fn script(&self, command: &str, heading: &str, kind: &str, file: &str) -> Running {
        let port = self.app.socket_address().port().to_string();
        let (textgate, file) = (self.textgate.url(), self.app.file(file));
        let changes = [("http://127.0.0.1:4000", &*textgate), ("8000", &port)];
        std::fs::write(&file, changed(block(heading, kind), &changes)).expect("written");
        Running::start(Command::new(command).arg(file))
    }

    async fn visit(&self) {
        let url = self.front.url();
        let server = self
            .textgate
            .serve_behind(&url, &["--set=metrics.listen="])
            .await;
        sign_in::comes_and_goes(&server, &url, &format!("Hello {ADA}, your id is ")).await;
        sign_in::stays_shut(server, &url, 503).await;
    }
}

#[tokio::test]
async fn an_app_in_axum() {
    let places = Places::new();
    let listener = tokio::net::TcpListener::bind(places.app.socket_address()).await;
    let app = axum_app::app(&places.textgate.url());
    let serve = axum::serve(listener.expect("its port"), app).into_future();
    let _app = tokio::spawn(serve);
    let _front = places.nginx();
    places.visit().await;
}

#[tokio::test]
async fn an_app_in_node() {
    let places = Places::new();
    let _app = places.script("node", "### Node", "js", "app.mjs");
    let _front = places.caddy();
    places.visit().await;
}

#[tokio::test]
async fn an_app_in_python() {
    let places = Places::new();
    let _app = places.script("python3", "### Python", "python", "app.py");
    let _front = places.nginx();
    places.visit().await;
}
