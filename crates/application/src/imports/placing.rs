//! From a row of a file to a row of the store: its district, its category, its keys.

use crate::App;
use crate::codes::Codes;
use crate::guard::Guard;
use analysis::place::Areas;
use domain::categories::Category;
use domain::districts::{District, DistrictCode, DistrictSet, DistrictShape, Point};
use domain::failure::Failure;
use domain::ids::IncidentId;
use domain::imports::{Field, Mapping, Outside, Reason, Rejection};
use domain::incidents::IncomingIncident;
use domain::names::folded;
use domain::week::{Week, clock_seconds, hour_of_week, local};
use intake::Outcome;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use storage::ReadTx;
use storage::incidents::NewIncident;

/// A version of the districts, ready for looking positions and names up.
pub(crate) struct Ground {
    areas: Areas,
    districts: Vec<District>,
    by_code: HashMap<String, usize>,
    /// `None` for a name that several districts have.
    by_name: HashMap<String, Option<usize>>,
    /// West, south, east and north of all districts.
    bounds: [f64; 4],
}

impl Ground {
    fn new(shapes: Vec<DistrictShape>) -> Self {
        let by_code = shapes.iter().enumerate().map(|(index, shape)| (folded(shape.code.as_str()), index)).collect();
        let mut by_name = HashMap::new();
        for (index, shape) in shapes.iter().enumerate() {
            by_name.entry(folded(&shape.name)).and_modify(|known| *known = None).or_insert(Some(index));
        }
        let parts: Vec<_> = shapes.iter().map(|s| s.parts.clone()).collect();
        let empty = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        let positions = parts.iter().flatten().flatten().flatten();
        let bounds = positions.fold(empty, |[w, s, e, n], [x, y]| [w.min(*x), s.min(*y), e.max(*x), n.max(*y)]);
        let districts = shapes.into_iter().map(|s| District { code: s.code, name: s.name }).collect();
        Self { areas: Areas::new(&parts), districts, by_code, by_name, bounds }
    }

    /// The districts that hold today; `None` before any have been imported.
    pub(crate) async fn now(tx: &mut ReadTx, app: &App) -> Result<Option<Arc<Ground>>, Failure> {
        let Some(set) = storage::districts::on_day(tx, local(app.now()).date(), i64::MAX).await? else { return Ok(None) };
        Ok(Some(Self::of(tx, app, &set).await?))
    }

    async fn of(tx: &mut ReadTx, app: &App, set: &DistrictSet) -> Result<Arc<Ground>, Failure> {
        Ok(match app.ground(set.id) {
            Some(known) => known,
            None => app.keep_ground(set.id, Ground::new(storage::districts::shapes(tx, set.id).await?)),
        })
    }

    /// The district that a position lies in.
    pub(crate) fn at(&self, point: &Point) -> Option<&District> {
        self.districts.get(self.areas.locate(point.x, point.y)?)
    }

    /// Metres between a position and the rectangle around all districts.
    fn distance(&self, point: &Point) -> f64 {
        let [west, south, east, north] = self.bounds;
        (west - point.x).max(point.x - east).max(0.0).hypot((south - point.y).max(point.y - north).max(0.0))
    }

    /// The district of a code or of a name that no other district has.
    pub(crate) fn named(&self, name: &str) -> Option<&District> {
        let name = folded(name);
        self.districts.get(*self.by_code.get(&name).or_else(|| self.by_name.get(&name)?.as_ref())?)
    }

    /// Whether several districts have a name.
    fn is_shared(&self, name: &str) -> bool {
        self.by_name.get(&folded(name)).is_some_and(Option::is_none)
    }
}

/// How the district of a row became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    /// By its position, its name, or the register of places.
    Known,
    /// It lies outside the districts, and the operator keeps such rows.
    Outside,
    /// The row tells a street or a place that no register knows, and nothing more.
    Unknown,
}

/// Metres from the districts beyond which a list as a whole is in another coordinate system, not outside the municipality.
const FAR: f64 = 100_000.0;
/// Positions that it takes to tell.
const FEWEST: usize = 3;

/// What rows of one file are placed with.
pub(super) struct Placing {
    /// Versions of the districts, newest first.
    grounds: Vec<(DistrictSet, Arc<Ground>)>,
    codes: Codes,
    pub(super) guard: Guard,
    published: HashSet<Week>,
    outside: Outside,
    /// Whether the file's first rows all lie far off in one block.
    is_far_off: bool,
    /// Districts of the named places.
    places: HashMap<String, DistrictCode>,
}

