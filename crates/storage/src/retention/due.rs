//! What each kind of record is to retention: which rows are due, and how one is removed or reduced.

use crate::error::StorageError;
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row, Statement, Value};
use domain::actor::Permit;
use domain::ids::{ActionId, BatchId, IncidentId, ReportId};
use domain::imports::BatchKind;
use domain::retention::RecordKind;
use domain::week::{Week, instant, local};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

macro_rules! due_texts {
    () => {
        "FROM report WHERE state IN ('accepted', 'merged', 'rejected', 'withdrawn') AND decided_at < $1
         AND (description IS NOT NULL OR immediate_action IS NOT NULL OR note IS NOT NULL OR id IN (SELECT report_id FROM photo))"
    };
}
macro_rules! due_rejected {
    () => {
        "FROM report WHERE state IN ('rejected', 'withdrawn') AND decided_at < $1"
    };
}
macro_rules! due_reports {
    () => {
        "FROM report WHERE state IN ('accepted', 'merged') AND week < $1"
    };
}
macro_rules! due_rows {
    () => {
        "FROM incident WHERE reduced IS NULL AND week < $1 AND batch_id IN (SELECT id FROM batch WHERE kind = 'incidents')"
    };
}
macro_rules! due_quiet {
    () => {
        "FROM quiet_week WHERE week < $1 AND account_id <> sender_id"
    };
}
macro_rules! due_minutes {
    () => {
        "FROM meeting_section WHERE week < $1 AND content NOT IN ('[]', '\"\"')"
    };
}

statements! {
    TEXTS_BY_WEEK = concat!("SELECT week, COUNT(*) ", due_texts!(), " GROUP BY week");
    TEXTS = concat!("SELECT id, decided_at ", due_texts!(), " ORDER BY decided_at, id LIMIT $2");
    CLEAR_TEXTS = "UPDATE report SET description = NULL, immediate_action = NULL, note = NULL WHERE id = $1";
    DELETE_PHOTO = "DELETE FROM photo WHERE report_id = $1";
    CLEAR_FEEDBACK = "UPDATE feedback SET text_sv = NULL, text_en = NULL, reason = CASE WHEN reason IS NULL THEN NULL ELSE '' END
                      WHERE report_id = $1";
    DELETE_FEEDBACK = "DELETE FROM feedback WHERE report_id = $1";
    REJECTED_BY_WEEK = concat!("SELECT week, COUNT(*) ", due_rejected!(), " GROUP BY week");
    REJECTED = concat!("SELECT id, decided_at ", due_rejected!(), " ORDER BY decided_at, id LIMIT $2");
    REPORTS_BY_WEEK = concat!("SELECT week, COUNT(*) ", due_reports!(), " GROUP BY week");
    REPORTS = concat!("SELECT id, start_at ", due_reports!(), " ORDER BY week, id LIMIT $2");
    DELETE_REPORT = "DELETE FROM report WHERE id = $1";
    REDUCE_OF_REPORTS = "UPDATE incident SET place = NULL, lon = NULL, lat = NULL, x = NULL, y = NULL, reduced = $2
                         WHERE reduced IS NULL AND week < $1 AND batch_id IN (SELECT id FROM batch WHERE kind = 'reports')";
    ROWS_BY_WEEK = concat!("SELECT week, COUNT(*) ", due_rows!(), " GROUP BY week");
    ROWS = concat!("SELECT id, start_at ", due_rows!(), " ORDER BY week, id LIMIT $2");
    REDUCE = "UPDATE incident SET place = NULL, lon = NULL, lat = NULL, x = NULL, y = NULL, reduced = $2 WHERE id = $1";
    // What other lists said of the same incidents goes when the incidents' places do.
    REDUCE_SOURCES = "UPDATE incident_source SET place = NULL, lon = NULL, lat = NULL, x = NULL, y = NULL, reduced = $2
                      WHERE reduced IS NULL AND week < $1 AND batch_id IN (SELECT id FROM batch WHERE kind = $3)";
    IMPORTS = "SELECT id, at FROM batch WHERE kind IN ('incidents', 'feed') AND at < $1 AND file_name <> '–' ORDER BY at, id LIMIT $2";
    CLEAR_IMPORT = "UPDATE batch SET file_name = '–', report = $2 WHERE id = $1";
    REPORT_OF_IMPORT = "SELECT report FROM batch WHERE id = $1";
    ACTIONS = "SELECT id, at FROM action_version WHERE removed IS NULL AND state IN ('closed', 'cancelled') AND at < $1
               AND (id IN (SELECT action_id FROM action_note) OR id IN (SELECT id FROM action_version WHERE description IS NOT NULL
                    OR expected IS NOT NULL OR measure IS NOT NULL OR COALESCE(result, '') <> '' OR COALESCE(reason, '') <> ''))
               ORDER BY at, id LIMIT $2";
    CLEAR_ACTION = "UPDATE action_version SET description = NULL, expected = NULL, measure = NULL,
                    result = CASE WHEN result IS NULL THEN NULL ELSE '' END, reason = CASE WHEN reason IS NULL THEN NULL ELSE '' END
                    WHERE id = $1";
    DELETE_NOTES = "DELETE FROM action_note WHERE action_id = $1";
    MINUTES_BY_WEEK = concat!("SELECT week, COUNT(DISTINCT week) ", due_minutes!(), " GROUP BY week");
    MINUTES = concat!("SELECT DISTINCT week ", due_minutes!(), " ORDER BY week LIMIT $2");
    QUIET_BY_WEEK = concat!("SELECT week, COUNT(DISTINCT week) ", due_quiet!(), " GROUP BY week");
    QUIET = concat!("SELECT DISTINCT week ", due_quiet!(), " ORDER BY week LIMIT $2");
    QUIET_ONCE = "DELETE FROM quiet_week WHERE week = $1 AND EXISTS (SELECT 1 FROM quiet_week q WHERE q.week = quiet_week.week
                  AND q.sender_id = quiet_week.sender_id
                  AND (q.added < quiet_week.added OR q.added = quiet_week.added AND q.account_id < quiet_week.account_id))";
    QUIET_BY_NOBODY = "UPDATE quiet_week SET account_id = sender_id WHERE week = $1";
    LETTERS = "SELECT account_id, at FROM letter_occasion WHERE at < $1 ORDER BY at LIMIT $2";
    DELETE_LETTERS = "DELETE FROM letter_occasion WHERE at < $1";
    CLEAR_MINUTES = "UPDATE meeting_section SET content = CASE section WHEN 'communication' THEN '\"\"' ELSE '[]' END WHERE week = $1";
}

