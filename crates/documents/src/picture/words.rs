//! The picture in words: the sentences that page and paper share.

use domain::calendar::holidays;
use domain::categories::CategoryKind;
use domain::incidents::ComingEvent;
use domain::meetings::Situation;
use domain::pictures::{Against, Certainty, Change, Comparison, Edition, Expected, Hotspot, HourBand, Notable, Picture, Span};
use domain::words::Words;
use messages::Lang;
use std::collections::BTreeSet;

/// A count as a number; counts are far below 2^53, where the conversion is exact.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

/// A length as a count of a message.
pub(crate) fn count_of(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// `a, b och c`.
pub fn listed(lang: Lang, parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.text("list-and")),
    }
}

/// A whole number without grouping, for csv.
pub(crate) fn whole(value: f64) -> String {
    format!("{value:.0}")
}

/// The expected interval in whole incidents: `49–84`.
pub fn interval(lang: Lang, expected: Expected) -> String {
    messages::interval(lang, expected.low, expected.high)
}

/// The first sentence: how many, and whether that is more, fewer or as expected.
pub fn headline(picture: &Picture, lang: Lang) -> String {
    let expected = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks).and_then(|c| c.expected);
    let told = match (picture.change, expected) {
        (Change::Unknown, _) | (_, None) => Change::Unknown,
        (change, Some(_)) => change,
    };
    let place =
        picture.filter_district_name.as_ref().map_or(String::new(), |name| lang.format("document-in", &[("place", name.as_str().into())]));
    lang.format(
        &format!("document-headline-{}", told.key()),
        &[
            ("week", picture.week.number().unsigned_abs().to_string().into()),
            ("n", picture.incident_count.into()),
            ("place", place.into()),
            ("interval", expected.map_or(String::new(), |e| interval(lang, e)).into()),
        ],
    )
}

/// Something that is to come, in words.
pub struct Coming {
    /// `9–15 november 2026`
    pub days: String,
    /// What.
    pub title: String,
    /// Where; empty when nothing is said.
    pub place: String,
}

/// What a picture looks ahead to, first day first: the days with a name in the calendar among the
/// events that people have written.
pub fn coming(picture: &Picture, lang: Lang) -> Vec<Coming> {
    let event = |e: &ComingEvent| {
        let words =
            Coming { days: messages::date_range(lang, e.from, e.to), title: e.title.clone(), place: e.place.clone().unwrap_or_default() };
        (e.from, words)
    };
    let holiday = |(day, holiday)| {
        let words = Coming { days: messages::date_range(lang, day, day), title: messages::holiday(lang, holiday), place: String::new() };
        (day, words)
    };
    let (from, to) = picture.week.ahead(picture.at);
    let mut all: Vec<_> = holidays(from, to).into_iter().map(holiday).chain(picture.coming.iter().map(event)).collect();
    all.sort_by_key(|(day, _)| *day);
    all.into_iter().map(|(_, words)| words).collect()
}

/// The levels that a judgement uses, the most serious first: its key, what it is called, and what it takes.
pub fn levels(picture: &Picture, lang: Lang) -> Vec<[String; 3]> {
    let used: BTreeSet<Situation> = picture.judgement.areas.iter().map(|area| area.situation).collect();
    let level = |level: Situation| {
        let (name, criterion) = (messages::situation(lang, &picture.words, level), messages::criterion(lang, &picture.words, level));
        [level.key().to_owned(), name, criterion]
    };
    used.into_iter().rev().map(level).collect()
}

/// What is counted: a category, or several of which one is the most common.
pub(crate) fn what(notable: &Notable, own: &Words, lang: Lang) -> String {
    let category = messages::category(lang, own, notable.category);
    if notable.mixed { lang.format("document-notable-mixed", &[("category", uncapitalised(&category).into())]) } else { category }
}

/// A name inside a sentence: its first letter small.
pub(super) fn uncapitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// A sentence of what stands out: place, category, count against expected, how sure.
pub fn notable(notable: &Notable, own: &Words, lang: Lang) -> String {
    let id = match (&notable.place, &notable.district_name) {
        (Some(_), _) => "document-notable-place",
        (None, Some(_)) => "document-notable",
        (None, None) if notable.town => "document-notable-town",
        (None, None) => "document-notable-nowhere",
    };
    let sentence = lang.format(
        id,
        &[
            ("category", what(notable, own, lang).into()),
            ("district", notable.district_name.clone().unwrap_or_default().into()),
            ("n", notable.count.into()),
            ("mean", messages::decimal(lang, notable.expected.mean, 1).into()),
            ("interval", interval(lang, notable.expected).into()),
            ("place", notable.place.clone().unwrap_or_default().into()),
            ("weeks", u64::from(notable.weeks).into()),
            ("judgement", judgement(lang, notable.change, notable.certainty).into()),
        ],
    );
    match notable.certainty {
        Certainty::CannotTell => format!("{sentence} {}", lang.text("document-notable-reporting")),
        Certainty::Clear | Certainty::Probable | Certainty::WithinChance => sentence,
    }
}

/// Direction and certainty without saying "cannot tell" twice: `ökat, tydligt`.
pub fn judgement(lang: Lang, change: Change, certainty: Certainty) -> String {
    let change_word = messages::change(lang, change);
    match (change, certainty) {
        (Change::Unknown, _) | (_, Certainty::CannotTell) => messages::change(lang, Change::Unknown),
        (Change::Unchanged, Certainty::WithinChance) => change_word,
        (_, certainty) => format!("{change_word}, {}", messages::certainty(lang, certainty)),
    }
}

