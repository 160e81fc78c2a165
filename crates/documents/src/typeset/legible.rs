//! Text that the fonts can show.
//!
//! PDF/A refuses a document with a single letter that no font has, and Inter has neither emoji
//! nor the letters of every language. A name with one must not cost a municipality its document.

use serde_json::Value;
use typst::text::Font;

/// Stands for a letter that cannot be shown.
const MISSING: char = '□';

/// The value with every text made legible; numbers and keys as they are.
pub(super) fn value(value: &Value, fonts: &[Font]) -> Value {
    match value {
        Value::String(t) => Value::String(text(t, fonts)),
        Value::Array(items) => items.iter().map(|item| self::value(item, fonts)).collect(),
        Value::Object(members) => Value::Object(members.iter().map(|(key, member)| (key.clone(), self::value(member, fonts))).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// The text with what cannot be shown replaced, and what shows nothing left out. Never makes a
/// character that has a meaning in markup.
pub(super) fn text(text: &str, fonts: &[Font]) -> String {
    text.chars().filter_map(|c| letter(c, fonts)).collect()
}

fn letter(c: char, fonts: &[Font]) -> Option<char> {
    match c {
        c if c.is_ascii_graphic() || c == ' ' => Some(c),
        c if c.is_whitespace() && c != '\u{a0}' && c != '\u{2009}' => Some(' '),
        c if c.is_control() || shows_nothing(c) => None,
        c if !private(c) && fonts.iter().all(|f| f.info().coverage.contains(u32::from(c))) => Some(c),
        _ => Some(MISSING),
    }
}

/// Joiners, direction marks, variation selectors, tags: what belongs to letters that are gone.
fn shows_nothing(c: char) -> bool {
    matches!(u32::from(c), 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}

/// Private use: means nothing to whoever reads the text out of the document.
fn private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF0000..=0x0010_FFFF)
}
