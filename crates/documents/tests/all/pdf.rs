//! The PDF: archival, accessible, two pages, and nothing a user writes is source.

use crate::picture;
use documents::picture::pdf;
use documents::{TypesetFailure, typeset, typeset_main};
use domain::pictures::finding::{self, Finding};
use domain::pictures::{Change, Picture, Pulse};
use messages::Lang;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// The documents that the tests look at, typeset once.
static SWEDISH: LazyLock<Vec<u8>> = LazyLock::new(|| made(&picture::sample(), Lang::Sv));
static ENGLISH: LazyLock<Vec<u8>> = LazyLock::new(|| made(&picture::sample(), Lang::En));
static HOSTILE: LazyLock<Vec<u8>> = LazyLock::new(|| made(&picture::hostile(), Lang::Sv));

fn made(picture: &Picture, lang: Lang) -> Vec<u8> {
    typeset(&pdf::document(picture, &picture::outlines(), Some("https://samsyn.example.se"), lang)).unwrap()
}

/// An outside reader, named by `cargo xtask test` in a variable of its name. Without one the test says
/// that it was skipped; xtask counts it, and fails where nothing may be skipped.
fn reader(program: &str) -> Option<String> {
    if let Ok(named) = std::env::var(program.to_uppercase()) {
        return Some(named);
    }
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        eprintln!("skipped: there is no {program}");
    }
    found.then(|| program.to_owned())
}

fn through(program: &str, args: &[&str], input: &[u8]) -> (bool, String) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(input).unwrap();
    let path = file.path().to_str().unwrap();
    let args = args.iter().map(|a| if *a == "FILE" { path } else { a });
    let out = Command::new(program).args(args).output().unwrap();
    (out.status.success(), String::from_utf8_lossy(&out.stdout).into_owned())
}

fn every_stream_is_as_long_as_it_says(bytes: &[u8]) {
    let starts = places_of(bytes, b">>\nstream\n");
    assert!(starts.len() > 10, "{}", starts.len());
    for start in starts {
        let head = String::from_utf8_lossy(&bytes[start.saturating_sub(400)..start]).into_owned();
        let digits: String = head.rsplit("/Length ").next().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        let data = start + b">>\nstream\n".len();
        let end = data + digits.parse::<usize>().unwrap();
        assert!(bytes[end..].starts_with(b"\nendstream"), "{head}");
    }
}

fn places_of(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    bytes.windows(wanted.len()).enumerate().filter(|(_, w)| *w == wanted).map(|(at, _)| at).collect()
}

#[test]
fn is_both_archival_and_accessible() {
    for bytes in [&SWEDISH, &ENGLISH, &HOSTILE] {
        for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
            let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).unwrap();
            // The validator takes a carriage return that ends compressed data for a part of the line break after it.
            let broken = report.failures.iter().any(|failure| !failure.rule_id.ends_with(":6.1.7.1:1"));
            assert!(!broken && report.rules.total > 100, "{report}");
            every_stream_is_as_long_as_it_says(bytes);
        }
    }
}

#[test]
fn sentences_lead_to_what_stands_behind_them_where_the_product_has_an_address() {
    let picture = picture::sample();
    let values = |address| serde_json::to_value(pdf::document(&picture, &[], address, Lang::Sv)).unwrap().to_string();
    let linked = values(Some("https://samsyn.example.se"));
    let total = finding::id_of(&picture, &Finding::Total(&picture)).unwrap();
    let page = finding::page(&picture, &total);
    assert!(page.contains("/fynd/") && linked.contains(&format!("\"https://samsyn.example.se{page}\"")), "{page}");
    assert!(!values(None).contains("/fynd/"));
}

#[test]
fn a_week_without_material_is_a_document_too() {
    let mut empty = picture::sample();
    empty.incident_count = 0;
    empty.change = Change::Unknown;
    empty.comparisons.clear();
    empty.notable.clear();
    empty.weekly.clear();
    empty.districts.clear();
    empty.categories.clear();
    empty.pulse = Pulse { cells: [[0.0; 24]; 7], placed: 0, vague: 0, left_out: 0 };
    empty.hotspots.clear();
    empty.map.grids.clear();
    empty.coming.clear();
    empty.context.clear();
    empty.sources.clear();
    empty.judgement = domain::pictures::Judgement::default();
    empty.late.clear();
    let bytes = typeset(&pdf::document(&empty, &[], None, Lang::Sv)).unwrap();
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    let report = validate_pdf_bytes(&bytes, &options).unwrap();
    assert!(report.is_compliant, "{report}");
}

