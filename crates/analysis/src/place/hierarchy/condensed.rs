//! From the tree of least reach to the spots that are kept.

use super::Edge;

/// A part of the tree that was large enough when it came apart from another.
#[derive(Default)]
struct Part {
    above: Option<usize>,
    /// λ at which it came apart.
    birth: f64,
    /// Σ (λ of falling out − λ of birth) over its points, those of its own parts until they came apart.
    mass: f64,
    parts: Vec<usize>,
    /// Largest λ at which a point fell out of it, or it came apart itself; points at one place not counted.
    last: f64,
}

/// The merging of two groups: single points below the number of points, merges from there on.
struct Merge {
    reach: f64,
    groups: [usize; 2],
    size: usize,
}

/// For each point the spot it is kept in, by any number, and its strength there.
pub(super) fn kept(points: usize, edges: Vec<Edge>, smallest: usize) -> (Vec<Option<u32>>, Vec<f64>) {
    let merges = merged(points, edges);
    // The whole is the first part.
    let mut parts = vec![Part::default()];
    // Per point: the part it fell out of, and λ.
    let mut fallen = vec![(0usize, 0.0f64); points];
    let mut open = vec![(points + merges.len() - 1, 0usize)];
    while let Some((group, part)) = open.pop() {
        let merge = &merges[group - points];
        let lambda = 1.0 / merge.reach;
        if lambda.is_finite() {
            parts[part].last = parts[part].last.max(lambda);
        }
        let apart = apart_at_once(merge, points, &merges);
        let are_several = apart.iter().filter(|(_, size)| *size >= smallest).count() > 1;
        for (group, size) in apart {
            if are_several && size >= smallest {
                add_mass(&mut parts[part], lambda, size);
                let new = parts.len();
                parts[part].parts.push(new);
                parts.push(Part { above: Some(part), birth: lambda, ..Part::default() });
                open.push((group, new));
            } else if size >= smallest {
                open.push((group, part));
            } else {
                add_mass(&mut parts[part], lambda, size);
                each_point(group, points, &merges, |point| fallen[point] = (part, lambda));
            }
        }
    }
    let is_kept = chosen(&mut parts);
    let mut spots = (Vec::with_capacity(points), Vec::with_capacity(points));
    for (part, lambda) in fallen {
        let mut spot = Some(part);
        while let Some(at) = spot.filter(|at| !is_kept[*at]) {
            spot = parts[at].above;
        }
        spots.0.push(spot.map(|s| s as u32));
        // Points at one place never fall out.
        let share = |spot: usize| if lambda.is_finite() && parts[spot].last > 0.0 { (lambda / parts[spot].last).min(1.0) } else { 1.0 };
        spots.1.push(spot.map_or(0.0, share));
    }
    spots
}

/// What a group comes apart into, with sizes. All that its points are joined by at the same reach is cut together: which of several trees of equal reach was grown, and so
/// the order of rows, then does not matter.
fn apart_at_once(merge: &Merge, points: usize, merges: &[Merge]) -> Vec<(usize, usize)> {
    let (mut found, mut open) = (Vec::new(), merge.groups.to_vec());
    while let Some(group) = open.pop() {
        match group.checked_sub(points).map(|at| &merges[at]) {
            Some(inner) if inner.reach == merge.reach => open.extend(inner.groups),
            Some(inner) => found.push((group, inner.size)),
            None => found.push((group, 1)),
        }
    }
    found
}

fn add_mass(part: &mut Part, lambda: f64, size: usize) {
    let more = (lambda - part.birth) * size as f64;
    // Born at one place and never coming apart: no mass.
    part.mass += if more.is_nan() { 0.0 } else { more };
}

/// Merges in the order of their reach.
fn merged(points: usize, edges: Vec<Edge>) -> Vec<Merge> {
    // Each point's group so far, by the point that stands for it.
    let mut stands: Vec<usize> = (0..points).collect();
    let mut group: Vec<usize> = (0..points).collect();
    let mut merges: Vec<Merge> = Vec::with_capacity(edges.len());
    for (reach, a, b) in edges {
        let [a, b] = [a, b].map(|p| head(&mut stands, p as usize));
        let groups = [group[a], group[b]];
        let size = groups.iter().map(|g| if *g < points { 1 } else { merges[*g - points].size }).sum();
        stands[a] = b;
        group[b] = points + merges.len();
        merges.push(Merge { reach, groups, size });
    }
    merges
}

fn head(stands: &mut [usize], mut at: usize) -> usize {
    while stands[at] != at {
        stands[at] = stands[stands[at]];
        at = stands[at];
    }
    at
}

fn each_point(group: usize, points: usize, merges: &[Merge], mut with: impl FnMut(usize)) {
    let mut open = vec![group];
    while let Some(group) = open.pop() {
        if group < points { with(group) } else { open.extend(merges[group - points].groups) }
    }
}

/// Which parts are kept, none within another; the whole is not.
fn chosen(parts: &mut [Part]) -> Vec<bool> {
    let mut is_kept = vec![false; parts.len()];
    // Parts come after what they are parts of.
    for at in (1..parts.len()).rev() {
        let within: f64 = parts[at].parts.iter().map(|p| parts[*p].mass).sum();
        if within > parts[at].mass {
            parts[at].mass = within;
        } else {
            is_kept[at] = true;
        }
    }
    for at in 1..parts.len() {
        let mut above = parts[at].above;
        while let Some(up) = above {
            if is_kept[up] {
                is_kept[at] = false;
            }
            above = parts[up].above;
        }
    }
    is_kept
}
