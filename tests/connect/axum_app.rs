use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use serde::Deserialize;

#[derive(Clone, Deserialize)]
struct User {
    id: String,
    phone: String,
}

#[derive(Deserialize)]
struct Session {
    user: User,
}

#[derive(Clone)]
struct Textgate {
    url: String,
    client: reqwest::Client,
}

impl Textgate {
    /// Whose cookies these are.
    async fn user(&self, headers: &HeaderMap) -> reqwest::Result<Option<User>> {
        let mut ask = self.client.get(format!("{}/auth/session", self.url));
        for cookies in headers.get_all(header::COOKIE) {
            ask = ask.header(header::COOKIE, cookies);
        }
        let answer = ask.send().await?;
        if answer.status() == StatusCode::UNAUTHORIZED {
            return Ok(None);
        }
        let session: Session = answer.error_for_status()?.json().await?;
        Ok(Some(session.user))
    }
}

async fn signed_in_only(
    State(textgate): State<Textgate>,
    mut request: Request,
    next: Next,
) -> Response {
    match textgate.user(request.headers()).await {
        Ok(Some(user)) => {
            request.extensions_mut().insert(user);
            next.run(request).await
        }
        Ok(None) => {
            let way_back = [("return_to", request.uri().to_string())];
            let query = serde_urlencoded::to_string(way_back).expect("text");
            Redirect::to(&format!("/login?{query}")).into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "Please try again.").into_response(),
    }
}

async fn hello(Extension(user): Extension<User>) -> String {
    format!("Hello {}, your id is {}.", user.phone, user.id)
}

pub fn app(textgate: &str) -> Router {
    let textgate = Textgate {
        url: textgate.to_owned(),
        client: reqwest::Client::new(),
    };
    Router::new()
        .route("/", get(hello))
        .route("/{*path}", get(hello))
        .layer(from_fn_with_state(textgate, signed_in_only))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8000").await?;
    axum::serve(listener, app("http://127.0.0.1:4000")).await
}
