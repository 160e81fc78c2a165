//! Storing a list: all of it or nothing.

mod arriving;
mod pieces;

pub(crate) use arriving::{settled, sweep};

use crate::app::App;
use crate::imports::rows::Rows;
use crate::imports::survey::{Survey, survey};
use crate::imports::{ImportFailure, Imported, Step};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{BatchId, JobId, SenderId};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport, Mapping, Outside, Sender};
use domain::policy::Action;
use pieces::Targets;
use std::sync::Arc;
use storage::WriteTx;

/// How often a list is surveyed again when incidents have changed since.
const TRIES: u32 = 4;

/// A list of fewer rows is stored in one write, a longer one piece by piece.
const HELD: usize = 10_000;

/// Rows of a replaced list that the log names; of more it tells the number.
const MOST_NAMED: usize = 200;

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
    /// Whether that is saved for the sender's next file: a person chose it, or nothing was saved before.
    pub remember: bool,
    /// What to do with rows outside the districts.
    pub outside: Outside,
    /// The list in force that this one takes the place of.
    pub replaces: Option<BatchId>,
    /// The queued work that imports it.
    pub job: Option<JobId>,
}

/// Stores rows and answers what became of them. What other lists of the municipality tell already becomes one more source of it.
/// No list goes, unless it is the one that `origin` replaces.
///
/// # Errors
/// [`ImportFailure::File`] when the file turns out unusable on the way; nothing is then stored.
pub async fn store_rows(
    app: &App,
    actor: &Actor,
    origin: &FileOrigin,
    rows: &Rows,
    watch: &(dyn Fn(Step) + Sync),
) -> Result<Imported, ImportFailure> {
    let permit = actor.may(Action::ImportIncidents)?;
    arriving::sweep(app, actor.tenant()).await?;
    if let Some(job) = origin.job {
        arriving::give_up_of(app, actor.tenant(), job).await?;
    }
    for _ in 0..TRIES {
        let survey = Arc::new(survey(app, actor, origin, rows, watch).await?);
        let stored = if survey.staging.rows().len() < HELD {
            at_once(app, actor, permit, (origin, &survey)).await?
        } else {
            arriving::until_settled(app, actor).await?;
            arriving::in_pieces(app, actor, permit, (origin, &survey), watch).await?
        };
        if let Some(batch) = stored {
            return Ok(Imported { batch, report: survey.report.clone(), edition_of: survey.edition_of });
        }
    }
    Err(Failure::Conflict("failure-import-busy").into())
}

/// Stores a list in one write; `None` when incidents have changed since the survey.
async fn at_once(
    app: &App,
    actor: &Actor,
    permit: Permit,
    (origin, survey): (&FileOrigin, &Arc<Survey>),
) -> Result<Option<BatchId>, Failure> {
    // Nobody waits while rows are taken from the file that they are staged in.
    let (counted, sources) = (pieces::counted(app, survey, HELD).all().await?, pieces::sources(survey, HELD, Targets::All).all().await?);
    let mut tx = app.write(actor).await?;
    if storage::audit::material(&mut tx).await? != survey.material {
        return Ok(None);
    }
    let sender = sender(app, &mut tx, permit, origin).await?;
    let batch = batch(app, actor, origin, sender, survey.report.clone());
    storage::batches::insert(&mut tx, permit, &batch).await?;
    storage::sources::insert_default_times(&mut tx, permit, batch.id, survey.staging.default_times()).await?;
    survey.outcomes.stored.count(&mut tx, permit).await?;
    storage::incidents::insert(&mut tx, permit, (batch.id, sender), &counted).await?;
    storage::sources::insert(&mut tx, permit, (batch.id, sender), &sources).await?;
    survey.outcomes.stored.link(app, &mut tx, permit).await?;
    replace(&mut tx, permit, survey.replaces, batch.id).await?;
    tx.commit(entry(&batch, survey)).await?;
    Ok(Some(batch.id))
}

/// Takes the replaced list out of force.
async fn replace(tx: &mut WriteTx, permit: Permit, replaced: Option<BatchId>, by: BatchId) -> Result<(), Failure> {
    let Some(id) = replaced else { return Ok(()) };
    storage::sources::withdraw_batch(tx, permit, id).await?;
    Ok(storage::batches::mark_replaced(tx, permit, id, by).await?)
}

async fn sender(app: &App, tx: &mut WriteTx, permit: Permit, origin: &FileOrigin) -> Result<SenderId, Failure> {
    let name = origin.sender.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(Failure::invalid("sender", "failure-sender-name"));
    }
    if let Some(known) = storage::senders::by_name(tx, name).await? {
        let mapping = origin.mapping.clone().after(known.mapping.as_ref());
        if origin.remember && known.mapping.as_ref() != Some(&mapping) {
            storage::senders::save_mapping(tx, permit, known.id, &mapping).await?;
        }
        return Ok(known.id);
    }
    let mapping = Some(origin.mapping.clone());
    let new = Sender { id: SenderId(app.new_id()), name: name.to_owned(), mapping, weekly: true, organisation: None };
    storage::senders::insert(tx, permit, &new).await?;
    Ok(new.id)
}

fn batch(app: &App, actor: &Actor, origin: &FileOrigin, sender: SenderId, report: ImportReport) -> Batch {
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
        report,
        published: false,
    }
}

fn entry(batch: &Batch, survey: &Survey) -> AuditEntry {
    let report = &survey.report;
    let entry = AuditEntry::new(Event::IncidentsImported, batch.id.to_string())
        .fact("digest", batch.digest.as_str())
        .fact("read", report.read.to_string())
        .fact("imported", report.imported.to_string())
        .fact("linked", report.linked.to_string())
        .fact("duplicates", report.duplicates.to_string())
        .fact("probable", report.probable_total.to_string())
        .fact("rejected", report.rejected_total.to_string())
        .fact("replaced", report.replaced.to_string());
    match survey.replaces {
        Some(replaced) => {
            let gone: Vec<String> = report.gone.iter().take(MOST_NAMED).map(|row| row.row.to_string()).collect();
            entry.fact("replaces", replaced.to_string()).fact("gone", gone.join(" "))
        }
        None => entry,
    }
}
