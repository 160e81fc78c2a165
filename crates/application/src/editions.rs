//! The public edition of a week: made from the frozen picture, shown to anyone, withdrawn with a reason (dossier §11.4 G-9).

mod build;
mod tables;

pub(crate) use build::Source;

use crate::app::broken;
use crate::{App, guard};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::districts::DistrictOutline;
use domain::editions::{EditionListing, PublicEdition, Told};
use domain::failure::{Failure, FieldError};
use domain::pictures::Picture;
use domain::policy::Action;
use domain::tenants::{Tenant, TenantCode};
use domain::week::Week;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use storage::settings::Switch;
use storage::{ReadTx, WriteTx};

/// Longest text in the municipality's own words, characters.
pub const LONGEST_WORDS: usize = 1_000;

/// What a person adds to a public edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicWords {
    /// In the municipality's own words; may be empty.
    pub text: String,
    /// Which coming events of the picture are open to everyone, by their place in its list.
    pub coming: Vec<usize>,
}

/// Whether the tenant has public editions. It has none until someone turns them on.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn are_on(app: &App, actor: &Actor) -> Result<bool, Failure> {
    let mut tx = app.read(actor).await?;
    is_on(&mut tx).await
}

pub(crate) async fn is_on(tx: &mut ReadTx) -> Result<bool, Failure> {
    Ok(storage::settings::is_on(tx, Switch::PublicEditions).await?)
}

/// Turns public editions on or off. Off hides the published ones too; they are kept.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but those who manage the tenant.
pub async fn turn(app: &App, actor: &Actor, on: bool) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let mut tx = app.write(actor).await?;
    storage::settings::turn(&mut tx, permit, Switch::PublicEditions, on).await?;
    let value = if on { "on" } else { "off" };
    tx.commit(AuditEntry::new(Event::SettingsChanged, Switch::PublicEditions.key()).fact("value", value)).await?;
    Ok(())
}

/// Editions that anyone may read, newest week first: of each week the newest that is not withdrawn.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such tenant or it has no public editions: the same to those who ask.
pub async fn open_list(app: &App, tenant: &TenantCode) -> Result<(Tenant, Vec<EditionListing>), Failure> {
    let (tenant, mut tx) = open(app, tenant).await?;
    let mut newest: Vec<EditionListing> = Vec::new();
    for edition in storage::editions::list(&mut tx).await? {
        if edition.withdrawn.is_none() && newest.last().is_none_or(|last| last.week != edition.week) {
            newest.push(edition);
        }
    }
    Ok((tenant, newest))
}

/// What anyone may see of a week.
#[derive(Clone, Debug, PartialEq)]
pub enum OpenEdition {
    /// The edition, with the outlines of its districts.
    Shown(Box<PublicEdition>, Arc<Vec<DistrictOutline>>),
    /// It has been withdrawn: when, and why.
    Withdrawn(EditionListing),
}

/// The newest edition of a week that is not withdrawn; when all are, that they are.
///
/// # Errors
/// [`Failure::NotFound`] as [`open_list`], and for a week without an edition.
pub async fn open_one(app: &App, tenant: &TenantCode, week: Week) -> Result<(Tenant, OpenEdition), Failure> {
    let (tenant, mut tx) = open(app, tenant).await?;
    let editions = storage::editions::of_week(&mut tx, week).await?;
    if let Some(shown) = editions.iter().find(|e| e.withdrawn.is_none()) {
        let text = storage::editions::content(&mut tx, week, shown.version).await?.ok_or(Failure::NotFound)?;
        let outlines = crate::districts::open_outlines(app, tx, week, shown.version).await?;
        return Ok((tenant, OpenEdition::Shown(Box::new(read(&text)?), outlines)));
    }
    let withdrawn = editions.into_iter().next().ok_or(Failure::NotFound)?;
    Ok((tenant, OpenEdition::Withdrawn(withdrawn)))
}

