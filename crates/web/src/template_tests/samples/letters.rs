//! Samples of the pages about letters and feedback.

use super::{Sample, errors, frame, sample};
use crate::access::Reader;
use crate::forms::FormError;
use crate::pages::feedback::{FeedbackLine, FeedbackPage, LongestLine, ShareLine};
use crate::pages::letters::{LetterLine, LetterPage, LettersPage, Possible};
use crate::pages::opt_out::{OptOutPage, Stage};
use crate::shell::{Place, Shell};
use messages::Lang;

fn line(text: &str, refused: &str) -> FeedbackLine {
    FeedbackLine {
        value: "0193b6a4-7c1e-7f00-8000-00000000abcd:0a".to_owned(),
        report: text.to_owned(),
        organisation: text.to_owned(),
        title: text.to_owned(),
        href: "/t/0580/insatser/1".to_owned(),
        text: text.to_owned(),
        other: text.to_owned(),
        other_lang: "en",
        at: "2026-11-15 14:05".to_owned(),
        refused: refused.to_owned(),
        chosen: false,
    }
}

fn feedback(lang: Lang, text: &str, n: usize, errors: Vec<FormError>) -> FeedbackPage {
    let longest = LongestLine {
        report: text.to_owned(),
        href: "/t/0580/granska/1".to_owned(),
        organisation: text.to_owned(),
        waited: "3".to_owned(),
    };
    FeedbackPage {
        shell: frame(lang, "feedback-title"),
        errors,
        sentence: "2".to_owned(),
        answered: "2".to_owned(),
        waiting: vec![line(text, ""); n],
        refused: vec![line(text, text); n],
        action: "/t/0580/aterkoppling".to_owned(),
        reason: if n > 0 { text.to_owned() } else { String::new() },
        organisations: (0..n).map(|_| ShareLine { name: text.to_owned(), share: "1".to_owned() }).collect(),
        longest: vec![longest; n],
    }
}

fn letter(lang: Lang, text: &str, full: bool) -> LetterPage {
    LetterPage {
        shell: frame(lang, "letters-title"),
        errors: if full { errors("body", "Fel") } else { Vec::new() },
        is_line: !full,
        tag: "sv",
        subject: text.to_owned(),
        body: text.to_owned(),
        preview: vec![text.to_owned(); if full { 2 } else { 0 }],
        seen: u32::from(full),
        changed: String::new(),
        ask_kept: full,
        possible: vec![Possible { name: "{adress} *".to_owned(), means: "länken".to_owned() }],
        action: "/t/0580/administration/brev/reset?lang=sv".to_owned(),
        back: "/t/0580/administration/brev".to_owned(),
    }
}

pub fn all(lang: Lang, text: &str) -> Vec<Sample> {
    let listed =
        LetterLine { name: text.to_owned(), language: "svenska".to_owned(), words: "egen".to_owned(), own: true, href: "/x".to_owned() };
    let list = LettersPage {
        shell: frame(lang, "letters-title"),
        letters: vec![listed],
        publication: true,
        action: "/t/0580/administration/brev".to_owned(),
        back: "/t/0580/administration".to_owned(),
    };
    let opt_out = |stage| OptOutPage {
        shell: Shell::outside(&Reader::sample(lang), "optout-title", Place::Elsewhere),
        stage,
        topic: text.to_owned(),
        action: "/utan-mejl/0a".to_owned(),
    };
    vec![
        sample(lang, "full", feedback(lang, text, 2, errors("pick", "Välj"))),
        sample(lang, "empty", feedback(lang, text, 0, Vec::new())),
        sample(lang, "full", list),
        sample(lang, "full", letter(lang, text, true)),
        sample(lang, "line", letter(lang, text, false)),
        sample(lang, "full", opt_out(Stage::Asks)),
        sample(lang, "done", opt_out(Stage::Done)),
        sample(lang, "nothing", opt_out(Stage::Nothing)),
    ]
}
