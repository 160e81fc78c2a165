//! Importing a list of incidents: preview and import, the same way.

use crate::app::{App, broken};
use crate::guard::{self, Guard};
use crate::imports::rows::Rows;
use crate::imports::survey::{Survey, survey};
use crate::imports::uploads::{ReceivedFile, file_name};
use crate::imports::{FileOrigin, ImportFailure, digest_of, store_rows};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::BatchId;
use domain::imports::{Batch, ImportReport, Mapping, Outside};
use domain::policy::Action;
use domain::week::Week;
use intake::{Limits, Need, Table};
use std::collections::HashMap;

/// What to import a list with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportIncidents {
    /// The sender's name.
    pub sender: String,
    /// How columns are understood; `None` takes the saved or proposed mapping.
    pub mapping: Option<Mapping>,
    /// What to do with rows outside the districts.
    pub outside: Outside,
    /// The list in force that this one takes the place of; nothing is replaced without.
    pub replaces: Option<BatchId>,
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
    /// The list in force that is to be replaced, or that this one looks like a corrected edition of.
    pub edition_of: Option<Batch>,
    /// What lists and reports have told of the file's weeks already.
    pub told: Vec<ToldBefore>,
}

/// What a source has told of some weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldBefore {
    /// Name of the source.
    pub sender: String,
    /// Incidents.
    pub count: u64,
    /// First and last week.
    pub weeks: (Week, Week),
}

/// Rows shown in a preview.
const SAMPLE: usize = 8;

/// Shows how a list would be understood and what its import would give. Nothing is kept.
///
/// # Errors
/// [`ImportFailure::File`] when the file cannot be used at all.
pub async fn preview(app: &App, actor: &Actor, file: &ReceivedFile, command: &ImportIncidents) -> Result<Preview, ImportFailure> {
    actor.may(Action::ImportIncidents)?;
    let table = open(file).await?;
    let proposal = table.propose(saved(app, actor, &command.sender).await?.as_ref());
    let mapping = command.mapping.clone().unwrap_or(proposal.mapping);
    let missing = Need::of(&mapping);
    let (headers, sample) = (table.headers().to_vec(), table.sample(SAMPLE));
    let layout = proposal.layout.map(|l| l.key());
    if !missing.is_empty() || command.sender.trim().is_empty() {
        return Ok(Preview { headers, sample, mapping, layout, missing, dry_run: None, edition_of: None, told: Vec::new() });
    }
    let origin = origin(&guard::of(app, actor).await?, file, command, mapping.clone()).await?;
    let rows = Rows::of_table(table, mapping.clone(), app.now());
    let survey = survey(app, actor, &origin, &rows, &|_| ()).await?;
    let (edition_of, told) = beside(app, actor, &survey, command.replaces).await?;
    Ok(Preview { headers, sample, mapping, layout, missing, dry_run: Some(survey.report), edition_of, told })
}

/// The list that the file looks like an edition of, and what others have told of its weeks.
async fn beside(app: &App, actor: &Actor, survey: &Survey, replaces: Option<BatchId>) -> Result<(Option<Batch>, Vec<ToldBefore>), Failure> {
    let mut tx = app.read(actor).await?;
    let edition_of = match replaces.or(survey.edition_of) {
        Some(id) => storage::batches::by_id(&mut tx, id).await?.map(|row| row.batch),
        None => None,
    };
    let Some(weeks) = survey.weeks else { return Ok((edition_of, Vec::new())) };
    let counts = storage::sources::told(&mut tx, weeks).await?;
    let names: HashMap<_, _> = storage::senders::all(&mut tx).await?.into_iter().map(|s| (s.id, s.name)).collect();
    let told =
        counts.into_iter().filter_map(|(sender, count, weeks)| Some(ToldBefore { sender: names.get(&sender)?.clone(), count, weeks }));
    Ok((edition_of, told.collect()))
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
    store_rows(app, actor, &origin, &Rows::of_table(table, mapping, app.now()), watch).await
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
        replaces: command.replaces,
    })
}
