//! The program as an operator and other programs use it: arguments in, exit codes, JSON and files out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "cli/analyse_figures.rs"]
mod analyse_figures;
#[path = "cli/analyse_series.rs"]
mod analyse_series;
#[path = "cli/analyse_tables.rs"]
mod analyse_tables;
#[path = "cli/lists.rs"]
mod lists;
#[path = "cli/stores.rs"]
mod stores;

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use test_support::databases::ServerConfig;

struct Program {
    folder: tempfile::TempDir,
    database: Option<String>,
}

impl Program {
    /// A municipality with its districts.
    fn with_districts(place: &ServerConfig) -> Self {
        let database = match place {
            ServerConfig::Sqlite(_) => None,
            ServerConfig::Postgres(url) => Some(url.clone()),
        };
        let program = Self { folder: tempfile::tempdir().unwrap(), database };
        assert_eq!(program.code(&["tenant", "create", "0580", "Linköpings kommun"]), 0);
        let districts = program.file("regso.geojson", practice::districts_geojson());
        let columns = ["--name-column", "regsonamn", "--code-column", "regsokod", "--municipality", "0580"];
        let done = program.run(&[&["import", "districts", &districts, "--tenant", "0580", "--json"][..], &columns].concat());
        assert_eq!(json(&done)["imported"], 32);
        program
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samsyn"));
        command.arg("--data").arg(self.folder.path()).args(arguments).env("LANG", "sv_SE.UTF-8").env_remove("LC_ALL");
        if let Some(url) = &self.database {
            command.env("SAMSYN_DATABASE", url);
        }
        command.output().unwrap()
    }

    fn code(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).status.code().unwrap()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    fn out(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn import(&self, file: &str) -> Output {
        self.run(&["import", "incidents", file, "--tenant", "0580", "--sender", "Polisen", "--yes", "--json"])
    }
}

fn json(output: &Output) -> Value {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text} {}", words(output)))
}

