//! Photos of reports.

use crate::error::StorageError;
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use domain::actor::Permit;
use domain::ids::ReportId;

statements! {
    KEEP = "INSERT INTO photo (report_id, jpeg, width, height, added) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (report_id) DO UPDATE SET jpeg = excluded.jpeg, width = excluded.width, height = excluded.height,
            added = excluded.added";
    REMOVE = "DELETE FROM photo WHERE report_id = $1";
    SIZE = "SELECT width, height FROM photo WHERE report_id = $1";
    BYTES = "SELECT jpeg FROM photo WHERE report_id = $1";
}

/// Keeps the photo of a report; one that was there before goes.
pub async fn keep(tx: &mut WriteTx, _permit: Permit, report: ReportId, jpeg: Vec<u8>, size: (u32, u32)) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&KEEP, &[report.0.into(), jpeg.into(), size.0.into(), size.1.into(), seq.into()]).await?;
    Ok(())
}

/// Takes the photo of a report away; `false` when there was none.
pub async fn remove(tx: &mut WriteTx, _permit: Permit, report: ReportId) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&REMOVE, &[report.0.into()]).await? == 1)
}

/// Width and height of a report's photo, when it has one. The caller has found the report among what the reader
/// may see.
pub async fn size(tx: &mut ReadTx, report: ReportId) -> Result<Option<(u32, u32)>, StorageError> {
    let pixels = |n: i64| u32::try_from(n).unwrap_or(0);
    Ok(tx.0.optional(&SIZE, &[report.0.into()], |row| Ok((pixels(row.get(0)?), pixels(row.get(1)?)))).await?)
}

/// The photo of a report. The caller has found the report among what the reader may see.
pub async fn bytes(tx: &mut ReadTx, report: ReportId) -> Result<Option<Vec<u8>>, StorageError> {
    Ok(tx.0.optional(&BYTES, &[report.0.into()], |row| row.get(0)).await?)
}
