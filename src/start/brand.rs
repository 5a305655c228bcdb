//! The operator's logo and colour, as files for browsers.

mod accent;

use std::ffi::OsStr;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::StartError;
use crate::base::config::InvalidValue;
use crate::web::{Logo, SiteFile};

pub use accent::Accent;

/// The room for a logo on pages, in CSS pixels.
const ROOM: (f64, f64) = (160.0, 40.0);

/// From here on a logo is a word, not a mark: this many times as wide as high.
const WIDE: f64 = 1.75;

const SVG: &str = "image/svg+xml";

/// Whether a file can be a logo, as far as its name and size say.
pub(super) fn is_logo(path: &Path) -> Result<(), InvalidValue> {
    const MAX: u64 = 256 * 1024;
    let fix = "give an .svg, .png or .webp file of at most 256 KiB";
    let kind = path.extension().map(OsStr::to_ascii_lowercase);
    let known = kind.is_some_and(|kind| kind == "svg" || kind == "png" || kind == "webp");
    let wrong = |why: &str| Err(InvalidValue::new(format!("{} {why}", path.display()), fix));
    if !known {
        return wrong("is of another kind");
    }
    match path.metadata() {
        Err(error) => wrong(&format!("cannot be read ({error})")),
        Ok(file) if !file.is_file() => wrong("is not a file"),
        Ok(file) if file.len() > MAX => wrong("is larger than 256 KiB"),
        Ok(_) => Ok(()),
    }
}

/// Reads the logo.
pub fn logo(path: &Path) -> Result<Logo, StartError> {
    let bytes = std::fs::read(path).map_err(|error| {
        StartError::Invalid(format!("site.logo_file: {}: {error}", path.display()))
    })?;
    let ending = path.extension().map(OsStr::to_ascii_lowercase);
    let (media_type, measured) = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("png") => ("image/png", png(&bytes)),
        Some("webp") => ("image/webp", webp(&bytes)),
        _ => (SVG, svg(&String::from_utf8_lossy(&bytes))),
    };
    let measured = measured.filter(|(width, height)| *width > 0.0 && *height > 0.0);
    Ok(Logo {
        file: SiteFile::new("/site/logo", media_type, bytes),
        size: measured.map(fitted),
        is_wide: measured.is_some_and(|(width, height)| width >= height * WIDE),
    })
}

/// As large as there is room.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "1 to 160"
)]
fn fitted((width, height): (f64, f64)) -> (u32, u32) {
    let scale = (ROOM.0 / width).min(ROOM.1 / height);
    let whole = |length: f64| (length * scale).round().max(1.0) as u32;
    (whole(width), whole(height))
}

fn png(bytes: &[u8]) -> Option<(f64, f64)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let is_header = bytes.get(12..16)? == b"IHDR";
    is_header.then_some((number(16)?.into(), number(20)?.into()))
}

/// Its three formats (RFC 9649, 2.5 to 2.7).
fn webp(bytes: &[u8]) -> Option<(f64, f64)> {
    let number = |at: usize| {
        let bytes = bytes.get(at..at + 3)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]))
    };
    let (width, height) = match bytes.get(12..16)? {
        b"VP8 " => (number(26)? & 0x3fff, number(28)? & 0x3fff),
        b"VP8L" => {
            let (low, high) = (number(21)?, number(23)?);
            ((low & 0x3fff) + 1, ((low >> 14 | high << 2) & 0x3fff) + 1)
        }
        b"VP8X" => (number(24)? + 1, number(27)? + 1),
        _ => return None,
    };
    Some((width.into(), height.into()))
}

/// By its `viewBox`, or else its width and height.
fn svg(text: &str) -> Option<(f64, f64)> {
    let (_, root) = text.split_once("<svg")?;
    let (root, _) = root.split_once('>')?;
    let root = format!(" {}", root.split_whitespace().collect::<Vec<_>>().join(" "));
    let length = |text: &str| text.trim_end_matches("px").parse().ok();
    if let Some(view) = attribute(&root, "viewBox") {
        let mut sides = view.split([' ', ',']).filter_map(length).skip(2);
        return sides.next().zip(sides.next());
    }
    let side = |name| attribute(&root, name).and_then(length);
    side("width").zip(side("height"))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c))?;
    rest.get(1..)?.split(quote).next()
}

