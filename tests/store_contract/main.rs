//! What every database must do, the same for each.

mod audit;
mod concurrency;
mod destinations;
mod lock_retry;
mod refusal_waits;
#[path = "../app/postgres.rs"]
#[allow(dead_code, reason = "these tests run on both databases anyway")]
mod server;

use std::time::Duration;

use audit::{
    acts_that_change_nothing_leave_no_entry, an_act_leaves_its_entry, the_audit_is_read_in_pages,
};
use concurrency::{everybody_who_writes_at_once_is_kept, who_stops_waiting_harms_nobody};
use destinations::{
    a_budget_holds_and_warns_once, a_decision_is_one_with_its_entry_and_is_swept_when_undone,
    a_stop_goes_on_until_its_bucket_gave_for_an_hour, different_things_are_counted_once_each,
    texts_are_counted_by_place_and_day, what_was_counted_and_spent_is_swept,
};
use proptest::prelude::*;
use tempfile::TempDir;
use textgate::base::clock::{Elapsed, Present, Timestamp};
use textgate::base::language::Language;
use textgate::base::rng::{OsRngSource, RngSource};
use textgate::base::secret::Key;
use textgate::domain::audit::{Action, Actor, Entry, Target};
use textgate::domain::code::{CodeLength, OtpCode};
use textgate::domain::delivery::{Accepted, Category, DeliveryId, Fault};
use textgate::domain::limit::{BucketKind, Charge, Rate};
use textgate::domain::phone::Phone;
use textgate::domain::user::{User, UserId};
use textgate::domain::verification::{Origin, Purpose, VerificationId};
use textgate::store::{
    Act, AttemptOutcome, Confirmed, DeliveryState, Guess, Keep, NewCode, NewDelivery, Outcome,
    OutlookQuery, Refund, Resent, Reservation, Reserved, SignInRefund, SignedIn, Standing, Store,
    UserQuery,
};

const START: Timestamp = Timestamp::from_micros(1_795_355_880_000_000);
const DAY: Duration = Duration::from_hours(24);
/// The defaults, and sessions that may lie unused for a day.
const KEEP: Keep = Keep {
    idle: DAY,
    deliveries: Duration::from_hours(90 * 24),
    verifications: Duration::from_hours(30 * 24),
    rollups: Duration::from_hours(400 * 24),
};
const TOOK: Duration = Duration::from_millis(80);

/// A database, and what goes away with it.
struct Place {
    store: Store,
    key: Key,
    _folder: Option<TempDir>,
}

async fn postgres() -> Place {
    postgres_at(&server::new_database().await).await
}

async fn postgres_at(url: &str) -> Place {
    Place {
        store: Store::open(url).await.expect("opened"),
        key: Key::draw(&mut *OsRngSource.rng()),
        _folder: None,
    }
}

async fn sqlite() -> Place {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("t.db").display());
    Place {
        store: Store::open(&url).await.expect("opened"),
        key: Key::draw(&mut *OsRngSource.rng()),
        _folder: Some(folder),
    }
}

fn phone(n: u32) -> Phone {
    format!("+1415555{n:04}").parse().expect("a number")
}

fn code(digits: &str) -> OtpCode {
    let six = CodeLength::new(6).expect("six");
    OtpCode::parse(digits, six).expect("six digits")
}

impl Place {
    fn hash(&self, phone: &Phone) -> String {
        self.key.hash("phone", &[phone.e164()])
    }

    async fn reserve(&self, phone: &Phone, form: Option<&str>, charges: &[Charge]) -> Reserved {
        let id = DeliveryId::draw(START, &mut *OsRngSource.rng());
        self.reserve_as(id, phone, form, charges).await
    }

    async fn reserve_as(
        &self,
        id: DeliveryId,
        phone: &Phone,
        form: Option<&str>,
        charges: &[Charge],
    ) -> Reserved {
        let new = NewDelivery {
            id,
            message: id,
            nth: 1,
            phone: phone.clone(),
            phone_hash: self.hash(phone),
            form_key: form.map(ToOwned::to_owned),
            range: "range:hash".into(),
            provider: "main".into(),
            cost: None,
            language: None,
        };
        let standing = self.standing(form, START).await;
        self.store
            .reserve(new, taking(charges), &standing, Present::unstepped(START))
            .await
            .expect("answered")
    }

