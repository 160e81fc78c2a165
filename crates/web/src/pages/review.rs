//! `/t/{tenant}/granska`: the inbox. What waits, what was just decided, and what files have come.

use crate::WebState;
use crate::access::Member;
use crate::forms::{Answer, page};
use crate::pages::my_reports::{Known, ReportLine, line};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::{imports, reports};
use axum::extract::State;
use domain::imports::{Batch, BatchKind, BatchState};
use domain::policy::Action;
use domain::reports::Report;
use messages::Lang;
use serde::Serialize;

/// Most files that are listed beside the reports.
const MOST_FILES: usize = 6;

/// The inbox.
#[derive(Serialize)]
pub struct ReviewPage {
    /// Frame.
    pub shell: Shell,
    /// How many wait, in a sentence.
    pub sentence: String,
    /// Address of the first that waits; empty when none does.
    pub first: String,
    /// What waits, oldest first.
    pub waiting: Vec<WaitingLine>,
    /// What was decided in the last week.
    pub decided: Vec<WaitingLine>,
    /// Newest files of incidents.
    pub files: Vec<FileLine>,
    /// How many pairs of rows may be the same incident, in a sentence.
    pub pairs: String,
    /// Address of the page that asks about them.
    pub matches: String,
    /// Address of the imports; empty for someone who may not see them.
    pub imports: String,
    /// Share answered in time, in a sentence.
    pub answered: String,
    /// Where it is told by organisation; empty for someone who may not see that.
    pub feedback: String,
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "review.html";
}

/// A report in the inbox.
#[derive(Clone, Debug, Serialize)]
pub struct WaitingLine {
    /// The report.
    pub line: ReportLine,
    /// Who reported: title and organisation.
    pub source: String,
    /// When it came.
    pub came: String,
    /// Whether the guard's warning is still to be settled.
    pub warned: bool,
}

/// A file that came.
#[derive(Clone, Debug, Serialize)]
pub struct FileLine {
    /// Sender.
    pub sender: String,
    /// When it came.
    pub came: String,
    /// How many rows it gave.
    pub rows: String,
    /// How many were rejected.
    pub rejected: String,
    /// Address of its report.
    pub href: String,
}

/// A report as a line of the inbox.
fn waiting(member: &Member, known: &Known, report: &Report) -> WaitingLine {
    WaitingLine {
        line: line(known, report, member.path(&format!("granska/{}", report.id))),
        source: format!("{}, {}", report.reporter.title, report.reporter.organisation),
        came: messages::date_time(report.submitted),
        warned: !report.warnings.is_empty(),
    }
}

/// `GET …/granska`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let (app, actor, lang) = (&state.app, &member.actor, member.lang);
    let inbox = reports::inbox(app, actor).await?;
    let known = Known::read(&state, &member).await?;
    let each = |all: &[Report]| all.iter().map(|r| waiting(&member, &known, r)).collect::<Vec<_>>();
    let may_import = actor.can(Action::ViewImports);
    let files = if may_import { imports::list(app, actor).await? } else { Vec::new() };
    let share = reports::answered(app, actor).await?;
    let lines = each(&inbox.waiting);
    let shown = ReviewPage {
        shell: Shell::within(&member, "review-title", Place::Review),
        sentence: lang.format("review-waiting", &[("n", inbox.waiting_total.into())]),
        first: lines.first().map(|w| w.line.href.clone()).unwrap_or_default(),
        waiting: lines,
        decided: each(&inbox.decided),
        files: files.iter().filter_map(|b| file(lang, &member, b)).take(MOST_FILES).collect(),
        pairs: lang.format("matches-waiting", &[("n", application::matches::waiting(app, actor).await?.into())]),
        matches: member.path("granska/samma"),
        imports: if may_import { member.path("import") } else { String::new() },
        answered: answered(lang, share),
        feedback: if actor.can(Action::ApproveFeedback) { member.path("aterkoppling") } else { String::new() },
    };
    page(lang, &shown, &[])
}

/// The share answered in time, in a sentence.
pub fn answered(lang: Lang, share: reports::Answered) -> String {
    match share.reports {
        0 => lang.text("review-answered-none"),
        n => lang.format("review-answered", &[("n", share.in_time.into()), ("total", n.into())]),
    }
}

fn file(lang: Lang, member: &Member, batch: &Batch) -> Option<FileLine> {
    let counted = batch.kind == BatchKind::Incidents && batch.state == BatchState::Active;
    counted.then(|| FileLine {
        sender: batch.sender_name.clone().unwrap_or_default(),
        came: messages::date_time(batch.at),
        rows: crate::pages::imports::number(lang, batch.report.read),
        rejected: crate::pages::imports::number(lang, batch.report.rejected_total),
        href: member.path(&format!("import/{}", batch.id)),
    })
}
