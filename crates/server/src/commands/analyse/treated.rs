//! `samsyn analyse wdd`, `wdq`, `its`: what came of an action.

use super::answer::{Answer, Drawn, Form};
use super::drawn::steps::{self, Counts};
use super::refused::{finite, objects, refused};
use super::table::{Holds, Rows, Source, read};
use super::timeline::Timeline;
use crate::outcome::{Exit, Trouble};
use analysis::effect::{
    Errors, InterruptedOptions, Pair, RatioEstimate, WddAreas, WddEstimate, WddOptions, WdqReading, interrupted, wdd as difference,
    wdq as quotient,
};
use clap::{Args, ValueEnum};
use messages::Lang;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::str::FromStr;

/// Incidents before and after, written 207,110.
#[derive(Clone, Copy, Debug)]
pub struct BeforeAfter(Pair);

impl FromStr for BeforeAfter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers: Vec<f64> = text.split(',').map_while(|v| v.trim().parse().ok()).collect();
        match numbers[..] {
            [before, after] if text.split(',').count() == 2 => Ok(Self(Pair::new(before, after))),
            _ => Err("207,110".to_owned()),
        }
    }
}

/// Areas in a file instead: a row for each, with its role and its incidents before and after.
#[derive(Debug, Args)]
pub struct Roles {
    /// Table with the areas; without it they are given by options.
    file: Option<PathBuf>,
    /// Column with the role: treated, control, displacement (buffer), displacement-control; or behandlat, kontroll, omflyttning (buffert), omflyttningskontroll. Rows of one role are added up (buffers of wdq are rings, innermost first).
    #[arg(long, default_value = "role")]
    role: String,
    /// Column with the incidents before.
    #[arg(long, default_value = "before")]
    before: String,
    /// Column with the incidents after.
    #[arg(long, default_value = "after")]
    after: String,
}

/// What an area is in the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Treated,
    Control,
    Displacement,
    DisplacementControl,
}

/// The words of each role, the first as it is told.
const ROLES: [(Role, &[&str]); 4] = [
    (Role::Treated, &["treated", "treatment", "behandlat", "behandlad", "insats", "insatsområde"]),
    (Role::Control, &["control", "kontroll", "kontrollområde", "jämförelse", "jämförelseområde"]),
    (Role::Displacement, &["displacement", "buffer", "omflyttning", "omflyttningsområde", "buffert"]),
    (
        Role::DisplacementControl,
        &["displacement-control", "buffer-control", "omflyttning-kontroll", "omflyttningskontroll", "buffertkontroll"],
    ),
];

impl Role {
    /// In any case; words may be parted by a space, a hyphen or an underscore.
    fn of(text: &str) -> Option<Self> {
        let plain = text.to_lowercase().replace([' ', '_'], "-");
        ROLES.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(role, _)| *role)
    }
}

struct Areas {
    rows: Option<Rows>,
    of: Vec<(Role, Pair)>,
}

impl Roles {
    /// The areas; a role that is none of those asked for is refused, since its incidents would be missing from the answer.
    fn read(&self, asked: &[Role], lang: Lang) -> Result<Areas, Trouble> {
        let Some(file) = &self.file else { return Ok(Areas { rows: None, of: Vec::new() }) };
        let source = Source { file: file.clone(), no_header: false, sheet: None };
        let wanted = [(self.role.as_str(), Holds::Text), (&self.before, Holds::Number), (&self.after, Holds::Number)];
        let rows = read(&source, &wanted, lang)?;
        let mut of = Vec::new();
        for (row, text) in rows.texts(0).iter().enumerate() {
            let role = Role::of(text).filter(|role| asked.contains(role)).ok_or_else(|| {
                let known: Vec<&str> = ROLES.iter().filter(|(role, _)| asked.contains(role)).map(|(_, words)| words[0]).collect();
                let told = [("n", rows.lines[row].into()), ("value", text.as_str().into()), ("roles", known.join(", ").into())];
                Trouble::Analysis(lang.format("analyse-no-role", &told))
            })?;
            of.push((role, Pair::new(rows.numbers(1)[row], rows.numbers(2)[row])));
        }
        Ok(Areas { rows: Some(rows), of })
    }
}

impl Areas {
    fn rings(&self, role: Role) -> Vec<Pair> {
        self.of.iter().filter(|(of, _)| *of == role).map(|(_, pair)| *pair).collect()
    }

    fn sum(&self, role: Role) -> Option<Pair> {
        self.rings(role).into_iter().reduce(|a, b| Pair::new(a.before + b.before, a.after + b.after))
    }
}

fn needed(pair: Option<Pair>, name: &str, lang: Lang) -> Result<Pair, Trouble> {
    pair.ok_or_else(|| Trouble::Analysis(lang.format("analyse-no-area", &[("name", name.into())])))
}

