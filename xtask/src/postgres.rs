//! A private PostgreSQL for one run: own folder, unix socket only, as an unprivileged user.

use crate::Done;
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
    bin: PathBuf,
    settings: &'static [&'static [&'static str]],
    server: Child,
}

const SETTINGS: &[&str] = &["listen_addresses=", "max_connections=200", "shared_buffers=128MB", "timezone=UTC", "log_min_messages=warning"];

/// Databases, users and settings are for tests alone: nothing has to survive a crash.
const CARELESS: &[&str] = &["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

impl Private {
    /// Starts a server with the programs of `bin`; what it holds is lost with a crash.
    pub fn start(bin: &Path) -> Result<Self, String> {
        Self::with(bin, "samsyn-pg", &[SETTINGS, CARELESS])
    }

    /// Starts a server that keeps what it acknowledged, as one in use does.
    pub fn durable(bin: &Path) -> Result<Self, String> {
        Self::with(bin, "samsyn-pgd", &[SETTINGS])
    }

    fn with(bin: &Path, name: &str, settings: &'static [&'static [&'static str]]) -> Result<Self, String> {
        let user = Unprivileged::find()?;
        // A short path: a socket's may have 107 bytes at most.
        let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
        user.own(&folder)?;
        let data = folder.join("data");
        output(
            user.command(&bin.join("initdb"))
                .args(["--auth=trust", "--username=samsyn", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"])
                .arg(&data),
        )?;
        let server = spawn(&user, bin, &folder, settings)?;
        let mut private = Self { folder, bin: bin.to_owned(), settings, server };
        private.wait()?;
        Ok(private)
    }

    /// Stops it as a lost machine would: no client is told, nothing is written any more.
    pub fn stop_at_once(&mut self) -> Done {
        output(Command::new("kill").args(["-QUIT", &self.server.id().to_string()]))?;
        self.server.wait().map(|_| ()).map_err(|e| format!("PostgreSQL: {e}"))
    }

    /// Starts it again on what it had.
    pub fn start_again(&mut self) -> Done {
        self.server = spawn(&Unprivileged::find()?, &self.bin, &self.folder, self.settings)?;
        self.wait()
    }

    /// The address of one of its databases.
    pub fn address(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=samsyn", self.folder.display())
    }

    /// What psql answers to some SQL: a row a line, `|` between its values.
    pub fn query(&self, database: &str, sql: &str) -> Result<String, String> {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-F", "|", "-v", "ON_ERROR_STOP=1", "-U", "samsyn", "-d", database, "-c", sql]);
        output(psql.arg("-h").arg(&self.folder))
    }

    /// One of its programs, told where the server is.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command.args(["-U", "samsyn"]).arg("-h").arg(&self.folder);
        command
    }

    /// The address of its maintenance database, as sqlx and psql read it.
    pub fn url(&self) -> String {
        self.address("postgres")
    }

    fn wait(&mut self) -> Done {
        for _ in 0..1500 {
            if works(Command::new(self.bin.join("pg_isready")).arg("--host").arg(&self.folder)) {
                return Ok(());
            }
            if matches!(self.server.try_wait(), Ok(Some(_))) {
                break;
            }
            sleep(Duration::from_millis(20));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(format!("PostgreSQL did not start:\n{log}"))
    }
}

fn spawn(user: &Unprivileged, bin: &Path, folder: &Path, settings: &[&[&str]]) -> Result<Child, String> {
    let log = fs::File::create(folder.join("log")).map_err(|e| format!("cannot write in {}: {e}", folder.display()))?;
    let mut command = user.command(&bin.join("postgres"));
    command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    settings.iter().copied().flatten().for_each(|setting| {
        command.args(["-c", setting]);
    });
    command.stderr(log).stdout(Stdio::null()).spawn().map_err(|e| format!("cannot start PostgreSQL: {e}"))
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
