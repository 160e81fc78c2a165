//! Two who saved the same section at once: what each wrote, side by side, and what to do about it. Nothing of
//! either is lost.

use domain::districts::District;
use domain::meetings::{Minutes, Section};
use domain::words::Words;
use messages::Lang;
use serde::Serialize;

/// A section that someone else saved meanwhile.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    /// Key of the section.
    pub section: &'static str,
    /// Version that the other saved.
    pub seen: u32,
    /// What the reader wrote, line by line.
    pub mine: Vec<Side>,
    /// What the other saved.
    pub theirs: Vec<Side>,
    /// The reader's own form as it was sent, to send it again.
    pub fields: Vec<(String, String)>,
    /// The page without what the reader wrote.
    pub theirs_alone: String,
}

/// What lines are written with.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Districts.
    pub districts: &'a [District],
    /// Words of levels.
    pub own: &'a Words,
    /// Language.
    pub lang: Lang,
}

/// A line of one side.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// What it says.
    pub text: String,
    /// Whether the other side does not say it.
    pub alone: bool,
}

impl Conflict {
    /// Both sides. `pairs` is the form as it was sent, `page` the meeting's address.
    pub fn new(mine: &Minutes, theirs: &Minutes, seen: u32, pairs: &[(String, String)], known: &Known, page: &str) -> Self {
        let section: Section = mine.section();
        let lines = [mine, theirs].map(|minutes| lines(minutes, known));
        let side = |own: &[String], other: &[String]| {
            own.iter().map(|text| Side { text: text.clone(), alone: !other.contains(text) }).collect::<Vec<_>>()
        };
        Self {
            section: section.key(),
            seen,
            mine: side(&lines[0], &lines[1]),
            theirs: side(&lines[1], &lines[0]),
            fields: pairs.iter().filter(|(name, _)| name != "seen" && name != "section").cloned().collect(),
            // With a query, so that the page is asked for anew and not only scrolled.
            theirs_alone: format!("{page}?sparat=1#{}", section.key()),
        }
    }
}

/// A section as lines to read.
fn lines(minutes: &Minutes, known: &Known) -> Vec<String> {
    match minutes {
        Minutes::Attendance(all) => all.iter().map(|a| format!("{}, {}", a.organisation.name, a.title)).collect(),
        Minutes::Round(all) => all.iter().map(|n| format!("{}: {}", n.organisation.name, n.text)).collect(),
        Minutes::Assessment(judged) => {
            let others = judged.others_normal.then(|| known.lang.text("meeting-others"));
            judged.areas.iter().map(|a| area(a, known)).chain(others).collect()
        }
        Minutes::Focus(all) => all.clone(),
        Minutes::Lifts(all) => all.iter().map(|l| lift(l, known.lang)).collect(),
        Minutes::Communication(text) => text.lines().map(str::to_owned).collect(),
    }
}

/// The situation in a word; that it is not judged, while it is not.
fn situation(lang: Lang, own: &domain::words::Words, situation: Option<domain::meetings::Situation>) -> String {
    situation.map_or_else(|| lang.text("meeting-unjudged"), |s| messages::situation(lang, own, s))
}

fn area(area: &domain::meetings::AreaAssessment, known: &Known) -> String {
    let Known { districts, own, lang } = *known;
    let name = districts.iter().find(|d| d.code == area.district).map_or(area.district.as_str(), |d| d.name.as_str());
    let situation = situation(lang, own, area.situation);
    let trend = lang.text(&format!("trend-{}", area.trend.key()));
    [format!("{name}: {situation}, {trend}"), area.motive.clone()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(". ")
}

fn lift(lift: &domain::meetings::Lift, lang: Lang) -> String {
    let day = lift.needed_by.map(messages::date_short);
    let all = [Some(lift.matter.clone()), Some(messages::level(lang, lift.to)), Some(lift.wanted.clone()), day];
    all.into_iter().flatten().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}
