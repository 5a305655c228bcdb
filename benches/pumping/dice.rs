//! Dice: the same seed throws the same numbers on every machine.

use std::time::Duration;

/// `SplitMix64`; small, fast, and good enough for a simulation.
#[derive(Debug, Clone)]
pub struct Dice(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    /// A stream of its own for every name.
    #[must_use]
    pub fn new(name: &[u64]) -> Self {
        let mut dice = Self(0);
        for part in name {
            dice.0 ^= part.wrapping_mul(GOLDEN);
            dice.0 = dice.next();
        }
        dice
    }

    /// 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 up to, but not, `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        let high = (self.next() >> 32) * u64::from(end);
        u32::try_from(high >> 32).unwrap_or_default()
    }

    /// 0 up to, but not, 1.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.below(u32::MAX)) / f64::from(u32::MAX)
    }

    /// True in this share of all throws.
    pub fn falls(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// A whole number that is `mean` on average.
    pub fn about(&mut self, mean: f64) -> u32 {
        let spare = self.unit();
        whole(mean + spare)
    }

    /// Anything from `from` to `to` seconds.
    pub fn seconds(&mut self, from: u32, to: u32) -> Duration {
        let millis = u64::from(self.below((to - from) * 1_000));
        Duration::from_millis(u64::from(from) * 1_000 + millis)
    }

    /// One of the slice, which is not empty.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let at = self.below(u32::try_from(all.len()).unwrap_or(u32::MAX));
        &all[at as usize]
    }

    /// An index, as often as its weight says.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            if left < *weight {
                return at;
            }
            left -= weight;
        }
        0
    }
}

/// Rounds down; the simulation has no number near the ends of `u32`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of u32"
)]
#[must_use]
pub fn whole(x: f64) -> u32 {
    x.clamp(0.0, f64::from(u32::MAX)) as u32
}
