//! Authorization: what has to happen before an app gets a code, and the code.

use crate::base::clock::Timestamp;
use crate::base::metrics::Word;
use crate::domain::app;
use crate::domain::authorization::{
    Authorization, ErrorCode, Parameters, Pending, Progress, Rejected, redirect,
};
use crate::domain::grant::Amr;
use crate::domain::secret_token::SecretToken;
use crate::domain::user::User;
use crate::flow::factor::{self, FactorState};
use crate::flow::oidc::code::{self, CodeRequest, SignIn};
use crate::flow::oidc::{keys, may_use};
use crate::flow::{App, FlowResult};

/// Whoever is signed in.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// The person.
    pub user: &'a User,
    /// This browser's session, by its name.
    pub session: &'a str,
    /// When it signed in.
    pub since: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Nobody is signed in: somebody signs in.
    SignIn,
    /// Somebody else is to sign in.
    OtherNumber,
    /// Whoever is signed in proves it once more.
    Again,
    /// They say as whom they go on.
    Choose,
    /// A page says why not.
    Refuse(Refusal),
    /// The app is told an error.
    Tell(ErrorCode, &'static str),
    /// The app gets a code.
    Code,
}

/// Why somebody cannot go on to an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is not there any more, or its address is not.
    Gone,
    /// An admin paused it.
    Paused,
    /// It is not for them.
    NotAllowed,
}

impl Refusal {
    /// The word of the metric.
    fn word(self) -> Word {
        match self {
            Self::Gone => "gone",
            Self::Paused => "paused",
            Self::NotAllowed => "not_allowed",
        }
    }
}

/// Reads a request.
///
/// # Errors
/// When the database is not available.
pub async fn read(app: &App, asked: &Parameters) -> FlowResult<Result<Authorization, Rejected>> {
    let hint = match asked.get("id_token_hint") {
        Some(token) => keys::verify_hint(app, token).await?,
        None => None,
    };
    let read = Authorization::read(asked, &app.policy.apps, hint);
    match &read {
        Err(Rejected::Page(error)) => count(app, "", error.word()),
        Err(Rejected::App(answer)) => count(app, &answer.app, answer.error.as_str()),
        Ok(_) => {}
    }
    Ok(read)
}

fn count(app: &App, name: &str, outcome: Word) {
    let client = app.policy.apps.find(name);
    app.metrics.connect("authorize", client, outcome);
}

/// Seals one that has to wait; none if it is too large.
#[must_use]
pub fn seal(app: &App, authorization: Authorization) -> Option<String> {
    Pending::new(authorization, app.now()).seal(&app.key, &mut *app.rng_source.rng())
}

/// Opens what was sealed.
#[must_use]
pub fn open(app: &App, sealed: &str) -> Option<Pending> {
    Pending::open(&app.key, sealed)
}

/// What comes next, for whoever is signed in, if anybody is.
///
/// # Errors
/// When the database is not available.
pub async fn next_step(
    app: &App,
    asked: &Authorization,
    person: Option<&Person<'_>>,
    progress: Progress,
) -> FlowResult<NextStep> {
    let step = step(app, asked, person, progress).await?;
    match step {
        // counted when the code is given
        NextStep::Code => {}
        NextStep::Tell(error, _) => count(app, &asked.app, error.as_str()),
        NextStep::Refuse(refusal) => count(app, &asked.app, refusal.word()),
        _ if progress == Progress::Asked => count(app, &asked.app, "asked"),
        _ => {}
    }
    Ok(step)
}

async fn step(
    app: &App,
    asked: &Authorization,
    person: Option<&Person<'_>>,
    progress: Progress,
) -> FlowResult<NextStep> {
    let client = app.policy.apps.find(&asked.app);
    let leads = |it: &&app::App| {
        it.leads_to(&asked.redirect_uri) || it.guarded(&asked.redirect_uri).is_some()
    };
    let Some(client) = client.filter(leads) else {
        return Ok(NextStep::Refuse(Refusal::Gone));
    };
    if app.store.is_app_paused(&asked.app).await? {
        return Ok(refuse(asked, Refusal::Paused));
    }
    Ok(match person {
        Some(person) => with_person(app, (client, asked), person, progress),
        None => asking(asked, NextStep::SignIn),
    })
}