fn words(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const LIST: &str = "\
ID;BROTTSKOD;LATITUDE;LONGITUDE;GATA;GATUNR;KOMMUN;BROTTSDATUMTID_START;BROTTSDATUMTID_SLUT
K1;0858;58,4108;15,5600;Björnkärrsgatan;12;LINKÖPING;2026-11-10 22:00;2026-11-11 06:00
K2;1201;58.4100;15.5610;Rydsvägen;3;LINKÖPING;2026-11-10 12:00;2026-11-10 12:30
K3;1201;59.3300;18.0700;Drottninggatan;1;STOCKHOLM;2026-11-10 12:00;2026-11-10 12:30
";

fn on_each(place: ServerConfig, test: fn(Program)) {
    test(Program::with_districts(&place));
}

test_support::on_each_database! {
    async fn a_list_is_imported_and_the_picture_comes_out_in_every_form(place: ServerConfig) {
        on_each(place, |program| {
            let list = program.file("polis.csv", LIST.as_bytes());
            let done = program.import(&list);
            assert_eq!(done.status.code(), Some(4), "{}", words(&done));
            let report = json(&done);
            assert_eq!((&report["read"], &report["imported"], &report["duplicates"]), (&3.into(), &2.into(), &0.into()));
            assert_eq!(report["rejected"][0]["row"], 4);
            assert!(report["rejected"][0]["reason"].as_str().unwrap().contains("utanför"), "{report}");

            let again = json(&program.import(&list));
            assert_eq!((&again["imported"], &again["duplicates"]), (&0.into(), &2.into()));

            for format in ["json", "csv", "xlsx", "pdf"] {
                let out = program.out(&format!("v46.{format}")).display().to_string();
                let done = program.run(&["picture", "--tenant", "0580", "--week", "2026-W46", "--format", format, "--out", &out]);
                assert_eq!(done.status.code(), Some(0), "{format}: {}", words(&done));
            }
            let picture: Value = serde_json::from_slice(&std::fs::read(program.out("v46.json")).unwrap()).unwrap();
            assert_eq!((&picture["tenant"], &picture["week"], &picture["incident_count"]), (&"0580".into(), &"2026-W46".into(), &2.into()));
            assert_eq!(picture["districts"].as_array().unwrap().len(), 32);
            assert_eq!((picture["pulse"].as_array().unwrap().len(), picture["pulse"][0].as_array().unwrap().len()), (7, 24));
            let pulse: f64 = picture["pulse"].as_array().unwrap().iter().flat_map(|d| d.as_array().unwrap()).map(|v| v.as_f64().unwrap()).sum();
            assert!((pulse - 2.0).abs() < 1e-6, "{pulse}");
            assert!(std::fs::read(program.out("v46.pdf")).unwrap().starts_with(b"%PDF-"));
            assert!(std::fs::read(program.out("v46.xlsx")).unwrap().starts_with(b"PK"));

            let verified = program.run(&["audit", "verify", "--tenant", "0580"]);
            assert_eq!(verified.status.code(), Some(0), "{}", words(&verified));
        });
    }

    async fn refused_files_and_wrong_use_have_their_own_codes_in_both_languages(place: ServerConfig) {
        on_each(place, |program| {
            let empty = program.file("tom.xlsx", b"");
            let refused = program.import(&empty);
            assert_eq!((refused.status.code(), json(&refused)["imported"].clone()), (Some(3), 0.into()));
            let swedish = words(&refused);
            let english = words(&program.run(&["--lang", "en", "import", "incidents", &empty, "--tenant", "0580", "--sender", "x", "--yes"]));
            assert!(swedish.contains("tom") && english.contains("empty"), "{swedish} {english}");
            assert_eq!(program.code(&["import", "incidents", "finns-inte.csv", "--tenant", "0580", "--sender", "x", "--yes"]), 3);
            assert_eq!(program.code(&["import", "incidents", &empty, "--tenant", "9999", "--sender", "x", "--yes"]), 2);
            assert_eq!(program.code(&["picture", "--tenant", "0580", "--week", "2025-W53", "--format", "json", "--out", "-"]), 2);
            assert_eq!(program.code(&["tenant", "create", "0580", "En gång till"]), 1);
            assert_eq!(program.code(&["tenant", "create", "58", ""]), 2);
        });
    }

    async fn an_operator_adds_a_user_and_checks_the_configuration(place: ServerConfig) {
        on_each(place, |program| {
            let added = program.run(&["user", "add", "samordnare@example.se", "--tenant", "0580", "--role", "coordinator"]);
            assert_eq!(added.status.code(), Some(0), "{}", words(&added));
            assert!(String::from_utf8(added.stdout).unwrap().trim().len() >= 24, "a password is made and printed");
            let refused = program.run(&["user", "add", "b@example.se", "--tenant", "0580", "--role", "kung"]);
            assert_eq!((refused.status.code(), words(&refused).contains("kung") && !words(&refused).contains('$')), (Some(2), true));
            assert_eq!(program.code(&["config", "check"]), 0);
            program.file("samsyn.toml", b"[http]\nprot = 1\n");
            assert_eq!(program.code(&["config", "check"]), 2);
            for wrong in [
                "[mail]\nhost = \"m\"\nfrom = \"inte en adress\"\n",
                "[mail]\nhost = \"m\"\nfrom = \"a@example.se\"\nuser = \"a\"\n",
                "[mail]\nhost = \"m\"\nfrom = \"a@example.se\"\nuser = \"a\"\npassword_file = \"finns-inte\"\n",
            ] {
                program.file("samsyn.toml", wrong.as_bytes());
                assert_eq!(program.code(&["config", "check"]), 2, "{wrong}");
            }
            let server = test_support::smtp::Sink::start();
            let mail = format!("[mail]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nfrom = \"Samsyn <samsyn@example.se>\"\n", server.port());
            program.file("samsyn.toml", format!("[http]\npublic_address = \"https://samsyn.example.se\"\n{mail}").as_bytes());
            let good = program.run(&["config", "check"]);
            assert_eq!(good.status.code(), Some(0), "the mail server greets: {}", words(&good));
        });
    }
}

/// Links that work once are for a person to hand over: standard output, and nothing else on it.
#[test]
fn an_operator_invites_and_resets_by_links() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::with_districts(&ServerConfig::Sqlite(folder.path().to_owned()));
    program.file("samsyn.toml", b"[http]\npublic_address = \"https://samsyn.example.se\"\n");
    let invite = ["user", "invite", "chef@example.se", "--tenant", "0580", "--role", "administrator", "--title", "Administratör"];
    let invited = program.run(&invite);
    assert_eq!(invited.status.code(), Some(0), "{}", words(&invited));
    let link = String::from_utf8(invited.stdout).unwrap();
    assert!(link.starts_with("https://samsyn.example.se/inbjudan/") && link.trim_end().lines().count() == 1, "{link}");
    assert_eq!(program.code(&invite), 2, "invited already");
    let reset = program.run(&["user", "reset", "chef@example.se", "--tenant", "0580"]);
    assert!(String::from_utf8(reset.stdout).unwrap().starts_with("https://samsyn.example.se/losenord/"));
    assert_eq!(program.code(&["user", "reset", "ingen@example.se", "--tenant", "0580"]), 2);
    assert_eq!(program.code(&["audit", "verify", "--tenant", "0580"]), 0);
}

