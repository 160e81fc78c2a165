//! `/t/{tenant}/omrade/{district}`, `…/typ/{category}` and `…/plats/{place}`: a district, or a problem in it, as the week's picture has it.

mod lines;

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, page};
use crate::pages::picture::{PulseTable, WeekLine, tables};
use crate::pages::proposals;
use crate::selection;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::pictures::area::{self, Area, AreaRequest};
use application::pictures::{self};
use axum::extract::{Path, RawQuery, State};
use documents::picture::figures::{Medium, figures_of};
use documents::picture::{marks, summary, trend, words};
use domain::districts::DistrictCode;
use domain::failure::{Failure, FieldError};
use domain::pictures::{Against, Change, PictureFilter};
use domain::policy::Action;
use domain::words::Words;
use lines::{ActionLine, LevelLine, ShareLine, SourceLine, Way};
use messages::Lang;
use serde::Serialize;

/// The page of a district or a problem.
#[derive(Serialize)]
pub struct AreaPage {
    /// Frame.
    pub shell: Shell,
    /// `Skadegörelse i Ryd`
    pub title: String,
    /// `9–15 november 2026`, the week and the edition.
    pub period: String,
    /// How many, and whether that is more or fewer.
    pub headline: String,
    /// What stands out; empty for a problem.
    pub lead: String,
    /// Whether it is a problem in a district, and not the district.
    pub problem: bool,
    /// Key of the direction, for its shape.
    pub change: &'static str,
    /// Direction and certainty in words.
    pub judgement: String,
    /// The trend as a figure.
    pub trend: String,
    /// What is said under it.
    pub trend_notes: Vec<String>,
    /// The trend in numbers, newest first.
    pub weeks: Vec<WeekLine>,
    /// How long it has lasted, in a sentence.
    pub recurring: String,
    /// Week pulse over twelve weeks.
    pub pulse: String,
    /// The pulse in numbers.
    pub pulse_table: PulseTable,
    /// Categories, places and hours that dominate, each with its heading and what is said when none does.
    pub dominant: Vec<ShareTable>,
    /// What goes together, in sentences.
    pub together: Vec<String>,
    /// Problems of the district: categories and places with their pages.
    pub problems: Vec<Way>,
    /// Open actions.
    pub open: Vec<ActionLine>,
    /// Ended ones.
    pub ended: Vec<ActionLine>,
    /// How the meeting has judged, newest first.
    pub levels: Vec<LevelLine>,
    /// What is said when no judgement names the district.
    pub unnamed: String,
    /// What the reports say beside what they count, in sentences; empty without reports, and for readers below class C.
    pub facts: Vec<String>,
    /// Reports by source; empty for a place, where it is not told.
    pub sources: Vec<SourceLine>,
    /// Address of the picture of this part.
    pub picture: String,
    /// Address of the district's page; empty on it.
    pub district: String,
    /// Name of the district.
    pub district_name: String,
    /// Address of a form for an action; empty when the reader may not propose one.
    pub propose: String,
    /// SHA-256 of what it was made from.
    pub digest: String,
}

impl Page for AreaPage {
    const TEMPLATE: &'static str = "area.html";
}

/// Values that hold more than their share.
#[derive(Clone, Debug, Serialize)]
pub struct ShareTable {
    /// Id of the heading.
    pub id: &'static str,
    /// Heading.
    pub heading: String,
    /// What they are compared with.
    pub against: String,
    /// Rows, most first.
    pub rows: Vec<ShareLine>,
}

