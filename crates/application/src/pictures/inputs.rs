//! What a picture is computed from, read in one transaction, with the digest of it.

use crate::pictures::{judgement, notable};
use domain::actor::Visible;
use domain::districts::{District, DistrictCode};
use domain::failure::Failure;
use domain::incidents::{ComingEvent, FeedEvent};
use domain::pictures::finding;
use domain::pictures::findings::{RepeatKind, STAGE_WEEKS, STAGES};
use domain::pictures::{Judgement, PictureFilter};
use domain::week::{HOURS_OF_WEEK, Week, hour_of_week};
use domain::words::Words;
use domain::workbook::Citation;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use storage::ReadTx;
use storage::counts::CubeCell;
use storage::incidents::{PictureIncident, PlacedIncident, Selection};

use domain::ids::SenderId;
use domain::imports::Sender;

/// Weeks of the comparison.
pub(super) const BASELINE: i32 = 12;

/// Weeks of the trend figure before the picture's own.
pub(super) const SERIES: i32 = 52;

/// Weeks that hot spots look back, the picture's own included: twelve and twelve to compare them with, or the stages of places' lives, which
/// end a week earlier while the week goes on.
const HOTSPOT_WEEKS: i32 = STAGE_WEEKS * STAGES as i32 + 1;

/// Most earlier years that a week is compared with, and the weeks they take: the same week so many years before the first one shown, and a window.
const MOST_YEARS: i32 = 5;
const LONG_SERIES: i32 = SERIES + MOST_YEARS * 53 + 4;

/// Weeks that a material must go back before any earlier season can be used: three years and a window.
const SEASONS_FROM: i32 = 3 * 52 + 4;

/// Weeks of the pairs that come near each other: a year, over which times can be exchanged.
const NEAR_WEEKS: i32 = finding::NEAR_WEEKS as i32;

/// Weeks looked back for where a source's material begins: more than any comparison needs.
const LOOK_BACK: i32 = 104;

/// Weeks without anything after which material counts as begun anew: a mistyped year must not turn
/// the weeks before the real beginning into weeks without incidents.
const LONG_GAP: i32 = 26;

/// What is asked of the store.
pub(super) struct Question {
    pub(super) week: Week,
    pub(super) filter: PictureFilter,
    /// State of the store: audit sequence number.
    pub(super) as_of: i64,
    /// Now, or when the version was published.
    pub(super) now: Timestamp,
    /// Whether the picture is the working edition.
    pub(super) live: bool,
}

/// Everything a picture is made of.
pub(super) struct Inputs {
    /// Hours of the week that have passed; 168 when it is over.
    pub(super) hours: usize,
    /// First week of the material that the filter's source, reports under a filter on what they say, or any source has without a long gap.
    pub(super) first_week: Option<Week>,
    /// The same of each source.
    pub(super) first_weeks: HashMap<SenderId, Week>,
    pub(super) districts: Vec<District>,
    /// Thirteen weeks, each cut at `hours`.
    pub(super) cube: Vec<CubeCell>,
    /// The same of the whole municipality; `None` when the cube is of it.
    pub(super) whole: Option<Vec<CubeCell>>,
    /// Count of the same week last year, cut at `hours`.
    pub(super) last_year: u64,
    /// Whole weeks back to the first that a band of the weeks shown is made from.
    pub(super) series: Vec<(Week, u64)>,
    /// What stands out is found in this.
    pub(super) material: notable::Material,
    /// Rows of the last twenty-five weeks.
    pub(super) rows: Vec<PictureIncident>,
    pub(super) senders: Vec<Sender>,
    pub(super) by_sender: Vec<(SenderId, Week, u64)>,
    /// The same by district; empty under a filter of category, source or what reports say, where nothing can be called silent.
    pub(super) by_district: Vec<(DistrictCode, SenderId, Week, u64)>,
    /// A year's incidents of the kinds that come near each other; of the whole alone.
    pub(super) near: Vec<(RepeatKind, Vec<PlacedIncident>)>,
    /// Sources with any incident in the week, whatever the filter.
    pub(super) heard: Vec<SenderId>,
    pub(super) deliveries: Vec<(SenderId, Timestamp)>,
    /// Senders whose people said that the week was quiet.
    pub(super) quiet: Vec<SenderId>,
    pub(super) late: Vec<(Week, u64)>,
    pub(super) coming: Vec<ComingEvent>,
    pub(super) context: Vec<FeedEvent>,
    pub(super) judgement: Judgement,
    pub(super) citations: Vec<Citation>,
    pub(super) words: Words,
    pub(super) digest: String,
}

