//! The SQLite stores of a folder as they were, to go back to after a write: what a test asks next, it asks of the same state.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row};
use std::path::{Path, PathBuf};

/// A state of every store in a folder, and of the files in another.
pub struct Snapshot {
    stores: Vec<Store>,
    files: Vec<(PathBuf, Vec<u8>)>,
    _copies: tempfile::TempDir,
}

struct Store {
    connection: SqliteConnection,
    tables: Vec<String>,
    /// What SQLite counts up when another connection commits anything at all.
    version: i64,
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

impl Snapshot {
    /// Takes the state of the stores below `stores` and of the files below `files`.
    pub async fn take(stores: &Path, files: &Path) -> Self {
        let copies = tempfile::tempdir().unwrap();
        let mut found = Vec::new();
        files_below(stores, &mut found);
        let mut taken = Vec::new();
        for (number, path) in found.iter().filter(|p| p.extension().is_some_and(|e| e == "db")).enumerate() {
            let copy = copies.path().join(format!("{number}.db"));
            let mut connection =
                SqliteConnectOptions::new().filename(path).foreign_keys(false).synchronous(SqliteSynchronous::Off).connect().await.unwrap();
            run(&mut connection, format!("VACUUM INTO '{}'; ATTACH '{0}' AS taken", copy.display())).await;
            let rows = connection.fetch_all("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").await;
            let tables = rows.unwrap().iter().map(|row| row.get(0)).collect();
            let version = version(&mut connection).await;
            taken.push(Store { connection, tables, version });
        }
        let mut kept = Vec::new();
        files_below(files, &mut kept);
        let kept = kept.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
        Self { stores: taken, files: kept, _copies: copies }
    }

    /// Whether anything was committed to any store since the state was taken, gone back to or forgotten.
    pub async fn touched(&mut self) -> bool {
        for store in &mut self.stores {
            if version(&mut store.connection).await != store.version {
                return true;
            }
        }
        false
    }

    /// Names of the tables that are not as they were, these left out.
    pub async fn changed(&mut self, except: &[&str]) -> Vec<String> {
        let mut changed = Vec::new();
        for store in &mut self.stores {
            for table in store.tables.iter().filter(|t| !except.contains(&t.as_str())) {
                let differ = |a: &str, b: &str| format!("EXISTS (SELECT * FROM {a}.{table} EXCEPT SELECT * FROM {b}.{table})");
                let question = format!("SELECT {} OR {}", differ("main", "taken"), differ("taken", "main"));
                let row = store.connection.fetch_one(AssertSqlSafe(question)).await.unwrap();
                if row.get::<i64, _>(0) != 0 {
                    changed.push(table.clone());
                }
            }
        }
        changed
    }

    /// Goes back to the state.
    pub async fn restore(&mut self) {
        for store in &mut self.stores {
            let now = version(&mut store.connection).await;
            if now == store.version {
                continue;
            }
            let triggers = "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'";
            let triggers: Vec<(String, String)> =
                store.connection.fetch_all(triggers).await.unwrap().iter().map(|row| (row.get(0), row.get(1))).collect();
            let mut script = "BEGIN IMMEDIATE;".to_owned();
            triggers.iter().for_each(|(name, _)| script.push_str(&format!("DROP TRIGGER main.{name};")));
            for table in &store.tables {
                script.push_str(&format!("DELETE FROM main.{table}; INSERT INTO main.{table} SELECT * FROM taken.{table};"));
            }
            triggers.iter().for_each(|(_, sql)| script.push_str(&format!("{sql};")));
            script.push_str("COMMIT");
            run(&mut store.connection, script).await;
            store.version = version(&mut store.connection).await;
        }
        for (path, bytes) in self.files.iter().filter(|(path, _)| !path.exists()) {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }

    /// Ends the connections.
    pub async fn close(self) {
        for store in self.stores {
            store.connection.close().await.unwrap();
        }
    }
}

async fn version(connection: &mut SqliteConnection) -> i64 {
    connection.fetch_one("PRAGMA main.data_version").await.unwrap().get(0)
}

async fn run(connection: &mut SqliteConnection, script: String) {
    sqlx::raw_sql(AssertSqlSafe(script)).execute(connection).await.unwrap();
}
