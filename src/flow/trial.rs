//! A text to try a route out: no person, no row, no limit.

use super::{App, Policy, receipts, words};
use crate::base::clock::Clock;
use crate::base::rng::Chance;
use crate::base::secret::Key;
use crate::delivery::{Delivery, Handed, Route, Way};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::delivery::DeliveryId;
use crate::domain::message::{Body, Message};
use crate::domain::phone::Phone;
use crate::domain::segments::{Alphabet, segments};

/// What a trial takes: no database.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    /// The providers.
    pub delivery: &'a Delivery,
    /// The rules' numbers.
    pub policy: &'a Policy,
    /// What receipts' addresses are made with; without it none are asked for.
    pub key: Option<&'a Key>,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Randomness.
    pub chance: &'a dyn Chance,
}

/// Sends a text with a code that opens nothing, through the first route of the
/// number's region; `None` when there is none.
pub async fn send_test<'a>(trial: &Trial<'a>, to: &Phone) -> Option<(&'a Route, Handed)> {
    let Trial {
        delivery, policy, ..
    } = *trial;
    let route = delivery.routes(to.region()).first()?;
    let (now, words) = (trial.clock.now(), words());
    let code = OtpCode::draw(policy.code_length, &mut *trial.chance.rng());
    let id = DeliveryId::draw(now, &mut *trial.chance.rng());
    let message = Message {
        id,
        to: to.clone(),
        body: policy.body(&words, route, &code),
        code,
        sent_at: now,
        expires_at: now.plus(policy.code_lifetime),
        lang: words.lang(),
    };
    let address = trial
        .key
        .and_then(|key| receipts::address(policy, key, &route.provider));
    let callback = address.map(|address| receipts::about(&address, id));
    let way = Way {
        route,
        callback: callback.as_deref(),
    };
    let handed = delivery.hand(&message, &way, policy.send_timeout);
    Some((route, handed.await))
}

/// A text that networks cut into several parts, each charged like a text.
#[derive(Debug)]
pub struct LongText {
    /// The route's place: its region's code, or `default`.
    pub route: String,
    /// How many parts, with the longest code.
    pub parts: usize,
    /// The character that halves what fits into a part, if there is one.
    pub because: Option<char>,
}

/// The routes whose texts do not fit into one part.
#[must_use]
pub fn long_texts(app: &App) -> Vec<LongText> {
    let longest = "0".repeat(usize::from(CodeLength::LONGEST.get()));
    let Ok(code) = OtpCode::parse(&longest, CodeLength::LONGEST) else {
        return Vec::new();
    };
    let long = |(place, route): (String, &Route)| {
        let body: Body = app.policy.body(&words(), route, &code);
        let (alphabet, parts) = segments(body.reveal());
        let because = match alphabet {
            Alphabet::Gsm7 => None,
            Alphabet::Ucs2(c) => Some(c),
        };
        (parts > 1).then_some(LongText {
            route: place,
            parts,
            because,
        })
    };
    app.delivery.all_routes().filter_map(long).collect()
}