/// Hours of a week that have passed: 0 before it, 168 after.
pub(super) fn hours_passed(week: Week, now: Timestamp) -> usize {
    if now >= week.end() {
        HOURS_OF_WEEK
    } else if now <= week.start() {
        0
    } else {
        hour_of_week(now)
    }
}

/// Reads the inputs.
pub(super) async fn read(tx: &mut ReadTx, visible: Visible, question: &Question) -> Result<Inputs, Failure> {
    let Question { week, filter, as_of, now, .. } = question;
    let (week, as_of, hours) = (*week, *as_of, hours_passed(*week, *now));
    let set = storage::districts::on_day(tx, week.sunday(), as_of).await?;
    let districts = match &set {
        Some(set) => storage::districts::list(tx, set.id).await?,
        None => Vec::new(),
    };
    let mut senders = storage::senders::as_of(tx, as_of).await?;
    messages::sort_by_name(&mut senders, |s| &s.name);
    let sender = sender_of(tx, filter, as_of).await?;
    if filter.district.as_ref().is_some_and(|code| districts.iter().all(|d| d.code != *code)) {
        return Err(Failure::NotFound);
    }
    let selection = |from: Week, to: Week, hours: usize| Selection {
        from,
        to,
        as_of,
        district: filter.district.clone(),
        category: filter.category,
        sender,
        reported: filter.reported,
        hours,
    };
    // Earlier seasons cost a long look back: only for those who have any.
    let begun = storage::counts::extent(tx, as_of).await?.map_or(0, |(first, _)| week.since(first));
    let series_weeks = if begun >= SEASONS_FROM { LONG_SERIES } else { SERIES + BASELINE };
    let looked_back = week.plus(-LOOK_BACK.max(series_weeks));
    let weeks = storage::counts::weeks_of_senders(tx, looked_back, week, as_of).await?;
    let first_week = if filter.reported.is_any() {
        beginning(week, weeks.iter().filter(|(id, _)| sender.is_none_or(|s| s == *id)).map(|(_, w)| *w))
    } else {
        // Weeks in which nobody reported yet are not weeks in which reports said nothing of the kind.
        beginning(week, storage::counts::weeks_of_reports(tx, looked_back, week, as_of).await?.into_iter())
    };
    let first_weeks = senders.iter().map(|s| (s.id, beginning(week, weeks.iter().filter(|(id, _)| *id == s.id).map(|(_, w)| *w))));
    let first_weeks = first_weeks.filter_map(|(id, first)| Some((id, first?))).collect();
    let heard = weeks.iter().filter(|(_, w)| *w == week).map(|(id, _)| *id).collect();
    let last_year = week.same_week_last_year();
    let cube = storage::counts::cube(tx, visible, &selection(week.plus(-BASELINE), week, hours)).await?;
    let whole = match (&filter.district, filter.category) {
        (None, None) => None,
        (Some(_), _) | (_, Some(_)) => {
            let all = Selection { district: None, category: None, ..selection(week.plus(-BASELINE), week, hours) };
            Some(storage::counts::cube(tx, visible, &all).await?)
        }
    };
    let last_year = storage::counts::series(tx, visible, &selection(last_year, last_year, hours)).await?;
    let series = storage::counts::series(tx, visible, &selection(week.plus(-series_weeks), week, HOURS_OF_WEEK)).await?;
    let material = notable::read(tx, visible, &selection(week, week, hours)).await?;
    let rows = storage::incidents::of_weeks(tx, visible, &selection(week.plus(1 - HOTSPOT_WEEKS), week, hours)).await?;
    let everyone = Selection { sender: None, ..selection(week.plus(-BASELINE), week, hours) };
    let by_sender = storage::counts::by_sender(tx, visible, &everyone).await?;
    let by_district = match filter.counts_every_report() {
        true => storage::counts::by_district(tx, visible, &everyone).await?,
        false => Vec::new(),
    };
    let near = near(tx, visible, question).await?;
    let told = storage::pictures::told_before(tx, week, as_of).await?;
    let late = storage::counts::late(tx, &told, &selection(week, week, hours)).await?;
    let coming = coming(tx, week, *now, as_of).await?;
    let context = storage::feed::of_week(tx, week, as_of).await?;
    let deliveries = storage::counts::deliveries(tx, as_of).await?;
    let quiet = storage::reports::quiet(tx, week, as_of).await?;
    let judgement = judgement::read(tx, visible, week, filter, as_of, &districts).await?;
    let citations = citations(tx, question).await?;
    let words = storage::words::as_of(tx, as_of).await?.of_picture();
    let mut inputs = Inputs {
        hours,
        first_week,
        first_weeks,
        districts,
        cube,
        whole,
        last_year: last_year.first().map_or(0, |(_, count)| *count),
        series,
        material,
        rows,
        senders,
        by_sender,
        by_district,
        near,
        heard,
        deliveries,
        quiet,
        late,
        coming,
        context,
        judgement,
        citations,
        words,
        digest: String::new(),
    };
    inputs.digest = digest(&inputs, set.map(|s| s.id.to_string()).as_deref());
    Ok(inputs)
}

