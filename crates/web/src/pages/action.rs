//! `/t/{tenant}/insatser/{id}`: one action with its chain, its steps, and the form to write it with.

mod chain;
mod form;
mod measure;
mod verdict;

#[cfg(test)]
pub(crate) use form::written;
pub use form::{ActionFormPage, Offers, change, create, edit, new};
pub use measure::choose;

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, summary};
use crate::pages::actions::ActionLine;
use crate::pages::actions::{Material as ListMaterial, View};
use crate::shell::{Place, Shell};
use crate::templates::{self, Page};
use application::actions::{self, Shown, Step};
use application::districts;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use chain::{BeforeAfterTable, Chain, Fact, HistoryLine, NoteLine};
use domain::actions::{Effect, Forum, Implementation, Level, StateKind, StepKind};
use domain::districts::District;
use domain::failure::{Failure, FieldError};
use domain::ids::ActionId;
use domain::week::{Week, local};
use domain::words::Words;
use jiff::civil::Date;
use measure::MeasureCard;
use serde::{Deserialize, Serialize};
use verdict::VerdictCard;

/// One action.
#[derive(Serialize)]
pub struct ActionPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with a step or note.
    pub errors: Vec<FormError>,
    /// The action as lists show it.
    pub line: ActionLine,
    /// The states of its life: label, and `done`, `current` or `ahead`.
    pub stages: Vec<(String, &'static str)>,
    /// Where it stands, in a sentence.
    pub sentence: String,
    /// What is known of it.
    pub facts: Vec<Fact>,
    /// Texts with their headings; class C.
    pub texts: Vec<(String, String)>,
    /// Whether texts were left out for this reader.
    pub text_hidden: bool,
    /// Links of its chain.
    pub chain: Chain,
    /// How its effect will be measured; `None` once it is decided.
    pub measure: Option<MeasureCard>,
    /// What came of it by its frozen baseline; `None` when it has none.
    pub verdict: Option<VerdictCard>,
    /// Before and after without a frozen baseline; `None` when it is at no place or not done.
    pub before_after: Option<BeforeAfterTable>,
    /// Notes, newest first.
    pub notes: Vec<NoteLine>,
    /// Changes, newest first.
    pub history: Vec<HistoryLine>,
    /// Steps the reader may take.
    pub steps: Vec<StepForm>,
    /// Version that the reader sees.
    pub seen: u32,
    /// Address of the step forms; the note form's is beside it.
    pub action: String,
    /// Address of the form to rewrite it; empty when the reader may not.
    pub edit: String,
    /// Address of the note form; empty when the reader may not.
    pub note: String,
    /// A note as it was sent.
    pub sent_note: String,
    /// Address of the list.
    pub back: String,
}

impl Page for ActionPage {
    const TEMPLATE: &'static str = "action.html";
}

/// A step as a form.
#[derive(Serialize)]
pub struct StepForm {
    /// Key.
    pub key: &'static str,
    /// Label of the button.
    pub label: String,
    /// Whether it is the way forward.
    pub forward: bool,
    /// Today, for the day of beginning or finishing.
    pub today: String,
    /// The meeting it can have been decided in.
    pub forums: Vec<Choice>,
    /// How far it was carried out.
    pub implementations: Vec<Choice>,
    /// Whether it had effect.
    pub effects: Vec<Choice>,
    /// Groups to lift it to.
    pub levels: Vec<Choice>,
    /// The text as it was sent.
    pub text: String,
}

/// What the page is made from.
pub struct Material<'a> {
    /// The action.
    pub shown: &'a Shown,
    /// Current districts.
    pub districts: &'a [District],
    /// The authority's words for categories.
    pub words: &'a Words,
    /// Local date.
    pub today: Date,
}

