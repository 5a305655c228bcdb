use super::*;
use crate::base::clock::Timestamp;
use crate::base::jws::Alg;
use crate::base::rng::{OsRngSource, RngSource};
use crate::base::secret::Key;
use crate::domain::app::{Allow, ForwardAuth, RedirectUri, Refresh};

const CB: &str = "https://shop.example.com/cb";
const S256: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn apps() -> Apps {
    let uri = RedirectUri::parse(CB).expect("an address");
    Apps::new(vec![App {
        name: "shop".parse().expect("a name"),
        title: "Harbour Shop".into(),
        secrets: Vec::new(),
        redirect_uris: vec![uri],
        post_logout_redirect_uris: Vec::new(),
        backchannel_logout_uri: None,
        origins: Vec::new(),
        scopes: Scopes::known("phone profile"),
        has_full_id_token: true,
        alg: Alg::Rs256,
        needs_pkce: true,
        refresh: Refresh::Session,
        email: None,
        allow: Allow::default(),
        forward: ForwardAuth::default(),
        logout_typ: "JWT".into(),
    }])
}

/// The usual request, with these parameters changed; an empty one is left out.
fn read(changed: &[(&str, &str)]) -> Result<Authorization, Rejected> {
    let mut all = vec![
        ("client_id", "shop"),
        ("redirect_uri", CB),
        ("response_type", "code"),
        ("scope", "openid phone"),
        ("state", "s"),
        ("code_challenge", S256),
        ("code_challenge_method", "S256"),
    ];
    for (name, _) in changed {
        all.retain(|(known, _)| known != name);
    }
    all.extend(changed);
    let query = serde_urlencoded::to_string(all).expect("a query");
    let asked = Parameters::parse(&query);
    let hint = asked
        .get("id_token_hint")
        .and_then(|it| it.strip_prefix("of-"));
    let hint = hint.map(|app| IdTokenHint {
        iss: String::new(),
        sub: "ada".into(),
        aud: app.into(),
        sid: String::new(),
    });
    Authorization::read(&asked, &apps(), hint)
}

#[track_caller]
fn error(changed: &[(&str, &str)]) -> &'static str {
    match read(changed) {
        Err(Rejected::App(answer)) => answer.error.as_str(),
        Err(Rejected::Page(error)) => error.word(),
        Ok(read) => panic!("{read:?}"),
    }
}

#[test]
fn the_usual_request_is_read() {
    let read = read(&[
        ("nonce", "n"),
        ("max_age", "0"),
        ("prompt", "login consent"),
        ("id_token_hint", "of-shop"),
    ]);
    let read = read.expect("read");
    assert_eq!(read.scope.to_string(), "openid phone");
    assert_eq!(read.expected.as_deref(), Some("ada"));
    assert_eq!(read.challenge.as_deref(), Some(S256));
    assert_eq!(read.max_age, Some(Duration::ZERO));
    assert!(read.prompt.login && !read.prompt.none);
}

#[test]
fn what_an_address_could_be_made_of_is_told_on_a_page() {
    for (changed, word) in [
        (("client_id", ""), "unknown_app"),
        (("client_id", "shops"), "unknown_app"),
        (("redirect_uri", ""), "redirect_uri"),
        (("redirect_uri", "https://evil.example/cb"), "redirect_uri"),
        (
            ("redirect_uri", "https://shop.example.com/cb/"),
            "redirect_uri",
        ),
        (
            ("redirect_uri", "https://shop.example.com/cb?a"),
            "redirect_uri",
        ),
    ] {
        // and nothing else is looked at before it
        assert_eq!(error(&[changed, ("response_type", "token")]), word);
    }
    let twice = format!("client_id=shop&redirect_uri={CB}&redirect_uri={CB}&response_type=code");
    let read = Authorization::read(&Parameters::parse(&twice), &apps(), None);
    assert_eq!(read, Err(Rejected::Page(PageError::RedirectUri)));
}

