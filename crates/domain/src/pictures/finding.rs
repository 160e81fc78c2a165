//! What a picture says that has a number behind it, each with an id of its own: the one home of the rule for ids and addresses.
//!
//! An id is made of kind, subject and span (`more.0580R018.OTR.4`), so a finding has the same id in the page, the JSON and a published
//! version. Where two findings of one picture would have the same id, the later one gets a number (`.no2`).

use super::findings::{NearRepeat, STAGE_WEEKS, STAGES, SilentDistrict, SpotLife};
use super::proposals::WEEKS_IN_ROW;
use super::{CategoryRow, Certainty, Change, DistrictRow, Edition, Hotspot, Notable, Picture, SourceRow, Span};
use crate::districts::DistrictCode;
use crate::keyed::keyed;
use crate::week::Week;
use std::collections::BTreeMap;
use std::fmt;

/// Weeks of the pairs that come near each other: a year, over which times can be exchanged.
pub const NEAR_WEEKS: u32 = 52;

/// Longest part of an id that a name gives, in characters.
const LONGEST_NAME: usize = 40;

keyed! {
    /// Kind of a finding: the first part of its id.
    FindingKind {
        /// The week's count of the picture, and the headline about it.
        Total "total",
        /// A district of the table.
        District "district",
        /// A category of the table.
        Category "category",
        /// Something that stands out: more than expected.
        More "more",
        /// Something that stands out: fewer than expected.
        Fewer "fewer",
        /// A place with many incidents.
        Place "place",
        /// A place that comes back week after week, as the meeting's proposals say it.
        Recurring "recurring",
        /// A place followed through the weeks.
        Life "life",
        /// A kind of crime that has come near itself.
        NearRepeat "near-repeat",
        /// A district that nothing was reported from.
        SilentDistrict "silent-district",
        /// A source that has not delivered.
        SilentSource "silent-source",
    }
}

/// Id of a finding in its picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FindingId(String);

