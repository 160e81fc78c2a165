//! The meeting's part of a picture: judged districts, focus and open actions, as they stood in a state of the store.

use crate::{App, actions};
use domain::actions::ActionItem;
use domain::actor::{Actor, Visible};
use domain::districts::{District, DistrictCode};
use domain::failure::Failure;
use domain::meetings::{Minutes, Section, unanswered};
use domain::pictures::{JudgedAction, JudgedArea, Judgement, PictureFilter};
use domain::week::Week;
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
    let judged = meeting.assessments();
    let assessed = meeting.section(Section::Assessment).version > 0;
    let area = |d: &District| judged.iter().find(|a| a.district == d.code).filter(|_| inside(Some(&d.code)));
    let areas = districts.iter().filter_map(|d| {
        let a = area(d)?;
        let (district, name, motive) = (a.district.clone(), d.name.clone(), a.motive.clone());
        Some(JudgedArea { district, name, situation: a.situation, trend: a.trend, motive })
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
    Ok(Judgement { assessed, areas, focus, actions: items.into_iter().map(action).collect() })
}

/// Whether a district judged orange or red has neither an open action nor a motive (G-2).
pub(super) async fn is_unanswered(app: &App, actor: &Actor, tx: &mut WriteTx, week: Week) -> Result<bool, Failure> {
    let meeting = storage::meetings::of_week(tx, actor.visible(), week, i64::MAX).await?;
    let reader = actions::reader(app, actor).await?;
    let all = storage::actions::as_of(tx, &reader, i64::MAX).await?;
    let acted = |code: &DistrictCode| all.iter().any(|i| i.is_open() && i.plan.place.district.as_ref() == Some(code));
    Ok(!unanswered(&meeting.assessments(), acted).is_empty())
}
