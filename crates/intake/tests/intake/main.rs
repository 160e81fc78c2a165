//! Whole files, made on the fly: the two police layouts and their mess, lists with points,
//! boundaries, the event feed, and files that were made to hurt.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod boundaries;
mod bounds;
mod lists;
mod maps;
mod photos;
mod seeds;
mod tables;
mod times;
mod words;
mod workbooks;

use domain::imports::{Mapping, Rejection};
use domain::incidents::IncomingIncident;
use intake::{Limits, Outcome, Refused, Summary, Table, open};
use jiff::Timestamp;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder of its own, and a file in it.
struct File {
    _folder: TempDir,
    path: PathBuf,
}

impl File {
    fn new(content: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // No reader may look at the name.
        let path = folder.path().join("file.bin");
        std::fs::write(&path, content).unwrap();
        Self { _folder: folder, path }
    }

    fn open(&self) -> Result<Table, Refused> {
        open(&self.path, &Limits::default())
    }

    fn refused(&self) -> Refused {
        self.open().expect_err("refused")
    }
}

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

struct Read {
    rows: Vec<IncomingIncident>,
    rejected: Vec<Rejection>,
    summary: Summary,
}

/// Reads a list with its proposed mapping.
fn read(file: &File) -> Read {
    let table = file.open().unwrap();
    let mapping = table.propose(None).mapping;
    read_with(file, &mapping).unwrap()
}

fn read_with(file: &File, mapping: &Mapping) -> Result<Read, Refused> {
    let (mut rows, mut rejected) = (Vec::new(), Vec::new());
    let summary = file.open()?.rows(mapping, now(), &mut |outcome| {
        match outcome {
            Outcome::Row(row) => rows.push(row),
            Outcome::Rejected(rejection) => rejected.push(rejection),
        }
        ControlFlow::Continue(())
    })?;
    assert_eq!(summary.read, summary.rows + summary.rejected);
    Ok(Read { rows, rejected, summary })
}
