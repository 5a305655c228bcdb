use proptest::prelude::*;

use super::thresholds::{failures, sign_ins, slowness, usual, wilson};
use super::*;
use crate::domain::latency::{LatencyHistogram, bucket};
use crate::domain::trend::Share;

const START: Timestamp = Timestamp::from_micros(1_795_355_880_000_000);
const MINUTE: Duration = Duration::from_mins(1);

fn share(part: i64, whole: i64) -> Share {
    Share { part, whole }
}

/// How often an alert opens and closes over levels that are looked at once a
/// minute.
fn run(levels: impl IntoIterator<Item = Level>) -> (u32, u32) {
    let (mut open, mut opened, mut closed, mut now) = (None, 0, 0, START);
    for level in levels {
        match step(open, level, CALM, now) {
            Transition::Stay => {}
            Transition::Open => {
                open = Some(Firing { closes_at: None });
                opened += 1;
            }
            Transition::Keep(closes_at) => open = Some(Firing { closes_at }),
            Transition::Close => {
                open = None;
                closed += 1;
            }
        }
        now = now.plus(MINUTE);
    }
    (opened, closed)
}

#[test]
fn it_closes_after_ten_calm_minutes_and_not_before() {
    let calm = |minutes| std::iter::once(Level::High).chain(vec![Level::Low; minutes]);
    assert_eq!(run(calm(10)), (1, 0));
    assert_eq!(run(calm(11)), (1, 1));
    // one look between the bounds begins anew
    let broken = calm(10).chain([Level::Middle]).chain(vec![Level::Low; 10]);
    assert_eq!(run(broken), (1, 0));
}

#[test]
fn with_too_little_to_tell_it_stays_for_hours_and_recovery_is_believed() {
    let few = |minutes| std::iter::once(Level::High).chain(vec![Level::Few; minutes]);
    assert_eq!(run(few(360)), (1, 0));
    assert_eq!(run(few(361)), (1, 1));
    let seen = [Level::High, Level::Low];
    assert_eq!(run(seen.into_iter().chain(vec![Level::Few; 10])), (1, 1));
    assert_eq!(run([Level::High, Level::Over]), (1, 1));
    for level in [Level::Middle, Level::Low, Level::Few, Level::Over] {
        assert_eq!(run([level]), (0, 0));
    }
}

#[test]
fn small_numbers_raise_no_alarm() {
    let fell = |part, whole| sign_ins(share(part, whole), Some(0.8), 0.25).0;
    assert_eq!(fell(0, 19), Level::Few);
    assert_eq!(fell(0, 20), Level::High);
    assert_eq!(fell(11, 20), Level::Middle, "55 % of 20 may be chance");
    assert_eq!(
        fell(570, 1_000),
        Level::Middle,
        "the interval ends at 61.6 %"
    );
    assert_eq!(fell(540, 1_000), Level::High);
    assert_eq!(fell(710, 1_000), Level::Low);
    let failing = |part, whole| failures(share(part, whole), share(0, 0), 0.2).0;
    assert_eq!(failing(4, 4), Level::Middle);
    assert_eq!(failing(5, 5), Level::High);
    assert_eq!(failing(5, 20), Level::Middle);
    assert_eq!(failing(9, 100), Level::Low);
    assert_eq!(failing(0, 4), Level::Few);
}

#[test]
fn what_is_usual_moves_the_bounds() {
    assert_eq!(sign_ins(share(30, 100), Some(0.35), 0.25).0, Level::Middle);
    assert_eq!(sign_ins(share(33, 100), Some(0.35), 0.25).0, Level::Low);
    // without history, half of them is expected
    let (level, facts) = sign_ins(share(20, 100), None, 0.25);
    assert_eq!((level, facts.usual, facts.bound), (Level::High, None, 375));
    // a provider that always loses a quarter
    let (level, facts) = failures(share(35, 100), share(250, 1_000), 0.2);
    assert_eq!(
        (level, facts.usual, facts.bound),
        (Level::Middle, Some(250), 500)
    );
    assert_eq!(
        failures(share(70, 100), share(250, 1_000), 0.2).0,
        Level::High
    );
}

