//! `samsyn analyse kde`.

use super::answer::{Answer, Form, square};
use super::table::{Holds, Source, read};
use crate::outcome::{Exit, Trouble};
use clap::Args;
use messages::Lang;
use serde_json::{Value, json};

/// Where points stand.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// Column with eastings, metres (longitudes with --lonlat).
    #[arg(long)]
    pub x: String,
    /// Column with northings, metres (latitudes with --lonlat).
    #[arg(long)]
    pub y: String,
    /// Columns are longitudes and latitudes in degrees; they are projected to SWEREF 99 TM.
    #[arg(long)]
    pub lonlat: bool,
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
    /// Bandwidth, metres: radius of the quartic kernel.
    #[arg(long)]
    bandwidth: f64,
    #[command(flatten)]
    form: Form,
}

/// A surface over the points' bounds, widened by the bandwidth and to multiples of the cell.
pub fn kde(arguments: &Kde, lang: Lang) -> Result<Exit, Trouble> {
    let mut rows = read(&arguments.source, &[(&arguments.place.x, Holds::Number), (&arguments.place.y, Holds::Number)], lang)?;
    if arguments.place.lonlat {
        rows.project(0, 1, [&arguments.place.x, &arguments.place.y]);
    }
    let (x, y, cell) = (rows.numbers(0), rows.numbers(1), arguments.cell);
    let reach = |values: &[f64]| {
        let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
        let (low, high) = (low - arguments.bandwidth, high + arguments.bandwidth);
        ((low / cell).floor() * cell, (high / cell).ceil() * cell)
    };
    let ((left, right), (bottom, top)) = (reach(x), reach(y));
    let one = vec![1.0; x.len()];
    let found = analysis::place::density(x, y, &one, arguments.bandwidth, cell, [left, bottom, right, top]);
    let mut answer = Answer {
        method: "kde",
        parameters: json!({ "cell": cell, "bandwidth": arguments.bandwidth, "kernel": "quartic" }),
        result: Value::Null,
        headers: vec!["x", "y", "per_km2"],
        rows: Vec::new(),
        shapes: None,
        diagnostics: found.diagnostics,
    };
    if let Some(grid) = found.value {
        let cells = grid.values.iter().enumerate().filter(|(_, v)| **v > 0.0);
        let corner = |at: usize| (grid.min_x + (at % grid.columns) as f64 * cell, grid.min_y + (at / grid.columns) as f64 * cell);
        let cells: Vec<(usize, f64)> = cells.map(|(at, v)| (at, *v)).collect();
        answer.shapes = Some(cells.iter().map(|(at, _)| square(corner(*at).0, corner(*at).1, cell, arguments.place.lonlat)).collect());
        answer.rows = cells
            .iter()
            .map(|(at, v)| vec![(corner(*at).0 + cell / 2.0).into(), (corner(*at).1 + cell / 2.0).into(), (*v).into()])
            .collect();
        answer.result = json!({ "min_x": grid.min_x, "min_y": grid.min_y, "cell": cell, "columns": grid.columns, "rows": grid.rows, "unit": "per_km2", "values": grid.values });
    }
    answer.write(&arguments.form, Some(&rows), lang)
}
