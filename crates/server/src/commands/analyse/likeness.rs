//! `samsyn analyse gistar`, `moran`: cells of a grid, or areas from a GeoJSON file.

use super::answer::{Answer, Drawn, square};
use super::drawn::places::{self, Ground};
use super::progress::Bar;
use super::refused::refused;
use super::table::{Holds, Rows, Source, read};
use crate::outcome::{Exit, Trouble};
use analysis::place::{Areas, Chance, Contact, Global, Heat, Likeness, Local, Neighbours, Quadrant, Shape, Weights};
use analysis::{Refusal, Seed};
use application::imports::refused_text;
use clap::Args;
use intake::districts::WithoutNan;
use intake::{NotBoundaries, Refused};
use messages::Lang;
use serde_json::{Map, Value, json};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Values in places that have neighbours.
#[derive(Clone, Debug, Args)]
pub struct Where {
    /// Table of points, counted in cells or areas; or of one row for each area with --value. Not needed when --areas holds the values.
    file: Option<PathBuf>,
    /// The file has no header row: columns are named 1, 2, 3 …
    #[arg(long)]
    no_header: bool,
    /// Column with eastings, metres (longitudes with --lonlat).
    #[arg(long, requires = "y")]
    x: Option<String>,
    /// Column with northings, metres (latitudes with --lonlat).
    #[arg(long, requires = "x")]
    y: Option<String>,
    /// Columns are longitudes and latitudes in degrees; they are projected to SWEREF 99 TM, outside Sweden to their own meridian.
    #[arg(long)]
    lonlat: bool,
    /// Side of the cells, metres; the grid covers the points' bounds, from multiples of the side.
    #[arg(long, requires = "x", conflicts_with_all = ["areas", "weights"])]
    cell: Option<f64>,
    /// GeoJSON with polygons, in the coordinates of the points.
    #[arg(long)]
    areas: Option<PathBuf>,
    /// Column, or property of the areas, with the values; rows stand in the order of the areas.
    #[arg(long, conflicts_with = "x")]
    value: Option<String>,
    /// Neighbours instead of areas: a text file with one line for each row, the numbers of its neighbours counted from 1.
    #[arg(long, conflicts_with = "areas")]
    weights: Option<PathBuf>,
    /// Only areas that share a stretch of border are neighbours (rook); a common corner is enough otherwise (queen).
    #[arg(long)]
    rook: bool,
    /// Corners nearer than this are one, in the unit of the areas.
    #[arg(long, default_value_t = 0.0)]
    tolerance: f64,
    /// Random placings for p-values; 0 for none.
    #[arg(long, default_value_t = 0)]
    permutations: u32,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// `samsyn analyse gistar`.
#[derive(Debug, Args)]
pub struct GiStar {
    #[command(flatten)]
    place: Where,
    #[command(flatten)]
    form: Drawn,
}

/// `samsyn analyse moran`.
#[derive(Debug, Args)]
pub struct Moran {
    #[command(flatten)]
    place: Where,
    /// Neighbours weigh 1 each (binary) instead of the mean of them (row-standardised).
    #[arg(long)]
    binary: bool,
    #[command(flatten)]
    form: Drawn,
}

/// Values, who is beside whom, and where it is.
struct Field {
    values: Vec<f64>,
    neighbours: Neighbours,
    shapes: Option<Vec<Value>>,
    rows: Option<Rows>,
    /// What a figure is drawn on, when that is known.
    ground: Option<Ground>,
    /// The cells, where it is a grid.
    cells: Option<Cells>,
}

/// The cells of a grid, row by row from the south, each row from the west.
#[derive(Clone, Copy, Debug, Default)]
struct Cells {
    min_x: f64,
    min_y: f64,
    cell: f64,
    columns: usize,
    rows: usize,
}

impl Cells {
    fn corner(&self, at: usize) -> [f64; 2] {
        [self.min_x + (at % self.columns) as f64 * self.cell, self.min_y + (at / self.columns) as f64 * self.cell]
    }
}

impl Field {
    /// Number, middle of the cell where it is a grid, and value: what each row begins with.
    fn place(&self, at: usize) -> Vec<Value> {
        let middle = self.cells.iter().flat_map(|grid| grid.corner(at).map(|v| Value::from(v + grid.cell / 2.0)));
        [Value::from(at + 1)].into_iter().chain(middle).chain([self.values[at].into()]).collect()
    }

