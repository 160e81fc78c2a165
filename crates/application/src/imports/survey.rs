//! What a list would do to the store: found out against a read of the store, so that a preview and a long file keep no one waiting.

use crate::App;
use crate::guard;
use crate::imports::candidates::{Candidates, Likely};
use crate::imports::comparing::{Comparison, Outcomes, in_order};
use crate::imports::editions::Changes;
use crate::imports::filling::fill;
use crate::imports::incoming::Incoming;
use crate::imports::placing::{Area, Placing};
use crate::imports::rows::Rows;
use crate::imports::staging::{Staged, Staging, beginning};
use crate::imports::{FileOrigin, ImportFailure, Step};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::{BatchId, IncidentId, SenderId};
use domain::imports::{BatchState, ImportReport, LinkedRow, MOST_REJECTIONS, ProbableMatch};
use domain::matching::Likeness;
use domain::week::Week;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use storage::ReadTx;
use storage::sources::StoredRow;

/// Of an earlier list's rows, so large a part must be in a file of the same period for the file to look like an edition of it.
const SAME_LIST: f64 = 0.5;

/// Two lists cover the same period when it begins and ends so near, minutes.
const SAME_PERIOD: i64 = 36 * 60;

/// Weeks before and after a file in which a source's own ids are known again.
const WEEKS_OF_IDS: i32 = 26;

/// Weeks whose ids are looked up at a time.
const WEEKS_AT_A_TIME: i32 = 12;

/// What an import would do.
pub(super) struct Survey {
    pub(super) staging: Arc<Staging>,
    pub(super) report: ImportReport,
    pub(super) outcomes: Outcomes,
    /// Number of the newest entry in the log that changed incidents, as the survey was made.
    pub(super) material: i64,
    /// The list that is replaced.
    pub(super) replaces: Option<BatchId>,
    /// Weeks of the file's first and last row.
    pub(super) weeks: Option<(Week, Week)>,
    /// An earlier list that this file looks like a corrected edition of.
    pub(super) edition_of: Option<BatchId>,
    sender: Option<SenderId>,
}

/// Goes through the rows once and compares them with the store.
///
/// # Errors
/// [`ImportFailure::File`] when the file turns out unusable on the way, [`Failure::Conflict`] when the list to be replaced is none of the
/// sender's lists in force.
pub(super) async fn survey(
    app: &App,
    actor: &Actor,
    origin: &FileOrigin,
    rows: &Rows,
    watch: &(dyn Fn(Step) + Sync),
) -> Result<Survey, ImportFailure> {
    let guard = guard::of(app, actor).await?;
    let mut tx = app.read(actor).await?;
    let material = storage::audit::material(&mut tx).await?;
    let sender = storage::senders::by_name(&mut tx, origin.sender.trim()).await?.map(|s| s.id);
    let replaced_minutes = replaced(&mut tx, sender, origin.replaces).await?;
    let placing = Placing::load(&mut tx, app, guard, origin.outside).await?;
    let comparison = Comparison::load(&mut tx, origin.replaces).await?;
    let answered = sender.map(|id| comparison.answered_of(id)).unwrap_or_default();
    let (staging, report) = fill(app, origin, rows, (placing, answered), watch).await?;
    let file = Incoming::new(Arc::new(staging), sender, storage::sources::days(&mut tx).await?);
    let outcomes = comparison.outcomes(app, &mut tx, Some(&file), (replaced_minutes, Vec::new())).await?;
    let mut probable = comparison.near(&mut tx, &file, &outcomes).await?;
    probable.extend(corrections(&mut tx, sender, (&file, &comparison), (&outcomes, &probable)).await?);
    probable.sort_by_key(|(ordinal, _)| *ordinal);
    let edition_of = match origin.replaces {
        Some(_) => None,
        None => edition(&mut tx, sender, &file, (&outcomes, &probable)).await?,
    };
    let mut report = counted(&mut tx, report, file.staging.rows(), (&outcomes, &probable)).await?;
    if let Some(list) = origin.replaces {
        let changes = Changes::of(&mut tx, &file, &outcomes, list).await?;
        (report.gone, report.changed_total, report.changed) = (changes.gone, changes.changed_total, changes.changed);
    }
    let (weeks, replaces) = (file.weeks(), origin.replaces);
    Ok(Survey { staging: file.staging, report, outcomes, material, replaces, weeks, edition_of, sender })
}

