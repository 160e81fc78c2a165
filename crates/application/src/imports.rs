//! Imported files: uploads, previews, the import itself, undoing it.

mod candidates;
mod comparing;
mod editions;
mod failure;
mod feed;
mod filling;
mod incidents;
mod incoming;
mod placing;
mod queue;
mod reading;
mod rows;
mod staging;
mod store;
mod survey;
mod undo;
mod uploads;

pub(crate) use candidates::Candidates;
pub(crate) use comparing::{in_order, settle};
pub use editions::Changes as EditionChanges;
pub use failure::{
    ImportFailure, changed_text, field_text, gone_text, linked_text, new_row_text, probable_text, reason_text, refused_text, told_text,
};
pub use feed::{import_feed, import_feed_events};
pub use incidents::{ImportIncidents, Imported, Preview, Step, ToldBefore, import_incidents, preview};
pub use intake::{Need, Refused, may_be_read};
pub(crate) use placing::{Ground, hashed};
pub use queue::{Progress, Running, progress, run_feed, run_incidents, start, start_feed};
pub use reading::{not_read_text, reading_texts, sheets_not_read_text};
pub use rows::Rows;
pub use store::{FileOrigin, store_rows};
pub(crate) use store::{settled, sweep};
pub use undo::undo;
pub use uploads::{
    FileKind, LARGEST_UPLOAD, ReceivedFile, Upload, UploadId, discard_upload, keep_upload, recognise, sweep_uploads, upload,
};

use crate::App;
use crate::app::broken;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::BatchId;
use domain::imports::{Batch, Sender};
use domain::policy::Action;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// How many imports a list shows.
const LISTED: u32 = 60;

/// The newest imports. `published` is only a hint here; [`by_id`] answers it exactly.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see imports.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Batch>, Failure> {
    actor.may(Action::ViewImports)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::batches::newest(&mut tx, LISTED).await?.into_iter().map(|row| row.batch).collect())
}

/// The imports on a page of all, newest first, and whether it is the last page. `number` counts from 0.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see imports.
pub async fn page(app: &App, actor: &Actor, number: u32) -> Result<(Vec<Batch>, bool), Failure> {
    actor.may(Action::ViewImports)?;
    let mut tx = app.read(actor).await?;
    let mut rows = storage::batches::after(&mut tx, number.saturating_mul(LISTED), LISTED + 1).await?;
    let is_last = rows.len() <= LISTED as usize;
    rows.truncate(LISTED as usize);
    Ok((rows.into_iter().map(|row| row.batch).collect(), is_last))
}

/// An import's id and the name of its file.
pub type NamedBatch = (BatchId, String);

/// Which lists an import has replaced, and which has replaced it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replacements {
    /// Lists that it replaced.
    pub replaces: Vec<NamedBatch>,
    /// The list that replaced it: one or none.
    pub replaced_by: Vec<NamedBatch>,
}

/// Which lists an import has replaced, and which has replaced it.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see imports.
pub async fn replacements(app: &App, actor: &Actor, id: BatchId) -> Result<Replacements, Failure> {
    actor.may(Action::ViewImports)?;
    let mut tx = app.read(actor).await?;
    let replaced_by = storage::batches::replacing(&mut tx, id).await?;
    Ok(Replacements { replaces: storage::batches::replaced_files(&mut tx, id).await?, replaced_by })
}

/// One import with its report.
///
/// # Errors
/// [`Failure::NotFound`] when the tenant has no such import.
pub async fn by_id(app: &App, actor: &Actor, id: BatchId) -> Result<Batch, Failure> {
    actor.may(Action::ViewImports)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::batches::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?.batch)
}

/// Every sender, by name.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see imports.
pub async fn senders(app: &App, actor: &Actor) -> Result<Vec<Sender>, Failure> {
    actor.may(Action::ViewImports)?;
    let mut tx = app.read(actor).await?;
    let mut all = storage::senders::all(&mut tx).await?;
    messages::sort_by_name(&mut all, |s| &s.name);
    Ok(all)
}

/// Sets whether something is expected from a sender every week, for the list of who has not delivered.
///
/// # Errors
/// [`Failure::NotFound`] for an unknown sender.
pub async fn expect_weekly(app: &App, actor: &Actor, sender: &str, weekly: bool) -> Result<(), Failure> {
    let permit = actor.may(Action::EditCodes)?;
    let mut tx = app.write(actor).await?;
    let sender = storage::senders::by_name(&mut tx, sender).await?.ok_or(Failure::NotFound)?;
    storage::senders::save_weekly(&mut tx, permit, sender.id, weekly).await?;
    tx.commit(AuditEntry::new(Event::SenderChanged, sender.id.to_string()).fact("weekly", weekly.to_string())).await?;
    Ok(())
}

/// SHA-256 of a file's bytes, hexadecimal.
pub(crate) async fn digest_of(path: &Path) -> Result<String, Failure> {
    let path = path.to_owned();
    let work = move || -> std::io::Result<String> {
        let mut file = std::fs::File::open(path)?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0u8; 1 << 16];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(hex::encode(hasher.finalize())),
                n => hasher.update(&buffer[..n]),
            }
        }
    };
    tokio::task::spawn_blocking(work).await.map_err(broken)?.map_err(broken)
}
