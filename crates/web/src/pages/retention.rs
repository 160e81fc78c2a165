//! `/t/{tenant}/gallring`: rules of retention, what would go today, and removals that two approve.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::retention::{self, Due, NewRule, RunRow};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use domain::ids::RetentionRunId;
use domain::policy::Action;
use domain::retention::{APPROVALS, RecordKind, RunState, can_stop};
use messages::Lang;
use serde::{Deserialize, Serialize};

/// Rules, what would go, and removals.
#[derive(Serialize)]
pub struct RetentionPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Every kind of record.
    pub kinds: Vec<KindLine>,
    /// How many records would go.
    pub total: u64,
    /// Whether the reader may set rules, propose and approve.
    pub may_manage: bool,
    /// Whether a removal is open already.
    pub open: bool,
    /// Newest first.
    pub runs: Vec<RunLine>,
    /// Address of the page; rules have theirs below it.
    pub action: String,
}

impl Page for RetentionPage {
    const TEMPLATE: &'static str = "retention.html";
}

/// One kind of record.
#[derive(Serialize)]
pub struct KindLine {
    /// Key.
    pub key: &'static str,
    /// What it is, in words.
    pub label: String,
    /// What goes and what stays.
    pub hint: String,
    /// Whether it has a rule.
    pub has_rule: bool,
    /// Whether its form was sent with something wrong: the error summary leads to its fields.
    pub wrong: bool,
    /// Months of the rule; 0 without one.
    pub months: u32,
    /// Diary number of the rule's decision.
    pub decision: String,
    /// Day of the rule's decision.
    pub decided_on: String,
    /// What the form holds: as it was sent, as the rule is, or as is proposed.
    pub form: SentRule,
    /// Records before this day go.
    pub cutoff: String,
    /// How many would go.
    pub count: u64,
    /// The oldest week of them.
    pub oldest: String,
    /// The newest week of them.
    pub newest: String,
    /// By week, oldest first.
    pub weeks: Vec<WeekLine>,
}

/// Records of one week.
#[derive(Serialize)]
pub struct WeekLine {
    /// Week.
    pub week: String,
    /// How many.
    pub count: u64,
}

/// One removal in the list.
#[derive(Serialize)]
pub struct RunLine {
    /// Its page.
    pub href: String,
    /// When it was proposed.
    pub at: String,
    /// By whom.
    pub by: String,
    /// State in words.
    pub state_label: String,
    /// Tone of the state.
    pub tone: &'static str,
    /// How many records.
    pub count: u64,
}

fn kind_line(lang: Lang, due: &Due, sent: Option<&SentRule>) -> KindLine {
    let rule = due.rule.as_ref();
    let sent = sent.filter(|sent| sent.record == due.kind.key());
    let form = SentRule {
        record: due.kind.key().to_owned(),
        months: rule.map_or_else(|| due.kind.proposed_months(), |(rule, _)| rule.months).to_string(),
        decision: rule.map(|(rule, _)| rule.decision.clone()).unwrap_or_default(),
        decided_on: rule.map(|(rule, _)| rule.decided_on.to_string()).unwrap_or_default(),
        doing: String::new(),
    };
    let week = |week: Option<&domain::week::Week>| week.map(ToString::to_string).unwrap_or_default();
    KindLine {
        key: due.kind.key(),
        label: lang.text(&format!("retention-kind-{}", due.kind.key())),
        hint: lang.text(&format!("retention-hint-{}", due.kind.key())),
        has_rule: rule.is_some(),
        wrong: sent.is_some(),
        form: sent.cloned().unwrap_or(form),
        months: rule.map_or(0, |(rule, _)| rule.months),
        decision: rule.map(|(rule, _)| rule.decision.clone()).unwrap_or_default(),
        decided_on: rule.map(|(rule, _)| rule.decided_on.to_string()).unwrap_or_default(),
        cutoff: rule.map(|(_, cutoff)| cutoff.to_string()).unwrap_or_default(),
        count: due.count(),
        oldest: week(due.weeks.keys().next()),
        newest: week(due.weeks.keys().next_back()),
        weeks: due.weeks.iter().map(|(week, count)| WeekLine { week: week.to_string(), count: *count }).collect(),
    }
}

