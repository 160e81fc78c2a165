//! The parts of a finding's page in words.

use crate::access::Member;
use crate::pages::imports::number;
use application::pictures::evidence::{Evidence, EvidenceIncident, EvidenceSource, Neighbour, Origin, is_small};
use documents::picture::finding::{self as said, Bar};
use documents::picture::{findings, words};
use domain::methods::Method;
use domain::organisations::Class;
use domain::pictures::Picture;
use domain::pictures::finding::{self, Finding, FindingId};
use domain::policy::Action;
use messages::Lang;
use serde::Serialize;

/// Whether a member is outside the secrecy act.
pub(crate) fn is_outside(member: &Member) -> bool {
    member.actor.visible().ceiling() < Class::C
}

/// What stands out in a picture: sentence and id, the total first. A sentence with a small count is not said to a reader outside.
pub(crate) fn said_now(picture: &Picture, outside: bool, lang: Lang) -> Vec<(String, FindingId)> {
    let named = |found: &Finding| matches!(found, Finding::Total(_) | Finding::Notable(_) | Finding::Recurring(_) | Finding::NearRepeat(_));
    let sentence = |found: &Finding| match outside && is_small(found) {
        true => said::untold(picture, found, lang),
        false => said::sentence(picture, found, lang),
    };
    finding::all(picture).into_iter().filter(|(_, found)| named(found)).map(|(id, found)| (sentence(&found), id)).collect()
}

/// The weeks as bars.
pub(super) fn bars(behind: &Evidence) -> Vec<Bar> {
    behind.weeks.iter().map(|w| Bar { week: w.week, count: w.count }).collect()
}

/// Key of the card of the method that found it.
pub(super) fn method(found: &Finding) -> &'static str {
    let method = match found {
        Finding::Total(_) | Finding::District(_) | Finding::Category(_) => Method::Comparison,
        Finding::Notable(_) => Method::Notable,
        Finding::Place(..) | Finding::Recurring(_) => Method::HotSpots,
        Finding::Life(_) => Method::LifeLines,
        Finding::NearRepeat(_) => Method::NearRepeat,
        Finding::SilentDistrict(_) | Finding::SilentSource(_) => Method::Silence,
    };
    method.key()
}

/// A week of the table beside the bars.
#[derive(Clone, Debug, Serialize)]
pub struct WeekRow {
    /// `vecka 46, 2026`
    pub week: String,
    /// Incidents.
    pub count: String,
    /// That it belongs to the finding's period; empty for weeks before.
    pub mark: String,
}

impl WeekRow {
    /// The weeks, newest first.
    pub(super) fn all(behind: &Evidence, lang: Lang) -> Vec<Self> {
        let mark = |in_span: bool| if in_span { lang.text("finding-week-mark") } else { String::new() };
        let row = |w: &application::pictures::evidence::EvidenceWeek| {
            Some(Self { week: messages::week_long(lang, w.week), count: number(lang, w.count?), mark: mark(w.in_span) })
        };
        behind.weeks.iter().rev().filter_map(row).collect()
    }
}

/// What is said over the sources.
pub(super) fn sources_intro(picture: &Picture, found: &Finding, behind: &Evidence, lang: Lang) -> String {
    if behind.outside && behind.sources.is_empty() && found.count() > 0 {
        return lang.text("finding-sources-untold");
    }
    let under_all: u64 = behind.sources.iter().map(|(_, n)| n).sum();
    let n = match (behind.outside, found) {
        (false, _) => behind.kept,
        // Its count is of pairs.
        (true, Finding::NearRepeat(_)) => under_all,
        (true, _) => found.count(),
    };
    let intro = lang.format("finding-sources-intro", &[("n", n.into()), ("span", said::span(picture, found, lang).into())]);
    if under_all > n { format!("{intro} {}", lang.text("document-sources-shared")) } else { intro }
}

