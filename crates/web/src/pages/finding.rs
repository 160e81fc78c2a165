//! `/t/{tenant}/lagesbild/{week}/fynd/{id}`: one finding of a picture with what stands behind it.

mod lines;

pub(crate) use lines::{is_outside, said_now};

use crate::WebState;
use crate::access::Member;
use crate::forms::{Answer, page};
use crate::pages::imports::number;
use crate::pages::picture::address::View;
use crate::selection;
use crate::shell::{Place, Shell};
use crate::templates::{self, Page};
use application::districts;
use application::pictures::evidence::{Evidence, FindingRequest, Found, evidence};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use documents::picture::finding as said;
use documents::picture::words;
use domain::districts::DistrictOutline;
use domain::pictures::finding::{self, Finding};
use domain::pictures::{Circle, Picture};
use lines::{IncidentLine, WeekRow};
use messages::Lang;
use serde::Serialize;

/// The page of a finding.
#[derive(Serialize)]
pub struct FindingPage {
    /// Frame.
    pub shell: Shell,
    /// The sentence that the picture says.
    pub sentence: String,
    /// Week, dates and edition.
    pub period: String,
    /// Address of the picture.
    pub picture: String,
    /// Count, period, place, verdict, expected: label and text.
    pub facts: Vec<(String, String)>,
    /// Key of the verdict's shape.
    pub shape: &'static str,
    /// The verdict in a word or two.
    pub word: String,
    /// Key of the method's card.
    pub method: &'static str,
    /// Weeks as bars; empty when they are not shown.
    pub bars: String,
    /// The same in numbers, newest first.
    pub weeks: Vec<WeekRow>,
    /// What is to be known of the weeks; empty when nothing is.
    pub weeks_note: String,
    /// Map of where it was counted; empty without boundaries.
    pub map: String,
    /// The map in words.
    pub map_words: String,
    /// What is said over the sources.
    pub sources_intro: String,
    /// Sources with their counts.
    pub sources: Vec<(String, String)>,
    /// How the count relates to others, in sentences.
    pub neighbours: Vec<String>,
    /// What is said over the incidents.
    pub incidents_intro: String,
    /// What is missing from the list, in sentences.
    pub incidents_notes: Vec<String>,
    /// The incidents, newest first.
    pub incidents: Vec<IncidentLine>,
    /// What it was counted from, before the digest.
    pub made: String,
    /// SHA-256 of what the picture was made from.
    pub digest: String,
}

impl Page for FindingPage {
    const TEMPLATE: &'static str = "finding.html";
}

/// The page of an address whose finding the picture does not have: what the week says now.
#[derive(Serialize)]
pub struct UnknownFindingPage {
    /// Frame.
    pub shell: Shell,
    /// That the picture does not have it.
    pub text: String,
    /// The picture's first sentence.
    pub headline: String,
    /// What stands out now: sentence and address.
    pub findings: Vec<(String, String)>,
    /// Address of the picture.
    pub picture: String,
}

impl Page for UnknownFindingPage {
    const TEMPLATE: &'static str = "finding_unknown.html";
}

impl FindingPage {
    /// The page of a finding as a member sees it.
    fn new(member: &Member, view: &View, found: &Finding, behind: &Evidence, outlines: &[DistrictOutline]) -> Self {
        let (lang, picture) = (member.lang, &*behind.picture);
        let sentence = match behind.count {
            Some(_) => said::sentence(picture, found, lang),
            None => said::untold(picture, found, lang),
        };
        let bars = lines::bars(behind);
        let circle = behind.middle.zip(behind.circle.map(|c| c.radius));
        let map = said::map(picture, found, (outlines, circle), lang);
        let mut shell = Shell::within(member, "nav-picture", Place::Picture).titled(sentence.clone());
        if !behind.outside && !behind.incidents.is_empty() {
            // The list is of single incidents, whatever the picture around it is.
            shell.audience = lang.text("audience-c");
        }
        Self {
            period: format!(
                "{} · {} · {}",
                messages::week_long(lang, picture.week),
                messages::date_range(lang, picture.week.monday(), picture.week.sunday()),
                words::edition(&picture.edition, lang)
            ),
            picture: view.here(),
            facts: facts(picture, found, behind, lang),
            shape: said::sign(picture, found).key,
            word: said::word(picture, found, lang),
            method: lines::method(found),
            bars: if bars.is_empty() { String::new() } else { said::bars(picture, found, &bars, lang).svg },
            weeks: WeekRow::all(behind, lang),
            weeks_note: match (bars.is_empty(), found) {
                (true, _) => lang.text("finding-week-untold"),
                (false, Finding::NearRepeat(_)) => lang.text("finding-week-pairs"),
                (false, _) => String::new(),
            },
            map_words: map.as_ref().map(|m| m.alt.clone()).unwrap_or_default(),
            map: map.map(|m| m.svg).unwrap_or_default(),
            sources_intro: lines::sources_intro(picture, found, behind, lang),
            sources: behind.sources.iter().map(|(name, n)| (name.clone(), number(lang, *n))).collect(),
            neighbours: lines::neighbours(picture, found, behind, lang),
            incidents_intro: lines::incidents_intro(found, behind, lang),
            incidents_notes: lines::incidents_notes(found, behind, lang),
            incidents: behind.incidents.iter().map(|i| IncidentLine::new(member, picture, i)).collect(),
            made: lang.format("finding-digest", &[("edition", words::edition(&picture.edition, lang).into())]),
            digest: picture.digest.clone(),
            shell,
            sentence,
        }
    }
}

