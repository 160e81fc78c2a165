//! Where the stores lie: commands that read make nothing, what is damaged is named, and files are their owner's alone.

use super::{Program, words};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use test_support::databases::ServerConfig;

fn program() -> Program {
    Program::with_districts(&ServerConfig::Sqlite(std::path::PathBuf::new()))
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn commands_that_read_say_that_there_is_nothing_and_make_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program { folder, database: None };
    let reading: [&[&str]; 5] = [
        &["audit", "verify"],
        &["config", "check"],
        &["picture", "--tenant", "0580", "--week", "2026-W41", "--format", "json", "--out", "-"],
        &["user", "reset", "a@example.se", "--tenant", "0580"],
        &["retention", "--tenant", "0580", "--dry-run"],
    ];
    for arguments in reading {
        let done = program.run(arguments);
        assert!(!done.status.success(), "{arguments:?}");
        assert!(words(&done).contains("där har ingen kommun lagts upp"), "{arguments:?}: {}", words(&done));
        assert_eq!(std::fs::read_dir(program.folder.path()).unwrap().count(), 0, "{arguments:?}");
    }
}

#[test]
fn a_store_that_is_cut_or_gone_is_named() {
    let program = program();
    assert_eq!(program.code(&["config", "check"]), 0);
    let store = program.out("tenants/0580.db");
    let whole = std::fs::read(&store).unwrap();
    std::fs::write(&store, &whole[..whole.len() / 3]).unwrap();
    for beside in ["tenants/0580.db-wal", "tenants/0580.db-shm"] {
        let _ = std::fs::remove_file(program.out(beside));
    }
    let cut = program.run(&["config", "check"]);
    assert!(!cut.status.success() && words(&cut).contains("0580: "), "{}", words(&cut));
    std::fs::remove_file(&store).unwrap();
    let gone = program.run(&["config", "check"]);
    assert!(!gone.status.success() && words(&gone).contains("0580: "), "{}", words(&gone));
    assert!(!store.exists(), "looking makes no empty store");
}

#[test]
fn an_address_that_links_cannot_begin_with_is_refused_before_anything_is_opened() {
    let program = program();
    for (address, is_taken) in [
        ("https://samsyn.kommun.example", true),
        ("https://samsyn.kommun.example/", true),
        ("http://samsyn.kommun.example:8484", true),
        ("samsyn.kommun.example", false),
        ("https://kommun.example/samsyn", false),
        ("https://samsyn.kommun.example?a=b", false),
        ("https://", false),
        ("ftp://samsyn.kommun.example", false),
    ] {
        program.file("samsyn.toml", format!("[http]\npublic_address = \"{address}\"\n").as_bytes());
        let done = program.run(&["config", "check"]);
        assert_eq!(done.status.success(), is_taken, "{address}: {}", words(&done));
        assert!(is_taken || words(&done).contains("http.public_address"), "{}", words(&done));
    }
    program.file("samsyn.toml", b"[mail]\nhost = \"127.0.0.1\"\nport = 9\ntls = \"none\"\nfrom = \"samsyn@example.se\"\n");
    let without = program.run(&["config", "check"]);
    assert!(!without.status.success() && words(&without).contains("http.public_address saknas"), "{}", words(&without));
    let text = "[http]\npublic_address = \"https://samsyn.example.se\"\n[mail]\nhost = \"127.0.0.1\"\nport = 9\ntls = \"none\"\nfrom = \"samsyn@example.se\"\n";
    program.file("samsyn.toml", text.as_bytes());
    let silent = program.run(&["config", "check"]);
    assert!(!silent.status.success() && words(&silent).contains("E-postservern svarar inte"), "{}", words(&silent));
}

#[test]
fn what_the_program_makes_is_its_owners_alone() {
    let program = program();
    for (path, expected) in [("tenants", 0o700), ("directory.db", 0o600), ("tenants/0580.db", 0o600)] {
        assert_eq!(mode(&program.out(path)), expected, "{path}");
    }
    std::fs::set_permissions(program.out("tenants/0580.db"), PermissionsExt::from_mode(0o640)).unwrap();
    let done = program.run(&["audit", "verify"]);
    assert!(!done.status.success() && words(&done).contains("0580.db") && words(&done).contains("chmod"), "{}", words(&done));
}
