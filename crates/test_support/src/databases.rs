//! A database of its own for each test, on both kinds: `on_each_database!`.

pub use database::ServerConfig;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::str::FromStr;

/// The variable with the address of a PostgreSQL whose user may create databases. `cargo xtask test` sets it.
pub const ADDRESS: &str = "SAMSYN_TEST_POSTGRES";

/// Turns one async test into two, one for each database. The test gets the configuration of an
/// empty place for stores and may open it as often as it wants:
///
/// ```text
/// test_support::on_each_database! {
///     async fn a_row_comes_back(place: ServerConfig) {
///         let server = Server::open(&place).await.unwrap();
///         …
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_each_database {
    ($($(#[$attribute:meta])* async fn $name:ident($place:ident: $ty:ty) $body:block)*) => {
        $(
            $(#[$attribute])*
            mod $name {
                #[allow(unused_imports)]
                use super::*;

                async fn test($place: $ty) $body

                #[test]
                fn on_sqlite() {
                    $crate::databases::on_sqlite(test);
                }

                #[test]
                fn on_postgres() {
                    $crate::databases::on_postgres(test);
                }
            }
        )*
    };
}

/// Runs a test on SQLite files in a folder that goes away with it.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(ServerConfig) -> F) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    runtime().block_on(test(ServerConfig::Sqlite(folder.path().to_owned())));
}

/// Runs a test on a PostgreSQL database that goes away with it. Without a server the test says
/// that it is skipped; `cargo xtask test` counts that, and fails where nothing may be skipped.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(ServerConfig) -> F) {
    let Some(server) = std::env::var(ADDRESS).ok().filter(|a| !a.is_empty()) else {
        println!("skipped: PostgreSQL ({ADDRESS} is not set; `cargo xtask test` starts one)");
        return;
    };
    let runtime = runtime();
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    runtime.block_on(run(&server, format!("CREATE DATABASE {name}")));
    let address = address_of(&server, &name);
    let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(ServerConfig::Postgres(address)))));
    // Whatever the test left open must not keep its database.
    runtime.block_on(run(&server, format!("DROP DATABASE {name} WITH (FORCE)")));
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

async fn run(server: &str, statement: String) {
    let options = PgConnectOptions::from_str(server).expect("a PostgreSQL address");
    let mut connection = options.connect().await.expect("the PostgreSQL of the tests answers");
    connection.execute(AssertSqlSafe(statement)).await.expect("the user may create and drop databases");
}

/// The same address with another database: `postgres://user@host/HERE?…`.
fn address_of(server: &str, database: &str) -> String {
    let (address, options) = server.split_once('?').unwrap_or((server, ""));
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let authority = rest.split('/').next().unwrap_or_default();
    format!("{scheme}://{authority}/{database}?{options}")
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

#[cfg(test)]
mod tests {
    use super::*;
    use database::{Server, StoreName};

    #[test]
    fn only_the_database_of_an_address_changes() {
        assert_eq!(address_of("postgres:///postgres?host=/run/pg&user=u", "x"), "postgres:///x?host=/run/pg&user=u");
        assert_eq!(address_of("postgres://u:p@db:5433", "x"), "postgres://u:p@db:5433/x?");
    }

    on_each_database! {
        async fn each_test_has_an_empty_place(place: ServerConfig) {
            let server = Server::open(&place).await.unwrap();
            assert!(!server.exists(&StoreName::Directory).await.unwrap());
            server.prepare(&StoreName::Directory, &[]).await.unwrap();
            assert!(server.exists(&StoreName::Directory).await.unwrap());
        }
    }
}
