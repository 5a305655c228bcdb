//! People, providers and a database, and what the counts should be.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;
use textgate::base::clock::{Present, Timestamp};
use textgate::base::language::Language;
use textgate::base::rng::{OsRngSource, RngSource};
use textgate::base::secret::Key;
use textgate::domain::code::{CodeLength, OtpCode};
use textgate::domain::delivery::{Accepted, Category, DeliveryId, Fault};
use textgate::domain::limit::Charge;
use textgate::domain::money::Money;
use textgate::domain::phone::Phone;
use textgate::domain::user::UserId;
use textgate::domain::verification::{Origin, Purpose, Verification, VerificationId};
use textgate::store::{
    AttemptOutcome, Confirmed, Guess, Keep, NewCode, NewDelivery, Outcome, Refund, Resent,
    Reservation, SignInRefund, Standing, Store, Told,
};

use super::history::{Answer, Event};
use super::{DAY, START};

const PHONES: [&str; 4] = [
    "+14155552671",
    "+447400123456",
    "+919876543210",
    "+919876543211",
];
const PROVIDERS: [&str; 2] = ["main", "spare"];
const CODE: &str = "123456";

pub const KEEP: Keep = Keep {
    idle: Duration::from_hours(7 * 24),
    deliveries: Duration::from_hours(90 * 24),
    verifications: Duration::from_hours(30 * 24),
    rollups: Duration::from_hours(400 * 24),
};

/// Where a verification's newest text counts.
#[derive(Debug, Clone)]
struct Newest {
    first_asked_at: Timestamp,
    asked_at: Timestamp,
    provider: &'static str,
    tried: bool,
}

