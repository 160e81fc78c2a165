//! JSON Schema of the picture, for the API's description.

use domain::reports::{PoliceReported, Sureness};
use serde_json::{Value, json};

/// JSON Schema (2020-12) of [`super::json`]'s value.
pub fn json_schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Picture",
        "description": "The situational picture of one ISO week in one authority. Counts are incidents. Times are RFC 3339 in UTC, dates are ISO 8601.",
        "$defs": defs(),
    });
    let Value::Object(object) = object(properties()) else { return schema };
    if let Value::Object(target) = &mut schema {
        target.extend(object);
    }
    super::ids::describe(&mut schema);
    schema
}

/// An object whose every property is required: a value that is not known is null, never absent.
pub(super) fn object(properties: Value) -> Value {
    let required: Vec<String> = properties.as_object().map(|p| p.keys().cloned().collect()).unwrap_or_default();
    json!({ "type": "object", "properties": properties, "required": required })
}

pub(super) fn array(items: Value, description: &str) -> Value {
    json!({ "type": "array", "items": items, "description": description })
}

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

pub(super) fn nullable(of: Value) -> Value {
    json!({ "anyOf": [of, { "type": "null" }] })
}

pub(super) fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

pub(super) fn optional_text(description: &str) -> Value {
    json!({ "type": ["string", "null"], "description": description })
}

fn optional_key(keys: impl Iterator<Item = &'static str>, description: &str) -> Value {
    let keys: Vec<Value> = keys.map(Value::from).chain([Value::Null]).collect();
    json!({ "enum": keys, "description": description })
}

