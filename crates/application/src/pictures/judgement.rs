//! The meeting's part of a picture: judged districts, focus and open actions, as they stood in a state of the store.

use crate::{App, actions, meetings};
use domain::actions::ActionItem;
use domain::actor::{Actor, Visible};
use domain::districts::{District, DistrictCode};
use domain::failure::Failure;
use domain::meetings::{Meeting, MeetingStage, Minutes, Section};
use domain::pictures::{JudgedAction, JudgedArea, Judgement, PictureFilter};
use domain::week::{Week, instant};
use domain::weekly::Moment;
use jiff::Timestamp;
use storage::actions::Reader;
use storage::{ReadTx, WriteTx};

/// Reads it. Under a filter only the district's own is told; focus and what is at no place belong to the whole.
pub(super) async fn read(
    tx: &mut ReadTx,
    visible: Visible,
    week: Week,
    filter: &PictureFilter,
    as_of: i64,
    districts: &[District],
) -> Result<Judgement, Failure> {
    let meeting = storage::meetings::of_week(tx, visible, week, as_of).await?;
    let reader = Reader { visible, organisation: None, account: None };
    let mut items = storage::actions::as_of(tx, &reader, as_of).await?;
    let inside = |code: Option<&DistrictCode>| filter.district.is_none() || filter.district.as_ref() == code;
    let name = |code: &DistrictCode| districts.iter().find(|d| d.code == *code).map_or_else(|| code.to_string(), |d| d.name.clone());
    let assessed = meeting.confirmed.is_some();
    let judged = meeting.confirmed.as_ref().map(|confirmed| confirmed.assessment.clone()).unwrap_or_default();
    let area = |d: &District| judged.areas.iter().find(|a| a.district == d.code).filter(|_| inside(Some(&d.code)));
    let areas = districts.iter().filter_map(|d| {
        let a = area(d)?;
        let (district, name, motive) = (a.district.clone(), d.name.clone(), a.motive.clone());
        Some(JudgedArea { district, name, situation: a.situation?, trend: a.trend, motive })
    });
    let areas = areas.collect();
    let focus = match meeting.section(Section::Focus).minutes {
        Minutes::Focus(focus) if filter.district.is_none() => focus,
        Minutes::Focus(_)
        | Minutes::Attendance(_)
        | Minutes::Round(_)
        | Minutes::Assessment(_)
        | Minutes::Lifts(_)
        | Minutes::Communication(_) => Vec::new(),
    };
    let told = |item: &ActionItem| {
        let decided = item.state.decision().is_some();
        decided && item.is_open() && item.proposed_at < week.plus(2).start() && inside(item.plan.place.district.as_ref())
    };
    items.retain(told);
    actions::order(&mut items, week.next().sunday());
    let action = |item: ActionItem| JudgedAction {
        state: item.state.kind(),
        owner: item.plan.owner.name,
        district: item.plan.place.district.as_ref().map(name),
        due: item.plan.due,
        title: item.plan.title,
    };
    Ok(Judgement { assessed, others_normal: judged.others_normal, areas, focus, actions: items.into_iter().map(action).collect() })
}

/// Whether a district that the meeting judges orange or red has neither an open action nor a motive (G-2).
pub(super) async fn is_unanswered(app: &App, actor: &Actor, tx: &mut WriteTx, meeting: &Meeting) -> Result<bool, Failure> {
    match &meeting.confirmed {
        Some(confirmed) => Ok(!meetings::without_answer(app, actor, tx, &confirmed.assessment).await?.is_empty()),
        None => Ok(false),
    }
}

/// When the meeting that judged the week was held. Refused before it was, without anybody noted as there, and without a confirmed judgement.
pub(super) async fn held_at(tx: &mut WriteTx, meeting: &Meeting) -> Result<Timestamp, Failure> {
    if meeting.state.stage() < MeetingStage::Held {
        return Err(Failure::Conflict("failure-assess-not-held"));
    }
    if !meeting.is_attended() {
        return Err(Failure::Conflict("failure-meeting-nobody"));
    }
    if meeting.confirmed.is_none() || meeting.is_unconfirmed() {
        return Err(Failure::Conflict("failure-assess-unconfirmed"));
    }
    let (calendar, _) = storage::settings::calendar(tx).await?;
    let day = meeting.held_on.unwrap_or_else(|| calendar.day(meeting.week, Moment::Meeting));
    Ok(instant(day.to_datetime(calendar.time(Moment::Meeting).time)))
}
