//! Documents point at files that exist.

use super::{File, Finding, exists};

const FOLDERS: &[&str] = &["crates/", "docs/", "xtask/", ".ci/", ".config/", ".cargo/"];

/// Paths named in ARCHITECTURE.md, and relative links of every document.
pub fn point_at_what_exists(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|f| f.path.ends_with(".md")) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (at, line) in file.text.lines().enumerate() {
            let place = || format!("{}:{}", file.path, at + 1);
            if file.path == "ARCHITECTURE.md" {
                let named = line.split('`').skip(1).step_by(2).filter(|t| FOLDERS.iter().any(|f| t.starts_with(f)));
                let gone = named.filter(|t| !t.contains(['*', '{', '<', '…', ' ']) && !is_built(t) && !exists(t));
                findings.extend(gone.map(|t| Finding::new(place(), format!("there is no `{t}`"), "name what is there now")));
            }
            let links = line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
            let inside = links.filter(|l| !l.contains("://") && !l.starts_with('#') && !l.starts_with("mailto:"));
            let gone = inside.filter(|l| !exists(format!("{folder}/{}", l.split('#').next().unwrap_or(l)).trim_start_matches('/')));
            findings.extend(gone.map(|l| Finding::new(place(), format!("the link `{l}` leads nowhere"), "correct or remove it")));
        }
    }
    findings
}

/// Made by the build, so not there in a fresh clone.
fn is_built(path: &str) -> bool {
    ["crates/web/assets/dist", "crates/web/assets/node_modules", "crates/documents/fonts"].iter().any(|built| path.starts_with(built))
}
