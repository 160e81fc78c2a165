//! Rows of a file that are placed and wait to be stored: read and placed once, kept in a file without a name until it is known what
//! becomes of each, and then taken from there.
//!
//! In memory stays what is needed to find a row again: when it begins, its content and its own id.

use crate::App;
use crate::app::broken;
use crate::imports::placing::Area;
use domain::categories::Category;
use domain::districts::{DistrictCode, Point};
use domain::failure::Failure;
use domain::ids::IncidentId;
use domain::matching::DefaultTimes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use storage::incidents::NewIncident;

/// Bytes written at a time.
const BUFFER: usize = 256 << 10;

/// What is remembered of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Staged {
    /// Where its bytes begin.
    at: u32,
    /// Beginning of its fingerprint.
    content: u32,
    /// Beginning of its key.
    key: u32,
    /// Minute in which it begins.
    minute: i32,
    /// How its district became known.
    pub(super) area: Area,
    /// Whether its week's picture was published before.
    pub(super) late: bool,
    /// Whether it has the sender's own id.
    pub(super) has_id: bool,
    /// Whether an earlier row of the file is alike in everything.
    pub(super) alike: bool,
    /// Whether somebody has answered a question about a row of this content.
    pub(super) answered: bool,
}

impl Staged {
    /// Minute in which it begins, on the local clock since Monday 1970-01-05.
    pub(super) fn minute(&self) -> i64 {
        i64::from(self.minute)
    }

    /// Whether it is repeated with its id within the file: it says nothing new and is not stored.
    pub(super) fn is_repeated(&self) -> bool {
        self.alike && self.has_id
    }

    /// Beginning of its key.
    pub(super) fn key(&self) -> u32 {
        self.key
    }
}

/// The first 4 bytes of a hash: enough to look where the whole of it may be found, and a million rows remain small.
pub(super) fn beginning(hash: [u8; 16]) -> u32 {
    let [a, b, c, d, ..] = hash;
    u32::from_be_bytes([a, b, c, d])
}

/// A row as its bytes lie in the file.
#[derive(Serialize, Deserialize)]
struct Record<'a> {
    id: [u8; 16],
    row_key: [u8; 16],
    fingerprint: [u8; 16],
    category: &'a str,
    subtype: Option<&'a str>,
    district: Option<&'a str>,
    place: Option<&'a str>,
    /// Microseconds since 1970, as the store keeps them.
    start: i64,
    end: Option<i64>,
    local: (i64, i64),
    hour_of_week: usize,
    /// Longitude, latitude, easting, northing.
    point: Option<[f64; 4]>,
    count: u32,
    late: bool,
    line: u32,
    code: Option<&'a str>,
}

impl<'a> Record<'a> {
    fn of(row: &'a NewIncident) -> Self {
        Self {
            id: row.id.0,
            row_key: row.row_key,
            fingerprint: row.fingerprint,
            category: row.category.code(),
            subtype: row.subtype.as_deref(),
            district: row.district.as_ref().map(DistrictCode::as_str),
            place: row.place.as_deref(),
            start: row.start.as_microsecond(),
            end: row.end.map(Timestamp::as_microsecond),
            local: row.local,
            hour_of_week: row.hour_of_week,
            point: row.point.map(|p| [p.lon, p.lat, p.x, p.y]),
            count: row.count,
            late: row.late,
            line: row.line,
            code: row.code.as_deref(),
        }
    }

    fn row(self) -> Result<NewIncident, Failure> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(NewIncident {
            id: IncidentId(self.id),
            row_key: self.row_key,
            fingerprint: self.fingerprint,
            category: self.category.parse::<Category>().map_err(|_| broken("a staged row has no category"))?,
            subtype: owned(self.subtype),
            district: owned(self.district).map(DistrictCode),
            place: owned(self.place),
            start: Timestamp::from_microsecond(self.start).map_err(broken)?,
            end: self.end.map(Timestamp::from_microsecond).transpose().map_err(broken)?,
            local: self.local,
            hour_of_week: self.hour_of_week,
            point: self.point.map(|[lon, lat, x, y]| Point { lon, lat, x, y }),
            count: self.count,
            late: self.late,
            line: self.line,
            code: owned(self.code),
            report: None,
        })
    }
}

/// Writes placed rows down.
pub(super) struct Stager {
    out: BufWriter<File>,
    at: u32,
    rows: Vec<Staged>,
    bytes: Vec<u8>,
}

impl Stager {
    /// Begins with no row. The file lies beside the stores and has no name: whatever happens, nothing of it is left behind.
    pub(super) fn new(app: &App) -> Result<Self, Failure> {
        let file = tempfile::tempfile_in(app.data()).map_err(broken)?;
        Ok(Self { out: BufWriter::with_capacity(BUFFER, file), at: 0, rows: Vec::new(), bytes: Vec::new() })
    }

