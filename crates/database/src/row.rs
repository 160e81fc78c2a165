//! Rows read back, column by column in the order of the SELECT.

use crate::DatabaseError;
use jiff::Timestamp;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

/// One row of an answer.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

/// A type that a column can be read as. Columns that may be NULL are read as `Option`.
pub trait FromColumn: Sized {
    /// Reads column `index` (from 0) of the row.
    fn from_column(row: &Row, index: usize) -> Result<Self, DatabaseError>;
}

impl Row {
    /// Reads column `index` (from 0).
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T, DatabaseError> {
        T::from_column(self, index)
    }
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl FromColumn for $type {
            fn from_column(row: &Row, index: usize) -> Result<Self, DatabaseError> {
                Ok(match row {
                    Row::Sqlite(row) => sqlx::Row::try_get::<$type, _>(row, index)?,
                    Row::Postgres(row) => sqlx::Row::try_get::<$type, _>(row, index)?,
                })
            }
        }

        impl FromColumn for Option<$type> {
            fn from_column(row: &Row, index: usize) -> Result<Self, DatabaseError> {
                Ok(match row {
                    Row::Sqlite(row) => sqlx::Row::try_get::<Option<$type>, _>(row, index)?,
                    Row::Postgres(row) => sqlx::Row::try_get::<Option<$type>, _>(row, index)?,
                })
            }
        }
    )*};
}

plain!(String, i64, f64, bool, Vec<u8>);

fn wrong(index: usize, problem: impl ToString) -> DatabaseError {
    DatabaseError::Column { index, problem: problem.to_string() }
}

impl FromColumn for Option<[u8; 16]> {
    fn from_column(row: &Row, index: usize) -> Result<Self, DatabaseError> {
        match row {
            Row::Sqlite(row) => {
                let bytes: Option<Vec<u8>> = sqlx::Row::try_get(row, index)?;
                bytes.map(|b| <[u8; 16]>::try_from(b).map_err(|_| wrong(index, "not 16 bytes"))).transpose()
            }
            Row::Postgres(row) => Ok(sqlx::Row::try_get::<Option<Uuid>, _>(row, index)?.map(Uuid::into_bytes)),
        }
    }
}

impl FromColumn for Option<Timestamp> {
    fn from_column(row: &Row, index: usize) -> Result<Self, DatabaseError> {
        match row {
            Row::Sqlite(row) => {
                let text: Option<String> = sqlx::Row::try_get(row, index)?;
                text.map(|t| t.parse().map_err(|e: jiff::Error| wrong(index, e))).transpose()
            }
            Row::Postgres(row) => {
                let at: Option<time::OffsetDateTime> = sqlx::Row::try_get(row, index)?;
                at.map(|at| Timestamp::from_nanosecond(at.unix_timestamp_nanos()).map_err(|e| wrong(index, e))).transpose()
            }
        }
    }
}

macro_rules! required {
    ($($type:ty),*) => {$(
        impl FromColumn for $type {
            fn from_column(row: &Row, index: usize) -> Result<Self, DatabaseError> {
                Option::<$type>::from_column(row, index)?.ok_or_else(|| wrong(index, "is NULL"))
            }
        }
    )*};
}

required!([u8; 16], Timestamp);
