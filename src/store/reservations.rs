//! What a text takes before the provider is called, and what of it comes back.

use super::deliveries::{NewDelivery, Outcome, finish, insert_sending};
use super::limits::{FirstOf, Limited, UNIT, back, is_first, take_all};
use super::money::{Cost, Warned, add_spent, spend};
use super::{Store, StoreError};
use crate::base::clock::Timestamp;
use crate::domain::delivery::{Certainty, DeliveryId};
use crate::domain::limit::Take;
use crate::domain::place::Place;

/// What a text takes.
#[derive(Debug, Clone, Default)]
pub struct Reservation {
    /// One from each of these buckets.
    pub takes: Vec<Take>,
    /// One of the different things that the requester may do.
    pub first: Option<FirstOf>,
    /// The places whose traffic it counts in.
    pub places: Vec<Place>,
    /// Money.
    pub cost: Option<Cost>,
}

/// What comes back when no provider took the text, and none may have.
#[derive(Debug, Clone, Default)]
pub struct Refund {
    /// One to each of these buckets.
    pub takes: Vec<Take>,
    /// The places it counted in.
    pub places: Vec<Place>,
    /// What it cost.
    pub cost: Option<Cost>,
}

/// What became of a reservation.
#[derive(Debug)]
pub enum Reserved {
    /// All of it was there, and the delivery row stands. With it the budgets
    /// whose warning line it crossed.
    Yes(Vec<Warned>),
    /// A bucket or a budget refused; nothing was written.
    Limited(Limited),
    /// The same rendered form asked before, with the message whose first
    /// delivery this is; nothing was written.
    Repeated(DeliveryId),
}

impl Store {
    /// Takes all of a reservation and writes the `sending` row, or nothing.
    ///
    /// # Errors
    /// When the database cannot write; then the provider must not be called.
    pub async fn reserve(
        &self,
        delivery: &NewDelivery<'_>,
        wants: &Reservation,
        now: Timestamp,
    ) -> Result<Reserved, StoreError> {
        let mut tx = self.begin().await?;
        if let Some(earlier) = insert_sending(&mut tx, delivery, now).await? {
            tx.rollback().await?;
            return Ok(Reserved::Repeated(earlier));
        }
        let mut wanted = wants.takes.clone();
        if let Some(first) = &wants.first
            && is_first(&mut tx, first, now).await?
        {
            wanted.extend(first.takes.iter().cloned());
        }
        let taken = take_all(&mut tx, &wanted, now).await?;
        let spent = match (taken, &wants.cost) {
            (Err(limited), _) => Err(limited),
            (Ok(()), None) => Ok(Vec::new()),
            (Ok(()), Some(cost)) => spend(&mut tx, cost, now).await?,
        };
        match spent {
            Ok(warned) => {
                tx.book().count_in(&wants.places, (1, 0), now);
                tx.commit().await?;
                Ok(Reserved::Yes(warned))
            }
            Err(limited) => {
                tx.rollback().await?;
                Ok(Reserved::Limited(limited))
            }
        }
    }

    /// Writes that the provider did not confirm, and gives back what was taken
    /// at `taken_at`. The form may ask again.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn not_confirmed(
        &self,
        outcome: &Outcome<'_>,
        refund: &Refund,
        taken_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        finish(&mut tx, outcome, None).await?;
        // in the order in which a reservation takes them
        let backs = refund.takes.iter().map(|take| (take, UNIT));
        for back in back(backs.collect()) {
            back.execute(&mut tx).await?;
        }
        if let Some(cost) = &refund.cost {
            let amount = -cost.amount.micros();
            add_spent(&mut tx, &cost.country, amount, taken_at).await?;
        }
        tx.book().count_in(&refund.places, (-1, 0), taken_at);
        tx.commit().await?;
        Ok(())
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
        let mut tx = self.begin().await?;
        finish(&mut tx, outcome, None).await?;
        insert_sending(&mut tx, next, now).await?;
        let doubt = matches!(outcome.result, Err(fault) if fault.certainty == Certainty::Unknown);
        if let Some(cost) = cost.filter(|_| doubt) {
            add_spent(&mut tx, &cost.country, cost.amount.micros(), now).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
