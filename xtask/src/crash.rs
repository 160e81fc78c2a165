//! `cargo xtask crash`: nothing that was acknowledged is lost, and no half write stays, whenever the
//! server or its database dies (trust.md F1, F2).

use crate::Done;
use crate::draw::Draw;
use crate::product::option;
use crate::run::{cargo, output, run, say};
use crate::serving::{Served, free_port, samsyn};
use crate::target;
use ledger::{Ledger, Write};
pub use place::Place;
use place::TENANT;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use writers::{Crew, Written};

mod ledger;
mod place;
mod writers;

/// After so many rounds the stores are replaced by fresh ones, so that checking all of them stays quick.
const FRESH: u32 = 100;

/// The blow falls at most so long after the writers began, in microseconds.
const LATEST: u64 = 400_000;

/// ISO week 2026-W30 as the store counts weeks: from the Monday of 1970-W02 (5 January 1970), which is week 0.
const WEEK_INDEX: i64 = 2950;

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blow {
    /// `kill -9` of the server.
    Server,
    /// `kill -9` of one process of the database: the rest of it restarts.
    Backend,
    /// The database stops as a lost machine does.
    Database,
}

/// Runs the rounds and prints a table.
pub fn crash(args: &[String]) -> Done {
    let number = |name: &str, usual: u64| match option(args, name)? {
        Some(text) => text.parse::<u64>().map_err(|_| format!("{name} needs a number")),
        None => Ok(usual),
    };
    let rounds = u32::try_from(number("--rounds", 1000)?).map_err(|e| e.to_string())?;
    let seed = number("--seed", SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |d| d.as_secs()))?;
    let database = option(args, "--database")?.unwrap_or_else(|| "sqlite".to_owned());
    let binary = match option(args, "--binary")? {
        Some(path) => fs::canonicalize(&path).map_err(|e| format!("{path}: {e}"))?,
        None => {
            run(&mut cargo(&["build", "--package", "server", "--bin", "samsyn"]))?;
            target().join("debug/samsyn")
        }
    };
    rounds_on(&database, rounds, seed, &binary)
}

/// The short form for every change: what takes a few seconds. PostgreSQL when it is there.
pub fn short(binary: &Path, with_postgres: bool) -> Done {
    rounds_on("sqlite", 15, 1, binary)?;
    if with_postgres { rounds_on("postgres", 3, 1, binary) } else { Ok(()) }
}

/// The same on a binary that is there.
fn rounds_on(database: &str, rounds: u32, seed: u64, binary: &Path) -> Done {
    let base = std::env::temp_dir().join(format!("samsyn-crash-{}-{database}", std::process::id()));
    let place = match database {
        "sqlite" => Place::sqlite(&base)?,
        "postgres" => Place::postgres(&base)?,
        other => return Err(format!("--database is sqlite or postgres, not `{other}`")),
    };
    say(&format!("{rounds} rounds of crashes on {database}, seed {seed}"));
    let mut crash = Crash { binary: binary.to_owned(), place, port: free_port()?, draw: Draw::new(seed), tally: Tally::default() };
    let template = crash.prepare()?;
    let result = crash.all(rounds, &template);
    crash.tally.print(database);
    match result {
        Ok(()) => fs::remove_dir_all(&base).map_err(|e| format!("{}: {e}", base.display())),
        Err(why) => Err(format!("{why}\nthe stores are kept in {}", base.display())),
    }
}

struct Crash {
    binary: PathBuf,
    place: Place,
    port: u16,
    draw: Draw,
    tally: Tally,
}

/// What is told at the end.
#[derive(Default)]
struct Tally {
    rounds: u32,
    blows: [u32; 3],
    acknowledged: usize,
    lost: usize,
    halves: usize,
    broken: usize,
    refused: usize,
    /// By what was killed, as in `blows`.
    restarts: [Vec<Duration>; 3],
    controls: usize,
    took: Duration,
}

impl Crash {
    fn samsyn(&self) -> Result<Command, String> {
        samsyn(&self.binary, &self.place.arguments(), &self.place.log())
    }