pub(super) fn count(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

pub(super) fn number(description: &str) -> Value {
    json!({ "type": "number", "description": description })
}

fn time(description: &str) -> Value {
    json!({ "type": "string", "format": "date-time", "description": description })
}

fn optional_time(description: &str) -> Value {
    json!({ "type": ["string", "null"], "format": "date-time", "description": description })
}

fn properties() -> Value {
    let hours = json!({ "type": "array", "items": { "type": "number", "minimum": 0 }, "minItems": 24, "maxItems": 24 });
    json!({
        "tenant": text("Code of the authority, such as 0580"),
        "tenant_name": text("Name of the authority"),
        "week": reference("week"),
        "edition": text("`working`, or the number of the published version"),
        "publication": nullable(reference("publication")),
        "state": state(),
        "filter": object(json!({
            "district": optional_text("Only this district, by code"),
            "district_name": optional_text("Its name"),
            "category": optional_text("Only this category, by code"),
            "source": optional_text("Only this sender, by name"),
            "certainty": optional_key(Sureness::ALL.iter().map(|s| s.key()), "Only incidents whose reports are this sure"),
            "police_reported": optional_key(PoliceReported::ALL.iter().map(|p| p.key()), "Only incidents whose reports say this of a report to the police"),
            "span_weeks": reference("span"),
        })),
        "at": time("When it was computed or published"),
        "so_far": optional_time("Until when, while the week is going on"),
        "incident_count": count("Incidents in the week and filter"),
        "crime_count": count("Of these: crime"),
        "unsafety_count": count("Of these: unsafety"),
        "change": reference("change"),
        "expected": nullable(reference("expected")),
        "comparisons": array(object(json!({
            "against": { "enum": ["four-weeks", "twelve-weeks", "last-year"] },
            "weeks": count("Comparison weeks that had material"),
            "expected": nullable(reference("expected")),
            "change": reference("change"),
            "certainty": reference("certainty"),
        })), "What the count is held against; `expected` above repeats twelve-weeks"),
        "notable": array(object(json!({
            "district": optional_text("Code"),
            "district_name": optional_text("Name"),
            "town": { "type": "boolean", "description": "The category over the whole municipality" },
            "mixed": { "type": "boolean", "description": "The count is of several categories together, of which the named is the most common" },
            "place": optional_text("The place it gathers at"),
            "circle": nullable(object(json!({
                "east": number("Middle, SWEREF 99 TM, metres; of a square of a grid, never an incident's position"),
                "north": number("Middle, SWEREF 99 TM, metres"),
                "radius": number("Metres"),
                "side": number("Side of the squares that it is made of, metres: those whose middles are at most a radius away"),
            }))),
            "category": reference("category"),
            "count": count("In the weeks"),
            "weeks": count("Weeks it is of, this one the last"),
            "expected": reference("expected"),
            "change": reference("change"),
            "certainty": reference("certainty"),
        })), "What stands out, most certain first; at most five"),
        "weekly": array(object(json!({ "week": reference("week"), "count": { "type": ["integer", "null"], "minimum": 0 } })), "53 weeks, oldest first; null before the first week with material"),
        "districts": array(reference("district"), "Every district, then incidents that carry none (code null)"),
        "categories": array(object(judged(json!({ "code": reference("category") }))), "Categories with an incident in the last twelve weeks"),
        "pulse": { "type": "array", "items": hours, "minItems": 7, "maxItems": 7, "description": "Aoristic weight per weekday (Monday first) and local hour" },
        "pulse_basis": object(json!({
            "placed": count("Incidents with a usable time: the sum of the pulse"),
            "vague": count("Of these, possible time longer than a day"),
            "left_out": count("Incidents whose possible time is longer than a week"),
        })),
        "hotspot_spans": array(reference("span"), "Spans that hot spots were looked for in"),
        "hotspots": array(reference("hotspot"), "Places where incidents gather, by span and then by count"),
        "map": map(),
        "coming": array(object(json!({
            "title": text("What"),
            "place": optional_text("Where"),
            "from": { "type": "string", "format": "date" },
            "to": { "type": "string", "format": "date" },
        })), "The next two weeks"),
        "holidays": array(object(json!({
            "day": { "type": "string", "format": "date" },
            "holiday": text("Key of the day's name in the Swedish calendar, such as christmas-eve"),
        })), "Days with a name in the calendar that the picture looks ahead to"),
        "context": array(object(json!({
            "id": { "type": "integer" },
            "at": time("When"),
            "kind": text("The feed's type"),
            "summary": text("One line"),
            "location": text("Municipality or county"),
            "path": text("Path on polisen.se"),
        })), "The police's public feed: context, never counted"),
        "judgement": judgement(),
        "citations": citations(),
        "words": words(),
        "sources": array(object(json!({
            "name": text("The sender"),
            "count": count("This week"),
            "usual_hundredths": nullable(count("Mean per week over twelve weeks, in hundredths; null when it is unknown")),
            "last_delivery": optional_time("When something last came"),
            "silent": { "type": "boolean", "description": "Expected but nothing for this week" },
            "quiet": { "type": "boolean", "description": "Nothing this week, and its people said so" },
        })), "Who delivered"),
        "late": array(object(json!({ "week": reference("week"), "count": count("Incidents") })), "Added to earlier, published weeks"),
        "findings": super::findings::schema(),
        "digest": { "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 over the rows and boundaries it was computed from" },
    })
}

/// Properties of a counted row, added to its own.
fn judged(own: Value) -> Value {
    let mut all = own;
    if let Value::Object(all) = &mut all {
        all.insert("count".into(), count("This week"));
        all.insert("expected".into(), nullable(reference("expected")));
        all.insert("change".into(), reference("change"));
        all.insert("certainty".into(), reference("certainty"));
    }
    all
}

fn judgement() -> Value {
    let area = object(json!({
        "district": text("Code"),
        "name": text("Name"),
        "situation": { "enum": ["green", "yellow", "orange", "red"] },
        "trend": { "enum": ["falling", "steady", "rising", "new"] },
        "motive": text("Why; empty for readers who may not see it"),
    }));
    let action = object(json!({
        "title": text("Title"),
        "state": { "enum": ["proposed", "escalated", "decided", "ongoing", "done", "followed-up", "closed", "cancelled"] },
        "owner": text("Organisation that answers for it"),
        "district": optional_text("Name of its district"),
        "due": { "type": ["string", "null"], "format": "date" },
    }));
    object(json!({
        "assessed": { "type": "boolean", "description": "Whether the meeting has confirmed a judgement of the districts" },
        "others_normal": {
            "type": "boolean",
            "description": "Whether it has said that all districts not named are at their normal; otherwise they are not judged",
        },
        "areas": array(area, "Districts that the meeting named in its judgement"),
        "focus": array(json!({ "type": "string" }), "Focus of the coming week, most important first"),
        "actions": array(action, "Actions that were open"),
    }))
}

fn citations() -> Value {
    let citation = object(json!({
        "result": text("Id of the kept result"),
        "name": text("What it is called"),
        "method": text("Key of the method's card"),
        "said": object(json!({ "sv": text("Swedish"), "en": text("English") })),
        "at": { "type": "string", "format": "date-time" },
        "digest": text("SHA-256 of what came out"),
    }));
    array(citation, "Analyses that the picture refers to")
}

/// Own words only: what is not here is called what the product calls it.
fn words() -> Value {
    let said = object(json!({
        "name": text("Name; empty for the shipped one"),
        "help": text("What it means; empty for the shipped line"),
    }));
    let word = object(json!({ "term": text("Code of a category, or situation of a district"), "sv": said.clone(), "en": said }));
    array(word, "The authority's own words for categories and situations, as they were")
}

fn state() -> Value {
    json!({
        "type": "object",
        "description": "State of the week's work. `closed`, `draft` and `assessed` carry `at`, `published` the members of a publication",
        "properties": { "is": { "enum": ["open", "closed", "draft", "assessed", "published"] } },
        "required": ["is"],
    })
}

fn map() -> Value {
    let counted = object(json!({ "code": text("Code"), "count": count("Incidents in the span") }));
    let square = object(json!({
        "lon": number("Middle, WGS 84 longitude"),
        "lat": number("Middle, WGS 84 latitude"),
        "count": count("Incidents in the span"),
    }));
    let density = object(json!({
        "west": number("Western edge, SWEREF 99 TM, metres"),
        "south": number("Southern edge, SWEREF 99 TM, metres"),
        "cell": number("Side of a cell, metres"),
        "columns": count("West to east"),
        "rows": count("South to north"),
        "values": array(json!({ "type": "number" }), "Incidents per square kilometre, row by row from the south-west"),
        "bandwidth": number("Kernel bandwidth, metres"),
    }));
    object(json!({
        "districts": array(counted, "Incidents per district over the span"),
        "grids": array(object(json!({ "size": count("Side, metres"), "squares": array(square, "Squares with an incident") })), "Coarse to fine"),
        "density": nullable(density),
        "without_position": count("Incidents of the span without position"),
    }))
}

fn defs() -> Value {
    let hours = object(json!({
        "weekdays": count("Bit 0 is Monday"),
        "from_hour": count("First hour"),
        "to_hour": count("Hour after the last; less than from_hour past midnight"),
    }));
    json!({
        "week": { "type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$", "description": "ISO week" },
        "span": { "enum": [1, 4, 12], "description": "Number of weeks, ending with the picture's" },
        "change": { "enum": ["new", "grown", "unchanged", "shrunk", "gone", "unknown"] },
        "certainty": { "enum": ["clear", "probable", "within-chance", "cannot-tell"] },
        "category": text("Code of the category tree, such as SKA"),
        "expected": object(json!({
            "mean": number("Mean of the comparison weeks"),
            "low": number("Lower end of the 95 % interval"),
            "high": number("Upper end of the 95 % interval"),
        })),
        "publication": object(json!({
            "version": { "type": "integer", "minimum": 1 },
            "at": time("When"),
            "by": text("Who, as a title or user name"),
            "correction": optional_text("Why it replaces the version before"),
        })),
        "district": object(judged(json!({
            "code": optional_text("Publisher's code"),
            "name": text("Name; empty for incidents without a district"),
            "by_category": array(json!({ "type": "integer" }), "Counts in the order of `categories`"),
            "recent": array(json!({ "type": "integer" }), "The last twelve weeks, oldest first"),
            "level": { "enum": ["green", "yellow", "orange", "red", null], "description": "As the meeting judged; null where nobody has" },
        }))),
        "hotspot": object(json!({
            "span_weeks": reference("span"),
            "place": optional_text("Named place or street"),
            "district": optional_text("Code"),
            "district_name": optional_text("Name"),
            "count": count("Incidents in the span"),
            "expected": nullable(reference("expected")),
            "change": reference("change"),
            "weeks_in_row": count("Consecutive weeks with an incident"),
            "categories": array(object(json!({ "code": reference("category"), "count": count("Incidents") })), "Most common first"),
            "hours": nullable(hours),
        })),
    })
}