fn tone(state: RunState) -> &'static str {
    match state {
        RunState::Proposed | RunState::Approved => "warning",
        RunState::Done => "success",
        RunState::Stopped => "neutral",
    }
}

fn state_label(lang: Lang, state: RunState) -> String {
    lang.text(&format!("retention-state-{}", state.key()))
}

/// `GET …/gallring`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    list(&state, &member, Vec::new(), None).await
}

async fn list(state: &WebState, member: &Member, errors: Vec<FormError>, sent: Option<&SentRule>) -> Answer {
    let lang = member.lang;
    let due = retention::dry_run(&state.app, &member.actor).await?;
    let runs = retention::runs(&state.app, &member.actor).await?;
    let base = member.path("gallring");
    let line = |run: &RunRow| RunLine {
        href: format!("{base}/{}", run.id),
        at: messages::date_time(run.proposed_at),
        by: run.proposed_by.clone(),
        state_label: state_label(lang, run.state),
        tone: tone(run.state),
        count: run.items.iter().map(|item| item.count).sum(),
    };
    let shown = RetentionPage {
        shell: Shell::within(member, "retention-title", Place::Retention),
        errors,
        total: due.iter().map(Due::count).sum(),
        kinds: due.iter().map(|due| kind_line(lang, due, sent)).collect(),
        may_manage: member.actor.can(Action::ManageRetention),
        open: runs.iter().any(|run| can_stop(run.state)),
        runs: runs.iter().map(line).collect(),
        action: base,
    };
    page(lang, &shown, &shown.errors)
}

/// Fields of a rule's form.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SentRule {
    /// Key of the kind of record.
    #[serde(rename = "kind")]
    pub record: String,
    /// As it was sent.
    pub months: String,
    /// As it was sent.
    pub decision: String,
    /// As it was sent.
    pub decided_on: String,
    /// `save` or `drop`.
    pub doing: String,
}

/// `POST …/gallring/regler`
pub async fn set_rule(State(state): State<WebState>, member: Member, Fields(sent): Fields<SentRule>) -> Answer {
    let kind = RecordKind::from_key(&sent.record).ok_or_else(|| Problem::field("kind", "failure-parameter-value"))?;
    let done = match (sent.doing.as_str(), sent.months.trim().parse(), sent.decided_on.trim().parse()) {
        ("drop", _, _) => retention::drop_rule(&state.app, &member.actor, kind).await,
        (_, Ok(months), Ok(decided_on)) => {
            let new = NewRule { kind, months, decision: sent.decision.clone(), decided_on };
            retention::set_rule(&state.app, &member.actor, &new).await
        }
        (_, Err(_), _) => Err(Failure::invalid("months", "failure-retention-months")),
        (_, _, Err(_)) => Err(Failure::invalid("decided_on", "failure-retention-day")),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("gallring#{}", kind.key()))).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            list(&state, &member, errors, Some(&sent)).await
        }
    }
}

/// Fields of the button that proposes a removal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    seen: u64,
}

/// `POST …/gallring`
pub async fn propose(State(state): State<WebState>, member: Member, Fields(sent): Fields<Proposed>) -> Answer {
    match retention::propose(&state.app, &member.actor, sent.seen).await {
        Ok(id) => Ok(Redirect::to(&member.path(&format!("gallring/{id}"))).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            list(&state, &member, errors, None).await
        }
    }
}

