//! A section of minutes as JSON text, and back.

use domain::actions::{Level, Organisation};
use domain::districts::DistrictCode;
use domain::meetings::{AreaAssessment, Attendee, Lift, Minutes, RoundNote, Section, Situation, Trend};
use domain::organisations::OrganisationKind;
use serde_json::{Value, json};

/// The text of a section.
pub(super) fn write(minutes: &Minutes) -> String {
    let value = match minutes {
        Minutes::Attendance(all) => {
            list(all, |a| json!({ "kind": a.organisation.kind.key(), "organisation": a.organisation.name, "title": a.title }))
        }
        Minutes::Round(all) => list(all, |n| json!({ "organisation": n.organisation, "text": n.text })),
        Minutes::Assessment(all) => list(
            all,
            |a| json!({ "district": a.district.as_str(), "situation": a.situation.key(), "trend": a.trend.key(), "motive": a.motive }),
        ),
        Minutes::Focus(all) => list(all, |text| json!(text)),
        Minutes::Lifts(all) => list(
            all,
            |l| json!({ "to": l.to.key(), "matter": l.matter, "wanted": l.wanted, "needed_by": l.needed_by.map(|d| d.to_string()) }),
        ),
        Minutes::Communication(text) => json!(text),
    };
    value.to_string()
}

fn list<T>(all: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(all.iter().map(one).collect())
}

/// Reads the text of a section; the error says what is not understood.
pub(super) fn read(section: Section, text: &str) -> Result<Minutes, String> {
    let value: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let all = || value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    Ok(match section {
        Section::Attendance => Minutes::Attendance(all().map(attendee).collect::<Result<_, _>>()?),
        Section::Round => {
            Minutes::Round(all().map(|n| RoundNote { organisation: said(n, "organisation"), text: said(n, "text") }).collect())
        }
        Section::Assessment => Minutes::Assessment(all().map(area).collect::<Result<_, _>>()?),
        Section::Focus => Minutes::Focus(all().filter_map(Value::as_str).map(str::to_owned).collect()),
        Section::Lifts => Minutes::Lifts(all().map(lift).collect::<Result<_, _>>()?),
        Section::Communication => Minutes::Communication(value.as_str().unwrap_or_default().to_owned()),
    })
}

fn said(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn keyed<T>(value: &Value, key: &str, from_key: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    let text = value[key].as_str().unwrap_or_default();
    from_key(text).ok_or_else(|| format!("{key} {text}"))
}

fn attendee(value: &Value) -> Result<Attendee, String> {
    let organisation = Organisation { kind: keyed(value, "kind", OrganisationKind::from_key)?, name: said(value, "organisation") };
    Ok(Attendee { organisation, title: said(value, "title") })
}

fn area(value: &Value) -> Result<AreaAssessment, String> {
    Ok(AreaAssessment {
        district: DistrictCode(said(value, "district")),
        situation: keyed(value, "situation", Situation::from_key)?,
        trend: keyed(value, "trend", Trend::from_key)?,
        motive: said(value, "motive"),
    })
}

fn lift(value: &Value) -> Result<Lift, String> {
    let needed_by = match value["needed_by"].as_str() {
        Some(text) => Some(text.parse().map_err(|_| format!("needed_by {text}"))?),
        None => None,
    };
    Ok(Lift { to: keyed(value, "to", Level::from_key)?, matter: said(value, "matter"), wanted: said(value, "wanted"), needed_by })
}
