//! The picture in words: the sentences that page and paper share.

use super::findings;
use super::marks::{self, Sign};
use domain::calendar::holidays;
use domain::categories::CategoryKind;
use domain::incidents::ComingEvent;
use domain::meetings::Situation;
use domain::names;
use domain::pictures::findings::LifePhase;
use domain::pictures::{Against, Certainty, Change, Comparison, Edition, Expected, Hotspot, HourBand, Picture, PictureFilter, Span};
use messages::Lang;
use std::collections::BTreeSet;

pub use super::sentences::notable;

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

/// The first sentence: how many of what part of the material, against the expected range and the same week last year. A week or a part that
/// nothing came in from is not told as calm.
pub fn headline(picture: &Picture, lang: Lang) -> String {
    let (n, running) = (picture.incident_count, picture.so_far.is_some());
    let week = picture.week.number().unsigned_abs().to_string();
    let of = |against| picture.comparisons.iter().find(|c| c.against == against);
    let expected = of(Against::TwelveWeeks).and_then(|c| c.expected);
    let filter = &picture.filter;
    let district = picture.filter_district_name.as_deref().filter(|_| filter.counts_every_report());
    let (id, compared) = match (n, running, district) {
        (0, true, _) => ("document-headline-none-so-far", String::new()),
        (0, false, Some(_)) => ("document-headline-none-from", compared_with_nothing(expected, lang)),
        (0, false, None) => ("document-headline-none", compared_with_nothing(expected, lang)),
        (_, true, _) => ("document-headline-so-far", compared(picture, expected, of(Against::LastYear), lang)),
        (_, false, _) => ("document-headline", compared(picture, expected, of(Against::LastYear), lang)),
    };
    lang.format(
        id,
        &[
            ("n", n.into()),
            ("week", week.into()),
            ("scope", scope(picture, lang).into()),
            ("place", district.unwrap_or_default().into()),
            ("compared", compared.into()),
        ],
    )
}

/// What part of the material a count is of: ` av typen brand i Ryd från Polisen`; empty for the whole.
fn scope(picture: &Picture, lang: Lang) -> String {
    let category = picture.filter.category.map(|c| uncapitalised(&messages::category(lang, &picture.words, c)));
    let parts = [
        category.map(|name| lang.format("document-of-type", &[("category", name.into())])),
        picture.filter_district_name.as_ref().map(|name| lang.format("document-in", &[("place", name.as_str().into())])),
        Some(told_by(&picture.filter, lang)),
    ];
    parts.into_iter().flatten().collect()
}

/// Who told of what a count is of, and what their reports say: ` från Polisen`, ` som någon har sett eller vet säkert`; empty without such a filter.
pub fn told_by(filter: &PictureFilter, lang: Lang) -> String {
    let source = filter.source.as_ref().map(|name| lang.format("document-from", &[("name", name.as_str().into())]));
    let sure = filter.reported.sureness.map(|s| lang.text(&format!("document-reported-{}", s.key())));
    let police = filter.reported.police.map(|p| lang.text(&format!("document-police-{}", p.key())));
    let said: Vec<String> = sure.into_iter().chain(police).collect();
    let said = if said.is_empty() { String::new() } else { format!(" {}", listed(lang, &said)) };
    format!("{}{said}", source.unwrap_or_default())
}

/// The same inside a sentence that goes on with when.
pub(super) fn aside(picture: &Picture, lang: Lang) -> String {
    let told_by = told_by(&picture.filter, lang);
    if told_by.is_empty() { told_by } else { format!("{told_by},") }
}

fn compared_with_nothing(expected: Option<Expected>, lang: Lang) -> String {
    expected
        .filter(|e| e.high > 0.0)
        .map_or_else(String::new, |e| lang.format("document-compared-none", &[("interval", interval(lang, e).into())]))
}

/// `, ungefär som väntat (78–119) men fler än samma vecka i fjol (45–91)`
fn compared(picture: &Picture, expected: Option<Expected>, last_year: Option<&Comparison>, lang: Lang) -> String {
    let (count, change) = (float(picture.incident_count), picture.change);
    let Some(e) = expected else { return lang.text("document-compared-unknown") };
    let way = |change| match change {
        Change::New | Change::Grown => Some("more"),
        Change::Unchanged => Some("same"),
        Change::Shrunk | Change::Gone => Some("fewer"),
        Change::Unknown => None,
    };
    let (id, now) = match change {
        Change::New => ("document-compared-new", "more"),
        Change::Grown => ("document-compared-grown", "more"),
        // One of many counts, of which some always lie outside their ranges.
        Change::Unchanged if count > e.high => ("document-compared-chance-above", "more"),
        Change::Unchanged if count < e.low => ("document-compared-chance-below", "fewer"),
        Change::Unchanged => ("document-compared-unchanged", "same"),
        Change::Shrunk | Change::Gone => ("document-compared-shrunk", "fewer"),
        Change::Unknown => return lang.text("document-compared-unknown"),
    };
    let sure = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks).map_or(Certainty::Probable, |c| c.certainty);
    let said = lang.format(id, &[("sure", messages::certainty(lang, sure).into()), ("interval", interval(lang, e).into())]);
    let before = last_year.and_then(|c| Some((way(c.change)?, c.expected?)));
    let before = before.map(|(then, e)| {
        let joined = lang.text(if then == now { "document-and" } else { "document-but" });
        lang.format(&format!("document-last-year-{then}"), &[("joined", joined.into()), ("interval", interval(lang, e).into())])
    });
    format!("{said}{}", before.unwrap_or_default())
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