/// One removal: what was to go, who approved, and what is left. Its receipt.
#[derive(Serialize)]
pub struct RetentionRunPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// State in words.
    pub state_label: String,
    /// Tone of the state.
    pub tone: &'static str,
    /// What comes next, in words.
    pub next: String,
    /// When it was proposed, and by whom.
    pub proposed: String,
    /// When it was done or stopped; empty before.
    pub ended: String,
    /// By kind.
    pub items: Vec<ItemLine>,
    /// Who approved and when.
    pub approvals: Vec<String>,
    /// Whether the reader may approve it.
    pub can_approve: bool,
    /// Whether the reader may stop it.
    pub can_stop: bool,
    /// Address of the buttons.
    pub action: String,
    /// Address of the list.
    pub back: String,
}

impl Page for RetentionRunPage {
    const TEMPLATE: &'static str = "retention_run.html";
}

/// One kind in a removal.
#[derive(Serialize)]
pub struct ItemLine {
    /// What it is, in words.
    pub label: String,
    /// Diary number and day of the decision.
    pub decision: String,
    /// Records before this day.
    pub cutoff: String,
    /// How many were due.
    pub due: u64,
    /// How many have gone.
    pub gone: u64,
    /// Days of the oldest and newest that have gone.
    pub days: String,
}

/// `GET …/gallring/{id}`
pub async fn one(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let id: RetentionRunId = id.parse().map_err(|_| Problem::not_found())?;
    run_page(&state, &member, id, Vec::new()).await
}

async fn run_page(state: &WebState, member: &Member, id: RetentionRunId, errors: Vec<FormError>) -> Answer {
    let lang = member.lang;
    let (run, buried) = retention::by_id(&state.app, &member.actor, id).await?;
    let may = member.actor.can(Action::ManageRetention);
    let own = member.actor.account().is_some_and(|me| run.approvals.iter().any(|a| a.account == me));
    let item = |item: &domain::retention::RunItem| {
        let gone = buried.iter().find(|b| b.kind == item.rule.kind);
        ItemLine {
            label: lang.text(&format!("retention-kind-{}", item.rule.kind.key())),
            decision: format!("{}, {}", item.rule.decision, item.rule.decided_on),
            cutoff: item.cutoff.to_string(),
            due: item.count,
            gone: gone.map_or(0, |b| b.count),
            days: gone.map(|b| format!("{}–{}", b.oldest, b.newest)).unwrap_or_default(),
        }
    };
    let next = match run.state {
        RunState::Proposed => {
            let missing = APPROVALS.saturating_sub(run.approvals.len()) as u64;
            lang.format("retention-next-proposed", &[("n", missing.into())])
        }
        RunState::Approved => lang.text("retention-next-approved"),
        RunState::Done => lang.text("retention-next-done"),
        RunState::Stopped => lang.text("retention-next-stopped"),
    };
    let shown = RetentionRunPage {
        shell: Shell::within(member, "retention-run-title", Place::Retention),
        errors,
        state_label: state_label(lang, run.state),
        tone: tone(run.state),
        next,
        proposed: format!("{}, {}", messages::date_time(run.proposed_at), run.proposed_by),
        ended: run.ended.as_ref().map(|(at, by)| format!("{} {by}", messages::date_time(*at))).unwrap_or_default(),
        items: run.items.iter().map(item).collect(),
        approvals: run.approvals.iter().map(|a| format!("{}, {}", a.by, messages::date_time(a.at))).collect(),
        can_approve: may && !own && run.state == RunState::Proposed,
        can_stop: may && can_stop(run.state),
        action: member.path(&format!("gallring/{id}")),
        back: member.path("gallring"),
    };
    page(lang, &shown, &shown.errors)
}

/// Fields of the buttons of one removal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentStep {
    step: String,
}

/// `POST …/gallring/{id}`
pub async fn step(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<SentStep>,
) -> Answer {
    let id: RetentionRunId = id.parse().map_err(|_| Problem::not_found())?;
    let done = match sent.step.as_str() {
        "approve" => retention::approve(&state.app, &member.actor, id).await.map(|_| ()),
        "stop" => retention::stop(&state.app, &member.actor, id).await,
        _ => Err(Failure::invalid("step", "failure-parameter-value")),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("gallring/{id}"))).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            run_page(&state, &member, id, errors).await
        }
    }
}