    /// Adds a row at the end.
    pub(super) fn push(&mut self, row: &NewIncident, area: Area, answered: bool) -> Result<(), Failure> {
        self.bytes = postcard::to_extend(&Record::of(row), std::mem::take(&mut self.bytes)).map_err(broken)?;
        self.out.write_all(&self.bytes).map_err(broken)?;
        self.rows.push(Staged {
            at: self.at,
            content: beginning(row.fingerprint),
            key: beginning(row.row_key),
            minute: i32::try_from(row.minute()).map_err(broken)?,
            area,
            late: row.late,
            has_id: row.row_key != row.fingerprint,
            alike: false,
            answered,
        });
        // A file may have 400 MiB when it is read, so that this is never reached.
        self.at =
            u32::try_from(self.bytes.len()).ok().and_then(|more| self.at.checked_add(more)).ok_or_else(|| broken("too much to stage"))?;
        self.bytes.clear();
        Ok(())
    }

    /// All rows are there. `ids` says what their ids are worth.
    pub(super) fn finish(mut self, ids: Ids) -> Result<Staging, Failure> {
        let file = self.out.into_inner().map_err(|e| broken(e.into_error()))?;
        if ids == Ids::Positions {
            self.rows.iter_mut().for_each(|row| (row.has_id, row.key) = (false, row.content));
        }
        let mut staging = Staging { file, end: self.at, rows: self.rows, ids, default_times: DefaultTimes::default() };
        for ordinal in staging.repetitions()? {
            staging.rows[ordinal as usize].alike = true;
        }
        staging.default_times = DefaultTimes::of(staging.rows.iter().filter(|row| !row.is_repeated()).map(Staged::minute));
        Ok(staging)
    }
}

/// All placed rows of a file, by their ordinal: the first is 0.
pub(super) struct Staging {
    file: File,
    end: u32,
    rows: Vec<Staged>,
    ids: Ids,
    default_times: DefaultTimes,
}

/// What the ids of a file's rows are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ids {
    /// A row has the same id in the sender's next list.
    OfRows,
    /// They only number the rows of this file: 1, 2, 3.
    Positions,
}

impl Staging {
    /// Times of day that the file fills in.
    pub(super) fn default_times(&self) -> &DefaultTimes {
        &self.default_times
    }

    /// What is remembered of each row.
    pub(super) fn rows(&self) -> &[Staged] {
        &self.rows
    }

    /// Ordinals of the rows that some condition chooses, by what `key` says of them.
    pub(super) fn ordered_by<K: Ord>(&self, chosen: impl Fn(&Staged) -> bool, key: impl Fn(&Staged) -> K) -> Vec<u32> {
        let all = (0u32..).zip(&self.rows);
        let mut ordinals: Vec<u32> = all.filter(|(_, row)| chosen(row)).map(|(ordinal, _)| ordinal).collect();
        ordinals.sort_unstable_by_key(|ordinal| (key(&self.rows[*ordinal as usize]), *ordinal));
        ordinals
    }

    /// One row. Blocks.
    pub(super) fn row(&self, ordinal: u32) -> Result<NewIncident, Failure> {
        let at = |index: usize| self.rows.get(index).map_or(self.end, |row| row.at);
        let (from, to) = (at(ordinal as usize), at(ordinal as usize + 1));
        let mut bytes = vec![0; (to - from) as usize];
        let mut file = &self.file;
        file.seek(SeekFrom::Start(u64::from(from))).map_err(broken)?;
        file.read_exact(&mut bytes).map_err(broken)?;
        let row = postcard::from_bytes::<Record<'_>>(&bytes).map_err(broken)?.row()?;
        Ok(match self.ids {
            Ids::OfRows => row,
            Ids::Positions => NewIncident { row_key: row.fingerprint, ..row },
        })
    }

    /// Hands over the rows that are stored and that `chosen` says something of, until `take` wants no more: in the order in which they
    /// begin, for then they come side by side in the store too. Blocks.
    pub(super) fn each<P>(&self, chosen: impl Fn(u32) -> Option<P>, mut take: impl FnMut(NewIncident, P) -> bool) -> Result<(), Failure> {
        for ordinal in self.ordered_by(|row| !row.is_repeated(), Staged::minute) {
            let Some(about) = chosen(ordinal) else { continue };
            if !take(self.row(ordinal)?, about) {
                break;
            }
        }
        Ok(())
    }

    /// Rows that are alike in everything with an earlier one.
    fn repetitions(&self) -> Result<Vec<u32>, Failure> {
        let content = |ordinal: &u32| self.rows[*ordinal as usize].content;
        let mut found = Vec::new();
        for run in self.ordered_by(|_| true, |row| row.content).chunk_by(|a, b| content(a) == content(b)).filter(|run| run.len() > 1) {
            let mut seen = HashSet::new();
            for ordinal in run {
                if !seen.insert(self.row(*ordinal)?.fingerprint) {
                    found.push(*ordinal);
                }
            }
        }
        Ok(found)
    }
}
