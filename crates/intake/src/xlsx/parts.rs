//! The small parts of a workbook: list of sheets, relations, date styles, shared strings.

use super::{Archive, Xml, entity};
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event as Markup};

/// More sheets, relations or styles than this are ignored: no list has them.
const MANY: usize = 4_096;

/// What `xl/workbook.xml` says.
pub(super) struct Workbook {
    /// Name and relation id of each visible sheet.
    pub(super) sheets: Vec<(String, String)>,
    /// Whether dates count from 1904.
    pub(super) from_1904: bool,
}

/// An attribute's text by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|a| a.key.local_name().as_ref() == name)
        .and_then(|a| a.normalized_value(XmlVersion::Implicit1_0).ok().map(|v| v.into_owned()))
}

pub(super) fn workbook(archive: &mut Archive, limits: &Limits) -> Result<Workbook, Refused> {
    let mut book = Workbook { sheets: Vec::new(), from_1904: false };
    let mut xml = Xml::open(archive, "xl/workbook.xml", limits)?.ok_or(Refused::Truncated)?;
    loop {
        match xml.next()? {
            Markup::Start(e) | Markup::Empty(e) => match e.local_name().as_ref() {
                "workbookPr" => book.from_1904 = matches!(attribute(&e, "date1904").as_deref(), Some("1" | "true")),
                "sheet" if book.sheets.len() < MANY => {
                    let hidden = attribute(&e, "state").is_some_and(|s| s != "visible");
                    // The relation's id is `r:id`; `sheetId` is another number.
                    if let (false, Some(name), Some(id)) = (hidden, attribute(&e, "name"), attribute(&e, "id")) {
                        book.sheets.push((crate::cell::clean(&name), id));
                    }
                }
                _ => {}
            },
            Markup::Eof => return Ok(book),
            _ => {}
        }
    }
}

/// Relation ids and the container's part names that they stand for.
pub(super) fn relations(archive: &mut Archive, limits: &Limits) -> Result<Vec<(String, String)>, Refused> {
    let mut targets = Vec::new();
    let mut xml = Xml::open(archive, "xl/_rels/workbook.xml.rels", limits)?.ok_or(Refused::Truncated)?;
    loop {
        match xml.next()? {
            Markup::Start(e) | Markup::Empty(e) if e.local_name().as_ref() == "Relationship" && targets.len() < MANY => {
                if let (Some(id), Some(target)) = (attribute(&e, "Id"), attribute(&e, "Target")) {
                    let part = match target.strip_prefix('/') {
                        Some(absolute) => absolute.to_owned(),
                        None => format!("xl/{target}"),
                    };
                    targets.push((id, part));
                }
            }
            Markup::Eof => return Ok(targets),
            _ => {}
        }
    }
}

/// What a cell style makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A number like any other.
    Number,
    /// A day without time.
    Day,
    /// A time of day, with or without its day.
    Time,
}

