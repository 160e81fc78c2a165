//! Importing a list of incidents: preview and import, the same way.

use crate::app::{App, broken};
use crate::guard::{self, Guard};
use crate::imports::uploads::{ReceivedFile, Upload, file_name};
use crate::imports::{FileOrigin, ImportFailure, Source, digest_of, store_rows};
use domain::actor::Actor;
use domain::ids::BatchId;
use domain::imports::{ImportReport, Mapping, Outside};
use domain::policy::Action;
use intake::{Limits, Need, Outcome, Refused, Table};
use jiff::Timestamp;
use std::ops::ControlFlow;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Rows handed over at a time between the reader's thread and the store.
const PIECE: usize = 1000;

/// What to import a list with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportIncidents {
    /// The sender's name.
    pub sender: String,
    /// How columns are understood; `None` takes the saved or proposed mapping.
    pub mapping: Option<Mapping>,
    /// What to do with rows outside the districts.
    pub outside: Outside,
}

/// What an import gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The batch.
    pub batch: BatchId,
    /// What became of the rows.
    pub report: ImportReport,
}

/// A list before it is imported.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Header texts.
    pub headers: Vec<String>,
    /// First rows with their numbers, as texts.
    pub sample: Vec<(u32, Vec<String>)>,
    /// Mapping that an import would use.
    pub mapping: Mapping,
    /// Name of the layout, when it is one of the known ones (message id `layout-…`).
    pub layout: Option<&'static str>,
    /// What the mapping still lacks.
    pub missing: Vec<Need>,
    /// What an import would give; `None` while the mapping lacks something.
    pub dry_run: Option<ImportReport>,
}

/// Rows shown in a preview.
const SAMPLE: usize = 8;

/// Shows how a list would be understood and what its import would give. Nothing is kept.
///
/// # Errors
/// [`ImportFailure::File`] when the file cannot be used at all.
pub async fn preview(app: &App, actor: &Actor, upload: &Upload, command: &ImportIncidents) -> Result<Preview, ImportFailure> {
    actor.may(Action::ImportIncidents)?;
    let table = open(&upload.file).await?;
    let proposal = table.propose(saved(app, actor, &command.sender).await?.as_ref());
    let mapping = command.mapping.clone().unwrap_or(proposal.mapping);
    let missing = Need::of(&mapping);
    let (headers, sample) = (table.headers().to_vec(), table.sample(SAMPLE));
    let layout = proposal.layout.map(|l| l.key());
    let dry_run = if missing.is_empty() && !command.sender.trim().is_empty() {
        let origin = origin(&guard::of(app, actor).await?, &upload.file, command, mapping.clone()).await?;
        let source = Reading::start(table, mapping.clone(), app.now());
        Some(store_rows(app, actor, &origin, source, &|_| (), false).await?.1)
    } else {
        None
    };
    Ok(Preview { headers, sample, mapping, layout, missing, dry_run })
}

/// The mapping that an import would use.
///
/// # Errors
/// [`ImportFailure::File`] when the file cannot be used at all.
pub async fn propose(app: &App, actor: &Actor, file: &ReceivedFile, command: &ImportIncidents) -> Result<Mapping, ImportFailure> {
    actor.may(Action::ImportIncidents)?;
    match &command.mapping {
        Some(mapping) => Ok(mapping.clone()),
        None => Ok(open(file).await?.propose(saved(app, actor, &command.sender).await?.as_ref()).mapping),
    }
}

/// Imports a list.
///
/// # Errors
/// [`ImportFailure::File`] when the file cannot be used; nothing is then stored.
pub async fn import_incidents(
    app: &App,
    actor: &Actor,
    file: &ReceivedFile,
    command: &ImportIncidents,
    watch: &(dyn Fn(u64) + Sync),
) -> Result<Imported, ImportFailure> {
    actor.may(Action::ImportIncidents)?;
    let table = open(file).await?;
    let mapping = match &command.mapping {
        Some(mapping) => mapping.clone(),
        None => table.propose(saved(app, actor, &command.sender).await?.as_ref()).mapping,
    };
    let origin = origin(&guard::of(app, actor).await?, file, command, mapping.clone()).await?;
    let source = Reading::start(table, mapping, app.now());
    let (batch, report) = store_rows(app, actor, &origin, source, watch, true).await?;
    Ok(Imported { batch, report })
}

async fn open(file: &ReceivedFile) -> Result<Table, ImportFailure> {
    let path = file.path.clone();
    let table = tokio::task::spawn_blocking(move || intake::open(&path, &Limits::default())).await;
    Ok(table.map_err(broken)??)
}

async fn saved(app: &App, actor: &Actor, sender: &str) -> Result<Option<Mapping>, ImportFailure> {
    let mut tx = app.read(actor).await?;
    Ok(storage::senders::by_name(&mut tx, sender.trim()).await?.and_then(|s| s.mapping))
}

async fn origin(guard: &Guard, file: &ReceivedFile, command: &ImportIncidents, mapping: Mapping) -> Result<FileOrigin, ImportFailure> {
    Ok(FileOrigin {
        sender: command.sender.clone(),
        file_name: file_name(guard, &file.name),
        digest: digest_of(&file.path).await?,
        mapping,
        outside: command.outside,
    })
}

/// A file being read on a thread of its own, a few pieces ahead of the store.
struct Reading {
    pieces: mpsc::Receiver<Result<Vec<Outcome>, Refused>>,
    reader: Option<JoinHandle<()>>,
}

impl Reading {
    fn start(table: Table, mapping: Mapping, now: Timestamp) -> Self {
        Self::by(move |send| {
            let mut piece = Vec::with_capacity(PIECE);
            let mut sink = |outcome| {
                piece.push(outcome);
                if piece.len() < PIECE {
                    return ControlFlow::Continue(());
                }
                let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE));
                // The receiver is gone when the store refused: there is no one to read on for.
                if send.blocking_send(Ok(full)).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            let result = table.rows(&mapping, now, &mut sink);
            let last = result.map(|_| piece);
            let _ = send.blocking_send(last);
        })
    }

    fn by(read: impl FnOnce(mpsc::Sender<Result<Vec<Outcome>, Refused>>) + Send + 'static) -> Self {
        let (send, pieces) = mpsc::channel(2);
        Self { pieces, reader: Some(tokio::task::spawn_blocking(move || read(send))) }
    }
}

impl Source for Reading {
    async fn next(&mut self) -> Result<Option<Vec<Outcome>>, ImportFailure> {
        if let Some(piece) = self.pieces.recv().await {
            return Ok(Some(piece?));
        }
        // Silence is the end only when the reader came to it: one that died has not read the file.
        if let Some(reader) = self.reader.take() {
            reader.await.map_err(broken)?;
        }
        Ok(None)
    }
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_that_dies_half_way_is_not_the_end_of_the_file() {
        let mut reading = Reading::by(|send| {
            assert!(send.blocking_send(Ok(Vec::new())).is_ok());
            panic!("a fault of the reader");
        });
        assert!(matches!(reading.next().await, Ok(Some(_))));
        assert!(reading.next().await.is_err());
    }
}
