//! `cargo xtask test`: the Rust tests on SQLite and PostgreSQL, a few crashes, then the browser tests.

use crate::postgres::Private;
use crate::product::option;
use crate::run::{cargo, run, say, works};
use crate::tools::{CHROMIUM, PDFTOTEXT, POSTGRES, QPDF, SQLITE, Tool};
use crate::{Done, assets, crash, in_ci, root, target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs every test, or says exactly which ones were not run and why.
pub fn test(args: &[String]) -> Done {
    let (ours, to_runner) = match args.iter().position(|a| a == "--") {
        Some(at) => (args.get(..at).unwrap_or_default(), args.get(at + 1..).unwrap_or_default()),
        None => (args, &[][..]),
    };
    let only = option(ours, "--only")?;
    assets::assets()?;
    let mut skips = Vec::new();
    let mut done = Vec::new();
    // Built once for both suites, with one selection, so that nothing is compiled twice.
    run(&mut cargo(&["build", "--workspace", "--bins", "--tests"]))?;
    let asked = |suite: &str| only.as_deref().is_none_or(|only| only == suite);
    if asked("rust") {
        rust(to_runner, &mut skips)?;
        done.push("Rust tests");
    }
    if asked("crash") && found(&SQLITE, &mut skips).is_some() {
        crash::short(&target().join("debug/samsyn"), found(&POSTGRES, &mut skips).is_some())?;
        done.push("crashes");
    }
    if asked("browser") && browser(&mut skips)? {
        done.push("browser tests");
    }
    let passed = if done.is_empty() { "no test ran".to_owned() } else { format!("passed: {}", done.join(", ")) };
    if skips.is_empty() {
        say(&format!("{passed}; nothing was skipped"));
        return Ok(());
    }
    skips.iter().for_each(|skip| say(skip));
    if in_ci() {
        return Err("CI counts a skip as a failure".to_owned());
    }
    say(&format!("{passed}; {} skipped, see above", skips.len()));
    Ok(())
}

/// Runs one command beside a private PostgreSQL: `cargo xtask postgres -- cargo test -p storage`.
pub fn beside_postgres(args: &[String]) -> Done {
    let (program, args) = command_of(args).ok_or("name the command to run, as in `cargo xtask postgres -- cargo test -p storage`")?;
    let postgres = Private::start(&POSTGRES.ensure()?)?;
    run(Command::new(program).args(args).env("SAMSYN_TEST_POSTGRES", postgres.url()))
}

/// The command after our own `--`; another one is the command's.
fn command_of(args: &[String]) -> Option<(&String, &[String])> {
    args.strip_prefix(&["--".to_owned()]).unwrap_or(args).split_first()
}

fn rust(to_runner: &[String], skips: &mut Vec<String>) -> Done {
    let postgres = found(&POSTGRES, skips).map(|bin| Private::start(&bin)).transpose()?;
    // The tests look for these themselves too; which one is missing is said, and counted, here.
    let readers = [("QPDF", found(&QPDF, skips)), ("PDFTOTEXT", found(&PDFTOTEXT, skips))];
    let set = |command: &mut Command| {
        if let Some(postgres) = &postgres {
            command.env("SAMSYN_TEST_POSTGRES", postgres.url());
        }
        for (variable, program) in &readers {
            if let Some(program) = program {
                command.env(variable, program);
            }
        }
    };
    if works(&mut cargo(&["nextest", "--version"])) {
        let profile = if in_ci() { "ci" } else { "default" };
        let mut tests = cargo(&["nextest", "run", "--workspace", "--profile", profile]);
        set(&mut tests);
        run(tests.args(to_runner))?;
        if to_runner.is_empty() && has_doc_tests(&root().join("crates")) {
            let mut docs = cargo(&["test", "--workspace", "--doc"]);
            set(&mut docs);
            run(&mut docs)?;
        }
        return Ok(());
    }
    say("cargo-nextest is not installed: running plain `cargo test` (slower, same tests)");
    let mut tests = cargo(&["test", "--workspace"]);
    set(&mut tests);
    run(tests.args(to_runner))
}

/// Whether the browser tests ran.
fn browser(skips: &mut Vec<String>) -> Result<bool, String> {
    let Some(chromium) = found(&CHROMIUM, skips) else { return Ok(false) };
    let folder = root().join("crates/web/tests/browser");
    let files = test_files(&folder);
    if files.is_empty() {
        return Err(format!("no browser tests (*.test.mjs) in {}", folder.display()));
    }
    say("browser tests");
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"]).args(files).current_dir(root());
    node.env("CHROMIUM", chromium).env("SAMSYN_BIN", target().join("debug/samsyn"));
    run(&mut node)?;
    Ok(true)
}

fn found(tool: &Tool, skips: &mut Vec<String>) -> Option<PathBuf> {
    tool.ensure().map_err(|why| skips.push(why)).ok()
}

/// Named one by one: versions of Node disagree on what a folder means to `node --test`.
fn test_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    files
}

/// Whether any doc comment holds code that rustdoc would run.
fn has_doc_tests(folder: &Path) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            return has_doc_tests(&path);
        }
        path.extension().is_some_and(|e| e == "rs") && fs::read_to_string(&path).is_ok_and(|text| holds_doc_test(&text))
    })
}

fn holds_doc_test(source: &str) -> bool {
    let mut inside = false;
    source.lines().filter_map(|l| l.trim_start().strip_prefix("///").or_else(|| l.trim_start().strip_prefix("//!"))).any(|line| {
        let Some(language) = line.trim_start().strip_prefix("```") else { return false };
        inside = !inside;
        inside && matches!(language.trim(), "" | "rust" | "should_panic" | "no_run")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_dashes_are_ours() {
        let args = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let given = args("-- cargo test -p storage -- --nocapture");
        let (program, rest) = command_of(&given).unwrap_or_else(|| unreachable!("a command is named"));
        assert_eq!((program.as_str(), rest), ("cargo", args("test -p storage -- --nocapture").as_slice()));
        assert!(command_of(&args("--")).is_none() && command_of(&[]).is_none());
    }
}
