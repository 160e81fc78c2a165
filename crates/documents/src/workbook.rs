//! An analysis of the workbook in words, as a table, as a figure and as files.

mod drawn;
mod places;
mod table;

pub use table::{Table, table};

use crate::Separated;
use crate::picture::figures::Drawn;
use crate::picture::words::float;
use domain::districts::DistrictOutline;
use domain::methods::Method;
use domain::pictures::findings::Side;
use domain::pictures::{Certainty, Change, Pulse};
use domain::week::Week;
use domain::workbook::{Analysis, Cannot, Compared, NearTable, Outcome, Sentence, TrendRow};
use messages::{Arg, Lang};

/// Largest share of bands called near that may be chance.
const FALSE_DISCOVERY: f64 = 0.05;

/// Spread beyond chance that is worth a remark.
const REMARKABLE_SPREAD: f64 = 1.5;

/// What an analysis said when it was kept.
pub fn said(sentence: &Sentence, lang: Lang) -> &str {
    match lang {
        Lang::Sv => &sentence.sv,
        Lang::En => &sentence.en,
    }
}

/// Name of a method, as on its card.
pub fn method(lang: Lang, method: Method) -> String {
    lang.text(&format!("method-{}-name", method.key()))
}

/// `vecka 1–46, 2026`, with years written once when equal.
pub fn weeks(lang: Lang, from: Week, to: Week) -> String {
    match (from == to, from.year() == to.year()) {
        (true, _) => messages::week_long(lang, from),
        (false, true) => format!("{}–{}, {}", messages::week_short(lang, from), to.number(), to.year()),
        (false, false) => format!("{} – {}", messages::week_long(lang, from), messages::week_long(lang, to)),
    }
}