#[test]
fn is_sound_to_qpdf() {
    if let Some(qpdf) = reader("qpdf") {
        for bytes in [&SWEDISH, &ENGLISH] {
            let (sound, said) = through(&qpdf, &["--check", "FILE"], bytes);
            assert!(sound, "{said}");
        }
    }
}

#[test]
fn an_ordinary_municipality_gets_two_pages() {
    if let Some(qpdf) = reader("qpdf") {
        for bytes in [&SWEDISH, &ENGLISH] {
            let (_, pages) = through(&qpdf, &["--show-npages", "FILE"], bytes);
            assert_eq!(pages.trim(), "2");
        }
    }
}

#[test]
fn says_everything_in_swedish_letters_on_each_page() {
    if let Some(pdftotext) = reader("pdftotext") {
        let (_, text) = through(&pdftotext, &["-layout", "FILE", "-"], &SWEDISH);
        let pages: Vec<&str> = text.split('\u{c}').filter(|p| !p.trim().is_empty()).collect();
        for page in pages {
            for head in ["Linköpings kommun", "v. 46, 2026", "9–15 november 2026", "Utgåva 1", "Område: hela området"] {
                assert!(page.replace('\u{a0}', " ").contains(head), "{head} is not in the page's head");
            }
        }
        for words in [
            "Bedömning och beslut",
            "Orange: tydliga problem",
            "samordnad insats",
            "ökat tre veckor i rad",
            "Ryds centrum fredag",
            "Bättre belysning",
            "41 händelser på 12 veckor mot 22",
            "Metod: Några veckor mot andra",
            &"7a".repeat(32),
        ] {
            assert!(text.contains(words), "{words} is missing");
        }
        for words in ["Ådala", "Skäggetorp", "går inte att avgöra", "Preliminära uppgifter", "Har inte lämnat"] {
            assert!(text.contains(words), "{words} is missing");
        }
    }
}

#[test]
fn readers_below_class_c_get_no_motive_on_paper() {
    let whole = picture::sample();
    let open = Picture { judgement: whole.judgement.clone().without_motives(), ..whole };
    let values = serde_json::to_string(&pdf::document(&open, &[], None, Lang::Sv)).unwrap();
    assert!(values.contains("Orange: tydliga problem") && !values.contains("tre veckor i rad"));
}

#[test]
fn a_place_says_in_a_word_which_way_it_went() {
    if let Some(pdftotext) = reader("pdftotext") {
        let uncited = Picture { citations: Vec::new(), ..picture::sample() };
        let (_, text) = through(&pdftotext, &["-layout", "FILE", "-"], &made(&uncited, Lang::Sv));
        assert!(!text.contains("bara för myndigheterna"));
        let line =
            |place: &str| text.lines().find(|l| l.trim_start().starts_with(place)).unwrap_or_else(|| panic!("{place}: {text}")).to_owned();
        for (place, word) in [("Rydskolan", "nytt"), ("Resecentrum", "oförändrat")] {
            assert!(line(place).contains(word), "{}", line(place));
        }
    }
}

#[test]
fn hostile_text_is_text() {
    if let Some(pdftotext) = reader("pdftotext") {
        let (_, text) = through(&pdftotext, &["-raw", "FILE", "-"], &HOSTILE);
        let together = |t: &str| t.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '\u{ad}').collect::<String>();
        let text = together(&text);
        for hostile in picture::HOSTILE.iter().filter(|h| h.is_ascii()) {
            assert!(text.contains(&together(hostile)), "{hostile} is not in the text");
        }
        assert!(!text.contains("root:x:"), "no file was read");
    }
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    assert!(*SWEDISH == made(&picture::sample(), Lang::Sv));
}

#[test]
fn the_child_process_takes_json_and_refuses_anything_else() {
    let input = pdf::document(&picture::sample(), &[], None, Lang::Sv);
    assert!(typeset_main(&serde_json::to_vec(&input).unwrap()).unwrap().starts_with(b"%PDF-1.7"));
    assert!(matches!(typeset_main(b"{}"), Err(TypesetFailure::Input(_))));
}
