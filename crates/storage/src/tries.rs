//! Tries at secrets, counted before the secret is looked at (trust.md D1). However many come at once, one statement lets each of them pass or
//! not.

use crate::error::StorageError;
use crate::statements;
use crate::stores::{DirectoryTx, OperationalTx, ReadTx};
use jiff::{SignedDuration, Timestamp};

statements! {
    SPEND = "INSERT INTO guess (name, paid_until) VALUES ($1, $3)
             ON CONFLICT (name) DO UPDATE SET paid_until = CASE WHEN guess.paid_until > $2 THEN guess.paid_until + $4 ELSE $3 END
             WHERE guess.paid_until <= $5";
    REFUND = "UPDATE guess SET paid_until = paid_until - $2 WHERE name = $1";
    PAID_UNTIL = "SELECT paid_until FROM guess WHERE name = $1";
    FORGET = "DELETE FROM guess WHERE paid_until < $1";
}

/// How often something may be tried: so many times at once, and then once in a while.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Tries that may come at once.
    pub at_once: i64,
    /// How long it takes until one more may come.
    pub every: SignedDuration,
}

impl Allowance {
    fn every(self) -> i64 {
        i64::try_from(self.every.as_micros()).unwrap_or(i64::MAX)
    }
}

/// Spends a try; `false` when there is none left. It counts when the transaction commits.
pub async fn spend(tx: &mut OperationalTx, name: &str, allowance: Allowance, now: Timestamp) -> Result<bool, StorageError> {
    spend_in(tx, name, allowance, now).await
}

/// The same in a write with an entry.
pub async fn spend_within(tx: &mut DirectoryTx, name: &str, allowance: Allowance) -> Result<bool, StorageError> {
    let now = tx.now();
    spend_in(tx, name, allowance, now).await
}

async fn spend_in(tx: &mut ReadTx, name: &str, allowance: Allowance, now: Timestamp) -> Result<bool, StorageError> {
    let (now, every) = (now.as_microsecond(), allowance.every());
    let values = [name.into(), now.into(), (now + every).into(), every.into(), (now + every * (allowance.at_once - 1)).into()];
    Ok(tx.0.execute(&SPEND, &values).await? == 1)
}

/// Gives a try back: the secret was right.
pub async fn refund(tx: &mut OperationalTx, name: &str, allowance: Allowance) -> Result<(), StorageError> {
    refund_in(tx, name, allowance).await
}

/// The same in a write with an entry.
pub async fn refund_within(tx: &mut DirectoryTx, name: &str, allowance: Allowance) -> Result<(), StorageError> {
    refund_in(tx, name, allowance).await
}

async fn refund_in(tx: &mut ReadTx, name: &str, allowance: Allowance) -> Result<(), StorageError> {
    tx.0.execute(&REFUND, &[name.into(), allowance.every().into()]).await?;
    Ok(())
}

/// Whether no try is left.
pub async fn are_spent(tx: &mut ReadTx, name: &str, allowance: Allowance, now: Timestamp) -> Result<bool, StorageError> {
    let paid: Option<i64> = tx.0.optional(&PAID_UNTIL, &[name.into()], |row| row.get(0)).await?;
    Ok(paid.is_some_and(|paid| paid > now.as_microsecond() + allowance.every() * (allowance.at_once - 1)))
}

/// Forgets what has been paid for.
pub async fn sweep(tx: &mut OperationalTx, now: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&FORGET, &[now.as_microsecond().into()]).await?;
    Ok(())
}
