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
use domain::matching::comparable_code;
use domain::week::Week;
use messages::Lang;
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
    /// What has just been saved.
    pub saved: Option<SavedAnswer>,
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
    /// That their codes differ; empty when they do not.
    pub codes: String,
}

/// Which of the page's lists a pair is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PairList {
    /// Pairs that wait for an answer.
    Asked,
    /// Pairs that were linked by themselves.
    Linked,
    /// Answered pairs.
    Answered,
}

impl PairList {
    fn key(self) -> &'static str {
        match self {
            PairList::Asked => "asked",
            PairList::Linked => "linked",
            PairList::Answered => "answered",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        [Self::Asked, Self::Linked, Self::Answered].into_iter().find(|list| list.key() == key)
    }
}

/// What has just been saved, shown where the pair was.
#[derive(Clone, Debug, Serialize)]
pub struct SavedAnswer {
    /// In words.
    pub text: String,
    /// The list that the pair was in; `None` when the list is empty now.
    pub list: Option<PairList>,
    /// How many pairs of the list stand before it.
    pub at: usize,
}

/// An answer that an address tells of, and where its pair was.
#[derive(Clone, Copy)]
struct Answered {
    answer: MatchAnswer,
    list: PairList,
    at: usize,
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
    /// The list in which the pair stood.
    list: Option<String>,
    /// Its position there, counted from 0.
    at: Option<usize>,
}

impl AnswerForm {
    fn saved(&self, answer: MatchAnswer) -> Answered {
        let list = self.list.as_deref().and_then(PairList::from_key).unwrap_or(PairList::Asked);
        Answered { answer, list, at: self.at.unwrap_or_default() }
    }
}

/// `GET …/granska/samma`
pub async fn show(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let query = query.as_deref();
    shown(&state, &member, (request(query), answered(query)), Vec::new()).await
}

fn pairs(query: Option<&str>) -> Vec<(String, String)> {
    serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default()
}

/// The answer that an address tells of.
fn answered(query: Option<&str>) -> Option<Answered> {
    let pairs = pairs(query);
    let value = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let (answer, list) = (MatchAnswer::from_key(value("svar")?)?, PairList::from_key(value("lista")?)?);
    Some(Answered { answer, list, at: value("plats")?.parse().ok()? })
}

/// The weeks and the page that an address names; what it does not name is the newest.
fn request(query: Option<&str>) -> MatchesRequest {
    let pairs = pairs(query);
    let value = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let number: usize = value("sida").and_then(|n| n.parse().ok()).unwrap_or(1);
    MatchesRequest { until: value("till").and_then(|week| week.parse().ok()), page: number.saturating_sub(1) }
}

fn address(member: &Member, request: MatchesRequest) -> String {
    with_query(member, place(request))
}

/// The address that tells that an answer was saved, where its pair was.
fn address_of_saved(member: &Member, request: MatchesRequest, saved: Answered) -> String {
    let told = [("svar", saved.answer.key().to_owned()), ("lista", saved.list.key().to_owned()), ("plats", saved.at.to_string())];
    format!("{}#svar", with_query(member, place(request).into_iter().chain(told).collect()))
}

fn place(request: MatchesRequest) -> Vec<(&'static str, String)> {
    let until = request.until.map(|week| ("till", week.to_string()));
    let page = (request.page > 0).then(|| ("sida", (request.page + 1).to_string()));
    until.into_iter().chain(page).collect()
}

fn with_query(member: &Member, pairs: Vec<(&'static str, String)>) -> String {
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

fn saved(member: &Member, found: &Matches, answered: Option<Answered>) -> Option<SavedAnswer> {
    let Answered { answer, list, at } = answered?;
    let left = match list {
        PairList::Asked => found.asked.len(),
        PairList::Linked => found.linked.len(),
        PairList::Answered => found.answered.len(),
    };
    let text = member.lang.text(&format!("matches-saved-{}", answer.key()));
    Some(SavedAnswer { text, list: (left > 0).then_some(list), at: at.min(left) })
}

async fn shown(
    state: &WebState,
    member: &Member,
    (request, answered): (MatchesRequest, Option<Answered>),
    errors: Vec<FormError>,
) -> Answer {
    let found = matches::matches_of(&state.app, &member.actor, request).await?;
    let known = Known::read(state, member).await?;
    let lang = member.lang;
    let view = |pair: &Pair, note: String| PairView {
        first: row(&known, &pair.first),
        second: row(&known, &pair.second),
        note,
        codes: codes(lang, pair),
    };
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
        saved: saved(member, &found, answered),
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

/// That the codes of a pair differ, in words; empty when they do not or one of them has none.
fn codes(lang: Lang, pair: &Pair) -> String {
    match (&pair.first.code, &pair.second.code) {
        (Some(first), Some(second)) if comparable_code(first) != comparable_code(second) => {
            lang.format("matches-codes", &[("first", first.as_str().into()), ("second", second.as_str().into())])
        }
        (_, _) => String::new(),
    }
}

fn row(known: &Known, row: &MatchedRow) -> RowView {
    let district = row.district.as_ref().and_then(|code| known.districts.iter().find(|d| d.code.as_str() == code)).map(|d| d.name.as_str());
    let source =
        if row.report { known.lang.format("matches-report-of", &[("source", row.source.as_str().into())]) } else { row.source.clone() };
    RowView {
        id: row.id.to_string(),
        source,
        what: messages::category(known.lang, &known.words, row.category),
        when: messages::time_span(known.lang, row.start, row.end),
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
        Ok(()) => Ok(Redirect::to(&address_of_saved(&member, request, form.saved(answer))).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            shown(&state, &member, (request, None), errors).await
        }
    }
}
