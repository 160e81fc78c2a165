//! Storing a file's rows as one whole: all of it or nothing.

use crate::app::App;
use crate::guard::{self, Guard};
use crate::imports::ImportFailure;
use crate::imports::placing::{Placing, key_of_id};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{BatchId, IncidentId, SenderId};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport, MOST_REJECTIONS, Mapping, Outside, Reason, Rejection, Sender};
use domain::policy::Action;
use intake::Outcome;
use jiff::Timestamp;
use std::collections::HashSet;
use storage::WriteTx;
use storage::incidents::NewIncident;

/// Of the sender's earlier rows in the period that a file covers, so large a part must be in the
/// file for it to count as a new edition of them.
const SAME_LIST: f64 = 0.5;

/// Where rows come from.
#[derive(Clone, Debug)]
pub struct FileOrigin {
    /// The sender's name.
    pub sender: String,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub digest: String,
    /// How its columns were understood.
    pub mapping: Mapping,
    /// What to do with rows outside the districts.
    pub outside: Outside,
}

/// Gives the rows of a file in pieces, in file order; `None` at the end.
pub trait Source: Send {
    /// The next piece.
    fn next(&mut self) -> impl Future<Output = Result<Option<Vec<Outcome>>, ImportFailure>> + Send;
}

impl Source for std::vec::IntoIter<Outcome> {
    async fn next(&mut self) -> Result<Option<Vec<Outcome>>, ImportFailure> {
        let piece: Vec<_> = self.by_ref().take(1000).collect();
        Ok(if piece.is_empty() { None } else { Some(piece) })
    }
}

/// Stores rows in one transaction and answers what became of them. With `keep` false
/// everything is done and then rolled back: the report of a preview is the report of the import.
///
/// A file that carries at least half of the sender's earlier rows of the period it covers is a new
/// edition of them: earlier rows that it no longer has are withdrawn, unless a rejected row of the
/// file might be one of them. A row with the sender's own id replaces the earlier row of that id.
///
/// # Errors
/// [`ImportFailure::File`] when the file turns out unusable on the way; nothing is then stored.
pub async fn store_rows<S: Source>(
    app: &App,
    actor: &Actor,
    origin: &FileOrigin,
    mut source: S,
    watch: &(dyn Fn(u64) + Sync),
    keep: bool,
) -> Result<(BatchId, ImportReport), ImportFailure> {
    let permit = actor.may(Action::ImportIncidents)?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let sender = sender(app, &mut tx, permit, origin).await?;
    let placing = Placing::load(&mut tx, app, guard, origin.outside).await?;
    let batch = batch(app, actor, origin, sender);
    storage::batches::insert(&mut tx, permit, &batch).await?;

    let mut file = File::default();
    while let Some(piece) = source.next().await? {
        let rows = file.take(app, &placing, &origin.mapping, piece);
        let new = storage::incidents::insert(&mut tx, permit, batch.id, sender, &rows).await?;
        file.report.imported += new;
        file.report.duplicates += rows.len() as u64 - new;
        watch(file.report.read);
    }
    (file.report.late, file.report.outside) = storage::incidents::late_and_outside(&mut tx, batch.id).await?;
    file.report.replaced = withdraw_older(&mut tx, permit, sender, batch.id, &file).await?;
    storage::batches::mark_replaced(&mut tx, permit, sender, batch.id).await?;
    storage::batches::save_report(&mut tx, permit, batch.id, &file.report).await?;
    if keep {
        tx.commit(entry(&batch, &file.report)).await?;
    }
    Ok((batch.id, file.report))
}

/// What is known of a file while its rows are stored.
#[derive(Default)]
struct File {
    report: ImportReport,
    /// Keys of the rows to store.
    keys: HashSet<[u8; 16]>,
    /// Keys of rejected rows that carry the sender's id.
    rejected_keys: HashSet<[u8; 16]>,
    /// Whether a row was rejected that nothing tells which it is.
    rejected_unknown: bool,
    period: Option<(Timestamp, Timestamp)>,
}

