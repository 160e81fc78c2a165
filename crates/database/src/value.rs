//! Values bound to placeholders: a closed list of typed options, so that NULL keeps its type.

use jiff::Timestamp;
use sqlx::Arguments;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use uuid::Uuid;

/// A value for a placeholder.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// 16 bytes; a blob in SQLite, `uuid` in PostgreSQL.
    Uuid(Option<[u8; 16]>),
    /// Text.
    Text(Option<String>),
    /// Whole number, 64 bits.
    Int(Option<i64>),
    /// Floating-point number.
    Real(Option<f64>),
    /// Truth value; 0 or 1 in SQLite.
    Bool(Option<bool>),
    /// Instant; fixed-width UTC text in SQLite, `timestamptz` in PostgreSQL, to the microsecond.
    Time(Option<Timestamp>),
    /// Bytes.
    Blob(Option<Vec<u8>>),
}

macro_rules! from {
    ($($type:ty => $variant:ident),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Value::$variant(Some(value.into()))
            }
        }

        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Value::$variant(value.map(Into::into))
            }
        }
    )*};
}

from! { [u8; 16] => Uuid, String => Text, &str => Text, i64 => Int, i32 => Int, u32 => Int, f64 => Real, bool => Bool, Timestamp => Time, Vec<u8> => Blob }

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// An instant as fixed-width text that sorts as time: `2026-11-15T22:59:00.000000Z`.
pub(crate) fn sqlite_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

fn postgres_time(at: Timestamp) -> Result<time::OffsetDateTime, BoxError> {
    // PostgreSQL keeps microseconds; cutting here makes both databases give back the same value.
    Ok(time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.as_microsecond()) * 1000)?)
}

pub(crate) fn sqlite_arguments(values: &[Value]) -> Result<SqliteArguments, BoxError> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        match value {
            Value::Uuid(v) => arguments.add(v.map(|v| v.to_vec())),
            Value::Text(v) => arguments.add(v.clone()),
            Value::Int(v) => arguments.add(*v),
            Value::Real(v) => arguments.add(*v),
            Value::Bool(v) => arguments.add(*v),
            Value::Time(v) => arguments.add(v.map(sqlite_time)),
            Value::Blob(v) => arguments.add(v.clone()),
        }?;
    }
    Ok(arguments)
}

pub(crate) fn postgres_arguments(values: &[Value]) -> Result<PgArguments, BoxError> {
    let mut arguments = PgArguments::default();
    for value in values {
        match value {
            Value::Uuid(v) => arguments.add(v.map(Uuid::from_bytes)),
            Value::Text(v) => arguments.add(v.clone()),
            Value::Int(v) => arguments.add(*v),
            Value::Real(v) => arguments.add(*v),
            Value::Bool(v) => arguments.add(*v),
            Value::Time(v) => arguments.add(v.map(postgres_time).transpose()?),
            Value::Blob(v) => arguments.add(v.clone()),
        }?;
    }
    Ok(arguments)
}
