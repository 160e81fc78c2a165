//! The week's picture on paper: A4, two pages for an ordinary municipality.

use super::cited::{self, Cited};
use super::figures::{Medium, figures_of};
use super::judged::{self, Judged};
use super::{findings, marks, summary, trend, words};
use crate::typeset::{Template, TypesetInput};
use domain::districts::DistrictOutline;
use domain::incidents::FeedEvent;
use domain::pictures::finding::{self, Finding};
use domain::pictures::findings::{LifePhase, SpotLife};
use domain::pictures::{DistrictRow, Edition, Hotspots, Picture, SourceRow, Span};
use figures::Mark;
use messages::Lang;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows that fit the second page; what is more is counted in a last line.
const MOST_PLACES: usize = 5;
const MOST_PLACES_JUDGED: usize = 3;
const MOST_PLACES_CITED: usize = 2;
const MOST_EVENTS: usize = 4;
const MOST_SOURCES: usize = 6;

#[derive(Serialize)]
struct Values {
    lang: &'static str,
    title: String,
    author: String,
    date: [i16; 6],
    head: Head,
    headline: Said,
    lead: String,
    notes: Vec<String>,
    notable: Section<Vec<Said>>,
    key: Vec<[String; 3]>,
    trend: Figure,
    categories: Figure,
    map: Option<Figure>,
    pulse: Figure,
    districts: Table<District>,
    hotspots: Vec<Table<[String; 8]>>,
    lives: Option<Table<Life>>,
    near: Section<Vec<(Said, String)>>,
    judgement: Option<Judged>,
    citations: Option<Cited>,
    coming: Section<Vec<[String; 2]>>,
    context: Section<Vec<[String; 2]>>,
    sources: Table<[String; 4]>,
    late: Section<Vec<String>>,
    foot: Foot,
}

#[derive(Serialize)]
struct Head {
    authority: String,
    product: String,
    week: String,
    period: String,
    edition: String,
    filters: String,
    page: String,
    of: String,
}

#[derive(Serialize)]
struct Section<T> {
    heading: String,
    note: String,
    items: T,
}

/// A finding's sentence with the address of what stands behind it; no address when nobody said where the product is.
#[derive(Serialize)]
struct Said {
    text: String,
    href: String,
}

#[derive(Serialize)]
struct Figure {
    heading: String,
    file: String,
    alt: String,
    note: String,
}

#[derive(Serialize)]
struct Table<R> {
    heading: String,
    columns: Vec<String>,
    rows: Vec<R>,
    note: String,
}

#[derive(Serialize)]
struct District {
    name: String,
    count: String,
    expected: String,
    shape: &'static str,
    change: String,
    strong: bool,
    recent: String,
    recent_alt: String,
    main: String,
}

/// A place through the weeks.
#[derive(Serialize)]
struct Life {
    place: String,
    shape: &'static str,
    phase: String,
    line: String,
    line_alt: String,
    now: String,
    before: String,
    since: String,
    types: String,
}

#[derive(Serialize)]
struct Foot {
    preliminary: String,
    made: String,
    digest: String,
}