fn with_person(
    app: &App,
    (client, asked): (&app::App, &Authorization),
    person: &Person<'_>,
    progress: Progress,
) -> NextStep {
    if !may_use(app, client, person.user) {
        return refuse(asked, Refusal::NotAllowed);
    }
    let is_other = |expected: &String| *expected != person.user.id.to_string();
    let is_fresh = progress == Progress::SignedIn;
    if asked.expected.as_ref().is_some_and(is_other) {
        return if is_fresh {
            login_required()
        } else {
            asking(asked, NextStep::OtherNumber)
        };
    }
    if is_fresh {
        return NextStep::Code;
    }
    let age = app.now().since(person.since);
    let is_old = asked.max_age.is_some_and(|max| age > max || max.is_zero());
    let chooses = asked.prompt.select_account || hints_at_another(app, asked, person.user);
    if chooses && progress != Progress::Chosen && !asked.prompt.none {
        NextStep::Choose
    } else if is_old || asked.prompt.login {
        asking(asked, NextStep::Again)
    } else {
        NextStep::Code
    }
}

fn hints_at_another(app: &App, asked: &Authorization, user: &User) -> bool {
    let hint = asked.login_hint.as_deref();
    let hint = hint.and_then(|hint| app.read_phone(hint, None).ok());
    hint.is_some_and(|phone| phone != user.phone)
}

/// A page, or the error where none may be shown.
fn asking(asked: &Authorization, page: NextStep) -> NextStep {
    if asked.prompt.none {
        login_required()
    } else {
        page
    }
}

fn login_required() -> NextStep {
    NextStep::Tell(ErrorCode::LoginRequired, "the person has to sign in")
}

fn refuse(asked: &Authorization, refusal: Refusal) -> NextStep {
    if asked.prompt.none {
        NextStep::Tell(ErrorCode::AccessDenied, "the person may not use this app")
    } else {
        NextStep::Refuse(refusal)
    }
}

/// The address at which the app gets its code; none when the session ended meanwhile.
///
/// # Errors
/// When the database is not available.
pub async fn grant(
    app: &App,
    asked: &Authorization,
    person: &Person<'_>,
    issuer: &str,
) -> FlowResult<Option<String>> {
    let Some(client) = app.policy.apps.find(&asked.app) else {
        return Ok(None);
    };
    let request = CodeRequest {
        sign_in: sign_in(app, person).await?,
        // the file may say less now than when it was asked for
        scopes: client
            .granted(Some(&asked.scope.to_string()))
            .unwrap_or(asked.scope),
        redirect_uri: asked.redirect_uri.clone(),
        challenge: asked.challenge.clone(),
        nonce: asked.nonce.clone(),
    };
    let code = code::issue(app, client, request).await?;
    if code.is_some() {
        count(app, &asked.app, "code");
    }
    Ok(code.map(|code| {
        let pairs = [
            ("code", Some(code.reveal())),
            ("state", asked.state.as_deref()),
            ("iss", Some(issuer)),
        ];
        redirect(&asked.redirect_uri, pairs)
    }))
}

/// What an app gets of whoever is signed in.
///
/// # Errors
/// When the database is not available.
pub async fn sign_in(app: &App, person: &Person<'_>) -> FlowResult<SignIn> {
    Ok(SignIn {
        user: person.user.id,
        session: person.session.to_owned(),
        session_ends_at: person.ends_at,
        auth_time: person.since,
        amr: amr(app, person).await?,
    })
}

/// How somebody proved who they are.
async fn amr(app: &App, person: &Person<'_>) -> FlowResult<Amr> {
    if app.is_test(&person.user.phone) {
        return Ok(Amr::Test);
    }
    if !app.is_admin(person.user) {
        return Ok(Amr::Sms);
    }
    let state = factor::state(app, person.user, person.session).await?;
    Ok(match state {
        FactorState::Given(_) => Amr::SmsAndFactor,
        _ => Amr::Sms,
    })
}
