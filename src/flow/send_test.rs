//! A text to try a route out, which is about no person and is in no log of texts.

use std::time::Duration;

use super::{App, FlowResult, Policy, receipts};
use crate::base::clock::Clock;
use crate::base::rng::RngSource;
use crate::base::secret::Key;
use crate::base::words::Words;
use crate::delivery::{Delivery, SendContext};
use crate::domain::audit::{Action, Actor, Target};
use crate::domain::code::OtpCode;
use crate::domain::delivery::{Accepted, DeliveryId, Fault};
use crate::domain::limit::{BucketKind, Charge, Rate};
use crate::domain::message::Message;
use crate::domain::phone::Phone;

/// Test texts of all admins together: each costs money and reaches a phone.
const TESTS: [(u32, Duration); 2] = [(5, Duration::from_mins(10)), (20, Duration::from_hours(24))];

/// What came of a test text.
#[derive(Debug)]
pub struct TestTextResult {
    /// The provider that was asked.
    pub provider: String,
    /// How long it took to answer.
    pub took: Duration,
    /// Whether it confirmed that it took the text.
    pub outcome: Result<Accepted, Fault>,
}

/// What became of [`send_test_for`].
#[derive(Debug)]
pub enum TestTextOutcome {
    /// It was handed to a provider.
    Tried(TestTextResult),
    /// No route serves the number's country.
    NoRoute,
    /// The number is a test number, which gets no texts.
    TestNumber,
    /// Too many were sent; again after so long.
    Limited(Duration),
}

/// Sends a test text for an admin: it is limited, and the audit has it before
/// it goes out.
///
/// # Errors
/// When the database is not available; then nothing is sent.
pub async fn send_test_for(app: &App, actor: &Actor, to: &Phone) -> FlowResult<TestTextOutcome> {
    if app.is_test(to) {
        return Ok(TestTextOutcome::TestNumber);
    }
    if app.delivery.routes(to.region()).is_empty() {
        return Ok(TestTextOutcome::NoRoute);
    }
    let rates = TESTS.iter().filter_map(|(n, per)| Rate::new(*n, *per));
    let charges: Vec<_> = rates
        .map(|rate| Charge::one(BucketKind::Test, "all", rate))
        .collect();
    let target = Target::number(&app.phone_hash(to), &to.masked());
    let entry = app.entry(actor, Action::TextTest, target);
    let within = app
        .store
        .record_within(&entry, &charges, app.clock.elapsed());
    if let Err(limited) = within.await? {
        return Ok(TestTextOutcome::Limited(limited.retry_after));
    }
    let context = TestTextContext {
        delivery: &app.delivery,
        policy: &app.policy,
        key: Some(&app.key),
        clock: &*app.clock,
        rng_source: &*app.rng_source,
    };
    let tried = send_test(&context, to).await;
    Ok(tried.map_or(TestTextOutcome::NoRoute, TestTextOutcome::Tried))
}

/// What a trial takes: no database.
#[derive(Debug, Clone, Copy)]
pub struct TestTextContext<'a> {
    /// The providers.
    pub delivery: &'a Delivery,
    /// The rules' numbers.
    pub policy: &'a Policy,
    /// What receipts' addresses are made with; without it none are asked for.
    pub key: Option<&'a Key>,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Randomness.
    pub rng_source: &'a dyn RngSource,
}

/// Sends a text with a code that opens nothing, through the first route of the
/// number's region; `None` when there is none.
pub async fn send_test(context: &TestTextContext<'_>, to: &Phone) -> Option<TestTextResult> {
    let TestTextContext {
        delivery, policy, ..
    } = *context;
    let route = delivery.routes(to.region()).first()?;
    let (wall, words) = (context.clock.wall(), Words::of(policy.language));
    let code = OtpCode::draw(policy.code_length, &mut *context.rng_source.rng());
    let id = DeliveryId::draw(context.clock.now(), &mut *context.rng_source.rng());
    let message = Message {
        id,
        to: to.clone(),
        body: policy.body(&words, route, &code),
        code,
        sent_at: wall,
        expires_at: wall.plus(policy.code_lifetime),
        language: words.language(),
    };
    let address = context
        .key
        .and_then(|key| receipts::address(policy, key, &route.provider));
    let callback = address.map(|address| receipts::about(&address, id));
    let context = SendContext {
        route,
        callback: callback.as_deref(),
    };
    let handed = delivery.hand(&message, &context, policy.send_timeout).await;
    Some(TestTextResult {
        provider: handed.provider,
        took: handed.took,
        outcome: handed.outcome,
    })
}
