//! The findings as tables: sheets of the workbook, and rows of the csv after those of the districts.

use super::workbook::{Cell, Sheet, columns, judged, name};
use super::{findings, summary, trend, words};
use domain::pictures::finding::{self, Finding};
use domain::pictures::findings::{BandBasis, SilentDistrict, WeekBand, stage_weeks};
use domain::pictures::{Expected, Picture};
use messages::Lang;

/// The sheets: what stands out, the band of each week, places through the weeks, near repeats, silence. Each is there when it is empty too.
pub(super) fn sheets(picture: &Picture, lang: Lang) -> [Sheet; 5] {
    [notable(picture, lang), bands(picture, lang), lives(picture, lang), near(picture, lang), silent(picture, lang)]
}

fn notable(picture: &Picture, lang: Lang) -> Sheet {
    let keys = [("place", 30.0), ("district", 30.0), ("category", 30.0), ("count", 9.0), ("span", 8.0)];
    let mut heads = columns(lang, &keys);
    heads.extend(columns(
        lang,
        &[("mean", 9.0), ("low", 14.0), ("high", 14.0), ("change", 22.0), ("certainty", 22.0), ("words", 90.0), ("finding", 40.0)],
    ));
    let rows = summary::in_order(picture).into_iter().map(|n| {
        let mut row: Vec<Cell> = vec![
            n.place.clone().unwrap_or_default().into(),
            n.district_name.clone().unwrap_or_default().into(),
            messages::category(lang, &picture.words, n.category).into(),
            n.count.into(),
            u64::from(n.weeks).into(),
        ];
        row.extend(judged(Some(n.expected), n.change, n.certainty, lang));
        row.push(words::notable(n, picture, lang).into());
        row.push(id(picture, &Finding::Notable(n)));
        row
    });
    Sheet { name: name(lang, "notable"), columns: heads, rows: rows.collect() }
}

/// The id of a finding: the last part of its page's address.
fn id(picture: &Picture, found: &Finding) -> Cell {
    finding::id_of(picture, found).map_or(Cell::Empty, |id| id.to_string().into())
}

fn basis(band: &WeekBand, lang: Lang) -> String {
    match band.basis {
        BandBasis::Season { years } => lang.format("found-basis-season", &[("n", u64::from(years).into())]),
        BandBasis::Weeks { weeks } => lang.format("found-basis-weeks", &[("n", u64::from(weeks).into())]),
        BandBasis::TooShort => lang.text("found-basis-too-short"),
    }
}

/// Each week with its count, its band and where the count lies, oldest first.
fn weeks(picture: &Picture) -> impl Iterator<Item = (usize, WeekBand, Option<u64>)> + '_ {
    let last = picture.weekly.len().saturating_sub(1);
    let count = move |at: usize| picture.weekly[at].count.map(|n| if at == last { picture.incident_count } else { n });
    trend::bands(picture).into_iter().enumerate().map(move |(at, band)| (at, band, count(at)))
}

fn bands(picture: &Picture, lang: Lang) -> Sheet {
    let sides = trend::sides(picture);
    let rows = weeks(picture).map(|(at, band, count)| {
        let side = sides.get(at).copied().flatten().map_or(Cell::Empty, |side| trend::side_word(lang, side).into());
        let [mean, low, high] = ends(band.expected).map(Cell::from);
        vec![
            picture.weekly[at].week.to_string().into(),
            count.map_or(Cell::Empty, Cell::from),
            mean,
            low,
            high,
            side,
            basis(&band, lang).into(),
        ]
    });
    let keys = [("week", 12.0), ("count", 9.0), ("mean", 9.0), ("low", 14.0), ("high", 14.0), ("side", 22.0), ("basis", 40.0)];
    Sheet { name: name(lang, "bands"), columns: columns(lang, &keys), rows: rows.collect() }
}

fn ends(expected: Option<Expected>) -> [Option<f64>; 3] {
    [expected.map(|e| (e.mean * 100.0).round() / 100.0), expected.map(|e| e.low), expected.map(|e| e.high)]
}

fn lives(picture: &Picture, lang: Lang) -> Sheet {
    let mut heads = columns(lang, &[("place", 36.0), ("district", 30.0), ("now", 14.0), ("since", 12.0)]);
    let stages = stage_weeks(findings::last_week(picture));
    heads.extend(stages.iter().map(|(first, last)| (format!("{}–{}", messages::week_short(lang, *first), last.number()), 12.0)));
    heads.extend(columns(lang, &[("types", 50.0), ("finding", 40.0)]));
    let rows = picture.findings.lives.iter().map(|life| {
        let types: Vec<String> =
            life.categories.iter().map(|(c, n)| format!("{} {n}", messages::category(lang, &picture.words, *c))).collect();
        let mut row: Vec<Cell> = vec![
            life.place.clone().unwrap_or_default().into(),
            life.district_name.clone().unwrap_or_default().into(),
            findings::now(lang, life).into(),
            findings::since(picture, life).map_or(Cell::Empty, |week| week.to_string().into()),
        ];
        // Before it first was there, nothing is said of it.
        row.extend(life.stages.iter().map(|s| s.phase.map_or(Cell::Empty, |_| s.count.into())));
        row.push(types.join(", ").into());
        row.push(id(picture, &Finding::Life(life)));
        row
    });
    Sheet { name: name(lang, "lives"), columns: heads, rows: rows.collect() }
}

