//! What stands behind a finding of a picture: its weeks, its sources, how it relates to neighbouring numbers, and the incidents themselves.
//! Everything is read from the state of the store that the picture was made from.

mod behind;
mod neighbours;

use crate::app::broken;
use crate::disclosures;
use crate::pictures::area::as_of;
use crate::pictures::{Request, class_of, show};
use crate::{App, pictures};
use behind::Behind;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::{AccountId, BatchId, ReportId, SenderId};
use domain::organisations::Class;
use domain::pictures::finding::{self, Finding, FindingId};
use domain::pictures::{Circle, Edition, Picture};
use domain::policy::Action;
use domain::week::Week;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use storage::evidence::{CountedIncident, ReportOfIncident, SourceBeside};

/// Most incidents of a list, the newest.
const MOST: usize = 300;

/// Largest count that a reader outside the secrecy act is not told.
const FEW: u64 = 4;

/// What is asked for: a finding of a picture, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRequest {
    /// The picture.
    pub picture: Request,
    /// Id of the finding.
    pub id: String,
}

/// The answer to a [`FindingRequest`].
#[derive(Clone, Debug)]
pub enum Found {
    /// The picture has the finding.
    Known(Box<Evidence>),
    /// The picture does not have it: what it says instead.
    Unknown(Arc<Picture>),
}

/// What stands behind a finding.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The picture that it is a finding of.
    pub picture: Arc<Picture>,
    /// Its id.
    pub id: FindingId,
    /// Whether its reader is outside the secrecy act: small counts and other people's incidents are left out.
    pub outside: bool,
    /// Its count; `None` when the reader may not be told.
    pub count: Option<u64>,
    /// Its count, and those of weeks before, oldest first; empty when the reader may not be told.
    pub weeks: Vec<EvidenceWeek>,
    /// Incidents of the span by source, most first; empty when the reader may not be told.
    pub sources: Vec<(String, u64)>,
    /// Circle that it was counted in.
    pub circle: Option<Circle>,
    /// Its middle, WGS 84 longitude and latitude.
    pub middle: Option<[f64; 2]>,
    /// How its count relates to others near it; empty when the reader may not be told.
    pub neighbours: Vec<Neighbour>,
    /// The incidents, newest first, at most three hundred.
    pub incidents: Vec<EvidenceIncident>,
    /// How many incidents the store has behind it: less than the count when rows have been removed since.
    pub kept: u64,
}

/// A week of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidenceWeek {
    /// Week.
    pub week: Week,
    /// Incidents; `None` before the first week with material.
    pub count: Option<u64>,
    /// Whether it belongs to the finding's span.
    pub in_span: bool,
}

/// A number near a finding's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour {
    /// How many of the incidents with the place's name are counted in the finding's circle or cluster of incidents; the rest of the finding has
    /// another name or none.
    Named {
        /// With the place's name in the district.
        named: u64,
        /// Of them in the circle or cluster.
        inside: u64,
        /// In the circle or cluster without the name.
        unnamed: u64,
        /// Radius of the circle, metres; `None` of a cluster.
        radius: Option<u32>,
    },
    /// What stands out at the same place over the same weeks: counted in a circle, whatever the place is called.
    Around {
        /// In the circle.
        count: u64,
        /// Radius, metres.
        radius: u32,
    },
    /// The same category in the whole district.
    CategoryInDistrict(u64),
    /// Everything in the district.
    District(u64),
    /// The same category in the whole municipality.
    CategoryInTown(u64),
    /// Everything in the municipality.
    Town(u64),
    /// Incidents that were used, of which pairs were counted.
    Used(u64),
}

/// An incident behind a finding. Class C: the time to the hour, never free text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceIncident {
    /// Start, to the hour.
    pub at: Timestamp,
    /// Category.
    pub category: Category,
    /// Subtype key.
    pub subtype: Option<String>,
    /// Named place or street.
    pub place: Option<String>,
    /// District.
    pub district: Option<DistrictCode>,
    /// How many incidents the row stands for.
    pub count: u64,
    /// Where it came from, the first source first.
    pub sources: Vec<EvidenceSource>,
}

/// A source of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceSource {
    /// Sender, or organisation of the reporter.
    pub name: String,
    /// What it came in.
    pub origin: Origin,
}

/// What an incident came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A report of the reader's own.
    OwnReport(ReportId),
    /// Somebody else's report.
    Report(ReportId),
    /// An imported file.
    Import(BatchId),
    /// Reports that are no longer kept.
    Reports,
}

