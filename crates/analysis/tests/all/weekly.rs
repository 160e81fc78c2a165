//! The week's rule on invented towns: what is strong is found, what is chance is not, and more reporting is not more crime.

use crate::chance::poisson;
use analysis::weekly::{Change, Events, NO_DISTRICT, Weekly, WeeklyOptions, weekly};
use analysis::{Refusal, Seed, Stream, Unwatched, Watch};

const WEEKS: i64 = 60;
const DISTRICTS: u32 = 12;
const CATEGORIES: u32 = 5;

#[derive(Clone, Default)]
struct Rows {
    x: Vec<f64>,
    y: Vec<f64>,
    day: Vec<f64>,
    category: Vec<u32>,
    district: Vec<u32>,
    source: Vec<u32>,
    count: Vec<u32>,
}

impl Rows {
    fn add(&mut self, place: [f64; 2], day: f64, category: u32, district: u32, source: u32) {
        self.x.push(place[0]);
        self.y.push(place[1]);
        self.day.push(day);
        self.category.push(category);
        self.district.push(district);
        self.source.push(source);
        self.count.push(1);
    }

    fn events(&self) -> Events<'_> {
        let Rows { x, y, day, category, district, source, count } = self;
        Events { x, y, day, category, district, source, count }
    }

    fn judged(&self, week: i64) -> Weekly {
        weekly(&self.events(), week, &WeeklyOptions::default(), &Unwatched).unwrap()
    }
}

/// Ten places in each district, which lie 3 km apart in a row.
fn place(district: u32, number: u32) -> [f64; 2] {
    [f64::from(district) * 3_000.0 + f64::from(number % 5) * 450.0, f64::from(number / 5) * 450.0]
}

/// A town whose sources differ in what and where they report; `more` times as much from a source in a week.
fn town(stream: &mut Stream, more: impl Fn(u32, i64) -> f64) -> Rows {
    let mut rows = Rows::default();
    for week in 0..WEEKS {
        // A livelier and a calmer half of the year.
        let season = 1.0 + 0.3 * (week as f64 / 52.0 * std::f64::consts::TAU).sin();
        for source in 0..3u32 {
            for category in 0..CATEGORIES {
                let mean = season * (2.0 + f64::from((source + category) % 4) * 2.0) * more(source, week);
                for _ in 0..poisson(stream, mean) as u32 {
                    // The centre has more, and the third source sees the first four districts alone.
                    let district = if source == 2 { stream.below(4) } else { stream.below(DISTRICTS + 4) % DISTRICTS };
                    let [x, y] = place(district, stream.below(10));
                    let spread = |s: &mut Stream| (s.unit() - 0.5) * 60.0;
                    let at = [x + spread(stream), y + spread(stream)];
                    rows.add(at, week as f64 * 7.0 + stream.unit() * 7.0, category, district, source);
                }
            }
        }
    }
    rows
}

fn quiet(seed: u64) -> Rows {
    town(&mut Seed(91).stream(seed), |_, _| 1.0)
}

#[test]
fn a_strong_rise_in_a_district_is_found_in_its_week_before_anything_else() {
    let mut rows = quiet(1);
    for i in 0..9 {
        rows.add([f64::NAN; 2], 59.0 * 7.0 + f64::from(i) * 0.7, 1, 7, 0);
    }
    let found = rows.judged(59);
    let alarm = &found.alarms[0];
    assert_eq!((alarm.district, alarm.category, alarm.weeks, alarm.change), (Some(7), 1, 1, Change::Grown));
    assert!(alarm.observed >= 9 && alarm.expected < 4.0 && alarm.interval.1 < 9 && alarm.recurrence_weeks() > 100.0, "{alarm:?}");
    let row = found.cells.iter().find(|c| (c.district, c.category) == (Some(7), 1)).unwrap();
    assert!(row.change == Change::Grown && row.q < 0.01, "{row:?}");
    assert_eq!(found.cells.len() as u32, DISTRICTS * CATEGORIES);
    // What comes later changes nothing.
    rows.add([0.0, 0.0], 60.0 * 7.0 + 1.0, 1, 7, 0);
    assert_eq!(rows.judged(59), found);
}

