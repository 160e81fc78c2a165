//! Uploaded files wait in a folder of their tenant until they are imported or a day old.

use crate::app::{App, broken};
use crate::guard::{self, Guard};
use crate::imports::ImportFailure;
use bytes::Bytes;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::JobId;
use domain::policy::Action;
use domain::tenants::TenantCode;
use futures::{Stream, StreamExt};
use intake::{Excess, Refused};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use tokio::io::AsyncWriteExt;

/// Most bytes of an uploaded file.
pub const LARGEST_UPLOAD: u64 = 64 << 20;

/// How long an upload waits for someone to import it.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Identity of an upload. Not guessable from another: it is part of an address.
pub type UploadId = JobId;

/// A file on this machine, whatever way it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name as the sender knows it, without folders.
    pub name: String,
}

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Identity.
    pub id: UploadId,
    /// The file.
    pub file: ReceivedFile,
}

/// What an uploaded file seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// District boundaries: GeoPackage or GeoJSON.
    Districts,
    /// A list of incidents.
    Incidents,
    /// The police's event feed.
    Feed,
}

fn folder(app: &App, tenant: &TenantCode) -> PathBuf {
    app.data().join("uploads").join(tenant.as_str())
}

/// Keeps a file that is being uploaded. An error of the body is the sender's: of the kind
/// `FileTooLarge`, or any other when the file did not come whole.
///
/// # Errors
/// [`ImportFailure::File`] when it is larger than [`LARGEST_UPLOAD`], [`Failure::Invalid`] when it did
/// not come whole; nothing is then kept.
pub async fn keep_upload<S>(app: &App, actor: &Actor, name: &str, body: S) -> Result<Upload, ImportFailure>
where
    S: Stream<Item = std::io::Result<Bytes>> + Send,
{
    // Districts and incidents are told apart only after the upload: either right opens the door.
    if !actor.can(Action::ImportDistricts) {
        actor.may(Action::ImportIncidents)?;
    }
    let id = JobId(app.new_id());
    let place = folder(app, actor.tenant()).join(id.to_string());
    tokio::fs::create_dir_all(&place).await.map_err(broken)?;
    let path = place.join("content");
    if let Err(failure) = receive(&path, body).await {
        let _ = tokio::fs::remove_dir_all(&place).await;
        return Err(failure);
    }
    let name = file_name(&guard::of(app, actor).await?, name);
    tokio::fs::write(place.join("name"), &name).await.map_err(broken)?;
    let tx = app.write(actor).await?;
    tx.commit(AuditEntry::new(Event::UploadKept, id.to_string())).await?;
    Ok(Upload { id, file: ReceivedFile { path, name } })
}

async fn receive<S>(path: &std::path::Path, body: S) -> Result<(), ImportFailure>
where
    S: Stream<Item = std::io::Result<Bytes>> + Send,
{
    let mut file = tokio::fs::File::create(path).await.map_err(broken)?;
    let mut body = std::pin::pin!(body);
    let mut size = 0u64;
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(cut)?;
        size += chunk.len() as u64;
        if size > LARGEST_UPLOAD {
            return Err(Refused::TooLarge { what: Excess::File, limit: LARGEST_UPLOAD }.into());
        }
        file.write_all(&chunk).await.map_err(broken)?;
    }
    file.sync_all().await.map_err(broken)?;
    Ok(())
}

/// The sender of the body stopped, or sends more than it may: nothing that the server did wrong.
fn cut(error: std::io::Error) -> ImportFailure {
    match error.kind() {
        std::io::ErrorKind::FileTooLarge => Refused::TooLarge { what: Excess::File, limit: LARGEST_UPLOAD }.into(),
        _ => Failure::invalid("file", "failure-upload-cut").into(),
    }
}

/// The last part of a name, without control characters, at most 120 characters. A name that looks
/// like it holds personal data is not kept.
pub(crate) fn file_name(guard: &Guard, name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    let personal = guard.found(&name).is_some();
    if name.trim().is_empty() || personal { "fil".to_owned() } else { name.trim().to_owned() }
}

