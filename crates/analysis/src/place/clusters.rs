//! Which points form a spot? DBSCAN.

use crate::finding::Finding;
use crate::near::{Near, picked, usable};
use crate::refusal::{self, Refusal};
use crate::sets::Sets;
use crate::watch::Watch;
use rayon::prelude::*;
use std::ops::Range;

/// Points in clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clusters {
    /// Number of clusters.
    pub count: usize,
    /// Points in none.
    pub noise: usize,
    /// For each row its cluster, from 0; `None` for noise and rows without a finite place. Clusters are numbered by their first core row.
    pub labels: Vec<Option<u32>>,
    /// For each row whether it is a core point.
    pub core: Vec<bool>,
}

/// DBSCAN: a point with at least `min_points` points (itself counted) within `eps` metres, the border included, is a core point; core points within `eps` of each other are in one cluster;
/// another point within `eps` of a core point belongs to its cluster; the rest is noise.
///
/// `x`, `y` metres. A border point within reach of several clusters gets the one with the lowest number, as scikit-learn and R's `dbscan` do when they go through the
/// rows in order: the only way in which the order of rows matters. Pitfalls: one `eps` for town and country finds either town or country; chains join what people
/// see as two; points coded to centroids are clusters by definition.
/// Grid of cells eps/√2 wide (a cell with `min_points` is all core) and disjoint sets, in parallel.
///
/// Source: Ester, Kriegel, Sander & Xu (1996), *KDD*; the grid as in Gunawan (2013).
pub fn dbscan(x: &[f64], y: &[f64], eps: f64, min_points: usize, watch: &dyn Watch) -> Result<Finding<Clusters>, Refusal> {
    refusal::above_zero("eps", eps)?;
    if min_points == 0 {
        return Err(Refusal::BadParameter { name: "min_points", must: "at least 1" });
    }
    let (rows, left_out) = usable(&[x, y]);
    let all = x.len().max(y.len());
    let mut found = Clusters { count: 0, noise: rows.len(), labels: vec![None; all], core: vec![false; all] };
    if rows.len() < min_points {
        return Ok(Finding::of(found, left_out));
    }
    // A hair narrower than eps/√2: then any two points of a cell are within eps, whatever is rounded.
    let near = Near::new(&picked(x, &rows), &picked(y, &rows), eps / std::f64::consts::SQRT_2 * (1.0 - 1e-8));
    let space = Space { within: near.side() <= eps / std::f64::consts::SQRT_2, near, eps, min_points };
    let core = space.core_points(watch);
    let sets = space.joined(&core, watch);
    if watch.is_stopped() {
        return Err(Refusal::Stopped);
    }
    let labels = space.labels(&core, &sets);
    for (at, label) in labels.iter().enumerate() {
        let row = rows[space.near.order[at] as usize] as usize;
        (found.labels[row], found.core[row]) = (*label, core[at]);
    }
    found.noise = labels.iter().filter(|l| l.is_none()).count();
    found.count = labels.iter().flatten().max().map_or(0, |most| *most as usize + 1);
    Ok(Finding::of(found, left_out))
}

struct Space {
    near: Near,
    eps: f64,
    min_points: usize,
    /// Any two points of a cell are within eps: not so when a huge extent made the cells wider.
    within: bool,
}

impl Space {
    fn is_near(&self, i: usize, j: usize) -> bool {
        let (dx, dy) = (self.near.x[i] - self.near.x[j], self.near.y[i] - self.near.y[j]);
        dx * dx + dy * dy <= self.eps * self.eps
    }

    /// Sorted places of the points that may be within eps of a cell's points.
    fn around(&self, cell: usize) -> [Range<usize>; 5] {
        [-2, -1, 0, 1, 2].map(|rows| self.near.points_of(self.near.run(cell, rows, -2, 2)))
    }