/// A store read for someone who has not signed in: only what this module takes from it.
async fn open(app: &App, tenant: &TenantCode) -> Result<(Tenant, ReadTx), Failure> {
    let tenant = crate::tenants::by_code(app, tenant).await?;
    let mut tx = app.read(&Actor::visitor(tenant.code.clone())).await?;
    if !is_on(&mut tx).await? {
        return Err(Failure::NotFound);
    }
    Ok((tenant, tx))
}

/// Editions of a week, newest version first, with the withdrawn ones.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn of_week(app: &App, actor: &Actor, week: Week) -> Result<Vec<EditionListing>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::editions::of_week(&mut tx, week).await?)
}

/// Withdraws an edition. It is kept, and its page says that it was withdrawn and why.
///
/// # Errors
/// [`Failure::Invalid`] for a reason that is missing, too long or seems to hold personal data; [`Failure::NotFound`] when there is no such edition
/// or it is withdrawn already.
pub async fn withdraw(app: &App, actor: &Actor, week: Week, version: u32, reason: &str) -> Result<(), Failure> {
    let permit = actor.may(Action::PublishPicture)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Failure::invalid("withdraw-reason", "failure-reason-missing"));
    }
    if reason.chars().count() > 500 {
        return Err(Failure::invalid("withdraw-reason", "failure-reason-long"));
    }
    let guard = guard::of(app, actor).await?;
    guard.refused("withdraw-reason", Some(reason)).map_or(Ok(()), |e| Err(Failure::Invalid(vec![e])))?;
    let mut tx = app.write(actor).await?;
    if !storage::editions::withdraw(&mut tx, permit, week, version, actor.name(), reason).await? {
        return Err(Failure::NotFound);
    }
    tx.commit(AuditEntry::new(Event::EditionWithdrawn, week.to_string()).fact("version", version.to_string())).await?;
    Ok(())
}

/// Makes the edition of a picture as it would be published, with what readers already have taken into account. `None` when a correction counts
/// by other districts than the edition before: two that cannot be compared side by side could give a small count away.
pub(crate) async fn make(tx: &mut ReadTx, picture: &Picture, version: u32, words: &PublicWords) -> Result<Option<PublicEdition>, Failure> {
    let seen = storage::editions::contents(tx, picture.week.plus(-build::WEEKS), picture.week.plus(build::WEEKS)).await?;
    let seen = seen.iter().map(|text| read(text)).collect::<Result<Vec<_>, _>>()?;
    let mut weeks: BTreeMap<Week, Vec<Told>> = BTreeMap::new();
    for edition in &seen {
        for week in &edition.weekly {
            weeks.entry(week.week).or_default().push(week.count);
        }
    }
    let earlier: Vec<&PublicEdition> = seen.iter().filter(|e| e.week == picture.week).collect();
    let source = Source { picture, version, words, earlier: &earlier, weeks: &weeks };
    Ok(build::edition(&source).map(sealed))
}

/// With the digest of everything else in it.
fn sealed(edition: PublicEdition) -> PublicEdition {
    let digest = hex::encode(Sha256::digest(documents::edition::json(&edition).to_string()));
    PublicEdition { digest, ..edition }
}

/// Freezes the edition of a picture that is being published.
pub(crate) async fn freeze(
    tx: &mut WriteTx,
    actor: &Actor,
    picture: &Picture,
    version: u32,
    words: &PublicWords,
) -> Result<PublicEdition, Failure> {
    let permit = actor.may(Action::PublishPicture)?;
    if !is_on(tx).await? {
        return Err(Failure::Conflict("failure-editions-off"));
    }
    if words.text.chars().count() > LONGEST_WORDS {
        return Err(Failure::Invalid(vec![FieldError::new("words", "failure-words-long").with(LONGEST_WORDS.to_string())]));
    }
    let edition = make(tx, picture, version, words).await?.ok_or(Failure::Conflict("failure-edition-districts"))?;
    storage::editions::insert(tx, permit, &edition, actor.name(), &documents::edition::json(&edition).to_string()).await?;
    Ok(edition)
}

fn read(text: &str) -> Result<PublicEdition, Failure> {
    let value = serde_json::from_str(text).map_err(broken)?;
    documents::edition::from_json(&value).map_err(broken)
}
