//! QR codes as one path of an inline SVG, which the content policy allows.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// The light border that readers need, in modules (ISO/IEC 18004).
const BORDER: i32 = 4;

/// A code to be drawn dark on light, whatever the page's colours.
#[derive(Debug)]
pub struct Qr {
    /// Modules on a side, with the border.
    pub side: i32,
    /// The dark ones, as an SVG path.
    pub path: String,
}

impl Qr {
    /// The code of a text; none if that is too long for any.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let dark = (x..code.size()).take_while(|x| code.get_module(*x, y));
                let length = i32::try_from(dark.count()).unwrap_or_default();
                if length > 0 {
                    let (left, top) = (x + BORDER, y + BORDER);
                    let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
                }
                x += length + 1;
            }
        }
        Some(Self {
            side: code.size() + 2 * BORDER,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_draws_every_dark_module_once_and_no_other() {
        let text = "otpauth://totp/Textgate:%E2%80%A2671?secret=GEZDGNBVGY3TQOJQ";
        let (qr, code) = (
            Qr::of(text).expect("a code"),
            QrCode::encode_text(text, QrCodeEcc::Medium).expect("a code"),
        );
        let mut drawn = Vec::new();
        for run in qr.path.split_terminator('z') {
            let (place, rest) = run[1..].split_once('h').expect("a run");
            let (x, y) = place.split_once(' ').expect("a place");
            let (length, _) = rest.split_once('v').expect("a length");
            let [x, y, length] = [x, y, length].map(|n| n.parse::<i32>().expect("a number"));
            drawn.extend((x..x + length).map(|x| (y - BORDER, x - BORDER)));
        }
        let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (y, x)));
        let dark: Vec<_> = all.filter(|(y, x)| code.get_module(*x, *y)).collect();
        assert_eq!(drawn, dark);
        assert_eq!(qr.side, code.size() + 8);
    }
}
