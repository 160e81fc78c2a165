//! The directory and the tenants' stores, and the transactions that use cases get.

use crate::chain::{self, Link};
use crate::error::StorageError;
use crate::form_keys;
use database::{DatabaseError, Migration, Server, ServerConfig, Store, StoreName, Transaction};
use domain::actor::Actor;
use domain::audit::AuditEntry;
use domain::form_keys::SentForm;
use domain::ids::AccountId;
use domain::tenants::TenantCode;
use jiff::Timestamp;
use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

/// Schema of the directory, step by step.
pub const DIRECTORY: &[Migration] = &[
    Migration { version: 1, text: include_str!("../migrations/directory/0001_directory.sql") },
    Migration { version: 2, text: include_str!("../migrations/directory/0002_people.sql") },
    Migration { version: 3, text: include_str!("../migrations/directory/0003_known_devices.sql") },
    Migration { version: 4, text: include_str!("../migrations/directory/0004_letters.sql") },
    Migration { version: 5, text: include_str!("../migrations/directory/0005_records.sql") },
    Migration { version: 6, text: include_str!("../migrations/directory/0006_former_organisations.sql") },
    Migration { version: 7, text: include_str!("../migrations/directory/0007_refused_mail.sql") },
    Migration { version: 8, text: include_str!("../migrations/directory/0008_tries.sql") },
];
/// Schema of a tenant's store, step by step.
pub const TENANT: &[Migration] = &[
    Migration { version: 1, text: include_str!("../migrations/tenant/0001_tenant.sql") },
    Migration { version: 2, text: include_str!("../migrations/tenant/0002_reports.sql") },
    Migration { version: 3, text: include_str!("../migrations/tenant/0003_actions.sql") },
    Migration { version: 4, text: include_str!("../migrations/tenant/0004_meetings.sql") },
    Migration { version: 5, text: include_str!("../migrations/tenant/0005_letters.sql") },
    Migration { version: 6, text: include_str!("../migrations/tenant/0006_records.sql") },
    Migration { version: 7, text: include_str!("../migrations/tenant/0007_photos.sql") },
    Migration { version: 8, text: include_str!("../migrations/tenant/0008_editions.sql") },
    Migration { version: 9, text: include_str!("../migrations/tenant/0009_words.sql") },
    Migration { version: 10, text: include_str!("../migrations/tenant/0010_results.sql") },
    Migration { version: 11, text: include_str!("../migrations/tenant/0011_workbook.sql") },
    Migration { version: 12, text: include_str!("../migrations/tenant/0012_organisation_ids.sql") },
    Migration { version: 13, text: include_str!("../migrations/tenant/0013_sources.sql") },
    Migration { version: 14, text: include_str!("../migrations/tenant/0014_import_work.sql") },
    Migration { version: 15, text: include_str!("../migrations/tenant/0015_default_times.sql") },
    Migration { version: 16, text: include_str!("../migrations/tenant/0016_form_keys.sql") },
    Migration { version: 17, text: include_str!("../migrations/tenant/0017_confirmed_assessments.sql") },
];

/// Every store of one installation.
#[derive(Clone)]
pub struct Stores {
    server: Server,
    directory: Store,
    tenants: Arc<Mutex<HashMap<TenantCode, Store>>>,
}

/// A consistent view of one store.
pub struct ReadTx(pub(crate) Transaction);

/// A write in one tenant's store for one actor. It commits only together with its audit entry.
pub struct WriteTx {
    read: ReadTx,
    link: Link,
    /// Who sends the form that it comes from.
    form: Option<(AccountId, Arc<SentForm>)>,
}

/// A write in the directory. It commits only together with its audit entry.
pub struct DirectoryTx {
    read: ReadTx,
    link: Link,
}

/// Bookkeeping without content: claiming a job, noting progress, the time a session was last
/// used. The only writes without an audit entry.
pub struct OperationalTx(ReadTx);

impl Stores {
    /// Opens the installation; makes and migrates the directory.
    pub async fn open(config: &ServerConfig) -> Result<Self, StorageError> {
        let server = Server::open(config).await?;
        let directory = server.prepare(&StoreName::Directory, DIRECTORY).await?;
        Ok(Self { server, directory, tenants: Arc::default() })
    }

    /// Whether an installation has been made here. Makes nothing.
    pub async fn are_made(config: &ServerConfig) -> Result<bool, StorageError> {
        Ok(Server::is_made(config).await?)
    }

    /// Whether the directory takes writes.
    pub async fn try_write(&self) -> Result<(), StorageError> {
        Ok(self.directory.try_write().await?)
    }

    /// Whether a tenant's store is where it should be and answers. It may have been opened before it was taken away.
    pub async fn answers(&self, code: &TenantCode) -> Result<(), StorageError> {
        let name = StoreName::Tenant(code.to_string());
        if !self.server.exists(&name).await? {
            return Err(DatabaseError::NoStore(code.to_string()).into());
        }
        self.tenant(code).await?.read().await?;
        Ok(())
    }

