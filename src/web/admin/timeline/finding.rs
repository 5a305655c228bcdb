//! "Why no code?", answered from a number's newest attempt.

use super::Verdict;
use crate::flow::message_log::DeliveryRecord;
use crate::flow::numbers;
use crate::flow::timeline::{self, CodeEnd, Finding, Subject, TextEnd};
use crate::flow::{App, Blocked};
use crate::web::error::Error;
use crate::web::page::Page;

/// The answer that stands on top, from the newest attempt and the block.
pub async fn told(app: &App, page: &Page<'_>, of: Subject<'_>) -> Result<Verdict, Error> {
    let blocked = numbers::blocked_since(app, of.phone_hash).await?;
    let newest = timeline::newest_attempt(app, of).await?;
    let (mut tone, mut sentences) = ("none", Vec::new());
    if let Some(since) = blocked {
        let key = match app.policy.blocked {
            Blocked::Text => "finding-blocked",
            Blocked::Silent => "finding-blocked-silent",
        };
        sentences.push(page.t1(key, "since", page.moment(&since)));
    }
    match newest
        .as_ref()
        .map(|it| it.finding(app.policy.tries, blocked, app.now()))
    {
        None => sentences.push(page.t("finding-none")),
        Some(Finding::SignedIn(at)) => {
            tone = "ok";
            sentences.push(page.t1("finding-signed-in", "ago", page.ago(&at)));
        }
        Some(Finding::WasBlocked(at)) => {
            sentences.push(page.t1("finding-was-blocked", "ago", page.ago(&at)));
        }
        Some(Finding::Waiting { text, code }) => {
            let (sound, words) = text_end(page, text);
            // a text that arrived is no success when its code cannot be used
            let dead = !matches!(code, None | Some(CodeEnd::Works { .. }));
            tone = if dead && sound != "bad" {
                "warn"
            } else {
                sound
            };
            sentences.push(words);
            // nobody was told a code that was not sent
            let told = newest.as_ref().is_some_and(|it| !it.is_silenced());
            let code = code.filter(|_| told);
            sentences.extend(code.map(|code| code_end(page, code)));
        }
    }
    if blocked.is_some() {
        tone = "bad";
    }
    Ok(Verdict { tone, sentences })
}

/// What became of the newest text; without one, a test number asked.
fn text_end(page: &Page<'_>, text: Option<(TextEnd, &DeliveryRecord)>) -> (&'static str, String) {
    let Some((end, hand_over)) = text else {
        return ("none", page.t("finding-test"));
    };
    if hand_over.is_silenced() {
        return ("bad", page.t("finding-silenced"));
    }
    let key = format!("finding-{}", end.key());
    let provider = hand_over.provider.as_str();
    match end {
        TextEnd::NotSent | TextEnd::InDoubt | TextEnd::NotDelivered => {
            let tone = if end == TextEnd::InDoubt {
                "warn"
            } else {
                "bad"
            };
            let reason = ("reason", reason(page, hand_over));
            (tone, page.t2(&key, reason, ("who", who(hand_over))))
        }
        TextEnd::Underway => ("none", page.t1(&key, "provider", provider)),
        TextEnd::NoReceipt => {
            let ago = ("ago", page.ago(&hand_over.began));
            ("none", page.t2(&key, ("provider", provider), ago))
        }
        TextEnd::Arrived => ("ok", page.t1(&key, "ago", page.ago(&hand_over.began))),
    }
}

fn code_end(page: &Page<'_>, code: CodeEnd) -> String {
    match code {
        CodeEnd::Works { until, wrong: 0 } => {
            page.t1("finding-code-works", "time", page.moment(&until))
        }
        CodeEnd::Works { until, wrong } => {
            let time = ("time", page.moment(&until));
            page.t2("finding-code-works-wrong", ("n", u64::from(wrong)), time)
        }
        CodeEnd::TriesSpent => page.t("finding-code-spent"),
        CodeEnd::Expired { wrong: 0, .. } => page.t("finding-code-expired"),
        CodeEnd::Expired { wrong, .. } => {
            page.t1("finding-code-expired-wrong", "n", u64::from(wrong))
        }
    }
}

/// Why a text failed, in words.
pub fn reason(page: &Page<'_>, hand_over: &DeliveryRecord) -> String {
    let word = hand_over.reason.map_or("unknown", |reason| reason.as_str());
    page.part("because", word)
}

/// The provider, and its own code for the failure.
fn who(hand_over: &DeliveryRecord) -> String {
    match &hand_over.raw_code {
        Some(code) => format!("{} {code}", hand_over.provider),
        None => hand_over.provider.clone(),
    }
}