/// How the count relates to others, each in a sentence.
pub(super) fn neighbours(picture: &Picture, found: &Finding, behind: &Evidence, lang: Lang) -> Vec<String> {
    if behind.neighbours.is_empty() {
        return vec![lang.text(if behind.outside { "finding-near-untold" } else { "finding-near-none" })];
    }
    let span = said::span(picture, found, lang);
    let district = found.district().and_then(|code| picture.districts.iter().find(|d| d.code.as_ref() == Some(code)));
    let place = district.map_or_else(|| said::whereabouts(picture, found, lang), |d| d.name.clone());
    let counted = |id: &str, count: u64| {
        lang.format(id, &[("count", count.into()), ("span", span.as_str().into()), ("place", place.as_str().into())])
    };
    let sentence = |neighbour: &Neighbour| match neighbour {
        Neighbour::Named { named, inside, unnamed, radius } => {
            let id = if radius.is_some() { "finding-near-named" } else { "finding-near-cluster" };
            let own = [("named", (*named).into()), ("inside", (*inside).into()), ("unnamed", (*unnamed).into())];
            let own = own.into_iter().chain([("counted", (inside + unnamed).into())]);
            let more = [("span", span.as_str().into()), ("radius", u64::from(radius.unwrap_or(0)).into())];
            let all: Vec<_> = own.chain(more).collect();
            lang.format(id, &all)
        }
        Neighbour::Around { count, radius } => lang.format(
            "finding-near-around",
            &[("count", (*count).into()), ("radius", u64::from(*radius).into()), ("span", span.as_str().into())],
        ),
        Neighbour::CategoryInDistrict(count) => counted("finding-near-category", *count),
        Neighbour::District(count) => counted("finding-near-district", *count),
        Neighbour::CategoryInTown(count) => counted("finding-near-category-town", *count),
        Neighbour::Town(count) => counted("finding-near-town", *count),
        Neighbour::Used(count) => counted("finding-near-used", *count),
    };
    let mut said: Vec<String> = behind.neighbours.iter().map(sentence).collect();
    if let Finding::NearRepeat(near) = found {
        let [_, evidence, caution, recent] = findings::near_repeat(near, lang);
        said.extend([evidence, caution]);
        said.extend((!behind.outside).then_some(recent));
    }
    said
}

/// What is said over the incidents.
pub(super) fn incidents_intro(found: &Finding, behind: &Evidence, lang: Lang) -> String {
    match (behind.outside, found) {
        (true, _) => lang.text("finding-incidents-outside"),
        (false, _) if behind.incidents.is_empty() => String::new(),
        (false, Finding::NearRepeat(_)) => lang.text("finding-incidents-pairs"),
        (false, _) => lang.text("finding-incidents-intro"),
    }
}

/// What is missing from the list.
pub(super) fn incidents_notes(found: &Finding, behind: &Evidence, lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    let shown: u64 = behind.incidents.iter().map(|i| i.count).sum();
    if behind.incidents.is_empty() {
        notes.push(lang.text(if behind.outside { "finding-incidents-none-own" } else { "finding-incidents-none" }));
    }
    if behind.outside || matches!(found, Finding::NearRepeat(_)) {
        return notes;
    }
    if behind.kept < found.count() {
        let said = [("kept", number(lang, behind.kept).into()), ("count", number(lang, found.count()).into())];
        notes.push(lang.format("finding-incidents-missing", &said));
    }
    if shown < behind.kept {
        notes.push(lang.format("finding-incidents-newest", &[("n", number(lang, shown).into())]));
    }
    notes
}

/// An incident of the list.
#[derive(Clone, Debug, Serialize)]
pub struct IncidentLine {
    /// `2026-11-14 kl. 21`
    pub time: String,
    /// Category and subtype.
    pub what: String,
    /// Place with its district.
    pub place: String,
    /// How many; empty for one.
    pub times: String,
    /// Where it came from: name, what it is, address. An empty address is not a way for this reader.
    pub sources: Vec<[String; 3]>,
}

impl IncidentLine {
    pub(super) fn new(member: &Member, picture: &Picture, incident: &EvidenceIncident) -> Self {
        let lang = member.lang;
        let local = domain::week::local(incident.at);
        let hour = format!("{:02}", local.hour());
        let category = messages::category(lang, &picture.words, incident.category);
        let subtype = incident.subtype.as_deref().map(|key| messages::subtype(lang, &picture.words, incident.category, key));
        let district = incident.district.as_ref().map(|code| {
            let known = picture.districts.iter().find(|d| d.code.as_ref() == Some(code));
            known.map_or_else(|| code.to_string(), |d| d.name.clone())
        });
        Self {
            time: lang.format("finding-time", &[("day", messages::date_short(local.date()).into()), ("hour", hour.into())]),
            what: subtype.map_or_else(|| category.clone(), |s| format!("{category}: {s}")),
            place: words::place_in(incident.place.as_deref(), district.as_deref(), lang),
            times: if incident.count > 1 { number(lang, incident.count) } else { String::new() },
            sources: incident.sources.iter().map(|s| source(member, s)).collect(),
        }
    }
}

fn source(member: &Member, source: &EvidenceSource) -> [String; 3] {
    let (lang, may) = (member.lang, |action| member.actor.can(action));
    let way = |allowed: bool, path: String| if allowed { member.path(&path) } else { String::new() };
    let (label, href) = match source.origin {
        Origin::OwnReport(id) => ("finding-own-report", way(may(Action::FileReport), format!("mina/{id}"))),
        Origin::Report(id) => ("finding-report", way(may(Action::ReviewReports), format!("granska/{id}"))),
        Origin::Reports => ("finding-report", String::new()),
        Origin::Import(id) => ("finding-import", way(may(Action::ViewImports), format!("import/{id}"))),
    };
    [source.name.clone(), lang.text(label), href]
}