pub(super) async fn sender_of(tx: &mut ReadTx, filter: &PictureFilter, as_of: i64) -> Result<Option<SenderId>, Failure> {
    let Some(name) = &filter.source else { return Ok(None) };
    storage::senders::meant(tx, name, as_of).await?.map(Some).ok_or(Failure::NotFound)
}

/// Where material begins: the earliest of its weeks, given newest first, before any long gap.
pub(crate) fn beginning(week: Week, weeks: impl Iterator<Item = Week>) -> Option<Week> {
    let mut first = None;
    for w in weeks {
        if first.unwrap_or(week).since(w) > LONG_GAP {
            break;
        }
        first = Some(w);
    }
    first
}

/// A year of the kinds of crime that come near each other. A part of the place has edges, a part of the material too few: the whole alone.
async fn near(tx: &mut ReadTx, visible: Visible, question: &Question) -> Result<Vec<(RepeatKind, Vec<PlacedIncident>)>, Failure> {
    if !question.filter.is_whole() {
        return Ok(Vec::new());
    }
    let weeks = (question.week.plus(1 - NEAR_WEEKS), question.week);
    let mut all = Vec::new();
    for kind in RepeatKind::ALL {
        all.push((*kind, storage::incidents::placed(tx, visible, weeks, question.as_of, kind.of_tree()).await?));
    }
    Ok(all)
}

/// Kept analyses that the week refers to. They belong to the whole: what one says of a part, it says itself.
async fn citations(tx: &mut ReadTx, question: &Question) -> Result<Vec<Citation>, Failure> {
    if !question.filter.is_whole() {
        return Ok(Vec::new());
    }
    Ok(storage::workbook::citations(tx, question.week, question.as_of).await?)
}

/// What is to come in the days that the picture looks ahead to.
async fn coming(tx: &mut ReadTx, week: Week, now: Timestamp, as_of: i64) -> Result<Vec<ComingEvent>, Failure> {
    let (from, to) = week.ahead(now);
    Ok(storage::coming_events::between(tx, from, to, as_of).await?.into_iter().map(|(_, event)| event).collect())
}