/// What the judgement says of the districts that it does not name; empty when it names all.
pub fn other_areas(picture: &Picture, lang: Lang) -> String {
    let judgement = &picture.judgement;
    let named = |row: &domain::pictures::DistrictRow| judgement.areas.iter().any(|area| row.code.as_ref() == Some(&area.district));
    let left = picture.districts.iter().filter(|row| row.code.is_some() && !named(row)).count();
    lang.text(match (judgement.assessed, &picture.edition) {
        (false, Edition::Version(_)) => "document-areas-without",
        (false, Edition::Working) => "document-areas-unjudged",
        (true, _) if picture.filter.district.is_some() && !judgement.areas.is_empty() => return String::new(),
        (true, _) if picture.filter.district.is_some() && judgement.others_normal => "document-area-normal",
        (true, _) if picture.filter.district.is_some() => "document-area-unjudged",
        (true, _) if judgement.others_normal && judgement.areas.is_empty() => "document-areas-none",
        (true, _) if left == 0 => return String::new(),
        (true, _) if judgement.others_normal => "document-areas-others-normal",
        (true, _) => "document-areas-others-unjudged",
    })
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

/// A name inside a sentence: its first letter small.
pub(super) fn uncapitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// The comparisons of the whole that are told: of the four weeks before only when the twelve are others.
pub fn comparisons(picture: &Picture) -> impl Iterator<Item = &Comparison> {
    let twelve = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks).map(|c| c.weeks);
    picture.comparisons.iter().filter(move |c| c.against != Against::FourWeeks || Some(c.weeks) != twelve)
}

/// How sure and which way, without saying "cannot tell" twice: `tydligt fler`.
pub fn judgement(lang: Lang, change: Change, certainty: Certainty) -> String {
    let change_word = messages::change(lang, change);
    match (change, certainty) {
        (Change::Unknown, _) | (_, Certainty::CannotTell) => messages::change(lang, Change::Unknown),
        (Change::Unchanged, _) | (_, Certainty::WithinChance) => change_word,
        (_, Certainty::Clear | Certainty::Probable) => format!("{} {change_word}", messages::certainty(lang, certainty)),
    }
}

/// The expected interval in whole incidents, or that it is unknown.
pub fn expected(lang: Lang, expected: Option<Expected>) -> String {
    expected.map_or_else(|| lang.text("document-unknown"), |e| interval(lang, e))
}

/// Mean per week of a source, or that it is unknown.
pub fn usual(lang: Lang, hundredths: Option<u64>) -> String {
    hundredths.map_or_else(|| lang.text("document-unknown"), |n| messages::decimal(lang, float(n) / 100.0, 1))
}

/// What a comparison says: heading, judgement, and the numbers behind it.
pub fn comparison(comparison: &Comparison, lang: Lang) -> [String; 3] {
    let heading = match comparison.against {
        // The weeks that there really were.
        Against::FourWeeks | Against::TwelveWeeks => lang.format("document-against-weeks", &[("n", u64::from(comparison.weeks).into())]),
        Against::LastYear => lang.text("document-against-last-year"),
    };
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
    let sure = filter.reported.sureness.map(|s| uncapitalised(&lang.text(&format!("sureness-{}", s.key()))));
    let police = filter.reported.police.map(|p| uncapitalised(&lang.text(&format!("police-{}", p.key()))));
    let reported = [("document-filter-sureness", sure), ("document-filter-police", police)];
    let reported = reported.into_iter().filter_map(|(id, said)| Some(lang.format(id, &[("said", said?.into())])));
    lang.format(
        "document-filters",
        &[
            ("district", district.into()),
            ("category", category.into()),
            ("source", source.into()),
            ("reported", reported.collect::<String>().into()),
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
    match names::joined(place.into_iter().chain(district)) {
        nothing if nothing.is_empty() => lang.text("document-no-district"),
        said => said,
    }
}

/// Which way a place of the list went in a word; one that came from a place nearby is told as moved, not as new.
pub fn spot_word(picture: &Picture, spot: &Hotspot, lang: Lang) -> String {
    match moved(picture, spot) {
        Some(from) => lang.format("life-moved-from", &[("name", from.into())]),
        None => messages::change(lang, spot.change),
    }
}

/// The mark of the same.
pub fn spot_sign(picture: &Picture, spot: &Hotspot) -> Sign {
    if moved(picture, spot).is_some() { marks::of_phase(LifePhase::Moving) } else { marks::of_change(spot.change) }
}

fn moved<'a>(picture: &'a Picture, spot: &Hotspot) -> Option<&'a str> {
    let from = findings::came_from(picture, spot)?;
    matches!(spot.change, Change::New | Change::Grown | Change::Unknown).then_some(from)
}

/// A place that comes back, in a sentence: how many in four weeks, how many weeks in a row, when.
pub fn recurring(spot: &Hotspot, picture: &Picture, lang: Lang) -> String {
    let text = lang.format(
        "document-recurring",
        &[
            ("place", whereabouts(spot, lang).into()),
            ("n", spot.count.into()),
            ("told_by", aside(picture, lang).into()),
            ("count", u64::from(spot.weeks_in_row).into()),
        ],
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

/// That the sources add up to more than the total, when they do: an incident counts under each of its sources. Empty otherwise.
pub fn shared(picture: &Picture, lang: Lang) -> String {
    let sum: u64 = picture.sources.iter().map(|s| s.count).sum();
    let whole = picture.filter.source.is_none();
    if whole && sum > picture.incident_count { lang.text("document-sources-shared") } else { String::new() }
}
