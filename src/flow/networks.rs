//! What the networks of whoever asks may do, and what of it comes back: each width
//! has rates of its own, and grows with what it had answered.

use std::net::IpAddr;
use std::time::Duration;

use super::App;
use crate::base::clock::Elapsed;
use crate::domain::destination::half;
use crate::domain::limit::{BucketKind, Charge, Rate};
use crate::domain::network::{Network, networks};
use crate::domain::region::Region;
use crate::store::Standing;

/// A network with fewer unanswered texts than this may pass on guard; each is
/// remembered for seven days. One of ten honest people needs a second text.
const CLEAN: u32 = 2;
/// So many answered texts on one day prove a network in a country.
const PROVEN: u32 = 5;
const WEEK: Duration = Duration::from_hours(7 * 24);

/// The part of a text's terms that its networks have.
#[derive(Debug, Default)]
pub(super) struct NetworkTerms {
    /// What it takes from them.
    pub charges: Vec<Charge>,
    /// What tells whether they may pass on guard: none when they are not known, or not
    /// counted.
    pub record: Vec<Charge>,
    /// The same of those that had several texts to the country answered on one day:
    /// they are no strangers there.
    pub proven: Vec<Charge>,
}

impl App {
    /// The networks of an address, by keyed hashes, narrowest first.
    #[must_use]
    pub fn networks(&self, address: IpAddr) -> Vec<Network> {
        let all = networks(address).into_iter();
        all.map(|(width, name)| Network {
            width,
            subject: self.requester_hash(&name),
        })
        .collect()
    }

    /// What a text takes from its networks, and what tells how they stand: both sized
    /// by what they had answered.
    pub(super) fn network_terms(
        &self,
        networks: &[Network],
        region: Region,
        standing: &Standing,
        now: Elapsed,
    ) -> NetworkTerms {
        let country = region.to_string();
        let mut terms = NetworkTerms::default();
        for network in networks {
            let (here, all) = standing.answered(&network.subject, &country, now);
            let texts = self.network_texts(network);
            let [in_country, in_all] = self.unanswered(network, region);
            for (counted, best_day) in [(texts, all), (in_country, here), (in_all, all)] {
                let sized = counted.into_iter().map(|it| it.roomier(half(best_day)));
                terms.charges.extend(sized);
            }
            // a quarter: it is clean before it has nothing left
            let record = self.record(network);
            let record = record.map(|it| it.roomier(half(half(all))));
            if here >= PROVEN {
                terms.proven.extend(record.clone());
            }
            terms.record.extend(record);
        }
        terms
    }

    /// What an answered text gives back to its networks: of texts, and of unanswered
    /// ones.
    pub(super) fn network_refund(
        &self,
        networks: &[Network],
        region: Region,
    ) -> (Vec<Charge>, Vec<Charge>) {
        let texts = networks.iter().flat_map(|it| self.network_texts(it));
        let unanswered = networks.iter().flat_map(|it| {
            let counts = self.unanswered(it, region).into_iter().flatten();
            counts.chain(self.record(it)).collect::<Vec<_>>()
        });
        (texts.collect(), unanswered.collect())
    }

    /// Texts in all; the narrowest network is the requester, which has its own.
    fn network_texts(&self, network: &Network) -> Vec<Charge> {
        let Network { width, subject } = network;
        let wider = self.policy.per_requester.iter();
        let wider = wider.filter(|_| width.texts > 1);
        let times = wider.map(|rate| rate.times(width.texts));
        times
            .map(|rate| Charge::one(BucketKind::Requester, subject, rate))
            .collect()
    }

    /// Unanswered texts in one country, and in all.
    fn unanswered(&self, network: &Network, region: Region) -> [Vec<Charge>; 2] {
        let Network { width, subject } = network;
        let counted = |times: u32| {
            let rates = self.policy.per_network.iter();
            rates.map(move |rate| Charge::one(BucketKind::Network, subject, rate.times(times)))
        };
        let here = counted(width.in_country).map(|it| it.within(region));
        [here.collect(), counted(width.in_all).collect()]
    }

    fn record(&self, network: &Network) -> Option<Charge> {
        let rate = Rate::new(CLEAN, WEEK * CLEAN)?;
        let counts = !self.policy.per_network.is_empty();
        counts.then(|| Charge::one(BucketKind::Record, &network.subject, rate))
    }
}
