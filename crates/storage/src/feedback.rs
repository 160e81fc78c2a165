//! What reporters are told of their reports. It knows the report, never the reporter.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::feedback::{FeedbackItem, FeedbackKind, FeedbackState, Refusal};
use domain::ids::{AccountId, ActionId, FeedbackId, ReportId};
use domain::week::Week;
use jiff::Timestamp;

/// Every column, in the order that `item` reads them.
macro_rules! columns {
    () => {
        "f.id, f.report_id, f.kind, f.object, f.action_id, f.at, f.state, f.decided_at, f.decided_by, f.reason, f.text_sv, f.text_en"
    };
}

statements! {
    NOTE = "INSERT INTO feedback (id, report_id, kind, object, action_id, at, state, added) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (report_id, kind, object) DO UPDATE SET state = excluded.state, at = excluded.at, decided_at = NULL,
            decided_by = NULL, reason = NULL, text_sv = NULL, text_en = NULL, letter_id = NULL, added = excluded.added
            WHERE feedback.state = 'dropped'";
    DROP = "UPDATE feedback SET state = 'dropped' WHERE id = $1 AND state IN ('waiting', 'ready', 'refused')";
    DROP_OF_REPORT = "UPDATE feedback SET state = 'dropped' WHERE report_id = $1 AND kind = $2 AND state = 'ready'";
    OF_ACTION = concat!("SELECT ", columns!(), " FROM feedback f WHERE f.action_id = $1 ORDER BY f.at, f.id");
    OF_REPORT = concat!("SELECT ", columns!(), " FROM feedback f WHERE f.report_id = $1 AND f.state IN ('ready', 'told')
                ORDER BY f.at, f.id");
    OF_LETTER = concat!("SELECT ", columns!(), " FROM feedback f WHERE f.letter_id = $1 ORDER BY f.report_id, f.at, f.id");
    IN_STATE = concat!("SELECT ", columns!(), " FROM feedback f WHERE f.state = $1 AND f.action_id IS NOT NULL AND f.at >= $2
               ORDER BY f.at, f.id LIMIT $3");
    BY_ID = concat!("SELECT ", columns!(), " FROM feedback f WHERE f.id = $1");
    SETTLE = "UPDATE feedback SET state = $2, decided_at = $3, decided_by = $4, reason = $5, text_sv = $6, text_en = $7
              WHERE id = $1 AND state IN ('waiting', 'refused')";
    READY = concat!("SELECT ", columns!(), ", r.account_id FROM feedback f JOIN report r ON r.id = f.report_id
            WHERE f.state = 'ready' ORDER BY r.account_id, f.report_id, f.at, f.id");
    TOLD = "UPDATE feedback SET state = 'told', letter_id = $2 WHERE id = $1 AND state = 'ready'";
    SHOWN_BY = "SELECT r.id FROM report r JOIN incident i ON i.id = r.incident_id
                JOIN feedback f ON f.report_id = r.id AND f.kind = 'received'
                WHERE i.week <= $1 AND i.added <= $2 AND i.removed IS NULL AND r.state IN ('accepted', 'merged')
                AND NOT EXISTS (SELECT 1 FROM feedback p WHERE p.report_id = r.id AND p.kind = 'picture') ORDER BY r.id";
}

/// Something to tell.
#[derive(Clone, Debug)]
pub struct NewFeedback {
    /// Identity, unless the same is noted already.
    pub id: FeedbackId,
    /// The report.
    pub report: ReportId,
    /// What.
    pub kind: FeedbackKind,
    /// Tells it from others of its kind.
    pub object: String,
    /// The action that it is about.
    pub action: Option<ActionId>,
}

/// What was decided about something that waited.
#[derive(Clone, Debug)]
pub struct Settled<'a> {
    /// [`FeedbackState::Ready`] or [`FeedbackState::Refused`].
    pub state: FeedbackState,
    /// By whom: a function title.
    pub by: &'a str,
    /// Why it is kept back.
    pub reason: Option<&'a str>,
    /// The words that go out, in Swedish and English.
    pub texts: Option<&'a [String; 2]>,
}

fn item(row: &Row) -> Result<FeedbackItem, DatabaseError> {
    let (kind, state): (String, String) = (row.get(2)?, row.get(6)?);
    let refusal = match (row.get::<Option<Timestamp>>(7)?, row.get::<Option<String>>(8)?, row.get::<Option<String>>(9)?) {
        (Some(at), Some(by), Some(reason)) => Some(Refusal { at, by, reason }),
        (_, _, _) => None,
    };
    Ok(FeedbackItem {
        id: FeedbackId(row.get(0)?),
        report: ReportId(row.get(1)?),
        kind: FeedbackKind::from_key(&kind).ok_or_else(|| column(2, &kind))?,
        object: row.get(3)?,
        action: row.get::<Option<[u8; 16]>>(4)?.map(ActionId),
        at: row.get(5)?,
        state: FeedbackState::from_key(&state).ok_or_else(|| column(6, &state))?,
        refusal,
        texts: row.get::<Option<String>>(10)?.zip(row.get(11)?).map(|(sv, en)| [sv, en]),
    })
}

/// Notes something to tell; `false` when it is noted already.
pub async fn note(tx: &mut WriteTx, _permit: Permit, new: &NewFeedback) -> Result<bool, StorageError> {
    let (seq, now) = (tx.seq(), tx.now());
    let values = [
        new.id.0.into(),
        new.report.0.into(),
        new.kind.key().into(),
        new.object.as_str().into(),
        new.action.map(|a| a.0).into(),
        now.into(),
        new.kind.first_state().key().into(),
        seq.into(),
    ];
    Ok(tx.0.execute(&NOTE, &values).await? == 1)
}

/// Lets something that has not gone out be as if it had never been so.
pub async fn drop_one(tx: &mut WriteTx, _permit: Permit, id: FeedbackId) -> Result<(), StorageError> {
    tx.0.execute(&DROP, &[id.0.into()]).await?;
    Ok(())
}

/// The same for what was to be told of a report by itself.
pub async fn drop_of_report(tx: &mut WriteTx, _permit: Permit, report: ReportId, kind: FeedbackKind) -> Result<(), StorageError> {
    tx.0.execute(&DROP_OF_REPORT, &[report.0.into(), kind.key().into()]).await?;
    Ok(())
}

/// Everything noted of an action, oldest first.
pub async fn of_action(tx: &mut ReadTx, action: ActionId) -> Result<Vec<FeedbackItem>, StorageError> {
    Ok(tx.0.all(&OF_ACTION, &[action.0.into()], item).await?)
}

/// What a report's own reporter may know, oldest first.
pub async fn of_report(tx: &mut ReadTx, report: ReportId) -> Result<Vec<FeedbackItem>, StorageError> {
    Ok(tx.0.all(&OF_REPORT, &[report.0.into()], item).await?)
}

/// What a letter tells, report by report.
pub async fn of_letter(tx: &mut ReadTx, letter: [u8; 16]) -> Result<Vec<FeedbackItem>, StorageError> {
    Ok(tx.0.all(&OF_LETTER, &[letter.into()], item).await?)
}

/// What actions made of reports, in one state since an instant, oldest first.
pub async fn in_state(
    tx: &mut ReadTx,
    _permit: Permit,
    state: FeedbackState,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<FeedbackItem>, StorageError> {
    Ok(tx.0.all(&IN_STATE, &[state.key().into(), since.into(), limit.into()], item).await?)
}

/// One of them.
pub async fn by_id(tx: &mut ReadTx, _permit: Permit, id: FeedbackId) -> Result<Option<FeedbackItem>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], item).await?)
}

