//! District boundaries: importing versions, listing them, drawing them.

use crate::app::{App, broken};
use crate::imports::{ImportFailure, ReceivedFile, Upload};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::districts::{District, DistrictOutline, DistrictSet, DistrictShape, Ring};
use domain::failure::Failure;
use domain::ids::{BatchId, DistrictSetId};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport};
use domain::pictures::{Edition, Picture};
use domain::policy::Action;
use domain::week::{Week, local};
use geo::{LineString, Simplify};
use jiff::civil::{Date, date};
use std::sync::Arc;

use intake::Limits;
pub use intake::districts::Layer;

/// Which columns of a boundary file to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistrictColumns {
    /// Layer of a GeoPackage; `None` for its only one.
    pub layer: Option<String>,
    /// Column with the district's name.
    pub name: String,
    /// Column with the district's code.
    pub code: String,
    /// Keep only districts of this municipality code.
    pub municipality: Option<String>,
}

/// What an import of boundaries gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistrictReport {
    /// The new version.
    pub set: DistrictSet,
}

/// The first version counts from the beginning, so that older weeks have districts too.
const BEGINNING: Date = date(1900, 1, 1);

/// Layers of a boundary file with their columns, to choose from.
///
/// # Errors
/// [`ImportFailure::File`] when it is not a boundary file.
pub async fn inspect(_app: &App, actor: &Actor, upload: &Upload) -> Result<Vec<Layer>, ImportFailure> {
    actor.may(Action::ImportDistricts)?;
    Ok(intake::districts::layers(&upload.file.path, &Limits::default()).await?)
}

/// Reads a boundary file and puts it in place as the newest version, from today. Boundaries that are
/// the current ones already make no version: the button may be pressed twice.
///
/// # Errors
/// [`ImportFailure::File`] when the file cannot be used; nothing is then changed.
pub async fn import(app: &App, actor: &Actor, file: &ReceivedFile, columns: &DistrictColumns) -> Result<DistrictReport, ImportFailure> {
    let permit = actor.may(Action::ImportDistricts)?;
    let choice = intake::districts::Choice {
        layer: columns.layer.clone(),
        name_column: columns.name.clone(),
        code_column: columns.code.clone(),
        municipality: columns.municipality.clone(),
    };
    let shapes = intake::districts::read(&file.path, &choice, &Limits::default()).await?;
    let digest = crate::imports::digest_of(&file.path).await?;
    let mut tx = app.write(actor).await?;
    let earlier = storage::districts::sets(&mut tx).await.map_err(Failure::from)?;
    if let Some(current) = earlier.first()
        && storage::districts::shapes(&mut tx, current.id).await.map_err(Failure::from)? == shapes
    {
        return Ok(DistrictReport { set: current.clone() });
    }
    let today = local(app.now()).date();
    let set = DistrictSet {
        id: DistrictSetId(app.new_id()),
        valid_from: if earlier.is_empty() { BEGINNING } else { today },
        valid_to: None,
        file_name: file.name.clone(),
        districts: u32::try_from(shapes.len()).unwrap_or(u32::MAX),
    };
    let count = u64::from(set.districts);
    let batch = Batch {
        id: BatchId(app.new_id()),
        kind: BatchKind::Districts,
        sender: None,
        sender_name: None,
        file_name: file.name.clone(),
        digest: digest.clone(),
        at: app.now(),
        by: actor.name().to_owned(),
        state: BatchState::Active,
        report: ImportReport { read: count, imported: count, ..ImportReport::default() },
        published: false,
    };
    storage::batches::insert(&mut tx, permit, &batch).await.map_err(Failure::from)?;
    storage::districts::replace(&mut tx, permit, &set, batch.id, &shapes).await.map_err(Failure::from)?;
    let entry = AuditEntry::new(Event::DistrictsImported, set.id.to_string()).fact("districts", count.to_string()).fact("digest", digest);
    tx.commit(entry).await.map_err(Failure::from)?;
    Ok(DistrictReport { set })
}

/// Districts of the current version, by name; empty before the first import.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn current(app: &App, actor: &Actor) -> Result<Vec<District>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    match newest(&mut tx, app).await? {
        Some(set) => {
            let mut all = storage::districts::list(&mut tx, set.id).await?;
            messages::sort_by_name(&mut all, |d| &d.name);
            Ok(all)
        }
        None => Ok(Vec::new()),
    }
}

