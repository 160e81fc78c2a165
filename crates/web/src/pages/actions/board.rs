//! `/t/{tenant}/insatser/tavla`: a column for each state.

use super::{ActionLine, FilterBar, Material, View, read};
use crate::WebState;
use crate::access::Member;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use axum::extract::{RawQuery, State};
use domain::actions::StateKind;
use domain::policy::Action;
use serde::Serialize;

/// The board.
#[derive(Serialize)]
pub struct BoardPage {
    /// Frame.
    pub shell: Shell,
    /// Filter and the ways to list and calendar.
    pub filter: FilterBar,
    /// Columns in the order of an action's life; what has ended is in the list.
    pub columns: Vec<Column>,
    /// Address of the form for a new one; empty when the reader may not propose.
    pub propose: String,
    /// Whether there is any action at all.
    pub any: bool,
}

impl Page for BoardPage {
    const TEMPLATE: &'static str = "actions_board.html";
}

/// One column.
#[derive(Serialize)]
pub struct Column {
    /// Key, for its id.
    pub key: &'static str,
    /// Heading.
    pub heading: String,
    /// Cards, overdue first.
    pub cards: Vec<ActionLine>,
}

const COLUMNS: &[StateKind] =
    &[StateKind::Proposed, StateKind::Escalated, StateKind::Decided, StateKind::Ongoing, StateKind::Done, StateKind::FollowedUp];

impl BoardPage {
    /// The board as a member sees it.
    pub fn new(member: &Member, view: &View, material: &Material) -> Self {
        let lang = member.lang;
        let column = |kind: &StateKind| Column {
            key: kind.key(),
            heading: messages::action_state(lang, *kind),
            cards: material.items.iter().filter(|i| i.state.kind() == *kind).map(|i| ActionLine::new(i, material, view, lang)).collect(),
        };
        let columns: Vec<Column> = COLUMNS.iter().map(column).collect();
        Self {
            shell: Shell::within(member, "actions-board-title", Place::Actions),
            filter: FilterBar::new(view, material, "/tavla", lang),
            any: columns.iter().any(|c| !c.cards.is_empty()),
            columns,
            propose: if member.actor.can(Action::ProposeAction) { view.path("insatser/ny") } else { String::new() },
        }
    }
}

/// `GET …/insatser/tavla`
pub async fn board(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let view = View::read(&member.tenant.code, query.as_deref())?;
    let read = read(&state, &member, &view.filter).await?;
    page(member.lang, &BoardPage::new(&member, &view, &read.material()), &[])
}
