//! The findings of a picture in its JSON.

use super::NotAPicture;
use super::dto::ExpectedJson;
use super::schema::{array, count, nullable, number, object, optional_text, reference, text};
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::pictures::Expected;
use domain::pictures::findings::{
    BandBasis, Findings, LifePhase, LifeStage, NearRepeat, RepeatKind, STAGES, SilentDistrict, SpotLife, WeekBand,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Default, Serialize, Deserialize)]
pub(super) struct FindingsJson {
    bands: Vec<BandJson>,
    lives: Vec<LifeJson>,
    near_repeats: Vec<NearRepeatJson>,
    silent: Vec<SilentJson>,
}

#[derive(Serialize, Deserialize)]
struct BandJson {
    basis: String,
    years: Option<u32>,
    weeks: Option<u32>,
    expected: Option<ExpectedJson>,
}

#[derive(Serialize, Deserialize)]
struct LifeJson {
    place: Option<String>,
    district: Option<String>,
    district_name: Option<String>,
    /// Missing in versions from before it was told.
    #[serde(default)]
    moved_from: Option<String>,
    stages: Vec<StageJson>,
    categories: Vec<CountedJson>,
}

#[derive(Serialize, Deserialize)]
struct StageJson {
    count: u64,
    phase: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct CountedJson {
    code: String,
    count: u64,
}

#[derive(Serialize, Deserialize)]
struct NearRepeatJson {
    kind: String,
    events: u64,
    pairs: u64,
    expected_pairs: f64,
    ratio: f64,
    p: f64,
    recent: Vec<RecentJson>,
}

#[derive(Serialize, Deserialize)]
struct RecentJson {
    district_name: String,
    count: u64,
}

#[derive(Serialize, Deserialize)]
struct SilentJson {
    district: String,
    name: String,
    weeks: u32,
    usual_hundredths: u64,
    missing: Vec<String>,
    heard: Vec<String>,
}

impl From<&Findings> for FindingsJson {
    fn from(f: &Findings) -> Self {
        Self {
            bands: f.bands.iter().map(band).collect(),
            lives: f.lives.iter().map(life).collect(),
            near_repeats: f.near_repeats.iter().map(near_repeat).collect(),
            silent: f.silent.iter().map(silent).collect(),
        }
    }
}

fn band(b: &WeekBand) -> BandJson {
    let (years, weeks) = match b.basis {
        BandBasis::Season { years } => (Some(years), None),
        BandBasis::Weeks { weeks } => (None, Some(weeks)),
        BandBasis::TooShort => (None, None),
    };
    BandJson { basis: b.basis.key().to_owned(), years, weeks, expected: b.expected.map(Into::into) }
}

fn life(l: &SpotLife) -> LifeJson {
    let stage = |s: &LifeStage| StageJson { count: s.count, phase: s.phase.map(|p| p.key().to_owned()) };
    LifeJson {
        place: l.place.clone(),
        district: l.district.as_ref().map(ToString::to_string),
        district_name: l.district_name.clone(),
        moved_from: l.moved_from.clone(),
        stages: l.stages.iter().map(stage).collect(),
        categories: l.categories.iter().map(|(c, n)| CountedJson { code: c.to_string(), count: *n }).collect(),
    }
}

fn near_repeat(n: &NearRepeat) -> NearRepeatJson {
    NearRepeatJson {
        kind: n.kind.key().to_owned(),
        events: n.events,
        pairs: n.pairs,
        expected_pairs: n.expected,
        ratio: n.ratio,
        p: n.p,
        recent: n.recent.iter().map(|(name, n)| RecentJson { district_name: name.clone(), count: *n }).collect(),
    }
}

fn silent(s: &SilentDistrict) -> SilentJson {
    SilentJson {
        district: s.district.to_string(),
        name: s.name.clone(),
        weeks: s.weeks,
        usual_hundredths: s.usual_hundredths,
        missing: s.missing.clone(),
        heard: s.heard.clone(),
    }
}

type Read<T> = Result<T, NotAPicture>;

fn wrong(member: &'static str, text: &str) -> NotAPicture {
    NotAPicture::Value { member, text: text.to_owned() }
}

impl TryFrom<FindingsJson> for Findings {
    type Error = NotAPicture;

    fn try_from(j: FindingsJson) -> Read<Self> {
        Ok(Self {
            bands: j.bands.into_iter().map(TryInto::try_into).collect::<Read<_>>()?,
            lives: j.lives.into_iter().map(TryInto::try_into).collect::<Read<_>>()?,
            near_repeats: j.near_repeats.into_iter().map(TryInto::try_into).collect::<Read<_>>()?,
            silent: j.silent.into_iter().map(Into::into).collect(),
        })
    }
}

impl TryFrom<BandJson> for WeekBand {
    type Error = NotAPicture;

