//! Districts × categories, the pulse as a table, and hot spots.

use super::address::{Sort, View};
use super::evidence::Evidence;
use super::{count, empty_when_zero};
use crate::pages::proposals;
use documents::picture::figures::PictureFigures;
use documents::picture::{marks, trend as words_of_trend, words};
use domain::pictures::finding::Finding;
use domain::pictures::findings::{Side, WeekBand};
use domain::pictures::{CategoryRow, Change, DistrictRow, Hotspot, Hotspots, Picture, Pulse, Span, WeekCount};
use messages::Lang;
use serde::Serialize;
use std::cmp::Ordering;

/// The table of districts: the accessible twin of the map.
#[derive(Clone, Debug, Serialize)]
pub struct DistrictTable {
    /// District, count, expected, change.
    pub columns: Vec<Column>,
    /// One for each category with any incident in twelve weeks.
    pub categories: Vec<Column>,
    /// Districts.
    pub rows: Vec<DistrictLine>,
    /// The whole.
    pub total: DistrictLine,
    /// What the rows are ordered by, in a sentence.
    pub order: String,
    /// Whether incidents without a district are among the rows.
    pub has_without: bool,
}

/// A sortable column.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Heading.
    pub label: String,
    /// Address that sorts by it.
    pub href: String,
    /// `ascending`, `descending`, or empty when the table is sorted otherwise.
    pub sorted: &'static str,
    /// Whether its cells are numbers.
    pub numeric: bool,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub struct DistrictLine {
    /// Name.
    pub name: String,
    /// Publisher's code; empty for the whole and for incidents without a district.
    pub code: String,
    /// Address of the picture of this district alone; empty when there is none.
    pub href: String,
    /// Incidents.
    pub count: String,
    /// Address of what stands behind the count.
    pub evidence: String,
    /// Expected interval, or that it is unknown.
    pub expected: String,
    /// Key of the direction.
    pub change: &'static str,
    /// Direction and certainty in words.
    pub judgement: String,
    /// Twelve weeks as a small figure.
    pub figure: String,
    /// Counts per category; `zero` marks a cell that steps back.
    pub by_category: Vec<Cell>,
}

/// A number of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// Written in the language.
    pub text: String,
    /// Whether it is nothing.
    pub zero: bool,
}

impl DistrictTable {
    /// The table of a picture in the asked order.
    pub(crate) fn new(picture: &Picture, figures: &PictureFigures, (view, evidence): (&View, &Evidence), lang: Lang) -> Self {
        let mut order: Vec<usize> = (0..picture.districts.len()).collect();
        order.sort_by(|a, b| compare(picture, &picture.districts[*a], &picture.districts[*b], &view.sort));
        let figure = |i: usize| figures.districts.get(i).map(|f| f.svg.clone()).unwrap_or_default();
        let rows = order.into_iter().map(|i| line(&picture.districts[i], figure(i), (view, evidence), lang)).collect();
        let column = |key: &str, label: String, numeric| column(key, label, numeric, &view.sort, view);
        let category = |c: &&CategoryRow| c.category.code() == view.sort.key;
        let sorted_by = match view.sort.key.as_str() {
            "name" => Some(lang.text("document-column-district")),
            "count" => Some(lang.text("document-column-count")),
            "expected" => Some(lang.text("document-column-expected")),
            "change" => Some(lang.text("document-column-change")),
            _ => picture.categories.iter().find(category).map(|c| messages::category(lang, &picture.words, c.category)),
        };
        let order = match sorted_by {
            None => lang.text("picture-order-file"),
            Some(name) => {
                let falling = if view.sort.falling { "yes" } else { "no" };
                lang.format("picture-order", &[("column", name.to_lowercase().into()), ("falling", falling.into())])
            }
        };
        Self {
            order,
            columns: vec![
                column("name", lang.text("document-column-district"), false),
                column("count", lang.text("document-column-count"), true),
                column("expected", lang.text("document-column-expected"), true),
                column("change", lang.text("document-column-change"), false),
            ],
            categories: picture
                .categories
                .iter()
                .map(|c| column(c.category.code(), messages::category(lang, &picture.words, c.category), true))
                .collect(),
            rows,
            total: total(picture, evidence, lang),
            has_without: picture.districts.iter().any(|d| d.code.is_none()),
        }
    }
}

/// The first click on a column of numbers puts the largest first.
fn column(key: &str, label: String, numeric: bool, sort: &Sort, view: &View) -> Column {
    let here = sort.key == key;
    let falling = if here { !sort.falling } else { numeric };
    let sorted = match (here, sort.falling) {
        (false, _) => "",
        (true, true) => "descending",
        (true, false) => "ascending",
    };
    Column { label, href: view.sorted(&Sort { key: key.to_owned(), falling }), sorted, numeric }
}

