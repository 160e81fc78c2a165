//! Imports of uploaded files as queued work, with their progress.

use crate::App;
use crate::app::broken;
use crate::imports::{
    ImportFailure, ImportIncidents, Imported, Step, Upload, UploadId, discard_upload, import_feed, import_incidents, upload,
};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{AccountId, BatchId, JobId};
use domain::imports::Outside;
use domain::jobs::{JobKind, JobState};
use domain::policy::Action;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Rows read so far by imports that run in this process.
#[derive(Default)]
pub struct Running(Mutex<HashMap<JobId, Step>>);

impl Running {
    fn set(&self, job: JobId, step: Step) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(job, step);
    }

    fn get(&self, job: JobId) -> Step {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&job).copied().unwrap_or(Step::Read(0))
    }

    fn remove(&self, job: JobId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&job);
    }
}

/// How far a queued import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It waits for a worker.
    Waiting,
    /// It is being done.
    Running(Step),
    /// It is done.
    Done(BatchId),
    /// The file cannot be used: the reason in Swedish and in English.
    Refused {
        /// Swedish.
        sv: String,
        /// English.
        en: String,
    },
    /// Something else went wrong; nothing was stored.
    Failed,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    upload: String,
    account: Option<String>,
    sender: String,
    mapping: Option<String>,
    #[serde(default)]
    sheet: Option<String>,
    keep_outside: bool,
    #[serde(default)]
    replaces: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Done { batch: String },
    Refused { sv: String, en: String },
}

/// Queues the import of an uploaded list.
///
/// # Errors
/// [`ImportFailure::Use`] when the actor may not, or names no sender.
pub async fn start(app: &App, actor: &Actor, upload: &Upload, command: &ImportIncidents) -> Result<JobId, ImportFailure> {
    if command.sender.trim().is_empty() {
        return Err(Failure::invalid("sender", "failure-sender-name").into());
    }
    let payload = Payload {
        upload: upload.id.to_string(),
        account: actor.account().map(|a| a.to_string()),
        sender: command.sender.trim().to_owned(),
        mapping: command.mapping.as_ref().map(intake::mapping_file::to_json),
        sheet: command.sheet.clone(),
        keep_outside: command.outside == Outside::Keep,
        replaces: command.replaces.map(|id| id.to_string()),
    };
    Ok(enqueue(app, actor, upload.id, JobKind::ImportIncidents, &payload).await?)
}

/// Queues the import of an uploaded feed.
///
/// # Errors
/// [`ImportFailure::Use`] when the actor may not.
pub async fn start_feed(app: &App, actor: &Actor, upload: &Upload) -> Result<JobId, ImportFailure> {
    let payload = Payload {
        upload: upload.id.to_string(),
        account: actor.account().map(|a| a.to_string()),
        sender: String::new(),
        mapping: None,
        sheet: None,
        keep_outside: false,
        replaces: None,
    };
    Ok(enqueue(app, actor, upload.id, JobKind::ImportFeed, &payload).await?)
}

/// The work of an upload has the upload's id: pressed twice, the button starts it once.
async fn enqueue(app: &App, actor: &Actor, id: UploadId, kind: JobKind, payload: &Payload) -> Result<JobId, Failure> {
    actor.may(Action::ImportIncidents)?;
    let text = serde_json::to_string(payload).map_err(broken)?;
    let mut tx = app.write(actor).await?;
    let now = tx.now();
    if !storage::jobs::enqueue(&mut tx, id, kind, &text, now).await? {
        return Ok(id);
    }
    tx.commit(AuditEntry::new(Event::ImportQueued, id.to_string()).fact("upload", payload.upload.as_str())).await?;
    Ok(id)
}

