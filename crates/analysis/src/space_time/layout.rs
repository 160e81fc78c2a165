//! Where cases lie and which places each circle takes in, for the permutation scan. Computed once; random orders change only the days.

use super::knox::Metric;
use super::scan::Scan;
use crate::near::Near;
use crate::refusal::Refusal;
use rayon::prelude::*;
use std::ops::Range;

/// A place, those around it from the nearest out, and how many events lie within each.
type Circle = (u32, Vec<u32>, Vec<u32>);

/// Most places in all circles together: about half a gigabyte.
const MOST_MEMBERS: usize = 60_000_000;

/// Places with their cases, and circles around each.
pub(super) struct Layout {
    /// Places, by x and then y, each once.
    pub places: Vec<[f64; 2]>,
    /// Per place: where its cases start; one more than there are places.
    pub cases: Vec<u32>,
    /// For each case in the order of places, its row among those handed in.
    pub rows: Vec<u32>,
    /// Per centre: where its circle starts in `members`; one more than there are places.
    starts: Vec<u32>,
    /// Places with cases, by distance from the centre; of equals the lesser coordinate first.
    members: Vec<u32>,
    /// Cases in the circle up to and with each member.
    within: Vec<u32>,
}

impl Layout {
    /// Gathers finite cases at places; `empty` places without cases are centres too.
    pub fn new(x: &[f64], y: &[f64], empty: &[[f64; 2]], scan: &Scan) -> Result<Self, Refusal> {
        // + 0.0 makes one zero of two.
        let mut cases: Vec<([f64; 2], u32)> = x.iter().zip(y).zip(0..).map(|((x, y), row)| ([x + 0.0, y + 0.0], row)).collect();
        cases.par_sort_unstable_by(|a, b| compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
        let mut places: Vec<[f64; 2]> = cases.iter().map(|(place, _)| *place).collect();
        places.extend(empty.iter().filter(|p| p.iter().all(|c| c.is_finite())).map(|[x, y]| [x + 0.0, y + 0.0]));
        places.par_sort_unstable_by(compare);
        places.dedup();
        let mut starts = Vec::with_capacity(places.len() + 1);
        let mut at = 0;
        for place in &places {
            starts.push(at as u32);
            at += cases[at..].iter().take_while(|(p, _)| p == place).count();
        }
        starts.push(at as u32);
        let mut layout = Self {
            places,
            cases: starts,
            rows: cases.into_iter().map(|(_, row)| row).collect(),
            starts: vec![0],
            members: vec![],
            within: vec![],
        };
        layout.draw_circles(scan)?;
        Ok(layout)
    }

    fn draw_circles(&mut self, scan: &Scan) -> Result<(), Refusal> {
        let at = |axis: usize| self.places.iter().map(|p| p[axis]).collect::<Vec<f64>>();
        let near = Near::new(&at(0), &at(1), scan.max_radius.max(f64::MIN_POSITIVE));
        let most = scan.max_share * self.rows.len() as f64;
        let candidates: f64 = (0..near.cells())
            .into_par_iter()
            .map(|cell| {
                let around: usize = (-1..=1).map(|rows| near.points_of(near.run(cell, rows, -1, 1)).len()).sum();
                near.points(cell).len() as f64 * around as f64
            })
            .sum();
        if candidates > 4.0 * MOST_MEMBERS as f64 {
            return Err(Refusal::TooLarge { what: "places in circles", have: candidates / 4.0, most: MOST_MEMBERS as f64 });
        }
        let circles: Vec<Vec<Circle>> = (0..near.cells())
            .into_par_iter()
            .map(|cell| {
                let candidates: Vec<u32> = (-1..=1)
                    .flat_map(|rows| near.points_of(near.run(cell, rows, -1, 1)))
                    .map(|p| near.order[p])
                    .filter(|p| self.count(*p) > 0)
                    .collect();
                near.points(cell)
                    .map(|p| {
                        let centre = near.order[p];
                        let (members, within) = self.circle(centre, &candidates, scan.max_radius, most);
                        (centre, members, within)
                    })
                    .collect()
            })
            .collect();
        let mut circles: Vec<Circle> = circles.into_iter().flatten().collect();
        circles.par_sort_unstable_by_key(|(centre, _, _)| *centre);
        for (_, members, within) in circles {
            self.members.extend(members);
            self.within.extend(within);
            self.starts.push(self.members.len() as u32);
        }
        Ok(())
    }

    fn circle(&self, centre: u32, candidates: &[u32], radius: f64, most: f64) -> (Vec<u32>, Vec<u32>) {
        let mut inside: Vec<(f64, u32)> =
            candidates.iter().map(|&p| (self.apart(centre, p), p)).filter(|(apart, _)| *apart <= radius).collect();
        inside.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut sum = 0;
        let sums = inside.iter().map(|(_, p)| {
            sum += self.count(*p);
            sum
        });
        let within: Vec<u32> = sums.take_while(|sum| f64::from(*sum) <= most).collect();
        (inside.iter().take(within.len()).map(|(_, p)| *p).collect(), within)
    }

    /// Distance of two places, metres.
    pub fn apart(&self, a: u32, b: u32) -> f64 {
        let ([ax, ay], [bx, by]) = (self.places[a as usize], self.places[b as usize]);
        Metric::Euclidean.apart(ax - bx, ay - by)
    }

    /// A place's cases among those in the order of places.
    #[inline]
    pub fn cases_at(&self, place: u32) -> Range<usize> {
        self.cases[place as usize] as usize..self.cases[place as usize + 1] as usize
    }

    fn count(&self, place: u32) -> u32 {
        self.cases[place as usize + 1] - self.cases[place as usize]
    }

    /// The members of a centre's circle, and the cases within up to each.
    pub fn around(&self, centre: usize) -> (&[u32], &[u32]) {
        let range = self.starts[centre] as usize..self.starts[centre + 1] as usize;
        (&self.members[range.clone()], &self.within[range])
    }

    /// Places in all circles together.
    pub fn members(&self) -> usize {
        self.members.len()
    }

    /// Most cases of a circle.
    pub fn largest(&self) -> u32 {
        self.within.iter().copied().max().unwrap_or(0)
    }

    /// All places, with and without cases, of a circle that reaches as far as one of its members.
    pub fn taken_in(&self, centre: usize, member: usize) -> Vec<u32> {
        let (members, _) = self.around(centre);
        let edge = (self.apart(centre as u32, members[member]), members[member]);
        let mut inside: Vec<(f64, u32)> =
            (0..self.places.len() as u32).map(|p| (self.apart(centre as u32, p), p)).filter(|at| *at <= edge).collect();
        inside.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        inside.into_iter().map(|(_, p)| p).collect()
    }
}

fn compare(a: &[f64; 2], b: &[f64; 2]) -> std::cmp::Ordering {
    a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
}
