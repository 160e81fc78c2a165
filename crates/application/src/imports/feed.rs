//! Importing the police's public event feed: context, never counted.

use crate::app::{App, broken};
use crate::guard;
use crate::imports::uploads::{ReceivedFile, file_name};
use crate::imports::{ImportFailure, Imported, digest_of};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::ids::{BatchId, SenderId};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport, Sender};
use domain::incidents::FeedEvent;
use domain::policy::Action;
use intake::Limits;

/// Name of the feed among the senders.
const SENDER: &str = "polisen.se";

/// Imports a feed. Events that the store has are left as they are.
///
/// # Errors
/// [`ImportFailure::File`] when the file is not a feed; nothing is then stored.
pub async fn import_feed(app: &App, actor: &Actor, file: &ReceivedFile) -> Result<Imported, ImportFailure> {
    actor.may(Action::ImportIncidents)?;
    let path = file.path.clone();
    let read = tokio::task::spawn_blocking(move || intake::feed::read(&path, &Limits::default()));
    let feed = read.await.map_err(broken)??;
    let digest = digest_of(&file.path).await?;
    let name = file_name(&guard::of(app, actor).await?, &file.name);
    store_feed(app, actor, &name, digest, &feed.events, feed.rejected).await
}

/// Imports events that are already read: the practice municipality's feed.
///
/// # Errors
/// [`ImportFailure::Use`] only.
pub async fn import_feed_events(app: &App, actor: &Actor, name: &str, events: &[FeedEvent]) -> Result<Imported, ImportFailure> {
    actor.may(Action::ImportIncidents)?;
    store_feed(app, actor, name, "-".to_owned(), events, Vec::new()).await
}

/// Stores events of a feed that has been read.
///
/// # Errors
/// [`ImportFailure::Use`] only.
async fn store_feed(
    app: &App,
    actor: &Actor,
    file_name: &str,
    digest: String,
    events: &[FeedEvent],
    rejected: Vec<domain::imports::Rejection>,
) -> Result<Imported, ImportFailure> {
    let permit = actor.may(Action::ImportIncidents)?;
    let mut tx = app.write(actor).await?;
    let sender = match storage::senders::by_name(&mut tx, SENDER).await? {
        Some(known) => known.id,
        None => {
            let new = Sender { id: SenderId(app.new_id()), name: SENDER.to_owned(), mapping: None, weekly: false, organisation: None };
            storage::senders::insert(&mut tx, permit, &new).await?;
            new.id
        }
    };
    let mut batch = Batch {
        id: BatchId(app.new_id()),
        kind: BatchKind::Feed,
        sender: Some(sender),
        sender_name: None,
        file_name: file_name.to_owned(),
        digest: digest.clone(),
        at: app.now(),
        by: actor.name().to_owned(),
        state: BatchState::Active,
        report: ImportReport::default(),
        published: false,
    };
    storage::batches::insert(&mut tx, permit, &batch).await?;
    let new = storage::feed::insert(&mut tx, permit, batch.id, events).await?;
    let read = (events.len() + rejected.len()) as u64;
    batch.report = ImportReport {
        read,
        imported: new,
        duplicates: events.len() as u64 - new,
        rejected_total: rejected.len() as u64,
        rejected,
        ..ImportReport::default()
    };
    storage::batches::save_report(&mut tx, permit, batch.id, &batch.report).await?;
    let entry = AuditEntry::new(Event::FeedImported, batch.id.to_string()).fact("digest", digest).fact("imported", new.to_string());
    tx.commit(entry).await?;
    Ok(Imported { batch: batch.id, report: batch.report, edition_of: None })
}
