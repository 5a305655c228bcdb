//! Charts: pure functions from numbers to what SVG's path and rect elements
//! say. Labels are HTML beside the drawing, which is stretched to its place.

use crate::domain::trend::Share;

/// How wide a chart's view box is.
pub const WIDTH: f64 = 480.0;

/// A drawing of so many slots, side by side.
#[derive(Debug, Clone, Copy)]
pub struct Plot {
    /// How high its view box is.
    pub height: f64,
    /// The value at its foot.
    pub low: f64,
    /// The value at its head.
    pub high: f64,
}

/// A line: what is certain of it, and its end, which is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The path's `d`; straight over slots that have no value.
    pub d: String,
    /// The `d` of the piece that leads into the slot that is not over.
    pub tail: String,
}

/// A bar, in the view box's units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its left edge.
    pub x: String,
    /// Its head.
    pub y: String,
    /// How wide it is.
    pub width: String,
    /// How high it is.
    pub height: String,
    /// Whether its slot is not over.
    pub part: bool,
}

impl Plot {
    /// The middle of a slot.
    fn x(slot: usize, slots: usize) -> f64 {
        let slot = f64::from(u32::try_from(slot).unwrap_or(u32::MAX));
        (slot + 0.5) * slot_width(slots)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.height * (1.0 - share.clamp(0.0, 1.0))
    }

    /// A line through the middles of slots; the slots from `current` on are
    /// not over.
    #[must_use]
    pub fn line(&self, values: &[Option<f64>], current: usize) -> Line {
        let end = current.min(values.len());
        let slots = values.len();
        let tail = values
            .iter()
            .enumerate()
            .take(current + 1)
            .skip(end.max(1) - 1);
        // only what leads somewhere: the last certain value alone has its dot
        let has_end = values.get(current).copied().flatten().is_some();
        Line {
            d: self.path(values.iter().enumerate().take(end), slots),
            tail: if has_end {
                self.path(tail, slots)
            } else {
                String::new()
            },
        }
    }

    fn path<'a>(
        &self,
        values: impl Iterator<Item = (usize, &'a Option<f64>)>,
        slots: usize,
    ) -> String {
        let mut d = String::new();
        let known = values.filter_map(|(slot, value)| Some((slot, (*value)?)));
        let mut count = 0;
        for (slot, value) in known {
            d.push(if count == 0 { 'M' } else { 'L' });
            d.push_str(&point(Self::x(slot, slots), self.y(value)));
            count += 1;
        }
        if count == 1 {
            // a line without length has round ends: a dot
            d.push_str("h0");
        }
        d
    }

    /// A bar for each slot that has something; the one at `current` is not over.
    #[must_use]
    pub fn bars(&self, values: &[f64], current: usize) -> Vec<Bar> {
        const GAP: f64 = 0.15;
        let wide = slot_width(values.len());
        let bar = |(slot, value): (usize, &f64)| {
            let y = self.y(*value);
            Bar {
                x: unit(Self::x(slot, values.len()) - wide * (1.0 - GAP) / 2.0),
                y: unit(y),
                width: unit(wide * (1.0 - GAP)),
                height: unit(self.height - y),
                part: slot == current,
            }
        };
        let some = values.iter().enumerate().filter(|(_, value)| **value > 0.0);
        some.map(bar).collect()
    }
}

fn slot_width(slots: usize) -> f64 {
    WIDTH / f64::from(u32::try_from(slots.max(1)).unwrap_or(u32::MAX))
}

fn point(x: f64, y: f64) -> String {
    format!("{} {}", unit(x), unit(y))
}

fn unit(n: f64) -> String {
    format!("{n:.1}")
}

/// How long a bar of a hundred units is for a share.
#[must_use]
pub fn hundredths(share: Share) -> String {
    unit(100.0 * share.rate().unwrap_or_default().clamp(0.0, 1.0))
}

/// The foot of a scale of shares: a multiple of 20 hundredths, so that its four
/// steps are whole.
#[must_use]
pub fn foot(lowest: f64) -> u32 {
    let steps = [80, 60, 40, 20];
    let below = |foot: &u32| f64::from(*foot) / 100.0 <= lowest;
    steps.into_iter().find(below).unwrap_or(0)
}

/// The head of a scale of counts: a round number that is not less.
#[must_use]
pub fn head(most: i64) -> i64 {
    let most = most.max(1);
    let mut unit = 1_i64;
    while unit.saturating_mul(10) < most {
        unit = unit.saturating_mul(10);
    }
    if unit == 1 {
        return most;
    }
    // in tenths of the unit: 120 for 112, 1,500 for 1,240
    let rounds = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100];
    let fits = rounds.into_iter().map(|n| unit / 10 * n);
    fits.into_iter().find(|n| *n >= most).unwrap_or(most)
}

/// The head of a scale of seconds, of which a quarter is short to write.
#[must_use]
pub fn head_of_seconds(most: f64) -> f64 {
    let rounds = [
        0.2, 0.4, 0.8, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0,
    ];
    rounds.into_iter().find(|n| *n >= most).unwrap_or(40.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Plot = Plot {
        height: 100.0,
        low: 0.0,
        high: 1.0,
    };

    #[test]
    fn a_line_goes_through_the_middles_of_slots() {
        let line = PLOT.line(&[Some(0.0), Some(1.0), Some(0.25), Some(0.5)], 3);
        assert_eq!(line.d, "M60.0 100.0L180.0 0.0L300.0 75.0");
        assert_eq!(line.tail, "M300.0 75.0L420.0 50.0");
    }

    #[test]
    fn no_value_is_passed_over_and_one_alone_is_a_dot() {
        let line = PLOT.line(&[Some(0.5), None, Some(0.5), Some(1.0), None, None], 5);
        assert_eq!(line.d, "M40.0 50.0L200.0 50.0L280.0 0.0");
        assert_eq!(line.tail, "");
        let first = PLOT.line(&[Some(1.0), None], 0);
        assert_eq!(
            (first.d.as_str(), first.tail.as_str()),
            ("", "M120.0 0.0h0")
        );
        let after_gap = PLOT.line(&[None, Some(1.0)], 1);
        assert_eq!(after_gap.tail, "M360.0 0.0h0");
        assert_eq!(PLOT.line(&[], 0), Line::default());
    }

    #[test]
    fn values_stay_inside() {
        let plot = Plot { low: 0.5, ..PLOT };
        let line = plot.line(&[Some(0.2), Some(1.5)], 2);
        assert_eq!(line.d, "M120.0 100.0L360.0 0.0");
    }

    #[test]
    fn nothing_is_no_bar() {
        let bars = PLOT.bars(&[0.0, 0.5, 1.0, 0.0], 2);
        let told = bars
            .iter()
            .map(|bar| (&*bar.x, &*bar.y, &*bar.height, bar.part));
        let told: Vec<_> = told.collect();
        let is = [
            ("129.0", "50.0", "50.0", false),
            ("249.0", "0.0", "100.0", true),
        ];
        assert_eq!(told, is);
        assert_eq!(bars[0].width, "102.0");
    }

    #[test]
    fn scales_are_round() {
        assert_eq!([0.97, 0.8, 0.79, 0.41, 0.1].map(foot), [80, 80, 60, 40, 0]);
        let heads = [0, 7, 10, 11, 112, 1_000, 1_020, 1_240, 9_999].map(head);
        assert_eq!(heads, [1, 7, 10, 12, 120, 1_000, 1_200, 1_500, 10_000]);
        assert!((head_of_seconds(1.2) - 2.0).abs() < 1e-9);
    }
}
