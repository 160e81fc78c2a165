//! `cargo xtask bench --peers`: named peers on the same data in the same run, where they are installed. How to install each stands in
//! `crates/analysis/benches/peers/README.md`.
//!
//! A round is ours and then each peer, so that whatever else the machine does meets all. Each times its own work alone, without reading
//! data or compiling; the median of the rounds is told, wall and processor time, with the ratio of each.

use crate::product::option;
use crate::run::{cargo, output, run, say, works};
use crate::{Done, target};
use std::path::{Path, PathBuf};
use std::process::Command;

mod tasks;

use tasks::{Peer, Program, TASKS, Task};

const SCRIPTS: &str = "crates/analysis/benches/peers";

/// Times peers: `--task NAME` one task alone, `--rounds N` (three without), `--growth` the curve of growth to ten million rows instead.
pub fn peers(args: &[String]) -> Done {
    run(cargo(&["build", "--quiet", "--release", "-p", "analysis", "--example", "peer"]).env("CARGO_TARGET_DIR", target()))?;
    let here = Here { ours: target().join("release/examples/peer"), data: target().join("peers") };
    if args.iter().any(|a| a == "--growth") {
        return here.growth();
    }
    let rounds: usize = option(args, "--rounds")?.map_or(Ok(3), |n| n.parse()).map_err(|_| "--rounds wants a number")?;
    let only = option(args, "--task")?;
    let chosen: Vec<&Task> = TASKS.iter().filter(|t| only.as_ref().is_none_or(|name| name == t.name)).collect();
    if chosen.is_empty() {
        return Err(format!("no such task; there are {}", TASKS.map(|t| t.name).join(", ")));
    }
    run(Command::new(&here.ours).arg("write").arg(&here.data))?;
    println!("| task | who | wall s | processor s | ratio, wall | ratio, processor | goal | answer |\n|---|---|---|---|---|---|---|---|");
    chosen.iter().try_for_each(|task| here.compared(task, rounds))
}

struct Here {
    ours: PathBuf,
    data: PathBuf,
}

/// What a run tells of itself.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    wall: f64,
    cpu: f64,
    answer: Vec<f64>,
}

impl Here {
    fn compared(&self, task: &Task, rounds: usize) -> Done {
        let there: Vec<(&Peer, bool)> = task.peers.iter().map(|p| (p, self.is_installed(p))).collect();
        let mut ours: Vec<Told> = Vec::new();
        let mut theirs: Vec<Vec<Told>> = vec![Vec::new(); task.peers.len()];
        for round in 0..rounds.max(1) {
            say(&format!("{}, round {}", task.name, round + 1));
            ours.push(told(&output(Command::new(&self.ours).arg(task.name).arg(&self.data))?)?);
            for ((peer, is_there), found) in there.iter().zip(&mut theirs) {
                // What takes minutes is timed once.
                if *is_there && (round == 0 || !peer.slow) {
                    found.push(told(&output(&mut self.command(peer))?)?);
                }
            }
        }
        let own = median(&ours);
        println!("| {} | ours | {:.4} | {:.4} | | | | {} |", task.what, own.wall, own.cpu, numbers(&own.answer));
        for ((peer, is_there), found) in there.iter().zip(&theirs) {
            if !is_there {
                println!("| | {} | not installed | | | | {} | |", peer.name, peer.goal);
                continue;
            }
            let its = median(found);
            let (wall, cpu) = (its.wall / own.wall, its.cpu / own.cpu);
            let agrees = agreement(&own.answer, &its.answer, peer.within);
            println!("| | {} | {:.4} | {:.4} | {wall:.1}× | {cpu:.1}× | {} | {agrees} |", peer.name, its.wall, its.cpu, peer.goal);
        }
        Ok(())
    }

    fn command(&self, peer: &Peer) -> Command {
        let folder = crate::root().join(SCRIPTS);
        let mut command = match peer.program {
            Program::Python => {
                let mut command = Command::new(python());
                command.env("NUMBA_CACHE_DIR", self.data.join("compiled")).env("PYTHONDONTWRITEBYTECODE", "1");
                command.env("NUMBA_NUM_THREADS", "2").env("OMP_NUM_THREADS", "2").arg(folder.join(peer.script));
                command
            }
            Program::R => {
                // The shared part first, then the script.
                let mut command = Command::new("Rscript");
                let both = ["peer.R", peer.script].map(|file| format!("source('{}')", folder.join(file).display())).join(";");
                command.args(["-e", &both]);
                command
            }
        };
        command.arg(&self.data).args(peer.arguments);
        command
    }

