//! A number, whether it has a user or not: what is known of it by its keyed
//! hash, and what would stop a text to it now.

use std::time::Duration;

use super::users::{self, ActOutcome};
use super::{App, FlowResult};
use crate::base::clock::{DAY, Timestamp};
use crate::domain::audit::{Action, Actor, Target};
use crate::domain::code::CodeLength;
use crate::domain::destination::{Destination, Switch};
use crate::domain::limit::{BucketKind, Charge};
use crate::domain::money::Money;
use crate::domain::phone::Phone;
use crate::domain::region::Region;
use crate::domain::user::User;
use crate::flow::order::BrowserTrust;
use crate::store::OutlookQuery;

/// What is known of a number, which is not known itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its keyed hash.
    pub hash: String,
    /// Its country.
    pub region: Option<Region>,
    /// The key of its range.
    pub range: Option<String>,
    /// Its last three digits.
    pub last_three: Option<String>,
}

/// What stands in the way of a text now, or makes its code longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Texts to the country are switched off in the configuration.
    CountryOff(Region),
    /// No route leads there.
    NoRoute(Region),
    /// An admin paused all providers of the country.
    Paused(Region),
    /// An admin stopped texts to the range.
    RangeStopped,
    /// An admin stopped texts to the country.
    CountryStopped(Region),
    /// A limit for strangers refuses, for so long.
    Limit(LimitKind, Duration),
    /// Codes for unknown browsers have so many digits, for so long.
    LongCodes(u8, Duration),
}

/// A limit, by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitKind {
    /// The wait between two texts.
    Wait,
    /// Texts to the number that strangers ask for.
    Phone,
    /// Texts to the number that browsers known for it ask for.
    Known,
    /// Unverified texts to the range.
    Range,
    /// Unverified texts to the country.
    Country,
    /// Texts in all.
    Total,
    /// Money for the day.
    Money,
}

impl LimitKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Wait,
        Self::Phone,
        Self::Known,
        Self::Range,
        Self::Country,
        Self::Total,
        Self::Money,
    ];

    /// The word's part of a message key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Phone => "phone",
            Self::Known => "known",
            Self::Range => "range",
            Self::Country => "country",
            Self::Total => "total",
            Self::Money => "money",
        }
    }

    /// The limit that these buckets are for, if it is one of them.
    fn of(kind: BucketKind) -> Option<Self> {
        match kind {
            BucketKind::Wait => Some(Self::Wait),
            BucketKind::Phone => Some(Self::Phone),
            BucketKind::Known => Some(Self::Known),
            BucketKind::Range => Some(Self::Range),
            BucketKind::Country => Some(Self::Country),
            BucketKind::Total => Some(Self::Total),
            BucketKind::Money => Some(Self::Money),
            _ => None,
        }
    }
}

impl Number {
    /// The number of a phone.
    #[must_use]
    pub fn of(app: &App, phone: &Phone) -> Self {
        Self {
            hash: app.phone_hash(phone),
            region: Some(phone.region()),
            range: Some(app.range(phone).key),
            last_three: Some(phone.last_three().to_owned()),
        }
    }

    /// Its calling code and last digits, as far as they are known.
    #[must_use]
    pub fn masked(&self) -> String {
        let code = self.region.map_or(String::new(), |region| {
            format!("+{}", region.calling_code())
        });
        let last = self.last_three.as_deref().unwrap_or_default();
        format!("{code}•••••{last}")
    }
}

/// Whose number it is, if it has a user.
pub async fn user(app: &App, hash: &str) -> FlowResult<Option<User>> {
    app.store.user_by_hash(hash).await
}

/// Since when it is blocked, if it is.
pub async fn blocked_since(app: &App, hash: &str) -> FlowResult<Option<Timestamp>> {
    app.store.blocked_since(hash).await
}

/// How many browsers are known for it.
pub async fn known_browsers(app: &App, hash: &str) -> FlowResult<u64> {
    Ok(app.store.browsers_of(hash).await?.len() as u64)
}

/// What its newest text tells of a number; else, what is known already.
pub async fn find(app: &App, known: Number) -> FlowResult<Number> {
    let newest = app.store.newest_to(&known.hash).await?;
    Ok(match newest {
        Some(text) => Number {
            hash: known.hash,
            region: Some(text.region),
            range: Some(text.range)
                .filter(|range| !range.is_empty())
                .or(known.range),
            last_three: Some(text.last_three),
        },
        None => known,
    })
}

