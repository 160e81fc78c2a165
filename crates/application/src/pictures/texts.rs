//! The guard again: every free text of a picture is looked at once more before it leaves, with the names that the tenant allows now.

use crate::guard::{Guard, Level};
use domain::failure::{Failure, FieldError};
use domain::pictures::{Edition, Picture};

/// Where in what is to go out a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPlace {
    /// Why a version replaces the one before.
    Reason,
    /// Why a district is judged as it is.
    Motive,
    /// Focus of the coming week.
    Focus,
    /// Title of an action.
    Action,
    /// A coming event.
    Coming,
    /// Name of a place where incidents gather.
    Hotspot,
    /// Name of a source.
    Source,
    /// The police's own published text.
    Context,
    /// What the public edition says in the municipality's own words.
    Words,
    /// Name of a kept analysis.
    Analysis,
}

impl TextPlace {
    /// Every place.
    pub const ALL: &'static [TextPlace] = &[
        TextPlace::Reason,
        TextPlace::Motive,
        TextPlace::Focus,
        TextPlace::Action,
        TextPlace::Coming,
        TextPlace::Hotspot,
        TextPlace::Source,
        TextPlace::Context,
        TextPlace::Words,
        TextPlace::Analysis,
    ];

    /// Stable key: message ids, fields of errors.
    pub fn key(self) -> &'static str {
        match self {
            TextPlace::Reason => "reason",
            TextPlace::Motive => "motive",
            TextPlace::Focus => "focus",
            TextPlace::Action => "action",
            TextPlace::Coming => "coming",
            TextPlace::Hotspot => "hotspot",
            TextPlace::Source => "source",
            TextPlace::Context => "context",
            TextPlace::Words => "words",
            TextPlace::Analysis => "analysis",
        }
    }

    /// Message id of what an error says of it.
    fn message(self) -> &'static str {
        match self {
            TextPlace::Reason => "failure-marked-reason",
            TextPlace::Motive => "failure-marked-motive",
            TextPlace::Focus => "failure-marked-focus",
            TextPlace::Action => "failure-marked-action",
            TextPlace::Coming => "failure-marked-coming",
            TextPlace::Hotspot => "failure-marked-hotspot",
            TextPlace::Source => "failure-marked-source",
            TextPlace::Context => "failure-marked-context",
            TextPlace::Words => "failure-marked-words",
            TextPlace::Analysis => "failure-marked-analysis",
        }
    }
}

/// A text that the guard marks, told without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Where it stands.
    pub place: TextPlace,
    /// Which one of its kind: a district's name, a number in the list.
    pub which: String,
    /// The firmest mark in it: [`Level::Block`] or [`Level::Confirm`].
    pub level: Level,
    /// Keys of the classes found.
    pub classes: Vec<&'static str>,
}

/// What the guard marks in a picture, firmest first.
pub(super) fn marked(guard: &Guard, picture: &Picture) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut look = |place, which: String, text: &str| found.extend(one(guard, place, which, text));
    if let Edition::Version(publication) = &picture.edition {
        look(TextPlace::Reason, String::new(), publication.correction.as_deref().unwrap_or_default());
    }
    for area in &picture.judgement.areas {
        look(TextPlace::Motive, area.name.clone(), &area.motive);
    }
    for (n, text) in (1..).zip(&picture.judgement.focus) {
        look(TextPlace::Focus, number(n), text);
    }
    for (n, action) in (1..).zip(&picture.judgement.actions) {
        look(TextPlace::Action, number(n), &action.title);
    }
    for (n, cited) in (1..).zip(&picture.citations) {
        look(TextPlace::Analysis, number(n), &cited.name);
    }
    for (n, event) in (1..).zip(&picture.coming) {
        look(TextPlace::Coming, number(n), &event.title);
        look(TextPlace::Coming, number(n), event.place.as_deref().unwrap_or_default());
    }
    let mut spots: Vec<(&str, &str)> = Vec::new();
    let gathered = picture.hotspots.iter().flat_map(|h| &h.places).map(|s| (&s.place, &s.district_name));
    let followed = picture.findings.lives.iter().map(|l| (&l.place, &l.district_name));
    let stands_out = picture.notable.iter().map(|n| (&n.place, &n.district_name));
    for (place, district) in gathered.chain(followed).chain(stands_out) {
        let pair = (place.as_deref().unwrap_or_default(), district.as_deref().unwrap_or_default());
        if !spots.contains(&pair) {
            spots.push(pair);
            look(TextPlace::Hotspot, pair.1.to_owned(), pair.0);
        }
    }
    for (n, source) in (1..).zip(&picture.sources) {
        look(TextPlace::Source, number(n), &source.name);
    }
    // Published by the police themselves: only what certainly points at a person stops.
    let context = picture.context.iter().enumerate().filter_map(|(n, event)| {
        let marked = one(guard, TextPlace::Context, number(n + 1), &event.summary)?;
        (marked.level == Level::Block).then_some(marked)
    });
    found.extend(context);
    found.sort_by_key(|marked| std::cmp::Reverse(marked.level));
    found.dedup();
    found
}