impl Placing {
    /// Loads every version of the districts, the table of codes and the published weeks.
    ///
    /// # Errors
    /// [`Failure::Conflict`] without districts, unless rows outside them are kept.
    pub(super) async fn load(tx: &mut ReadTx, app: &App, guard: Guard, outside: Outside) -> Result<Self, Failure> {
        let mut grounds = Vec::new();
        for set in storage::districts::sets(tx).await? {
            let ground = Ground::of(tx, app, &set).await?;
            grounds.push((set, ground));
        }
        if grounds.is_empty() && outside == Outside::Refuse {
            return Err(Failure::Conflict("failure-no-districts"));
        }
        Ok(Self {
            grounds,
            codes: Codes::read(tx).await?,
            guard,
            published: storage::pictures::published_weeks(tx).await?.into_iter().collect(),
            outside,
            is_far_off: false,
            places: places(tx).await?,
        })
    }

    /// Looks at the first rows of a file: when all their positions lie far from the districts, they are numbers of another
    /// coordinate system, and no choice to keep rows outside the districts makes them right.
    pub(super) fn look_at(&mut self, first: &[Outcome]) {
        let point = |outcome: &Outcome| match outcome {
            Outcome::Row(row) => row.point,
            Outcome::Rejected(_) => None,
        };
        let points: Vec<Point> = first.iter().filter_map(point).collect();
        self.is_far_off = points.len() >= FEWEST && points.iter().all(|point| self.is_far(point));
    }

    fn is_far(&self, point: &Point) -> bool {
        !self.grounds.is_empty() && self.grounds.iter().all(|(_, ground)| ground.distance(point) > FAR)
    }

    /// Places a row, or says why it cannot be used.
    pub(super) fn place(&self, app: &App, row: IncomingIncident, mapping: &Mapping) -> Result<(NewIncident, Area), Rejection> {
        let cell = row.sheet.clone();
        let reject = |field: Field, reason: Reason| {
            let cell = cell.as_ref().map(|sheet| sheet.cell(Some(field), row.row));
            Rejection { row: row.row, column: mapping.columns.get(&field).cloned(), cell, reason }
        };
        if let Some(point) = row.point.filter(|point| self.is_far_off && self.is_far(point)) {
            let metres = mapping.columns.contains_key(&Field::Northing);
            let (field, text) = if metres {
                (Field::Northing, format!("{:.0}, {:.0}", point.y, point.x))
            } else {
                (Field::Latitude, format!("{:.5}, {:.5}", point.lat, point.lon))
            };
            return Err(reject(field, Reason::WrongCoordinateSystem(text)));
        }
        personal_data(&self.guard, &row).map_or(Ok(()), |(field, reason)| Err(reject(field, reason)))?;
        let (category, subtype) = match &row.code {
            Some(code) => self.codes.find(code).cloned().ok_or_else(|| reject(Field::Code, Reason::UnknownCode(code.clone())))?,
            None if mapping.columns.contains_key(&Field::Code) => return Err(reject(Field::Code, Reason::Missing)),
            None => (Category::Other, None),
        };
        let (district, area) = self.district(&row).map_err(|(field, reason)| reject(field, reason))?;
        Ok((ready(app, row, category, subtype, district, &self.published), area))
    }

    /// The version of the districts that the picture of an instant's week is drawn with.
    fn ground(&self, at: Timestamp) -> Option<&Ground> {
        let sunday = Week::of(at).sunday();
        let covers = |set: &DistrictSet| set.valid_from <= sunday && set.valid_to.is_none_or(|to| sunday < to);
        let found = self.grounds.iter().find(|(set, _)| covers(set)).or(self.grounds.first());
        found.map(|(_, ground)| ground.as_ref())
    }

    fn district(&self, row: &IncomingIncident) -> Result<(Option<DistrictCode>, Area), (Field, Reason)> {
        let ground = self.ground(row.start);
        let found = match (&row.point, &row.district) {
            (Some(point), _) => ground.and_then(|g| g.at(point)).ok_or((Field::Latitude, Reason::OutsideDistricts)),
            (None, Some(name)) => ground.and_then(|g| g.named(name)).ok_or_else(|| {
                let is_shared = ground.is_some_and(|g| g.is_shared(name));
                let reason = if is_shared { Reason::SharedDistrict } else { Reason::UnknownDistrict };
                (Field::District, reason(name.clone()))
            }),
            (None, None) => return Ok(self.by_register(row)),
        };
        match (found, self.outside) {
            (Ok(district), _) => Ok((Some(district.code.clone()), Area::Known)),
            (Err(_), Outside::Keep) => Ok((None, Area::Outside)),
            (Err(fault), Outside::Refuse) => Err(fault),
        }
    }

