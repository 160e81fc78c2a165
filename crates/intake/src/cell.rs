//! One cell as a file gives it, and the plain readings of it.

use domain::names::{is_dash, is_invisible};
use std::borrow::Cow;

/// A cell's content before anything is made of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or one of the usual words for nothing (`NA`, `NULL`, `#N/A`).
    Empty,
    /// Text, cleaned: see [`clean`].
    Text(String),
    /// A number that the file does not call a date.
    Number(f64),
    /// A number that the file shows as date or time.
    Serial {
        /// Days in the 1900 system.
        days: f64,
        /// Whether the file shows the time of day: midnight is then a time, not the lack of one.
        timed: bool,
    },
    /// Text longer than the bound; the text is not kept.
    TooLong,
}

impl Cell {
    /// A text cell from raw text.
    pub(crate) fn from_text(raw: &str) -> Self {
        let text = clean(raw);
        match text.as_str() {
            "" | "NA" | "N/A" | "#N/A" | "NULL" | "null" | "NaN" | "-" | "--" => Cell::Empty,
            error if is_error_value(error) => Cell::Empty,
            _ => Cell::Text(text),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The text a person would see; dates as ISO.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(n) => Cow::Owned(shown(*n)),
            Cell::Serial { days, timed } => Cow::Owned(crate::dates::shown_serial(*days, *timed)),
            Cell::TooLong => Cow::Borrowed("…"),
        }
    }

    /// The cell's text for a reason: at most 40 characters.
    pub(crate) fn short(&self) -> String {
        shorten(&self.text())
    }

    /// A number with point or comma, with or without spaces between thousands.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(n) | Cell::Serial { days: n, .. } => Some(*n),
            Cell::Text(text) => parse_number(text),
            Cell::Empty | Cell::TooLong => None,
        }
    }
}

/// Whether a text is what a spreadsheet shows where a formula failed: `#SAKNAS!`, `#VÄRDEFEL!`,
/// `#NAMN?`, `#DIV/0!` in whatever language, or a column too narrow for its value.
pub fn is_error_value(text: &str) -> bool {
    let Some(word) = text.strip_prefix('#') else { return false };
    if word.len() >= 3 && word.bytes().all(|b| b == b'#') || matches!(word, "GETTING_DATA" | "N/A") {
        return true;
    }
    let Some(word) = word.strip_suffix(['!', '?']) else { return false };
    word.chars().count() >= 3 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '_'))
}

/// A number as a spreadsheet shows it: whole numbers without a decimal point.
fn shown(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 { format!("{n:.0}") } else { n.to_string() }
}

/// At most 40 characters of a text.
pub(crate) fn shorten(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    text.chars().take(39).chain(['…']).collect()
}

/// Characters of a text that can be a number.
const NUMBER_CHARS: usize = 40;

/// A number as it is written: with point or comma, with a minus of any kind, with blanks or the other mark
/// between its thousands. The last mark is the decimal one. Two numbers side by side are none.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text.len() > NUMBER_CHARS {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E')) {
        return text.parse::<f64>().ok().filter(|n| n.is_finite());
    }
    let minus = |c: char| if is_dash(c) { '-' } else { c };
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    let mut plain: String = text.chars().map(minus).map(blank).collect();
    if !plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+' | b'e' | b'E' | b' ')) {
        return None;
    }
    let unsigned = plain.trim_start_matches(['-', '+', ' ']);
    let lead = plain.len() - unsigned.len();
    if unsigned.contains(' ') {
        plain = format!("{}{}", plain[..lead].replace(' ', ""), without_thousands(unsigned, ' ')?);
    }
    let lead = plain.len() - plain.trim_start_matches(['-', '+', ' ']).len();
    // The last mark is the decimal one; the other, which may come more than once, separates thousands.
    let unsigned = match (plain.rfind('.'), plain.rfind(',')) {
        (Some(point), Some(comma)) if comma > point => without_thousands(&plain[lead..], '.')?.replacen(',', ".", 1),
        (Some(_), Some(_)) => without_thousands(&plain[lead..], ',')?,
        (None, Some(_)) => plain[lead..].replacen(',', ".", 1),
        (Some(_), None) | (None, None) => plain[lead..].to_owned(),
    };
    format!("{}{unsigned}", plain[..lead].trim()).parse::<f64>().ok().filter(|n| n.is_finite())
}

