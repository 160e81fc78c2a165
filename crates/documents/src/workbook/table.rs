//! An analysis as a table: the same on the page and in the file.

use super::places;
use crate::picture::trend::side_word;
use crate::picture::words::float;
use domain::pictures::Pulse;
use domain::pictures::findings::SpotLife;
use domain::workbook::{Analysis, Compared, Concentrated, Counted, Followed, HotSquare, NearBand, Outcome, Square, Top, TrendRow};
use messages::Lang;

/// Heads, and rows of which the first cell is the row's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the columns are.
    pub heads: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// The table of an analysis; `None` when it cannot be told.
pub fn table(analysis: &Analysis, lang: Lang) -> Option<Table> {
    let heads = |ids: &[&str]| ids.iter().map(|id| lang.text(id)).collect();
    Some(match &analysis.answer.outcome {
        Outcome::Trend(rows) => Table {
            heads: heads(&[
                "workbook-column-week",
                "workbook-column-count",
                "workbook-column-mean",
                "workbook-column-band",
                "workbook-column-side",
            ]),
            rows: rows.iter().rev().map(|row| week(row, lang)).collect(),
        },
        Outcome::Periods(found) => Table {
            heads: heads(&[
                "workbook-column-weeks",
                "workbook-column-number",
                "workbook-column-count",
                "workbook-column-rate",
                "workbook-column-interval",
            ]),
            rows: periods(found, lang),
        },
        Outcome::Pulse(found) => pulse(found, lang),
        Outcome::NearRepeat(found) => Table {
            heads: heads(&[
                "workbook-column-near",
                "workbook-column-pairs",
                "workbook-column-chance",
                "workbook-column-times",
                "workbook-column-p",
                "workbook-column-q",
            ]),
            rows: found.bands.iter().map(|band| near(band, lang)).collect(),
        },
        Outcome::Concentration(found) => concentration(found, lang),
        Outcome::HotSquares(found) => Table {
            heads: heads(&[
                "workbook-column-square",
                "workbook-column-count",
                "workbook-column-around",
                "workbook-column-sure",
                "workbook-column-z",
                "workbook-column-thrown",
                "workbook-column-q",
                "workbook-column-corner",
            ]),
            rows: found.squares.iter().map(|square| hot(square, lang)).collect(),
        },
        Outcome::Dense(found) => Table {
            heads: heads(&["workbook-column-top", "workbook-column-density", "workbook-column-within", "workbook-column-corner"]),
            rows: found.tops.iter().zip(1..).map(|(t, n)| top(t, n, lang)).collect(),
        },
        Outcome::Followed(found) => followed(found, lang),
        Outcome::Cannot(_) => return None,
    })
}

fn whole(count: u64, lang: Lang) -> String {
    messages::whole(lang, float(count))
}

fn week(row: &TrendRow, lang: Lang) -> Vec<String> {
    let expected = row.band.expected;
    let side = row.count.and_then(|count| row.band.side(count));
    vec![
        messages::week_long(lang, row.week),
        row.count.map_or_else(|| lang.text("workbook-no-material"), |n| whole(n, lang)),
        expected.map(|e| messages::decimal(lang, e.mean, 1)).unwrap_or_default(),
        expected.map(|e| messages::interval(lang, e.low, e.high)).unwrap_or_default(),
        side.map(|side| side_word(lang, side)).unwrap_or_default(),
    ]
}

fn periods(c: &Compared, lang: Lang) -> Vec<Vec<String>> {
    let row = |period: &Counted, [low, high]: [f64; 2]| {
        let rate = |value: f64| messages::decimal(lang, value, 1);
        vec![
            super::weeks(lang, period.from, period.to),
            period.weeks().to_string(),
            whole(period.count, lang),
            rate(period.rate()),
            format!("{}–{}", rate(low), rate(high)),
        ]
    };
    vec![row(&c.asked, c.rates[0]), row(&c.against, c.rates[1])]
}

