//! A district, or a problem in it (a category, a place), as the week's picture has it: the picture of that part, and what dominates it,
//! what goes together, how long it has lasted, what has been done, and how the meeting has judged it.

mod place;
mod profile;

pub use profile::{DayPart, Dominant, Profile, Recurring, Together};

use crate::app::broken;
use crate::pictures::inputs::BASELINE;
use crate::pictures::{Request, show};
use crate::{App, actions};
use domain::actions::StateKind;
use domain::actor::Actor;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::ActionId;
use domain::meetings::{Assessment, Situation, Trend};
use domain::organisations::Class;
use domain::pictures::{Edition, Picture, PictureFilter, Span};
use domain::policy::Action;
use domain::reports::{ReportFacts, Reported};
use domain::week::{HOURS_OF_WEEK, Week};
use jiff::civil::Date;
use storage::ReadTx;
use storage::actions::Reader;
use storage::incidents::Selection;
use storage::reports::FactsOf;

/// Weeks that are looked back for the meeting's judgements.
const JUDGED_WEEKS: i32 = 12;

/// Weeks whose rows are read: those of the trend, and those that its first band is made from.
const ROWS_WEEKS: i32 = 65;

/// Which part of which picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaRequest {
    /// Week.
    pub week: Week,
    /// District.
    pub district: DistrictCode,
    /// Only this category.
    pub category: Option<Category>,
    /// Only this named place.
    pub place: Option<String>,
    /// A published version; `None` for the newest one, or the working edition before the first.
    pub version: Option<u32>,
}

/// An action at the district, the category or the place. Class B.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaAction {
    /// Identity.
    pub id: ActionId,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub state: StateKind,
    /// Whether someone still has something to do with it.
    pub open: bool,
    /// Organisation that answers for it.
    pub owner: String,
    /// Due day.
    pub due: Option<Date>,
}

/// A week's judgement of the district.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaLevel {
    /// Week.
    pub week: Week,
    /// How serious.
    pub situation: Situation,
    /// Which way.
    pub trend: Trend,
    /// Why. Class C: empty for readers below.
    pub motive: String,
}

/// A district or a problem.
#[derive(Clone, Debug)]
pub struct Area {
    /// The picture of this part.
    pub picture: Picture,
    /// The place that it is about.
    pub place: Option<String>,
    /// What dominates it, what goes together, how long it has lasted.
    pub profile: Profile,
    /// Decided actions: open ones by due day, then ended ones, newest first.
    pub actions: Vec<AreaAction>,
    /// How the meeting has judged the district, newest first.
    pub levels: Vec<AreaLevel>,
    /// What the reports of the last twelve weeks say beside what they count; `None` for readers below class C.
    pub facts: Option<ReportFacts>,
    /// Of the weeks looked back, those whose meeting saved a judgement of the districts.
    pub judged_weeks: u32,
}

/// A district or a problem in it, as of a published version or now. Permission and classes are those of the picture.
///
/// # Errors
/// [`Failure::NotFound`] for a district, version or place that is not there.
pub async fn area(app: &App, actor: &Actor, request: &AreaRequest) -> Result<Area, Failure> {
    actor.may(Action::ViewPicture)?;
    let filter = PictureFilter {
        district: Some(request.district.clone()),
        category: request.category,
        span: Span::TwelveWeeks,
        ..PictureFilter::default()
    };
    let asked = Request { week: request.week, filter, version: request.version };
    let picture = Picture::clone(&*show(app, actor, &asked).await?);
    let mut tx = app.read(actor).await?;
    let as_of = as_of(&mut tx, &picture).await?;
    let hours = if picture.so_far.is_some() { domain::week::hour_of_week(picture.at) } else { HOURS_OF_WEEK };
    let selection = |from: Week, district: Option<DistrictCode>, hours| Selection {
        from,
        to: request.week,
        as_of,
        district,
        category: None,
        sender: None,
        reported: Reported::default(),
        hours,
    };
    let own = selection(request.week.plus(1 - ROWS_WEEKS), Some(request.district.clone()), hours);
    let rows = storage::incidents::of_weeks(&mut tx, actor.visible(), &own).await?;
    let everywhere = selection(request.week.plus(1 - BASELINE), None, hours);
    let everywhere = storage::incidents::of_weeks(&mut tx, actor.visible(), &everywhere).await?;
    let (levels, judged_weeks) = levels(&mut tx, actor, request, as_of).await?;
    let actions = at(&mut tx, actor, request, as_of, actions::today(app)).await?;
    let facts = facts(&mut tx, actor, request, as_of).await?;
    drop(tx);
    let request = request.clone();
    let work = move || {
        let picture = match &request.place {
            Some(place) => place::picture_of(picture, place, &rows)?,
            None => picture,
        };
        let profile = profile::of(&picture, &request, &rows, &everywhere);
        Some(Area { picture, place: request.place, profile, actions, levels, facts, judged_weeks })
    };
    tokio::task::spawn_blocking(work).await.map_err(broken)?.ok_or(Failure::NotFound)
}

