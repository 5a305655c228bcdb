//! What happened to one number, newest first: sign-in attempts with their
//! texts, sessions, and what admins did. It answers "why no code?".

mod code_outcome;
mod finding;

use std::collections::BTreeMap;

use super::{App, FlowResult};
use crate::base::clock::Timestamp;
use crate::domain::user::UserId;
use crate::store::{AuditRow, Begun, Cursor, DeliveryRecord, Page, SessionRow, Stretch};

pub use code_outcome::{CodeOutcome, code_outcome};
pub use finding::{CodeEnd, Finding, TextEnd};

/// Events per page.
const PER_PAGE: u32 = 15;

/// One try to sign in: all texts of a verification, or one that nobody took.
#[derive(Debug)]
pub struct SignInAttempt {
    /// The verification, while it is kept.
    pub begun: Option<Begun>,
    /// Its messages, oldest first, each with its hand-overs in their order.
    pub messages: Vec<Vec<DeliveryRecord>>,
}

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// Somebody tried to sign in.
    SignInAttempt(SignInAttempt),
    /// A session began.
    Session(SessionRow),
    /// An admin, or the person, did something.
    Act(AuditRow),
}

/// An event at its place.
#[derive(Debug)]
pub struct TimelineEntry {
    /// Where it stands: its moment, and an id.
    pub place: Cursor,
    /// What it is.
    pub event: Event,
}

/// Whose timeline.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The keyed hash of the number.
    pub phone_hash: &'a str,
    /// Its user, if it has one.
    pub user: Option<UserId>,
}

/// What is found at a place, before the attempts are filled in.
enum RawEvent {
    Texts(Box<DeliveryRecord>),
    Untexted(Begun),
    Session(SessionRow),
    Act(AuditRow),
}

impl SignInAttempt {
    /// Whether its newest text went to nobody, for the number is blocked.
    #[must_use]
    pub fn is_silenced(&self) -> bool {
        let newest = self.messages.last().and_then(|message| message.last());
        newest.is_some_and(DeliveryRecord::is_silenced)
    }

    /// When it began.
    #[must_use]
    pub fn began(&self) -> Option<Timestamp> {
        let texted = self.messages.first().and_then(|message| message.first());
        let texted = texted.map(|first| first.began);
        texted.or(self.begun.as_ref().map(|begun| begun.began))
    }
}

/// A page of the timeline: after a place, or before it when `backwards`.
pub async fn timeline(
    app: &App,
    of: Subject<'_>,
    from: Option<Cursor>,
    backwards: bool,
) -> FlowResult<Page<TimelineEntry>> {
    let stretch = Stretch {
        from,
        backwards,
        limit: PER_PAGE + 1,
    };
    let mut found = walk(app, of, &stretch).await?;
    found.sort_by(|(one, _), (other, _)| {
        let order = (one.key, &one.tie).cmp(&(other.key, &other.tie));
        if backwards { order } else { order.reverse() }
    });
    let page = Page::<_>::cut(found, PER_PAGE, backwards);
    Ok(Page {
        more: page.more,
        edge: page.edge,
        rows: fill(app, page.rows).await?,
    })
}

/// The newest attempt.
pub async fn newest_attempt(app: &App, of: Subject<'_>) -> FlowResult<Option<SignInAttempt>> {
    let stretch = Stretch {
        from: None,
        backwards: false,
        limit: 1,
    };
    let mut found = attempts(app, of, &stretch).await?;
    found.sort_by_key(|(place, _)| place.key);
    let newest = found.pop().into_iter().collect();
    let newest = fill(app, newest).await?.pop();
    Ok(newest.and_then(|newest| match newest.event {
        Event::SignInAttempt(attempt) => Some(attempt),
        _ => None,
    }))
}

