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

/// What passes by itself, or with room on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    /// A lock held too long, or a database that is away or does not take writes now.
    Busy,
    /// There is no room on the disk.
    Full,
}

/// What passes, by the database's own code. SQLite's are numbers whose last byte is the kind; PostgreSQL's are five letters and digits.
fn passing_code(code: &str) -> Option<Passing> {
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const NO_MEMORY: u32 = 7;
    const READ_ONLY: u32 = 8;
    const INTERRUPTED: u32 = 9;
    const BROKEN_DISK: u32 = 10;
    const FULL: u32 = 13;
    const CANNOT_OPEN: u32 = 14;
    if let Some(kind) = code.parse::<u32>().ok().filter(|_| code.len() != 5) {
        return match kind & 0xff {
            FULL => Some(Passing::Full),
            BUSY | LOCKED | NO_MEMORY | READ_ONLY | INTERRUPTED | BROKEN_DISK | CANNOT_OPEN => Some(Passing::Busy),
            _ => None,
        };
    }
    match code {
        "53100" => Some(Passing::Full),
        // A read-only server (a standby), a conflict of writers, a deadlock, a lock not had in time, a server that starts or stops.
        "25006" | "40001" | "40P01" | "55P03" => Some(Passing::Busy),
        _ if ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) => Some(Passing::Busy),
        _ => None,
    }
}

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
    /// Part of a store cannot be read.
    #[error("{0}")]
    Damaged(String),
    /// There is no such store.
    #[error("no store named {0}")]
    NoStore(String),
}

impl DatabaseError {
    /// Whether a unique or primary key was violated.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, DatabaseError::Sqlx(sqlx::Error::Database(e)) if e.is_unique_violation())
    }

    /// What it came from, when it passes by itself or with room on the disk: the same may be tried again.
    pub fn passing(&self) -> Option<Passing> {
        match self {
            DatabaseError::Sqlx(sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Io(_)) => {
                Some(Passing::Busy)
            }
            DatabaseError::Sqlx(sqlx::Error::Database(e)) => e.code().and_then(|code| passing_code(&code)),
            DatabaseError::Sqlx(_)
            | DatabaseError::Io { .. }
            | DatabaseError::Migration(_)
            | DatabaseError::Column { .. }
            | DatabaseError::Address(_)
            | DatabaseError::Damaged(_)
            | DatabaseError::NoStore(_) => None,
        }
    }
}
