//! Where stores live: a folder of SQLite files or schemas of one PostgreSQL database.

use crate::migrate::{self, Migration};
use crate::{DatabaseError, Statement, Transaction};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Executor};
use std::future::ready;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

/// How to reach the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerConfig {
    /// SQLite files in this folder, created when missing.
    Sqlite(PathBuf),
    /// A PostgreSQL address, `postgres://…`.
    Postgres(String),
}

/// The name of a store.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StoreName {
    /// Tenants, accounts, memberships, sessions.
    Directory,
    /// One tenant by its code: two or four digits.
    Tenant(String),
}

impl StoreName {
    fn file(&self, folder: &Path) -> PathBuf {
        match self {
            StoreName::Directory => folder.join("directory.db"),
            StoreName::Tenant(code) => folder.join("tenants").join(format!("{code}.db")),
        }
    }

    fn schema(&self) -> String {
        match self {
            StoreName::Directory => "directory".to_owned(),
            StoreName::Tenant(code) => format!("t_{code}"),
        }
    }
}

/// A database that holds stores.
#[derive(Clone, Debug)]
pub struct Server {
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Folder(PathBuf),
    Postgres(PgPool),
}

/// One store: all that a transaction can reach.
#[derive(Clone, Debug)]
pub struct Store {
    inner: StoreInner,
}

#[derive(Clone, Debug)]
enum StoreInner {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres { pool: PgPool, schema: String },
}

/// How long anybody waits for a connection or a lock: after that the answer is to try again later.
const PATIENCE: Duration = Duration::from_secs(5);

/// SQLite readers per store: enough for two cores without holding many page caches.
const READERS: u32 = 8;

impl Server {
    /// Opens the place where stores live. A PostgreSQL that cannot be reached is an error now.
    pub async fn open(config: &ServerConfig) -> Result<Self, DatabaseError> {
        let place = match config {
            ServerConfig::Sqlite(folder) => {
                let tenants = folder.join("tenants");
                std::fs::create_dir_all(&tenants).map_err(|source| DatabaseError::Io { path: tenants.display().to_string(), source })?;
                Place::Folder(folder.clone())
            }
            ServerConfig::Postgres(address) => {
                let options = PgConnectOptions::from_str(address).map_err(|e| DatabaseError::Address(e.to_string()))?;
                let options = options.application_name("samsyn");
                Place::Postgres(PgPoolOptions::new().max_connections(16).acquire_timeout(PATIENCE).connect_with(options).await?)
            }
        };
        Ok(Self { place })
    }

    /// Whether anything has been made here. Makes nothing.
    pub async fn is_made(config: &ServerConfig) -> Result<bool, DatabaseError> {
        match config {
            ServerConfig::Sqlite(folder) => Ok(StoreName::Directory.file(folder).exists()),
            ServerConfig::Postgres(_) => Self::open(config).await?.exists(&StoreName::Directory).await,
        }
    }

    /// Opens a store that exists; [`DatabaseError::NoStore`] when it does not.
    pub async fn store(&self, name: &StoreName) -> Result<Store, DatabaseError> {
        if !self.exists(name).await? {
            return Err(DatabaseError::NoStore(name.schema()));
        }
        self.connect(name).await
    }

    /// Opens a store, makes it when missing, and brings its schema to the newest version.
    pub async fn prepare(&self, name: &StoreName, migrations: &[Migration]) -> Result<Store, DatabaseError> {
        if let Place::Postgres(pool) = &self.place {
            let text = format!("CREATE SCHEMA IF NOT EXISTS {}", name.schema());
            pool.execute(AssertSqlSafe(text)).await?;
        }
        let store = self.connect(name).await?;
        migrate::run(&store, migrations).await?;
        Ok(store)
    }

    /// Whether a store has been made.
    pub async fn exists(&self, name: &StoreName) -> Result<bool, DatabaseError> {
        match &self.place {
            Place::Folder(folder) => Ok(name.file(folder).exists()),
            Place::Postgres(pool) => {
                let query = sqlx::query_scalar::<_, bool>("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)");
                Ok(query.bind(name.schema()).fetch_one(pool).await?)
            }
        }
    }

    async fn connect(&self, name: &StoreName) -> Result<Store, DatabaseError> {
        let inner = match &self.place {
            Place::Folder(folder) => {
                let options = sqlite_options(&name.file(folder));
                let writer = sqlite_pool(1);
                let readers = sqlite_pool(READERS);
                // The writer reads what it changes, which is no reason to map the whole file.
                let unmapped = options.clone().pragma("mmap_size", "0");
                StoreInner::Sqlite { writer: writer.connect_with(unmapped).await?, readers: readers.connect_lazy_with(options) }
            }
            Place::Postgres(pool) => StoreInner::Postgres { pool: pool.clone(), schema: name.schema() },
        };
        Ok(Store { inner })
    }
}