impl File {
    /// Places a piece of the file: rows to store. Rejected and repeated rows are counted.
    fn take(&mut self, app: &App, placing: &Placing, mapping: &Mapping, piece: Vec<Outcome>) -> Vec<NewIncident> {
        let mut rows = Vec::with_capacity(piece.len());
        for outcome in piece {
            self.report.read += 1;
            let (key, placed) = match outcome {
                Outcome::Row(row) => (key_of_id(&row), placing.place(app, row, mapping)),
                Outcome::Rejected(rejection) => (None, Err(rejection)),
            };
            match placed {
                Ok(row) if self.keys.insert(row.row_key) => {
                    let at = row.start;
                    let (first, last) = self.period.unwrap_or((at, at));
                    self.period = Some((first.min(at), last.max(at)));
                    rows.push(row);
                }
                Ok(_) => self.report.duplicates += 1,
                Err(rejection) => {
                    match key {
                        Some(key) => drop(self.rejected_keys.insert(key)),
                        None => self.rejected_unknown = true,
                    }
                    self.reject(&placing.guard, rejection);
                }
            }
        }
        rows
    }

    fn reject(&mut self, guard: &Guard, rejection: Rejection) {
        self.report.rejected_total += 1;
        if self.report.rejected.len() < MOST_REJECTIONS {
            // What could not be read may be anything: what seems to be personal data is not kept.
            let found = rejection.reason.detail().and_then(|text| guard.found(text)).map(Reason::PersonalData);
            self.report.rejected.push(match found {
                Some(reason) => Rejection { reason, ..rejection },
                None => rejection,
            });
        }
    }

    /// Whether the file has the row of this key, kept or rejected, for all that is known.
    fn may_have(&self, key: &[u8; 16]) -> bool {
        self.rejected_unknown || self.has(key)
    }

    fn has(&self, key: &[u8; 16]) -> bool {
        self.keys.contains(key) || self.rejected_keys.contains(key)
    }
}

async fn sender(app: &App, tx: &mut WriteTx, permit: Permit, origin: &FileOrigin) -> Result<SenderId, Failure> {
    let name = origin.sender.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(Failure::invalid("sender", "failure-sender-name"));
    }
    if let Some(known) = storage::senders::by_name(tx, name).await? {
        if known.mapping.as_ref() != Some(&origin.mapping) {
            storage::senders::save_mapping(tx, permit, known.id, &origin.mapping).await?;
        }
        return Ok(known.id);
    }
    let mapping = Some(origin.mapping.clone());
    let new = Sender { id: SenderId(app.new_id()), name: name.to_owned(), mapping, weekly: true, organisation: None };
    storage::senders::insert(tx, permit, &new).await?;
    Ok(new.id)
}

fn batch(app: &App, actor: &Actor, origin: &FileOrigin, sender: SenderId) -> Batch {
    Batch {
        id: BatchId(app.new_id()),
        kind: BatchKind::Incidents,
        sender: Some(sender),
        sender_name: None,
        file_name: origin.file_name.clone(),
        digest: origin.digest.clone(),
        at: app.now(),
        by: actor.name().to_owned(),
        state: BatchState::Active,
        report: ImportReport::default(),
        published: false,
    }
}

/// Withdraws what the file replaces; answers how many rows.
async fn withdraw_older(tx: &mut WriteTx, permit: Permit, sender: SenderId, batch: BatchId, file: &File) -> Result<u64, Failure> {
    let Some((first, last)) = file.period else { return Ok(0) };
    // Looked at before the changed rows go: a corrected row is one that the file carries.
    let earlier = storage::incidents::in_period(tx, sender, batch, first, last).await?;
    let mut withdrawn = storage::incidents::withdraw_changed(tx, permit, sender, batch).await?;
    let missing: Vec<IncidentId> = earlier.iter().filter(|(_, key)| !file.may_have(key)).map(|(id, _)| *id).collect();
    #[allow(clippy::cast_precision_loss)] // far below 2^53 rows
    let kept = earlier.iter().filter(|(_, key)| file.has(key)).count() as f64;
    #[allow(clippy::cast_precision_loss)]
    let same_list = kept >= earlier.len() as f64 * SAME_LIST;
    if same_list && !missing.is_empty() {
        storage::incidents::withdraw(tx, permit, &missing).await?;
        withdrawn += missing.len() as u64;
    }
    Ok(withdrawn)
}

fn entry(batch: &Batch, report: &ImportReport) -> AuditEntry {
    AuditEntry::new(Event::IncidentsImported, batch.id.to_string())
        .fact("digest", batch.digest.as_str())
        .fact("read", report.read.to_string())
        .fact("imported", report.imported.to_string())
        .fact("duplicates", report.duplicates.to_string())
        .fact("rejected", report.rejected_total.to_string())
        .fact("replaced", report.replaced.to_string())
}