/// What is not to be found in rows: where codes were tried and led to a
/// sign-in, and how long that took.
#[derive(Debug, Default)]
pub struct Model {
    /// By moment of the request, country and provider.
    pub entered: Vec<(Timestamp, String, &'static str)>,
    /// With the time from the first request.
    pub verified: Vec<(Timestamp, String, &'static str, Duration)>,
}

pub struct Scenario {
    pub store: Store,
    pub file: PathBuf,
    pub model: Model,
    pub now: Timestamp,
    key: Key,
    handed: Vec<(DeliveryId, &'static str)>,
    held: BTreeMap<usize, VerificationId>,
    newest: BTreeMap<String, Newest>,
    _folder: TempDir,
}

impl Scenario {
    pub async fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("t.db");
        let url = format!("sqlite://{}", file.display());
        Self {
            store: Store::open(&url).await.expect("opened"),
            file,
            model: Model::default(),
            now: START,
            key: Key::draw(&mut *OsRngSource.rng()),
            handed: Vec::new(),
            held: BTreeMap::new(),
            newest: BTreeMap::new(),
            _folder: folder,
        }
    }

    pub async fn lives(&mut self, event: &Event) {
        match event {
            Event::Asks(person, answers, late) => self.asks(*person, answers, *late).await,
            Event::Told(nth, arrived, other) => {
                if let Some((id, provider)) = self.handed.get(*nth).copied() {
                    let wrong = if *other { "other" } else { provider };
                    self.told(id, wrong, *arrived).await;
                }
            }
            Event::Tries(person, right) => self.tries(*person, *right).await,
            Event::Waits(seconds) => self.now = self.now.plus(Duration::from_secs(*seconds)),
            Event::Sweeps => {
                self.store
                    .sweep(Present::unstepped(self.now), &KEEP)
                    .await
                    .expect("swept");
            }
            Event::IsTest(person) => self.is_test(*person).await,
        }
    }

    fn phone(person: usize) -> Phone {
        PHONES[person].parse().expect("a number")
    }

    fn hash(&self, phone: &Phone) -> String {
        self.key.hash("phone", &[phone.e164()])
    }

    fn code(&self, id: &VerificationId, digits: &str) -> NewCode {
        let six = CodeLength::new(6).expect("six");
        let code = OtpCode::parse(digits, six).expect("six digits");
        NewCode {
            hash: code.hash(&self.key, id),
            length: six,
            expires_at: self.now.plus(Duration::from_mins(10)),
        }
    }

    async fn live(&self, person: usize) -> Option<Verification> {
        let id = self.held.get(&person)?;
        let held = self.store.verification(id).await.expect("read");
        held.filter(|held| held.is_live(self.now))
    }

    /// One message on its way: the answers of one provider after the other.
    async fn asks(&mut self, person: usize, answers: &[Answer], late: bool) {
        let held = self.live(person).await;
        let (asked_at, phone) = (self.now, Self::phone(person));
        let phone_hash = self.hash(&phone);
        let first = DeliveryId::draw(self.now, &mut *OsRngSource.rng());
        let mut id = first;
        for (n, answer) in answers.iter().enumerate() {
            let provider = PROVIDERS[(n + person) % 2];
            let new = NewDelivery {
                id,
                message: first,
                nth: u32::try_from(n).expect("few") + 1,
                phone: phone.clone(),
                phone_hash: phone_hash.clone(),
                form_key: None,
                range: "range:hash".into(),
                provider: provider.into(),
                cost: (person > 0).then(|| Money::from_micros(7_500)),
                language: None,
            };
            if n == 0 {
                let (wants, standing) = (Reservation::default(), Standing::default());
                let present = Present::unstepped(self.now);
                let reserved = self.store.reserve(new.clone(), wants, &standing, present);
                reserved.await.expect("reserved");
            }
            self.handed.push((id, provider));
            if answer.said == "sending" {
                return;
            }
            let took = Duration::from_millis(answer.ms);
            self.now = self.now.plus(took);
            if let Some(arrived) = answer.early {
                self.told(id, provider, arrived).await;
            }
            if answer.said == "accepted" {
                if late {
                    self.tries(person, true).await;
                }
                return self
                    .taken(person, held, (id, provider, took), asked_at)
                    .await;
            }
            let next = answers.get(n + 1).map(|_| NewDelivery {
                id: DeliveryId::draw(self.now, &mut *OsRngSource.rng()),
                nth: new.nth + 1,
                provider: PROVIDERS[(n + 1 + person) % 2].into(),
                ..new.clone()
            });
            id = self
                .not_taken((id, took), answer.said, next, asked_at)
                .await;
        }
    }

    /// Refused or unknown; the id of the next hand-over, if there is one.
    async fn not_taken(
        &self,
        (id, took): (DeliveryId, Duration),
        said: &str,
        next: Option<NewDelivery>,
        asked_at: Timestamp,
    ) -> DeliveryId {
        let fault = match said {
            "refused" => Fault::refused(Category::Balance, "no money"),
            _ => Fault::unknown(Category::Outage, "no answer"),
        };
        let outcome = Outcome {
            id,
            result: Err(fault),
            took,
        };
        let Some(next) = next else {
            let none = Refund::default();
            let written = self.store.not_confirmed(outcome, none, asked_at).await;
            written.expect("written");
            return id;
        };
        let next_id = next.id;
        let written = self.store.goes_on(outcome, next, None, self.now).await;
        written.expect("written");
        next_id
    }

    async fn taken(
        &mut self,
        person: usize,
        held: Option<Verification>,
        (id, provider, took): (DeliveryId, &'static str, Duration),
        asked_at: Timestamp,
    ) {
        let accepted = Accepted::default();
        let outcome = Outcome {
            id,
            result: Ok(accepted),
            took,
        };
        let mut newest = Newest {
            first_asked_at: asked_at,
            asked_at,
            provider,
            tried: false,
        };
        if let Some(held) = held {
            let code = self.code(&held.id, CODE);
            let new = Resent {
                code,
                asked_by: None,
                counted: None,
                outcome: Some(outcome),
                holder: None,
                language: Language::English,
            };
            let replaced = self.store.replace_code(&held, new, self.now).await;
            let key = held.id.as_str().to_owned();
            if replaced.expect("written").is_some() {
                if let Some(earlier) = self.newest.get(&key) {
                    newest.first_asked_at = earlier.first_asked_at;
                }
                self.newest.insert(key, newest);
            }
            return;
        }
        let id = self.begin(person, Some(outcome)).await;
        self.newest.insert(id.as_str().to_owned(), newest);
        self.held.insert(person, id);
    }

    async fn is_test(&mut self, person: usize) {
        let id = self.begin(person, None).await;
        self.held.insert(person, id);
    }

    async fn begin(&self, person: usize, outcome: Option<Outcome>) -> VerificationId {
        let id = VerificationId::draw(&mut *OsRngSource.rng());
        let phone = Self::phone(person);
        let confirmed = Confirmed {
            id: id.clone(),
            new_user: UserId::draw(self.now, &mut *OsRngSource.rng()),
            phone_hash: self.hash(&phone),
            phone,
            code: self.code(&id, CODE),
            origin: Origin::Api,
            requester: "somebody".into(),
            client: None,
            asked_by: None,
            is_silenced: false,
            purpose: Purpose::SignIn,
            holder: None,
            language: Language::English,
            counted: None,
            outcome,
        };
        let begun = self.store.begin_verification(confirmed, self.now).await;
        begun.expect("begun").expect("may be").id
    }

    async fn told(&self, id: DeliveryId, provider: &str, arrived: bool) {
        let told = Told {
            provider: provider.into(),
            delivery: Some(id),
            provider_id: None,
            failure: (!arrived).then_some((Category::Unreachable, Some("7".into()))),
        };
        self.store
            .receipts(vec![told], self.now)
            .await
            .expect("heard");
    }

    async fn tries(&mut self, person: usize, right: bool) {
        let Some(id) = self.held.get(&person).cloned() else {
            return;
        };
        let typed = if right { CODE } else { "000000" };
        let guess = Guess {
            id: id.clone(),
            phone_hash: self.hash(&Self::phone(person)),
            session: None,
            hash: self.code(&id, typed).hash,
            tries: 5,
            weight: 0,
            is_short: true,
            wrong: Charge::wait("nobody", DAY),
            wrong_total: None,
            back: SignInRefund::default(),
            browser: None,
            tells: None,
        };
        let spent = self
            .store
            .spend_try(guess, Present::unstepped(self.now))
            .await
            .expect("spent");
        let region = Self::phone(person).region().to_string();
        let Some(newest) = self.newest.get_mut(id.as_str()) else {
            return;
        };
        let Newest {
            asked_at, provider, ..
        } = *newest;
        if !matches!(spent, AttemptOutcome::Dead) && !newest.tried {
            newest.tried = true;
            self.model
                .entered
                .push((asked_at, region.clone(), provider));
        }
        if matches!(spent, AttemptOutcome::Right(_)) {
            let took = self.now.since(newest.first_asked_at);
            self.model.verified.push((asked_at, region, provider, took));
        }
    }
}
