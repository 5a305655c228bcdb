//! Why no text was sent, as the forms for a known number say it.

use super::code_page::Notice;
use crate::base::clock::seconds_up;
use crate::domain::delivery::ToldReason;
use crate::flow::sign_in::StartOutcome;
use crate::web::Web;

/// What the page says above its form.
pub fn notice(web: &Web, refused: &StartOutcome) -> Notice {
    match *refused {
        StartOutcome::Limited(wait, _) => Notice::limited(web, seconds_up(wait)),
        StartOutcome::Paused(wait) => Notice::paused(web, seconds_up(wait)),
        StartOutcome::NoneLeft(_) => Notice::none_left(web),
        StartOutcome::CountryOff | StartOutcome::RangeOff => {
            Notice::refused(web, ToldReason::CountryRefused)
        }
        StartOutcome::Failed(category) => Notice::refused(web, category.told()),
        StartOutcome::FormUsed => Notice::form_used(web),
        _ => Notice::unavailable(web),
    }
}
