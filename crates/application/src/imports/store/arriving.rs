//! A long list: its rows are added in short writes, which everybody else's go between, and can be read all at once when they are there.
//!
//! The rows carry the number of the entry with which the import began. Until the import is done, states from that number on cannot be
//! read ([`storage::batches::readable`]), and nothing is frozen.

use super::pieces::{self, Targets};
use super::{FileOrigin, batch, entry, replace, sender};
use crate::app::App;
use crate::imports::comparing::settle;
use crate::imports::survey::Survey;
use crate::imports::{ImportFailure, Step};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{BatchId, SenderId};
use domain::imports::{Batch, BatchState};
use domain::tenants::TenantCode;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::sync::Arc;
use storage::{OperationalTx, ReadTx};

/// Rows of one write: a few tens of milliseconds.
const PIECE: usize = 5_000;

/// Time without a new row after which an import is taken for abandoned: its process has died.
const ABANDONED: SignedDuration = SignedDuration::from_mins(5);

/// Stores a list in pieces; `None` when incidents have changed since the survey in a way that needs another one.
pub(super) async fn in_pieces(
    app: &App,
    actor: &Actor,
    permit: Permit,
    (origin, survey): (&FileOrigin, &Arc<Survey>),
    watch: &(dyn Fn(Step) + Sync),
) -> Result<Option<BatchId>, ImportFailure> {
    let mut tx = app.write(actor).await?;
    settled(&mut tx).await?;
    if storage::audit::material(&mut tx).await? != survey.material {
        return Ok(None);
    }
    let added = tx.seq();
    let sender = sender(app, &mut tx, permit, origin).await?;
    let batch = Batch { state: BatchState::Arriving, ..batch(app, actor, origin, sender, survey.report.clone()) };
    storage::batches::insert(&mut tx, permit, &batch).await?;
    storage::sources::insert_default_times(&mut tx, permit, batch.id, survey.staging.default_times()).await?;
    tx.commit(AuditEntry::new(Event::ImportBegun, batch.id.to_string()).fact("read", survey.report.read.to_string())).await?;
    let list = Arriving { app, tenant: actor.tenant(), permit, id: (batch.id, sender), added };
    let done = match list.add(survey, watch).await {
        Ok(()) => finish(app, actor, permit, (survey, &batch)).await,
        Err(failure) => Err(failure),
    };
    match done {
        Ok(true) => Ok(Some(batch.id)),
        Ok(false) => give_up(app, actor.tenant(), batch.id).await.map(|()| None).map_err(ImportFailure::from),
        Err(failure) => {
            give_up(app, actor.tenant(), batch.id).await?;
            Err(failure.into())
        }
    }
}

/// A list whose rows are being added.
struct Arriving<'a> {
    app: &'a App,
    tenant: &'a TenantCode,
    permit: Permit,
    id: (BatchId, SenderId),
    added: i64,
}

impl Arriving<'_> {
    /// Adds what counts and then what becomes a source, piece by piece.
    async fn add(&self, survey: &Arc<Survey>, watch: &(dyn Fn(Step) + Sync)) -> Result<(), Failure> {
        let mut stored = 0;
        let mut counted = pieces::counted(self.app, survey, PIECE);
        while let Some(rows) = counted.next().await? {
            let mut tx = self.app.stores().operate(self.tenant).await?;
            storage::incidents::insert_arriving(&mut tx, self.permit, self.id, self.added, &rows).await?;
            self.done(tx).await?;
            stored += rows.len() as u64;
            watch(Step::Stored(stored));
        }
        let mut sources = pieces::sources(survey, PIECE, Targets::Standing);
        while let Some(rows) = sources.next().await? {
            let mut tx = self.app.stores().operate(self.tenant).await?;
            storage::sources::insert_arriving(&mut tx, self.permit, self.id, self.added, &rows).await?;
            self.done(tx).await?;
            stored += rows.len() as u64;
            watch(Step::Stored(stored));
        }
        Ok(())
    }

    async fn done(&self, mut tx: OperationalTx) -> Result<(), Failure> {
        storage::batches::still_arriving(&mut tx, self.id.0, self.app.now()).await?;
        Ok(tx.commit().await?)
    }
}

