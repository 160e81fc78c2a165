//! What a list would do to the store: found out against a read of the store, so that a preview and a long file keep no one waiting.

use crate::App;
use crate::guard::{self, Guard};
use crate::imports::comparing::{Arriving, Comparison, Outcomes};
use crate::imports::placing::{Area, Placing};
use crate::imports::rows::Rows;
use crate::imports::{FileOrigin, ImportFailure};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::{BatchId, IncidentId, SenderId};
use domain::imports::{BatchState, FileReading, GoneRow, ImportReport, MOST_REJECTIONS, Mapping, ProbableMatch, Reason, Rejection};
use domain::matching::{Likeness, MINUTES_APART, MatchRow, RowIdentity};
use domain::names::folded;
use domain::week::Week;
use intake::Outcome;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use storage::ReadTx;
use storage::incidents::NewIncident;
use storage::sources::StoredRow;

/// Of an earlier list's rows, so large a part must be in a file of the same period for the file to look like an edition of it.
const SAME_LIST: f64 = 0.5;

/// Two lists cover the same period when it begins and ends so near, minutes.
const SAME_PERIOD: i64 = 36 * 60;

/// Weeks before and after a file in which a source's own ids are known again.
const WEEKS_OF_IDS: i32 = 26;

/// What an import would do.
pub(super) struct Survey {
    pub(super) placing: Placing,
    pub(super) report: ImportReport,
    /// Rows that are not stored: repeated with their id within the file.
    pub(super) repeated: HashSet<u32>,
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

/// A new list before it has an identity; rows of one file are of one list.
const NEW_LIST: BatchId = BatchId([0xff; 16]);

/// A sender that the store does not know yet.
const NEW_SENDER: SenderId = SenderId([0xff; 16]);

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
    watch: &(dyn Fn(u64) + Sync),
) -> Result<Survey, ImportFailure> {
    let guard = guard::of(app, actor).await?;
    let mut tx = app.read(actor).await?;
    let material = storage::audit::material(&mut tx).await?;
    let sender = storage::senders::by_name(&mut tx, origin.sender.trim()).await?.map(|s| s.id);
    let replaced_minutes = replaced(&mut tx, sender, origin.replaces).await?;
    let mut placing = Placing::load(&mut tx, app, guard, origin.outside).await?;
    let comparison = Comparison::load(&mut tx, origin.replaces).await?;
    let taken = Minutes::of(storage::sources::minutes(&mut tx).await?);
    let mut file = File { sender: sender.unwrap_or(NEW_SENDER), comparison, taken, ..File::empty() };
    let mut reading = rows.read();
    while let Some(piece) = reading.next().await? {
        if file.report.read == 0 {
            placing.look_at(&piece);
        }
        file.take(app, &placing, &origin.mapping, piece);
        watch(file.report.read);
    }
    file.report.reading = guarded(&placing.guard, rows.about());
    let weeks = file.weeks;
    let mut outcomes = file.comparison.outcomes(app, &mut tx, &file.arriving, (replaced_minutes, Vec::new())).await?;
    corrections(&mut tx, sender, &file, &mut outcomes).await?;
    outcomes.probable.sort_by_key(|(ordinal, _)| *ordinal);
    let edition_of = edition(&mut tx, sender, &file, &outcomes).await?;
    let report = report(&mut tx, &mut file, &outcomes).await?;
    Ok(Survey { placing, report, repeated: file.repeated, outcomes, material, replaces: origin.replaces, weeks, edition_of })
}

/// Minutes in which the list to be replaced has rows.
async fn replaced(tx: &mut ReadTx, sender: Option<SenderId>, list: Option<BatchId>) -> Result<BTreeSet<i64>, Failure> {
    let Some(id) = list else { return Ok(BTreeSet::new()) };
    let batch = storage::batches::by_id(tx, id).await?.map(|row| row.batch);
    match batch {
        Some(batch) if batch.state == BatchState::Active && batch.sender.is_some() && batch.sender == sender => {
            Ok(storage::sources::minutes_of_batch(tx, id, 0).await?.into_iter().collect())
        }
        Some(_) | None => Err(Failure::Conflict("failure-import-replaces")),
    }
}

/// Minutes as a set that millions of rows fit into.
struct Minutes {
    first: i64,
    bits: Vec<u64>,
}

impl Minutes {
    fn of(minutes: Vec<i64>) -> Self {
        let (Some(first), Some(last)) = (minutes.iter().min().copied(), minutes.iter().max().copied()) else {
            return Self { first: 0, bits: Vec::new() };
        };
        let words = usize::try_from((last - first) / 64).unwrap_or(0) + 1;
        let mut set = Self { first, bits: vec![0; words] };
        for minute in minutes {
            if let Some((word, bit)) = set.at(minute) {
                set.bits[word] |= bit;
            }
        }
        set
    }

