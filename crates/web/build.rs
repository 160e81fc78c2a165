//! Embeds templates and built assets: writes two tables into `OUT_DIR` that `templates.rs` and
//! `assets.rs` include.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), String> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    let (templates, dist) = (root.join("templates"), root.join("assets/dist"));
    println!("cargo:rerun-if-changed={}", templates.display());
    println!("cargo:rerun-if-changed={}", dist.display());
    if !dist.join("manifest.json").is_file() {
        return Err("the assets are not built: run `cargo xtask assets` (needs Node) and build again".to_owned());
    }
    table(&templates, &out.join("templates.rs"), "include_str!").map_err(|e| format!("templates: {e}"))?;
    table(&dist, &out.join("assets.rs"), "include_bytes!").map_err(|e| format!("assets: {e}"))
}

/// Writes `&[("name", include_…!("path")), …]` over every file under a folder, sorted by name.
fn table(folder: &Path, target: &Path, include: &str) -> io::Result<()> {
    let mut files = Vec::new();
    gather(folder, folder, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for (name, path) in &files {
        println!("cargo:rerun-if-changed={path}");
        let bytes = if include == "include_bytes!" { " as &[u8]" } else { "" };
        let _ = writeln!(code, "({name:?}, {include}({path:?}){bytes}),");
    }
    code.push(']');
    fs::write(target, code)
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            files.push((name.to_string_lossy().replace('\\', "/"), path.to_string_lossy().into_owned()));
        }
    }
    Ok(())
}
