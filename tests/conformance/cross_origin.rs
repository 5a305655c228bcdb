//! Which pages of other origins may call, and read the answers.

use reqwest::Method;

use crate::app::browser::Shown;
use crate::suite::Suite;

/// The public app's own: that of its redirect address.
const LISTED: &str = "https://suite.example.com";

async fn from(suite: &Suite, method: Method, path: &str, origin: &str) -> Shown {
    let browser = suite.app.browser();
    let request = browser
        .request(method.clone(), path)
        .header("origin", origin);
    let request = request.header("sec-fetch-site", "cross-site");
    let preflight = method == Method::OPTIONS;
    let request = if preflight {
        request
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization,content-type",
            )
    } else {
        request
    };
    browser.send(request).await
}

/// Token, userinfo and revocation are for the apps' pages, the documents for all, and
/// the rest for none.
#[tokio::test]
async fn a8_cors() {
    let suite = Suite::start().await;
    for path in ["/oidc/token", "/oidc/userinfo", "/oidc/revoke"] {
        let allowed = from(&suite, Method::OPTIONS, path, LISTED).await;
        assert_eq!(
            allowed.is(200).header("access-control-allow-origin"),
            LISTED
        );
        let headers = allowed
            .header("access-control-allow-headers")
            .to_lowercase();
        assert!(headers.contains("authorization") && headers.contains("content-type"));
        assert_eq!(allowed.header("access-control-allow-credentials"), "");
        let refused = from(&suite, Method::POST, path, LISTED).await;
        assert!(refused.status.is_client_error());
        assert_eq!(
            refused.header("access-control-allow-origin"),
            LISTED,
            "{path}"
        );
        for method in [Method::OPTIONS, Method::POST] {
            let other = from(&suite, method, path, "https://evil.example.com").await;
            assert_eq!(other.header("access-control-allow-origin"), "", "{path}");
        }
    }
    for path in ["/.well-known/openid-configuration", "/oidc/jwks"] {
        let any = from(&suite, Method::GET, path, "https://anybody.example.com").await;
        assert_eq!(any.is(200).header("access-control-allow-origin"), "*");
    }
    let authorize = suite.client("public").request().path();
    for path in [
        &*authorize,
        "/oidc/logout",
        "/oidc/introspect",
        "/oidc/continue",
        "/account",
    ] {
        for method in [Method::OPTIONS, Method::GET] {
            let none = from(&suite, method, path, LISTED).await;
            assert_eq!(none.header("access-control-allow-origin"), "", "{path}");
        }
    }
}
