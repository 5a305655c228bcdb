//! Attacks by way of the authorization endpoint.

use crate::app::ADA;
use crate::client::VERIFIER;
use crate::suite::{CALLBACK, Suite};

/// What is near a registered address is not it.
#[tokio::test]
async fn a1_open_redirect() {
    let suite = Suite::start().await;
    let person = suite.person();
    // also of who is signed in
    person
        .signs_in(&suite.client("suite").request().path())
        .await
        .code();
    let near = [
        "https://suite.example.com/callback/",
        "https://suite.example.com/callback/..",
        "https://suite.example.com/callback?x=1",
        "https://suite.example.com/callback#x",
        "https://suite.example.com/CALLBACK",
        "https://SUITE.example.com/callback",
        "https://suite.example.com:443/callback",
        "https://suite.example.com./callback",
        "https://suite.example.com/%63allback",
        "https://suite.example.com/callback%00",
        "https://suite.example.com/callback\r\nx: y",
        "https://suite.example.com/callback ",
        "https://suite.example.com@evil.example.com/callback",
        "https://user@suite.example.com/callback",
        "https://suite.example.com.evil.example.com/callback",
        "https://suite.example.com\\.evil.example.com/callback",
        "http://suite.example.com/callback",
        "//suite.example.com/callback",
        "/callback",
        "javascript:alert(1)//https://suite.example.com/callback",
        "data:text/html,x",
        "",
    ];
    for uri in near {
        for prompt in ["none", "login"] {
            let request = suite.client("suite").request().with("prompt", prompt);
            let page = person
                .opens(&request.with("redirect_uri", uri).path())
                .await;
            let page = page.page(400);
            assert_eq!(page.header("location"), "", "{uri}");
            let linked = !uri.is_empty() && page.body.contains(&format!("href=\"{uri}"));
            assert!(!linked, "{uri} is a link");
        }
    }
}

/// Two values are none, and so is none.
#[tokio::test]
async fn a1_open_redirect_by_a_repeated_parameter() {
    let suite = Suite::start().await;
    let request = suite.client("suite").request();
    let evil = "https://evil.example.com/";
    for request in [
        request.clone().and("redirect_uri", evil),
        request.clone().and("redirect_uri", CALLBACK),
        request.clone().and("client_id", "suite-2"),
        request.clone().without("redirect_uri"),
        request.clone().without("client_id"),
        request.clone().with("client_id", "nobody"),
        request.clone().with("client_id", "SUITE"),
    ] {
        suite.person().opens(&request.path()).await.page(400);
    }
    for name in ["state", "scope", "nonce", "response_type", "prompt"] {
        let twice = request.clone().with(name, "code").and(name, "code");
        let arrived = suite.person().opens(&twice.path()).await;
        arrived.error("invalid_request");
    }
}

/// The answer says who gives it, errors, too, and tells apart two providers.
#[tokio::test]
async fn a2_mix_up() {
    let suite = Suite::start().await;
    let request = suite.client("suite").request();
    let person = suite.person();
    let params = person.signs_in(&request.path()).await.back();
    assert_eq!(params["iss"], suite.issuer());
    for (name, value) in [
        ("response_type", "token"),
        ("scope", "phone"),
        ("request", "x"),
    ] {
        let params = person
            .opens(&request.clone().with(name, value).path())
            .await;
        assert_eq!(params.back()["iss"], suite.issuer());
    }
    let found = suite.document("/.well-known/openid-configuration").await;
    assert_eq!(
        found["authorization_response_iss_parameter_supported"],
        true
    );
}

/// An attacker who can change the request takes the challenge out, or weakens it.
#[tokio::test]
async fn a3_pkce_downgrade() {
    let suite = Suite::start().await;
    for name in ["careful", "public"] {
        let request = suite.client(name).request();
        for request in [
            request.clone().without("code_challenge"),
            request
                .clone()
                .without("code_challenge")
                .without("code_challenge_method"),
            request.clone().without("code_challenge_method"),
            request.clone().with("code_challenge_method", "plain"),
            request.clone().with("code_challenge_method", "s256"),
            request
                .clone()
                .with("code_challenge", VERIFIER)
                .with("code_challenge_method", "plain"),
            request.clone().with("code_challenge", "short"),
            request.clone().with("code_challenge", &"a".repeat(44)),
            request.clone().with("code_challenge", ""),
        ] {
            let arrived = suite.person().opens(&request.path()).await;
            arrived.error("invalid_request");
        }
    }
}

/// Other flows hand tokens to the browser.
#[tokio::test]
async fn a2_token_in_the_address() {
    let suite = Suite::start().await;
    let request = suite.client("suite").request();
    for kind in [
        "token",
        "id_token",
        "code token",
        "code id_token",
        "none",
        "CODE",
        "",
    ] {
        let asked = request.clone().with("response_type", kind);
        let params = suite.person().opens(&asked.path()).await.back();
        let error = params["error"].as_str();
        assert!(
            ["unsupported_response_type", "invalid_request"].contains(&error),
            "{kind}"
        );
    }
    for mode in ["fragment", "form_post", "web_message"] {
        let asked = request.clone().with("response_mode", mode);
        suite
            .person()
            .opens(&asked.path())
            .await
            .error("invalid_request");
    }
}

/// Up to their limits parameters come back as they were; beyond, nothing does.
#[tokio::test]
async fn oversized_parameters() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    person.signs_in(&client.request().path()).await.code();
    let odd = "+/ %26&=?#é\"'<>;".repeat(200);
    let params = person
        .opens(&client.request().with("state", &odd).path())
        .await;
    assert_eq!(params.back()["state"], odd);
    for (name, length) in [("state", 4097), ("nonce", 513)] {
        let long = "x".repeat(length);
        let request = client.request().with(name, &long);
        person.opens(&request.path()).await.error("invalid_request");
    }
    for name in [
        "scope",
        "login_hint",
        "id_token_hint",
        "claims",
        "unknown",
        "redirect_uri",
        "client_id",
    ] {
        let request = client.request().with(name, &"x".repeat(60_000));
        let answer = person.browser.get(&request.path()).await;
        assert!(
            !answer.status.is_server_error(),
            "{name}: {}",
            answer.status
        );
    }
    let many = (0..2_000).fold(client.request(), |request, nth| {
        request.and(&format!("p{nth}"), "x")
    });
    let answer = person.browser.get(&many.path()).await;
    assert!(!answer.status.is_server_error());
}

/// What the sign-in page carries cannot be edited, nor made by somebody else.
#[tokio::test]
async fn a1_edited_pending_authorization() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    let page = person.opens(&client.request().path()).await.asked();
    let sealed = page.field("return_to");
    assert!(
        !sealed.contains("suite") && !sealed.contains("openid"),
        "{sealed}"
    );
    let mut changed = sealed.clone().into_bytes();
    let middle = changed.len() / 2;
    changed[middle] = if changed[middle] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).expect("text");
    for pending in [changed.as_str(), &sealed[1..], "x", ""] {
        let fields = [("region", "US"), ("phone", ADA), ("return_to", pending)];
        let answer = person.browser.post("/login", &fields).await;
        assert!(!answer.status.is_server_error(), "{}", answer.status);
        assert!(!answer.header("location").contains("example.com"));
        suite.app.after_the_wait();
    }
}

/// No page of another site can frame the sign-in of an app.
#[tokio::test]
async fn clickjacking() {
    let suite = Suite::start().await;
    let request = suite.client("suite").request();
    let page = suite.person().opens(&request.path()).await.asked();
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("access-control-allow-origin"), "");
}