fn near(picture: &Picture, lang: Lang) -> Sheet {
    let rows = picture.findings.near_repeats.iter().map(|n| {
        let [finding, evidence, caution, recent] = findings::near_repeat(n, lang);
        let two = |value: f64| Cell::Number((value * 100.0).round() / 100.0);
        let numbers = [n.events.into(), n.pairs.into(), two(n.expected), two(n.ratio), Cell::Number(n.p)];
        let words = [finding, evidence, caution, recent].map(Cell::from);
        numbers.into_iter().chain(words).chain([id(picture, &Finding::NearRepeat(n))]).collect()
    });
    let keys = [("events", 11.0), ("pairs", 9.0), ("mean", 9.0), ("ratio", 9.0), ("p", 9.0)];
    let said = [("words", 90.0), ("evidence", 60.0), ("caution", 60.0), ("newest", 50.0), ("finding", 40.0)];
    Sheet { name: name(lang, "near"), columns: columns(lang, &[&keys[..], &said].concat()), rows: rows.collect() }
}

fn silent(picture: &Picture, lang: Lang) -> Sheet {
    let mut heads = columns(lang, &[("code", 12.0), ("district", 34.0), ("weeks", 14.0), ("usual", 10.0)]);
    heads.extend(["silent-column-missing", "silent-column-heard"].map(|id| (lang.text(id), 44.0)));
    let rows = picture.findings.silent.iter().map(|s| {
        let [missing, heard] = [&s.missing, &s.heard].map(|names| Cell::from(words::listed(lang, names)));
        vec![s.district.to_string().into(), s.name.clone().into(), u64::from(s.weeks).into(), Cell::Number(usual(s)), missing, heard]
    });
    Sheet { name: name(lang, "silent"), columns: heads, rows: rows.collect() }
}

fn usual(silent: &SilentDistrict) -> f64 {
    words::float(silent.usual_hundredths) / 100.0
}

/// A finding as a row of the csv, in the columns that the districts' rows have. The code of a category is left empty, so that the counts of the
/// districts still add up.
#[derive(Default)]
pub(super) struct Row {
    /// The week that it is of; the picture's own when empty.
    pub(super) week: String,
    /// Code of the district.
    pub(super) code: String,
    /// District.
    pub(super) district: String,
    /// Category.
    pub(super) category: String,
    /// Incidents, where it counts some.
    pub(super) count: Option<u64>,
    /// What was expected; mean alone without an interval.
    pub(super) expected: [Option<f64>; 3],
    /// In a word.
    pub(super) change: String,
    /// How sure.
    pub(super) certainty: String,
    /// What kind of finding.
    pub(super) finding: String,
    /// The whole of it in words.
    pub(super) words: String,
}

/// The same findings, in the same order.
pub(super) fn rows(picture: &Picture, lang: Lang) -> Vec<Row> {
    let kind = |key: &str| name(lang, key);
    let sides = trend::sides(picture);
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(summary::in_order(picture).into_iter().map(|n| Row {
        code: n.district.as_ref().map(ToString::to_string).unwrap_or_default(),
        district: n.district_name.clone().unwrap_or_default(),
        category: messages::category(lang, &picture.words, n.category),
        count: Some(n.count),
        expected: ends(Some(n.expected)),
        change: messages::change(lang, n.change),
        certainty: messages::certainty(lang, n.certainty),
        finding: kind("notable"),
        words: words::notable(n, picture, lang),
        ..Row::default()
    }));
    rows.extend(weeks(picture).map(|(at, band, count)| Row {
        week: picture.weekly[at].week.to_string(),
        count,
        expected: ends(band.expected),
        change: sides.get(at).copied().flatten().map(|side| trend::side_word(lang, side)).unwrap_or_default(),
        finding: kind("bands"),
        words: basis(&band, lang),
        ..Row::default()
    }));
    rows.extend(picture.findings.lives.iter().map(|life| Row {
        code: life.district.as_ref().map(ToString::to_string).unwrap_or_default(),
        district: life.district_name.clone().unwrap_or_default(),
        count: life.stages.last().map(|s| s.count),
        change: findings::now(lang, life),
        finding: kind("lives"),
        words: format!("{}. {}", findings::whereabouts(life, lang), findings::life_line(picture, life, lang).alt),
        ..Row::default()
    }));
    rows.extend(picture.findings.near_repeats.iter().map(|n| Row {
        expected: [Some((n.expected * 100.0).round() / 100.0), None, None],
        finding: kind("near"),
        words: findings::near_repeat(n, lang).join(" "),
        ..Row::default()
    }));
    rows.extend(picture.findings.silent.iter().map(|s| Row {
        code: s.district.to_string(),
        district: s.name.clone(),
        count: Some(0),
        expected: [Some(usual(s)), None, None],
        change: lang.format("silent-weeks", &[("n", u64::from(s.weeks).into())]),
        finding: kind("silent"),
        words: sources(s, lang),
        ..Row::default()
    }));
    rows
}

fn sources(silent: &SilentDistrict, lang: Lang) -> String {
    let told = [("silent-column-missing", &silent.missing), ("silent-column-heard", &silent.heard)];
    let said =
        told.iter().filter(|(_, names)| !names.is_empty()).map(|(id, names)| format!("{}: {}.", lang.text(id), words::listed(lang, names)));
    said.collect::<Vec<_>>().join(" ")
}
