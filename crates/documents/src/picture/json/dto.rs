//! Types of the JSON, in the order the members stand.

use super::findings::FindingsJson;
use crate::words::WordsJson;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct PictureJson {
    pub tenant: String,
    pub tenant_name: String,
    pub week: String,
    pub edition: String,
    pub publication: Option<PublicationJson>,
    pub state: StateJson,
    pub filter: FilterJson,
    pub at: String,
    pub so_far: Option<String>,
    pub incident_count: u64,
    pub crime_count: u64,
    pub unsafety_count: u64,
    pub change: ChangeJson,
    /// Repeats the comparison with the last twelve weeks; not read back.
    #[serde(default)]
    pub expected: Option<ExpectedJson>,
    pub comparisons: Vec<ComparisonJson>,
    pub notable: Vec<NotableJson>,
    pub weekly: Vec<WeekJson>,
    pub districts: Vec<DistrictJson>,
    pub categories: Vec<CategoryJson>,
    pub pulse: Vec<Vec<f64>>,
    pub pulse_basis: PulseBasisJson,
    pub hotspot_spans: Vec<u32>,
    pub hotspots: Vec<HotspotJson>,
    pub map: MapJson,
    pub coming: Vec<ComingJson>,
    /// Follows from the week and `at`; not read back.
    #[serde(default)]
    pub holidays: Vec<HolidayJson>,
    pub context: Vec<ContextJson>,
    /// Missing in versions from before meetings were kept.
    #[serde(default)]
    pub judgement: JudgementJson,
    /// Missing in versions from before analyses were kept.
    #[serde(default)]
    pub citations: Vec<CitationJson>,
    /// Missing in versions from before authorities had words of their own.
    #[serde(default)]
    pub words: WordsJson,
    pub sources: Vec<SourceJson>,
    pub late: Vec<LateJson>,
    /// Missing in versions from before findings were made.
    #[serde(default)]
    pub findings: FindingsJson,
    pub digest: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PublicationJson {
    pub version: u32,
    pub at: String,
    pub by: String,
    pub correction: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(super) enum StateJson {
    Open,
    Closed { at: String },
    Draft { at: String },
    Assessed { at: String },
    Published(PublicationJson),
}

#[derive(Serialize, Deserialize)]
pub(super) struct FilterJson {
    pub district: Option<String>,
    pub district_name: Option<String>,
    pub category: Option<String>,
    pub source: Option<String>,
    /// Missing in versions from before pictures were asked what reports say, as the next.
    #[serde(default)]
    pub certainty: Option<String>,
    #[serde(default)]
    pub police_reported: Option<String>,
    pub span_weeks: u32,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ChangeJson {
    New,
    Grown,
    Unchanged,
    Shrunk,
    Gone,
    Unknown,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CertaintyJson {
    Clear,
    Probable,
    WithinChance,
    CannotTell,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AgainstJson {
    FourWeeks,
    TwelveWeeks,
    LastYear,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct ExpectedJson {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ComparisonJson {
    pub against: AgainstJson,
    pub weeks: u32,
    pub expected: Option<ExpectedJson>,
    pub change: ChangeJson,
    pub certainty: CertaintyJson,
}

/// Pictures published before windows of several weeks are of one.
fn one_week() -> u32 {
    1
}

#[derive(Serialize, Deserialize)]
pub(super) struct NotableJson {
    pub district: Option<String>,
    pub district_name: Option<String>,
    #[serde(default)]
    pub town: bool,
    #[serde(default)]
    pub place: Option<String>,
    /// Missing in versions from before findings had pages.
    #[serde(default)]
    pub circle: Option<CircleJson>,
    pub category: String,
    #[serde(default)]
    pub mixed: bool,
    pub count: u64,
    #[serde(default = "one_week")]
    pub weeks: u32,
    pub expected: ExpectedJson,
    pub change: ChangeJson,
    pub certainty: CertaintyJson,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct CircleJson {
    pub east: f64,
    pub north: f64,
    pub radius: f64,
    pub side: f64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WeekJson {
    pub week: String,
    pub count: Option<u64>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct DistrictJson {
    pub code: Option<String>,
    pub name: String,
    pub count: u64,
    pub expected: Option<ExpectedJson>,
    pub change: ChangeJson,
    pub certainty: CertaintyJson,
    pub by_category: Vec<u64>,
    pub recent: Vec<u64>,
    /// Repeats the judgement; not read back.
    #[serde(default)]
    pub level: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct CategoryJson {
    pub code: String,
    pub count: u64,
    pub expected: Option<ExpectedJson>,
    pub change: ChangeJson,
    pub certainty: CertaintyJson,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PulseBasisJson {
    pub placed: u64,
    pub vague: u64,
    pub left_out: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct HotspotJson {
    pub span_weeks: u32,
    pub place: Option<String>,
    pub district: Option<String>,
    pub district_name: Option<String>,
    pub count: u64,
    pub expected: Option<ExpectedJson>,
    pub change: ChangeJson,
    pub weeks_in_row: u32,
    pub categories: Vec<CountJson>,
    pub hours: Option<HoursJson>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct CountJson {
    pub code: String,
    pub count: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct HoursJson {
    pub weekdays: u8,
    pub from_hour: u8,
    pub to_hour: u8,
}

#[derive(Serialize, Deserialize)]
pub(super) struct MapJson {
    pub districts: Vec<CountJson>,
    pub grids: Vec<GridJson>,
    pub density: Option<DensityJson>,
    pub without_position: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct GridJson {
    pub size: u32,
    pub squares: Vec<SquareJson>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SquareJson {
    pub lon: f64,
    pub lat: f64,
    pub count: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct DensityJson {
    pub west: f64,
    pub south: f64,
    pub cell: f64,
    pub columns: u32,
    pub rows: u32,
    pub values: Vec<f32>,
    pub bandwidth: f64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ComingJson {
    pub title: String,
    pub place: Option<String>,
    pub from: String,
    pub to: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct HolidayJson {
    pub day: String,
    pub holiday: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ContextJson {
    pub id: i64,
    pub at: String,
    pub kind: String,
    pub summary: String,
    pub location: String,
    pub path: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SourceJson {
    pub name: String,
    pub count: u64,
    pub usual_hundredths: Option<u64>,
    pub last_delivery: Option<String>,
    pub silent: bool,
    // Versions frozen before reports existed do not have it.
    #[serde(default)]
    pub quiet: bool,
}

#[derive(Serialize, Deserialize)]
pub(super) struct LateJson {
    pub week: String,
    pub count: u64,
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct JudgementJson {
    /// Missing in versions from before it was told whether anyone had judged; then the districts named say so.
    #[serde(default)]
    pub assessed: Option<bool>,
    /// Missing in versions from before a district could be left unjudged; then all that are not named were at their normal.
    #[serde(default)]
    pub others_normal: Option<bool>,
    pub areas: Vec<JudgedAreaJson>,
    pub focus: Vec<String>,
    pub actions: Vec<JudgedActionJson>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct CitationJson {
    pub result: String,
    pub name: String,
    pub method: String,
    pub said: SaidJson,
    pub at: String,
    pub digest: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SaidJson {
    pub sv: String,
    pub en: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct JudgedAreaJson {
    pub district: String,
    pub name: String,
    pub situation: String,
    pub trend: String,
    pub motive: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct JudgedActionJson {
    pub title: String,
    #[serde(rename = "state")]
    pub stage: String,
    pub owner: String,
    pub district: Option<String>,
    pub due: Option<String>,
}
