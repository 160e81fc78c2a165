//! Everything from npm: scripts and styles of the pages, and the typefaces of pages and documents.
//!
//! Nothing prebuilt is committed; `package-lock.json` says exactly what is installed. Work is
//! skipped when its inputs are those of the last run.

use crate::run::{run, say};
use crate::{Done, root};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Typefaces that the PDF embeds: where npm puts them, and what crates/documents/build.rs calls them.
const FONTS: &[(&str, &str)] = &[
    ("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf", "Inter_400Regular.ttf"),
    ("@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf", "Inter_500Medium.ttf"),
    ("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf", "Inter_600SemiBold.ttf"),
    ("@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf", "Inter_700Bold.ttf"),
];

/// Installs the locked packages, bundles the pages' assets and copies the typefaces of the documents.
pub fn assets() -> Done {
    let state = root().join("target/xtask");
    fs::create_dir_all(&state).map_err(|e| format!("cannot make {}: {e}", state.display()))?;
    let lock = fs::File::create(state.join("assets.lock")).map_err(|e| format!("cannot lock {}: {e}", state.display()))?;
    lock.lock().map_err(|e| format!("cannot lock {}: {e}", state.display()))?;

    let assets = folder();
    let web = "the pages' scripts and styles";
    install(&assets, &state.join("npm.stamp"))?;
    let dist = assets.join("dist");
    once(&state.join("dist.stamp"), stamp_of_tree(&assets)?, dist.is_dir(), || {
        say(&format!("bundling {web}"));
        run(Command::new("npm").args(["run", "--silent", "build"]).current_dir(&assets))
    })?;
    if !dist.is_dir() {
        return Err(format!("`npm run build` in {} made no dist folder", assets.display()));
    }
    copy_fonts(&assets.join("node_modules"))
}

/// The folder with `package.json`.
pub fn folder() -> PathBuf {
    root().join("crates/web/assets")
}

fn install(folder: &Path, stamp: &Path) -> Done {
    let manifest = fs::read(folder.join("package.json")).map_err(|e| format!("cannot read {}/package.json: {e}", folder.display()))?;
    let locked = fs::read(folder.join("package-lock.json")).map_err(|e| {
        format!("cannot read {}/package-lock.json: {e}. Make it with `npm install --package-lock-only` and commit it", folder.display())
    })?;
    once(stamp, hash(&(manifest, locked)), folder.join("node_modules").is_dir(), || {
        say("installing npm packages from the lock file (about half a minute)");
        run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder))
            .map_err(|why| format!("{why}. Node.js 20 or newer with npm is needed: https://nodejs.org"))
    })
}

fn copy_fonts(modules: &Path) -> Done {
    let to = root().join("crates/documents/fonts");
    fs::create_dir_all(&to).map_err(|e| format!("cannot make {}: {e}", to.display()))?;
    for (from, name) in FONTS {
        let from = modules.join(from);
        let font = fs::read(&from).map_err(|e| format!("cannot read the typeface {}: {e}", from.display()))?;
        let to = to.join(name);
        // Left untouched when equal, so that cargo sees no change.
        if fs::read(&to).ok().as_ref() != Some(&font) {
            fs::write(&to, font).map_err(|e| format!("cannot write {}: {e}", to.display()))?;
        }
    }
    Ok(())
}

/// Does the work unless it was done for the same inputs and its result is still there.
fn once(stamp: &Path, inputs: u64, result_is_there: bool, work: impl FnOnce() -> Done) -> Done {
    let now = format!("{inputs:016x}");
    if result_is_there && fs::read_to_string(stamp).is_ok_and(|before| before == now) {
        return Ok(());
    }
    work()?;
    fs::write(stamp, now).map_err(|e| format!("cannot write {}: {e}", stamp.display()))
}

/// A digest of every file below, but for what the build itself makes.
fn stamp_of_tree(folder: &Path) -> Result<u64, String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|e| format!("cannot read {}: {e}", folder.display()))?;
    files.sort();
    let contents: Vec<_> = files.iter().map(|f| (f, fs::read(f).unwrap_or_default())).collect();
    Ok(hash(&contents))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() && name != "node_modules" && name != "dist" {
            collect(&path, files)?;
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
