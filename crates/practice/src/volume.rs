//! Any number of rows of the town's character over five years, for measuring.

use crate::Delivery;
use crate::draw::running;
use crate::events::{Event, Model, Purpose};
use crate::files::{pack, written};
use crate::kinds::SENDERS;
use domain::week::Week;

/// Weeks in five years.
const WEEKS: i32 = 261;

/// Exactly `rows` incidents over the five years that end with `last`, one file for each sender and
/// week, made week by week. No patterns, repeats, delays or silent weeks.
pub fn volume(seed: u64, last: Week, rows: u64) -> impl Iterator<Item = Delivery> {
    let model = Model::new(seed);
    let first = last.plus(1 - WEEKS);
    let expected: Vec<f64> = (0..WEEKS).map(|n| weekly(&model, first.plus(n)).last().copied().unwrap_or(0.0)).collect();
    let total: f64 = expected.iter().sum();
    // Rows up to and with each week, so that rounding never loses one.
    let mut so_far = 0.0;
    let mut made = 0;
    (0..WEEKS).zip(expected).flat_map(move |(number, mean)| {
        so_far += mean;
        let until = if number == WEEKS - 1 { rows } else { (rows as f64 * so_far / total) as u64 };
        let count = until.saturating_sub(made);
        made = made.max(until);
        week_files(&model, first.plus(number), count)
    })
}

fn weekly(model: &Model, week: Week) -> Vec<f64> {
    running(model.expected(week, |_| true).map(|(_, mean)| mean))
}

fn week_files(model: &Model, week: Week, count: u64) -> Vec<Delivery> {
    let table = weekly(model, week);
    let mut draw = model.draw(week, 0, Purpose::Volume);
    let mut happened: Vec<Vec<Event>> = vec![Vec::new(); SENDERS.len()];
    for _ in 0..count {
        let kind = draw.index(&table);
        happened[model.kinds[kind].sender].push(model.event(&mut draw, week, kind));
    }
    let files = (0..).zip(happened).filter_map(|(sender, events)| pack(week, sender, written(model, week, sender, events), 0));
    let mut files: Vec<Delivery> = files.map(|file| file.delivery).collect();
    files.sort_by_key(|file| (file.delivered_at, file.sender));
    files
}
