//! `samsyn analyse kde`, `dbscan`.

use super::answer::{Answer, Drawn, point, square};
use super::drawn;
use super::progress::Bar;
use super::refused::refused;
use super::remarks::Noticed;
use super::table::{Holds, Rows, Source, read};
use crate::outcome::{Exit, Trouble};
use analysis::place::{Edge, Kernel, Smoothing, Way};
use clap::{Args, ValueEnum};
use messages::Lang;
use serde_json::json;

/// Where points stand.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// Column with eastings, metres (longitudes with --lonlat).
    #[arg(long)]
    pub x: String,
    /// Column with northings, metres (latitudes with --lonlat).
    #[arg(long)]
    pub y: String,
    /// Columns are longitudes and latitudes in degrees; they are projected to SWEREF 99 TM, outside Sweden to their own meridian.
    #[arg(long)]
    pub lonlat: bool,
}

impl Place {
    /// Reads the places, metres.
    pub fn read(&self, source: &Source, lang: Lang) -> Result<Rows, Trouble> {
        self.read_with(source, &[], lang)
    }

    /// Reads the places, metres, and more columns after them.
    pub fn read_with(&self, source: &Source, more: &[(&str, Holds)], lang: Lang) -> Result<Rows, Trouble> {
        let places = [(self.x.as_str(), Holds::Number), (&self.y, Holds::Number)];
        let mut rows = read(source, &[&places[..], more].concat(), lang)?;
        rows.in_metres(self.lonlat, true, [&self.x, &self.y]);
        Ok(rows)
    }
}

/// How a point spreads.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KernelChoice {
    /// Reaches as far as the bandwidth.
    Quartic,
    /// The bandwidth is its standard deviation.
    Gaussian,
}

/// What is done about the bounds.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum EdgeChoice {
    /// Nothing; the bounds are the points', widened by the kernel's reach.
    Open,
    /// Cells are divided by the share of a kernel inside the points' bounds.
    Uniform,
    /// Points are divided by the share of their kernel inside: the surface sums to them.
    Sums,
}

/// `samsyn analyse kde`.
#[derive(Debug, Args)]
pub struct Kde {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    place: Place,
    /// Side of a cell, metres.
    #[arg(long)]
    cell: f64,
    /// Bandwidth, metres; at least two cells, better five.
    #[arg(long)]
    bandwidth: f64,
    /// How a point spreads.
    #[arg(long, value_enum, default_value = "quartic")]
    kernel: KernelChoice,
    /// What is done about the bounds.
    #[arg(long, value_enum, default_value = "open")]
    edge: EdgeChoice,
    /// Points are shared between the nearest cells first: faster, not exact.
    #[arg(long)]
    binned: bool,
    #[command(flatten)]
    form: Drawn,
}

