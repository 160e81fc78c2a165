//! The data folder: its files are their owner's alone, and the owner is whoever runs the program.

use crate::outcome::Trouble;
use std::path::Path;

/// Makes everything that the process creates from here on readable and writable for its own account alone.
pub fn for_the_owner_alone() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// Refuses stores that another account owns, which could not be written, and stores that other accounts may read.
pub fn refuse_foreign(folder: &Path) -> Result<(), Trouble> {
    let tenants = std::fs::read_dir(folder.join("tenants")).into_iter().flatten().flatten().map(|entry| entry.path());
    let stores = tenants.filter(|path| path.extension().is_some_and(|extension| extension == "db"));
    std::iter::once(folder.join("directory.db")).chain(stores).try_for_each(|store| refuse(&store))
}

#[cfg(unix)]
fn refuse(store: &Path) -> Result<(), Trouble> {
    use std::os::unix::fs::MetadataExt;
    const OTHERS: u32 = 0o077;
    // A store that is gone is told by whoever opens it.
    let Ok(found) = std::fs::metadata(store) else { return Ok(()) };
    let runs = rustix::process::geteuid();
    if !runs.is_root() && found.uid() != runs.as_raw() {
        let told = format!("{} ({} / {})", store.display(), found.uid(), runs.as_raw());
        return Err(Trouble::Said("cli-store-of-another", told));
    }
    if found.mode() & OTHERS != 0 {
        return Err(Trouble::Said("cli-store-open-to-others", store.display().to_string()));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse(_: &Path) -> Result<(), Trouble> {
    Ok(())
}