/// The document of a picture. `outlines` are the boundaries it was computed with; without any, the map is left out. `address` is where browsers
/// reach the product, for links to what stands behind the sentences; without it there are none.
pub fn document(picture: &Picture, outlines: &[DistrictOutline], address: Option<&str>, lang: Lang) -> TypesetInput {
    let link = |found: &Finding, text: String| {
        let id = address.and_then(|address| Some((address, finding::id_of(picture, found)?)));
        Said { text, href: id.map(|(address, id)| format!("{address}{}", finding::page(picture, &id))).unwrap_or_default() }
    };
    let drawn = figures_of(picture, outlines, lang, Medium::Paper);
    let mut files = BTreeMap::new();
    let mut figure = |name: &str, heading: &str, drawn: &super::figures::Drawn, note: String| {
        let file = format!("{name}.svg");
        files.insert(file.clone(), drawn.svg.clone());
        Figure { heading: lang.text(heading), file, alt: drawn.alt.clone(), note }
    };
    let trend = figure("trend", "figure-trend-title", &drawn.trend, trend::short_note(picture, lang));
    let categories = figure("categories", "figure-categories-title", &drawn.categories, String::new());
    let map_note = lang.format("document-map-note", &[("n", picture.map.without_position.into())]);
    let map = drawn.map.as_ref().map(|d| figure("map", "figure-map-title", d, map_note));
    let pulse = figure("pulse", "figure-pulse-title", &drawn.pulse, pulse_note(picture, lang));
    let rows: Vec<District> = picture
        .districts
        .iter()
        .zip(&drawn.districts)
        .enumerate()
        .map(|(i, (row, recent))| {
            let file = figure(&format!("recent-{i}"), "figure-trend-title", recent, String::new()).file;
            district(picture, row, lang, file, recent.alt.clone())
        })
        .collect();
    let lives: Vec<Life> = picture
        .findings
        .lives
        .iter()
        .take(most_places(picture))
        .enumerate()
        .map(|(i, life)| {
            let drawn = findings::life_line(picture, life, lang);
            let file = figure(&format!("life-{i}"), "life-heading", &drawn, String::new()).file;
            on_paper(picture, life, lang, file, drawn.alt)
        })
        .collect();
    let columns = ["district", "count", "expected", "change", "recent", "main"];
    let week = messages::week_long(lang, picture.week);
    let values = Values {
        lang: lang.tag(),
        title: format!("{} – {}", lang.format("document-title", &[("week", week.into())]), picture.tenant_name),
        author: lang.format("document-author", &[("authority", picture.tenant_name.as_str().into())]),
        date: date(picture),
        head: head(picture, lang),
        headline: link(&Finding::Total(picture), words::headline(picture, lang)),
        lead: summary::lead(picture, lang).join(" "),
        notes: notes(picture, lang),
        notable: notable(picture, link, lang),
        key: key_figures(picture, lang),
        trend,
        categories,
        map,
        pulse,
        districts: Table {
            heading: lang.text("document-districts-heading"),
            columns: column_names(lang, &columns),
            rows,
            note: String::new(),
        },
        // Places through the weeks say what twelve weeks at once do, and when.
        hotspots: picture
            .hotspots
            .iter()
            .filter(|h| h.span == Span::FourWeeks || lives.is_empty())
            .map(|h| hotspots(picture, h, most_places(picture), lang))
            .collect(),
        lives: (!lives.is_empty()).then(|| Table {
            heading: lang.text("life-heading"),
            columns: [
                "document-column-place",
                "life-column-now",
                "life-column-line",
                "life-column-count",
                "life-column-before",
                "life-column-since",
                "document-column-types",
            ]
            .map(|id| lang.text(id))
            .into(),
            rows: lives,
            note: more(picture.findings.lives.len(), most_places(picture), lang),
        }),
        near: near(picture, link, lang),
        judgement: judged::on_paper(picture, lang),
        citations: cited::on_paper(picture, lang),
        coming: coming(picture, lang),
        context: context(&picture.context, lang),
        sources: sources(picture, lang),
        late: late(picture, lang),
        foot: Foot {
            preliminary: format!("{} {}.", lang.text("document-preliminary"), marks::table(lang)),
            made: lang.format("document-made", &[("at", messages::date_time(picture.at).into())]),
            digest: picture.digest.clone(),
        },
    };
    let identity = format!("samsyn/{}/{}/{}/{}", picture.tenant, picture.week, picture.edition.key(), picture.digest);
    let values = serde_json::to_value(values).unwrap_or_default();
    TypesetInput { template: Template::Picture, identity, values, figures: files }
}

fn column_names(lang: Lang, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| lang.text(&format!("document-column-{key}"))).collect()
}

/// Year, month, day, hour, minute and second in UTC, which a PDF's date without zone means.
fn date(picture: &Picture) -> [i16; 6] {
    let at = picture.at.to_zoned(jiff::tz::TimeZone::UTC);
    [at.year(), at.month().into(), at.day().into(), at.hour().into(), at.minute().into(), at.second().into()]
}

fn head(picture: &Picture, lang: Lang) -> Head {
    Head {
        authority: picture.tenant_name.clone(),
        product: lang.text("document-product"),
        week: format!("{}, {}", messages::week_short(lang, picture.week), picture.week.year()),
        period: messages::date_range(lang, picture.week.monday(), picture.week.sunday()),
        edition: words::edition(&picture.edition, lang),
        filters: words::filters(picture, lang),
        page: lang.text("document-page"),
        of: lang.text("document-of"),
    }
}

