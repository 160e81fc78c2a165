//! Which areas or cells are neighbours.

use super::areas::Shape;
use crate::near::Near;
use crate::sets::Sets;
use rayon::prelude::*;

/// What makes two areas neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// A common corner is enough (queen).
    Corner,
    /// A common stretch of border is needed (rook).
    Border,
}

/// Neighbours of each of a number of areas. No area is its own neighbour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours {
    starts: Vec<u32>,
    others: Vec<u32>,
}

impl Neighbours {
    /// From lists, one for each area. Own numbers, numbers of areas that do not exist and repeats drop out; a list need not be answered by the other's.
    pub fn from_lists(lists: &[Vec<u32>]) -> Self {
        let mut found = Self { starts: vec![0], others: Vec::new() };
        for (at, list) in lists.iter().enumerate() {
            let mut own: Vec<u32> = list.iter().copied().filter(|&o| o as usize != at && (o as usize) < lists.len()).collect();
            own.sort_unstable();
            own.dedup();
            found.others.extend(own);
            found.starts.push(found.others.len() as u32);
        }
        found
    }

    /// Cells of a grid, row by row.
    pub fn of_grid(columns: usize, rows: usize, contact: Contact) -> Self {
        let mut found = Self { starts: vec![0], others: Vec::new() };
        for row in 0..rows {
            for column in 0..columns {
                for r in row.saturating_sub(1)..(row + 2).min(rows) {
                    for c in column.saturating_sub(1)..(column + 2).min(columns) {
                        let is_beside = (r == row) != (c == column);
                        let is_across = r != row && c != column && contact == Contact::Corner;
                        if is_beside || is_across {
                            found.others.push((r * columns + c) as u32);
                        }
                    }
                }
                found.starts.push(found.others.len() as u32);
            }
        }
        found
    }

    /// Areas that share corners, or stretches of border, of their outlines. The outlines must have been drawn with the same corners on both sides, as those of
    /// one statistical division are; corners nearer than `tolerance` (in the unit of the shapes; 0: equal to the last digit) are one.
    /// Corners with coordinates that are not finite are passed over. O(n log n) in the number of corners.
    pub fn of_areas(shapes: &[Shape], contact: Contact, tolerance: f64) -> Self {
        let rings: Vec<(u32, &Vec<[f64; 2]>)> =
            shapes.iter().enumerate().flat_map(|(area, shape)| shape.iter().flatten().map(move |ring| (area as u32, ring))).collect();
        let corners: Vec<[f64; 2]> = rings.iter().flat_map(|(_, ring)| ring.iter().copied()).collect();
        let names = names(&corners, tolerance);
        let mut touched: Vec<([u32; 2], u32)> = Vec::with_capacity(corners.len());
        let mut from = 0;
        for (area, ring) in &rings {
            let own = &names[from..from + ring.len()];
            from += ring.len();
            match contact {
                Contact::Corner => touched.extend(own.iter().flatten().map(|&name| ([name, name], *area))),
                Contact::Border => {
                    let next = own.iter().cycle().skip(1);
                    let edges = own.iter().zip(next).filter_map(|(a, b)| Some(((*a)?, (*b)?))).filter(|(a, b)| a != b);
                    touched.extend(edges.map(|(a, b)| ([a.min(b), a.max(b)], *area)));
                }
            }
        }
        touched.par_sort_unstable();
        touched.dedup();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for common in touched.chunk_by(|a, b| a.0 == b.0).filter(|c| c.len() > 1) {
            for (_, a) in common {
                pairs.extend(common.iter().filter(|(_, b)| a != b).map(|(_, b)| (*a, *b)));
            }
            // Long common borders come again and again.
            if pairs.len() > 1 << 22 {
                pairs.par_sort_unstable();
                pairs.dedup();
            }
        }
        pairs.par_sort_unstable();
        pairs.dedup();
        let starts = (0..=shapes.len() as u32).map(|area| pairs.partition_point(|(a, _)| *a < area) as u32).collect();
        Self { starts, others: pairs.into_iter().map(|(_, b)| b).collect() }
    }