/// What stands behind a finding. Of a published week it is the frozen finding, counted in the state of the store that was frozen.
///
/// # Errors
/// As [`show`].
pub async fn evidence(app: &App, actor: &Actor, request: &FindingRequest) -> Result<Found, Failure> {
    let picture = show(app, actor, &request.picture).await?;
    let Some((id, _)) = finding::by_id(&picture, &request.id) else { return Ok(Found::Unknown(picture)) };
    let mut tx = app.read(actor).await?;
    let as_of = match picture.edition {
        Edition::Working => storage::batches::readable(&mut tx).await?,
        Edition::Version(_) => as_of(&mut tx, &picture).await?,
    };
    let senders = storage::senders::as_of(&mut tx, as_of).await?;
    let material = behind::read(&mut tx, pictures::whole(actor), &picture, &id, as_of).await?;
    let (first, last) = material.span;
    let reports = storage::evidence::reported(&mut tx, (first, last), as_of).await?;
    let beside = storage::evidence::beside(&mut tx, pictures::whole(actor), (first, last), as_of).await?;
    drop(tx);
    let (account, authority) = (actor.account(), actor.visible().ceiling() >= Class::C);
    let names: BTreeMap<_, _> = senders.iter().map(|s| (s.id, (s.name.clone(), s.organisation.is_some()))).collect();
    let work = move || {
        let found = finding::by_id(&picture, id.as_str()).map(|(_, found)| found)?;
        let behind = Behind::of(&picture, &found, material);
        let lister = Lister { reports: &reports, beside: &beside, account, names: &names };
        let whole = Evidence {
            outside: !authority,
            count: Some(found.count()),
            weeks: behind.weeks(&picture, &found),
            sources: lister.sources(&behind.rows),
            circle: behind.circle,
            middle: behind.circle.and_then(|c| intake::coordinates::to_wgs84(c.middle[0], c.middle[1])),
            neighbours: behind.neighbours.clone(),
            incidents: behind.rows.iter().rev().map(|row| lister.incident(row)).collect(),
            kept: behind.rows.iter().map(|r| r.count).sum(),
            id: id.clone(),
            picture: picture.clone(),
        };
        Some(Found::Known(Box::new(for_reader(whole, &found))))
    };
    tokio::task::spawn_blocking(work).await.map_err(broken)?.ok_or(Failure::NotFound)
}

/// The same to take out by a program. The taking out is logged.
///
/// # Errors
/// As [`evidence`], and [`Failure::NotAllowed`] without the right to take pictures out.
pub async fn export(app: &App, actor: &Actor, request: &FindingRequest) -> Result<Found, Failure> {
    actor.may(Action::ExportPicture)?;
    let found = evidence(app, actor, request).await?;
    if let Found::Known(evidence) = &found {
        let picture = &evidence.picture;
        let class = if evidence.outside { class_of(picture) } else { Class::C };
        let entry = AuditEntry::new(Event::PictureExported, picture.week.to_string())
            .fact("format", "json")
            .fact("finding", evidence.id.as_str())
            .fact("edition", picture.edition.key())
            .fact("digest", picture.digest.as_str());
        app.write(actor).await?.commit(disclosures::stamped(entry, actor, class)).await?;
    }
    Ok(found)
}

/// Evidence as its reader may see it. Outside the secrecy act other people's incidents are left out, and counts of one to four, with every
/// table in which one could be found or worked out.
fn for_reader(mut evidence: Evidence, found: &Finding) -> Evidence {
    if evidence.outside {
        let own = |i: &EvidenceIncident| i.sources.iter().any(|s| matches!(s.origin, Origin::OwnReport(_)));
        evidence.incidents.retain(own);
        for incident in &mut evidence.incidents {
            incident.sources.retain(|s| matches!(s.origin, Origin::OwnReport(_)));
        }
        if is_small(found) {
            evidence.count = None;
        }
        let hidden = evidence.count.is_none();
        if hidden || evidence.weeks.iter().filter_map(|w| w.count).any(small) {
            evidence.weeks.clear();
        }
        // An incident counts under each of its sources, so that what several tell of is the difference.
        let shared = evidence.sources.iter().map(|(_, n)| n).sum::<u64>().abs_diff(found.count());
        if hidden || small(shared) || evidence.sources.iter().any(|(_, n)| small(*n)) {
            evidence.sources.clear();
        }
        let mut numbers: Vec<u64> = evidence.neighbours.iter().flat_map(Neighbour::numbers).chain([found.count()]).collect();
        numbers.sort_unstable();
        let derived = numbers.iter().enumerate().any(|(i, a)| numbers[i + 1..].iter().any(|b| small(*b - *a)));
        if hidden || derived || numbers.iter().any(|n| small(*n)) {
            evidence.neighbours.clear();
        }
        evidence.kept = evidence.incidents.iter().map(|i| i.count).sum();
    }
    evidence.incidents.truncate(MOST);
    evidence
}

