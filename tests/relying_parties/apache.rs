//! `mod_auth_openidc`, before an app that knows no sign-in.

use std::process::Command;

use axum::http::HeaderMap;
use axum::response::Html;
use tokio::net::TcpListener;

use crate::app::recipes::changed;
use crate::app::{ADA, BEN};
use crate::shop::{Running, SECRET, Shop};

const RECIPE: &str = "### Apache with mod_auth_openidc";

const MODULES: [&str; 7] = [
    "alias",
    "mpm_event",
    "authn_core",
    "authz_core",
    "authz_user",
    "proxy",
    "proxy_http",
];

/// The app behind the proxy: it believes the headers.
pub async fn app(names: [&'static str; 2]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let page = async move |headers: HeaderMap| {
        let [id, phone] = names.map(|name| headers.get(name).and_then(|it| it.to_str().ok()));
        let (id, phone) = (id.unwrap_or("nothing"), phone.unwrap_or("you"));
        Html(format!("<p>Hello {phone}, your id is {id}."))
    };
    let router = axum::Router::new().fallback(page);
    tokio::spawn(axum::serve(listener, router).into_future());
    address.to_string()
}

/// Apache with the recipe, from Debian's files and without its configuration. It asks
/// anew when so many seconds of the access token are left.
async fn apache(shop: &Shop, left: &str) -> Running {
    let behind = app(["oidc_claim_sub", "oidc_claim_phone_number"]).await;
    shop.write("shop.secret", &format!("OIDCClientSecret {SECRET}\n"));
    shop.write("shop.passphrase", "of this test alone\n");
    shop.write("bye.html", "Signed out.");
    let folder = shop.place.file(".").display().to_string();
    let recipe = changed(
        &shop.block("apache"),
        &[
            ("/etc/apache2", &folder),
            ("127.0.0.1:9000", &behind),
            ("Expiry 60", &format!("Expiry {left}")),
        ],
    );
    let modules = "/usr/lib/apache2/modules";
    let load = MODULES.map(|name| format!("LoadModule {name}_module {modules}/mod_{name}.so\n"));
    let address = shop.place.socket_address();
    let config = format!(
        "ServerRoot {folder}\nDefaultRuntimeDir {folder}\nPidFile {folder}/pid\nErrorLog {folder}/log\n\
         ServerName localhost:{}\nListen {address}\n{}\
         LoadModule auth_openidc_module {modules}/mod_auth_openidc.so\n{recipe}",
        address.port(),
        load.concat(),
    );
    let file = shop.write("httpd.conf", &config);
    let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
    let mut start = Command::new("apache2");
    start.env("PATH", path).args(["-X", "-f"]).arg(file);
    shop.starts(&mut start).await
}

/// Its back-channel logout ends a session by the `sid` of the notice.
#[tokio::test]
async fn mod_auth_openidc() {
    let shop = Shop::new(RECIPE);
    let server = shop.textgate().await;
    let _apache = apache(&shop, "60").await;
    let mut person = shop.visitor().await;
    person.signs_in(&server, ADA).await;
    person
        .is_greeted(&format!("Hello {ADA}, your id is "))
        .await;
    let id = person.id().await;
    person.comes_back_without_a_code().await;
    assert_eq!(person.id().await, id);
    let out = "/oidc?logout=http%3A%2F%2Flocalhost%3A";
    let port = shop.place.socket_address().port();
    person.window().goto(&format!("{out}{port}%2Fbye")).await;
    person.window().sees("Signed out.").await;
    person.is_nobody_at_textgate().await;
    person.signs_in(&server, BEN).await;
    person.signs_out_at_textgate().await;
    person.is_soon_nobody_at_the_shop().await;
}

/// Each page is a refresh here, and the first that is refused signs out.
#[tokio::test]
async fn mod_auth_openidc_refreshes() {
    let shop = Shop::new(RECIPE);
    shop.textgate
        .configure(&shop.block("toml").replace("backchannel", "# backchannel"));
    let server = shop.serves().await;
    let _apache = apache(&shop, "100000").await;
    let mut person = shop.visitor().await;
    person.signs_in(&server, ADA).await;
    let id = person.id().await;
    for path in ["/one", "/two", "/three"] {
        person.window().goto(path).await;
        person
            .is_greeted(&format!("Hello {ADA}, your id is {id}."))
            .await;
    }
    person.signs_out_at_textgate().await;
    person.window().goto("/four").await;
    person.window().sees("Signed out.").await;
}
