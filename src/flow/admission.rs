//! The terms of a text: which buckets, places and budgets it takes from, and
//! what of it comes back. Strangers pay where nobody answers; a browser that is
//! known for its number gets through.

use std::time::Duration;

use tracing::warn;

use super::order::Order;
use super::{App, FlowResult, charges};
use crate::base::clock::Timestamp;
use crate::base::words::Words;
use crate::delivery::Route;
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::destination::{
    Destination, DestinationLimit, History, Passage, Switch, more_today,
};
use crate::domain::limit::{BucketKind, Charge};
use crate::domain::region::Region;
use crate::domain::segments::segments;
use crate::domain::verification::Verification;
use crate::store::{
    Cost, Counted, DistinctLimit, Gate, GateRefund, Known, Limited, OutlookQuery, Refund, Refusal,
    Reservation, SignInRefund, Standing,
};

/// A stop ends when its bucket gave again and nothing was refused for an hour.
const STOP_ENDS: Duration = Duration::from_hours(1);
/// A stop's newest refusal is noted this often, so that a flood of refusals
/// is no flood of writes.
const NOTE_EVERY: Duration = Duration::from_secs(10);
/// A country counts among a requester's for this long.
const COUNTRY_COUNTS: Duration = Duration::from_hours(24);
/// One text, in millionths.
const TEXT: u32 = 1_000_000;

/// What a text may take, and the places it goes to.
pub(super) struct AdmissionTerms {
    pub reservation: Reservation,
    pub refund: Refund,
    /// How it counts for requester, range and country.
    pub counted: Option<Counted>,
    /// The range and the country, as they were found.
    places: [(Destination, Known); 2],
    /// How its limits stand.
    pub standing: Standing,
}

/// What a text finds where it is to go.
pub(super) struct DestinationState {
    /// The range and the country.
    places: [(Destination, Known); 2],
    /// The providers that an admin paused, by name.
    pub paused: Vec<String>,
    /// The providers that other nodes found broken just now, by name.
    pub broken: Vec<String>,
    /// How its limits stand.
    pub standing: Standing,
}

/// What a text is told before anything is reserved.
pub(super) enum Admission {
    /// These are the terms.
    Admitted(Box<AdmissionTerms>),
    /// An admin stopped the range.
    RangeStopped,
    /// An admin stopped the country.
    CountryStopped,
}

impl App {
    /// What a completed sign-in gives back for each stranger's text.
    pub(super) fn sign_in_refund(&self, held: &Verification) -> SignInRefund {
        let (policy, region, requester) = (&self.policy, held.phone.region(), &held.requester);
        let (range, country) = (self.range(&held.phone), self.country(region));
        let new = History::default();
        let gate = |place: &Destination, limit: &DestinationLimit| GateRefund {
            open: limit.charges(place, new).collect(),
            more: more_today(place, 1),
            guard: Some(limit.on_guard(place, new)),
        };
        let (wider, networks) = self.network_refund(&held.networks, region);
        let own = charges(BucketKind::Requester, requester, &policy.per_requester);
        let subjects = held.networks.iter().map(|it| it.subject.clone());
        SignInRefund {
            requester: own.chain(wider).collect(),
            places: [
                gate(&range, &policy.per_range),
                gate(&country, &policy.per_country),
            ],
            networks,
            answered: (subjects.collect(), country.region.clone()),
            first: self.country_of(requester, &country),
            traffic: vec![range, country],
        }
    }

    /// One of the different countries that a requester may text unanswered.
    fn country_of(&self, requester: &str, country: &Destination) -> Option<DistinctLimit> {
        let rates = &self.policy.countries_per_requester;
        (!rates.is_empty()).then(|| DistinctLimit {
            subject: requester.to_owned(),
            name: format!("texted:{}", country.label),
            lasts: COUNTRY_COUNTS,
            charges: charges(BucketKind::Countries, requester, rates).collect(),
        })
    }

