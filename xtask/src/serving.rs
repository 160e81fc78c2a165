//! The product as a running process: started, asked, killed.

use crate::Done;
use crate::http::Client;
use crate::run::output;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(120);

/// A running `samsyn serve`; it is stopped when this is dropped.
pub struct Served {
    child: Child,
    port: u16,
}

/// A port that nobody listens on now.
pub fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|e| format!("no port: {e}"))?;
    Ok(listener.local_addr().map_err(|e| format!("no port: {e}"))?.port())
}

/// `samsyn` on the stores that `place` names (`--data …`), untouched by the caller's own settings. What it says goes to a file.
pub fn samsyn(binary: &Path, place: &[String], log: &Path) -> Result<Command, String> {
    let mut command = Command::new(binary);
    command.args(place).stdin(Stdio::null()).stdout(Stdio::null());
    for variable in ["SAMSYN_DATA", "SAMSYN_DATABASE", "SAMSYN_CONFIG"] {
        command.env_remove(variable);
    }
    let log = std::fs::OpenOptions::new().create(true).append(true).open(log).map_err(|e| format!("no log: {e}"))?;
    command.stderr(log);
    Ok(command)
}

impl Served {
    /// Starts it and waits until it answers that it is ready; also how long that took.
    pub fn start(mut samsyn: Command, port: u16) -> Result<(Self, Duration), String> {
        let started = Instant::now();
        samsyn.args(["serve", "--port", &port.to_string()]);
        let child = samsyn.spawn().map_err(|e| format!("cannot start samsyn: {e}"))?;
        let mut served = Self { child, port };
        served.wait()?;
        Ok((served, started.elapsed()))
    }

    /// Waits until it answers that it is ready.
    pub fn wait(&mut self) -> Done {
        let since = Instant::now();
        loop {
            if Client::new(self.port).get("/readyz").is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("samsyn serve ended ({status})"));
            }
            if since.elapsed() > PATIENCE {
                return Err("samsyn serve was not ready in time".to_owned());
            }
            sleep(Duration::from_millis(1));
        }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`: it learns nothing of it.
    pub fn kill(mut self) -> Done {
        self.child.kill().map_err(|e| format!("cannot kill samsyn: {e}"))?;
        self.child.wait().map(|_| ()).map_err(|e| format!("samsyn: {e}"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let _ = output(Command::new("kill").arg(self.child.id().to_string()));
        let _ = self.child.wait();
    }
}