/// What each cell style makes of a number. Empty when the workbook has no styles.
pub(super) fn styles(archive: &mut Archive, limits: &Limits) -> Result<Vec<Style>, Refused> {
    let mut formats: Vec<(u32, Style)> = Vec::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    let Some(mut xml) = Xml::open(archive, "xl/styles.xml", limits)? else { return Ok(styles) };
    loop {
        match xml.next()? {
            Markup::Start(e) | Markup::Empty(e) => match e.local_name().as_ref() {
                "cellXfs" => in_cell_styles = true,
                "numFmt" if formats.len() < MANY => {
                    let id = attribute(&e, "numFmtId").and_then(|t| t.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&e, "formatCode")) {
                        formats.push((id, style_of(&code)));
                    }
                }
                "xf" if in_cell_styles && styles.len() < 65_536 => {
                    let id = attribute(&e, "numFmtId").and_then(|t| t.parse().ok()).unwrap_or(0);
                    let own = formats.iter().find(|(f, _)| *f == id).map(|(_, style)| *style);
                    styles.push(own.unwrap_or(match id {
                        18..=22 | 32 | 33 | 45..=47 => Style::Time,
                        14..=17 | 27..=31 | 34..=36 | 50..=58 => Style::Day,
                        _ => Style::Number,
                    }));
                }
                _ => {}
            },
            Markup::End(e) if e.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Markup::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// What a number format shows, by its date and time letters outside of quotes, escapes and colours.
fn style_of(code: &str) -> Style {
    let (mut day, mut time, mut swedish_hours) = (false, false, false);
    let mut chars = code.chars();
    let mut bracket = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                bracket.clear();
                bracket.extend(chars.by_ref().take_while(|c| *c != ']'));
                // [h], [mm] and [ss] count elapsed time; anything else is a colour, condition or locale.
                time |= !bracket.is_empty() && bracket.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
            }
            'h' | 'H' | 's' | 'S' => time = true,
            't' | 'T' => swedish_hours = true,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'å' => day = true,
            // "General" has no date letter before its own are met; "E" alone is scientific.
            'G' | 'g' => break,
            _ => {}
        }
    }
    match (day, time || (day && swedish_hours)) {
        (_, true) => Style::Time,
        (true, false) => Style::Day,
        (false, false) => Style::Number,
    }
}

/// The workbook's table of texts: one run of bytes and where each text ends.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(archive: &mut Archive, limits: &Limits) -> Result<Self, Refused> {
        let mut strings = Self::default();
        let Some(mut xml) = Xml::open(archive, "xl/sharedStrings.xml", limits)? else { return Ok(strings) };
        let (mut in_text, mut phonetic) = (false, false);
        loop {
            match xml.next()? {
                Markup::Start(e) => match e.local_name().as_ref() {
                    "t" => in_text = !phonetic,
                    "rPh" => phonetic = true,
                    _ => {}
                },
                Markup::Empty(e) if e.local_name().as_ref() == "si" => strings.end(limits)?,
                Markup::End(e) => match e.local_name().as_ref() {
                    "t" => in_text = false,
                    "rPh" => phonetic = false,
                    "si" => strings.end(limits)?,
                    "sst" => return Ok(strings),
                    _ => {}
                },
                Markup::Text(e) if in_text => strings.text.push_str(&e),
                Markup::CData(e) if in_text => strings.text.push_str(&e),
                Markup::GeneralRef(e) if in_text => strings.text.push(entity(&e)?),
                Markup::Eof if strings.ends.is_empty() => return Ok(strings),
                Markup::Eof => return Err(Refused::Truncated),
                _ => {}
            }
            if strings.text.len() > limits.string_bytes {
                return Err(Refused::TooLarge { what: Excess::Strings, limit: limits.string_bytes as u64 });
            }
        }
    }

    fn end(&mut self, limits: &Limits) -> Result<(), Refused> {
        if self.ends.len() >= limits.strings {
            return Err(Refused::TooLarge { what: Excess::Strings, limit: limits.strings as u64 });
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// The text with a number; `None` when there is none.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |e| *e as usize);
        self.text.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_formats() {
        for code in ["yyyy-mm-dd", "m/d/yy", "[$-41D]d mmmm yyyy;@", "åååå-mm-dd"] {
            assert_eq!(style_of(code), Style::Day, "{code}");
        }
        for code in ["hh:mm", "[h]:mm", "mm:ss", "yyyy\\-mm\\-dd\\ hh:mm", "d/m/yy h:mm AM/PM", "åååå-MM-dd tt:mm"] {
            assert_eq!(style_of(code), Style::Time, "{code}");
        }
        for code in ["General", "0.00", "#,##0", "0.0E+00", "[Red]0", "\"dagar\" 0", "@", "0\\d"] {
            assert_eq!(style_of(code), Style::Number, "{code}");
        }
    }
}