#[test]
fn one_bad_day_is_not_usual() {
    let day = |part| share(part, 100);
    assert_eq!(usual(&[]), None);
    assert_eq!(usual(&[share(30, 40), share(15, 19)]), None);
    assert_eq!(usual(&[share(30, 40), share(18, 20)]), Some(0.8));
    let week = [day(80), day(5), day(82), day(81), day(79)];
    assert_eq!(usual(&week), Some(0.8));
}

#[test]
fn slow_is_beyond_the_setting_and_twice_the_usual() {
    let times = |all: &[(u64, u64)]| {
        let mut times = LatencyHistogram::default();
        for (ms, n) in all {
            times.add(bucket(Duration::from_millis(*ms)), *n);
        }
        times
    };
    let judge = |now: &[(u64, u64)], before: &[(u64, u64)]| {
        slowness(&times(now), &times(before), Duration::from_secs(3)).0
    };
    let slow = [(400, 70), (4_000, 30)];
    assert_eq!(judge(&slow, &[(400, 1_000)]), Level::High);
    assert_eq!(judge(&slow, &[]), Level::High);
    assert_eq!(judge(&slow, &[(2_500, 1_000)]), Level::Low);
    assert_eq!(judge(&[(400, 96), (4_000, 4)], &[]), Level::Low);
    assert_eq!(judge(&[(4_000, 9)], &[]), Level::Few);
}

#[test]
fn the_interval_is_wilson_s() {
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20 and 1 of 29 at 95 %
    for (part, whole, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ] {
        let (least, most) = wilson(share(part, whole), 1.959_964).expect("some");
        assert!((least - low).abs() < 5e-5, "{part} of {whole}: {least}");
        assert!((most - high).abs() < 5e-5, "{part} of {whole}: {most}");
    }
    assert_eq!(wilson(share(0, 0), 2.0), None);
}

fn level() -> impl Strategy<Value = Level> {
    use Level::{Few, High, Low, Middle, Over};
    prop_oneof![Just(High), Just(Middle), Just(Low), Just(Few), Just(Over)]
}

proptest! {
    #[test]
    fn it_opens_once_before_it_closes_once(levels in prop::collection::vec(level(), 0..600)) {
        let (opened, closed) = run(levels);
        prop_assert!(opened == closed || opened == closed + 1);
    }

    /// Whatever comes between the bounds or beyond, in whatever order: one.
    #[test]
    fn noise_does_not_flap(
        noise in prop::collection::vec((level(), 0_usize..10), 1..80),
    ) {
        let noisy = noise.into_iter().flat_map(|(level, calm)| {
            // never a whole calm ten minutes
            let loud = if level == Level::Middle { Level::Middle } else { Level::High };
            std::iter::repeat_n(Level::Low, calm).chain([loud])
        });
        let (opened, closed) = run(std::iter::once(Level::High).chain(noisy));
        prop_assert_eq!((opened, closed), (1, 0));
    }

    /// A rate that is as usual, but for chance, is no alarm at any size.
    #[test]
    fn what_is_usual_is_no_alarm(
        whole in 0_i64..5_000, rate in 0.2_f64..0.95, off in -1.5_f64..1.5,
    ) {
        let n = f64::from(i32::try_from(whole).expect("small"));
        let spread = (rate * (1.0 - rate) * n).sqrt();
        #[expect(clippy::cast_possible_truncation, reason = "at most 5000")]
        let part = (rate * n + off * spread).round().clamp(0.0, n) as i64;
        let (level, _) = sign_ins(share(part, whole), Some(rate), 0.25);
        prop_assert_ne!(level, Level::High);
    }

    /// What opens it is beyond what keeps it open.
    #[test]
    fn more_failures_are_never_better(part in 0_i64..400, more in 0_i64..400, whole in 1_i64..400) {
        let badness = |part: i64| match failures(share(part.min(whole), whole), share(0, 0), 0.2).0 {
            Level::Few => 0,
            Level::Low => 1,
            Level::Middle => 2,
            _ => 3,
        };
        prop_assert!(badness(part) <= badness(part + more));
    }
}
