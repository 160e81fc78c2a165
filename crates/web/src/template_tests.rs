//! Every template is rendered with a sample in every language, and the result is checked as a
//! browser and a screen reader would read it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actions;
mod html;
mod samples;

use crate::templates::EMBEDDED;
use messages::Lang;
use std::collections::BTreeSet;

/// Parts that other templates are made of: rendered with them.
fn is_page(name: &str) -> bool {
    !name.contains('/') && name != "layout.html"
}

#[test]
fn every_template_has_a_sample_and_every_sample_a_template() {
    let files: BTreeSet<&str> = EMBEDDED.iter().map(|(name, _)| *name).filter(|name| is_page(name)).collect();
    let sampled: BTreeSet<&str> = samples::all(Lang::Sv).iter().map(|s| s.template).collect();
    assert_eq!(files, sampled);
}

#[test]
fn every_page_is_whole_in_every_language() {
    for lang in Lang::ALL {
        for sample in samples::all(*lang) {
            let name = format!("{} {} ({})", sample.template, sample.case, lang.tag());
            let page = sample.html.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            html::check(&page, lang.tag()).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        }
    }
}

#[test]
fn no_page_shows_the_id_of_a_message() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../messages/locales/sv");
    let mut ids = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let begins = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        ids.extend(text.lines().filter(begins).filter_map(|l| Some(l.split_once(" =")?.0.to_owned())));
    }
    let prefixes: BTreeSet<&str> = ids.iter().filter_map(|id| Some(id.split_once('-')?.0)).collect();
    for sample in Lang::ALL.iter().flat_map(|lang| samples::all(*lang)) {
        for word in html::words(&sample.html.unwrap()) {
            let id_like = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
            let prefix = word.split_once('-').map_or("", |(first, _)| first);
            let shown = ids.contains(&word) && word.contains('-') || id_like && prefixes.contains(prefix);
            assert!(!shown, "{} shows `{word}`", sample.template);
        }
    }
}

#[test]
fn what_others_write_stays_text() {
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    for (template, html) in samples::hostile(hostile) {
        assert!(!html.contains("<script>alert") && !html.contains("<img src=x"), "{template}: unescaped");
        assert!(html.contains("&lt;script&gt;"), "{template}: the text is gone");
    }
}

/// Figures and numbers of a page that readers decide by: each leads to the card of its method.
#[test]
fn every_figure_leads_to_its_method() {
    use domain::methods::Method;
    let on = |method: Method| match method {
        Method::Trend | Method::Notable | Method::Comparison | Method::Map | Method::HotSpots | Method::Pulse | Method::Silence => {
            Some("picture.html")
        }
        Method::BeforeAfter | Method::Verdict => Some("action.html"),
        Method::Periods | Method::Concentration | Method::HotSquares | Method::NearRepeat | Method::Density | Method::LifeLines => {
            Some("workbook.html")
        }
        // Shown on the command line, and in what anyone may read without signing in.
        Method::Scan | Method::Suppression => None,
    };
    let samples = samples::all(Lang::Sv);
    for method in Method::ALL {
        let Some(template) = on(*method) else { continue };
        let way = format!("/metod/{}\"", method.key());
        let shown = samples.iter().filter(|s| s.template == template).any(|s| s.html.as_ref().unwrap().contains(&way));
        assert!(shown, "no sample of {template} leads to the card of {}", method.key());
    }
    // A figure never stands without a way to a card.
    for sample in samples.iter().filter(|s| ["picture.html", "action.html", "workbook.html", "workbook_kept.html"].contains(&s.template)) {
        let html = sample.html.as_ref().unwrap();
        let (figures, ways) = (html.matches("class=\"figure fig\"").count(), html.matches("/metod/").count());
        assert!(figures <= ways, "{} ({}) has {figures} figures and {ways} ways to cards", sample.template, sample.case);
    }
}
