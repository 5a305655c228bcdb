//! The simulator's aims, with a small audience and for one day; the whole of it
//! is `cargo bench --bench pumping`.

#[path = "../benches/pumping/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses the rest")]
mod simulator;

use simulator::attack::Attack;
use simulator::population::Population;
use simulator::runs::{days, warm_ours};
use simulator::scenarios;
use simulator::simulation::run;
use simulator::tally::Tally;

/// 200 sign-ins a day.
const AUDIENCE: f64 = 0.01;
const SEED: u64 = 7;

/// The same day without an attack and with the one that has this name.
fn one_day(name: &str) -> [Tally; 2] {
    let mut people = Population::new(SEED, AUDIENCE);
    let before = days(-1..0, &mut people);
    let measured = days(0..1, &mut people);
    let attacks = scenarios::all(&mut people, SEED);
    let attack = attacks.into_iter().find(|it| it.name == name);
    let attack = attack.expect("an attack of that name");
    let warm = warm_ours(&before, &measured, None);
    [None, Some(attack)].map(|attack: Option<Attack>| {
        let mut ours = warm.open(SEED);
        run(&measured, attack, &mut ours)
    })
}

#[test]
fn p4_a_pumped_range_costs_few_texts_and_nobody_honest_pays() {
    let [calm, pumped] = one_day("one range, 10,000 addresses");
    let attack = pumped.first(24);
    assert!(attack.asked > 500, "{attack:?}");
    assert!((1..=30).contains(&attack.sent), "{attack:?}");
    assert!(pumped.stopped().is_some(), "{attack:?}");
    let [calm, honest] = [calm, pumped].map(|tally| tally.everybody());
    // on a calm day hardly a stranger sees more than six digits
    assert!(
        calm.strangers > 50 && calm.long_codes * 100 <= calm.strangers,
        "{calm:?}"
    );
    assert!(honest.people > 150 && honest.signed_in > 100, "{honest:?}");
    assert_eq!([calm.refused, honest.refused], [0, 0], "{honest:?}");
}

#[test]
fn the_same_seed_makes_the_same_people() {
    let [one, two] = [0, 1].map(|_| Population::new(SEED, AUDIENCE).day(1));
    let shown = |people: &[_]| format!("{people:?}");
    assert_eq!(shown(&one), shown(&two));
    let other = Population::new(SEED + 1, AUDIENCE).day(1);
    assert_ne!(shown(&one), shown(&other));
}
