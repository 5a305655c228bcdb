//! Whether two lots of times differ: ranks, trimmed means, and how small a
//! difference would have shown.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

/// What came of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    /// How much more the second takes, by means of the middle 80 %.
    pub shift: f64,
    /// How often one of the second takes longer than one of the first; a half
    /// when there is nothing between them.
    pub longer: f64,
    /// How likely ranks as different as these are by chance (Mann–Whitney).
    pub p_ranks: f64,
    /// How likely means as different as these are by chance (permutations).
    pub p_means: f64,
}

/// Compares two lots.
pub fn compare(one: &[f64], two: &[f64], rng: &mut impl Rng) -> Compared {
    let (longer, p_ranks) = mann_whitney(one, two);
    let shift = trimmed_mean(two) - trimmed_mean(one);
    Compared {
        shift,
        longer,
        p_ranks,
        p_means: permutations(one, two, shift, rng),
    }
}

/// The mean of the middle 80 %.
pub fn trimmed_mean(lot: &[f64]) -> f64 {
    let mut sorted = lot.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let cut = sorted.len() / 10;
    let middle = &sorted[cut..sorted.len() - cut];
    middle.iter().sum::<f64>() / count(middle.len())
}

/// The value below which this share lies.
pub fn quantile(lot: &[f64], share: f64) -> f64 {
    let mut sorted = lot.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = (count(sorted.len() - 1) * share).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index"
    )]
    let at = at as usize;
    sorted[at]
}

/// The smallest shift of a lot that ranks would have shown, against another of
/// the same kind.
pub fn would_show(one: &[f64], two: &[f64], alpha: f64) -> f64 {
    let shown = |shift: f64| {
        let moved: Vec<_> = two.iter().map(|time| time + shift).collect();
        let (longer, p) = mann_whitney(one, &moved);
        p < alpha && longer > 0.5
    };
    let (mut low, mut high) = (0.0, trimmed_mean(one));
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if shown(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// The U statistic as a share of all pairs, and its two-sided probability by
/// the normal approximation, with ties corrected.
fn mann_whitney(one: &[f64], two: &[f64]) -> (f64, f64) {
    let (n, m) = (count(one.len()), count(two.len()));
    let lots = [one, two].into_iter().enumerate();
    let mut all: Vec<_> = lots
        .flat_map(|(lot, times)| times.iter().map(move |time| (*time, lot)))
        .collect();
    all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks_of_two, mut ties, mut at) = (0.0, 0.0, 0);
    while at < all.len() {
        let same = all[at..]
            .iter()
            .take_while(|it| it.0.total_cmp(&all[at].0).is_eq());
        let same = same.count();
        let rank = count(at) + f64::midpoint(count(same), 1.0);
        let of_two = all[at..at + same].iter().filter(|it| it.1 == 1).count();
        ranks_of_two += rank * count(of_two);
        ties += count(same).powi(3) - count(same);
        at += same;
    }
    let u = ranks_of_two - m * (m + 1.0) / 2.0;
    let total = n + m;
    let variance = n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    let z = ((u - n * m / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
    (u / (n * m), 2.0 * upper_tail(z))
}

/// How often lots mixed at random have trimmed means this far apart.
fn permutations(one: &[f64], two: &[f64], shift: f64, rng: &mut impl Rng) -> f64 {
    const ROUNDS: u32 = 2_000;
    let mut all = [one, two].concat();
    let mut as_far = 0;
    for _ in 0..ROUNDS {
        all.shuffle(rng);
        let (left, right) = all.split_at(one.len());
        let apart = trimmed_mean(right) - trimmed_mean(left);
        as_far += u32::from(apart.abs() >= shift.abs());
    }
    f64::from(as_far + 1) / f64::from(ROUNDS + 1)
}

/// P(Z > z) for the standard normal distribution (Abramowitz and Stegun,
/// 7.1.26; good to seven places).
fn upper_tail(z: f64) -> f64 {
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let sum = [
        1.061_405_429,
        -1.453_152_027,
        1.421_413_741,
        -0.284_496_736,
        0.254_829_592,
    ];
    let polynomial = sum.into_iter().fold(0.0, |sum, next| (sum + next) * t);
    polynomial * (-x * x).exp() / 2.0
}

#[expect(clippy::cast_precision_loss, reason = "lots are small")]
fn count(number: usize) -> f64 {
    number as f64
}

/// That the tests find what is there, and nothing where nothing is.
pub fn self_check(rng: &mut impl Rng) {
    let mut lot = |shift: f64| -> Vec<f64> {
        let mut noise = || -> f64 { (0..12).map(|_| rng.random::<f64>()).sum() };
        (0..1_000).map(|_| noise() * 100.0 + shift).collect()
    };
    let (one, same, later) = (lot(0.0), lot(0.0), lot(30.0));
    let (equal, moved) = (compare(&one, &same, rng), compare(&one, &later, rng));
    assert!(equal.p_ranks > 1e-5 && equal.p_means > 0.000_6, "{equal:?}");
    assert!(moved.p_ranks < 1e-6 && moved.p_means < 0.001, "{moved:?}");
    assert!((moved.shift - 30.0).abs() < 20.0, "{moved:?}");
    assert!((upper_tail(1.959_964) - 0.025).abs() < 1e-6);
}
