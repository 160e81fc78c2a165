//! Writing an answer: JSON in full precision, a table as csv, places as GeoJSON.

use super::remarks;
use super::table::Rows;
use crate::outcome::{Exit, Trouble};
use analysis::Diagnostic;
use clap::Args;
use figures::Frame;
use messages::Lang;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// How the answer of a method without a figure is written.
#[derive(Clone, Debug, Args)]
pub struct Form {
    #[command(flatten)]
    output: Output,
    /// Known so that it can be refused in words, and before anything is computed.
    #[arg(long, hide = true, value_parser = no_figure)]
    svg: Option<PathBuf>,
}

/// How the answer of a method with a figure is written.
#[derive(Clone, Debug, Args)]
pub struct Drawn {
    #[command(flatten)]
    output: Output,
    /// File for the figure as SVG, beside the answer.
    #[arg(long)]
    svg: Option<PathBuf>,
}

/// Methods that have a figure.
pub const WITH_FIGURE: &str =
    "aoristic, changes, dbscan, ears, farrington, gistar, hdbscan, its, kde, knox, lifelines, moran, scan, series, stl";

fn no_figure(_: &str) -> Result<PathBuf, String> {
    Err(format!("this method has no figure; these have: {WITH_FIGURE}"))
}

/// A figure and what it is called.
pub struct Figure {
    /// Its frame.
    pub frame: Frame,
    /// The drawing.
    pub svg: String,
}

impl Drawn {
    /// Whether a figure is asked for.
    pub fn figure(&self) -> bool {
        self.svg.is_some()
    }
}

/// How an answer is written.
#[derive(Clone, Debug, Args)]
pub struct Output {
    /// JSON with parameters, remarks and rejected rows (csv otherwise).
    #[arg(long, conflicts_with = "geojson")]
    pub json: bool,
    /// GeoJSON, for methods that give places.
    #[arg(long)]
    pub geojson: bool,
    /// File to write instead of standard output; one that ends in .json or .geojson is written so.
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// What a method answers.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Name of the method, as on the command line.
    pub method: &'static str,
    /// Parameters as they were used.
    pub parameters: Value,
    /// The result; null when none could be made.
    pub result: Value,
    /// Headers of the csv.
    pub headers: Vec<&'static str>,
    /// Rows of the csv.
    pub rows: Vec<Vec<Value>>,
    /// Geometries of the rows, one for each, for methods that give places.
    pub shapes: Option<Vec<Value>>,
    /// What the method remarks.
    pub diagnostics: Vec<Diagnostic>,
}

impl Answer {
    /// Writes the answer; remarks and rejected rows go to standard error too. The exit code tells of rejected rows, and of no result.
    pub fn write(&self, form: &Form, table: Option<&Rows>, lang: Lang) -> Result<Exit, Trouble> {
        self.put(&form.output, table, lang)
    }

    /// Writes the answer and, where it is asked for, its figure.
    pub fn write_drawn(&self, form: &Drawn, table: Option<&Rows>, lang: Lang, draw: impl FnOnce() -> Figure) -> Result<Exit, Trouble> {
        if let Some(path) = &form.svg {
            let figure = draw();
            let file = format!("{}\n", figures::on_paper(&figure.frame, &figure.svg));
            std::fs::write(path, file).map_err(Trouble::writing(Some(path)))?;
        }
        self.put(&form.output, table, lang)
    }

    fn put(&self, form: &Output, table: Option<&Rows>, lang: Lang) -> Result<Exit, Trouble> {
        // The file's name says it where no option does.
        let named = |ending: &str| form.out.as_ref().and_then(|p| p.extension()).is_some_and(|e| e.eq_ignore_ascii_case(ending));
        let places = form.geojson || (!form.json && named("geojson"));
        let shapes = self.shapes.as_deref();
        if places && shapes.is_none() {
            return Err(Trouble::Analysis(lang.format("analyse-no-geojson", &[("method", self.method.into())])));
        }
        let trouble = Trouble::writing(form.out.as_deref());
        let mut out: Box<dyn Write> = match &form.out {
            Some(path) => Box::new(BufWriter::new(File::create(path).map_err(&trouble)?)),
            None => Box::new(BufWriter::new(std::io::stdout().lock())),
        };
        let remarks = self.remarks(table, lang);
        if let Some(shapes) = shapes.filter(|_| places) {
            writeln!(out, "{}", self.geojson(shapes)).map_err(&trouble)?;
        } else if form.json || named("json") {
            writeln!(out, "{:#}", self.json(table, &remarks)).map_err(&trouble)?;
        } else {
            self.csv(&mut out).map_err(&trouble)?;
        }
        out.flush().map_err(&trouble)?;
        let rejected = table.map_or(&[][..], |t| &t.rejected);
        for row in rejected.iter().take(20) {
            eprintln!("samsyn: {}", row.told(lang));
        }
        if rejected.len() > 20 {
            eprintln!("samsyn: {}", lang.format("cli-more-rejected", &[("n", (rejected.len() as u64 - 20).into())]));
        }
        for (_, text) in &remarks {
            eprintln!("samsyn: {text}");
        }
        Ok(match (self.result.is_null(), rejected.is_empty()) {
            (true, _) => Exit::Refused,
            (false, false) => Exit::WithRejected,
            (false, true) => Exit::Done,
        })
    }

    /// Of the table first, then of the method.
    fn remarks(&self, table: Option<&Rows>, lang: Lang) -> Vec<(&'static str, String)> {
        let noticed = table.map_or(&[][..], |t| &t.noticed).iter().map(|n| remarks::noticed(lang, n));
        noticed.chain(self.diagnostics.iter().map(|d| remarks::remark(lang, d))).collect()
    }

    fn json(&self, table: Option<&Rows>, remarks: &[(&'static str, String)]) -> Value {
        json!({
            "method": self.method,
            "version": env!("CARGO_PKG_VERSION"),
            "parameters": self.parameters,
            "rows": table.map(Rows::as_json),
            "result": self.result,
            "remarks": remarks::as_json(remarks),
        })
    }

    fn csv(&self, out: &mut impl Write) -> std::io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(&self.headers)?;
        for row in &self.rows {
            csv.write_record(row.iter().map(plain))?;
        }
        csv.flush()
    }

    fn geojson(&self, shapes: &[Value]) -> Value {
        let features: Vec<Value> = shapes
            .iter()
            .zip(&self.rows)
            .map(|(shape, row)| {
                let properties: serde_json::Map<String, Value> =
                    self.headers.iter().zip(row).map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
                json!({ "type": "Feature", "geometry": shape, "properties": properties })
            })
            .collect();
        json!({ "type": "FeatureCollection", "features": features })
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// A place of a table, metres, as a GeoJSON point in the table's own coordinates.
pub fn point(rows: &Rows, x: f64, y: f64) -> Value {
    json!({ "type": "Point", "coordinates": rows.as_read(x, y) })
}

/// A square as GeoJSON in the table's own coordinates, from its south-west corner.
pub fn square(rows: &Rows, x: f64, y: f64, side: f64) -> Value {
    let ring: Vec<[f64; 2]> = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
        .iter()
        .map(|(i, j)| rows.as_read(x + i * side, y + j * side))
        .collect();
    json!({ "type": "Polygon", "coordinates": [ring] })
}
