//! How soon reports are answered.

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::policy::Action;
use domain::reports::Report;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use storage::ReadTx;

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

type Times = Vec<(String, Timestamp, Option<Timestamp>)>;

async fn times(app: &App, tx: &mut ReadTx) -> Result<Times, Failure> {
    let to = app.now() - WITHIN;
    Ok(storage::reports::answered(tx, to - SignedDuration::from_hours(365 * 24), to).await?)
}

fn of<'a>(times: impl Iterator<Item = &'a (String, Timestamp, Option<Timestamp>)>) -> Answered {
    let zero = Answered { reports: 0, in_time: 0, within: WITHIN };
    times.fold(zero, |sum, (_, came, answer)| Answered {
        reports: sum.reports + 1,
        in_time: sum.in_time + u64::from(answer.is_some_and(|at| at.duration_since(*came) <= WITHIN)),
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
    Ok(of(times(app, &mut tx).await?.iter()))
}

/// The same for each organisation, with the reports that wait longest. Looking at those is logged.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn answer_times(app: &App, actor: &Actor) -> Result<AnswerTimes, Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    let times = times(app, &mut tx).await?;
    let mut by_name: BTreeMap<&str, Times> = BTreeMap::new();
    for row in &times {
        by_name.entry(&row.0).or_default().push(row.clone());
    }
    let mut organisations: Vec<(String, Answered)> = by_name.into_iter().map(|(name, rows)| (name.to_owned(), of(rows.iter()))).collect();
    // In parts of a thousand: a share is told in whole per cent.
    organisations.sort_by_key(|(_, a)| a.in_time * 1000 / a.reports.max(1));
    let longest = storage::reports::waiting(&mut tx, permit, MOST).await?;
    let entry = AuditEntry::new(Event::ReportsRead, "waiting").fact("reports", longest.len().to_string());
    tx.commit(entry).await?;
    Ok(AnswerTimes { all: of(times.iter()), organisations, longest })
}
