//! SQLite files that others made, such as GeoPackages: opened to read, trusted in nothing.
//!
//! The file is opened read-only and immutable (no lock, no journal, nothing written beside it),
//! its schema may not call functions, and only plain columns of plain tables are read: no views, no
//! virtual tables, no generated columns. Every text and blob is bounded before it leaves SQLite.

use futures::TryStreamExt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, TypeInfo, ValueRef};
use std::ops::ControlFlow;
use std::path::Path;

/// Tables, or columns of one table, that are listed at most.
const MANY: usize = 500;

/// A value of a foreign file.
#[derive(Clone, Debug, PartialEq)]
pub enum ForeignValue {
    /// Nothing, or something longer than the bound.
    Null,
    /// Whole number.
    Integer(i64),
    /// Number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// Why a foreign file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    /// Not SQLite, encrypted, cut off or damaged.
    #[error("not a readable SQLite file: {0}")]
    Damaged(sqlx::Error),
    /// No table of that name, or not a plain one.
    #[error("no table {0}")]
    NoTable(String),
    /// No column of that name, or not a plain one.
    #[error("no column {0}")]
    NoColumn(String),
    /// A text or blob is longer than the bound.
    #[error("a value is longer than {0} bytes")]
    TooLong(u32),
}

/// A foreign file, open for reading.
pub struct Foreign {
    connection: SqliteConnection,
}

