//! What stands out, one sentence for each finding: where, how sure, over which weeks, how many against how many expected. The lead, the list,
//! the meeting and the files say it with the same words.

use super::words::{interval, told_by, uncapitalised};
use domain::names;
use domain::pictures::{Certainty, Change, Notable, Picture};
use messages::Lang;

/// The sentence of a finding of the picture, and after it that who reported may explain it where it may.
pub fn notable(notable: &Notable, picture: &Picture, lang: Lang) -> String {
    let sentence = format!("{}.", capitalised(&clause(notable, picture, lang)));
    match notable.certainty {
        Certainty::CannotTell => {
            let why = if rises(notable) { "lead-reporting-more" } else { "lead-reporting-fewer" };
            format!("{sentence} {}", lang.text(why))
        }
        Certainty::Clear | Certainty::Probable | Certainty::WithinChance => sentence,
    }
}

/// The same without a capital and a full stop, to stand inside a sentence.
pub(super) fn clause(notable: &Notable, picture: &Picture, lang: Lang) -> String {
    let category = uncapitalised(&messages::category(lang, &picture.words, notable.category));
    let type_of = if notable.mixed { String::new() } else { lang.format("document-of-type", &[("category", category.as_str().into())]) };
    let told_by = told_by(&picture.filter, lang);
    let within = if notable.place.is_some() { lang.text("lead-within") } else { String::new() };
    let incidents = lang.format("incidents", &[("n", notable.count.into())]);
    let said = [
        ("where", place(notable, ["lead-at-in", "lead-at", "lead-in", "lead-town", "lead-nowhere"], lang).into()),
        ("from", place(notable, ["lead-from-in", "lead-from", "lead-from", "lead-from-town", "lead-nowhere"], lang).into()),
        ("span", lang.format("lead-span", &[("weeks", u64::from(notable.weeks).into())]).into()),
        ("sure", notable.certainty.key().into()),
        ("counted", format!("{incidents}{type_of}{within}{told_by}").into()),
        ("what", format!("{type_of}{within}{told_by}").into()),
        ("interval", interval(lang, notable.expected).into()),
        ("mostly", if notable.mixed { lang.format("lead-mostly", &[("category", category.into())]) } else { String::new() }.into()),
    ];
    let id = match notable.change {
        Change::New => "lead-new",
        Change::Grown => "lead-grown",
        Change::Shrunk => "lead-shrunk",
        Change::Gone => "lead-gone",
        Change::Unchanged | Change::Unknown if rises(notable) => "lead-grown",
        Change::Unchanged | Change::Unknown => "lead-shrunk",
    };
    lang.format(id, &said)
}

/// Whether it is more than expected.
pub(super) fn rises(notable: &Notable) -> bool {
    match notable.change {
        Change::New | Change::Grown => true,
        Change::Shrunk | Change::Gone => false,
        Change::Unchanged | Change::Unknown => super::words::float(notable.count) > notable.expected.mean,
    }
}

/// Where it is: a place in its district, a place, a district, the town, nowhere known. A place that carries its district's name is said once.
fn place(notable: &Notable, [place_in, at, district_in, town, nowhere]: [&str; 5], lang: Lang) -> String {
    let name = |id, name: &str| lang.format(id, &[("place", name.into()), ("district", name.into()), ("name", name.into())]);
    match (notable.place.as_deref().map(|place| names::joined([place])), &notable.district_name) {
        // What the place says itself is not said again.
        (Some(place), Some(district)) if names::joined([place.as_str(), district]) != place => {
            let both = names::joined([place.as_str(), district]);
            let alone = both.strip_suffix(district.as_str()).map_or(place.as_str(), |before| before.trim_end_matches(", "));
            lang.format(place_in, &[("place", alone.into()), ("district", district.as_str().into())])
        }
        (Some(place), _) => name(at, &place),
        (None, Some(district)) => name(district_in, district),
        (None, None) if notable.town => lang.text(town),
        (None, None) => lang.text(nowhere),
    }
}

/// A clause as the beginning of a sentence: its first letter large.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
