//! The admin's second factor, and providers paused on the page of settings.

use std::time::Duration;

use serde_json::json;
use textgate::flow::factor::make_word;
use thirtyfour::By;
use totp_rs::{Builder, Secret, Totp};

use super::app::gateway::Answer;
use super::app::{ADA, TestApp};
use super::appearance::look_at;
use super::window::Window;

/// An app that got the secret of the page typed in.
async fn typed_in(window: &Window) -> Totp {
    let secret = window.find(By::Css(".key-text")).await;
    let secret = secret.text().await.expect("text").replace(' ', "");
    let secret = Secret::try_from_base32(secret).expect("base 32");
    Builder::new().with_secret(secret).build().expect("an app")
}

fn code(app: &TestApp, phone: &Totp) -> String {
    let now = app.web.app.now().as_secs();
    phone
        .generate(u64::try_from(now).expect("late"))
        .to_string()
}

/// A one-time word, as the command makes one.
async fn word(app: &TestApp) -> String {
    let (app, phone) = (&app.web.app, ADA.parse().expect("a number"));
    let (store, of) = ((&app.store, &app.key), (&phone, true));
    let made = make_word(store, &*app.clock, &*app.rng_source, of).await;
    made.expect("answered").expect("an admin").reveal()
}

/// Sets a factor up by hand.
async fn sets_up(app: &TestApp, window: &Window) -> Totp {
    window.goto("/admin/factor").await;
    window.presses("Set up").await;
    window.is_at("/admin/factor/set-up").await;
    let phone = typed_in(window).await;
    let first = code(app, &phone);
    window.types("6-digit code from the app", &first).await;
    window.presses("Turn on").await;
    window.sees("Save your recovery codes").await;
    phone
}

async fn open(app: &TestApp, scripts: bool) -> Window {
    let window = Window::with_scripts(app, scripts).await;
    window.signs_in(app, ADA).await;
    window
}

#[tokio::test]
async fn a_second_factor_is_set_up_given_and_turned_off() {
    for scripts in [true, false] {
        let required = [("admins", ADA), ("session.admin_factor", "required")];
        let app = TestApp::with(&required[..if scripts { 1 } else { 2 }]).await;
        let window = open(&app, scripts).await;
        window.goto("/admin/users").await;
        if scripts {
            window.presses("Second factor").await;
        }
        window.is_at("/admin/factor").await;
        window.presses("Set up").await;
        window.is_at("/admin/factor/set-up").await;
        let phone = typed_in(&window).await;
        window.types("6-digit code from the app", "12345").await;
        window.presses("Turn on").await;
        window.sees("That code is not right").await;
        let first = code(&app, &phone);
        if !scripts {
            let word = word(&app).await;
            window.types("6-digit code from the app", &first).await;
            window.presses("Turn on").await;
            window.sees("That one-time word is wrong").await;
            window.types("One-time word", &word).await;
        }
        window.types("6-digit code from the app", &first).await;
        window.presses("Turn on").await;
        window.sees("Save your recovery codes").await;
        let list = window.find(By::Css(".keys")).await;
        let list = list.text().await.expect("text");
        let recovery = list.split_whitespace().next().expect("a code").to_owned();
        window.presses("I have saved them").await;
        window.sees("10 codes left").await;
        window.closes().await;
        app.after_the_wait();
        let window = open(&app, scripts).await;
        window.goto("/admin/settings").await;
        window.sees("Enter a code from your app").await;
        window.types("Recovery code", &recovery).await;
        window.presses("Use recovery code").await;
        window.is_at("/admin/settings").await;
        window.presses("Second factor").await;
        window.sees("9 codes left").await;
        if scripts {
            window.presses("Turn off…").await;
            window.presses("Turn off").await;
            window.sees("You have no second factor yet").await;
        }
        assert!(window.complaints().await.is_empty() || !scripts);
        window.closes().await;
    }
}

/// While no text arrives: the sign-in is too old, and the factor alone goes on
/// with what was pressed.
#[tokio::test]
async fn a_provider_is_paused_by_the_factor_alone() {
    for scripts in [true, false] {
        let app = TestApp::with(&[("admins", ADA)]).await;
        let window = open(&app, scripts).await;
        let phone = sets_up(&app, &window).await;
        let broken = Answer::Json(500, json!({ "code": 20_500 }));
        app.gateway.answers(broken);
        for late in [16, 13 * 60] {
            app.clock.advance(Duration::from_mins(late));
            window.goto("/admin/settings").await;
            if late > 60 {
                window.sees("Enter a code from your app").await;
                let now = code(&app, &phone);
                window.types("6-digit code from the app", &now).await;
                window.presses("Go on").await;
                window.is_at("/admin/settings").await;
                app.clock.advance(Duration::from_mins(16));
            }
            window.presses("Pause… main").await;
            window.presses("Pause main").await;
            window.sees("Nothing was done yet").await;
            window.sees("Pause a provider").await;
            window.types("6-digit code from the app", "12345").await;
            window.presses("Go on").await;
            window.sees("Enter the 6 digits").await;
            let now = code(&app, &phone);
            window.types("6-digit code from the app", &now).await;
            window.presses("Go on").await;
            window.is_at("/admin/settings").await;
            window.presses("Resume main").await;
            window.sees("Working").await;
        }
        assert_eq!(app.gateway.count(), 1);
        window.closes().await;
    }
}

