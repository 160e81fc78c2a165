//! Names of parts. They are equal without regard to case, and programs write them with backslashes
//! or relative to another part; all of them open in spreadsheets.

use super::Archive;
use std::collections::HashMap;

/// Numbers of a container's parts by their names.
pub(super) struct Names(HashMap<String, usize>);

impl Names {
    pub(super) fn of(archive: &Archive) -> Self {
        let names = (0..archive.len()).filter_map(|part| Some((folded(&archive.name_for_index(part)?.ok()?), part)));
        // Of two names that differ in case alone the first counts, as it would when looked for in order.
        let mut found = HashMap::new();
        names.for_each(|(name, part)| {
            found.entry(name).or_insert(part);
        });
        Self(found)
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.0.get(&folded(name)).copied()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A part in the folder of another.
    pub(super) fn beside(&self, other: &str, name: &str) -> Option<usize> {
        self.find(&resolved(other, name))
    }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The name that a target stands for, seen from the part whose relations name it.
pub(super) fn resolved(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let part = part.replace('\\', "/");
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            name => steps.push(name),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// The name of the part that holds a part's relations.
pub(super) fn relations_of(part: &str) -> String {
    let part = part.replace('\\', "/");
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_as_programs_write_them() {
        for target in [
            "worksheets/sheet1.xml",
            "/xl/worksheets/sheet1.xml",
            "../xl/worksheets/sheet1.xml",
            "worksheets\\sheet1.xml",
            "./worksheets/sheet1.xml",
        ] {
            assert_eq!(resolved("xl/workbook.xml", target), "xl/worksheets/sheet1.xml", "{target}");
        }
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolved("a/b.xml", "../../../../c.xml"), "c.xml");
        assert_eq!(relations_of("xl/book2.xml"), "xl/_rels/book2.xml.rels");
        assert_eq!(relations_of(""), "_rels/.rels");
        assert_eq!(folded("XL\\Worksheets\\Sheet1.XML"), "xl/worksheets/sheet1.xml");
    }
}
