//! From a file to rows that are placed and staged.

use crate::App;
use crate::app::broken;
use crate::guard::Guard;
use crate::imports::placing::Placing;
use crate::imports::rows::Rows;
use crate::imports::staging::{Ids, Stager, Staging};
use crate::imports::{FileOrigin, ImportFailure, Step};
use domain::failure::Failure;
use domain::imports::{FileReading, ImportReport, MOST_REJECTIONS, Mapping, Reason, Rejection};
use intake::Outcome;
use std::collections::HashSet;
use tokio::sync::mpsc;

/// Reads a file through, places its rows and stages them; answers also what could not be read or placed.
///
/// # Errors
/// [`ImportFailure::File`] when the file turns out unusable on the way.
pub(super) async fn fill(
    app: &App,
    origin: &FileOrigin,
    rows: &Rows,
    (placing, answered): (Placing, HashSet<[u8; 16]>),
    watch: &(dyn Fn(Step) + Sync),
) -> Result<(Staging, ImportReport), ImportFailure> {
    let (send, mut progress) = mpsc::unbounded_channel();
    let (app, rows, mapping) = (app.clone(), rows.clone(), origin.mapping.clone());
    let reading = tokio::task::spawn_blocking(move || {
        let mut file =
            Filling { placing, answered, stager: Stager::new(&app)?, report: ImportReport::default(), numbers: RowNumbers::default() };
        rows.each_piece(|piece| {
            file.take(&app, &mapping, piece)?;
            // Nobody may want to know any more.
            let _ = send.send(file.report.read);
            Ok(())
        })?;
        file.report.reading = guarded(&file.placing.guard, rows.about());
        Ok((file.stager.finish(file.numbers.ids())?, file.report))
    });
    while let Some(read) = progress.recv().await {
        watch(Step::Read(read));
    }
    reading.await.map_err(broken)?
}

/// A file that is being read and placed.
struct Filling {
    placing: Placing,
    /// Contents of rows of the sender that somebody has answered about.
    answered: HashSet<[u8; 16]>,
    stager: Stager,
    report: ImportReport,
    numbers: RowNumbers,
}

/// Whether the ids of a file only number its rows. Such an id names another row in the sender's next file.
#[derive(Default)]
struct RowNumbers {
    last: u64,
    seen: u64,
    is_broken: bool,
}

impl RowNumbers {
    /// Fewer rows than this may have the sender's first ids.
    const FEWEST: u64 = 5;

    /// Looks at the id of a row, the `read`th of the file. Numbers of rows that could not be read are missing.
    fn note(&mut self, id: Option<&str>, read: u64) {
        let number = id.and_then(|id| id.trim().parse::<u64>().ok()).filter(|number| *number > self.last && *number <= read);
        match number {
            Some(number) => self.last = number,
            None => self.is_broken = true,
        }
        self.seen += 1;
    }

    fn ids(&self) -> Ids {
        if !self.is_broken && self.seen >= Self::FEWEST { Ids::Positions } else { Ids::OfRows }
    }
}

impl Filling {
    fn take(&mut self, app: &App, mapping: &Mapping, piece: Vec<Outcome>) -> Result<(), Failure> {
        if self.report.read == 0 {
            self.placing.look_at(&piece);
        }
        for outcome in piece {
            self.report.read += 1;
            let placed = match outcome {
                Outcome::Row(row) => {
                    self.numbers.note(row.source_id.as_deref(), self.report.read);
                    self.placing.place(app, row, mapping)
                }
                Outcome::Rejected(rejection) => Err(rejection),
            };
            match placed {
                Ok((row, area)) => self.stager.push(&row, area, self.answered.contains(&row.fingerprint))?,
                Err(rejection) => self.reject(rejection),
            }
        }
        Ok(())
    }

    fn reject(&mut self, rejection: Rejection) {
        let guard = &self.placing.guard;
        self.report.rejected_total += 1;
        if self.report.rejected.len() < MOST_REJECTIONS {
            // What could not be read may be anything: what seems to be personal data is not kept.
            let found = rejection.reason.detail().and_then(|text| guard.found(text)).map(Reason::PersonalData);
            let cell = rejection.cell.filter(|cell| guard.found(cell).is_none());
            let rejection = Rejection { cell, ..rejection };
            self.report.rejected.push(match found {
                Some(reason) => Rejection { reason, ..rejection },
                None => rejection,
            });
        }
    }
}

/// Names of tabs and columns that seem to hold personal data are not kept.
fn guarded(guard: &Guard, mut reading: FileReading) -> FileReading {
    let hide = |name: &mut String| {
        if guard.found(name).is_some() {
            *name = "…".to_owned();
        }
    };
    reading.sheets_read.iter_mut().for_each(|(name, _)| hide(name));
    reading.sheets_not_read.iter_mut().for_each(|(name, _)| hide(name));
    reading.gone.iter_mut().for_each(hide);
    reading
}
