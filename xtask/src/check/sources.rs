//! Rules about the text of single files.

use super::{File, Finding, has_word};
use std::collections::BTreeMap;

const WARN_LINES: usize = 400;
const FAIL_LINES: usize = 800;

/// Crates whose every public item has a doc comment.
const DOCUMENTED: &[&str] = &["domain", "analysis", "privacy", "application"];

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services"];

/// SQL and its macros only in `storage` and `database`.
pub fn sql_stays_below(files: &[File]) -> Vec<Finding> {
    let verbs = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "ALTER TABLE "];
    let mut findings = Vec::new();
    for file in files.iter().filter(|f| f.is_product_rust() && !matches!(f.of_crate(), Some("storage" | "database" | "xtask"))) {
        for (line_number, line) in file.product_lines().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            let calls = ["sql!", "statements!"].iter().any(|call| has_word(line, call.trim_end_matches('!')) && line.contains(call));
            let text = verbs.iter().any(|verb| line.contains(&format!("\"{verb}")));
            if calls || text {
                findings.push(Finding::new(
                    format!("{}:{line_number}", file.path),
                    "SQL above the storage crate",
                    "put the statement in the feature's file of crates/storage and call its function",
                ));
            }
        }
    }
    findings
}

/// No file of product code beyond the hard limit.
pub fn short_files(files: &[File]) -> Vec<Finding> {
    sizes(files)
        .filter(|(_, lines)| *lines > FAIL_LINES)
        .map(|(file, lines)| {
            Finding::new(
                &file.path,
                format!("{lines} lines without tests; {FAIL_LINES} is the most"),
                "split it by what its parts are about",
            )
        })
        .collect()
}

/// Files past the length that is still comfortable.
pub fn long_files(files: &[File]) -> Vec<String> {
    sizes(files)
        .filter(|(_, lines)| (WARN_LINES..=FAIL_LINES).contains(lines))
        .map(|(file, lines)| format!("{}: {lines} lines without tests; {WARN_LINES} is comfortable", file.path))
        .collect()
}

fn sizes(files: &[File]) -> impl Iterator<Item = (&File, usize)> {
    let code = |f: &&File| f.is_product_rust() || (f.path.starts_with("crates/web/") && f.path.ends_with(".ts"));
    files.iter().filter(code).map(|f| (f, f.product_lines().count()))
}

/// No module with a name that could hold anything.
pub fn telling_names(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|f| f.path.ends_with(".rs") && f.path.split(['/', '.']).any(|part| EMPTY_NAMES.contains(&part)))
        .map(|f| Finding::new(&f.path, "the name does not say what it holds", "name the file or folder after its subject"))
        .collect()
}

/// The compiler is asked to warn of a missing doc comment; clippy's run turns the warning into an error.
pub fn documented(files: &[File]) -> Vec<Finding> {
    let asks = |text: &str| text.contains("#![warn(missing_docs)]") || text.contains("#![deny(missing_docs)]");
    files
        .iter()
        .filter(|f| DOCUMENTED.iter().any(|krate| f.path == format!("crates/{krate}/src/lib.rs")) && !asks(&f.text))
        .map(|f| {
            Finding::new(&f.path, "missing doc comments are not warned of", "add #![warn(missing_docs)] below the crate's doc comment")
        })
        .collect()
}

/// No public field that keeps a state as free text.
pub fn states_are_enums(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|f| f.is_product_rust() && f.of_crate() != Some("xtask")) {
        let mut public = false;
        for (line_number, line) in file.product_lines() {
            if has_word(line, "struct") {
                public = line.trim_start().starts_with("pub struct");
            }
            let Some((field, ty)) = line.trim().strip_prefix("pub ").and_then(|l| l.split_once(':')) else { continue };
            if public
                && matches!(field, "status" | "state" | "kind")
                && matches!(ty.trim().trim_end_matches(','), "String" | "Option<String>")
            {
                findings.push(Finding::new(
                    format!("{}:{line_number}", file.path),
                    format!("`{field}` is free text"),
                    "use the enum of the domain; words for the reader belong in a field named after what it shows (`state_label`)",
                ));
            }
        }
    }
    findings
}

