//! Places: their stops, what was decided, what was counted and spent there.

use std::time::Duration;

use textgate::base::clock::{Present, Timestamp};
use textgate::base::rng::{OsRngSource, RngSource};
use textgate::domain::audit::{Action, Actor, Entry, Target};
use textgate::domain::delivery::DeliveryId;
use textgate::domain::destination::{Destination as Spot, Switch};
use textgate::domain::limit::BucketKind;
use textgate::domain::money::Money;
use textgate::store::{
    Cost, DistinctLimit, Known, NewDelivery, OutlookQuery, Refusal, Reservation, Reserved, Stop,
};

use super::{DAY, KEEP, Place, START, phone, take};

const HOUR: Duration = Duration::from_hours(1);

fn range() -> Spot {
    Spot {
        key: "range:00ff".into(),
        label: "+1415555".into(),
        region: "US".into(),
    }
}

pub fn country(code: &str) -> Spot {
    Spot {
        key: format!("country:{code}"),
        label: code.into(),
        region: code.into(),
    }
}

/// A refusal by a bucket that gives again in an hour.
fn refusal(at: Timestamp) -> Refusal {
    Refusal {
        at,
        until: at.plus(HOUR),
        ends_after: HOUR,
        note_every: Duration::from_secs(10),
    }
}

impl Place {
    async fn refused(&self, spot: &Spot, at: Timestamp) -> bool {
        let noted = self.store.note_stop(spot, refusal(at)).await;
        noted.expect("noted")
    }

    async fn decides(&self, spot: &Spot, switch: Option<Switch>, at: Timestamp) -> bool {
        let (rng, target) = (&mut *OsRngSource.rng(), Target::place(spot));
        let entry = Entry::new(at, rng, Actor::command(), Action::PlaceStop, target);
        let decided = self.store.decide(spot, switch, &entry).await;
        decided.expect("decided")
    }

    pub async fn reserves(&self, wants: &Reservation, at: Timestamp) -> Reserved {
        let id = DeliveryId::draw(at, &mut *OsRngSource.rng());
        let ada = phone(100);
        let new = NewDelivery {
            id,
            message: id,
            nth: 1,
            phone_hash: self.hash(&ada),
            phone: ada,
            form_key: None,
            range: "range:00ff".into(),
            provider: "main".into(),
            cost: None,
            language: None,
        };
        let standing = self.standing(None, at).await;
        let present = Present::unstepped(at);
        let reserved = self
            .store
            .reserve(new, wants.clone(), &standing, present)
            .await;
        reserved.expect("answered")
    }

    async fn known(&self, places: [&Spot; 2], at: Timestamp) -> [Known; 2] {
        let ask = OutlookQuery {
            places,
            subjects: [""; 8],
            form_key: None,
            node: "node",
        };
        self.store.outlook(ask, at).await.expect("read").places
    }

    /// The keys of the places that were listed at that moment.
    async fn listed(&self, at: Timestamp) -> Vec<String> {
        let listed = self.store.watched(at.minus(DAY), at).await;
        let (listed, more) = listed.expect("read");
        assert!(!more);
        listed.into_iter().map(|it| it.place.key).collect()
    }
}

pub async fn a_stop_goes_on_until_its_bucket_gave_for_an_hour(place: Place) {
    let at = |minutes| START.plus(Duration::from_mins(minutes));
    assert!(place.refused(&range(), at(0)).await);
    assert!(!place.refused(&range(), at(0)).await, "noted a moment ago");
    assert!(!place.refused(&range(), at(119)).await, "the same stop");
    let stop = async || {
        let (listed, _) = place.store.watched(at(0), at(0)).await.expect("read");
        assert_eq!(listed[0].place, range());
        listed[0].stop.expect("a stop")
    };
    let (since, last) = (at(0), at(119));
    assert_eq!(stop().await, Stop { since, last });
    assert!(!place.refused(&range(), at(119 + 120)).await);
    assert!(place.refused(&range(), at(239 + 121)).await, "a new stop");
    let (since, last) = (at(360), at(360));
    assert_eq!(stop().await, Stop { since, last });
    // listed for a day after its last refusal, or while its bucket may refuse
    assert_eq!(place.listed(last.plus(DAY)).await, [range().key]);
    let later = last.plus(DAY + Duration::from_micros(1));
    assert_eq!(place.listed(later).await, [] as [String; 0]);
    let slow = Refusal {
        until: later.plus(DAY),
        ..refusal(later)
    };
    place.store.note_stop(&range(), slow).await.expect("noted");
    let even_later = later.plus(DAY).minus(Duration::from_micros(1));
    assert_eq!(place.listed(even_later).await, [range().key]);
}

pub async fn texts_are_counted_by_place_and_day(place: Place) {
    let spots = [range(), country("US")];
    let wants = Reservation {
        places: spots.to_vec(),
        ..Reservation::default()
    };
    for (texts, day) in [(3, 0), (2, 14), (4, 15)] {
        for _ in 0..texts {
            let at = START.plus(DAY * day);
            assert!(matches!(
                place.reserves(&wants, at).await,
                Reserved::Yes { .. }
            ));
        }
    }
    let now = START.plus(DAY * 15);
    for known in place.known([&spots[1], &spots[0]], now).await {
        // neither today's nor those of fifteen days ago
        assert_eq!((known.history.texts, known.history.verified), (2, 0));
        assert_eq!((known.switch, known.stopped_at), (None, None));
    }
    place.refused(&range(), now).await;
    let (listed, _) = place.store.watched(now, now).await.expect("read");
    assert_eq!((listed[0].texts, listed[0].before), ((4, 0), (2, 0)));
    assert_eq!(listed[0].from.rfc3339(), "2026-12-07T00:00:00Z");
    let [unknown, stopped] = place.known([&country("IN"), &range()], now).await;
    assert_eq!(unknown, Known::default());
    assert_eq!(stopped.stopped_at, Some(now));
}

