//! `samsyn analyse etest`, `gini`, `s-index`: counts held against counts.

use super::answer::{Answer, Form};
use super::progress::Bar;
use super::refused::{finite, objects, refused};
use super::table::{Holds, Rows, Source, read};
use crate::outcome::{Exit, Trouble};
use analysis::counts::{
    RatioMethod, SIndexOptions, ShareChange, Test, benjamini_hochberg, compare, gini as concentration, held_by_top, places_holding,
    rate_ratio, s_index as similarity,
};
use analysis::{Refusal, Seed};
use clap::Args;
use messages::Lang;
use serde_json::{Value, json};

/// `samsyn analyse etest`.
#[derive(Debug, Args)]
pub struct Etest {
    #[command(flatten)]
    source: Source,
    /// Column with the first count.
    #[arg(long)]
    k1: String,
    /// Column with the second count.
    #[arg(long)]
    k2: String,
    /// Column with the first exposure (weeks, inhabitants …); 1 without.
    #[arg(long)]
    n1: Option<String>,
    /// Column with the second exposure, in the same unit; 1 without.
    #[arg(long)]
    n2: Option<String>,
    /// Level of the interval of the ratio.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    #[command(flatten)]
    form: Form,
}

/// Two Poisson counts in each row: the E-test and five others, and the ratio with its exact interval.
pub fn etest(arguments: &Etest, lang: Lang) -> Result<Exit, Trouble> {
    let mut wanted = vec![(arguments.k1.as_str(), Holds::Number), (arguments.k2.as_str(), Holds::Number)];
    wanted.extend([&arguments.n1, &arguments.n2].into_iter().flatten().map(|name| (name.as_str(), Holds::Number)));
    let rows = read(&arguments.source, &wanted, lang)?;
    let ones = vec![1.0; rows.lines.len()];
    let n1 = if arguments.n1.is_some() { rows.numbers(2) } else { &ones };
    let n2 = if arguments.n2.is_some() { rows.numbers(2 + usize::from(arguments.n1.is_some())) } else { &ones };
    let headers =
        vec!["line", "k1", "n1", "k2", "n2", "ratio", "low", "high", "etest", "exact_cond", "cond_midp", "score", "wald", "sqrt", "q"];
    let mut lines: Vec<Vec<Value>> = Vec::new();
    let mut p_values = Vec::new();
    for (row, (&k1, &k2)) in rows.numbers(0).iter().zip(rows.numbers(1)).enumerate() {
        let (a, b) = (whole(k1, &arguments.k1, lang)?, whole(k2, &arguments.k2, lang)?);
        let mut line = vec![rows.lines[row].into(), a.into(), n1[row].into(), b.into(), n2[row].into()];
        match rate_ratio(a, n1[row], b, n2[row], arguments.level, RatioMethod::Exact) {
            Ok(ratio) => line.extend([finite(ratio.ratio), finite(ratio.low), finite(ratio.high)]),
            Err(_) => line.extend([Value::Null, Value::Null, Value::Null]),
        }
        for test in Test::ALL {
            let p = match compare(a, n1[row], b, n2[row], test) {
                Ok(found) => found.p,
                // The E-test alone has a bound on counts; the others still answer.
                Err(Refusal::TooLarge { .. }) => f64::NAN,
                Err(refusal) => return Err(refused(lang, Some(&rows), &refusal)),
            };
            if test == Test::E {
                p_values.push(p);
            }
            line.push(finite(p));
        }
        lines.push(line);
    }
    for (line, q) in lines.iter_mut().zip(benjamini_hochberg(&p_values)) {
        line.push(finite(q));
    }
    let answer = Answer {
        method: "etest",
        parameters: json!({ "level": arguments.level, "q": "Benjamini-Hochberg of the E-test" }),
        result: objects(&headers, &lines),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    answer.write(&arguments.form, Some(&rows), lang)
}

/// A count: a whole number from 0.
pub fn whole(value: f64, column: &str, lang: Lang) -> Result<u64, Trouble> {
    if value >= 0.0 && value.fract() == 0.0 && value < 1e15 {
        Ok(value as u64)
    } else {
        Err(Trouble::Analysis(lang.format("analyse-not-a-count", &[("column", column.into()), ("value", value.to_string().into())])))
    }
}

/// `samsyn analyse gini`.
#[derive(Debug, Args)]
pub struct Gini {
    #[command(flatten)]
    source: Source,
    /// Column with the count of each place; places without incidents included.
    #[arg(long)]
    value: String,
    #[command(flatten)]
    form: Form,
}

/// Concentration over places.
pub fn gini(arguments: &Gini, lang: Lang) -> Result<Exit, Trouble> {
    let rows = read(&arguments.source, &[(&arguments.value, Holds::Number)], lang)?;
    let counts = rows.numbers(0);
    let trouble = |e: Refusal| refused(lang, Some(&rows), &e);
    let found = concentration(counts).map_err(trouble)?;
    let quarter = places_holding(counts, 0.25).map_err(trouble)?;
    let half = places_holding(counts, 0.5).map_err(trouble)?;
    let top = held_by_top(counts, 0.05).map_err(trouble)?;
    let headers =
        vec!["places", "incidents", "gini", "generalised_gini", "share_of_places_with_25", "share_of_places_with_50", "held_by_top_5"];
    let line: Vec<Value> = vec![
        found.places.into(),
        found.incidents.into(),
        found.gini.into(),
        found.generalised.into(),
        quarter.of_all.into(),
        half.of_all.into(),
        top.into(),
    ];
    one("gini", json!({}), headers, line).write(&arguments.form, Some(&rows), lang)
}

/// An answer of a single row.
pub fn one(method: &'static str, parameters: Value, headers: Vec<&'static str>, line: Vec<Value>) -> Answer {
    let result = headers.iter().zip(&line).map(|(h, v)| ((*h).to_owned(), v.clone())).collect::<serde_json::Map<_, _>>();
    Answer { method, parameters, result: result.into(), headers, rows: vec![line], shapes: None, diagnostics: Vec::new() }
}

/// `samsyn analyse s-index`.
#[derive(Debug, Args)]
pub struct SIndexOf {
    #[command(flatten)]
    source: Source,
    /// Column with the base set's count of each area.
    #[arg(long)]
    base: String,
    /// Column with the test set's count of each area.
    #[arg(long)]
    test: String,
    /// Column with the name of each area.
    #[arg(long)]
    area: Option<String>,
    /// Resamples.
    #[arg(long, default_value_t = 200)]
    samples: usize,
    /// Part of the test set in each resample, per cent.
    #[arg(long, default_value_t = 85.0)]
    part: f64,
    /// Level of the interval, per cent.
    #[arg(long, default_value_t = 95.0)]
    level: f64,
    /// Draw with replacement, as many as there are.
    #[arg(long)]
    bootstrap: bool,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    form: Form,
}

/// Andresen's S, whole and by area.
pub fn s_index(arguments: &SIndexOf, lang: Lang) -> Result<Exit, Trouble> {
    let mut wanted = vec![(arguments.base.as_str(), Holds::Number), (arguments.test.as_str(), Holds::Number)];
    wanted.extend(arguments.area.iter().map(|name| (name.as_str(), Holds::Text)));
    let rows: Rows = read(&arguments.source, &wanted, lang)?;
    let options = SIndexOptions {
        samples: arguments.samples,
        part: arguments.part / 100.0,
        level: arguments.level / 100.0,
        bootstrap: arguments.bootstrap,
        seed: Seed(arguments.seed),
    };
    let found = similarity(rows.numbers(0), rows.numbers(1), &options, &Bar::new(lang)).map_err(|e| refused(lang, Some(&rows), &e))?;
    let headers = vec!["area", "base_share", "test_share", "low", "high", "change"];
    let names = rows.texts(2);
    let line = |(row, area): (usize, &analysis::counts::AreaShare)| -> Vec<Value> {
        let name = names.get(row).cloned().unwrap_or_else(|| (row + 1).to_string());
        let change = match area.change {
            ShareChange::Lower => -1,
            ShareChange::Similar => 0,
            ShareChange::Higher => 1,
        };
        vec![name.into(), area.base.into(), area.test.into(), area.interval.0.into(), area.interval.1.into(), change.into()]
    };
    let lines: Vec<Vec<Value>> = found.areas.iter().enumerate().map(line).collect();
    let answer = Answer {
        method: "s-index",
        parameters: json!({
            "samples": options.samples, "part": options.part, "level": options.level, "bootstrap": options.bootstrap, "seed": arguments.seed,
        }),
        result: json!({ "s_index": found.global, "s_index_robust": found.robust, "areas": objects(&headers, &lines) }),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    answer.write(&arguments.form, Some(&rows), lang)
}