/// A number without the marks between its thousands; `None` when they stand elsewhere: `12 5`, `1 1800`.
fn without_thousands(text: &str, mark: char) -> Option<String> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != mark).unwrap_or(text.len());
    let (whole, rest) = text.split_at(end);
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    let thousands = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (thousands && !rest.contains(mark)).then(|| whole.replace(mark, "") + rest)
}

/// Text without what cannot be seen: control, zero-width and direction marks go, white space is
/// one blank, Swedish letters written as letter + accent become one letter.
pub fn clean(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if let Some(joined) = accent(&out, c) {
            out.pop();
            out.push(joined);
        } else if !c.is_control() && !is_invisible(c) {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// The letter that `accent` makes of the last one, for the letters of Swedish names.
fn accent(before: &str, accent: char) -> Option<char> {
    let joined = match (before.chars().next_back()?, accent) {
        ('a', '\u{30A}') => 'å',
        ('A', '\u{30A}') => 'Å',
        ('a', '\u{308}') => 'ä',
        ('A', '\u{308}') => 'Ä',
        ('o', '\u{308}') => 'ö',
        ('O', '\u{308}') => 'Ö',
        ('u', '\u{308}') => 'ü',
        ('U', '\u{308}') => 'Ü',
        ('e', '\u{301}') => 'é',
        ('E', '\u{301}') => 'É',
        _ => return None,
    };
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_swedish_and_english() {
        let n = |t: &str| Cell::from_text(t).number();
        assert_eq!(n("58,403267"), Some(58.403267));
        assert_eq!(n("58.403267"), Some(58.403267));
        assert_eq!(n("6 474 000,5"), Some(6_474_000.5));
        assert_eq!(n("1.234.567,8"), Some(1_234_567.8));
        assert_eq!(n("-73.9"), Some(-73.9));
        assert_eq!(n("\u{2212}3"), Some(-3.0));
        assert_eq!(n("1\u{A0}180"), Some(1_180.0));
        assert_eq!(n("\u{2212}12\u{202F}345,5"), Some(-12_345.5));
        assert_eq!(n("- 7"), Some(-7.0));
        assert_eq!(n("1,234,567.8"), Some(1_234_567.8));
        assert_eq!(n("1e3"), Some(1_000.0));
        // Two numbers in one cell, and thousands that are none.
        for text in ["", "NaN", "inf", "0x10", "1,2,3", "12 st", "--1", "12 5", "58,4 15,6", "1 1800", "1.2.3", "12,34.5", "1,5 000", "-"] {
            assert_eq!(n(text), None, "{text}");
        }
    }

    #[test]
    fn error_values_are_nothing() {
        for text in [
            "#SAKNAS!",
            "#VÄRDEFEL!",
            "#REFERENS!",
            "#NAMN?",
            "#DIVISION/0!",
            "#OGILTIGT!",
            "#SKÄRNING!",
            "#N/A",
            "#DIV/0!",
            "#NULL!",
            "#####",
        ] {
            assert!(Cell::from_text(text).is_empty(), "{text}");
        }
        for text in ["#1", "#metoo", "#METOO", "# 12!", "#a!", "##"] {
            assert!(!Cell::from_text(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn unseen_characters_go() {
        assert_eq!(clean("Tallboda  "), "Tallboda");
        assert_eq!(clean("\u{202E}Ryd\u{200B}\0 \t\n centrum"), "Ryd centrum");
        assert_eq!(clean("A\u{30A}kerbo"), "Åkerbo");
    }

    #[test]
    fn whole_numbers_have_no_point() {
        assert_eq!(Cell::Number(858.0).text(), "858");
        assert_eq!(Cell::Number(58.4).text(), "58.4");
    }
}