#[test]
fn the_app_hears_of_everything_else() {
    let long = |most: usize| "x".repeat(most + 1);
    let (state, nonce) = (long(MAX_STATE), long(MAX_NONCE));
    for (name, value, word) in [
        ("response_type", "", "invalid_request"),
        ("response_mode", "fragment", "invalid_request"),
        ("state", state.as_str(), "invalid_request"),
        ("nonce", nonce.as_str(), "invalid_request"),
        ("code_challenge", "", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("prompt", "none login", "invalid_request"),
        ("max_age", "-1", "invalid_request"),
        ("max_age", "1.5", "invalid_request"),
        ("max_age", "99999999999999999999", "invalid_request"),
        ("id_token_hint", "forged", "invalid_request"),
        ("id_token_hint", "of-another", "invalid_request"),
        ("response_type", "code token", "unsupported_response_type"),
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "phone", "invalid_scope"),
        ("request", "ey", "request_not_supported"),
        (
            "request_uri",
            "https://a.example",
            "request_uri_not_supported",
        ),
        ("registration", "{}", "registration_not_supported"),
    ] {
        assert_eq!(error(&[(name, value)]), word, "{name}={value}");
    }
}

#[test]
fn a_parameter_that_is_there_twice_is_refused_with_the_one_state() {
    let query =
        format!("client_id=shop&redirect_uri={CB}&response_type=code&state=a%2Bb&nonce=1&nonce=2");
    let Err(Rejected::App(answer)) = Authorization::read(&Parameters::parse(&query), &apps(), None)
    else {
        panic!("taken");
    };
    assert_eq!(answer.error, ErrorCode::InvalidRequest);
    let address = answer.address("https://id.example");
    assert!(address.starts_with("https://shop.example.com/cb?error=invalid_request&"));
    assert!(
        address.ends_with("&state=a%2Bb&iss=https%3A%2F%2Fid.example"),
        "{address}"
    );
}

#[test]
fn unknown_and_foreign_scopes_are_dropped_and_none_means_the_apps_own() {
    let scope = |asked: &str| read(&[("scope", asked)]).expect("read").scope.to_string();
    assert_eq!(scope(""), "openid phone profile");
    assert_eq!(scope("profile openid email x"), "openid profile");
    assert_eq!(scope("openid"), "openid");
}

#[test]
fn unknown_parameters_and_prompts_mean_nothing() {
    let read = read(&[("approval_prompt", "force"), ("prompt", "create")]);
    assert_eq!(read.expect("read").prompt, Prompt::default());
}

#[test]
fn answers_are_glued_on_properly() {
    let pairs = [
        ("code", Some("a")),
        ("state", None),
        ("iss", Some("+/ =&é")),
    ];
    assert_eq!(
        redirect("https://a.example/cb", pairs),
        "https://a.example/cb?code=a&iss=%2B%2F%20%3D%26%C3%A9"
    );
    assert_eq!(
        redirect("https://a.example/cb?x=1", pairs[..1].iter().copied()),
        "https://a.example/cb?x=1&code=a"
    );
    assert_eq!(
        redirect("app.example:/cb", pairs[..1].iter().copied()),
        "app.example:/cb?code=a"
    );
}

#[test]
fn state_is_the_same_after_reading_and_writing() {
    for state in [
        "a+b/c==",
        "%2F",
        "é 中 \u{1F600}",
        "\r\n\t\"<>'\\",
        "a&b=c#d",
    ] {
        let read = read(&[("state", state)]).expect("read");
        let address = redirect(CB, [("state", read.state.as_deref())]);
        let back = Parameters::parse(address.split_once('?').expect("a query").1);
        assert_eq!(back.get("state"), Some(state));
        assert!(address.is_ascii() && !address.contains(['\r', '\n', '"', '<', ' ']));
    }
}

#[test]
fn a_waiting_one_opens_with_the_same_key_alone_and_has_an_end() {
    let rng = &mut *OsRngSource.rng();
    let (key, other) = (Key::draw(rng), Key::draw(rng));
    let now = Timestamp::from_micros(0);
    let state = "x".repeat(MAX_STATE);
    let pending = Pending::new(read(&[("state", &state)]).expect("read"), now);
    let sealed = pending.seal(&key, rng).expect("sealed");
    assert!(sealed.len() < 8_000, "{}", sealed.len());
    assert_eq!(Pending::open(&key, &sealed), Some(pending.clone()));
    assert_eq!(Pending::open(&other, &sealed), None);
    assert_eq!(Pending::open(&key, &sealed[4..]), None);
    assert!(!pending.is_over(now.plus(LIFETIME)));
    assert!(pending.is_over(now.plus(LIFETIME + Duration::from_secs(1))));
    let state = "\u{1}".repeat(MAX_STATE);
    let pending = Pending::new(read(&[("state", &state)]).expect("read"), now);
    assert_eq!(pending.seal(&key, rng), None);
}
