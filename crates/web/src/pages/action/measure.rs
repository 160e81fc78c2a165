//! Before the decision: what the action's effect will be measured against, and the form to choose otherwise.

use super::{ActionPage, TakeStep, again, build, id_of};
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, ManyFields, summary};
use application::actions::{self, Candidate, Measure, Proposal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::actions::{MeasurePlan, WAITS};
use domain::districts::DistrictCode;
use domain::failure::Failure;
use messages::Lang;
use serde::Serialize;

/// Areas shown to choose among: the most alike, and those chosen.
const SHOWN: usize = 12;

/// How the effect will be measured.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureCard {
    /// What it will be compared with, in a sentence; or why nothing can be measured.
    pub sentence: String,
    /// How small a change could be seen; empty when it cannot be told.
    pub power: String,
    /// Which areas are no comparison because they lie around; empty when there are none.
    pub around: String,
    /// Areas, the most alike first, with their likeness in words. Empty when nothing can be measured.
    pub areas: Vec<Choice>,
    /// Weeks to wait.
    pub waits: Vec<Choice>,
    /// Address of the form; empty when the reader may not choose.
    pub action: String,
}

fn likeness(candidate: &Candidate, lang: Lang) -> String {
    let id = match candidate.distance {
        d if d <= 0.5 => "measure-alike",
        d if d <= 1.5 => "measure-rather-alike",
        _ => "measure-unlike",
    };
    lang.format(id, &[("name", candidate.name.as_str().into()), ("value", messages::decimal(lang, candidate.level, 1).into())])
}

impl MeasureCard {
    /// The card of an action that is not decided.
    pub fn new(measure: &Measure, action: String, lang: Lang) -> Self {
        match measure {
            Measure::TooShort(weeks) => Self {
                sentence: lang.format("measure-too-short", &[("n", u64::from(*weeks).into())]),
                power: String::new(),
                around: String::new(),
                areas: Vec::new(),
                waits: Vec::new(),
                action: String::new(),
            },
            Measure::Proposed(proposal) => proposed(proposal, action, lang),
        }
    }
}

fn proposed(proposal: &Proposal, action: String, lang: Lang) -> MeasureCard {
    let chosen: Vec<&str> = proposal.candidates.iter().filter(|c| c.chosen).map(|c| c.name.as_str()).collect();
    let weeks = u64::from(proposal.weeks_after);
    let span = [proposal.first, proposal.last].map(|week| messages::week_long(lang, week));
    let [from, to] = span;
    let names = if chosen.is_empty() { lang.text("verdict-agreed-none") } else { chosen.join(", ") };
    let area = |c: &Candidate| Choice { value: c.code.to_string(), label: likeness(c, lang), selected: c.chosen };
    let shown = proposal.candidates.iter().enumerate().filter(|(at, c)| *at < SHOWN || c.chosen);
    MeasureCard {
        sentence: lang
            .format("measure-sentence", &[("names", names.into()), ("from", from.into()), ("to", to.into()), ("n", weeks.into())]),
        power: proposal.detectable.map_or_else(String::new, |share| {
            let value = format!("{}\u{a0}%", messages::whole(lang, share * 100.0));
            lang.format("measure-power", &[("value", value.into())])
        }),
        around: match proposal.around.is_empty() {
            true => String::new(),
            false => lang.format("measure-around", &[("names", proposal.around.join(", ").into())]),
        },
        areas: shown.map(|(_, candidate)| area(candidate)).collect(),
        waits: WAITS
            .iter()
            .map(|wait| Choice {
                value: wait.to_string(),
                label: lang.format("verdict-agreed-weeks-value", &[("n", u64::from(*wait).into())]),
                selected: *wait == proposal.weeks_after,
            })
            .collect(),
        action: if proposal.may_choose { action } else { String::new() },
    }
}

/// `POST …/insatser/{id}/matning`
pub async fn choose(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>, fields: ManyFields) -> Answer {
    let id = id_of(&id)?;
    let fields = fields.only(&["seen", "comparison", "weeks_after"])?;
    let plan = MeasurePlan {
        comparison: fields.every("comparison").map(|code| DistrictCode(code.to_owned())).collect(),
        weeks_after: fields.one("weeks_after").parse().unwrap_or(0),
    };
    let seen = fields.one("seen").parse().map_err(|_| Problem::from(Failure::invalid("seen", "failure-request")))?;
    match actions::choose(&state.app, &member.actor, id, seen, plan).await {
        Ok(_) => Ok(Redirect::to(&member.path(&format!("insatser/{id}#matning"))).into_response()),
        Err(failure) => {
            let problem = Problem::from(failure);
            let status = problem.status();
            let errors = summary(member.lang, problem)?;
            let mut built: ActionPage = build(&state, &member, id, &TakeStep::default()).await?;
            built.errors = errors;
            again(&member, &built, status)
        }
    }
}
