//! Characters that a workbook writes as `_xHHHH_`.

use std::borrow::Cow;

/// The text with its escaped characters: line breaks come as `_x000D_`, a text that looks like an
/// escape has its underscore escaped (`_x005F_`).
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match code(rest) {
            // Half of a pair is no character by itself.
            Some(high @ 0xD800..=0xDBFF) => match code(&rest[7..]) {
                Some(low @ 0xDC00..=0xDFFF) => {
                    out.extend(char::decode_utf16([high, low]).filter_map(Result::ok));
                    rest = &rest[14..];
                }
                Some(_) | None => rest = &rest[7..],
            },
            Some(unit) => {
                out.extend(char::from_u32(u32::from(unit)));
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The number of an escape at the start of a text.
fn code(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let whole = text.as_bytes().get(6) == Some(&b'_') && digits.bytes().all(|b| b.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_characters() {
        for (written, read) in [
            ("Start_x000D_\ntid", "Start\r\ntid"),
            ("Norra_x002D_gatan", "Norra-gatan"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_xb_x00e5_c", "a_xb\u{e5}c"),
            ("_xD83D__xDE00_!", "\u{1F600}!"),
            ("_xD83D_!", "!"),
            ("_x12_", "_x12_"),
            ("_x000", "_x000"),
            ("_x00\u{e5}D_", "_x00\u{e5}D_"),
        ] {
            assert_eq!(unescaped(written), read, "{written}");
        }
    }
}
