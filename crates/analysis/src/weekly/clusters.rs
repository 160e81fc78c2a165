//! Circles on the ground in which more, or less, came together in the last weeks than the places' and the weeks' own shares explain.

use super::cells::direction;
use super::chance::Question;
use super::rule::Family;
use super::strata::{Span, Stratum, Tally, WINDOWS, strata};
use super::{Events, Gathering, NO_DISTRICT, WeeklyOptions};
use crate::Refusal;
use crate::space_time::{Metric, Reach, Series, series};
use crate::watch::Watch;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// Squares whose middle is the centre of a circle have this part of its radius as side.
const SIDE: f64 = 0.5;

/// Most circles that are told.
const MOST: usize = 20;

/// A square with anything in it.
struct Square {
    at: [i64; 2],
    parts: Vec<(u32, Tally)>,
    /// Places in the positioned rows, sorted by square.
    rows: std::ops::Range<usize>,
}

/// A strong answer.
#[derive(Clone, Copy)]
struct Strong {
    square: usize,
    category: Option<u32>,
    window: usize,
    fall: bool,
    question: Question,
    dispersion: f64,
    p: f64,
}

/// What was asked of a circle, or of all: the least probabilities, and the strong answers. Of growth, of falls.
#[derive(Default)]
struct Asked {
    least: [Vec<f64>; 2],
    strong: Vec<Strong>,
}

/// The circles that raise an alarm, strongest first, and how many questions were asked of growth and of falls.
pub(super) fn gatherings(
    events: &Events,
    span: &Span,
    options: &WeeklyOptions,
    dispersion: &BTreeMap<u32, f64>,
    watch: &dyn Watch,
) -> Result<(Vec<Gathering>, [usize; 2]), Refusal> {
    let windows: Vec<usize> = (0..WINDOWS.len()).filter(|w| span.can_tell(WINDOWS[*w])).collect();
    let row = |at: &u32| span.rows[*at as usize] as usize;
    let side = options.radius * SIDE;
    let reachable = |v: f64| v.is_finite() && (v / side).abs() < 1e15;
    let placed: Vec<u32> = (0..span.rows.len() as u32).filter(|at| reachable(events.x[row(at)]) && reachable(events.y[row(at)])).collect();
    if windows.is_empty() || placed.is_empty() {
        return Ok((Vec::new(), [0; 2]));
    }
    let weeks = placed.iter().map(|at| span.ago[*at as usize]).max().map_or(1.0, |ago| f64::from(ago) + 1.0);
    let (strata, stratum_of) = strata(events, span, &placed);
    let (squares, order) = squares(events, span, &placed, &stratum_of, side);
    let index: HashMap<[i64; 2], u32> = squares.iter().zip(0..).map(|(s, i)| (s.at, i)).collect();
    let ground = Ground { squares, placed, order, index, around: around(), side };
    let asked: Vec<Asked> = (0..ground.squares.len())
        .into_par_iter()
        .map_init(
            || Circle::new(&strata, dispersion, weeks),
            |circle, square| {
                if watch.is_stopped() {
                    return Asked::default();
                }
                ground.within(square).for_each(|s| circle.add(s));
                circle.ask(square, &windows, options)
            },
        )
        .collect();
    if watch.is_stopped() {
        return Err(Refusal::Stopped);
    }
    let families = [false, true].map(|fall| {
        let least = asked.iter().flat_map(|a| a.least[usize::from(fall)].iter().copied()).collect();
        Family::new(least, options.recurrence[if fall { 4 } else { 3 }])
    });
    let strong: Vec<Strong> = asked.into_iter().flat_map(|a| a.strong).collect();
    let mut found: Vec<Gathering> = Vec::new();
    for (fall, family) in [false, true].into_iter().zip(&families) {
        let own = strong.iter().filter(|s| s.fall == fall && family.alarms(s.p)).copied().collect();
        found.extend(apart(own, &ground, span).iter().map(|s| told(events, span, s, &ground, (options, family))));
    }
    found.sort_by(|a, b| a.by_chance.total_cmp(&b.by_chance));
    Ok((found, families.each_ref().map(Family::questions)))
}

/// The strongest answers, of which no two share an event of their windows (of falls: no two circles overlap).
fn apart(mut strong: Vec<Strong>, ground: &Ground, span: &Span) -> Vec<Strong> {
    strong.sort_by(|a, b| {
        a.p.total_cmp(&b.p).then(b.question.seen.total_cmp(&a.question.seen)).then((a.square, a.window).cmp(&(b.square, b.window)))
    });
    let recent = |s: &Strong| {
        let of_window = |at: &u32| u32::from(span.ago[*at as usize]) < WINDOWS[s.window];
        ground.rows_within(s.square).filter(of_window).collect::<Vec<u32>>()
    };
    let mut kept: Vec<(Strong, Vec<u32>)> = Vec::new();
    for s in strong {
        let near = |k: &Strong, steps: f64| ground.apart(s.square, k.square) <= steps;
        if kept.len() == MOST || kept.iter().any(|(k, _)| near(k, if s.fall { 2.0 / SIDE } else { 1.0 / SIDE })) {
            continue;
        }
        let own = recent(&s);
        if kept.iter().all(|(k, rows)| !near(k, 2.0 / SIDE) || !own.iter().any(|at| rows.contains(at))) {
            kept.push((s, own));
        }
    }
    kept.into_iter().map(|(s, _)| s).collect()
}

