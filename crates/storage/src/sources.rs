//! What several lists say of one incident: the rows in force, the sources beside the row that counts, and what people answered.

use crate::error::{StorageError, column};
use crate::incidents::{NewIncident, content};
use crate::statements;
use crate::stores::{OperationalTx, ReadTx, WriteTx};
use database::{DatabaseError, Row, Value};
use domain::actor::Permit;
use domain::categories::Category;
use domain::ids::{BatchId, IncidentId, ReportId, SenderId};
use domain::imports::{BatchState, RowContent};
use domain::matching::{Answers, DefaultTimes, MatchRow, RowIdentity, comparable_code};
use domain::week::Week;
use jiff::Timestamp;

/// What is read of a row to compare it, in the order in which [`stored`] reads it.
macro_rules! compared {
    () => {
        "batch_id, sender_id, row_key, fingerprint, category, code, local_start, CASE WHEN end_at IS NULL THEN NULL ELSE local_end END, count, \
         district, place, line, added, report_id, x, y, \
         CAST(CASE WHEN EXISTS (SELECT 1 FROM default_time t WHERE t.list_id = batch_id AND t.minute_of_day = minute % 1440) THEN 1 ELSE 0 END AS BIGINT), \
         CAST(CASE WHEN reduced IS NULL THEN 0 ELSE 1 END AS BIGINT)"
    };
}

/// Condition that leaves out rows of a long list that is still being added.
macro_rules! arrived {
    () => {
        "batch_id NOT IN (SELECT b.id FROM batch b WHERE b.state = 'arriving')"
    };
}

/// Values of one row in [`INSERT`].
const COLUMNS: usize = 26;

