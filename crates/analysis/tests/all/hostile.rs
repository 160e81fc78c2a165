//! Every public function is fed hostile numbers and must answer or refuse: no panic, whatever it is handed.
//!
//! Quick in a test run; `SAMSYN_HOSTILE_ROUNDS=200000 cargo test --release -p analysis hostile` goes on for long. A failure names its target and round, which are all that
//! is needed to see it again: `SAMSYN_HOSTILE_FIRST=that_round`. A public function without a target fails a test here. The same targets are
//! fed bytes, here from a seed and in `fuzz/` by a fuzzer.

mod columns;
mod targets;

use columns::Hostile;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use targets::{TARGETS, feed, module_of};

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|v| v.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn hostile_columns_are_answered_or_refused() {
    let (first, rounds) = (number("SAMSYN_HOSTILE_FIRST", 0), number("SAMSYN_HOSTILE_ROUNDS", 120));
    for (names, target) in TARGETS {
        for round in first..first + rounds {
            let done = catch_unwind(AssertUnwindSafe(|| target(&mut Hostile::new(round))));
            assert!(done.is_ok(), "{names:?} panicked in round {round}");
        }
    }
}

fn modules() -> BTreeSet<&'static str> {
    TARGETS.iter().flat_map(|(names, _)| names.iter().map(|name| module_of(name))).collect()
}

#[test]
fn bytes_are_answered_or_refused() {
    let rounds = number("SAMSYN_HOSTILE_ROUNDS", 200);
    for module in modules() {
        for round in 0..rounds {
            let mut stream = analysis::Seed(0xF0_22).stream(round);
            let length = stream.below(if round % 4 == 0 { 24 } else { 3_000 });
            let bytes: Vec<u8> = (0..length).map(|_| stream.below(256) as u8).collect();
            let done = catch_unwind(AssertUnwindSafe(|| feed(module, &bytes)));
            assert!(done.is_ok(), "{module} panicked in round {round} on {bytes:?}");
        }
    }
}

#[test]
fn the_fuzzer_reaches_every_module() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let named: BTreeSet<&str> = manifest.lines().filter_map(|l| l.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    for module in modules() {
        assert!(named.contains(module), "{module} is no program of fuzz/Cargo.toml");
        let program = std::fs::read_to_string(folder.join(format!("fuzz_targets/{module}.rs"))).unwrap();
        assert!(program.contains(&format!("feed(\"{module}\", bytes)")), "{module}.rs feeds another module");
    }
    assert_eq!(std::fs::read_dir(folder.join("fuzz_targets")).unwrap().count(), modules().len(), "a program without a module");
}

#[test]
fn bytes_that_have_ended_are_noughts() {
    let mut hostile = columns::Hostile::of_bytes(&[7, 1, 2]);
    assert_eq!((hostile.below(4), hostile.below(1 << 10), hostile.below(9), hostile.below(0)), (3, 258, 0, 0));
}

/// `place::dbscan`, `place::Areas::locate` … of the sources: what is public and can be reached.
fn public_functions(folder: &Path, module: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            public_functions(&path, if module.is_empty() { &name } else { module }, found);
        } else if !name.ends_with("tests") {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            let of = if module.is_empty() { name.as_str() } else { module };
            found.extend(functions(text).into_iter().map(|function| format!("{of}::{function}")));
        }
    }
}

fn functions(text: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut owner = None;
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("impl") {
            let named = rest.split_once("> ").filter(|_| rest.starts_with('<')).map_or(rest.trim_start(), |(_, named)| named);
            owner = Some(word(named));
        } else if line == "}" {
            owner = None;
        } else if let Some(rest) = line.trim_start().strip_prefix("pub fn ") {
            match &owner {
                None => found.push(word(rest)),
                Some(owner) if ["struct", "enum"].iter().any(|kind| text.contains(&format!("\npub {kind} {owner}"))) => {
                    found.push(format!("{owner}::{}", word(rest)));
                }
                Some(_) => {}
            }
        }
    }
    found
}

#[test]
fn every_public_function_has_a_target() {
    let mut public = BTreeSet::new();
    public_functions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut public);
    let targeted: BTreeSet<String> = TARGETS.iter().flat_map(|(names, _)| names.iter()).map(|name| (*name).to_owned()).collect();
    let without: Vec<_> = public.difference(&targeted).collect();
    assert!(without.is_empty(), "give these a target in tests/all/hostile/targets.rs: {without:?}");
    let gone: Vec<_> = targeted.difference(&public).collect();
    assert!(gone.is_empty(), "these have a target and are no public functions: {gone:?}");
    assert!(public.contains("place::Areas::locate") && !public.contains("near::Near::new"), "the sources were misread");
}