/// SHA-256 over all inputs in their fixed order.
fn digest(inputs: &Inputs, districts: Option<&str>) -> String {
    let mut hasher = Sha256::new();
    let mut add = |text: &str| {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    };
    add(districts.unwrap_or("-"));
    add(&format!("{} {}", inputs.hours, inputs.last_year));
    for c in inputs.cube.iter().chain(inputs.whole.iter().flatten()) {
        add(&format!("{} {} {} {}", c.week, c.district.as_ref().map_or("-", |d| d.as_str()), c.category, c.count));
    }
    add(&inputs.first_week.map_or_else(|| "-".to_owned(), |first| first.to_string()));
    for (sender, week, count) in &inputs.by_sender {
        add(&format!("{sender} {week} {count}"));
    }
    for sender in &inputs.senders {
        let delivered = inputs.deliveries.iter().find(|(id, _)| *id == sender.id).map(|(_, at)| at.to_string());
        let first = inputs.first_weeks.get(&sender.id).map(Week::to_string);
        let heard = inputs.heard.contains(&sender.id);
        let quiet = inputs.quiet.contains(&sender.id);
        add(&format!("{} {} {heard} {quiet} {} {}", sender.name, sender.weekly, delivered.unwrap_or_default(), first.unwrap_or_default()));
    }
    for (week, count) in inputs.series.iter().chain(&inputs.late) {
        add(&format!("{week} {count}"));
    }
    for r in &inputs.rows {
        let place = r.place.as_deref().unwrap_or("-");
        let district = r.district.as_ref().map_or("-", |d| d.as_str());
        let [x, y] = r.position.unwrap_or([0.0, 0.0]);
        add(&format!("{} {} {district} {place} {} {} {x:.1} {y:.1} {}", r.week, r.category, r.local_start, r.local_end, r.count));
    }
    for (district, sender, week, count) in &inputs.by_district {
        add(&format!("{district} {sender} {week} {count}"));
    }
    for (kind, rows) in &inputs.near {
        add(kind.key());
        for r in rows {
            let [x, y] = r.position;
            add(&format!("{} {} {} {x:.1} {y:.1}", r.district.as_ref().map_or("-", |d| d.as_str()), r.local_start, r.local_end));
        }
    }
    for s in &inputs.material.sent {
        let district = s.district.as_ref().map_or("-", |d| d.as_str());
        add(&format!("{} {district} {} {} {}", s.week, s.category, s.sender, s.count));
    }
    for p in &inputs.material.placed {
        let ([x, y], district) = (p.position, p.district.as_ref().map_or("-", |d| d.as_str()));
        let place = p.place.as_deref().unwrap_or("-");
        add(&format!("{} {district} {} {} {place} {x:.1} {y:.1} {}", p.day, p.category, p.sender, p.count));
    }
    for event in &inputs.coming {
        add(&format!("{} {} {} {}", event.title, event.place.as_deref().unwrap_or("-"), event.from, event.to));
    }
    for event in &inputs.context {
        add(&event.id.to_string());
    }
    // Motives are left out: the digest must not depend on who reads.
    for area in &inputs.judgement.areas {
        add(&format!("{} {} {}", area.district, area.situation.key(), area.trend.key()));
    }
    for text in &inputs.judgement.focus {
        add(text);
    }
    for action in &inputs.judgement.actions {
        add(&format!("{} {} {}", action.title, action.state.key(), action.owner));
    }
    for cited in &inputs.citations {
        [&cited.name, &cited.said.sv, &cited.said.en, &cited.digest].into_iter().for_each(|text| add(text));
    }
    for (term, wording) in inputs.words.all() {
        add(&term.to_string());
        [&wording.sv, &wording.en].into_iter().for_each(|said| [&said.name, &said.help].into_iter().for_each(|text| add(text)));
    }
    hex::encode(hasher.finalize())
}
