//! The rows of a file, read from the beginning each time they are asked for.

use crate::app::broken;
use crate::imports::ImportFailure;
use crate::imports::incidents::Columns;
use domain::imports::FileReading;
use intake::{Outcome, Refused, Table};
use jiff::Timestamp;
use std::ops::ControlFlow;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Rows handed over at a time.
const PIECE: usize = 1000;

/// Pieces that the reader may be ahead.
const AHEAD: usize = 2;

/// Takes one row; says whether to go on.
type Sink<'a> = &'a mut dyn FnMut(Outcome) -> ControlFlow<()>;

/// Goes through all rows.
type ReadAll = dyn Fn(Sink<'_>) -> Result<(), Refused> + Send + Sync;

/// The rows of a file, which is never kept in memory.
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

    /// Hands all rows over from the first, a piece at a time. The file is read on a thread of its own, a few pieces ahead. Blocks.
    ///
    /// # Errors
    /// What `take` answers, or [`ImportFailure::File`] when the file turns out unusable on the way.
    pub(super) fn each_piece(&self, mut take: impl FnMut(Vec<Outcome>) -> Result<(), ImportFailure>) -> Result<(), ImportFailure> {
        let (send, pieces) = sync_channel(AHEAD);
        thread::scope(|scope| {
            let reader = scope.spawn(move || self.send(&send));
            // What is left in the channel goes with it, and the reader stops when nobody takes its pieces.
            let taken = pieces.into_iter().try_for_each(&mut take);
            // Silence is the end only when the reader came to it: one that died has not read the file.
            let read = reader.join().map_err(|_| broken("the reader of an import has died"))?;
            taken?;
            Ok(read?)
        })
    }

    fn send(&self, pieces: &SyncSender<Vec<Outcome>>) -> Result<(), Refused> {
        let mut piece = Vec::with_capacity(PIECE);
        (self.read)(&mut |outcome| {
            piece.push(outcome);
            if piece.len() < PIECE {
                return ControlFlow::Continue(());
            }
            let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE));
            if pieces.send(full).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        // Nobody takes the last piece when an earlier one was refused.
        let _ = pieces.send(piece);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_dies_half_way_is_not_the_end_of_the_file() {
        let rows = Rows::by(|_| panic!("a fault of the reader"));
        assert!(rows.each_piece(|_| Ok(())).is_err());
    }
}
