//! The description of the calls says what they do: each documented answer is compared
//! with a real one, and nothing else is served.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::browser::Shown;
use crate::app::{ADA, BEN, TestApp};
use crate::{KEY, call, get, id_of, start, with_scopes};

const NOBODY: &str = "019aac00-0000-7000-8000-000000000000";

/// A call as it is described: its method and path.
type Operation = (String, String);

async fn document(app: &TestApp) -> Value {
    let shown = app.browser().get("/api/openapi.json").await;
    assert_eq!(shown.is(200).header("content-type"), "application/json");
    shown.json()
}

fn operations(document: &Value) -> BTreeMap<Operation, Value> {
    let paths = document["paths"].as_object().expect("paths");
    let all = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("methods").iter();
        methods.map(|(method, said)| ((method.to_uppercase(), path.clone()), said.clone()))
    });
    all.collect()
}

#[derive(Clone, Default)]
struct Request {
    key: bool,
    user: String,
    query: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    kind: Option<&'static str>,
    body: Vec<u8>,
}

/// A call that succeeds.
fn good((method, path): &Operation, user: &str) -> Request {
    let json = Some("application/json");
    let (kind, body) = match (method.as_str(), path.as_str()) {
        ("POST", "/api/v1/users") => (json, json!({ "phone": BEN }).to_string()),
        ("POST", "/api/v1/users/search") => (json, json!({ "phone": ADA }).to_string()),
        ("POST", "/api/v1/users/import") => (
            Some("application/x-ndjson"),
            json!({ "phone": BEN }).to_string(),
        ),
        ("PUT", _) => (json, json!({ "labels": ["vip"] }).to_string()),
        ("PATCH", _) => (json, json!({ "external_id": "1" }).to_string()),
        _ => (None, String::new()),
    };
    Request {
        key: true,
        user: user.to_owned(),
        kind,
        body: body.into_bytes(),
        ..Request::default()
    }
}

/// A call that is answered so, if one can be.
fn asks_for(operation: &Operation, status: &str, user: &str) -> Option<Request> {
    let good = good(operation, user);
    let changes = operation.0 != "GET";
    Some(match status {
        "200" | "201" | "204" => good,
        "400" if !changes => Request {
            query: "?nonsense=1",
            ..good
        },
        "400" if good.kind.is_some() => Request {
            body: b"{".to_vec(),
            ..good
        },
        "400" => Request {
            headers: vec![("idempotency-key", "")],
            ..good
        },
        "401" => Request { key: false, ..good },
        "403" => Request {
            headers: vec![("sec-fetch-site", "cross-site")],
            ..good
        },
        "404" => Request {
            user: NOBODY.into(),
            ..good
        },
        "409" => Request {
            headers: vec![("idempotency-key", "used")],
            ..good
        },
        "412" => Request {
            headers: vec![("if-match", "\"-2\"")],
            ..good
        },
        "413" => Request {
            body: vec![b' '; 5 * 1024 * 1024],
            ..good
        },
        "415" => Request {
            kind: Some("text/plain"),
            ..good
        },
        _ => return None,
    })
}

async fn send(app: &TestApp, (method, path): &Operation, request: Request) -> Shown {
    let browser = app.browser();
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let path = format!("{}{}", path.replace("{id}", &request.user), request.query);
    let mut call = browser.request(method, &path);
    if request.key {
        call = call.header("authorization", format!("Bearer {KEY}"));
    }
    if let Some(kind) = request.kind {
        call = call.header("content-type", kind);
    }
    for (name, value) in request.headers {
        call = call.header(name, value);
    }
    browser.send(call.body(request.body)).await
}

/// Whether a value is as a schema says; where not, why.
fn check(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let found = document.pointer(&reference[1..]).expect("a schema");
        return check(document, found, value, at);
    }
    if let Some(all) = schema["allOf"].as_array() {
        return all
            .iter()
            .try_for_each(|one| check(document, one, value, at));
    }
    for name in ["oneOf", "anyOf"] {
        if let Some(any) = schema[name].as_array() {
            let fits = any
                .iter()
                .any(|one| check(document, one, value, at).is_ok());
            return if fits {
                Ok(())
            } else {
                Err(format!("{at} is none of them"))
            };
        }
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_kind = |said: &Value| said == kind;
    let fits = match &schema["type"] {
        Value::Array(any) => any.iter().any(is_kind),
        Value::Null => true,
        one => is_kind(one),
    };
    if !fits {
        return Err(format!("{at} is {kind}, not {}", schema["type"]));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return Err(format!("{at} is {value}"));
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        check(document, &schema["items"], item, &format!("{at}[{n}]"))?;
    }
    let empty = serde_json::Map::new();
    let known = schema["properties"].as_object().unwrap_or(&empty);
    for (name, inner) in value.as_object().into_iter().flatten() {
        if let Some(schema) = known.get(name) {
            check(document, schema, inner, &format!("{at}.{name}"))?;
        }
    }
    let needed = schema["required"].as_array().into_iter().flatten();
    let mut missing = needed.filter(|name| value.get(name.as_str().unwrap_or_default()).is_none());
    missing.try_for_each(|name| Err(format!("{at} has no {name}")))
}