/// `samsyn analyse wdd`.
#[derive(Debug, Args)]
pub struct Wdd {
    #[command(flatten)]
    roles: Roles,
    /// Treated area: incidents before and after, such as 207,110.
    #[arg(long)]
    treated: Option<BeforeAfter>,
    /// Control area.
    #[arg(long)]
    control: Option<BeforeAfter>,
    /// Displacement area.
    #[arg(long, alias = "buffer")]
    displacement: Option<BeforeAfter>,
    /// Control of the displacement area.
    #[arg(long)]
    displacement_control: Option<BeforeAfter>,
    /// Length of the time before and after.
    #[arg(long, value_delimiter = ',', default_values_t = [1.0, 1.0])]
    time_weights: Vec<f64>,
    /// Sizes of control, treated, displacement control and displacement area (the order of R's ptools).
    #[arg(long, value_delimiter = ',', default_values_t = [1.0, 1.0, 1.0, 1.0])]
    area_weights: Vec<f64>,
    /// Two-sided risk of the interval.
    #[arg(long, default_value_t = 0.05)]
    alpha: f64,
    #[command(flatten)]
    form: Form,
}

/// The weighted displacement difference.
pub fn wdd(arguments: &Wdd, lang: Lang) -> Result<Exit, Trouble> {
    let areas = arguments.roles.read(&[Role::Treated, Role::Control, Role::Displacement, Role::DisplacementControl], lang)?;
    let given = |option: Option<BeforeAfter>, role: Role| option.map(|p| p.0).or_else(|| areas.sum(role));
    let weight = |list: &[f64], at: usize| list.get(at).copied().unwrap_or(f64::NAN);
    let of = WddAreas {
        treated: needed(given(arguments.treated, Role::Treated), "treated", lang)?,
        control: needed(given(arguments.control, Role::Control), "control", lang)?,
        displacement: given(arguments.displacement, Role::Displacement),
        displacement_control: given(arguments.displacement_control, Role::DisplacementControl),
    };
    let sizes = &arguments.area_weights;
    let options = WddOptions {
        time: (weight(&arguments.time_weights, 0), weight(&arguments.time_weights, 1)),
        size: [weight(sizes, 1), weight(sizes, 0), weight(sizes, 3), weight(sizes, 2)],
        level: 1.0 - arguments.alpha,
    };
    let found = difference(&of, &options).map_err(|e| refused(lang, areas.rows.as_ref(), &e))?;
    let headers = vec!["part", "estimate", "standard_error", "z", "p", "low", "high"];
    let part = |name: &str, e: WddEstimate| -> Vec<Value> {
        vec![name.into(), finite(e.estimate), finite(e.error), Value::Null, Value::Null, Value::Null, Value::Null]
    };
    let mut total = part("total", found.total);
    total.splice(3.., [finite(found.z), finite(found.p), finite(found.interval.0), finite(found.interval.1)]);
    let lines = vec![part("local", found.local), part("displacement", found.displacement), total];
    let answer = Answer {
        method: "wdd",
        parameters: json!({ "time_weights": arguments.time_weights, "area_weights": arguments.area_weights, "alpha": arguments.alpha }),
        result: json!({
            "estimate": found.total.estimate, "standard_error": found.total.error, "z": finite(found.z), "p": finite(found.p),
            "low": finite(found.interval.0), "high": finite(found.interval.1), "parts": objects(&headers, &lines),
        }),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    answer.write(&arguments.form, areas.rows.as_ref(), lang)
}

/// `samsyn analyse wdq`.
#[derive(Debug, Args)]
pub struct Wdq {
    #[command(flatten)]
    roles: Roles,
    /// Treated area: incidents before and after, such as 100,60.
    #[arg(long)]
    treated: Option<BeforeAfter>,
    /// Ring around it; once for each, innermost first.
    #[arg(long)]
    buffer: Vec<BeforeAfter>,
    /// Control: the rest.
    #[arg(long)]
    control: Option<BeforeAfter>,
    #[command(flatten)]
    form: Form,
}

/// The weighted displacement quotient, ring by ring.
pub fn wdq(arguments: &Wdq, lang: Lang) -> Result<Exit, Trouble> {
    let areas = arguments.roles.read(&[Role::Treated, Role::Control, Role::Displacement], lang)?;
    let given = |option: Option<BeforeAfter>, role: Role| option.map(|p| p.0).or_else(|| areas.sum(role));
    let treated = needed(given(arguments.treated, Role::Treated), "treated", lang)?;
    let control = needed(given(arguments.control, Role::Control), "control", lang)?;
    let mut rings: Vec<Pair> = arguments.buffer.iter().map(|b| b.0).collect();
    if rings.is_empty() {
        rings = areas.rings(Role::Displacement);
    }
    needed(rings.first().copied(), "buffer", lang)?;
    let found = quotient(treated, &rings, control).map_err(|e| refused(lang, areas.rows.as_ref(), &e))?;
    let headers = vec!["ring", "success", "buffer", "wdq", "reading"];
    let lines: Vec<Vec<Value>> = found
        .iter()
        .enumerate()
        .map(|(at, w)| {
            let reading = match w.reading {
                WdqReading::NoSuccess => "no success",
                WdqReading::DiffusionBeyondEffect => "diffusion beyond effect",
                WdqReading::Diffusion => "diffusion",
                WdqReading::Neither => "neither",
                WdqReading::Displacement => "displacement",
                WdqReading::DisplacementBeyondEffect => "displacement beyond effect",
            };
            let ring: Value = if at < rings.len() { (at + 1).into() } else { "all".into() };
            vec![ring, finite(w.success), finite(w.buffer), finite(w.quotient), reading.into()]
        })
        .collect();
    let answer = Answer {
        method: "wdq",
        parameters: json!({ "rings": rings.len() }),
        result: json!({ "wdq": found.last().map(|w| finite(w.quotient)), "rings": objects(&headers, &lines) }),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    answer.write(&arguments.form, areas.rows.as_ref(), lang)
}

/// How standard errors are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ErrorsOf {
    /// As if counts were Poisson.
    Poisson,
    /// Scaled by the dispersion.
    Quasi,
    /// Newey and West.
    NeweyWest,
}

/// `samsyn analyse its`.
#[derive(Debug, Args)]
pub struct Its {
    #[command(flatten)]
    line: Timeline,
    /// First observation with the action: its place in the series from 1, or a date of the date column (the first observation from that day on).
    #[arg(long, conflicts_with = "step", required_unless_present = "step")]
    from: Option<String>,
    /// Column that is 0 before the action and 1 from then on.
    #[arg(long)]
    step: Option<String>,
    /// Column with an exposure (inhabitants …).
    #[arg(long, alias = "population")]
    offset: Option<String>,
    /// Observations in a year.
    #[arg(long, default_value_t = 52)]
    period: usize,
    /// Pairs of sine and cosine; 0 for no season.
    #[arg(long, default_value_t = 0)]
    harmonics: usize,
    /// Another slope from the action on too.
    #[arg(long)]
    slope: bool,
    /// How standard errors are made.
    #[arg(long, value_enum, default_value = "newey-west")]
    errors: ErrorsOf,
    /// Lags of Newey and West.
    #[arg(long)]
    lag: Option<usize>,
    /// Level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    #[command(flatten)]
    form: Drawn,
}

/// An interrupted time series.
pub fn its(arguments: &Its, lang: Lang) -> Result<Exit, Trouble> {
    let others: Vec<&str> = [&arguments.step, &arguments.offset].into_iter().flatten().map(String::as_str).collect();
    let series = arguments.line.read_counts(&others, lang)?;
    let counts = &series.values;
    let shown = Counts::drawn(&series, &arguments.form, lang)?;
    let from = match (&arguments.from, &arguments.step) {
        (Some(from), _) => series.place(from).ok_or_else(|| {
            let told = [("value", from.as_str().into()), ("n", (counts.len() as u64).into())];
            Trouble::Analysis(lang.format("analyse-no-such-step", &told))
        })?,
        (None, Some(_)) => series.others[0].iter().position(|v| *v > 0.0).unwrap_or(counts.len()),
        (None, None) => counts.len(),
    };
    let exposure = arguments.offset.as_ref().and(series.others.last());
    let options = InterruptedOptions {
        season: (arguments.harmonics > 0).then_some((arguments.period, arguments.harmonics)),
        slope_change: arguments.slope,
        errors: match arguments.errors {
            ErrorsOf::Poisson => Errors::Poisson,
            ErrorsOf::Quasi => Errors::QuasiPoisson,
            ErrorsOf::NeweyWest => Errors::NeweyWest(arguments.lag),
        },
        level: arguments.level,
    };
    let found = interrupted(counts, exposure.map(Vec::as_slice), from, &options).map_err(|e| refused(lang, Some(&series.rows), &e))?;
    let errors = arguments.errors.to_possible_value().map(|v| v.get_name().to_owned());
    let lag = (arguments.errors == ErrorsOf::NeweyWest).then_some(found.lags);
    let headers = vec!["term", "ratio", "low", "high", "log_error", "p"];
    let line = |term: &str, e: &RatioEstimate| -> Vec<Value> {
        vec![term.into(), finite(e.ratio), finite(e.interval.0), finite(e.interval.1), finite(e.log_error), finite(e.p)]
    };
    let mut lines = vec![line("step", &found.step), line("trend", &found.trend)];
    lines.extend(found.slope_change.iter().map(|e| line("slope_change", e)));
    let answer = Answer {
        method: "its",
        parameters: json!({
            "from": from + 1, "period": arguments.period, "harmonics": arguments.harmonics, "slope": arguments.slope,
            "errors": errors, "lag": lag, "level": options.level, "offset": arguments.offset,
        }),
        result: json!({
            "terms": objects(&headers, &lines), "dispersion": found.dispersion, "autocorrelation": finite(found.autocorrelation),
            "autocorrelation_p": finite(found.autocorrelation_p), "observed_after": found.observed_after, "expected_after": found.expected_after,
        }),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    answer.write_drawn(&arguments.form, Some(&series.rows), lang, || steps::interrupted(&shown.unwrap_or_default(), &found, from, lang))
}