/// Each test binary links the whole product again: one for each crate.
pub fn one_test_binary(files: &[File]) -> Vec<Finding> {
    let mut binaries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files.iter().filter(|f| f.path.ends_with(".rs")) {
        let Some(krate) = file.of_crate() else { continue };
        let Some((_, below)) = file.path.split_once("/tests/") else { continue };
        if !file.path.contains("/src/") && (!below.contains('/') || (below.matches('/').count() == 1 && below.ends_with("/main.rs"))) {
            binaries.entry(krate).or_default().push(&file.path);
        }
    }
    binaries
        .values()
        .filter(|paths| paths.len() > 1)
        .map(|paths| Finding::new(paths.join(", "), "more than one test binary", "make them modules of one tests/all.rs"))
        .collect()
}

/// Nothing that is true on one machine only.
pub fn no_machine_paths(files: &[File]) -> Vec<Finding> {
    // Written in two parts, or this file would find itself.
    let places = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
    let mut findings = Vec::new();
    for file in files {
        for (at, line) in file.text.lines().enumerate() {
            let names_one = places.iter().any(|place| {
                line.match_indices(place).any(|(at, _)| {
                    let before = line.get(..at).and_then(|l| l.chars().next_back());
                    before.is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c))
                })
            });
            if names_one {
                findings.push(Finding::new(
                    format!("{}:{}", file.path, at + 1),
                    "the path of one machine",
                    "use a path from the repository's root, or a temporary folder",
                ));
            }
        }
    }
    findings
}

/// A lock file made behind a mirror would send everyone to that mirror.
pub fn public_registries(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|f| f.path.ends_with("package-lock.json") || f.path == "Cargo.lock") {
        for (at, line) in file.text.lines().enumerate() {
            let address = line.trim().strip_prefix("\"resolved\": \"").or_else(|| line.strip_prefix("source = \""));
            let public = |a: &str| {
                a.starts_with("https://registry.npmjs.org/") || a.starts_with("registry+https://github.com/rust-lang/crates.io-index")
            };
            if address.is_some_and(|a| !public(a)) {
                findings.push(Finding::new(
                    format!("{}:{}", file.path, at + 1),
                    "a package from elsewhere than the public registry",
                    "npm: put `omit-lockfile-registry-resolved=true` in .npmrc and make the lock file again",
                ));
                break;
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Vec<File> {
        vec![File { path: path.to_owned(), text: text.to_owned() }]
    }

    #[test]
    fn sql_is_found_above_storage_and_not_in_tests() {
        let text = "fn f() { run(\"SELECT 1\"); }\n// \"SELECT 1\"\n#[cfg(test)]\nmod tests {\n    const T: &str = \"SELECT 1\";\n}\n";
        assert_eq!(sql_stays_below(&file("crates/application/src/a.rs", text)).len(), 1);
        assert!(sql_stays_below(&file("crates/storage/src/a.rs", text)).is_empty());
    }

    #[test]
    fn free_text_states_are_found_in_public_structs_alone() {
        let fields = " {\n    pub state: String,\n    pub kind: Option<String>,\n    pub name: String,\n}\n";
        assert_eq!(states_are_enums(&file("crates/web/src/a.rs", &format!("pub struct A{fields}"))).len(), 2);
        assert!(states_are_enums(&file("crates/web/src/a.rs", &format!("pub(super) struct A{fields}"))).is_empty());
    }

    #[test]
    fn a_second_test_binary_is_found() {
        let paths = ["crates/web/tests/all.rs", "crates/web/tests/all/routes.rs", "crates/web/tests/other/main.rs"];
        let files: Vec<File> = paths.iter().flat_map(|path| file(path, "")).collect();
        assert_eq!(one_test_binary(&files).len(), 1);
        assert!(one_test_binary(files.get(..2).unwrap_or_default()).is_empty());
    }
}