/// A record that was removed or reduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its id, or its week.
    pub record: String,
    /// Its day.
    pub day: Date,
}

/// Records of a kind that are due, by week.
pub type ByWeek = BTreeMap<Week, u64>;

/// What a kind's cutoff is to its rows: the first week, or the first instant, that stays.
fn bound(kind: RecordKind, cutoff: Date) -> Value {
    match kind {
        RecordKind::Reports | RecordKind::ImportedRows | RecordKind::MeetingNotes | RecordKind::QuietWeeks => {
            Week::of_date(cutoff).index().into()
        }
        RecordKind::ReportTexts
        | RecordKind::RejectedReports
        | RecordKind::ImportReports
        | RecordKind::ActionTexts
        | RecordKind::Letters
        | RecordKind::Accounts => before(cutoff).into(),
    }
}

/// The first instant of a day: what was before goes.
pub fn before(cutoff: Date) -> Timestamp {
    instant(cutoff.at(0, 0, 0, 0))
}

fn day(at: Timestamp) -> Date {
    local(at).date()
}

/// How many records of a kind are due before a day, by week. People are no records of the tenant's store: they are in [`super::accounts`].
pub async fn by_week(tx: &mut ReadTx, kind: RecordKind, cutoff: Date) -> Result<ByWeek, StorageError> {
    let counted = match kind {
        RecordKind::ReportTexts => &TEXTS_BY_WEEK,
        RecordKind::RejectedReports => &REJECTED_BY_WEEK,
        RecordKind::Reports => &REPORTS_BY_WEEK,
        RecordKind::ImportedRows => &ROWS_BY_WEEK,
        RecordKind::MeetingNotes => &MINUTES_BY_WEEK,
        RecordKind::ImportReports => return few_by_week(tx, &IMPORTS, bound(kind, cutoff)).await,
        RecordKind::ActionTexts => return few_by_week(tx, &ACTIONS, bound(kind, cutoff)).await,
        RecordKind::QuietWeeks => &QUIET_BY_WEEK,
        // Weeks are what is counted, and what is left: a stone for each letter would tell as much as the letter's row.
        RecordKind::Letters => {
            return Ok(few_by_week(tx, &LETTERS, bound(kind, cutoff)).await?.into_keys().map(|week| (week, 1)).collect());
        }
        RecordKind::Accounts => return Ok(ByWeek::new()),
    };
    let read = |row: &Row| Ok((Week::from_index(row.get(0)?), row.get::<i64>(1)?.unsigned_abs()));
    Ok(tx.0.all(counted, &[bound(kind, cutoff)], read).await?.into_iter().collect())
}

/// The same for kinds of which there are few, and whose rows know no week.
async fn few_by_week(tx: &mut ReadTx, due: &Statement, bound: Value) -> Result<ByWeek, StorageError> {
    let mut weeks = ByWeek::new();
    for at in tx.0.all(due, &[bound, i64::MAX.into()], |row| row.get::<Timestamp>(1)).await? {
        *weeks.entry(Week::of(at)).or_default() += 1;
    }
    Ok(weeks)
}

