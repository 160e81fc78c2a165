//! The JSON: what the schema promises is there, and nothing is lost on the way back.

use crate::picture;
use documents::picture::{NotAPicture, from_json, json, json_schema, words};
use domain::districts::DistrictCode;
use domain::pictures::{Density, Edition, PictureState, Span};
use jiff::Timestamp;
use messages::Lang;
use proptest::prelude::*;
use serde_json::Value;

/// Every member that the schema requires is in the value, and no other.
fn conforms(schema: &Value, root: &Value, value: &Value, path: &str) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap();
        return conforms(&root["$defs"][name], root, value, path);
    }
    if let Some(of) = schema.get("anyOf") {
        if !value.is_null() {
            conforms(&of[0], root, value, path);
        }
        return;
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        assert!(words.contains(value), "{path} is {value}");
        return;
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_u64() || n.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = &schema["type"];
    let is = |name: &str| allowed == name || allowed.as_array().is_some_and(|a| a.iter().any(|t| t == name));
    assert!(is(kind) || (kind == "integer" && is("number")), "{path} is {kind}, the schema says {allowed}");
    if let (Some(properties), Some(members)) = (schema["properties"].as_object(), value.as_object()) {
        for required in schema["required"].as_array().unwrap() {
            assert!(members.contains_key(required.as_str().unwrap()), "{path}.{required} is missing");
        }
        for (name, member) in members {
            match properties.get(name) {
                Some(own) => conforms(own, root, member, &format!("{path}.{name}")),
                None => assert_eq!(path, "$.state", "{path}.{name} is not in the schema"),
            }
        }
    }
    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
        conforms(&schema["items"], root, item, &format!("{path}[{i}]"));
    }
}

#[test]
fn is_as_its_schema_says() {
    let schema = json_schema();
    conforms(&schema, &schema, &json(&picture::sample()), "$");
    conforms(&schema, &schema, &json(&picture::hostile()), "$");
}

#[test]
fn has_the_fixed_interface() {
    let value = json(&picture::sample());
    assert_eq!(value["tenant"], "0580");
    assert_eq!(value["week"], "2026-W46");
    assert_eq!(value["edition"], "1");
    assert!(value["incident_count"].is_u64() && value["expected"]["mean"].is_number());
    assert_eq!(value["districts"][8]["name"], "Skäggetorp");
    assert_eq!(value["pulse"].as_array().unwrap().len(), 7);
    assert!(value["pulse"].as_array().unwrap().iter().all(|day| day.as_array().unwrap().len() == 24));
    assert!(value["hotspots"][0]["place"].is_string() && value["sources"][0]["name"].is_string());
}

#[test]
fn a_version_from_before_there_were_own_words_has_none() {
    let mut value = json(&picture::sample());
    assert_eq!(value["words"], Value::Array(Vec::new()));
    value.as_object_mut().unwrap().remove("words");
    assert_eq!(from_json(&value).unwrap(), picture::sample());
}

#[test]
fn says_what_is_wrong_with_another_value() {
    assert!(matches!(from_json(&Value::Null), Err(NotAPicture::Shape(_))));
    let mut value = json(&picture::sample());
    value["week"] = "2026-W60".into();
    assert_eq!(from_json(&value).unwrap_err().to_string(), "not a picture: week cannot be \"2026-W60\"");
    let mut value = json(&picture::sample());
    value["pulse"].as_array_mut().unwrap().pop();
    assert!(matches!(from_json(&value), Err(NotAPicture::Pulse)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn comes_back_unchanged_through_its_text(
        mean in 0.0f64..1e6, weight in 0.0f64..1e3, value in 0.0f32..1e4, count in any::<u32>(), name in ".*",
        nanoseconds in 0i64..4_000_000_000_000_000_000, span in 0usize..3, variant in 0usize..5,
    ) {
        let mut before = picture::hostile();
        let at = Timestamp::from_nanosecond(nanoseconds.into()).unwrap();
        before.at = at;
        before.tenant_name = name.clone();
        before.incident_count = count.into();
        before.comparisons[0].expected.as_mut().unwrap().mean = mean;
        before.pulse.cells[3][7] = weight;
        before.filter.span = Span::ALL[span];
        before.filter.district = Some(DistrictCode(name.clone()));
        before.hotspots[1].places.clear();
        before.state = match variant {
            0 => PictureState::Open,
            1 => PictureState::Closed { at },
            2 => PictureState::Draft { at },
            3 => PictureState::Assessed { at },
            _ => before.state,
        };
        if variant < 2 {
            before.edition = Edition::Working;
            before.so_far = Some(at);
        }
        let values = vec![value, value / 3.0];
        before.map.density = Some(Density { west: mean, south: weight, cell: 100.0, columns: 2, rows: 1, values, bandwidth: mean / 7.0 });
        let text = serde_json::to_string(&json(&before)).unwrap();
        prop_assert_eq!(from_json(&serde_json::from_str(&text).unwrap()).unwrap(), before);
    }
}

#[test]
fn named_days_are_among_what_is_to_come() {
    let mut picture = picture::sample();
    picture.week = "2026-W51".parse().unwrap();
    picture.at = "2026-12-21T08:00:00Z".parse().unwrap();
    let value = json(&picture);
    let days: Vec<_> = value["holidays"].as_array().unwrap().iter().map(|h| h["holiday"].as_str().unwrap()).collect();
    assert_eq!(days, ["christmas-eve", "christmas", "boxing-day", "new-years-eve", "new-year"]);
    let root = json_schema();
    conforms(&root, &root, &value, "$");
    for (lang, name) in [(Lang::Sv, "Julafton"), (Lang::En, "Christmas Eve")] {
        let titles: Vec<_> = words::coming(&picture, lang).into_iter().map(|e| e.title).collect();
        assert!(titles.iter().any(|t| t == name) && titles.contains(&picture.coming[0].title), "{titles:?}");
    }
}
