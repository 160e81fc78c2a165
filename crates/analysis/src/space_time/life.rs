//! The life of hot spots from week to week: which is new, which grows, which moves, which is gone.

use crate::counts::e_test;
use crate::finding::Finding;
use statrs::function::erf::erfc;

/// A hot spot of one week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Middle, metres.
    pub x: f64,
    /// Middle, metres.
    pub y: f64,
    /// Incidents in it.
    pub count: u64,
}

/// What is still the same spot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Farther than this from one week to the next it is another spot, metres.
    pub reach: f64,
    /// Farther than this it has moved, metres.
    pub still: f64,
    /// A change of the count is called growing or shrinking when chance gives one as large with at most this probability (E-test): 0.1, say.
    pub p: f64,
    /// So many weeks may be missing before a spot is gone for good: 1 bridges a quiet week.
    pub patience: usize,
}

/// What happened to a spot since the week it was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// There was none here.
    New,
    /// Clearly more incidents than before.
    Growing,
    /// About as many, about here.
    Stable,
    /// Clearly fewer incidents than before.
    Shrinking,
    /// About as many, but its middle has moved.
    Moving,
    /// Not found this week.
    Gone,
}

/// One week of a life line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// The week, counted from the first one handed in.
    pub week: usize,
    /// The spot among that week's; `None` when it is gone.
    pub spot: Option<usize>,
    /// What happened.
    pub phase: Phase,
}

/// A hot spot through the weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeLine {
    /// Its weeks, from the one it was new in to the last it was seen or missed in.
    pub stages: Vec<Stage>,
}

/// Follows hot spots through weeks. `weeks` holds each week's spots in order of time.
///
/// A week's spots are joined to the lines that are still open, nearest pair first (of equals the older line, then the earlier spot), each at most once, when their
/// middles lie within `reach` of where the line was last seen. A joined spot is growing or shrinking when the E-test of the two counts gives at most `p`, else moving when it
/// lies more than `still` away, else stable. A line without a spot is gone; it stays open for `patience` weeks and may come back.
/// Spots without a finite place are left out and counted in [`RowsLeftOut`](crate::Diagnostic::RowsLeftOut). Never refused: without spots there are no lines.
///
/// Pitfalls: hot spots of different bandwidth, threshold or length of period cannot be compared; two spots that grow together become one that grows and one that is
/// gone. The method is ours; the words are those of the weekly picture.
pub fn life_lines(weeks: &[Vec<Spot>], tolerance: &Tolerance) -> Finding<Vec<LifeLine>> {
    let mut lines: Vec<LifeLine> = Vec::new();
    let mut left_out = 0;
    for (week, spots) in weeks.iter().enumerate() {
        let open: Vec<(usize, usize, Spot)> =
            lines.iter().enumerate().filter_map(|(at, line)| last_seen(line, weeks, week, tolerance).map(|(w, s)| (at, w, s))).collect();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (at, (_, _, before)) in open.iter().enumerate() {
            for (index, spot) in spots.iter().enumerate() {
                let apart = (spot.x - before.x).hypot(spot.y - before.y);
                if apart <= tolerance.reach {
                    pairs.push((apart, at, index));
                }
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let (mut of_line, mut of_spot) = (vec![None; open.len()], vec![false; spots.len()]);
        for (apart, at, index) in pairs {
            if of_line[at].is_none() && !of_spot[index] {
                (of_line[at], of_spot[index]) = (Some((apart, index)), true);
            }
        }
        for ((line, _, before), joined) in open.iter().zip(of_line) {
            let stage = match joined {
                Some((apart, index)) => Stage { week, spot: Some(index), phase: phase(before.count, spots[index].count, apart, tolerance) },
                None => Stage { week, spot: None, phase: Phase::Gone },
            };
            lines[*line].stages.push(stage);
        }
        for (index, spot) in spots.iter().enumerate().filter(|(index, _)| !of_spot[*index]) {
            if spot.x.is_finite() && spot.y.is_finite() {
                lines.push(LifeLine { stages: vec![Stage { week, spot: Some(index), phase: Phase::New }] });
            } else {
                left_out += 1;
            }
        }
    }
    Finding::of(lines, left_out)
}

/// Week and spot where a line was last seen, while it is still open in a week.
fn last_seen(line: &LifeLine, weeks: &[Vec<Spot>], week: usize, tolerance: &Tolerance) -> Option<(usize, Spot)> {
    let seen = line.stages.iter().rev().find(|stage| stage.spot.is_some())?;
    let spot = weeks.get(seen.week)?.get(seen.spot?)?;
    (week - seen.week <= tolerance.patience.saturating_add(1)).then_some((seen.week, *spot))
}

fn phase(before: u64, now: u64, apart: f64, tolerance: &Tolerance) -> Phase {
    // Past what the E-test takes, √count is normal with a spread of a half.
    let many = || erfc(((now as f64).sqrt() - (before as f64).sqrt()).abs());
    if before != now && e_test(before, 1.0, now, 1.0).unwrap_or_else(many) <= tolerance.p {
        if now > before { Phase::Growing } else { Phase::Shrinking }
    } else if apart > tolerance.still {
        Phase::Moving
    } else {
        Phase::Stable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Diagnostic;

    #[test]
    fn a_spot_is_followed_until_it_is_gone() {
        let spot = |x: f64, count: u64| Spot { x, y: 0.0, count };
        let weeks = [
            vec![spot(0.0, 10), spot(5_000.0, 8)],
            vec![spot(20.0, 11), spot(5_300.0, 8), spot(f64::NAN, 1)],
            vec![spot(20.0, 40)],
            vec![spot(5_310.0, 9), spot(20.0, 12)],
            vec![],
        ];
        let tolerance = Tolerance { reach: 500.0, still: 150.0, p: 0.05, patience: 1 };
        let found = life_lines(&weeks, &tolerance);
        assert_eq!(found.diagnostics, [Diagnostic::RowsLeftOut(1)]);
        let phases: Vec<Vec<Phase>> = found.value.iter().map(|l| l.stages.iter().map(|s| s.phase).collect()).collect();
        use Phase::{Gone, Growing, Moving, New, Shrinking, Stable};
        assert_eq!(phases, [vec![New, Stable, Growing, Shrinking, Gone], vec![New, Moving, Gone, Stable, Gone]]);
        assert_eq!(found.value[1].stages[3], Stage { week: 3, spot: Some(0), phase: Stable });
        // Without patience a spot that comes back is a new one.
        assert_eq!(life_lines(&weeks, &Tolerance { patience: 0, ..tolerance }).value.len(), 3);
    }
}
