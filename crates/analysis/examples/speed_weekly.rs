//! Times the whole week's analysis: `cargo run --release -p analysis --example speed_weekly`. A million invented events in five years, and the same in one year; 32 districts,
//! 12 categories, 7 sources, 14,000 positions. Prints the peak of the memory too (Linux).

use analysis::Unwatched;
use analysis::weekly::{Events, WeeklyOptions, weekly};
use std::time::Instant;

/// Scattered over 0–1, the same on every machine.
fn part(i: usize, step: f64) -> f64 {
    (i as f64 * step).fract()
}

fn main() {
    for (rows, weeks) in [(100_000, 260.0), (1_000_000, 260.0), (1_000_000, 53.0)] {
        let place: Vec<usize> = (0..rows).map(|i| (part(i, 0.754_877_666).powi(2) * 14_000.0) as usize).collect();
        let x: Vec<f64> = place.iter().map(|p| part(*p, 0.618_033_988) * 12_000.0).collect();
        let y: Vec<f64> = place.iter().map(|p| part(*p, 0.569_840_291) * 12_000.0).collect();
        let day: Vec<f64> = (0..rows).map(|i| part(i, 0.801_937_735) * weeks * 7.0).collect();
        let category: Vec<u32> = (0..rows).map(|i| (part(i, 0.445_041_867) * 12.0) as u32).collect();
        let district: Vec<u32> = place.iter().map(|p| (p / 438) as u32).collect();
        let source: Vec<u32> = (0..rows).map(|i| (part(i, 0.324_717_957) * 7.0) as u32).collect();
        let count = vec![1; rows];
        let events = Events { x: &x, y: &y, day: &day, category: &category, district: &district, source: &source, count: &count };
        let mut times = Vec::new();
        let mut found = None;
        for _ in 0..5 {
            let before = Instant::now();
            found = weekly(&events, weeks as i64 - 1, &WeeklyOptions::default(), &Unwatched).ok();
            times.push(before.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        let questions = found.map_or(0, |f| f.questions.iter().sum::<usize>());
        println!("{rows} events in {weeks} weeks: median of five {:.3} s, {questions} questions; peak {}", times[2], peak());
    }
}

fn peak() -> String {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    text.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or(" unknown").trim().to_owned()
}
