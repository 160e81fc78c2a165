//! Point in area, exactly, for many points.

use rayon::prelude::*;

/// One area: polygons of rings of corners `[x, y]`, as in a GeoJSON MultiPolygon. First ring the outside, further rings holes; rings may be closed or not.
pub type Shape = Vec<Vec<Vec<[f64; 2]>>>;

/// Areas prepared for asking which of them holds a point.
///
/// # Rule
/// Even–odd over all rings of the area, so holes and islands come out right. A point on a border belongs to the area on its right and above it
/// (an edge counts when the point's y is at least its lower and below its upper end, and a point exactly on an edge counts as lying right of it).
/// An edge is always calculated from its lower to its upper corner, so that two neighbours that share it get the same answer: a point on a shared
/// border belongs to exactly one of them. On the outside of the whole, left and lower borders belong, right and upper do not.
/// Where areas overlap, the first of them (lowest index) is answered.
///
/// # Method
/// A grid over the bounding box knows for each cell which areas cover it wholly and whose border passes through it; only the latter are tested, against the edges
/// in the point's horizontal strip. About constant time per point.
#[derive(Clone, Debug)]
pub struct Areas {
    grid: CellGrid,
    /// Per cell: where its candidates start in `candidates`; one more than there are cells.
    starts: Vec<u32>,
    candidates: Vec<Candidate>,
    outlines: Vec<Outline>,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    area: u32,
    /// The area covers the whole cell: nothing to test.
    covers: bool,
}

impl Areas {
    /// Prepares areas; their index is their place in `shapes`. Rings with fewer than three corners or a coordinate that is not finite are
    /// skipped.
    pub fn new(shapes: &[Shape]) -> Self {
        let outlines: Vec<Outline> = shapes
            .par_iter()
            .map(|shape| {
                let is_usable = |ring: &&Vec<[f64; 2]>| ring.len() >= 3 && ring.iter().flatten().all(|c| c.is_finite());
                Outline::new(&shape.iter().flatten().filter(is_usable).collect::<Vec<_>>())
            })
            .collect();
        let edges: usize = outlines.iter().map(|o| o.edges).sum();
        let grid = CellGrid::over(&outlines, edges);
        let (starts, candidates) = index(&grid, &outlines);
        Self { grid, starts, candidates, outlines }
    }

    /// The area that holds the point, `None` outside all of them and for coordinates that are not finite.
    pub fn locate(&self, x: f64, y: f64) -> Option<usize> {
        let cell = self.grid.cell(x, y)?;
        let (from, to) = (self.starts[cell] as usize, self.starts[cell + 1] as usize);
        let found = self.candidates[from..to].iter().find(|c| c.covers || self.outlines[c.area as usize].holds(x, y))?;
        Some(found.area as usize)
    }
}

/// An edge that is not horizontal, from its lower to its upper corner.
#[derive(Clone, Copy, Debug)]
struct Edge {
    low: [f64; 2],
    high: [f64; 2],
}

impl Edge {
    /// Does a ray from the point towards smaller x cross the edge?
    fn is_left_of(&self, x: f64, y: f64) -> bool {
        if y < self.low[1] || y >= self.high[1] {
            return false;
        }
        let (dx, dy) = (self.high[0] - self.low[0], self.high[1] - self.low[1]);
        dx * (y - self.low[1]) <= dy * (x - self.low[0])
    }
}

/// The edges of one area in horizontal strips.
#[derive(Clone, Debug)]
struct Outline {
    min: [f64; 2],
    max: [f64; 2],
    strips_per_unit: f64,
    starts: Vec<u32>,
    strips: Vec<Edge>,
    /// Corners of all rings, for the grid.
    boxes: Vec<[f64; 4]>,
    edges: usize,
}