/// Without a factor a text does it, and the form waits for it.
#[tokio::test]
async fn what_was_typed_waits_for_a_new_code() {
    for scripts in [true, false] {
        let app = TestApp::with(&[("admins", ADA)]).await;
        let window = open(&app, scripts).await;
        app.clock.advance(Duration::from_mins(16));
        window.goto("/admin/stops").await;
        window.types("Numbers starting", "+91 98765 4").await;
        window.presses("Stop for good Numbers starting").await;
        window.sees("What you entered is kept").await;
        window.presses("Text me a code").await;
        window.is_at("/login/code").await;
        window.types("6-digit code", &app.last_code()).await;
        window.presses("Sign in").await;
        window
            .sees("A decision about texts to a number range")
            .await;
        window.presses("Go on").await;
        window.is_at("/admin/stops").await;
        window.sees("Stopped for good").await;
        window.closes().await;
    }
}

#[tokio::test]
async fn the_pages_on_the_way_fit_every_screen() {
    let required = [("admins", ADA), ("session.admin_factor", "required")];
    let app = TestApp::with(&required).await;
    let window = open(&app, true).await;
    window.goto("/admin/factor").await;
    look_at(&window, "factor-word-first").await;
    window.presses("Set up").await;
    window
        .types(
            "6-digit code from the app",
            &code(&app, &typed_in(&window).await),
        )
        .await;
    window.presses("Turn on").await;
    window.sees("That one-time word is wrong").await;
    look_at(&window, "factor-word").await;
    window.closes().await;
    let app = TestApp::with(&[("admins", ADA)]).await;
    let window = open(&app, true).await;
    app.clock.advance(Duration::from_mins(16));
    window.goto("/admin/stops").await;
    window.types("Numbers starting", "+91 98765 4").await;
    window.presses("Stop for good Numbers starting").await;
    look_at(&window, "stale-kept").await;
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    window.sees("Go on?").await;
    look_at(&window, "go-on").await;
    sets_up(&app, &window).await;
    app.clock.advance(Duration::from_mins(16));
    window.goto("/admin/settings").await;
    window.presses("Pause… main").await;
    window.presses("Pause main").await;
    window.sees("Nothing was done yet").await;
    look_at(&window, "step-up").await;
    window.types("6-digit code from the app", "123").await;
    window.presses("Go on").await;
    window.sees("Enter the 6 digits").await;
    look_at(&window, "step-up-error").await;
    window.goto("/account/delete").await;
    window.sees("your second factor stays").await;
    look_at(&window, "delete-factor").await;
    window.closes().await;
}

#[tokio::test]
async fn a_provider_is_paused_after_a_question_and_resumed() {
    for scripts in [true, false] {
        let app = TestApp::with(&[("admins", ADA)]).await;
        let window = open(&app, scripts).await;
        window.goto("/admin/users").await;
        window.presses("Settings").await;
        window.presses("Pause… main").await;
        window.sees("No other provider is left for").await;
        window.sees("Every country").await;
        window.presses("No, go back").await;
        window.presses("Pause… main").await;
        window.presses("Pause main").await;
        window.is_at("/admin/settings").await;
        window.presses("Resume main").await;
        window.sees("Working").await;
        window.closes().await;
    }
}

#[tokio::test]
async fn the_pages_of_the_second_factor_fit_every_screen() {
    let app = TestApp::with(&[("admins", ADA), ("site.name", "Harbour Cycles")]).await;
    let window = open(&app, true).await;
    window.goto("/admin/factor").await;
    look_at(&window, "factor-none").await;
    window.presses("Set up").await;
    window.is_at("/admin/factor/set-up").await;
    look_at(&window, "factor-set-up").await;
    let phone = typed_in(&window).await;
    let first = code(&app, &phone);
    window.types("6-digit code from the app", &first).await;
    window.presses("Turn on").await;
    window.sees("Save your recovery codes").await;
    look_at(&window, "factor-codes").await;
    window.presses("I have saved them").await;
    look_at(&window, "factor").await;
    window.presses("Turn off…").await;
    look_at(&window, "factor-remove").await;
    window.closes().await;
    app.after_the_wait();
    let window = open(&app, true).await;
    window.goto("/admin/users").await;
    look_at(&window, "factor-check").await;
    window.types("Recovery code", "abcd-efgh-2345").await;
    window.presses("Use recovery code").await;
    window.sees("none of your recovery codes").await;
    look_at(&window, "factor-check-error").await;
    window.closes().await;
}

#[tokio::test]
async fn the_pages_of_settings_fit_every_screen() {
    let app = TestApp::with(&[("admins", ADA), ("code.tries", "4")]).await;
    let window = open(&app, true).await;
    window.goto("/admin/settings").await;
    look_at(&window, "settings").await;
    window.presses("Pause… main").await;
    look_at(&window, "settings-pause").await;
    window.presses("Pause main").await;
    window.sees("Paused").await;
    look_at(&window, "settings-paused").await;
    window.closes().await;
}
