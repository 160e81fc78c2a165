//! `samsyn analyse stl`, `changes`: trend, season and level shifts of a series.

use super::answer::{Answer, Drawn};
use super::drawn::steps::{self, Counts};
use super::refused::{finite, objects, refused};
use super::timeline::{Series, Timeline};
use crate::outcome::{Exit, Trouble};
use analysis::time::{ChangeOptions, Season, Stl, change_points, stl as decomposed};
use clap::Args;
use messages::Lang;
use serde_json::{Value, json};

/// `samsyn analyse stl`.
#[derive(Debug, Args)]
pub struct StlOf {
    #[command(flatten)]
    line: Timeline,
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

/// Trend, season and rest. A step without a value is refused: left out it would shift the season, and the method has no place for it.
pub fn stl(arguments: &StlOf, lang: Lang) -> Result<Exit, Trouble> {
    let series = arguments.line.read(&[], lang)?;
    refuse_gaps(&series, lang)?;
    let values = &series.values;
    let counts = Counts::drawn(&series, &arguments.form, lang)?;
    let season = arguments.season.map_or(Season::Fixed, Season::Changing);
    let found = decomposed(values, &Stl::new(arguments.period, season, arguments.robust, values.len()))
        .map_err(|e| refused(lang, Some(&series.rows), &e))?;
    let headers = vec!["number", "date", "value", "trend", "season", "rest", "weight"];
    let line = |at: usize| -> Vec<Value> {
        let parts = [values[at], found.trend[at], found.season[at], found.rest[at], found.weight[at]].map(finite);
        [(at + 1).into(), series.time(at)].into_iter().chain(parts).collect()
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
    answer.write_drawn(&arguments.form, Some(&series.rows), lang, || steps::trend(&counts.unwrap_or_default(), &found, lang))
}

fn refuse_gaps(series: &Series, lang: Lang) -> Result<(), Trouble> {
    let rejected = series.rows.rejected.first();
    let unknown = series.values.iter().position(|value| !value.is_finite());
    let said = match (rejected, unknown) {
        (Some(row), _) => {
            let told = [("n", row.line.into()), ("column", row.column.as_str().into()), ("value", row.value.as_str().into())];
            lang.format("analyse-step-without-value", &told)
        }
        (None, Some(step)) => lang.format("analyse-step-without-row", &[("step", series.labels[step].as_str().into())]),
        (None, None) => return Ok(()),
    };
    Err(Trouble::Analysis(said))
}

/// `samsyn analyse changes`.
#[derive(Debug, Args)]
pub struct Changes {
    #[command(flatten)]
    line: Timeline,
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

/// Steps from which the level is another. Steps without a value say nothing of the level and keep their place: a change is at the first known step of its level.
pub fn changes(arguments: &Changes, lang: Lang) -> Result<Exit, Trouble> {
    let series = arguments.line.read_counts(&[], lang)?;
    let (places, known): (Vec<usize>, Vec<f64>) = series.values.iter().enumerate().filter(|(_, value)| value.is_finite()).unzip();
    let counts = Counts::drawn(&series, &arguments.form, lang)?;
    let options = ChangeOptions { shortest: arguments.shortest, penalty: arguments.penalty, poisson: arguments.poisson };
    let found = change_points(&known, &options).map_err(|e| refused(lang, Some(&series.rows), &e))?;
    let headers = vec!["number", "date", "before", "after", "gain"];
    let line = |c: &analysis::time::ChangePoint| -> Vec<Value> {
        let place = places[c.index];
        vec![(place + 1).into(), series.time(place), finite(c.before), finite(c.after), finite(c.gain)]
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
    answer.write_drawn(&arguments.form, Some(&series.rows), lang, || steps::levels(&counts.unwrap_or_default(), &found, lang))
}
