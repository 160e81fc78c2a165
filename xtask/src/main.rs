//! The project's own commands: `cargo xtask <command>`. README names the two that everyone needs.
//!
//! This crate has no dependencies, so that the first command answers in seconds.

use std::path::PathBuf;
use std::process::ExitCode;

mod assets;
mod bench;
mod check;
mod crash;
mod draw;
mod fuzz;
mod http;
mod load;
mod matching;
mod postgres;
mod power;
mod product;
mod run;
mod serving;
mod suites;
mod tools;

const USAGE: &str = "\
cargo xtask <command>

  demo [--port P] [--data DIR]  build everything and open the practice municipality (default port 8484)
  test [--only rust|crash|browser] [-- ARGS]
                                run every test; ARGS go to the Rust test runner
  postgres -- COMMAND           run a command beside a private PostgreSQL, its address in SAMSYN_TEST_POSTGRES
  build                         make target/release/samsyn
  assets                        install the npm packages from the lock file and bundle pages' scripts and styles
  check                         the architecture checks of ARCHITECTURE.md
  bench [--quick] [--code] [--peers] [--imports [--database sqlite|postgres]] [--binary FILE]
                                measure what docs/measurements.md lists; prints a markdown table
  power [--seeds N] [--weeks N] [--from SEED] [--curve]
                                what the week's analysis finds of patterns planted in invented towns, how soon, and its false alarms
  matching [--weeks N] [--seeds N] [--police DIR]
                                how many rows of one event are linked or asked about, and how many wrongly: in the practice town, and in
                                two police lists of the same events in DIR
  crash [--rounds N] [--database sqlite|postgres] [--binary FILE] [--seed N]
                                kill the server or its database under writing, again and again; nothing may be lost
  fuzz [--minutes N] [TARGET …]  every reader of strangers' bytes with random changes of the seeds in fuzz/seeds (default 10 minutes each)
  load [--profile county] [--minutes N] [--quick] [--binary FILE] [--data DIR]
                                a county's people on a county's five years, then faster until answers take too long
";

/// What a command answers: nothing more to say, or why it failed.
type Done = Result<(), String>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let done = match args.first().map(String::as_str) {
        Some("assets") => assets::assets(),
        Some("build") => product::build().map(|binary| println!("built {}", binary.display())),
        Some("demo") => product::demo(rest),
        Some("test") => suites::test(rest),
        Some("postgres") => suites::beside_postgres(rest),
        Some("check") => check::check(),
        Some("bench") => bench::bench(rest),
        Some("power") => power::power(rest),
        Some("matching") => matching::matching(rest),
        Some("crash") => crash::crash(rest),
        Some("fuzz") => fuzz::fuzz(rest),
        Some("load") => load::load(rest),
        Some("help" | "--help" | "-h") => {
            print!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(format!("unknown command `{other}`\n\n{USAGE}")),
        None => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The repository.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// CI counts a skip as a failure.
fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|v| !v.is_empty() && v != "false" && v != "0")
}
