//! The ids and addresses of a picture's findings, put into its JSON beside what they are about. They follow from the picture and are not
//! read back.

use super::schema::{nullable, object, text};
use domain::pictures::Picture;
use domain::pictures::finding::{self, Finding, FindingId};
use serde_json::{Map, Value, json};

/// Adds `id`, `href` and `api` to every finding of a picture's JSON, and those of the total under `finding`.
pub(super) fn add(value: &mut Value, picture: &Picture) {
    let mut at = Places::default();
    for (id, found) in finding::all(picture) {
        let Some(pointer) = at.next(&found, picture) else { continue };
        if let Some(Value::Object(own)) = value.pointer_mut(&pointer) {
            put(own, picture, &id);
        }
    }
    let Value::Object(top) = value else { return };
    let mut total = Map::new();
    if let Some(id) = finding::id_of(picture, &Finding::Total(picture)) {
        put(&mut total, picture, &id);
    }
    top.insert("finding".into(), Value::Object(total));
    // What is known is null, never absent.
    for source in top.get_mut("sources").and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut) {
        for key in ["id", "href", "api"] {
            source.entry(key).or_insert(Value::Null);
        }
    }
}

fn put(own: &mut Map<String, Value>, picture: &Picture, id: &FindingId) {
    own.insert("id".into(), id.as_str().into());
    own.insert("href".into(), finding::page(picture, id).into());
    own.insert("api".into(), finding::program(picture, id).into());
}

/// How far each list of the JSON has been gone through: findings come in the order of the lists.
#[derive(Default)]
struct Places {
    notable: usize,
    hotspots: usize,
    lives: usize,
    near: usize,
    silent: usize,
    districts: usize,
    categories: usize,
}

impl Places {
    /// Where the next finding of its kind stands; `None` when it is not an object of its own.
    fn next(&mut self, found: &Finding, picture: &Picture) -> Option<String> {
        let (list, at) = match found {
            Finding::Total(_) | Finding::Recurring(_) => return None,
            Finding::SilentSource(row) => {
                let at = picture.sources.iter().position(|s| s == *row)?;
                return Some(format!("/sources/{at}"));
            }
            Finding::Notable(_) => ("notable", &mut self.notable),
            Finding::Place(..) => ("hotspots", &mut self.hotspots),
            Finding::Life(_) => ("findings/lives", &mut self.lives),
            Finding::NearRepeat(_) => ("findings/near_repeats", &mut self.near),
            Finding::SilentDistrict(_) => ("findings/silent", &mut self.silent),
            Finding::District(_) => ("districts", &mut self.districts),
            Finding::Category(_) => ("categories", &mut self.categories),
        };
        let pointer = format!("/{list}/{at}");
        *at += 1;
        Some(pointer)
    }
}

/// Adds the same to the schema.
pub(super) fn describe(schema: &mut Value) {
    let members = |optional: bool| {
        let own = |of: Value| if optional { nullable(of) } else { of };
        [
            ("id", own(text("Id of the finding: kind, subject and span. The same on the page and in a published version"))),
            ("href", own(text("Path of the finding's page"))),
            ("api", own(text("Path of the finding in this API"))),
        ]
    };
    let lists = [
        "/properties/notable/items",
        "/$defs/hotspot",
        "/properties/findings/properties/lives/items",
        "/properties/findings/properties/near_repeats/items",
        "/properties/findings/properties/silent/items",
        "/$defs/district",
        "/properties/categories/items",
        "/properties/sources/items",
    ];
    for pointer in lists {
        for (name, described) in members(pointer.contains("sources")) {
            if let Some(Value::Object(properties)) = schema.pointer_mut(&format!("{pointer}/properties")) {
                properties.insert(name.into(), described);
            }
            if let Some(Value::Array(required)) = schema.pointer_mut(&format!("{pointer}/required")) {
                required.push(name.into());
            }
        }
    }
    let total = object(Value::Object(members(false).into_iter().map(|(name, described)| (name.to_owned(), described)).collect()));
    if let Some(Value::Object(properties)) = schema.pointer_mut("/properties") {
        properties.insert("finding".into(), total);
    }
    if let Some(Value::Array(required)) = schema.pointer_mut("/required") {
        required.push(json!("finding"));
    }
}