    fn core_points(&self, watch: &dyn Watch) -> Vec<bool> {
        let cells: Vec<Vec<bool>> = (0..self.near.cells())
            .into_par_iter()
            .map(|cell| {
                let own = self.near.points(cell);
                if watch.is_stopped() {
                    return vec![false; own.len()];
                }
                if self.within && own.len() >= self.min_points {
                    return vec![true; own.len()];
                }
                let around = self.around(cell);
                own.map(|i| {
                    let mut need = self.min_points;
                    for j in around.iter().cloned().flatten() {
                        need -= usize::from(self.is_near(i, j));
                        if need == 0 {
                            return true;
                        }
                    }
                    false
                })
                .collect()
            })
            .collect();
        watch.advanced(0.5);
        cells.into_iter().flatten().collect()
    }

    /// Core points joined to clusters.
    fn joined(&self, core: &[bool], watch: &dyn Watch) -> Sets {
        let sets = Sets::new(core.len());
        (0..self.near.cells()).into_par_iter().for_each(|cell| {
            let own: Vec<usize> = self.near.points(cell).filter(|&i| core[i]).collect();
            if own.is_empty() || watch.is_stopped() {
                return;
            }
            if self.within {
                own.iter().for_each(|&i| sets.join(own[0] as u32, i as u32));
            } else {
                own.iter().for_each(|&i| own.iter().filter(|&&j| j > i && self.is_near(i, j)).for_each(|&j| sets.join(i as u32, j as u32)));
            }
            // The cells after this one; those before have looked this way already.
            let later = [self.near.run(cell, 0, 1, 2), self.near.run(cell, 1, -2, 2), self.near.run(cell, 2, -2, 2)];
            for other in later.into_iter().flatten() {
                let theirs = self.near.points(other);
                if self.within {
                    let Some(first) = theirs.clone().find(|&j| core[j]) else { continue };
                    // Already one cluster: nothing to find out.
                    if sets.head(own[0] as u32) == sets.head(first as u32) {
                        continue;
                    }
                    let pair = own.iter().find_map(|&i| theirs.clone().find(|&j| core[j] && self.is_near(i, j)).map(|j| (i, j)));
                    if let Some((i, j)) = pair {
                        sets.join(i as u32, j as u32);
                    }
                } else {
                    for &i in &own {
                        theirs.clone().filter(|&j| core[j] && self.is_near(i, j)).for_each(|j| sets.join(i as u32, j as u32));
                    }
                }
            }
        });
        watch.advanced(0.5);
        sets
    }

    /// Clusters in the order of their first core row; border points to the lowest within reach.
    fn labels(&self, core: &[bool], sets: &Sets) -> Vec<Option<u32>> {
        let heads: Vec<u32> =
            (0..core.len() as u32).into_par_iter().map(|i| if core[i as usize] { sets.head(i) } else { u32::MAX }).collect();
        let mut first: Vec<u32> = vec![u32::MAX; core.len()];
        for (at, head) in heads.iter().enumerate().filter(|(at, _)| core[*at]) {
            let slot = &mut first[*head as usize];
            *slot = (*slot).min(self.near.order[at]);
        }
        let mut clusters: Vec<(u32, u32)> =
            first.iter().zip(0..).filter(|(row, _)| **row != u32::MAX).map(|(row, head)| (*row, head)).collect();
        clusters.sort_unstable();
        let mut number = vec![u32::MAX; core.len()];
        for ((_, head), label) in clusters.iter().zip(0..) {
            number[*head as usize] = label;
        }
        let cells: Vec<Vec<Option<u32>>> = (0..self.near.cells())
            .into_par_iter()
            .map(|cell| {
                let around = self.around(cell);
                let label = |i: usize| {
                    if core[i] {
                        return Some(number[heads[i] as usize]);
                    }
                    around.iter().cloned().flatten().filter(|&j| core[j] && self.is_near(i, j)).map(|j| number[heads[j] as usize]).min()
                };
                self.near.points(cell).map(label).collect()
            })
            .collect();
        cells.into_iter().flatten().collect()
    }
}
