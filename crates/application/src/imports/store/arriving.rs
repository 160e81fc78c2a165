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
use domain::ids::{BatchId, JobId, SenderId};
use domain::imports::{Batch, BatchState};
use domain::tenants::TenantCode;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use storage::{OperationalTx, ReadTx};

/// Rows of one write: a few tens of milliseconds.
const PIECE: usize = 5_000;

/// Time without a new row after which an import is taken for abandoned: its process has died. One that is only slow notices with its
/// next piece that it was taken for abandoned, and starts again from the beginning.
const ABANDONED: SignedDuration = SignedDuration::from_mins(2);

/// How long a long list waits for another one.
const PATIENCE: Duration = Duration::from_secs(180);

/// How often it looks whether the other one is done.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

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
    if let Some(job) = origin.job {
        storage::batches::of_job(&mut tx, permit, batch.id, job).await?;
    }
    storage::sources::insert_default_times(&mut tx, permit, batch.id, survey.staging.default_times()).await?;
    tx.commit(AuditEntry::new(Event::ImportBegun, batch.id.to_string()).fact("read", survey.report.read.to_string())).await?;
    let list = Arriving { app, tenant: actor.tenant(), permit, id: (batch.id, sender), added };
    let done = match list.add(survey, watch).await {
        Ok(true) => finish(app, actor, permit, (survey, &batch)).await,
        other => other,
    };
    match done {
        Ok(true) => Ok(Some(batch.id)),
        Ok(false) => give_up(app, actor.tenant(), batch.id, Timestamp::MAX).await.map(|()| None).map_err(ImportFailure::from),
        Err(failure) => {
            give_up(app, actor.tenant(), batch.id, Timestamp::MAX).await?;
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
    /// Adds what counts and then what becomes a source, piece by piece; `false` when another process has taken the list for abandoned.
    async fn add(&self, survey: &Arc<Survey>, watch: &(dyn Fn(Step) + Sync)) -> Result<bool, Failure> {
        let mut stored = 0;
        let mut counted = pieces::counted(self.app, survey, PIECE);
        while let Some(rows) = counted.next().await? {
            let Some(mut tx) = self.piece().await? else { return Ok(false) };
            storage::incidents::insert_arriving(&mut tx, self.permit, self.id, self.added, &rows).await?;
            tx.commit().await?;
            stored += rows.len() as u64;
            watch(Step::Stored(stored));
        }
        let mut sources = pieces::sources(survey, PIECE, Targets::Standing);
        while let Some(rows) = sources.next().await? {
            let Some(mut tx) = self.piece().await? else { return Ok(false) };
            storage::sources::insert_arriving(&mut tx, self.permit, self.id, self.added, &rows).await?;
            tx.commit().await?;
            stored += rows.len() as u64;
            watch(Step::Stored(stored));
        }
        Ok(true)
    }

    /// A write for the next piece.
    async fn piece(&self) -> Result<Option<OperationalTx>, Failure> {
        let mut tx = self.app.stores().operate(self.tenant).await?;
        let goes_on = storage::batches::still_arriving(&mut tx, self.id.0, self.app.now()).await?;
        Ok(goes_on.then_some(tx))
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
    replace(&mut tx, permit, survey.replaces, batch.id).await?;
    if overtaken {
        let minutes: BTreeSet<i64> = storage::sources::changed(&mut tx, survey.material, batch.id).await?.into_iter().collect();
        settle(app, &mut tx, permit, (minutes, Vec::new())).await?;
    }
    tx.commit(entry(batch, survey)).await?;
    Ok(true)
}

/// Removes what an import has added that has added nothing since an instant, and the import with it.
async fn give_up(app: &App, tenant: &TenantCode, batch: BatchId, before: Timestamp) -> Result<(), Failure> {
    let most = u32::try_from(PIECE).unwrap_or(u32::MAX);
    loop {
        let mut tx = app.stores().operate(tenant).await?;
        if !storage::batches::abandon(&mut tx, batch, before).await? {
            return Ok(());
        }
        // Sources first: they may be sources of what came with them.
        let mut removed = storage::sources::remove_arriving(&mut tx, batch, most).await?;
        if removed == 0 {
            removed = storage::incidents::remove_arriving(&mut tx, batch, most).await?;
        }
        if removed == 0 {
            storage::batches::give_up(&mut tx, batch).await?;
        }
        tx.commit().await?;
        if removed == 0 {
            return Ok(());
        }
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
        give_up(app, tenant, batch, before).await?;
    }
    Ok(())
}

/// Removes what an earlier try of a queued import has left behind: only one process does such work, and it has started that work again.
pub(super) async fn give_up_of(app: &App, tenant: &TenantCode, job: JobId) -> Result<(), Failure> {
    let mut tx = app.read(&Actor::scheduler(tenant.clone())).await?;
    let left = storage::batches::arriving_of_job(&mut tx, job).await?;
    drop(tx);
    for batch in left {
        give_up(app, tenant, batch, Timestamp::MAX).await?;
    }
    Ok(())
}

/// Waits until no other long list is being added.
///
/// # Errors
/// [`Failure::Conflict`] when it takes too long.
pub(super) async fn until_settled(app: &App, actor: &Actor) -> Result<(), Failure> {
    let since = Instant::now();
    loop {
        sweep(app, actor.tenant()).await?;
        let mut tx = app.read(actor).await?;
        match settled(&mut tx).await {
            Err(Failure::Conflict(_)) if since.elapsed() < PATIENCE => {}
            other => return other,
        }
        drop(tx);
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
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
    use crate::imports::{ImportIncidents, Imported, ReceivedFile, Rows, preview, store_rows};
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
            written_place: Some("Torget".to_owned()),
            point: None,
            count: 1,
        })
    }

    fn long_list() -> Rows {
        Rows::of((0..LONG).map(row).collect())
    }

    /// Imports a long list, and waits when ten thousand rows are stored until `go_on` receives something or is closed.
    fn stopping(app: &App, actor: &Actor, origin: FileOrigin, go_on: Receiver<()>) -> JoinHandle<Result<Imported, ImportFailure>> {
        let (app, actor, go_on) = (app.clone(), actor.clone(), Mutex::new(go_on));
        tokio::spawn(async move {
            let watch = move |step| {
                if step == Step::Stored(10_000) {
                    let _ = tokio::task::block_in_place(|| go_on.lock().unwrap().recv());
                }
            };
            store_rows(&app, &actor, &origin, &long_list(), &watch).await
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
            job: None,
        }
    }

    async fn counted(tx: &mut ReadTx, actor: &Actor, as_of: i64) -> u64 {
        let week: domain::week::Week = "2026-W46".parse().unwrap();
        let (district, category, sender, hours) = (None, None, None, domain::week::HOURS_OF_WEEK);
        let reported = domain::reports::Reported::default();
        let selection = storage::incidents::Selection { from: week, to: week, as_of, district, category, sender, reported, hours };
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
            let import = stopping(&app, &actor, origin(), go_on);
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

        async fn a_preview_is_made_while_somebody_writes(place: ServerConfig) {
            let (app, actor, folder) = opened(place).await;
            let path = folder.path().join("lista.csv");
            std::fs::write(&path, "Id;Gata;Start\n1;Torget;2026-11-10 12:00\n2;Torget;2026-11-10 13:00\n").unwrap();
            let file = ReceivedFile { path, name: "lista.csv".to_owned() };
            let command = ImportIncidents { sender: "Polisen".to_owned(), outside: Outside::Keep, ..ImportIncidents::default() };
            let held = app.write(&actor).await.unwrap();
            let shown = preview(&app, &actor, &file, &command).await.unwrap();
            assert_eq!(shown.dry_run.map(|report| report.imported), Some(2));
            drop(held);
        }

        async fn a_long_list_that_replaced_another_is_taken_back(place: ServerConfig) {
            let (app, actor, _folder) = opened(place).await;
            let first = store_rows(&app, &actor, &origin(), &long_list(), &|_| ()).await.unwrap();
            let shorter = Rows::of((0..LONG - 100).map(row).collect());
            let replacing = FileOrigin { replaces: Some(first.batch), ..origin() };
            let second = store_rows(&app, &actor, &replacing, &shorter, &|_| ()).await.unwrap();
            assert_eq!((second.report.replaced, readable(&app, &actor).await), (100, u64::from(LONG) - 100));
            crate::imports::undo(&app, &actor, second.batch).await.unwrap();
            assert_eq!(readable(&app, &actor).await, u64::from(LONG));
        }

        async fn work_that_begins_anew_removes_what_its_first_try_left(place: ServerConfig) {
            let (app, actor, _folder) = opened(place).await;
            let (lets_go, go_on) = channel();
            let job = JobId(app.new_id());
            let import = stopping(&app, &actor, FileOrigin { job: Some(job), ..origin() }, go_on);
            until_pieces_stand(&app, &actor).await;
            import.abort();
            drop(lets_go);
            assert!(import.await.is_err());
            let again = FileOrigin { job: Some(job), ..origin() };
            let done = store_rows(&app, &actor, &again, &long_list(), &|_| ()).await.unwrap();
            assert_eq!((done.report.imported, readable(&app, &actor).await), (u64::from(LONG), u64::from(LONG)));
        }

        async fn an_import_that_was_taken_for_abandoned_begins_anew(place: ServerConfig) {
            let (app, actor, _folder) = opened(place).await;
            let (lets_go, go_on) = channel();
            let import = stopping(&app, &actor, origin(), go_on);
            until_pieces_stand(&app, &actor).await;
            let later = app.at(app.now() + SignedDuration::from_mins(3));
            sweep(&later, actor.tenant()).await.unwrap();
            lets_go.send(()).unwrap();
            drop(lets_go);
            let done = import.await.unwrap().unwrap();
            assert_eq!((done.report.imported, readable(&app, &actor).await), (u64::from(LONG), u64::from(LONG)));
        }

        async fn what_a_dead_import_left_is_removed(place: ServerConfig) {
            let (app, actor, _folder) = opened(place).await;
            let (lets_go, go_on) = channel();
            let import = stopping(&app, &actor, origin(), go_on);
            until_pieces_stand(&app, &actor).await;
            import.abort();
            drop(lets_go);
            assert!(import.await.is_err());
            let later = app.at(app.now() + SignedDuration::from_mins(3));
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
