//! After the program came back: every promise is kept, and who got no answer
//! finds one of two whole states, and goes on by themselves.

use rand::RngExt;

use super::person::{Person, Stands};

impl Person {
    /// Looks after everything they were answered; what got no answer is
    /// resolved.
    pub async fn settles(&mut self) {
        for browser in std::mem::take(&mut self.ended) {
            let signed_in = self.is_signed_in(&browser).await;
            assert_eq!(signed_in, Some(false), "it was signed out");
            self.ended.push(browser);
        }
        match self.life.stands.clone() {
            Stands::New => {}
            Stands::Sent(code) => self.may_complete(code).await,
            Stands::SignedIn => self.is_still_in().await,
            Stands::Starting(came, confirmed) => self.starts_again(came, confirmed).await,
            Stands::Resending(code) => self.has_one_code(code).await,
            Stands::Checking(code) => self.checks_again(code).await,
            Stands::SigningOut | Stands::Deleting | Stands::Blocking => self.is_in_or_out().await,
        }
    }

    async fn may_complete(&mut self, code: String) {
        if self.rng.random() {
            let refused = self.checks(&code).await;
            assert!(refused.is_none(), "{}: {refused:?}", self.life.phone);
            self.is_still_in().await;
        }
    }

    async fn is_still_in(&mut self) {
        assert_eq!(self.life.stands, Stands::SignedIn, "{}", self.life.phone);
        let browser = self.life.browser.copy();
        let signed_in = self.is_signed_in(&browser).await;
        assert_eq!(signed_in, Some(true), "{}", self.life.phone);
    }

    /// No answer to the first text: they just ask again.
    async fn starts_again(&mut self, came: usize, confirmed: usize) {
        let phone = &self.life.phone;
        self.tally.resolved(match self.truth.codes(phone).len() {
            now if now == came => "killed before the call",
            _ if self.truth.confirmed(phone) == confirmed => "killed in the call",
            _ => "killed after the text was taken",
        });
        self.starts().await;
        let Stands::Sent(code) = self.life.stands.clone() else {
            panic!("{} cannot start again", self.life.phone);
        };
        self.may_complete(code).await;
    }

    /// No answer to a resend: the new code works, or the earlier one does.
    async fn has_one_code(&mut self, earlier: String) {
        let newest = self.truth.codes(&self.life.phone).pop().expect("a text");
        let refused = self.checks(&newest).await;
        if let Some(refused) = refused {
            refused.is(if refused.header("content-type").contains("json") {
                400
            } else {
                303
            });
            self.tally.resolved("killed in a resend: undone");
            let refused = self.checks(&earlier).await;
            assert!(refused.is_none(), "{}: {refused:?}", self.life.phone);
        } else {
            self.tally.resolved("killed in a resend: done");
        }
        self.is_still_in().await;
    }

    /// No answer to the right code: it still works, or it was used and they
    /// start again.
    async fn checks_again(&mut self, code: String) {
        let Some(refused) = self.checks(&code).await else {
            self.tally.resolved("killed in a check: undone");
            return self.is_still_in().await;
        };
        let used = ["already used", "already_used"];
        let used = used.iter().any(|word| refused.body.contains(word));
        // the browser's own row is gone when the new session stands
        let gone = refused.header("location") == "/login";
        assert!(used || gone, "{}: {refused:?}", self.life.phone);
        self.tally.resolved("killed in a check: done");
        self.starts().await;
        let Stands::Sent(code) = self.life.stands.clone() else {
            panic!("{} cannot start again", self.life.phone);
        };
        let refused = self.checks(&code).await;
        assert!(refused.is_none(), "{}: {refused:?}", self.life.phone);
        self.is_still_in().await;
    }

    /// No answer to what ends the session: it was done, or it was not.
    async fn is_in_or_out(&mut self) {
        let browser = self.life.browser.copy();
        if self.is_signed_in(&browser).await.expect("an answer") {
            self.tally.resolved("killed in a sign-out: undone");
            self.life.stands = Stands::SignedIn;
            return;
        }
        self.tally.resolved("killed in a sign-out: done");
        match self.life.stands {
            Stands::Blocking => self.is_blocked(browser),
            Stands::Deleting => {
                self.ended.push(browser);
                self.lives_anew();
            }
            _ => self.is_out(browser),
        }
    }
}