/// A chain as a file kept elsewhere, and what holding it against the store tells; each outcome has its code.
#[test]
fn a_log_is_taken_out_and_held_against_its_store() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::with_districts(&ServerConfig::Sqlite(folder.path().to_owned()));
    let copy = program.out("kopia.jsonl").display().to_string();
    assert_eq!(program.code(&["audit", "export", "--tenant", "0580", "--out", &copy]), 0);
    let text = std::fs::read_to_string(&copy).unwrap();
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!((&last["action"], &last["authority"], &last["outcome"]), (&"audit-exported".into(), &"0580".into(), &"done".into()));
    let held = program.run(&["audit", "verify", "--against", &copy]);
    assert_eq!(held.status.code(), Some(0), "{}", words(&held));
    let lines: Vec<&str> = text.lines().collect();
    let cut = program.file("avklippt.jsonl", format!("{}\n", lines[..lines.len() - 1].join("\n")).as_bytes());
    let edited = program.file("andrad.jsonl", text.replacen("kommandorad", "kommandorat", 1).as_bytes());
    for falsified in [&cut, &edited] {
        assert_eq!(program.code(&["audit", "verify", "--tenant", "0580", "--against", falsified]), 5);
    }
    assert_eq!(program.code(&["audit", "verify", "--against", "finns-inte.jsonl"]), 3);
    let directory = program.run(&["audit", "export", "--directory", "--from", "1", "--to", "1"]);
    assert_eq!(String::from_utf8(directory.stdout).unwrap().lines().count(), 1);
    let all = program.run(&["audit", "verify"]);
    let heads = String::from_utf8(all.stdout).unwrap();
    assert!(all.status.success() && heads.starts_with("directory ") && heads.lines().any(|l| l.starts_with("0580 ")), "{heads}");
    assert_eq!(program.code(&["audit", "export", "--tenant", "0580", "--to", "2020-01-01"]), 2);
    let dry = program.run(&["retention", "--tenant", "0580", "--dry-run"]);
    assert_eq!(String::from_utf8(dry.stdout).unwrap().lines().count(), domain::retention::RecordKind::ALL.len());
    assert_eq!(program.code(&["retention", "--tenant", "0580"]), 2);
}

/// The practice town is never opened over a real municipality: it asks for no sign-in.
#[test]
fn the_demo_refuses_a_folder_with_a_real_municipality() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::with_districts(&ServerConfig::Sqlite(folder.path().to_owned()));
    let refused = program.run(&["demo", "--port", "0", "--weeks", "8"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(words(&refused).contains("riktig kommun"), "{}", words(&refused));
    // A town whose making was interrupted is no real municipality: what to delete is said.
    program.file("practice-half-made", b"");
    let refused = program.run(&["demo", "--port", "0", "--weeks", "8"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(words(&refused).contains("Ta bort mappen"), "{}", words(&refused));
}

/// The guard over a file: no store is made, ids stay as they were, offsets are in characters, bad lines are told and passed by.
#[test]
fn the_guard_scans_a_file_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("texts.jsonl");
    let lines = [
        "{\"id\":\"a\",\"text\":\"Åke ÅÄÖ 🙂 ring 070-1740605 i kväll\"}",
        "",
        "{\"id\":7,\"text\":\"Trasig lampa.\"}",
        "not json",
        "{\"id\":8}",
        "{\"text\":\"x\"}",
        "{\"text\":\"pnr 850312-0001\",\"id\":9.5}",
    ];
    std::fs::write(&file, lines.join("\r\n")).unwrap();
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_samsyn"))
            .arg("--data")
            .arg(&data)
            .args(arguments)
            .env("LANG", "sv_SE.UTF-8")
            .env_remove("LC_ALL")
            .output()
            .unwrap()
    };
    let output = run(&["privacy", "scan", file.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(4), "{}", words(&output));
    let out = String::from_utf8(output.stdout.clone()).unwrap();
    let found: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.iter().map(|f| f["id"].clone()).collect::<Vec<_>>(), [Value::from("a"), Value::from(7), Value::from(9.5)]);
    let phone = found[0]["spans"].as_array().unwrap().iter().find(|s| s["class"] == "phone").unwrap().clone();
    assert_eq!(phone, serde_json::json!({ "start": 15, "end": 26, "class": "phone", "level": "confirm" }));
    assert_eq!(found[1]["spans"], serde_json::json!([]));
    assert_eq!(found[2]["spans"][0]["level"], "block");
    let told = words(&output);
    assert!(["Rad 4", "Rad 5", "Rad 6"].iter().all(|row| told.contains(row)), "{told}");
    assert!(!data.exists());
    assert_eq!(run(&["privacy", "scan", "nowhere.jsonl", "--json"]).status.code(), Some(3));
    std::fs::write(&file, "").unwrap();
    assert_eq!(run(&["privacy", "scan", file.to_str().unwrap(), "--json"]).status.code(), Some(0));
}