    /// A tenant with a district and two accounts; answers the name of the stores to copy.
    fn prepare(&self) -> Result<String, String> {
        let boundaries = self.place.log().with_file_name("districts.geojson");
        let square = "[[[15.5,58.3],[15.7,58.3],[15.7,58.5],[15.5,58.5],[15.5,58.3]]]";
        let feature = format!(
            r#"{{"type":"Feature","properties":{{"namn":"Centrum","kod":"{}"}},"geometry":{{"type":"Polygon","coordinates":{square}}}}}"#,
            writers::DISTRICT
        );
        fs::write(&boundaries, format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#)).map_err(|e| e.to_string())?;
        run(self.samsyn()?.args(["tenant", "create", TENANT, writers::NAME]))?;
        let columns = ["--tenant", TENANT, "--name-column", "namn", "--code-column", "kod"];
        run(self.samsyn()?.args(["import", "districts"]).arg(&boundaries).args(columns))?;
        for (user, role) in writers::ACCOUNTS {
            let mut add = self.samsyn()?;
            add.args(["user", "add", user, "--tenant", TENANT, "--role", role, "--password-stdin"]).stdin(Stdio::piped());
            let mut child = add.spawn().map_err(|e| format!("cannot start samsyn: {e}"))?;
            if let Some(mut input) = child.stdin.take() {
                input.write_all(format!("{}\n", writers::PASSWORD).as_bytes()).map_err(|e| e.to_string())?;
            }
            if !child.wait().map_err(|e| e.to_string())?.success() {
                return Err(format!("`samsyn user add {user}` failed; see {}", self.place.log().display()));
            }
        }
        Ok(self.place.current())
    }

    fn all(&mut self, rounds: u32, template: &str) -> Done {
        let begun = Instant::now();
        let mut done = 0;
        while done < rounds {
            let more = FRESH.min(rounds - done);
            self.place.copy(template)?;
            self.generation(more, done + more == rounds)?;
            done += more;
            self.tally.took = begun.elapsed();
            say(&format!("{done} rounds, {} writes acknowledged, {:.0} s", self.tally.acknowledged, self.tally.took.as_secs_f64()));
        }
        Ok(())
    }

    /// Rounds on one set of stores. The last of all tries what the checks can find.
    fn generation(&mut self, rounds: u32, last: bool) -> Done {
        let (mut served, _) = Served::start(self.samsyn()?, self.port)?;
        let crew = Crew::sign_in(self.port)?;
        let mut all = Vec::new();
        for _ in 0..rounds {
            let section = self.place.ledger(WEEK_INDEX)?.section();
            let (written, again) = self.round(served, &crew, section)?;
            served = again;
            self.tally.acknowledged += written.acknowledged.len();
            all.extend(written.acknowledged);
            self.check(&all)?;
        }
        self.still_whole()?;
        drop(served);
        if last { self.controls(&all) } else { Ok(()) }
    }

    fn blow(&mut self) -> Blow {
        let on_postgres = self.place.server().is_some();
        match self.draw.below(10) {
            0 | 1 if on_postgres => Blow::Backend,
            2 | 3 if on_postgres => Blow::Database,
            _ => Blow::Server,
        }
    }

    /// Everyone writes, something is killed, everything comes back.
    fn round(&mut self, served: Served, crew: &Crew, section: u64) -> Result<(Written, Served), String> {
        let (blow, wait, seed) = (self.blow(), Duration::from_micros(self.draw.below(LATEST)), self.draw.next());
        let stop = AtomicBool::new(false);
        let (written, served, since) = std::thread::scope(|scope| {
            let writing = scope.spawn(|| crew.write(&stop, section, seed));
            sleep(wait);
            let since = Instant::now();
            let back = self.strike(blow, served, &stop);
            // Whatever went wrong, nobody writes on.
            stop.store(true, Ordering::Relaxed);
            let written = writing.join().map_err(|_| "a writer broke".to_owned())?;
            Ok::<_, String>((written, back?, since))
        })?;
        let served = match served {
            Some(served) => served,
            None => Served::start(self.samsyn()?, self.port)?.0,
        };
        let mut tries = 0;
        while let Err(why) = crew.look() {
            // The database behind a server that lives may still be coming back.
            if blow == Blow::Server || tries > 5_000 {
                return Err(why);
            }
            tries += 1;
            sleep(Duration::from_millis(2));
        }
        self.tally.restarts[blow as usize].push(since.elapsed());
        self.tally.rounds += 1;
        self.tally.blows[blow as usize] += 1;
        if blow == Blow::Server && !written.refused.is_empty() {
            self.tally.refused += written.refused.len();
            return Err(format!("{blow:?}: {}", written.refused.join("\n")));
        }
        Ok((written, served))
    }

    /// Kills; answers the server if it lives.
    fn strike(&mut self, blow: Blow, served: Served, stop: &AtomicBool) -> Result<Option<Served>, String> {
        let Some(postgres) = self.place.server() else { return served.kill().map(|()| None) };
        match blow {
            Blow::Server => {
                served.kill()?;
                // Writers do not wait for a server that nobody starts again.
                stop.store(true, Ordering::Relaxed);
                return Ok(None);
            }
            Blow::Backend => {
                let mine = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1";
                let process = postgres.query("postgres", mine)?;
                if !process.trim().is_empty() {
                    output(Command::new("kill").args(["-9", process.trim()]))?;
                }
            }
            Blow::Database => {
                postgres.stop_at_once()?;
                postgres.start_again()?;
            }
        }
        Ok(Some(served))
    }

    /// Holds the store against everything acknowledged so far, and against its own log.
    fn check(&mut self, acknowledged: &[Write]) -> Done {
        let ledger = self.place.ledger(WEEK_INDEX)?;
        let (lost, halves) = (ledger.lost(acknowledged), ledger.halves());
        let mut broken = if self.place.server().is_none() { self.place.integrity() } else { Vec::new() };
        if let Err(why) = output(self.samsyn()?.args(["audit", "verify", "--tenant", TENANT])) {
            broken.push(why);
        }
        self.tally.lost += lost.len();
        self.tally.halves += halves.len();
        self.tally.broken += broken.len();
        let all: Vec<String> = lost.into_iter().chain(halves).chain(broken).collect();
        if all.is_empty() { Ok(()) } else { Err(all.join("\n")) }
    }

    /// PostgreSQL's own check reads everything: once for each set of stores.
    fn still_whole(&mut self) -> Done {
        let broken = self.place.integrity();
        self.tally.broken += broken.len();
        if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
    }

    /// Shows that the checks can fail: a forged acknowledgement, a removed entry, and a row removed from the store itself.
    fn controls(&mut self, acknowledged: &[Write]) -> Done {
        let ledger = self.place.ledger(WEEK_INDEX)?;
        let mut forged = acknowledged.to_vec();
        forged.push(Write::Filed(self.draw.id(0).replace('-', "")));
        self.found("a forged acknowledgement", ledger.lost(&forged).len() == 1)?;
        let filed = ledger.entries.iter().find(|(_, (event, _, _))| event == "report-filed").map(|(seq, _)| *seq);
        let Some(filed) = filed else { return Err("no report was filed in the last set of stores".to_owned()) };
        let mut cut = Ledger::clone(&ledger);
        cut.entries.remove(&filed);
        self.found("an audit entry that is gone", !cut.halves().is_empty())?;
        let current = self.place.current();
        self.place.copy(&current)?;
        self.place.sql("DELETE FROM report WHERE version = (SELECT MAX(version) FROM report)")?;
        let ledger = self.place.ledger(WEEK_INDEX)?;
        let missed = !ledger.lost(acknowledged).is_empty() && !ledger.halves().is_empty();
        self.found("reports that are gone from the store", missed)
    }

    fn found(&mut self, what: &str, found: bool) -> Done {
        self.tally.controls += usize::from(found);
        if found { Ok(()) } else { Err(format!("the check did not find {what}: it proves nothing")) }
    }
}

impl Tally {
    fn print(&mut self, database: &str) {
        let [server, backend, stopped] = self.blows;
        let on_postgres = if database == "postgres" { format!(", backend {backend}, database {stopped}") } else { String::new() };
        let milliseconds = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1000.0);
        println!("| crashes on {database} | |\n|---|---|");
        println!("| rounds (killed: server {server}{on_postgres}) | {} |", self.rounds);
        println!("| writes acknowledged | {} |", self.acknowledged);
        println!("| of them lost | {} |", self.lost);
        println!("| writes without entry, entries without write | {} |", self.halves);
        println!("| broken chains, failed integrity checks | {} |", self.broken);
        let names = ["the server", "a backend of the database", "the whole database"];
        for (name, times) in names.iter().zip(&mut self.restarts).filter(|(_, times)| !times.is_empty()) {
            times.sort();
            let at = |share: usize| milliseconds(times.get((times.len() - 1) * share / 100).copied().unwrap_or_default());
            println!("| killing {name} to the first page: p50 / p95 / longest | {} / {} / {} |", at(50), at(95), at(100));
        }
        println!("| controls (of 3) that the checks found | {} |", self.controls);
        println!("| time of the whole run | {:.0} s |", self.took.as_secs_f64());
    }
}
