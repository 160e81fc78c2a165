//! How well rows of several lists are matched: an example of `crates/application`, built to run fast.

use crate::Done;
use crate::run::{cargo, run, say};

/// Passes `--weeks`, `--seeds` and `--police` on.
pub fn matching(args: &[String]) -> Done {
    say("building the import and the practice town");
    let mut command = cargo(&["run", "--release", "--quiet", "--package", "application", "--example", "matching", "--"]);
    run(command.args(args))
}
