//! The police's public event feed: a JSON array of events, streamed.
//!
//! Positions in the feed are the middle of a municipality or county, so none is read.

use crate::cell::{Cell, clean, shorten};
use crate::dates::{self, Moment};
use crate::kind::{self, FileKind};
use crate::limits::Limits;
use crate::origin;
use crate::refused::{Excess, Refused};
use domain::imports::{DateOrder, Reason, Rejection};
use domain::incidents::FeedEvent;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io::{BufReader, Read};
use std::path::Path;

/// Bytes of a feed file.
const BYTES: u64 = 32 << 20;
/// Events of a feed file; the service itself gives 500 at a time.
const EVENTS: u64 = 50_000;
/// Characters of a text.
const CHARS: usize = 500;

/// What a feed file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Events that could be read, in file order.
    pub events: Vec<FeedEvent>,
    /// Events that could not: `row` is the event's number in the file from 1.
    pub rejected: Vec<Rejection>,
}

impl Feed {
    fn add(&mut self, row: u32, raw: Raw) {
        match event(raw) {
            Ok(event) => self.events.push(event),
            Err((column, reason)) => self.rejected.push(Rejection { row, column: Some(column.to_owned()), cell: None, reason }),
        }
    }
}

/// Reads a feed. Blocking.
pub fn read(path: &Path, limits: &Limits) -> Result<Feed, Refused> {
    let io = |e: std::io::Error| Refused::from_io(&e);
    let mut file = origin::opened(path)?;
    let limit = limits.file_bytes.min(BYTES);
    if file.metadata().map_err(io)?.len() > limit {
        return Err(Refused::TooLarge { what: Excess::File, limit });
    }
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(4_096).read_to_end(&mut head).map_err(io)?;
    if head.trim_ascii().is_empty() {
        return Err(Refused::Empty);
    }
    match kind::of(&head) {
        FileKind::Json => {}
        found => return Err(Refused::WrongKind { found }),
    }
    kind::skip_mark(&mut file).map_err(io)?;
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(file));
    let read = Events::deserialize(&mut json).and_then(|events| json.end().map(|()| events));
    match read {
        Ok(Events { too_many: true, .. }) => Err(Refused::TooLarge { what: Excess::Rows, limit: EVENTS }),
        // A list of something else altogether.
        Ok(Events { feed, known: 0, .. }) if !feed.rejected.is_empty() => Err(Refused::NotAFeed),
        Ok(events) => Ok(events.feed),
        Err(error) => Err(Refused::from_json(&error, Refused::NotAFeed)),
    }
}

fn event(raw: Raw) -> Result<FeedEvent, (&'static str, Reason)> {
    let id = raw.id.ok_or(("id", Reason::Missing))?;
    let id = id.parse::<i64>().map_err(|_| ("id", Reason::NotANumber(shorten(&id))))?;
    let when = Cell::from_text(&raw.datetime.unwrap_or_default());
    let moment = dates::moment(&when, DateOrder::YearFirst).map_err(|reason| ("datetime", reason))?;
    let at: Timestamp = match moment.ok_or(("datetime", Reason::Missing))? {
        Moment::At(at) => at,
        // A day alone does not say when something happened.
        Moment::Day(_) => return Err(("datetime", Reason::NotADate(when.short()))),
        local @ Moment::Local(_) => dates::at(local, 0).instant(),
    };
    let kind = raw.kind.filter(|k| !k.is_empty()).ok_or(("type", Reason::Missing))?;
    Ok(FeedEvent {
        id,
        at,
        type_label: kind,
        summary: raw.summary.or(raw.name).unwrap_or_default(),
        location: raw.location.unwrap_or_default(),
        path: path_of(raw.url.as_deref().unwrap_or_default()),
    })
}

/// The path on polisen.se; empty for anything that leads elsewhere.
fn path_of(url: &str) -> String {
    let path = url.strip_prefix("https://polisen.se").unwrap_or(url);
    let plain = path.starts_with('/')
        && !path.starts_with("//")
        && path.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '\\' | '"' | '<' | '>'));
    if plain { path.to_owned() } else { String::new() }
}

