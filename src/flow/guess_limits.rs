//! Who pays for wrong tries and for waits: a browser that signed a number in
//! before has counts of its own; everybody else is a stranger.

use std::collections::BTreeMap;
use std::time::Duration;

use tracing::info;

use super::order::{BrowserTrust, Order};
use super::{App, FlowResult, charges};
use crate::domain::browser::BrowserId;
use crate::domain::code::CodeLength;
use crate::domain::limit::{BucketKey, BucketKind, Charge};
use crate::domain::verification::{Verification, wait_after};
use crate::store::Limited;

impl App {
    /// The keyed hash under which a browser is known.
    #[must_use]
    pub fn browser_hash(&self, browser: &BrowserId) -> String {
        self.key.hash("browser", &[browser.as_str()])
    }

    /// How a browser stands to a number.
    pub(super) async fn trust(
        &self,
        phone_hash: &str,
        browser: Option<&BrowserId>,
    ) -> FlowResult<BrowserTrust> {
        let Some(browser) = browser else {
            return Ok(BrowserTrust::Stranger);
        };
        let hash = self.browser_hash(browser);
        Ok(if self.store.knows_browser(phone_hash, &hash).await? {
            BrowserTrust::Known(self.known_subject(phone_hash, &hash))
        } else {
            BrowserTrust::Stranger
        })
    }

    /// The keyed hash of a number and a browser that is known for it.
    pub(super) fn known_subject(&self, phone_hash: &str, browser_hash: &str) -> String {
        self.key.hash("known", &[phone_hash, browser_hash])
    }

    /// The count of wrong tries of the phone or of a known browser (NIST SP
    /// 800-63B-4 §3.1.3.2): no new code resets it.
    pub(super) fn wrong_tries(&self, phone_hash: &str, trust: &BrowserTrust) -> Charge {
        let subject = trust.subject(phone_hash);
        Charge::one(BucketKind::Wrong, subject, self.policy.wrong_tries)
    }

    /// The count of wrong tries of all strangers together.
    pub(super) fn all_wrong_tries(&self) -> Charge {
        Charge::one(BucketKind::Guesses, "all", self.policy.wrong_tries_in_all)
    }

    /// The counts of wrong tries on which a code's length depends: the phone's
    /// (or a known browser's), and that of all strangers.
    pub(super) fn wrong_counts(&self, order: &Order<'_>) -> [Charge; 2] {
        let own = self.wrong_tries(&order.phone_hash, &order.trust);
        [own, self.all_wrong_tries()]
    }

    /// Strength follows attack, and nobody is locked out: while a phone's (or a
    /// known browser's) wrong tries are spent its codes have ten digits; while
    /// those of all strangers are, a stranger's have at least eight.
    pub(super) fn code_length(
        &self,
        order: &Order<'_>,
        waits: &BTreeMap<BucketKey, Duration>,
    ) -> CodeLength {
        let length = self.policy.code_length;
        let [own, all] = self.wrong_counts(order);
        if waits.contains_key(&own.key) {
            return CodeLength::LONGEST;
        }
        if order.trust.is_known() || !waits.contains_key(&all.key) {
            return length;
        }
        info!("many wrong tries: codes for unknown browsers have eight digits");
        length.max(CodeLength::LONGER)
    }

    /// Whether a verification's code is one that strangers may not try again
    /// now, for their wrong tries are spent, those of its number or of the whole
    /// site. Then a longer one can be had at once.
    pub(super) async fn needs_longer_code(
        &self,
        held: &Verification,
        trust: &BrowserTrust,
    ) -> FlowResult<bool> {
        let length = held.code_length;
        let is_longest = length >= CodeLength::LONGEST;
        if is_longest || held.attempts == 0 || trust.is_known() || self.is_test(&held.phone) {
            return Ok(false);
        }
        let own = self.wrong_tries(&self.phone_hash(&held.phone), trust);
        let all = (length < CodeLength::LONGER).then(|| self.all_wrong_tries());
        let tries = std::iter::once(own).chain(all);
        let tries: Vec<_> = tries
            .map(|take| take.weighing(length.guess_weight()))
            .collect();
        let waits = self.store.waits(&tries, self.clock.elapsed()).await?;
        Ok(!waits.is_empty())
    }

    /// The wait that begins with this text, whoever asks next; and, unless it is
    /// sent at once, the one before has to be over.
    pub(super) fn phone_wait(&self, order: &Order<'_>) -> Charge {
        let wait = wait_after(order.nth, self.policy.resend_wait);
        let wait = Charge::wait(order.trust.subject(&order.phone_hash), wait);
        if order.at_once { wait.roomier(1) } else { wait }
    }

    /// How long the person is told to wait. A stranger learns nothing of what
    /// others asked for this number: they hear the bucket's full interval, not
    /// what remains of it.
    pub(super) fn told_wait(&self, order: &Order<'_>, limited: &Limited) -> Duration {
        if order.holder || order.trust.is_known() {
            return limited.retry_after;
        }
        let of_phone = std::iter::once(self.phone_wait(order))
            .chain(charges(
                BucketKind::Phone,
                &order.phone_hash,
                &self.policy.per_phone,
            ))
            .find(|take| take.key == limited.key);
        of_phone.map_or(limited.retry_after, |take| take.interval)
    }
}
