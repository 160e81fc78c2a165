//! The running application: its stores, its clock, its folder.

use crate::imports::{Ground, Running};
use crate::mail::Post;
use crate::pictures::Cache;
use crate::watch::Watch;
use domain::actor::Actor;
use domain::audit::AuditEntry;
use domain::failure::Failure;
use domain::ids::{AccountId, DistrictSetId};
use domain::tenants::TenantCode;
use domain::week::Week;
use jiff::Timestamp;
use privacy::Allowed;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use storage::{DirectoryTx, ReadTx, ServerConfig, StorageError, Stores, WriteTx};
use uuid::Uuid;

/// What an application is opened with.
#[derive(Clone, Debug)]
pub struct AppConfig {
    /// Folder for uploads, and for the stores with SQLite.
    pub data: PathBuf,
    /// Where the stores live.
    pub stores: ServerConfig,
    /// The clock.
    pub clock: Clock,
}

/// A store that cannot be used, and why.
#[derive(Debug)]
pub struct NotReady {
    /// Whose store; `None` is the directory.
    pub tenant: Option<TenantCode>,
    /// What the database said.
    pub cause: StorageError,
}

impl std::fmt::Display for NotReady {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.tenant.as_ref().map_or("directory", TenantCode::as_str), self.cause)
    }
}

impl NotReady {
    fn directory(cause: StorageError) -> Self {
        Self { tenant: None, cause }
    }

    fn tenant(code: &TenantCode, cause: StorageError) -> Self {
        Self { tenant: Some(code.clone()), cause }
    }
}

/// Where `now` comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine's.
    System,
    /// Always this instant: for tests and for making the same town twice.
    Fixed(Timestamp),
}

/// The demo: a practice tenant that is open on loopback, seen as one of its personas.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The practice tenant.
    pub tenant: TenantCode,
    /// Who a visitor can be; the first is the one who opens the page.
    pub personas: Vec<Persona>,
}

/// A function in the practice municipality, never a person.
#[derive(Clone, Debug)]
pub struct Persona {
    /// Stable key for cookies and forms.
    pub key: String,
    /// Account in the directory.
    pub account: AccountId,
    /// Title in Swedish.
    pub title_sv: String,
    /// Title in English.
    pub title_en: String,
}

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
    clock: Clock,
}

struct Inner {
    stores: Stores,
    data: PathBuf,
    demo: OnceLock<Demo>,
    post: OnceLock<Post>,
    address: OnceLock<String>,
    pictures: Cache,
    running: Running,
    watch: Watch,
    ground: Mutex<HashMap<DistrictSetId, Arc<Ground>>>,
    allowed: Mutex<HashMap<TenantCode, (i64, Arc<Allowed>)>>,
    settled: Mutex<HashSet<TenantCode>>,
    unanswered: Mutex<HashMap<TenantCode, (i64, Week, u64)>>,
}