fn compare(picture: &Picture, a: &DistrictRow, b: &DistrictRow, sort: &Sort) -> Ordering {
    // Incidents without a district are no district: they stay last in every order.
    let without = a.code.is_none().cmp(&b.code.is_none());
    let expected = |d: &DistrictRow| d.expected.map_or(-1.0, |e| e.mean);
    let by = match sort.key.as_str() {
        "" => Ordering::Equal,
        "name" => messages::by_name(&a.name, &b.name),
        "count" => a.count.cmp(&b.count),
        "expected" => expected(a).total_cmp(&expected(b)),
        "change" => strength(a.change).cmp(&strength(b.change)),
        code => match picture.categories.iter().position(|c| c.category.code() == code) {
            Some(i) => a.by_category.get(i).cmp(&b.by_category.get(i)),
            None => Ordering::Equal,
        },
    };
    without.then(if sort.falling { by.reverse() } else { by })
}

/// From less to more.
fn strength(change: Change) -> u8 {
    match change {
        Change::Unknown => 0,
        Change::Gone => 1,
        Change::Shrunk => 2,
        Change::Unchanged => 3,
        Change::Grown => 4,
        Change::New => 5,
    }
}

fn cells(counts: &[u64], lang: Lang) -> Vec<Cell> {
    counts.iter().map(|n| Cell { text: count(lang, *n), zero: *n == 0 }).collect()
}

fn line(row: &DistrictRow, figure: String, (view, evidence): (&View, &Evidence), lang: Lang) -> DistrictLine {
    DistrictLine {
        name: if row.code.is_none() { lang.text("picture-without-district") } else { row.name.clone() },
        code: row.code.as_ref().map(ToString::to_string).unwrap_or_default(),
        href: row.code.as_ref().map(|code| view.filtered(|f| f.district = Some(code.clone()))).unwrap_or_default(),
        count: count(lang, row.count),
        evidence: evidence.of(&Finding::District(row)),
        expected: words::expected(lang, row.expected),
        change: marks::of(row.change, row.certainty).key,
        judgement: words::judgement(lang, row.change, row.certainty),
        figure,
        by_category: cells(&row.by_category, lang),
    }
}

fn total(picture: &Picture, evidence: &Evidence, lang: Lang) -> DistrictLine {
    let whole = picture.comparisons.iter().find(|c| c.against == domain::pictures::Against::TwelveWeeks);
    let counts: Vec<u64> = picture.categories.iter().map(|c| c.count).collect();
    DistrictLine {
        name: lang.text("picture-total"),
        code: String::new(),
        href: String::new(),
        count: count(lang, picture.incident_count),
        evidence: evidence.of(&Finding::Total(picture)),
        expected: words::expected(lang, whole.and_then(|c| c.expected)),
        change: whole.map_or(marks::of_change(picture.change), |c| marks::of(c.change, c.certainty)).key,
        judgement: whole.map(|c| words::judgement(lang, c.change, c.certainty)).unwrap_or_default(),
        figure: String::new(),
        by_category: cells(&counts, lang),
    }
}

/// A week of the trend in numbers and words.
#[derive(Clone, Debug, Serialize)]
pub struct WeekLine {
    /// `v. 46, 2026`
    pub week: String,
    /// Incidents.
    pub count: String,
    /// Expected interval, or that it is unknown.
    pub expected: String,
    /// Key of the mark of where it lies.
    pub mark: &'static str,
    /// Where it lies in words.
    pub side: String,
}

/// The trend in numbers, newest first.
pub fn trend(picture: &Picture, lang: Lang) -> Vec<WeekLine> {
    let (bands, sides) = (words_of_trend::bands(picture), words_of_trend::sides(picture));
    let row = |((week, band), side): ((&WeekCount, &WeekBand), &Option<Side>)| {
        Some(WeekLine {
            week: messages::week_long(lang, week.week),
            count: count(lang, week.count?),
            expected: words::expected(lang, band.expected),
            mark: marks::of_side(*side).key,
            side: side.map_or_else(|| lang.text("picture-not-told"), |side| words_of_trend::side_word(lang, side)),
        })
    };
    picture.weekly.iter().zip(&bands).zip(&sides).rev().filter_map(row).collect()
}

/// A category in numbers and words.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryLine {
    /// Name.
    pub name: String,
    /// Incidents.
    pub count: String,
    /// Address of what stands behind the count.
    pub evidence: String,
    /// Expected interval, or that it is unknown.
    pub expected: String,
    /// Key of the direction.
    pub change: &'static str,
    /// Direction and certainty in words.
    pub judgement: String,
}