fn number(n: usize) -> String {
    n.to_string()
}

/// What the guard marks in one text, hints aside.
pub(super) fn one(guard: &Guard, place: TextPlace, which: String, text: &str) -> Option<Marked> {
    let spans = guard.marks(text);
    let level = spans.iter().map(|s| s.level).max().filter(|level| *level >= Level::Confirm)?;
    let mut classes: Vec<&'static str> = spans.iter().filter(|s| s.level >= Level::Confirm).map(|s| s.class.key()).collect();
    classes.sort_unstable();
    classes.dedup();
    Some(Marked { place, which, level, classes })
}

/// Lets texts go out, or says where they must be mended. What may be personal data passes when someone has decided that it is none (`kept`);
/// the classes that were decided on come back for the log.
pub(super) fn passed(marked: &[Marked], kept: bool) -> Result<Vec<&'static str>, Failure> {
    let blocked = marked.iter().any(|m| m.level == Level::Block);
    if blocked || (!marked.is_empty() && !kept) {
        let first = FieldError::new("kept", if blocked { "failure-marked-block" } else { "failure-marked-confirm" });
        let each = marked.iter().filter(|m| !blocked || m.level == Level::Block);
        let each = each.map(|m| FieldError::new(m.place.key(), m.place.message()).with(m.which.clone()));
        return Err(Failure::Invalid(std::iter::once(first).chain(each).collect()));
    }
    let mut classes: Vec<&'static str> = marked.iter().flat_map(|m| m.classes.iter().copied()).collect();
    classes.sort_unstable();
    classes.dedup();
    Ok(classes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn picture(focus: &str) -> Picture {
        let mut picture = test_support::picture::sample();
        picture.judgement.focus = vec!["Torget på kvällarna".to_owned(), focus.to_owned()];
        picture
    }

    #[test]
    fn what_certainly_is_personal_data_stops_whatever_was_decided() {
        let marks = marked(&Guard::knowing_nothing(), &picture("Det gäller 900101-9828"));
        let focus = marks.iter().find(|m| m.place == TextPlace::Focus).unwrap();
        assert_eq!((focus.which.as_str(), focus.level), ("2", Level::Block));
        let Err(Failure::Invalid(errors)) = passed(&marks, true) else { panic!("it went out") };
        assert!(errors.iter().any(|e| e.message == "failure-marked-focus" && e.detail.as_deref() == Some("2")));
        assert!(errors.iter().all(|e| e.detail.as_deref().is_none_or(|d| !d.contains("9828"))), "the value is not told");
    }

    #[test]
    fn a_places_name_is_looked_at_wherever_it_stands() {
        let calm = picture("Torget");
        let named = Some("Hos Anna Lindqvist, 070-174 06 05".to_owned());
        type Name = fn(&mut Picture) -> &mut Option<String>;
        let places: [Name; 3] = [|p| &mut p.hotspots[0].places[0].place, |p| &mut p.findings.lives[0].place, |p| &mut p.notable[0].place];
        for place in places {
            let mut picture = calm.clone();
            *place(&mut picture) = named.clone();
            let marks = marked(&Guard::knowing_nothing(), &picture);
            assert_eq!(marks.iter().map(|m| m.place).collect::<Vec<_>>(), [TextPlace::Hotspot]);
        }
    }

    #[test]
    fn what_may_be_passes_by_decision_and_the_decision_is_told() {
        let marks = marked(&Guard::knowing_nothing(), &picture("Kontakta Anna Lindqvist om belysningen"));
        assert!(matches!(passed(&marks, false), Err(Failure::Invalid(_))));
        assert!(passed(&marks, true).unwrap().contains(&"name"));
    }

    #[test]
    fn the_sample_may_go_out() {
        assert_eq!(marked(&Guard::knowing_nothing(), &test_support::picture::sample()), []);
    }
}