impl App {
    /// Opens the stores; makes the directory when missing.
    ///
    /// # Errors
    /// [`Failure::Infrastructure`] when the folder or database cannot be used.
    pub async fn open(config: AppConfig) -> Result<Self, Failure> {
        let stores = Stores::open(&config.stores).await?;
        let inner = Inner {
            stores,
            data: config.data,
            demo: OnceLock::new(),
            post: OnceLock::new(),
            address: OnceLock::new(),
            pictures: Cache::default(),
            running: Running::default(),
            watch: Watch::default(),
            ground: Mutex::default(),
            allowed: Mutex::default(),
            settled: Mutex::default(),
            unanswered: Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner), clock: config.clock })
    }

    /// The time it is.
    pub fn now(&self) -> Timestamp {
        match self.clock {
            Clock::System => Timestamp::now(),
            Clock::Fixed(at) => at,
        }
    }

    /// The same application at another time: the practice town's past happens in the past.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> App {
        App { inner: self.inner.clone(), clock: Clock::Fixed(now) }
    }

    /// The demo, when this is one.
    pub fn demo(&self) -> Option<&Demo> {
        self.inner.demo.get()
    }

    /// Turns the application into a demo; the first call counts.
    pub fn open_demo(&self, demo: Demo) {
        let _ = self.inner.demo.set(demo);
    }

    /// The post office, when mail is configured.
    pub fn post(&self) -> Option<&Post> {
        self.inner.post.get()
    }

    /// Lets mail be sent; the first call counts.
    pub fn open_post(&self, post: Post) {
        let _ = self.inner.post.set(post);
    }

    /// Says where browsers reach the product, for links in mail: `https://samsyn.example.se`, without
    /// a slash at the end. The first call counts.
    pub fn open_address(&self, address: &str) {
        let _ = self.inner.address.set(address.trim_end_matches('/').to_owned());
    }

    /// Where browsers reach the product, when somebody said it.
    pub fn address(&self) -> Option<&str> {
        self.inner.address.get().map(String::as_str)
    }

    /// A link to a page of the product; only the path when nobody said where the product is.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address().unwrap_or_default())
    }

    /// Whether anything has been made where a configuration points. Makes nothing.
    ///
    /// # Errors
    /// As [`App::open`].
    pub async fn is_made(stores: &ServerConfig) -> Result<bool, Failure> {
        Ok(Stores::are_made(stores).await?)
    }

    /// Whether the directory takes writes and every tenant's store answers.
    ///
    /// # Errors
    /// [`NotReady`] with the first store that does not.
    pub async fn ready(&self) -> Result<(), NotReady> {
        self.stores().try_write().await.map_err(NotReady::directory)?;
        for tenant in self.every_tenant().await.map_err(NotReady::directory)? {
            self.stores().answers(&tenant).await.map_err(|e| NotReady::tenant(&tenant, e))?;
        }
        Ok(())
    }

    /// Whether everything in every store can be read. Takes its time.
    ///
    /// # Errors
    /// [`NotReady`] with the first store that is damaged or gone.
    pub async fn check_stores(&self) -> Result<(), NotReady> {
        self.stores().check(None).await.map_err(NotReady::directory)?;
        for tenant in self.every_tenant().await.map_err(NotReady::directory)? {
            self.stores().check(Some(&tenant)).await.map_err(|e| NotReady::tenant(&tenant, e))?;
        }
        Ok(())
    }

    async fn every_tenant(&self) -> Result<Vec<TenantCode>, StorageError> {
        let mut tx = self.stores().read_directory().await?;
        Ok(storage::tenants::all(&mut tx).await?.into_iter().map(|tenant| tenant.code).collect())
    }

    pub(crate) fn stores(&self) -> &Stores {
        &self.inner.stores
    }

    pub(crate) fn data(&self) -> &Path {
        &self.inner.data
    }

    pub(crate) fn pictures(&self) -> &Cache {
        &self.inner.pictures
    }

    /// Districts made ready earlier; versions never change, so they are kept as long as there are few.
    pub(crate) fn ground(&self, set: DistrictSetId) -> Option<Arc<Ground>> {
        self.inner.ground.lock().unwrap_or_else(PoisonError::into_inner).get(&set).cloned()
    }

    pub(crate) fn keep_ground(&self, set: DistrictSetId, ground: Ground) -> Arc<Ground> {
        const MOST: usize = 32;
        let ground = Arc::new(ground);
        let mut kept = self.inner.ground.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(set, ground.clone());
        ground
    }

    pub(crate) fn watch(&self) -> &Watch {
        &self.inner.watch
    }

    /// Names of places that are no persons, as made in this state of the tenant's store.
    pub(crate) fn allowed(&self, tenant: &TenantCode, head: i64) -> Option<Arc<Allowed>> {
        let kept = self.inner.allowed.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(tenant).filter(|(at, _)| *at == head).map(|(_, allowed)| allowed.clone())
    }

    pub(crate) fn keep_allowed(&self, tenant: &TenantCode, head: i64, allowed: Arc<Allowed>) {
        self.inner.allowed.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant.clone(), (head, allowed));
    }

    /// How many questions about the same incident waited in the weeks that end with this one, as counted in this state of the store.
    pub(crate) fn unanswered(&self, tenant: &TenantCode, (material, week): (i64, Week)) -> Option<u64> {
        let kept = self.inner.unanswered.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(tenant).filter(|(at, of, _)| (*at, *of) == (material, week)).map(|(_, _, n)| *n)
    }

    pub(crate) fn keep_unanswered(&self, tenant: &TenantCode, (material, week): (i64, Week), n: u64) {
        self.inner.unanswered.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant.clone(), (material, week, n));
    }

    pub(crate) fn running(&self) -> &Running {
        &self.inner.running
    }

    /// Writes in the directory on behalf of an actor.
    pub(crate) async fn write_directory(&self, actor: &Actor) -> Result<DirectoryTx, Failure> {
        let who = actor.account().map_or_else(|| actor.name().to_owned(), |id| id.to_string());
        Ok(self.stores().write_directory(who, self.now()).await?)
    }

    /// Commits a write in the directory with its entry, and tells the tenant's own log the same.
    pub(crate) async fn commit_directory(&self, actor: &Actor, tx: DirectoryTx, entry: AuditEntry) -> Result<(), Failure> {
        // The directory's own log is of every tenant: there the entry says whose it is.
        tx.commit(entry.clone().fact("tenant", actor.tenant().as_str())).await?;
        Ok(self.write(actor).await?.commit(entry).await?)
    }

    /// Brings a tenant's store up with the directory at the first look of this process.
    async fn settle(&self, tenant: &TenantCode) -> Result<(), Failure> {
        let is_settled = self.inner.settled.lock().unwrap_or_else(PoisonError::into_inner).contains(tenant);
        if !is_settled {
            crate::organisations::settle::settle(self, tenant).await?;
            self.inner.settled.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant.clone());
        }
        Ok(())
    }

    pub(crate) async fn read(&self, actor: &Actor) -> Result<ReadTx, Failure> {
        self.settle(actor.tenant()).await?;
        Ok(self.stores().read(actor).await?)
    }

    pub(crate) async fn write(&self, actor: &Actor) -> Result<WriteTx, Failure> {
        self.settle(actor.tenant()).await?;
        Ok(self.stores().write(actor, self.now()).await?)
    }

    /// A new id: UUIDv7, ordered by the time it was made.
    pub(crate) fn new_id(&self) -> [u8; 16] {
        Uuid::now_v7().into_bytes()
    }
}

/// For an error that the reader can do nothing about.
pub(crate) fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failure {
    Failure::Infrastructure(error.into())
}
