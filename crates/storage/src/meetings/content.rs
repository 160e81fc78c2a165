//! A section of minutes as JSON text, and back.

use domain::actions::{Level, Organisation};
use domain::districts::DistrictCode;
use domain::ids::OrganisationId;
use domain::meetings::{AreaAssessment, Assessment, Attendee, Lift, Minutes, RoundNote, Section, Situation, Trend};
use domain::organisations::{NamedOrganisation, OrganisationKind};
use serde_json::{Value, json};

/// The text of a section.
pub(super) fn write(minutes: &Minutes) -> String {
    let value = match minutes {
        Minutes::Attendance(all) => list(all, |a| {
            let account = a.account.map(|id| id.to_string());
            with_organisation(&a.organisation, json!({ "account": account, "title": a.title }))
        }),
        Minutes::Round(all) => list(all, |n| with_organisation(&n.organisation, json!({ "text": n.text }))),
        Minutes::Assessment(assessment) => json!({
            "others_normal": assessment.others_normal,
            "areas": list(&assessment.areas, |a| json!({
                "district": a.district.as_str(),
                "situation": a.situation.map(Situation::key),
                "trend": a.trend.key(),
                "motive": a.motive,
            })),
        }),
        Minutes::Focus(all) => list(all, |text| json!(text)),
        Minutes::Lifts(all) => list(
            all,
            |l| json!({ "to": l.to.key(), "matter": l.matter, "wanted": l.wanted, "needed_by": l.needed_by.map(|d| d.to_string()) }),
        ),
        Minutes::Communication(text) => json!(text),
    };
    value.to_string()
}

/// The value with the organisation that it is about.
fn with_organisation(organisation: &Organisation, mut value: Value) -> Value {
    value["organisation_id"] = json!(organisation.id.to_string());
    value["kind"] = json!(organisation.kind.key());
    value["organisation"] = json!(organisation.name);
    value
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
            let note = |n| Ok::<_, String>(RoundNote { organisation: organisation(n)?, text: said(n, "text") });
            Minutes::Round(all().map(note).collect::<Result<_, _>>()?)
        }
        Section::Assessment => Minutes::Assessment(assessment(&value)?),
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

fn organisation(value: &Value) -> Result<Organisation, String> {
    Ok(Organisation {
        id: keyed(value, "organisation_id", |text| text.parse().ok())?,
        kind: keyed(value, "kind", OrganisationKind::from_key)?,
        name: said(value, "organisation"),
    })
}

fn attendee(value: &Value) -> Result<Attendee, String> {
    let account = value["account"].as_str().and_then(|text| text.parse().ok());
    Ok(Attendee { organisation: organisation(value)?, account, title: said(value, "title") })
}

/// The organisations that a section from before ids names: what has an id already is left out.
pub(crate) fn names(text: &str) -> Result<Vec<NamedOrganisation>, String> {
    let value: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let bare = value.as_array().into_iter().flatten().filter(|one| one["organisation_id"].is_null());
    Ok(bare.map(named).collect())
}

fn named(one: &Value) -> NamedOrganisation {
    NamedOrganisation { name: said(one, "organisation"), kind: one["kind"].as_str().and_then(OrganisationKind::from_key) }
}

/// The text of such a section with ids. `find` gives the organisation of a name.
pub(crate) fn with_ids(
    text: &str,
    find: impl Fn(&NamedOrganisation) -> Option<(OrganisationId, OrganisationKind)>,
) -> Result<String, String> {
    changed(text, |one| {
        let found = if one["organisation_id"].is_null() { find(&named(one)) } else { None };
        if let Some((id, kind)) = found {
            one["organisation_id"] = json!(id.to_string());
            if one["kind"].is_null() {
                one["kind"] = json!(kind.key());
            }
        }
    })
}

/// The text of a section in which one organisation is another; the names stay.
pub(crate) fn joined(text: &str, from: OrganisationId, into: OrganisationId) -> Result<String, String> {
    let from = from.to_string();
    changed(text, |one| {
        if one["organisation_id"].as_str() == Some(&from) {
            one["organisation_id"] = json!(into.to_string());
        }
    })
}

fn changed(text: &str, change: impl Fn(&mut Value)) -> Result<String, String> {
    let mut value: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    value.as_array_mut().into_iter().flatten().for_each(change);
    Ok(value.to_string())
}

/// A bare list is from before a district could be left unjudged: there all that are not named were at their normal.
fn assessment(value: &Value) -> Result<Assessment, String> {
    let (areas, others_normal) = match value.as_array() {
        Some(areas) => (areas.as_slice(), true),
        None => (value["areas"].as_array().map(Vec::as_slice).unwrap_or_default(), value["others_normal"].as_bool().unwrap_or(false)),
    };
    Ok(Assessment { areas: areas.iter().map(area).collect::<Result<_, _>>()?, others_normal })
}

fn area(value: &Value) -> Result<AreaAssessment, String> {
    Ok(AreaAssessment {
        district: DistrictCode(said(value, "district")),
        situation: if value["situation"].is_null() { None } else { Some(keyed(value, "situation", Situation::from_key)?) },
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