/// What would refuse a text to a number, or lengthen its code, for a browser
/// that never signed it in. Takes nothing. Limits of the asking address are not
/// told, for nobody asks.
pub async fn obstacles(app: &App, number: &Number) -> FlowResult<Vec<Obstacle>> {
    let now = app.now();
    let mut found = Vec::new();
    let mut charges = app.phone_charges(&number.hash, false);
    charges.extend(app.known_charges(&number.hash));
    charges.push(Charge::wait(&number.hash, app.policy.resend_wait));
    if let Some(region) = number.region {
        found.extend(app.of_country(region));
        found.extend(app.over_budget(region, now).await?);
        let range = Destination {
            key: number.range.clone().unwrap_or_default(),
            label: String::new(),
            region: region.to_string(),
        };
        let places = [range, app.country(region)];
        let ask = OutlookQuery {
            places: [&places[0], &places[1]],
            subjects: [""; 8],
            form_key: None,
            node: &app.node,
        };
        let known = app.store.outlook(ask, now).await?;
        found.extend(app.paused(region, &known.paused));
        let ([range, country], [of_range, of_country]) = (places, known.places);
        match (of_range.switch, of_country.switch) {
            (Some(Switch::Stop), _) => found.push(Obstacle::RangeStopped),
            (None, Some(Switch::Stop)) => found.push(Obstacle::CountryStopped(region)),
            (None, None) => {
                charges.extend(app.watched_charges(&[(range, of_range), (country, of_country)]));
            }
            _ => {}
        }
    }
    let waits = app.store.waits(&charges, app.clock.elapsed()).await?;
    found.extend(waits.iter().filter_map(|(key, wait)| {
        let limit = LimitKind::of(key.kind)?;
        Some(Obstacle::Limit(limit, *wait))
    }));
    found.extend(app.long_codes(&number.hash).await?);
    Ok(found)
}

impl App {
    fn of_country(&self, region: Region) -> Option<Obstacle> {
        let on = &self.policy.regions;
        if !on.is_empty() && !on.contains(&region) {
            return Some(Obstacle::CountryOff(region));
        }
        (!self.delivery.serves(region)).then_some(Obstacle::NoRoute(region))
    }

    /// Whether all of its country's providers are paused.
    fn paused(&self, region: Region, paused: &[String]) -> Option<Obstacle> {
        let routes = self.delivery.routes(region);
        let all = !routes.is_empty() && routes.iter().all(|it| paused.contains(&it.provider));
        all.then_some(Obstacle::Paused(region))
    }

    /// Whether today's money has no room for a text there.
    async fn over_budget(&self, region: Region, now: Timestamp) -> FlowResult<Option<Obstacle>> {
        let route = self.delivery.routes(region).first();
        let Some(cost) = route.and_then(|route| self.cost(region, route, &self.words())) else {
            return Ok(None);
        };
        let spent = self.store.spent_today(now).await?;
        let is_over = |place: &str, budget: Option<Money>| {
            let spent = spent.iter().find(|(own, _)| own == place);
            let spent = spent.map_or(0, |(_, sum)| sum.amount.micros());
            budget.is_some_and(|budget| spent > budget.micros() - cost.amount.micros())
        };
        let over = is_over(&cost.country, cost.per_country) || is_over("all", cost.per_day);
        let tomorrow = Timestamp::of_day(&now.day()).map(|today| today.plus(DAY).since(now));
        let until = tomorrow.filter(|_| over);
        Ok(until.map(|wait| Obstacle::Limit(LimitKind::Money, wait)))
    }

    async fn long_codes(&self, phone_hash: &str) -> FlowResult<Option<Obstacle>> {
        let own = self.wrong_tries(phone_hash, &BrowserTrust::Stranger);
        let all = self.all_wrong_tries();
        let usual = self.policy.code_length;
        let elapsed = self.clock.elapsed();
        let counts = [own.clone(), all.clone()];
        let waits = self.store.waits(&counts, elapsed).await?;
        let longer = [
            (own, CodeLength::LONGEST),
            (all, CodeLength::LONGER.max(usual)),
        ];
        let spent = longer.into_iter().find_map(|(take, length)| {
            let wait = waits.get(&take.key).filter(|_| length > usual)?;
            Some(Obstacle::LongCodes(length.get(), *wait))
        });
        Ok(spent)
    }
}

/// Blocks a number, whether it has a user or not.
pub async fn block(app: &App, actor: &Actor, number: &Number) -> FlowResult<ActOutcome> {
    if let Some(user) = app.store.user_by_hash(&number.hash).await? {
        return users::block(app, actor, user.id).await;
    }
    let target = Target::number(&number.hash, &number.masked());
    let entry = app.entry(actor, Action::NumberBlock, target);
    app.store.block_number(&number.hash, &entry).await?;
    Ok(ActOutcome::Done)
}

/// Lifts the block of a number, whether it has a user or not.
pub async fn unblock(app: &App, actor: &Actor, number: &Number) -> FlowResult<ActOutcome> {
    if let Some(user) = app.store.user_by_hash(&number.hash).await? {
        return users::unblock(app, actor, user.id).await;
    }
    let target = Target::number(&number.hash, &number.masked());
    let entry = app.entry(actor, Action::NumberUnblock, target);
    app.store.unblock_number(&number.hash, &entry).await?;
    Ok(ActOutcome::Done)
}