    /// What a text costs by this route, where prices are configured.
    pub(super) fn cost(&self, region: Region, route: &Route, words: &Words) -> Option<Cost> {
        let prices = &self.policy.prices;
        let price = prices.price(region)?;
        let longest = "0".repeat(usize::from(CodeLength::LONGEST.get()));
        let code = OtpCode::parse(&longest, CodeLength::LONGEST).ok()?;
        let parts = segments(self.policy.body(words, route, &code).reveal()).parts;
        Some(Cost {
            amount: price.times(u32::try_from(parts).unwrap_or(u32::MAX)),
            country: region.to_string(),
            per_day: prices.per_day,
            per_country: prices.budget(region),
        })
    }

    /// What is known of where a text is to go.
    pub(super) async fn destination_state(
        &self,
        order: &Order<'_>,
        now: Timestamp,
    ) -> FlowResult<DestinationState> {
        let places = [self.range(order.phone), self.country(order.phone.region())];
        let wider = |nth: usize| order.networks.get(nth).map_or("", |it| &*it.subject);
        let ask = OutlookQuery {
            places: [&places[0], &places[1]],
            subjects: [
                "all",
                &order.phone_hash,
                order.trust.subject(&order.phone_hash),
                order.requester,
                wider(1),
                wider(2),
                places[0].bucket_subject(),
                places[1].bucket_subject(),
            ],
            form_key: order.form_key.as_deref(),
            node: &self.node,
        };
        let outlook = self.store.outlook(ask, now).await?;
        let [range, country] = places;
        let [of_range, of_country] = outlook.places;
        Ok(DestinationState {
            places: [(range, of_range), (country, of_country)],
            paused: outlook.paused,
            broken: outlook.broken,
            standing: outlook.standing,
        })
    }

    /// What a text takes, or that an admin stopped its place.
    pub(super) fn admit(
        &self,
        order: &Order<'_>,
        route: &Route,
        found: DestinationState,
    ) -> Admission {
        let mut terms = AdmissionTerms {
            reservation: self.own_charges(order),
            refund: Refund::default(),
            counted: None,
            places: found.places,
            standing: found.standing,
        };
        terms.reservation.cost = self.cost(order.phone.region(), route, &Words::of(order.language));
        if !order.trust.is_known() {
            let stop = match terms.decisions() {
                (Some(Switch::Stop), _) => Some(Admission::RangeStopped),
                (None, Some(Switch::Stop)) => Some(Admission::CountryStopped),
                _ => None,
            };
            if let Some(stop) = stop {
                self.refused("stopped", order.phone.region());
                return stop;
            }
            self.add_strangers(order, &mut terms);
        }
        let refunded = |charge: &&Charge| charge.key.kind != BucketKind::Requester;
        terms.refund = Refund {
            charges: terms
                .reservation
                .charges
                .iter()
                .filter(refunded)
                .cloned()
                .collect(),
            places: terms.reservation.places.clone(),
            cost: terms.reservation.cost.clone(),
        };
        Admission::Admitted(Box::new(terms))
    }

    /// The buckets of the phone (strangers and known browsers have one each) and
    /// of all texts, of which a tenth is kept for known browsers.
    fn own_charges(&self, order: &Order<'_>) -> Reservation {
        let mut all = self.phone_charges(&order.phone_hash, order.trust.is_known());
        all.push(self.phone_wait(order));
        Reservation {
            charges: all,
            asks: self.wrong_counts(order).into(),
            ..Reservation::default()
        }
    }

    /// The same, but for the wait.
    pub(super) fn phone_charges(&self, phone_hash: &str, is_known: bool) -> Vec<Charge> {
        let total = charges(BucketKind::Total, "all", &self.policy.in_total);
        let total = total.map(|take| if is_known { take } else { take.less_a_tenth() });
        let own: Vec<_> = if is_known {
            self.known_charges(phone_hash).collect()
        } else {
            charges(BucketKind::Phone, phone_hash, &self.policy.per_phone).collect()
        };
        total.chain(own).collect()
    }

    /// The buckets of all browsers together that are known for a number.
    pub(super) fn known_charges(&self, phone_hash: &str) -> impl Iterator<Item = Charge> {
        charges(BucketKind::Known, phone_hash, &self.policy.per_known)
    }

