//! Kept analyses that a picture refers to, on paper: what each says and how it can be checked. They are for authorities, and the paper says so.

use domain::pictures::Picture;
use domain::workbook::Citation;
use messages::Lang;
use serde::Serialize;

/// Analyses that fit the page; what is more is counted.
const MOST: usize = 5;

/// The part of the page.
#[derive(Serialize)]
pub(super) struct Cited {
    heading: String,
    note: String,
    items: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    said: String,
    check: String,
    digest: String,
}

/// The part; `None` when the picture refers to none, or is not for one who may see them.
pub(super) fn on_paper(picture: &Picture, lang: Lang) -> Option<Cited> {
    let all = &picture.citations;
    let line = |c: &Citation| {
        let check = [("method", crate::workbook::method(lang, c.method).into()), ("at", messages::date_time(c.at).into())];
        Line {
            name: c.name.clone(),
            said: crate::workbook::said(&c.said, lang).to_owned(),
            check: lang.format("document-citations-check", &check),
            digest: c.digest.clone(),
        }
    };
    (!all.is_empty()).then(|| Cited {
        heading: lang.text("document-citations-paper"),
        note: super::pdf::more(all.len(), MOST, lang),
        items: all.iter().take(MOST).map(line).collect(),
    })
}
