//! The places that texts go to: number ranges and countries.

use super::App;
use crate::domain::phone::Phone;
use crate::domain::place::Place;
use crate::domain::region::Region;

impl App {
    /// The number's range: the number less its last four digits.
    #[must_use]
    pub fn range(&self, phone: &Phone) -> Place {
        self.range_place(phone.range(), phone.region())
    }

    /// A country, with all its numbers.
    #[must_use]
    pub fn country(&self, region: Region) -> Place {
        let code = region.to_string();
        Place {
            key: format!("country:{code}"),
            label: code.clone(),
            region: code,
        }
    }

    fn range_place(&self, start: &str, region: Region) -> Place {
        let hash = self.key.hash("range", &[start]);
        Place {
            key: format!("range:{hash}"),
            label: start.to_owned(),
            region: region.to_string(),
        }
    }
}