    /// What is known of everybody's limits before anything is taken.
    async fn standing(&self, form: Option<&str>, at: Timestamp) -> Standing {
        let country = destinations::country("US");
        let ask = OutlookQuery {
            places: [&country, &country],
            subjects: ["subject"; 8],
            form_key: form,
            node: "node",
        };
        let outlook = self.store.outlook(ask, at).await;
        outlook.expect("read").standing
    }

    /// A confirmed text with this code.
    async fn begin(&self, phone: &Phone, digits: &str, now: Timestamp) -> VerificationId {
        let id = VerificationId::draw(&mut *OsRngSource.rng());
        let delivery = DeliveryId::draw(now, &mut *OsRngSource.rng());
        self.reserve_as(delivery, phone, None, &[]).await;
        let confirmed = Confirmed {
            id: id.clone(),
            new_user: UserId::draw(now, &mut *OsRngSource.rng()),
            phone: phone.clone(),
            phone_hash: self.hash(phone),
            code: self.new_code(&id, digits, now),
            origin: Origin::Api,
            requester: "somebody".into(),
            client: None,
            asked_by: None,
            counted: None,
            is_silenced: false,
            purpose: Purpose::SignIn,
            holder: None,
            language: Language::English,
            outcome: Some(Outcome {
                id: delivery,
                result: Ok(Accepted::default()),
                took: TOOK,
            }),
        };
        self.store
            .begin_verification(confirmed, now)
            .await
            .expect("begun")
            .expect("may be");
        id
    }

    fn new_code(&self, id: &VerificationId, digits: &str, now: Timestamp) -> NewCode {
        NewCode {
            hash: code(digits).hash(&self.key, id),
            length: CodeLength::new(6).expect("six"),
            expires_at: now.plus(Duration::from_mins(5)),
        }
    }

    async fn user(&self, phone: &Phone) -> User {
        let user = self.store.user_by_phone(phone).await.expect("read");
        user.expect("the user")
    }

    /// Does it, and whether it changed something.
    async fn act(&self, action: Action, user: &User) -> bool {
        self.act_at(action, user, START).await
    }

    async fn act_at(&self, action: Action, user: &User, at: Timestamp) -> bool {
        let (store, entry) = (&self.store, entry(action, user, at));
        let changed = match action {
            Action::UserBlock => store.act(Act::Block, user.id, &entry).await,
            Action::UserUnblock => {
                let hash = self.hash(&user.phone);
                store.unblock_number(&hash, &entry).await
            }
            Action::UserSignOut => store.act(Act::SignOut, user.id, &entry).await,
            Action::UserDelete => store.act(Act::Delete, user.id, &entry).await,
            Action::AdminGrant => store.set_admin(user.id, true, &entry).await,
            Action::AdminRevoke => store.set_admin(user.id, false, &entry).await,
            other => panic!("{other:?} is not done to users"),
        };
        changed.expect("answered")
    }

    async fn guess(&self, id: &VerificationId, digits: &str, now: Timestamp) -> AttemptOutcome {
        let held = self.store.verification(id).await.expect("read");
        let phone = held.map_or_else(|| phone(100), |held| held.phone);
        let guess = Guess {
            id: id.clone(),
            phone_hash: self.hash(&phone),
            session: None,
            hash: code(digits).hash(&self.key, id),
            tries: 5,
            weight: 0,
            is_short: true,
            wrong: take(BucketKind::Wrong, "20/80d"),
            wrong_total: None,
            back: SignInRefund::default(),
            browser: None,
            tells: None,
        };
        self.store
            .spend_try(guess, Present::unstepped(now))
            .await
            .expect("answered")
    }
}

fn taking(charges: &[Charge]) -> Reservation {
    Reservation {
        charges: charges.to_vec(),
        ..Reservation::default()
    }
}

/// An admin's act on a user.
fn entry(action: Action, user: &User, at: Timestamp) -> Entry {
    let (rng, target) = (&mut *OsRngSource.rng(), Target::user(user));
    Entry::new(at, rng, Actor::admin(user, "192.0.2.7"), action, target)
}

fn take(kind: BucketKind, rate: &str) -> Charge {
    let rate: Rate = rate.parse().expect("a rate");
    Charge::one(kind, "subject", rate)
}