fn notes(picture: &Picture, lang: Lang) -> Vec<String> {
    let so_far = picture.so_far.map(|at| lang.format("document-so-far", &[("at", messages::date_time(at).into())]));
    let correction = match &picture.edition {
        Edition::Version(p) => p.correction.as_ref().map(|why| lang.format("document-correction", &[("reason", why.as_str().into())])),
        Edition::Working => None,
    };
    so_far.into_iter().chain(correction).collect()
}

fn notable(picture: &Picture, link: impl Fn(&Finding, String) -> Said, lang: Lang) -> Section<Vec<Said>> {
    Section {
        heading: lang.text("document-notable-heading"),
        note: String::new(),
        // What the lead has said is not said twice where room is short.
        items: if summary::names_all(picture) {
            Vec::new()
        } else {
            summary::in_order(picture).into_iter().map(|n| link(&Finding::Notable(n), words::notable(n, picture, lang))).collect()
        },
    }
}

/// The sentence, which leads to what stands behind it, and what is said of it.
fn near(picture: &Picture, link: impl Fn(&Finding, String) -> Said, lang: Lang) -> Section<Vec<(Said, String)>> {
    let said = |n| {
        let [sentence, counted, scope, ..] = findings::near_repeat(n, lang);
        (link(&Finding::NearRepeat(n), sentence), format!("{counted} {scope}"))
    };
    let items = picture.findings.near_repeats.iter().map(said).collect();
    Section { heading: lang.text("near-heading"), note: String::new(), items }
}

fn key_figures(picture: &Picture, lang: Lang) -> Vec<[String; 3]> {
    let count = messages::whole(lang, words::float(picture.incident_count));
    let first = [lang.text("document-count-heading"), count, words::kinds(picture, lang)];
    std::iter::once(first).chain(words::comparisons(picture).map(|c| words::comparison(c, lang))).collect()
}

fn pulse_note(picture: &Picture, lang: Lang) -> String {
    let pulse = &picture.pulse;
    lang.format("document-pulse-note", &[("placed", pulse.placed.into()), ("vague", pulse.vague.into()), ("left", pulse.left_out.into())])
}

fn district(picture: &Picture, row: &DistrictRow, lang: Lang, recent: String, recent_alt: String) -> District {
    let main = picture.categories.iter().zip(&row.by_category).filter(|(_, n)| **n > 0);
    // The first of equals, in tree order.
    let sign = marks::of(row.change, row.certainty);
    let main = main.rev().max_by_key(|(_, n)| **n).map(|(c, n)| format!("{} {n}", messages::category(lang, &picture.words, c.category)));
    District {
        name: if row.code.is_none() { lang.text("document-no-district") } else { row.name.clone() },
        count: messages::whole(lang, words::float(row.count)),
        expected: words::expected(lang, row.expected),
        shape: sign.shape,
        change: words::judgement(lang, row.change, row.certainty),
        strong: matches!(sign.drawn(), Mark::Above | Mark::Below),
        recent,
        recent_alt,
        main: main.unwrap_or_default(),
    }
}

/// Fewer where the meeting has spoken, and where analyses stand: their words need the room.
fn most_places(picture: &Picture) -> usize {
    match (!picture.tells_judgement(), picture.citations.is_empty()) {
        (true, true) => MOST_PLACES,
        (false, true) | (true, false) => MOST_PLACES_JUDGED,
        (false, false) => MOST_PLACES_CITED,
    }
}

