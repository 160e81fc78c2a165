//! Pools, transactions, values and migrations over SQLite and PostgreSQL. The only user of sqlx.
//!
//! One text of SQL runs on both ([`Statement`]); a [`Server`] opens [`Store`]s by name (one for the
//! directory, one for each tenant) and a [`Transaction`] can reach only its own store: one file
//! with SQLite, one schema with PostgreSQL.

pub mod foreign;
mod migrate;
mod row;
mod server;
mod statement;
mod transaction;
mod value;

pub use migrate::{Migration, MigrationFailure};
pub use row::{FromColumn, Row};
pub use server::{Server, ServerConfig, Store, StoreName};
pub use statement::Statement;
pub use transaction::Transaction;
pub use value::Value;

/// Something failed in or below the database.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The database refused or broke.
    #[error(transparent)]
    Sqlx(#[from] sqlx::Error),
    /// A file or folder could not be used.
    #[error("{path}: {source}")]
    Io {
        /// What was tried.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A migration did not go through.
    #[error(transparent)]
    Migration(#[from] MigrationFailure),
    /// A column held something else than the code expects.
    #[error("column {index}: {problem}")]
    Column {
        /// Position in the row, from 0.
        index: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// The address of the database cannot be used.
    #[error("{0}")]
    Address(String),
    /// There is no such store.
    #[error("no store named {0}")]
    NoStore(String),
}

impl DatabaseError {
    /// Whether a unique or primary key was violated.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, DatabaseError::Sqlx(sqlx::Error::Database(e)) if e.is_unique_violation())
    }

    /// Whether it came from a full disk, a lock held too long or a lost connection: try again.
    pub fn is_passing(&self) -> bool {
        match self {
            DatabaseError::Sqlx(sqlx::Error::PoolTimedOut | sqlx::Error::Io(_)) => true,
            // SQLite: 5 busy, 13 full. PostgreSQL: serialization failure, deadlock, shutdown.
            DatabaseError::Sqlx(sqlx::Error::Database(e)) => {
                e.code().is_some_and(|c| matches!(&*c, "5" | "13" | "517" | "40001" | "40P01" | "57P01"))
            }
            DatabaseError::Sqlx(_)
            | DatabaseError::Io { .. }
            | DatabaseError::Migration(_)
            | DatabaseError::Column { .. }
            | DatabaseError::Address(_)
            | DatabaseError::NoStore(_) => false,
        }
    }
}