async fn a_reservation_is_all_or_nothing(place: Place) {
    let (wide, narrow) = (
        take(BucketKind::Phone, "2/1h"),
        take(BucketKind::Known, "1/1h"),
    );
    let ada = phone(100);
    let both = [wide.clone(), narrow.clone()];
    assert!(matches!(
        place.reserve(&ada, None, &both).await,
        Reserved::Yes { .. }
    ));
    let Reserved::Limited(limited) = place.reserve(&ada, None, &both).await else {
        panic!("narrow has none left");
    };
    assert_eq!(limited.key, narrow.key);
    assert_eq!(limited.retry_after, Duration::from_hours(1));
    // wide still has its second one, for the refusal took nothing from it
    let wide = std::slice::from_ref(&wide);
    assert!(matches!(
        place.reserve(&ada, None, wide).await,
        Reserved::Yes { .. }
    ));
    assert!(matches!(
        place.reserve(&ada, None, wide).await,
        Reserved::Limited(_)
    ));
    let deliveries = place
        .store
        .deliveries_to(&place.hash(&ada))
        .await
        .expect("read");
    assert_eq!(deliveries.len(), 2);
}

async fn a_form_counts_once_whatever_became_of_its_text(place: Place) {
    let ada = phone(100);
    let id = DeliveryId::draw(START, &mut *OsRngSource.rng());
    let first = place.reserve_as(id, &ada, Some("form"), &[]).await;
    assert!(matches!(first, Reserved::Yes { .. }));
    let Reserved::Repeated(earlier) = place.reserve(&ada, Some("form"), &[]).await else {
        panic!("the form was posted before");
    };
    assert_eq!(earlier, id);
    let state = place.store.message_state(id).await.expect("read");
    assert_eq!(state, (DeliveryState::Sending, place.hash(&ada)));
    let fault = Fault::refused(Category::Config, "no");
    let outcome = Outcome {
        id,
        result: Err(fault),
        took: TOOK,
    };
    place
        .store
        .not_confirmed(outcome, Refund::default(), START)
        .await
        .expect("written");
    let state = place.store.message_state(id).await.expect("read");
    let failed = DeliveryState::Failed("config".into());
    assert_eq!(state, (failed, place.hash(&ada)));
    let again = place.reserve(&ada, Some("form"), &[]).await;
    assert!(matches!(again, Reserved::Repeated(earlier) if earlier == id));
}

async fn five_tries_and_no_more(place: Place) {
    let id = place.begin(&phone(100), "111111", START).await;
    for left in (0..5).rev() {
        let spent = place.guess(&id, "222222", START).await;
        assert!(matches!(spent, AttemptOutcome::Wrong { left: n, replaced: false } if n == left));
    }
    assert!(matches!(
        place.guess(&id, "111111", START).await,
        AttemptOutcome::Dead
    ));
}

async fn a_code_is_consumed_once(place: Place) {
    let id = place.begin(&phone(100), "111111", START).await;
    let AttemptOutcome::Right(SignedIn { user, .. }) = place.guess(&id, "111111", START).await
    else {
        panic!("the right code");
    };
    assert_eq!(user.phone, phone(100));
    assert_eq!(user.verified_at, Some(START));
    assert!(matches!(
        place.guess(&id, "111111", START).await,
        AttemptOutcome::Dead
    ));
}

async fn a_replaced_code_is_told_and_costs_a_try(place: Place) {
    let id = place.begin(&phone(100), "111111", START).await;
    place.guess(&id, "999999", START).await;
    let accepted = Accepted::default();
    let delivery = DeliveryId::draw(START, &mut *OsRngSource.rng());
    place.reserve_as(delivery, &phone(100), None, &[]).await;
    let outcome = Outcome {
        id: delivery,
        result: Ok(accepted),
        took: TOOK,
    };
    let later = START.plus(Duration::from_mins(3));
    let code = place.new_code(&id, "222222", later);
    let new = |outcome| Resent {
        code: code.clone(),
        asked_by: None,
        counted: None,
        outcome,
        holder: None,
        language: Language::English,
    };
    let held = place
        .store
        .verification(&id)
        .await
        .expect("read")
        .expect("there");
    assert!(
        place
            .store
            .replace_code(&held, new(Some(outcome.clone())), START)
            .await
            .expect("replaced")
            .is_some()
    );
    let slow = place.store.replace_code(&held, new(None), START).await;
    assert!(
        slow.expect("answered").is_none(),
        "an older resend does not replace a newer code"
    );
    // until its own end it would sign in
    let end = START.plus(Duration::from_mins(5));
    let spent = place.guess(&id, "111111", end).await;
    assert!(
        matches!(
            spent,
            AttemptOutcome::Wrong {
                left: 4,
                replaced: true
            }
        ),
        "{spent:?}"
    );
    assert!(matches!(
        place.guess(&id, "222222", end).await,
        AttemptOutcome::Right(_)
    ));
    let held = place
        .store
        .verification(&id)
        .await
        .expect("read")
        .expect("there");
    let late = place
        .store
        .replace_code(&held, new(Some(outcome)), START)
        .await;
    assert!(
        late.expect("answered").is_none(),
        "a consumed one is not renewed"
    );
}

