//! What has been reported already and may be the same thing: near in place, time and category.

use domain::actor::Visible;
use domain::failure::Failure;
use domain::ids::{IncidentId, ReportId};
use domain::reports::ReportContent;
use jiff::{SignedDuration, Timestamp};
use storage::ReadTx;
use storage::reports::Nearby;

/// Times so far apart may be the same thing, told by two who saw it.
const APART: SignedDuration = SignedDuration::from_hours(6);

/// Positions so far apart, metres.
const METRES: f64 = 200.0;

/// Most that are shown.
const MOST: usize = 5;

/// Something that may be the same thing. Class B: no free text, no exact position.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// The incident that it counts as; `None` while it waits for review itself.
    pub incident: Option<IncidentId>,
    /// The report, while it waits.
    pub report: Option<ReportId>,
    /// Earliest time.
    pub start: Timestamp,
    /// Latest time.
    pub end: Option<Timestamp>,
    /// Subtype key.
    pub subtype: Option<String>,
    /// Named place or street.
    pub place: Option<String>,
    /// District's code.
    pub district: Option<String>,
    /// Sender or organisation.
    pub source: String,
}

/// Everything alike, nearest in time first.
pub(super) async fn to(tx: &mut ReadTx, visible: Visible, content: &ReportContent) -> Result<Vec<Similar>, Failure> {
    let latest = content.end.unwrap_or(content.start);
    let (counted, waiting) = storage::reports::nearby(tx, visible, content.category, content.start - APART, latest + APART).await?;
    let alike = |n: &Nearby| is_near(content, n);
    let similar = |n: Nearby, counted: bool| Similar {
        incident: counted.then_some(IncidentId(n.id)),
        report: (!counted).then_some(ReportId(n.id)),
        start: n.start,
        end: n.end,
        subtype: n.subtype,
        place: n.place,
        district: n.district,
        source: n.source,
    };
    let mut found: Vec<Similar> = counted.into_iter().filter(alike).map(|n| similar(n, true)).collect();
    found.extend(waiting.into_iter().filter(alike).map(|n| similar(n, false)));
    found.sort_by_key(|s| s.start.duration_since(content.start).abs());
    found.truncate(MOST);
    Ok(found)
}

/// Near when both have positions and these are close; otherwise when the place has the same name
/// in the same district. A district alone is too much ground to call two things one.
fn is_near(content: &ReportContent, other: &Nearby) -> bool {
    if let (Some(point), Some([x, y])) = (content.point, other.position) {
        return (point.x - x).hypot(point.y - y) <= METRES;
    }
    let same = |a: &str, b: &str| street(a).to_lowercase() == street(b).to_lowercase();
    let place = content.place.as_deref().zip(other.place.as_deref()).is_some_and(|(a, b)| same(a, b));
    place && content.district.as_ref().map(|d| d.as_str()) == other.district.as_deref()
}

fn street(place: &str) -> String {
    intake::places::without_house_number(place).unwrap_or_else(|| place.to_owned())
}
