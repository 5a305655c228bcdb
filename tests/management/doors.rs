//! Who gets in, and who does not.

use reqwest::Method;
use serde_json::json;

use crate::app::{ADA, BEN};
use crate::{KEY, call, call_with, id_of, refused, start, with_scopes};

const READS: &str = r#"["users.read"]"#;

#[tokio::test]
async fn without_a_scope_there_is_no_management_api() {
    for scopes in ["[]", r#"["introspect"]"#] {
        let app = with_scopes(scopes).await;
        refused(&call(&app, "GET", "/users", None).await, 404, "bad_request");
        let document = app.browser().get("/api/openapi.json").await;
        document.is(404);
    }
}

#[tokio::test]
async fn a_key_may_what_its_scopes_say() {
    let app = with_scopes(READS).await;
    app.signed_in(ADA).await;
    let user = format!("/users/{}", id_of(&app, ADA).await);
    call(&app, "GET", "/users", None).await.is(200);
    call(&app, "GET", &user, None).await.is(200);
    let labels = json!({ "labels": [] });
    for (method, path, body) in [
        ("POST", format!("{user}/block"), None),
        ("POST", format!("{user}/unblock"), None),
        ("POST", format!("{user}/sign-out"), None),
        ("PUT", format!("{user}/labels"), Some(&labels)),
        ("PATCH", user.clone(), Some(&json!({ "external_id": null }))),
        ("DELETE", user.clone(), None),
        ("POST", "/users".into(), Some(&json!({ "phone": BEN }))),
        ("POST", "/users/import".into(), None),
        ("GET", "/events".into(), None),
    ] {
        let shown = call(&app, method, &path, body).await;
        refused(&shown, 403, "insufficient_scope");
    }
    // all is as it was
    let user = call(&app, "GET", &user, None).await.is(200).json();
    assert_eq!(user["status"], "active");
}

#[tokio::test]
async fn nobody_without_a_key_is_heard() {
    let app = start().await;
    let other = format!("Bearer {}0", &KEY[..KEY.len() - 1]);
    let basic = format!("Basic {KEY}");
    for shown in [None, Some(other.as_str()), Some("Bearer x"), Some(&basic)] {
        for path in ["/api/v1/users", "/api/v1/events"] {
            let browser = app.browser();
            let mut request = browser.request(Method::GET, path);
            if let Some(shown) = shown {
                request = request.header("authorization", shown);
            }
            let answer = browser.send(request).await;
            refused(&answer, 401, "unknown_client");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
    // a session is none, either
    let admin = app.admin(ADA).await;
    refused(&admin.get("/api/v1/users").await, 401, "unknown_client");
}

#[tokio::test]
async fn pages_of_other_sites_are_refused_though_they_know_the_key() {
    let app = start().await;
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
    ] {
        for (method, path) in [("GET", "/users"), ("POST", "/users/search")] {
            let body = json!({ "phone": ADA });
            let body = (method == "POST").then_some(&body);
            let shown = call_with(&app, (method, path), headers, body).await;
            refused(&shown, 403, "cross_site");
            assert!(shown.headers.get("access-control-allow-origin").is_none());
        }
    }
    let own = [("origin", app.url.as_str())];
    call_with(&app, ("GET", "/users"), &own, None).await.is(200);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_as_json() {
    let app = start().await;
    app.signed_in(ADA).await;
    let user = format!("/users/{}", id_of(&app, ADA).await);
    for path in [
        "/users?status=new",
        "/users?limit=0",
        "/users?limit=201",
        "/users?limit=x",
        "/users?label=A",
        "/users?after=1",
        "/users?active_after=yesterday",
        "/users?stauts=active",
        "/events?after=1",
        "/events?limit=0",
    ] {
        refused(&call(&app, "GET", path, None).await, 400, "bad_request");
    }
    for (path, body, code) in [
        ("/users/search", json!({}), "bad_request"),
        ("/users/search", json!([]), "bad_request"),
        ("/users/search", json!({ "phone": 1 }), "bad_request"),
        ("/users/search", json!({ "phone": "1" }), "invalid_phone"),
        (
            "/users/search",
            json!({ "phone": ADA, "external_id": "1" }),
            "bad_request",
        ),
        (
            "/users",
            json!({ "phone": BEN, "label": [] }),
            "bad_request",
        ),
        (
            "/users",
            json!({ "phone": BEN, "labels": ["A"] }),
            "bad_request",
        ),
        (
            "/users",
            json!({ "phone": BEN, "external_id": "a\nb" }),
            "bad_request",
        ),
        ("/users", json!({ "phone": "+1555" }), "invalid_phone"),
    ] {
        refused(&call(&app, "POST", path, Some(&body)).await, 400, code);
    }
    let many: Vec<_> = (0..21).map(|n| n.to_string()).collect();
    let body = json!({ "labels": many });
    let shown = call(&app, "PUT", &format!("{user}/labels"), Some(&body)).await;
    refused(&shown, 400, "bad_request");
    let shown = call(&app, "PATCH", &user, Some(&json!({}))).await;
    refused(&shown, 400, "bad_request");
    let shown = call(&app, "POST", "/users/search", None).await;
    refused(&shown, 415, "unsupported_media_type");
    for path in ["/users/1", "/users/019aac00-0000-7000-8000-000000000000"] {
        refused(&call(&app, "GET", path, None).await, 404, "no_such_user");
    }
    refused(
        &call(&app, "GET", "/nothing", None).await,
        404,
        "bad_request",
    );
    refused(
        &call(&app, "DELETE", "/users", None).await,
        405,
        "bad_request",
    );
    let long = json!({ "phone": "1".repeat(17_000) });
    let shown = call(&app, "POST", "/users/search", Some(&long)).await;
    refused(&shown, 413, "too_large");
}
