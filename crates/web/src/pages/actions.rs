//! `/t/{tenant}/insatser`: every action as list, board and calendar, and the list as a file.

mod board;
mod calendar;
mod line;
mod view;

pub use board::{BoardPage, board};
pub use calendar::{CalendarPage, calendar};
pub use line::ActionLine;
pub use view::{FilterBar, View};

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::exports::attachment;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::actions::{self, ActionFilter};
use application::districts;
use axum::extract::{RawQuery, State};
use domain::actions::{ActionItem, Organisation, StateKind, Timeliness};
use domain::districts::District;
use domain::failure::Failure;
use domain::policy::Action;
use domain::week::local;
use domain::words::Words;
use jiff::civil::Date;
use serde::Serialize;

/// The list.
#[derive(Serialize)]
pub struct ActionsPage {
    /// Frame.
    pub shell: Shell,
    /// Filter and the ways to board and calendar.
    pub filter: FilterBar,
    /// What needs someone, in a sentence.
    pub attention: String,
    /// Whether anything is overdue.
    pub overdue: bool,
    /// Open actions, overdue first.
    pub open: Vec<ActionLine>,
    /// Closed and cancelled ones, newest first.
    pub ended: Vec<ActionLine>,
    /// Address of the form for a new one; empty when the reader may not propose.
    pub propose: String,
    /// The list as files: label and address.
    pub files: Vec<(&'static str, String)>,
}

impl Page for ActionsPage {
    const TEMPLATE: &'static str = "actions.html";
}

/// What list, board and calendar are made from.
pub struct Material<'a> {
    /// Actions that pass the filter, overdue first.
    pub items: &'a [ActionItem],
    /// Current districts.
    pub districts: &'a [District],
    /// Organisations that can answer for one.
    pub owners: &'a [Organisation],
    /// Local date.
    pub today: Date,
}

impl ActionsPage {
    /// The list as a member sees it.
    pub fn new(member: &Member, view: &View, material: &Material) -> Self {
        let lang = member.lang;
        let line = |item: &ActionItem| ActionLine::new(item, material, view, lang);
        let (open, ended): (Vec<&ActionItem>, Vec<&ActionItem>) = material.items.iter().partition(|i| i.is_open());
        let count = |wanted: fn(&ActionItem, Date) -> bool| -> u64 {
            u64::try_from(open.iter().filter(|i| wanted(i, material.today)).count()).unwrap_or(0)
        };
        let overdue = count(|i, today| matches!(i.timeliness(today), Timeliness::Overdue { .. }));
        let soon = count(|i, today| i.timeliness(today) == Timeliness::DueSoon);
        let waiting = count(|i, _| i.state.kind() == StateKind::Done);
        let mut ended = ended;
        ended.sort_by_key(|i| std::cmp::Reverse(i.at));
        let may = member.actor.can(Action::ProposeAction);
        let attention = match (overdue, soon, waiting) {
            (0, 0, 0) => lang.text("actions-attention-none"),
            _ => lang.format("actions-attention", &[("n", overdue.into()), ("count", soon.into()), ("total", waiting.into())]),
        };
        Self {
            shell: Shell::within(member, "actions-title", Place::Actions),
            filter: FilterBar::new(view, material, "", lang),
            attention,
            overdue: overdue > 0,
            open: open.into_iter().map(line).collect(),
            ended: ended.into_iter().map(line).collect(),
            propose: if may { view.path("insatser/ny") } else { String::new() },
            files: vec![("xlsx", view.address("/fil.xlsx")), ("csv", view.address("/fil.csv"))],
        }
    }
}

/// What the pages read, owned.
struct Read {
    items: Vec<ActionItem>,
    districts: Vec<District>,
    owners: Vec<Organisation>,
    today: Date,
}

impl Read {
    fn material(&self) -> Material<'_> {
        Material { items: &self.items, districts: &self.districts, owners: &self.owners, today: self.today }
    }
}

async fn read(state: &WebState, member: &Member, filter: &ActionFilter) -> Result<Read, Problem> {
    let (app, actor) = (&state.app, &member.actor);
    let owners = actions::organisations(app, actor).await?.into_iter().map(|(organisation, _)| organisation).collect();
    Ok(Read {
        items: actions::list(app, actor, filter).await?,
        districts: districts::current(app, actor).await?,
        owners,
        today: local(app.now()).date(),
    })
}

/// `GET …/insatser`
pub async fn show(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let view = View::read(&member.tenant.code, query.as_deref())?;
    let read = read(&state, &member, &view.filter).await?;
    page(member.lang, &ActionsPage::new(&member, &view, &read.material()), &[])
}

/// `GET …/insatser/fil.csv`
pub async fn csv(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let Taken { items, districts, words } = taken_out(&state, &member, query.as_deref(), "csv").await?;
    let bytes = documents::actions::csv(&items, &districts, &words, member.lang);
    Ok(attachment(&format!("insatser-{}.csv", member.tenant.code), "text/csv; charset=utf-8", bytes))
}

/// `GET …/insatser/fil.xlsx`
pub async fn xlsx(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let Taken { items, districts, words } = taken_out(&state, &member, query.as_deref(), "xlsx").await?;
    let bytes = documents::actions::workbook(&items, &districts, &words, member.lang)
        .map_err(|e| Problem::from(Failure::Infrastructure(e.into())))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(attachment(&format!("insatser-{}.xlsx", member.tenant.code), kind, bytes))
}

/// What a file of the list is made from.
struct Taken {
    items: Vec<ActionItem>,
    districts: Vec<District>,
    words: Words,
}

async fn taken_out(state: &WebState, member: &Member, query: Option<&str>, format: &'static str) -> Result<Taken, Problem> {
    let (app, actor) = (&state.app, &member.actor);
    let view = View::read(&member.tenant.code, query)?;
    let items = actions::export(app, actor, &view.filter, format).await?;
    Ok(Taken { items, districts: districts::current(app, actor).await?, words: application::words::of(app, actor).await? })
}