impl AreaPage {
    /// The page of an area as a member sees it.
    pub fn new(member: &Member, request: &AreaRequest, area: &Area) -> Self {
        let (lang, picture, actor) = (member.lang, &area.picture, &member.actor);
        let drawn = figures_of(picture, &[], lang, Medium::Screen);
        let district_name = picture.filter_district_name.clone().unwrap_or_else(|| request.district.to_string());
        let problem = request.category.is_some() || request.place.is_some();
        let title = title(request, &district_name, &picture.words, lang);
        let twelve = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks);
        let filter = PictureFilter { district: Some(request.district.clone()), category: request.category, ..PictureFilter::default() };
        let query = selection::query(&filter, request.version);
        let (open, ended): (Vec<_>, Vec<_>) = area.actions.iter().partition(|a| a.open);
        let link = |id: String| if actor.can(Action::ViewActions) { member.path(&format!("insatser/{id}")) } else { String::new() };
        let action = |a: &&area::AreaAction| ActionLine::new(a, link(a.id.to_string()), lang);
        Self {
            shell: Shell::within(member, "nav-districts", Place::Districts).titled(title.clone()),
            period: format!(
                "{} · {} · {}",
                messages::week_long(lang, picture.week),
                messages::date_range(lang, picture.week.monday(), picture.week.sunday()),
                words::edition(&picture.edition, lang)
            ),
            headline: if problem { headline(&title, area, lang) } else { words::headline(picture, lang) },
            title,
            lead: if problem { String::new() } else { summary::lead(picture, lang).join(" ") },
            problem,
            change: twelve.map_or(marks::of_change(picture.change), |c| marks::of(c.change, c.certainty)).key,
            judgement: twelve.map(|c| words::judgement(lang, c.change, c.certainty)).unwrap_or_default(),
            trend: drawn.trend.svg,
            trend_notes: trend::notes(picture, lang),
            weeks: tables::trend(picture, lang),
            recurring: lines::recurring(area.profile.recurring, lang),
            pulse: drawn.pulse.svg,
            pulse_table: PulseTable::new(&picture.pulse, lang),
            dominant: dominant(request, area, lang),
            together: area.profile.together.iter().map(|t| lines::together(t, &picture.words, lang)).collect(),
            problems: if problem { Vec::new() } else { lines::problems(member, request, picture, lang) },
            open: open.iter().map(action).collect(),
            ended: ended.iter().map(action).collect(),
            levels: area.levels.iter().map(|l| LevelLine::new(l, &picture.words, lang)).collect(),
            facts: area.facts.as_ref().map(|facts| lines::facts(facts, lang)).unwrap_or_default(),
            unnamed: lang.format("area-levels-none", &[("n", u64::from(area.judged_weeks).into())]),
            sources: picture.sources.iter().map(|s| SourceLine::new(s, lang)).collect(),
            picture: format!("{}?{query}", member.path(&format!("lagesbild/{}", picture.week))),
            district: if problem { lines::area_of(member, request, None, None) } else { String::new() },
            district_name,
            propose: match actor.can(Action::ProposeAction) {
                true => {
                    let said = proposals::of_problem(picture.week, &request.district, request.category, request.place.as_deref());
                    member.path(&format!("insatser/ny?{said}"))
                }
                false => String::new(),
            },
            digest: picture.digest.clone(),
        }
    }
}

/// `Ryd`, `Skadegörelse i Ryd`, `Resecentrum, Innerstaden`, `Brand, Resecentrum, Innerstaden`
fn title(request: &AreaRequest, district: &str, own: &Words, lang: Lang) -> String {
    let category = request.category.map(|c| messages::category(lang, own, c));
    match (category, &request.place) {
        (None, None) => district.to_owned(),
        (Some(what), None) => lang.format("area-title-category", &[("what", what.into()), ("district", district.into())]),
        (None, Some(place)) => format!("{place}, {district}"),
        (Some(what), Some(place)) => format!("{what}, {place}, {district}"),
    }
}

/// How many of a problem, and whether that is more, fewer or as expected.
fn headline(title: &str, area: &Area, lang: Lang) -> String {
    let picture = &area.picture;
    let week = picture.week.number().unsigned_abs().to_string();
    let said = [("what", title.into()), ("n", picture.incident_count.into()), ("week", week.into())];
    let twelve = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks);
    match twelve.and_then(|c| Some((c, c.expected?))) {
        None => lang.format("area-headline-unknown", &said),
        Some((c, expected)) => {
            let more =
                [("judgement", words::judgement(lang, c.change, c.certainty).into()), ("interval", words::interval(lang, expected).into())];
            let all: Vec<_> = said.into_iter().chain(more).collect();
            // A place or type that nothing came in about is not told as calm, unless that it is fewer than chance gives.
            let quiet = picture.incident_count == 0 && c.change == Change::Unchanged;
            lang.format(if quiet { "area-headline-none" } else { "area-headline" }, &all)
        }
    }
}

