//! What a text takes before the provider is called, and what of it comes back.

use std::collections::BTreeMap;
use std::time::Duration;

use super::buckets::{BucketTable, Limited, UNIT, once, waits};
use super::budgets::{Cost, SumTable, Warned};
use super::distinct::DistinctLimit;
use super::gates::{Gate, NetworkStanding, Passed};
use crate::base::clock::{Elapsed, Present, Timestamp};
use crate::domain::delivery::{Certainty, DeliveryId};
use crate::domain::destination::{Destination, Passage};
use crate::domain::limit::{BucketKey, Charge};
use crate::store::ledger::deliveries::{NewDelivery, Outcome};
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError, read};

/// What a text takes.
#[derive(Debug, Clone, Default)]
pub struct Reservation {
    /// One from each of these buckets.
    pub charges: Vec<Charge>,
    /// One from its range and one from its country; they are none where an admin
    /// decided.
    pub gates: [Gate; 2],
    /// What its networks left unanswered; when all of these have room it is from
    /// networks that may pass on guard.
    pub record: Vec<Charge>,
    /// The same of those of these networks that had several texts to the country
    /// answered: one with room vouches for all that is inside of it.
    pub proven: Vec<Charge>,
    /// One of the different things that the requester may do.
    pub first: Option<DistinctLimit>,
    /// The places whose traffic it counts in.
    pub places: Vec<Destination>,
    /// Money.
    pub cost: Option<Cost>,
    /// Nothing is taken from these, only asked how they stand.
    pub asks: Vec<Charge>,
}

/// What comes back when no provider took the text, and none may have.
#[derive(Debug, Clone, Default)]
pub struct Refund {
    /// One to each of these buckets.
    pub charges: Vec<Charge>,
    /// The places it counted in.
    pub places: Vec<Destination>,
    /// What it cost.
    pub cost: Option<Cost>,
}

/// What became of a reservation.
#[derive(Debug)]
pub enum Reserved {
    /// All of it was there, and the delivery row stands.
    Yes {
        /// The budgets whose warning line it crossed.
        warned: Vec<Warned>,
        /// How long until what was asked about could give one; see
        /// [`Store::waits`].
        waits: BTreeMap<BucketKey, Duration>,
        /// How it passed its range and its country.
        passages: [Passage; 2],
        /// What it took there, and from its networks' records.
        taken: Vec<Charge>,
    },
    /// A bucket or a budget refused; nothing was written.
    Limited(Limited),
    /// The same rendered form asked before, with the message whose first
    /// delivery this is; nothing was written.
    Repeated(DeliveryId),
}

/// What a text found of its limits when it was asked what it finds: who is refused
/// by it need not be written about. Whoever passes is decided anew.
#[derive(Debug, Default)]
pub struct Standing {
    pub(in crate::store) buckets: BucketTable,
    pub(in crate::store) sums: SumTable,
    /// The first delivery of the message that the same form asked for.
    pub(in crate::store) repeated: Option<DeliveryId>,
}

impl Standing {
    /// The most texts of one day that a network had answered, to a country and to
    /// all.
    #[must_use]
    pub fn answered(&self, subject: &str, region: &str, now: Elapsed) -> (u32, u32) {
        let network = self.buckets.get(subject);
        network.map_or((0, 0), |it| it.answered(region, now))
    }
}

impl Reservation {
    /// How it passes its range and its country; or what refuses it.
    fn passes(
        &self,
        buckets: &BucketTable,
        sums: &SumTable,
        Present { now, elapsed }: Present,
    ) -> Result<[Passed; 2], Limited> {
        let standing = self.standing(buckets, elapsed);
        let limited = buckets.longest_wait(&once(&self.charges), elapsed);
        let first = self.first.as_ref();
        let distinct = first.and_then(|first| first.refusal(buckets, elapsed));
        let [range, country] = &self.gates;
        let passed = [range, country].map(|gate| gate.pass(buckets, standing, elapsed));
        let closed = passed.iter().filter_map(|it| it.as_ref().err().cloned());
        let all = limited.into_iter().chain(distinct).chain(closed);
        if let Some(longest) = all.max_by_key(|it| it.retry_after) {
            return Err(longest);
        }
        if let Some(spent) = self.cost.as_ref().and_then(|it| it.refusal(sums, now)) {
            return Err(spent);
        }
        let [range, country] = passed;
        Ok([range?, country?])
    }

