//! Spots of different density at once: HDBSCAN.

use crate::finding::Finding;
use crate::near::{picked, usable};
use crate::refusal::{self, Refusal};
use crate::watch::Watch;
use rayon::prelude::*;
use std::collections::HashMap;

mod condensed;

/// Most points: the tree is built from the distances of all pairs.
pub const MOST_IN_HIERARCHY: usize = 50_000;

/// What makes a spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hierarchy {
    /// Fewest points of a spot, at least 2 (`min_cluster_size`).
    pub smallest: usize,
    /// How many points, itself counted, a point's own density is judged by, at least 1 (`min_samples`).
    pub neighbours: usize,
}

/// Points in spots.
#[derive(Clone, Debug, PartialEq)]
pub struct Spots {
    /// Number of spots.
    pub count: usize,
    /// Points in none.
    pub noise: usize,
    /// For each row its spot, from 0; `None` for noise and rows without a finite place. Spots are numbered by their first row.
    pub labels: Vec<Option<u32>>,
    /// For each row how firmly it belongs to its spot: 1 in its densest part, falling to 0 at its rim; 0 for noise.
    pub strength: Vec<f64>,
    /// For each spot the length that nine in ten of the tree's steps between its points keep to, metres: how far it usually is to the next.
    pub steps: Vec<f64>,
}

/// HDBSCAN: the spots that last longest while the density asked for rises.
///
/// # Formula
/// Core distance κ(a) = distance to the `neighbours`-th nearest point, a itself counted; a and b are reached at max(κ(a), κ(b), |a − b|). The tree of least reach is cut from the longest edge
/// down (λ = 1/reach rises); a part with fewer than `smallest` points falls out, two parts that are large enough are two spots. Kept are those whose
/// Σ (λ of falling out − λ of birth) over their points is larger than their parts' together (excess of mass); the whole is never a spot. Strength = λ of falling out / the largest of the spot.
///
/// # Units, assumptions, pitfalls
/// `x`, `y` metres. No distance is asked for, which is its strength and its danger: a spot may be a street corner one week and a suburb the next, so for a picture
/// that is compared week by week [`super::dbscan`] with a fixed distance is the better choice. Points at one place (coded addresses) have no distance and make spots of themselves. Programs
/// differ in what counts as a neighbour, and cut equal reaches (common: a point reaches several others at its own core distance) in the order of rows; here they are cut at once, so that the
/// order of rows does not matter.
///
/// Refused with more than [`MOST_IN_HIERARCHY`] points: every pair's distance is looked at twice.
///
/// # Source
/// Campello, Moulavi & Sander (2013), *PAKDD*; McInnes, Healy & Astels (2017), *JOSS* 2.
pub fn hdbscan(x: &[f64], y: &[f64], hierarchy: &Hierarchy, watch: &dyn Watch) -> Result<Finding<Spots>, Refusal> {
    if hierarchy.smallest < 2 {
        return Err(Refusal::BadParameter { name: "smallest", must: "at least 2" });
    }
    if hierarchy.neighbours == 0 {
        return Err(Refusal::BadParameter { name: "neighbours", must: "at least 1" });
    }
    let (rows, left_out) = usable(&[x, y]);
    if rows.len() > MOST_IN_HIERARCHY {
        return Err(Refusal::TooLarge { what: "points", have: rows.len() as f64, most: MOST_IN_HIERARCHY as f64 });
    }
    refusal::enough("usable rows", rows.len(), hierarchy.neighbours)?;
    let all = x.len().max(y.len());
    let mut found = Spots { count: 0, noise: rows.len(), labels: vec![None; all], strength: vec![0.0; all], steps: Vec::new() };
    if rows.len() < 2 {
        return Ok(Finding::of(found, left_out));
    }
    let points: Vec<[f64; 2]> = picked(x, &rows).into_iter().zip(picked(y, &rows)).map(|(x, y)| [x, y]).collect();
    let edges = least_tree(&points, &core_distances(&points, hierarchy.neighbours, watch)?, watch)?;
    let between: Vec<(u32, u32)> = edges.iter().map(|(_, a, b)| (*a, *b)).collect();
    let (spot, strength) = condensed::kept(points.len(), edges, hierarchy.smallest);
    for (label, strength, row) in numbered(&spot).into_iter().zip(strength).zip(&rows).map(|((l, s), r)| (l, s, *r as usize)) {
        (found.labels[row], found.strength[row]) = (label, strength);
    }
    found.noise = spot.iter().filter(|s| s.is_none()).count();
    found.count = found.labels.iter().flatten().max().map_or(0, |most| *most as usize + 1);
    let mut steps: Vec<Vec<f64>> = vec![Vec::new(); found.count];
    for (a, b) in between.into_iter().map(|(a, b)| (a as usize, b as usize)) {
        if let (Some(one), Some(other)) = (found.labels[rows[a] as usize], found.labels[rows[b] as usize])
            && one == other
        {
            steps[one as usize].push(apart(points[a], points[b]));
        }
    }
    found.steps = steps.into_iter().map(usual).collect();
    Ok(Finding::of(found, left_out))
}