/// The categories in numbers.
pub(crate) fn categories(picture: &Picture, evidence: &Evidence, lang: Lang) -> Vec<CategoryLine> {
    let line = |c: &CategoryRow| CategoryLine {
        name: messages::category(lang, &picture.words, c.category),
        count: count(lang, c.count),
        evidence: evidence.of(&Finding::Category(c)),
        expected: words::expected(lang, c.expected),
        change: marks::of(c.change, c.certainty).key,
        judgement: words::judgement(lang, c.change, c.certainty),
    };
    picture.categories.iter().map(line).collect()
}

/// The pulse in numbers: weekday × six parts of the day.
#[derive(Clone, Debug, Serialize)]
pub struct PulseTable {
    /// What times are missing or vague.
    pub note: String,
    /// `00–04` …
    pub hours: Vec<String>,
    /// A row for each weekday: name, numbers, sum.
    pub days: Vec<(String, Vec<String>, String)>,
}

impl PulseTable {
    /// The table of a pulse.
    pub fn new(pulse: &Pulse, lang: Lang) -> Self {
        let note = match (pulse.vague, pulse.left_out) {
            (0, 0) => lang.format("picture-pulse-placed", &[("n", pulse.placed.into())]),
            (vague, left) => {
                lang.format("document-pulse-note", &[("placed", pulse.placed.into()), ("vague", vague.into()), ("left", left.into())])
            }
        };
        let decimal = |n: f64| messages::decimal(lang, n, 1);
        let day = |(i, cells): (usize, &[f64; 24])| {
            let parts = cells.chunks(4).map(|part| decimal(part.iter().sum())).collect();
            (messages::weekday(lang, i), parts, decimal(cells.iter().sum()))
        };
        Self {
            note,
            hours: (0..6).map(|i| format!("{:02}–{:02}", i * 4, i * 4 + 4)).collect(),
            days: pulse.cells.iter().enumerate().map(day).collect(),
        }
    }
}

/// Hot spots of one span.
#[derive(Clone, Debug, Serialize)]
pub struct HotspotTable {
    /// Heading with the span in words.
    pub heading: String,
    /// Places, most incidents first.
    pub rows: Vec<HotspotLine>,
}

/// One place.
#[derive(Clone, Debug, Serialize)]
pub struct HotspotLine {
    /// Name of the place, its district when that is all that is known.
    pub place: String,
    /// Address of the picture of its district; empty when it has none.
    pub href: String,
    /// Incidents in the span.
    pub count: String,
    /// Address of what stands behind the count.
    pub evidence: String,
    /// Expected interval, or that it is unknown.
    pub expected: String,
    /// Key of the direction.
    pub change: &'static str,
    /// The direction in a word.
    pub word: String,
    /// Consecutive weeks.
    pub weeks: String,
    /// `Skadegörelse 4, brand 2`
    pub types: String,
    /// `fre–lör 21–02`; empty when the times are too uncertain.
    pub hours: String,
    /// Address of a form for an action there; empty when the reader may not propose one.
    pub propose: String,
}

impl HotspotTable {
    /// The table of one span; `propose` is the address of a new action's form, for those who may write one.
    pub(crate) fn new(hotspots: &Hotspots, picture: &Picture, ways: (&View, &Evidence), propose: &str, lang: Lang) -> Self {
        let heading = lang.format("document-hotspots-heading", &[("weeks", words::span(lang, hotspots.span).into())]);
        Self { heading, rows: hotspots.places.iter().map(|spot| hotspot(picture, (hotspots.span, spot), ways, propose, lang)).collect() }
    }
}

fn hotspot(
    picture: &Picture,
    (span, spot): (Span, &Hotspot),
    (view, evidence): (&View, &Evidence),
    propose: &str,
    lang: Lang,
) -> HotspotLine {
    let types: Vec<String> = spot
        .categories
        .iter()
        .take(3)
        .map(|(category, n)| format!("{} {n}", messages::category(lang, &picture.words, *category)))
        .collect();
    HotspotLine {
        place: words::whereabouts(spot, lang),
        href: spot.district.as_ref().map(|code| view.filtered(|f| f.district = Some(code.clone()))).unwrap_or_default(),
        count: count(lang, spot.count),
        evidence: evidence.of(&Finding::Place(span, spot)),
        expected: words::expected(lang, spot.expected),
        change: words::spot_sign(picture, spot).key,
        word: words::spot_word(picture, spot, lang),
        weeks: empty_when_zero(lang, u64::from(spot.weeks_in_row)),
        types: types.join(", "),
        hours: words::hours(spot.hours, lang),
        propose: match propose.is_empty() {
            true => String::new(),
            false => format!("{propose}?{}", proposals::of_place(spot, view.asked.week)),
        },
    }
}
