//! Rows of the table.

use crate::run::{Case, Outcome};
use analysis::counts::poisson_interval;
use analysis::weekly::WeeklyOptions;
use practice::trial::Pattern;

/// Weeks in a month.
const MONTH: f64 = 365.25 / 7.0 / 12.0;

/// Within so many weeks a pattern shall be found.
const WITHIN: i32 = 3;

pub fn heading() {
    println!(
        "| planted | size | found within 3 weeks | ever | median weeks | false alarms a month (95 %) | of them growth, fall, town, place, fall at a place | without the pattern |"
    );
    println!("|---|---|---|---|---|---|---|---|");
}

/// A hot spot that moved less than the circle is wide is not elsewhere to who looks through circles: told apart from those that moved further.
pub fn by_distance(case: &Case, outcomes: &[Outcome]) {
    let radius = WeeklyOptions::default().radius;
    let (further, less): (Vec<Outcome>, Vec<Outcome>) =
        outcomes.iter().filter(|o| o.moved.is_some()).cloned().partition(|o| o.moved.is_some_and(|metres| metres >= radius));
    for (name, own) in [(format!("… {radius} m or more"), further), (format!("… less than {radius} m"), less)] {
        if !own.is_empty() {
            named_row(&format!("{name} ({} towns)", own.len()), case, &own);
        }
    }
}

pub fn row(case: &Case, outcomes: &[Outcome]) {
    named_row(case.name(), case, outcomes);
}

fn named_row(name: &str, case: &Case, outcomes: &[Outcome]) {
    let towns = outcomes.len();
    let share = |n: usize| format!("{:.0} %", 100.0 * n as f64 / towns.max(1) as f64);
    let mut weeks: Vec<i32> = outcomes.iter().filter_map(|o| o.found).map(|w| w.max(0) + 1).collect();
    weeks.sort_unstable();
    // Of all towns: a pattern that was never found counts as later than all.
    let median = weeks.get(towns / 2).map_or("–".to_owned(), ToString::to_string);
    let false_alarms: u32 = outcomes.iter().map(|o| o.false_alarms).sum();
    let months = outcomes.iter().map(|o| f64::from(o.weeks)).sum::<f64>() / MONTH;
    let (low, high) = poisson_interval(u64::from(false_alarms), 0.95).unwrap_or((0.0, f64::INFINITY));
    let rate = format!("{:.2} ({:.2}–{:.2})", f64::from(false_alarms) / months, low / months, high / months);
    let seen = |o: &&Outcome| o.found.is_some_and(|w| w < WITHIN);
    let (soon, ever) = (outcomes.iter().filter(seen).count(), weeks.len());
    let without: Option<u32> = outcomes.iter().map(|o| o.without).sum();
    let mut families = [0; 5];
    outcomes.iter().for_each(|o| families.iter_mut().zip(o.families).for_each(|(sum, n)| *sum += n));
    let families = families.map(|n: u32| n.to_string()).join(", ");
    let own = without.map_or("–".to_owned(), |w| format!("{w} against {false_alarms}"));
    let finds = case.pattern.is_some_and(|p| p != Pattern::ReportingOnly);
    let or = |text: String| if finds { text } else { "–".to_owned() };
    println!("| {} | {} | {} | {} | {} | {rate} | {families} | {own} |", name, case.size, or(share(soon)), or(share(ever)), or(median));
}