/// SQLite ends a transaction itself when the disk is full, broken or the memory short. sqlx does not learn of it, and would begin every later
/// transaction of that connection inside the one that is gone: such a connection is closed, and a new one takes its place.
fn sqlite_pool(most: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(most).acquire_timeout(PATIENCE).before_acquire(|connection, _| {
        let is_at_rest = !connection.is_in_transaction();
        Box::pin(ready(Ok(is_at_rest)))
    })
}

/// WAL with FULL durability: an acknowledged write is on the disk (trust.md, "Durability").
fn sqlite_options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("trusted_schema", "OFF")
        .pragma("secure_delete", "ON")
        // REPLACE fires triggers against deletion only so.
        .pragma("recursive_triggers", "ON")
        .pragma("cache_size", "-16384")
        .pragma("mmap_size", "268435456")
}

impl Store {
    /// A transaction that only reads: one consistent state of the store.
    pub async fn read(&self) -> Result<Transaction, DatabaseError> {
        match &self.inner {
            StoreInner::Sqlite { readers, .. } => Ok(Transaction::sqlite(readers.begin().await?)),
            StoreInner::Postgres { pool, schema } => {
                let begin = format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path TO {schema}");
                Ok(Transaction::postgres(pool.begin_with(AssertSqlSafe(begin)).await?))
            }
        }
    }

    /// A write that changes nothing: whether the store takes writes, which a full disk, a read-only place or a lock that is held does not.
    pub async fn try_write(&self) -> Result<(), DatabaseError> {
        const SAME: Statement = Statement::new("UPDATE schema_version SET version = version WHERE version = 1");
        let mut tx = self.write().await?;
        tx.execute(&SAME, &[]).await?;
        tx.commit().await
    }

    /// Whether everything in the store can be read. With SQLite every page is looked at, which takes its time; PostgreSQL looks after its own.
    pub async fn check(&self) -> Result<(), DatabaseError> {
        const SQLITE: Statement = Statement::fork("PRAGMA quick_check(1)", "SELECT 'ok'");
        let said: String = self.read().await?.one(&SQLITE, &[], |row| row.get(0)).await?;
        if said == "ok" { Ok(()) } else { Err(DatabaseError::Damaged(said)) }
    }

    /// With SQLite, writes the write-ahead log back into the file and cuts it, so that removed content is
    /// in neither; a reader that is in the way is waited for.
    pub async fn settle_files(&self) -> Result<(), DatabaseError> {
        if let StoreInner::Sqlite { writer, .. } = &self.inner {
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// A transaction that writes. With SQLite it holds the store's only writer from the start.
    pub async fn write(&self) -> Result<Transaction, DatabaseError> {
        match &self.inner {
            StoreInner::Sqlite { writer, .. } => Ok(Transaction::sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)),
            StoreInner::Postgres { pool, schema } => {
                let begin = format!("BEGIN; SET LOCAL search_path TO {schema}");
                Ok(Transaction::postgres(pool.begin_with(AssertSqlSafe(begin)).await?))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Passing, Value};

    const FILL: Statement = Statement::new("INSERT INTO filling (body) VALUES (zeroblob($1))");
    const MIGRATIONS: &[Migration] = &[Migration { version: 1, text: "CREATE TABLE filling (body {blob} NOT NULL);" }];

    async fn store(folder: &Path) -> Store {
        let server = Server::open(&ServerConfig::Sqlite(folder.to_owned())).await.unwrap();
        server.prepare(&StoreName::Directory, MIGRATIONS).await.unwrap()
    }

    async fn fill(tx: &mut Transaction, bytes: i64) -> Result<u64, DatabaseError> {
        tx.execute(&FILL, &[Value::Int(Some(bytes))]).await
    }

    #[tokio::test]
    async fn a_transaction_that_sqlite_ends_itself_leaves_the_store_writable() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path()).await;
        let mut tx = store.write().await.unwrap();
        // As a full disk is to it: the limit is the connection's, and goes with it.
        tx.execute(&Statement::new("PRAGMA max_page_count = 30"), &[]).await.unwrap();
        let refused = fill(&mut tx, 1 << 20).await.unwrap_err();
        assert_eq!(refused.passing(), Some(Passing::Full), "{refused}");
        drop(tx);
        for _ in 0..3 {
            let mut tx = store.write().await.unwrap();
            fill(&mut tx, 1 << 20).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = store.read().await.unwrap();
        let rows = tx.one(&Statement::new("SELECT count(*) FROM filling"), &[], |row| row.get::<i64>(0)).await.unwrap();
        assert_eq!(rows, 3);
    }
}