/// Lets the rows be read, carries out what changes in the store, and compares what others changed meanwhile; `false` when too much has.
async fn finish(app: &App, actor: &Actor, permit: Permit, (survey, batch): (&Arc<Survey>, &Batch)) -> Result<bool, Failure> {
    let of_made = pieces::sources(survey, PIECE, Targets::Made).all().await?;
    let mut tx = app.write(actor).await?;
    let overtaken = storage::audit::material(&mut tx).await? != survey.material;
    if overtaken && !(survey.outcomes.stored.is_empty() && survey.replaces.is_none()) {
        return Ok(false);
    }
    if !storage::batches::arrive(&mut tx, permit, batch.id).await? {
        return Ok(false);
    }
    let Some(sender) = batch.sender else { return Ok(false) };
    survey.outcomes.stored.count(&mut tx, permit).await?;
    storage::sources::insert(&mut tx, permit, (batch.id, sender), &of_made).await?;
    survey.outcomes.stored.link(app, &mut tx, permit).await?;
    replace(&mut tx, permit, survey.replaces).await?;
    if overtaken {
        let minutes: BTreeSet<i64> = storage::sources::changed(&mut tx, survey.material, batch.id).await?.into_iter().collect();
        settle(app, &mut tx, permit, (minutes, Vec::new())).await?;
    }
    tx.commit(entry(batch, survey)).await?;
    Ok(true)
}

/// Removes what an import has added, and the import with it.
async fn give_up(app: &App, tenant: &TenantCode, batch: BatchId) -> Result<(), Failure> {
    loop {
        let mut tx = app.stores().operate(tenant).await?;
        let most = u32::try_from(PIECE).unwrap_or(u32::MAX);
        // Sources first: they may be sources of what came with them.
        let mut removed = storage::sources::remove_arriving(&mut tx, batch, most).await?;
        if removed == 0 {
            removed = storage::incidents::remove_arriving(&mut tx, batch, most).await?;
        }
        if removed == 0 {
            storage::batches::give_up(&mut tx, batch).await?;
            return Ok(tx.commit().await?);
        }
        tx.commit().await?;
    }
}

/// Removes what imports have left behind whose process died.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub(crate) async fn sweep(app: &App, tenant: &TenantCode) -> Result<(), Failure> {
    let before = app.now() - ABANDONED;
    let mut tx = app.read(&Actor::scheduler(tenant.clone())).await?;
    let left = storage::batches::arriving(&mut tx, before).await?;
    drop(tx);
    for batch in left {
        give_up(app, tenant, batch).await?;
    }
    Ok(())
}

