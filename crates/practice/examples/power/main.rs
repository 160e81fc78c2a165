//! What does the week's analysis find of what is planted, how soon, and how often does it cry wolf? Run by `cargo xtask power`.
//!
//! Every week is judged with what was known by then alone. An alarm that goes on, or comes back within four weeks, is one alarm.

mod effect;
mod run;
mod table;

use analysis::weekly::WeeklyOptions;
use practice::trial::{MOVE_AFTER, Pattern};
use run::{Case, Rule};

/// What was asked for on the command line.
struct Asked {
    seeds: u64,
    weeks: u32,
    /// First seed: the rule was tuned on 1–100, figures are told of others.
    from: u64,
    curve: bool,
    /// How rare the alarms of the five families are, weeks; the usual when not asked for.
    recurrence: [f64; 5],
    /// Our rule alone, on these patterns alone; all of everything when empty.
    only: Vec<String>,
}

fn main() -> Result<(), String> {
    let asked = asked(std::env::args().skip(1))?;
    let cases = [
        Case::quiet(asked.weeks),
        Case::planted(Pattern::HotSpotAppears, 5.0, 0, 8),
        Case::planted(Pattern::HotSpotMoves, 5.0, MOVE_AFTER, 6),
        Case::planted(Pattern::NearRepeat, 2.5, 0, 8),
        Case::planted(Pattern::SlowRise, 6.0, 17, 9),
        Case::planted(Pattern::DropAfterAction, 6.0, 0, 12),
        Case::planted(Pattern::ReportingOnly, 2.0, 0, 12),
    ];
    println!(
        "{} towns a row (seeds {}–{}), 52 weeks of history; alarms of one thing within four weeks are one\n",
        asked.seeds,
        asked.from,
        asked.from + asked.seeds - 1
    );
    let usual = Rule::Ours(asked.recurrence);
    table::heading();
    for case in cases.iter().filter(|case| asked.only.is_empty() || asked.only.iter().any(|name| name == case.name())) {
        let outcomes = run::all(case, &asked, usual);
        table::row(case, &outcomes);
        table::by_distance(case, &outcomes);
    }
    if !asked.only.is_empty() {
        return Ok(());
    }
    println!("\nOther rules on the same towns\n");
    table::heading();
    for rule in [Rule::EarlierTable, Rule::EarsC1] {
        for case in [&cases[0], &cases[1], &cases[6]] {
            table::row(case, &run::all(case, &asked, rule));
        }
    }
    if asked.curve {
        println!("\nThe trade-off: rarer alarms, other sizes\n");
        table::heading();
        for rarer in [0.5, 2.0, 5.0, 10.0] {
            let rule = Rule::Ours(asked.recurrence.map(|weeks| weeks * rarer));
            println!("| *alarms {rarer} times as rare* | | | | | | | |");
            table::row(&cases[0], &run::all(&cases[0], &asked, rule));
            table::row(&cases[1], &run::all(&cases[1], &asked, rule));
        }
        for case in sizes() {
            table::row(&case, &run::all(&case, &asked, usual));
        }
    }
    println!();
    effect::table(&asked);
    reference_tools();
    Ok(())
}

/// Each pattern in sizes around its own.
fn sizes() -> Vec<Case> {
    let each =
        |pattern, clock, weeks, sizes: &[f64]| sizes.iter().map(move |s| Case::planted(pattern, *s, clock, weeks)).collect::<Vec<_>>();
    [
        each(Pattern::HotSpotAppears, 0, 8, &[2.0, 3.0, 4.0, 6.0]),
        each(Pattern::NearRepeat, 0, 8, &[1.5, 2.0, 3.0, 4.0]),
        each(Pattern::SlowRise, 17, 9, &[3.0, 4.5, 8.0]),
        each(Pattern::DropAfterAction, 0, 12, &[3.0, 4.0, 8.0]),
    ]
    .concat()
}

fn asked(args: impl Iterator<Item = String>) -> Result<Asked, String> {
    let recurrence = WeeklyOptions::default().recurrence;
    let mut asked = Asked { seeds: 100, weeks: 26, from: 1001, curve: false, recurrence, only: Vec::new() };
    let mut args = args;
    while let Some(arg) = args.next() {
        if arg == "--recurrence" {
            let given: Vec<f64> = args.next().unwrap_or_default().split(',').filter_map(|v| v.parse().ok()).collect();
            asked.recurrence =
                given.try_into().map_err(|_| "--recurrence needs five numbers: growth,fall,town,gathering,fall at a place")?;
            continue;
        }
        if arg == "--only" {
            asked.only = args.next().unwrap_or_default().split(',').map(str::to_owned).collect();
            continue;
        }
        let mut number = || args.next().and_then(|v| v.parse::<u64>().ok()).ok_or(format!("{arg} needs a number"));
        match arg.as_str() {
            "--seeds" => asked.seeds = number()?.clamp(1, 100_000),
            "--weeks" => asked.weeks = number()?.clamp(4, 520) as u32,
            "--from" => asked.from = number()?,
            "--curve" => asked.curve = true,
            other => return Err(format!("unknown option {other}")),
        }
    }
    Ok(asked)
}

fn reference_tools() {
    let r = std::process::Command::new("Rscript").args(["-e", "cat(as.character(packageVersion('surveillance')))"]).output();
    match r {
        Ok(answer) if answer.status.success() => {
            println!(
                "\nR surveillance {} is installed; EARS C1 above is its `earsC` (crates/analysis/tests/all/ears.rs).",
                String::from_utf8_lossy(&answer.stdout)
            );
        }
        Ok(_) | Err(_) => {
            println!("\nR surveillance: not installed. EARS C1 above is its `earsC` to 1e-4 (crates/analysis/tests/all/ears.rs).")
        }
    }
}
