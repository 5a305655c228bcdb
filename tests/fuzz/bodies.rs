//! Form and JSON bodies, to the live router: a refusal, never a fault.

use std::net::SocketAddr;
use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use textgate::web::router;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::app::{ADA, BEN, TestApp};
use super::cases;

/// Those that read a form come more often.
const FORMS: &[&str] = &[
    "/login",
    "/login",
    "/login",
    "/login/code",
    "/login/code",
    "/login/resend",
    "/logout",
    "/account/delete",
    "/account/sessions/end-all",
    "/account/sessions/x/end",
    "/admin/users/x/block",
    "/admin/users/01900000-0000-7000-8000-000000000000/unblock",
    "/receipts/main/x",
    "/",
];

const CALLS: &[&str] = &[
    "/auth/send-otp",
    "/auth/resend-otp",
    "/auth/verify-otp",
    "/auth/logout",
    "/auth/session",
];

const KINDS: &[&str] = &[
    "application/x-www-form-urlencoded",
    "application/json",
    "application/json; charset=utf-8",
    "multipart/form-data; boundary=x",
    "text/plain",
    "",
    "application/",
    "\u{ff}",
];

/// The running program, and the session of somebody half-way in.
struct Scene {
    app: TestApp,
    cookie: String,
    runtime: Runtime,
}

static SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let (app, cookie) = runtime.block_on(async {
        let limits = ["phone", "requester", "range", "total"].map(|it| format!("limits.{it}"));
        let limits: Vec<_> = limits
            .iter()
            .map(|it| (it.as_str(), "1000000/1s"))
            .collect();
        let app = TestApp::with(&limits).await;
        let half = app.browser();
        half.post_phone(ADA).await.leads_to("/login/code");
        let cookie = half.session().expect("a session");
        (app, format!("textgate={cookie}"))
    });
    Scene {
        app,
        cookie,
        runtime,
    }
});

/// Fields with values that are right, nearly right, or bytes.
fn form_bodies() -> impl Strategy<Value = Vec<u8>> {
    const NAMES: &[&str] = &[
        "phone",
        "phone",
        "phone",
        "code",
        "region",
        "return_to",
        "form",
        "form",
        "attempt",
        "",
        "x",
    ];
    const VALUES: &[&str] = &[
        "%2B14155552671",
        "%2B447400123456",
        "4155552671",
        "US",
        "ZZ",
        "123456",
        "12345",
        "+",
        ";",
        "0123456789abcdef0123456789abcdef",
        "0123456789abcdef",
        "%2Faccount",
        "%2F%2Fevil.example",
        "é",
        "%C3%A9",
        "%",
        "%00",
        "%ff",
        "%0d%0a",
        "=",
        "[]",
        "a",
        "abc",
        "%F0%9F%92%A9",
    ];
    let value = prop_oneof![
        5 => select(VALUES).prop_map(|it| it.as_bytes().to_vec()),
        4 => vec(select(VALUES), 0..5).prop_map(|all| all.concat().into_bytes()),
        1 => vec(any::<u8>(), 0..40),
    ];
    let pair = (select(NAMES), value);
    let pair = pair.prop_map(|(name, value)| [name.as_bytes(), b"=", &value].concat());
    let good = Just(b"phone=%2B14155552671".to_vec());
    let first = prop_oneof![good, pair.clone()];
    (first, vec(pair, 0..4)).prop_map(|(first, mut pairs)| {
        pairs.push(first);
        pairs.join(&b'&')
    })
}

fn json_bodies() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        Just(json!(ADA)),
        Just(json!(BEN)),
        Just(json!("123456")),
        Just(json!("US")),
        Just(json!("0123456789abcdef0123456789abcdef")),
        Just(Value::Null),
        any::<i64>().prop_map(|it| json!(it)),
        any::<bool>().prop_map(|it| json!(it)),
        "\\PC{0,20}".prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 12, 3, |inner| vec(inner, 0..3).prop_map(Value::Array));
    let key = select(&["phone", "otp", "region", "verificationId", "__proto__", ""][..]);
    let object = vec((key, value), 0..5);
    let whole = object.prop_map(|pairs| {
        // by hand, so that a key may come twice
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(key, it)| format!("\"{key}\":{it}"))
            .collect();
        format!("{{{}}}", pairs.join(","))
    });
    let cut = (whole.clone(), any::<prop::sample::Index>());
    let cut = cut.prop_map(|(text, at)| text.as_bytes()[..at.index(text.len())].to_vec());
    prop_oneof![
        5 => whole.prop_map(String::into_bytes),
        1 => cut,
        1 => vec(any::<u8>(), 0..200),
        1 => "[\\[{\"]{0,4000}".prop_map(String::into_bytes),
    ]
}

/// The answer, and its body as text.
fn posted(path: &str, kind: &str, body: &[u8], with_cookie: bool) -> (Response<()>, String) {
    let scene = &*SCENE;
    let mut request = Request::post(path)
        .header("host", "127.0.0.1")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", kind);
    if with_cookie {
        request = request.header("cookie", &scene.cookie);
    }
    let peer = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9)));
    let request = request.extension(peer).body(Body::from(body.to_vec()));
    scene.runtime.block_on(async {
        let router = router(scene.app.web.clone());
        let answer = router.oneshot(request.expect("a request")).await;
        let (parts, body) = answer.expect("an answer").into_parts();
        let body = to_bytes(body, 1 << 20).await.expect("a body");
        let body = String::from_utf8(body.to_vec()).expect("text");
        (Response::from_parts(parts, ()), body)
    })
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn no_form_is_a_fault(
        path in select(FORMS),
        kind in prop_oneof![9 => Just(KINDS[0]), 1 => select(KINDS)],
        body in form_bodies(),
        with_cookie in any::<bool>(),
    ) {
        let (answer, page) = posted(path, kind, &body, with_cookie);
        let shown = body.escape_ascii().to_string();
        prop_assert!(answer.status().as_u16() < 500, "{} {}: {}", path, shown, page);
        let to = answer.headers().get("location").map(|it| it.to_str().expect("text"));
        let own = to.is_none_or(|to| to.starts_with('/') && !to.starts_with("//"));
        prop_assert!(own, "{} {}: {:?}", path, shown, to);
    }

    #[test]
    fn no_call_is_a_fault(
        path in select(CALLS),
        kind in prop_oneof![9 => Just(KINDS[1]), 1 => select(KINDS)],
        body in json_bodies(),
        with_cookie in any::<bool>(),
    ) {
        let (answer, text) = posted(path, kind, &body, with_cookie);
        let status = answer.status();
        let shown = body.escape_ascii().to_string();
        prop_assert!(status.as_u16() < 500, "{} {}: {}", path, shown, text);
        if status.is_client_error() {
            let told: Value = serde_json::from_str(&text).expect("JSON");
            prop_assert!(told["code"].is_string(), "{} {}: {}", path, shown, text);
        }
    }
}
