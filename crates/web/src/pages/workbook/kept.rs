//! `/t/{tenant}/analys/{id}`: an analysis kept under a name, computed anew from the material as it was.

use super::files::KEPT;
use super::{AnswerPart, asks, name_hint, query_of};
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::districts;
use application::workbook::{self, Opened};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::districts::DistrictOutline;
use domain::ids::ResultId;
use domain::policy::Action;
use domain::week::Week;
use serde::{Deserialize, Serialize};

/// A kept analysis.
#[derive(Serialize)]
pub struct KeptPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with a form.
    pub errors: Vec<FormError>,
    /// Id: what `samsyn recompute` takes.
    pub id: String,
    /// Who kept it and when.
    pub by: String,
    /// That it comes out as it was, or how it differs.
    pub check: String,
    /// What it said when it was kept; empty when it says the same.
    pub then: String,
    /// The answer.
    pub answer: AnswerPart,
    /// Address of the same question now.
    pub again: String,
    /// Address that the forms go to.
    pub action: String,
    /// The name in the form of another name; `None` for those who may not change it.
    pub rename: Option<String>,
    /// What is said of a name.
    pub hint: String,
    /// Whether the writer is asked about personal data.
    pub ask_kept: bool,
    /// Weeks whose pictures it stands in.
    pub cited: Vec<CitedWeek>,
    /// Weeks that it can be put in; `None` for those who may not.
    pub citable: Option<Vec<Choice>>,
    /// Address of the list.
    pub base: String,
}

impl Page for KeptPage {
    const TEMPLATE: &'static str = "workbook_kept.html";
}

/// A picture that refers to the analysis.
#[derive(Clone, Debug, Serialize)]
pub struct CitedWeek {
    /// The week in words.
    pub label: String,
    /// Its key in the form.
    pub week: String,
    /// Address of the picture.
    pub href: String,
}

impl KeptPage {
    /// The page of a kept analysis as a member sees it.
    pub fn new(member: &Member, opened: &Opened, outlines: &[DistrictOutline]) -> Self {
        let (lang, named) = (member.lang, &opened.named);
        let action = member.path(&format!("analys/{}", named.id));
        let same_input = opened.analysis.input_digest == opened.kept.input_digest;
        let version = [("version", opened.kept.analysis.as_str().into())];
        let check = match (opened.is_equal(), same_input) {
            (true, _) => lang.text("workbook-equal"),
            (false, false) => lang.text("workbook-differs-input"),
            (false, true) => lang.format("workbook-differs-output", &version),
        };
        let cited = |week: &Week| CitedWeek {
            label: messages::week_long(lang, *week),
            week: week.to_string(),
            href: member.path(&format!("lagesbild/{week}")),
        };
        let choice = |week: &Week| Choice { value: week.to_string(), label: messages::week_long(lang, *week), selected: false };
        Self {
            shell: Shell::within(member, "workbook-title", Place::Workbook).titled(named.name.clone()),
            errors: Vec::new(),
            id: named.id.to_string(),
            by: lang.format("workbook-saved-line", &[("by", named.by.as_str().into()), ("at", messages::date_time(named.at).into())]),
            check,
            then: if opened.is_equal() { String::new() } else { documents::workbook::said(&named.said, lang).to_owned() },
            answer: AnswerPart::new(member, &opened.analysis, outlines, &format!("{KEPT}={}", named.id)),
            again: member.path(&format!("analys?{}", query_of(&opened.analysis.question))),
            rename: opened.may_change.then(|| named.name.clone()),
            hint: name_hint(lang),
            ask_kept: false,
            cited: opened.cited.iter().map(cited).collect(),
            citable: member.actor.can(Action::PreparePicture).then(|| opened.citable.iter().map(choice).collect()),
            base: member.path("analys"),
            action,
        }
    }
}

/// The question before an analysis is removed.
#[derive(Serialize)]
pub struct RemovePage {
    /// Frame.
    pub shell: Shell,
    /// What it is called.
    pub name: String,
    /// Address that the form goes to.
    pub action: String,
    /// Address of the analysis.
    pub back: String,
}

impl Page for RemovePage {
    const TEMPLATE: &'static str = "workbook_remove.html";
}

/// The path of a kept analysis: tenant and id.
type Asked = Path<(String, String)>;

fn id_of(text: &str) -> Result<ResultId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

async fn kept_page(state: &WebState, member: &Member, id: ResultId) -> Result<KeptPage, Problem> {
    let opened = workbook::open(&state.app, &member.actor, id).await?;
    let outlines = districts::current_outlines(&state.app, &member.actor).await?;
    Ok(KeptPage::new(member, &opened, &outlines))
}

/// `GET …/analys/{id}`
pub async fn open(State(state): State<WebState>, member: Member, Path((_, id)): Asked) -> Answer {
    let shown = kept_page(&state, &member, id_of(&id)?).await?;
    page(member.lang, &shown, &[])
}

/// Fields of the form of another name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    name: String,
    #[serde(default)]
    no_personal_data: String,
}

/// `POST …/analys/{id}`
pub async fn rename(State(state): State<WebState>, member: Member, Path((_, id)): Asked, Fields(sent): Fields<Rename>) -> Answer {
    let id = id_of(&id)?;
    match workbook::rename(&state.app, &member.actor, id, &sent.name, sent.no_personal_data == "yes").await {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("analys/{id}"))).into_response()),
        Err(failure) => {
            let problem = Problem::from(failure);
            let ask_kept = asks(&problem);
            let errors = summary(member.lang, problem)?;
            let before = kept_page(&state, &member, id).await?;
            let shown = KeptPage { errors, ask_kept, rename: Some(sent.name), ..before };
            page(member.lang, &shown, &shown.errors)
        }
    }
}

/// `GET …/analys/{id}/ta-bort`
pub async fn ask_remove(State(state): State<WebState>, member: Member, Path((_, id)): Asked) -> Answer {
    let id = id_of(&id)?;
    let named = workbook::changeable(&state.app, &member.actor, id).await?;
    let back = member.path(&format!("analys/{id}"));
    let shown = RemovePage {
        shell: Shell::within(&member, "workbook-remove-title", Place::Workbook),
        name: named.name,
        action: format!("{back}/ta-bort"),
        back,
    };
    page(member.lang, &shown, &[])
}

/// `POST …/analys/{id}/ta-bort`
pub async fn remove(State(state): State<WebState>, member: Member, Path((_, id)): Asked) -> Answer {
    workbook::remove(&state.app, &member.actor, id_of(&id)?).await?;
    Ok(Redirect::to(&member.path("analys")).into_response())
}

/// Fields of the forms about a week's picture.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    week: String,
    #[serde(default)]
    step: String,
}

/// `POST …/analys/{id}/lagesbild`
pub async fn cite(State(state): State<WebState>, member: Member, Path((_, id)): Asked, Fields(sent): Fields<Cite>) -> Answer {
    let id = id_of(&id)?;
    let week = crate::selection::week(&sent.week)?;
    match workbook::cite(&state.app, &member.actor, id, week, sent.step != "remove").await {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("analys/{id}"))).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            let shown = KeptPage { errors, ..kept_page(&state, &member, id).await? };
            page(member.lang, &shown, &shown.errors)
        }
    }
}
