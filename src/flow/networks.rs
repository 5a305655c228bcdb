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

    /// What a text takes from its networks, sized by what they had answered.
    pub(super) fn network_charges(
        &self,
        networks: &[Network],
        region: Region,
        standing: &Standing,
        now: Elapsed,
    ) -> Vec<Charge> {
        let of = |network: &Network| {
            let country = region.to_string();
            let (here, all) = standing.answered(&network.subject, &country, now);
            let texts = self.network_texts(network);
            let texts = texts.into_iter().map(move |it| it.roomier(half(all)));
            let [in_country, in_all] = self.unanswered(network, region);
            let in_country = in_country.into_iter();
            let in_country = in_country.map(move |it| it.roomier(half(here)));
            let in_all = in_all.into_iter().map(move |it| it.roomier(half(all)));
            texts.chain(in_country).chain(in_all).collect::<Vec<_>>()
        };
        networks.iter().flat_map(of).collect()
    }

    /// What tells whether its networks may pass on guard: none when they are not
    /// known, or not counted.
    pub(super) fn network_records(
        &self,
        networks: &[Network],
        region: Region,
        standing: &Standing,
        now: Elapsed,
    ) -> Vec<Charge> {
        let of = |network: &Network| {
            let country = region.to_string();
            let (_, all) = standing.answered(&network.subject, &country, now);
            // a quarter: it is clean before it has nothing left
            Some(self.record(network)?.roomier(half(half(all))))
        };
        networks.iter().filter_map(of).collect()
    }

    /// Whether one of the networks had several texts to a country answered, on one
    /// day: it is no stranger there.
    pub(super) fn is_proven(
        &self,
        networks: &[Network],
        region: Region,
        standing: &Standing,
    ) -> bool {
        let (country, now) = (region.to_string(), self.clock.elapsed());
        let answered = |it: &Network| standing.answered(&it.subject, &country, now).0;
        networks.iter().any(|it| answered(it) >= PROVEN)
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