/// Every version, newest first.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn history(app: &App, actor: &Actor) -> Result<Vec<DistrictSet>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::districts::sets(&mut tx).await?)
}

/// Districts that a picture counts by, in their file's order.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn of_picture(app: &App, actor: &Actor, picture: &Picture) -> Result<Vec<District>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    match set_of(&mut tx, picture).await? {
        Some(set) => Ok(storage::districts::list(&mut tx, set.id).await?),
        None => Ok(Vec::new()),
    }
}

/// Outlines of the districts that a picture counts by, for drawing it: simplified to what a screen
/// can show.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn outlines(app: &App, actor: &Actor, picture: &Picture) -> Result<Arc<Vec<DistrictOutline>>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    match set_of(&mut tx, picture).await? {
        Some(set) => outlines_of(app, tx, &set).await,
        None => Ok(Arc::default()),
    }
}

/// Outlines of the current districts, for pointing at a place.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn current_outlines(app: &App, actor: &Actor) -> Result<Arc<Vec<DistrictOutline>>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    match newest(&mut tx, app).await? {
        Some(set) => outlines_of(app, tx, &set).await,
        None => Ok(Arc::default()),
    }
}

/// Outlines that a published version of a week was computed with, for what is open to everyone.
pub(crate) async fn open_outlines(
    app: &App,
    mut tx: storage::ReadTx,
    week: Week,
    version: u32,
) -> Result<Arc<Vec<DistrictOutline>>, Failure> {
    match set_of_version(&mut tx, week, Some(version)).await? {
        Some(set) => outlines_of(app, tx, &set).await,
        None => Ok(Arc::default()),
    }
}

async fn outlines_of(app: &App, mut tx: storage::ReadTx, set: &DistrictSet) -> Result<Arc<Vec<DistrictOutline>>, Failure> {
    if let Some(known) = app.pictures().outlines(set.id) {
        return Ok(known);
    }
    let shapes = storage::districts::shapes(&mut tx, set.id).await?;
    drop(tx);
    let work = move || shapes.iter().map(outline).collect::<Vec<_>>();
    let outlines = Arc::new(tokio::task::spawn_blocking(work).await.map_err(broken)?);
    app.pictures().keep_outlines(set.id, outlines.clone());
    Ok(outlines)
}

async fn newest(tx: &mut storage::ReadTx, app: &App) -> Result<Option<DistrictSet>, Failure> {
    Ok(storage::districts::on_day(tx, local(app.now()).date(), i64::MAX).await?)
}

/// The version of the boundaries that a picture was computed with: of its last day, as the store was
/// when it was published.
async fn set_of(tx: &mut storage::ReadTx, picture: &Picture) -> Result<Option<DistrictSet>, Failure> {
    let version = match &picture.edition {
        Edition::Working => None,
        Edition::Version(shown) => Some(shown.version),
    };
    set_of_version(tx, picture.week, version).await
}

async fn set_of_version(tx: &mut storage::ReadTx, week: Week, version: Option<u32>) -> Result<Option<DistrictSet>, Failure> {
    let versions = match version {
        Some(_) => storage::pictures::versions(tx, week).await?,
        None => Vec::new(),
    };
    let as_of = versions.iter().find(|v| Some(v.publication.version) == version).map_or(i64::MAX, |v| v.as_of);
    Ok(storage::districts::on_day(tx, week.sunday(), as_of).await?)
}

/// How far a simplified line may lie from the true one, metres.
const TOLERANCE: f64 = 15.0;

fn outline(shape: &DistrictShape) -> DistrictOutline {
    let ring = |ring: &Vec<[f64; 2]>| {
        let line = LineString::from(ring.clone()).simplify(TOLERANCE);
        let kept: Ring = line.coords().map(|c| [c.x, c.y]).collect();
        let kept = if kept.len() >= 4 { &kept } else { ring };
        kept.iter().filter_map(|[x, y]| intake::coordinates::to_wgs84(*x, *y)).collect::<Ring>()
    };
    let parts = shape.parts.iter().map(|polygon| polygon.iter().map(ring).collect()).collect();
    DistrictOutline { code: shape.code.clone(), name: shape.name.clone(), parts }
}
