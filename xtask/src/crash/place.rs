//! Where the stores of a crash run live: a folder of SQLite files, or databases of a private PostgreSQL.

use super::ledger::{Ledger, questions};
use crate::Done;
use crate::postgres::Private;
use crate::run::output;
use crate::tools::{POSTGRES, SQLITE};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The tenant that is written in.
pub const TENANT: &str = "0580";

/// One set of stores.
pub struct Place {
    base: PathBuf,
    kind: Kind,
    /// Copies made so far.
    copies: u32,
    /// Name of the set that is in use.
    current: String,
}

enum Kind {
    Sqlite { program: PathBuf },
    Postgres { server: Private },
}

fn failed(what: &Path) -> impl Fn(std::io::Error) -> String {
    move |e| format!("{}: {e}", what.display())
}

impl Place {
    /// An empty place below this folder.
    pub fn sqlite(base: &Path) -> Result<Self, String> {
        let kind = Kind::Sqlite { program: SQLITE.ensure()? };
        Self::new(base, kind)
    }

    /// An empty place in a PostgreSQL of its own; uploads below this folder.
    pub fn postgres(base: &Path) -> Result<Self, String> {
        let kind = Kind::Postgres { server: Private::durable(&POSTGRES.ensure()?)? };
        Self::new(base, kind)
    }

    fn new(base: &Path, kind: Kind) -> Result<Self, String> {
        fs::remove_dir_all(base).ok();
        let place = Self { base: base.to_owned(), kind, copies: 0, current: "crash_first".to_owned() };
        fs::create_dir_all(place.folder()).map_err(failed(base))?;
        if let Kind::Postgres { server } = &place.kind {
            server.query("postgres", &format!("CREATE DATABASE {}", place.current))?;
        }
        Ok(place)
    }

    fn folder(&self) -> PathBuf {
        self.base.join(&self.current)
    }

    /// Where the product writes what it logs.
    pub fn log(&self) -> PathBuf {
        self.base.join("server.log")
    }

    /// The PostgreSQL, if it is one.
    pub fn server(&mut self) -> Option<&mut Private> {
        match &mut self.kind {
            Kind::Sqlite { .. } => None,
            Kind::Postgres { server } => Some(server),
        }
    }

    /// How the product is told of the stores.
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--data".to_owned(), self.folder().display().to_string()];
        if let Kind::Postgres { server } = &self.kind {
            arguments.extend(["--database".to_owned(), server.address(&self.current)]);
        }
        arguments
    }

    /// Goes on with a copy of the stores `of`, which nothing uses now. The copy in use before is removed.
    pub fn copy(&mut self, of: &str) -> Done {
        let before = std::mem::replace(&mut self.current, format!("crash_{}", self.copies));
        self.copies += 1;
        match &self.kind {
            Kind::Sqlite { .. } => copy_folder(&self.base.join(of), &self.folder())?,
            Kind::Postgres { server } => {
                fs::create_dir_all(self.folder()).map_err(failed(&self.base))?;
                server.query("postgres", &format!("CREATE DATABASE {} TEMPLATE {of}", self.current))?;
            }
        }
        if before == of {
            return Ok(());
        }
        if let Kind::Postgres { server } = &self.kind {
            server.query("postgres", &format!("DROP DATABASE {before} WITH (FORCE)"))?;
        }
        fs::remove_dir_all(self.base.join(before)).map_err(failed(&self.base))
    }

    /// Name of the stores in use, for [`Place::copy`].
    pub fn current(&self) -> String {
        self.current.clone()
    }

    /// Runs SQL on the tenant's store, past the product.
    pub fn sql(&self, sql: &str) -> Result<String, String> {
        match &self.kind {
            Kind::Sqlite { program } => {
                let mut sqlite = Command::new(program);
                sqlite.args(["-batch", "-noheader", "-separator", "|", "-cmd", ".timeout 10000"]);
                output(sqlite.arg(self.folder().join(format!("tenants/{TENANT}.db"))).arg(sql))
            }
            Kind::Postgres { server } => server.query(&self.current, &format!("SET search_path TO t_{TENANT}; {sql}")),
        }
    }

    /// What the tenant's store holds.
    pub fn ledger(&self, week: i64) -> Result<Ledger, String> {
        let text = match &self.kind {
            Kind::Sqlite { .. } => self.sql(&questions(week, |column| format!("lower(hex({column}))")))?,
            Kind::Postgres { .. } => self.sql(&questions(week, |column| format!("replace({column}::text, '-', '')")))?,
        };
        Ledger::read(&text)
    }

    /// What the database itself finds wrong with what it keeps.
    pub fn integrity(&self) -> Vec<String> {
        let said = match &self.kind {
            Kind::Sqlite { .. } => self.sql("PRAGMA integrity_check; PRAGMA foreign_key_check"),
            // Tables and indexes of every database, and their agreement.
            Kind::Postgres { server } => {
                let mut check = server.program("pg_amcheck");
                output(check.args(["--install-missing", "--heapallindexed", "-d", &self.current]))
            }
        };
        match said {
            Ok(text) if text.trim() == "ok" || text.trim().is_empty() => Vec::new(),
            Ok(text) | Err(text) => vec![format!("integrity: {}", text.trim())],
        }
    }
}

fn copy_folder(from: &Path, to: &Path) -> Done {
    fs::create_dir_all(to).map_err(failed(to))?;
    for entry in fs::read_dir(from).map_err(failed(from))?.flatten() {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(failed(&source))?;
        }
    }
    Ok(())
}
