//! The same form once more, while the first one's text is on its way.

use crate::flow::sign_in::{self, Texted};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::load::{Kind, Place};

/// Waits for the first one's outcome, if that is all there is to do; meanwhile
/// the place is somebody else's.
pub async fn settled(web: &Web, place: &Place, texted: Texted) -> Result<Texted, Error> {
    let Texted::UnderWay(earlier) = texted else {
        return Ok(texted);
    };
    place.leave();
    let outcome = sign_in::outcome(&web.app, earlier).await?;
    outcome.ok_or_else(|| {
        web.load.refused(Kind::Begin, web.app.now());
        Error::Busy
    })
}