impl ActionPage {
    /// The page as a member sees it.
    pub fn new(member: &Member, material: &Material, sent: &TakeStep) -> Self {
        let (lang, shown) = (member.lang, material.shown);
        let item = &shown.item;
        let base = member.path(&format!("insatser/{}", item.id));
        let view = View::of(&member.tenant.code);
        let list = ListMaterial { items: &[], districts: material.districts, owners: &[], today: material.today };
        let address = |may: bool, rest: &str| if may { format!("{base}/{rest}") } else { String::new() };
        Self {
            shell: Shell::within(member, "action-title", Place::Actions).titled(item.plan.title.clone()),
            errors: Vec::new(),
            line: ActionLine::new(item, &list, &view, lang),
            stages: stages(item.state.kind(), lang),
            sentence: chain::sentence(item, lang),
            facts: chain::facts(shown, material.words, &view, lang),
            texts: chain::texts(item, lang),
            text_hidden: item.text_hidden,
            chain: Chain::new(shown, &view, lang),
            before_after: shown.outlook.as_ref().map(|outlook| BeforeAfterTable::new(shown, outlook, material.words, lang)),
            measure: shown.measure.as_ref().map(|measure| MeasureCard::new(measure, format!("{base}/matning"), lang)),
            verdict: shown.frozen.as_ref().map(|frozen| VerdictCard::new(frozen, shown.kept.as_ref(), material.words, lang)),
            notes: shown.notes.iter().map(NoteLine::new).collect(),
            history: shown.history.iter().rev().map(|change| HistoryLine::new(change, lang)).collect(),
            steps: shown.possible.steps.iter().enumerate().map(|(i, step)| step_form(*step, i == 0, material, sent, lang)).collect(),
            seen: item.version,
            action: format!("{base}/steg"),
            edit: address(shown.possible.edit, "andra"),
            note: address(shown.possible.note, "anteckning"),
            sent_note: String::new(),
            back: view.address(""),
        }
    }
}

/// The way from proposed to closed; what went beside it stands alone.
fn stages(now: StateKind, lang: messages::Lang) -> Vec<(String, &'static str)> {
    const LIFE: [StateKind; 6] =
        [StateKind::Proposed, StateKind::Decided, StateKind::Ongoing, StateKind::Done, StateKind::FollowedUp, StateKind::Closed];
    let Some(at) = LIFE.iter().position(|kind| *kind == now) else {
        return vec![(messages::action_state(lang, now), "current")];
    };
    let place = |i: usize| match i.cmp(&at) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "current",
        std::cmp::Ordering::Greater => "ahead",
    };
    LIFE.iter().enumerate().map(|(i, kind)| (messages::action_state(lang, *kind), place(i))).collect()
}

fn step_form(step: StepKind, forward: bool, material: &Material, sent: &TakeStep, lang: messages::Lang) -> StepForm {
    let mine = sent.step == step.key();
    let choices = |all: Vec<(&'static str, String)>, chosen: &str| -> Vec<Choice> {
        let choice = |(key, label): (&'static str, String)| Choice { value: key.to_owned(), label, selected: mine && key == chosen };
        all.into_iter().map(choice).collect()
    };
    let none = || vec![Choice { value: String::new(), label: lang.text("action-choose"), selected: !mine }];
    let mut form = StepForm {
        key: step.key(),
        label: messages::action_step(lang, step),
        forward,
        today: messages::date_short(material.today),
        forums: Vec::new(),
        implementations: Vec::new(),
        effects: Vec::new(),
        levels: Vec::new(),
        text: if mine { sent.text.clone() } else { String::new() },
    };
    match step {
        StepKind::Decide => {
            let week = Week::of_date(material.today).previous();
            let meeting = lang.format("action-forum-meeting", &[("week", messages::week_long(lang, week).into())]);
            form.forums = vec![
                Choice { value: week.to_string(), label: meeting, selected: !mine || sent.forum == week.to_string() },
                Choice { value: "direct".to_owned(), label: lang.text("action-forum-direct"), selected: mine && sent.forum == "direct" },
            ];
        }
        StepKind::FollowUp => {
            let how = Implementation::ALL.iter().map(|i| (i.key(), messages::implementation(lang, *i))).collect();
            let what = Effect::ALL.iter().map(|e| (e.key(), messages::effect(lang, *e))).collect();
            form.implementations = [none(), choices(how, &sent.implementation)].concat();
            form.effects = [none(), choices(what, &sent.effect)].concat();
        }
        StepKind::Escalate => {
            form.levels = choices(Level::ALL.iter().map(|l| (l.key(), messages::level(lang, *l))).collect(), &sent.level);
        }
        StepKind::Begin | StepKind::Finish | StepKind::Close | StepKind::Cancel => {}
    }
    form
}

/// Fields of a step: each form has its own, the rest stay empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeStep {
    step: String,
    seen: u32,
    #[serde(default)]
    day: String,
    #[serde(default)]
    forum: String,
    #[serde(default)]
    implementation: String,
    #[serde(default)]
    effect: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    text: String,
    /// Where to go on: the meeting that it was decided in, else the action.
    #[serde(default)]
    back: String,
}

