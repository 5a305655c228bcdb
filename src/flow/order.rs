//! What is to be texted, and who asks: the only place where an order is made.

use super::{App, FlowResult};
use crate::base::language::Language;
use crate::domain::browser::BrowserId;
use crate::domain::network::Network;
use crate::domain::phone::Phone;
use crate::domain::verification::{Verification, VerificationId};
use crate::store::SessionHolder;

/// Who asks for a text.
#[derive(Debug, Clone)]
pub struct TextRequester {
    /// The keyed hash of who asks.
    pub requester: String,
    /// The networks it is from, narrowest first; none if they tell nothing.
    pub networks: Vec<Network>,
    /// What the browser keeps from an earlier sign-in, of whatever number.
    pub browser: Option<BrowserId>,
    /// The rendered form's own number: posted twice, it sends one text.
    pub form: Option<String>,
    /// The session that will hold what is texted, if one does.
    pub session: Option<SessionHolder>,
    /// The language that they read.
    pub language: Language,
    /// Whether they chose it; else their browser asks for it, or it is the site's.
    pub chose_language: bool,
}

/// Whether the asking browser signed this number in before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BrowserTrust {
    /// It did not: the phone's buckets are those of all strangers.
    Stranger,
    /// It did: a keyed hash of the number and the browser names its buckets.
    Known(String),
}

impl BrowserTrust {
    /// Whose buckets those of the phone are.
    pub fn subject<'a>(&'a self, phone_hash: &'a str) -> &'a str {
        match self {
            Self::Stranger => phone_hash,
            Self::Known(subject) => subject,
        }
    }

    pub fn is_known(&self) -> bool {
        self.known().is_some()
    }

    /// The name of its own buckets, if it has any.
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Stranger => None,
            Self::Known(subject) => Some(subject),
        }
    }
}

/// What is to be texted.
pub(super) struct Order<'a> {
    pub phone: &'a Phone,
    pub phone_hash: String,
    pub range: String,
    pub requester: &'a str,
    pub networks: &'a [Network],
    pub session: Option<SessionHolder>,
    pub trust: BrowserTrust,
    pub form_key: Option<String>,
    pub language: Language,
    pub verification: VerificationId,
    /// Which text of the verification this is, from 1.
    pub nth: u32,
    /// Whether whoever asks holds this verification already.
    pub holder: bool,
    /// Whether it need not wait for the text before.
    pub at_once: bool,
}

impl App {
    /// A verification's first text.
    pub(super) async fn order<'a>(
        &self,
        phone: &'a Phone,
        asker: &'a TextRequester,
        verification: VerificationId,
    ) -> FlowResult<Order<'a>> {
        let phone_hash = self.phone_hash(phone);
        Ok(Order {
            phone,
            range: self.range(phone).key,
            requester: &asker.requester,
            networks: &asker.networks,
            session: asker.session.clone(),
            trust: self.trust(&phone_hash, asker.browser.as_ref()).await?,
            form_key: self.form_key(asker),
            language: asker.language,
            verification,
            nth: 1,
            holder: false,
            at_once: false,
            phone_hash,
        })
    }

    /// A further one.
    pub(super) async fn order_again<'a>(
        &self,
        held: &'a Verification,
        asker: &'a TextRequester,
        holder: bool,
    ) -> FlowResult<Order<'a>> {
        let order = self.order(&held.phone, asker, held.id.clone()).await?;
        let at_once = self.needs_longer_code(held, &order.trust).await?;
        // whoever chose none goes on in that of the text before
        let earlier = held.language.filter(|_| !asker.chose_language);
        Ok(Order {
            nth: held.sends + 1,
            language: earlier.unwrap_or(asker.language),
            holder,
            at_once,
            ..order
        })
    }

    /// A rendered form's key. It counts once: whatever posts it again, with whatever
    /// number, sends nothing.
    fn form_key(&self, asker: &TextRequester) -> Option<String> {
        let form = asker.form.as_deref()?;
        Some(self.key.hash("form", &[form]))
    }
}
