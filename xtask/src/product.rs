//! The release binary and the practice municipality.

use crate::run::{cargo, run, say};
use crate::{Done, assets, root, target};
use std::path::PathBuf;
use std::process::Command;

/// Makes `target/release/samsyn` and gives its path.
pub fn build() -> Result<PathBuf, String> {
    assets::assets()?;
    say("building the release binary (the first time about ten minutes on two cores, then seconds)");
    run(&mut cargo(&["build", "--release", "--package", "server"]))?;
    Ok(target().join("release/samsyn"))
}

/// Builds, then becomes `samsyn demo`, which prints the address itself.
pub fn demo(args: &[String]) -> Done {
    let port = option(args, "--port")?.unwrap_or_else(|| "8484".to_owned());
    let data = option(args, "--data")?.map_or_else(|| root().join("data/demo"), PathBuf::from);
    let binary = build()?;
    say(&format!("starting the practice municipality; its store is {}", data.display()));
    let mut command = Command::new(binary);
    command.arg("--data").arg(data).args(["demo", "--port", &port]).args(passed_on(args));
    become_(&mut command)
}

/// The value of `--name value` or `--name=value`.
pub fn option(args: &[String], name: &str) -> Result<Option<String>, String> {
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == name {
            return args.next().cloned().map(Some).ok_or_else(|| format!("{name} needs a value"));
        }
        if let Some(value) = arg.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
            return Ok(Some(value.to_owned()));
        }
    }
    Ok(None)
}

/// What `samsyn demo` itself is asked for: `--seed`, `--weeks`.
fn passed_on(args: &[String]) -> Vec<String> {
    ["--seed", "--weeks"]
        .into_iter()
        .filter_map(|name| option(args, name).ok().flatten().map(|value| [name.to_owned(), value]))
        .flatten()
        .collect()
}

#[cfg(unix)]
fn become_(command: &mut Command) -> Done {
    use std::os::unix::process::CommandExt;
    Err(format!("cannot start samsyn: {}", command.exec()))
}

#[cfg(not(unix))]
fn become_(command: &mut Command) -> Done {
    run(command)
}