impl TakeStep {
    /// The command.
    fn command(&self) -> Result<Step, Failure> {
        let kind = StepKind::from_key(&self.step).ok_or_else(|| Failure::invalid("step", "failure-request"))?;
        let day = || match self.day.trim() {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| Failure::Invalid(vec![FieldError::new("day", "failure-date").with(text)])),
        };
        Ok(match kind {
            StepKind::Decide => Step::Decide(self.forum()?),
            StepKind::Begin => Step::Begin(day()?),
            StepKind::Finish => Step::Finish(day()?),
            StepKind::FollowUp => {
                let implementation = Implementation::from_key(&self.implementation);
                let effect = Effect::from_key(&self.effect);
                match (implementation, effect) {
                    (Some(implementation), Some(effect)) => Step::FollowUp(implementation, effect, self.text.clone()),
                    (None, _) => return Err(Failure::invalid("implementation", "failure-action-implementation")),
                    (Some(_), None) => return Err(Failure::invalid("effect", "failure-action-effect")),
                }
            }
            StepKind::Close => Step::Close,
            StepKind::Escalate => {
                let level = Level::from_key(&self.level).ok_or_else(|| Failure::invalid("level", "failure-request"))?;
                Step::Escalate(level, self.text.clone())
            }
            StepKind::Cancel => Step::Cancel(self.text.clone()),
        })
    }

    fn forum(&self) -> Result<Forum, Failure> {
        match self.forum.as_str() {
            "direct" | "" => Ok(Forum::Direct),
            week => week.parse().map(Forum::Meeting).map_err(|_| Failure::invalid("forum", "failure-request")),
        }
    }

    /// The id of the field that an error of the use case is about: every form on the page has its own text.
    fn own_ids(&self, errors: Vec<FormError>) -> Vec<FormError> {
        let id = |field| match (field, StepKind::from_key(&self.step)) {
            ("text", Some(StepKind::FollowUp)) => "text-follow-up",
            ("text", Some(StepKind::Escalate)) => "text-escalate",
            ("text", Some(StepKind::Cancel)) => "text-cancel",
            ("step", _) => "",
            (other, _) => other,
        };
        errors.into_iter().map(|e| FormError { field: id(e.field), ..e }).collect()
    }
}

/// An action's id in a path. What is not one is an unknown address.
fn id_of(text: &str) -> Result<ActionId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// `GET …/insatser/{id}`
pub async fn show(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let built = build(&state, &member, id_of(&id)?, &TakeStep::default()).await?;
    Ok(Html(templates::render(member.lang, &built)?).into_response())
}

async fn build(state: &WebState, member: &Member, id: ActionId, sent: &TakeStep) -> Result<ActionPage, Problem> {
    let shown = actions::show(&state.app, &member.actor, id).await?;
    let districts = districts::current(&state.app, &member.actor).await?;
    let words = application::words::of(&state.app, &member.actor).await?;
    let material = Material { shown: &shown, districts: &districts, words: &words, today: local(state.app.now()).date() };
    Ok(ActionPage::new(member, &material, sent))
}

/// The page again with what was wrong. A conflict says so with its status.
fn again(member: &Member, built: &ActionPage, status: StatusCode) -> Answer {
    Ok((status, Html(templates::render(member.lang, built)?)).into_response())
}

/// `POST …/insatser/{id}/steg`
pub async fn step(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(form): Fields<TakeStep>,
) -> Answer {
    let id = id_of(&id)?;
    let taken = match form.command() {
        Ok(step) => actions::step(&state.app, &member.actor, id, form.seen, step).await.map(|_| ()),
        Err(failure) => Err(failure),
    };
    match taken {
        Ok(()) if form.back.is_empty() => Ok(Redirect::to(&member.path(&format!("insatser/{id}"))).into_response()),
        Ok(()) => Ok(Redirect::to(crate::session::own_path(&form.back)).into_response()),
        Err(failure) => {
            let problem = Problem::from(failure);
            let status = problem.status();
            let errors = form.own_ids(summary(member.lang, problem)?);
            let mut built = build(&state, &member, id, &form).await?;
            built.errors = errors;
            again(&member, &built, status)
        }
    }
}

/// Fields of a note.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteNote {
    text: String,
}

/// `POST …/insatser/{id}/anteckning`
pub async fn note(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(form): Fields<WriteNote>,
) -> Answer {
    let id = id_of(&id)?;
    match actions::note(&state.app, &member.actor, id, &form.text).await {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("insatser/{id}#anteckningar"))).into_response()),
        Err(failure) => {
            let problem = Problem::from(failure);
            let status = problem.status();
            let errors = summary(member.lang, problem)?.into_iter().map(|e| FormError { field: "note", ..e }).collect();
            let mut built = build(&state, &member, id, &TakeStep::default()).await?;
            built.errors = errors;
            built.sent_note = form.text;
            again(&member, &built, status)
        }
    }
}