#[derive(Default)]
struct Raw {
    id: Option<String>,
    datetime: Option<String>,
    name: Option<String>,
    summary: Option<String>,
    url: Option<String>,
    kind: Option<String>,
    location: Option<String>,
}

impl Raw {
    fn is_known(&self) -> bool {
        self.id.is_some() && self.datetime.is_some()
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Raw;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
                let mut raw = Raw::default();
                while let Some(key) = map.next_key::<Loose>()? {
                    let field = match key.0.unwrap_or_default().as_str() {
                        "id" => &mut raw.id,
                        "datetime" => &mut raw.datetime,
                        "name" => &mut raw.name,
                        "summary" => &mut raw.summary,
                        "url" => &mut raw.url,
                        "type" => &mut raw.kind,
                        "location" => &mut raw.location,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                            continue;
                        }
                    };
                    *field = map.next_value::<Loose>()?.0;
                }
                Ok(raw)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// Text or number as cleaned text, cut at a length; of an object, its `name`.
struct Loose(Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Loose;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_str<E>(self, text: &str) -> Result<Loose, E> {
                let text: String = text.chars().take(CHARS).collect();
                Ok(Loose(Some(clean(&text))))
            }

            fn visit_i64<E>(self, n: i64) -> Result<Loose, E> {
                Ok(Loose(Some(n.to_string())))
            }

            fn visit_u64<E>(self, n: u64) -> Result<Loose, E> {
                Ok(Loose(Some(n.to_string())))
            }

            fn visit_f64<E>(self, n: f64) -> Result<Loose, E> {
                Ok(Loose(Some(n.to_string())))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Loose, E> {
                Ok(Loose(None))
            }

            fn visit_unit<E>(self) -> Result<Loose, E> {
                Ok(Loose(None))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Loose, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Loose(None))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
                let mut name = None;
                while let Some(key) = map.next_key::<Loose>()? {
                    if key.0.as_deref() == Some("name") {
                        name = map.next_value::<Loose>()?.0;
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(Loose(name))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// The array, turned into a feed as it passes.
#[derive(Default)]
struct Events {
    feed: Feed,
    known: u64,
    too_many: bool,
}

impl<'de> Deserialize<'de> for Events {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Array;
        impl<'de> Visitor<'de> for Array {
            type Value = Events;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of events")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Events, A::Error> {
                let mut events = Events::default();
                let mut row = 0_u32;
                while let Some(raw) = seq.next_element::<Raw>()? {
                    row = row.checked_add(1).ok_or_else(|| A::Error::custom("too many"))?;
                    if u64::from(row) > EVENTS {
                        events.too_many = true;
                        while seq.next_element::<IgnoredAny>()?.is_some() {}
                        return Ok(events);
                    }
                    events.known += u64::from(raw.is_known());
                    events.feed.add(row, raw);
                }
                Ok(events)
            }
        }
        deserializer.deserialize_seq(Array)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_on_the_site() {
        assert_eq!(path_of("/aktuellt/handelser/2022/x/"), "/aktuellt/handelser/2022/x/");
        assert_eq!(path_of("https://polisen.se/aktuellt/"), "/aktuellt/");
        for url in ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/a\"b", ""] {
            assert_eq!(path_of(url), "", "{url}");
        }
    }

    #[test]
    fn an_event_in_the_form_of_the_feed() {
        let text = r#"{"id": 374224, "datetime": "2022-10-07 1:03:33 +02:00", "name": "07 oktober 00:45, Mord/dråp, Motala", "summary": "Grovt våldsbrott i Motala.", "url": "/x/", "type": "Mord/dråp", "location": {"name": "Motala", "gps": "58.5,15.0"}, "more": [1, {"deep": []}]}"#;
        let event = event(serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!(event.at.to_string(), "2022-10-06T23:03:33Z");
        assert_eq!((event.id, event.type_label.as_str(), event.location.as_str()), (374_224, "Mord/dråp", "Motala"));
    }
}
