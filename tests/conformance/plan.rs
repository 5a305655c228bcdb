//! Nothing of the two plans is left out.

const SOURCES: [&str; 4] = [
    include_str!("basic_op.rs"),
    include_str!("basic_op_prompt.rs"),
    include_str!("basic_op_token.rs"),
    include_str!("config_op.rs"),
];

/// Basic OP with a static client, then Config OP.
const PLAN: [&str; 36] = [
    "oidcc-server",
    "oidcc-response-type-missing",
    "oidcc-userinfo-get",
    "oidcc-userinfo-post-header",
    "oidcc-userinfo-post-body",
    "oidcc-ensure-request-without-nonce-succeeds-for-code-flow",
    "oidcc-scope-profile",
    "oidcc-scope-email",
    "oidcc-scope-address",
    "oidcc-scope-phone",
    "oidcc-scope-all",
    "oidcc-ensure-other-scope-order-succeeds",
    "oidcc-display-page",
    "oidcc-display-popup",
    "oidcc-prompt-login",
    "oidcc-prompt-none-not-logged-in",
    "oidcc-prompt-none-logged-in",
    "oidcc-max-age-1",
    "oidcc-max-age-10000",
    "oidcc-ensure-request-with-unknown-parameter-succeeds",
    "oidcc-id-token-hint",
    "oidcc-login-hint",
    "oidcc-ui-locales",
    "oidcc-claims-locales",
    "oidcc-ensure-request-with-acr-values-succeeds",
    "oidcc-codereuse",
    "oidcc-codereuse-30seconds",
    "oidcc-ensure-registered-redirect-uri",
    "oidcc-ensure-post-request-succeeds",
    "oidcc-server-client-secret-post",
    "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
    "oidcc-claims-essential",
    "oidcc-ensure-request-object-with-redirect-uri",
    "oidcc-refresh-token",
    "oidcc-ensure-request-with-valid-pkce-succeeds",
    "oidcc-discovery-endpoint-verification",
];

/// Each test says above itself which of them it is.
#[test]
fn every_test_of_the_plans_is_here() {
    let is_said = |name: &&str| {
        let lines = SOURCES.iter().flat_map(|source| source.lines());
        let mut said = lines.filter_map(|line| line.strip_prefix("/// `"));
        said.any(|line| line.split('`').any(|word| word == *name))
    };
    let left_out: Vec<_> = PLAN.iter().filter(|name| !is_said(name)).collect();
    assert!(left_out.is_empty(), "{left_out:?}");
}