/// A surface over the points' bounds, widened to multiples of the cell and, with open bounds, by the reach of the kernel.
pub fn kde(arguments: &Kde, lang: Lang) -> Result<Exit, Trouble> {
    let mut rows = arguments.place.read(&arguments.source, lang)?;
    if arguments.bandwidth < arguments.cell {
        rows.noticed.push(Noticed::NarrowBandwidth);
    }
    let (x, y, cell) = (rows.numbers(0), rows.numbers(1), arguments.cell);
    let (kernel, kernel_name, reach) = match arguments.kernel {
        KernelChoice::Quartic => (Kernel::Quartic, "quartic", 1.0),
        KernelChoice::Gaussian => (Kernel::Gaussian, "gaussian", 3.0),
    };
    let (edge, edge_name) = match arguments.edge {
        EdgeChoice::Open => (Edge::Open, "open"),
        EdgeChoice::Uniform => (Edge::Uniform, "uniform"),
        EdgeChoice::Sums => (Edge::Sums, "sums"),
    };
    let reach = if edge == Edge::Open { reach * arguments.bandwidth } else { 0.0 };
    let bound = |values: &[f64]| {
        let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
        let (low, high) = (((low - reach) / cell).floor(), ((high + reach) / cell).ceil());
        (low * cell, high.max(low + 1.0) * cell)
    };
    let ((left, right), (bottom, top)) = (bound(x), bound(y));
    let way = if arguments.binned { Way::Binned } else { Way::Exact };
    let smoothing = Smoothing { kernel, bandwidth: arguments.bandwidth, cell, bounds: [left, bottom, right, top], edge, way };
    let found =
        analysis::place::surface(x, y, &vec![1.0; x.len()], &smoothing, &Bar::new(lang)).map_err(|e| refused(lang, Some(&rows), &e))?;
    let grid = found.value;
    let corner = |at: usize| (grid.min_x + (at % grid.columns) as f64 * cell, grid.min_y + (at / grid.columns) as f64 * cell);
    let cells: Vec<(usize, f64)> = grid.values.iter().copied().enumerate().filter(|(_, v)| *v > 0.0).collect();
    let row = |(at, v): &(usize, f64)| vec![(corner(*at).0 + cell / 2.0).into(), (corner(*at).1 + cell / 2.0).into(), (*v).into()];
    let answer = Answer {
        method: "kde",
        parameters: json!({
            "cell": cell, "bandwidth": arguments.bandwidth, "kernel": kernel_name, "edge": edge_name, "binned": arguments.binned,
        }),
        result: json!({
            "min_x": grid.min_x, "min_y": grid.min_y, "cell": cell, "columns": grid.columns, "rows": grid.rows,
            "unit": "per_km2", "values": grid.values,
        }),
        headers: vec!["x", "y", "per_km2"],
        rows: cells.iter().map(row).collect(),
        shapes: Some(cells.iter().map(|(at, _)| square(&rows, corner(*at).0, corner(*at).1, cell)).collect()),
        diagnostics: found.diagnostics,
    };
    answer.write_drawn(&arguments.form, Some(&rows), lang, || drawn::surface(&grid, cell, arguments.bandwidth, lang))
}

/// `samsyn analyse dbscan`.
#[derive(Debug, Args)]
pub struct Dbscan {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    place: Place,
    /// Distance within which points are neighbours, metres, itself taken in.
    #[arg(long)]
    eps: f64,
    /// Points within that distance, the point itself counted, that make a core point.
    #[arg(long)]
    min_points: usize,
    #[command(flatten)]
    form: Drawn,
}

/// Clusters of points; −1 is noise.
pub fn dbscan(arguments: &Dbscan, lang: Lang) -> Result<Exit, Trouble> {
    let rows = arguments.place.read(&arguments.source, lang)?;
    let (x, y) = (rows.numbers(0), rows.numbers(1));
    let found =
        analysis::place::dbscan(x, y, arguments.eps, arguments.min_points, &Bar::new(lang)).map_err(|e| refused(lang, Some(&rows), &e))?;
    let clusters = found.value;
    let label = |at: usize| clusters.labels[at].map_or(-1, i64::from);
    let row = |at: usize| vec![rows.lines[at].into(), x[at].into(), y[at].into(), label(at).into(), clusters.core[at].into()];
    let labels: Vec<i64> = (0..x.len()).map(label).collect();
    let answer = Answer {
        method: "dbscan",
        parameters: json!({ "eps": arguments.eps, "min_points": arguments.min_points }),
        result: json!({ "clusters": clusters.count, "noise": clusters.noise, "labels": labels, "lines": rows.lines }),
        headers: vec!["line", "x", "y", "cluster", "core"],
        rows: (0..x.len()).map(row).collect(),
        shapes: Some(x.iter().zip(y).map(|(x, y)| point(&rows, *x, *y)).collect()),
        diagnostics: found.diagnostics,
    };
    let reach = |_: usize| arguments.eps;
    let drawn = drawn::places::Clustered { method: "dbscan", places: [x, y], labels: &clusters.labels, reach: &reach };
    answer.write_drawn(&arguments.form, Some(&rows), lang, || drawn::places::clusters(&drawn, lang))
}
