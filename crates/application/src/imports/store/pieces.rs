//! Staged rows on their way into the store, a piece at a time: they are taken from their file on a thread of their own, a piece ahead.

use crate::App;
use crate::app::broken;
use crate::imports::survey::Survey;
use domain::failure::Failure;
use domain::ids::IncidentId;
use std::sync::Arc;
use storage::incidents::NewIncident;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Pieces of staged rows.
pub(super) struct Pieces<T> {
    pieces: mpsc::Receiver<Vec<T>>,
    reader: Option<JoinHandle<Result<(), Failure>>>,
}

impl<T: Send + 'static> Pieces<T> {
    /// Of the rows that become what `becomes` says, by their ordinals; others are passed over.
    fn of<P: 'static>(
        survey: &Arc<Survey>,
        most: usize,
        becomes: impl Fn(&Survey, u32) -> Option<P> + Send + 'static,
        make: impl Fn(NewIncident, P) -> T + Send + 'static,
    ) -> Self {
        let (send, pieces) = mpsc::channel(1);
        let survey = survey.clone();
        let reader = tokio::task::spawn_blocking(move || {
            let mut piece = Vec::new();
            let chosen = |ordinal: u32| becomes(&survey, ordinal);
            survey.staging.each(chosen, |row, place| {
                piece.push(make(row, place));
                // The receiver is gone when the store refused: there is no one to read on for.
                piece.len() < most || send.blocking_send(std::mem::take(&mut piece)).is_ok()
            })?;
            if !piece.is_empty() {
                let _ = send.blocking_send(piece);
            }
            Ok(())
        });
        Self { pieces, reader: Some(reader) }
    }

    /// The next piece; `None` at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<T>>, Failure> {
        if let Some(piece) = self.pieces.recv().await {
            return Ok(Some(piece));
        }
        // Silence is the end only when the reader came to it.
        if let Some(reader) = self.reader.take() {
            reader.await.map_err(broken)??;
        }
        Ok(None)
    }

    /// All of them.
    pub(super) async fn all(mut self) -> Result<Vec<T>, Failure> {
        let mut rows = Vec::new();
        while let Some(piece) = self.next().await? {
            rows.extend(piece);
        }
        Ok(rows)
    }
}

/// Rows that count, at most `most` in a piece. Their ids ascend as they come, so that each comes last in the store's index of them.
pub(super) fn counted(app: &App, survey: &Arc<Survey>, most: usize) -> Pieces<NewIncident> {
    let app = app.clone();
    let counts = |survey: &Survey, ordinal: u32| {
        let counts = !survey.outcomes.linked.contains_key(&ordinal);
        counts.then(|| survey.outcomes.ids.get(&ordinal).copied())
    };
    Pieces::of(survey, most, counts, move |row, id| NewIncident { id: id.unwrap_or_else(|| IncidentId(app.new_id())), ..row })
}

/// Which sources are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Targets {
    /// All.
    All,
    /// Those of incidents that stand in the store or come with the list.
    Standing,
    /// Those of incidents that the import itself makes of other rows of the store.
    Made,
}

/// Rows that become sources, with the incident that each is a source of; at most `most` in a piece.
pub(super) fn sources(survey: &Arc<Survey>, most: usize, targets: Targets) -> Pieces<(NewIncident, IncidentId)> {
    let made = survey.outcomes.stored.made();
    let linked = move |survey: &Survey, ordinal: u32| {
        survey.outcomes.linked.get(&ordinal).copied().filter(|to| match targets {
            Targets::All => true,
            Targets::Standing => !made.contains(to),
            Targets::Made => made.contains(to),
        })
    };
    Pieces::of(survey, most, linked, |row, to| (row, to))
}