impl Foreign {
    /// Opens a file; fails when its header or schema cannot be read.
    pub async fn open(path: &Path) -> Result<Self, ForeignError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON")
            .pragma("mmap_size", "0")
            .pragma("cache_size", "-2000")
            .row_buffer_size(1)
            .statement_cache_capacity(4)
            .disable_statement_logging();
        let mut connection = SqliteConnection::connect_with(&options).await.map_err(ForeignError::Damaged)?;
        sqlx::query("SELECT count(*) FROM sqlite_schema").fetch_one(&mut connection).await.map_err(ForeignError::Damaged)?;
        Ok(Self { connection })
    }

    /// Names of the plain tables, in name order.
    pub async fn tables(&mut self) -> Result<Vec<String>, ForeignError> {
        let sql =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND length(name) < 200 ORDER BY name";
        let mut rows = sqlx::query(sql).fetch(&mut self.connection);
        let mut names = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(ForeignError::Damaged)? {
            names.extend(row.try_get::<String, _>(0));
            if names.len() >= MANY {
                break;
            }
        }
        Ok(names)
    }

    /// Names of a table's plain columns, in their order.
    pub async fn columns(&mut self, table: &str) -> Result<Vec<String>, ForeignError> {
        if !self.tables().await?.iter().any(|t| t == table) {
            return Err(ForeignError::NoTable(table.to_owned()));
        }
        // Not 0: generated or hidden.
        let sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";
        let mut rows = sqlx::query(sql).bind(table).fetch(&mut self.connection);
        let mut names = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(ForeignError::Damaged)? {
            names.extend(row.try_get::<String, _>(0));
            if names.len() >= MANY {
                break;
            }
        }
        Ok(names)
    }

    /// Streams the chosen columns of every row to `each` until it breaks. A text or blob of more
    /// than `value_bytes` ends the reading with an error before it is loaded.
    pub async fn rows(
        &mut self,
        table: &str,
        columns: &[&str],
        value_bytes: u32,
        each: &mut (dyn FnMut(Vec<ForeignValue>) -> ControlFlow<()> + Send),
    ) -> Result<(), ForeignError> {
        let known = self.columns(table).await?;
        let mut chosen = Vec::with_capacity(columns.len());
        let mut lengths = Vec::with_capacity(columns.len());
        for column in columns {
            if !known.iter().any(|k| k == column) {
                return Err(ForeignError::NoColumn((*column).to_owned()));
            }
            let name = quoted(column);
            // length() of a blob is read from the record's header: a long value is never loaded.
            chosen.push(format!("CASE WHEN octet_length({name}) <= {value_bytes} THEN {name} END"));
            lengths.push(format!("coalesce(octet_length({name}), 0)"));
        }
        let longest = if lengths.len() > 1 { format!("max({})", lengths.join(", ")) } else { lengths.join("") };
        let sql = format!("SELECT {}, {longest} FROM {}", chosen.join(", "), quoted(table));
        // Safe: both names were found in the file's own schema and are quoted.
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut self.connection);
        while let Some(row) = rows.try_next().await.map_err(ForeignError::Damaged)? {
            let length: i64 = row.try_get(columns.len()).map_err(ForeignError::Damaged)?;
            if length > i64::from(value_bytes) {
                return Err(ForeignError::TooLong(value_bytes));
            }
            let values = (0..columns.len()).map(|at| value(&row, at)).collect::<Result<_, _>>().map_err(ForeignError::Damaged)?;
            if each(values).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// An identifier in double quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The value as it is stored in this row: SQLite's columns have no fixed type.
fn value(row: &SqliteRow, at: usize) -> Result<ForeignValue, sqlx::Error> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(ForeignValue::Null);
    }
    let stored = raw.type_info().name().to_owned();
    match stored.as_str() {
        "INTEGER" => row.try_get_unchecked(at).map(ForeignValue::Integer),
        "REAL" => row.try_get_unchecked(at).map(ForeignValue::Real),
        "TEXT" => row.try_get_unchecked(at).map(ForeignValue::Text),
        "BLOB" => row.try_get_unchecked(at).map(ForeignValue::Blob),
        _ => Ok(ForeignValue::Null),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    async fn file(sql: &'static str) -> (std::path::PathBuf, Foreign) {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("foreign-{}-{number}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
        let mut made = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut made).await.unwrap();
        made.close().await.unwrap();
        let foreign = Foreign::open(&path).await.unwrap();
        (path, foreign)
    }

    #[tokio::test]
    async fn plain_tables_and_columns_only() {
        let (path, mut foreign) = file(
            "CREATE TABLE \"odd \"\"name\" (a TEXT, b INTEGER, c BLOB, d REAL, g TEXT GENERATED ALWAYS AS (hex(a)));
             INSERT INTO \"odd \"\"name\" VALUES ('å', 7, x'0102', 1.5), (NULL, 'seven', NULL, 2);
             CREATE VIEW v AS SELECT * FROM \"odd \"\"name\";",
        )
        .await;
        assert_eq!(foreign.tables().await.unwrap(), ["odd \"name"]);
        assert_eq!(foreign.columns("odd \"name").await.unwrap(), ["a", "b", "c", "d"]);
        let mut rows = Vec::new();
        foreign
            .rows("odd \"name", &["b", "a", "c", "d"], 100, &mut |row| {
                rows.push(row);
                ControlFlow::Continue(())
            })
            .await
            .unwrap();
        use ForeignValue::{Blob, Integer, Null, Real, Text};
        assert_eq!(rows[0], [Integer(7), Text("å".into()), Blob(vec![1, 2]), Real(1.5)]);
        assert_eq!(rows[1], [Text("seven".into()), Null, Null, Real(2.0)]);
        assert!(matches!(foreign.columns("v").await, Err(ForeignError::NoTable(_))));
        let none = &mut |_| ControlFlow::Continue(());
        assert!(matches!(foreign.rows("odd \"name", &["g"], 100, none).await, Err(ForeignError::NoColumn(_))));
        std::fs::remove_file(path).unwrap();
    }

    #[tokio::test]
    async fn long_values_are_not_loaded() {
        let (path, mut foreign) = file("CREATE TABLE t (a BLOB); INSERT INTO t VALUES (zeroblob(300000000));").await;
        let refused = foreign.rows("t", &["a"], 1_000, &mut |_| ControlFlow::Continue(())).await;
        assert!(matches!(refused, Err(ForeignError::TooLong(1_000))), "{refused:?}");
        std::fs::remove_file(path).unwrap();
    }

    #[tokio::test]
    async fn what_is_not_sqlite_is_refused() {
        let path = std::env::temp_dir().join(format!("foreign-not-{}.db", std::process::id()));
        std::fs::write(&path, b"SQLite format 3\0 and then nothing of the kind").unwrap();
        assert!(matches!(Foreign::open(&path).await, Err(ForeignError::Damaged(_))));
        std::fs::remove_file(path).unwrap();
    }
}
