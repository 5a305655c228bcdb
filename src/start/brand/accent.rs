//! The operator's colour, and the shades that go with it.

use std::fmt;

use crate::base::config::InvalidValue;

/// The least contrast between a button and its words (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;
/// The least contrast between a button and the page (WCAG 2.2, 1.4.11).
const SEEN: f64 = 3.0;
/// The lightest surface of `app.css` in the dark.
const DARK_SURFACE: Accent = Accent([0x18, 0x20, 0x2c]);
const DARK: Accent = Accent([0x16, 0x20, 0x2e]);
const WHITE: Accent = Accent([0xff; 3]);

/// A colour on which dark or white text is readable; shown as `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Accent([u8; 3]);

impl Accent {
    /// Reads `#rrggbb`.
    ///
    /// # Errors
    /// Another form, or a colour on which neither text is readable.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let accent = Self::read(text)
            .ok_or_else(|| InvalidValue::expected("give # and six hex digits, such as #ffcb3d"))?;
        let contrast = accent.contrast(accent.best_ink());
        if contrast < READABLE {
            let problem = format!(
                "neither dark nor white text is readable on {accent} (contrast {contrast:.2}, less than {READABLE})"
            );
            return Err(InvalidValue::new(
                problem,
                "give a lighter or a darker colour",
            ));
        }
        Ok(accent)
    }

    fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// The colour of words on it: `#16202e` or `#ffffff`.
    #[must_use]
    pub fn ink(self) -> String {
        self.best_ink().to_string()
    }

    /// A darker shade, for the button's edge.
    #[must_use]
    pub fn deep(self) -> String {
        self.towards(0, 25).to_string()
    }

    /// The shade under the pointer, a step away from its ink, so that the
    /// words stay readable.
    #[must_use]
    pub fn hover(self) -> String {
        let shade = if self.best_ink() == DARK { 0xff } else { 0 };
        self.towards(shade, 15).to_string()
    }

    /// The same colour for dark pages: lightened until it stands out from them
    /// and words on it are readable.
    #[must_use]
    pub fn on_dark(self) -> Self {
        let works = |shade: &Self| {
            shade.contrast(DARK_SURFACE) >= SEEN && shade.contrast(shade.best_ink()) >= READABLE
        };
        let mut shades = (0..=100).map(|percent| self.towards(0xff, percent));
        shades.find(works).unwrap_or(WHITE)
    }

    fn best_ink(self) -> Self {
        if self.contrast(DARK) >= self.contrast(WHITE) {
            DARK
        } else {
            WHITE
        }
    }

    /// Mixed with so many percent of black (0) or white (255).
    fn towards(self, shade: u8, percent: u16) -> Self {
        Self(self.0.map(|channel| {
            let mixed = u16::from(channel) * (100 - percent) + u16::from(shade) * percent;
            u8::try_from(mixed / 100).unwrap_or(u8::MAX)
        }))
    }

    /// The contrast ratio, 1 to 21 (WCAG 2.2).
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Debug for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_the_readable_one() {
        for (accent, ink) in [
            ("#FFCB3D", "#16202e"),
            ("#ffffff", "#16202e"),
            ("#0b57d0", "#ffffff"),
            ("#000000", "#ffffff"),
            ("#767676", "#ffffff"),
        ] {
            let accent = Accent::parse(accent).expect(accent);
            assert_eq!(accent.ink(), ink, "{accent}");
        }
    }

    #[test]
    fn contrast_is_as_wcag_counts_it() {
        let grey = Accent([0x76; 3]);
        assert!((grey.contrast(WHITE) - 4.54).abs() < 0.01);
        assert!((Accent([0; 3]).contrast(WHITE) - 21.0).abs() < 0.001);
        assert!(Accent::parse("#777777").is_err(), "4.48 with white");
        assert!(Accent::parse("#858585").is_err(), "4.44 with dark");
        assert!(Accent::parse("#878787").is_ok(), "4.56 with dark");
    }

    #[test]
    fn words_stay_readable_under_the_pointer_and_the_edge_is_darker() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                let text = Accent([red, green, 0x80]).to_string();
                let Ok(accent) = Accent::parse(&text) else {
                    continue;
                };
                let hover = Accent::read(&accent.hover()).expect("a colour");
                let ink = accent.best_ink();
                assert!(hover.contrast(ink) >= accent.contrast(ink), "{accent}");
                let deep = Accent::read(&accent.deep()).expect("a colour");
                assert!(deep.luminance() < accent.luminance(), "{accent}");
            }
        }
    }

    #[test]
    fn on_dark_pages_it_is_lightened_as_far_as_needed() {
        let css = include_str!("../../../static/app.css");
        let (_, dark) = css
            .split_once("(prefers-color-scheme: dark)")
            .expect("dark");
        assert!(dark.contains(&format!("--surface: {DARK_SURFACE};")));
        for kept in ["#ffcb3d", "#ffffff", "#1f7a4d"] {
            let accent = Accent::parse(kept).expect(kept);
            assert_eq!(accent.on_dark(), accent);
        }
        for shade in (0..0x1000_u32).step_by(7) {
            let [_, _, high, low] = shade.to_be_bytes();
            let channels = [high, low >> 4, low & 15].map(|digit| digit * 17);
            let Ok(accent) = Accent::parse(&Accent(channels).to_string()) else {
                continue;
            };
            let dark = accent.on_dark();
            assert!(dark.contrast(DARK_SURFACE) >= SEEN, "{accent} {dark}");
            assert!(
                dark.contrast(dark.best_ink()) >= READABLE,
                "{accent} {dark}"
            );
            assert!(dark.luminance() >= accent.luminance(), "{accent} {dark}");
        }
    }

    #[test]
    fn refuses_other_forms() {
        for text in [
            "", "#fff", "ffcb3d", "#ffcb3g", "#ffcb3d0", "#+fcb3d", "red",
        ] {
            assert!(Accent::parse(text).is_err(), "{text}");
        }
    }
}
