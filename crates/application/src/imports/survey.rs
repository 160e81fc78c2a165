//! What a list would do to the store: found out against a read of the store, so that a preview and a long file keep no one waiting.

use crate::App;
use crate::guard;
use crate::imports::comparing::{Comparison, Outcomes};
use crate::imports::filling::fill;
use crate::imports::incoming::{Arriving, Incoming};
use crate::imports::placing::{Area, Placing};
use crate::imports::rows::Rows;
use crate::imports::staging::{Staged, Staging, beginning};
use crate::imports::{FileOrigin, ImportFailure, Step};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::{BatchId, SenderId};
use domain::imports::{BatchState, GoneRow, ImportReport, MOST_REJECTIONS, ProbableMatch};
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
    let file = Incoming::new(staging, sender, storage::sources::days(&mut tx).await?);
    let mut outcomes = comparison.outcomes(app, &mut tx, Some(&file), (replaced_minutes, Vec::new())).await?;
    corrections(&mut tx, sender, (&file, &comparison), &mut outcomes).await?;
    outcomes.probable.sort_by_key(|(ordinal, _)| *ordinal);
    let edition_of = match origin.replaces {
        Some(_) => None,
        None => edition(&mut tx, sender, &file, &outcomes).await?,
    };
    let report = counted(&mut tx, report, file.staging.rows(), &outcomes).await?;
    let weeks = file.weeks();
    Ok(Survey { staging: file.staging, report, outcomes, material, replaces: origin.replaces, weeks, edition_of })
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

/// Rows whose id the sender has used before for something else, in a list that stays in force.
async fn corrections(
    tx: &mut ReadTx,
    sender: Option<SenderId>,
    (file, comparison): (&Incoming, &Comparison),
    outcomes: &mut Outcomes,
) -> Result<(), Failure> {
    let (Some(sender), Some((first, last))) = (sender, file.weeks()) else { return Ok(()) };
    let asked: HashSet<u32> = outcomes.probable.iter().map(|(ordinal, _)| *ordinal).collect();
    let open = file.staging.ordered_by(|row| row.has_id && !row.is_repeated(), Staged::key);
    let mut found: HashMap<u32, (Arriving, StoredRow)> = HashMap::new();
    let (mut from, end) = (first.plus(-WEEKS_OF_IDS), last.plus(WEEKS_OF_IDS));
    while from <= end && !open.is_empty() {
        let to = end.min(from.plus(WEEKS_AT_A_TIME));
        for with in storage::sources::with_own_id(tx, sender, (from, to)).await? {
            let Some(key) = with.row.source_id.filter(|_| Some(with.row.list) != comparison.replaces) else { continue };
            let waiting = file.with_key(&open, beginning(key)).iter();
            let waiting: Vec<u32> = waiting.filter(|o| !outcomes.linked.contains_key(o) && !asked.contains(o)).copied().collect();
            for row in file.arriving(&waiting).await? {
                let earlier = found.get(&row.ordinal).is_some_and(|(_, known)| (known.added, known.line) > (with.added, with.line));
                if row.row.source_id == Some(key) && !earlier {
                    found.insert(row.ordinal, (row, with.clone()));
                }
            }
        }
        from = to.plus(1);
    }
    for (row, with) in found.into_values() {
        outcomes.correction(&row, &with, comparison);
    }
    Ok(())
}

/// The list in force that the file looks like a corrected edition of: of the same period, with most of its rows in the file, though
/// not all.
async fn edition(tx: &mut ReadTx, sender: Option<SenderId>, file: &Incoming, outcomes: &Outcomes) -> Result<Option<BatchId>, Failure> {
    let (Some(sender), Some(weeks), Some((first, last))) = (sender, file.weeks(), file.period()) else { return Ok(None) };
    let corrected = outcomes.probable.iter().filter(|(_, likely)| likely.likeness == Likeness::Correction);
    let mut corrections: BTreeMap<BatchId, u64> = BTreeMap::new();
    for (_, likely) in corrected {
        *corrections.entry(likely.list).or_default() += 1;
    }
    let lists = storage::sources::lists(tx, sender, weeks).await?;
    let found = lists.into_iter().filter_map(|list| {
        let met = outcomes.met.get(&list.batch).copied().unwrap_or(0);
        let keys = met + corrections.get(&list.batch).copied().unwrap_or(0);
        let same_period = (list.first - first).abs() <= SAME_PERIOD && (list.last - last).abs() <= SAME_PERIOD;
        #[allow(clippy::cast_precision_loss)] // far below 2^53 rows
        let most = keys as f64 >= list.rows as f64 * SAME_LIST;
        (same_period && most && met < list.rows).then_some((keys, list.batch))
    });
    let best = found.max();
    Ok(match best {
        Some((_, batch)) => storage::batches::by_id(tx, batch).await?.filter(|row| row.batch.state == BatchState::Active).map(|_| batch),
        None => None,
    })
}

/// Completes a report with what becomes of the rows that were placed.
async fn counted(tx: &mut ReadTx, report: ImportReport, rows: &[Staged], outcomes: &Outcomes) -> Result<ImportReport, Failure> {
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
    report.gone = outcomes.stored.gone.iter().take(MOST_REJECTIONS).map(gone).collect();
    report.probable_total = outcomes.probable.len() as u64;
    let senders: HashMap<SenderId, String> = storage::senders::all(tx).await?.into_iter().map(|s| (s.id, s.name)).collect();
    let first = outcomes.probable.iter().take(MOST_REJECTIONS).map(|(_, likely)| ProbableMatch {
        row: likely.line,
        incident: likely.incident,
        source: senders.get(&likely.sender).cloned().unwrap_or_default(),
        start: domain::week::clock_instant(likely.start * 60),
        likeness: likely.likeness,
    });
    report.probable = first.collect();
    Ok(report)
}

fn gone(row: &StoredRow) -> GoneRow {
    GoneRow {
        row: row.line,
        start: domain::week::clock_instant(row.row.start * 60),
        category: row.row.category,
        district: row.row.district.clone(),
        place: row.place.clone(),
    }
}