/// The rows with a position, by square.
struct Ground {
    squares: Vec<Square>,
    /// Places in [`Span::rows`].
    placed: Vec<u32>,
    /// Places in `placed`, sorted by square.
    order: Vec<u32>,
    index: HashMap<[i64; 2], u32>,
    /// Steps to the squares of a circle.
    around: Vec<[i64; 2]>,
    /// Side of a square, metres.
    side: f64,
}

impl Ground {
    /// The squares of the circle around one.
    fn within(&self, square: usize) -> impl Iterator<Item = &Square> {
        let at = self.squares[square].at;
        self.around.iter().filter_map(move |[dx, dy]| self.index.get(&[at[0] + dx, at[1] + dy])).map(|s| &self.squares[*s as usize])
    }

    /// Their rows, as places in [`Span::rows`].
    fn rows_within(&self, square: usize) -> impl Iterator<Item = u32> {
        self.within(square).flat_map(|s| self.order[s.rows.clone()].iter().map(|place| self.placed[*place as usize]))
    }

    /// How far apart two squares are, in sides.
    fn apart(&self, a: usize, b: usize) -> f64 {
        let [dx, dy] = [0, 1].map(|axis| (self.squares[a].at[axis] - self.squares[b].at[axis]) as f64);
        dx.hypot(dy)
    }

    /// The middle of a square, metres.
    fn middle(&self, square: usize) -> [f64; 2] {
        self.squares[square].at.map(|at| at as f64 * self.side + self.side / 2.0)
    }
}

/// The squares, as steps from the one in the middle, whose middle lies within the circle.
fn around() -> Vec<[i64; 2]> {
    let reach = (1.0 / SIDE).ceil() as i64;
    let steps = (-reach..=reach).flat_map(|dx| (-reach..=reach).map(move |dy| [dx, dy]));
    steps.filter(|[dx, dy]| (*dx as f64).hypot(*dy as f64) * SIDE <= 1.0).collect()
}

/// Positioned rows by square; the second value orders the rows by square.
fn squares(events: &Events, span: &Span, placed: &[u32], stratum_of: &[u32], side: f64) -> (Vec<Square>, Vec<u32>) {
    let row = |at: u32| span.rows[at as usize] as usize;
    let mut keyed: Vec<([i64; 2], u32, u32)> = (0..placed.len())
        .into_par_iter()
        .map(|i| {
            let row = row(placed[i]);
            ([(events.x[row] / side).floor() as i64, (events.y[row] / side).floor() as i64], stratum_of[i], i as u32)
        })
        .collect();
    keyed.par_sort_unstable();
    let (mut squares, mut start) = (Vec::new(), 0);
    for own in keyed.chunk_by(|a, b| a.0 == b.0) {
        let part = |same: &[([i64; 2], u32, u32)]| {
            let mut tally = Tally::default();
            for (.., i) in same {
                let at = placed[*i as usize];
                tally.add(span.ago[at as usize], f64::from(events.count[row(at)]));
            }
            (same[0].1, tally)
        };
        let parts = own.chunk_by(|a, b| a.1 == b.1).map(part).collect();
        squares.push(Square { at: own[0].0, parts, rows: start..start + own.len() });
        start += own.len();
    }
    (squares, keyed.into_iter().map(|(.., i)| i).collect())
}

/// Room for the sums of one circle.
struct Circle<'a> {
    strata: &'a [Stratum],
    /// φ of each stratum's category, and the largest, for all together.
    dispersion: Vec<f64>,
    largest: f64,
    sums: Vec<Tally>,
    touched: Vec<u32>,
    /// Weeks that the rows come from.
    weeks: f64,
}

impl<'a> Circle<'a> {
    fn new(strata: &'a [Stratum], dispersion: &BTreeMap<u32, f64>, weeks: f64) -> Self {
        let phi: Vec<f64> = strata.iter().map(|s| dispersion.get(&s.category).copied().unwrap_or(1.0)).collect();
        // Of all together: weighed by how much each category is of it.
        let all: f64 = strata.iter().map(|s| s.tally.all).sum();
        let mean = strata.iter().zip(&phi).map(|(s, phi)| s.tally.all * phi).sum::<f64>() / all.max(1.0);
        Self { strata, dispersion: phi, largest: mean.max(1.0), sums: vec![Tally::default(); strata.len()], touched: Vec::new(), weeks }
    }

    fn add(&mut self, square: &Square) {
        for (stratum, tally) in &square.parts {
            let sum = &mut self.sums[*stratum as usize];
            if sum.all == 0.0 {
                self.touched.push(*stratum);
            }
            sum.plus(tally);
        }
    }