/// What part of the material: `Skadegörelse, Ryd, Polisen`, or the whole of it.
pub fn part(analysis: &Analysis, lang: Lang) -> String {
    let question = &analysis.question;
    let category = question.category.map_or_else(|| lang.text("workbook-everything"), |c| messages::category(lang, &analysis.words, c));
    let district = question.district.as_ref().map(|code| analysis.district_name.clone().unwrap_or_else(|| code.to_string()));
    [Some(category), district, question.source.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What the analysis says, with how sure it is.
pub fn sentence(analysis: &Analysis, lang: Lang) -> String {
    let question = &analysis.question;
    let head = format!("{}, {}:", part(analysis, lang), weeks(lang, question.from, question.to));
    let said = match &analysis.answer.outcome {
        Outcome::Trend(rows) => trend(rows, lang),
        Outcome::Periods(found) => periods(found, lang),
        Outcome::Pulse(found) => pulse(found, lang),
        Outcome::NearRepeat(found) => near(found, lang),
        Outcome::Concentration(found) => places::concentration(found, question.technique, lang),
        Outcome::HotSquares(found) => places::hot(found, question.technique, lang),
        Outcome::Dense(found) => places::dense(found, lang),
        Outcome::Followed(found) => places::followed(found, lang),
        Outcome::Cannot(why) => format!("{} {}", lang.text("workbook-cannot"), cannot(*why, lang)),
    };
    format!("{head} {said}")
}

fn trend(rows: &[TrendRow], lang: Lang) -> String {
    let sides: Vec<Side> = rows.iter().filter_map(|r| r.band.side(r.count?)).collect();
    let count = |side: Side| sides.iter().filter(|s| **s == side).count() as u64;
    let Some(last) = rows.iter().rev().find(|r| r.count.is_some()) else { return lang.text("workbook-cannot") };
    let told = sides.len() as u64;
    if told == 0 {
        return lang.text("workbook-trend-short");
    }
    let total: u64 = rows.iter().filter_map(|r| r.count).sum();
    let first = [("n", total.into()), ("of", told.into()), ("above", count(Side::Above).into()), ("below", count(Side::Below).into())];
    let newest = last.band.expected.zip(last.count).zip(last.band.side(last.count.unwrap_or(0))).map(|((expected, count), side)| {
        let said: [(&'static str, Arg); 4] = [
            ("week", messages::week_short(lang, last.week).into()),
            ("n", count.into()),
            ("interval", messages::interval(lang, expected.low, expected.high).into()),
            ("side", crate::picture::trend::side_word(lang, side).into()),
        ];
        lang.format("workbook-trend-newest", &said)
    });
    [Some(lang.format("workbook-trend", &first)), newest].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn periods(c: &Compared, lang: Lang) -> String {
    let rate = |rate: f64| messages::decimal(lang, rate, 1);
    let mut said: Vec<(&'static str, Arg)> = vec![
        ("rate", rate(c.asked.rate()).into()),
        ("n", c.asked.count.into()),
        ("against", weeks(lang, c.against.from, c.against.to).into()),
        ("usual", rate(c.against.rate()).into()),
        ("count", c.against.count.into()),
    ];
    let verdict = match (c.change, c.certainty) {
        (Change::Unchanged | Change::Unknown, _) => lang.text("workbook-periods-same"),
        (Change::Grown | Change::New, certainty) => lang.format("workbook-periods-more", &[("sure", sure(certainty, lang).into())]),
        (Change::Shrunk | Change::Gone, certainty) => lang.format("workbook-periods-fewer", &[("sure", sure(certainty, lang).into())]),
    };
    said.push(("verdict", verdict.into()));
    let first = lang.format("workbook-periods", &said);
    let Some([ratio, low, high]) = c.ratio else { return first };
    let number = |value: f64| messages::decimal(lang, value, 2);
    let times = lang.format(
        "workbook-periods-times",
        &[("value", number(ratio).into()), ("low", number(low).into()), ("high", number(high).into()), ("p", p_value(c.p, lang).into())],
    );
    format!("{first} {times}")
}

fn sure(certainty: Certainty, lang: Lang) -> String {
    messages::certainty(lang, certainty)
}

/// A share of chance; below a thousandth it is said so.
fn p_value(p: f64, lang: Lang) -> String {
    if p < 0.001 { format!("< {}", messages::decimal(lang, 0.001, 3)) } else { messages::decimal(lang, p, 3) }
}

fn percent(share: f64, lang: Lang) -> String {
    format!("{} %", messages::decimal(lang, share * 100.0, 0))
}

fn pulse(pulse: &Pulse, lang: Lang) -> String {
    if pulse.placed == 0 {
        return lang.text("workbook-pulse-none");
    }
    // The six hours of a day of the week, of all, that hold most.
    let cells: Vec<f64> = pulse.cells.iter().flatten().copied().collect();
    let parts: Vec<f64> = cells.chunks(6).map(|part| part.iter().sum()).collect();
    let most = (0..parts.len()).max_by(|a, b| parts[*a].total_cmp(&parts[*b]).then(b.cmp(a))).unwrap_or(0);
    let (day, from) = (most / 4, most % 4 * 6);
    lang.format(
        "workbook-pulse",
        &[
            ("n", pulse.placed.into()),
            ("day", messages::weekday(lang, day).into()),
            ("hours", format!("{from:02}–{:02}", from + 6).into()),
            ("share", percent(parts[most] / float(pulse.placed), lang).into()),
            ("even", percent(1.0 / 28.0, lang).into()),
            ("vague", pulse.vague.into()),
        ],
    )
}

fn near(table: &NearTable, lang: Lang) -> String {
    let Some(first) = table.bands.first() else { return lang.text("workbook-cannot") };
    let near = |b: &&domain::workbook::NearBand| b.q < FALSE_DISCOVERY && b.ratio.is_some_and(|r| r > 1.0);
    let beyond = table.bands.iter().filter(near).count() as u64;
    let said: [(&'static str, Arg); 8] = [
        ("events", table.events.into()),
        ("metres", u64::from(first.metres[1]).into()),
        ("days", u64::from(first.days[1]).into()),
        ("n", first.pairs.into()),
        ("expected", messages::decimal(lang, first.expected, 1).into()),
        ("p", p_value(first.p, lang).into()),
        ("count", beyond.into()),
        ("of", (table.bands.len() as u64).into()),
    ];
    lang.format(if near(&first) { "workbook-near" } else { "workbook-near-not" }, &said)
}

fn cannot(why: Cannot, lang: Lang) -> String {
    match why {
        Cannot::Nothing => lang.text("workbook-cannot-nothing"),
        Cannot::Before(first) => lang.format("workbook-cannot-before", &[("week", messages::week_long(lang, first).into())]),
        Cannot::TooFew { have, need } => lang.format("workbook-cannot-few", &[("have", have.into()), ("need", need.into())]),
        Cannot::TooMany { have, most } => lang.format("workbook-cannot-many", &[("have", have.into()), ("most", most.into())]),
        Cannot::TooWide => lang.text("workbook-cannot-wide"),
        Cannot::Coded { positions, percent } => {
            lang.format("workbook-cannot-coded", &[("positions", positions.into()), ("percent", percent.into())])
        }
        Cannot::Undecided => lang.text("workbook-cannot-undecided"),
    }
}

/// What to bear in mind with this answer.
pub fn remarks(analysis: &Analysis, lang: Lang) -> Vec<String> {
    match &analysis.answer.outcome {
        Outcome::Trend(_) => vec![lang.text("workbook-remark-trend")],
        Outcome::Periods(c) => {
            let spread = c.spread > REMARKABLE_SPREAD;
            let spread = spread.then(|| lang.format("workbook-remark-spread", &[("value", messages::decimal(lang, c.spread, 1).into())]));
            [Some(lang.text("workbook-remark-periods")), spread].into_iter().flatten().collect()
        }
        Outcome::Pulse(found) => {
            let left = (found.left_out > 0).then(|| lang.format("workbook-remark-left-out", &[("n", found.left_out.into())]));
            [Some(lang.text("workbook-remark-pulse")), left].into_iter().flatten().collect()
        }
        Outcome::NearRepeat(_) => vec![lang.text("workbook-remark-near")],
        Outcome::Concentration(found) => unplaced(analysis, found.placed, "workbook-remark-concentration", lang),
        Outcome::HotSquares(found) => {
            let empty = places::emptiness(found, lang);
            unplaced(analysis, found.placed, "workbook-remark-hot", lang).into_iter().chain(empty).collect()
        }
        Outcome::Dense(found) => {
            let held = places::reservations(found, lang);
            unplaced(analysis, found.placed, "workbook-remark-density", lang).into_iter().chain(held).collect()
        }
        Outcome::Followed(_) => vec![lang.text("workbook-remark-lives")],
        Outcome::Cannot(_) => Vec::new(),
    }
}

fn unplaced(analysis: &Analysis, placed: u64, first: &str, lang: Lang) -> Vec<String> {
    let left = analysis.answer.incidents.saturating_sub(placed);
    let without = (left > 0).then(|| lang.format("workbook-remark-unplaced", &[("n", left.into())]));
    [Some(lang.text(first)), without].into_iter().flatten().collect()
}

/// The figure; `None` for what is a table alone.
pub fn figure(analysis: &Analysis, outlines: &[DistrictOutline], lang: Lang) -> Option<Drawn> {
    drawn::figure(analysis, outlines, lang)
}

/// The table as semicolon-separated text, with what it is of above it.
pub fn csv(analysis: &Analysis, lang: Lang) -> Vec<u8> {
    let question = &analysis.question;
    let mut rows = vec![
        vec![method(lang, question.technique.method()), part(analysis, lang), weeks(lang, question.from, question.to)],
        vec![lang.text("workbook-digest"), analysis.output_digest.clone()],
    ];
    match table(analysis, lang) {
        Some(found) => rows.extend(std::iter::once(found.heads).chain(found.rows)),
        None => rows.push(vec![sentence(analysis, lang)]),
    }
    // Every row of a list is as wide.
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut list = Separated::default();
    for mut row in rows {
        row.resize(width, String::new());
        list.row(row);
    }
    list.into_bytes()
}

/// Everything, for programs. The answer is the text that the digest is of.
pub fn json(analysis: &Analysis) -> serde_json::Value {
    let question: serde_json::Map<String, serde_json::Value> =
        analysis.question.pairs().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    serde_json::json!({
        "question": question,
        "as_of": analysis.as_of,
        "version": analysis.version,
        "input_digest": analysis.input_digest,
        "output_digest": analysis.output_digest,
        "output": analysis.output,
        "answer": serde_json::from_str::<serde_json::Value>(&analysis.output).unwrap_or_default(),
    })
}
