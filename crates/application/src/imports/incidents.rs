//! Importing a list of incidents: preview and import, the same way.

use crate::app::{App, broken};
use crate::guard::{self, Guard};
use crate::imports::placing::hidden;
use crate::imports::rows::Rows;
use crate::imports::survey::{Survey, as_edition, survey};
use crate::imports::uploads::{ReceivedFile, file_name};
use crate::imports::{EditionChanges, FileOrigin, ImportFailure, digest_of, store_rows};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::{BatchId, JobId};
use domain::imports::{Batch, ImportReport, Mapping, NotRead, Outside};
use domain::policy::Action;
use domain::week::Week;
use intake::{Limits, Need, Refused, Table};

/// What to import a list with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportIncidents {
    /// The sender's name.
    pub sender: String,
    /// How columns are understood; `None` takes the saved or proposed mapping.
    pub mapping: Option<Mapping>,
    /// Tab of a workbook; `None` chooses by content.
    pub sheet: Option<String>,
    /// What to do with rows outside the districts.
    pub outside: Outside,
    /// The list in force that this one takes the place of; nothing is replaced without.
    pub replaces: Option<BatchId>,
    /// The queued work that it is, if it is any.
    pub job: Option<JobId>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Number of rows that have been read.
    Read(u64),
    /// Number of rows of a long list that have been stored; all have been read.
    Stored(u64),
}

/// What an import gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The batch.
    pub batch: BatchId,
    /// What became of the rows.
    pub report: ImportReport,
    /// An earlier list that the file looks like a corrected edition of. Nothing of it was replaced.
    pub edition_of: Option<BatchId>,
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
    /// What a person should see before importing with this mapping: saved columns that the file does
    /// not have, or a column of which there are several.
    pub doubt: Option<Refused>,
    /// The columns saved for the sender are not used, for the file has too few of them.
    pub is_other_list: bool,
    /// Some dates can be read with the day or the month first, and nothing tells which.
    pub order_is_open: bool,
    /// Tabs that can be chosen; none of a text file.
    pub sheets: Vec<String>,
    /// Tabs that would be read.
    pub sheets_read: Vec<String>,
    /// Tabs that would not, and why.
    pub sheets_not_read: Vec<(String, NotRead)>,
    /// What an import would give; `None` while the mapping lacks something.
    pub dry_run: Option<ImportReport>,
    /// The list in force that is to be replaced, or that this one looks like a corrected edition of.
    pub edition_of: Option<Batch>,
    /// What would come, change and go if the file took its place.
    pub changes: Option<EditionChanges>,
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
    let table = open(file, command).await?;
    let proposal = table.propose(saved(app, actor, &command.sender).await?.as_ref());
    let doubt = proposal.doubt().filter(|_| command.mapping.is_none());
    let is_other_list = proposal.is_other_list && command.mapping.is_none();
    let gone = if is_other_list { proposal.gone } else { Vec::new() };
    let mapping = command.mapping.clone().unwrap_or(proposal.mapping);
    let missing = Need::of(&mapping);
    let guard = guard::of(app, actor).await?;
    let mut preview = Preview {
        headers: table.headers().to_vec(),
        sample: table.sample(SAMPLE, &mapping, &|field, cell| hidden(&guard, field, cell)),
        layout: proposal.layout.map(|l| l.key()),
        mapping: mapping.clone(),
        missing,
        doubt,
        is_other_list,
        order_is_open: table.leaves_order_open(&mapping),
        sheets: table.sheets().to_vec(),
        sheets_read: table.sheets_read().into_iter().map(str::to_owned).collect(),
        sheets_not_read: table.sheets_not_read().to_vec(),
        dry_run: None,
        edition_of: None,
        changes: None,
        told: Vec::new(),
    };
    if !preview.missing.is_empty() || command.sender.trim().is_empty() {
        return Ok(preview);
    }
    let columns = Columns { mapping, remember: false, gone };
    let origin = origin(&guard, file, command, &columns).await?;
    match survey(app, actor, &origin, &Rows::of_table(table, columns, app.now()), &|_| ()).await {
        Ok(survey) => {
            (preview.edition_of, preview.told) = beside(app, actor, &survey, command.replaces).await?;
            if let Some(edition) = &preview.edition_of {
                preview.changes = Some(as_edition(app, actor, &survey, edition.id).await?);
            }
            preview.dry_run = Some(survey.report);
        }
        // What a person chose is shown with what is wrong with it, so that it can be mended.
        Err(ImportFailure::File(refused @ (Refused::MissingColumns { .. } | Refused::RepeatedColumns(_) | Refused::NeverRead(_)))) => {
            preview.doubt = Some(refused);
        }
        Err(failure) => return Err(failure),
    }
    Ok(preview)
}