    fn at(&self, minute: i64) -> Option<(usize, u64)> {
        let from = usize::try_from(minute - self.first).ok()?;
        (from / 64 < self.bits.len()).then_some((from / 64, 1 << (from % 64)))
    }

    /// Whether any minute so near is in the set.
    fn near(&self, minute: i64, reach: i64) -> bool {
        !self.bits.is_empty() && (minute - reach..=minute + reach).any(|m| self.at(m).is_some_and(|(word, bit)| self.bits[word] & bit != 0))
    }
}

/// A row with the sender's own id.
struct OwnId {
    key: [u8; 16],
    fingerprint: [u8; 16],
    ordinal: u32,
    line: u32,
}

/// What is known of a file while its rows are read.
struct File {
    sender: SenderId,
    comparison: Comparison,
    taken: Minutes,
    report: ImportReport,
    /// Content of the rows so far: with the sender's id such a row is the same, without it is one more.
    contents: HashSet<[u8; 16]>,
    repeated: HashSet<u32>,
    ids: Vec<OwnId>,
    /// Rows that something in the store may match.
    arriving: Vec<Arriving>,
    period: Option<(i64, i64)>,
    weeks: Option<(Week, Week)>,
    ordinal: u32,
}

impl File {
    fn empty() -> Self {
        Self {
            sender: NEW_SENDER,
            comparison: Comparison::none(),
            taken: Minutes::of(Vec::new()),
            report: ImportReport::default(),
            contents: HashSet::new(),
            repeated: HashSet::new(),
            ids: Vec::new(),
            arriving: Vec::new(),
            period: None,
            weeks: None,
            ordinal: 0,
        }
    }

    fn take(&mut self, app: &App, placing: &Placing, mapping: &Mapping, piece: Vec<Outcome>) {
        for outcome in piece {
            self.report.read += 1;
            let placed = match outcome {
                Outcome::Row(row) => placing.place(app, row, mapping),
                Outcome::Rejected(rejection) => Err(rejection),
            };
            match placed {
                Ok((row, area)) => self.row(&row, area),
                Err(rejection) => self.reject(&placing.guard, rejection),
            }
            self.ordinal += 1;
        }
    }

    fn row(&mut self, row: &NewIncident, area: Area) {
        let has_id = row.row_key != row.fingerprint;
        let alike = !self.contents.insert(row.fingerprint);
        if alike && has_id {
            self.report.duplicates += 1;
            self.repeated.insert(self.ordinal);
            return;
        }
        if has_id {
            self.ids.push(OwnId { key: row.row_key, fingerprint: row.fingerprint, ordinal: self.ordinal, line: row.line });
        }
        self.report.alike += u64::from(alike);
        self.report.outside += u64::from(area == Area::Outside);
        self.report.without_area += u64::from(area == Area::Unknown);
        self.report.late += u64::from(row.late);
        self.report.imported += 1;
        let minute = row.minute();
        self.period = Some(self.period.map_or((minute, minute), |(first, last)| (first.min(minute), last.max(minute))));
        let week = Week::of(row.start);
        self.weeks = Some(self.weeks.map_or((week, week), |(first, last)| (first.min(week), last.max(week))));
        let compared = compared(row, self.sender);
        if self.taken.near(minute, MINUTES_APART) || self.comparison.mentions(&compared) {
            let position = row.point.map(|p| [p.x, p.y]);
            let (ordinal, line, late) = (self.ordinal, row.line, row.late);
            self.arriving.push(Arriving { row: compared, position, ordinal, line, late, area, alike });
        }
    }

    fn reject(&mut self, guard: &Guard, rejection: Rejection) {
        self.report.rejected_total += 1;
        if self.report.rejected.len() < MOST_REJECTIONS {
            // What could not be read may be anything: what seems to be personal data is not kept.
            let found = rejection.reason.detail().and_then(|text| guard.found(text)).map(Reason::PersonalData);
            let cell = rejection.cell.filter(|cell| guard.found(cell).is_none());
            let rejection = Rejection { cell, ..rejection };
            self.report.rejected.push(match found {
                Some(reason) => Rejection { reason, ..rejection },
                None => rejection,
            });
        }
    }
}

/// Names of tabs and columns that seem to hold personal data are not kept.
fn guarded(guard: &Guard, mut reading: FileReading) -> FileReading {
    let hide = |name: &mut String| {
        if guard.found(name).is_some() {
            *name = "…".to_owned();
        }
    };
    reading.sheets_read.iter_mut().for_each(|(name, _)| hide(name));
    reading.sheets_not_read.iter_mut().for_each(|(name, _)| hide(name));
    reading.gone.iter_mut().for_each(hide);
    reading
}

