//! How well are the rows of several lists matched? Run by `cargo xtask matching`.
//!
//! On the practice town every file of every sender is imported as it came, and each row's true event is known. With `--police FOLDER` two
//! lists of the same events are imported too, `polislista_format1.xlsx` and `polislista_format2.xlsx`: there the order of the rows says
//! which are the same, and the command stops when rows at the same position differ in code or start.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use application::imports::{ImportIncidents, ReceivedFile, import_incidents};
use application::{App, AppConfig, Clock, ServerConfig};
use domain::actor::Actor;
use domain::ids::IncidentId;
use domain::tenants::TenantCode;
use domain::week::Week;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use storage::Stores;
use storage::sources::StoredRow;
use test_support::matching::{incident_of, measured, rows};
use test_support::practice_town::{as_it_came, prepare, tuesday};

/// What was asked for on the command line.
struct Asked {
    weeks: u32,
    seeds: u64,
    police: Option<PathBuf>,
}

/// Last week of the towns.
const LAST: &str = "2026-W46";

#[tokio::main]
async fn main() -> Result<(), String> {
    let asked = asked(std::env::args().skip(1))?;
    println!("| lists | pairs that are the same | linked | asked about | neither | links, of them wrong | questions, of them wrong |");
    println!("|---|---|---|---|---|---|---|");
    let mut totals = Vec::new();
    for seed in 1..=asked.seeds {
        totals.push(town(seed, asked.weeks).await?);
    }
    if let Some(folder) = asked.police {
        police(&folder).await?;
    }
    println!();
    totals.iter().for_each(|total| println!("{total}"));
    Ok(())
}

fn asked(mut args: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked { weeks: practice::WEEKS, seeds: 1, police: None };
    while let Some(arg) = args.next() {
        let value = args.next().ok_or(format!("{arg} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|_| format!("{arg} needs a number"));
        match arg.as_str() {
            "--weeks" => asked.weeks = u32::try_from(number()?.clamp(8, 520)).map_err(|e| e.to_string())?,
            "--seeds" => asked.seeds = number()?.clamp(1, 100),
            "--police" => asked.police = Some(PathBuf::from(value)),
            other => return Err(format!("unknown option {other}")),
        }
    }
    Ok(asked)
}

/// A municipality without any lists.
struct Empty {
    app: App,
    actor: Actor,
    stores: Stores,
    folder: tempfile::TempDir,
}

async fn empty(now: Timestamp) -> Result<Empty, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let place = ServerConfig::Sqlite(folder.path().join("stores"));
    let app = App::open(AppConfig { data: folder.path().to_owned(), stores: place.clone(), clock: Clock::Fixed(now) }).await.unwrap();
    let tenant: TenantCode = "0580".parse().map_err(|_| "0580 is no municipality".to_owned())?;
    application::tenants::create(&app, &tenant, "Linköpings kommun").await.unwrap();
    let stores = Stores::open(&place).await.unwrap();
    Ok(Empty { app, actor: Actor::operator(tenant), stores, folder })
}

/// Nobody answers: what the rule does by itself. Answers how the town's total comes about.
async fn town(seed: u64, weeks: u32) -> Result<String, String> {
    let last: Week = LAST.parse().map_err(|_| format!("{LAST} is no week"))?;
    let Empty { app, actor, stores, folder } = empty(tuesday(last) + SignedDuration::from_hours(1)).await?;
    let town = practice::town(seed, last, weeks);
    let delivered = as_it_came(&app, &actor, folder.path(), &town, None).await;
    let found = measured(&stores, &actor, &delivered).await;
    let total = found.total();
    for (week, tally) in &found.weeks {
        if tally.counted + tally.wrong != tally.events + tally.waiting + tally.missed {
            return Err(format!("{week} does not add up: {tally:?}"));
        }
    }
    let share = |part: u64, of: u64| format!("{part} ({:.1} %)", 100.0 * part as f64 / of.max(1) as f64);
    println!(
        "| practice town {seed}, {weeks} weeks, {} events | {} | {} | {} | {} | {}, {} | {}, {} |",
        total.events,
        total.told_twice,
        share(total.linked, total.told_twice),
        share(total.asked, total.told_twice),
        share(total.told_twice - total.linked - total.asked, total.told_twice),
        total.links,
        share(total.wrong, total.links),
        found.right_questions + found.wrong_questions,
        share(found.wrong_questions, found.right_questions + found.wrong_questions),
    );
    Ok(format!(
        "Practice town {seed} counts {} incidents: {} events, {} that wait for an answer and {} that nobody is asked about twice, {} hidden behind others.",
        total.counted, total.events, total.waiting, total.missed, total.wrong
    ))
}

/// Two lists of the same events in two layouts; row n of one is row n of the other.
async fn police(folder: &Path) -> Result<(), String> {
    let now: Timestamp = "2026-11-30T12:00:00Z".parse().map_err(|_| "no time".to_owned())?;
    let Empty { app, actor, stores, folder: own } = empty(now).await?;
    let week: Week = LAST.parse().map_err(|_| format!("{LAST} is no week"))?;
    prepare(&app, &actor, own.path(), &practice::town(1, week, practice::FEWEST_WEEKS)).await;
    let mut probable = 0;
    let mut lists = Vec::new();
    for name in ["polislista_format1.xlsx", "polislista_format2.xlsx"] {
        let file = ReceivedFile { path: folder.join(name), name: name.to_owned() };
        let command = ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() };
        let done = import_incidents(&app, &actor, &file, &command, &|_| ()).await.map_err(|e| format!("{name}: {e:?}"))?;
        probable += done.report.probable_total;
        lists.push(done.batch);
    }
    let stored = rows(&stores, &actor).await;
    let of = |list| -> BTreeMap<u32, &StoredRow> { stored.iter().filter(|r| r.row.list == list).map(|r| (r.line, r)).collect() };
    let (one, other) = (of(lists[0]), of(lists[1]));
    let pairs: Vec<(&StoredRow, &StoredRow)> = one.iter().filter_map(|(line, row)| Some((*row, *other.get(line)?))).collect();
    if let Some((a, b)) = pairs.iter().find(|(a, b)| a.row.start != b.row.start || a.row.code != b.row.code) {
        return Err(format!("row {} tells of different events: {:?} and {:?}", a.line, a.row, b.row));
    }
    let linked = pairs.iter().filter(|(a, b)| incident_of(a) == incident_of(b)).count();
    let mut lines: BTreeMap<IncidentId, BTreeSet<u32>> = BTreeMap::new();
    for row in &stored {
        lines.entry(incident_of(row)).or_default().insert(row.line);
    }
    let wrong: usize = lines.values().map(|lines| lines.len() - 1).sum();
    println!(
        "| two police lists, {} and {} rows | {} | {linked} | {probable} | {} | {}, {wrong} | {probable}, 0 |",
        one.len(),
        other.len(),
        pairs.len(),
        pairs.len() - linked,
        stored.len() - lines.len(),
    );
    Ok(())
}