/// Lets out or keeps back; `false` when it no longer waits.
pub async fn settle(tx: &mut WriteTx, _permit: Permit, id: FeedbackId, settled: &Settled<'_>) -> Result<bool, StorageError> {
    let now = tx.now();
    let text = |i: usize| settled.texts.map(|texts| texts[i].clone());
    let values = [
        id.0.into(),
        settled.state.key().into(),
        now.into(),
        settled.by.into(),
        settled.reason.map(str::to_owned).into(),
        text(0).into(),
        text(1).into(),
    ];
    Ok(tx.0.execute(&SETTLE, &values).await? == 1)
}

/// What goes out with the next letters, with whom it is for, person by person.
pub async fn ready(tx: &mut ReadTx) -> Result<Vec<(AccountId, FeedbackItem)>, StorageError> {
    Ok(tx.0.all(&READY, &[], |row| Ok((AccountId(row.get(12)?), item(row)?))).await?)
}

/// Notes that it goes out with a letter; without mail it is told in the product alone.
pub async fn told(tx: &mut WriteTx, _permit: Permit, id: FeedbackId, letter: Option<[u8; 16]>) -> Result<(), StorageError> {
    tx.0.execute(&TOLD, &[id.0.into(), letter.into()]).await?;
    Ok(())
}

/// Reports that a version of a week's picture is the first to show.
pub async fn shown_first(tx: &mut ReadTx, week: Week, as_of: i64) -> Result<Vec<ReportId>, StorageError> {
    Ok(tx.0.all(&SHOWN_BY, &[week.index().into(), as_of.into()], |row| Ok(ReportId(row.get(0)?))).await?)
}
