//! The register of named places: what people call places, with the district they lie in.

use crate::imports::Ground;
use crate::{App, guard};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::PlaceId;
use domain::names;
use domain::policy::Action;
use domain::reports::{LONGEST_LINE, NamedPlace};
use domain::week::Week;
use std::collections::HashSet;

/// Most names offered while someone writes.
const MOST_SUGGESTIONS: u32 = 400;

/// Weeks back that a place in use is looked for.
const IN_USE_WEEKS: i64 = 52;

/// A place to add.
#[derive(Clone, Debug)]
pub struct NewPlace {
    /// As people call it.
    pub name: String,
    /// District, when no position is given.
    pub district: Option<DistrictCode>,
    /// WGS 84 latitude and longitude.
    pub position: Option<(f64, f64)>,
}

/// Every named place, by name.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to keep the register.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<(PlaceId, NamedPlace)>, Failure> {
    actor.may(Action::EditPlaces)?;
    let mut tx = app.read(actor).await?;
    let mut all = storage::places::all(&mut tx).await?;
    messages::sort_by_name(&mut all, |(_, place)| &place.name);
    Ok(all)
}

/// Adds a place. The district follows from the position when there is one.
///
/// # Errors
/// [`Failure::Invalid`] for a name, position or district that cannot be used,
/// [`Failure::Conflict`] when the name is taken.
pub async fn add(app: &App, actor: &Actor, new: &NewPlace) -> Result<PlaceId, Failure> {
    let permit = actor.may(Action::EditPlaces)?;
    let name = new.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_LINE {
        return Err(Failure::invalid("name", "failure-place-name"));
    }
    let guard = guard::of(app, actor).await?;
    if let Some(error) = guard.refused("name", Some(&name)) {
        return Err(Failure::Invalid(vec![error]));
    }
    let mut tx = app.write(actor).await?;
    let ground = Ground::now(&mut tx, app).await?.ok_or(Failure::Conflict("failure-no-districts"))?;
    let position = |(lat, lon)| intake::coordinates::from_degrees(lat, lon).map_err(|_| Failure::invalid("position", "failure-position"));
    let point = new.position.map(position).transpose()?;
    let district = match (&point, &new.district) {
        (Some(point), _) => ground.at(point).ok_or_else(|| Failure::invalid("position", "failure-report-outside"))?,
        (None, Some(code)) => ground.named(code.as_str()).ok_or_else(|| Failure::invalid("district", "failure-report-district"))?,
        (None, None) => return Err(Failure::invalid("district", "failure-report-district")),
    };
    let place = NamedPlace { name, district: Some(district.code.clone()), point };
    let id = PlaceId(app.new_id());
    if storage::places::by_name(&mut tx, &place.name).await?.is_some() {
        return Err(Failure::Conflict("failure-place-taken"));
    }
    if !storage::places::insert(&mut tx, permit, id, &place).await? {
        return Err(Failure::Conflict("failure-place-taken"));
    }
    tx.commit(AuditEntry::new(Event::PlaceAdded, id.to_string())).await?;
    Ok(id)
}

/// Removes a place from the register. Reports keep the name they were given.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub async fn remove(app: &App, actor: &Actor, id: PlaceId) -> Result<(), Failure> {
    let permit = actor.may(Action::EditPlaces)?;
    let mut tx = app.write(actor).await?;
    if !storage::places::remove(&mut tx, permit, id).await? {
        return Err(Failure::NotFound);
    }
    tx.commit(AuditEntry::new(Event::PlaceRemoved, id.to_string())).await?;
    Ok(())
}

/// Names to offer while someone writes where: the register, then places that have been named at
/// least twice in the last year.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to file reports.
pub async fn suggestions(app: &App, actor: &Actor) -> Result<Vec<NamedPlace>, Failure> {
    actor.may(Action::FileReport)?;
    let mut tx = app.read(actor).await?;
    let since = Week::of(app.now()).index() - IN_USE_WEEKS;
    let mut registered: Vec<NamedPlace> = storage::places::all(&mut tx).await?.into_iter().map(|(_, place)| place).collect();
    messages::sort_by_name(&mut registered, |place| &place.name);
    let in_use = storage::places::in_use(&mut tx, since, 2, MOST_SUGGESTIONS).await?;
    let mut seen = HashSet::new();
    Ok(registered.into_iter().chain(in_use).filter(|p| seen.insert(names::folded(&p.name))).take(MOST_SUGGESTIONS as usize).collect())
}
