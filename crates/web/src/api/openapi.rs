//! The OpenAPI 3.1 document: paths from the list of routes, with what the list cannot say about
//! each here. A test holds the two together.

use crate::access::{Access, Audience};
use crate::routes::{self, Route};
use axum::Json;
use domain::reports::{PoliceReported, Sureness};
use serde_json::{Map, Value, json};

/// What a documented path answers with.
struct Described {
    /// Path template as in `routes.rs`.
    route: &'static str,
    /// Ending that chooses the form, for paths that have several.
    ending: &'static str,
    operation: &'static str,
    summary: &'static str,
    media: &'static str,
    /// Name of the schema, for JSON.
    schema: Option<&'static str>,
    filtered: bool,
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PICTURE: &str = "/api/v1/tenants/{tenant}/pictures/{week}";

const DESCRIBED: &[Described] = &[
    Described {
        route: "/api/v1/openapi.json",
        ending: "",
        operation: "document",
        summary: "This document",
        media: "application/json",
        schema: Some("Anything"),
        filtered: false,
    },
    Described {
        route: "/api/v1/tenants/{tenant}/pictures",
        ending: "",
        operation: "listPictures",
        summary: "Weeks that have a picture, newest first",
        media: "application/json",
        schema: Some("Weeks"),
        filtered: false,
    },
    Described {
        route: "/api/v1/tenants/{tenant}/imports",
        ending: "",
        operation: "listImports",
        summary: "Imported files, newest first",
        media: "application/json",
        schema: Some("Imports"),
        filtered: false,
    },
    Described {
        route: PICTURE,
        ending: "",
        operation: "getPicture",
        summary: "The week's picture; logged as an export",
        media: "application/json",
        schema: Some("Picture"),
        filtered: true,
    },
    Described {
        route: "/api/v1/tenants/{tenant}/pictures/{week}/findings/{id}",
        ending: "",
        operation: "getFinding",
        summary: "A finding of the week's picture with what stands behind it; logged as an export",
        media: "application/json",
        schema: Some("Finding"),
        filtered: true,
    },
    file(".xlsx", "getPictureWorkbook", "The week's picture as a workbook; logged as an export", XLSX),
    file(".csv", "getPictureCsv", "The week's picture as csv; logged as an export", "text/csv"),
    file(".pdf", "getPicturePdf", "The week's picture as PDF/A-2a and PDF/UA-1; logged as an export", "application/pdf"),
];

const fn file(ending: &'static str, operation: &'static str, summary: &'static str, media: &'static str) -> Described {
    Described { route: PICTURE, ending, operation, summary, media, schema: None, filtered: true }
}

/// `GET /api/v1/openapi.json`
pub async fn document() -> Json<Value> {
    Json(made())
}

/// The document.
pub fn made() -> Value {
    let mut paths = Map::new();
    for route in documented(&routes::all()) {
        for described in DESCRIBED.iter().filter(|d| d.route == route.path) {
            paths.insert(format!("{}{}", route.path, described.ending), json!({ "get": operation(route, described) }));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Samsyn",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The week's shared picture of crime and unsafety. Never persons. Sign in with a browser; programs use the same session cookie.",
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" }
        },
        "paths": paths,
        "components": {
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": "__Host-samsyn" } },
            "responses": { "problem": {
                "description": "Not done, and why (RFC 9457)",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
            } },
            "schemas": schemas()
        }
    })
}

/// Routes for programs under `/api/`.
fn documented(routes: &[Route]) -> impl Iterator<Item = &Route> {
    routes.iter().filter(|r| r.audience == Audience::Program && r.path.starts_with("/api/"))
}

fn operation(route: &Route, described: &Described) -> Value {
    let content = match described.schema {
        Some(name) => json!({ "schema": { "$ref": format!("#/components/schemas/{name}") } }),
        None => json!({}),
    };
    let mut responses = Map::new();
    responses.insert("200".into(), json!({ "description": described.summary, "content": { described.media: content } }));
    let refusals: &[&str] = match route.access {
        Access::Open | Access::Public => &["500"],
        Access::SignedIn => &["401", "422", "500"],
        Access::Tenant(_) => &["401", "403", "404", "422", "500", "503"],
    };
    for status in refusals {
        responses.insert((*status).to_owned(), json!({ "$ref": "#/components/responses/problem" }));
    }
    json!({
        "operationId": described.operation,
        "summary": described.summary,
        "security": if matches!(route.access, Access::Open | Access::Public) { json!([]) } else { json!([{ "session": [] }]) },
        "parameters": parameters(route.path, described.filtered),
        "responses": responses
    })
}

