//! A private PostgreSQL for one test run: own folder, unix socket only, as an unprivileged user.

use crate::run::{output, say, works};
use crate::tools::is_root;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// The running server; it stops and its folder goes when this is dropped.
pub struct Private {
    folder: PathBuf,
    server: Child,
}

/// Databases, users and settings are for tests alone: nothing has to survive a crash.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=128MB",
    "timezone=UTC",
    "log_min_messages=warning",
];

impl Private {
    /// Starts a server with the programs of `bin`.
    pub fn start(bin: &Path) -> Result<Self, String> {
        let user = Unprivileged::find()?;
        // A short path: a socket's may have 107 bytes at most.
        let folder = std::env::temp_dir().join(format!("samsyn-pg-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
        user.own(&folder)?;
        let data = folder.join("data");
        output(
            user.command(&bin.join("initdb"))
                .args(["--auth=trust", "--username=samsyn", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"])
                .arg(&data),
        )?;
        let log = fs::File::create(folder.join("log")).map_err(|e| format!("cannot write in {}: {e}", folder.display()))?;
        let mut command = user.command(&bin.join("postgres"));
        command.arg("-D").arg(&data).arg("-k").arg(&folder);
        SETTINGS.iter().for_each(|setting| {
            command.args(["-c", setting]);
        });
        let server = command.stderr(log).stdout(Stdio::null()).spawn().map_err(|e| format!("cannot start PostgreSQL: {e}"))?;
        let mut private = Self { folder, server };
        private.wait(bin)?;
        Ok(private)
    }

    /// The address of its maintenance database, as sqlx and psql read it.
    pub fn url(&self) -> String {
        format!("postgres:///postgres?host={}&user=samsyn", self.folder.display())
    }

    fn wait(&mut self, bin: &Path) -> Result<(), String> {
        for _ in 0..300 {
            if works(Command::new(bin.join("pg_isready")).arg("--host").arg(&self.folder)) {
                return Ok(());
            }
            if matches!(self.server.try_wait(), Ok(Some(_))) {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(format!("PostgreSQL did not start:\n{log}"))
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast stop; Ctrl-C in a terminal reaches it in the same way.
        let stopped = works(Command::new("kill").args(["-INT", &self.server.id().to_string()]));
        if !stopped || self.server.wait().is_err() {
            say(&format!("PostgreSQL in {} may still run", self.folder.display()));
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The user that PostgreSQL runs as.
enum Unprivileged {
    /// We are one.
    Ourselves,
    /// We are root and become this one: its numbers.
    Other { user: u32, group: u32 },
}

impl Unprivileged {
    fn find() -> Result<Self, String> {
        if !is_root() {
            return Ok(Self::Ourselves);
        }
        let number = |flag: &str, name: &str| {
            let id = output(Command::new("id").args([flag, name])).ok()?;
            id.trim().parse::<u32>().ok()
        };
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Some(Self::Other { user: number("-u", name)?, group: number("-g", name)? }))
            .ok_or_else(|| "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`".to_owned())
    }

    #[cfg(unix)]
    fn own(&self, folder: &Path) -> Result<(), String> {
        match self {
            Self::Ourselves => Ok(()),
            Self::Other { user, group } => std::os::unix::fs::chown(folder, Some(*user), Some(*group))
                .map_err(|e| format!("cannot give {} to PostgreSQL's user: {e}", folder.display())),
        }
    }

    #[cfg(not(unix))]
    fn own(&self, _: &Path) -> Result<(), String> {
        Err("a private PostgreSQL needs a Unix system".to_owned())
    }

    /// The program under this user. On Linux it also stops when we are killed.
    fn command(&self, program: &Path) -> Command {
        let mut command = match self {
            Self::Ourselves if works(Command::new("setpriv").arg("--version")) => {
                let mut command = Command::new("setpriv");
                command.arg("--pdeathsig=INT").arg(program);
                command
            }
            Self::Ourselves => Command::new(program),
            Self::Other { user, group } => {
                let mut command = Command::new("setpriv");
                command.args([&format!("--reuid={user}"), &format!("--regid={group}"), "--clear-groups", "--pdeathsig=INT"]);
                command.arg(program);
                command
            }
        };
        command.current_dir("/");
        command
    }
}
