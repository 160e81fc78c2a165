//! What stands around the week's numbers: what is to come, the police's public feed, who
//! delivered, what came late, and what the numbers are made from.

use super::address::View;
use super::count;
use documents::picture::{marks, words};
use domain::incidents::FeedEvent;
use domain::pictures::{LateWeek, Picture, SourceRow};
use domain::workbook::Citation;
use messages::Lang;
use serde::Serialize;

/// Sources, late rows and the note under the picture.
#[derive(Clone, Debug, Serialize)]
pub struct Sources {
    /// Who is silent, in words.
    pub silence: String,
    /// Why the sources add up to more than the total; empty when they do not.
    pub shared: String,
    /// Whether anyone is.
    pub anyone_silent: bool,
    /// One row for each source.
    pub rows: Vec<SourceLine>,
    /// `v. 45: 3 händelser`
    pub late: Vec<String>,
    /// Incidents that no map shows.
    pub map_note: String,
    /// What the numbers are and are not, with the marks.
    pub preliminary: String,
    /// When the picture was made.
    pub made: String,
    /// SHA-256 of what it was made from.
    pub digest: String,
}

/// One source.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLine {
    /// Name.
    pub name: String,
    /// Incidents this week.
    pub count: String,
    /// Mean per week.
    pub usual: String,
    /// Date of the last delivery, or that there was none.
    pub delivered: String,
    /// Whether it was expected and did not come.
    pub silent: bool,
    /// Whether its people said that there was nothing.
    pub quiet: bool,
}

/// A kept analysis that the picture refers to.
#[derive(Clone, Debug, Serialize)]
pub struct CitationLine {
    /// Name.
    pub name: String,
    /// What it said.
    pub said: String,
    /// Key of the method.
    pub method: &'static str,
    /// Id of the kept result.
    pub result: String,
    /// Address of the analysis; empty for those who may not open it.
    pub href: String,
    /// Digest of what came out.
    pub digest: String,
}

impl CitationLine {
    /// The line of an analysis, which opens it for those who may.
    pub fn new(cited: &Citation, view: &View, opens: bool, lang: Lang) -> Self {
        Self {
            name: cited.name.clone(),
            said: documents::workbook::said(&cited.said, lang).to_owned(),
            method: cited.method.key(),
            result: cited.result.to_string(),
            href: if opens { view.path(&format!("analys/{}", cited.result)) } else { String::new() },
            digest: cited.digest.clone(),
        }
    }
}

/// A coming event.
#[derive(Clone, Debug, Serialize)]
pub struct ComingLine {
    /// `9–15 november 2026`
    pub days: String,
    /// What.
    pub title: String,
    /// Where; empty when nothing is said.
    pub place: String,
}

/// An item of the police's public feed.
#[derive(Clone, Debug, Serialize)]
pub struct ContextLine {
    /// `2026-11-14 21:40`
    pub at: String,
    /// The feed's type.
    pub type_label: String,
    /// One line of text.
    pub summary: String,
    /// Municipality or county.
    pub location: String,
}

impl Sources {
    /// The sources of a picture.
    pub fn new(picture: &Picture, lang: Lang) -> Self {
        let silent: Vec<&str> = picture.sources.iter().filter(|s| s.silent).map(|s| s.name.as_str()).collect();
        Self {
            silence: match silent.is_empty() {
                true => lang.text("document-silent-none"),
                false => lang.format("document-silent", &[("names", silent.join(", ").into())]),
            },
            shared: words::shared(picture, lang),
            anyone_silent: !silent.is_empty(),
            rows: picture.sources.iter().map(|s| source(s, lang)).collect(),
            late: picture.late.iter().map(|l| late(l, lang)).collect(),
            map_note: lang.format("document-map-note", &[("n", picture.map.without_position.into())]),
            preliminary: format!("{} {}.", lang.text("document-preliminary"), marks::table(lang)),
            made: lang.format("document-made", &[("at", messages::date_time(picture.at).into())]),
            digest: picture.digest.clone(),
        }
    }
}

fn source(row: &SourceRow, lang: Lang) -> SourceLine {
    SourceLine {
        name: row.name.clone(),
        count: count(lang, row.count),
        usual: words::usual(lang, row.usual_hundredths),
        delivered: row.last_delivery.map_or_else(|| lang.text("document-source-never"), messages::date_time),
        silent: row.silent,
        quiet: row.quiet,
    }
}

fn late(row: &LateWeek, lang: Lang) -> String {
    lang.format("document-late", &[("week", messages::week_short(lang, row.week).into()), ("n", row.count.into())])
}

/// What is to come, in words.
pub fn coming(picture: &Picture, lang: Lang) -> Vec<ComingLine> {
    words::coming(picture, lang).into_iter().map(|e| ComingLine { days: e.days, title: e.title, place: e.place }).collect()
}

/// The feed, newest first.
pub fn context(events: &[FeedEvent]) -> Vec<ContextLine> {
    let mut events: Vec<&FeedEvent> = events.iter().collect();
    events.sort_by_key(|e| std::cmp::Reverse(e.at));
    let line = |e: &FeedEvent| ContextLine {
        at: messages::date_time(e.at),
        type_label: e.type_label.clone(),
        summary: e.summary.clone(),
        location: e.location.clone(),
    };
    events.into_iter().map(line).collect()
}

/// What the week's meeting judged and decided.
#[derive(Clone, Debug, Serialize)]
pub struct JudgementPart {
    /// What is said of the districts that are not named; empty when all are.
    pub others: String,
    /// Districts: key and word of the situation, name, trend, motive.
    pub areas: Vec<[String; 5]>,
    /// Levels that are used, the most serious first: key, name, what it takes.
    pub levels: Vec<[String; 3]>,
    /// Focus, most important first.
    pub focus: Vec<String>,
    /// Actions: title, state, owner, district, due day.
    pub actions: Vec<[String; 5]>,
    /// Address of the meeting.
    pub meeting: String,
}

/// The meeting's part; `None` when nothing was judged or decided.
pub fn judgement(picture: &Picture, view: &View, lang: Lang) -> Option<JudgementPart> {
    let judged = &picture.judgement;
    let area = |a: &domain::pictures::JudgedArea| {
        let situation = messages::situation(lang, &picture.words, a.situation);
        let trend = lang.text(&format!("trend-{}", a.trend.key()));
        [a.situation.key().to_owned(), situation, a.name.clone(), trend, a.motive.clone()]
    };
    let action = |a: &domain::pictures::JudgedAction| {
        let due = a.due.map(messages::date_short).unwrap_or_default();
        [a.title.clone(), messages::action_state(lang, a.state), a.owner.clone(), a.district.clone().unwrap_or_default(), due]
    };
    picture.tells_judgement().then(|| JudgementPart {
        others: words::other_areas(picture, lang),
        areas: judged.areas.iter().map(area).collect(),
        levels: words::levels(picture, lang),
        focus: judged.focus.clone(),
        actions: judged.actions.iter().map(action).collect(),
        meeting: view.path(&format!("mote/{}", picture.week)),
    })
}