    /// The buckets of a number's range and country, where nothing is decided.
    pub(super) fn watched_charges(&self, places: &[(Destination, Known); 2]) -> Vec<Charge> {
        let gates = self.gates(places).into_iter();
        gates.flat_map(|gate| gate.open).collect()
    }

    /// What a text takes from its range and its country, where nothing is decided.
    fn gates(&self, places: &[(Destination, Known); 2]) -> [Gate; 2] {
        let gate = |limit: &DestinationLimit, (place, known): &(Destination, Known)| Gate {
            open: limit.charges(place, known.history).collect(),
            more: known.more.and_then(|texts| more_today(place, texts)),
            guard: Some(limit.on_guard(place, known.history)),
            mistrusted: Some(limit.on_guard_mistrusted(place, known.history)),
        };
        let [range, country] = places;
        [
            gate(&self.policy.per_range, range),
            gate(&self.policy.per_country, country),
        ]
    }

    /// What only strangers take: the shares of requester, networks, range and country.
    fn add_strangers(&self, order: &Order<'_>, terms: &mut AdmissionTerms) {
        let is_watched = terms.decisions() == (None, None);
        let [(range, _), (country, of_country)] = &terms.places;
        let (networks, region) = (order.networks, order.phone.region());
        let now = self.clock.elapsed();
        let Reservation { charges: all, .. } = &mut terms.reservation;
        let per_requester = &self.policy.per_requester;
        all.extend(charges(
            BucketKind::Requester,
            order.requester,
            per_requester,
        ));
        let of_networks = self.network_terms(networks, region, &terms.standing, now);
        all.extend(of_networks.charges);
        terms.reservation.record = of_networks.record;
        terms.reservation.proven = of_networks.proven;
        if is_watched {
            terms.reservation.gates = self.gates(&terms.places);
        }
        terms.reservation.first = self.country_of(order.requester, country);
        terms.reservation.places = vec![range.clone(), country.clone()];
        let back = TEXT + of_country.history.credit();
        terms.counted = Some(Counted {
            credit: if is_watched { back } else { 0 },
            passages: [Passage::Open; 2],
            networks: networks.to_vec(),
        });
    }

    /// Puts on record that a range or a country stopped by itself.
    pub(super) async fn note_stop(
        &self,
        terms: &AdmissionTerms,
        limited: &Limited,
        now: Timestamp,
    ) -> FlowResult<()> {
        let stopped = terms
            .places
            .iter()
            .find(|(place, _)| place.bucket_kind() == limited.key.kind);
        let Some((place, known)) = stopped else {
            return Ok(());
        };
        // asked first without the writer, which a flood must not keep busy
        let noted = known.stopped_at.map(|at| now.since(at));
        if noted.is_some_and(|ago| ago < NOTE_EVERY) {
            return Ok(());
        }
        let refusal = Refusal {
            at: now,
            until: now.plus(limited.retry_after),
            ends_after: STOP_ENDS,
            note_every: NOTE_EVERY,
        };
        if self.store.note_stop(place, refusal).await? {
            let bucket = limited.key.name();
            warn!(place = %place.label, %bucket, "texts there stopped: too many were not answered");
        }
        Ok(())
    }

    /// Puts on record that a day's budget is spent.
    pub(super) async fn note_spent(&self, limited: &Limited, now: Timestamp) -> FlowResult<()> {
        let place = &*limited.key.subject;
        if self.store.note_refusal(place, now).await? {
            warn!(%place, "the day's budget for texts is spent: they stop until midnight UTC");
        }
        Ok(())
    }
}

impl AdmissionTerms {
    /// What was taken, and how: it comes back when no provider takes the text, and
    /// otherwise with the answer.
    pub(super) fn reserved(&mut self, passages: [Passage; 2], taken: Vec<Charge>) {
        self.refund.charges.extend(taken);
        if let Some(counted) = &mut self.counted {
            counted.passages = passages;
        }
    }

    /// What an admin decided that counts here: about the range, or else about
    /// the country.
    fn decisions(&self) -> (Option<Switch>, Option<Switch>) {
        let [(_, range), (_, country)] = &self.places;
        (range.switch, country.switch)
    }
}
