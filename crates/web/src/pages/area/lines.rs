//! The lines of a district's and a problem's page.

use crate::access::Member;
use crate::pages::picture::address::{AreaQuery, area};
use application::pictures::area::{AreaAction, AreaLevel, AreaRequest, DayPart, Dominant, Recurring, Together};
use documents::picture::words;
use domain::categories::Category;
use domain::pictures::{Picture, SourceRow, Span};
use domain::reports::ReportFacts;
use domain::words::Words;
use messages::Lang;
use serde::Serialize;

/// Below this a share of chance is written as less than it.
const LEAST_Q: f64 = 0.001;

/// A way to another page.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    /// What it is about.
    pub label: String,
    /// How many, or how it stands.
    pub detail: String,
    /// Address.
    pub href: String,
}

/// A value that holds more than its share.
#[derive(Clone, Debug, Serialize)]
pub struct ShareLine {
    /// The value.
    pub name: String,
    /// Incidents.
    pub count: String,
    /// Share, percent.
    pub share: String,
    /// How many times its share.
    pub times: String,
    /// Share of as odd values that are chance.
    pub q: String,
}

impl ShareLine {
    /// The line of a value.
    pub fn new<T>(found: &Dominant<T>, name: String, lang: Lang) -> Self {
        let whole = found.count.fract().abs() < 1e-9;
        Self {
            name,
            count: messages::decimal(lang, found.count, usize::from(!whole)),
            share: format!("{} %", messages::decimal(lang, found.share * 100.0, 0)),
            times: found.times.map_or_else(|| lang.text("area-only-here"), |times| messages::decimal(lang, times, 1)),
            q: share_of_chance(found.q, lang),
        }
    }
}

fn share_of_chance(q: f64, lang: Lang) -> String {
    if q < LEAST_Q { format!("< {}", messages::decimal(lang, LEAST_Q, 3)) } else { messages::decimal(lang, q, 3) }
}

/// `fredag 18–24`
pub fn day_part(part: DayPart, lang: Lang) -> String {
    format!("{} {:02}–{:02}", messages::weekday(lang, part.day), part.from, part.to)
}

/// Two categories that rise and fall together, or against each other.
pub fn together(found: &Together, own: &Words, lang: Lang) -> String {
    let id = if found.correlation > 0.0 { "area-together" } else { "area-against" };
    lang.format(
        id,
        &[
            ("first", messages::category(lang, own, found.first).into()),
            ("second", messages::category(lang, own, found.second).into()),
            ("r", messages::decimal(lang, found.correlation, 2).into()),
            ("q", share_of_chance(found.q, lang).into()),
        ],
    )
}

/// How long it has lasted.
pub fn recurring(found: Option<Recurring>, lang: Lang) -> String {
    let Some(found) = found else { return lang.text("area-recurring-unknown") };
    let now = lang.format("area-recurring-now", &[("n", found.now.into())]);
    let all = [("n", found.longest.into()), ("weeks", found.weeks.into()), ("of", found.of.into())];
    format!("{now} {}", lang.format("area-recurring-all", &all))
}

/// An action at the place.
#[derive(Clone, Debug, Serialize)]
pub struct ActionLine {
    /// Title.
    pub title: String,
    /// Address; empty when the reader may not see actions.
    pub href: String,
    /// Key of its state.
    pub state: &'static str,
    /// The state in a word.
    pub label: String,
    /// Organisation that answers for it.
    pub owner: String,
    /// Due day; empty when there is none.
    pub due: String,
}

impl ActionLine {
    /// The line of an action.
    pub fn new(action: &AreaAction, href: String, lang: Lang) -> Self {
        Self {
            title: action.title.clone(),
            href,
            state: action.state.key(),
            label: messages::action_state(lang, action.state),
            owner: action.owner.clone(),
            due: action.due.map(messages::date_short).unwrap_or_default(),
        }
    }
}

/// A week's judgement.
#[derive(Clone, Debug, Serialize)]
pub struct LevelLine {
    /// Week.
    pub week: String,
    /// Key of the situation, for its shape.
    pub situation: &'static str,
    /// The situation in words.
    pub label: String,
    /// Which way.
    pub trend: String,
    /// Why; empty when nothing was said, and for readers below class C.
    pub motive: String,
}

impl LevelLine {
    /// The line of a judgement.
    pub fn new(level: &AreaLevel, own: &Words, lang: Lang) -> Self {
        Self {
            week: messages::week_long(lang, level.week),
            situation: level.situation.key(),
            label: messages::situation(lang, own, level.situation),
            trend: lang.text(&format!("trend-{}", level.trend.key())),
            motive: level.motive.clone(),
        }
    }
}

/// What reports say beside what they count: how sure, whether the police know, what kind of place, why it feels unsafe.
pub fn facts(facts: &ReportFacts, lang: Lang) -> Vec<String> {
    if facts.reports == 0 {
        return Vec::new();
    }
    let said = [
        ("n", facts.reports.into()),
        ("sure", facts.sure.into()),
        ("suspected", (facts.reports - facts.sure).into()),
        ("police", facts.police.into()),
        ("unknown", facts.police_unknown.into()),
    ];
    let mut lines = vec![lang.format("area-facts-sure", &said), lang.format("area-facts-police", &said)];
    let counted = |name: String, n: u64| format!("{} {n}", name.to_lowercase());
    let kinds: Vec<String> = facts.place_kinds.iter().map(|(k, n)| counted(lang.text(&format!("place-kind-{}", k.key())), *n)).collect();
    let reasons: Vec<String> = facts.reasons.iter().map(|(r, n)| counted(lang.text(&format!("unsafe-{}", r.key())), *n)).collect();
    for (id, names) in [("area-facts-places", kinds), ("area-facts-reasons", reasons)] {
        if !names.is_empty() {
            lines.push(lang.format(id, &[("names", names.join(", ").into())]));
        }
    }
    lines
}

