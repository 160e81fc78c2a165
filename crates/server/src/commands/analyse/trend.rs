//! `samsyn analyse stl`, `changes`: trend, season and level shifts of a series.

use super::answer::{Answer, Drawn};
use super::drawn::steps::{self, Counts};
use super::refused::{finite, objects, refused};
use super::table::{Holds, Rows, Source, read};
use crate::outcome::{Exit, Trouble};
use analysis::time::{ChangeOptions, Season, Stl, change_points, stl as decomposed};
use clap::Args;
use messages::Lang;
use serde_json::{Value, json};

/// A series of values at even steps of time.
#[derive(Clone, Debug, Args)]
pub struct Steps {
    #[command(flatten)]
    source: Source,
    /// Column with the values, in the order of time.
    #[arg(long)]
    value: String,
    /// Column with the name of each step, such as its date; told beside the answer.
    #[arg(long)]
    date: Option<String>,
}

impl Steps {
    fn read(&self, lang: Lang) -> Result<Rows, Trouble> {
        let mut wanted = vec![(self.value.as_str(), Holds::Number)];
        wanted.extend(self.date.iter().map(|name| (name.as_str(), Holds::Text)));
        read(&self.source, &wanted, lang)
    }

    fn name(&self, rows: &Rows, at: usize) -> Value {
        rows.texts(1).get(at).map_or(Value::Null, |name| name.as_str().into())
    }

    /// What a figure is drawn of, when one is asked for: names, or numbers without them.
    fn counts(&self, rows: &Rows, form: &Drawn, lang: Lang) -> Result<Option<Counts>, Trouble> {
        let name = |at: usize| rows.texts(1).get(at).cloned().unwrap_or_else(|| (at + 1).to_string());
        let labels = (0..rows.numbers(0).len()).map(name).collect();
        form.figure().then(|| Counts::of(rows.numbers(0), labels, lang)).transpose()
    }
}

/// `samsyn analyse stl`.
#[derive(Debug, Args)]
pub struct StlOf {
    #[command(flatten)]
    steps: Steps,
    /// Steps in a season: 52 for weeks.
    #[arg(long, default_value_t = 52)]
    period: usize,
    /// Seasons that the season is smoothed over, an odd number; the same season every year without.
    #[arg(long)]
    season: Option<usize>,
    /// Outliers weigh less.
    #[arg(long)]
    robust: bool,
    #[command(flatten)]
    form: Drawn,
}

/// Trend, season and rest.
pub fn stl(arguments: &StlOf, lang: Lang) -> Result<Exit, Trouble> {
    let rows = arguments.steps.read(lang)?;
    let values = rows.numbers(0);
    let counts = arguments.steps.counts(&rows, &arguments.form, lang)?;
    let season = arguments.season.map_or(Season::Fixed, Season::Changing);
    let found = decomposed(values, &Stl::new(arguments.period, season, arguments.robust, values.len())).map_err(|e| refused(lang, &e))?;
    let headers = vec!["number", "date", "value", "trend", "season", "rest", "weight"];
    let line = |at: usize| -> Vec<Value> {
        let parts = [values[at], found.trend[at], found.season[at], found.rest[at], found.weight[at]].map(finite);
        [(at + 1).into(), arguments.steps.name(&rows, at)].into_iter().chain(parts).collect()
    };
    let lines: Vec<Vec<Value>> = (0..values.len()).map(line).collect();
    let answer = Answer {
        method: "stl",
        parameters: json!({ "period": arguments.period, "season": arguments.season, "robust": arguments.robust }),
        result: json!({
            "seasonal_strength": finite(found.seasonal_strength()), "trend_strength": finite(found.trend_strength()),
            "steps": objects(&headers, &lines),
        }),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    answer.write_drawn(&arguments.form, Some(&rows), lang, || steps::trend(&counts.unwrap_or_default(), &found, lang))
}

/// `samsyn analyse changes`.
#[derive(Debug, Args)]
pub struct Changes {
    #[command(flatten)]
    steps: Steps,
    /// Fewest steps between two changes.
    #[arg(long, default_value_t = 4)]
    shortest: usize,
    /// What a change must gain to be told; chosen by the length of the series without.
    #[arg(long)]
    penalty: Option<f64>,
    /// Counts vary as Poisson counts do, no more.
    #[arg(long)]
    poisson: bool,
    #[command(flatten)]
    form: Drawn,
}

/// Steps from which the level is another.
pub fn changes(arguments: &Changes, lang: Lang) -> Result<Exit, Trouble> {
    let rows = arguments.steps.read(lang)?;
    let counts = arguments.steps.counts(&rows, &arguments.form, lang)?;
    let options = ChangeOptions { shortest: arguments.shortest, penalty: arguments.penalty, poisson: arguments.poisson };
    let found = change_points(rows.numbers(0), &options).map_err(|e| refused(lang, &e))?;
    let headers = vec!["number", "date", "before", "after", "gain"];
    let line = |c: &analysis::time::ChangePoint| -> Vec<Value> {
        vec![(c.index + 1).into(), arguments.steps.name(&rows, c.index), finite(c.before), finite(c.after), finite(c.gain)]
    };
    let lines: Vec<Vec<Value>> = found.iter().map(line).collect();
    let answer = Answer {
        method: "changes",
        parameters: json!({ "shortest": options.shortest, "penalty": options.penalty, "poisson": options.poisson }),
        result: objects(&headers, &lines),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    answer.write_drawn(&arguments.form, Some(&rows), lang, || steps::levels(&counts.unwrap_or_default(), &found, lang))
}