/// The smallest of the steps that nine in ten are no longer than.
fn usual(mut steps: Vec<f64>) -> f64 {
    steps.sort_by(f64::total_cmp);
    let tenth = steps.len() / 10;
    steps.len().checked_sub(tenth + 1).map_or(0.0, |at| steps[at])
}

/// Numbers in the order of their first point.
fn numbered(spot: &[Option<u32>]) -> Vec<Option<u32>> {
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    let number = |spot: &Option<u32>| {
        spot.map(|spot| {
            let next = numbers.len() as u32;
            *numbers.entry(spot).or_insert(next)
        })
    };
    spot.iter().map(number).collect()
}

fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    (dx * dx + dy * dy).sqrt()
}

fn core_distances(points: &[[f64; 2]], neighbours: usize, watch: &dyn Watch) -> Result<Vec<f64>, Refusal> {
    let one = |a: &[f64; 2]| {
        if watch.is_stopped() {
            return 0.0;
        }
        let mut distances: Vec<f64> = points.iter().map(|b| apart(*a, *b)).collect();
        let (_, nth, _) = distances.select_nth_unstable_by(neighbours - 1, f64::total_cmp);
        *nth
    };
    let found = points.par_iter().map(one).collect();
    watch.advanced(0.5);
    if watch.is_stopped() { Err(Refusal::Stopped) } else { Ok(found) }
}

/// An edge of the tree: how far it reaches, and between which points.
type Edge = (f64, u32, u32);

/// The tree of least reach, grown from the first point (Prim 1957), shortest edges first.
fn least_tree(points: &[[f64; 2]], core: &[f64], watch: &dyn Watch) -> Result<Vec<Edge>, Refusal> {
    let mut edges: Vec<Edge> = Vec::with_capacity(points.len() - 1);
    // Points outside the tree, with their least reach into it and from where.
    let mut outside: Vec<(u32, f64, u32)> = (1..points.len() as u32).map(|p| (p, f64::INFINITY, 0)).collect();
    let mut newest = 0u32;
    while !outside.is_empty() {
        if outside.len().is_multiple_of(1_024) && watch.is_stopped() {
            return Err(Refusal::Stopped);
        }
        let (own, at) = (core[newest as usize], points[newest as usize]);
        let (mut next, mut least) = (0, f64::INFINITY);
        for (place, (point, reach, from)) in outside.iter_mut().enumerate() {
            let through = apart(at, points[*point as usize]).max(own).max(core[*point as usize]);
            if through < *reach {
                (*reach, *from) = (through, newest);
            }
            if *reach < least {
                (next, least) = (place, *reach);
            }
        }
        let (point, reach, from) = outside.swap_remove(next);
        edges.push((reach, from, point));
        newest = point;
    }
    watch.advanced(0.5);
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(edges)
}
