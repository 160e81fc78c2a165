//! The tenant's table from senders' codes to the category tree.

mod shipped;

pub use shipped::shipped;

use crate::guard::{self, Guard};
use crate::{App, words};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::categories::{Category, CodeMapping};
use domain::failure::{Failure, FieldError};
use domain::imports::Reason;
use domain::policy::Action;
use domain::words::Words;
use messages::Lang;
use std::collections::{BTreeMap, HashMap, HashSet};
use storage::ReadTx;

/// Most rows in the table.
const MOST_CODES: usize = 5_000;

/// Codes that an entry of the log names; of more it tells the number.
const MOST_NAMED: usize = 20;

/// Longest code, characters.
pub const LONGEST_CODE: usize = 100;

/// The table, by code.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see imports.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<CodeMapping>, Failure> {
    actor.may(Action::ViewImports)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::codes::all(&mut tx).await?)
}

/// Adds codes to the table, or changes where they belong; the others stay as they are. Rows already
/// imported keep the category they got.
///
/// # Errors
/// [`Failure::Invalid`] for an empty, repeated or too long code, one that seems to hold personal
/// data, a subtype of another category, or too many codes.
pub async fn put(app: &App, actor: &Actor, new: Vec<CodeMapping>) -> Result<(), Failure> {
    let permit = actor.may(Action::EditCodes)?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let new = checked(&guard, new, &words::now(&mut tx).await?)?;
    let mut known = storage::codes::all(&mut tx).await?;
    let before = known.len();
    // Whatever their case: `ab` takes the place of `AB`.
    let codes: HashSet<String> = new.iter().map(|row| row.code.to_lowercase()).collect();
    known.retain(|row| codes.contains(&row.code.to_lowercase()));
    if before - known.len() + new.len() > MOST_CODES {
        return Err(Failure::invalid("code", "failure-too-many-codes"));
    }
    for row in &known {
        storage::codes::remove(&mut tx, permit, &row.code).await?;
    }
    storage::codes::add(&mut tx, permit, &new).await?;
    let mut entry = AuditEntry::new(Event::CodesChanged, "codes").fact("rows", new.len().to_string());
    if new.len() <= MOST_NAMED {
        let target = |row: &CodeMapping| row.subtype.as_ref().map_or_else(|| row.category.to_string(), |s| format!("{}:{s}", row.category));
        entry = entry.fact("codes", new.iter().map(|row| format!("{} = {}", row.code, target(row))).collect::<Vec<_>>().join(", "));
    }
    tx.commit(entry).await?;
    Ok(())
}

/// Removes a code from the table.
///
/// # Errors
/// [`Failure::NotFound`] when the table has no such code.
pub async fn remove(app: &App, actor: &Actor, code: &str) -> Result<(), Failure> {
    let permit = actor.may(Action::EditCodes)?;
    let mut tx = app.write(actor).await?;
    if !storage::codes::remove(&mut tx, permit, code).await? {
        return Err(Failure::NotFound);
    }
    tx.commit(AuditEntry::new(Event::CodesChanged, "codes").fact("removed", code)).await?;
    Ok(())
}

fn checked(guard: &Guard, new: Vec<CodeMapping>, words: &Words) -> Result<Vec<CodeMapping>, Failure> {
    let mut errors = Vec::new();
    let mut seen = BTreeMap::new();
    for mut row in new {
        row.code = row.code.trim().to_owned();
        if row.code.is_empty() || row.code.chars().count() > LONGEST_CODE || row.code.contains(char::is_control) {
            errors.push(FieldError::new("code", "failure-code-length").with(row.code));
            continue;
        }
        if let Some(error) = guard.refused("code", Some(&row.code)) {
            errors.push(error);
            continue;
        }
        if row.subtype.as_ref().is_some_and(|s| !words.has_subtype(row.category, s)) {
            errors.push(FieldError::new("subtype", "failure-subtype").with(row.code));
            continue;
        }
        if let Some(twice) = seen.insert(row.code.to_lowercase(), row) {
            errors.push(FieldError::new("code", "failure-code-twice").with(twice.code));
        }
    }
    if errors.is_empty() { Ok(seen.into_values().collect()) } else { Err(Failure::Invalid(errors)) }
}

/// Codes that made rows of the latest imports unusable, with how many rows, most first.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see imports.
pub async fn unknown(app: &App, actor: &Actor) -> Result<Vec<(String, u64)>, Failure> {
    actor.may(Action::ViewImports)?;
    let mut tx = app.read(actor).await?;
    let known = Codes::read(&mut tx).await?;
    let mut counts: HashMap<String, u64> = HashMap::new();
    for row in storage::batches::newest(&mut tx, 20).await? {
        for rejection in row.batch.report.rejected {
            if let Reason::UnknownCode(code) = rejection.reason {
                *counts.entry(code).or_default() += 1;
            }
        }
    }
    let mut counts: Vec<_> = counts.into_iter().filter(|(code, _)| known.find(code).is_none()).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(counts)
}

/// The table ready for looking codes up.
pub(crate) struct Codes {
    by_code: HashMap<String, (Category, Option<String>)>,
}

impl Codes {
    /// The tenant's rows, and under them the tree's codes and names in both languages: the shipped names before its own.
    pub(crate) async fn read(tx: &mut ReadTx) -> Result<Self, Failure> {
        let (table, own) = (storage::codes::all(tx).await?, words::now(tx).await?);
        let mut by_code = HashMap::new();
        for words in [&Words::default(), &own] {
            for category in Category::ALL {
                let names = Lang::ALL.iter().map(|lang| messages::category(*lang, words, *category));
                for name in names.chain([category.code().to_owned()]) {
                    by_code.entry(name.to_lowercase()).or_insert((*category, None));
                }
            }
        }
        for row in table {
            by_code.insert(row.code.to_lowercase(), (row.category, row.subtype));
        }
        Ok(Self { by_code })
    }

    /// Category and subtype of a sender's code, whatever its case.
    pub(crate) fn find(&self, code: &str) -> Option<&(Category, Option<String>)> {
        self.by_code.get(&code.trim().to_lowercase())
    }
}
