//! First forms that were answered in place: their numbers count once. Kept in memory,
//! for a flood of refusals is no flood of writes; forms that sent a text are in the
//! database.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;

use super::PhoneForm;
use super::phone_refusal::PhoneRefusal;
use super::text_form::form_number;
use crate::base::clock::Timestamp;
use crate::web::Web;

/// How many are remembered, at a quarter of a kilobyte.
const MOST: NonZeroUsize = match NonZeroUsize::new(20_000) {
    Some(most) => most,
    None => NonZeroUsize::MIN,
};

/// Whoever presses twice gets the same answer for so long.
const TWICE: Duration = Duration::from_secs(10);

/// Answers by the numbers of their forms.
// a std mutex: nothing awaits while it is held
pub struct AnsweredForms(Mutex<LruCache<String, Answered>>);

struct Answered {
    typed: [String; 2],
    at: Timestamp,
    refusal: PhoneRefusal,
}

impl Default for AnsweredForms {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }
}

impl fmt::Debug for AnsweredForms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnsweredForms")
    }
}

impl AnsweredForms {
    /// What a form that was answered before is answered now.
    pub fn again(&self, web: &Web, form: &PhoneForm) -> Option<PhoneRefusal> {
        let number = form_number(&form.form)?;
        let mut all = self.lock();
        let before = all.get(&number)?;
        let is_twice = web.app.now().since(before.at) <= TWICE && before.typed == typed(form);
        Some(if is_twice {
            before.refusal.clone()
        } else {
            PhoneRefusal::form_used(web)
        })
    }

    /// Notes the answer to a form, the first one of several.
    pub fn note(&self, web: &Web, form: &PhoneForm, refusal: &PhoneRefusal) {
        let Some(number) = form_number(&form.form) else {
            return;
        };
        let answered = || Answered {
            typed: typed(form),
            at: web.app.now(),
            refusal: refusal.clone(),
        };
        self.lock().get_or_insert(number, answered);
    }

    fn lock(&self) -> MutexGuard<'_, LruCache<String, Answered>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn typed(form: &PhoneForm) -> [String; 2] {
    [&form.region, &form.phone].map(|text| text.chars().take(64).collect())
}
