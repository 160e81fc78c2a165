//! Actions: each change is a row of its own, and the newest is the action.

pub(crate) mod measured;
mod rows;

use crate::error::StorageError;
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::Row;
use domain::actions::{ActionChange, ActionItem, ActionNote, StepKind};
use domain::actor::{Permit, Visible};
use domain::ids::{AccountId, ActionId, OrganisationId, ReportId};
use domain::organisations::Class;
use domain::week::Week;
use jiff::Timestamp;
use jiff::civil::Date;
pub use measured::{choose, chosen, freeze, frozen};
use rows::{change, columns, item, values};

statements! {
    INSERT = concat!("INSERT INTO action_version (", columns!(), ", added) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
              $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36,
              $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54)");
    REPLACE = "UPDATE action_version SET removed = $3 WHERE id = $1 AND version = $2 AND removed IS NULL";
    BY_ID = concat!("SELECT ", columns!(), " FROM action_version WHERE id = $1 AND removed IS NULL");
    AS_OF = concat!("SELECT ", columns!(), " FROM action_version WHERE added <= $1 AND (removed IS NULL OR removed > $1) ORDER BY id");
    OF_REPORT = concat!("SELECT ", columns!(), " FROM action_version WHERE removed IS NULL AND reports LIKE $1 ORDER BY id");
    HISTORY = concat!("SELECT ", columns!(), " FROM action_version WHERE id = $1 ORDER BY version");
    NOTE = "INSERT INTO action_note (id, action_id, at, by_account, by_name, text, added) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    NOTES = "SELECT at, by_name, text FROM action_note WHERE action_id = $1 AND removed IS NULL ORDER BY added DESC";
    REMIND = "INSERT INTO action_reminder (action_id, week, overdue, due_day, at, added) VALUES ($1, $2, $3, $4, $5, $6)
              ON CONFLICT (action_id, week) DO NOTHING";
    LAST_REMINDED = "SELECT MAX(at) FROM action_reminder WHERE action_id = $1";
}

/// Who reads: what the organisation's ceiling hides is open to the action's own people.
#[derive(Clone, Debug)]
pub struct Reader {
    /// What may be seen anyway.
    pub visible: Visible,
    /// The organisation acted for.
    pub organisation: Option<OrganisationId>,
    /// The account.
    pub account: Option<AccountId>,
}

impl Reader {
    fn shown(&self, item: ActionItem) -> ActionItem {
        let open = self.visible.ceiling() >= Class::C || item.is_open_to(self.organisation, self.account);
        if open { item } else { item.without_text() }
    }
}

/// Who makes a version, and by which step.
#[derive(Clone, Debug)]
pub struct Maker<'a> {
    /// Account; `None` for the command line.
    pub account: Option<AccountId>,
    /// Title.
    pub title: &'a str,
    /// The step; `None` when the plan was written or rewritten.
    pub step: Option<StepKind>,
}

/// Adds a version. The first is the action itself; later ones replace the one before, and `false` means that someone else
/// already has.
pub async fn save(tx: &mut WriteTx, _permit: Permit, item: &ActionItem, maker: &Maker<'_>) -> Result<bool, StorageError> {
    let seq = tx.seq();
    if item.version > 1 {
        let replaced = tx.0.execute(&REPLACE, &[item.id.0.into(), (item.version - 1).into(), seq.into()]).await?;
        if replaced == 0 {
            return Ok(false);
        }
    }
    let mut values = values(item, maker);
    values.push(seq.into());
    tx.0.execute(&INSERT, &values).await?;
    Ok(true)
}

/// One action.
pub async fn by_id(tx: &mut ReadTx, reader: &Reader, id: ActionId) -> Result<Option<ActionItem>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], item).await?.map(|item| reader.shown(item)))
}

/// Every action as it stood at audit sequence number `as_of`, oldest first.
pub async fn as_of(tx: &mut ReadTx, reader: &Reader, as_of: i64) -> Result<Vec<ActionItem>, StorageError> {
    Ok(tx.0.all(&AS_OF, &[as_of.into()], item).await?.into_iter().map(|item| reader.shown(item)).collect())
}

/// Actions that a report is behind.
pub async fn of_report(tx: &mut ReadTx, reader: &Reader, report: ReportId) -> Result<Vec<ActionItem>, StorageError> {
    let part = format!("%{report}%");
    Ok(tx.0.all(&OF_REPORT, &[part.into()], item).await?.into_iter().map(|item| reader.shown(item)).collect())
}

/// Every version of an action, oldest first. The states carry text: hide it from those who do not see it.
pub async fn history(tx: &mut ReadTx, reader: &Reader, id: ActionId) -> Result<Vec<ActionChange>, StorageError> {
    let read = |row: &Row| Ok((item(row)?, change(row)?));
    let versions = tx.0.all(&HISTORY, &[id.0.into()], read).await?;
    let hidden = versions.last().map(|(newest, _)| reader.shown(newest.clone()).text_hidden).unwrap_or(false);
    let shown = |(item, change): (ActionItem, ActionChange)| ActionChange {
        state: if hidden { item.without_text().state } else { change.state.clone() },
        ..change
    };
    Ok(versions.into_iter().map(shown).collect())
}

/// Writes a note on an action.
pub async fn add_note(
    tx: &mut WriteTx,
    _permit: Permit,
    id: [u8; 16],
    action: ActionId,
    maker: &Maker<'_>,
    text: &str,
) -> Result<(), StorageError> {
    let (seq, now) = (tx.seq(), tx.now());
    let values = [id.into(), action.0.into(), now.into(), maker.account.map(|a| a.0).into(), maker.title.into(), text.into(), seq.into()];
    tx.0.execute(&NOTE, &values).await?;
    Ok(())
}

/// Notes of an action, newest first. Class C: ask only for someone who may read the action's text.
pub async fn notes(tx: &mut ReadTx, id: ActionId) -> Result<Vec<ActionNote>, StorageError> {
    let read = |row: &Row| Ok(ActionNote { at: row.get(0)?, by: row.get(1)?, text: row.get(2)? });
    Ok(tx.0.all(&NOTES, &[id.0.into()], read).await?)
}

/// Notes that an action's owner is reminded in a week; `false` when it already was.
pub async fn remind(tx: &mut WriteTx, id: ActionId, week: Week, overdue: bool, due: Date) -> Result<bool, StorageError> {
    let (seq, now) = (tx.seq(), tx.now());
    let values = [id.0.into(), week.index().into(), overdue.into(), due.to_string().into(), now.into(), seq.into()];
    Ok(tx.0.execute(&REMIND, &values).await? == 1)
}

/// When an action's owner was last reminded.
pub async fn last_reminded(tx: &mut ReadTx, id: ActionId) -> Result<Option<Timestamp>, StorageError> {
    Ok(tx.0.one(&LAST_REMINDED, &[id.0.into()], |row| row.get(0)).await?)
}
