//! `cargo xtask bench`: what docs/measurements.md lists, measured on the release binary.
//!
//! Everything runs on loopback with invented rows in `target/bench`, and stops by itself.

use crate::http::Client;
use crate::product::{build, option};
use crate::run::{output, say};
use crate::{Done, target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

mod imports;
mod lines;
mod peers;
pub mod rows;

const TENANT: &str = "0580";
/// The page that is measured: the picture of the current week.
const PICTURE: &str = "/t/0580/lagesbild";
const PORT: u16 = 18_484;
const CONNECTIONS: usize = 32;
const WEEKS: u64 = 260;

/// Rows of the table: what was measured, and the result. Each is told as it comes, so that a long
/// measuring that ends early has not been for nothing.
#[derive(Default)]
struct Table(Vec<(String, String)>);

impl Table {
    fn push(&mut self, (what, result): (String, String)) {
        say(&format!("{what}: {result}"));
        self.0.push((what, result));
    }

    fn print(&self) {
        println!("| what | result |\n|---|---|");
        self.0.iter().for_each(|(what, result)| println!("| {what} | {result} |"));
    }
}

/// Measures and prints a markdown table. `--quick` takes smaller amounts; `--code` looks at the sources alone; `--peers` times the analyses beside
/// other programs; `--imports` takes lists alone, into SQLite or with `--database postgres` into PostgreSQL.
pub fn bench(args: &[String]) -> Done {
    if args.iter().any(|a| a == "--peers") {
        return peers::peers(args);
    }
    let mut table = Table::default();
    if args.iter().any(|a| a == "--imports") {
        let database = option(args, "--database")?.unwrap_or_else(|| "sqlite".to_owned());
        imports::measure(&Bench::of(args)?, &database, &mut table)?;
        table.print();
        return Ok(());
    }
    if !args.iter().any(|a| a == "--code") {
        let bench = Bench::of(args)?;
        bench.size(&mut table)?;
        imports::measure(&bench, "sqlite", &mut table)?;
        bench.pages(&mut table)?;
    }
    lines::measure()?.into_iter().for_each(|row| table.push(row));
    table.print();
    Ok(())
}

struct Bench {
    binary: PathBuf,
    folder: PathBuf,
    quick: bool,
}

impl Bench {
    /// With an empty folder to measure in.
    fn of(args: &[String]) -> Result<Self, String> {
        let binary = match option(args, "--binary")? {
            Some(path) => PathBuf::from(path),
            None => build()?,
        };
        let bench = Self { binary, folder: target().join("bench"), quick: args.iter().any(|a| a == "--quick") };
        fs::remove_dir_all(&bench.folder).ok();
        fs::create_dir_all(&bench.folder).map_err(|e| format!("cannot make {}: {e}", bench.folder.display()))?;
        Ok(bench)
    }

    fn samsyn(&self, data: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("--data").arg(data).args(args).stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    fn size(&self, table: &mut Table) -> Done {
        let bytes = fs::metadata(&self.binary).map_err(|e| format!("{}: {e}", self.binary.display()))?.len();
        table.push(("binary size".to_owned(), format!("{:.1} MiB", mebibytes(bytes))));
        Ok(())
    }

    fn import_file(&self, data: &Path, file: &Path) -> Result<Measured, String> {
        let mut import = self.samsyn(data, &["import", "incidents"]);
        // A point on the very edge of a district may fall outside it.
        measured("import", import.arg(file).args(["--tenant", TENANT, "--sender", "Mätning", "--outside", "keep", "--yes"]))
    }

    /// The practice municipality with more and more rows behind its pages.
    fn pages(&self, table: &mut Table) -> Done {
        let data = self.folder.join("pages");
        let made = Instant::now();
        drop(self.serve(&data)?);
        table.push(("making the practice municipality and its first page".to_owned(), seconds(made.elapsed())));
        let started = Instant::now();
        let server = self.serve(&data)?;
        table.push(("start to first page, store already made".to_owned(), milliseconds(started.elapsed())));
        self.page("the practice municipality alone", table)?;
        let mut there = 0;
        for count in if self.quick { [5_000, 10_000] } else { [50_000, 1_000_000] } {
            let file = self.folder.join("more.csv");
            rows::write(&file, count - there, WEEKS, 3 + count as u64)?;
            say(&format!("importing {} rows", count - there));
            let import = self.import_file(&data, &file)?;
            table.push((format!("import of {} rows beside a running server", count - there), import.to_string()));
            there = count;
            self.page(&format!("{count} incidents"), table)?;
        }
        let week = rows::week(SystemTime::now().duration_since(UNIX_EPOCH).map_err(|e| e.to_string())?.as_secs() / 86_400);
        for format in ["json", "xlsx", "pdf"] {
            let out = self.folder.join(format!("picture.{format}"));
            let mut picture = self.samsyn(&data, &["picture", "--tenant", TENANT, "--week", &week, "--format", format, "--out"]);
            let result = measured("picture", picture.arg(&out))?;
            table.push((format!("{format} of a week at {there} incidents, whole command"), result.to_string()));
        }
        drop(server);
        Ok(())
    }

    fn page(&self, what: &str, table: &mut Table) -> Done {
        let mut client = Client::new(PORT);
        let path = client.open(PICTURE)?;
        let times = latencies(&mut client, &path, if self.quick { 20 } else { 200 })?;
        let at = |share: usize| milliseconds(times.get((times.len() - 1) * share / 100).copied().unwrap_or_default());
        table.push((
            format!("picture page, {what}: p50 / p95 / slowest, one after the other"),
            format!("{} / {} / {}", at(50), at(95), at(100)),
        ));
        let length = Duration::from_secs(if self.quick { 2 } else { 10 });
        table.push((format!("picture page, {what}: requests per second, {CONNECTIONS} connections"), load(&client, &path, length)?));
        Ok(())
    }

    /// `samsyn demo`, answering.
    fn serve(&self, data: &Path) -> Result<Server, String> {
        let child = self.samsyn(data, &["demo", "--port", &PORT.to_string()]).spawn().map_err(|e| format!("cannot start samsyn: {e}"))?;
        let mut server = Server(child);
        let since = Instant::now();
        loop {
            if Client::new(PORT).open(PICTURE).is_ok() {
                return Ok(server);
            }
            if let Ok(Some(status)) = server.0.try_wait() {
                return Err(format!("samsyn demo ended ({status})"));
            }
            if since.elapsed() > Duration::from_secs(300) {
                return Err("samsyn demo showed no picture within 300 s".to_owned());
            }
            sleep(Duration::from_millis(5));
        }
    }
}

/// Runs a command to its end with its time and its largest memory.
fn measured(what: &str, command: &mut Command) -> Result<Measured, String> {
    let started = Instant::now();
    let mut child = command.spawn().map_err(|e| format!("{what}: {e}"))?;
    let mut memory = None;
    loop {
        memory = peak(child.id()).max(memory);
        match child.try_wait().map_err(|e| format!("{what}: {e}"))? {
            Some(status) if status.success() => return Ok(Measured { time: started.elapsed(), memory }),
            Some(status) => return Err(format!("{what} failed ({status})")),
            None => sleep(Duration::from_millis(2)),
        }
    }
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = output(Command::new("kill").arg(self.0.id().to_string()));
        let _ = self.0.wait();
    }
}

struct Measured {
    time: Duration,
    memory: Option<u64>,
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let memory = self.memory.map_or("memory unknown".to_owned(), |bytes| format!("peak {:.0} MiB", mebibytes(bytes)));
        write!(f, "{}, {memory}", seconds(self.time))
    }
}

