//! `cargo xtask check`: the habits of ARCHITECTURE.md that neither rustc nor clippy sees.
//!
//! Each finding names the place and says how to mend it.

use crate::{Done, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

mod documents;
mod edges;
mod matches;
mod messages;
mod snapshots;
mod sources;

/// Something to mend.
pub struct Finding {
    /// File, and line where there is one.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub how: &'static str,
}

impl Finding {
    fn new(place: impl Into<String>, what: impl Into<String>, how: &'static str) -> Self {
        Self { place: place.into(), what: what.into(), how }
    }
}

/// A file of the repository.
pub struct File {
    /// Path from the repository's root, with `/`.
    pub path: String,
    /// Its text; empty for a binary file.
    pub text: String,
}

impl File {
    /// The crate it belongs to (`xtask` is one).
    pub fn of_crate(&self) -> Option<&str> {
        let mut parts = self.path.split('/');
        match parts.next()? {
            "crates" => parts.next(),
            "xtask" => Some("xtask"),
            _ => None,
        }
    }

    /// Whether it is Rust that ends up in the product: not tests, benches or test support.
    pub fn is_product_rust(&self) -> bool {
        self.path.ends_with(".rs") && self.path.contains("/src/") && !self.is_test_file()
    }

    /// Whether the whole file is for tests.
    pub fn is_test_file(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.of_crate() == Some("test_support")
            || ["/tests/", "/benches/", "/examples/"].iter().any(|part| self.path.contains(part))
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
    }

    /// The lines before the first `#[cfg(test)]` module, numbered from 1: tests stand last in a file.
    pub fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.text.lines().collect::<Vec<_>>();
        let end = tests
            .iter()
            .enumerate()
            .position(|(at, line)| {
                line.starts_with("#[cfg(test)]")
                    && tests.iter().skip(at + 1).take(3).any(|next| next.starts_with("mod ") && next.ends_with('{'))
            })
            .unwrap_or(tests.len());
        self.text.lines().take(end).enumerate().map(|(at, line)| (at + 1, line))
    }
}

type Rule = (&'static str, fn(&[File]) -> Vec<Finding>);

const RULES: &[Rule] = &[
    ("crates use only what the table allows", edges::allowed),
    ("ARCHITECTURE.md shows the same table", edges::shown),
    ("dependencies are used", edges::used),
    ("SQL stays below", sources::sql_stays_below),
    ("files are short", sources::short_files),
    ("modules are named after what they hold", sources::telling_names),
    ("public items are documented", sources::documented),
    ("states are enums", sources::states_are_enums),
    ("our enums are matched in full", matches::in_full),
    ("one integration-test binary for each crate", sources::one_test_binary),
    ("no path of somebody's machine", sources::no_machine_paths),
    ("lock files name public registries", sources::public_registries),
    ("messages exist in every language and are used", messages::complete),
    ("documents point at what exists", documents::point_at_what_exists),
    ("snapshots are reviewed and belong to a test", snapshots::reviewed),
];

/// Runs every rule and prints what is to mend.
pub fn check() -> Done {
    let files = files()?;
    let mut failed = 0;
    for (name, rule) in RULES {
        let findings = rule(&files);
        println!("{} {name}", if findings.is_empty() { "ok  " } else { "FAIL" });
        for finding in &findings {
            println!("     {}: {}\n       → {}", finding.place, finding.what, finding.how);
        }
        failed += findings.len();
    }
    for warning in sources::long_files(&files) {
        println!("note {warning}");
    }
    if failed == 0 { Ok(()) } else { Err(format!("check: {failed} to mend")) }
}

/// Every file that is committed or would be: what git tracks and what it does not ignore.
pub fn files() -> Result<Vec<File>, String> {
    let listed =
        crate::run::output(Command::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(root()))?;
    let mut paths: Vec<&str> = listed.split('\0').filter(|p| !p.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    Ok(paths.into_iter().filter_map(read).collect())
}

fn read(path: &str) -> Option<File> {
    let bytes = fs::read(root().join(path)).ok()?;
    Some(File { path: path.to_owned(), text: String::from_utf8(bytes).unwrap_or_default() })
}

/// Whether a path from the root exists.
pub fn exists(path: impl AsRef<Path>) -> bool {
    let path: PathBuf = root().join(path);
    path.exists()
}

/// Whether `word` stands in `text` as a word of its own.
pub fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}
