//! `/t/{tenant}/logg`: the audit log. Reading it is itself an entry.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::audit;
use axum::extract::{Query, State};
use domain::audit::{StoredEntry, Verdict};
use messages::Lang;
use serde::{Deserialize, Serialize};

/// Entries on a page.
pub(super) const PER_PAGE: u32 = 100;

/// A page of entries.
#[derive(Serialize)]
pub struct AuditPage {
    /// Frame.
    pub shell: Shell,
    /// Whether the chain is whole, in words.
    pub verdict: String,
    /// Whether it is.
    pub whole: bool,
    /// Newest first.
    pub entries: Vec<EntryLine>,
    /// Address of the newest entries; empty on the first page.
    pub newer: String,
    /// Address of older entries; empty when there are none.
    pub older: String,
    /// People who looked at unusually much in the last month, newest first.
    pub alarms: Vec<AlarmLine>,
    /// Address of the log of sign-ins and memberships.
    pub sign_ins: String,
}

/// Someone who looked at unusually much.
#[derive(Serialize)]
pub struct AlarmLine {
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// How many looks.
    pub looks: String,
    /// Number of the entry.
    pub seq: u64,
}

impl AlarmLine {
    fn new(entry: &StoredEntry) -> Self {
        let facts: serde_json::Value = serde_json::from_str(&entry.facts).unwrap_or_default();
        let looks = facts["looks"].as_str().unwrap_or_default().to_owned();
        Self { at: messages::date_time(entry.at), actor: entry.actor.clone(), looks, seq: entry.seq }
    }
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "audit.html";
}

/// One entry.
#[derive(Serialize)]
pub struct EntryLine {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What happened, in words.
    pub event: String,
    /// To what.
    pub object: String,
    /// Details.
    pub facts: String,
    /// First digits of its hash.
    pub hash: String,
}

impl EntryLine {
    /// In a language.
    pub fn new(lang: Lang, entry: &StoredEntry) -> Self {
        Self {
            seq: entry.seq,
            at: messages::date_time(entry.at),
            actor: entry.actor.clone(),
            event: worded(lang, "event-", &entry.event),
            object: entry.object.clone(),
            facts: facts(lang, &entry.facts),
            hash: entry.hash.chars().take(12).collect(),
        }
    }
}

/// The message of a key; the key itself for one that another version of the program wrote.
fn worded(lang: Lang, beginning: &str, key: &str) -> String {
    let id = format!("{beginning}{key}");
    if lang.has(&id) { lang.text(&id) } else { key.to_owned() }
}

/// `rader: 120, avvisade: 3` out of the stored JSON.
fn facts(lang: Lang, json: &str) -> String {
    let text = |key: &str, value: &serde_json::Value| match (key, value.as_str()) {
        ("roles" | "roles-before", Some(keys)) => keys.split(' ').map(|role| worded(lang, "role-", role)).collect::<Vec<_>>().join(" + "),
        (_, Some("true")) => lang.text("audit-yes"),
        (_, Some("false")) => lang.text("audit-no"),
        (_, Some(text)) => text.to_owned(),
        (_, None) => value.to_string(),
    };
    match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(json) {
        Ok(map) => {
            map.iter().map(|(key, value)| format!("{}: {}", worded(lang, "fact-", key), text(key, value))).collect::<Vec<_>>().join(", ")
        }
        // Older entries may hold another shape; they are shown as they were hashed.
        Err(_) => json.to_owned(),
    }
}

/// Query of the page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// Only entries before this number.
    pub before: Option<u64>,
}

/// `GET …/logg`
pub async fn show(
    State(state): State<WebState>,
    member: Member,
    query: Result<Query<Before>, axum::extract::rejection::QueryRejection>,
) -> Answer {
    let Query(Before { before }) = query.map_err(|_| Problem::field("before", "failure-parameter-value"))?;
    let lang = member.lang;
    let entries = audit::page(&state.app, &member.actor, before, PER_PAGE).await?;
    let (verdict, whole) = match audit::verify(&state.app, &member.actor).await? {
        Verdict::Whole { entries, head } => {
            let head: String = head.chars().take(12).collect();
            (lang.format("audit-whole", &[("n", entries.into()), ("value", head.into())]), true)
        }
        Verdict::Broken { at } => (lang.format("audit-broken", &[("n", at.into())]), false),
    };
    let base = member.path("logg");
    let alarms = match before {
        None => audit::alarms(&state.app, &member.actor).await?,
        Some(_) => Vec::new(),
    };
    let shown = AuditPage {
        alarms: alarms.iter().map(AlarmLine::new).collect(),
        sign_ins: member.path("logg/inloggningar"),
        shell: Shell::within(&member, "audit-title", Place::Log),
        verdict,
        whole,
        newer: before.map(|_| base.clone()).unwrap_or_default(),
        older: entries.last().filter(|e| e.seq > 1).map(|e| format!("{base}?before={}", e.seq)).unwrap_or_default(),
        entries: entries.iter().map(|e| EntryLine::new(lang, e)).collect(),
    };
    page(lang, &shown, &[])
}
