//! From inputs to the picture.

use crate::app::broken;
use crate::pictures::inputs::{self, BASELINE, Inputs, Question, SERIES};
use crate::pictures::verdicts::{self, Verdict, Verdicts, judge};
use crate::pictures::{findings, hotspots, map, notable, tables};
use domain::actor::Visible;
use domain::categories::CategoryKind;
use domain::failure::Failure;
use domain::pictures::{Against, Change, Comparison, Edition, LateWeek, Picture, PictureState, Pulse, SourceRow, Span, WeekCount};
use domain::tenants::Tenant;
use domain::week::{HOURS_OF_WEEK, Week};
use storage::ReadTx;
use storage::incidents::PictureIncident;

/// Longest possible time of an incident in the pulse: a week.
const LONGEST: i64 = 7 * 24 * 3600;

/// Reads and computes a picture.
pub(super) async fn picture(
    tx: &mut ReadTx,
    visible: Visible,
    tenant: &Tenant,
    question: &Question,
    state: PictureState,
    edition: Edition,
) -> Result<Picture, Failure> {
    let inputs = inputs::read(tx, visible, question).await?;
    let (tenant, week, filter, now, live) = (tenant.clone(), question.week, question.filter.clone(), question.now, question.live);
    // Statistics take processor time: not on the threads that answer requests.
    let work = move || {
        let question = Question { week, filter, as_of: 0, now, live };
        compute(&inputs, &tenant, &question, state, edition)
    };
    tokio::task::spawn_blocking(work).await.map_err(broken)
}

fn compute(inputs: &Inputs, tenant: &Tenant, question: &Question, state: PictureState, edition: Edition) -> Picture {
    let week = question.week;
    let filter = &question.filter;
    let counts = tables::Counts::new(inputs, &inputs.cube, week);
    let standing_out = notable::all(inputs, week);
    // A part is judged as the whole judges it: what counts as chance must not depend on what is looked at.
    let verdicts = match &inputs.whole {
        Some(whole) => Verdicts::new(&tables::Counts::new(inputs, whole, week), &inputs.districts, &standing_out),
        None => Verdicts::new(&counts, &inputs.districts, &standing_out),
    };
    let span = question.filter.span;
    let in_span: Vec<&PictureIncident> = inputs.rows.iter().filter(|r| r.week > week.plus(-span.weeks())).collect();
    let comparisons = comparisons(inputs, &counts, week, verdicts.of(filter.district.as_ref(), filter.category));
    let change = comparisons.iter().find(|c| c.against == Against::TwelveWeeks).map_or(Change::Unknown, |c| c.change);
    let categories = tables::categories(&counts, &verdicts, filter);
    let notable = notable::listed(standing_out, filter);
    let mut hotspots = [Span::FourWeeks, Span::TwelveWeeks].map(|span| hotspots::of(inputs, week, span));
    verdicts::settle_places(&mut hotspots, &notable);
    let mut findings = findings::of(inputs, question, &comparisons);
    if inputs.hours == HOURS_OF_WEEK {
        verdicts::settle_lives(&mut findings.lives, &hotspots);
    }
    let of_kind = |kind| categories.iter().filter(|c| c.category.kind() == kind).map(|c| c.count).sum();
    let filter_district_name =
        question.filter.district.as_ref().and_then(|code| inputs.districts.iter().find(|d| d.code == *code)).map(|d| d.name.clone());
    Picture {
        tenant: tenant.code.clone(),
        tenant_name: tenant.name.clone(),
        week,
        filter: question.filter.clone(),
        filter_district_name,
        state,
        edition,
        at: question.now,
        so_far: (inputs.hours < HOURS_OF_WEEK).then_some(question.now),
        incident_count: counts.total(),
        crime_count: of_kind(CategoryKind::Crime),
        unsafety_count: of_kind(CategoryKind::Unsafety),
        change,
        comparisons,
        notable,
        weekly: weekly(inputs, week),
        districts: tables::districts(&counts, &verdicts, &inputs.districts, filter),
        categories,
        pulse: pulse(&in_span),
        hotspots: hotspots.into(),
        map: map::of(&in_span),
        coming: inputs.coming.clone(),
        context: inputs.context.clone(),
        judgement: inputs.judgement.clone(),
        citations: inputs.citations.clone(),
        words: inputs.words.clone(),
        sources: sources(inputs, week),
        late: inputs.late.iter().map(|(week, count)| LateWeek { week: *week, count: *count }).collect(),
        findings,
        digest: inputs.digest.clone(),
    }
}