    fn is_installed(&self, peer: &Peer) -> bool {
        let variables = peer.variable.is_none_or(|name| std::env::var_os(name).is_some());
        let modules = match peer.program {
            Program::Python => works(Command::new(python()).args(["-c", &format!("import {}", peer.needs)])),
            Program::R => works(Command::new("Rscript").args(["-e", &format!("library({})", peer.needs)])),
        };
        variables && modules
    }

    fn growth(&self) -> Done {
        println!("| task | rows | seconds | MiB | µs a row |\n|---|---|---|---|---|");
        for task in ["aoristic", "squares", "kde", "areas", "dbscan", "knox"] {
            for rows in [10_000, 100_000, 1_000_000, 10_000_000] {
                let line = output(Command::new(&self.ours).args(["growth", task, &rows.to_string()]))?;
                if let Some(why) = line.trim().strip_prefix("refused: ") {
                    println!("| {task} | {rows} | refused: {why} | | |");
                    continue;
                }
                let found: Vec<f64> = line.split_whitespace().filter_map(|v| v.parse().ok()).collect();
                let [_, seconds, bytes] = found[..] else { return Err(format!("growth told `{line}`")) };
                let each = seconds * 1e6 / f64::from(rows);
                println!("| {task} | {rows} | {seconds:.3} | {:.0} | {each:.3} |", bytes / f64::from(1 << 20));
            }
        }
        Ok(())
    }
}

/// The Python that has the peers.
/// The interpreter that has the peers' packages.
pub fn python() -> PathBuf {
    std::env::var_os("PEER_PYTHON").map_or_else(|| Path::new("python3").to_owned(), PathBuf::from)
}

/// The last line is `wall cpu numbers…`; libraries may have said things before.
fn told(text: &str) -> Result<Told, String> {
    let line = text.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let numbers: Vec<f64> = line.split_whitespace().map_while(|v| v.parse().ok()).collect();
    match numbers[..] {
        [wall, cpu, ref answer @ ..] => Ok(Told { wall, cpu, answer: answer.to_vec() }),
        [] | [_] => Err(format!("told `{line}` instead of times")),
    }
}

fn median(runs: &[Told]) -> Told {
    let middle = |of: fn(&Told) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    Told { wall: middle(|r| r.wall), cpu: middle(|r| r.cpu), answer: runs.first().map(|r| r.answer.clone()).unwrap_or_default() }
}

fn agreement(ours: &[f64], theirs: &[f64], within: f64) -> String {
    if theirs.is_empty() {
        return "not comparable".to_owned();
    }
    let near = |(a, b): (&f64, &f64)| (a - b).abs() <= within * a.abs();
    let agrees = ours.len() == theirs.len() && ours.iter().zip(theirs).all(near);
    if agrees { "the same".to_owned() } else { format!("differs: {}", numbers(theirs)) }
}

fn numbers(values: &[f64]) -> String {
    values.iter().map(|v| format!("{v}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_read_and_the_middle_run_told() {
        let run = |wall| told(&format!("warning: something\n{wall} 2 15032 0.5\n\n"));
        let runs: Vec<Told> = [3.0, 1.0, 2.0].into_iter().filter_map(|wall| run(wall).ok()).collect();
        assert_eq!(median(&runs), Told { wall: 2.0, cpu: 2.0, answer: vec![15_032.0, 0.5] });
        assert!(told("Error in library(spdep)").is_err());
    }

    #[test]
    fn answers_agree_within_what_the_peer_allows() {
        assert_eq!(agreement(&[100.0, 0.0], &[101.0, 0.0], 0.02), "the same");
        assert_eq!(agreement(&[100.0], &[101.0], 0.001), "differs: 101");
        assert_eq!(agreement(&[100.0], &[], 0.0), "not comparable");
    }
}
