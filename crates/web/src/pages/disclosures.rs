//! `/t/{tenant}/utlamnat`: what has been handed over to other organisations. Reading it is itself an entry of the log.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::exports::attachment;
use crate::forms::{Answer, Choice, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::disclosures::{self, Disclosure, DisclosureFilter};
use application::organisations;
use axum::extract::{Query, State};
use domain::organisations::OrganisationKind;
use jiff::civil::Date;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// The list.
#[derive(Serialize)]
pub struct DisclosuresPage {
    /// Frame.
    pub shell: Shell,
    /// Newest first.
    pub rows: Vec<DisclosureLine>,
    /// How many rows, and that there may be older ones.
    pub sentence: String,
    /// Organisations to choose between.
    pub organisations: Vec<Choice>,
    /// First day asked for.
    pub from: String,
    /// Last day asked for.
    pub to: String,
    /// Address of the page.
    pub action: String,
    /// Address of the same as a file.
    pub file: String,
    /// Address of the log.
    pub log: String,
}

impl Page for DisclosuresPage {
    const TEMPLATE: &'static str = "disclosures.html";
}

/// One handing over.
#[derive(Serialize)]
pub struct DisclosureLine {
    /// Number of the log's entry.
    pub seq: String,
    /// When.
    pub at: String,
    /// What: the event and its object.
    pub what: String,
    /// Version and form.
    pub version: String,
    /// Class of the material.
    pub class: String,
    /// Who received it: organisation and kind.
    pub organisation: String,
    /// Function of the person.
    pub person: String,
    /// How many: one file, or so many letters.
    pub count: String,
    /// What it rests on.
    pub basis: String,
}

impl DisclosureLine {
    fn new(lang: Lang, row: &Disclosure) -> Self {
        let kind = row.kind.map(|k| messages::organisation_kind(lang, k)).unwrap_or_else(|| lang.text("disclosures-unknown"));
        let basis = match row.basis.as_str() {
            "collaboration" => lang.text("disclosures-basis-collaboration"),
            "authorities" => lang.text("disclosures-basis-authorities"),
            _ => lang.text("disclosures-basis-none"),
        };
        let version = match row.version.as_str() {
            "" => String::new(),
            "working" => lang.text("document-edition-working"),
            n => lang.format("disclosures-edition", &[("value", n.into())]),
        };
        let what = match row.letter {
            Some(letter) => lang.format("disclosures-letter", &[("value", super::letters::name(lang, letter).into())]),
            None => lang.text(&format!("event-{}", row.event)),
        };
        Self {
            seq: row.seq.to_string(),
            at: messages::date_time(row.at),
            what: format!("{what}: {}", row.object),
            version: [version, row.format.clone()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "),
            class: row.class.clone(),
            organisation: if row.organisation.is_empty() { kind } else { format!("{} ({kind})", row.organisation) },
            person: row.person.clone(),
            count: row.count.to_string(),
            basis,
        }
    }
}

/// Query of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    organisation: String,
    from: String,
    to: String,
}

impl Asked {
    fn filter(&self) -> Result<DisclosureFilter, Problem> {
        let day = |field, text: &str| match text {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| Problem::field(field, "failure-parameter-value")),
        };
        let organisation = Some(self.organisation.clone()).filter(|name| !name.is_empty());
        Ok(DisclosureFilter { organisation, from: day("from", &self.from)?, to: day("to", &self.to)? })
    }
}

type AskedQuery = Result<Query<Asked>, axum::extract::rejection::QueryRejection>;

fn asked(query: AskedQuery) -> Result<Asked, Problem> {
    Ok(query.map_err(|_| Problem::field("query", "failure-parameter-unknown"))?.0)
}

/// `GET …/utlamnat`
pub async fn show(State(state): State<WebState>, member: Member, query: AskedQuery) -> Answer {
    let asked = asked(query)?;
    let rows = disclosures::list(&state.app, &member.actor, &asked.filter()?, false).await?;
    let lang = member.lang;
    let others = organisations::list(&state.app, &member.actor).await?;
    let mut choices = vec![Choice { value: String::new(), label: lang.text("disclosures-all"), selected: asked.organisation.is_empty() }];
    let other = others.iter().filter(|o| o.kind != OrganisationKind::Administration);
    // Addresses from before ids have the name.
    let chosen = organisations::meant(&others, &asked.organisation).map(|o| o.id);
    choices.extend(other.map(|o| Choice { value: o.id.to_string(), label: o.name.clone(), selected: chosen == Some(o.id) }));
    let base = member.path("utlamnat");
    let query = serde_urlencoded::to_string([("organisation", &asked.organisation), ("from", &asked.from), ("to", &asked.to)]);
    let shown = DisclosuresPage {
        shell: Shell::within(&member, "disclosures-title", Place::Disclosures),
        sentence: lang.format(
            "disclosures-count",
            &[("n", u64::try_from(rows.len()).unwrap_or(0).into()), ("total", u64::from(disclosures::MOST).into())],
        ),
        rows: rows.iter().map(|r| DisclosureLine::new(lang, r)).collect(),
        organisations: choices,
        from: asked.from,
        to: asked.to,
        file: format!("{base}/fil.csv?{}", query.unwrap_or_default()),
        action: base,
        log: member.path("logg"),
    };
    page(lang, &shown, &[])
}

/// `GET …/utlamnat/fil.csv`
pub async fn csv(State(state): State<WebState>, member: Member, query: AskedQuery) -> Answer {
    let filter = asked(query)?.filter()?;
    let rows = disclosures::list(&state.app, &member.actor, &filter, true).await?;
    let lang = member.lang;
    let mut list = documents::Separated::default();
    let heads = ["seq", "at", "what", "version", "class", "organisation", "person", "count", "basis"];
    list.row(heads.map(|key| lang.text(&format!("disclosures-{key}"))));
    for row in rows.iter().map(|r| DisclosureLine::new(lang, r)) {
        list.row([row.seq, row.at, row.what, row.version, row.class, row.organisation, row.person, row.count, row.basis]);
    }
    Ok(attachment(&format!("utlamnat-{}.csv", member.tenant.code), "text/csv; charset=utf-8", list.into_bytes()))
}
