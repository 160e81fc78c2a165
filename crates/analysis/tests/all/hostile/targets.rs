//! What each function is fed. One target may serve several that belong together.

use super::columns::Hostile;
use analysis::counts::*;
use analysis::effect::{
    Baseline, BaselinePlan, ComparisonSeries, Design, DifferenceOptions, Errors, Evidence, InterruptedOptions, Pair, Panel, VerdictOptions,
    WddAreas, WddOptions, before_after, comparable_areas, differences, interrupted, power, regression_to_the_mean, verdict, wdd, wdq,
    weeks_needed,
};
use analysis::place::*;
use analysis::problem::*;
use analysis::space_time::*;
use analysis::suppression::{Counts, Release, Rule, separate, step, table};
use analysis::time::farrington::*;
use analysis::time::reporting::*;
use analysis::time::*;
use analysis::weekly::{Events, Gathering, Judged, WeeklyOptions, weekly};
use analysis::{Seed, Unwatched};

/// Feeds bytes to a module: the first chooses among its targets, the rest are what that one is handed.
pub fn feed(module: &str, bytes: &[u8]) {
    let targets: Vec<_> = TARGETS.iter().filter(|(names, _)| names.iter().any(|name| module_of(name) == module)).collect();
    let mut hostile = Hostile::of_bytes(bytes);
    let chosen = hostile.below(targets.len() as u32) as usize;
    if let Some((_, target)) = targets.get(chosen) {
        target(&mut hostile);
    }
}

/// `place` of `place::Areas::locate`.
pub fn module_of(name: &str) -> &str {
    name.split("::").next().unwrap_or(name)
}

type Target = (&'static [&'static str], fn(&mut Hostile));