pub async fn a_decision_is_one_with_its_entry_and_is_swept_when_undone(place: Place) {
    let (allow, stop) = (Some(Switch::Allow), Some(Switch::Stop));
    assert!(
        !place.decides(&range(), None, START).await,
        "nothing to undo"
    );
    assert_eq!(place.store.place(&range().key).await.expect("read"), None);
    assert!(place.decides(&range(), stop, START).await);
    assert!(!place.decides(&range(), stop, START).await);
    assert!(place.decides(&range(), allow, START).await);
    place.refused(&country("IN"), START).await;
    assert_eq!(place.listed(START).await, [range().key, country("IN").key]);
    let found = place.store.place(&range().key).await.expect("read");
    assert_eq!(found, Some(range()));
    let year = START.plus(365 * DAY);
    place
        .store
        .sweep(Present::unstepped(year), &KEEP)
        .await
        .expect("swept");
    assert_eq!(place.listed(year).await, [range().key]);
    assert!(place.decides(&range(), None, year).await);
    assert!(!place.decides(&range(), None, year).await);
    assert_eq!(place.listed(year).await, [] as [String; 0]);
    place
        .store
        .sweep(Present::unstepped(year), &KEEP)
        .await
        .expect("swept");
    assert_eq!(place.store.place(&range().key).await.expect("read"), None);
}

pub fn costing(micros: i64) -> Reservation {
    let money = |micros| Some(Money::from_micros(micros));
    Reservation {
        cost: Some(Cost {
            amount: Money::from_micros(micros),
            country: "US".into(),
            per_day: money(100),
            per_country: money(200),
        }),
        ..Reservation::default()
    }
}

pub async fn a_budget_holds_and_warns_once(place: Place) {
    for (cost, warned) in [(79, 0), (1, 1), (19, 0)] {
        let reserved = place.reserves(&costing(cost), START).await;
        let Reserved::Yes { warned: told, .. } = reserved else {
            panic!("{cost} fit");
        };
        assert_eq!(told.len(), warned, "{told:?}");
    }
    let Reserved::Limited(limited) = place.reserves(&costing(2), START).await else {
        panic!("one is left");
    };
    assert_eq!(
        (limited.key.kind, &*limited.key.subject),
        (BucketKind::Money, "all")
    );
    // 13:58 to midnight
    assert_eq!(limited.retry_after, Duration::from_mins(602));
    let store = &place.store;
    assert!(store.note_refusal("all", START).await.expect("noted"));
    assert!(!store.note_refusal("all", START).await.expect("noted"));
    assert!(store.note_refusal("IN", START).await.expect("noted"));
    let mut today = store.spent_today(START).await.expect("read");
    today.sort_by(|(one, _), (other, _)| one.cmp(other));
    let sums: Vec<_> = today
        .iter()
        .map(|(place, sum)| (place.as_str(), sum.amount.micros(), sum.refused_at))
        .collect();
    let at = Some(START);
    assert_eq!(sums, [("IN", 0, at), ("US", 99, None), ("all", 99, at)]);
    let tomorrow = START.plus(DAY);
    let reserved = place.reserves(&costing(100), tomorrow).await;
    assert!(matches!(reserved, Reserved::Yes { warned, .. } if warned == ["all"]));
    // no budget has room for more than it is
    let reserved = place.reserves(&costing(101), tomorrow.plus(DAY)).await;
    assert!(matches!(reserved, Reserved::Limited(_)));
}

pub async fn different_things_are_counted_once_each(place: Place) {
    let thing = |name: &str| Reservation {
        first: Some(DistinctLimit {
            subject: "subject".into(),
            name: format!("texted:{name}"),
            lasts: DAY,
            charges: vec![take(BucketKind::Countries, "2/1d")],
        }),
        ..Reservation::default()
    };
    let fits = async |name: &str, at| {
        let reserved = place.reserves(&thing(name), at).await;
        matches!(reserved, Reserved::Yes { .. })
    };
    for name in ["US", "US", "IN", "US", "IN"] {
        assert!(fits(name, START).await, "{name}");
    }
    assert!(!fits("GB", START).await);
    // one came back, and the earlier ones still count
    let later = START.plus(12 * HOUR);
    assert!(fits("GB", later).await);
    assert!(!fits("FR", later).await);
    assert!(fits("US", later).await);
    // lapsed: counted anew, and one has come back since
    assert!(fits("US", START.plus(DAY)).await);
    assert!(!fits("IN", START.plus(DAY)).await);
}

pub async fn what_was_counted_and_spent_is_swept(place: Place) {
    let wants = Reservation {
        places: vec![range()],
        ..costing(60)
    };
    place.reserves(&wants, START).await;
    let swept = async |days: u32| {
        let now = START.plus(DAY * days);
        place
            .store
            .sweep(Present::unstepped(now), &KEEP)
            .await
            .expect("swept")
            .rows
    };
    // Counted are a text and a failure, by each span.
    assert_eq!(swept(34).await, 1 + 2, "no end known; by five minutes");
    assert_eq!(swept(35).await, 0);
    assert_eq!(swept(36).await, 1, "the traffic");
    assert_eq!(swept(61).await, 0);
    assert_eq!(swept(91).await, 1 + 2, "the delivery; by hours");
    assert_eq!(swept(399).await, 0);
    assert_eq!(swept(400).await, 2, "by days");
    assert_eq!(swept(401).await, 2, "both sums");
}
