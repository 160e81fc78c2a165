//! What the tests need beside Rust and Node: PostgreSQL's server, Chromium, qpdf and pdftotext.
//!
//! Where it may (Debian or Ubuntu, as root or with sudo that asks no password) a missing tool is
//! installed with apt, and said so. Elsewhere the tests that need it are skipped, with the reason.

use crate::run::{run, say, works};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program the tests use.
pub struct Tool {
    /// What it is called in messages.
    pub name: &'static str,
    /// What cannot be tested without it.
    pub tests: &'static str,
    /// Debian's package, and what it is called on releases that have another version of it.
    packages: &'static [&'static str],
    /// How to get it elsewhere.
    elsewhere: &'static str,
    find: fn() -> Option<PathBuf>,
}

/// PostgreSQL's server programs; found is the folder that holds `initdb`.
pub const POSTGRES: Tool = Tool {
    name: "PostgreSQL server",
    tests: "the tests on PostgreSQL",
    packages: &["postgresql-15", "postgresql"],
    elsewhere: "install PostgreSQL 15 or newer (macOS: `brew install postgresql@15`; Fedora: `dnf install postgresql-server`) so that `initdb` is in PATH",
    find: find_postgres,
};

/// SQLite's own shell, to look at stores past the product.
pub const SQLITE: Tool = Tool {
    name: "sqlite3",
    tests: "the crash rounds on SQLite",
    packages: &["sqlite3"],
    elsewhere: "install SQLite's command line shell (macOS has it; Fedora: `dnf install sqlite`)",
    find: || in_path("sqlite3"),
};

/// The browser.
pub const CHROMIUM: Tool = Tool {
    name: "Chromium",
    tests: "the browser tests",
    packages: &["chromium"],
    elsewhere: "install Chromium or Chrome, or name the program in the variable CHROMIUM",
    find: find_chromium,
};

/// The checker of PDF structure.
pub const QPDF: Tool = Tool {
    name: "qpdf",
    tests: "the second check of PDF files",
    packages: &["qpdf"],
    elsewhere: "install qpdf (macOS: `brew install qpdf`; Fedora: `dnf install qpdf`)",
    find: || in_path("qpdf"),
};

/// The reader of PDF text.
pub const PDFTOTEXT: Tool = Tool {
    name: "pdftotext",
    tests: "the tests that read the text of PDF files",
    packages: &["poppler-utils"],
    elsewhere: "install poppler (macOS: `brew install poppler`; Fedora: `dnf install poppler-utils`)",
    find: || in_path("pdftotext"),
};

impl Tool {
    /// Where it is, installing it when allowed; otherwise what is skipped and what to do about it.
    pub fn ensure(&self) -> Result<PathBuf, String> {
        if let Some(path) = (self.find)() {
            return Ok(path);
        }
        let why = match self.install() {
            Ok(()) => match (self.find)() {
                Some(path) => return Ok(path),
                None => "apt installed it, but its programs are not where they were looked for".to_owned(),
            },
            Err(why) => why,
        };
        Err(format!("skipped {}: no {} ({why}). To run them, {}", self.tests, self.name, self.elsewhere))
    }

    fn install(&self) -> Result<(), String> {
        let mut apt = Apt::find()?;
        let package =
            self.packages.iter().find(|p| apt.offers(p)).ok_or_else(|| format!("apt offers none of {}", self.packages.join(", ")))?;
        say(&format!("{} is missing: installing the package {package} with apt", self.name));
        apt.install(package)
    }
}

/// apt, as root or through sudo.
struct Apt {
    through_sudo: bool,
    updated: bool,
}

impl Apt {
    fn find() -> Result<Self, String> {
        if in_path("apt-get").is_none() {
            return Err("this system has no apt to install it with".to_owned());
        }
        if is_root() {
            return Ok(Self { through_sudo: false, updated: false });
        }
        if works(Command::new("sudo").args(["--non-interactive", "true"])) {
            return Ok(Self { through_sudo: true, updated: false });
        }
        Err("installing needs root or sudo without a password".to_owned())
    }

    /// Whether there is such a package; package lists are fetched first when that looks needed.
    fn offers(&mut self, package: &str) -> bool {
        let known = || works(Command::new("apt-get").args(["install", "--simulate", "--no-install-recommends", package]));
        if known() {
            return true;
        }
        self.refresh() && known()
    }

    fn install(&mut self, package: &str) -> Result<(), String> {
        let once = |apt: &Self| run(&mut apt.command(&["install", "--yes", "--quiet=2", "--no-install-recommends", package]));
        match once(self) {
            // Old lists name files that are no longer there.
            Err(_) if self.refresh() => once(self),
            done => done,
        }
    }

    /// Fetches the package lists, once; whether they are newer now than before.
    fn refresh(&mut self) -> bool {
        if std::mem::replace(&mut self.updated, true) {
            return false;
        }
        say("refreshing apt's package lists");
        run(&mut self.command(&["update", "--quiet=2"])).map_err(|why| say(&why)).is_ok()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = if self.through_sudo { Command::new("sudo") } else { Command::new("env") };
        if self.through_sudo {
            command.args(["--non-interactive", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(args);
        command
    }
}

/// Whether we are the superuser, under which PostgreSQL refuses to run.
pub fn is_root() -> bool {
    crate::run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// The first of these programs that is in PATH.
pub fn in_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(program)).find(|path| path.is_file())
}

fn find_postgres() -> Option<PathBuf> {
    let is_server = |dir: &Path| dir.join("initdb").is_file() && dir.join("postgres").is_file();
    let mut places: Vec<PathBuf> = Vec::new();
    // Version 15 first: it is what production runs; then newer ones.
    for version in 15..=20 {
        places.push(format!("/usr/lib/postgresql/{version}/bin").into());
        places.push(format!("/usr/pgsql-{version}/bin").into());
        places.push(format!("/opt/homebrew/opt/postgresql@{version}/bin").into());
        places.push(format!("/usr/local/opt/postgresql@{version}/bin").into());
    }
    places.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    places.into_iter().find(|dir| is_server(dir))
}

fn find_chromium() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file()) {
        return Some(named);
    }
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    names.into_iter().find_map(in_path).or_else(|| mac.is_file().then_some(mac))
}