/// Count, period, place, verdict and expected: each with its label.
fn facts(picture: &Picture, found: &Finding, behind: &Evidence, lang: Lang) -> Vec<(String, String)> {
    let place = said::whereabouts(picture, found, lang);
    let around =
        |c: Circle| lang.format("finding-circle", &[("n", messages::whole(lang, c.radius).into()), ("place", place.as_str().into())]);
    let count = match behind.count {
        Some(_) => said::count(picture, found, lang),
        None => lang.text("finding-count-hidden"),
    };
    let mut facts = vec![
        (lang.text("finding-count"), count),
        (lang.text("finding-span"), said::span(picture, found, lang)),
        (lang.text("finding-where"), behind.circle.map_or_else(|| place.clone(), around)),
    ];
    if let Some(expected) = said::expected(found) {
        facts.push((lang.text("finding-expected"), words::interval(lang, expected)));
    }
    facts
}

impl UnknownFindingPage {
    fn new(member: &Member, view: &View, picture: &Picture, outside: bool) -> Self {
        let lang = member.lang;
        let title = lang.text("finding-unknown-title");
        Self {
            shell: Shell::within(member, "nav-picture", Place::Picture).titled(title),
            text: lang.format("finding-unknown", &[("week", messages::week_long(lang, picture.week).into())]),
            headline: words::headline(picture, lang),
            findings: lines::said_now(picture, outside, lang)
                .into_iter()
                .map(|(sentence, id)| (sentence, finding::page(picture, &id)))
                .collect(),
            picture: view.here(),
        }
    }
}

/// `GET …/lagesbild/{week}/fynd/{id}`
pub async fn show(
    State(state): State<WebState>,
    member: Member,
    Path((_, week, id)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let view = View::read(&member.tenant.code, selection::week(&week)?, query.as_deref())?;
    let request = FindingRequest { picture: view.asked.clone(), id };
    match evidence(&state.app, &member.actor, &request).await? {
        Found::Known(behind) => {
            let outlines = districts::outlines(&state.app, &member.actor, &behind.picture).await?;
            // Evidence is made of a finding that its picture has.
            let known = finding::by_id(&behind.picture, behind.id.as_str());
            let (_, found) = known.ok_or_else(crate::errors::Problem::not_found)?;
            page(member.lang, &FindingPage::new(&member, &view, &found, &behind, &outlines), &[])
        }
        Found::Unknown(picture) => {
            let outside = lines::is_outside(&member);
            let html = templates::render(member.lang, &UnknownFindingPage::new(&member, &view, &picture, outside))?;
            Ok((StatusCode::NOT_FOUND, Html(html)).into_response())
        }
    }
}

/// The pages of a picture's first notable finding and of one that it does not have, for rendering samples.
#[cfg(test)]
pub(crate) fn samples(member: &Member, picture: &Picture, outside: bool) -> (FindingPage, UnknownFindingPage) {
    use application::pictures::evidence::{EvidenceIncident, EvidenceSource, EvidenceWeek, Neighbour, Origin};
    use domain::ids::{BatchId, ReportId};
    let view = View::read(&member.tenant.code, picture.week, None).unwrap_or_else(|_| unreachable!("an empty query"));
    let (id, found) = finding::all(picture).into_iter().nth(1).unwrap_or_else(|| unreachable!("the total alone"));
    let source = |origin| EvidenceSource { name: "Bostadsbolaget".to_owned(), origin };
    let incident = EvidenceIncident {
        at: picture.week.start(),
        category: domain::categories::Category::Damage,
        subtype: None,
        place: picture.hotspots.first().and_then(|h| h.places.first()).and_then(|p| p.place.clone()),
        district: found.district().cloned(),
        count: 2,
        sources: vec![source(Origin::Import(BatchId([1; 16]))), source(Origin::Report(ReportId([2; 16]))), source(Origin::Reports)],
    };
    let week = |back: i32| EvidenceWeek { week: picture.week.plus(-back), count: Some(3), in_span: back == 0 };
    let behind = Evidence {
        picture: std::sync::Arc::new(picture.clone()),
        id,
        outside,
        count: (!outside).then(|| found.count()),
        weeks: if outside { Vec::new() } else { (0..26).rev().map(week).collect() },
        sources: if outside { Vec::new() } else { vec![("Bostadsbolaget".to_owned(), found.count())] },
        circle: Some(Circle { middle: [535_000.0, 6_474_000.0], radius: 150.0, side: 75.0 }),
        middle: Some([15.6, 58.4]),
        neighbours: match outside {
            true => Vec::new(),
            false => vec![
                Neighbour::Named { named: 18, inside: 16, unnamed: 1, radius: Some(150) },
                Neighbour::Named { named: 18, inside: 16, unnamed: 0, radius: None },
                Neighbour::Around { count: 16, radius: 150 },
                Neighbour::CategoryInDistrict(20),
                Neighbour::District(40),
                Neighbour::CategoryInTown(50),
                Neighbour::Town(111),
                Neighbour::Used(300),
            ],
        },
        incidents: if outside { Vec::new() } else { vec![incident] },
        kept: 2,
    };
    let outlines = test_support::picture::outlines();
    (FindingPage::new(member, &view, &found, &behind, &outlines), UnknownFindingPage::new(member, &view, picture, outside))
}
