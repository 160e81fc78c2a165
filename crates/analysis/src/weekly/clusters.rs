//! Circles on the ground in which more came together in the last weeks than the places' and the weeks' own shares explain.

use super::chance::Question;
use super::rule::{Family, MOST_PROBABLE};
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
    question: Question,
    dispersion: f64,
    p: f64,
}

/// The circles that raise an alarm, and how many questions were asked.
pub(super) fn gatherings(
    events: &Events,
    span: &Span,
    options: &WeeklyOptions,
    dispersion: &BTreeMap<u32, f64>,
    watch: &dyn Watch,
) -> Result<(Vec<Gathering>, usize), Refusal> {
    let windows: Vec<usize> = (0..WINDOWS.len()).filter(|w| span.can_tell(WINDOWS[*w])).collect();
    let row = |at: &u32| span.rows[*at as usize] as usize;
    let side = options.radius * SIDE;
    let reachable = |v: f64| v.is_finite() && (v / side).abs() < 1e15;
    let placed: Vec<u32> = (0..span.rows.len() as u32).filter(|at| reachable(events.x[row(at)]) && reachable(events.y[row(at)])).collect();
    if windows.is_empty() || placed.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let (strata, stratum_of) = strata(events, span, &placed);
    let (squares, order) = squares(events, span, &placed, &stratum_of, side);
    let index: HashMap<[i64; 2], u32> = squares.iter().zip(0..).map(|(s, i)| (s.at, i)).collect();
    let around = around();
    let asked: Vec<(Vec<f64>, Vec<Strong>)> = (0..squares.len())
        .into_par_iter()
        .map_init(
            || Circle::new(&strata, dispersion),
            |circle, square| {
                if watch.is_stopped() {
                    return (Vec::new(), Vec::new());
                }
                let at = squares[square].at;
                let inside = around.iter().filter_map(|[dx, dy]| index.get(&[at[0] + dx, at[1] + dy]));
                inside.for_each(|s| circle.add(&squares[*s as usize]));
                circle.ask(square, &windows, options)
            },
        )
        .collect();
    if watch.is_stopped() {
        return Err(Refusal::Stopped);
    }
    let family = Family::new(asked.iter().flat_map(|(least, _)| least.iter().copied()).collect(), options.recurrence[3]);
    let mut strong: Vec<Strong> = asked.into_iter().flat_map(|(_, strong)| strong).filter(|s| family.alarms(s.p)).collect();
    strong.sort_by(|a, b| {
        a.p.total_cmp(&b.p).then(b.question.seen.total_cmp(&a.question.seen)).then((a.square, a.window).cmp(&(b.square, b.window)))
    });
    let mut kept: Vec<Strong> = Vec::new();
    for s in strong {
        let apart = |k: &Strong| {
            let [dx, dy] = [0, 1].map(|axis| (squares[s.square].at[axis] - squares[k.square].at[axis]) as f64 * side);
            dx.hypot(dy) > 2.0 * options.radius
        };
        if kept.len() < MOST && kept.iter().all(apart) {
            kept.push(s);
        }
    }
    let tell = |s: &Strong| {
        let at = squares[s.square].at;
        let inside: Vec<u32> = around
            .iter()
            .filter_map(|[dx, dy]| index.get(&[at[0] + dx, at[1] + dy]))
            .flat_map(|i| order[squares[*i as usize].rows.clone()].iter().map(|place| placed[*place as usize]))
            .collect();
        told(events, span, s, inside, [at[0] as f64 * side + side / 2.0, at[1] as f64 * side + side / 2.0], (options, &family))
    };
    Ok((kept.iter().map(tell).collect(), family.questions()))
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
}