    /// What is known of the networks that it is from.
    fn standing(&self, buckets: &BucketTable, now: Elapsed) -> NetworkStanding {
        let has_room = |it: &Charge| buckets.wait(it, now).is_zero();
        if self.proven.iter().any(has_room) {
            NetworkStanding::Proven
        } else if !self.record.is_empty() && self.record.iter().all(has_room) {
            NetworkStanding::Clean
        } else {
            NetworkStanding::Mistrusted
        }
    }

    /// What it takes that is not known beforehand.
    fn takes(&self, passed: [Passed; 2], buckets: &BucketTable, now: Elapsed) -> Vec<Charge> {
        // a record that is full twice over is remembered long enough
        let noted = |it: &&Charge| buckets.wait(it, now) <= it.period;
        let record = self.record.iter().filter(noted).cloned();
        let places = passed.into_iter().flat_map(|(_, taken)| taken);
        places.chain(record).collect()
    }

    fn want(&self, rows: &mut Rows, now: Timestamp) {
        let own = self.charges.iter().chain(&self.asks);
        rows.buckets.want_all(own.chain(&self.record));
        for gate in &self.gates {
            gate.want(&mut rows.buckets);
        }
        if let Some(first) = &self.first {
            first.want(&mut rows.buckets);
        }
        if let Some(cost) = &self.cost {
            rows.sums.want_cost(cost, now);
        }
    }
}

struct Reserve {
    delivery: NewDelivery,
    wants: Reservation,
    present: Present,
}

impl Decision for Reserve {
    type Outcome = Reserved;

    fn wants(&self, rows: &mut Rows) {
        self.wants.want(rows, self.present.now);
        if let Some(key) = &self.delivery.form_key {
            rows.forms.want(key.clone());
        }
    }

    fn decide(&self, rows: &mut Rows) -> Result<Self::Outcome, StoreError> {
        let Self {
            delivery,
            wants,
            present,
        } = self;
        let Present { now, elapsed } = *present;
        let form = delivery.form_key.as_ref();
        if let Some(earlier) = form.and_then(|form| rows.forms.get(form)) {
            return Ok(Reserved::Repeated(read("message_id", earlier)?));
        }
        let passed = match wants.passes(&rows.buckets, &rows.sums, *present) {
            Ok(passed) => passed,
            Err(limited) => return Ok(Reserved::Limited(limited)),
        };
        let passages = [passed[0].0, passed[1].0];
        let taken = wants.takes(passed, &rows.buckets, elapsed);
        for charge in once(&wants.charges).into_iter().chain(once(&taken)) {
            rows.buckets.charge(charge, elapsed);
        }
        if let Some(first) = &wants.first {
            first.charge(&mut rows.buckets, elapsed);
        }
        let cost = wants.cost.as_ref();
        let warned = cost.map_or(Vec::new(), |cost| cost.spend(&mut rows.sums, now));
        if let Some(form) = form {
            rows.forms.put(form.clone(), delivery.message.to_string());
        }
        put_delivery(rows, delivery, now.as_micros(), now);
        rows.counters.add_traffic(&wants.places, (1, 0), now);
        Ok(Reserved::Yes {
            warned,
            waits: waits(&rows.buckets, &wants.asks, elapsed),
            passages,
            taken,
        })
    }
}

/// Puts a delivery on its way.
fn put_delivery(rows: &mut Rows, new: &NewDelivery, asked_at: i64, now: Timestamp) {
    let delivery = new.sending(asked_at, now);
    delivery.count_begun(&mut rows.counters);
    rows.deliveries.put(delivery.id.clone(), delivery);
}

struct NotConfirmed {
    outcome: Outcome,
    refund: Refund,
    taken_at: Timestamp,
}

impl Decision for NotConfirmed {
    type Outcome = ();

    fn wants(&self, rows: &mut Rows) {
        rows.deliveries.want(self.outcome.id.to_string());
        rows.buckets.want_all(&self.refund.charges);
        if let Some(cost) = &self.refund.cost {
            rows.sums.want_cost(cost, self.taken_at);
        }
    }

