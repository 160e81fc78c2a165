//! The week's picture: showing it, taking it out, moving it through its states.

pub mod area;
mod cache;
mod coming;
pub(crate) mod compute;
pub mod evidence;
pub(crate) mod findings;
mod hotspots;
pub(crate) mod inputs;
mod judgement;
pub(crate) mod map;
mod notable;
mod steps;
mod tables;
mod texts;
mod verdicts;

pub use cache::Cache;
pub use coming::{NewComingEvent, add_coming_event, coming_events, remove_coming_event};
pub use map::density_corners;
pub use steps::{Preview, Publish, preview, publish, seen_key, step};
pub use texts::{Marked, TextPlace};

use crate::app::broken;
use crate::{App, disclosures, guard};
use cache::{Key, Material};
use domain::actor::{Actor, Visible};
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::SenderId;
use domain::organisations::Class;
use domain::pictures::{Edition, Picture, PictureFilter, PictureState, Publication};
use domain::policy::Action;
use domain::reports::Reported;
use domain::tenants::TenantCode;
use domain::week::Week;
use domain::weekly::Moment;
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use storage::ReadTx;

/// What picture is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Week.
    pub week: Week,
    /// Part of the material.
    pub filter: PictureFilter,
    /// A published version; `None` for the newest one, or the working edition before the first.
    pub version: Option<u32>,
}

/// A form that a picture is taken out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Two pages for print and mail.
    Pdf,
    /// For programs.
    Json,
    /// Workbook.
    Xlsx,
    /// Semicolon-separated text.
    Csv,
}

impl Format {
    /// Every form.
    pub const ALL: &'static [Format] = &[Format::Pdf, Format::Json, Format::Xlsx, Format::Csv];

    /// File extension, also the key on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Json => "json",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
        }
    }

    /// The form of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Format::ALL.iter().copied().find(|f| f.key() == key)
    }
}

/// A week in the list of weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekListing {
    /// Week.
    pub week: Week,
    /// Where the work with it is.
    pub state: PictureState,
    /// Incidents as the store has them now.
    pub count: u64,
    /// Incidents that the newest published version says; `None` before the first.
    pub published: Option<u64>,
}

/// The picture of a week.
///
/// A published week shows its newest version: the whole picture as it was frozen, and parts of it
/// computed from the state of the store that was frozen.
///
/// # Errors
/// [`Failure::NotFound`] for a version or district that does not exist, [`Failure::NotAllowed`] for a filter on what reports say from a reader
/// below class C.
pub async fn show(app: &App, actor: &Actor, request: &Request) -> Result<Arc<Picture>, Failure> {
    actor.may(Action::ViewPicture)?;
    if !request.filter.reported.is_any() && !may_ask_reports(actor) {
        return Err(Failure::NotAllowed);
    }
    let mut tx = app.read(actor).await?;
    let head = storage::batches::readable(&mut tx).await?;
    let now = app.now();
    let key = Key::new(actor.tenant(), request, material(&mut tx).await?, now);
    if let Some(known) = app.pictures().get(&key) {
        return Ok(for_reader(known, actor));
    }
    let picture = Arc::new(load(app, &mut tx, actor, request, head, now).await?);
    app.pictures().keep(key, picture.clone());
    Ok(for_reader(picture, actor))
}

/// The state of what pictures are computed from.
async fn material(tx: &mut ReadTx) -> Result<Material, Failure> {
    let newest = storage::audit::material(tx).await?;
    Ok(Material { newest, readable: storage::batches::readable(tx).await?.min(newest) })
}

/// Pictures are computed and kept for everyone alike; what a reader does not see is taken away last.
fn whole(actor: &Actor) -> Visible {
    Actor::scheduler(actor.tenant().clone()).visible()
}

/// The highest class of what is in a picture: motives, what only certain reports say, and what analysts asked of parts so narrow that they may tell of single incidents, are
/// for authorities; everything else is for everyone in the collaboration.
fn class_of(picture: &Picture) -> Class {
    let secret = !picture.citations.is_empty()
        || picture.judgement.areas.iter().any(|area| !area.motive.is_empty())
        || !picture.filter.reported.is_any();
    if secret { Class::C } else { Class::B }
}

