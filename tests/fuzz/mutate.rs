//! Bends real words of providers: other values in their places, parts gone or
//! doubled, bytes changed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

/// A number that must not come through into faults.
pub const NUMBER: &str = "14155552671";

/// A body, shown as text when something fails on it.
#[derive(Clone, PartialEq)]
pub struct Bytes(pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// Values for any place, among them those that mean something elsewhere.
fn leaf() -> impl Strategy<Value = Value> {
    const WORDS: &str = "0 1 ok accepted queued scheduled sending sent failed delivered \
        undelivered success error SUCCESS PENDING ACCEPTED REJECTED DELIVERED paused 311 100 \
        m-1 \0 é 'to' ValidationException sms.delivered message.finalized \
        recipient_delivery_report_sms 14155552671 +14155552671";
    const NUMBERS: [i64; 13] = [
        0, 1, 2, 9, 23, 100, 101, 102, 103, 200, 403, 30_007, 131_026,
    ];
    let words: Vec<_> = WORDS.split_whitespace().chain(["", "two words"]).collect();
    let number = NUMBER.parse::<i64>().expect("a number");
    let numbers = [&NUMBERS[..], &[number]].concat();
    prop_oneof![
        4 => select(words).prop_map(Value::from),
        3 => select(numbers).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(|it| json!(it)),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => "\\PC{0,140}".prop_map(Value::from),
    ]
}

/// Any JSON with these keys.
fn tree(keys: Vec<String>) -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 24, 4, move |inner| {
        let key = select(keys.clone());
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::Array),
            vec((key, inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// What is done to one place.
#[derive(Debug, Clone)]
enum Bend {
    Put(Value),
    Remove,
    Double,
    Wrap,
}

/// Every place in it, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (nth, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{nth}"), found);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(item, &format!("{at}/{key}"), found);
            }
        }
        _ => {}
    }
}

/// All keys in it.
pub fn keys(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        Value::Object(map) => {
            for (key, item) in map {
                found.push(key.clone());
                keys(item, found);
            }
        }
        _ => {}
    }
}

fn bend(mut value: Value, bends: &[(Index, Bend)]) -> Value {
    for (at, bend) in bends {
        let mut found = Vec::new();
        places(&value, "", &mut found);
        let place = at.get(&found).clone();
        if let Bend::Remove = bend {
            let (parent, key) = place.rsplit_once('/').unwrap_or_default();
            match value.pointer_mut(parent) {
                Some(Value::Object(map)) => drop(map.remove(key)),
                Some(Value::Array(items)) => items.clear(),
                _ => {}
            }
            continue;
        }
        let Some(there) = value.pointer_mut(&place) else {
            continue;
        };
        *there = match bend {
            Bend::Put(new) => new.clone(),
            Bend::Double => json!([there.clone(), there.clone()]),
            _ => json!({ "data": there.clone() }),
        };
    }
    value
}

/// One of the real JSON texts, bent in a few places or not at all; or any other
/// JSON with their keys.
pub fn json_like(real: Vec<Value>) -> impl Strategy<Value = Value> {
    let mut all = Vec::new();
    for value in &real {
        keys(value, &mut all);
    }
    all.push("data".to_owned());
    let how = prop_oneof![
        4 => tree(all.clone()).prop_map(Bend::Put),
        2 => Just(Bend::Remove),
        1 => Just(Bend::Double),
        1 => Just(Bend::Wrap),
    ];
    let bends = vec((any::<Index>(), how), 0..4);
    let bent = (select(real), bends).prop_map(|(value, bends)| bend(value, &bends));
    prop_oneof![4 => bent, 1 => tree(all)]
}

/// One of the real texts, with bytes changed, put in, taken out or cut off.
pub fn bytes_like(real: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), any::<u8>(), 0..4_u8);
    (select(real), vec(change, 0..5)).prop_map(|(mut bytes, changes)| {
        for (at, byte, how) in changes {
            let at = at.index(bytes.len() + 1);
            match how {
                0 => bytes.insert(at, byte),
                1 if at < bytes.len() => bytes[at] = byte,
                2 if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.truncate(at),
            }
        }
        bytes
    })
}
