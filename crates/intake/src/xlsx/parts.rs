//! The small parts of a workbook: list of sheets, relations, date styles, shared strings.

use super::escapes::unescaped;
use super::names::{Names, relations_of, resolved};
use super::{Archive, Xml, entity};
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event as Markup};

/// More sheets, relations or styles than this are ignored: no list has them.
const MANY: usize = 4_096;

/// What the main part says.
pub(super) struct Workbook {
    pub(super) tabs: Vec<TabEntry>,
    /// Whether dates count from 1904.
    pub(super) from_1904: bool,
}

/// A tab as the main part lists it.
pub(super) struct TabEntry {
    pub(super) name: String,
    /// Id of the relation that names its part.
    pub(super) relation: String,
    pub(super) is_hidden: bool,
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

pub(super) fn workbook(archive: &mut Archive, part: usize, limits: &Limits) -> Result<Workbook, Refused> {
    let mut book = Workbook { tabs: Vec::new(), from_1904: false };
    let mut xml = Xml::open(archive, part, limits)?;
    loop {
        match xml.next()? {
            Markup::Start(e) | Markup::Empty(e) => match e.local_name().as_ref() {
                "workbookPr" => book.from_1904 = matches!(attribute(&e, "date1904").as_deref(), Some("1" | "true" | "on")),
                "sheet" if book.tabs.len() < MANY => {
                    let is_hidden = attribute(&e, "state").is_some_and(|s| s != "visible");
                    // The relation's id is `r:id`; `sheetId` is another number.
                    if let (Some(name), Some(relation)) = (attribute(&e, "name"), attribute(&e, "id")) {
                        book.tabs.push(TabEntry { name: crate::cell::clean(&unescaped(&name)), relation, is_hidden });
                    }
                }
                _ => {}
            },
            Markup::Eof => return Ok(book),
            _ => {}
        }
    }
}

/// What a part is related to.
pub(super) struct Relations(Vec<Relation>);

struct Relation {
    id: String,
    /// Last word of its type, in lower case; empty when it has none.
    kind: String,
    name: String,
    part: Option<usize>,
}

impl Relations {
    /// The part of the first relation of a kind.
    pub(super) fn of_kind(&self, kind: &str) -> Option<usize> {
        self.0.iter().find(|r| r.kind == kind).and_then(|r| r.part)
    }

    /// The name of the first related part of a kind.
    pub(super) fn name_of_kind(&self, kind: &str) -> Option<String> {
        self.0.iter().find(|r| r.kind == kind).map(|r| r.name.clone())
    }

    /// The part with the cells of a tab; `None` for charts, dialogs and macros.
    pub(super) fn sheet(&self, id: &str) -> Option<usize> {
        self.0.iter().find(|r| r.id == id && matches!(r.kind.as_str(), "worksheet" | "")).and_then(|r| r.part)
    }
}

/// The relations of a part; of the container itself when its name is empty.
pub(super) fn relations(archive: &mut Archive, names: &Names, of: &str, limits: &Limits) -> Result<Relations, Refused> {
    let mut found = Vec::new();
    let Some(part) = names.find(&relations_of(of)) else {
        return if of.is_empty() { Ok(Relations(found)) } else { Err(Refused::Truncated) };
    };
    let mut xml = Xml::open(archive, part, limits)?;
    loop {
        match xml.next()? {
            Markup::Start(e) | Markup::Empty(e) if e.local_name().as_ref() == "Relationship" && found.len() < MANY => {
                if let (Some(id), Some(target)) = (attribute(&e, "Id"), attribute(&e, "Target")) {
                    let kind = attribute(&e, "Type").unwrap_or_default();
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_lowercase();
                    let name = resolved(of, &target);
                    let part = names.find(&name);
                    found.push(Relation { id, kind, name, part });
                }
            }
            Markup::Eof => return Ok(Relations(found)),
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
    /// A day with its time.
    Time,
    /// A time without its day.
    Clock,
}

/// What each cell style makes of a number. Empty when the workbook has no styles.
pub(super) fn styles(archive: &mut Archive, part: Option<usize>, limits: &Limits) -> Result<Vec<Style>, Refused> {
    let mut formats: Vec<(u32, Style)> = Vec::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    let Some(part) = part else { return Ok(styles) };
    let mut xml = Xml::open(archive, part, limits)?;
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
                        18..=21 | 32 | 33 | 45..=47 => Style::Clock,
                        22 => Style::Time,
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
    let (mut day, mut month, mut time, mut swedish_hours) = (false, false, false, false);
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
            'd' | 'D' | 'y' | 'Y' | 'å' => day = true,
            // Minutes, too.
            'm' | 'M' => month = true,
            // "General" has no date letter before its own are met; "E" alone is scientific.
            'G' | 'g' => break,
            _ => {}
        }
    }
    match (day, time || ((day || month) && swedish_hours)) {
        (true, true) => Style::Time,
        (false, true) => Style::Clock,
        (true, false) => Style::Day,
        (false, false) if month => Style::Day,
        (false, false) => Style::Number,
    }
}

/// The workbook's table of texts: one run of bytes and where each text ends.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(archive: &mut Archive, part: Option<usize>, limits: &Limits) -> Result<Self, Refused> {
        let mut strings = Self::default();
        let Some(part) = part else { return Ok(strings) };
        let mut xml = Xml::open(archive, part, limits)?;
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
        for code in ["yyyy\\-mm\\-dd\\ hh:mm", "d/m/yy h:mm AM/PM", "åååå-MM-dd tt:mm"] {
            assert_eq!(style_of(code), Style::Time, "{code}");
        }
        for code in ["hh:mm", "[h]:mm", "mm:ss", "tt:mm", "h:mm AM/PM"] {
            assert_eq!(style_of(code), Style::Clock, "{code}");
        }
        for code in ["General", "0.00", "#,##0", "0.0E+00", "[Red]0", "\"dagar\" 0", "@", "0\\d"] {
            assert_eq!(style_of(code), Style::Number, "{code}");
        }
    }
}
