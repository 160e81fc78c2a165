//! A smooth surface of how densely it happens, its tops, and what one of the weeks before would have said of the last weeks.

use super::material::Material;
use super::methods::refused;
use super::squares::FEWEST_AROUND;
use crate::pictures::findings::lives::Whereabouts;
use crate::pictures::map::{Positions, middle_part};
use analysis::counts::accuracy;
use analysis::place::{Areas, FEWEST_FOR_DENSITY, Grid, density};
use domain::districts::DistrictShape;
use domain::week::Week;
use domain::workbook::{Cannot, Dense, Hindsight, Outcome, Question, SIDES, Surface, Top};
use storage::incidents::PictureIncident;

/// Most cells of a surface: more are not seen in a figure.
const MOST_CELLS: f64 = 40_000.0;

/// Most tops that are told, and looked at.
const MOST_TOPS: usize = 10;
const MOST_LOOKED_AT: usize = 200;

/// Digits after the point of a cell's value: what is kept of a surface stays a small text.
const DIGITS: f64 = 1e4;

/// Weeks that an earlier surface is held against, and weeks in all, incidents and cells that it takes.
const AFTER: i32 = 4;
const FEWEST_WEEKS: i32 = 12;
const FEWEST_AFTER: f64 = 10.0;
const FEWEST_CELLS: usize = 100;

/// The ground that an earlier surface points at.
const TWENTIETH: f64 = 0.05;

/// An incident with a position.
struct Placed<'a> {
    at: [f64; 2],
    count: f64,
    row: &'a PictureIncident,
}

/// Columns of some of them.
fn columns<'a>(placed: impl Iterator<Item = &'a Placed<'a>>) -> [Vec<f64>; 3] {
    let mut columns = [Vec::new(), Vec::new(), Vec::new()];
    for p in placed {
        let [x, y, weight] = &mut columns;
        x.push(p.at[0]);
        y.push(p.at[1]);
        weight.push(p.count);
    }
    columns
}

/// The surface. `cell` and `bandwidth` in metres.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // metres and counts
pub(super) fn dense(
    question: &Question,
    material: &Material,
    rows: &[&PictureIncident],
    [cell, bandwidth]: [f64; 2],
) -> Result<Outcome, Cannot> {
    let placed: Vec<Placed> = rows.iter().filter_map(|row| Some(Placed { at: row.position?, count: row.count as f64, row })).collect();
    let [x, y, weight] = columns(placed.iter());
    let total: f64 = weight.iter().sum();
    if total < FEWEST_FOR_DENSITY {
        return Err(Cannot::TooFew { have: total as u64, need: FEWEST_FOR_DENSITY as u64 });
    }
    let positions = Positions::of(&x, &y, &weight);
    if positions.is_coded() {
        return Err(Cannot::Coded { positions: positions.different as u64, percent: (positions.commonest * 100.0).round() as u64 });
    }
    // Whole cells from the origin, so that the cells are the same from week to week.
    let ends = [middle_part(&x), middle_part(&y)];
    let low = ends.map(|[low, _]| ((low - bandwidth) / cell).floor() * cell);
    let high = ends.map(|[_, high]| ((high + bandwidth) / cell).ceil() * cell);
    if (high[0] - low[0]) / cell * ((high[1] - low[1]) / cell) > MOST_CELLS {
        return Err(Cannot::TooWide);
    }
    let bounds = [low[0], low[1], high[0], high[1]];
    let mut grid = density(&x, &y, &weight, bandwidth, cell, bounds).map_err(refused)?.value;
    let ground = ground(question, &material.shapes, &grid);
    let weeks = f64::from(question.to.since(question.from) + 1);
    for (value, inside) in grid.values.iter_mut().zip(&ground) {
        *value = if *inside { (*value / weeks * DIGITS).round() / DIGITS } else { f64::NAN };
    }
    let surface = Surface {
        corner: [grid.min_x, grid.min_y],
        cell,
        columns: grid.columns,
        borders: borders(&material.shapes, [grid.min_x, grid.min_y]),
        values: grid.values.clone(),
    };
    Ok(Outcome::Dense(Box::new(Dense {
        placed: total.round() as u64,
        positions: positions.different as u64,
        shared: positions.shared,
        bandwidth: bandwidth as u32,
        tops: tops(material, &grid, &placed, bandwidth),
        after: hindsight(question, &placed, &ground, &grid, bandwidth),
        surface,
    })))
}

#[allow(clippy::cast_precision_loss)] // cells of a grid
fn middle(grid: &Grid, at: usize) -> [f64; 2] {
    let part = |n: usize| (n as f64 + 0.5) * grid.cell;
    [grid.min_x + part(at % grid.columns), grid.min_y + part(at / grid.columns)]
}