impl Outline {
    fn new(rings: &[&Vec<[f64; 2]>]) -> Self {
        let (mut min, mut max) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        let (mut edges, mut boxes) = (Vec::new(), Vec::new());
        for ring in rings {
            // Also joins the last corner to the first; in a closed ring that edge has no length and drops out.
            for (i, &a) in ring.iter().enumerate() {
                let b = ring[(i + 1) % ring.len()];
                for axis in 0..2 {
                    min[axis] = min[axis].min(a[axis]);
                    max[axis] = max[axis].max(a[axis]);
                }
                boxes.push([a[0].min(b[0]), a[1].min(b[1]), a[0].max(b[0]), a[1].max(b[1])]);
                if a[1] != b[1] {
                    let (low, high) = if a[1] < b[1] { (a, b) } else { (b, a) };
                    edges.push(Edge { low, high });
                }
            }
        }
        let height = max[1] - min[1];
        // About two edges per strip, but no more strips than that an edge lies in three of them on average: a comb of long teeth must not fill the memory.
        let sum: f64 = edges.iter().map(|e| e.high[1] - e.low[1]).sum();
        let most = if sum > 0.0 { 2.0 * edges.len() as f64 * height / sum } else { 1.0 };
        let count = (edges.len() / 2).min(most as usize).clamp(1, 1 << 14);
        let strips_per_unit = if height > 0.0 { count as f64 / height } else { 0.0 };
        let strip = |y: f64| (((y - min[1]) * strips_per_unit) as usize).min(count - 1);
        let (starts, strips) = grouped(count, edges.iter().map(|e| (strip(e.low[1])..=strip(e.high[1]), *e)));
        Self { min, max, strips_per_unit, starts, strips, boxes, edges: edges.len() }
    }

    fn holds(&self, x: f64, y: f64) -> bool {
        if x < self.min[0] || x > self.max[0] || y < self.min[1] || y > self.max[1] {
            return false;
        }
        let strip = (((y - self.min[1]) * self.strips_per_unit) as usize).min(self.starts.len() - 2);
        let edges = &self.strips[self.starts[strip] as usize..self.starts[strip + 1] as usize];
        edges.iter().filter(|e| e.is_left_of(x, y)).count() % 2 == 1
    }
}

/// Puts each item into every group of its range: group `g` is `items[starts[g]..starts[g + 1]]`, items in the order given.
fn grouped<T: Copy>(groups: usize, items: impl Iterator<Item = (std::ops::RangeInclusive<usize>, T)> + Clone) -> (Vec<u32>, Vec<T>) {
    let mut sorted: Vec<(usize, T)> = items.flat_map(|(range, item)| range.map(move |group| (group, item))).collect();
    sorted.sort_by_key(|(group, _)| *group);
    let starts = (0..=groups).map(|g| sorted.partition_point(|(group, _)| *group < g) as u32).collect();
    (starts, sorted.into_iter().map(|(_, item)| item).collect())
}

/// Bounds on what the grid may cost, far above what districts and regions need: entries in all cells together, and cells passed while drawing borders.
const MOST_CANDIDATES: f64 = 3e6;
const MOST_BORDER_CELLS: f64 = 1e9;

/// Square-ish cells over the bounding box of all areas.
#[derive(Clone, Debug)]
struct CellGrid {
    min: [f64; 2],
    max: [f64; 2],
    cells_per_unit: [f64; 2],
    columns: usize,
    rows: usize,
}