/// What a comparison says: heading, judgement, and the numbers behind it.
pub fn comparison(comparison: &Comparison, lang: Lang) -> [String; 3] {
    let heading = lang.text(&format!("document-against-{}", comparison.against.key()));
    let detail = match comparison.expected {
        Some(e) => lang.format(
            "document-expected-mean",
            &[("interval", interval(lang, e).into()), ("mean", messages::decimal(lang, e.mean, 1).into())],
        ),
        None => lang.format("document-expected-none", &[("n", u64::from(comparison.weeks).into())]),
    };
    [heading, judgement(lang, comparison.change, comparison.certainty), detail]
}

/// `47 brott · 20 otrygghet · 4 övrigt`; parts without incidents are left out.
pub fn kinds(picture: &Picture, lang: Lang) -> String {
    let other = picture.incident_count.saturating_sub(picture.crime_count + picture.unsafety_count);
    let part = |kind, n: u64| {
        let id = match kind {
            CategoryKind::Crime => "document-kind-crime",
            CategoryKind::Unsafety => "document-kind-unsafety",
            CategoryKind::Planned | CategoryKind::Other => "document-kind-other",
        };
        (n > 0).then(|| lang.format(id, &[("n", n.into())]))
    };
    let parts =
        [(CategoryKind::Crime, picture.crime_count), (CategoryKind::Unsafety, picture.unsafety_count), (CategoryKind::Other, other)];
    parts.into_iter().filter_map(|(kind, n)| part(kind, n)).collect::<Vec<_>>().join(" · ")
}

/// `veckan`, `de senaste 4 veckorna` …
pub fn span(lang: Lang, span: Span) -> String {
    match span {
        Span::Week => lang.text("document-span-week"),
        Span::FourWeeks | Span::TwelveWeeks => lang.format("document-span-weeks", &[("n", u64::from(span.weeks().unsigned_abs()).into())]),
    }
}

/// `Arbetsversion` or `Utgåva 2`.
pub fn edition(edition: &Edition, lang: Lang) -> String {
    match edition {
        Edition::Working => lang.text("document-edition-working"),
        Edition::Version(p) => lang.format("document-edition", &[("n", u64::from(p.version).into())]),
    }
}

/// What part of the material, in one line: `Område: hela kommunen · Typ: alla · Källa: alla · Karta och puls: veckan`.
pub fn filters(picture: &Picture, lang: Lang) -> String {
    let filter = &picture.filter;
    let all = || lang.text("document-filter-all");
    let district = picture
        .filter_district_name
        .clone()
        .or_else(|| filter.district.as_ref().map(ToString::to_string))
        .unwrap_or_else(|| lang.text("document-filter-everywhere"));
    let category = filter.category.map_or_else(all, |c| messages::category(lang, &picture.words, c));
    let source = filter.source.clone().unwrap_or_else(all);
    lang.format(
        "document-filters",
        &[
            ("district", district.into()),
            ("category", category.into()),
            ("source", source.into()),
            ("span", span(lang, filter.span).into()),
        ],
    )
}

/// Where a hot spot is: the place with its district, or the district alone.
pub fn whereabouts(spot: &Hotspot, lang: Lang) -> String {
    place_in(spot.place.as_deref(), spot.district_name.as_deref().or(spot.district.as_ref().map(|d| d.as_str())), lang)
}

/// A place with its district, or whichever of them is known.
pub fn place_in(place: Option<&str>, district: Option<&str>, lang: Lang) -> String {
    match (place, district) {
        (Some(place), Some(district)) if place != district => format!("{place}, {district}"),
        (Some(place), _) => place.to_owned(),
        (None, Some(district)) => district.to_owned(),
        (None, None) => lang.text("document-no-district"),
    }
}

/// A place that comes back, in a sentence: how many in four weeks, how many weeks in a row, when.
pub fn recurring(spot: &Hotspot, lang: Lang) -> String {
    let text = lang.format(
        "document-recurring",
        &[("place", whereabouts(spot, lang).into()), ("n", spot.count.into()), ("count", u64::from(spot.weeks_in_row).into())],
    );
    let hours = hours(spot.hours, lang);
    if hours.is_empty() { text } else { format!("{text}, {hours}") }
}

/// `fre–sön 20–02`, `mån, ons 11–14`; empty when the times are too uncertain.
pub fn hours(band: Option<HourBand>, lang: Lang) -> String {
    let Some(band) = band else { return String::new() };
    let days: Vec<usize> = (0..7).filter(|d| band.weekdays & (1 << d) != 0).collect();
    let name = |d: usize| messages::weekday_short(lang, d);
    let in_a_row = days.windows(2).all(|w| w[1] == w[0] + 1);
    let text = match (days.first(), days.last()) {
        (Some(_), Some(_)) if days.len() == 7 => lang.text("document-every-day"),
        (Some(first), Some(last)) if days.len() > 2 && in_a_row => format!("{}–{}", name(*first), name(*last)),
        _ => days.iter().map(|d| name(*d)).collect::<Vec<_>>().join(", "),
    };
    format!("{text} {:02}–{:02}", band.from_hour, band.to_hour).trim().to_owned()
}