/// How far a queued import of the actor's tenant is.
///
/// # Errors
/// [`Failure::NotFound`] when the tenant has no such work.
pub async fn progress(app: &App, actor: &Actor, job: JobId) -> Result<Progress, Failure> {
    actor.may(Action::ImportIncidents)?;
    let mut tx = app.read(actor).await?;
    let row = storage::jobs::by_id(&mut tx, job).await?.ok_or(Failure::NotFound)?;
    let outcome = row.outcome.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Ok(match (row.state, outcome) {
        (JobState::Waiting, _) => Progress::Waiting,
        (JobState::Running, _) => Progress::Running(app.running().get(job)),
        (JobState::Done, Some(Outcome::Done { batch })) => Progress::Done(batch.parse().map_err(broken)?),
        (JobState::Done | JobState::Failed, Some(Outcome::Refused { sv, en })) => Progress::Refused { sv, en },
        (JobState::Done | JobState::Failed, _) => Progress::Failed,
    })
}

/// Runs a queued import of a list; answers the outcome to note on the job.
///
/// The account that queued it must still be a member with the right: a removed member's queued work
/// is not done.
///
/// # Errors
/// [`Failure`] when it should be tried again.
pub async fn run_incidents(app: &App, tenant: &domain::tenants::TenantCode, job: JobId, payload: &str) -> Result<String, Failure> {
    let payload: Payload = serde_json::from_str(payload).map_err(broken)?;
    let actor = actor_of(app, tenant, &payload).await?;
    let upload = upload(app, &actor, upload_id(&payload)?).await?;
    let mapping = payload.mapping.as_deref().map(intake::mapping_file::read).transpose().map_err(broken)?;
    let outside = if payload.keep_outside { Outside::Keep } else { Outside::Refuse };
    let replaces = payload.replaces.as_deref().map(str::parse).transpose().map_err(broken)?;
    let command =
        ImportIncidents { sender: payload.sender.clone(), mapping, sheet: payload.sheet.clone(), outside, replaces, job: Some(job) };
    let watch = |step| app.running().set(job, step);
    let result = import_incidents(app, &actor, &upload.file, &command, &watch).await;
    app.running().remove(job);
    finish(app, tenant, upload.id, result).await
}

/// Runs a queued import of a feed; answers the outcome to note on the job.
///
/// # Errors
/// [`Failure`] when it should be tried again.
pub async fn run_feed(app: &App, tenant: &domain::tenants::TenantCode, payload: &str) -> Result<String, Failure> {
    let payload: Payload = serde_json::from_str(payload).map_err(broken)?;
    let actor = actor_of(app, tenant, &payload).await?;
    let upload = upload(app, &actor, upload_id(&payload)?).await?;
    let result = import_feed(app, &actor, &upload.file).await;
    finish(app, tenant, upload.id, result).await
}

async fn finish(
    app: &App,
    tenant: &domain::tenants::TenantCode,
    upload: UploadId,
    result: Result<Imported, ImportFailure>,
) -> Result<String, Failure> {
    let outcome = match result {
        Ok(imported) => Outcome::Done { batch: imported.batch.to_string() },
        Err(ImportFailure::File(refused)) => Outcome::Refused {
            sv: crate::imports::refused_text(messages::Lang::Sv, &refused),
            en: crate::imports::refused_text(messages::Lang::En, &refused),
        },
        // Others were in the way: the work is done again a little later, with the upload kept.
        Err(ImportFailure::Use(Failure::Conflict(id @ ("failure-import-arriving" | "failure-import-busy")))) => return Err(broken(id)),
        Err(ImportFailure::Use(Failure::Conflict(id))) => {
            Outcome::Refused { sv: messages::Lang::Sv.text(id), en: messages::Lang::En.text(id) }
        }
        Err(ImportFailure::Use(failure)) => return Err(failure),
    };
    discard_upload(app, tenant, upload).await;
    serde_json::to_string(&outcome).map_err(broken)
}

fn upload_id(payload: &Payload) -> Result<UploadId, Failure> {
    payload.upload.parse().map_err(broken)
}

async fn actor_of(app: &App, tenant: &domain::tenants::TenantCode, payload: &Payload) -> Result<Actor, Failure> {
    let Some(account) = &payload.account else { return Ok(Actor::operator(tenant.clone())) };
    let account: AccountId = account.parse().map_err(broken)?;
    crate::sessions::member(app, account, tenant).await?.ok_or(Failure::NotAllowed)
}
