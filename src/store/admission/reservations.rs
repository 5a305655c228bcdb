//! What a text takes before the provider is called, and what of it comes back.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::base::clock::{Present, Timestamp};
use crate::domain::delivery::{Certainty, DeliveryId};
use crate::domain::destination::Destination;
use crate::domain::limit::Charge;
use crate::store::admission::buckets::{
    DistinctLimit, Limited, Taking, UNIT, back, longest_wait, moments, waits,
};
use crate::store::admission::budgets::{Cost, Spending, Warned, add_spent};
use crate::store::dialect::Trip;
use crate::store::ledger::deliveries::{
    NewDelivery, Outcome, begun, earlier, finish, finished, sending,
};
use crate::store::{Store, StoreError, with_retry};

/// What a text takes.
#[derive(Debug, Clone, Default)]
pub struct Reservation {
    /// One from each of these buckets.
    pub charges: Vec<Charge>,
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
        waits: BTreeMap<String, Duration>,
    },
    /// A bucket or a budget refused; nothing was written.
    Limited(Limited),
    /// The same rendered form asked before, with the message whose first
    /// delivery this is; nothing was written.
    Repeated(DeliveryId),
}

/// How often a reservation is tried when what stood in its way is gone each time.
const TURNS: u32 = 3;

impl Store {
    /// Takes all of a reservation and writes the `sending` row, or nothing.
    ///
    /// # Errors
    /// When the database cannot write; then the provider must not be called.
    pub async fn reserve(
        &self,
        delivery: &NewDelivery<'_>,
        wants: &Reservation,
        present: Present,
    ) -> Result<Reserved, StoreError> {
        for _ in 0..TURNS {
            let tried = with_retry(|| self.try_to_reserve(delivery, wants, present));
            if let Some(reserved) = tried.await? {
                return Ok(reserved);
            }
        }
        Err(StoreError::Unavailable(sqlx::Error::RowNotFound))
    }

    /// Nothing when the same form had asked before, but may ask again meanwhile.
    async fn try_to_reserve(
        &self,
        delivery: &NewDelivery<'_>,
        wants: &Reservation,
        Present { now, elapsed }: Present,
    ) -> Result<Option<Reserved>, StoreError> {
        let mut trip = Trip::default();
        let row = trip.need(sending(delivery, now), 1);
        let taking = Taking::on(&mut trip, &wants.charges, wants.first.as_ref(), elapsed);
        let cost = wants.cost.as_ref();
        let spending = cost.map(|cost| Spending::on(&mut trip, cost, now));
        let asked = (!wants.asks.is_empty()).then(|| trip.add(moments(&wants.asks)));

        let mut tx = self.begin().await?;
        let results = trip.run(&mut tx).await?;
        let Some((asked_at,)) = results.first(&row)? else {
            let earlier = earlier(&mut tx, delivery.form_key).await?;
            tx.rollback().await?;
            return Ok(earlier.map(Reserved::Repeated));
        };
        let refused = taking.refused(&results)?;
        let paid = if !refused.is_empty() {
            Err(longest_wait(&mut tx, &refused, elapsed).await?)
        } else if let Some(spending) = spending {
            spending.told(&mut tx, &results, now).await?
        } else {
            Ok(Vec::new())
        };
        let warned = match paid {
            Ok(warned) => warned,
            Err(limited) => {
                tx.rollback().await?;
                return Ok(Some(Reserved::Limited(limited)));
            }
        };
        let moments = asked.map_or(Ok(Vec::new()), |asked| results.all(&asked))?;
        begun(tx.counters(), delivery, asked_at);
        tx.counters().add_traffic(&wants.places, (1, 0), now);
        tx.commit().await?;
        Ok(Some(Reserved::Yes {
            warned,
            waits: waits(&wants.asks, moments, elapsed),
        }))
    }

    /// Writes that the provider did not confirm, and gives back what was taken
    /// at `taken_at`. The form may ask again.
    pub async fn not_confirmed(
        &self,
        outcome: &Outcome<'_>,
        refund: &Refund,
        taken_at: Timestamp,
    ) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut trip = Trip::default();
            let row = trip.add(finish(outcome, None));
            // in the order in which a reservation takes them
            let backs = refund.charges.iter().map(|take| (take, UNIT));
            trip.extend(back(backs.collect()));
            let mut tx = self.begin().await?;
            let row = trip.run(&mut tx).await?.first(&row)?;
            finished(tx.counters(), outcome, row.as_ref());
            if let Some(cost) = &refund.cost {
                let amount = -cost.amount.micros();
                add_spent(&mut tx, &cost.country, amount, taken_at).await?;
            }
            tx.counters().add_traffic(&refund.places, (-1, 0), taken_at);
            tx.commit().await?;
            Ok(())
        })
        .await
    }

    /// Gives the money of a text back that was taken at `taken_at` and is not
    /// sent, and nothing else.
    pub async fn not_spent(&self, cost: &Cost, taken_at: Timestamp) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let amount = -cost.amount.micros();
            add_spent(&mut tx, &cost.country, amount, taken_at).await?;
            tx.commit().await?;
            Ok(())
        })
        .await
    }

    /// Writes that one provider did not confirm, and that the same message goes
    /// to the next. What may have gone out all the same has cost its price, so
    /// the next one is paid for anew.
    ///
    /// # Errors
    /// When the database is not available; then the next must not be called.
    pub async fn goes_on(
        &self,
        outcome: &Outcome<'_>,
        next: &NewDelivery<'_>,
        cost: Option<&Cost>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut trip = Trip::default();
            let (row, following) = (
                trip.add(finish(outcome, None)),
                trip.add(sending(next, now)),
            );
            let mut tx = self.begin().await?;
            let results = trip.run(&mut tx).await?;
            finished(tx.counters(), outcome, results.first(&row)?.as_ref());
            if let Some((asked_at,)) = results.first(&following)? {
                begun(tx.counters(), next, asked_at);
            }
            let doubt =
                matches!(outcome.result, Err(fault) if fault.certainty == Certainty::Unknown);
            if let Some(cost) = cost.filter(|_| doubt) {
                add_spent(&mut tx, &cost.country, cost.amount.micros(), now).await?;
            }
            tx.commit().await?;
            Ok(())
        })
        .await
    }
}