fn compared(row: &NewIncident, sender: SenderId) -> MatchRow {
    MatchRow {
        list: NEW_LIST,
        identity: RowIdentity { sender, fingerprint: row.fingerprint },
        source_id: (row.row_key != row.fingerprint).then_some(row.row_key),
        category: row.category,
        code: row.code.clone(),
        start: row.minute(),
        end: row.end.map(|_| row.local.1.div_euclid(60)),
        count: row.count,
        district: row.district.as_ref().map(|d| d.as_str().to_owned()),
        place: row.place.as_deref().map(folded),
    }
}

/// Rows whose id the sender has used before for something else, in a list that stays in force.
async fn corrections(tx: &mut ReadTx, sender: Option<SenderId>, file: &File, outcomes: &mut Outcomes) -> Result<(), Failure> {
    let (Some(sender), Some((first, last))) = (sender, file.weeks) else { return Ok(()) };
    if file.ids.is_empty() {
        return Ok(());
    }
    let weeks = (first.plus(-WEEKS_OF_IDS), last.plus(WEEKS_OF_IDS));
    let stored = storage::sources::with_own_id(tx, sender, weeks).await?;
    let known: HashMap<[u8; 16], &StoredRow> =
        stored.iter().filter(|s| Some(s.row.list) != file.comparison.replaces).filter_map(|s| Some((s.row.source_id?, s))).collect();
    let asked: HashSet<u32> = outcomes.probable.iter().map(|(ordinal, _)| *ordinal).collect();
    for own in &file.ids {
        let told = outcomes.linked.contains_key(&own.ordinal) || asked.contains(&own.ordinal);
        if let (false, Some(with)) = (told, known.get(&own.key)) {
            outcomes.correction((own.ordinal, own.line), with, own.fingerprint, &file.comparison);
        }
    }
    Ok(())
}

/// The list in force that the file looks like a corrected edition of: of the same period, with most of its rows in the file, though
/// not all.
async fn edition(tx: &mut ReadTx, sender: Option<SenderId>, file: &File, outcomes: &Outcomes) -> Result<Option<BatchId>, Failure> {
    let (Some(sender), Some(weeks), Some((first, last))) = (sender, file.weeks, file.period) else { return Ok(None) };
    if file.comparison.replaces.is_some() {
        return Ok(None);
    }
    let corrected = outcomes.probable.iter().filter(|(_, likely)| likely.likeness == Likeness::Correction);
    let mut corrections: BTreeMap<BatchId, u64> = BTreeMap::new();
    for (_, likely) in corrected {
        *corrections.entry(likely.with.list).or_default() += 1;
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

async fn report(tx: &mut ReadTx, file: &mut File, outcomes: &Outcomes) -> Result<ImportReport, Failure> {
    let mut report = std::mem::take(&mut file.report);
    let known = outcomes.known.len() as u64;
    let linked = outcomes.linked.len() as u64;
    for row in file.arriving.iter().filter(|row| outcomes.linked.contains_key(&row.ordinal)) {
        report.outside -= u64::from(row.area == Area::Outside);
        report.without_area -= u64::from(row.area == Area::Unknown);
        report.late -= u64::from(row.late);
        report.alike -= u64::from(row.alike);
    }
    report.imported -= linked;
    report.duplicates += known;
    report.linked = linked - known;
    report.replaced = outcomes.stored.gone.len() as u64;
    report.gone = outcomes.stored.gone.iter().take(MOST_REJECTIONS).map(gone).collect();
    report.probable_total = outcomes.probable.len() as u64;
    let senders: HashMap<SenderId, String> = storage::senders::all(tx).await?.into_iter().map(|s| (s.id, s.name)).collect();
    let told = outcomes.probable.iter().take(MOST_REJECTIONS).map(|(_, likely)| ProbableMatch {
        row: likely.line,
        incident: likely.incident,
        source: senders.get(&likely.with.identity.sender).cloned().unwrap_or_default(),
        start: domain::week::clock_instant(likely.with.start * 60),
        likeness: likely.likeness,
    });
    report.probable = told.collect();
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

impl Survey {
    /// What becomes of the row at a position of the file that was placed: `None` when it is not stored.
    pub(super) fn place_of(&self, ordinal: u32) -> Option<Place> {
        if self.repeated.contains(&ordinal) {
            return None;
        }
        Some(match self.outcomes.linked.get(&ordinal) {
            Some(to) => Place::Source(*to),
            None => Place::Incident(self.outcomes.ids.get(&ordinal).copied()),
        })
    }
}

/// How a new row is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// As an incident that counts, under an id when others refer to it.
    Incident(Option<IncidentId>),
    /// As one more source of an incident.
    Source(IncidentId),
}