fn small(n: u64) -> bool {
    (1..=FEW).contains(&n)
}

/// Whether a reader outside the secrecy act is not told a finding's sentence: a count in it is one to four.
pub fn is_small(found: &Finding) -> bool {
    small(found.count()) || small(told_beside(found))
}

/// A second count that the finding's sentence tells beside its own.
fn told_beside(found: &Finding) -> u64 {
    match found {
        Finding::Life(life) => life.stages.iter().rev().nth(1).map_or(0, |stage| stage.count),
        Finding::NearRepeat(near) => near.events,
        Finding::Total(_)
        | Finding::District(_)
        | Finding::Category(_)
        | Finding::Notable(_)
        | Finding::Place(..)
        | Finding::Recurring(_)
        | Finding::SilentDistrict(_)
        | Finding::SilentSource(_) => 0,
    }
}

impl Neighbour {
    fn numbers(&self) -> Vec<u64> {
        match self {
            Neighbour::Named { named, inside, unnamed, .. } => vec![*named, *inside, *unnamed],
            Neighbour::Around { count, .. }
            | Neighbour::CategoryInDistrict(count)
            | Neighbour::District(count)
            | Neighbour::CategoryInTown(count)
            | Neighbour::Town(count)
            | Neighbour::Used(count) => vec![*count],
        }
    }
}

/// Says where incidents came from.
struct Lister<'a> {
    reports: &'a [ReportOfIncident],
    /// Lists that tell of incidents beside the one that counts.
    beside: &'a [SourceBeside],
    account: Option<AccountId>,
    /// Name of each sender, and whether it stands for people who report.
    names: &'a BTreeMap<SenderId, (String, bool)>,
}

impl Lister<'_> {
    fn sources(&self, rows: &[CountedIncident]) -> Vec<(String, u64)> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for row in rows {
            let senders: BTreeSet<SenderId> = self.beside(row).map(|s| s.sender).chain([row.sender]).collect();
            for sender in senders {
                *counts.entry(self.names.get(&sender).map_or("", |(name, _)| name)).or_default() += row.count;
            }
        }
        let mut counts: Vec<(String, u64)> = counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts
    }

    fn incident(&self, row: &CountedIncident) -> EvidenceIncident {
        let reports: Vec<EvidenceSource> = self.reports.iter().filter(|r| r.incident == row.id).map(|r| self.report(r)).collect();
        // The list that counts, then the others; of people who report, what they wrote.
        let mut sources: Vec<EvidenceSource> = Vec::new();
        let others: Vec<_> = self.beside(row).map(|s| (s.sender, s.batch)).collect();
        let own = (row.in_force || others.is_empty()).then_some((row.sender, row.batch));
        for (sender, batch) in own.into_iter().chain(others) {
            let (name, of_people) = self.names.get(&sender).cloned().unwrap_or_default();
            let source = EvidenceSource { name, origin: if of_people { Origin::Reports } else { Origin::Import(batch) } };
            if !(of_people && !reports.is_empty() || sources.contains(&source)) {
                sources.push(source);
            }
        }
        sources.extend(reports);
        EvidenceIncident {
            at: to_the_hour(row.start),
            category: row.category,
            subtype: row.subtype.clone(),
            place: row.place.clone(),
            district: row.district.clone(),
            count: row.count,
            sources,
        }
    }

    fn beside(&self, row: &CountedIncident) -> impl Iterator<Item = &SourceBeside> {
        let id = row.id;
        self.beside.iter().filter(move |s| s.incident == id)
    }

    fn report(&self, report: &ReportOfIncident) -> EvidenceSource {
        let own = self.account == Some(report.account);
        let origin = if own { Origin::OwnReport(report.report) } else { Origin::Report(report.report) };
        EvidenceSource { name: report.organisation.clone(), origin }
    }
}

/// The hour that a moment lies in.
fn to_the_hour(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second().div_euclid(3600) * 3600).unwrap_or(at)
}