/// A source's reports from here.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLine {
    /// Name.
    pub name: String,
    /// Incidents of the week.
    pub count: String,
    /// Mean per week of the twelve before.
    pub usual: String,
    /// Whether it delivered nothing at all for the week.
    pub silent: bool,
}

impl SourceLine {
    /// The line of a source.
    pub fn new(source: &SourceRow, lang: Lang) -> Self {
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let (count, usual) = (messages::whole(lang, source.count as f64), words::usual(lang, source.usual_hundredths));
        Self { name: source.name.clone(), count, usual, silent: source.silent }
    }
}

/// The address of another part of the same district, week and version.
pub fn area_of(member: &Member, request: &AreaRequest, category: Option<Category>, place: Option<&str>) -> String {
    let query = AreaQuery { category, place, week: Some(request.week), version: request.version };
    area(&member.tenant.code, &request.district, &query)
}

/// Categories of the week and places of the last twelve weeks, each with its page.
pub fn problems(member: &Member, request: &AreaRequest, picture: &Picture, lang: Lang) -> Vec<Way> {
    let category = |c: &domain::pictures::CategoryRow| Way {
        label: messages::category(lang, &picture.words, c.category),
        detail: lang.format("area-problem", &[("n", c.count.into()), ("judgement", words::judgement(lang, c.change, c.certainty).into())]),
        href: area_of(member, request, Some(c.category), None),
    };
    let spots = picture.hotspots.iter().filter(|h| h.span == Span::TwelveWeeks).flat_map(|h| &h.places);
    let place = |spot: &domain::pictures::Hotspot| {
        let name = spot.place.as_deref()?;
        let detail = lang.format("area-place-weeks", &[("n", spot.count.into())]);
        Some(Way { label: name.to_owned(), detail, href: area_of(member, request, None, Some(name)) })
    };
    picture.categories.iter().map(category).chain(spots.filter_map(place)).collect()
}

/// An area of a sample picture, full or with nothing in it.
#[cfg(test)]
pub(super) fn sample(picture: &Picture, full: bool) -> (AreaRequest, application::pictures::area::Area) {
    use application::pictures::area::{Area, Profile};
    use domain::actions::StateKind;
    use domain::meetings::{Situation, Trend};
    use domain::reports::{PlaceKind, UnsafeReason};
    let district = picture.districts[8].clone();
    let mut picture = picture.clone();
    picture.filter.district = district.code.clone();
    picture.filter_district_name = Some(district.name);
    let mut request = AreaRequest {
        week: picture.week,
        district: district.code.unwrap_or_else(|| unreachable!("the sample's districts have codes")),
        category: None,
        place: None,
        version: None,
    };
    if !full {
        (request.category, request.place) = (Some(Category::Fire), Some("Torget".to_owned()));
        picture.sources.clear();
        picture.comparisons.clear();
        return (
            request,
            Area { picture, place: None, profile: Profile::default(), actions: vec![], levels: vec![], facts: None, judged_weeks: 0 },
        );
    }
    let share = |count: f64, times: Option<f64>, q: f64| (count, 0.4, times, q);
    fn found<T>(value: T, (count, share, times, q): (f64, f64, Option<f64>, f64)) -> Dominant<T> {
        Dominant { value, count, share, times, q }
    }
    let id: uuid::Uuid = uuid::Uuid::nil();
    let action = |open, state| AreaAction {
        id: domain::ids::ActionId(id.into_bytes()),
        title: picture.judgement.actions[0].title.clone(),
        state,
        open,
        owner: "Bostadsbolaget".to_owned(),
        due: Some(picture.week.sunday()),
    };
    let profile = Profile {
        incidents: 40,
        categories: vec![found(Category::Damage, share(16.0, Some(2.4), 0.000_2))],
        places: vec![found("Skäggetorps centrum".to_owned(), share(21.0, None, 0.01))],
        hours: vec![found(DayPart { day: 4, from: 18, to: 24 }, share(7.5, Some(1.9), 0.03))],
        together: vec![Together { first: Category::Damage, second: Category::Fire, correlation: 0.61, q: 0.02 }],
        recurring: Some(Recurring { now: 5, longest: 9, weeks: 40, of: 51 }),
    };
    let level =
        |motive: &str| AreaLevel { week: picture.week, situation: Situation::Orange, trend: Trend::Rising, motive: motive.to_owned() };
    let levels = vec![level("Skadegörelsen har ökat."), level("")];
    let actions = vec![action(true, StateKind::Ongoing), action(false, StateKind::Closed)];
    let facts = Some(ReportFacts {
        reports: 12,
        sure: 9,
        police: 4,
        police_unknown: 3,
        place_kinds: vec![(PlaceKind::Path, 5), (PlaceKind::Stairwell, 2)],
        reasons: vec![(UnsafeReason::Lighting, 3)],
    });
    (request, Area { picture, place: None, profile, actions, levels, facts, judged_weeks: 2 })
}