fn hotspots(picture: &Picture, hotspots: &Hotspots, most: usize, lang: Lang) -> Table<[String; 8]> {
    let weeks = words::span(lang, hotspots.span);
    let rows = hotspots.places.iter().take(most).map(|spot| {
        let types: Vec<String> =
            spot.categories.iter().take(2).map(|(c, n)| format!("{} {n}", messages::category(lang, &picture.words, *c))).collect();
        [
            words::whereabouts(spot, lang),
            messages::whole(lang, words::float(spot.count)),
            words::expected(lang, spot.expected),
            words::spot_sign(picture, spot).shape.to_owned(),
            words::spot_word(picture, spot, lang),
            spot.weeks_in_row.to_string(),
            types.join(", "),
            words::hours(spot.hours, lang),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let note = match rows.is_empty() {
        true => lang.text("document-hotspots-none"),
        false => more(hotspots.places.len(), most, lang),
    };
    Table {
        heading: lang.format("document-hotspots-heading", &[("weeks", weeks.into())]),
        columns: column_names(lang, &["place", "count", "expected", "change", "weeks", "types", "hours"]),
        rows,
        note,
    }
}

fn on_paper(picture: &Picture, life: &SpotLife, lang: Lang, line: String, line_alt: String) -> Life {
    let count =
        |back: usize| life.stages.iter().rev().nth(back).filter(|s| s.count > 0).map_or_else(|| "–".to_owned(), |s| s.count.to_string());
    let types: Vec<String> =
        life.categories.iter().take(2).map(|(c, n)| format!("{} {n}", messages::category(lang, &picture.words, *c))).collect();
    let now = life.now().unwrap_or(LifePhase::Stable);
    Life {
        place: findings::whereabouts(life, lang),
        shape: marks::of_phase(now).shape,
        phase: findings::now(lang, life),
        line,
        line_alt,
        now: count(0),
        before: count(1),
        since: findings::since(picture, life).map(|w| messages::week_short(lang, w)).unwrap_or_default(),
        types: types.join(", "),
    }
}

pub(super) fn more(all: usize, shown: usize, lang: Lang) -> String {
    match all.saturating_sub(shown) {
        0 => String::new(),
        n => lang.format("document-more", &[("n", u64::try_from(n).unwrap_or(0).into())]),
    }
}

fn coming(picture: &Picture, lang: Lang) -> Section<Vec<[String; 2]>> {
    let all = words::coming(picture, lang);
    let count = all.len();
    let line = |e: words::Coming| [e.days, if e.place.is_empty() { e.title } else { format!("{}, {}", e.title, e.place) }];
    let items: Vec<[String; 2]> = all.into_iter().take(MOST_EVENTS).map(line).collect();
    let note = if items.is_empty() { lang.text("document-coming-none") } else { more(count, MOST_EVENTS, lang) };
    Section { heading: lang.text("document-coming-heading"), note, items }
}

fn context(events: &[FeedEvent], lang: Lang) -> Section<Vec<[String; 2]>> {
    let items: Vec<[String; 2]> = events
        .iter()
        .take(MOST_EVENTS)
        .map(|e| [messages::date_time(e.at), format!("{}, {}: {}", e.type_label, e.location, e.summary)])
        .collect();
    let note = match items.is_empty() {
        true => lang.text("document-context-none"),
        false => format!("{} {}", lang.text("document-context-note"), more(events.len(), MOST_EVENTS, lang)).trim().to_owned(),
    };
    Section { heading: lang.text("document-context-heading"), note, items }
}

fn sources(picture: &Picture, lang: Lang) -> Table<[String; 4]> {
    // Where there is no room for all, those with most stand, and those that are missing are named below.
    let mut sources: Vec<&SourceRow> = picture.sources.iter().collect();
    if sources.len() > MOST_SOURCES {
        sources.sort_by_key(|source| std::cmp::Reverse(source.count));
    }
    let rows = sources.iter().take(MOST_SOURCES).map(|s| {
        let count = match (s.silent, s.quiet) {
            (true, _) => lang.text("document-source-silent"),
            (false, true) => lang.text("document-source-quiet"),
            (false, false) => messages::whole(lang, words::float(s.count)),
        };
        let delivered = s.last_delivery.map_or_else(|| lang.text("document-source-never"), messages::date_time);
        [s.name.clone(), count, words::usual(lang, s.usual_hundredths), delivered]
    });
    let silent: Vec<&str> = sources.iter().filter(|s| s.silent).map(|s| s.name.as_str()).collect();
    let silence = match silent.is_empty() {
        true => lang.text("document-silent-none"),
        false => lang.format("document-silent", &[("names", silent.join(", ").into())]),
    };
    Table {
        heading: lang.text("document-sources-heading"),
        columns: column_names(lang, &["source", "count", "usual", "delivered"]),
        rows: rows.collect(),
        note: {
            let left = match sources.len().saturating_sub(MOST_SOURCES) {
                0 => String::new(),
                n => lang.format("document-sources-more", &[("n", words::count_of(n).into())]),
            };
            let said = [left, silence, words::shared(picture, lang), findings::silence(picture, lang)];
            said.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
        },
    }
}

fn late(picture: &Picture, lang: Lang) -> Section<Vec<String>> {
    let items = picture.late.iter().map(|l| {
        let week = messages::week_short(lang, l.week);
        lang.format("document-late", &[("week", week.into()), ("n", l.count.into())])
    });
    Section { heading: lang.text("document-late-heading"), note: String::new(), items: items.collect() }
}
