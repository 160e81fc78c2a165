//! Snapshots are reviewed and belong to a test that exists.

use super::{File, Finding, exists};

/// No pending snapshot, none whose test is gone.
pub fn reviewed(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        if file.path.ends_with(".snap.new") || file.path.ends_with(".pending-snap") {
            findings.push(Finding::new(&file.path, "a snapshot nobody has accepted", "review it, then rename it to .snap or delete it"));
        } else if file.path.ends_with(".snap") {
            let source = file.text.lines().find_map(|line| line.strip_prefix("source: "));
            let source = source.map(|s| s.trim_matches('"'));
            match source {
                Some(source) if !exists(source) => {
                    findings.push(Finding::new(&file.path, format!("its test {source} is gone"), "delete the snapshot"));
                }
                Some(source) if !is_named(files, source, &file.path) => {
                    findings.push(Finding::new(&file.path, format!("{source} has no test for it"), "delete the snapshot"));
                }
                Some(_) => {}
                None => findings.push(Finding::new(&file.path, "it does not say which test it belongs to", "let insta write it again")),
            }
        }
    }
    findings
}

/// Whether the test's file holds the snapshot's last name: an explicit one, or that of its test function.
fn is_named(files: &[File], source: &str, snapshot: &str) -> bool {
    let name = snapshot.rsplit('/').next().unwrap_or_default().trim_end_matches(".snap");
    let last = name.rsplit("__").next().unwrap_or(name);
    // insta numbers the second and later ones of a test: `name-2`; patterns may add `@suffix`.
    let last = last.split('@').next().unwrap_or(last);
    let stem = last.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    let parts = [last, stem];
    files.iter().filter(|f| f.path == source).any(|f| {
        parts.iter().any(|part| !part.is_empty() && f.text.contains(part))
            || f.text.contains("assert_snapshot!(format!(")
            || f.text.contains("assert_snapshot!(name")
    })
}
