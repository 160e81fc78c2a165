//! A county's five years: thirteen municipalities with their districts, incidents and people, made once with the product's own
//! commands and kept.

use super::Size;
use crate::Done;
use crate::bench::rows;
use crate::run::{run, say};
use crate::serving::samsyn;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// The county's municipalities. Every one gets the districts of the practice municipality.
const TENANTS: [&str; 13] = ["0509", "0512", "0513", "0560", "0561", "0562", "0563", "0580", "0581", "0582", "0583", "0584", "0586"];

/// Password of every account.
pub const PASSWORD: &str = "tre ord och en siffra 7";

/// Roles of the people of a municipality, as often as they come: half of them report.
pub const ROLES: [&str; 12] = [
    "reporter",
    "coordinator",
    "reporter",
    "police-officer",
    "reporter",
    "reader",
    "reporter",
    "group-chair",
    "reporter",
    "action-owner",
    "reporter",
    "reader",
];

/// The municipalities that are used.
pub fn tenants(size: &Size) -> &'static [&'static str] {
    TENANTS.get(..size.tenants).unwrap_or(&TENANTS)
}

/// User name of a person of a municipality.
pub fn user(tenant: &str, number: usize) -> String {
    format!("person{number}@{tenant}.example")
}

/// Name of a municipality and its only organisation.
pub fn name(tenant: &str) -> String {
    format!("Kommun {tenant}")
}

/// The week that today is in.
pub fn this_week() -> Result<String, String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|e| e.to_string())?.as_secs();
    Ok(rows::week(seconds / 86_400))
}

/// The folder with everything made; makes it the first time, and anew in another week or size.
pub fn prepared(binary: &Path, base: &Path, size: &Size) -> Result<PathBuf, String> {
    let folder = base.join("prepared");
    let mark = base.join("prepared.txt");
    let wanted = format!("{} tenants, {} rows, {}\n", size.tenants, size.rows, this_week()?);
    if fs::read_to_string(&mark).is_ok_and(|found| found == wanted) {
        return Ok(folder);
    }
    fs::remove_dir_all(base).ok();
    fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    for (number, tenant) in tenants(size).iter().enumerate() {
        say(&format!("making {} ({} of {})", name(tenant), number + 1, size.tenants));
        make(binary, &folder, tenant, number, size)?;
    }
    fs::write(&mark, wanted).map_err(|e| format!("cannot write {}: {e}", mark.display()))?;
    Ok(folder)
}

fn make(binary: &Path, folder: &Path, tenant: &str, number: usize, size: &Size) -> Done {
    let place = ["--data".to_owned(), folder.display().to_string()];
    let log = folder.with_file_name("making.log");
    let command = |args: &[&str]| -> Result<Command, String> {
        let mut command = samsyn(binary, &place, &log)?;
        command.args(args);
        Ok(command)
    };
    run(&mut command(&["tenant", "create", tenant, &name(tenant)])?)?;
    let districts = crate::root().join(rows::DISTRICTS);
    let columns = ["--name-column", "regsonamn", "--code-column", "regsokod", "--tenant", tenant];
    run(command(&["import", "districts"])?.arg(districts).args(columns))?;
    let file = folder.with_file_name("rows.csv");
    rows::write_around_places(&file, size.rows / size.tenants, 260, number as u64 + 1)?;
    run(command(&["import", "incidents"])?.arg(&file).args(["--tenant", tenant, "--sender", "Polisen", "--outside", "keep", "--yes"]))?;
    fs::remove_file(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    for person in 0..ROLES.len().min(size.people) {
        add_person(command(&[])?, tenant, person)?;
    }
    Ok(())
}

/// Makes the account of a person; `samsyn` is the product told of its stores.
pub fn add_person(mut samsyn: Command, tenant: &str, person: usize) -> Done {
    let role = ROLES.get(person).copied().unwrap_or("reader");
    samsyn.args(["user", "add", &user(tenant, person), "--tenant", tenant, "--role", role, "--password-stdin"]);
    let mut child = samsyn.stdin(Stdio::piped()).spawn().map_err(|e| format!("cannot start samsyn: {e}"))?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(format!("{PASSWORD}\n").as_bytes()).map_err(|e| e.to_string())?;
    }
    match child.wait().map_err(|e| e.to_string())?.success() {
        true => Ok(()),
        false => Err(format!("`samsyn user add` failed for {}", user(tenant, person))),
    }
}