/// What would come, change and go if the surveyed file took the place of a list.
pub(super) async fn as_edition(app: &App, actor: &Actor, survey: &Survey, list: BatchId) -> Result<Changes, Failure> {
    let mut tx = app.read(actor).await?;
    let minutes = replaced(&mut tx, survey.sender, Some(list)).await?;
    let comparison = Comparison::load(&mut tx, Some(list)).await?;
    let file = Incoming::new(survey.staging.clone(), survey.sender, storage::sources::days(&mut tx).await?);
    let outcomes = comparison.outcomes(app, &mut tx, Some(&file), (minutes, Vec::new())).await?;
    Changes::of(&mut tx, &file, &outcomes, list).await
}

/// Minutes in which the list to be replaced has rows.
async fn replaced(tx: &mut ReadTx, sender: Option<SenderId>, list: Option<BatchId>) -> Result<BTreeSet<i64>, Failure> {
    let Some(id) = list else { return Ok(BTreeSet::new()) };
    let batch = storage::batches::by_id(tx, id).await?.map(|row| row.batch);
    match batch {
        Some(batch) if batch.state == BatchState::Active && batch.sender.is_some() && batch.sender == sender => {
            Ok(storage::sources::minutes_of_batch(tx, id).await?.into_iter().collect())
        }
        Some(_) | None => Err(Failure::Conflict("failure-import-replaces")),
    }
}

/// Rows whose id the sender has used before for something else, in a list that stays in force. Rows of the store that the file has too
/// are none of them: a case with several crimes has several rows.
async fn corrections(
    tx: &mut ReadTx,
    sender: Option<SenderId>,
    (file, comparison): (&Incoming, &Comparison),
    (outcomes, asked): (&Outcomes, &[(u32, Likely)]),
) -> Result<Vec<(u32, Likely)>, Failure> {
    let (Some(sender), Some((first, last))) = (sender, file.weeks()) else { return Ok(Vec::new()) };
    let asked: HashSet<u32> = asked.iter().map(|(ordinal, _)| *ordinal).collect();
    let matched: HashSet<IncidentId> = outcomes.linked.values().copied().collect();
    let open = file.staging.ordered_by(|row| row.has_id && !row.is_repeated(), Staged::key);
    let mut earlier: BTreeMap<u32, Vec<StoredRow>> = BTreeMap::new();
    let (mut from, end) = (first.plus(-WEEKS_OF_IDS), last.plus(WEEKS_OF_IDS));
    while from <= end && !open.is_empty() {
        let to = end.min(from.plus(WEEKS_AT_A_TIME));
        let rows = storage::sources::with_own_id(tx, (from, to)).await?.into_iter();
        for with in rows.filter(|s| s.row.identity.sender == sender && comparison.in_force(s) && !matched.contains(&s.incident())) {
            let waiting = with.row.source_id.map_or(&[][..], |key| file.with_key(&open, beginning(key))).iter();
            for ordinal in waiting.filter(|o| !outcomes.linked.contains_key(o) && !asked.contains(o)) {
                earlier.entry(*ordinal).or_default().push(with.clone());
            }
        }
        from = to.plus(1);
    }
    let ordinals: Vec<u32> = earlier.keys().copied().collect();
    let mut found = Vec::new();
    for new in file.arriving(&ordinals).await? {
        let candidates = Candidates::of(in_order(earlier.remove(&new.ordinal).unwrap_or_default()));
        let incidents: Vec<&[StoredRow]> = candidates.incidents().iter().map(Vec::as_slice).collect();
        let likely = comparison.likely(&new, &incidents).filter(|likely| likely.likeness == Likeness::Correction);
        found.extend(likely.map(|likely| (new.ordinal, likely)));
    }
    Ok(found)
}

