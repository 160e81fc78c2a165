//! How much of what is planted the week's analysis finds: an example of `crates/practice`, built to run fast.

use crate::Done;
use crate::run::{cargo, run, say};

/// Passes `--seeds`, `--weeks`, `--from` and `--curve` on.
pub fn power(args: &[String]) -> Done {
    say("building the trial towns and the analysis");
    let mut command = cargo(&["run", "--release", "--quiet", "--package", "practice", "--example", "power", "--"]);
    run(command.args(args))
}