/// Refuses while a long import is adding rows: what is frozen now could not be read again as it was.
///
/// # Errors
/// [`Failure::Conflict`] then.
pub(crate) async fn settled(tx: &mut ReadTx) -> Result<(), Failure> {
    match storage::batches::arriving(tx, Timestamp::MAX).await?.is_empty() {
        true => Ok(()),
        false => Err(Failure::Conflict("failure-import-arriving")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::imports::{Imported, Rows, store_rows};
    use crate::{AppConfig, Clock, ServerConfig};
    use domain::imports::{Mapping, Outside};
    use domain::incidents::IncomingIncident;
    use intake::Outcome;
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, channel};
    use test_support::on_each_database;
    use tokio::task::JoinHandle;

    /// Rows of a long list.
    const LONG: u32 = 12_000;

    fn row(number: u32) -> Outcome {
        let start: Timestamp = "2026-11-10T00:00:00Z".parse().unwrap();
        Outcome::Row(IncomingIncident {
            row: number + 2,
            sheet: None,
            source_id: Some(number.to_string()),
            start: start + SignedDuration::from_mins(i64::from(number % 5_000)),
            end: None,
            code: None,
            district: None,
            place: Some("Torget".to_owned()),
            point: None,
            count: 1,
        })
    }

    fn long_list() -> Rows {
        Rows::of((0..LONG).map(row).collect())
    }

    /// Imports a long list, and stops when ten thousand rows are stored until it is told to go on or to stop for good.
    fn stopping(app: &App, actor: &Actor, go_on: Receiver<()>) -> JoinHandle<Result<Imported, ImportFailure>> {
        let (app, actor, go_on) = (app.clone(), actor.clone(), Mutex::new(go_on));
        tokio::spawn(async move {
            let watch = move |step| {
                if step == Step::Stored(10_000) {
                    let _ = tokio::task::block_in_place(|| go_on.lock().unwrap().recv());
                }
            };
            store_rows(&app, &actor, &origin(), &long_list(), &watch).await
        })
    }

    /// Waits until the first pieces of a list are in the store, whether they can be read or not.
    async fn until_pieces_stand(app: &App, actor: &Actor) {
        for _ in 0..1_500 {
            let mut tx = app.read(actor).await.unwrap();
            if counted(&mut tx, actor, i64::MAX).await == 10_000 {
                return;
            }
            drop(tx);
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        unreachable!("no piece was added");
    }

    async fn opened(place: ServerConfig) -> (App, Actor, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let now = "2026-11-16T11:00:00Z".parse().unwrap();
        let config = AppConfig { data: folder.path().to_owned(), stores: place, clock: Clock::Fixed(now) };
        let app = App::open(config).await.unwrap();
        let code: TenantCode = "0580".parse().unwrap();
        crate::tenants::create(&app, &code, "Linköpings kommun").await.unwrap();
        (app, Actor::operator(code), folder)
    }

    fn origin() -> FileOrigin {
        FileOrigin {
            sender: "Polisen".to_owned(),
            file_name: "lång.csv".to_owned(),
            digest: "-".to_owned(),
            mapping: Mapping::default(),
            remember: true,
            outside: Outside::Keep,
            replaces: None,
        }
    }

    async fn counted(tx: &mut ReadTx, actor: &Actor, as_of: i64) -> u64 {
        let week: domain::week::Week = "2026-W46".parse().unwrap();
        let (district, category, sender, hours) = (None, None, None, domain::week::HOURS_OF_WEEK);
        let selection = storage::incidents::Selection { from: week, to: week, as_of, district, category, sender, hours };
        storage::counts::series(tx, actor.visible(), &selection).await.unwrap().iter().map(|(_, n)| n).sum()
    }

    async fn readable(app: &App, actor: &Actor) -> u64 {
        let mut tx = app.read(actor).await.unwrap();
        let as_of = storage::batches::readable(&mut tx).await.unwrap();
        counted(&mut tx, actor, as_of).await
    }

    on_each_database! {
        async fn others_write_and_read_while_a_long_list_arrives(place: ServerConfig) {
            let (app, actor, _folder) = opened(place).await;
            let (lets_go, go_on) = channel();
            let import = stopping(&app, &actor, go_on);
            until_pieces_stand(&app, &actor).await;
            // Most rows are in the store. Nobody sees them, and nobody waits for the writer.
            assert_eq!(readable(&app, &actor).await, 0);
            let tx = app.write(&actor).await.unwrap();
            tx.commit(AuditEntry::new(Event::PlaceAdded, "-")).await.unwrap();
            let mut tx = app.read(&actor).await.unwrap();
            assert!(matches!(settled(&mut tx).await, Err(Failure::Conflict("failure-import-arriving"))));
            drop(tx);
            lets_go.send(()).unwrap();
            let done = import.await.unwrap().unwrap();
            assert_eq!((done.report.imported, readable(&app, &actor).await), (u64::from(LONG), u64::from(LONG)));
        }

        async fn what_a_dead_import_left_is_removed(place: ServerConfig) {
            let (app, actor, _folder) = opened(place).await;
            let (lets_go, go_on) = channel();
            let import = stopping(&app, &actor, go_on);
            until_pieces_stand(&app, &actor).await;
            import.abort();
            drop(lets_go);
            assert!(import.await.is_err());
            let later = app.at(app.now() + SignedDuration::from_mins(6));
            sweep(&later, actor.tenant()).await.unwrap();
            let mut tx = app.read(&actor).await.unwrap();
            settled(&mut tx).await.unwrap();
            assert_eq!(storage::sources::days(&mut tx).await.unwrap(), Vec::<i64>::new());
            drop(tx);
            let done = store_rows(&later, &actor, &origin(), &long_list(), &|_| ()).await.unwrap();
            assert_eq!((done.report.imported, done.report.duplicates), (u64::from(LONG), 0));
        }
    }
}