fn parameters(path: &str, filtered: bool) -> Value {
    let mut all = Vec::new();
    let mut put = |place: &str, name: &str, schema: Value, description: &str| {
        all.push(json!({ "in": place, "name": name, "required": place == "path", "schema": schema, "description": description }));
    };
    if path.contains("{tenant}") {
        put("path", "tenant", json!({ "type": "string", "pattern": "^([0-9]{2}|[0-9]{4})$" }), "Code of the authority, such as 0580");
    }
    if path.contains("{week}") {
        put("path", "week", json!({ "type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$" }), "ISO week, such as 2026-W46");
    }
    if path.contains("{id}") {
        put("path", "id", json!({ "type": "string" }), "Id of the finding, as the picture's JSON has it");
    }
    if filtered {
        put("query", "district", json!({ "type": "string", "maxLength": 200 }), "Only this district, by code");
        let codes: Vec<_> = domain::categories::Category::ALL.iter().map(|c| c.code()).collect();
        put("query", "category", json!({ "type": "string", "enum": codes }), "Only this category");
        put("query", "source", json!({ "type": "string", "maxLength": 200 }), "Only rows from the sender of this name");
        let sure: Vec<_> = Sureness::ALL.iter().map(|s| s.key()).collect();
        put("query", "certainty", json!({ "type": "string", "enum": sure }), "Only incidents whose reports are this sure; for authorities");
        let police: Vec<_> = PoliceReported::ALL.iter().map(|p| p.key()).collect();
        let asked = "Only incidents whose reports say this of a report to the police; for authorities";
        put("query", "police_reported", json!({ "type": "string", "enum": police }), asked);
        put("query", "span", json!({ "type": "integer", "enum": [1, 4, 12] }), "Weeks behind map, pulse and hot spots");
        put("query", "version", json!({ "type": "integer", "minimum": 1 }), "A published version; otherwise the newest");
    }
    Value::Array(all)
}

/// The schema of a picture with its parts moved beside it, and references led there: inside an
/// OpenAPI document `#` means the whole document.
fn picture_schemas() -> (Value, Map<String, Value>) {
    let mut picture = documents::picture::json_schema();
    relocate(&mut picture);
    let parts = picture.as_object_mut().and_then(|schema| schema.remove("$defs"));
    let parts = parts.and_then(|parts| parts.as_object().cloned()).unwrap_or_default();
    (picture, parts.into_iter().map(|(name, part)| (format!("{PART}{name}"), part)).collect())
}

const PART: &str = "Picture-";

fn relocate(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get_mut("$ref") {
                *reference = reference.replace("#/$defs/", &format!("#/components/schemas/{PART}"));
            }
            map.values_mut().for_each(relocate);
        }
        Value::Array(items) => items.iter_mut().for_each(relocate),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn schemas() -> Value {
    let (picture, parts) = picture_schemas();
    let count = json!({ "type": "integer", "minimum": 0 });
    let listing =
        |item: Value| json!({ "type": "object", "required": ["items"], "properties": { "items": { "type": "array", "items": item } } });
    let mut schemas = json!({
        "Anything": { "type": "object" },
        "Picture": picture,
        "Finding": super::findings::schema(),
        "Weeks": listing(json!({
            "type": "object",
            "required": ["week", "state", "version", "incident_count"],
            "properties": {
                "week": { "type": "string" },
                "state": { "type": "string", "enum": ["open", "closed", "draft", "published"] },
                "version": { "type": ["integer", "null"], "minimum": 1 },
                "incident_count": count
            }
        })),
        "Imports": listing(json!({
            "type": "object",
            "required": ["id", "content", "sender", "file_name", "sha256", "at", "state", "read", "imported", "linked", "probable", "duplicates", "rejected"],
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "content": { "type": "string", "enum": ["districts", "incidents", "feed"] },
                "sender": { "type": ["string", "null"] },
                "file_name": { "type": "string" },
                "sha256": { "type": "string" },
                "at": { "type": "string", "format": "date-time" },
                "state": { "type": "string", "enum": ["active", "replaced", "undone"] },
                "read": count, "imported": count, "linked": count, "probable": count, "duplicates": count, "rejected": count
            }
        })),
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": { "type": "string" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "detail": { "type": "string", "description": "In the reader's language (Accept-Language)" },
                "errors": { "type": "array", "items": {
                    "type": "object",
                    "required": ["field", "code", "detail"],
                    "properties": { "field": { "type": "string" }, "code": { "type": "string" }, "detail": { "type": "string" } }
                } }
            }
        }
    });
    if let Some(all) = schemas.as_object_mut() {
        all.extend(parts);
    }
    schemas
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_route_for_programs_is_described_and_nothing_else() {
        let routes = routes::all();
        let listed: Vec<_> = documented(&routes).map(|r| r.path).collect();
        for path in &listed {
            assert!(DESCRIBED.iter().any(|d| d.route == *path), "{path} is not in DESCRIBED");
        }
        for described in DESCRIBED {
            assert!(listed.contains(&described.route), "{} is not in routes.rs", described.route);
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = made();
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(document.pointer(reference).is_some(), "{reference}");
        }
    }
}