/// Whether an actor may ask for only what reports say in a certain way: few reports lie behind such counts, so it is for authorities.
pub fn may_ask_reports(actor: &Actor) -> bool {
    actor.visible().ceiling() >= Class::C
}

/// A picture without what its reader may not see. Every page and file of it is made of this.
fn for_reader(picture: Arc<Picture>, actor: &Actor) -> Arc<Picture> {
    if class_of(&picture) == Class::B || actor.visible().ceiling() >= Class::C {
        return picture;
    }
    let judgement = picture.judgement.clone().without_motives();
    Arc::new(Picture { judgement, citations: Vec::new(), ..Picture::clone(&picture) })
}

async fn load(app: &App, tx: &mut ReadTx, actor: &Actor, request: &Request, head: i64, now: Timestamp) -> Result<Picture, Failure> {
    let state = storage::pictures::state(tx, request.week).await?;
    let versions = storage::pictures::versions(tx, request.week).await?;
    let chosen = match request.version {
        Some(number) => Some(versions.into_iter().find(|v| v.publication.version == number).ok_or(Failure::NotFound)?),
        None => versions.into_iter().next(),
    };
    let tenant = crate::tenants::by_code(app, actor.tenant()).await?;
    let Some(version) = chosen else {
        let question = inputs::Question { week: request.week, filter: request.filter.clone(), as_of: head, now, live: true };
        return compute::picture(tx, whole(actor), &tenant, &question, state, Edition::Working).await;
    };
    let publication = version.publication;
    if request.filter == PictureFilter::default() {
        let text = storage::pictures::content(tx, request.week, publication.version).await?.ok_or(Failure::NotFound)?;
        let value = serde_json::from_str(&text).map_err(broken)?;
        let mut picture = documents::picture::from_json(&value).map_err(|e| broken(format!("{e:?}")))?;
        // The version is frozen; where the work stands now is not part of it.
        picture.state = state;
        return Ok(picture);
    }
    let question =
        inputs::Question { week: request.week, filter: request.filter.clone(), as_of: version.as_of, now: publication.at, live: false };
    compute::picture(tx, whole(actor), &tenant, &question, state, Edition::Version(publication)).await
}

/// The picture of a week to take out as a file. The taking out is logged.
///
/// Its texts are looked at again: what the guard marks in a working edition goes out when someone has decided that it is no personal data
/// (`kept`); in a published version someone has.
///
/// # Errors
/// As [`show`], [`Failure::NotAllowed`] without the right to take pictures out, and [`Failure::Invalid`] with every text that must be mended or
/// decided on first.
pub async fn export(app: &App, actor: &Actor, request: &Request, format: Format, kept: bool) -> Result<Arc<Picture>, Failure> {
    actor.may(Action::ExportPicture)?;
    let picture = show(app, actor, request).await?;
    let marked = texts::marked(&guard::of(app, actor).await?, &picture);
    let classes = texts::passed(&marked, kept || matches!(picture.edition, Edition::Version(_)))?;
    let tx = app.write(actor).await?;
    let mut entry = AuditEntry::new(Event::PictureExported, request.week.to_string())
        .fact("format", format.key())
        .fact("edition", picture.edition.key())
        .fact("digest", picture.digest.as_str());
    if !classes.is_empty() {
        entry = entry.fact("kept", classes.join(" "));
    }
    tx.commit(disclosures::stamped(entry, actor, class_of(&picture))).await?;
    Ok(picture)
}

/// What the guard marks in a picture as the actor may take it out.
///
/// # Errors
/// As [`show`].
pub async fn marked(app: &App, actor: &Actor, request: &Request) -> Result<Vec<Marked>, Failure> {
    let picture = show(app, actor, request).await?;
    Ok(texts::marked(&guard::of(app, actor).await?, &picture))
}

