//! From what a person filled in to a report's content: place, time and texts checked.

use crate::App;
use crate::guard::{Guard, Texts};
use crate::imports::Ground;
use crate::reports::snapped;
use domain::categories::{Category, CategoryKind};
use domain::districts::{DistrictCode, Point};
use domain::failure::{Failure, FieldError};
use domain::reports::{LONGEST_DESCRIPTION, LONGEST_LINE, PlaceKind, PoliceReported, ReportContent, Sureness, UnsafeReason};
use jiff::{SignedDuration, Timestamp};
use storage::ReadTx;

/// Oldest thing that is reported this way.
const OLDEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Clocks differ: so much of the future counts as now.
const CLOCKS: SignedDuration = SignedDuration::from_mins(15);

/// A report as filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct NewReport {
    /// First level of the tree.
    pub category: Category,
    /// Second level.
    pub subtype: Option<String>,
    /// Place in words.
    pub place: Option<String>,
    /// Sort of place.
    pub place_kind: Option<PlaceKind>,
    /// WGS 84 latitude and longitude.
    pub position: Option<(f64, f64)>,
    /// Chosen district.
    pub district: Option<DistrictCode>,
    /// Earliest time.
    pub start: Timestamp,
    /// Latest time.
    pub end: Option<Timestamp>,
    /// How sure.
    pub sureness: Sureness,
    /// In own words.
    pub description: Option<String>,
    /// Why a place feels unsafe.
    pub reasons: Vec<UnsafeReason>,
    /// What was done at once.
    pub immediate_action: Option<String>,
    /// Whether the police were told.
    pub police_reported: PoliceReported,
    /// The writer has looked at what the guard marked, and says that it is no personal data.
    pub no_personal_data: bool,
    /// The writer has seen similar reports, and says that this is another thing.
    pub despite_similar: bool,
}

/// The content, and the guard's warnings that the writer answered.
pub(super) async fn checked(app: &App, guard: &Guard, tx: &mut ReadTx, new: &NewReport) -> Result<(ReportContent, Vec<String>), Failure> {
    let mut errors = texts(new);
    let guarded =
        [("place", new.place.as_deref()), ("description", new.description.as_deref()), ("immediate", new.immediate_action.as_deref())];
    let warnings = Texts::scan(guard, &guarded, new.no_personal_data).passed().unwrap_or_else(|marked| {
        errors.extend(marked);
        Vec::new()
    });
    errors.extend(time(new, app.now()));
    let words = crate::words::now(tx).await?;
    if new.subtype.as_ref().is_some_and(|s| !words.has_subtype(new.category, s)) {
        errors.push(FieldError::new("target", "failure-report-category"));
    }
    if new.category.kind() == CategoryKind::Planned && new.description.is_none() {
        errors.push(FieldError::new("description", "failure-report-title"));
    }
    let placed = place(app, tx, new).await?;
    match (placed, errors.is_empty()) {
        (Ok(placed), true) => Ok((content(new, placed), warnings)),
        (Ok(_), false) => Err(Failure::Invalid(errors)),
        (Err(error), _) => {
            errors.insert(0, error);
            Err(Failure::Invalid(errors))
        }
    }
}

fn content(new: &NewReport, placed: Placed) -> ReportContent {
    ReportContent {
        category: new.category,
        subtype: new.subtype.clone(),
        place: placed.name.or(new.place.clone()),
        place_kind: new.place_kind,
        point: placed.point,
        district: Some(placed.district),
        start: new.start,
        end: new.end,
        sureness: new.sureness,
        description: new.description.clone(),
        reasons: new.reasons.clone(),
        immediate_action: new.immediate_action.clone(),
        police_reported: new.police_reported,
    }
}

fn texts(new: &NewReport) -> Vec<FieldError> {
    let long = |text: &Option<String>, most: usize| text.as_ref().is_some_and(|t| t.chars().count() > most);
    let mut errors = Vec::new();
    if long(&new.place, LONGEST_LINE) {
        errors.push(FieldError::new("place", "failure-report-line"));
    }
    if long(&new.description, LONGEST_DESCRIPTION) {
        errors.push(FieldError::new("description", "failure-report-description"));
    }
    if long(&new.immediate_action, LONGEST_LINE) {
        errors.push(FieldError::new("immediate", "failure-report-line"));
    }
    errors
}

fn time(new: &NewReport, now: Timestamp) -> Option<FieldError> {
    let planned = new.category.kind() == CategoryKind::Planned;
    if new.end.is_some_and(|end| end < new.start) {
        return Some(FieldError::new("to", "failure-report-end"));
    }
    if !planned && new.start > now + CLOCKS {
        return Some(FieldError::new("day", "failure-report-future"));
    }
    let far = new.start < now - OLDEST || new.start > now + OLDEST;
    far.then(|| FieldError::new("day", "failure-report-old"))
}

/// Where a report is.
struct Placed {
    point: Option<Point>,
    district: DistrictCode,
    /// The place as the register writes it, when the register knows it.
    name: Option<String>,
}

/// Position and district: a position says most, then a named place, then the chosen district.
async fn place(app: &App, tx: &mut ReadTx, new: &NewReport) -> Result<Result<Placed, FieldError>, Failure> {
    let Some(ground) = Ground::now(tx, app).await? else { return Err(Failure::Conflict("failure-no-districts")) };
    let named = match &new.place {
        Some(name) => storage::places::by_name(tx, name).await?,
        None => None,
    };
    let name = named.as_ref().map(|place| place.name.clone());
    if let Some((lat, lon)) = new.position {
        let Ok(point) = intake::coordinates::from_degrees(lat, lon) else {
            return Ok(Err(FieldError::new("place", "failure-position")));
        };
        return Ok(match ground.at(&point) {
            Some(district) => {
                let district = district.code.clone();
                Ok(Placed { point: snapped::position(tx, &ground, point).await?, district, name })
            }
            None => Err(FieldError::new("place", "failure-report-outside")),
        });
    }
    if let Some(place) = named {
        let inside = place.point.and_then(|p| ground.at(&p)).map(|d| d.code.clone());
        if let Some(code) = inside.or(place.district).or(new.district.clone()) {
            return Ok(Ok(Placed { point: place.point, district: code, name }));
        }
    }
    let chosen = new.district.as_ref().map(|code| ground.named(code.as_str()));
    Ok(match chosen {
        Some(Some(district)) => Ok(Placed { point: None, district: district.code.clone(), name }),
        Some(None) => Err(FieldError::new("district", "failure-report-district")),
        None => Err(FieldError::new("place", "failure-report-place")),
    })
}