impl FindingId {
    /// The id as it stands in addresses and JSON: letters, digits, `.` and `-` alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A finding of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding<'a> {
    /// The week's count of the picture.
    Total(&'a Picture),
    /// A row of the districts' table.
    District(&'a DistrictRow),
    /// A row of the categories' table.
    Category(&'a CategoryRow),
    /// Something that stands out.
    Notable(&'a Notable),
    /// A place with many incidents over a span.
    Place(Span, &'a Hotspot),
    /// A place that comes back week after week.
    Recurring(&'a Hotspot),
    /// A place followed through the weeks.
    Life(&'a SpotLife),
    /// A kind of crime that has come near itself.
    NearRepeat(&'a NearRepeat),
    /// A district that nothing was reported from.
    SilentDistrict(&'a SilentDistrict),
    /// A source that has not delivered.
    SilentSource(&'a SourceRow),
}

impl Finding<'_> {
    /// Its kind.
    pub fn kind(&self) -> FindingKind {
        match self {
            Finding::Total(_) => FindingKind::Total,
            Finding::District(_) => FindingKind::District,
            Finding::Category(_) => FindingKind::Category,
            Finding::Notable(n) if n.change.rises() => FindingKind::More,
            Finding::Notable(_) => FindingKind::Fewer,
            Finding::Place(..) => FindingKind::Place,
            Finding::Recurring(_) => FindingKind::Recurring,
            Finding::Life(_) => FindingKind::Life,
            Finding::NearRepeat(_) => FindingKind::NearRepeat,
            Finding::SilentDistrict(_) => FindingKind::SilentDistrict,
            Finding::SilentSource(_) => FindingKind::SilentSource,
        }
    }

    /// Weeks that its count is of, the last of them [`Finding::last_week`].
    pub fn weeks(&self) -> u32 {
        match self {
            Finding::Total(_) | Finding::District(_) | Finding::Category(_) | Finding::SilentSource(_) => 1,
            Finding::Notable(n) => n.weeks.max(1),
            Finding::Place(span, _) => span.weeks().unsigned_abs(),
            Finding::Recurring(_) => Span::FourWeeks.weeks().unsigned_abs(),
            Finding::Life(_) => STAGE_WEEKS.unsigned_abs(),
            Finding::NearRepeat(_) => NEAR_WEEKS,
            Finding::SilentDistrict(s) => s.weeks.max(1),
        }
    }

    /// Last week of its span: the picture's, but of a place's life the last whole one.
    pub fn last_week(&self, picture: &Picture) -> Week {
        match self {
            Finding::Life(_) if picture.so_far.is_some() => picture.week.previous(),
            Finding::Total(_)
            | Finding::District(_)
            | Finding::Category(_)
            | Finding::Notable(_)
            | Finding::Place(..)
            | Finding::Recurring(_)
            | Finding::Life(_)
            | Finding::NearRepeat(_)
            | Finding::SilentDistrict(_)
            | Finding::SilentSource(_) => picture.week,
        }
    }

    /// Its count: incidents, or pairs of incidents for near repeats.
    pub fn count(&self) -> u64 {
        match self {
            Finding::Total(picture) => picture.incident_count,
            Finding::District(row) => row.count,
            Finding::Category(row) => row.count,
            Finding::Notable(notable) => notable.count,
            Finding::Place(_, spot) | Finding::Recurring(spot) => spot.count,
            Finding::Life(life) => life.stages.last().map_or(0, |stage| stage.count),
            Finding::NearRepeat(near) => near.pairs,
            Finding::SilentDistrict(_) => 0,
            Finding::SilentSource(row) => row.count,
        }
    }

    /// District that it is about.
    pub fn district(&self) -> Option<&DistrictCode> {
        match self {
            Finding::Total(picture) => picture.filter.district.as_ref(),
            Finding::District(row) => row.code.as_ref(),
            Finding::Notable(notable) => notable.district.as_ref(),
            Finding::Place(_, spot) | Finding::Recurring(spot) => spot.district.as_ref(),
            Finding::Life(life) => life.district.as_ref(),
            Finding::SilentDistrict(silent) => Some(&silent.district),
            Finding::Category(_) | Finding::NearRepeat(_) | Finding::SilentSource(_) => None,
        }
    }

    /// What it is about, as parts of an id.
    fn subject(&self) -> Vec<String> {
        let code = |district: Option<&DistrictCode>| district.map_or_else(|| "none".to_owned(), |d| exact(d.as_str()));
        let at = |district: Option<&DistrictCode>, place: Option<&String>| {
            std::iter::once(code(district)).chain(place.map(|name| plain(name))).collect()
        };
        match self {
            Finding::Total(_) => Vec::new(),
            Finding::District(row) => vec![code(row.code.as_ref())],
            Finding::Category(row) => vec![row.category.code().to_owned()],
            Finding::Notable(notable) => {
                let area = if notable.town { "town".to_owned() } else { code(notable.district.as_ref()) };
                let place = notable.place.as_ref().map(|name| plain(name));
                std::iter::once(area).chain(place).chain([notable.category.code().to_owned()]).collect()
            }
            Finding::Place(_, spot) | Finding::Recurring(spot) => at(spot.district.as_ref(), spot.place.as_ref()),
            Finding::Life(life) => at(life.district.as_ref(), life.place.as_ref()),
            Finding::NearRepeat(near) => vec![near.kind.key().to_owned()],
            Finding::SilentDistrict(silent) => vec![code(Some(&silent.district))],
            Finding::SilentSource(row) => vec![plain(&row.name)],
        }
    }

    /// Its id, but for the number of one that another finding of the picture shares.
    fn base_id(&self) -> String {
        // A life is followed through all of its stages.
        let stages = if matches!(self, Finding::Life(_)) { u32::try_from(STAGES).unwrap_or(1) } else { 1 };
        let weeks = self.weeks() * stages;
        let mut parts = vec![self.kind().key().to_owned()];
        parts.extend(self.subject());
        parts.push(weeks.to_string());
        parts.join(".")
    }
}

/// A code as a part of an id: its letters and digits.
fn exact(code: &str) -> String {
    let out: String = code.chars().filter(char::is_ascii_alphanumeric).take(LONGEST_NAME).collect();
    if out.is_empty() { "x".to_owned() } else { out }
}

/// A name as a part of an id: small letters and digits, å and ä as a, ö as o, everything else one `-`.
fn plain(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' | 'à' | 'á' => out.push('a'),
            'ö' | 'ø' => out.push('o'),
            'é' | 'è' | 'ë' => out.push('e'),
            'ü' => out.push('u'),
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            _ => {}
        }
        if out.len() >= LONGEST_NAME {
            break;
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "x".to_owned() } else { out.to_owned() }
}

/// Every finding of a picture with its id: the total, what stands out, places, recurring places, lives, near repeats, silent districts and
/// sources, districts, categories.
pub fn all(picture: &Picture) -> Vec<(FindingId, Finding<'_>)> {
    let mut found = vec![Finding::Total(picture)];
    found.extend(picture.notable.iter().map(Finding::Notable));
    found.extend(picture.hotspots.iter().flat_map(|h| h.places.iter().map(|spot| Finding::Place(h.span, spot))));
    found.extend(recurring(picture).map(Finding::Recurring));
    found.extend(picture.findings.lives.iter().map(Finding::Life));
    found.extend(picture.findings.near_repeats.iter().map(Finding::NearRepeat));
    found.extend(picture.findings.silent.iter().map(Finding::SilentDistrict));
    found.extend(picture.sources.iter().filter(|s| s.silent).map(Finding::SilentSource));
    found.extend(picture.districts.iter().map(Finding::District));
    found.extend(picture.categories.iter().map(Finding::Category));
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let numbered = |finding: Finding<'_>| {
        let id = finding.base_id();
        let times = seen.entry(id.clone()).and_modify(|n| *n += 1).or_insert(1);
        FindingId(if *times == 1 { id } else { format!("{id}.no{times}") })
    };
    let ids: Vec<FindingId> = found.iter().copied().map(numbered).collect();
    ids.into_iter().zip(found).collect()
}

/// Places of the last four weeks that something happened at many weeks in a row. A place that has surely grown is told once, as that.
pub(super) fn recurring(picture: &Picture) -> impl Iterator<Item = &Hotspot> {
    let spots = picture.hotspots.iter().filter(|h| h.span == Span::FourWeeks).flat_map(|h| &h.places);
    let sure = |n: &&Notable| matches!(n.certainty, Certainty::Clear | Certainty::Probable);
    let told = move |s: &Hotspot| picture.notable.iter().filter(sure).any(|n| n.place.is_some() && n.place == s.place);
    spots.filter(move |s| s.weeks_in_row >= WEEKS_IN_ROW && s.place.is_some() && !told(s))
}

/// The finding of an id; `None` when the picture does not have it.
pub fn by_id<'a>(picture: &'a Picture, id: &str) -> Option<(FindingId, Finding<'a>)> {
    all(picture).into_iter().find(|(own, _)| own.as_str() == id)
}

/// The id of a finding of this picture.
pub fn id_of(picture: &Picture, finding: &Finding) -> Option<FindingId> {
    all(picture).into_iter().find(|(_, own)| own == finding).map(|(id, _)| id)
}

/// Path of a finding's page, with the picture's filter and published version.
pub fn page(picture: &Picture, id: &FindingId) -> String {
    format!("/t/{}/lagesbild/{}/fynd/{id}{}", picture.tenant, picture.week, query(picture))
}

/// Path of a finding in the API, with the picture's filter and published version.
pub fn program(picture: &Picture, id: &FindingId) -> String {
    format!("/api/v1/tenants/{}/pictures/{}/findings/{id}{}", picture.tenant, picture.week, query(picture))
}

fn query(picture: &Picture) -> String {
    let mut pairs = picture.filter.part();
    pairs.extend(match &picture.edition {
        Edition::Version(publication) => Some(("version", publication.version.to_string())),
        Edition::Working => None,
    });
    let written: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    if written.is_empty() { String::new() } else { format!("?{}", written.join("&")) }
}

/// A text as a value in a query.
fn escaped(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl Change {
    /// Whether it is more than before.
    pub fn rises(self) -> bool {
        matches!(self, Change::New | Change::Grown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_an_id_is_plain_and_never_empty() {
        let names = ["Skomakarstigen", "Björnkärrsgatan 3", "Tannefors – Lambohov", "???", "", "A/B?c=d"];
        assert_eq!(names.map(plain), ["skomakarstigen", "bjornkarrsgatan-3", "tannefors-lambohov", "x", "x", "a-b-c-d"]);
        assert!(plain(&"a".repeat(500)).len() <= LONGEST_NAME);
    }

    #[test]
    fn a_value_in_an_address_breaks_nothing() {
        assert_eq!(escaped("A&B=c ö"), "A%26B%3Dc%20%C3%B6");
    }
}
