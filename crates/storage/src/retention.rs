//! Rules of retention, removals, and what is left of what was removed.

pub mod accounts;
pub mod due;

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::{AccountId, RetentionRunId};
use domain::retention::{Approval, RecordKind, RetentionRule, RunItem, RunState};
use jiff::Timestamp;
use jiff::civil::Date;

statements! {
    RULES = "SELECT kind, months, decision, decided_on FROM retention_rule ORDER BY kind";
    SET_RULE = "INSERT INTO retention_rule (kind, months, decision, decided_on) VALUES ($1, $2, $3, $4)
                ON CONFLICT (kind) DO UPDATE SET months = excluded.months, decision = excluded.decision, decided_on = excluded.decided_on";
    DROP_RULE = "DELETE FROM retention_rule WHERE kind = $1";
    INSERT_RUN = "INSERT INTO retention_run (id, state, proposed_at, proposed_by, added) VALUES ($1, 'proposed', $2, $3, $4)";
    INSERT_ITEM = "INSERT INTO retention_item (run_id, kind, months, decision, decided_on, cutoff, due) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    APPROVE = "INSERT INTO retention_approval (run_id, account_id, by_name, at) VALUES ($1, $2, $3, $4) ON CONFLICT (run_id, account_id) DO NOTHING";
    SET_STATE = "UPDATE retention_run SET state = $3, ended_at = $4, ended_by = $5 WHERE id = $1 AND state = $2";
    GROUND_IS_GONE = "UPDATE retention_run SET state = 'stopped', ended_at = $2, ended_by = '' WHERE id = $1 AND state IN ('proposed', 'approved')";
    RUN = "SELECT id, state, proposed_at, proposed_by, ended_at, ended_by FROM retention_run WHERE id = $1";
    RUNS = "SELECT id, state, proposed_at, proposed_by, ended_at, ended_by FROM retention_run ORDER BY added DESC LIMIT $1";
    OPEN = "SELECT COUNT(*) FROM retention_run WHERE state IN ('proposed', 'approved')";
    ITEMS = "SELECT kind, months, decision, decided_on, cutoff, due FROM retention_item WHERE run_id = $1 ORDER BY kind";
    APPROVALS = "SELECT account_id, by_name, at FROM retention_approval WHERE run_id = $1 ORDER BY at, account_id";
    BURY = "INSERT INTO tombstone (kind, record_id, recorded_on, run_id, removed_at, removed_seq) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (kind, record_id) DO NOTHING";
    BURIED = "SELECT kind, COUNT(*), MIN(recorded_on), MAX(recorded_on) FROM tombstone WHERE run_id = $1 GROUP BY kind ORDER BY kind";
}

/// A removal as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Identity.
    pub id: RetentionRunId,
    /// How far it has come.
    pub state: RunState,
    /// Proposed at.
    pub proposed_at: Timestamp,
    /// By a function.
    pub proposed_by: String,
    /// When it was done or stopped, and by whom.
    pub ended: Option<(Timestamp, String)>,
    /// What is to go.
    pub items: Vec<RunItem>,
    /// Who has approved.
    pub approvals: Vec<Approval>,
}

/// What is left of the records of a kind that one removal took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buried {
    /// Of which kind.
    pub kind: RecordKind,
    /// How many.
    pub count: u64,
    /// Day of the oldest.
    pub oldest: String,
    /// Day of the newest.
    pub newest: String,
}

fn kind(row: &Row, index: usize) -> Result<RecordKind, DatabaseError> {
    let key: String = row.get(index)?;
    RecordKind::from_key(&key).ok_or_else(|| column(index, &key))
}

fn day(row: &Row, index: usize) -> Result<Date, DatabaseError> {
    let text: String = row.get(index)?;
    text.parse().map_err(|_| column(index, &text))
}

fn rule(row: &Row) -> Result<RetentionRule, DatabaseError> {
    let months = u32::try_from(row.get::<i64>(1)?).map_err(|e| column(1, e))?;
    Ok(RetentionRule { kind: kind(row, 0)?, months, decision: row.get(2)?, decided_on: day(row, 3)? })
}

/// Every rule.
pub async fn rules(tx: &mut ReadTx) -> Result<Vec<RetentionRule>, StorageError> {
    Ok(tx.0.all(&RULES, &[], rule).await?)
}

/// Sets the rule of a kind.
pub async fn set_rule(tx: &mut WriteTx, _permit: Permit, rule: &RetentionRule) -> Result<(), StorageError> {
    let values = [rule.kind.key().into(), rule.months.into(), rule.decision.as_str().into(), rule.decided_on.to_string().into()];
    tx.0.execute(&SET_RULE, &values).await?;
    Ok(())
}

/// Takes the rule of a kind away; `false` when there was none.
pub async fn drop_rule(tx: &mut WriteTx, _permit: Permit, kind: RecordKind) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&DROP_RULE, &[kind.key().into()]).await? == 1)
}

