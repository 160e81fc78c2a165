//! What the meeting judged and decided, on paper and in the workbook.

use super::words;
use super::workbook::{Cell, Sheet};
use domain::meetings::Situation;
use domain::pictures::{JudgedAction, JudgedArea, Picture};
use messages::Lang;
use serde::Serialize;

/// Rows that fit the page; what is more is counted.
const MOST: usize = 5;

/// Longest motive on paper, characters: the page and the workbook have the whole.
const LONGEST_MOTIVE: usize = 140;

/// The part of the page.
#[derive(Serialize)]
pub(super) struct Judged {
    heading: String,
    areas: Part<Area>,
    levels: String,
    focus: Part<String>,
    actions: Part<[String; 2]>,
}

#[derive(Serialize)]
struct Part<T> {
    heading: String,
    items: Vec<T>,
    note: String,
}

#[derive(Serialize)]
struct Area {
    name: String,
    colour: &'static str,
    situation: String,
    motive: String,
}

/// The part; `None` before the meeting has said anything.
pub(super) fn on_paper(picture: &Picture, lang: Lang) -> Option<Judged> {
    let judgement = &picture.judgement;
    if !picture.tells_judgement() {
        return None;
    }
    let action = |a: &JudgedAction| [a.title.clone(), about(lang, a)];
    Some(Judged {
        heading: lang.text("document-judgement"),
        areas: areas(picture, lang),
        levels: levels(picture, lang),
        focus: part(lang, "focus", judgement.focus.iter().cloned()),
        actions: part(lang, "actions", judgement.actions.iter().map(action)),
    })
}

/// The named districts, and what is said of the others.
fn areas(picture: &Picture, lang: Lang) -> Part<Area> {
    let area = |a: &JudgedArea| Area {
        name: a.name.clone(),
        colour: colour(a.situation),
        situation: format!("{}, {}", messages::situation(lang, &picture.words, a.situation), trend(lang, a).to_lowercase()),
        motive: shortened(&a.motive),
    };
    let all = &picture.judgement.areas;
    let more = all.len().saturating_sub(MOST);
    let more = (more > 0).then(|| lang.format("document-more", &[("n", u64::try_from(more).unwrap_or(0).into())]));
    let note: Vec<String> = more.into_iter().chain([words::other_areas(picture, lang)]).filter(|text| !text.is_empty()).collect();
    Part { heading: lang.text("document-areas-heading"), items: all.iter().take(MOST).map(area).collect(), note: note.join(" ") }
}

fn part<T>(lang: Lang, key: &str, all: impl ExactSizeIterator<Item = T>) -> Part<T> {
    let count = all.len();
    let note = match count.saturating_sub(MOST) {
        _ if count == 0 => lang.text(&format!("document-{key}-none")),
        0 => String::new(),
        more => lang.format("document-more", &[("n", u64::try_from(more).unwrap_or(0).into())]),
    };
    Part { heading: lang.text(&format!("document-{key}-heading")), items: all.take(MOST).collect(), note }
}

/// What the levels that are used take, in a line: the most serious first.
fn levels(picture: &Picture, lang: Lang) -> String {
    let said = words::levels(picture, lang).into_iter().map(|[_, name, criterion]| format!("{name}. {criterion}"));
    said.collect::<Vec<_>>().join(" ")
}

fn trend(lang: Lang, area: &JudgedArea) -> String {
    lang.text(&format!("trend-{}", area.trend.key()))
}

/// State, who answers, where and until when.
fn about(lang: Lang, action: &JudgedAction) -> String {
    let due = action.due.map(|day| lang.format("document-due", &[("date", day.to_string().into())]));
    let parts = [Some(messages::action_state(lang, action.state)), Some(action.owner.clone()), action.district.clone(), due];
    parts.into_iter().flatten().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn shortened(motive: &str) -> String {
    match motive.char_indices().nth(LONGEST_MOTIVE) {
        Some((end, _)) => format!("{}…", motive[..end].trim_end()),
        None => motive.to_owned(),
    }
}

/// A colour beside the word, never instead of it.
fn colour(situation: Situation) -> &'static str {
    match situation {
        Situation::Green => "#2e7d4f",
        Situation::Yellow => "#d9a400",
        Situation::Orange => "#d2691e",
        Situation::Red => "#b3261e",
    }
}

/// The sheet: a row for each judged district, point of focus, action and analysis referred to.
pub(super) fn sheet(picture: &Picture, lang: Lang) -> Sheet {
    let judgement = &picture.judgement;
    let kind = |key: &str| Cell::Text(lang.text(&format!("document-{key}-heading")));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for a in &judgement.areas {
        let judged = [
            messages::situation(lang, &picture.words, a.situation),
            messages::criterion(lang, &picture.words, a.situation),
            trend(lang, a),
            a.motive.clone(),
        ];
        let mut row = vec![kind("areas"), a.name.clone().into()];
        row.extend(judged.map(Cell::from));
        rows.push(row);
    }
    rows.extend(judgement.focus.iter().map(|text| vec![kind("focus"), text.clone().into()]));
    for a in &judgement.actions {
        let due = a.due.map_or(Cell::Empty, |day| day.to_string().into());
        let district = a.district.clone().map_or(Cell::Empty, Cell::from);
        let state = messages::action_state(lang, a.state).into();
        rows.push(vec![
            kind("actions"),
            a.title.clone().into(),
            state,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            a.owner.clone().into(),
            district,
            due,
        ]);
    }
    for c in &picture.citations {
        let mut row = vec![
            kind("citations"),
            c.name.clone().into(),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            crate::workbook::said(&c.said, lang).to_owned().into(),
        ];
        row.extend([Cell::Empty, Cell::Empty, Cell::Empty, crate::workbook::method(lang, c.method).into(), c.digest.clone().into()]);
        rows.push(row);
    }
    let columns = [
        ("part", 26.0),
        ("what", 44.0),
        ("level", 26.0),
        ("criterion", 44.0),
        ("direction", 14.0),
        ("motive", 60.0),
        ("owner", 28.0),
        ("district", 26.0),
        ("due", 12.0),
        ("method", 30.0),
        ("digest", 66.0),
    ];
    Sheet {
        name: lang.text("document-sheet-judgement"),
        columns: columns.iter().map(|(key, width)| (lang.text(&format!("document-column-{key}")), *width)).collect(),
        rows,
    }
}