    fn decide(&self, rows: &mut Rows) -> Result<(), StoreError> {
        finish(rows, &self.outcome);
        for charge in once(&self.refund.charges) {
            rows.buckets.refund(charge, UNIT);
        }
        if let Some(cost) = &self.refund.cost {
            cost.give_back(&mut rows.sums, self.taken_at);
        }
        let places = &self.refund.places;
        rows.counters.add_traffic(places, (-1, 0), self.taken_at);
        Ok(())
    }
}

struct NotSpent {
    cost: Cost,
    taken_at: Timestamp,
}

impl Decision for NotSpent {
    type Outcome = ();

    fn wants(&self, rows: &mut Rows) {
        rows.sums.want_cost(&self.cost, self.taken_at);
    }

    fn decide(&self, rows: &mut Rows) -> Result<(), StoreError> {
        self.cost.give_back(&mut rows.sums, self.taken_at);
        Ok(())
    }
}

struct GoesOn {
    outcome: Outcome,
    next: NewDelivery,
    cost: Option<Cost>,
    now: Timestamp,
}

impl Decision for GoesOn {
    type Outcome = ();

    fn wants(&self, rows: &mut Rows) {
        rows.deliveries.want(self.outcome.id.to_string());
        rows.deliveries.want(self.next.message.to_string());
        if let Some(cost) = &self.cost {
            rows.sums.want_cost(cost, self.now);
        }
    }

    fn decide(&self, rows: &mut Rows) -> Result<(), StoreError> {
        let now = self.now;
        finish(rows, &self.outcome);
        // the next one carries the form's key
        if let Some(ended) = rows.deliveries.change(&self.outcome.id.to_string()) {
            ended.form_key = None;
        }
        let first = rows.deliveries.get(&self.next.message.to_string());
        let asked_at = first.and_then(|first| first.asked_at);
        put_delivery(rows, &self.next, asked_at.unwrap_or(now.as_micros()), now);
        let doubt =
            matches!(&self.outcome.result, Err(fault) if fault.certainty == Certainty::Unknown);
        if let Some(cost) = self.cost.as_ref().filter(|_| doubt) {
            cost.add(&mut rows.sums, now);
        }
        Ok(())
    }
}

/// Ends a delivery that came to nothing.
fn finish(rows: &mut Rows, outcome: &Outcome) {
    if let Some(delivery) = rows.deliveries.change(&outcome.id.to_string()) {
        delivery.finish(outcome, None, &mut rows.counters);
    }
}

impl Store {
    /// Takes all of a reservation and writes the `sending` row, or nothing.
    ///
    /// # Errors
    /// When the database cannot write; then the provider must not be called.
    pub async fn reserve(
        &self,
        delivery: NewDelivery,
        wants: Reservation,
        standing: &Standing,
        present: Present,
    ) -> Result<Reserved, StoreError> {
        if let Some(earlier) = standing.repeated.filter(|_| delivery.form_key.is_some()) {
            return Ok(Reserved::Repeated(earlier));
        }
        if let Err(limited) = wants.passes(&standing.buckets, &standing.sums, present) {
            return Ok(Reserved::Limited(limited));
        }
        let reserve = Reserve {
            delivery,
            wants,
            present,
        };
        self.submit(reserve).await
    }

    /// Writes that the provider did not confirm, and gives back what was taken
    /// at `taken_at`.
    pub async fn not_confirmed(
        &self,
        outcome: Outcome,
        refund: Refund,
        taken_at: Timestamp,
    ) -> Result<(), StoreError> {
        let ended = NotConfirmed {
            outcome,
            refund,
            taken_at,
        };
        self.submit(ended).await
    }

    /// Gives the money of a text back that was taken at `taken_at` and is not
    /// sent, and nothing else.
    pub async fn not_spent(&self, cost: Cost, taken_at: Timestamp) -> Result<(), StoreError> {
        self.submit(NotSpent { cost, taken_at }).await
    }

    /// Writes that one provider did not confirm, and that the same message goes
    /// to the next. What may have gone out all the same has cost its price, so
    /// the next one is paid for anew.
    ///
    /// # Errors
    /// When the database is not available; then the next must not be called.
    pub async fn goes_on(
        &self,
        outcome: Outcome,
        next: NewDelivery,
        cost: Option<Cost>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let goes_on = GoesOn {
            outcome,
            next,
            cost,
            now,
        };
        self.submit(goes_on).await
    }
}
