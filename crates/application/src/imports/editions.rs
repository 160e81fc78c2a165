//! What comes, changes and goes when a list takes the place of an earlier one.

use crate::imports::comparing::Outcomes;
use crate::imports::incoming::{Arriving, Incoming};
use crate::imports::staging::Staged;
use domain::failure::Failure;
use domain::ids::BatchId;
use domain::imports::{ChangedRow, GoneRow, MOST_REJECTIONS, RowContent};
use domain::week::clock_instant;
use std::collections::{BTreeMap, HashMap};
use storage::ReadTx;
use storage::sources::StoredRow;

/// Rows of a file beside those of the list that it takes the place of. A row that only changed neither comes nor goes, but `gone` has all
/// rows that no longer count as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// How many rows come.
    pub come_total: u64,
    /// The first of them, with their rows of the file.
    pub come: Vec<(u32, RowContent)>,
    /// How many rows change.
    pub changed_total: u64,
    /// The first of them.
    pub changed: Vec<ChangedRow>,
    /// The first of the rows that no longer count as they were.
    pub gone: Vec<GoneRow>,
    /// How many rows go and are not among the new ones in other words.
    pub go_total: u64,
    /// The first of them.
    pub go: Vec<GoneRow>,
}

impl Changes {
    /// Those that an import makes which replaces `list`.
    pub(super) async fn of(tx: &mut ReadTx, file: &Incoming, outcomes: &Outcomes, list: BatchId) -> Result<Self, Failure> {
        let files = older_files(tx, &outcomes.stored.gone, list).await?;
        let gone_row = |row: &StoredRow| gone(row, files.get(&row.row.list).cloned());
        let all = file.staging.ordered_by(|row| !row.is_repeated(), Staged::minute);
        let open: Vec<u32> = all.into_iter().filter(|ordinal| !outcomes.linked.contains_key(ordinal)).collect();
        let mut left: Vec<Option<&StoredRow>> = outcomes.stored.gone.iter().map(Some).collect();
        let earlier = Earlier::of(&outcomes.stored.gone);
        let mut changes = Self::default();
        for piece in open.chunks(PIECE) {
            for new in file.arriving(piece).await? {
                match earlier.of_row(&new, &left).and_then(|at| left[at].take()) {
                    Some(row) => changes.note_change(&new, row),
                    None => changes.note_new(&new),
                }
            }
        }
        let go: Vec<&StoredRow> = left.into_iter().flatten().collect();
        changes.go_total = go.len() as u64;
        changes.go = go.into_iter().take(MOST_REJECTIONS).map(gone_row).collect();
        changes.gone = outcomes.stored.gone.iter().take(MOST_REJECTIONS).map(gone_row).collect();
        changes.come.sort_by_key(|(row, _)| *row);
        changes.changed.sort_by_key(|change| change.row);
        Ok(changes)
    }

    fn note_change(&mut self, new: &Arriving, earlier: &StoredRow) {
        self.changed_total += 1;
        if self.changed.len() < MOST_REJECTIONS {
            self.changed.push(ChangedRow { row: new.line, earlier_row: earlier.line, earlier: earlier.content(), new: new.content() });
        }
    }

    fn note_new(&mut self, new: &Arriving) {
        self.come_total += 1;
        if self.come.len() < MOST_REJECTIONS {
            self.come.push((new.line, new.content()));
        }
    }
}

/// Rows read from the file at a time.
const PIECE: usize = 1000;

/// Rows that go, by what a row that only changed has in common with them.
struct Earlier {
    by_id: HashMap<[u8; 16], Vec<usize>>,
    by_time: BTreeMap<(i64, &'static str), Vec<usize>>,
}

impl Earlier {
    fn of(rows: &[StoredRow]) -> Self {
        let mut found = Self { by_id: HashMap::new(), by_time: BTreeMap::new() };
        for (at, row) in rows.iter().enumerate() {
            if let Some(id) = row.row.source_id {
                found.by_id.entry(id).or_default().push(at);
            }
            found.by_time.entry((row.row.start, row.row.category.code())).or_default().push(at);
        }
        found
    }

    /// The row that a new one replaces: that with its id, of several the one with its category; or one of its minute and category, unless
    /// both have ids.
    fn of_row(&self, new: &Arriving, left: &[Option<&StoredRow>]) -> Option<usize> {
        let free = |at: &&usize| left[**at].is_some();
        let category = |at: usize| left[at].map(|row| row.row.category);
        let same_id = new.row.source_id.and_then(|id| self.by_id.get(&id));
        let by_id = same_id.into_iter().flatten().filter(free).min_by_key(|at| category(**at) != Some(new.row.category));
        let may_replace = |at: &&usize| left[**at].is_some_and(|row| row.row.source_id.is_none() || new.row.source_id.is_none());
        let same_time = self.by_time.get(&(new.row.start, new.row.category.code()));
        by_id.or_else(|| same_time.into_iter().flatten().find(may_replace)).copied()
    }
}

/// Names of the files of rows that go though they are of an older list than the replaced one.
async fn older_files(tx: &mut ReadTx, rows: &[StoredRow], list: BatchId) -> Result<BTreeMap<BatchId, String>, Failure> {
    let mut files = BTreeMap::new();
    for row in rows.iter().filter(|row| row.row.list != list) {
        if !files.contains_key(&row.row.list)
            && let Some(batch) = storage::batches::by_id(tx, row.row.list).await?
        {
            files.insert(row.row.list, batch.batch.file_name);
        }
    }
    Ok(files)
}

fn gone(row: &StoredRow, file: Option<String>) -> GoneRow {
    GoneRow {
        row: row.line,
        file,
        start: clock_instant(row.row.start * 60),
        category: row.row.category,
        district: row.row.district.clone(),
        place: row.place.clone(),
    }
}