async fn an_expired_code_takes_no_try(place: Place) {
    let id = place.begin(&phone(100), "111111", START).await;
    let end = START.plus(Duration::from_mins(5));
    assert!(matches!(
        place.guess(&id, "111111", end).await,
        AttemptOutcome::Dead
    ));
    let held = place
        .store
        .verification(&id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(held.attempts, 0);
    let last = end.minus(Duration::from_micros(1));
    assert!(matches!(
        place.guess(&id, "111111", last).await,
        AttemptOutcome::Right(_)
    ));
}

async fn a_block_outlives_the_user(place: Place) {
    let id = place.begin(&phone(100), "111111", START).await;
    let AttemptOutcome::Right(SignedIn { user, .. }) = place.guess(&id, "111111", START).await
    else {
        panic!("the right code");
    };
    assert!(place.act(Action::UserBlock, &user).await);
    assert!(!place.act(Action::UserBlock, &user).await, "it is already");
    assert!(place.act(Action::UserDelete, &user).await);
    let id = place.begin(&phone(100), "111111", START).await;
    assert!(matches!(
        place.guess(&id, "111111", START).await,
        AttemptOutcome::Blocked
    ));
    let user = place.user(&phone(100)).await;
    assert!(user.is_blocked && user.verified_at.is_none());
    assert!(place.act(Action::UserUnblock, &user).await);
    assert!(!place.act(Action::UserUnblock, &user).await, "it is none");
}

async fn only_whoever_signed_in_can_be_admin(place: Place) {
    let (grant, revoke) = (Action::AdminGrant, Action::AdminRevoke);
    let id = place.begin(&phone(100), "111111", START).await;
    let ada = place.user(&phone(100)).await;
    assert!(!place.act(grant, &ada).await, "unverified");
    place.guess(&id, "111111", START).await;
    assert!(place.act(grant, &ada).await);
    assert!(!place.act(grant, &ada).await, "already");
    let admins = place.store.admins().await.expect("read");
    assert_eq!(admins.len(), 1);
    assert!(place.act(revoke, &ada).await);
    assert!(!place.act(revoke, &ada).await, "already");
    assert!(place.store.admins().await.expect("read").is_empty());
}

async fn the_sweep_takes_what_expired_and_nothing_else(place: Place) {
    let (old, proven, blocked) = (phone(100), phone(101), phone(102));
    place.begin(&old, "111111", START).await;
    let id = place.begin(&proven, "111111", START).await;
    place.guess(&id, "111111", START).await;
    place.begin(&blocked, "111111", START).await;
    let user = place.user(&blocked).await;
    assert!(place.act(Action::UserBlock, &user).await);
    let sent = DeliveryId::draw(START, &mut *OsRngSource.rng());
    place
        .reserve_as(sent, &old, Some("form"), &[take(BucketKind::Phone, "2/1h")])
        .await;

    let idle = 7 * DAY;
    let keep = Keep { idle, ..KEEP };
    let soon = START.plus(Duration::from_secs(30));
    place
        .store
        .sweep(Present::unstepped(soon), &keep)
        .await
        .expect("swept");
    let state = place.store.message_state(sent).await.expect("read");
    assert_eq!(state, (DeliveryState::Sending, place.hash(&old)));
    let later = START.plus(Duration::from_secs(61));
    place
        .store
        .sweep(Present::unstepped(later), &keep)
        .await
        .expect("swept");
    let state = place.store.message_state(sent).await.expect("read");
    let failed = DeliveryState::Failed("unknown".into());
    assert_eq!(state, (failed, place.hash(&old)));

    // live again a moment before the day is over
    let fresh = place.begin(&phone(103), "111111", START).await;
    place.begin(&phone(103), "111111", START.plus(DAY)).await;
    place
        .store
        .sweep(
            Present::unstepped(START.plus(DAY + Duration::from_mins(1))),
            &keep,
        )
        .await
        .expect("swept");
    let held = place.store.verification(&fresh).await.expect("read");
    assert!(held.is_some(), "its user has a live verification");
    let left = place
        .store
        .deliveries_to(&place.hash(&old))
        .await
        .expect("read");
    assert_eq!(left.len(), 2, "records of deliveries stay");
    let users = UserQuery {
        limit: 10,
        ..UserQuery::default()
    };
    let page = place.store.users(&users).await.expect("read");
    let mut left: Vec<_> = page.rows.iter().map(|row| row.user.phone.clone()).collect();
    left.sort_by_key(|phone| phone.e164().to_owned());
    assert_eq!(left, [proven, blocked, phone(103)]);
}

async fn another_key_is_noticed(place: Place) {
    assert!(!place.store.has_key().await.expect("read"));
    assert!(place.store.key_fits(&place.key).await.expect("kept"));
    assert!(place.store.key_fits(&place.key).await.expect("read"));
    let other = Key::draw(&mut *OsRngSource.rng());
    assert!(!place.store.key_fits(&other).await.expect("read"));
}

macro_rules! store_contract {
    ($($case:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $case() {
                super::$case(super::sqlite().await).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test]
            async fn $case() {
                super::$case(super::postgres().await).await;
            })*
        }
    };
}

