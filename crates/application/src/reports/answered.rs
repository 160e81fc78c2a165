//! How soon reports are answered.

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::OrganisationId;
use domain::policy::Action;
use domain::reports::Report;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use storage::ReadTx;
use storage::reports::AnsweredRow;

/// How long an answer may take.
const WITHIN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Most of those that wait longest.
const MOST: u32 = 10;

/// Share of the reports of a period that were answered in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Reports that came at least `within` ago.
    pub reports: u64,
    /// Of them, answered in time.
    pub in_time: u64,
    /// How long an answer may take.
    pub within: SignedDuration,
}

/// The same for each organisation, and the reports that wait longest.
#[derive(Clone, Debug)]
pub struct AnswerTimes {
    /// Of all.
    pub all: Answered,
    /// By organisation, the smallest share first.
    pub organisations: Vec<(String, Answered)>,
    /// Reports that wait longest, the oldest first.
    pub longest: Vec<Report>,
}

async fn times(app: &App, tx: &mut ReadTx) -> Result<Vec<AnsweredRow>, Failure> {
    let to = app.now() - WITHIN;
    Ok(storage::reports::answered(tx, to - SignedDuration::from_hours(365 * 24), to).await?)
}

fn of<'a>(times: impl IntoIterator<Item = &'a AnsweredRow>) -> Answered {
    let zero = Answered { reports: 0, in_time: 0, within: WITHIN };
    times.into_iter().fold(zero, |sum, row| Answered {
        reports: sum.reports + 1,
        in_time: sum.in_time + u64::from(row.decided.is_some_and(|at| at.duration_since(row.came) <= WITHIN)),
        ..sum
    })
}

/// How many of the last year's reports were answered within 14 days. Reports younger than that are
/// left out: they still have time.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn answered(app: &App, actor: &Actor) -> Result<Answered, Failure> {
    actor.may(Action::ReviewReports)?;
    let mut tx = app.read(actor).await?;
    Ok(of(&times(app, &mut tx).await?))
}

/// The same for each organisation, with the reports that wait longest. Looking at those is logged.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn answer_times(app: &App, actor: &Actor) -> Result<AnswerTimes, Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    let times = times(app, &mut tx).await?;
    let known = crate::organisations::list(app, actor).await?;
    let mut by_organisation: BTreeMap<OrganisationId, Vec<&AnsweredRow>> = BTreeMap::new();
    for row in &times {
        by_organisation.entry(row.organisation).or_default().push(row);
    }
    let name = |id: OrganisationId, rows: &[&AnsweredRow]| {
        let now = known.iter().find(|o| o.id == id).map(|o| o.name.clone());
        now.or_else(|| rows.first().map(|row| row.name.clone())).unwrap_or_default()
    };
    let mut organisations: Vec<(String, Answered)> = by_organisation.into_iter().map(|(id, rows)| (name(id, &rows), of(rows))).collect();
    // In parts of a thousand: a share is told in whole per cent.
    organisations.sort_by_cached_key(|(name, a)| (a.in_time * 1000 / a.reports.max(1), name.clone()));
    let longest = storage::reports::waiting(&mut tx, permit, MOST).await?;
    let entry = AuditEntry::new(Event::ReportsRead, "waiting").fact("reports", longest.len().to_string());
    tx.commit(entry).await?;
    Ok(AnswerTimes { all: of(&times), organisations, longest })
}