    /// Whether everything in the directory, or in a tenant's store, can be read.
    pub async fn check(&self, tenant: Option<&TenantCode>) -> Result<(), StorageError> {
        match tenant {
            Some(code) => Ok(self.tenant(code).await?.check().await?),
            None => Ok(self.directory.check().await?),
        }
    }

    /// Makes a tenant's store, or brings an existing one to the newest schema.
    pub async fn prepare_tenant(&self, code: &TenantCode) -> Result<(), StorageError> {
        let store = self.server.prepare(&StoreName::Tenant(code.to_string()), TENANT).await?;
        self.remember(code, store);
        Ok(())
    }

    async fn tenant(&self, code: &TenantCode) -> Result<Store, StorageError> {
        let known = self.tenants.lock().unwrap_or_else(PoisonError::into_inner).get(code).cloned();
        if let Some(store) = known {
            return Ok(store);
        }
        let name = StoreName::Tenant(code.to_string());
        self.server.store(&name).await?;
        // The first look at a store in this process also brings its schema up to date.
        let store = self.server.prepare(&name, TENANT).await?;
        self.remember(code, store.clone());
        Ok(store)
    }

    fn remember(&self, code: &TenantCode, store: Store) {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner).insert(code.clone(), store);
    }

    /// Reads in the actor's tenant.
    pub async fn read(&self, actor: &Actor) -> Result<ReadTx, StorageError> {
        Ok(ReadTx(self.tenant(actor.tenant()).await?.read().await?))
    }

    /// Writes in the actor's tenant.
    pub async fn write(&self, actor: &Actor, now: Timestamp) -> Result<WriteTx, StorageError> {
        let mut tx = self.tenant(actor.tenant()).await?.write().await?;
        let who = actor.account().map_or_else(|| actor.name().to_owned(), |id| id.to_string());
        let link = chain::take(&mut tx, who, now).await?;
        let form = actor.account().zip(actor.sent().cloned());
        Ok(WriteTx { read: ReadTx(tx), link, form })
    }

    /// Notes bookkeeping in a tenant's store.
    pub async fn operate(&self, tenant: &TenantCode) -> Result<OperationalTx, StorageError> {
        Ok(OperationalTx(ReadTx(self.tenant(tenant).await?.write().await?)))
    }

    /// Sees that what was removed from a tenant's store has left its files: with SQLite the write-ahead log
    /// is written back and cut. PostgreSQL does so itself, by its own schedule.
    pub async fn settle_files(&self, tenant: &TenantCode) -> Result<(), StorageError> {
        Ok(self.tenant(tenant).await?.settle_files().await?)
    }

    /// Reads in the directory.
    pub async fn read_directory(&self) -> Result<ReadTx, StorageError> {
        Ok(ReadTx(self.directory.read().await?))
    }

    /// Writes in the directory on behalf of `who`: an account id or the name of the command line.
    pub async fn write_directory(&self, who: String, now: Timestamp) -> Result<DirectoryTx, StorageError> {
        let mut tx = self.directory.write().await?;
        let link = chain::take(&mut tx, who, now).await?;
        Ok(DirectoryTx { read: ReadTx(tx), link })
    }

    /// Notes bookkeeping in the directory.
    pub async fn operate_directory(&self) -> Result<OperationalTx, StorageError> {
        Ok(OperationalTx(ReadTx(self.directory.write().await?)))
    }
}

impl WriteTx {
    /// Sequence number of the audit entry that this write will commit with. Rows it adds carry it.
    pub fn seq(&self) -> i64 {
        self.link.seq()
    }

    /// When the write happens.
    pub fn now(&self) -> Timestamp {
        self.link.at()
    }

    /// Commits the write and its audit entry as one; nothing, when the form that it comes from has been sent before.
    pub async fn commit(mut self, entry: AuditEntry) -> Result<(), StorageError> {
        if let Some((account, form)) = self.form.take() {
            form_keys::take(&mut self, account, &form).await?;
        }
        commit(self.read, self.link, &entry).await
    }
}

impl DirectoryTx {
    /// Sequence number of the audit entry that this write will commit with.
    pub fn seq(&self) -> i64 {
        self.link.seq()
    }

    /// When the write happens.
    pub fn now(&self) -> Timestamp {
        self.link.at()
    }

    /// Commits the write and its audit entry as one.
    pub async fn commit(self, entry: AuditEntry) -> Result<(), StorageError> {
        commit(self.read, self.link, &entry).await
    }
}

impl OperationalTx {
    /// Commits.
    pub async fn commit(self) -> Result<(), StorageError> {
        Ok(self.0.0.commit().await?)
    }
}

async fn commit(mut read: ReadTx, link: Link, entry: &AuditEntry) -> Result<(), StorageError> {
    chain::append(&mut read.0, link, entry).await?;
    Ok(read.0.commit().await?)
}

macro_rules! reads_through {
    ($($type:ty => $field:tt),*) => {$(
        impl Deref for $type {
            type Target = ReadTx;

            fn deref(&self) -> &ReadTx {
                &self.$field
            }
        }

        impl DerefMut for $type {
            fn deref_mut(&mut self) -> &mut ReadTx {
                &mut self.$field
            }
        }
    )*};
}

reads_through!(WriteTx => read, DirectoryTx => read, OperationalTx => 0);
