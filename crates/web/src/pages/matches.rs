//! `/t/{tenant}/granska/samma`: rows of lists and reports that may be the same incident, and the answers.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::pages::my_reports::Known;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::matches::{self, MatchAnswer, Pair, TellingRow};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use serde::{Deserialize, Serialize};

/// Questions, answers and links.
#[derive(Serialize)]
pub struct MatchesPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// How many pairs wait, in a sentence.
    pub sentence: String,
    /// Pairs that wait for an answer.
    pub asked: Vec<PairView>,
    /// Pairs that wait and are not shown.
    pub more: u64,
    /// Answered pairs.
    pub answered: Vec<PairView>,
    /// Pairs that were linked by themselves.
    pub linked: Vec<PairView>,
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
    /// Who tells it.
    pub source: String,
    /// Category.
    pub what: String,
    /// When.
    pub when: String,
    /// Where; empty when nobody knows.
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
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    shown(&state, &member, Vec::new()).await
}

async fn shown(state: &WebState, member: &Member, errors: Vec<FormError>) -> Answer {
    let found = matches::matches(&state.app, &member.actor).await?;
    let known = Known::read(state, member).await?;
    let lang = member.lang;
    let view = |pair: &Pair, note: String| PairView { first: row(&known, &pair.first), second: row(&known, &pair.second), note };
    let asked: Vec<PairView> =
        found.asked.iter().map(|(pair, likeness)| view(pair, lang.text(&format!("likeness-{}", likeness.key())))).collect();
    let answer = |same: bool| lang.text(if same { "matches-said-same" } else { "matches-said-different" });
    let page_of = MatchesPage {
        shell: Shell::within(member, "matches-title", Place::Review),
        errors,
        sentence: lang.format("matches-waiting", &[("n", found.asked_total.into())]),
        more: found.asked_total.saturating_sub(asked.len() as u64),
        asked,
        answered: found.answered.iter().map(|(pair, same)| view(pair, answer(*same))).collect(),
        linked: found.linked.iter().map(|pair| view(pair, String::new())).collect(),
        action: member.path("granska/samma"),
        back: member.path("granska"),
    };
    page(lang, &page_of, &page_of.errors)
}

fn row(known: &Known, row: &TellingRow) -> RowView {
    let district = row.district.as_ref().and_then(|code| known.districts.iter().find(|d| d.code.as_str() == code)).map(|d| d.name.clone());
    let place: Vec<String> = row.place.clone().into_iter().chain(district).collect();
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
        place: place.join(", "),
    }
}

/// `POST …/granska/samma`
pub async fn answer(State(state): State<WebState>, member: Member, Fields(form): Fields<AnswerForm>) -> Answer {
    let wrong = |_| Problem::not_found();
    let pair = (form.first.parse().map_err(wrong)?, form.second.parse().map_err(wrong)?);
    let answer = MatchAnswer::from_key(&form.answer).ok_or_else(Problem::not_found)?;
    match matches::answer(&state.app, &member.actor, pair, answer).await {
        Ok(()) => Ok(Redirect::to(&member.path("granska/samma")).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            shown(&state, &member, errors).await
        }
    }
}