/// Days in rows, four hours in a column, and the day's sum.
fn pulse(pulse: &Pulse, lang: Lang) -> Table {
    let decimal = |n: f64| messages::decimal(lang, n, 1);
    let mut heads = vec![lang.text("workbook-column-day")];
    heads.extend((0..6).map(|i| format!("{:02}–{:02}", i * 4, i * 4 + 4)));
    heads.push(lang.text("workbook-column-sum"));
    let day = |(i, cells): (usize, &[f64; 24])| {
        let mut row = vec![messages::weekday(lang, i)];
        row.extend(cells.chunks(4).map(|part| decimal(part.iter().sum())));
        row.push(decimal(cells.iter().sum()));
        row
    };
    Table { heads, rows: pulse.cells.iter().enumerate().map(day).collect() }
}

fn near(band: &NearBand, lang: Lang) -> Vec<String> {
    vec![
        lang.format(
            "workbook-band",
            &[
                ("from", u64::from(band.metres[0]).into()),
                ("to", u64::from(band.metres[1]).into()),
                ("first", u64::from(band.days[0]).into()),
                ("last", u64::from(band.days[1]).into()),
            ],
        ),
        whole(band.pairs, lang),
        messages::decimal(lang, band.expected, 1),
        band.ratio.map(|r| messages::decimal(lang, r, 2)).unwrap_or_default(),
        super::p_value(band.p, lang),
        super::p_value(band.q, lang),
    ]
}

/// Where a square is: `Ryds centrum, Ryd`, the district alone, or that nothing is known but the square.
pub(super) fn whereabouts(square: &Square, lang: Lang) -> String {
    named(square.place.as_deref(), square.district.as_deref(), lang)
}

/// The same of a name and a district.
pub(super) fn named(place: Option<&str>, district: Option<&str>, lang: Lang) -> String {
    match domain::names::joined(place.into_iter().chain(district)) {
        nothing if nothing.is_empty() => lang.text("workbook-square-unnamed"),
        said => said,
    }
}

fn corner([east, north]: [i64; 2]) -> String {
    format!("{east} {north}")
}

/// A top, with its number on the map.
fn top(t: &Top, n: usize, lang: Lang) -> Vec<String> {
    vec![
        format!("{n}. {}", named(t.place.as_deref(), t.district.as_deref(), lang)),
        places::density(t.density, lang),
        whole(t.count, lang),
        corner(t.corner),
    ]
}

/// A row for each place: what it is now, since when, and its count in each stage.
fn followed(f: &Followed, lang: Lang) -> Table {
    let mut heads: Vec<String> =
        ["workbook-column-place", "workbook-column-now", "workbook-column-since"].iter().map(|id| lang.text(id)).collect();
    heads.extend(f.stages.iter().map(|(first, last)| format!("{}–{}", messages::week_short(lang, *first), last.number())));
    let row = |life: &SpotLife| {
        let since = life.stages.iter().position(|s| s.phase.is_some()).and_then(|at| f.stages.get(at));
        let mut row = vec![
            named(life.place.as_deref(), life.district_name.as_deref(), lang),
            places::phase_word(places::now(life), lang),
            since.map(|(first, _)| format!("{}, {}", messages::week_short(lang, *first), first.year())).unwrap_or_default(),
        ];
        row.extend(life.stages.iter().map(|s| if s.phase.is_some() { whole(s.count, lang) } else { "–".to_owned() }));
        row
    };
    Table { heads, rows: f.places.iter().map(row).collect() }
}

fn concentration(c: &Concentrated, lang: Lang) -> Table {
    let heads = ["workbook-column-square", "workbook-column-count", "workbook-column-share", "workbook-column-corner"];
    let mut sum = 0;
    let mut row = |square: &Square| {
        sum += square.count;
        let share = float(sum) / float(c.placed.max(1));
        vec![whereabouts(square, lang), whole(square.count, lang), super::percent(share, lang), corner(square.corner)]
    };
    let rows = c.squares.iter().map(&mut row).collect();
    Table { heads: heads.iter().map(|id| lang.text(id)).collect(), rows }
}

fn hot(h: &HotSquare, lang: Lang) -> Vec<String> {
    vec![
        whereabouts(&h.square, lang),
        whole(h.square.count, lang),
        whole(h.around, lang),
        lang.text(if h.sure { "workbook-hot-sure" } else { "workbook-hot-unsure" }),
        messages::decimal(lang, h.z, 1),
        super::p_value(h.p, lang),
        super::p_value(h.q, lang),
        corner(h.square.corner),
    ]
}
