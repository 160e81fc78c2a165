//! `/t/{tenant}/lagesbild/{week}`: the week's picture, the heart of the product.

pub(crate) mod address;
mod around;
pub(crate) mod evidence;
mod findings;
mod head;
mod map_data;
pub(crate) mod outlined;
mod summary;
pub(crate) mod tables;
#[cfg(test)]
mod tests;

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, page};
use crate::pages::proposals::ProposalLine;
use crate::selection;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use address::View;
use application::pictures::{self, WeekListing};
use application::{districts, meetings};
use around::{CitationLine, ComingLine, ContextLine, JudgementPart, Sources};
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use documents::picture::figures::{Medium, PictureFigures, figures_of, map_classes};
use documents::picture::{trend, words};
use domain::districts::{District, DistrictOutline};
use domain::pictures::{Picture, Proposal, Publication, Span, Step};
use domain::policy::Action;
use evidence::Evidence;
use findings::{LifeLineRow, Silence};
use head::{Choices, FilterBar, Head, StateBar};
use map_data::MapData;
use messages::Lang;
use serde::{Deserialize, Serialize};
use summary::Summary;
use tables::{CategoryLine, DistrictTable, HotspotTable};
pub(crate) use tables::{PulseTable, WeekLine};

/// Districts named beside the map; the table has every one.
const MAP_LIST: usize = 10;

/// The picture page.
#[derive(Serialize)]
pub struct PicturePage {
    /// Frame.
    pub shell: Shell,
    /// Week, period, edition.
    pub head: Head,
    /// How far the work has come.
    pub state: StateBar,
    /// The filter.
    pub filter: FilterBar,
    /// The picture in words and its key figures.
    pub summary: Summary,
    /// Why there is nothing to show yet, with the way on.
    pub missing: Option<Missing>,
    /// Drawn figures.
    pub figures: Figures,
    /// The map's words and addresses.
    pub map: MapPart,
    /// Districts × categories.
    pub districts: DistrictTable,
    /// The trend in numbers, newest first.
    pub weeks: Vec<WeekLine>,
    /// What is said under the trend.
    pub trend_notes: Vec<String>,
    /// Categories in numbers.
    pub categories: Vec<CategoryLine>,
    /// The pulse in numbers.
    pub pulse: PulseTable,
    /// Hot spots of four and twelve weeks.
    pub hotspots: Vec<HotspotTable>,
    /// Places through the weeks.
    pub lives: Vec<LifeLineRow>,
    /// Kinds of crime that have come near each other, with the page of each; empty when the material does not say so.
    pub near: Vec<[String; 5]>,
    /// Districts that nothing was reported from.
    pub silent: Silence,
    /// What to look at before the meeting; empty when there is nothing, or it is not the reader's to do.
    pub proposals: Vec<ProposalLine>,
    /// Address of the week's meeting.
    pub meeting: String,
    /// What the meeting judged and decided; `None` before it.
    pub judgement: Option<JudgementPart>,
    /// Kept analyses that the picture refers to.
    pub citations: Vec<CitationLine>,
    /// What is to come.
    pub coming: Vec<ComingLine>,
    /// Address of the page where coming events are written; empty when the reader may not.
    pub edit_coming: String,
    /// The police's public feed.
    pub context: Vec<ContextLine>,
    /// Sources, late rows, digest.
    pub sources: Sources,
    /// Address of the import page; empty when the reader may not import.
    pub import: String,
    /// Files to take with.
    pub downloads: Vec<Download>,
}

impl Page for PicturePage {
    const TEMPLATE: &'static str = "picture.html";
}

/// What has to be there first.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// What is missing.
    pub text: String,
    /// Label of the way on.
    pub label: String,
    /// Address of the way on; empty when someone else has to do it.
    pub href: String,
}

/// The figures of the page.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// 53 weeks with the expected band.
    pub trend: String,
    /// Categories against what was expected.
    pub categories: String,
    /// Week pulse 7×24.
    pub pulse: String,
    /// Static map; empty without boundaries.
    pub map: String,
    /// Map of where nothing was reported from; empty without boundaries and when no district is silent.
    pub silence: String,
}

/// What stands beside the map and what its island needs.
#[derive(Clone, Debug, Serialize)]
pub struct MapPart {
    /// Address of the data.
    pub data: String,
    /// What the map shows, in a sentence.
    pub intro: String,
    /// Districts with most incidents: name, words, address.
    pub list: Vec<(String, String, String, String)>,
    /// The classes of the map that moves, drawn.
    pub classes: String,
    /// Whether there is a density surface to show.
    pub has_density: bool,
    /// The surface in words; empty when there is none.
    pub density: String,
}

/// A file of the picture.
#[derive(Clone, Debug, Serialize)]
pub struct Download {
    /// `PDF, A4`
    pub label: String,
    /// Address.
    pub href: String,
}