impl CellGrid {
    fn over(outlines: &[Outline], edges: usize) -> Self {
        let (mut min, mut max) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for o in outlines {
            for axis in 0..2 {
                min[axis] = min[axis].min(o.min[axis]);
                max[axis] = max[axis].max(o.max[axis]);
            }
        }
        let (width, height) = (max[0] - min[0], max[1] - min[1]);
        if !(width > 0.0 && height > 0.0) {
            return Self { min, max, cells_per_unit: [0.0; 2], columns: 1, rows: 1 };
        }
        // About two cells per edge: most cells then hold no border. Fewer when many areas or edges each span much of the whole.
        let share = |low: [f64; 2], high: [f64; 2]| (high[0] - low[0]) / width * ((high[1] - low[1]) / height);
        let areas: f64 = outlines.iter().filter(|o| o.edges > 0).map(|o| share(o.min, o.max)).sum();
        let borders: f64 = outlines.iter().flat_map(|o| &o.boxes).map(|b| share([b[0], b[1]], [b[2], b[3]])).sum();
        let most = (MOST_CANDIDATES / areas.max(1.0)).min(MOST_BORDER_CELLS / borders.max(1.0));
        let cells = ((2 * edges).clamp(256, 1 << 20) as f64).min(most).max(1.0);
        let columns = ((cells * width / height).sqrt().round() as usize).clamp(1, 4096);
        let rows = ((cells / columns as f64).round() as usize).clamp(1, 4096);
        Self { min, max, cells_per_unit: [columns as f64 / width, rows as f64 / height], columns, rows }
    }

    /// Column and row. The same rounding for points and borders, and monotone: what lies between two points lies between their cells.
    fn column(&self, x: f64) -> usize {
        (((x - self.min[0]) * self.cells_per_unit[0]) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.min[1]) * self.cells_per_unit[1]) as usize).min(self.rows - 1)
    }

    fn cell(&self, x: f64, y: f64) -> Option<usize> {
        // Written so that NaN and an empty grid fall outside.
        let inside = x >= self.min[0] && x <= self.max[0] && y >= self.min[1] && y <= self.max[1];
        inside.then(|| self.row(y) * self.columns + self.column(x))
    }

    fn centre(&self, column: usize, row: usize) -> [f64; 2] {
        let at = |i: usize, axis: usize| self.min[axis] + (i as f64 + 0.5) / self.cells_per_unit[axis];
        [at(column, 0), at(row, 1)]
    }
}

/// Which areas each cell has to do with, lowest index first.
fn index(grid: &CellGrid, outlines: &[Outline]) -> (Vec<u32>, Vec<Candidate>) {
    let areas = outlines.par_iter().enumerate().filter(|(_, outline)| !outline.boxes.is_empty());
    let mut found: Vec<(u32, Candidate)> = areas.flat_map_iter(|(area, outline)| cells_of(grid, area as u32, outline)).collect();
    // Stable: areas stay in order within a cell.
    found.par_sort_by_key(|(cell, _)| *cell);
    let cells = grid.columns * grid.rows;
    let mut starts = vec![0u32; cells + 1];
    for (cell, _) in &found {
        starts[*cell as usize + 1] += 1;
    }
    for cell in 0..cells {
        starts[cell + 1] += starts[cell];
    }
    (starts, found.into_iter().map(|(_, candidate)| candidate).collect())
}

/// The cells that an area has a part in.
fn cells_of(grid: &CellGrid, area: u32, outline: &Outline) -> Vec<(u32, Candidate)> {
    let (left, right) = (grid.column(outline.min[0]), grid.column(outline.max[0]));
    let (bottom, top) = (grid.row(outline.min[1]), grid.row(outline.max[1]));
    let width = right - left + 1;
    let mut border = vec![false; width * (top - bottom + 1)];
    for b in &outline.boxes {
        for row in grid.row(b[1])..=grid.row(b[3]) {
            let offset = (row - bottom) * width;
            border[offset + grid.column(b[0]) - left..=offset + grid.column(b[2]) - left].fill(true);
        }
    }
    let mut found = Vec::new();
    for row in bottom..=top {
        for column in left..=right {
            let on_border = border[(row - bottom) * width + column - left];
            let [x, y] = grid.centre(column, row);
            if on_border || outline.holds(x, y) {
                found.push(((row * grid.columns + column) as u32, Candidate { area, covers: !on_border }));
            }
        }
    }
    found
}

#[cfg(test)]
#[path = "areas_tests.rs"]
mod tests;
