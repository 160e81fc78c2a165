//! The public edition as JSON: what anyone may fetch, and the form in which it is kept. One set of types writes and reads it.

pub mod figures;

use crate::words::WordsJson;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::editions::{FEWEST, FEWEST_SENSITIVE, PublicCategory, PublicDistrict, PublicEdition, PublicSquare, PublicWeek, SQUARE, Told};
use domain::incidents::ComingEvent;
use domain::pictures::Change;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

/// A JSON value is not a public edition.
#[derive(Debug, Error)]
pub enum NotAnEdition {
    /// A member is missing or of another type.
    #[error("not an edition: {0}")]
    Shape(#[from] serde_json::Error),
    /// A member's text is not what it should be.
    #[error("not an edition: {member} cannot be {text:?}")]
    Value {
        /// Name of the member.
        member: &'static str,
        /// What stood there.
        text: String,
    },
}

type Read<T> = Result<T, NotAnEdition>;

#[derive(Serialize, Deserialize)]
struct EditionJson {
    tenant: String,
    tenant_name: String,
    week: String,
    version: u32,
    at: String,
    text: String,
    /// Own names of categories; missing where there are none, as in editions from before there could be.
    #[serde(default, skip_serializing_if = "WordsJson::is_empty")]
    words: WordsJson,
    rule: RuleJson,
    total: CountJson,
    expected: Option<[u64; 2]>,
    change: Option<String>,
    weekly: Vec<WeekJson>,
    categories: Vec<CategoryJson>,
    districts: Vec<DistrictJson>,
    squares: Vec<SquareJson>,
    coming: Vec<ComingJson>,
    sources: Vec<String>,
    other_sources: u32,
    digest: String,
}

/// How the edition hides: for whoever reads the file alone.
#[derive(Serialize, Deserialize)]
struct RuleJson {
    fewest: u64,
    fewest_sensitive: u64,
    square_metres: u32,
    hidden_means: String,
}

/// A number, `"hidden"`, or nothing where there is no material.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum CountJson {
    Count(u64),
    Word(HiddenJson),
    Unknown(Option<()>),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum HiddenJson {
    Hidden,
}

#[derive(Serialize, Deserialize)]
struct WeekJson {
    week: String,
    count: CountJson,
}

#[derive(Serialize, Deserialize)]
struct CategoryJson {
    category: String,
    total: CountJson,
    change: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct DistrictJson {
    code: Option<String>,
    name: String,
    by_category: Vec<CountJson>,
    total: CountJson,
    change: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct SquareJson {
    lon: f64,
    lat: f64,
    least: u64,
}

#[derive(Serialize, Deserialize)]
struct ComingJson {
    title: String,
    place: Option<String>,
    from: String,
    to: String,
}

/// An edition as JSON.
pub fn json(edition: &PublicEdition) -> Value {
    let key = |change: Option<Change>| change.map(|c| c.key().to_owned());
    let district = |d: &PublicDistrict| DistrictJson {
        code: d.code.as_ref().map(ToString::to_string),
        name: d.name.clone(),
        by_category: d.cells.iter().map(|c| told(*c)).collect(),
        total: told(d.total),
        change: key(d.change),
    };
    let coming =
        |e: &ComingEvent| ComingJson { title: e.title.clone(), place: e.place.clone(), from: e.from.to_string(), to: e.to.to_string() };
    let category =
        |c: &PublicCategory| CategoryJson { category: c.category.code().to_owned(), total: told(c.total), change: key(c.change) };
    let dto = EditionJson {
        tenant: edition.tenant.to_string(),
        tenant_name: edition.tenant_name.clone(),
        week: edition.week.to_string(),
        version: edition.version,
        at: edition.at.to_string(),
        text: edition.text.clone(),
        words: WordsJson::from(&edition.words),
        rule: RuleJson {
            fewest: FEWEST,
            fewest_sensitive: FEWEST_SENSITIVE,
            square_metres: SQUARE,
            hidden_means: "at least one: most hidden counts are 1 to 4, some larger ones are hidden to protect them".to_owned(),
        },
        total: told(edition.total),
        expected: edition.expected.map(|(low, high)| [low, high]),
        change: key(edition.change),
        weekly: edition.weekly.iter().map(|w| WeekJson { week: w.week.to_string(), count: told(w.count) }).collect(),
        categories: edition.categories.iter().map(category).collect(),
        districts: edition.districts.iter().map(district).collect(),
        squares: edition.squares.iter().map(|s| SquareJson { lon: s.lon, lat: s.lat, least: s.least }).collect(),
        coming: edition.coming.iter().map(coming).collect(),
        sources: edition.sources.clone(),
        other_sources: edition.other_sources,
        digest: edition.digest.clone(),
    };
    // Plain structs with text keys: they always serialise.
    serde_json::to_value(dto).unwrap_or_default()
}

fn told(count: Told) -> CountJson {
    match count {
        Told::Count(n) => CountJson::Count(n),
        Told::Hidden => CountJson::Word(HiddenJson::Hidden),
        Told::Unknown => CountJson::Unknown(None),
    }
}

/// The edition of a JSON value made by [`json`].
pub fn from_json(value: &Value) -> Read<PublicEdition> {
    let j = EditionJson::deserialize(value)?;
    let district = |d: DistrictJson| -> Read<PublicDistrict> {
        Ok(PublicDistrict {
            code: d.code.map(DistrictCode),
            name: d.name,
            cells: d.by_category.into_iter().map(untold).collect(),
            total: untold(d.total),
            change: change(d.change)?,
        })
    };
    let category = |c: CategoryJson| -> Read<PublicCategory> {
        let category = read::<Category>("category", &c.category)?;
        Ok(PublicCategory { category, total: untold(c.total), change: change(c.change)? })
    };
    let coming = |e: ComingJson| -> Read<ComingEvent> {
        Ok(ComingEvent { title: e.title, place: e.place, from: read("from", &e.from)?, to: read("to", &e.to)? })
    };
    let week = |w: WeekJson| -> Read<PublicWeek> { Ok(PublicWeek { week: read("week", &w.week)?, count: untold(w.count) }) };
    Ok(PublicEdition {
        tenant: read("tenant", &j.tenant)?,
        tenant_name: j.tenant_name,
        week: read("week", &j.week)?,
        version: j.version,
        at: read("at", &j.at)?,
        text: j.text,
        words: j.words.read().map_err(|text| NotAnEdition::Value { member: "words", text })?,
        total: untold(j.total),
        expected: j.expected.map(|[low, high]| (low, high)),
        change: change(j.change)?,
        weekly: j.weekly.into_iter().map(week).collect::<Read<_>>()?,
        categories: j.categories.into_iter().map(category).collect::<Read<_>>()?,
        districts: j.districts.into_iter().map(district).collect::<Read<_>>()?,
        squares: j.squares.into_iter().map(|s| PublicSquare { lon: s.lon, lat: s.lat, least: s.least }).collect(),
        coming: j.coming.into_iter().map(coming).collect::<Read<_>>()?,
        sources: j.sources,
        other_sources: j.other_sources,
        digest: j.digest,
    })
}

fn untold(count: CountJson) -> Told {
    match count {
        CountJson::Count(n) => Told::Count(n),
        CountJson::Word(HiddenJson::Hidden) => Told::Hidden,
        CountJson::Unknown(_) => Told::Unknown,
    }
}

fn read<T: std::str::FromStr>(member: &'static str, text: &str) -> Read<T> {
    text.parse().map_err(|_| NotAnEdition::Value { member, text: text.to_owned() })
}

fn change(key: Option<String>) -> Read<Option<Change>> {
    let all = [Change::New, Change::Grown, Change::Unchanged, Change::Shrunk, Change::Gone, Change::Unknown];
    let known = |key: String| all.into_iter().find(|c| c.key() == key).ok_or(NotAnEdition::Value { member: "change", text: key });
    key.map(known).transpose()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn edition() -> PublicEdition {
        let said = domain::words::Said { name: "Klotter och skador".to_owned(), help: String::new() };
        let wording = domain::words::Wording { sv: said, ..Default::default() };
        let event = ComingEvent {
            title: "Julmarknad".to_owned(),
            place: None,
            from: "2026-11-28".parse().unwrap(),
            to: "2026-11-29".parse().unwrap(),
        };
        PublicEdition {
            tenant: "0580".parse().unwrap(),
            tenant_name: "Linköpings kommun".to_owned(),
            week: "2026-W46".parse().unwrap(),
            version: 2,
            at: "2026-11-17T13:00:00Z".parse().unwrap(),
            words: [(domain::words::Term::Category(Category::Damage), wording)].into_iter().collect(),
            text: "Vi ser till att lampor lagas.".to_owned(),
            total: Told::Count(87),
            expected: Some((49, 84)),
            change: Some(Change::Grown),
            weekly: vec![
                PublicWeek { week: "2026-W44".parse().unwrap(), count: Told::Unknown },
                PublicWeek { week: "2026-W45".parse().unwrap(), count: Told::Hidden },
            ],
            categories: vec![PublicCategory { category: Category::Damage, total: Told::Hidden, change: None }],
            districts: vec![PublicDistrict {
                code: None,
                name: String::new(),
                cells: vec![Told::Count(0)],
                total: Told::Hidden,
                change: None,
            }],
            squares: vec![PublicSquare { lon: 15.625, lat: 58.41, least: 10 }],
            coming: vec![event],
            sources: vec!["Polisen".to_owned()],
            other_sources: 3,
            digest: "ab".to_owned(),
        }
    }

    #[test]
    fn what_is_kept_is_what_comes_back() {
        let value = json(&edition());
        assert_eq!(value["weekly"][0]["count"], Value::Null);
        assert_eq!(value["weekly"][1]["count"], "hidden");
        assert_eq!(value["words"][0]["sv"]["name"], "Klotter och skador");
        // Without own words there is no such member: editions from before there could be keep their digest.
        let plain = PublicEdition { words: domain::words::Words::default(), ..edition() };
        assert!(json(&plain).get("words").is_none() && from_json(&json(&plain)).unwrap() == plain);
        let text = value.to_string();
        assert_eq!(from_json(&serde_json::from_str(&text).unwrap()).unwrap(), edition());
    }

    #[test]
    fn other_values_are_refused() {
        let mut value = json(&edition());
        value["change"] = Value::from("worse");
        assert!(matches!(from_json(&value), Err(NotAnEdition::Value { member: "change", .. })));
        value["weekly"][0]["count"] = Value::from("<5");
        assert!(matches!(from_json(&value), Err(NotAnEdition::Shape(_))));
    }
}