    /// The district of a row that tells only a street or a place: what happened is an incident though nobody can draw it.
    fn by_register(&self, row: &IncomingIncident) -> (Option<DistrictCode>, Area) {
        let known = row.place.as_ref().and_then(|place| self.places.get(&folded(place))).cloned();
        let area = if known.is_some() { Area::Known } else { Area::Unknown };
        (known, area)
    }
}

/// Districts of the named places that have one, by the folded name.
async fn places(tx: &mut ReadTx) -> Result<HashMap<String, DistrictCode>, Failure> {
    let all = storage::places::all(tx).await?.into_iter();
    Ok(all.filter_map(|(_, place)| Some((folded(&place.name), place.district?))).collect())
}

/// The first text cell that seems to hold personal data.
fn personal_data(guard: &Guard, row: &IncomingIncident) -> Option<(Field, Reason)> {
    // What is left when the house number is gone is looked at too: it is what would be stored.
    let cells = [
        (Field::Place, &row.written_place),
        (Field::Place, &row.place),
        (Field::District, &row.district),
        (Field::Code, &row.code),
        (Field::RowId, &row.source_id),
    ];
    cells.into_iter().find_map(|(field, text)| Some((field, Reason::PersonalData(found(guard, field, text.as_deref()?)?))))
}

/// Key of the class of personal data that a cell of a field seems to hold.
fn found(guard: &Guard, field: Field, cell: &str) -> Option<&'static str> {
    if matches!(field, Field::Place | Field::District) { guard.found_in_place(cell) } else { guard.found(cell) }
}

/// What a preview shows in place of a cell that seems to hold personal data: the class, never the value.
pub(super) fn hidden(guard: &Guard, field: Option<Field>, cell: &str) -> Option<String> {
    let class = match field {
        Some(field) => found(guard, field, cell),
        None => guard.found(cell),
    };
    class.and_then(privacy::Class::from_key).map(|class| privacy::replacement(class).to_owned())
}

/// The key of a row that carries the sender's own id.
fn key_of_id(row: &IncomingIncident) -> Option<[u8; 16]> {
    row.source_id.as_ref().map(|id| hashed(&["id", id]))
}

fn ready(
    app: &App,
    row: IncomingIncident,
    category: Category,
    subtype: Option<String>,
    district: Option<DistrictCode>,
    published: &HashSet<Week>,
) -> NewIncident {
    let fingerprint = fingerprint(&row, category, subtype.as_deref(), district.as_ref());
    let row_key = key_of_id(&row).unwrap_or(fingerprint);
    let end = row.end.unwrap_or(row.start);
    NewIncident {
        id: IncidentId(app.new_id()),
        row_key,
        fingerprint,
        category,
        subtype,
        district,
        place: row.place,
        start: row.start,
        end: row.end,
        local: (clock_seconds(row.start), clock_seconds(end).max(clock_seconds(row.start))),
        hour_of_week: hour_of_week(row.start),
        point: row.point,
        count: row.count,
        late: published.contains(&Week::of(row.start)),
        line: row.row,
        code: row.code,
        report: None,
    }
}

fn fingerprint(row: &IncomingIncident, category: Category, subtype: Option<&str>, district: Option<&DistrictCode>) -> [u8; 16] {
    let point = row.point.map(|p| format!("{:.6} {:.6}", p.lon, p.lat)).unwrap_or_default();
    hashed(&[
        "row",
        row.source_id.as_deref().unwrap_or_default(),
        &row.start.as_second().to_string(),
        &row.end.map(|e| e.as_second().to_string()).unwrap_or_default(),
        category.code(),
        subtype.unwrap_or_default(),
        row.code.as_deref().unwrap_or_default(),
        district.map(DistrictCode::as_str).unwrap_or_default(),
        row.place.as_deref().unwrap_or_default(),
        &point,
        &row.count.to_string(),
    ])
}

/// The first 16 bytes of SHA-256 over the texts, each with its length before it.
pub(crate) fn hashed(texts: &[&str]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    let digest = hasher.finalize();
    std::array::from_fn(|i| digest[i])
}
