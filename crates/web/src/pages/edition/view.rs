//! A public edition in words: what its page and the preview share.

use documents::edition::figures;
use documents::picture::words;
use domain::districts::DistrictOutline;
use domain::editions::{EditionListing, FEWEST, FEWEST_SENSITIVE, PublicEdition, Told, is_sensitive};
use domain::pictures::Change;
use messages::Lang;
use serde::Serialize;

/// An edition as a page shows it.
#[derive(Serialize)]
pub struct EditionView {
    /// `Lägesbild vecka 46, 2026`
    pub title: String,
    /// `9–15 november 2026`
    pub period: String,
    /// When it was published and which version it is.
    pub made: String,
    /// The first sentence.
    pub headline: String,
    /// What the municipality says in its own words, by paragraph.
    pub words: Vec<String>,
    /// How small counts are hidden, in whole sentences.
    pub rule: Vec<String>,
    /// What a hidden count is written as.
    pub hidden: String,
    /// Whether this version replaces an earlier one.
    pub corrected: bool,
    /// Category, count, direction.
    pub categories: Vec<[String; 3]>,
    /// Names of the categories that any district has or hides.
    pub columns: Vec<String>,
    /// Which categories the districts' numbers leave out, in a sentence.
    pub apart: String,
    /// Districts by name: count and count by category; empty when the week is told as a whole.
    pub districts: Vec<DistrictLine>,
    /// Totals by category, and of everything.
    pub totals: Vec<String>,
    /// The trend drawn.
    pub trend: String,
    /// The trend in numbers: week and count, newest first.
    pub weeks: Vec<(String, String)>,
    /// The map drawn; empty without boundaries.
    pub map: String,
    /// Coming events: days, what, where.
    pub coming: Vec<[String; 3]>,
    /// Who the numbers come from.
    pub sources: String,
    /// Digest of the edition.
    pub digest: String,
}

/// A district's row.
#[derive(Serialize)]
pub struct DistrictLine {
    /// Name.
    pub name: String,
    /// Count.
    pub count: String,
    /// Counts by category.
    pub cells: Vec<String>,
}

impl EditionView {
    /// The view of an edition.
    pub fn new(edition: &PublicEdition, outlines: &[DistrictOutline], lang: Lang) -> Self {
        let told = |count: Told| told(count, lang);
        let change = |change: Option<Change>| change.map(|c| messages::change(lang, c)).unwrap_or_default();
        let kept: Vec<usize> = (0..edition.categories.len()).filter(|c| says_something(edition, *c)).collect();
        let columns = kept.iter().map(|c| messages::category(lang, &edition.words, edition.categories[*c].category)).collect();
        let district = |d: &domain::editions::PublicDistrict| DistrictLine {
            name: if d.code.is_none() { lang.text("document-no-district") } else { d.name.clone() },
            count: told(d.total),
            cells: kept.iter().map(|c| d.cells.get(*c).map_or_else(String::new, |count| told(*count))).collect(),
        };
        let mut districts: Vec<&domain::editions::PublicDistrict> =
            edition.districts.iter().filter(|d| d.code.is_some() || d.total != Told::Count(0)).collect();
        // By name, what carries no district last: no ranking.
        districts.sort_by(|a, b| a.code.is_none().cmp(&b.code.is_none()).then_with(|| messages::by_name(&a.name, &b.name)));
        let categories = edition.categories.iter().filter(|c| c.total != Told::Count(0));
        Self {
            title: lang.format("edition-title", &[("week", messages::week_long(lang, edition.week).into())]),
            period: messages::date_range(lang, edition.week.monday(), edition.week.sunday()),
            made: lang.format("edition-made", &[("at", messages::date_time(edition.at).into()), ("n", u64::from(edition.version).into())]),
            headline: headline(edition, lang),
            words: edition.text.split('\n').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect(),
            rule: rule(edition, lang),
            hidden: lang.text("edition-hidden"),
            corrected: edition.version > 1,
            categories: categories
                .map(|c| [messages::category(lang, &edition.words, c.category), told(c.total), change(c.change)])
                .collect(),
            columns,
            apart: match is_from_before(edition) {
                true => String::new(),
                false => lang.format("edition-apart", &[("name", sensitive(edition, lang).into())]),
            },
            districts: districts.into_iter().map(district).collect(),
            totals: kept.iter().map(|c| told(edition.categories[*c].total)).collect(),
            trend: figures::trend(edition, lang).svg,
            weeks: edition.weekly.iter().rev().map(|w| (messages::week_long(lang, w.week), told(w.count))).collect(),
            map: if outlines.is_empty() || edition.districts.is_empty() {
                String::new()
            } else {
                figures::map(edition, outlines, lang).svg
            },
            coming: coming(edition, lang),
            sources: sources(edition, lang),
            digest: edition.digest.clone(),
        }
    }
}