/// The list in force that the file looks like a corrected edition of: of the same period, with most of its rows in the file, though
/// not all.
async fn edition(
    tx: &mut ReadTx,
    sender: Option<SenderId>,
    file: &Incoming,
    (outcomes, probable): (&Outcomes, &[(u32, Likely)]),
) -> Result<Option<BatchId>, Failure> {
    let (Some(sender), Some(weeks), Some((first, last))) = (sender, file.weeks(), file.period()) else { return Ok(None) };
    let mut corrections: BTreeMap<BatchId, u64> = BTreeMap::new();
    for (_, likely) in probable.iter().filter(|(_, likely)| likely.likeness == Likeness::Correction) {
        *corrections.entry(likely.earlier.row.list).or_default() += 1;
    }
    let mut best = None;
    for list in storage::sources::lists(tx, sender, weeks).await? {
        let matched = outcomes.matched.get(&list.batch).copied().unwrap_or(0);
        let keys = matched + corrections.get(&list.batch).copied().unwrap_or(0);
        let same_period = (list.first - first).abs() <= SAME_PERIOD && (list.last - last).abs() <= SAME_PERIOD;
        #[allow(clippy::cast_precision_loss)] // far below 2^53 rows
        let most = keys as f64 >= list.rows as f64 * SAME_LIST;
        if same_period && most && matched < list.rows && best < Some((keys, list.batch)) && is_active(tx, list.batch).await? {
            best = Some((keys, list.batch));
        }
    }
    Ok(best.map(|(_, batch)| batch))
}

/// Whether a list is in force. Incidents may count on after theirs has been replaced or undone.
async fn is_active(tx: &mut ReadTx, batch: BatchId) -> Result<bool, Failure> {
    Ok(storage::batches::by_id(tx, batch).await?.is_some_and(|row| row.batch.state == BatchState::Active))
}

fn linked_row(row: u32, earlier: &StoredRow, names: &HashMap<SenderId, String>) -> LinkedRow {
    let source = names.get(&earlier.row.identity.sender).cloned().unwrap_or_default();
    LinkedRow { row, source, earlier: earlier.content() }
}

/// Completes a report with what becomes of the rows that were placed.
async fn counted(
    tx: &mut ReadTx,
    report: ImportReport,
    rows: &[Staged],
    (outcomes, probable): (&Outcomes, &[(u32, Likely)]),
) -> Result<ImportReport, Failure> {
    let mut report = report;
    for (ordinal, row) in (0u32..).zip(rows) {
        if row.is_repeated() || outcomes.known.contains(&ordinal) {
            report.duplicates += 1;
        } else if outcomes.linked.contains_key(&ordinal) {
            report.linked += 1;
        } else {
            report.imported += 1;
            report.alike += u64::from(row.alike);
            report.outside += u64::from(row.area == Area::Outside);
            report.without_area += u64::from(row.area == Area::Unknown);
            report.late += u64::from(row.late);
        }
    }
    report.replaced = outcomes.stored.gone.len() as u64;
    report.probable_total = probable.len() as u64;
    let names = storage::senders::current_names(tx).await?;
    let first = probable.iter().take(MOST_REJECTIONS).map(|(_, likely)| ProbableMatch {
        row: likely.new.line,
        incident: likely.incident(),
        source: names.get(&likely.earlier.row.identity.sender).cloned().unwrap_or_default(),
        start: domain::week::clock_instant(likely.earlier.row.start * 60),
        likeness: likely.likeness,
        contents: Some([likely.earlier.content(), likely.new.content()]),
    });
    report.probable = first.collect();
    report.linked_rows = outcomes.told.values().map(|(row, earlier)| linked_row(*row, earlier, &names)).collect();
    Ok(report)
}