/// The largest resident memory of a running process so far, in bytes; only Linux tells.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}

fn latencies(client: &mut Client, path: &str, count: usize) -> Result<Vec<Duration>, String> {
    let mut times = Vec::new();
    for _ in 0..count {
        let started = Instant::now();
        let answer = client.get(path)?;
        if answer.status != 200 || answer.length == 0 {
            return Err(format!("{path} answered {}", answer.status));
        }
        times.push(started.elapsed());
    }
    times.sort();
    Ok(times)
}

/// Keeps every connection busy for a while.
fn load(visitor: &Client, path: &str, length: Duration) -> Result<String, String> {
    let end = Instant::now() + length;
    let one = |mut client: Client| {
        let (mut done, mut failed) = (0u32, 0u32);
        while Instant::now() < end {
            match client.get(path) {
                Ok(answer) if answer.status == 200 => done += 1,
                Ok(_) | Err(_) => failed += 1,
            }
        }
        (done, failed)
    };
    let started = Instant::now();
    let results: Vec<(u32, u32)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(|| one(visitor.another()))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let done: u32 = results.iter().map(|r| r.0).sum();
    let failed: u32 = results.iter().map(|r| r.1).sum();
    let failures = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    Ok(format!("{:.0}{failures}", f64::from(done) / started.elapsed().as_secs_f64()))
}

fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