/// The week to open first: the one in progress, or the one before while that is still being
/// worked on and the day of its publication has not passed.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn current_week(app: &App, actor: &Actor) -> Result<Week, Failure> {
    actor.may(Action::ViewPicture)?;
    let now = app.now();
    let week = Week::of(now);
    let mut tx = app.read(actor).await?;
    let readable = storage::batches::readable(&mut tx).await?;
    let Some((_, last)) = storage::counts::extent(&mut tx, readable).await? else { return Ok(week) };
    // Nothing has come this week: the newest week with material says more than an empty page.
    if last < week {
        return Ok(last);
    }
    let (calendar, _) = storage::settings::calendar(&mut tx).await?;
    let early = domain::week::local(now).date() <= calendar.day(week.previous(), Moment::Publish);
    let before = storage::pictures::state(&mut tx, week.previous()).await?;
    Ok(match before {
        PictureState::Open | PictureState::Closed { .. } | PictureState::Draft { .. } | PictureState::Assessed { .. } if early => {
            week.previous()
        }
        PictureState::Open
        | PictureState::Closed { .. }
        | PictureState::Draft { .. }
        | PictureState::Assessed { .. }
        | PictureState::Published(_) => week,
    })
}

/// Weeks with material or a state, newest first.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn weeks(app: &App, actor: &Actor) -> Result<Arc<Vec<WeekListing>>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    let now = Week::of(app.now());
    let key = (actor.tenant().clone(), material(&mut tx).await?, now);
    if let Some(known) = app.pictures().weeks(&key) {
        return Ok(known);
    }
    let listings = Arc::new(list_weeks(app, &mut tx, actor, now).await?);
    app.pictures().keep_weeks(key, listings.clone());
    Ok(listings)
}

async fn list_weeks(app: &App, tx: &mut ReadTx, actor: &Actor, now: Week) -> Result<Vec<WeekListing>, Failure> {
    let readable = storage::batches::readable(tx).await?;
    let extent = storage::counts::extent(tx, readable).await?;
    let (first, last) = extent.map_or((now, now), |(first, last)| (first, last.min(now).max(first)));
    let selection = storage::incidents::Selection {
        from: first,
        to: last,
        as_of: readable,
        district: None,
        category: None,
        sender: None,
        reported: Reported::default(),
        hours: domain::week::HOURS_OF_WEEK,
    };
    let counts: std::collections::HashMap<_, _> = storage::counts::series(tx, actor.visible(), &selection).await?.into_iter().collect();
    let stated: Vec<Week> = storage::pictures::state_keys(tx).await?.into_iter().map(|(week, _)| week).collect();
    let span = last.max(now).since(first).max(0);
    let mut listings = Vec::new();
    for back in 0..=span {
        let week = last.max(now).plus(-back);
        let state = if stated.contains(&week) { storage::pictures::state(tx, week).await? } else { PictureState::Open };
        let published = match &state {
            PictureState::Published(newest) => published(app, tx, actor.tenant(), week, newest.version).await?,
            PictureState::Open | PictureState::Closed { .. } | PictureState::Draft { .. } | PictureState::Assessed { .. } => None,
        };
        listings.push(WeekListing { week, state, count: counts.get(&week).copied().unwrap_or(0), published });
    }
    Ok(listings)
}

/// The one number of a published version that the list of weeks needs.
#[derive(serde::Deserialize)]
struct Total {
    incident_count: u64,
}

/// How many incidents a version says. It never changes, so it is read once.
async fn published(app: &App, tx: &mut ReadTx, tenant: &TenantCode, week: Week, version: u32) -> Result<Option<u64>, Failure> {
    let key = (tenant.clone(), week, version);
    if let Some(known) = app.pictures().total(&key) {
        return Ok(Some(known));
    }
    let Some(text) = storage::pictures::content(tx, week, version).await? else { return Ok(None) };
    let total: Total = serde_json::from_str(&text).map_err(broken)?;
    app.pictures().keep_total(key, total.incident_count);
    Ok(Some(total.incident_count))
}

/// Published versions of a week, newest first.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn versions(app: &App, actor: &Actor, week: Week) -> Result<Vec<Publication>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::pictures::versions(&mut tx, week).await?.into_iter().map(|v| v.publication).collect())
}

/// Names of the senders of incidents, for the filter.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn sources(app: &App, actor: &Actor) -> Result<Vec<String>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    let delivered: HashSet<SenderId> = storage::counts::deliveries(&mut tx, i64::MAX).await?.into_iter().map(|(id, _)| id).collect();
    let senders = storage::senders::all(&mut tx).await?.into_iter();
    let mut names: Vec<String> = senders.filter(|s| s.is_source(delivered.contains(&s.id))).map(|s| s.name).collect();
    messages::sort_by_name(&mut names, |name| name);
    Ok(names)
}
