//! Queued work. A job is enqueued in the transaction that makes it necessary, so neither can
//! exist without the other.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{OperationalTx, ReadTx, WriteTx};
use database::{DatabaseError, Row, Statement};
use domain::ids::JobId;
use domain::jobs::{JobKind, JobState, Lane};
use jiff::Timestamp;

statements! {
    ENQUEUE = "INSERT INTO job (id, kind, payload, run_at, state, attempts) VALUES ($1, $2, $3, $4, 'waiting', 0)";
    ENQUEUE_AGAIN = "INSERT INTO job (id, kind, payload, run_at, state, attempts) VALUES ($1, $2, $3, $4, 'waiting', 0)
                     ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, run_at = excluded.run_at, state = 'waiting',
                     attempts = 0, outcome = NULL WHERE job.state = 'failed'";
    FINISH = "UPDATE job SET state = $2, outcome = $3 WHERE id = $1";
    RETRY = "UPDATE job SET state = 'waiting', run_at = $2 WHERE id = $1";
    BY_ID = "SELECT id, kind, payload, state, attempts, outcome FROM job WHERE id = $1";
    DUE = "SELECT COUNT(*) FROM job WHERE state = 'waiting' AND run_at <= $1 AND $2 LIKE '%,' || kind || ',%'";
    PUT_BACK = "UPDATE job SET state = 'waiting' WHERE state = 'running' AND $1 LIKE '%,' || kind || ',%'";
    WAITING_OF_KIND = "SELECT COUNT(*) FROM job WHERE kind = $1 AND payload = $2";
    SWEEP = "DELETE FROM job WHERE state IN ('done', 'failed') AND run_at < $1";
}

/// The kinds of lanes, as the statements look for them: `,close-week,draft-week,`.
fn kinds(lanes: &[Lane]) -> String {
    JobKind::ALL.iter().filter(|kind| lanes.contains(&kind.lane())).fold(String::from(","), |all, kind| all + kind.key() + ",")
}

/// Claiming is a fork: PostgreSQL skips rows that another worker holds, SQLite has one writer.
const CLAIM: Statement = Statement::fork(
    "UPDATE job SET state = 'running', attempts = attempts + 1, claimed_at = $1
     WHERE id = (SELECT id FROM job WHERE state = 'waiting' AND run_at <= $1 AND $2 LIKE '%,' || kind || ',%' ORDER BY run_at LIMIT 1)
     RETURNING id, kind, payload, state, attempts, outcome",
    "UPDATE job SET state = 'running', attempts = attempts + 1, claimed_at = $1
     WHERE id = (SELECT id FROM job WHERE state = 'waiting' AND run_at <= $1 AND $2 LIKE '%,' || kind || ',%' ORDER BY run_at LIMIT 1
                 FOR UPDATE SKIP LOCKED)
     RETURNING id, kind, payload, state, attempts, outcome",
);

/// The fork above, for the test that prepares every statement.
pub(crate) const FORKS: &[(&str, Statement)] = &[("CLAIM", CLAIM)];

/// A job as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// Identity.
    pub id: JobId,
    /// What to do.
    pub kind: JobKind,
    /// With what: JSON written by the use case that enqueued it.
    pub payload: String,
    /// How far it is.
    pub state: JobState,
    /// Tries so far, this one included.
    pub attempts: u32,
    /// What came of it: JSON written by the handler.
    pub outcome: Option<String>,
}

fn job(row: &Row) -> Result<JobRow, DatabaseError> {
    let kind: String = row.get(1)?;
    let state: String = row.get(3)?;
    Ok(JobRow {
        id: JobId(row.get(0)?),
        kind: JobKind::from_key(&kind).ok_or_else(|| column(1, &kind))?,
        payload: row.get(2)?,
        state: JobState::from_key(&state).ok_or_else(|| column(3, &state))?,
        attempts: u32::try_from(row.get::<i64>(4)?).unwrap_or(u32::MAX),
        outcome: row.get(5)?,
    })
}

/// Queues work, to run at `run_at` or as soon after as a worker is free; `false` when the work of
/// this id is already queued, in hand or done. Work that was given up is queued again.
pub async fn enqueue(tx: &mut WriteTx, id: JobId, kind: JobKind, payload: &str, run_at: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&ENQUEUE_AGAIN, &[id.0.into(), kind.key().into(), payload.into(), run_at.into()]).await? == 1)
}

/// Queues scheduled work unless work of the same kind and payload was ever queued.
pub async fn schedule(tx: &mut OperationalTx, id: JobId, kind: JobKind, payload: &str, run_at: Timestamp) -> Result<bool, StorageError> {
    let known: i64 = tx.0.one(&WAITING_OF_KIND, &[kind.key().into(), payload.into()], |row| row.get(0)).await?;
    if known > 0 {
        return Ok(false);
    }
    tx.0.execute(&ENQUEUE, &[id.0.into(), kind.key().into(), payload.into(), run_at.into()]).await?;
    Ok(true)
}

/// Whether any job of some lanes is due: a look that takes no writer.
pub async fn is_due(tx: &mut ReadTx, now: Timestamp, lanes: &[Lane]) -> Result<bool, StorageError> {
    let due: i64 = tx.0.one(&DUE, &[now.into(), kinds(lanes).into()], |row| row.get(0)).await?;
    Ok(due > 0)
}

/// Takes the next job of some lanes that is due, so that no other worker gets it.
pub async fn claim(tx: &mut OperationalTx, now: Timestamp, lanes: &[Lane]) -> Result<Option<JobRow>, StorageError> {
    Ok(tx.0.optional(&CLAIM, &[now.into(), kinds(lanes).into()], job).await?)
}

/// Puts back jobs of some lanes whose worker died.
pub async fn put_back(tx: &mut OperationalTx, lanes: &[Lane]) -> Result<u64, StorageError> {
    Ok(tx.0.execute(&PUT_BACK, &[kinds(lanes).into()]).await?)
}

/// Ends a job with what came of it.
pub async fn finish(tx: &mut OperationalTx, id: JobId, state: JobState, outcome: &str) -> Result<(), StorageError> {
    tx.0.execute(&FINISH, &[id.0.into(), state.key().into(), outcome.into()]).await?;
    Ok(())
}

/// Puts a job back to be tried again at `run_at`.
pub async fn retry(tx: &mut OperationalTx, id: JobId, run_at: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&RETRY, &[id.0.into(), run_at.into()]).await?;
    Ok(())
}

/// Removes ended jobs that were due before `limit`.
pub async fn sweep(tx: &mut OperationalTx, limit: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&SWEEP, &[limit.into()]).await?;
    Ok(())
}

/// One job.
pub async fn by_id(tx: &mut ReadTx, id: JobId) -> Result<Option<JobRow>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], job).await?)
}