    /// Asks of each category and of all together in each window; leaves the room empty.
    fn ask(&mut self, square: usize, windows: &[usize], options: &WeeklyOptions) -> Asked {
        self.touched.sort_unstable();
        let mut asked = Asked::default();
        let (fewest, weeks, strata) = (f64::from(options.fewest), self.weeks, self.strata);
        let mut ask = |category: Option<u32>, window: usize, fall: bool, question: Question, phi: f64| {
            // One week says little of a fall, and where little is expected nothing.
            let too_little =
                if fall { WINDOWS[window] == 1 || question.mean < fewest } else { question.place < fewest || question.window < fewest };
            if too_little {
                return;
            }
            asked.least[usize::from(fall)].push(if fall { question.least_fall(phi) } else { question.least_growth_bound(phi) });
            if !fall && question.seen < fewest {
                return;
            }
            if let Some(p) = question.improbable(fall, phi) {
                // In plain counts too.
                let even = Question { window: question.place, mean: question.place * f64::from(WINDOWS[window]) / weeks, ..question };
                if even.improbable(fall, phi).is_some() {
                    asked.strong.push(Strong { square, category, window, fall, question, dispersion: phi, p });
                }
            }
        };
        let mut all = [[Question::default(); 2]; WINDOWS.len()];
        let mut one_category = None;
        for own in self.touched.chunk_by(|a, b| strata[*a as usize].category == strata[*b as usize].category) {
            let category = strata[own[0] as usize].category;
            one_category = Some(one_category.is_none());
            for &window in windows {
                for fall in [false, true] {
                    let mut question = Question::default();
                    for stratum in own {
                        let inside = &self.sums[*stratum as usize];
                        let of = strata[*stratum as usize].beside(inside.all, fall);
                        question.add(inside, of, window);
                        all[window][usize::from(fall)].add(inside, of, window);
                    }
                    ask(Some(category), window, fall, question, self.dispersion[own[0] as usize]);
                }
            }
        }
        // All together is the same question again where there is one category.
        if one_category == Some(false) {
            for &window in windows {
                [false, true].into_iter().for_each(|fall| ask(None, window, fall, all[window][usize::from(fall)], self.largest));
            }
        }
        for stratum in self.touched.drain(..) {
            self.sums[stratum as usize] = Tally::default();
        }
        asked
    }
}

fn told(events: &Events, span: &Span, s: &Strong, ground: &Ground, (options, family): (&WeeklyOptions, &Family)) -> Gathering {
    let row = |at: &u32| span.rows[*at as usize];
    let inside: Vec<u32> =
        ground.rows_within(s.square).filter(|at| s.category.is_none_or(|c| events.category[row(at) as usize] == c)).collect();
    let recent = |at: &&u32| u32::from(span.ago[**at as usize]) < WINDOWS[s.window];
    let (now, before): (Vec<u32>, Vec<u32>) = inside.iter().partition(|at| recent(at));
    let count = |of: &[u32]| of.iter().map(|at| u64::from(events.count[row(at) as usize])).sum::<u64>();
    let mut rows: Vec<u32> = if s.fall { &before } else { &now }.iter().map(row).collect();
    rows.sort_unstable();
    let mut districts: BTreeMap<u32, u64> = BTreeMap::new();
    for row in &rows {
        *districts.entry(events.district[*row as usize]).or_default() += u64::from(events.count[*row as usize]);
    }
    let district = districts.into_iter().max_by_key(|(district, count)| (*count, std::cmp::Reverse(*district))).map(|(d, _)| d);
    // A series may have begun before the window.
    let mut near: Vec<u32> = inside.iter().map(row).collect();
    near.sort_unstable();
    Gathering {
        centre: ground.middle(s.square),
        radius: options.radius,
        side: ground.side,
        category: s.category,
        district: district.filter(|d| *d != NO_DISTRICT),
        weeks: WINDOWS[s.window],
        observed: count(&now),
        expected: s.question.mean,
        interval: s.question.interval(s.dispersion),
        p: s.p,
        by_chance: family.by_chance(s.p),
        change: direction(s.fall, count(&now) as f64, (count(&now) + count(&before)) as f64),
        series: s.category.filter(|_| !s.fall).and_then(|_| chain(events, &near, &rows, options)),
        rows,
    }
}

/// The longest series that reaches into the window.
fn chain(events: &Events, near: &[u32], rows: &[u32], options: &WeeklyOptions) -> Option<Series> {
    let column = |values: &[f64]| near.iter().map(|row| values[*row as usize]).collect::<Vec<f64>>();
    let reach = Reach { metres: options.radius, days: options.reach, metric: Metric::Euclidean };
    let found = series(&column(events.x), &column(events.y), &column(events.day), &reach, options.fewest.max(2) as usize).ok()?.value;
    let own = |s: Series| Series { rows: s.rows.iter().map(|i| near[*i as usize]).collect(), ..s };
    found.into_iter().map(own).find(|s| s.rows.iter().any(|row| rows.binary_search(row).is_ok()))
}