/// An upload of the actor's tenant.
///
/// # Errors
/// [`Failure::NotFound`] when the tenant has no such upload, or it is too old.
pub async fn upload(app: &App, actor: &Actor, id: UploadId) -> Result<Upload, Failure> {
    if !actor.can(Action::ImportDistricts) {
        actor.may(Action::ImportIncidents)?;
    }
    let place = folder(app, actor.tenant()).join(id.to_string());
    let name = tokio::fs::read_to_string(place.join("name")).await.map_err(|_| Failure::NotFound)?;
    Ok(Upload { id, file: ReceivedFile { path: place.join("content"), name } })
}

/// Removes an upload that is done with.
pub async fn discard_upload(app: &App, tenant: &TenantCode, id: UploadId) {
    let place = folder(app, tenant).join(id.to_string());
    if let Err(error) = tokio::fs::remove_dir_all(&place).await {
        tracing::warn!(upload = %id, %error, "upload not removed");
    }
}

/// Removes uploads that nobody imported within a day.
///
/// # Errors
/// [`Failure::Infrastructure`] when the folder cannot be read.
pub async fn sweep_uploads(app: &App, tenant: &TenantCode) -> Result<u64, Failure> {
    let Ok(mut entries) = tokio::fs::read_dir(folder(app, tenant)).await else { return Ok(0) };
    let mut removed = 0;
    while let Some(entry) = entries.next_entry().await.map_err(broken)? {
        let changed = entry.metadata().await.and_then(|m| m.modified()).map_err(broken)?;
        let old = SystemTime::now().duration_since(changed).is_ok_and(|age| age > KEPT);
        if old && tokio::fs::remove_dir_all(entry.path()).await.is_ok() {
            removed += 1;
        }
    }
    Ok(removed)
}

/// What a file seems to hold, from its first bytes. A list that turns out to be something else is
/// refused with its reason when it is read.
///
/// # Errors
/// [`ImportFailure::Use`] when the file cannot be read.
pub async fn recognise(_app: &App, actor: &Actor, upload: &Upload) -> Result<FileKind, ImportFailure> {
    if !actor.can(Action::ImportDistricts) {
        actor.may(Action::ImportIncidents)?;
    }
    let path = upload.file.path.clone();
    let head = tokio::task::spawn_blocking(move || -> std::io::Result<Vec<u8>> {
        use std::io::Read;
        let mut head = Vec::new();
        std::fs::File::open(path)?.take(4096).read_to_end(&mut head)?;
        Ok(head)
    });
    let head = head.await.map_err(broken)?.map_err(broken)?;
    Ok(kind_of(&head))
}

fn kind_of(head: &[u8]) -> FileKind {
    if intake::districts::are_boundaries(head) {
        return FileKind::Districts;
    }
    match head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().first() {
        Some(b'[') => FileKind::Feed,
        Some(_) | None => FileKind::Incidents,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_folders_control_characters_and_personal_data() {
        assert_eq!(file_name(&Guard::knowing_nothing(), "C:\\listor\\polis v46.xlsx"), "polis v46.xlsx");
        assert_eq!(file_name(&Guard::knowing_nothing(), "../../etc/passwd"), "passwd");
        assert_eq!(file_name(&Guard::knowing_nothing(), "a\u{0}\nb"), "ab");
        assert_eq!(file_name(&Guard::knowing_nothing(), ""), "fil");
    }

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(kind_of(b"SQLite format 3\0...."), FileKind::Districts);
        assert_eq!(kind_of(b"\xef\xbb\xbf  {\"type\":\"FeatureCollection\"}"), FileKind::Districts);
        assert_eq!(kind_of(b"[\n{\"id\":1}]"), FileKind::Feed);
        assert_eq!(kind_of(b"PK\x03\x04"), FileKind::Incidents);
        assert_eq!(kind_of(b"PK\x03\x04\0\0\0\0 omraden.shp"), FileKind::Districts);
        assert_eq!(kind_of(b"<?xml version='1.0'?><kml></kml>"), FileKind::Districts);
        assert_eq!(kind_of(b"<html><table>"), FileKind::Incidents);
        assert_eq!(kind_of(b""), FileKind::Incidents);
    }
}
