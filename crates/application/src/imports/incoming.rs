//! A file's rows as they are compared with the store.

use crate::app::broken;
use crate::imports::staging::{Staged, Staging};
use domain::failure::Failure;
use domain::ids::{BatchId, SenderId};
use domain::imports::RowContent;
use domain::matching::{DefaultTimes, MatchRow, REACH, RowIdentity, comparable_code};
use domain::names::folded;
use domain::week::Week;
use std::collections::HashSet;
use std::sync::Arc;
use storage::incidents::NewIncident;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Minutes of a week.
const WEEK: i64 = 7 * DAY;

/// A new list before it has an identity; rows of one file are of one list.
const NEW_LIST: BatchId = BatchId([0xff; 16]);

/// A sender that the store does not know yet.
const NEW_SENDER: SenderId = SenderId([0xff; 16]);

/// A row that is about to come.
#[derive(Clone, Debug)]
pub(super) struct Arriving {
    /// What is compared.
    pub(super) row: MatchRow,
    /// Place as the list writes it.
    pub(super) place: Option<String>,
    /// Code as the list writes it.
    pub(super) code: Option<String>,
    /// SWEREF 99 TM easting and northing.
    pub(super) position: Option<[f64; 2]>,
    /// Where among the placed rows of its file, counted from 0.
    pub(super) ordinal: u32,
    /// Row of its file as a spreadsheet shows it.
    pub(super) line: u32,
}

impl Arriving {
    /// What it says to a person.
    pub(super) fn content(&self) -> RowContent {
        RowContent::of(&self.row, (self.code.as_deref(), self.place.as_deref()))
    }
}

/// A file whose rows are placed, beside what stands in the store.
pub(super) struct Incoming {
    pub(super) staging: Arc<Staging>,
    sender: SenderId,
    occupied: Days,
}

impl Incoming {
    /// `sender` is `None` when the store does not know it yet; `occupied` are the days on which rows of the store begin.
    pub(super) fn new(staging: Arc<Staging>, sender: Option<SenderId>, occupied: Vec<i64>) -> Self {
        Self { staging, sender: sender.unwrap_or(NEW_SENDER), occupied: Days::of(occupied) }
    }

    /// Ordinals of the rows that something in the store may match, by the minute in which they begin.
    pub(super) fn compared(&self) -> Vec<u32> {
        let may_match = |row: &Staged| !row.is_repeated() && (row.answered || self.occupied.near(row.minute()));
        self.staging.ordered_by(may_match, Staged::minute)
    }

    /// Minute in which a row begins.
    pub(super) fn minute(&self, ordinal: u32) -> i64 {
        self.staging.rows()[ordinal as usize].minute()
    }

    /// Those of `compared` that begin in some minutes, which are ascending.
    pub(super) fn beginning_in(&self, compared: &[u32], minutes: &[i64]) -> Vec<u32> {
        let of = |minute: i64| {
            let from = compared.partition_point(|ordinal| self.minute(*ordinal) < minute);
            compared[from..].iter().take_while(move |ordinal| self.minute(**ordinal) == minute)
        };
        minutes.iter().flat_map(|minute| of(*minute)).copied().collect()
    }

    /// Rows as they are compared.
    pub(super) async fn arriving(&self, ordinals: &[u32]) -> Result<Vec<Arriving>, Failure> {
        let (staging, sender, ordinals) = (self.staging.clone(), self.sender, ordinals.to_vec());
        let read = move || {
            let times = staging.default_times();
            ordinals.iter().map(|ordinal| Ok(arriving(*ordinal, &staging.row(*ordinal)?, (sender, times)))).collect()
        };
        tokio::task::spawn_blocking(read).await.map_err(broken)?
    }

    /// First and last minute in which a row begins.
    pub(super) fn period(&self) -> Option<(i64, i64)> {
        let minutes = || self.staging.rows().iter().map(Staged::minute);
        minutes().min().zip(minutes().max())
    }

    /// Weeks of the first and the last row.
    pub(super) fn weeks(&self) -> Option<(Week, Week)> {
        self.period().map(|(first, last)| (Week::from_index(first.div_euclid(WEEK)), Week::from_index(last.div_euclid(WEEK))))
    }

    /// Rows with an own id that begins so.
    pub(super) fn with_key<'a>(&'a self, by_key: &'a [u32], key: u32) -> &'a [u32] {
        let key_of = |ordinal: &u32| self.staging.rows()[*ordinal as usize].key();
        let from = by_key.partition_point(|ordinal| key_of(ordinal) < key);
        let to = by_key.partition_point(|ordinal| key_of(ordinal) <= key);
        &by_key[from..to]
    }
}

fn arriving(ordinal: u32, row: &NewIncident, (sender, times): (SenderId, &DefaultTimes)) -> Arriving {
    let compared = MatchRow {
        list: NEW_LIST,
        identity: RowIdentity { sender, fingerprint: row.fingerprint },
        source_id: (row.row_key != row.fingerprint).then_some(row.row_key),
        category: row.category,
        code: row.code.as_deref().map(comparable_code),
        start: row.minute(),
        end: row.end.map(|_| row.local.1.div_euclid(60)),
        count: row.count,
        district: row.district.as_ref().map(|d| d.as_str().to_owned()),
        place: row.place.as_deref().map(folded),
        has_default_time: times.has(row.minute()),
    };
    Arriving {
        row: compared,
        place: row.place.clone(),
        code: row.code.clone(),
        position: row.point.map(|p| [p.x, p.y]),
        ordinal,
        line: row.line,
    }
}

/// Days on which rows of the store begin, as a set that millions of rows fit into.
struct Days(HashSet<i64>);

impl Days {
    fn of(days: Vec<i64>) -> Self {
        Self(days.into_iter().collect())
    }

    /// Whether a row of the store begins so near that somebody may be asked about the two.
    fn near(&self, minute: i64) -> bool {
        let day = |minute: i64| minute.div_euclid(DAY);
        (day(minute - REACH)..=day(minute + REACH)).any(|day| self.0.contains(&day))
    }
}
