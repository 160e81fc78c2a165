//! What the picture begins with: the headline, and after it a sentence or two of what stands out, most important first.

use super::{trend, words};
use domain::pictures::findings::{BandBasis, Side};
use domain::pictures::{Against, Certainty, Change, Notable, Picture};
use domain::words::Words;
use messages::Lang;

/// Most of what rises and of what falls that a sentence names; the list below has all.
const MOST_RISES: usize = 3;
const MOST_FALLS: usize = 2;

/// Most silent sources that are named.
const MOST_SOURCES: usize = 3;

/// The sentences after the headline: what has risen, what has fallen, or that nothing stands out or that it cannot be told; then what the
/// season says when it says something else, and who has not reported.
pub fn lead(picture: &Picture, lang: Lang) -> Vec<String> {
    // What who reported may explain is listed, never said as a finding.
    let told = || picture.notable.iter().filter(|n| n.certainty != Certainty::CannotTell);
    let rises: Vec<&Notable> = told().filter(|n| matches!(n.change, Change::New | Change::Grown)).collect();
    let falls: Vec<&Notable> = told().filter(|n| matches!(n.change, Change::Shrunk | Change::Gone)).collect();
    let mut said = Vec::new();
    said.extend(sentence(&rises, MOST_RISES, &picture.words, lang));
    said.extend(sentence(&falls, MOST_FALLS, &picture.words, lang));
    if said.is_empty() {
        said.push(lang.text(if can_tell(picture) { "document-notable-none" } else { "lead-cannot-tell" }));
    }
    said.extend(season(picture, lang));
    said.extend(silence(picture, lang));
    said
}

/// Whether the lead names everything that stands out.
pub fn names_all(picture: &Picture) -> bool {
    let rises = picture.notable.iter().filter(|n| matches!(n.change, Change::New | Change::Grown)).count();
    let told = picture.notable.iter().all(|n| n.certainty != Certainty::CannotTell);
    told && rises <= MOST_RISES && picture.notable.len() - rises <= MOST_FALLS
}

/// Whether there is anything to hold the week against.
fn can_tell(picture: &Picture) -> bool {
    picture.comparisons.iter().any(|c| c.against == Against::TwelveWeeks && c.expected.is_some())
}

/// `Skadegörelse har tydligt ökat i Ryd (11 mot väntade 1–5) och brand har troligen tillkommit i Berga (3 …).`
fn sentence(notable: &[&Notable], most: usize, own: &Words, lang: Lang) -> Option<String> {
    let parts: Vec<String> = notable.iter().take(most).enumerate().map(|(i, n)| part(n, i > 0, own, lang)).collect();
    (!parts.is_empty()).then(|| format!("{}.", words::listed(lang, &parts)))
}

fn part(notable: &Notable, inside: bool, own: &Words, lang: Lang) -> String {
    let what = words::what(notable, own, lang);
    let named = |id, name: &String| lang.format(id, &[("name", name.as_str().into())]);
    let place = match (&notable.place, &notable.district_name) {
        (Some(place), _) => named("lead-at", place),
        (None, Some(district)) => named("lead-in", district),
        (None, None) if notable.town => lang.text("lead-town"),
        (None, None) => lang.text("lead-nowhere"),
    };
    let sure = match notable.certainty {
        Certainty::Clear => "lead-clear",
        // Nothing less sure than probable is ever notable.
        Certainty::Probable | Certainty::WithinChance | Certainty::CannotTell => "lead-probable",
    };
    lang.format(
        &format!("lead-{}", notable.change.key()),
        &[
            ("what", if inside { words::uncapitalised(&what) } else { what }.into()),
            ("place", place.into()),
            ("sure", lang.text(sure).into()),
            ("n", notable.count.into()),
            ("interval", words::interval(lang, notable.expected).into()),
        ],
    )
}

/// What the season says of the week, when the twelve weeks before say something else.
fn season(picture: &Picture, lang: Lang) -> Option<String> {
    let band = *picture.findings.bands.last()?;
    let BandBasis::Season { years } = band.basis else { return None };
    let side = band.side(picture.incident_count)?;
    let agrees = match picture.change {
        Change::New | Change::Grown => side == Side::Above,
        Change::Unchanged => side == Side::Inside,
        Change::Shrunk | Change::Gone => side == Side::Below,
        Change::Unknown => false,
    };
    let interval = words::interval(lang, band.expected?);
    let arguments = [("side", trend::side_word(lang, side).into()), ("interval", interval.into()), ("years", u64::from(years).into())];
    (!agrees).then(|| lang.format("lead-season", &arguments))
}

/// Who has not reported: then the picture is not whole.
fn silence(picture: &Picture, lang: Lang) -> Option<String> {
    let silent: Vec<&str> = picture.sources.iter().filter(|s| s.silent).map(|s| s.name.as_str()).collect();
    let mut names: Vec<String> = silent.iter().take(MOST_SOURCES).map(|name| (*name).to_owned()).collect();
    if let more @ 1.. = silent.len().saturating_sub(MOST_SOURCES) {
        names.push(lang.format("lead-more-sources", &[("n", words::count_of(more).into())]));
    }
    (!names.is_empty()).then(|| lang.format("lead-silent", &[("names", words::listed(lang, &names).into())]))
}
