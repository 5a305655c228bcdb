//! A text to try a route out: no person, no row, no limit.

use super::{App, words};
use crate::delivery::{Handed, Route, Way};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::delivery::DeliveryId;
use crate::domain::message::{Body, Message};
use crate::domain::phone::Phone;
use crate::domain::segments::{Alphabet, segments};

/// Sends a text with a code that opens nothing, through the first route of the
/// number's region; `None` when there is none.
pub async fn send_test<'a>(app: &'a App, to: &Phone) -> Option<(&'a Route, Handed)> {
    let route = app.delivery.routes(to.region()).first()?;
    let (now, words) = (app.now(), words());
    let code = OtpCode::draw(app.policy.code_length, &mut *app.chance.rng());
    let id = DeliveryId::draw(now, &mut *app.chance.rng());
    let message = Message {
        id,
        to: to.clone(),
        body: app.policy.body(&words, route, &code),
        code,
        sent_at: now,
        expires_at: now.plus(app.policy.code_lifetime),
        lang: words.lang(),
    };
    let callback = app.callback(&route.provider, id);
    let way = Way {
        route,
        callback: callback.as_deref(),
    };
    let handed = app.delivery.hand(&message, &way, app.policy.send_timeout);
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
