//! What a question is answered from, read in one state of the store, with the digest of it.

use crate::pictures::findings::bands::BACK;
use crate::pictures::inputs::beginning;
use domain::actor::Visible;
use domain::districts::{District, DistrictShape, Polygon};
use domain::failure::{Failure, FieldError};
use domain::ids::{DistrictSetId, SenderId};
use domain::reports::Reported;
use domain::week::{HOURS_OF_WEEK, Week};
use domain::workbook::{Question, Technique};
use sha2::{Digest, Sha256};
use storage::ReadTx;
use storage::incidents::{PictureIncident, Selection};

/// Most incidents that are read one by one.
pub(super) const MOST_ROWS: u64 = 300_000;

/// What a question is answered from.
pub(super) struct Material {
    set: Option<DistrictSetId>,
    pub(super) districts: Vec<District>,
    /// Ground of the districts asked about, square metres; `None` without boundaries, or when not asked for.
    pub(super) ground: Option<f64>,
    /// Shapes of every district, for what is drawn or measured over the ground; empty when not asked for.
    pub(super) shapes: Vec<DistrictShape>,
    /// First week of the source's material, or any source's.
    pub(super) first: Option<Week>,
    /// Incidents of the question's weeks.
    pub(super) incidents: u64,
    /// Counts of weeks: those asked about, and what they are compared with.
    pub(super) counts: Vec<(Week, u64)>,
    /// The incidents themselves, for methods that look at each; empty when there are too many.
    pub(super) rows: Vec<PictureIncident>,
}

/// The boundaries of a week, in a state of the store.
pub(super) async fn districts(tx: &mut ReadTx, week: Week, as_of: i64) -> Result<(Option<DistrictSetId>, Vec<District>), Failure> {
    Ok(match storage::districts::on_day(tx, week.sunday(), as_of).await? {
        Some(set) => (Some(set.id), storage::districts::list(tx, set.id).await?),
        None => (None, Vec::new()),
    })
}

/// Reads it.
pub(super) async fn read(tx: &mut ReadTx, visible: Visible, question: &Question, as_of: i64) -> Result<Material, Failure> {
    let (set, districts) = districts(tx, question.to, as_of).await?;
    if let Some(code) = question.district.as_ref().filter(|code| districts.iter().all(|d| d.code != **code)) {
        return Err(Failure::Invalid(vec![FieldError::new("district", "failure-parameter-value").with(code.to_string())]));
    }
    let sender = sender(tx, question, as_of).await?;
    let selection = |from: Week, to: Week| Selection {
        from,
        to,
        as_of,
        district: question.district.clone(),
        category: question.category,
        sender,
        reported: Reported::default(),
        hours: HOURS_OF_WEEK,
    };
    let (from, to) = match question.technique {
        Technique::Trend => (question.from.plus(-BACK), question.to),
        Technique::Periods { from, to } => (question.from.min(from), question.to.max(to)),
        Technique::Pulse
        | Technique::NearRepeat { .. }
        | Technique::Concentration { .. }
        | Technique::HotSquares { .. }
        | Technique::Density { .. }
        | Technique::LifeLines => (question.from, question.to),
    };
    let counts = storage::counts::series(tx, visible, &selection(from, to)).await?;
    let incidents = counts.iter().filter(|(w, _)| *w >= question.from && *w <= question.to).map(|(_, n)| n).sum();
    let by_one = question.technique.looks_at_each();
    let rows = match by_one && incidents <= MOST_ROWS {
        true => storage::incidents::of_weeks(tx, visible, &selection(from, to)).await?,
        false => Vec::new(),
    };
    // What was there in the first week of all was not seen to begin.
    let first = match by_one && question.technique != Technique::LifeLines {
        true => None,
        false => {
            let weeks = storage::counts::weeks_of_senders(tx, from, to, as_of).await?;
            beginning(to, weeks.iter().filter(|(id, _)| sender.is_none_or(|s| s == *id)).map(|(_, week)| *week))
        }
    };
    let ground = match (set, question.technique) {
        (Some(set), Technique::Concentration { .. }) => Some(ground(tx, set, question).await?),
        (Some(_) | None, _) => None,
    };
    let shapes = match (set, question.technique) {
        (Some(set), Technique::Density { .. }) => storage::districts::shapes(tx, set).await?,
        (Some(_) | None, _) => Vec::new(),
    };
    Ok(Material { set, districts, ground, shapes, first, incidents, counts, rows })
}

async fn sender(tx: &mut ReadTx, question: &Question, as_of: i64) -> Result<Option<SenderId>, Failure> {
    let Some(name) = &question.source else { return Ok(None) };
    let known = storage::senders::meant(tx, name, as_of).await?;
    let unknown = || Failure::Invalid(vec![FieldError::new("source", "failure-parameter-value").with(name.as_str())]);
    known.map(Some).ok_or_else(unknown)
}

/// Ground of the district asked about, or of all.
async fn ground(tx: &mut ReadTx, set: DistrictSetId, question: &Question) -> Result<f64, Failure> {
    let shapes = storage::districts::shapes(tx, set).await?;
    let asked = shapes.iter().filter(|s| question.district.as_ref().is_none_or(|code| s.code == *code));
    Ok(asked.flat_map(|s| &s.parts).map(area).sum())
}

/// Square metres of a polygon: its outer ring less its holes.
fn area(polygon: &Polygon) -> f64 {
    let ring = |ring: &[[f64; 2]]| (ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum::<f64>() / 2.0).abs();
    let mut rings = polygon.iter().map(|r| ring(r));
    rings.next().unwrap_or(0.0) - rings.sum::<f64>()
}

impl Material {
    /// Name of the district asked about.
    pub(super) fn district_name(&self, question: &Question) -> Option<String> {
        let code = question.district.as_ref()?;
        self.districts.iter().find(|d| d.code == *code).map(|d| d.name.clone())
    }

    /// SHA-256 over all of it in its fixed order, with the question.
    pub(super) fn digest(&self, question: &Question) -> String {
        let mut hasher = Sha256::new();
        let mut add = |text: &str| {
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        };
        question.pairs().iter().for_each(|(name, value)| add(&format!("{name}={value}")));
        add(&self.set.map_or_else(|| "-".to_owned(), |set| set.to_string()));
        add(&format!("{} {:?}", self.first.map_or_else(|| "-".to_owned(), |w| w.to_string()), self.ground));
        self.counts.iter().for_each(|(week, count)| add(&format!("{week} {count}")));
        for r in &self.rows {
            let district = r.district.as_ref().map_or("-", |d| d.as_str());
            let [x, y] = r.position.unwrap_or([0.0, 0.0]);
            let place = r.place.as_deref().unwrap_or("-");
            add(&format!("{} {} {district} {place} {} {} {x:.1} {y:.1} {}", r.week, r.category, r.local_start, r.local_end, r.count));
        }
        hex::encode(hasher.finalize())
    }
}
