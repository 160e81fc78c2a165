//! A list's way into the store: how long it takes, how much memory, and what somebody notices of it who files a report meanwhile.

use super::{Bench, Measured, TENANT, Table, WEEKS, measured, rows};
use crate::Done;
use crate::crash::Place;
use crate::load::{Person, Town, add_person, at, milliseconds, this_week};
use crate::serving::{Served, free_port, samsyn};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

/// Time between two reports.
const BETWEEN: Duration = Duration::from_millis(100);

/// Reports that are filed while nothing else happens, to compare with.
const ALONE: usize = 100;

/// Stores with the districts of the practice municipality in them.
struct Stores<'a> {
    bench: &'a Bench,
    place: Place,
}

/// Measures imports into one kind of database.
pub fn measure(bench: &Bench, database: &str, table: &mut Table) -> Done {
    alone(&Stores::new(bench, database, "alone")?, database, table)?;
    beside(&Stores::new(bench, database, "beside")?, database, table)
}

impl<'a> Stores<'a> {
    fn new(bench: &'a Bench, database: &str, name: &str) -> Result<Self, String> {
        let base = bench.folder.join(name);
        let place = match database {
            "sqlite" => Place::sqlite(&base)?,
            "postgres" => Place::postgres(&base)?,
            other => return Err(format!("--database is sqlite or postgres, not `{other}`")),
        };
        let stores = Self { bench, place };
        measured("tenant", stores.samsyn()?.args(["tenant", "create", TENANT, "Linköpings kommun"]))?;
        let districts = crate::root().join(rows::DISTRICTS);
        let columns = ["--name-column", "regsonamn", "--code-column", "regsokod", "--tenant", TENANT];
        measured("districts", stores.samsyn()?.args(["import", "districts"]).arg(districts).args(columns))?;
        Ok(stores)
    }

    fn samsyn(&self) -> Result<Command, String> {
        samsyn(&self.bench.binary, &self.place.arguments(), &self.place.log())
    }

    /// A file of so many rows.
    fn file(&self, count: usize, seed: u64) -> Result<PathBuf, String> {
        let file = self.bench.folder.join(format!("{count}.csv"));
        rows::write(&file, count, WEEKS, seed)?;
        Ok(file)
    }

    fn import(&self, file: &Path) -> Result<Measured, String> {
        // A point on the very edge of a district may fall outside it.
        let options = ["--tenant", TENANT, "--sender", "Mätning", "--outside", "keep", "--yes"];
        measured("import", self.samsyn()?.args(["import", "incidents"]).arg(file).args(options))
    }
}

/// A hundred thousand rows into an empty store, beside pandas reading the same file.
fn alone(stores: &Stores<'_>, database: &str, table: &mut Table) -> Done {
    let count = if stores.bench.quick { 10_000 } else { 100_000 };
    // One row first: what the program needs for itself.
    let base = stores.import(&stores.file(1, 2)?)?;
    let file = stores.file(count, 1)?;
    let whole = stores.import(&file)?;
    table.push((format!("import of {count} rows (csv), {database}"), over(&whole, &base)));
    let pandas = format!(
        "import pandas as p; d=p.read_csv(r'{}',dtype={{'BROTTSKOD':str}}); [p.to_datetime(d[c]) for c in d.columns if 'DATUM' in c]; assert len(d)=={count}",
        file.display()
    );
    let mut python = Command::new(super::peers::python());
    python.args(["-c", &pandas]).stdin(Stdio::null()).stderr(Stdio::null());
    let result = measured("pandas", &mut python).map_or_else(|_| "pandas is not installed".to_owned(), |m| m.to_string());
    table.push(("pandas only reading the same file and its dates".to_owned(), result));
    Ok(())
}

/// Nearly a million rows beside a running server, at which somebody files reports.
fn beside(stores: &Stores<'_>, database: &str, table: &mut Table) -> Done {
    let (before, count) = if stores.bench.quick { (5_000, 20_000) } else { (50_000, 950_000) };
    stores.import(&stores.file(before, 3)?)?;
    let base = stores.import(&stores.file(1, 2)?)?;
    add_person(stores.samsyn()?, TENANT, 0)?;
    let port = free_port()?;
    let (server, _) = Served::start(stores.samsyn()?, port)?;
    let town = Town::new(TENANT, &this_week()?);
    let mut person = Person::sign_in(&town, 0, port, 1)?;
    let idle: Vec<Duration> = (0..ALONE).map(|_| filed(&mut person)).collect::<Result<_, _>>()?;
    table.push((format!("a report filed while nothing else happens, {database}: p50 / p99 / longest"), spread(idle)));
    let file = stores.file(count, 4)?;
    let done = AtomicBool::new(false);
    let (import, times) = scope(|scope| {
        let reporter = scope.spawn(|| {
            let mut times = Vec::new();
            while !done.load(Ordering::Relaxed) {
                times.push(filed(&mut person)?);
                sleep(BETWEEN);
            }
            Ok::<_, String>(times)
        });
        let import = stores.import(&file);
        done.store(true, Ordering::Relaxed);
        (import, reporter.join())
    });
    let times = times.map_err(|_| "the reporter died".to_owned())??;
    drop(server);
    table.push((format!("import of {count} rows beside a running server and {before} rows, {database}"), over(&import?, &base)));
    let number = times.len();
    table.push((format!("a report filed meanwhile, {database}: p50 / p99 / longest"), format!("{} of {number}", spread(times))));
    Ok(())
}

/// How long a report took to be stored.
fn filed(person: &mut Person<'_>) -> Result<Duration, String> {
    let started = Instant::now();
    let answer = person.report()?;
    if answer.status == 303 { Ok(started.elapsed()) } else { Err(format!("a report was answered {}", answer.status)) }
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    [500, 990, 1000].map(|share| milliseconds(at(&times, share))).join(" / ")
}

fn over(whole: &Measured, base: &Measured) -> String {
    let more = whole.memory.zip(base.memory).map(|(most, base)| most.saturating_sub(base));
    let more = more.map_or(String::new(), |bytes| format!(", {:.0} MiB over one row", super::mebibytes(bytes)));
    format!("{whole}{more}")
}