async fn walk(
    app: &App,
    of: Subject<'_>,
    stretch: &Stretch,
) -> FlowResult<Vec<(Cursor, RawEvent)>> {
    let mut found = attempts(app, of, stretch).await?;
    let place = |key, tie: &str| Cursor {
        key,
        tie: tie.to_owned(),
    };
    let mut targets = vec![of.phone_hash];
    let id = of.user.map(|user| user.to_string());
    targets.extend(id.as_deref());
    if let Some(user) = of.user {
        let sessions = app.store.sessions_at(user, stretch).await?;
        found.extend(sessions.into_iter().map(|row| {
            let at = place(row.created_at, &row.id_hash);
            (at, RawEvent::Session(row))
        }));
    }
    let acts = app.store.acts_at(&targets, stretch).await?;
    found.extend(acts.into_iter().map(|row| {
        let at = place(row.at, &row.id);
        (at, RawEvent::Act(row))
    }));
    Ok(found)
}

async fn attempts(
    app: &App,
    of: Subject<'_>,
    stretch: &Stretch,
) -> FlowResult<Vec<(Cursor, RawEvent)>> {
    let heads = app.store.attempts_at(of.phone_hash, stretch).await?;
    let texts = heads
        .into_iter()
        .map(|head| (head.place(), RawEvent::Texts(Box::new(head))));
    let mut found: Vec<_> = texts.collect();
    if let Some(user) = of.user {
        let untexted = app.store.untexted_of(user, stretch).await?;
        found.extend(untexted.into_iter().map(|begun| {
            let at = Cursor {
                key: begun.began.as_micros(),
                tie: begun.id.clone(),
            };
            (at, RawEvent::Untexted(begun))
        }));
    }
    Ok(found)
}

/// Fetches what belongs to the attempts, all at once.
async fn fill(app: &App, found: Vec<(Cursor, RawEvent)>) -> FlowResult<Vec<TimelineEntry>> {
    let (mut verifications, mut messages) = (Vec::new(), Vec::new());
    for (_, found) in &found {
        match found {
            RawEvent::Texts(head) => match &head.verification {
                Some(id) => verifications.push(id.as_str()),
                None => messages.push(head.message.as_str()),
            },
            RawEvent::Untexted(_) | RawEvent::Session(_) | RawEvent::Act(_) => {}
        }
    }
    let begun = app.store.begun(&verifications).await?;
    let mut begun: BTreeMap<_, _> = begun.into_iter().map(|it| (it.id.clone(), it)).collect();
    let hand_overs = app.store.hand_overs_of(&verifications, &messages).await?;
    let mut by_attempt = group(hand_overs);
    let filled = found.into_iter().map(|(place, found)| {
        let event = match found {
            RawEvent::Texts(head) => Event::SignInAttempt(SignInAttempt {
                begun: head.verification.as_ref().and_then(|id| begun.remove(id)),
                messages: by_attempt.remove(key(&head)).unwrap_or_default(),
            }),
            RawEvent::Untexted(begun) => Event::SignInAttempt(SignInAttempt {
                begun: Some(begun),
                messages: Vec::new(),
            }),
            RawEvent::Session(row) => Event::Session(row),
            RawEvent::Act(row) => Event::Act(row),
        };
        TimelineEntry { place, event }
    });
    Ok(filled.collect())
}

/// What names an attempt: its verification, or its only message.
fn key(head: &DeliveryRecord) -> &str {
    head.verification.as_deref().unwrap_or(&head.message)
}

/// The messages of each attempt, oldest first.
fn group(hand_overs: Vec<DeliveryRecord>) -> BTreeMap<String, Vec<Vec<DeliveryRecord>>> {
    let mut messages: Vec<Vec<DeliveryRecord>> = Vec::new();
    for hand_over in hand_overs {
        let same = |message: &&mut Vec<DeliveryRecord>| message[0].message == hand_over.message;
        match messages.iter_mut().find(same) {
            Some(message) => message.push(hand_over),
            None => messages.push(vec![hand_over]),
        }
    }
    let mut attempts: BTreeMap<String, Vec<Vec<DeliveryRecord>>> = BTreeMap::new();
    for message in messages {
        // only the hand-over that was taken knows its verification
        let taken = message.iter().find(|one| one.verification.is_some());
        let key = key(taken.unwrap_or(&message[0])).to_owned();
        attempts.entry(key).or_default().push(message);
    }
    attempts
}