    /// The neighbours of an area, rising.
    pub fn of(&self, area: usize) -> &[u32] {
        &self.others[self.starts[area] as usize..self.starts[area + 1] as usize]
    }

    /// How many areas there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are no areas.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Areas without neighbours.
    pub fn alone(&self) -> usize {
        self.starts.windows(2).filter(|s| s[0] == s[1]).count()
    }
}

/// A number for each corner, the same for corners at the same place; none for what is no place.
fn names(corners: &[[f64; 2]], tolerance: f64) -> Vec<Option<u32>> {
    let mut sorted: Vec<([u64; 2], u32)> = corners
        .par_iter()
        .enumerate()
        .filter(|(_, corner)| corner.iter().all(|c| c.is_finite()))
        .map(|(at, [x, y])| ([(x + 0.0).to_bits(), (y + 0.0).to_bits()], at as u32))
        .collect();
    sorted.par_sort_unstable();
    let mut names = vec![None; corners.len()];
    let mut places: Vec<[f64; 2]> = Vec::new();
    for same in sorted.chunk_by(|a, b| a.0 == b.0) {
        for (_, at) in same {
            names[*at as usize] = Some(places.len() as u32);
        }
        places.push(corners[same[0].1 as usize]);
    }
    if !(tolerance > 0.0 && tolerance.is_finite()) {
        return names;
    }
    let column = |axis: usize| places.iter().map(|p| p[axis]).collect::<Vec<f64>>();
    let near = Near::new(&column(0), &column(1), tolerance);
    let sets = Sets::new(places.len());
    (0..near.cells()).into_par_iter().for_each(|cell| {
        let (beside, above) = (near.points_of(near.run(cell, 0, 0, 1)), near.points_of(near.run(cell, 1, -1, 1)));
        for i in near.points(cell) {
            for j in (i + 1..beside.end).chain(above.clone()) {
                if (near.x[i] - near.x[j]).hypot(near.y[i] - near.y[j]) < tolerance {
                    sets.join(near.order[i], near.order[j]);
                }
            }
        }
    });
    names.into_iter().map(|name| name.map(|name| sets.head(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64) -> Shape {
        vec![vec![vec![[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0], [x, y]]]]
    }

    #[test]
    fn squares_of_a_chessboard_are_neighbours_as_cells_of_a_grid_are() {
        let shapes: Vec<Shape> = (0..12).map(|i| square(f64::from(i % 4), f64::from(i / 4))).collect();
        for contact in [Contact::Corner, Contact::Border] {
            assert_eq!(Neighbours::of_areas(&shapes, contact, 0.0), Neighbours::of_grid(4, 3, contact));
        }
        assert_eq!(Neighbours::of_grid(4, 3, Contact::Corner).of(5).len(), 8);
        assert_eq!(Neighbours::of_grid(4, 3, Contact::Border).of(0), [1, 4]);
    }

    #[test]
    fn outlines_that_almost_meet_need_a_tolerance() {
        let shapes = [square(0.0, 0.0), square(1.000_4, 0.000_3), square(5.0, 5.0), vec![vec![vec![[f64::NAN, 0.0]]]]];
        assert_eq!(Neighbours::of_areas(&shapes, Contact::Border, 0.0).alone(), 4);
        let found = Neighbours::of_areas(&shapes, Contact::Border, 0.001);
        assert_eq!((found.of(0), found.of(1), found.alone(), found.len()), (&[1][..], &[0][..], 2, 4));
    }

    #[test]
    fn lists_are_cleaned() {
        let found = Neighbours::from_lists(&[vec![2, 1, 1, 0, 9], vec![], vec![0]]);
        assert_eq!((found.of(0), found.of(1), found.of(2)), (&[1, 2][..], &[][..], &[0][..]));
        assert!(Neighbours::from_lists(&[]).is_empty());
    }
}
