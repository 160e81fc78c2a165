//! More reporting is not more crime.

use crate::chance::poisson;
use crate::near;
use analysis::counts::exceedance;
use analysis::time::reporting::{Reports, adjusted_for_reporting};
use analysis::{Seed, Stream};

#[derive(Default)]
struct Table {
    week: Vec<i64>,
    source: Vec<u32>,
    count: Vec<f64>,
    activity: Vec<f64>,
}

impl Table {
    fn add(&mut self, week: i64, source: u32, count: f64, activity: f64) {
        self.week.push(week);
        self.source.push(source);
        self.count.push(count);
        self.activity.push(activity);
    }

    fn reports(&self) -> Reports<'_> {
        Reports { week: &self.week, source: &self.source, count: &self.count, activity: &self.activity }
    }
}

/// Twenty-six steady weeks of five sources, then one whose activity and rates are changed.
fn town(stream: &mut Stream, more_reporters: f64, new_source: bool, more_crime: f64) -> Table {
    let mut table = Table::default();
    for week in 0..27 {
        let last = week == 26;
        for source in 0..5u32 {
            let activity = (1.0 + f64::from(stream.below(3))) * if last { more_reporters } else { 1.0 };
            let rate = 0.8 * f64::from(source + 1) * if last { more_crime } else { 1.0 };
            let count = poisson(stream, rate * activity);
            table.add(week, source, count, activity);
        }
        if last && new_source {
            let count = poisson(stream, 25.0);
            table.add(week, 9, count, 4.0);
        }
    }
    table
}

#[test]
fn a_reporting_only_change_raises_no_alarm() {
    let (mut ours, mut plain) = (0, 0);
    for i in 0..500 {
        let table = town(&mut Seed(21).stream(i), 2.0, true, 1.0);
        let found = adjusted_for_reporting(&table.reports(), 26, 26).unwrap();
        ours += usize::from(found.alarm(0.01));
        let mut weeks = [0u64; 27];
        table.week.iter().zip(&table.count).for_each(|(w, c)| weeks[*w as usize] += *c as u64);
        plain += usize::from(exceedance(weeks[26], &weeks[..26]).unwrap().upper < 0.01);
        assert_eq!(found.new_sources.0, 1);
    }
    // The raw count cries wolf nearly always; ours at its own risk of one in a hundred (12 of 500 is passed once in a thousand).
    assert!(plain > 450 && ours <= 12, "{plain} {ours}");
}

#[test]
fn a_real_rise_is_seen_through_falling_reporting() {
    let found = (0..200).filter(|&i| {
        let table = town(&mut Seed(22).stream(i), 1.0, false, 2.0);
        adjusted_for_reporting(&table.reports(), 26, 26).unwrap().alarm(0.01)
    });
    assert!(found.count() > 180);
    let half = (0..200).filter(|&i| {
        let table = town(&mut Seed(23).stream(i), 0.5, false, 2.0);
        let found = adjusted_for_reporting(&table.reports(), 26, 26).unwrap();
        found.intensity < 0.9 && found.alarm(0.05)
    });
    assert!(half.count() > 120);
}

#[test]
fn the_numbers_by_hand() {
    let mut table = Table::default();
    for week in 0..4 {
        table.add(week, 1, 4.0, 2.0);
        table.add(week, 2, 6.0, 1.0);
    }
    // Source 1 with three reporters, source 2 silent, source 3 new.
    table.add(4, 1, 9.0, 3.0);
    table.add(4, 3, 5.0, 1.0);
    let found = adjusted_for_reporting(&table.reports(), 4, 4).unwrap();
    near(found.expected, 6.0, 1e-12);
    near(found.ratio, 1.5, 1e-12);
    near(found.intensity, 0.6, 1e-12);
    assert_eq!((found.all, found.observed, found.usual), (14.0, 9.0, 10.0));
    assert_eq!((found.new_sources, found.silent_sources), ((1, 5.0), 1));
    assert!(found.p_more > 0.1 && found.dispersion == 1.0);
    // Rows of one source and week may be split, and come in any order.
    let mut split = Table::default();
    split.add(4, 3, 5.0, 1.0);
    split.add(4, 1, 4.0, 1.0);
    split.add(4, 1, 5.0, 2.0);
    for week in (0..4).rev() {
        split.add(week, 2, 6.0, 1.0);
        split.add(week, 1, 1.0, 1.5);
        split.add(week, 1, 3.0, 0.5);
    }
    assert_eq!(adjusted_for_reporting(&split.reports(), 4, 4).unwrap(), found);
}

#[test]
fn a_town_where_everyone_is_silent() {
    let mut table = Table::default();
    (0..8).for_each(|week| table.add(week, 1, 2.0, 1.0));
    let found = adjusted_for_reporting(&table.reports(), 8, 8).unwrap();
    assert!(found.ratio.is_nan() && !found.alarm(0.05) && found.silent_sources == 1);
}