/// What the reports say beside what they count. Few reports lie behind it, so it is for authorities.
async fn facts(tx: &mut ReadTx, actor: &Actor, request: &AreaRequest, as_of: i64) -> Result<Option<ReportFacts>, Failure> {
    if actor.visible().ceiling() < Class::C {
        return Ok(None);
    }
    let of = FactsOf {
        weeks: (request.week.plus(1 - BASELINE), request.week),
        district: &request.district,
        category: request.category,
        place: request.place.as_deref(),
        as_of,
    };
    Ok(Some(storage::reports::facts(tx, &of).await?))
}

/// The state of the store that a picture was made from.
pub(super) async fn as_of(tx: &mut ReadTx, picture: &Picture) -> Result<i64, Failure> {
    let Edition::Version(publication) = &picture.edition else { return Ok(i64::MAX) };
    let versions = storage::pictures::versions(tx, picture.week).await?;
    versions.into_iter().find(|v| v.publication.version == publication.version).map(|v| v.as_of).ok_or(Failure::NotFound)
}

/// The meetings' judgements that name the district, and in how many weeks it was judged, by name or with all others.
async fn levels(tx: &mut ReadTx, actor: &Actor, request: &AreaRequest, as_of: i64) -> Result<(Vec<AreaLevel>, u32), Failure> {
    let (mut found, mut judged) = (Vec::new(), 0);
    for back in 0..JUDGED_WEEKS {
        let week = request.week.plus(-back);
        let meeting = storage::meetings::of_week(tx, actor.visible(), week, as_of).await?;
        let Some(confirmed) = meeting.confirmed else { continue };
        let Assessment { areas, others_normal } = confirmed.assessment;
        let own = areas.into_iter().find(|a| a.district == request.district);
        let own = own.and_then(|a| Some(AreaLevel { week, situation: a.situation?, trend: a.trend, motive: a.motive }));
        judged += u32::from(own.is_some() || others_normal);
        found.extend(own);
    }
    Ok((found, judged))
}

/// Decided actions that are at the district and, for a problem, at its category or place.
async fn at(tx: &mut ReadTx, actor: &Actor, request: &AreaRequest, as_of: i64, today: Date) -> Result<Vec<AreaAction>, Failure> {
    let reader = Reader { visible: actor.visible(), organisation: None, account: None };
    let mut items = storage::actions::as_of(tx, &reader, as_of).await?;
    items.retain(|item| {
        let plan = &item.plan;
        let here = plan.place.district.as_ref() == Some(&request.district);
        let kind = request.category.is_none_or(|c| plan.category.is_none_or(|own| own == c));
        let spot = request.place.as_ref().is_none_or(|p| [&plan.place.place, &plan.hotspot].into_iter().any(|own| own.as_ref() == Some(p)));
        item.state.decision().is_some() && here && kind && spot
    });
    actions::order(&mut items, today);
    items.sort_by_key(|item| (!item.is_open(), if item.is_open() { None } else { Some(std::cmp::Reverse(item.at)) }));
    let told = |item: domain::actions::ActionItem| AreaAction {
        id: item.id,
        state: item.state.kind(),
        open: item.is_open(),
        owner: item.plan.owner.name,
        due: item.plan.due,
        title: item.plan.title,
    };
    Ok(items.into_iter().map(told).collect())
}