/// An answer is as it is described.
fn compare(document: &Value, operation: &Operation, shown: &Shown, said: &Value) {
    let Some(content) = said["content"].as_object() else {
        assert!(shown.body.is_empty(), "{operation:?}: {}", shown.body);
        return;
    };
    let kind = shown.header("content-type");
    let schema = &content
        .get(kind)
        .unwrap_or_else(|| panic!("{operation:?}: {kind}"))["schema"];
    for line in shown.body.lines() {
        let value: Value = serde_json::from_str(line).expect("JSON");
        if let Err(why) = check(document, schema, &value, "it") {
            panic!("{operation:?} {}: {why}: {line}", shown.status);
        }
    }
}

async fn prepared() -> (TestApp, String) {
    let app = start().await;
    app.signed_in(ADA).await;
    let id = id_of(&app, ADA).await;
    let used = Request {
        headers: vec![("idempotency-key", "used")],
        ..good(&("PUT".into(), String::new()), &id)
    };
    send(
        &app,
        &("PUT".into(), "/api/v1/users/{id}/labels".into()),
        Request {
            body: json!({ "labels": ["first"] }).to_string().into_bytes(),
            ..used
        },
    )
    .await
    .is(200);
    (app, id)
}

#[tokio::test]
async fn each_documented_answer_is_a_real_one() {
    let (app, id) = prepared().await;
    let document = document(&app).await;
    assert_eq!(document["openapi"], "3.1.0");
    let all = operations(&document);
    assert_eq!(all.len(), 12, "{:?}", all.keys());
    // what deletes comes last
    let mut in_order: Vec<_> = all.iter().collect();
    in_order.sort_by_key(|((method, _), _)| method == "DELETE");
    for (operation, said) in &in_order {
        let answers = said["responses"].as_object().expect("answers");
        // refusals first, and 201 before 200 is an answer to the same call
        let mut statuses: Vec<_> = answers.keys().filter(|it| *it != "503").collect();
        statuses.sort_by_key(|it| (it.starts_with('2'), *it != "201", *it));
        for status in statuses {
            let request = asks_for(operation, status, &id);
            let request = request.unwrap_or_else(|| panic!("{operation:?} {status}"));
            let shown = send(&app, operation, request).await;
            assert_eq!(
                shown.status.as_str(),
                status,
                "{operation:?}: {}",
                shown.body
            );
            compare(&document, operation, &shown, &answers[status]);
        }
    }
    for table in ["users", "events"] {
        app.spoil(&format!("alter table {table} rename to gone_{table}"))
            .await;
    }
    for (operation, said) in in_order {
        let shown = send(&app, operation, good(operation, &id)).await;
        assert_eq!(shown.status, 503, "{operation:?}: {}", shown.body);
        compare(&document, operation, &shown, &said["responses"]["503"]);
        assert!(shown.headers.contains_key("retry-after"));
    }
}

#[tokio::test]
async fn nothing_is_served_that_is_not_described() {
    let (app, id) = prepared().await;
    let all = operations(&document(&app).await);
    let paths: BTreeSet<_> = all.keys().map(|(_, path)| path.clone()).collect();
    for path in paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let operation = (method.to_owned(), path.clone());
            if !all.contains_key(&operation) {
                let shown = send(&app, &operation, good(&operation, &id)).await;
                // `search` and `import` are no ids
                let is_id = path.ends_with("/search") || path.ends_with("/import");
                assert!(
                    shown.status == 405 || is_id && shown.status == 404,
                    "{operation:?} {}",
                    shown.status
                );
            }
        }
    }
}

#[tokio::test]
async fn a_user_is_shown_with_nothing_that_is_not_described() {
    let (app, id) = prepared().await;
    let document = document(&app).await;
    let user = &document["components"]["schemas"]["User"]["properties"];
    let known: BTreeSet<_> = user.as_object().expect("some").keys().cloned().collect();
    let shown = get(&app, &format!("/users/{id}?numbers=true")).await;
    let shown = shown.as_object().expect("a user").keys().cloned();
    let mut more: Vec<_> = shown.filter(|name| !known.contains(name)).collect();
    more.sort();
    assert_eq!(more, ["apps", "sessions"]);
}

#[tokio::test]
async fn a_key_that_may_nothing_of_it_reads_the_description_alone() {
    let app = with_scopes(r#"["events.read"]"#).await;
    let all = operations(&document(&app).await);
    for operation in all.keys().filter(|(_, path)| !path.ends_with("/events")) {
        let shown = send(&app, operation, good(operation, NOBODY)).await;
        assert_eq!(shown.is(403).json()["code"], "insufficient_scope");
    }
    call(&app, "GET", "/events", None).await.is(200);
}