impl<'a> Circle<'a> {
    fn new(strata: &'a [Stratum], dispersion: &BTreeMap<u32, f64>) -> Self {
        let phi: Vec<f64> = strata.iter().map(|s| dispersion.get(&s.category).copied().unwrap_or(1.0)).collect();
        // Of all together: weighed by how much each category is of it.
        let all: f64 = strata.iter().map(|s| s.tally.all).sum();
        let mean = strata.iter().zip(&phi).map(|(s, phi)| s.tally.all * phi).sum::<f64>() / all.max(1.0);
        Self { strata, dispersion: phi, largest: mean.max(1.0), sums: vec![Tally::default(); strata.len()], touched: Vec::new() }
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
    fn ask(&mut self, square: usize, windows: &[usize], options: &WeeklyOptions) -> (Vec<f64>, Vec<Strong>) {
        self.touched.sort_unstable();
        let (mut least, mut strong) = (Vec::new(), Vec::new());
        let mut all = [Question::default(); WINDOWS.len()];
        let fewest = f64::from(options.fewest);
        let mut ask = |category: Option<u32>, window: usize, question: Question, phi: f64| {
            if question.place < fewest || question.window < fewest {
                return;
            }
            least.push(question.least_growth_bound(phi));
            if question.seen >= fewest && question.seen > question.mean {
                let p = question.at_least(question.seen, phi);
                if p <= MOST_PROBABLE {
                    strong.push(Strong { square, category, window, question, dispersion: phi, p });
                }
            }
        };
        let strata = self.strata;
        let mut one_category = None;
        for own in self.touched.chunk_by(|a, b| strata[*a as usize].category == strata[*b as usize].category) {
            let category = strata[own[0] as usize].category;
            one_category = Some(one_category.is_none());
            for &window in windows {
                let mut question = Question::default();
                for stratum in own {
                    let (inside, of) = (&self.sums[*stratum as usize], &strata[*stratum as usize].tally);
                    if inside.all < of.all {
                        question.seen += inside.windows[window];
                        question.place += inside.all;
                        question.window += of.windows[window];
                        question.mean += inside.all * of.windows[window] / of.all;
                    }
                }
                all[window].seen += question.seen;
                all[window].place += question.place;
                all[window].window += question.window;
                all[window].mean += question.mean;
                ask(Some(category), window, question, self.dispersion[own[0] as usize]);
            }
        }
        // All together is the same question again where there is one category.
        if one_category == Some(false) {
            windows.iter().for_each(|&window| ask(None, window, all[window], self.largest));
        }
        for stratum in self.touched.drain(..) {
            self.sums[stratum as usize] = Tally::default();
        }
        (least, strong)
    }
}

fn told(
    events: &Events,
    span: &Span,
    s: &Strong,
    inside: Vec<u32>,
    centre: [f64; 2],
    (options, family): (&WeeklyOptions, &Family),
) -> Gathering {
    let row = |at: &u32| span.rows[*at as usize];
    let wanted = |at: &u32| s.category.is_none_or(|c| events.category[row(at) as usize] == c);
    let recent = |at: &u32| u32::from(span.ago[*at as usize]) < WINDOWS[s.window];
    let mut rows: Vec<u32> = inside.iter().filter(|at| wanted(at) && recent(at)).map(row).collect();
    rows.sort_unstable();
    let new = !inside.iter().any(|at| wanted(at) && !recent(at));
    let mut districts: BTreeMap<u32, u64> = BTreeMap::new();
    for row in &rows {
        *districts.entry(events.district[*row as usize]).or_default() += u64::from(events.count[*row as usize]);
    }
    let district = districts.into_iter().max_by_key(|(district, count)| (*count, std::cmp::Reverse(*district))).map(|(d, _)| d);
    // A series may have begun before the window.
    let mut near: Vec<u32> = inside.iter().filter(|at| wanted(at)).map(row).collect();
    near.sort_unstable();
    Gathering {
        centre,
        radius: options.radius,
        category: s.category,
        district: district.filter(|d| *d != NO_DISTRICT),
        weeks: WINDOWS[s.window],
        observed: rows.iter().map(|row| u64::from(events.count[*row as usize])).sum(),
        expected: s.question.mean,
        interval: s.question.interval(s.dispersion),
        p: s.p,
        by_chance: family.by_chance(s.p),
        new,
        series: s.category.and_then(|_| chain(events, &near, &rows, options)),
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
