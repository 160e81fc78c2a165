//! Which crate may use which. The one table; ARCHITECTURE.md shows it to people.

use super::{File, Finding, has_word};
use std::collections::BTreeMap;

/// Crate, and which of ours it may use in the product. Tests may use any.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("analysis", &[]),
    ("privacy", &[]),
    ("figures", &[]),
    ("database", &[]),
    ("messages", &["domain"]),
    ("storage", &["domain", "database"]),
    // `database` for reading a foreign GeoPackage alone: docs/decisions/0002-geopackage-through-database.md
    ("intake", &["domain", "database"]),
    ("documents", &["domain", "figures", "messages"]),
    ("practice", &["domain"]),
    // `documents` for the JSON form that a published picture is frozen in: docs/decisions/0003-frozen-pictures-as-json.md
    ("application", &["domain", "storage", "analysis", "privacy", "intake", "documents", "messages"]),
    ("web", &["application", "domain", "figures", "messages", "documents"]),
    ("jobs", &["application", "domain"]),
    // `analysis` and `figures` for `samsyn analyse` on files of one's own: docs/decisions/0007-analyses-on-the-command-line.md
    ("server", &["analysis", "application", "documents", "domain", "figures", "intake", "jobs", "messages", "practice", "privacy", "web"]),
    ("test_support", &["application", "database", "domain", "intake", "practice", "storage"]),
    ("xtask", &[]),
];

/// Outside crates that only these of ours may use.
const RESERVED: &[(&str, &[&str])] = &[
    // test_support makes and drops whole databases, which no part of the product does.
    ("sqlx", &["database", "test_support"]),
    ("axum", &["web", "server"]),
    ("tokio", &["database", "storage", "intake", "application", "web", "jobs", "server", "test_support"]),
    ("serde", &["storage", "intake", "documents", "application", "web", "jobs", "server", "practice", "messages", "test_support"]),
];

/// Dependencies that no `name::` shows, each with its reason.
const UNSEEN: &[(&str, &str, &str)] = &[];

struct Manifest<'a> {
    path: &'a str,
    name: &'a str,
    /// Section and name of each dependency, with its line.
    dependencies: Vec<(Section, &'a str, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Product,
    Build,
    Tests,
}

/// No edge that the table does not have.
pub fn allowed(files: &[File]) -> Vec<Finding> {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut findings = Vec::new();
    for manifest in manifests(files) {
        let Some(may_use) = table.get(manifest.name) else {
            findings.push(Finding::new(
                manifest.path,
                format!("the crate `{}` is not in the table", manifest.name),
                "add it to MAY_USE in xtask/src/check/edges.rs and to the table of ARCHITECTURE.md, with the reason in a decision record",
            ));
            continue;
        };
        for (section, name, line) in &manifest.dependencies {
            let place = format!("{}:{line}", manifest.path);
            if *section != Section::Tests && table.contains_key(name) && !may_use.contains(name) {
                findings.push(Finding::new(
                    place,
                    format!("`{}` may not use `{name}`", manifest.name),
                    "move the code to a crate that may (table in ARCHITECTURE.md), or pass what is needed as an argument; a new edge needs a decision record",
                ));
            } else if let Some((_, only)) = RESERVED.iter().find(|(outside, _)| outside == name)
                && *section != Section::Tests
                && !only.contains(&manifest.name)
            {
                findings.push(Finding::new(
                    place,
                    format!("`{}` may not use `{name}`", manifest.name),
                    "only the crates named in RESERVED of xtask/src/check/edges.rs may; ask for what you need through them",
                ));
            }
        }
    }
    findings
}

/// ARCHITECTURE.md shows people the same table.
pub fn shown(files: &[File]) -> Vec<Finding> {
    let Some(document) = files.iter().find(|f| f.path == "ARCHITECTURE.md") else { return Vec::new() };
    let how = "write the row as MAY_USE in xtask/src/check/edges.rs has it, or the other way round";
    let mut findings = Vec::new();
    for (krate, may_use) in MAY_USE {
        let folder = if *krate == "xtask" { "`xtask`".to_owned() } else { format!("`crates/{krate}`") };
        let row = document.text.lines().enumerate().find(|(_, line)| line.starts_with(&format!("| {folder} |")));
        let Some((at, line)) = row else {
            findings.push(Finding::new("ARCHITECTURE.md", format!("the table has no row for {folder}"), how));
            continue;
        };
        let cell = line.trim_end().trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        let differs: Vec<&str> =
            MAY_USE.iter().map(|(name, _)| *name).filter(|name| has_word(cell, name) != may_use.contains(name)).collect();
        if !differs.is_empty() {
            findings.push(Finding::new(format!("ARCHITECTURE.md:{}", at + 1), format!("{krate} and {}", differs.join(", ")), how));
        }
    }
    findings
}

/// No dependency of the workspace that no crate takes.
fn taken(files: &[File]) -> Vec<Finding> {
    let Some(root) = files.iter().find(|f| f.path == "Cargo.toml") else { return Vec::new() };
    let section = root.text.lines().skip_while(|l| l.trim() != "[workspace.dependencies]").skip(1).take_while(|l| !l.starts_with('['));
    let names = section.filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('=')).map(|(name, _)| name.trim());
    let taken: Vec<&str> = manifests(files).iter().flat_map(|m| m.dependencies.iter().map(|(_, name, _)| *name)).collect();
    let unused = names.filter(|name| !taken.contains(name));
    unused.map(|name| Finding::new("Cargo.toml", format!("no crate takes `{name}`"), "remove it from [workspace.dependencies]")).collect()
}

