//! `cargo xtask load --profile county`: a county's people on a county's five years (trust.md §3, G1, G5). First at the pace of a
//! Monday before noon, then faster and faster until the answers take too long.

use crate::Done;
use crate::product::{build, option};
use crate::run::say;
use crate::serving::{Served, free_port, samsyn};
use crate::target;
pub use county::{add_person, this_week};
use measured::{Times, Used};
pub use measured::{at, milliseconds};
use people::Pace;
pub use people::{Person, Town};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

mod county;
mod measured;
mod people;

/// How much there is of everything.
pub struct Size {
    /// Municipalities.
    pub tenants: usize,
    /// Incidents in all of them.
    pub rows: usize,
    /// Accounts in each.
    pub people: usize,
    /// People at work at the same time.
    users: usize,
    /// How long the first part lasts.
    steady: Duration,
    /// Milliseconds between two steps of a person in the first part, at least and at most.
    think: [u64; 2],
    /// How long each faster part lasts.
    stage: Duration,
}

/// So much faster than the first part are the others, in tenths.
const FASTER: [u64; 10] = [20, 40, 60, 80, 120, 160, 240, 320, 480, 640];

/// Slower than this at the 95th percentile is too slow.
const TOO_SLOW: Duration = Duration::from_secs(1);

/// Runs the profile and prints a table.
pub fn load(args: &[String]) -> Done {
    let quick = args.iter().any(|a| a == "--quick");
    match option(args, "--profile")?.as_deref() {
        Some("county") | None => {}
        Some(other) => return Err(format!("there is no profile `{other}`, only county")),
    }
    let minutes = match option(args, "--minutes")? {
        Some(text) => text.parse::<u64>().map_err(|_| "--minutes needs a number".to_owned())?,
        None => 30,
    };
    let size = if quick {
        let steady = Duration::from_secs(15);
        Size { tenants: 2, rows: 4_000, people: 12, users: 12, steady, think: [1_000, 2_000], stage: Duration::from_secs(5) }
    } else {
        let steady = Duration::from_secs(60 * minutes);
        // 150 people, eight to twelve seconds and 1.3 requests a step: about 20 requests a second.
        Size { tenants: 13, rows: 135_000, people: 12, users: 150, steady, think: [6_200, 9_200], stage: Duration::from_secs(30) }
    };
    let binary = match option(args, "--binary")? {
        Some(path) => fs::canonicalize(&path).map_err(|e| format!("{path}: {e}"))?,
        None => build()?,
    };
    let base = option(args, "--data")?.map_or_else(|| target().join(if quick { "load-quick" } else { "load" }), PathBuf::from);
    let prepared = county::prepared(&binary, &base, &size)?;
    // Measured on a copy: every run begins with the same.
    let folder = base.join("run");
    fs::remove_dir_all(&folder).ok();
    copy(&prepared, &folder)?;
    measure(&binary, &folder, &size)
}

fn copy(from: &Path, to: &Path) -> Done {
    let failed = |what: &Path| format!("cannot copy {}", what.display());
    fs::create_dir_all(to).map_err(|_| failed(to))?;
    for entry in fs::read_dir(from).map_err(|_| failed(from))?.flatten() {
        let (source, goal) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() { copy(&source, &goal)? } else { fs::copy(&source, &goal).map(|_| ()).map_err(|_| failed(&source))? }
    }
    Ok(())
}

fn measure(binary: &Path, folder: &Path, size: &Size) -> Done {
    let port = free_port()?;
    let place = ["--data".to_owned(), folder.display().to_string()];
    let (served, started) = Served::start(samsyn(binary, &place, &folder.with_file_name("server.log"))?, port)?;
    say(&format!("ready after {}", milliseconds(started)));
    let week = county::this_week()?;
    let towns: Vec<Town> = county::tenants(size).iter().map(|tenant| Town::new(tenant, &week)).collect();
    let mut people = Vec::new();
    for number in 0..size.users {
        let town = towns.get(number % towns.len()).ok_or("no municipality")?;
        let mut person = Person::sign_in(town, number / towns.len() % size.people, port, number as u64 + 1)?;
        person.begin()?;
        people.push(person);
    }
    say(&format!("{} people are signed in", people.len()));
    let process = served.id();
    let first = part(&mut people, process, size.steady, size.think);
    println!(
        "| {} people in {} municipalities, {} incidents, {:.0} min | requests | p50 | p95 | p99 | longest | failed |",
        size.users,
        size.tenants,
        size.rows,
        size.steady.as_secs_f64() / 60.0
    );
    println!("|---|---|---|---|---|---|---|");
    first.times.lines().iter().for_each(|line| println!("{line}"));
    println!();
    println!("| pace | requests a second | p50 | p95 | p99 | failed | processor, of one core | memory now, most |");
    println!("|---|---|---|---|---|---|---|---|");
    println!("{}", first.line("as on a Monday"));
    let in_time = |part: &Part| at(&part.times.all(), 950) <= TOO_SLOW;
    let mut ceiling = if in_time(&first) { first.rate() } else { 0.0 };
    for tenths in FASTER {
        let think = size.think.map(|milliseconds| milliseconds * 10 / tenths);
        let part = part(&mut people, process, size.stage, think);
        println!("{}", part.line(&format!("{} times as fast", tenths / 10)));
        if !in_time(&part) {
            break;
        }
        ceiling = ceiling.max(part.rate());
    }
    println!("\nMost requests a second with 95 of 100 answered within a second: {ceiling:.0}.");
    let mut failed: Vec<String> = first.times.failed.into_iter().map(|(_, what)| what).collect();
    failed.sort();
    failed.dedup();
    failed.iter().take(20).for_each(|what| say(what));
    if failed.is_empty() { Ok(()) } else { Err("requests failed at the pace of a Monday".to_owned()) }
}

/// One part of the run.
struct Part {
    times: Times,
    took: Duration,
    processor: Duration,
    memory: [u64; 2],
}

fn part(people: &mut [Person], process: u32, length: Duration, think: [u64; 2]) -> Part {
    let (started, before) = (Instant::now(), Used::of(process));
    let pace = Pace { until: started + length, think };
    let mut times = Times::default();
    std::thread::scope(|scope| {
        let at_work: Vec<_> = people.iter_mut().map(|person| scope.spawn(|| person.work(&pace))).collect();
        at_work.into_iter().filter_map(|thread| thread.join().ok()).for_each(|more| times.add(more));
    });
    let after = Used::of(process);
    Part { times, took: started.elapsed(), processor: after.processor.saturating_sub(before.processor), memory: after.memory }
}

impl Part {
    fn rate(&self) -> f64 {
        self.times.all().len() as f64 / self.took.as_secs_f64()
    }

    fn line(&self, name: &str) -> String {
        let all = self.times.all();
        let [p50, p95, p99] = [500, 950, 990].map(|share| milliseconds(at(&all, share)));
        let [now, most] = self.memory.map(|bytes| bytes >> 20);
        let share = 100.0 * self.processor.as_secs_f64() / self.took.as_secs_f64();
        format!("| {name} | {:.1} | {p50} | {p95} | {p99} | {} | {share:.0} % | {now}, {most} MiB |", self.rate(), self.times.failed.len())
    }
}
