//! Authlib and mozilla-django-oidc.

use std::process::Command;

use crate::app::{ADA, BEN};
use crate::shop::{Shop, installed};

fn python() -> Command {
    Command::new(installed("python/bin/python"))
}

#[tokio::test]
async fn authlib() {
    let shop = Shop::new("### Python with Authlib");
    let server = shop.textgate().await;
    let file = shop.write("app.py", &shop.block("python"));
    let _app = shop.starts(python().arg(file)).await;
    let mut person = shop.visitor().await;
    person.does_all(&server, ADA, BEN).await;
}

/// The rest of a Django project.
const PROJECT: &str = r#"
SECRET_KEY = "of this test alone, and of no other one at all"
DEBUG = True
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"#;

const URLS: &str = r#"
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path


@login_required
def hello(request):
    return HttpResponse(
        f"<p>Hello, your id is {request.user.username}."
        f"<form method=post action=/oidc/logout/>"
        f"<input type=hidden name=csrfmiddlewaretoken value={get_token(request)}>"
        "<button>Sign out</button></form>"
    )


def bye(request):
    return HttpResponse("Signed out.")


urlpatterns = [
    path("", hello),
    path("bye", bye),
    path("oidc/", include("mozilla_django_oidc.urls")),
]
"#;

fn django(args: &[&str]) -> Command {
    let mut command = python();
    command.args(["-m", "django"]).args(args);
    command.args(["--pythonpath", ".", "--settings", "settings"]);
    command
}

/// Two people, each twice: the library's own rules know only one.
#[tokio::test]
#[ignore = "tests/run --all"]
async fn mozilla_django_oidc() {
    let shop = Shop::new("### Django with mozilla-django-oidc");
    let server = shop.textgate().await;
    let [settings, backend] = &shop.blocks("python")[..] else {
        panic!("the recipe has other blocks now")
    };
    // it asks Textgate again on each page that is a second older
    let settings = settings.replace("= 900", "= 1");
    shop.write("settings.py", &format!("{PROJECT}{settings}"));
    shop.write("textgate.py", backend);
    shop.write("urls.py", URLS);
    let folder = shop.place.file(".");
    let migrated = django(&["migrate"]).current_dir(folder).output();
    assert!(migrated.expect("Django").status.success());
    let at = shop.place.socket_address().to_string();
    let _app = shop
        .starts(&mut django(&["runserver", "--noreload", &at]))
        .await;
    let mut person = shop.visitor().await;
    let mut ids = Vec::new();
    for phone in [ADA, BEN, ADA, BEN] {
        person.signs_in(&server, phone).await;
        ids.push(person.id().await);
        person.signs_out_at_the_shop().await;
    }
    assert_eq!(ids[..2], ids[2..]);
    assert_ne!(ids[0], ids[1]);
    person.signs_in(&server, ADA).await;
    person.signs_out_at_textgate().await;
    person.is_soon_nobody_at_the_shop().await;
}