/// No dependency that the crate's sources never name, and none of the workspace that no crate takes.
pub fn used(files: &[File]) -> Vec<Finding> {
    let mut findings = taken(files);
    for manifest in manifests(files) {
        let folder = manifest.path.trim_end_matches("Cargo.toml");
        let sources: Vec<&File> = files.iter().filter(|f| f.path.starts_with(folder) && f.path.ends_with(".rs")).collect();
        let unused = |(section, name, _): &&(Section, &str, usize)| {
            let excused = UNSEEN.iter().any(|(krate, dependency, _)| *krate == manifest.name && dependency == name);
            let ident = name.replace('-', "_");
            *section != Section::Build && !excused && !sources.iter().any(|f| names(&f.text, &ident))
        };
        let unused: Vec<&str> = manifest.dependencies.iter().filter(unused).map(|(_, name, _)| *name).collect();
        if !unused.is_empty() {
            findings.push(Finding::new(
                manifest.path,
                format!("never named in the sources: {}", unused.join(", ")),
                "remove the dependency, or give the reason in UNSEEN of xtask/src/check/edges.rs",
            ));
        }
    }
    findings
}

fn names(text: &str, ident: &str) -> bool {
    text.contains(ident)
        && text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
            line.match_indices(ident).any(|(at, _)| {
                let after = line.get(at + ident.len()..).unwrap_or_default();
                has_word(line.get(at.saturating_sub(1)..).unwrap_or(line), ident)
                    && (after.starts_with("::") || after.starts_with(';') || after.starts_with(" as ") || after.starts_with('!'))
            })
        })
}

fn manifests(files: &[File]) -> Vec<Manifest<'_>> {
    let is_manifest = |f: &&File| f.path.ends_with("/Cargo.toml") && f.of_crate().is_some() && f.path.matches('/').count() <= 2;
    files.iter().filter(is_manifest).map(manifest).collect()
}

fn manifest(file: &File) -> Manifest<'_> {
    let mut section = None;
    let mut dependencies = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        if let Some(header) = line.trim().strip_prefix('[') {
            let header = header.trim_end_matches(']');
            let (head, name) = header.split_once("dependencies.").map_or((header, None), |(_, name)| (header, Some(name)));
            section = match head {
                h if h.starts_with("dev-dependencies") => Some(Section::Tests),
                h if h.starts_with("build-dependencies") => Some(Section::Build),
                h if h.starts_with("dependencies") || h.contains(".dependencies") => Some(Section::Product),
                _ => None,
            };
            if let (Some(section), Some(name)) = (section, name) {
                dependencies.push((section, name, at + 1));
            }
            if name.is_some() {
                section = None;
            }
        } else if let Some(section) = section
            && let Some((name, _)) = line.split_once(['=', '.'])
            && !line.trim_start().starts_with('#')
            && !line.starts_with(' ')
        {
            dependencies.push((section, name.trim(), at + 1));
        }
    }
    Manifest { path: &file.path, name: file.of_crate().unwrap_or_default(), dependencies }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(krate: &str, manifest: &str, source: &str) -> Vec<File> {
        let file = |name: &str, text: &str| File { path: format!("crates/{krate}/{name}"), text: text.to_owned() };
        vec![file("Cargo.toml", manifest), file("src/lib.rs", source)]
    }

    #[test]
    fn a_forbidden_edge_is_found_but_not_in_tests() {
        let product = "[dependencies]\nstorage.workspace = true\nsqlx = { workspace = true }\n";
        assert_eq!(allowed(&files("figures", product, "")).len(), 2);
        let tests = "[dev-dependencies]\nstorage.workspace = true\n\n[dev-dependencies.sqlx]\nworkspace = true\n";
        assert!(allowed(&files("figures", tests, "")).is_empty());
        assert_eq!(allowed(&files("utilities", "[dependencies]\n", "")).len(), 1);
    }

    #[test]
    fn an_unnamed_dependency_is_found() {
        let manifest = "[dependencies]\nserde_json.workspace = true\ngeo-index.workspace = true\n";
        assert_eq!(used(&files("intake", manifest, "use geo_index::Tree;\n// serde_json::Value\n")).len(), 1);
        assert!(used(&files("intake", manifest, "use geo_index::Tree;\nfn f() -> serde_json::Value {}\n")).is_empty());
    }
    #[test]
    fn a_dependency_of_the_workspace_that_no_crate_takes_is_found() {
        let mut all = files("figures", "[dependencies]\nserde.workspace = true\n", "use serde::Serialize;");
        let root = "[workspace.dependencies]\n# Data\nserde = \"1\"\nrand = { version = \"0.10\" }\n\n[profile.dev]\ndebug = false\n";
        all.push(File { path: "Cargo.toml".to_owned(), text: root.to_owned() });
        let found = used(&all);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("`rand`"), "{}", found[0].what);
    }

    #[test]
    fn the_table_that_people_read_is_the_same() {
        let row = |krate: &str, may_use: &[&str]| {
            let folder = if krate == "xtask" { "`xtask`".to_owned() } else { format!("`crates/{krate}`") };
            let may_use = if may_use.is_empty() { "–".to_owned() } else { may_use.join(", ") };
            format!("| {folder} | what it holds | {may_use} |\n")
        };
        let table: String = MAY_USE.iter().map(|(krate, may_use)| row(krate, may_use)).collect();
        let document = |text: String| vec![File { path: "ARCHITECTURE.md".to_owned(), text }];
        assert!(shown(&document(table.clone())).is_empty());
        assert_eq!(shown(&document(table.replace("| application, domain |", "| application, domain, storage |"))).len(), 1);
        assert_eq!(shown(&document(table.replace(&row("xtask", &[]), ""))).len(), 1);
    }
}
