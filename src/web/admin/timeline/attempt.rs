//! One try to sign in, line by line.

use super::finding::reason;
use super::{TimelineItem, TimelineLine};
use crate::base::clock::Timestamp;
use crate::domain::delivery::Status;
use crate::domain::verification::Origin;
use crate::flow::App;
use crate::flow::message_log::DeliveryRecord;
use crate::flow::timeline::{CodeEnd, Finding, SignInAttempt, TextEnd};
use crate::web::admin::links::message_page;
use crate::web::page::Page;

/// The event, at its place on the timeline.
pub fn item(app: &App, page: &Page<'_>, at: Timestamp, attempt: &SignInAttempt) -> TimelineItem {
    let (tone, key) = outcome(app, attempt);
    let mut lines = vec![begun(page, attempt)];
    for (nth, message) in attempt.messages.iter().enumerate() {
        if nth > 0 {
            let first = message.first().map(|first| first.began);
            lines.push(TimelineLine::says(first, page.t("story-again")));
        }
        let texts = message.iter().map(|hand_over| TimelineLine {
            words: in_language(page, hand_over),
            ..texted(page, hand_over)
        });
        lines.extend(texts);
    }
    lines.extend(code(app, page, attempt));
    TimelineItem {
        at: attempt.began().unwrap_or(at),
        title: page.part("attempt", key),
        tone,
        by: None,
        lines,
    }
}

/// How it sounds, and the title's part of a message key. Whether the number
/// was blocked is told elsewhere: a block says nothing about earlier attempts.
fn outcome(app: &App, attempt: &SignInAttempt) -> (&'static str, &'static str) {
    let (text, code) = match attempt.finding(app.policy.tries, None, app.now()) {
        Finding::SignedIn(_) | Finding::WasBlocked(_) => return ("ok", "right-code"),
        Finding::Waiting { text, code } => (text.map(|(end, _)| end), code),
    };
    match (text, code) {
        (Some(TextEnd::NotSent), _) => ("bad", "not-sent"),
        (Some(TextEnd::NotDelivered), _) => ("bad", "not-delivered"),
        (Some(TextEnd::InDoubt), _) => ("warn", "in-doubt"),
        (Some(TextEnd::Underway), _) => ("none", "underway"),
        (_, Some(CodeEnd::Works { .. })) => ("none", "waiting"),
        (_, Some(CodeEnd::TriesSpent)) => ("warn", "tries-spent"),
        (_, Some(CodeEnd::Expired { .. })) => ("warn", "expired"),
        (_, None) => ("none", "texted"),
    }
}

fn begun(page: &Page<'_>, attempt: &SignInAttempt) -> TimelineLine {
    let origin = attempt.begun.as_ref().and_then(|begun| begun.origin);
    let key = match (origin, attempt.messages.is_empty()) {
        (_, true) => "story-begun-test",
        (Some(Origin::Form), _) => "story-begun-form",
        (Some(Origin::Api), _) => "story-begun-json",
        (None, _) => "story-begun",
    };
    TimelineLine::says(attempt.began(), page.t(key))
}

/// The same as [`texted`] tells, and in which language the text is.
fn in_language(page: &Page<'_>, hand_over: &DeliveryRecord) -> String {
    let told = texted(page, hand_over).words;
    let Some(language) = hand_over.language else {
        return told;
    };
    let language = ("language", page.part("language", language));
    page.t2("story-language", ("story", told), language)
}

/// What one provider did with a text, and what a receipt said.
pub fn texted(page: &Page<'_>, hand_over: &DeliveryRecord) -> TimelineLine {
    let provider = ("provider", hand_over.provider.as_str());
    let key = format!("story-{}", hand_over.status.as_str());
    let words = match hand_over.status {
        Status::Sending | Status::Accepted => page.t1(&key, "provider", provider.1),
        Status::Delivered => match hand_over.receipt {
            Some(receipt) => {
                let took = receipt.since(hand_over.began).as_secs();
                page.t2(&key, provider, ("time", page.duration(&took)))
            }
            None => page.t1("story-delivered-some-time", "provider", provider.1),
        },
        Status::Refused if hand_over.is_silenced() => page.t("story-silenced"),
        Status::Undelivered | Status::Refused | Status::Unknown => {
            page.t2(&key, provider, ("reason", reason(page, hand_over)))
        }
    };
    TimelineLine {
        at: Some(hand_over.began),
        words,
        raw: hand_over.raw_code.clone(),
        message: Some(message_page(&hand_over.message)),
    }
}

/// What became of the newest code.
fn code(app: &App, page: &Page<'_>, attempt: &SignInAttempt) -> Vec<TimelineLine> {
    let Some(begun) = &attempt.begun else {
        let gone = attempt
            .messages
            .iter()
            .flatten()
            .any(|it| it.verification.is_some());
        let words = gone.then(|| TimelineLine::says(None, page.t("story-gone")));
        return words.into_iter().collect();
    };
    let wrong = begun.tries - u32::from(begun.consumed.is_some()).min(begun.tries);
    let mut lines = Vec::new();
    if wrong > 0 {
        lines.push(TimelineLine::says(
            None,
            page.t1("story-wrong", "n", u64::from(wrong)),
        ));
    }
    if let Some(at) = begun.consumed {
        lines.push(TimelineLine::says(Some(at), page.t("story-right")));
    }
    match attempt.code(app.policy.tries, app.now()) {
        // nobody was told it
        _ if attempt.is_silenced() => {}
        Some(CodeEnd::Works { until, .. }) => {
            lines.push(TimelineLine::says(Some(until), page.t("story-code-works")));
        }
        Some(CodeEnd::TriesSpent) => {
            lines.push(TimelineLine::says(None, page.t("story-code-spent")));
        }
        Some(CodeEnd::Expired { at, .. }) => {
            lines.push(TimelineLine::says(Some(at), page.t("story-code-expired")));
        }
        None => {}
    }
    lines
}
