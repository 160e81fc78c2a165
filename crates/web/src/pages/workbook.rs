//! `/t/{tenant}/analys`: the analyst's workbook. A question is an address; its answer is shown below it and can be kept under a name.

mod answer;
mod files;
mod form;
mod kept;

pub use answer::AnswerPart;
pub use files::{csv, json, svg};
pub use form::{QuestionField, QuestionForm};
pub use kept::{CitedWeek, KeptPage, RemovePage, ask_remove, cite, open, remove, rename};

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::{districts, workbook};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use domain::methods::Method;
use domain::week::Week;
use domain::workbook::{LONGEST_NAME, NamedAnalysis, Question};
use messages::Lang;
use serde::{Deserialize, Serialize};

/// Names and values of an address.
type Pairs = Vec<(String, String)>;

/// The workbook: methods to choose from, or a question with its answer; and what is kept.
#[derive(Serialize)]
pub struct WorkbookPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with the question or the name.
    pub errors: Vec<FormError>,
    /// Methods: address, name, what it says. Empty when one is chosen.
    pub methods: Vec<[String; 3]>,
    /// The question; `None` before a method is chosen.
    pub form: Option<QuestionForm>,
    /// The answer.
    pub answer: Option<AnswerPart>,
    /// How it is kept; `None` without an answer.
    pub save: Option<SaveForm>,
    /// What is kept, newest first.
    pub saved: Vec<SavedLine>,
    /// Address of the page without a question.
    pub base: String,
}

impl Page for WorkbookPage {
    const TEMPLATE: &'static str = "workbook.html";
}

/// The form that keeps an answer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SaveForm {
    /// The question as an address writes it.
    pub question: String,
    /// The name as it was sent.
    pub name: String,
    /// What is said of the name.
    pub hint: String,
    /// Whether the writer is asked about personal data.
    pub ask_kept: bool,
}

/// A kept analysis in the list.
#[derive(Clone, Debug, Serialize)]
pub struct SavedLine {
    /// Address.
    pub href: String,
    /// Name.
    pub name: String,
    /// Method in words.
    pub method: String,
    /// What it said.
    pub said: String,
    /// Who and when.
    pub by: String,
}

impl SavedLine {
    /// The line of a kept analysis.
    pub fn new(member: &Member, named: &NamedAnalysis) -> Self {
        let lang = member.lang;
        Self {
            href: member.path(&format!("analys/{}", named.id)),
            name: named.name.clone(),
            method: documents::workbook::method(lang, named.method),
            said: documents::workbook::said(&named.said, lang).to_owned(),
            by: lang.format("workbook-saved-line", &[("by", named.by.as_str().into()), ("at", messages::date_time(named.at).into())]),
        }
    }
}

/// What a name of an analysis must be.
fn name_hint(lang: Lang) -> String {
    lang.format("workbook-name-hint", &[("n", u64::try_from(LONGEST_NAME).unwrap_or(u64::MAX).into())])
}

/// Whether the guard wants the writer to look once more.
fn asks(problem: &Problem) -> bool {
    problem.fields().iter().any(|f| f.message == "failure-guard-confirm")
}

/// `GET …/analys`
pub async fn show(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let pairs: Pairs = serde_urlencoded::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    shown(&state, &member, &pairs, None).await
}

/// The page of what an address says; `refused` is what was sent to be kept and why it was not.
async fn shown(state: &WebState, member: &Member, pairs: &Pairs, refused: Option<(SaveForm, Vec<FormError>)>) -> Answer {
    let (app, actor, lang) = (&state.app, &member.actor, member.lang);
    let choices = workbook::choices(app, actor).await?;
    let last = choices.weeks.first().copied().unwrap_or_else(|| Week::of(app.now()).previous());
    let mut errors = Vec::new();
    let (mut answer, mut save) = (None, None);
    let method = pairs.iter().find(|(name, _)| name == "method").and_then(|(_, value)| Method::from_key(value));
    // A method alone is a choice, not yet a question.
    if pairs.iter().any(|(name, value)| name != "method" && !value.is_empty()) || (method.is_none() && !pairs.is_empty()) {
        let asked = Question::read(pairs, last).map_err(domain::failure::Failure::Invalid);
        let found = match asked {
            Ok(question) => workbook::ask(app, actor, &question).await,
            Err(failure) => Err(failure),
        };
        match found {
            Ok(analysis) => {
                let outlines = districts::current_outlines(app, actor).await?;
                let question = query_of(&analysis.question);
                answer = Some(AnswerPart::new(member, &analysis, &outlines, &question));
                save = Some(SaveForm { question, hint: name_hint(lang), ..SaveForm::default() });
            }
            Err(failure) => errors = summary(lang, failure.into())?,
        }
    }
    if let Some((sent, wrong)) = refused {
        (save, errors) = (Some(sent), wrong);
    }
    let form = method.and_then(|method| QuestionForm::new(member, method, pairs, &choices, last));
    let shown = WorkbookPage {
        shell: Shell::within(member, "workbook-title", Place::Workbook),
        methods: if form.is_some() { Vec::new() } else { methods(member) },
        form,
        answer,
        save,
        saved: workbook::list(app, actor).await?.iter().map(|named| SavedLine::new(member, named)).collect(),
        base: member.path("analys"),
        errors,
    };
    page(lang, &shown, &shown.errors)
}

fn methods(member: &Member) -> Vec<[String; 3]> {
    let line = |method: &Method| {
        let says = member.lang.text(&format!("method-{}-says", method.key()));
        [member.path(&format!("analys?method={}", method.key())), documents::workbook::method(member.lang, *method), says]
    };
    Method::WORKBOOK.iter().map(line).collect()
}

/// A question as an address writes it.
fn query_of(question: &Question) -> String {
    serde_urlencoded::to_string(question.pairs()).unwrap_or_default()
}

/// Fields of the form that keeps an answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    question: String,
    name: String,
    #[serde(default)]
    no_personal_data: String,
}

/// `POST …/analys`
pub async fn save(State(state): State<WebState>, member: Member, Fields(sent): Fields<Save>) -> Answer {
    let pairs: Pairs = serde_urlencoded::from_str(&sent.question).unwrap_or_default();
    let question = Question::read(&pairs, Week::of(state.app.now()).previous()).map_err(domain::failure::Failure::Invalid)?;
    let kept = workbook::keep(&state.app, &member.actor, &question, &sent.name, sent.no_personal_data == "yes").await;
    match kept {
        Ok(id) => Ok(Redirect::to(&member.path(&format!("analys/{id}"))).into_response()),
        Err(failure) => {
            let problem = Problem::from(failure);
            let ask_kept = asks(&problem);
            let form = SaveForm { question: query_of(&question), name: sent.name, hint: name_hint(member.lang), ask_kept };
            let errors = summary(member.lang, problem)?;
            shown(&state, &member, &pairs, Some((form, errors))).await
        }
    }
}