/// The picture in the browser's tab: the logo, of a wide one its beginning,
/// where the mark or the first letter is; or the product's mark in the accent.
pub fn icon(logo: Option<&Logo>, accent: Option<Accent>) -> Option<SiteFile> {
    let picture = |svg: String| SiteFile::new("/site/icon", SVG, svg.into_bytes());
    let Some(logo) = logo else {
        let (fill, ink) = accent.map(|accent| (accent.to_string(), accent.ink()))?;
        return Some(picture(mark(&fill, &ink)));
    };
    let file = &logo.file;
    if let Some((width, height)) = logo.size.filter(|_| logo.is_wide) {
        let (data, kind) = (STANDARD.encode(&file.bytes), file.media_type);
        return Some(picture(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {height} {height}\">\
             <image width=\"{width}\" height=\"{height}\" href=\"data:{kind};base64,{data}\"/></svg>"
        )));
    }
    Some(SiteFile::new(
        "/site/icon",
        file.media_type,
        file.bytes.clone(),
    ))
}

fn mark(fill: &str, ink: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 30\"><rect width=\"30\" \
         height=\"30\" rx=\"7\" fill=\"{fill}\"/><path d=\"M6 18h4v6H6zM13 12h4v12h-4zM20 6h4v18h-4z\" \
         fill=\"{ink}\"/></svg>"
    )
}

/// The accent's shades; on dark pages lightened as far as needed.
pub fn style_sheet(accent: Accent) -> SiteFile {
    let dark = accent.on_dark();
    let css = format!(
        ":root {{ {} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {} --key-edge: {dark}; }} }}\n",
        shades(accent),
        shades(dark)
    );
    SiteFile::new(
        "/site/accent.css",
        "text/css; charset=utf-8",
        css.into_bytes(),
    )
}

fn shades(accent: Accent) -> String {
    let (ink, deep, hover) = (accent.ink(), accent.deep(), accent.hover());
    format!(
        "--accent: {accent}; --accent-ink: {ink}; --accent-deep: {deep}; \
         --accent-hover: {hover}; --mark-bg: {accent}; --mark-fg: {ink};"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_measured() {
        let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        picture.extend([0, 0, 1, 0x40, 0, 0, 0, 80]);
        assert_eq!(png(&picture), Some((320.0, 80.0)));
        assert_eq!(png(b"\x89PNG"), None);
        let riff =
            |kind: &[u8; 4], rest: &[u8]| [b"RIFF\0\0\0\0WEBP", &kind[..], &[0; 4], rest].concat();
        let lossy = riff(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 80, 0, 0]);
        assert_eq!(webp(&lossy), Some((320.0, 80.0)));
        let lossless = riff(b"VP8L", &[0x2f, 0x3f, 0xc1, 0x13, 0, 0, 0]);
        assert_eq!(webp(&lossless), Some((320.0, 80.0)));
        let extended = riff(b"VP8X", &[0, 0, 0, 0, 0x3f, 1, 0, 79, 0, 0]);
        assert_eq!(webp(&extended), Some((320.0, 80.0)));
        for (text, size) in [
            ("<svg viewBox='0 0 320 80'/>", Some((320.0, 80.0))),
            (
                "<?xml?><svg\n width=\"9\"\n viewBox=\"0,0,320,80\">",
                Some((320.0, 80.0)),
            ),
            ("<svg width=\"320px\" height=\"80\">", Some((320.0, 80.0))),
            ("<svg width=\"100%\" height=\"80\">", None),
            ("<svg/>", None),
        ] {
            assert_eq!(svg(text), size, "{text}");
        }
    }

    #[test]
    fn logos_fill_their_room() {
        assert_eq!(fitted((320.0, 80.0)), (160, 40));
        assert_eq!(fitted((512.0, 512.0)), (40, 40));
        assert_eq!(fitted((800.0, 20.0)), (160, 4));
        assert_eq!(fitted((1.0, 900.0)), (1, 40));
    }
}
