//! `/api/v1/tenants/{tenant}/pictures/{week}/findings/{id}`: one finding of a picture with what stands behind it.

use crate::WebState;
use crate::access::Member;
use crate::errors::{Finished, Problem};
use crate::forms::Answer;
use crate::pages::finding::{is_outside, said_now};
use crate::pages::picture::address::View;
use crate::selection;
use application::pictures::evidence::{Evidence, EvidenceIncident, EvidenceSource, FindingRequest, Found, Neighbour, Origin, export};
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use documents::picture::finding as said;
use domain::pictures::Picture;
use domain::pictures::finding::{self, Finding, FindingKind};
use messages::Lang;
use serde_json::{Map, Value, json};

/// `GET /api/v1/tenants/{tenant}/pictures/{week}/findings/{id}`
pub async fn finding(
    State(state): State<WebState>,
    member: Member,
    Path((_, week, id)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let view = View::read(&member.tenant.code, selection::week(&week)?, query.as_deref())?;
    match export(&state.app, &member.actor, &FindingRequest { picture: view.asked, id }).await? {
        Found::Known(behind) => {
            let (_, found) = finding::by_id(&behind.picture, behind.id.as_str()).ok_or_else(Problem::not_found)?;
            Ok(Json(written(&found, &behind)).into_response())
        }
        Found::Unknown(picture) => {
            let body = unknown(&picture, is_outside(&member), member.lang).to_string();
            let mut answer = (StatusCode::NOT_FOUND, [(CONTENT_TYPE, "application/problem+json")], body).into_response();
            answer.extensions_mut().insert(Finished);
            Ok(answer)
        }
    }
}

fn both(sentence: impl Fn(Lang) -> String) -> Value {
    json!({ "sv": sentence(Lang::Sv), "en": sentence(Lang::En) })
}

fn written(found: &Finding, behind: &Evidence) -> Value {
    let picture = &*behind.picture;
    let sentence = |lang| match behind.count {
        Some(_) => said::sentence(picture, found, lang),
        None => said::untold(picture, found, lang),
    };
    let expected = said::expected(found).map(|e| json!({ "mean": e.mean, "low": e.low, "high": e.high }));
    let (change, certainty) = said::verdict(found).map_or((None, None), |(change, sure)| (Some(change.key()), sure.map(|s| s.key())));
    let last = found.last_week(picture);
    json!({
        "id": behind.id.as_str(),
        "kind": found.kind().key(),
        "href": finding::page(picture, &behind.id),
        "api": finding::program(picture, &behind.id),
        "tenant": picture.tenant.to_string(),
        "week": picture.week.to_string(),
        "edition": picture.edition.key(),
        "sentence": both(sentence),
        "count": behind.count,
        "span_weeks": found.weeks(),
        "first_week": last.plus(1 - i32::try_from(found.weeks()).unwrap_or(1)).to_string(),
        "last_week": last.to_string(),
        "span": both(|lang| said::span(picture, found, lang)),
        "word": both(|lang| said::word(picture, found, lang)),
        "change": change,
        "certainty": certainty,
        "expected": expected,
        "district": found.district().map(ToString::to_string),
        "circle": behind.circle.map(|c| json!({ "east": c.middle[0], "north": c.middle[1], "radius": c.radius, "side": c.side })),
        "weeks": behind.weeks.iter().map(|w| json!({ "week": w.week.to_string(), "count": w.count, "in_span": w.in_span })).collect::<Vec<_>>(),
        "sources": behind.sources.iter().map(|(name, n)| json!({ "name": name, "count": n })).collect::<Vec<_>>(),
        "neighbours": behind.neighbours.iter().map(neighbour).collect::<Vec<_>>(),
        "kept": behind.kept,
        "incidents": behind.incidents.iter().map(incident).collect::<Vec<_>>(),
        "digest": picture.digest,
    })
}

fn neighbour(neighbour: &Neighbour) -> Value {
    match neighbour {
        Neighbour::Named { named, inside, unnamed, radius } => {
            json!({ "is": "named", "count": named, "inside": inside, "unnamed": unnamed, "radius": radius })
        }
        Neighbour::Around { count, radius } => json!({ "is": "around", "count": count, "radius": radius }),
        Neighbour::CategoryInDistrict(count) => json!({ "is": "category-in-district", "count": count }),
        Neighbour::District(count) => json!({ "is": "district", "count": count }),
        Neighbour::CategoryInTown(count) => json!({ "is": "category-in-municipality", "count": count }),
        Neighbour::Town(count) => json!({ "is": "municipality", "count": count }),
        Neighbour::Used(count) => json!({ "is": "used", "count": count }),
    }
}

fn incident(incident: &EvidenceIncident) -> Value {
    let source = |s: &EvidenceSource| match s.origin {
        Origin::OwnReport(id) | Origin::Report(id) => json!({ "name": s.name, "report": id.to_string(), "import": null }),
        Origin::Import(id) => json!({ "name": s.name, "report": null, "import": id.to_string() }),
        Origin::Reports => json!({ "name": s.name, "report": null, "import": null }),
    };
    json!({
        "at": incident.at.to_string(),
        "category": incident.category.to_string(),
        "subtype": incident.subtype,
        "place": incident.place,
        "district": incident.district.as_ref().map(ToString::to_string),
        "count": incident.count,
        "sources": incident.sources.iter().map(source).collect::<Vec<_>>(),
    })
}

/// That the picture does not have the finding, and what it says now.
fn unknown(picture: &Picture, outside: bool, lang: Lang) -> Value {
    let week = messages::week_long(lang, picture.week);
    let now: Vec<Value> = said_now(picture, outside, lang)
        .into_iter()
        .map(|(sentence, id)| json!({ "id": id.as_str(), "sentence": sentence, "href": finding::page(picture, &id), "api": finding::program(picture, &id) }))
        .collect();
    json!({
        "type": "about:blank",
        "title": lang.text("finding-unknown-title"),
        "status": StatusCode::NOT_FOUND.as_u16(),
        "detail": lang.format("finding-unknown", &[("week", week.into())]),
        "findings": now,
    })
}

/// JSON Schema of a finding.
pub fn schema() -> Value {
    let count = json!({ "type": "integer", "minimum": 0 });
    let untold = json!({ "type": ["integer", "null"], "minimum": 0, "description": "null where the reader may not be told" });
    let text = json!({ "type": "string" });
    let optional = json!({ "type": ["string", "null"] });
    let open = json!({ "type": ["object", "null"] });
    let spoken = json!({ "type": "object", "required": ["sv", "en"], "properties": { "sv": text, "en": text } });
    let kinds: Vec<&str> = FindingKind::ALL.iter().map(|k| k.key()).collect();
    let list = |properties: Value| json!({ "type": "array", "items": { "type": "object", "properties": properties } });
    let mut properties = Map::new();
    for name in ["id", "href", "api", "tenant", "week", "edition", "first_week", "last_week", "digest"] {
        properties.insert(name.into(), text.clone());
    }
    for name in ["change", "certainty", "district"] {
        properties.insert(name.into(), optional.clone());
    }
    for name in ["sentence", "span", "word"] {
        properties.insert(name.into(), spoken.clone());
    }
    for name in ["expected", "circle"] {
        properties.insert(name.into(), open.clone());
    }
    properties.insert("kind".into(), json!({ "enum": kinds }));
    properties.insert("count".into(), untold.clone());
    properties.insert("span_weeks".into(), count.clone());
    properties.insert("kept".into(), count.clone());
    properties.insert("weeks".into(), list(json!({ "week": text, "count": untold, "in_span": { "type": "boolean" } })));
    properties.insert("sources".into(), list(json!({ "name": text, "count": count })));
    properties.insert("neighbours".into(), list(json!({ "is": text, "count": count })));
    let sources = list(json!({ "name": text, "report": optional, "import": optional }));
    let mut incidents = list(json!({
        "at": { "type": "string", "format": "date-time", "description": "Rounded down to the hour" },
        "category": text, "subtype": optional, "place": optional, "district": optional, "count": count, "sources": sources
    }));
    incidents["description"] = "The newest first. For authorities under the secrecy act; others are given their own reports".into();
    properties.insert("incidents".into(), incidents);
    let required: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": required, "properties": properties })
}