#[test]
fn a_new_category_is_new_and_one_that_stopped_is_gone() {
    let mut rows = quiet(2);
    for week in 0..58 {
        for i in 0..6 {
            rows.add([f64::NAN; 2], f64::from(week) * 7.0 + f64::from(i), 3, 5, 0);
        }
    }
    let five =
        |r: &Rows| (0..r.day.len()).filter(|i| r.district[*i] == 5 && r.category[*i] == 3 && r.day[*i] >= 58.0 * 7.0).collect::<Vec<_>>();
    for i in five(&rows).into_iter().rev() {
        for column in [&mut rows.category, &mut rows.district, &mut rows.source, &mut rows.count] {
            column.remove(i);
        }
        for column in [&mut rows.x, &mut rows.y, &mut rows.day] {
            column.remove(i);
        }
    }
    // A category that no one had before, beside the others of the source.
    for i in 0..7 {
        rows.add([f64::NAN; 2], 59.0 * 7.0 + f64::from(i) * 0.5, 9, 2 + i % 2, 1);
    }
    let changes: Vec<_> = rows.judged(59).alarms.iter().map(|a| (a.district, a.category, a.change)).collect();
    assert!(changes.contains(&(Some(5), 3, Change::Gone)), "{changes:?}");
    assert!(changes.contains(&(None, 9, Change::New)), "{changes:?}");
}

#[test]
fn a_series_at_one_street_is_a_gathering_with_its_chain() {
    let mut rows = quiet(3);
    let at = [4.0 * 3_000.0 + 1_400.0, 1_400.0];
    for i in 0..6 {
        rows.add([at[0] + f64::from(i % 3) * 40.0, at[1]], 56.5 * 7.0 + f64::from(i) * 4.0, 2, 4, 0);
    }
    let found = rows.judged(59);
    assert_eq!(found.gatherings.len(), 1, "{:?}", found.gatherings);
    let gathering = &found.gatherings[0];
    assert!((gathering.category, gathering.district, gathering.change) == (Some(2), Some(4), Change::New), "{gathering:?}");
    assert!((gathering.centre[0] - at[0]).hypot(gathering.centre[1] - at[1]) < 200.0);
    let series = gathering.series.as_ref().unwrap();
    assert_eq!(series.rows.len(), 6);
    assert!((series.watch_until - (56.5 * 7.0 + 20.0 + 14.0)).abs() < 1e-9);
}

#[test]
fn less_at_one_place_is_found_though_most_of_its_kind_came_from_there() {
    let mut rows = quiet(6);
    let at = [7.0 * 3_000.0 + 1_400.0, 1_400.0];
    // Of category 8 the source sends nothing but what is here; of category 3 there is more all over the town.
    for week in 0..58 {
        for i in 0..3 {
            let day = f64::from(week) * 7.0 + f64::from(i);
            rows.add([at[0] + f64::from(i) * 20.0, at[1]], day, 8, 7, 1);
            rows.add([at[0], at[1] + f64::from(i) * 20.0], day + 0.5, 3, 7, 0);
        }
    }
    let found = rows.judged(59);
    let fallen: Vec<_> = found.gatherings.iter().filter(|g| matches!(g.change, Change::Gone | Change::Shrunk)).collect();
    assert_eq!(fallen.len(), 1, "{fallen:?}");
    let place = fallen[0];
    assert!((place.observed, place.weeks, place.district, place.series.is_none()) == (0, 2, Some(7), true), "{place:?}");
    assert!((place.centre[0] - at[0]).hypot(place.centre[1] - at[1]) < 150.0 && place.expected > 5.0 && place.interval.0 > 0);
    // What tells of a fall is what came before it.
    assert!(place.rows.len() > 300 && place.rows.iter().all(|row| rows.day[*row as usize] < 58.0 * 7.0));
    assert!(rows.judged(57).gatherings.iter().all(|g| g.change != Change::Gone), "it went on until then");
}

#[test]
fn two_spots_beside_each_other_are_two() {
    let mut rows = quiet(7);
    let at = [9.0 * 3_000.0 + 1_400.0, 1_400.0];
    for i in 0..7 {
        let day = 58.0 * 7.0 + f64::from(i) * 2.0;
        rows.add([at[0], at[1] + f64::from(i % 2) * 20.0], day, 2, 9, 0);
        rows.add([at[0] + 260.0, at[1] + f64::from(i % 2) * 20.0], day, 2, 9, 0);
    }
    let found = rows.judged(59).gatherings;
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].rows.iter().all(|row| !found[1].rows.contains(row)));
}