/// A category that any district has, or hides.
fn says_something(edition: &PublicEdition, column: usize) -> bool {
    edition.districts.iter().any(|d| d.cells.get(column).is_some_and(|told| !matches!(told, Told::Count(0) | Told::Unknown)))
}

/// Whether an edition is from when sensitive categories were told by district, and zeros could be hidden.
fn is_from_before(edition: &PublicEdition) -> bool {
    let told = |(at, _): (usize, &domain::editions::PublicCategory)| {
        edition.districts.iter().any(|d| d.cells.get(at).is_some_and(|cell| *cell != Told::Unknown))
    };
    edition.categories.iter().enumerate().filter(|(_, c)| is_sensitive(c.category)).any(told)
}

/// The categories that are told of the municipality alone.
fn sensitive(edition: &PublicEdition, lang: Lang) -> String {
    let all: Vec<String> = edition
        .categories
        .iter()
        .filter(|c| is_sensitive(c.category))
        .map(|c| messages::category(lang, &edition.words, c.category).to_lowercase())
        .collect();
    words::listed(lang, &all)
}

fn told(count: Told, lang: Lang) -> String {
    match count {
        Told::Unknown => "–".to_owned(),
        Told::Hidden => lang.text("edition-hidden"),
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        Told::Count(n) => messages::whole(lang, n as f64),
    }
}

fn headline(edition: &PublicEdition, lang: Lang) -> String {
    let Told::Count(n) = edition.total else { return lang.text("edition-headline-hidden") };
    let told = edition.change.filter(|change| *change != Change::Unknown).zip(edition.expected);
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let words = told.map(|(change, (low, high))| (change, messages::interval(lang, low as f64, high as f64)));
    let (change, interval) = words.unwrap_or((Change::Unknown, String::new()));
    lang.format(&format!("edition-headline-{}", change.key()), &[("n", n.into()), ("interval", interval.into())])
}

fn rule(edition: &PublicEdition, lang: Lang) -> Vec<String> {
    let mut rule = match is_from_before(edition) {
        true => vec![lang.text("edition-rule-before")],
        false => vec![
            lang.text("edition-rule-few"),
            lang.format("edition-rule-sensitive", &[("n", FEWEST_SENSITIVE.into()), ("name", sensitive(edition, lang).into())]),
            lang.text("edition-rule-map"),
        ],
    };
    rule.extend(["edition-rule-others", "edition-rule-out"].map(|id| lang.text(id)));
    if edition.version > 1 {
        rule.push(lang.format("edition-rule-corrected", &[("n", FEWEST.into())]));
    }
    rule
}

fn coming(edition: &PublicEdition, lang: Lang) -> Vec<[String; 3]> {
    let line = |e: &domain::incidents::ComingEvent| {
        [messages::date_range(lang, e.from, e.to), e.title.clone(), e.place.clone().unwrap_or_default()]
    };
    edition.coming.iter().map(line).collect()
}

fn sources(edition: &PublicEdition, lang: Lang) -> String {
    let others = u64::from(edition.other_sources);
    match edition.sources.is_empty() {
        true => lang.format("edition-sources-none", &[("n", others.into())]),
        false => lang.format("edition-sources", &[("name", edition.sources.join(", ").into()), ("n", others.into())]),
    }
}

/// That an edition was withdrawn, when and why.
pub(super) fn withdrawn(listing: &EditionListing, lang: Lang) -> String {
    let Some(withdrawal) = &listing.withdrawn else { return String::new() };
    lang.format("edition-withdrawn", &[("at", messages::date_time(withdrawal.at).into()), ("value", withdrawal.reason.as_str().into())])
}
