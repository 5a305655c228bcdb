//! Config OP.

use serde_json::json;

use crate::suite::Suite;

/// `oidcc-discovery-endpoint-verification`
#[tokio::test]
async fn oidcc_discovery_endpoint_verification() {
    let suite = Suite::start().await;
    let found = suite.document("/.well-known/openid-configuration").await;
    assert_eq!(found["issuer"], suite.issuer());
    for endpoint in [
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "jwks_uri",
        "end_session_endpoint",
        "revocation_endpoint",
        "introspection_endpoint",
    ] {
        let url = found[endpoint].as_str().expect(endpoint);
        assert!(url.starts_with(suite.issuer()), "{endpoint}: {url}");
    }
    for (name, value) in [
        ("response_types_supported", json!(["code"])),
        ("response_modes_supported", json!(["query"])),
        ("code_challenge_methods_supported", json!(["S256"])),
        ("subject_types_supported", json!(["public"])),
        (
            "grant_types_supported",
            json!(["authorization_code", "refresh_token"]),
        ),
        (
            "id_token_signing_alg_values_supported",
            json!(["RS256", "ES256"]),
        ),
        (
            "authorization_response_iss_parameter_supported",
            json!(true),
        ),
        // its default is true
        ("request_uri_parameter_supported", json!(false)),
        ("request_parameter_supported", json!(false)),
        ("backchannel_logout_supported", json!(true)),
        ("backchannel_logout_session_supported", json!(true)),
    ] {
        assert_eq!(found[name], value, "{name}");
    }
    let has = |name: &str, value: &str| {
        let values = found[name].as_array().expect("a list");
        values.contains(&json!(value))
    };
    assert!(has("scopes_supported", "openid"));
    assert!(has("claims_supported", "sub"));
    for method in ["client_secret_basic", "client_secret_post", "none"] {
        assert!(has("token_endpoint_auth_methods_supported", method));
    }
    let same = suite
        .document("/.well-known/oauth-authorization-server")
        .await;
    assert_eq!(same, found);
}

/// Public halves alone, RSA first, each by its own name.
#[tokio::test]
async fn the_key_set() {
    let suite = Suite::start().await;
    let set = suite.document("/oidc/jwks").await;
    let keys = set["keys"].as_array().expect("keys");
    assert_eq!(keys[0]["kty"], "RSA");
    for alg in ["RS256", "ES256"] {
        assert!(keys.iter().any(|key| key["alg"] == alg), "{alg}");
    }
    for key in keys {
        assert_eq!(key["use"], "sig");
        assert!(key["kid"].is_string());
        let private = ["d", "p", "q", "dp", "dq", "qi", "k", "oth"];
        assert!(private.iter().all(|half| key.get(half).is_none()), "{key}");
    }
}