/// The list that the file looks like an edition of, and what others have told of its weeks.
async fn beside(app: &App, actor: &Actor, survey: &Survey, replaces: Option<BatchId>) -> Result<(Option<Batch>, Vec<ToldBefore>), Failure> {
    let mut tx = app.read(actor).await?;
    let edition_of = match replaces.or(survey.edition_of) {
        Some(id) => storage::batches::by_id(&mut tx, id).await?.map(|row| row.batch),
        None => None,
    };
    let Some(weeks) = survey.weeks else { return Ok((edition_of, Vec::new())) };
    let counts = storage::sources::reported(&mut tx, weeks).await?;
    let names = storage::senders::current_names(&mut tx).await?;
    let told =
        counts.into_iter().filter_map(|(sender, count, weeks)| Some(ToldBefore { sender: names.get(&sender)?.clone(), count, weeks }));
    Ok((edition_of, told.collect()))
}

/// How the columns of a file are understood.
pub(super) struct Columns {
    pub(super) mapping: Mapping,
    /// Whether that is saved for the sender's next file.
    pub(super) remember: bool,
    /// Saved columns that the file does not have.
    pub(super) gone: Vec<String>,
}

/// The mapping that a person gave, or the saved or proposed one. What a person chose is never
/// exchanged for a proposal: when the file lacks some of it, somebody has to choose.
async fn columns(app: &App, actor: &Actor, table: &Table, command: &ImportIncidents) -> Result<Columns, ImportFailure> {
    if let Some(mapping) = command.mapping.clone() {
        return Ok(Columns { mapping, remember: true, gone: Vec::new() });
    }
    let saved = saved(app, actor, &command.sender).await?;
    let proposal = table.propose(saved.as_ref());
    match proposal.doubt() {
        Some(refused) => Err(refused.into()),
        None => Ok(Columns { mapping: proposal.mapping, remember: saved.is_none(), gone: proposal.gone }),
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
    watch: &(dyn Fn(Step) + Sync),
) -> Result<Imported, ImportFailure> {
    actor.may(Action::ImportIncidents)?;
    let table = open(file, command).await?;
    let columns = columns(app, actor, &table, command).await?;
    let origin = origin(&guard::of(app, actor).await?, file, command, &columns).await?;
    store_rows(app, actor, &origin, &Rows::of_table(table, columns, app.now()), watch).await
}

async fn open(file: &ReceivedFile, command: &ImportIncidents) -> Result<Table, ImportFailure> {
    let (path, sheet) = (file.path.clone(), command.sheet.clone());
    let table = tokio::task::spawn_blocking(move || intake::open_sheet(&path, sheet.as_deref(), &Limits::default())).await;
    Ok(table.map_err(broken)??)
}

async fn saved(app: &App, actor: &Actor, sender: &str) -> Result<Option<Mapping>, ImportFailure> {
    let mut tx = app.read(actor).await?;
    Ok(storage::senders::by_name(&mut tx, sender.trim()).await?.and_then(|s| s.mapping))
}

async fn origin(guard: &Guard, file: &ReceivedFile, command: &ImportIncidents, columns: &Columns) -> Result<FileOrigin, ImportFailure> {
    Ok(FileOrigin {
        sender: command.sender.clone(),
        file_name: file_name(guard, &file.name),
        digest: digest_of(&file.path).await?,
        mapping: columns.mapping.clone(),
        remember: columns.remember,
        outside: command.outside,
        replaces: command.replaces,
        job: command.job,
    })
}
