//! What a share did over time, for a sentence that says it: whether it held,
//! fell or rose for good, or fell for a while. Only what chance would hardly do
//! is said.

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many of them.
    pub part: i64,
    /// All of them.
    pub whole: i64,
}

/// What a share did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trend {
    /// Too few to say more than this.
    Few(Share),
    /// The same all the time, but for chance.
    Steady(f64),
    /// One share until a slot, another from there on.
    Changed {
        /// Until then.
        before: f64,
        /// The first slot of the new share.
        at: usize,
        /// From then on.
        after: f64,
    },
    /// Low in a slot, and back where it was at the end.
    Dip {
        /// But for that slot.
        usual: f64,
        /// The lowest slot.
        at: usize,
        /// The share there.
        low: f64,
    },
}

/// With fewer than this in all there is no trend, and with fewer than half of
/// it no side of one.
const ENOUGH: i64 = 20;
/// A change by less is none.
const WORTH_SAYING: f64 = 0.05;
/// So many standard deviations are hardly chance, however many slots there are.
const SURE: f64 = 4.0;

impl Share {
    /// The share, from 0 to 1; none of nothing is no share.
    #[must_use]
    pub fn rate(self) -> Option<f64> {
        (self.whole > 0).then(|| small(self.part) / small(self.whole))
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            part: self.part + other.part,
            whole: self.whole + other.whole,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            part: self.part - other.part,
            whole: self.whole - other.whole,
        }
    }

    /// By how much this is above the other, if that is hardly chance (a test of
    /// two proportions) and worth saying.
    #[must_use]
    pub fn above(self, other: Self) -> Option<f64> {
        if self.whole.min(other.whole) * 2 < ENOUGH {
            return None;
        }
        let apart = self.rate()? - other.rate()?;
        let both = self.plus(other).rate()?;
        let spread = both * (1.0 - both) * (1.0 / small(self.whole) + 1.0 / small(other.whole));
        let sure = apart * apart > SURE * SURE * spread;
        (sure && apart.abs() >= WORTH_SAYING).then_some(apart)
    }
}

/// Counts are far below what a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts of texts are small")]
fn small(n: i64) -> f64 {
    n as f64
}

/// What the share did over these slots.
#[must_use]
pub fn trend(slots: &[Share]) -> Trend {
    let all = slots.iter().copied().fold(Share::default(), Share::plus);
    let Some(rate) = all.rate().filter(|_| all.whole >= ENOUGH) else {
        return Trend::Few(all);
    };
    dip(slots, all)
        .or_else(|| change(slots, all))
        .unwrap_or(Trend::Steady(rate))
}

/// The lowest slot, if the share was higher before, and was back at the end.
fn dip(slots: &[Share], all: Share) -> Option<Trend> {
    let below = slots.iter().enumerate().filter_map(|(at, slot)| {
        let apart = slot.above(all.minus(*slot)).filter(|apart| *apart < 0.0)?;
        Some((at, apart))
    });
    let (at, _) = below.min_by(|a, b| a.1.total_cmp(&b.1))?;
    let last = slots.iter().rposition(|slot| slot.whole * 2 >= ENOUGH)?;
    let usual = all.minus(slots[at]).rate()?;
    let before = slots[..at]
        .iter()
        .copied()
        .fold(Share::default(), Share::plus);
    let is_usual = |share: Share| share.rate().is_some_and(|rate| rate > usual - WORTH_SAYING);
    let back = last > at && is_usual(slots[last]) && is_usual(before);
    back.then_some(Trend::Dip {
        usual,
        at,
        low: slots[at].rate()?,
    })
}

/// Where the shares before and after differ most.
fn change(slots: &[Share], all: Share) -> Option<Trend> {
    let mut before = Share::default();
    let mut best: Option<(f64, Trend)> = None;
    for (at, slot) in slots.iter().enumerate().skip(1) {
        before = before.plus(slots[at - 1]);
        let after = all.minus(before);
        let Some(apart) = after.above(before).filter(|_| slot.whole > 0) else {
            continue;
        };
        // as many as possible on the smaller side, as far apart as possible
        let weight = apart * apart * small(before.whole) * small(after.whole);
        if best.is_none_or(|(most, _)| weight > most) {
            let changed = Trend::Changed {
                before: before.rate()?,
                at,
                after: after.rate()?,
            };
            best = Some((weight, changed));
        }
    }
    best.map(|(_, changed)| changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(slots: &[(i64, i64)]) -> Trend {
        let slots = slots.iter().map(|&(part, whole)| Share { part, whole });
        trend(&slots.collect::<Vec<_>>())
    }

    #[test]
    fn few_are_told_as_they_are() {
        assert_eq!(of(&[]), Trend::Few(Share::default()));
        let few = Share { part: 3, whole: 19 };
        assert_eq!(of(&[(3, 10), (0, 9)]), Trend::Few(few));
    }

    #[test]
    fn chance_is_no_change() {
        let steady = of(&[(80, 100), (0, 0), (83, 100), (77, 100), (4, 4)]);
        let Trend::Steady(rate) = steady else {
            panic!("{steady:?}");
        };
        assert!((rate - 244.0 / 304.0).abs() < 1e-9);
        // all alike leaves no spread
        assert_eq!(of(&[(50, 50), (50, 50)]), Trend::Steady(1.0));
        assert_eq!(of(&[(0, 50), (0, 50)]), Trend::Steady(0.0));
    }

    #[test]
    fn a_lasting_fall_is_a_change() {
        let fell = of(&[(82, 100), (81, 100), (83, 100), (60, 100), (58, 100)]);
        let Trend::Changed { before, at, after } = fell else {
            panic!("{fell:?}");
        };
        assert_eq!(at, 3);
        assert!((before - 0.82).abs() < 1e-9 && (after - 0.59).abs() < 1e-9);
        let rose = of(&[(20, 100), (80, 100), (81, 100)]);
        assert!(matches!(rose, Trend::Changed { at: 1, .. }), "{rose:?}");
    }

    #[test]
    fn what_came_back_is_a_dip() {
        let dip = of(&[(82, 100), (20, 100), (60, 100), (81, 100), (1, 2)]);
        assert!(matches!(dip, Trend::Dip { at: 1, .. }), "{dip:?}");
        let down = of(&[(82, 100), (81, 100), (20, 100)]);
        assert!(matches!(down, Trend::Changed { at: 2, .. }), "{down:?}");
    }

    #[test]
    fn shares_differ_when_that_is_hardly_chance() {
        let share = |part, whole| Share { part, whole };
        assert_eq!(share(9, 10).above(share(80, 100)), None);
        assert_eq!(share(0, 9).above(share(80, 100)), None);
        let fell = share(9, 100).above(share(80, 100));
        assert!(fell.is_some_and(|apart| (apart + 0.71).abs() < 1e-9));
    }
}
