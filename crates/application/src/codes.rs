//! The tenant's table from senders' codes to the category tree.

mod shipped;

pub use shipped::shipped;

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::categories::{Category, CodeMapping};
use domain::failure::{Failure, FieldError};
use domain::imports::Reason;
use domain::policy::Action;
use messages::Lang;
use std::collections::{BTreeMap, HashMap};

/// Most rows in the table.
const MOST_CODES: usize = 5_000;

/// Longest code, characters.
const LONGEST_CODE: usize = 100;

/// The table, by code.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see imports.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<CodeMapping>, Failure> {
    actor.may(Action::ViewImports)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::codes::all(&mut tx).await?)
}

/// Puts a table in place of the old one. Rows already imported keep the category they got.
///
/// # Errors
/// [`Failure::Invalid`] for an empty, repeated or too long code, or a subtype of another category.
pub async fn save(app: &App, actor: &Actor, table: Vec<CodeMapping>) -> Result<(), Failure> {
    let permit = actor.may(Action::EditCodes)?;
    let table = checked(table)?;
    let mut tx = app.write(actor).await?;
    storage::codes::replace(&mut tx, permit, &table).await?;
    tx.commit(AuditEntry::new(Event::CodesChanged, "codes").fact("rows", table.len().to_string())).await?;
    Ok(())
}

fn checked(table: Vec<CodeMapping>) -> Result<Vec<CodeMapping>, Failure> {
    let mut errors = Vec::new();
    if table.len() > MOST_CODES {
        errors.push(FieldError::new("code", "failure-too-many-codes"));
    }
    let mut seen = BTreeMap::new();
    for mut row in table {
        row.code = row.code.trim().to_owned();
        if row.code.is_empty() || row.code.chars().count() > LONGEST_CODE {
            errors.push(FieldError::new("code", "failure-code-length").with(row.code));
            continue;
        }
        let known = |s: &String| row.category.subtypes().contains(&s.as_str());
        if row.subtype.as_ref().is_some_and(|s| !known(s)) {
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
    let known = Codes::new(storage::codes::all(&mut tx).await?);
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
    /// The tenant's rows, and under them the tree's own codes and labels in both languages.
    pub(crate) fn new(table: Vec<CodeMapping>) -> Self {
        let mut by_code = HashMap::new();
        for category in Category::ALL {
            let names = [category.code().to_owned(), messages::category(Lang::Sv, *category), messages::category(Lang::En, *category)];
            for name in names {
                by_code.insert(name.to_lowercase(), (*category, None));
            }
        }
        for row in table {
            by_code.insert(row.code.to_lowercase(), (row.category, row.subtype));
        }
        Self { by_code }
    }

    /// Category and subtype of a sender's code, whatever its case.
    pub(crate) fn find(&self, code: &str) -> Option<&(Category, Option<String>)> {
        self.by_code.get(&code.trim().to_lowercase())
    }
}