/// Adds a removal.
pub async fn propose(tx: &mut WriteTx, _permit: Permit, id: RetentionRunId, by: &str, items: &[RunItem]) -> Result<(), StorageError> {
    let (now, seq) = (tx.now(), tx.seq());
    tx.0.execute(&INSERT_RUN, &[id.0.into(), now.into(), by.into(), seq.into()]).await?;
    for item in items {
        let RetentionRule { kind, months, decision, decided_on } = &item.rule;
        let due = i64::try_from(item.count).unwrap_or(i64::MAX);
        let values = [
            id.0.into(),
            kind.key().into(),
            (*months).into(),
            decision.as_str().into(),
            decided_on.to_string().into(),
            item.cutoff.to_string().into(),
            due.into(),
        ];
        tx.0.execute(&INSERT_ITEM, &values).await?;
    }
    Ok(())
}

/// Notes an approval; `false` when the person's is there already.
pub async fn approve(tx: &mut WriteTx, _permit: Permit, run: RetentionRunId, account: AccountId, by: &str) -> Result<bool, StorageError> {
    let now = tx.now();
    Ok(tx.0.execute(&APPROVE, &[run.0.into(), account.0.into(), by.into(), now.into()]).await? == 1)
}

/// Moves a removal on; `false` when it is no longer where it was.
pub async fn set_state(
    tx: &mut WriteTx,
    _permit: Permit,
    run: RetentionRunId,
    from: RunState,
    to: RunState,
    ended_by: Option<&str>,
) -> Result<bool, StorageError> {
    let at = ended_by.map(|_| tx.now());
    let values = [run.0.into(), from.key().into(), to.key().into(), at.into(), ended_by.map(str::to_owned).into()];
    Ok(tx.0.execute(&SET_STATE, &values).await? == 1)
}

/// Stops a removal whose approvals or rules no longer hold.
pub async fn ground_is_gone(tx: &mut WriteTx, run: RetentionRunId) -> Result<(), StorageError> {
    let now = tx.now();
    tx.0.execute(&GROUND_IS_GONE, &[run.0.into(), now.into()]).await?;
    Ok(())
}

fn run(row: &Row) -> Result<RunRow, DatabaseError> {
    let state: String = row.get(1)?;
    let ended = row.get::<Option<Timestamp>>(4)?.zip(row.get::<Option<String>>(5)?);
    Ok(RunRow {
        id: RetentionRunId(row.get(0)?),
        state: RunState::from_key(&state).ok_or_else(|| column(1, &state))?,
        proposed_at: row.get(2)?,
        proposed_by: row.get(3)?,
        ended,
        items: Vec::new(),
        approvals: Vec::new(),
    })
}

async fn filled(tx: &mut ReadTx, row: RunRow) -> Result<RunRow, StorageError> {
    let item = |row: &Row| Ok(RunItem { rule: rule(row)?, cutoff: day(row, 4)?, count: row.get::<i64>(5)?.unsigned_abs() });
    let approval = |row: &Row| Ok(Approval { account: AccountId(row.get(0)?), by: row.get(1)?, at: row.get(2)? });
    let items = tx.0.all(&ITEMS, &[row.id.0.into()], item).await?;
    let approvals = tx.0.all(&APPROVALS, &[row.id.0.into()], approval).await?;
    Ok(RunRow { items, approvals, ..row })
}

/// One removal.
pub async fn by_id(tx: &mut ReadTx, id: RetentionRunId) -> Result<Option<RunRow>, StorageError> {
    match tx.0.optional(&RUN, &[id.0.into()], run).await? {
        Some(row) => Ok(Some(filled(tx, row).await?)),
        None => Ok(None),
    }
}

/// The newest removals.
pub async fn newest(tx: &mut ReadTx, limit: u32) -> Result<Vec<RunRow>, StorageError> {
    let mut all = Vec::new();
    for row in tx.0.all(&RUNS, &[limit.into()], run).await? {
        all.push(filled(tx, row).await?);
    }
    Ok(all)
}

/// Whether a removal waits for approval or is being done.
pub async fn is_one_open(tx: &mut ReadTx) -> Result<bool, StorageError> {
    Ok(tx.0.one(&OPEN, &[], |row| row.get::<i64>(0)).await? > 0)
}

/// Leaves what is to be left of removed records.
pub async fn bury(tx: &mut WriteTx, run: RetentionRunId, kind: RecordKind, taken: &[due::Taken]) -> Result<(), StorageError> {
    let (now, seq) = (tx.now(), tx.seq());
    let mut values = Vec::with_capacity(taken.len() * 6);
    for one in taken {
        values.extend([kind.key().into(), one.record.as_str().into(), one.day.to_string().into(), run.0.into(), now.into(), seq.into()]);
    }
    tx.0.insert_many(&BURY, 6, &values).await?;
    Ok(())
}

/// What is left of the records that a removal took, by kind.
pub async fn buried(tx: &mut ReadTx, id: RetentionRunId) -> Result<Vec<Buried>, StorageError> {
    let read =
        |row: &Row| Ok(Buried { kind: kind(row, 0)?, count: row.get::<i64>(1)?.unsigned_abs(), oldest: row.get(2)?, newest: row.get(3)? });
    Ok(tx.0.all(&BURIED, &[id.0.into()], read).await?)
}
