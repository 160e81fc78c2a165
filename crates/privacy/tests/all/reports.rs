//! Reports written by hand in the manner of practitioners. Nobody in them exists.

use crate::labelled::Sample;

pub fn all() -> Vec<Sample> {
    read(include_str!("reports.txt"))
}

/// Those of a second author, who had not read the rules.
pub fn second() -> Vec<Sample> {
    read(include_str!("second.txt"))
}

fn read(texts: &str) -> Vec<Sample> {
    texts.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(Sample::read).collect()
}