    fn try_from(j: BandJson) -> Read<Self> {
        let basis = match (j.basis.as_str(), j.years, j.weeks) {
            ("season", Some(years), _) => BandBasis::Season { years },
            ("weeks", _, Some(weeks)) => BandBasis::Weeks { weeks },
            ("too-short", _, _) => BandBasis::TooShort,
            (other, _, _) => return Err(wrong("basis", other)),
        };
        Ok(Self { basis, expected: j.expected.map(|e| Expected { mean: e.mean, low: e.low, high: e.high }) })
    }
}

impl TryFrom<LifeJson> for SpotLife {
    type Error = NotAPicture;

    fn try_from(j: LifeJson) -> Read<Self> {
        let stage = |s: StageJson| {
            let phase = s.phase.map(|key| LifePhase::from_key(&key).ok_or_else(|| wrong("phase", &key))).transpose()?;
            Ok(LifeStage { count: s.count, phase })
        };
        let category = |c: CountedJson| {
            let category: Category = c.code.parse().map_err(|_| wrong("code", &c.code))?;
            Ok((category, c.count))
        };
        Ok(Self {
            place: j.place,
            district: j.district.map(DistrictCode),
            district_name: j.district_name,
            moved_from: j.moved_from,
            stages: j.stages.into_iter().map(stage).collect::<Read<_>>()?,
            categories: j.categories.into_iter().map(category).collect::<Read<_>>()?,
        })
    }
}

impl TryFrom<NearRepeatJson> for NearRepeat {
    type Error = NotAPicture;

    fn try_from(j: NearRepeatJson) -> Read<Self> {
        Ok(Self {
            kind: RepeatKind::from_key(&j.kind).ok_or_else(|| wrong("kind", &j.kind))?,
            events: j.events,
            pairs: j.pairs,
            expected: j.expected_pairs,
            ratio: j.ratio,
            p: j.p,
            recent: j.recent.into_iter().map(|r| (r.district_name, r.count)).collect(),
        })
    }
}

impl From<SilentJson> for SilentDistrict {
    fn from(j: SilentJson) -> Self {
        Self {
            district: DistrictCode(j.district),
            name: j.name,
            weeks: j.weeks,
            usual_hundredths: j.usual_hundredths,
            missing: j.missing,
            heard: j.heard,
        }
    }
}

/// JSON Schema of the findings.
pub(super) fn schema() -> Value {
    let optional_count = |what: &str| json!({ "type": ["integer", "null"], "minimum": 0, "description": what });
    let names = |what: &str| array(json!({ "type": "string" }), what);
    let phases: Vec<Value> = LifePhase::ALL.iter().map(|p| p.key().into()).chain([Value::Null]).collect();
    let kinds: Vec<&str> = RepeatKind::ALL.iter().map(|k| k.key()).collect();
    let band = object(json!({
        "basis": { "enum": ["season", "weeks", "too-short"] },
        "years": optional_count("Earlier years behind a band of the season"),
        "weeks": optional_count("Weeks before it, behind a band of those"),
        "expected": nullable(reference("expected")),
    }));
    let stage = object(json!({ "count": count("Incidents"), "phase": { "enum": phases } }));
    let life = object(json!({
        "place": optional_text("The name that most of its incidents carry"),
        "district": optional_text("Code"),
        "district_name": optional_text("Name"),
        "moved_from": optional_text("Name of where it was in the stage before, when its middle has moved to where it has another"),
        "stages": array(stage, &format!("{STAGES} stages of four weeks, oldest first; the last ends with the picture's week")),
        "categories": array(object(json!({ "code": reference("category"), "count": count("Incidents") })), "Most common first"),
    }));
    let near = object(json!({
        "kind": { "enum": kinds },
        "events": count("Incidents of the last 52 weeks that were used"),
        "pairs": count("Pairs within 200 m and 14 days"),
        "expected_pairs": number("Pairs that chance gives"),
        "ratio": number("Pairs over expected pairs"),
        "p": number("Share of random orders with as many pairs"),
        "recent": array(object(json!({ "district_name": text("Empty without one"), "count": count("Incidents") })), "The last 14 days"),
    }));
    let silent = object(json!({
        "district": text("Code"),
        "name": text("Name"),
        "weeks": count("Weeks in a row without anything; at most thirteen are looked at"),
        "usual_hundredths": count("Mean per week of the twelve before, in hundredths"),
        "missing": names("Sources that used to report from it and delivered nothing for the week"),
        "heard": names("Sources that used to report from it and delivered, but nothing from here"),
    }));
    object(json!({
        "bands": array(band, "What each week of `weekly` was expected to hold, in the same order"),
        "lives": array(life, "Places where incidents gather, through the weeks"),
        "near_repeats": array(near, "Kinds of crime that have come near each other; only those that the material supports"),
        "silent": array(silent, "Districts that nothing was reported from: not the same as calm ones"),
    }))
}