fn comparisons(inputs: &Inputs, counts: &tables::Counts, week: Week, verdict: Verdict) -> Vec<Comparison> {
    let baseline = counts.baseline();
    let count = counts.total();
    let recent = &baseline[baseline.len().saturating_sub(4)..];
    let last_year = week.same_week_last_year();
    let known = inputs.first_week.is_some_and(|first| first <= last_year);
    let last_year: &[u64] = if known { &[inputs.last_year] } else { &[] };
    let told = |against, baseline: &[u64], Verdict { expected, change, certainty }| Comparison {
        against,
        weeks: u32::try_from(baseline.len()).unwrap_or(0),
        expected,
        change,
        certainty,
    };
    let compare = |against, baseline: &[u64]| told(against, baseline, judge(count, baseline));
    // An hour of a week cannot be told from any other: nothing is said before there is one.
    if inputs.hours == 0 {
        return [Against::FourWeeks, Against::TwelveWeeks, Against::LastYear].map(|against| compare(against, &[])).into();
    }
    vec![compare(Against::FourWeeks, recent), told(Against::TwelveWeeks, &baseline, verdict), compare(Against::LastYear, last_year)]
}

fn weekly(inputs: &Inputs, week: Week) -> Vec<WeekCount> {
    let count = |w: Week| {
        let found = inputs.series.iter().find(|(x, _)| *x == w).map(|(_, count)| *count);
        let known = inputs.first_week.is_some_and(|first| first <= w);
        WeekCount { week: w, count: if known { Some(found.unwrap_or(0)) } else { None } }
    };
    (0..=SERIES).map(|i| count(week.plus(i - SERIES))).collect()
}

pub(super) fn aoristic(rows: &[&PictureIncident]) -> analysis::time::Pulse {
    let start: Vec<i64> = rows.iter().map(|r| r.local_start).collect();
    let end: Vec<i64> = rows.iter().map(|r| r.local_end).collect();
    #[allow(clippy::cast_precision_loss)]
    let weight: Vec<f64> = rows.iter().map(|r| r.count as f64).collect();
    analysis::time::aoristic_weighted(&start, &end, &weight, LONGEST)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // sums of counts: whole and not negative
pub(crate) fn pulse(rows: &[&PictureIncident]) -> Pulse {
    let pulse = aoristic(rows);
    Pulse {
        cells: pulse.cells,
        placed: pulse.placed.round() as u64,
        vague: pulse.vague.round() as u64,
        left_out: pulse.left_out.round() as u64,
    }
}

fn sources(inputs: &Inputs, week: Week) -> Vec<SourceRow> {
    let over = inputs.hours == HOURS_OF_WEEK;
    let row = |sender: &domain::imports::Sender| {
        let of_sender = || inputs.by_sender.iter().filter(|(id, _, _)| *id == sender.id);
        let count = of_sender().filter(|(_, w, _)| *w == week).map(|(_, _, n)| n).sum();
        // Its people said that there was nothing: that is an answer, not silence.
        let quiet = count == 0 && inputs.quiet.contains(&sender.id);
        let weeks = inputs.first_weeks.get(&sender.id).map_or(0, |first| week.since(*first).clamp(0, BASELINE));
        let before: u64 = of_sender().filter(|(_, w, _)| *w < week).map(|(_, _, n)| n).sum();
        let last_delivery = inputs.deliveries.iter().find(|(id, _)| *id == sender.id).map(|(_, at)| *at);
        SourceRow {
            name: sender.name.clone(),
            count,
            usual_hundredths: (before * 100).checked_div(u64::from(weeks.unsigned_abs())),
            last_delivery,
            // A week that goes on still has time, what a filter leaves out has come all the same, and nothing is missing from one that
            // has never sent anything.
            silent: sender.weekly && over && !quiet && last_delivery.is_some() && !inputs.heard.contains(&sender.id),
            quiet,
        }
    };
    let delivered = |id| inputs.deliveries.iter().any(|(of, _)| *of == id) || inputs.by_sender.iter().any(|(of, ..)| *of == id);
    inputs.senders.iter().filter(|s| s.is_source(delivered(s.id))).map(row).collect()
}