    /// What those columns are called.
    fn headers(&self, more: &[&'static str]) -> Vec<&'static str> {
        let place: &[&str] = if self.cells.is_some() { &["number", "x", "y", "value"] } else { &["number", "value"] };
        [place, more].concat()
    }

    /// Where the grid stands, among an answer's other members.
    fn tell_grid(&self, result: &mut Value) {
        let Some(grid) = self.cells else { return };
        for (name, value) in [("min_x", grid.min_x), ("min_y", grid.min_y), ("cell", grid.cell)] {
            result[name] = value.into();
        }
        for (name, count) in [("columns", grid.columns), ("rows", grid.rows)] {
            result[name] = count.into();
        }
    }
}

impl Where {
    fn chance(&self) -> Chance {
        Chance { permutations: self.permutations, seed: Seed(self.seed) }
    }

    fn contact(&self) -> Contact {
        if self.rook { Contact::Border } else { Contact::Corner }
    }

    fn parameters(&self) -> Value {
        let contact = if self.rook { "rook" } else { "queen" };
        json!({ "cell": self.cell, "value": self.value, "contact": contact, "permutations": self.permutations, "seed": self.seed })
    }

    /// Before anything is computed: lists of neighbours alone have no place to be drawn at.
    fn can_be_drawn(&self, form: &Drawn, lang: Lang) -> Result<(), Trouble> {
        if form.figure() && self.cell.is_none() && self.areas.is_none() {
            return Err(Trouble::Analysis(lang.text("analyse-figure-needs-ground")));
        }
        Ok(())
    }

    fn table(&self, wanted: &[(&str, Holds)], lang: Lang) -> Result<Option<Rows>, Trouble> {
        let Some(file) = &self.file else { return Ok(None) };
        read(&Source { file: file.clone(), no_header: self.no_header, sheet: None }, wanted, lang).map(Some)
    }

    /// The table of a row for each area, all of them with a value: one left out would give those after it the neighbours of another.
    fn whole_table(&self, value: &str, lang: Lang) -> Result<Option<Rows>, Trouble> {
        let rows = self.table(&[(value, Holds::Number)], lang)?;
        let Some(row) = rows.as_ref().and_then(|rows| rows.rejected.first()) else { return Ok(rows) };
        let told = [("n", row.line.into()), ("column", row.column.as_str().into()), ("value", row.value.as_str().into())];
        Err(Trouble::Analysis(lang.format("analyse-area-without-value", &told)))
    }

    fn points(&self, lang: Lang) -> Result<Option<Rows>, Trouble> {
        let (Some(x), Some(y)) = (&self.x, &self.y) else { return Ok(None) };
        let mut rows = self.table(&[(x, Holds::Number), (y, Holds::Number)], lang)?;
        if let Some(rows) = &mut rows {
            // Areas are in the coordinates of the points, whatever those are.
            rows.in_metres(self.lonlat, self.areas.is_none(), [x, y]);
        }
        Ok(rows)
    }

    fn field(&self, lang: Lang) -> Result<Field, Trouble> {
        if let Some(cell) = self.cell {
            let rows = self.points(lang)?.ok_or_else(|| Trouble::Analysis(lang.text("analyse-needs-values")))?;
            return self.grid(rows, cell, lang);
        }
        if let Some(path) = &self.areas {
            return self.in_areas(path, lang);
        }
        let (Some(value), Some(weights)) = (&self.value, &self.weights) else {
            return Err(Trouble::Analysis(lang.text("analyse-needs-values")));
        };
        let rows = self.whole_table(value, lang)?.ok_or_else(|| Trouble::Analysis(lang.text("analyse-needs-values")))?;
        let neighbours = Neighbours::from_lists(&listed(&whole(weights)?, rows.lines.len(), lang)?);
        Ok(Field { values: rows.numbers(0).to_vec(), neighbours, shapes: None, rows: Some(rows), ground: None, cells: None })
    }

    fn grid(&self, rows: Rows, cell: f64, lang: Lang) -> Result<Field, Trouble> {
        let bound = |values: &[f64]| {
            let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
            ((low / cell).floor(), ((high / cell).floor() - (low / cell).floor() + 1.0).max(0.0))
        };
        let ((left, columns), (bottom, lines)) = (bound(rows.numbers(0)), bound(rows.numbers(1)));
        if !(cell > 0.0 && cell.is_finite()) {
            return Err(refused(lang, Some(&rows), &Refusal::BadParameter { name: "cell", must: "positive" }));
        }
        if columns * lines > analysis::place::MOST_CELLS as f64 {
            let most = analysis::place::MOST_CELLS as f64;
            return Err(refused(lang, Some(&rows), &Refusal::TooLarge { what: "cells", have: columns * lines, most }));
        }
        let (columns, lines) = (columns as usize, lines as usize);
        let mut values = vec![0.0; columns * lines];
        for (x, y) in rows.numbers(0).iter().zip(rows.numbers(1)) {
            values[((y / cell).floor() - bottom) as usize * columns + ((x / cell).floor() - left) as usize] += 1.0;
        }
        let grid = Cells { min_x: left * cell, min_y: bottom * cell, cell, columns, rows: lines };
        let shapes = (0..values.len()).map(|at| square(&rows, grid.corner(at)[0], grid.corner(at)[1], cell)).collect();
        let neighbours = Neighbours::of_grid(columns, lines, self.contact());
        let ground = Some(Ground::Cells { columns, side: cell });
        Ok(Field { values, neighbours, shapes: Some(shapes), rows: Some(rows), ground, cells: Some(grid) })
    }

    fn in_areas(&self, path: &Path, lang: Lang) -> Result<Field, Trouble> {
        let wrong = |refused: &Refused| Trouble::Analysis(format!("{}: {}", path.display(), refused_text(lang, refused)));
        let broken = |e: serde_json::Error| wrong(&Refused::BrokenJson { line: e.line() as u64, column: e.column() as u64 });
        let json: Value = serde_json::from_str(&whole(path)?).map_err(broken)?;
        let features = json["features"].as_array().ok_or_else(|| wrong(&Refused::NotBoundaries(NotBoundaries::Json)))?;
        let no_area = |at: usize, kind: &str| {
            let told = [("n", (at as u64 + 1).into()), ("value", kind.into())];
            Trouble::Analysis(lang.format("analyse-no-polygon", &told))
        };
        let area = |(at, f): (usize, &Value)| shape(&f["geometry"]).map_err(|kind| no_area(at, kind));
        let shapes: Vec<Shape> = features.iter().enumerate().map(area).collect::<Result<_, _>>()?;
        let neighbours = Neighbours::of_areas(&shapes, self.contact(), self.tolerance);
        let geometries = Some(features.iter().map(|f| f["geometry"].clone()).collect());
        if let Some(rows) = self.points(lang)? {
            let (areas, mut values) = (Areas::new(&shapes), vec![0.0; shapes.len()]);
            let places = rows.numbers(0).iter().zip(rows.numbers(1));
            places.map(|(x, y)| rows.as_read(*x, *y)).filter_map(|[x, y]| areas.locate(x, y)).for_each(|area| values[area] += 1.0);
            return Ok(Field {
                values,
                neighbours,
                shapes: geometries,
                rows: Some(rows),
                ground: Some(Ground::Areas(shapes)),
                cells: None,
            });
        }
        let value = self.value.as_ref().ok_or_else(|| Trouble::Analysis(lang.text("analyse-needs-values")))?;
        if let Some(rows) = self.whole_table(value, lang)? {
            let (values, ground) = (rows.numbers(0).to_vec(), Some(Ground::Areas(shapes)));
            return Ok(Field { values, neighbours, shapes: geometries, rows: Some(rows), ground, cells: None });
        }
        let missing = |at: usize| {
            let told = [("n", (at as u64 + 1).into()), ("column", value.as_str().into())];
            Trouble::Analysis(lang.format("analyse-area-without-number", &told))
        };
        let number = |(at, f): (usize, &Value)| f["properties"][value.as_str()].as_f64().ok_or_else(|| missing(at));
        let values: Vec<f64> = features.iter().enumerate().map(number).collect::<Result<_, _>>()?;
        Ok(Field { values, neighbours, shapes: geometries, rows: None, ground: Some(Ground::Areas(shapes)), cells: None })
    }
}

fn whole(path: &Path) -> Result<String, Trouble> {
    let cannot = Trouble::reading(Some(path));
    let file = std::fs::File::open(path).map_err(&cannot)?;
    let mut text = String::new();
    std::io::BufReader::new(WithoutNan::new(file)).read_to_string(&mut text).map_err(&cannot)?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

/// Lists of neighbours, a line for each row, from 0; what is no row's number is refused.
fn listed(text: &str, rows: usize, lang: Lang) -> Result<Vec<Vec<u32>>, Trouble> {
    let number = |line: usize, token: &str| {
        let wrong = || {
            let told = [("line", (line as u64 + 1).into()), ("value", token.into()), ("n", (rows as u64).into())];
            Trouble::Analysis(lang.format("analyse-no-neighbour", &told))
        };
        let known = token.parse::<u32>().ok().filter(|n| (1..=rows).contains(&(*n as usize)));
        known.map(|n| n - 1).ok_or_else(wrong)
    };
    text.lines().enumerate().map(|(line, tokens)| tokens.split_whitespace().map(|token| number(line, token)).collect()).collect()
}

/// Rings of a Polygon, a MultiPolygon or a collection with such, whose lines and points are left out; none where there is no geometry. Says what it is where it is
/// no area.
fn shape(geometry: &Value) -> Result<Shape, &str> {
    let position = |p: &Value| Some([p.get(0)?.as_f64()?, p.get(1)?.as_f64()?]);
    let ring = |r: &Value| r.as_array().into_iter().flatten().filter_map(position).collect::<Vec<[f64; 2]>>();
    let polygon = |p: &Value| p.as_array().into_iter().flatten().map(ring).collect::<Vec<_>>();
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("Polygon") => Ok(vec![polygon(coordinates)]),
        Some("MultiPolygon") => Ok(coordinates.as_array().into_iter().flatten().map(polygon).collect()),
        Some("GeometryCollection") => {
            let parts: Shape =
                geometry["geometries"].as_array().into_iter().flatten().filter_map(|part| shape(part).ok()).flatten().collect();
            if parts.is_empty() { Err("GeometryCollection") } else { Ok(parts) }
        }
        Some(other) => Err(other),
        None => Ok(Vec::new()),
    }
}

/// Gi* of each cell or area.
pub fn gi_star(arguments: &GiStar, lang: Lang) -> Result<Exit, Trouble> {
    let place = &arguments.place;
    place.can_be_drawn(&arguments.form, lang)?;
    let field = place.field(lang)?;
    let found = analysis::place::gi_star(&field.values, &field.neighbours, place.chance(), &Bar::new(lang));
    let found = found.map_err(|e| refused(lang, field.rows.as_ref(), &e))?;
    let row = |(at, heat): (usize, &Heat)| -> Vec<Value> {
        [field.place(at), vec![heat.z.into(), heat.p.into(), json!(heat.p_permutation)]].concat()
    };
    let rows: Vec<Vec<Value>> = found.value.iter().enumerate().map(row).collect();
    let headers = field.headers(&["z", "p", "p_permutation"]);
    let mut result = json!({ "count": rows.len() });
    field.tell_grid(&mut result);
    for (at, name) in headers.iter().enumerate().filter(|(_, name)| !["number", "x", "y"].contains(name)) {
        result[*name] = rows.iter().map(|r| r[at].clone()).collect();
    }
    let answer = Answer {
        method: "gistar",
        parameters: place.parameters(),
        result,
        headers,
        rows,
        shapes: field.shapes,
        diagnostics: found.diagnostics,
    };
    let ground = field.ground.unwrap_or_default();
    answer.write_drawn(&arguments.form, field.rows.as_ref(), lang, || places::hot(&found.value, &ground, lang))
}

/// Moran's I and Geary's C over all, and local Moran of each cell or area.
pub fn moran(arguments: &Moran, lang: Lang) -> Result<Exit, Trouble> {
    let place = &arguments.place;
    place.can_be_drawn(&arguments.form, lang)?;
    // Without chance's say, a class of every area would be drawn as if it meant something.
    if arguments.form.figure() && place.permutations == 0 {
        return Err(Trouble::Analysis(lang.text("analyse-figure-needs-permutations")));
    }
    let field = place.field(lang)?;
    let weights = if arguments.binary { Weights::Each } else { Weights::Mean };
    let bar = Bar::of(lang, 2);
    let global = analysis::place::moran(&field.values, &field.neighbours, weights, place.chance(), &bar);
    let global = global.map_err(|e| refused(lang, field.rows.as_ref(), &e))?;
    let local = analysis::place::local_moran(&field.values, &field.neighbours, place.chance(), &bar);
    let local = local.map_err(|e| refused(lang, field.rows.as_ref(), &e))?;
    let row = |(at, local): (usize, &Local)| -> Vec<Value> {
        [field.place(at), vec![local.value.into(), json!(local.quadrant.map(quadrant)), json!(local.p)]].concat()
    };
    let rows: Vec<Vec<Value>> = local.value.iter().enumerate().map(row).collect();
    let headers = field.headers(&["local_moran", "quadrant", "p_permutation"]);
    let object = |row: &Vec<Value>| headers.iter().zip(row).map(|(h, v)| ((*h).to_owned(), v.clone())).collect::<Map<_, _>>();
    let likeness = |l: &Likeness| json!({ "value": l.value, "expected": l.expected, "variance": l.variance, "z": l.z, "p": l.p, "p_permutation": l.p_permutation });
    let Global { moran, geary } = &global.value;
    let mut result = json!({ "moran": likeness(moran), "geary": likeness(geary), "local": rows.iter().map(object).collect::<Vec<_>>() });
    field.tell_grid(&mut result);
    let mut parameters = place.parameters();
    parameters["weights"] = if arguments.binary { "binary" } else { "row-standardised" }.into();
    let answer =
        Answer { method: "moran", parameters, result, headers, rows, shapes: field.shapes, diagnostics: local.diagnostics.clone() };
    let ground = field.ground.unwrap_or_default();
    answer.write_drawn(&arguments.form, field.rows.as_ref(), lang, || places::alike(&local.value, &ground, lang))
}

fn quadrant(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::HighHigh => "high-high",
        Quadrant::LowHigh => "low-high",
        Quadrant::LowLow => "low-low",
        Quadrant::HighLow => "high-low",
    }
}
