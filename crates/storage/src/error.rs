//! What can go wrong below a use case, and how it becomes a [`Failure`].

use database::{DatabaseError, Passing};
use domain::failure::{Failure, Unavailable};

/// The store could not do it, or holds something that the code does not understand.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The form that the write comes from has been sent before.
    #[error("sent before")]
    SentBefore,
    /// A stored value that no code wrote.
    #[error("stored value not understood: {0}")]
    Stored(String),
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Database(DatabaseError::NoStore(_)) => Failure::NotFound,
            StorageError::Database(error) => match error.passing() {
                Some(Passing::Busy) => Failure::Unavailable(Unavailable::Busy(Box::new(error))),
                Some(Passing::Full) => Failure::Unavailable(Unavailable::Full(Box::new(error))),
                None => Failure::Infrastructure(Box::new(error)),
            },
            StorageError::SentBefore => Failure::Conflict("failure-sent-before"),
            other => Failure::Infrastructure(Box::new(other)),
        }
    }
}

/// For a stored key or JSON that does not fit its type.
pub(crate) fn stored(what: impl std::fmt::Display) -> StorageError {
    StorageError::Stored(what.to_string())
}

/// The same inside a row's reader, where the database's error is the only one possible.
pub(crate) fn column(index: usize, what: impl std::fmt::Display) -> DatabaseError {
    DatabaseError::Column { index, problem: format!("not understood: {what}") }
}