/// What the page is made from.
pub struct Material<'a> {
    /// The picture.
    pub picture: &'a Picture,
    /// Boundaries it was computed with.
    pub outlines: &'a [DistrictOutline],
    /// The districts it counts by, for the filter.
    pub districts: &'a [District],
    /// Names of senders, for the filter.
    pub sources: &'a [String],
    /// Weeks with material, newest first.
    pub weeks: &'a [WeekListing],
    /// Published versions of the week.
    pub versions: &'a [Publication],
    /// What it proposes to look at.
    pub proposals: &'a [Proposal],
}

impl PicturePage {
    /// The page of a picture as a member sees it.
    fn new(member: &Member, view: &View, material: &Material) -> Self {
        let (lang, picture, actor) = (member.lang, material.picture, &member.actor);
        let drawn = figures_of(picture, material.outlines, lang, Medium::Screen);
        let newest = material.weeks.first().map_or(picture.week, |w| w.week);
        let head = Head::new(picture, view, material.versions, newest, lang);
        let allowed = |action, path: &str| if actor.can(action) { view.path(path) } else { String::new() };
        let evidence = Evidence::new(picture);
        let shell = Shell::within(member, "nav-picture", Place::Picture).titled(head.title.clone());
        let choices = Choices { districts: material.districts, sources: material.sources, weeks: material.weeks };
        Self {
            shell: if picture.filter.reported.is_any() { shell } else { shell.for_authorities(lang) },
            state: StateBar::new(picture, view, actor, lang),
            filter: FilterBar::new(picture, view, &choices, actor, lang),
            summary: Summary::new(picture, view, &evidence, lang),
            missing: missing(material, &allowed(Action::ImportIncidents, "import"), lang),
            map: MapPart::new(picture, view, lang),
            districts: DistrictTable::new(picture, &drawn, (view, &evidence), lang),
            figures: Figures::new(drawn),
            weeks: tables::trend(picture, lang),
            trend_notes: trend::notes(picture, lang),
            categories: tables::categories(picture, &evidence, lang),
            pulse: PulseTable::new(&picture.pulse, lang),
            // Places through the weeks say what twelve weeks at once do, and when.
            hotspots: picture
                .hotspots
                .iter()
                .filter(|h| h.span == Span::FourWeeks || picture.findings.lives.is_empty())
                .map(|h| HotspotTable::new(h, picture, (view, &evidence), &allowed(Action::ProposeAction, "insatser/ny"), lang))
                .collect(),
            lives: LifeLineRow::all(picture, view, &evidence, lang),
            near: findings::near(picture, &evidence, lang),
            silent: Silence::new(picture, view, &evidence, lang),
            proposals: ProposalLine::all(member, picture, material.proposals),
            meeting: view.path(&format!("mote/{}", picture.week)),
            judgement: around::judgement(picture, view, lang),
            citations: picture.citations.iter().map(|c| CitationLine::new(c, view, actor.can(Action::UseWorkbook), lang)).collect(),
            coming: around::coming(picture, lang),
            edit_coming: allowed(Action::EditComingEvents, "kommande"),
            context: around::context(&picture.context),
            sources: Sources::new(picture, lang),
            import: allowed(Action::ImportIncidents, "import"),
            downloads: if actor.can(Action::ExportPicture) { downloads(view, lang) } else { Vec::new() },
            head,
        }
    }
}

impl Figures {
    fn new(drawn: PictureFigures) -> Self {
        Self {
            trend: drawn.trend.svg,
            categories: drawn.categories.svg,
            pulse: drawn.pulse.svg,
            map: drawn.map.map(|m| m.svg).unwrap_or_default(),
            silence: drawn.silence.map(|m| m.svg).unwrap_or_default(),
        }
    }
}

impl MapPart {
    fn new(picture: &Picture, view: &View, lang: Lang) -> Self {
        let mut most: Vec<_> = picture.map.districts.iter().filter(|(_, n)| *n > 0).collect();
        most.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let name = |code: &domain::districts::DistrictCode| {
            picture.districts.iter().find(|d| d.code.as_ref() == Some(code)).map_or_else(|| code.to_string(), |d| d.name.clone())
        };
        let line = |(code, n): &(domain::districts::DistrictCode, u64)| {
            let href = view.filtered(|f| f.district = Some(code.clone()));
            (code.to_string(), name(code), count(lang, *n), href)
        };
        let total: u64 = most.iter().map(|(_, n)| n).sum();
        let span = words::span(lang, picture.filter.span);
        Self {
            data: view.map_data(),
            intro: lang.format("picture-map-intro", &[("n", total.into()), ("count", count_of(most.len()).into()), ("name", span.into())]),
            list: most.into_iter().take(MAP_LIST).map(line).collect(),
            classes: map_classes(picture, lang),
            has_density: picture.map.density.is_some(),
            density: density_words(picture, lang),
        }
    }
}

