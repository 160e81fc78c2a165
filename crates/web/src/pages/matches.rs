//! `/t/{tenant}/granska/samma`: rows of lists and reports that may be the same incident, and the answers.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::pages::my_reports::Known;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::matches::{self, MatchAnswer, MatchedRow, Matches, MatchesRequest, Pair};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use domain::week::Week;
use serde::{Deserialize, Serialize};

/// Questions, answers and links.
#[derive(Serialize)]
pub struct MatchesPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// `vecka 36, 2026 – vecka 47, 2026`
    pub weeks: String,
    /// How many pairs wait, in a sentence.
    pub sentence: String,
    /// Pairs that wait for an answer.
    pub asked: Vec<PairView>,
    /// Answered pairs.
    pub answered: Vec<PairView>,
    /// How many there are.
    pub answered_total: u64,
    /// Pairs that were linked by themselves.
    pub linked: Vec<PairView>,
    /// How many there are.
    pub linked_total: u64,
    /// Page shown, counted from 1.
    pub number: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Addresses of the page before and the page after; empty when there is none.
    pub turn: [String; 2],
    /// Addresses of the weeks before and the weeks after; empty when there are none.
    pub weeks_near: [String; 2],
    /// Address of the form.
    pub action: String,
    /// Address of the inbox.
    pub back: String,
}

impl Page for MatchesPage {
    const TEMPLATE: &'static str = "matches.html";
}

/// Two rows side by side.
#[derive(Clone, Debug, Serialize)]
pub struct PairView {
    /// The row that came first.
    pub first: RowView,
    /// The other.
    pub second: RowView,
    /// Why somebody is asked, or what was answered; empty for a link.
    pub note: String,
}

/// One row in words.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// Its id.
    pub id: String,
    /// Who reported it.
    pub source: String,
    /// Category.
    pub what: String,
    /// When.
    pub when: String,
    /// Where; empty when it is unknown.
    pub place: String,
}

/// The form of one pair.
#[derive(Debug, Deserialize)]
pub struct AnswerForm {
    first: String,
    second: String,
    answer: String,
}

/// `GET …/granska/samma`
pub async fn show(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    shown(&state, &member, request(query.as_deref()), Vec::new()).await
}

/// The weeks and the page that an address names; what it does not name is the newest.
fn request(query: Option<&str>) -> MatchesRequest {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
    let value = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let number: usize = value("sida").and_then(|n| n.parse().ok()).unwrap_or(1);
    MatchesRequest { until: value("till").and_then(|week| week.parse().ok()), page: number.saturating_sub(1) }
}

fn address(member: &Member, request: MatchesRequest) -> String {
    let until = request.until.map(|week| ("till", week.to_string()));
    let page = (request.page > 0).then(|| ("sida", (request.page + 1).to_string()));
    let pairs: Vec<_> = until.into_iter().chain(page).collect();
    let path = member.path("granska/samma");
    match serde_urlencoded::to_string(pairs).unwrap_or_default() {
        query if query.is_empty() => path,
        query => format!("{path}?{query}"),
    }
}

/// Addresses of the pages and of the weeks before and after.
fn turns(member: &Member, found: &Matches, until: Option<Week>) -> ([String; 2], [String; 2]) {
    let page = |page: Option<usize>| page.map(|page| address(member, MatchesRequest { until, page })).unwrap_or_default();
    let weeks = |week: Option<Week>| week.map(|week| address(member, MatchesRequest { until: Some(week), page: 0 })).unwrap_or_default();
    let next = Some(found.page + 1).filter(|next| *next < found.pages);
    ([page(found.page.checked_sub(1)), page(next)], [weeks(found.before), weeks(found.after)])
}

async fn shown(state: &WebState, member: &Member, request: MatchesRequest, errors: Vec<FormError>) -> Answer {
    let found = matches::matches_of(&state.app, &member.actor, request).await?;
    let known = Known::read(state, member).await?;
    let lang = member.lang;
    let view = |pair: &Pair, note: String| PairView { first: row(&known, &pair.first), second: row(&known, &pair.second), note };
    let asked: Vec<PairView> =
        found.asked.iter().map(|(pair, likeness)| view(pair, lang.text(&format!("likeness-{}", likeness.key())))).collect();
    let answer = |same: bool| lang.text(if same { "matches-said-same" } else { "matches-said-different" });
    let (turn, weeks_near) = turns(member, &found, request.until);
    let (first, last) = found.weeks;
    let weeks = [("first", messages::week_long(lang, first).into()), ("last", messages::week_long(lang, last).into())];
    let page_of = MatchesPage {
        shell: Shell::within(member, "matches-title", Place::Review),
        errors,
        weeks: lang.format("matches-weeks", &weeks),
        sentence: lang.format("matches-asked", &[("n", found.asked_total.into())]),
        asked,
        answered: found.answered.iter().map(|(pair, same)| view(pair, answer(*same))).collect(),
        linked: found.linked.iter().map(|pair| view(pair, String::new())).collect(),
        answered_total: found.answered_total,
        linked_total: found.linked_total,
        number: found.page + 1,
        pages: found.pages,
        turn,
        weeks_near,
        action: address(member, MatchesRequest { until: request.until, page: found.page }),
        back: member.path("granska"),
    };
    page(lang, &page_of, &page_of.errors)
}

fn row(known: &Known, row: &MatchedRow) -> RowView {
    let district = row.district.as_ref().and_then(|code| known.districts.iter().find(|d| d.code.as_str() == code)).map(|d| d.name.as_str());
    let source =
        if row.report { known.lang.format("matches-report-of", &[("source", row.source.as_str().into())]) } else { row.source.clone() };
    let when = match row.end {
        Some(end) if end != row.start => format!("{} – {}", messages::date_time(row.start), messages::date_time(end)),
        Some(_) | None => messages::date_time(row.start),
    };
    RowView {
        id: row.id.to_string(),
        source,
        what: messages::category(known.lang, &known.words, row.category),
        when,
        place: domain::names::joined(row.place.as_deref().into_iter().chain(district)),
    }
}

/// `POST …/granska/samma`
pub async fn answer(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery, Fields(form): Fields<AnswerForm>) -> Answer {
    let request = request(query.as_deref());
    let wrong = |_| Problem::not_found();
    let pair = (form.first.parse().map_err(wrong)?, form.second.parse().map_err(wrong)?);
    let answer = MatchAnswer::from_key(&form.answer).ok_or_else(Problem::not_found)?;
    match matches::answer(&state.app, &member.actor, pair, answer).await {
        Ok(()) => Ok(Redirect::to(&address(&member, request)).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            shown(&state, &member, request, errors).await
        }
    }
}