fn dominant(request: &AreaRequest, area: &Area, lang: Lang) -> Vec<ShareTable> {
    let profile = &area.profile;
    let mut tables = Vec::new();
    if request.category.is_none() {
        let rows =
            profile.categories.iter().map(|d| ShareLine::new(d, messages::category(lang, &area.picture.words, d.value), lang)).collect();
        tables.push(ShareTable { id: "typer", heading: lang.text("area-categories"), against: lang.text("area-categories-against"), rows });
    }
    if request.place.is_none() {
        let rows = profile.places.iter().map(|d| ShareLine::new(d, d.value.clone(), lang)).collect();
        let against = if request.category.is_some() { "area-places-against-all" } else { "area-places-against-even" };
        tables.push(ShareTable { id: "platser", heading: lang.text("area-places"), against: lang.text(against), rows });
    }
    let rows = profile.hours.iter().map(|d| ShareLine::new(d, lines::day_part(d.value, lang), lang)).collect();
    tables.push(ShareTable { id: "tider", heading: lang.text("area-hours"), against: lang.text("area-hours-against"), rows });
    tables
}

/// `GET …/omrade/{district}`
pub async fn district(
    State(state): State<WebState>,
    member: Member,
    Path((_, district)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let request = read(&state, &member, district, query.as_deref()).await?;
    shown(&state, &member, &request).await
}

/// `GET …/omrade/{district}/typ/{category}`
pub async fn category(
    State(state): State<WebState>,
    member: Member,
    Path((_, district, category)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let category = Some(category.parse().map_err(|_| Problem::not_found())?);
    let request = read(&state, &member, district, query.as_deref()).await?;
    shown(&state, &member, &AreaRequest { category, ..request }).await
}

/// `GET …/omrade/{district}/plats/{place}`
pub async fn place(
    State(state): State<WebState>,
    member: Member,
    Path((_, district, place)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let request = read(&state, &member, district, query.as_deref()).await?;
    shown(&state, &member, &AreaRequest { place: Some(place), ..request }).await
}

async fn shown(state: &WebState, member: &Member, request: &AreaRequest) -> Answer {
    let area = area::area(&state.app, &member.actor, request).await?;
    page(member.lang, &AreaPage::new(member, request, &area), &[])
}

/// Reads the address: unknown parameters and values are errors with their name, as in the picture's.
async fn read(state: &WebState, member: &Member, district: String, query: Option<&str>) -> Result<AreaRequest, Problem> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
    let mut asked = AreaRequest {
        week: domain::week::Week::of(state.app.now()),
        district: DistrictCode(district),
        category: None,
        place: None,
        version: None,
    };
    let (mut wrong, mut week) = (Vec::new(), None);
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let Some(field) = ["week", "version"].into_iter().find(|known| known == name) else {
            wrong.push(FieldError::new("query", "failure-parameter-unknown").with(shortened(name)));
            continue;
        };
        if put(&mut asked, &mut week, field, value).is_none() {
            wrong.push(FieldError::new(field, "failure-parameter-value").with(shortened(value)));
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::Invalid(wrong).into());
    }
    asked.week = match week {
        Some(week) => week,
        None => pictures::current_week(&state.app, &member.actor).await?,
    };
    Ok(asked)
}

fn put(asked: &mut AreaRequest, week: &mut Option<domain::week::Week>, name: &str, value: &str) -> Option<()> {
    match name {
        "week" => *week = Some(value.parse().ok()?),
        "version" => asked.version = Some(value.parse().ok().filter(|v| *v > 0)?),
        _ => return None,
    }
    Some(())
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The page of a sample picture, for rendering samples.
#[cfg(test)]
pub(crate) fn sample(member: &Member, picture: &domain::pictures::Picture, full: bool) -> AreaPage {
    let (request, area) = lines::sample(picture, full);
    AreaPage::new(member, &request, &area)
}
