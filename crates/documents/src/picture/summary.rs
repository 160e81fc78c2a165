//! What the picture begins with, in three sentences: the headline ([`words::headline`]), what differs from the expected, and what is missing.

use super::{findings, sentences, words};
use domain::pictures::{Against, Certainty, Notable, Picture};
use messages::Lang;

/// Most findings that the sentence tells; the list below has all.
const MOST: usize = 3;

/// Most sources and districts that are named as missing.
const MOST_NAMES: usize = 3;

/// The second and the third sentence: what differs, where and over which weeks, and whose data are missing. Silence is never told as calm.
pub fn lead(picture: &Picture, lang: Lang) -> Vec<String> {
    vec![differs(picture, lang), missing(picture, lang)]
}

/// Whether the lead names everything that stands out.
pub fn names_all(picture: &Picture) -> bool {
    let told = picture.notable.iter().all(|n| n.certainty != Certainty::CannotTell);
    told && picture.notable.len() <= MOST
}

/// Whether there is anything to compare the week with.
fn can_tell(picture: &Picture) -> bool {
    picture.comparisons.iter().any(|c| c.against == Against::TwelveWeeks && c.expected.is_some())
}

/// What stands out, in the order in which it is told: rises before falls, each as certain as the rule is, and last what may only be who reported.
pub fn in_order(picture: &Picture) -> Vec<&Notable> {
    let mut all: Vec<&Notable> = picture.notable.iter().collect();
    all.sort_by_key(|n| (n.certainty == Certainty::CannotTell, !sentences::rises(n)));
    all
}

/// What may only be who reported is listed, never said as a finding.
fn differs(picture: &Picture, lang: Lang) -> String {
    let all: Vec<&Notable> = in_order(picture).into_iter().filter(|n| n.certainty != Certainty::CannotTell).collect();
    if all.is_empty() {
        return lang.text(match (picture.incident_count, picture.notable.is_empty()) {
            (_, false) => "lead-only-reporting",
            (0, true) => "lead-nothing-came",
            (_, true) if can_tell(picture) => "document-notable-none",
            (_, true) => "lead-cannot-tell",
        });
    }
    let clauses: Vec<String> = all.iter().take(MOST).map(|n| sentences::clause(n, picture, lang)).collect();
    let more = match all.len().saturating_sub(MOST) {
        0 => String::new(),
        n => lang.format("lead-more", &[("n", words::count_of(n).into())]),
    };
    format!("{}{more}.", sentences::capitalised(&clauses.join("; ")))
}

/// Whose data are missing: sources that are expected weekly, and districts that nothing came in from.
fn missing(picture: &Picture, lang: Lang) -> String {
    let sources: Vec<&str> = picture.sources.iter().filter(|s| s.silent).map(|s| s.name.as_str()).collect();
    let districts: Vec<&str> = findings::silent(picture).0.into_iter().map(|s| s.name.as_str()).collect();
    let mut parts = Vec::new();
    if !sources.is_empty() {
        parts.push(lang.format("lead-missing-sources", &[("names", named(&sources, lang).into())]));
    }
    // A district alone is said in the first sentence when nothing came in from it.
    if !districts.is_empty() && picture.filter.district.is_none() {
        let week = picture.week.number().unsigned_abs().to_string();
        parts.push(lang.format("lead-missing-districts", &[("names", named(&districts, lang).into()), ("week", week.into())]));
    }
    match (parts.is_empty(), picture.so_far.is_some()) {
        (false, _) => lang.format("lead-missing", &[("what", sentences::capitalised(&words::listed(lang, &parts)).into())]),
        (true, true) => lang.text("lead-missing-running"),
        (true, false) if picture.sources.is_empty() => lang.text("lead-missing-unknown"),
        (true, false) => lang.text("lead-missing-none"),
    }
}

/// The first names, and how many more there are.
fn named(names: &[&str], lang: Lang) -> String {
    let mut shown: Vec<String> = names.iter().take(MOST_NAMES).map(|name| (*name).to_owned()).collect();
    if let more @ 1.. = names.len().saturating_sub(MOST_NAMES) {
        shown.push(lang.format("lead-more-names", &[("n", words::count_of(more).into())]));
    }
    words::listed(lang, &shown)
}
