//! The rows of a file, read from the beginning each time they are asked for.

use crate::app::broken;
use crate::imports::ImportFailure;
use crate::imports::incidents::Columns;
use domain::imports::FileReading;
use intake::{Outcome, Refused, Table};
use jiff::Timestamp;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Rows handed over at a time between the reader's thread and the store.
const PIECE: usize = 1000;

/// Takes one row; says whether to go on.
type Sink<'a> = &'a mut dyn FnMut(Outcome) -> ControlFlow<()>;

/// Goes through all rows.
type ReadAll = dyn Fn(Sink<'_>) -> Result<(), Refused> + Send + Sync;

/// The rows of a file. An import goes through them twice, first to find out what they would do to the store and then to add them: a
/// file is never kept in memory, and nothing waits for it while it is read.
#[derive(Clone)]
pub struct Rows {
    read: Arc<ReadAll>,
    /// What was read beside the rows, known when they have been gone through once.
    about: Arc<Mutex<FileReading>>,
}

impl Rows {
    /// Those of a table, understood by a mapping. `now` bounds what can have happened.
    pub(super) fn of_table(table: Table, columns: Columns, now: Timestamp) -> Self {
        let about = Arc::new(Mutex::new(FileReading::default()));
        let noted = about.clone();
        let read = move |sink: Sink<'_>| {
            let summary = table.rows(&columns.mapping, now, sink)?;
            let reading = FileReading { gone: columns.gone.clone(), ..summary.reading };
            *noted.lock().unwrap_or_else(PoisonError::into_inner) = reading;
            Ok(())
        };
        Self { read: Arc::new(read), about }
    }

    /// What was read of the file beside its rows.
    pub(super) fn about(&self) -> FileReading {
        self.about.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Those that a function hands over.
    #[cfg(test)]
    pub(super) fn by(read: impl Fn(Sink<'_>) -> Result<(), Refused> + Send + Sync + 'static) -> Self {
        Self { read: Arc::new(read), about: Arc::default() }
    }

    /// Rows that are read already: the practice municipality's.
    pub fn of(rows: Vec<Outcome>) -> Self {
        let read = move |sink: Sink<'_>| {
            for row in &rows {
                if sink(row.clone()).is_break() {
                    break;
                }
            }
            Ok(())
        };
        Self { read: Arc::new(read), about: Arc::default() }
    }

    /// Starts at the first row.
    pub(super) fn read(&self) -> Reading {
        let rows = self.read.clone();
        Reading::by(move |send| {
            let mut piece = Vec::with_capacity(PIECE);
            let mut sink = |outcome| {
                piece.push(outcome);
                if piece.len() < PIECE {
                    return ControlFlow::Continue(());
                }
                let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE));
                // The receiver is gone when the store refused: there is no one to read on for.
                if send.blocking_send(Ok(full)).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            let result = rows(&mut sink);
            let last = result.map(|()| piece);
            let _ = send.blocking_send(last);
        })
    }
}

/// Rows being read on a thread of their own, a few pieces ahead of the store.
pub(super) struct Reading {
    pieces: mpsc::Receiver<Result<Vec<Outcome>, Refused>>,
    reader: Option<JoinHandle<()>>,
}

impl Reading {
    fn by(read: impl FnOnce(mpsc::Sender<Result<Vec<Outcome>, Refused>>) + Send + 'static) -> Self {
        let (send, pieces) = mpsc::channel(2);
        Self { pieces, reader: Some(tokio::task::spawn_blocking(move || read(send))) }
    }

    /// The next piece, in file order; `None` at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<Outcome>>, ImportFailure> {
        if let Some(piece) = self.pieces.recv().await {
            return Ok(Some(piece?));
        }
        // Silence is the end only when the reader came to it: one that died has not read the file.
        if let Some(reader) = self.reader.take() {
            reader.await.map_err(broken)?;
        }
        Ok(None)
    }
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_that_dies_half_way_is_not_the_end_of_the_file() {
        let mut reading = Reading::by(|send| {
            assert!(send.blocking_send(Ok(Vec::new())).is_ok());
            panic!("a fault of the reader");
        });
        assert!(matches!(reading.next().await, Ok(Some(_))));
        assert!(reading.next().await.is_err());
    }
}
