//! The photo of a report: only where the authority takes photos, at most one, without anything but pixels.
//! Class C, as the report's own words; no picture of the week and no export ever holds it.

use super::own;
use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::ReportId;
use domain::policy::Action;
use intake::photo::{NotAPhoto, Photo, read};
use storage::settings::Switch;
use tokio::sync::Semaphore;

/// Largest file that is taken, bytes.
pub const LARGEST: usize = intake::photo::LARGEST;

/// Reading a photo takes memory by the hundred megabytes: one at a time.
static READING: Semaphore = Semaphore::const_new(1);

/// Whether the authority takes photos.
///
/// # Errors
/// [`Failure::NotAllowed`] for someone who can neither report, review nor decide it.
pub async fn allowed(app: &App, actor: &Actor) -> Result<bool, Failure> {
    if ![Action::FileReport, Action::ReviewReports, Action::ManageUsers].iter().any(|a| actor.can(*a)) {
        return Err(Failure::NotAllowed);
    }
    let mut tx = app.read(actor).await?;
    Ok(storage::settings::is_on(&mut tx, Switch::Photos).await?)
}

/// Decides whether the authority takes photos. What has been sent stays.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to decide it.
pub async fn allow(app: &App, actor: &Actor, allowed: bool) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let mut tx = app.write(actor).await?;
    storage::settings::turn(&mut tx, permit, Switch::Photos, allowed).await?;
    tx.commit(AuditEntry::new(Event::SettingsChanged, Switch::Photos.key()).fact("allowed", allowed.to_string())).await?;
    Ok(())
}

/// Puts a photo to one's own report while nobody has decided on it; one that was there before goes.
///
/// # Errors
/// [`Failure::NotFound`] for another's report, [`Failure::Conflict`] where no photos are taken or when the
/// report is decided on, [`Failure::Invalid`] for a file that is no photo.
pub async fn keep(app: &App, actor: &Actor, id: ReportId, file: Vec<u8>) -> Result<(), Failure> {
    let permit = actor.may(Action::FileReport)?;
    // Nobody's file is read before it is known that it may be kept.
    let mut tx = app.read(actor).await?;
    ready(&mut tx, actor, id).await?;
    drop(tx);
    let photo = pixels(file).await?;
    let mut tx = app.write(actor).await?;
    ready(&mut tx, actor, id).await?;
    let size = photo.jpeg.len();
    storage::photos::keep(&mut tx, permit, id, photo.jpeg, (photo.width, photo.height)).await?;
    tx.commit(AuditEntry::new(Event::PhotoKept, id.to_string()).fact("bytes", size.to_string())).await?;
    Ok(())
}

async fn ready(tx: &mut storage::ReadTx, actor: &Actor, id: ReportId) -> Result<(), Failure> {
    let report = own(tx, actor, id).await?;
    if !storage::settings::is_on(tx, Switch::Photos).await? {
        return Err(Failure::Conflict("failure-photos-off"));
    }
    if !report.state.is_with_reporter() {
        return Err(Failure::Conflict("failure-report-decided"));
    }
    Ok(())
}

async fn pixels(file: Vec<u8>) -> Result<Photo, Failure> {
    let _turn = READING.acquire().await.map_err(crate::app::broken)?;
    let read = tokio::task::spawn_blocking(move || read(&file)).await.map_err(crate::app::broken)?;
    read.map_err(|refused| {
        let message = match refused {
            NotAPhoto::File => "failure-photo-file",
            NotAPhoto::Kind | NotAPhoto::Disguised => "failure-photo-kind",
            NotAPhoto::Pixels => "failure-photo-pixels",
            NotAPhoto::Damaged => "failure-photo-damaged",
        };
        Failure::invalid("photo", message)
    })
}

/// Width and height of the photo of one's own report.
///
/// # Errors
/// [`Failure::NotFound`] for another's report.
pub async fn of_own(app: &App, actor: &Actor, id: ReportId) -> Result<Option<(u32, u32)>, Failure> {
    actor.may(Action::FileReport)?;
    let mut tx = app.read(actor).await?;
    own(&mut tx, actor, id).await?;
    Ok(storage::photos::size(&mut tx, id).await?)
}

/// The photo of one's own report.
///
/// # Errors
/// [`Failure::NotFound`] for another's report, and without a photo.
pub async fn show_own(app: &App, actor: &Actor, id: ReportId) -> Result<Vec<u8>, Failure> {
    actor.may(Action::FileReport)?;
    let mut tx = app.read(actor).await?;
    own(&mut tx, actor, id).await?;
    storage::photos::bytes(&mut tx, id).await?.ok_or(Failure::NotFound)
}

/// Takes the photo of one's own report away while nobody has decided on it.
///
/// # Errors
/// As [`keep`]; [`Failure::NotFound`] without a photo.
pub async fn remove_own(app: &App, actor: &Actor, id: ReportId) -> Result<(), Failure> {
    let permit = actor.may(Action::FileReport)?;
    let mut tx = app.write(actor).await?;
    if !own(&mut tx, actor, id).await?.state.is_with_reporter() {
        return Err(Failure::Conflict("failure-report-decided"));
    }
    removed(tx, permit, id).await
}

/// Width and height of the photo of a report that is being reviewed; whether it is there is part of reading
/// the report, which is logged.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn of_reviewed(app: &App, actor: &Actor, id: ReportId) -> Result<Option<(u32, u32)>, Failure> {
    actor.may(Action::ReviewReports)?;
    let mut tx = app.read(actor).await?;
    reviewed(&mut tx, actor, id).await?;
    Ok(storage::photos::size(&mut tx, id).await?)
}

/// The photo of a report that is being reviewed. Looking at it is logged.
///
/// # Errors
/// [`Failure::NotFound`] without a report that the reader may see, and without a photo.
pub async fn show_reviewed(app: &App, actor: &Actor, id: ReportId) -> Result<Vec<u8>, Failure> {
    actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    reviewed(&mut tx, actor, id).await?;
    let bytes = storage::photos::bytes(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    tx.commit(AuditEntry::new(Event::ReportsRead, id.to_string()).fact("photo", "true")).await?;
    Ok(bytes)
}

/// Takes the photo of a report away: it shows a person, or more than is needed.
///
/// # Errors
/// As [`show_reviewed`].
pub async fn remove_reviewed(app: &App, actor: &Actor, id: ReportId) -> Result<(), Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    reviewed(&mut tx, actor, id).await?;
    removed(tx, permit, id).await
}

async fn reviewed(tx: &mut storage::ReadTx, actor: &Actor, id: ReportId) -> Result<(), Failure> {
    let found = storage::reports::by_id(tx, actor.visible(), actor.account(), id).await?;
    found.map(|_| ()).ok_or(Failure::NotFound)
}

async fn removed(mut tx: storage::WriteTx, permit: domain::actor::Permit, id: ReportId) -> Result<(), Failure> {
    if !storage::photos::remove(&mut tx, permit, id).await? {
        return Err(Failure::NotFound);
    }
    tx.commit(AuditEntry::new(Event::PhotoRemoved, id.to_string())).await?;
    Ok(())
}
