//! `cargo xtask fuzz`: every reader of strangers' bytes, each for some minutes, from the seeds that are committed.

use crate::product::option;
use crate::run::{cargo, run, say, works};
use crate::{Done, root};
use std::fs;

/// Minutes for each target.
const MINUTES: u64 = 10;
/// Bytes of one input: larger ones are slower and say little more.
const LONGEST: u32 = 64 << 10;
/// Seconds and megabytes that one input may take.
const SECONDS: u32 = 20;
const MEGABYTES: u32 = 1_024;

/// Runs the targets that are named, or all. The inputs that a run finds are kept in `fuzz/corpus`, which git ignores; one
/// that fails is written to `fuzz/artifacts`, and becomes a seed when what it found is mended.
pub fn fuzz(args: &[String]) -> Done {
    if !works(&mut cargo(&["fuzz", "--version"])) {
        return Err("cargo-fuzz is missing: cargo install cargo-fuzz --locked".to_owned());
    }
    let minutes = match option(args, "--minutes")? {
        Some(minutes) => minutes.parse().map_err(|_| "--minutes takes a number".to_owned())?,
        None => MINUTES,
    };
    let named: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--") && arg.parse::<u64>().is_err()).collect();
    let all = targets()?;
    if let Some(unknown) = named.iter().find(|name| !all.contains(name)) {
        return Err(format!("no target `{unknown}`: {}", all.join(", ")));
    }
    for target in all.iter().filter(|target| named.is_empty() || named.contains(target)) {
        say(&format!("fuzzing {target} for {minutes} minutes"));
        let (corpus, seeds) = (format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"));
        fs::create_dir_all(root().join(&corpus)).map_err(|e| e.to_string())?;
        let bounds = [
            format!("-max_total_time={}", minutes * 60),
            format!("-max_len={LONGEST}"),
            format!("-timeout={SECONDS}"),
            format!("-rss_limit_mb={MEGABYTES}"),
            "-print_final_stats=1".to_owned(),
        ];
        // No sanitizer: our code has no `unsafe`, and the stable compiler has none.
        let mut command = cargo(&["fuzz", "run", "--fuzz-dir", "fuzz", "--sanitizer", "none", target, &corpus, &seeds, "--"]);
        run(command.args(bounds).env("RUSTC_BOOTSTRAP", "1"))?;
    }
    say("no target found anything");
    Ok(())
}

/// Names of the targets: each has a file.
fn targets() -> Result<Vec<String>, String> {
    let folder = root().join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}
