//! Prints recall and precision of the guard on its corpora: `cargo run --release -p privacy --example corpus`. With `--misses N` also N texts of what was missed
//! and of what was wrongly found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../tests/all/chance.rs"]
mod chance;
#[path = "../tests/all/gating.rs"]
mod gating;
#[path = "../tests/all/identities.rs"]
mod identities;
#[path = "../tests/all/labelled.rs"]
mod labelled;
#[path = "../tests/all/measured.rs"]
mod measured;
#[path = "../tests/all/names.rs"]
mod names;
#[path = "../tests/all/reports.rs"]
mod reports;
#[path = "../tests/all/tuning.rs"]
mod tuning;

use measured::Measured;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shown = arguments.iter().position(|a| a == "--misses").and_then(|i| arguments.get(i + 1)?.parse().ok()).unwrap_or(0_usize);
    let wanted = |name: &str| {
        arguments.iter().all(|a| !["tuning", "gating", "reports"].contains(&a.as_str())) || arguments.iter().any(|a| a == name)
    };
    if wanted("tuning") {
        tell("Tuning corpus A, 12,000 texts, seed 1", &Measured::of(&tuning::corpus(1, 12_000)), shown);
    }
    if wanted("gating") {
        let measured = Measured::of(&gating::corpus(1, 12_000));
        tell("Gating corpus B, 12,000 texts, seed 1", &measured, shown);
        println!("gates not met: {:?}\n", measured.below(&gating::GATES));
    }
    if wanted("reports") {
        tell("Reports written by hand", &Measured::of(&reports::all()), shown);
        tell("Reports of a second author", &Measured::of(&reports::second()), shown);
    }
}

fn tell(title: &str, measured: &Measured, shown: usize) {
    println!("{title}\n\n{measured}\n");
    for (what, list) in [("missed", &measured.misses), ("wrongly found", &measured.alarms)] {
        let step = (list.len() / shown.max(1)).max(1);
        list.iter().step_by(step).take(shown).for_each(|text| println!("{what}: {text}"));
    }
}