/// Removes or reduces at most `limit` records of a kind that are due before a day; answers which. Nothing
/// left to answer means that none is due.
pub async fn take(tx: &mut WriteTx, _permit: Permit, kind: RecordKind, cutoff: Date, limit: u32) -> Result<Vec<Taken>, StorageError> {
    let values = [bound(kind, cutoff), limit.into()];
    match kind {
        RecordKind::ReportTexts => {
            each(tx, &TEXTS, &values, &[&CLEAR_TEXTS, &CLEAR_FEEDBACK, &DELETE_PHOTO], |id| ReportId(id).to_string()).await
        }
        RecordKind::RejectedReports => {
            each(tx, &REJECTED, &values, &[&DELETE_PHOTO, &DELETE_REPORT, &DELETE_FEEDBACK], |id| ReportId(id).to_string()).await
        }
        RecordKind::Reports => {
            let taken =
                each(tx, &REPORTS, &values, &[&DELETE_PHOTO, &DELETE_REPORT, &DELETE_FEEDBACK], |id| ReportId(id).to_string()).await?;
            // What they counted stays counted; place and point go with them, of superseded rows too.
            let seq = tx.seq();
            tx.0.execute(&REDUCE_OF_REPORTS, &[bound(kind, cutoff), seq.into()]).await?;
            tx.0.execute(&REDUCE_SOURCES, &[bound(kind, cutoff), seq.into(), BatchKind::Reports.key().into()]).await?;
            Ok(taken)
        }
        RecordKind::ImportedRows => {
            let seq = tx.seq();
            let found = tx.0.all(&ROWS, &values, of_instant).await?;
            for (id, _) in &found {
                tx.0.execute(&REDUCE, &[(*id).into(), seq.into()]).await?;
            }
            tx.0.execute(&REDUCE_SOURCES, &[bound(kind, cutoff), seq.into(), BatchKind::Incidents.key().into()]).await?;
            Ok(found.into_iter().map(|(id, at)| Taken { record: IncidentId(id).to_string(), day: day(at) }).collect())
        }
        RecordKind::ImportReports => {
            let found = tx.0.all(&IMPORTS, &values, of_instant).await?;
            for (id, _) in &found {
                let report: String = tx.0.one(&REPORT_OF_IMPORT, &[(*id).into()], |row| row.get(0)).await?;
                let counts = crate::batches::without_rows(&report)?;
                tx.0.execute(&CLEAR_IMPORT, &[(*id).into(), counts.into()]).await?;
            }
            Ok(found.into_iter().map(|(id, at)| Taken { record: BatchId(id).to_string(), day: day(at) }).collect())
        }
        RecordKind::ActionTexts => each(tx, &ACTIONS, &values, &[&CLEAR_ACTION, &DELETE_NOTES], |id| ActionId(id).to_string()).await,
        RecordKind::MeetingNotes => {
            let weeks = tx.0.all(&MINUTES, &values, |row| row.get::<i64>(0)).await?;
            for week in &weeks {
                tx.0.execute(&CLEAR_MINUTES, &[(*week).into()]).await?;
            }
            Ok(weeks.into_iter().map(Week::from_index).map(of_week).collect())
        }
        RecordKind::QuietWeeks => {
            let weeks = tx.0.all(&QUIET, &values, |row| row.get::<i64>(0)).await?;
            for week in &weeks {
                // What an organisation said first stays, so that earlier pictures read the same.
                tx.0.execute(&QUIET_ONCE, &[(*week).into()]).await?;
                tx.0.execute(&QUIET_BY_NOBODY, &[(*week).into()]).await?;
            }
            Ok(weeks.into_iter().map(Week::from_index).map(of_week).collect())
        }
        RecordKind::Letters => {
            let weeks = few_by_week(tx, &LETTERS, values[0].clone()).await?;
            tx.0.execute(&DELETE_LETTERS, &values[..1]).await?;
            Ok(weeks.into_keys().map(of_week).collect())
        }
        RecordKind::Accounts => Ok(Vec::new()),
    }
}

fn of_week(week: Week) -> Taken {
    Taken { record: week.to_string(), day: week.monday() }
}

fn of_instant(row: &Row) -> Result<([u8; 16], Timestamp), DatabaseError> {
    Ok((row.get(0)?, row.get(1)?))
}

/// Runs statements on the id of each row that is due.
async fn each(
    tx: &mut WriteTx,
    due: &Statement,
    values: &[Value],
    doing: &[&Statement],
    name: impl Fn([u8; 16]) -> String,
) -> Result<Vec<Taken>, StorageError> {
    let found = tx.0.all(due, values, of_instant).await?;
    for (id, _) in &found {
        for statement in doing {
            tx.0.execute(statement, &[(*id).into()]).await?;
        }
    }
    Ok(found.into_iter().map(|(id, at)| Taken { record: name(id), day: day(at) }).collect())
}
