//! The words of the product: one Fluent file per feature and language, and how numbers, dates
//! and weeks are written in each.
//!
//! Pages, documents, the command line and jobs all speak both languages, so the words live in a
//! crate of their own (decision 0001). A missing message shows its id, never an empty string; a
//! check in the build fails before that can reach a reader.

mod format;
mod labels;
mod order;
mod terms;

pub use format::{date_long, date_range, date_short, date_time, decimal, interval, time_of_day, time_span, week_long, week_short, whole};
pub use labels::{
    action_kind, action_state, action_step, basis, certainty, change, effect, guard_class, guard_level, guard_reason, holiday,
    implementation, level, membership_state, organisation_kind, picture_state, role, step, weekday, weekday_short,
};
pub use order::{by_name, sort_by_name};
pub use terms::{category, colour, criterion, said, shipped, situation, subtype};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Swedish, the default.
    #[default]
    Sv,
    /// English.
    En,
}

/// A value put into a message.
#[derive(Clone, Debug)]
pub enum Arg {
    /// Text as it is.
    Text(String),
    /// A whole number: chooses plural forms, and is printed with the language's grouping.
    Count(u64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Arg::Count(count)
    }
}

macro_rules! files {
    ($lang:literal: $($name:literal),*) => { &[$(include_str!(concat!("../locales/", $lang, "/", $name, ".ftl"))),*] };
}

macro_rules! features {
    ($($name:literal),* $(,)?) => {
        const SV: &[&str] = files!("sv": $($name),*);
        const EN: &[&str] = files!("en": $($name),*);
    };
}

features!(
    "actions",
    "analyse",
    "area",
    "meetings",
    "cli",
    "common",
    "about",
    "guard",
    "places",
    "reports",
    "review",
    "retention",
    "signin",
    "picture",
    "imports",
    "intake",
    "figures",
    "findings",
    "finding",
    "document",
    "failure",
    "categories",
    "districts",
    "editions",
    "audit",
    "api",
    "people",
    "account",
    "mail",
    "letters",
    "words",
    "workbook",
    "verdict",
    "methods"
);

static SWEDISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(SV, Lang::Sv));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(EN, Lang::En));

fn bundle(files: &[&str], lang: Lang) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks are invisible characters around every value: wrong in file names and PDF.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Sv => |value: &FluentValue, _: &_| grouped(Lang::Sv, value),
        Lang::En => |value: &FluentValue, _: &_| grouped(Lang::En, value),
    }));
    for text in files {
        // A file with an error still gives its other messages; the tests refuse any error.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn grouped(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.value.fract() == 0.0 => Some(whole(lang, n.value)),
        FluentValue::Number(_) | FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }
}

impl Lang {
    /// Both languages.
    pub const ALL: &'static [Lang] = &[Lang::Sv, Lang::En];

    /// BCP 47 tag: `sv` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Sv => "sv",
            Lang::En => "en",
        }
    }

    /// The language of a tag such as `sv`, `en-GB` or `sv_SE.UTF-8`; `None` when it is neither.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.get(..2)? {
            "sv" => Some(Lang::Sv),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The message of an id, or the id itself when there is none.
    pub fn text(self, id: &str) -> String {
        self.render(id, None)
    }

    /// The message of an id with values put in.
    pub fn format(self, id: &str, args: &[(&'static str, Arg)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => values.set(*name, text.clone()),
                #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
                Arg::Count(count) => values.set(*name, *count as f64),
            }
        }
        self.render(id, Some(&values))
    }

    /// Whether there is a message of this id.
    pub fn has(self, id: &str) -> bool {
        self.bundle().has_message(id)
    }

    fn render(self, id: &str, args: Option<&FluentArgs>) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_owned();
        };
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        match self {
            Lang::Sv => &SWEDISH,
            Lang::En => &ENGLISH,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Ids in a file's text: every line that starts a message.
    fn ids(files: &[&str]) -> Vec<String> {
        let mut ids: Vec<String> = files
            .iter()
            .flat_map(|text| text.lines())
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect();
        ids.sort();
        ids
    }

    #[test]
    fn every_file_parses() {
        for text in SV.iter().chain(EN) {
            if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
                panic!("{errors:?} in {}", &text[..text.len().min(80)]);
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_ids_once_each() {
        let (sv, en) = (ids(SV), ids(EN));
        assert_eq!(sv, en);
        let mut once = sv.clone();
        once.dedup();
        assert_eq!(sv, once, "an id is defined twice");
    }

    #[test]
    fn plurals_and_grouping_follow_the_language() {
        assert_eq!(Lang::Sv.format("incidents", &[("n", 1u64.into())]), "1 händelse");
        assert_eq!(Lang::Sv.format("incidents", &[("n", 12_345u64.into())]), "12\u{a0}345 händelser");
        assert_eq!(Lang::En.format("incidents", &[("n", 12_345u64.into())]), "12,345 incidents");
    }

    #[test]
    fn a_missing_message_shows_its_id() {
        assert_eq!(Lang::Sv.text("no-such-message"), "no-such-message");
    }
}
