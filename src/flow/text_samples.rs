//! The words of all texts as they go out, to whom, and how networks cut them.

use std::fmt;

use super::{App, Policy};
use crate::base::language::Language;
use crate::base::words::Words;
use crate::delivery::{Delivery, Route, Wording};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::message::OwnWords;
use crate::domain::phone::Phone;
use crate::domain::segments::{Alphabet, Segments, segments};

/// Who gets a text in these words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Whoever gets any by this route.
    All,
    /// Who reads this language.
    Of(Language),
    /// Who reads none that has words of its own.
    Others,
}

impl fmt::Display for Readers {
    /// As the key of a route's own text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Of(language) => language.fmt(f),
            Self::Others => f.write_str("default"),
        }
    }
}

/// A text as it goes out, and where.
#[derive(Debug)]
pub struct Sample {
    /// The routes that send it: the key of their list (a region's code, or
    /// `default`) and their provider.
    pub routes: Vec<(String, String)>,
    /// To whom.
    pub readers: Readers,
    /// Whether the words are the catalogue's.
    pub is_built_in: bool,
    /// Its words, cut where the code stands.
    pub pieces: Vec<String>,
    /// How it is cut, with the longest code.
    pub segments: Segments,
}

impl Sample {
    /// The character that halves what fits into a part, if there is one.
    #[must_use]
    pub fn because(&self) -> Option<char> {
        match self.segments.alphabet {
            Alphabet::Gsm7 => None,
            Alphabet::Ucs2(c) => Some(c),
        }
    }
}

/// The texts of all routes in words of ours; those that are the same once.
#[must_use]
pub fn all(policy: &Policy, delivery: &Delivery) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let ours =
        |(_, route): &(String, &Route)| delivery.wording(route, policy.language) == Wording::Ours;
    for (place, route) in delivery.all_routes().filter(ours) {
        for (readers, own) in texts(policy, route) {
            let pieces = pieces(policy, route, readers, own);
            let same = |it: &&mut Sample| it.pieces == pieces && it.readers == readers;
            let context = (place.clone(), route.provider.clone());
            if let Some(known) = samples.iter_mut().find(same) {
                known.routes.push(context);
                continue;
            }
            samples.push(Sample {
                routes: vec![context],
                readers,
                is_built_in: own.is_none(),
                segments: segments(&pieces.join(SAMPLE)),
                pieces,
            });
        }
    }
    samples
}

/// The same, but of the built-in ones only that in the site's language.
#[must_use]
pub fn of_site(app: &App) -> Vec<Sample> {
    let site = Readers::Of(app.policy.language);
    let mut samples = all(&app.policy, &app.delivery);
    samples.retain(|it| !it.is_built_in || it.readers == site);
    samples
}

/// The words of the text that a number gets, cut where the code stands, and their
/// language; none when no route serves it, or they are a provider's own.
#[must_use]
pub fn text_to(app: &App, phone: &Phone, language: Language) -> (Vec<String>, Option<Language>) {
    let policy = &app.policy;
    let mut routes = app.delivery.routes(phone.region()).iter();
    let ours = |route: &&Route| app.delivery.wording(route, language) == Wording::Ours;
    let Some(route) = routes.next().filter(ours) else {
        return (Vec::new(), None);
    };
    let own = policy.own_texts(route).map(|own| own.to(language));
    let pieces = pieces(policy, route, Readers::Of(language), own);
    (pieces, language_of(app, route, language))
}

/// The language of the text that a reader of `wanted` gets, as far as it is known: own words
/// for everybody may be in any.
pub(super) fn language_of(app: &App, route: &Route, wanted: Language) -> Option<Language> {
    match (
        app.delivery.wording(route, wanted),
        app.policy.own_texts(route),
    ) {
        (Wording::Template(language), _) => language,
        (Wording::Ours, None) => Some(wanted),
        (Wording::Ours, Some(own)) => own.by_language.contains_key(&wanted).then_some(wanted),
    }
}

/// What a route's texts say, and to whom.
fn texts<'a>(policy: &'a Policy, route: &'a Route) -> Vec<(Readers, Option<&'a OwnWords>)> {
    let Some(own) = policy.own_texts(route) else {
        let all = Language::ALL.iter();
        return all.map(|it| (Readers::Of(*it), None)).collect();
    };
    let each = own.by_language.iter();
    let each = each.map(|(language, words)| (Readers::Of(*language), Some(words)));
    let rest = if own.by_language.is_empty() {
        Readers::All
    } else {
        Readers::Others
    };
    each.chain([(rest, Some(&own.default))]).collect()
}

/// The longest code there is, of one digit that no name has so often.
const SAMPLE: &str = "0000000000";

fn pieces(policy: &Policy, route: &Route, readers: Readers, own: Option<&OwnWords>) -> Vec<String> {
    let Ok(code) = OtpCode::parse(SAMPLE, CodeLength::LONGEST) else {
        return Vec::new();
    };
    let words = match readers {
        Readers::Of(language) => Words::of(language),
        // in own words, of whatever language
        Readers::All | Readers::Others => Words::english(),
    };
    let body = policy.worded(&words, own, route, &code);
    body.reveal().split(SAMPLE).map(str::to_owned).collect()
}

/// A text that networks cut into several parts, each charged like a text.
#[derive(Debug)]
pub struct LongText {
    /// The route's place: its region's code, or `default`.
    pub route: String,
    /// To whom it goes.
    pub readers: Readers,
    /// How many parts, with the longest code.
    pub parts: usize,
    /// The character that halves what fits into a part, if there is one.
    pub because: Option<char>,
}

/// The routes whose texts do not fit into one part; of the built-in texts only that in the
/// site's language counts.
#[must_use]
pub fn long_texts(app: &App) -> Vec<LongText> {
    let long = of_site(app).into_iter();
    let long = long.filter(|text| text.segments.parts > 1);
    let each = long.flat_map(|text| {
        let (readers, because) = (text.readers, text.because());
        let parts = text.segments.parts;
        let routes = text.routes.into_iter();
        routes.map(move |(route, _)| LongText {
            route,
            readers,
            parts,
            because,
        })
    });
    each.collect()
}