pub const TARGETS: &[Target] = &[
    (&["counts::empirical_bayes"], |h| {
        let [a, b] = h.columns();
        let _ = empirical_bayes(&a, &b);
    }),
    (&["counts::accuracy"], |h| {
        let [a, b, c] = h.columns();
        let _ = accuracy(&a, &b, &c);
    }),
    (&["counts::s_index"], |h| {
        let [mut a, b] = h.columns();
        // Incidents are drawn one by one: a million of them is another test's time.
        a.iter_mut().for_each(|v| *v = if *v > 1e4 { 1.0 } else { *v });
        let b: Vec<f64> = b.iter().map(|v| if *v > 1e4 && *v < 1e12 { 2.0 } else { *v }).collect();
        let samples = if h.below(9) == 0 { usize::MAX } else { h.below(30) as usize };
        let options = SIndexOptions { samples, part: h.share(), level: h.share(), bootstrap: h.yes(), seed: Seed(1) };
        let _ = s_index(&a, &b, &options, &Unwatched);
    }),
    (&["counts::compare", "counts::rate_ratio", "counts::e_test"], |h| {
        let (a, b, c, d) = (h.whole(), h.number(), h.whole(), h.number());
        Test::ALL.iter().for_each(|test| {
            let _ = compare(a, b, c, d, *test);
        });
        for method in [RatioMethod::Exact, RatioMethod::MidP, RatioMethod::Score, RatioMethod::WaldLog] {
            let _ = rate_ratio(a, b, c, d, h.share(), method);
        }
        let _ = e_test(a, b, c, d);
    }),
    (&["counts::expect", "counts::exceedance", "counts::Tails::two_sided"], |h| {
        let baseline = h.wholes(20);
        let _ = expect(&baseline);
        let _ = exceedance(h.whole(), &baseline).map(Tails::two_sided);
    }),
    (&["counts::gini", "counts::lorenz", "counts::places_holding", "counts::held_by_top"], |h| {
        let a = h.column();
        let _ = (gini(&a), lorenz(&a), places_holding(&a, h.share()), held_by_top(&a, h.share()));
    }),
    (&["counts::poisson_interval"], |h| {
        let _ = poisson_interval(h.whole(), h.share());
    }),
    (&["counts::benjamini_hochberg", "counts::benjamini_yekutieli"], |h| {
        let p = h.column();
        let _ = (benjamini_hochberg(&p), benjamini_yekutieli(&p));
    }),
    (
        &[
            "effect::Baseline::freeze",
            "effect::Baseline::plan",
            "effect::Baseline::treated",
            "effect::Baseline::comparison",
            "effect::Baseline::canonical",
        ],
        |h| {
            let plan = BaselinePlan {
                area: "a\n|".to_owned(),
                category: String::new(),
                comparison: vec!["\u{0}".to_owned(); h.below(3) as usize],
                first_week: h.instant(),
                action_week: h.instant(),
                selection_weeks: h.below(40),
                weeks_after: h.below(3),
            };
            let weeks = plan.action_week.checked_sub(plan.first_week).and_then(|w| usize::try_from(w).ok()).unwrap_or(20).min(60);
            let comparison = vec![vec![h.whole(); weeks]; h.below(3) as usize];
            let near = BaselinePlan { first_week: 0, action_week: weeks as i64, ..plan.clone() };
            for plan in [plan, near] {
                if let Ok(frozen) = Baseline::freeze(plan, vec![h.whole(); weeks], comparison.clone()) {
                    let _ = (frozen.plan(), frozen.treated(), frozen.comparison(), frozen.canonical());
                }
            }
        },
    ),
    (&["effect::before_after"], |h| {
        let (a, b) = (h.column(), h.column());
        let _ = before_after(&a, &b, h.share());
    }),
    (&["effect::differences"], |h| {
        let (areas, periods) = (h.below(6) as usize, h.below(30) as usize);
        let mut count = h.of(areas * periods);
        if h.below(8) == 0 {
            count.pop();
        }
        let treated: Vec<bool> = (0..areas).map(|_| h.yes()).collect();
        let options = DifferenceOptions { level: h.share(), permutations: if h.below(9) == 0 { usize::MAX } else { 19 }, seed: Seed(2) };
        let _ = differences(&Panel { count: &count, treated: &treated, from: h.size(30) }, &options, &Unwatched);
    }),
    (&["effect::power", "effect::weeks_needed"], |h| {
        let design = Design {
            before: h.number(),
            comparison: h.number(),
            weeks_before: h.number(),
            weeks_after: h.number(),
            dispersion: h.number(),
            drift: h.share(),
            risk: h.share(),
        };
        let _ = (power(&design, h.share()), weeks_needed(&design, h.share()));
    }),
    (&["effect::verdict"], |h| {
        let [before, other_before] = h.columns();
        let [after, other_after] = h.columns();
        let comparison = [ComparisonSeries { before: &other_before, after: &other_after }];
        let options = VerdictOptions {
            selection_weeks: h.size(20),
            weeks_after: h.size(20),
            worthwhile: h.share(),
            risk: h.share(),
            drift: h.share(),
        };
        let comparison = if h.yes() { &comparison[..] } else { &[] };
        let _ = verdict(&Evidence { before: &before, after: &after, comparison }, &options);
        let _ = verdict(&Evidence { before: &before, after: &after, comparison }, &VerdictOptions::default());
    }),
    (&["effect::comparable_areas"], |h| {
        let [a, b, c] = h.columns();
        let _ = comparable_areas(&a, &[&b, &c], &[h.yes(), h.yes()]);
        let _ = comparable_areas(&a, &[&b], &[]);
    }),
    (&["effect::Pair::new", "effect::wdd", "effect::wdq"], |h| {
        let mut pair = || Pair::new(h.number(), h.number());
        let (a, b, c) = (pair(), pair(), pair());
        let areas = WddAreas { treated: a, control: b, displacement: Some(c), displacement_control: Some(a) };
        let size = [h.number(), h.number(), h.number(), h.number()];
        let _ = wdd(&areas, &WddOptions { time: (h.number(), h.number()), size, level: h.share() });
        let _ = (wdd(&areas, &WddOptions::default()), wdq(a, &[b, c], c), wdq(a, &[], c));
    }),
    (&["effect::regression_to_the_mean"], |h| {
        let a = h.column();
        let _ = regression_to_the_mean(&a, h.size(8));
    }),
    (&["effect::interrupted"], |h| {
        let [a, b] = h.columns();
        let errors = [Errors::Poisson, Errors::QuasiPoisson, Errors::NeweyWest(None), Errors::NeweyWest(Some(h.size(9)))];
        let options = InterruptedOptions {
            season: h.yes().then(|| (h.size(60), h.size(4))),
            slope_change: h.yes(),
            errors: h.one_of(&errors),
            level: h.share(),
        };
        let _ = interrupted(&a, h.yes().then_some(&b[..]), h.size(60), &options);
    }),
    (&["place::Areas::new", "place::Areas::locate"], |h| {
        let areas = Areas::new(&h.shapes());
        (0..20).for_each(|_| {
            let _ = areas.locate(h.number(), h.number());
        });
    }),
    (
        &[
            "place::Neighbours::from_lists",
            "place::Neighbours::of_grid",
            "place::Neighbours::of_areas",
            "place::Neighbours::of",
            "place::Neighbours::len",
            "place::Neighbours::is_empty",
            "place::Neighbours::alone",
            "place::moran",
            "place::local_moran",
            "place::gi_star",
        ],
        |h| {
            let contact = h.one_of(&[Contact::Corner, Contact::Border]);
            let (columns, rows) = (h.below(9) as usize, h.below(9) as usize);
            let lists: Vec<Vec<u32>> = (0..h.below(40)).map(|_| (0..h.below(5)).map(|_| h.below(50)).collect()).collect();
            let neighbours = match h.below(3) {
                0 => Neighbours::from_lists(&lists),
                1 => Neighbours::of_grid(columns, rows, contact),
                _ => Neighbours::of_areas(&h.shapes(), contact, h.number()),
            };
            let own = if h.below(9) == 0 { h.length() } else { neighbours.len() };
            let values = h.of(own);
            let chance = Chance { permutations: h.below(5), seed: Seed(3) };
            let _ = (neighbours.is_empty(), neighbours.alone(), (0..neighbours.len()).map(|at| neighbours.of(at).len()).sum::<usize>());
            let _ = moran(&values, &neighbours, h.one_of(&[Weights::Mean, Weights::Each]), chance, &Unwatched);
            let _ = local_moran(&values, &neighbours, chance, &Unwatched);
            let _ = gi_star(&values, &neighbours, chance, &Unwatched);
        },
    ),
    (&["place::gi_star_on_grid"], |h| {
        let (columns, rows) = (h.below(12) as usize, h.below(12) as usize);
        let values = h.of(columns * rows);
        let _ = gi_star_on_grid(&values, columns, rows, h.size(20));
        let _ = gi_star_on_grid(&values, h.size(20), h.size(20), 1);
    }),
    (&["place::dbscan"], |h| {
        let [x, y] = h.columns();
        let _ = dbscan(&x, &y, h.number(), h.size(12), &Unwatched);
    }),
    (&["place::hdbscan"], |h| {
        let [x, y] = h.columns();
        let _ = hdbscan(&x, &y, &Hierarchy { smallest: h.size(9), neighbours: h.size(9) }, &Unwatched);
    }),
    (&["place::surface", "place::density", "place::squares"], |h| {
        let [x, y, weight] = h.columns();
        let mut bounds = [h.number(), h.number(), h.number(), h.number()];
        if h.yes() {
            bounds = [0.0, 0.0, 1_000.0, 800.0];
        }
        let smoothing = Smoothing {
            kernel: h.one_of(&[Kernel::Quartic, Kernel::Gaussian]),
            bandwidth: h.number(),
            // Cells small beside the bounds are allowed up to millions: true, and slow.
            cell: h.one_of(&[50.0, 200.0, 0.0, f64::NAN, 1e300, -1.0]),
            bounds,
            edge: h.one_of(&[Edge::Open, Edge::Uniform, Edge::Sums]),
            way: h.one_of(&[Way::Exact, Way::Binned]),
        };
        let narrow = bounds.iter().all(|b| b.abs() < 20_000.0) || bounds.iter().any(|b| b.abs() > 1e9 || b.is_nan());
        if narrow && (smoothing.bandwidth.abs() < 3_000.0 || smoothing.bandwidth.abs() > 1e9 || smoothing.bandwidth.is_nan()) {
            let _ = surface(&x, &y, &weight, &smoothing, &Unwatched);
            let _ = density(&x, &y, &weight, smoothing.bandwidth, smoothing.cell, bounds);
        }
        let _ = squares(&x, &y, &weight, h.number());
    }),
    (&["place::concentration"], |h| {
        let a = h.column();
        let _ = concentration(&a, h.yes().then(|| h.size(400)));
    }),
    (&["space_time::repeats", "space_time::Repeats::within"], |h| {
        let place = h.wholes(60);
        let days = h.of(place.len());
        if let Ok(found) = repeats(&place, &days, h.number()) {
            let _ = found.value.within(h.number());
        }
    }),
    (&["space_time::knox"], |h| {
        let [x, y, t] = h.columns();
        let bands = Bands {
            space: h.edges(),
            days: h.edges(),
            metric: h.one_of(&[Metric::Euclidean, Metric::Manhattan]),
            permutations: h.below(20),
            seed: Seed(4),
        };
        let _ = knox(&x, &y, &t, &bands, &Unwatched);
        let _ = knox(&x, &y, &t, &Bands { space: vec![0.0, 100.0, f64::INFINITY], days: vec![0.0, 7.0, 14.0], ..bands }, &Unwatched);
    }),
    (&["space_time::scan"], |h| {
        let [x, y, t] = h.columns();
        let t: Vec<f64> = if h.yes() { t.iter().map(|d| d % 200.0).collect() } else { t };
        let asked = Scan {
            max_radius: h.number(),
            max_days: h.below(30),
            max_share: h.share(),
            fewest_cases: h.one_of(&[0, 1, 2, 5, u32::MAX]),
            prospective: h.yes(),
            period: h.yes().then(|| [h.instant() % 1_000, h.instant() % 1_000]),
            permutations: h.below(4),
            seed: Seed(5),
        };
        let empty = [[h.number(), h.number()], [0.0, 0.0]];
        let _ = scan(&x, &y, &t, &empty, &asked, &Unwatched);
        let _ = scan(&x, &y, &t, &[], &Scan { period: Some([i64::MIN, i64::MAX]), ..asked }, &Unwatched);
    }),
    (&["space_time::life_lines"], |h| {
        let weeks: Vec<Vec<Spot>> =
            (0..h.below(8)).map(|_| (0..h.below(5)).map(|_| Spot { x: h.number(), y: h.number(), count: h.whole() }).collect()).collect();
        let _ = life_lines(&weeks, &Tolerance { reach: h.number(), still: h.number(), p: h.share(), patience: h.size(4) });
    }),
    (&["space_time::series", "space_time::warnings"], |h| {
        let [x, y, t] = h.columns();
        let reach = Reach { metres: h.number(), days: h.number(), metric: h.one_of(&[Metric::Euclidean, Metric::Manhattan]) };
        let _ = (series(&x, &y, &t, &reach, h.size(5)), warnings(&x, &y, &t, &reach, h.number()));
    }),
    (
        &[
            "suppression::Rule::of",
            "suppression::Counts::new",
            "suppression::Counts::without_total_of",
            "suppression::Release::new",
            "suppression::Release::at",
            "suppression::Release::cells",
            "suppression::Release::hides",
            "suppression::table",
            "suppression::separate",
            "suppression::step",
        ],
        |h| {
            let (rows, columns) = (h.below(6) as usize, h.below(6) as usize);
            let cells = (0..rows * columns).map(|_| if h.below(40) == 0 { h.whole() } else { u64::from(h.below(9)) }).collect();
            let mut rule = Rule::of(u64::from(h.below(9)));
            rule.columns.push((h.size(6), u64::from(h.below(12))));
            let _ = (Counts::new(h.size(4), h.size(4), vec![1; 4]), Release::new(h.size(3), h.size(3), vec![None; 4]));
            if let Some(counts) = Counts::new(rows, columns, cells) {
                let counts = if h.yes() { counts.without_total_of(h.size(6)) } else { counts };
                let first = table(&counts, &rule, &[]);
                let again = table(&counts, &rule, std::slice::from_ref(&first));
                let _ = (again.cells().len(), again.hides(), again.at(0, 0));
            }
            let shown: Vec<Option<u64>> = (0..h.below(9)).map(|_| h.yes().then(|| h.whole())).collect();
            let _ = (separate(&shown, h.whole()), step(h.whole(), h.whole(), &shown));
        },
    ),
    (&["time::aoristic", "time::aoristic_weighted", "time::band"], |h| {
        let (a, b, weight) = (h.instants(), h.instants(), h.column());
        let _ = band(&aoristic(&a, &b, h.instant()));
        let _ = band(&aoristic_weighted(&a, &b, &weight, WEEK));
    }),
    (&["time::Clock::of", "time::ZonedOptions::new", "time::aoristic_zoned"], |h| {
        let _ = Clock::of("Nowhere/\u{0}");
        let clock = Clock::of(h.one_of(&["Europe/Stockholm", "UTC", "America/New_York", "Pacific/Kiritimati"])).unwrap();
        let (a, b, weight) = (h.instants(), h.instants(), h.column());
        let options = ZonedOptions {
            longest: h.instant(),
            long_spans: h.one_of(&[LongSpans::LeaveOut, LongSpans::Spread]),
            lengths: h.one_of(&[Lengths::WallClock, Lengths::Elapsed]),
            ..ZonedOptions::new(h.one_of(&[Unit::HourOfDay, Unit::HourOfWeek, Unit::Day, Unit::Week]))
        };
        let _ = aoristic_zoned(&a, &b, h.yes().then_some(&weight[..]), &clock, &options);
    }),
    (&["time::seasonality"], |h| {
        let a = h.column();
        let _ = seasonality(&a, h.size(60), h.size(5));
    }),
    (&["time::change_points"], |h| {
        let a = h.column();
        let options = ChangeOptions { shortest: h.size(9), penalty: h.yes().then(|| h.number()), poisson: h.yes() };
        let _ = change_points(&a, &options);
    }),
    (&["time::Stl::new", "time::stl", "time::Components::seasonal_strength", "time::Components::trend_strength"], |h| {
        let a = h.column();
        let season = h.one_of(&[Season::Fixed, Season::Changing(7), Season::Changing(0), Season::Changing(usize::MAX)]);
        let mut options = Stl::new(h.size(60), season, h.yes(), h.one_of(&[a.len(), 0, usize::MAX]));
        if h.below(4) == 0 {
            options.trend = Smoother { width: h.size(50), degree: h.below(3) as u8, stride: h.size(9) };
        }
        if let Ok(parts) = stl(&a, &options) {
            let _ = (parts.seasonal_strength(), parts.trend_strength());
        }
    }),
    (&["time::EarsOptions::new", "time::ears"], |h| {
        let a = h.column();
        let rule = h.one_of(&[Ears::C1, Ears::C2, Ears::C3]);
        let options = EarsOptions { baseline: h.size(12), least_deviation: h.number(), alpha: h.share(), ..EarsOptions::new(rule) };
        let _ = (ears(&a, h.size(40)..h.size(400), &options), ears(&a, 0..usize::MAX, &EarsOptions::new(rule)));
    }),
    (&["time::Original::new", "time::farrington_original", "time::WatchedWeek::alarm"], |h| {
        let a = h.column();
        let options =
            Original { years: h.size(6), half_window: h.size(5), reweight: h.yes(), alpha: h.share(), ..Original::new(calendar(h)) };
        if let Ok(weeks) = farrington_original(&a, h.size(300)..h.size(330), &options) {
            weeks.iter().for_each(|w| {
                let _ = w.alarm();
            });
        }
    }),
    (&["time::Flexible::noufaily", "time::Flexible::reference_defaults", "time::farrington_flexible", "time::Threshold::lower"], |h| {
        let [a, population] = h.columns();
        let defaults = if h.yes() { Flexible::noufaily(calendar(h)) } else { Flexible::reference_defaults(calendar(h)) };
        let odd = Flexible {
            years: h.size(6),
            half_window: h.size(5),
            periods: h.size(12),
            recent_left_out: h.size(30),
            alpha: h.share(),
            ..defaults
        };
        let _ = farrington_flexible(&a, h.yes().then_some(&population[..]), h.size(300)..h.size(330), &odd);
        let bound = h.one_of(&[Bound::NegativeBinomial, Bound::NegativeBinomialUncertain, Bound::Power(Power::Half)]);
        let newest = a.len().saturating_sub(3)..a.len();
        let weeks = farrington_flexible(&a, None, newest, &Flexible { years: 2, periods: 3, bound, ..defaults });
        weeks.iter().flatten().filter_map(|week| week.outcome.ok()).for_each(|threshold| {
            let _ = threshold.lower(h.number());
        });
    }),
    (&["time::adjusted_for_reporting", "time::Adjusted::alarm"], |h| {
        let [count, activity] = h.columns();
        let week: Vec<i64> = (0..count.len()).map(|i| if h.below(20) == 0 { h.instant() } else { i as i64 / 3 }).collect();
        let source: Vec<u32> = (0..count.len()).map(|_| h.below(4)).collect();
        let reports = Reports { week: &week, source: &source, count: &count, activity: &activity };
        let _ = adjusted_for_reporting(&reports, h.instant(), h.size(30));
        if let Ok(found) = adjusted_for_reporting(&reports, count.len() as i64 / 3 - 1, 8) {
            let _ = found.alarm(h.share());
        }
    }),
    (&["problem::dominant"], |h| {
        let [a, b] = h.columns();
        let _ = dominant(&a, &b, h.share());
    }),
    (&["problem::co_occurrence"], |h| {
        let [a, b, c] = h.columns();
        let _ = co_occurrence(&[&a, &b, &c], h.share());
    }),
    (&["problem::recurrence"], |h| {
        let a = h.column();
        let _ = recurrence(&a, h.number());
    }),
    (&["weekly::weekly", "weekly::Judged::recurrence_weeks", "weekly::Gathering::recurrence_weeks"], |h| {
        let [x, y, day] = h.columns();
        let day: Vec<f64> = if h.yes() { day.iter().map(|d| d % 400.0).collect() } else { day };
        let mut names = || (0..x.len()).map(|_| if h.below(30) == 0 { u32::MAX } else { h.below(4) }).collect::<Vec<u32>>();
        let (category, district, source, count) = (names(), names(), names(), names());
        let events = Events { x: &x, y: &y, day: &day, category: &category, district: &district, source: &source, count: &count };
        let odd = WeeklyOptions {
            baseline: h.one_of(&[0, 1, 20, 52, u32::MAX]),
            recurrence: [h.number(), h.number(), h.number(), h.number(), h.number()],
            radius: h.number(),
            fewest: h.one_of(&[0, 1, 3, u32::MAX]),
            reach: h.number(),
        };
        for (week, options) in [(h.instant(), odd), (i64::from(h.below(60)), odd), (50, WeeklyOptions::default())] {
            if let Ok(found) = weekly(&events, week, &options, &Unwatched) {
                let _ = found
                    .alarms
                    .iter()
                    .map(Judged::recurrence_weeks)
                    .chain(found.gatherings.iter().map(Gathering::recurrence_weeks))
                    .count();
            }
        }
    }),
    (
        &[
            "random::Seed::stream",
            "random::Stream::below",
            "random::Stream::unit",
            "random::Stream::shuffle",
            "random::Stream::choose_first",
        ],
        |h| {
            let mut stream = Seed(h.whole()).stream(h.whole());
            let mut items: Vec<u8> = vec![0; h.length()];
            let _ = (stream.below(0), stream.below(u32::MAX), stream.unit());
            stream.shuffle(&mut items);
            stream.choose_first(&mut items, h.size(400));
        },
    ),
];

fn calendar(h: &mut Hostile) -> Calendar {
    match h.below(3) {
        0 => Calendar::Dates { first_day: h.one_of(&[i32::MIN, i32::MAX, 0, 18_000]) },
        1 => Calendar::Period(h.size(60)),
        _ => Calendar::Period(52),
    }
}