#[test]
fn quiet_towns_raise_no_more_than_the_rule_promises() {
    let (mut alarms, mut weeks) = (0, 0);
    for seed in 0..60 {
        let rows = quiet(100 + seed);
        // Weeks far enough apart to share no window.
        for week in [49, 54, 59] {
            let found = rows.judged(week);
            alarms += found.alarms.len() + found.gatherings.len();
            weeks += 1;
        }
    }
    // One a month is 41 in so many weeks. The seeds are fixed.
    assert!(weeks == 180 && alarms <= 41, "{alarms} alarms");
}

#[test]
fn more_reporting_alone_is_no_alarm_and_is_told() {
    let (mut held, mut plain) = (0, 0);
    for seed in 0..20 {
        // One source sends three times as much in the last three weeks, another is silent.
        let rows = town(&mut Seed(92).stream(seed), |source, week| match (source, week >= 57) {
            (0, true) => 3.0,
            (1, true) => 0.0,
            (_, _) => 1.0,
        });
        let found = rows.judged(59);
        held += found.alarms.len() + found.gatherings.len();
        plain += usize::from(!found.explained.is_empty());
    }
    // One a month is five in so many weeks.
    assert!(held <= 5, "{held} alarms in twenty towns");
    assert!(plain >= 18, "told in {plain} of twenty towns");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut rows = quiet(4);
    (0..9).for_each(|i| rows.add(place(6, 3), 58.0 * 7.0 + f64::from(i), 4, 6, 1));
    let found = rows.judged(59);
    let mut order: Vec<usize> = (0..rows.day.len()).collect();
    Seed(5).stream(0).shuffle(&mut order);
    let mut other = Rows::default();
    for i in &order {
        other.add([rows.x[*i], rows.y[*i]], rows.day[*i], rows.category[*i], rows.district[*i], rows.source[*i]);
    }
    let again = other.judged(59);
    assert!(!found.gatherings.is_empty());
    assert_eq!(
        (&found.alarms, &found.cells, &found.explained, found.questions),
        (&again.alarms, &again.cells, &again.explained, again.questions)
    );
    for (a, b) in found.gatherings.iter().zip(&again.gatherings) {
        let mut rows: Vec<u32> = b.rows.iter().map(|row| order[*row as usize] as u32).collect();
        rows.sort_unstable();
        assert_eq!((a.centre, a.observed, a.p, &a.rows), (b.centre, b.observed, b.p, &rows));
    }
}

#[test]
fn a_short_history_is_unknown_and_bad_input_is_refused() {
    let mut rows = Rows::default();
    for week in 0..6 {
        (0..5).for_each(|i| rows.add([0.0; 2], f64::from(week * 7 + i), 0, 0, 0));
    }
    let found = rows.judged(5);
    assert_eq!((found.baseline, found.alarms.len(), found.gatherings.len()), (5, 0, 0));
    assert!(found.cells.iter().chain(&found.town).all(|c| c.change == Change::Unknown && c.expected.is_nan()));
    assert_eq!(Rows::default().judged(0).cells, []);
    let refused = |rows: &Rows, options: WeeklyOptions| weekly(&rows.events(), 5, &options, &Unwatched).unwrap_err();
    assert!(matches!(
        refused(&rows, WeeklyOptions { radius: f64::NAN, ..Default::default() }),
        Refusal::BadParameter { name: "radius", .. }
    ));
    assert!(matches!(refused(&rows, WeeklyOptions { recurrence: [0.0; 5], ..Default::default() }), Refusal::BadParameter { .. }));
    rows.day[3] = f64::NAN;
    assert_eq!(refused(&rows, WeeklyOptions::default()), Refusal::BadValue { column: "day", row: 3 });
    rows.count.pop();
    assert!(matches!(refused(&rows, WeeklyOptions::default()), Refusal::LengthsDiffer { column: "count", .. }));
    struct Stopper;
    impl Watch for Stopper {
        fn advanced(&self, _: f64) {}
        fn is_stopped(&self) -> bool {
            true
        }
    }
    let rows = quiet(5);
    assert_eq!(weekly(&rows.events(), 59, &WeeklyOptions::default(), &Stopper), Err(Refusal::Stopped));
    // Far away, without a district, many alike: no panic.
    let mut odd = quiet(6);
    odd.add([1e300, -1e300], 59.0 * 7.0, u32::MAX, NO_DISTRICT, u32::MAX);
    odd.count[0] = u32::MAX;
    odd.judged(59);
}