statements! {
    INSERT = concat!("INSERT INTO incident_source (id, incident_id, added, ", content!(), ")
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)");
    COUNTED = concat!("SELECT id, NULL, ", compared!(), ", (SELECT b.state FROM batch b WHERE b.id = batch_id) FROM incident
               WHERE removed IS NULL AND minute >= $1 AND minute <= $2 AND ", arrived!());
    LINKED = concat!("SELECT id, incident_id, ", compared!(), ", 'active' FROM incident_source
              WHERE removed IS NULL AND minute >= $1 AND minute <= $2 AND ", arrived!());
    DAYS = concat!("SELECT DISTINCT minute / 1440 FROM incident WHERE removed IS NULL AND ", arrived!(), "
            UNION SELECT DISTINCT minute / 1440 FROM incident_source WHERE removed IS NULL AND ", arrived!());
    REMOVE_ARRIVING = "DELETE FROM incident_source WHERE id IN (SELECT s.id FROM incident_source s JOIN batch b ON b.id = s.batch_id
                       WHERE s.batch_id = $1 AND b.state = 'arriving' LIMIT $2)";
    CHANGED = "SELECT minute FROM incident WHERE (added > $1 OR removed > $1) AND batch_id <> $2
               UNION SELECT minute FROM incident_source WHERE (added > $1 OR removed > $1) AND batch_id <> $2";
    MINUTES_OF_BATCH = "SELECT minute FROM incident WHERE batch_id = $1 AND removed IS NULL
                        UNION SELECT minute FROM incident_source WHERE batch_id = $1 AND removed IS NULL";
    COUNTED_BEFORE = concat!("SELECT id, NULL, ", compared!(), ", 'active' FROM incident WHERE batch_id = $1 AND added < $2 AND removed >= $2");
    LINKED_BEFORE = concat!("SELECT id, incident_id, ", compared!(), ", 'active' FROM incident_source
                     WHERE batch_id = $1 AND added < $2 AND removed >= $2");
    COUNTED_WITH_ID = concat!("SELECT id, NULL, ", compared!(), ", (SELECT b.state FROM batch b WHERE b.id = batch_id) FROM incident
                       WHERE removed IS NULL AND week >= $1 AND week <= $2 AND row_key <> fingerprint AND report_id IS NULL
                       AND ", arrived!());
    LINKED_WITH_ID = concat!("SELECT id, incident_id, ", compared!(), ", 'active' FROM incident_source
                      WHERE removed IS NULL AND week >= $1 AND week <= $2 AND row_key <> fingerprint AND report_id IS NULL
                      AND ", arrived!());
    COUNTED_BY_ID = concat!("SELECT id, NULL, ", compared!(), ", (SELECT b.state FROM batch b WHERE b.id = batch_id) FROM incident
                     WHERE removed IS NULL AND id = $1 AND ", arrived!());
    LINKED_BY_ID = concat!("SELECT id, incident_id, ", compared!(), ", 'active' FROM incident_source
                    WHERE removed IS NULL AND id = $1 AND ", arrived!());
    SOURCES_OF = concat!("SELECT id, incident_id, ", compared!(), ", 'active' FROM incident_source
                  WHERE removed IS NULL AND incident_id = $1 AND ", arrived!());
    FIRST_WEEK = "SELECT MIN(week) FROM incident WHERE removed IS NULL";
    DEFAULT_TIME = "INSERT INTO default_time (list_id, minute_of_day) VALUES ($1, $2)";
    LISTS = concat!("SELECT batch_id, CAST(SUM(n) AS BIGINT), MIN(first), MAX(last) FROM
             (SELECT batch_id, COUNT(*) AS n, MIN(minute) AS first, MAX(minute) AS last FROM incident
              WHERE removed IS NULL AND sender_id = $1 AND week >= $2 AND week <= $3 AND ", arrived!(), " GROUP BY batch_id
              UNION ALL SELECT batch_id, COUNT(*) AS n, MIN(minute) AS first, MAX(minute) AS last FROM incident_source
              WHERE removed IS NULL AND sender_id = $1 AND week >= $2 AND week <= $3 AND ", arrived!(), " GROUP BY batch_id) AS told
             GROUP BY batch_id ORDER BY batch_id");
    REPORTED = concat!("SELECT sender_id, CAST(SUM(count) AS BIGINT), MIN(week), MAX(week) FROM
                (SELECT COALESCE(joined.joined_into, i.sender_id) AS sender_id, i.id, i.count, i.week FROM incident i
                 LEFT JOIN sender joined ON joined.id = i.sender_id AND joined.joined IS NOT NULL
                 WHERE i.removed IS NULL AND i.week >= $1 AND i.week <= $2 AND i.", arrived!(), "
                 UNION SELECT COALESCE(joined.joined_into, s.sender_id) AS sender_id, i.id, i.count, i.week FROM incident_source s
                 JOIN incident i ON i.id = s.incident_id LEFT JOIN sender joined ON joined.id = s.sender_id AND joined.joined IS NOT NULL
                 WHERE s.removed IS NULL AND i.removed IS NULL AND i.week >= $1 AND i.week <= $2 AND s.", arrived!(), ") AS reported
                GROUP BY sender_id ORDER BY 2 DESC, sender_id");
    COUNTED_OF_REPORT = concat!("SELECT id, NULL, ", compared!(), ", 'active' FROM incident WHERE removed IS NULL AND minute = $2 AND report_id = $1");
    LINKED_OF_REPORT = concat!("SELECT id, incident_id, ", compared!(), ", 'active' FROM incident_source
                        WHERE removed IS NULL AND minute = $2 AND report_id = $1");
    COUNT_SOURCE = concat!("INSERT INTO incident (id, late, added, reduced, ", content!(), ")
                    SELECT $2, $3, $4, reduced, ", content!(), " FROM incident_source WHERE id = $1");
    COUNT_AGAIN = concat!("INSERT INTO incident (id, late, added, reduced, ", content!(), ")
                   SELECT $2, $3, $4, reduced, ", content!(), " FROM incident WHERE id = $1");
    LINK_INCIDENT = concat!("INSERT INTO incident_source (id, incident_id, added, reduced, ", content!(), ")
                     SELECT $2, $3, $4, reduced, ", content!(), " FROM incident WHERE id = $1");
    LINK_SOURCE = concat!("INSERT INTO incident_source (id, incident_id, added, reduced, ", content!(), ")
                   SELECT $2, $3, $4, reduced, ", content!(), " FROM incident_source WHERE id = $1");
    WITHDRAW_ONE = "UPDATE incident_source SET removed = $2 WHERE id = $1 AND removed IS NULL";
    WITHDRAW_BATCH = "UPDATE incident_source SET removed = $2 WHERE batch_id = $1 AND removed IS NULL";
    POINT_REPORT = "UPDATE report SET incident_id = $2 WHERE id = $1";
    ANSWERS = "SELECT first_sender, first_fingerprint, first_minute, second_sender, second_fingerprint, second_minute, same FROM match_answer
               WHERE removed IS NULL ORDER BY added, id";
    TAKE_ANSWER = "UPDATE match_answer SET removed = $5 WHERE first_sender = $1 AND first_fingerprint = $2 AND second_sender = $3
                   AND second_fingerprint = $4 AND removed IS NULL";
    ANSWER = "INSERT INTO match_answer (id, first_sender, first_fingerprint, first_minute, second_sender, second_fingerprint, second_minute, same,
              by_name, at, added) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}

/// Where a row stands in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredAt {
    /// As an incident, which counts unless it was withdrawn.
    Incident(IncidentId),
    /// As a source of an incident.
    Source([u8; 16], IncidentId),
}

/// A row as it is compared with others. Class B: no free text; its position is compared and never shown.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRow {
    /// Where it stands.
    pub at: StoredAt,
    /// What is compared. Its place is as the list writes it until names are folded.
    pub row: MatchRow,
    /// Place as the list writes it.
    pub place: Option<String>,
    /// Code as the list writes it; rows from before codes were kept so lack its first zeros.
    pub code: Option<String>,
    /// Row of its list.
    pub line: u32,
    /// Audit sequence number with which it came.
    pub added: i64,
    /// The report that it is.
    pub report: Option<ReportId>,
    /// SWEREF 99 TM easting and northing.
    pub position: Option<[f64; 2]>,
    /// Whether its place was removed when its time of keeping had passed.
    pub reduced: bool,
    /// Whether its list is in force.
    pub in_force: bool,
}

impl StoredRow {
    /// The incident that it is or is a source of.
    pub fn incident(&self) -> IncidentId {
        let (StoredAt::Incident(incident) | StoredAt::Source(_, incident)) = self.at;
        incident
    }

    /// What it says to a person.
    pub fn content(&self) -> RowContent {
        RowContent::of(&self.row, (self.code.as_deref(), self.place.as_deref()))
    }

    /// Its own id, as an incident or as a source.
    pub fn own_id(&self) -> IncidentId {
        match self.at {
            StoredAt::Incident(id) => id,
            StoredAt::Source(id, _) => IncidentId(id),
        }
    }
}

fn stored(row: &Row) -> Result<StoredRow, DatabaseError> {
    let id: [u8; 16] = row.get(0)?;
    let incident: Option<[u8; 16]> = row.get(1)?;
    let at = incident.map_or(StoredAt::Incident(IncidentId(id)), |to| StoredAt::Source(id, IncidentId(to)));
    let bytes = |at: usize| -> Result<[u8; 16], DatabaseError> {
        let value: Vec<u8> = row.get(at)?;
        value.try_into().map_err(|_| column(at, "key"))
    };
    let (key, fingerprint) = (bytes(4)?, bytes(5)?);
    let category: String = row.get(6)?;
    let code: Option<String> = row.get(7)?;
    let compared = MatchRow {
        list: BatchId(row.get(2)?),
        identity: RowIdentity { sender: SenderId(row.get(3)?), fingerprint },
        source_id: (key != fingerprint).then_some(key),
        category: category.parse::<Category>().map_err(|_| column(6, &category))?,
        code: code.as_deref().map(comparable_code),
        start: row.get::<i64>(8)?.div_euclid(60),
        end: row.get::<Option<i64>>(9)?.map(|end| end.div_euclid(60)),
        count: u32::try_from(row.get::<i64>(10)?).map_err(|_| column(10, "count"))?,
        district: row.get(11)?,
        place: row.get(12)?,
        has_default_time: row.get::<i64>(18)? == 1,
    };
    let state: String = row.get(20)?;
    Ok(StoredRow {
        at,
        place: compared.place.clone(),
        row: compared,
        code,
        line: u32::try_from(row.get::<i64>(13)?).map_err(|_| column(13, "line"))?,
        added: row.get(14)?,
        report: row.get::<Option<[u8; 16]>>(15)?.map(ReportId),
        position: row.get::<Option<f64>>(16)?.zip(row.get::<Option<f64>>(17)?).map(|(x, y)| [x, y]),
        reduced: row.get::<i64>(19)? == 1,
        in_force: BatchState::from_key(&state) == Some(BatchState::Active),
    })
}

/// Rows that stand in the store and begin from one minute to another, both included.
pub async fn between(tx: &mut ReadTx, first: i64, last: i64) -> Result<Vec<StoredRow>, StorageError> {
    let mut rows = tx.0.all(&COUNTED, &[first.into(), last.into()], stored).await?;
    rows.extend(tx.0.all(&LINKED, &[first.into(), last.into()], stored).await?);
    Ok(rows)
}

/// Every day on which a row begins that stands.
pub async fn days(tx: &mut ReadTx) -> Result<Vec<i64>, StorageError> {
    Ok(tx.0.all(&DAYS, &[], |row| row.get(0)).await?)
}

/// Minutes in which rows of other lists than one began or ceased to stand after the state `since`.
pub async fn changed(tx: &mut ReadTx, since: i64, batch: BatchId) -> Result<Vec<i64>, StorageError> {
    Ok(tx.0.all(&CHANGED, &[since.into(), batch.0.into()], |row| row.get(0)).await?)
}

/// Minutes in which rows of a batch begin that are in the store.
pub async fn minutes_of_batch(tx: &mut ReadTx, batch: BatchId) -> Result<Vec<i64>, StorageError> {
    Ok(tx.0.all(&MINUTES_OF_BATCH, &[batch.0.into()], |row| row.get(0)).await?)
}

/// Rows of a batch that were in force before a write and have gone with it or later.
pub async fn gone_since(tx: &mut ReadTx, batch: BatchId, write: i64) -> Result<Vec<StoredRow>, StorageError> {
    let values = [batch.0.into(), write.into()];
    let mut rows = tx.0.all(&COUNTED_BEFORE, &values, stored).await?;
    rows.extend(tx.0.all(&LINKED_BEFORE, &values, stored).await?);
    Ok(rows)
}

/// Rows of lists that carry the sender's own id, from one week to another.
pub async fn with_own_id(tx: &mut ReadTx, (from, to): (Week, Week)) -> Result<Vec<StoredRow>, StorageError> {
    let values = [from.index().into(), to.index().into()];
    let mut rows = tx.0.all(&COUNTED_WITH_ID, &values, stored).await?;
    rows.extend(tx.0.all(&LINKED_WITH_ID, &values, stored).await?);
    Ok(rows)
}

/// The row with an id, as an incident or as a source; `None` when it was withdrawn.
pub async fn by_id(tx: &mut ReadTx, id: [u8; 16]) -> Result<Option<StoredRow>, StorageError> {
    match tx.0.optional(&COUNTED_BY_ID, &[id.into()], stored).await? {
        Some(row) => Ok(Some(row)),
        None => Ok(tx.0.optional(&LINKED_BY_ID, &[id.into()], stored).await?),
    }
}

/// Rows that are sources of an incident.
pub async fn of_incident(tx: &mut ReadTx, incident: IncidentId) -> Result<Vec<StoredRow>, StorageError> {
    Ok(tx.0.all(&SOURCES_OF, &[incident.0.into()], stored).await?)
}

/// The week in which the first incident began that counts.
pub async fn first_week(tx: &mut ReadTx) -> Result<Option<Week>, StorageError> {
    let week: Option<i64> = tx.0.one(&FIRST_WEEK, &[], |row| row.get(0)).await?;
    Ok(week.map(Week::from_index))
}

/// Notes which times of day a new list fills in.
pub async fn insert_default_times(tx: &mut WriteTx, _permit: Permit, list: BatchId, times: &DefaultTimes) -> Result<(), StorageError> {
    for minute in times.minutes() {
        tx.0.execute(&DEFAULT_TIME, &[list.0.into(), minute.into()]).await?;
    }
    Ok(())
}

/// What a list has in some weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListExtent {
    /// The list.
    pub batch: BatchId,
    /// Rows.
    pub rows: u64,
    /// Minute in which its first row begins.
    pub first: i64,
    /// Minute in which its last row begins.
    pub last: i64,
}

/// What each list of a sender has from one week to another.
pub async fn lists(tx: &mut ReadTx, sender: SenderId, (from, to): (Week, Week)) -> Result<Vec<ListExtent>, StorageError> {
    let read = |row: &Row| {
        Ok(ListExtent { batch: BatchId(row.get(0)?), rows: row.get::<i64>(1)?.unsigned_abs(), first: row.get(2)?, last: row.get(3)? })
    };
    Ok(tx.0.all(&LISTS, &[sender.0.into(), from.index().into(), to.index().into()], read).await?)
}

/// How many incidents each sender has reported from one week to another, and in which weeks; the most first. An incident counts under
/// each of its sources, and what a joined sender reported under the one that it was joined with.
pub async fn reported(tx: &mut ReadTx, (from, to): (Week, Week)) -> Result<Vec<(SenderId, u64, (Week, Week))>, StorageError> {
    let read = |row: &Row| {
        let weeks = (Week::from_index(row.get(2)?), Week::from_index(row.get(3)?));
        Ok((SenderId(row.get(0)?), row.get::<i64>(1)?.unsigned_abs(), weeks))
    };
    Ok(tx.0.all(&REPORTED, &[from.index().into(), to.index().into()], read).await?)
}

/// The row that an accepted report is; `minute` is the one in which it begins.
pub async fn of_report(tx: &mut ReadTx, report: ReportId, minute: i64) -> Result<Option<StoredRow>, StorageError> {
    let values = [report.0.into(), minute.into()];
    match tx.0.optional(&COUNTED_OF_REPORT, &values, stored).await? {
        Some(row) => Ok(Some(row)),
        None => Ok(tx.0.optional(&LINKED_OF_REPORT, &values, stored).await?),
    }
}

/// Adds new rows of a list as sources of incidents.
pub async fn insert(
    tx: &mut WriteTx,
    _permit: Permit,
    list: (BatchId, SenderId),
    rows: &[(NewIncident, IncidentId)],
) -> Result<(), StorageError> {
    let seq = tx.seq();
    add(tx, list, seq, rows).await
}

/// Adds rows of a batch that is still arriving as sources. `added` is the number of the entry with which it began.
pub async fn insert_arriving(
    tx: &mut OperationalTx,
    _permit: Permit,
    list: (BatchId, SenderId),
    added: i64,
    rows: &[(NewIncident, IncidentId)],
) -> Result<(), StorageError> {
    add(tx, list, added, rows).await
}

async fn add(
    tx: &mut ReadTx,
    (batch, sender): (BatchId, SenderId),
    added: i64,
    rows: &[(NewIncident, IncidentId)],
) -> Result<(), StorageError> {
    let mut values: Vec<Value> = Vec::with_capacity(rows.len() * COLUMNS);
    for (row, incident) in rows {
        values.extend([row.id.0.into(), incident.0.into(), added.into()]);
        values.extend(row.content(batch, sender));
    }
    tx.0.insert_many(&INSERT, COLUMNS, &values).await?;
    Ok(())
}

/// Removes at most `limit` sources of a batch that never arrived; answers how many. Nobody has ever read them.
pub async fn remove_arriving(tx: &mut OperationalTx, batch: BatchId, limit: u32) -> Result<u64, StorageError> {
    Ok(tx.0.execute(&REMOVE_ARRIVING, &[batch.0.into(), limit.into()]).await?)
}

/// Makes a stored row an incident that counts. As a source it goes; an earlier incident stays as it was.
pub async fn count(tx: &mut WriteTx, _permit: Permit, row: StoredAt, new: IncidentId, late: bool) -> Result<(), StorageError> {
    let seq = tx.seq();
    let (id, statement) = match row {
        StoredAt::Source(id, _) => (id, &COUNT_SOURCE),
        StoredAt::Incident(id) => (id.0, &COUNT_AGAIN),
    };
    tx.0.execute(statement, &[id.into(), new.0.into(), late.into(), seq.into()]).await?;
    if let StoredAt::Source(id, _) = row {
        tx.0.execute(&WITHDRAW_ONE, &[id.into(), seq.into()]).await?;
    }
    Ok(())
}

/// Makes a stored row a source of an incident. What it was before goes.
pub async fn link(tx: &mut WriteTx, _permit: Permit, row: StoredAt, new: [u8; 16], to: IncidentId) -> Result<(), StorageError> {
    let seq = tx.seq();
    let (id, statement) = match row {
        StoredAt::Source(id, _) => (id, &LINK_SOURCE),
        StoredAt::Incident(id) => (id.0, &LINK_INCIDENT),
    };
    tx.0.execute(statement, &[id.into(), new.into(), to.0.into(), seq.into()]).await?;
    if let StoredAt::Source(id, _) = row {
        tx.0.execute(&WITHDRAW_ONE, &[id.into(), seq.into()]).await?;
    }
    Ok(())
}

/// Takes one row away as a source.
pub async fn withdraw(tx: &mut WriteTx, _permit: Permit, source: [u8; 16]) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&WITHDRAW_ONE, &[source.into(), seq.into()]).await?;
    Ok(())
}

/// Takes the rows of a batch away as sources; answers how many.
pub async fn withdraw_batch(tx: &mut WriteTx, _permit: Permit, batch: BatchId) -> Result<u64, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&WITHDRAW_BATCH, &[batch.0.into(), seq.into()]).await?)
}

/// Notes which incident a report counts as.
pub async fn point_report(tx: &mut WriteTx, _permit: Permit, report: ReportId, incident: IncidentId) -> Result<(), StorageError> {
    tx.0.execute(&POINT_REPORT, &[report.0.into(), incident.0.into()]).await?;
    Ok(())
}

/// An answer about a pair of rows, with the minutes in which they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// One row and its minute.
    pub first: (RowIdentity, i64),
    /// The other.
    pub second: (RowIdentity, i64),
    /// Whether they are the same incident.
    pub same: bool,
}

/// Every answer that holds.
pub async fn answers(tx: &mut ReadTx) -> Result<Vec<Answered>, StorageError> {
    let read = |row: &Row| {
        let identity = |at: usize| -> Result<RowIdentity, DatabaseError> {
            let fingerprint: Vec<u8> = row.get(at + 1)?;
            Ok(RowIdentity { sender: SenderId(row.get(at)?), fingerprint: fingerprint.try_into().map_err(|_| column(at + 1, "key"))? })
        };
        Ok(Answered { first: (identity(0)?, row.get(2)?), second: (identity(3)?, row.get(5)?), same: row.get(6)? })
    };
    Ok(tx.0.all(&ANSWERS, &[], read).await?)
}

/// The answers as matching takes them.
pub fn noted(answers: &[Answered]) -> Answers {
    let mut all = Answers::default();
    for answer in answers {
        all.note(answer.first.0, answer.second.0, answer.same);
    }
    all
}

/// Keeps an answer in the place of an earlier one about the same pair; `None` takes the earlier one back.
pub async fn answer(
    tx: &mut WriteTx,
    _permit: Permit,
    id: [u8; 16],
    pair: [(RowIdentity, i64); 2],
    by: (&str, Timestamp),
    same: Option<bool>,
) -> Result<(), StorageError> {
    let [a, b] = pair;
    let (a, b) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    let key = |r: &(RowIdentity, i64)| -> [Value; 2] { [r.0.sender.0.into(), r.0.fingerprint.to_vec().into()] };
    let [a_sender, a_print] = key(&a);
    let [b_sender, b_print] = key(&b);
    let seq = tx.seq();
    let taken = [a_sender.clone(), a_print.clone(), b_sender.clone(), b_print.clone(), seq.into()];
    tx.0.execute(&TAKE_ANSWER, &taken).await?;
    if let Some(same) = same {
        let (by, at) = by;
        let values =
            [id.into(), a_sender, a_print, a.1.into(), b_sender, b_print, b.1.into(), same.into(), by.into(), at.into(), seq.into()];
        tx.0.execute(&ANSWER, &values).await?;
    }
    Ok(())
}