store_contract!(
    a_reservation_is_all_or_nothing,
    a_form_counts_once_whatever_became_of_its_text,
    five_tries_and_no_more,
    a_code_is_consumed_once,
    a_replaced_code_is_told_and_costs_a_try,
    an_expired_code_takes_no_try,
    a_block_outlives_the_user,
    only_whoever_signed_in_can_be_admin,
    the_sweep_takes_what_expired_and_nothing_else,
    an_act_leaves_its_entry,
    acts_that_change_nothing_leave_no_entry,
    the_audit_is_read_in_pages,
    a_stop_goes_on_until_its_bucket_gave_for_an_hour,
    texts_are_counted_by_place_and_day,
    a_decision_is_one_with_its_entry_and_is_swept_when_undone,
    a_budget_holds_and_warns_once,
    different_things_are_counted_once_each,
    what_was_counted_and_spent_is_swept,
    another_key_is_noticed,
    everybody_who_writes_at_once_is_kept,
    who_stops_waiting_harms_nobody,
);

/// A bucket as a child would count it: units that trickle back one by one.
struct Bucket {
    count: u32,
    interval: i64,
    /// When each unit that is out comes back.
    out: Vec<i64>,
}

impl Bucket {
    fn take(&mut self, now: i64) -> bool {
        self.out.retain(|back| *back > now);
        if self.out.len() >= self.count as usize {
            return false;
        }
        let last = self.out.last().copied().unwrap_or(now).max(now);
        self.out.push(last + self.interval);
        true
    }

    fn give_back(&mut self) {
        self.out.pop();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_bucket_decides_as_a_child_would_count(
        count in 1_u32..6,
        steps in prop::collection::vec(
            (prop_oneof![Just(0_u64), 0_u64..4_000_000], any::<bool>()),
            1..60,
        ),
    ) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let place = sqlite().await;
            let rate = Rate::new(count, Duration::from_secs(u64::from(count))).expect("a rate");
            let take = Charge::one(BucketKind::Phone, "subject", rate);
            let mut child = Bucket { count, interval: 1_000_000, out: Vec::new() };
            let mut now = START;
            let mut taken = None;
            for (pause, undo) in steps {
                now = now.plus(Duration::from_micros(pause));
                if let Some(id) = taken.take().filter(|_| undo && pause == 0) {
                    let fault = Fault::refused(Category::Config, "no");
                    let outcome = Outcome { id, result: Err(fault), took: TOOK };
                    let back = Refund { charges: vec![take.clone()], ..Refund::default() };
                    let written = place.store.not_confirmed(outcome, back, now).await;
                    written.expect("written");
                    child.give_back();
                }
                let id = DeliveryId::draw(now, &mut *OsRngSource.rng());
                let new = NewDelivery {
                    id, message: id, nth: 1,
                    phone: phone(100),
                    phone_hash: "hash".into(),
                    form_key: None,
                    range: "range:hash".into(),
                    provider: "main".into(),
                    cost: None,
                    language: None,
                };
                let had = place.store.has_left(&take, Elapsed::starting(now)).await.expect("read");
                let wants = taking(std::slice::from_ref(&take));
                let (standing, present) = (Standing::default(), Present::unstepped(now));
                let reserved = place.store.reserve(new, wants, &standing, present).await;
                let reserved = reserved.expect("answered");
                let got = matches!(reserved, Reserved::Yes { .. });
                assert_eq!(got, child.take(now.as_micros()));
                assert_eq!(had, got);
                taken = got.then_some(id);
            }
        });
    }
}
