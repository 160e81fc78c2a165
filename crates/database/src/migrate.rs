//! Forward-only migrations: one text with type words for both databases.

use crate::statement::Statement;
use crate::{DatabaseError, Store, Transaction};

/// One step of a store's schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// 1, 2, 3 … without gaps.
    pub version: i64,
    /// SQL with type words: `{uuid} {text} {int} {real} {bool} {time} {blob} {strict}`, and
    /// `{new_uuid}` for a fresh id of each row. A line `{append_only} TABLE;` makes the database itself
    /// refuse to change or remove rows of the table.
    pub text: &'static str,
}

/// A migration that cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum MigrationFailure {
    /// The store was written by a newer program.
    #[error("the store has schema version {found}, this program knows {known}: use a newer version of Samsyn")]
    Newer {
        /// Version in the store.
        found: i64,
        /// Newest version that this program knows.
        known: i64,
    },
}

const CURRENT: Statement = Statement::new("SELECT COALESCE(MAX(version), 0) FROM schema_version");
const DONE: Statement = Statement::new("INSERT INTO schema_version (version) VALUES ($1)");

pub(crate) fn expand(text: &str, sqlite: bool) -> String {
    let words: [(&str, &str, &str); 9] = [
        ("{uuid}", "BLOB", "UUID"),
        ("{text}", "TEXT", "TEXT"),
        ("{int}", "INTEGER", "BIGINT"),
        ("{real}", "REAL", "DOUBLE PRECISION"),
        ("{bool}", "INTEGER", "BOOLEAN"),
        ("{time}", "TEXT", "TIMESTAMPTZ"),
        ("{blob}", "BLOB", "BYTEA"),
        ("{strict}", "STRICT", ""),
        ("{new_uuid}", "randomblob(16)", "gen_random_uuid()"),
    ];
    let text = words.iter().fold(text.to_owned(), |text, (word, lite, pg)| text.replace(word, if sqlite { lite } else { pg }));
    let line = |line: &str| match line.strip_prefix("{append_only} ").map(|rest| rest.trim_end_matches(';')) {
        Some(table) => append_only(table, sqlite),
        None => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Triggers rather than grants alone: on PostgreSQL the program owns its tables, and grants do not bind an owner.
fn append_only(table: &str, sqlite: bool) -> String {
    if !sqlite {
        return format!(
            "CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
             CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
             FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only();"
        );
    }
    let refuse = |doing: &str| {
        format!(
            "CREATE TRIGGER {table}_no_{} BEFORE {doing} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;",
            doing.to_lowercase()
        )
    };
    format!("{}\n{}", refuse("UPDATE"), refuse("DELETE"))
}

/// Brings a store to the newest version; each step is one transaction.
pub(crate) async fn run(store: &Store, migrations: &[Migration]) -> Result<(), DatabaseError> {
    let mut tx = store.write().await?;
    let table = expand("CREATE TABLE IF NOT EXISTS schema_version (version {int} NOT NULL PRIMARY KEY) {strict};", tx.is_sqlite());
    tx.script(table).await?;
    let found: i64 = tx.one(&CURRENT, &[], |row| row.get(0)).await?;
    tx.commit().await?;

    let known = migrations.last().map_or(0, |m| m.version);
    if found > known {
        return Err(MigrationFailure::Newer { found, known }.into());
    }
    for migration in migrations.iter().filter(|m| m.version > found) {
        step(store.write().await?, migration).await?;
    }
    Ok(())
}

async fn step(mut tx: Transaction, migration: &Migration) -> Result<(), DatabaseError> {
    // Another process may have done it between the look and now: the key then refuses.
    let text = expand(migration.text, tx.is_sqlite());
    match tx.execute(&DONE, &[migration.version.into()]).await {
        Ok(_) => {
            tx.script(text).await?;
            tx.commit().await
        }
        Err(error) if error.is_unique_violation() => Ok(()),
        Err(error) => Err(error),
    }
}
