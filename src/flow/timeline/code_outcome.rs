//! What became of the code of one message.

use super::{CodeEnd, SignInAttempt, group};
use crate::base::clock::Timestamp;
use crate::flow::{App, FlowResult};
use crate::store::DeliveryRecord;

/// What became of a message's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeOutcome {
    /// No provider took the text, so that its code never counted.
    NotTaken,
    /// The sign-in is not kept any more.
    Gone,
    /// A newer message, with this id, replaced it.
    Replaced(String),
    /// The text went out while the sign-in was completed with an earlier code.
    TooLate,
    /// It was entered.
    Used(Timestamp),
    /// It was not entered.
    Open(CodeEnd),
}

/// What became of the code of a message, by its hand-overs.
pub async fn code_outcome(app: &App, message: &[DeliveryRecord]) -> FlowResult<CodeOutcome> {
    let Some(taken) = message.iter().find(|it| it.verification.is_some()) else {
        return Ok(CodeOutcome::NotTaken);
    };
    if taken.is_silenced() {
        return Ok(CodeOutcome::NotTaken);
    }
    let id = taken.verification.as_deref().unwrap_or_default();
    let Some(begun) = app.store.begun(&[id]).await?.pop() else {
        return Ok(CodeOutcome::Gone);
    };
    let all = group(app.store.hand_overs_of(&[id], &[]).await?);
    let messages = all.into_values().next().unwrap_or_default();
    // the newest that the verification knows of: its code is the one that counts
    let counts = messages
        .iter()
        .filter_map(|message| message.first())
        .rfind(|first| first.began <= begun.texted);
    match counts {
        Some(first) if first.message == taken.message => {}
        Some(first) if first.began < taken.began => return Ok(CodeOutcome::TooLate),
        Some(first) => return Ok(CodeOutcome::Replaced(first.message.clone())),
        None => return Ok(CodeOutcome::Gone),
    }
    if let Some(at) = begun.consumed {
        return Ok(CodeOutcome::Used(at));
    }
    let attempt = SignInAttempt {
        begun: Some(begun),
        messages: Vec::new(),
    };
    let code = attempt.code(app.policy.tries, app.now());
    Ok(code.map_or(CodeOutcome::Gone, CodeOutcome::Open))
}