/// Which cells have their middles in the districts asked about; all of them without boundaries.
fn ground(question: &Question, shapes: &[DistrictShape], grid: &Grid) -> Vec<bool> {
    let asked = shapes.iter().filter(|s| question.district.as_ref().is_none_or(|code| s.code == *code));
    let areas = Areas::new(&asked.map(|s| s.parts.clone()).collect::<Vec<_>>());
    let inside = |at: usize| {
        let [x, y] = middle(grid, at);
        shapes.is_empty() || areas.locate(x, y).is_some()
    };
    (0..grid.values.len()).map(inside).collect()
}

/// Boundaries as metres from a corner.
fn borders(shapes: &[DistrictShape], [west, south]: [f64; 2]) -> Vec<Vec<[f64; 2]>> {
    let rings = shapes.iter().flat_map(|s| &s.parts).flatten();
    rings.map(|ring| ring.iter().map(|[x, y]| [x - west, y - south]).collect()).collect()
}

/// Where the surface is highest around, at least a bandwidth apart, with enough incidents that none stands for it alone.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // metres and counts
fn tops(material: &Material, grid: &Grid, placed: &[Placed], bandwidth: f64) -> Vec<Top> {
    let rows = grid.values.len() / grid.columns.max(1);
    let is_top = |at: &usize| {
        let (column, row, value) = (at % grid.columns, at / grid.columns, grid.values[*at]);
        let around = (row.saturating_sub(1)..(row + 2).min(rows))
            .flat_map(|r| (column.saturating_sub(1)..(column + 2).min(grid.columns)).map(move |c| r * grid.columns + c));
        value > 0.0 && around.filter(|other| other != at).all(|o| !(grid.values[o] > value || (grid.values[o] >= value && o < *at)))
    };
    let mut order: Vec<usize> = (0..grid.values.len()).filter(is_top).collect();
    order.sort_by(|a, b| grid.values[*b].total_cmp(&grid.values[*a]).then(a.cmp(b)));
    let apart = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
    let mut taken: Vec<[f64; 2]> = Vec::new();
    let mut tops = Vec::new();
    for at in order.into_iter().take(MOST_LOOKED_AT) {
        let here = middle(grid, at);
        if taken.iter().any(|other| apart(*other, here) < bandwidth) {
            continue;
        }
        let own: Vec<&Placed> = placed.iter().filter(|p| apart(p.at, here) < bandwidth).collect();
        let count: f64 = own.iter().map(|p| p.count).sum();
        if count < FEWEST_AROUND {
            continue;
        }
        taken.push(here);
        let Whereabouts { place, district_name, .. } = Whereabouts::of(&own.iter().map(|p| p.row).collect::<Vec<_>>(), &material.districts);
        let side = f64::from(SIDES[0]);
        tops.push(Top {
            place,
            district: district_name,
            count: count.round() as u64,
            density: grid.values[at],
            corner: here.map(|v| ((v / side).floor() * side) as i64),
        });
        if tops.len() == MOST_TOPS {
            break;
        }
    }
    tops
}

/// The densest twentieth of the ground in all weeks but the last, held against the last.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // metres and counts
fn hindsight(question: &Question, placed: &[Placed], ground: &[bool], grid: &Grid, bandwidth: f64) -> Option<Hindsight> {
    let from: Week = question.to.plus(1 - AFTER);
    let [width, height] = [grid.columns, grid.values.len() / grid.columns.max(1)].map(|n| n as f64 * grid.cell);
    let bounds = [grid.min_x, grid.min_y, grid.min_x + width, grid.min_y + height];
    if question.to.since(question.from) + 1 < FEWEST_WEEKS {
        return None;
    }
    let [x, y, weight] = columns(placed.iter().filter(|p| p.row.week < from));
    let before = density(&x, &y, &weight, bandwidth, grid.cell, bounds).ok()?.value;
    let mut seen = vec![0.0; grid.values.len()];
    for p in placed.iter().filter(|p| p.row.week >= from) {
        let [column, row] = [(p.at[0] - grid.min_x) / grid.cell, (p.at[1] - grid.min_y) / grid.cell].map(f64::floor);
        if column >= 0.0
            && row >= 0.0
            && (column as usize) < grid.columns
            && let Some(cell) = seen.get_mut(row as usize * grid.columns + column as usize)
        {
            *cell += p.count;
        }
    }
    let on_ground = |values: &[f64]| -> Vec<f64> { values.iter().zip(ground).filter(|(_, inside)| **inside).map(|(v, _)| *v).collect() };
    let (seen, said) = (on_ground(&seen), on_ground(before.values.get(..ground.len())?));
    let incidents: f64 = seen.iter().sum();
    if incidents < FEWEST_AFTER || seen.len() < FEWEST_CELLS {
        return None;
    }
    let steps = accuracy(&seen, &said, &vec![1.0; seen.len()]).ok()?;
    let step = steps.get(((seen.len() as f64 * TWENTIETH).ceil() as usize).checked_sub(1)?)?;
    let incidents = incidents.round() as u64;
    Some(Hindsight { from, to: question.to, incidents, share: step.incidents, pai: step.pai, pei: step.pei })
}