fn density_words(picture: &Picture, lang: Lang) -> String {
    let Some(density) = &picture.map.density else { return String::new() };
    let most = density.values.iter().copied().fold(0.0_f32, f32::max);
    lang.format(
        "picture-map-density-words",
        &[("value", messages::decimal(lang, f64::from(most), 1).into()), ("n", messages::whole(lang, density.bandwidth).into())],
    )
}

fn missing(material: &Material, import: &str, lang: Lang) -> Option<Missing> {
    let say = |id: &str| Missing { text: lang.text(id), label: lang.text("picture-missing-import"), href: import.to_owned() };
    // A part without incidents is no empty store.
    let anything = !material.picture.filter.is_whole()
        || material.picture.weekly.iter().any(|w| w.count.is_some())
        || material.picture.incident_count > 0;
    match (material.outlines.is_empty(), anything) {
        (true, _) => Some(say("picture-missing-districts")),
        (false, false) => Some(say("picture-missing-incidents")),
        (false, true) => None,
    }
}

fn downloads(view: &View, lang: Lang) -> Vec<Download> {
    let file = |extension: &str| Download { label: lang.text(&format!("picture-file-{extension}")), href: view.file(extension) };
    ["pdf", "xlsx", "csv", "json"].map(file).to_vec()
}

/// A count as the language writes it.
#[allow(clippy::cast_precision_loss)] // counts are far below 2^53
fn count(lang: Lang, n: u64) -> String {
    messages::whole(lang, n as f64)
}

fn empty_when_zero(lang: Lang, n: u64) -> String {
    if n == 0 { String::new() } else { count(lang, n) }
}

fn count_of(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// `GET …/lagesbild`: to the week chosen in the filter bar, or the week to open first.
pub async fn current(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let (week, rest): (Vec<_>, Vec<_>) = pairs.into_iter().filter(|(_, value)| !value.is_empty()).partition(|(name, _)| name == "week");
    let week = match week.first() {
        Some((_, text)) => selection::week(text)?,
        None => pictures::current_week(&state.app, &member.actor).await?,
    };
    let rest = serde_urlencoded::to_string(rest).unwrap_or_default();
    let view = View::read(&member.tenant.code, week, Some(&rest))?;
    Ok(Redirect::to(&view.here()).into_response())
}

/// `GET …/lagesbild/{week}`
pub async fn show(
    State(state): State<WebState>,
    member: Member,
    Path((_, week)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let view = View::read(&member.tenant.code, selection::week(&week)?, query.as_deref())?;
    let (app, actor) = (&state.app, &member.actor);
    let picture = pictures::show(app, actor, &view.asked).await?;
    let material = Material {
        picture: &picture,
        outlines: &districts::outlines(app, actor, &picture).await?,
        districts: &districts::of_picture(app, actor, &picture).await?,
        sources: &pictures::sources(app, actor).await?,
        weeks: &pictures::weeks(app, actor).await?,
        versions: &pictures::versions(app, actor, view.asked.week).await?,
        proposals: &meetings::to_look_at(app, actor, &picture).await?,
    };
    page(member.lang, &PicturePage::new(&member, &view, &material), &[])
}

/// Fields of a step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeStep {
    step: String,
    seen: String,
    #[serde(default)]
    reason: String,
}

/// `POST …/lagesbild/{week}/steg`
pub async fn step(
    State(state): State<WebState>,
    member: Member,
    Path((_, week)): Path<(String, String)>,
    Fields(form): Fields<TakeStep>,
) -> Answer {
    let week = selection::week(&week)?;
    let step = Step::from_key(&form.step).ok_or_else(|| Problem::field("step", "failure-request"))?;
    let reason = crate::forms::filled(&form.reason);
    pictures::step(&state.app, &member.actor, week, step, reason.as_deref(), &form.seen).await?;
    Ok(Redirect::to(&member.path(&format!("lagesbild/{week}"))).into_response())
}

/// `GET …/kartdata/{week}.json`
pub async fn map_data(
    State(state): State<WebState>,
    member: Member,
    Path((_, week)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let week = week.strip_suffix(".json").ok_or_else(Problem::not_found)?;
    let view = View::read(&member.tenant.code, selection::week(week)?, query.as_deref())?;
    let picture = pictures::show(&state.app, &member.actor, &view.asked).await?;
    let outlines = districts::outlines(&state.app, &member.actor, &picture).await?;
    Ok(Json(MapData::new(&picture, &outlines, &view, member.lang)).into_response())
}

/// The page of a picture, for rendering samples.
#[cfg(test)]
pub(crate) fn sample(member: &Member, picture: &Picture, outlines: &[DistrictOutline]) -> PicturePage {
    let view = View::read(&member.tenant.code, picture.week, None).unwrap_or_else(|_| unreachable!("an empty query"));
    let weeks = [WeekListing { week: picture.week, state: picture.state.clone(), count: picture.incident_count, published: None }];
    let material = Material { picture, outlines, districts: &[], sources: &[], weeks: &weeks, versions: &[], proposals: &[] };
    PicturePage::new(member, &view, &material)
}
