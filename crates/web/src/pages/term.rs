//! The words of one category, subtype or level: the same form for all three.

use super::categories;
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::words::{self, Draft, Shown};
use axum::response::{IntoResponse, Redirect};
use domain::categories::Category;
use domain::meetings::Situation;
use domain::words::{LONGEST_HELP, LONGEST_NAME, Said, Term, Wording, Words};
use messages::Lang;
use serde::{Deserialize, Serialize};

/// One term.
#[derive(Serialize)]
pub struct TermPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// What every authority shares of it, in a sentence.
    pub shared: String,
    /// What a level demands; empty for what is none, and for a level that demands nothing.
    pub demands: String,
    /// Its words in each language.
    pub languages: Vec<InLanguage>,
    /// Label of the line that says what it means; empty when it has none.
    pub help_label: String,
    /// Most characters of a name.
    pub longest_name: usize,
    /// Most characters of the line.
    pub longest_help: usize,
    /// Whether it can be left out of the report form.
    pub can_be_off: bool,
    /// Whether the report form offers it.
    pub offered: bool,
    /// Places in the report form; empty when it has none.
    pub places: Vec<Choice>,
    /// Number that the form builds on.
    pub seen: i64,
    /// Whether there is something to go back to.
    pub can_reset: bool,
    /// Whether the writer is asked about what the guard marks.
    pub ask_kept: bool,
    /// Subtypes of a category.
    pub subtypes: Vec<SubtypeLine>,
    /// The form for a new subtype; `None` for what is no category.
    pub add: Option<Adding>,
    /// Address of the form.
    pub action: String,
    /// Address of what it belongs to.
    pub back: String,
    /// Words of that link.
    pub back_label: String,
}

impl Page for TermPage {
    const TEMPLATE: &'static str = "term.html";
}

/// The words in a language.
#[derive(Clone, Debug, Serialize)]
pub struct InLanguage {
    /// Tag: the fields are `name_sv` and `help_sv`.
    pub tag: &'static str,
    /// Language in words.
    pub label: String,
    /// Name.
    pub name: String,
    /// What it means.
    pub help: String,
    /// What is shared, for comparing; empty for an own subtype.
    pub shipped: String,
}

/// A subtype in the list of its category.
#[derive(Clone, Debug, Serialize)]
pub struct SubtypeLine {
    /// What it is called here.
    pub name: String,
    /// Whether the authority has added it.
    pub own: bool,
    /// Whether the report form offers it.
    pub offered: bool,
    /// Where it is changed.
    pub href: String,
}

/// The form for a new subtype.
#[derive(Clone, Debug, Serialize)]
pub struct Adding {
    /// Code of the category.
    pub category: &'static str,
    /// Swedish name as it was sent.
    pub sv: String,
    /// English name as it was sent.
    pub en: String,
    /// Whether the writer is asked about what the guard marks.
    pub ask_kept: bool,
    /// Address of the form.
    pub action: String,
}

impl Adding {
    /// The same, asking when the guard wants to.
    #[must_use]
    pub fn asking(self, lang: Lang, errors: &[FormError]) -> Self {
        Self { ask_kept: asks(lang, errors), ..self }
    }
}

fn asks(lang: Lang, errors: &[FormError]) -> bool {
    errors.iter().any(|e| e.text == lang.text("failure-guard-confirm"))
}

/// Fields of the form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    name_sv: String,
    #[serde(default)]
    help_sv: String,
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    help_en: String,
    #[serde(default)]
    shown: String,
    #[serde(default)]
    place: u32,
    seen: i64,
    #[serde(default)]
    kept: String,
    #[serde(rename = "do")]
    what: String,
}

impl Sent {
    fn wording(&self, term: &Term) -> Wording {
        let said = |name: &str, help: &str| Said { name: name.trim().to_owned(), help: help.trim().to_owned() };
        Wording {
            sv: said(&self.name_sv, &self.help_sv),
            en: said(&self.name_en, &self.help_en),
            off: term.can_be_off() && self.shown.is_empty(),
            place: self.place,
        }
    }
}

/// Keeps what was sent, or goes back to the shared words; then on to `to` within the tenant.
pub(super) async fn write(state: &WebState, member: &Member, term: Term, sent: Sent, to: &str) -> Answer {
    let (app, actor) = (&state.app, &member.actor);
    let draft = Draft { wording: sent.wording(&term), no_personal_data: !sent.kept.is_empty() };
    let done = match sent.what.as_str() {
        "save" => words::save(app, actor, &term, sent.seen, &draft).await,
        "reset" => words::reset(app, actor, &term, sent.seen).await,
        _ => return Err(Problem::field("do", "failure-request")),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&member.path(to)).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            let shown = Shown { wording: draft.wording, since: sent.seen };
            let own = words::of(app, actor).await?;
            let mut page = TermPage::new(member, &term, &own, shown);
            page.ask_kept = asks(member.lang, &errors);
            page.errors = errors;
            page.answer(member)
        }
    }
}

impl TermPage {
    /// A term as it is now.
    pub(super) async fn read(state: &WebState, member: &Member, term: Term) -> Result<Self, Problem> {
        let shown = words::show(&state.app, &member.actor, &term).await?;
        let own = words::of(&state.app, &member.actor).await?;
        Ok(Self::new(member, &term, &own, shown))
    }

    /// The form of a term, with the words in it.
    pub fn new(member: &Member, term: &Term, own: &Words, shown: Shown) -> Self {
        let (lang, Shown { wording, since }) = (member.lang, shown);
        let list = member.path(match term {
            Term::Level(_) => "administration/nivaer",
            Term::Category(_) | Term::Subtype(..) => "administration/kategorier",
        });
        let (back, back_label) = match term {
            Term::Subtype(category, _) => (format!("{list}/{category}"), messages::category(lang, own, *category)),
            Term::Category(_) => (list.clone(), lang.text("categories-title")),
            Term::Level(_) => (list.clone(), lang.text("levels-title")),
        };
        let name = match term {
            Term::Level(level) => messages::situation(lang, own, *level),
            Term::Category(_) | Term::Subtype(..) => messages::said(lang, own, term).name,
        };
        Self {
            shell: Shell::within(member, "categories-title", Place::Words).titled(name),
            errors: Vec::new(),
            shared: shared(lang, own, term),
            demands: demands(lang, term),
            help_label: match term {
                Term::Category(_) => lang.text("words-help"),
                Term::Level(_) => lang.text("levels-criterion"),
                Term::Subtype(..) => String::new(),
            },
            longest_name: LONGEST_NAME,
            longest_help: LONGEST_HELP,
            can_be_off: term.can_be_off(),
            offered: !wording.off,
            places: places(lang, term, wording.place),
            seen: since,
            can_reset: since > 0 && !term.is_own(),
            ask_kept: false,
            subtypes: subtypes(lang, own, term, &list),
            add: match term {
                Term::Category(category) => {
                    Some(Adding { category: category.code(), sv: String::new(), en: String::new(), ask_kept: false, action: list.clone() })
                }
                Term::Subtype(..) | Term::Level(_) => None,
            },
            action: format!("{list}/{term}"),
            back,
            back_label,
            languages: languages(lang, term, wording),
        }
    }

    /// The page as an answer.
    pub(super) fn answer(&self, member: &Member) -> Answer {
        page(member.lang, self, &self.errors)
    }
}

fn languages(lang: Lang, term: &Term, wording: Wording) -> Vec<InLanguage> {
    let one = |(of, said): (Lang, Said)| InLanguage {
        tag: of.tag(),
        label: lang.text(&format!("words-in-{}", of.tag())),
        name: said.name,
        help: said.help,
        shipped: messages::shipped(of, term).name,
    };
    [(Lang::Sv, wording.sv), (Lang::En, wording.en)].into_iter().map(one).collect()
}

/// What every authority shares: a term is counted and compared by it, whatever it is called.
fn shared(lang: Lang, own: &Words, term: &Term) -> String {
    match term {
        Term::Category(category) => {
            let kind = categories::kind(lang, *category);
            lang.format("words-shared-category", &[("name", category.code().into()), ("value", kind.into())])
        }
        Term::Subtype(category, _) if term.is_own() => {
            lang.format("words-shared-own", &[("category", messages::category(lang, own, *category).into())])
        }
        Term::Subtype(category, _) => lang.format("words-shared-subtype", &[("category", messages::category(lang, own, *category).into())]),
        Term::Level(level) => lang.format("words-shared-level", &[("name", messages::colour(lang, *level).into())]),
    }
}

fn demands(lang: Lang, term: &Term) -> String {
    match term {
        Term::Level(Situation::Orange | Situation::Red) => lang.text("levels-demands"),
        Term::Level(Situation::Green | Situation::Yellow) | Term::Category(_) | Term::Subtype(..) => String::new(),
    }
}

fn places(lang: Lang, term: &Term, chosen: u32) -> Vec<Choice> {
    if !term.can_be_placed() {
        return Vec::new();
    }
    let label = |place: u32| match place {
        0 => lang.text("words-place-shared"),
        n => lang.format("words-place", &[("n", n.to_string().into())]),
    };
    (0..).take(Category::ALL.len() + 1).map(|n| Choice { value: n.to_string(), label: label(n), selected: n == chosen }).collect()
}

fn subtypes(lang: Lang, own: &Words, term: &Term, list: &str) -> Vec<SubtypeLine> {
    let Term::Category(category) = term else { return Vec::new() };
    let line = |key: String| {
        let term = Term::Subtype(*category, key);
        SubtypeLine {
            name: messages::said(lang, own, &term).name,
            own: term.is_own(),
            offered: own.offers(&term),
            href: format!("{list}/{term}"),
        }
    };
    own.subtypes(*category).into_iter().map(line).collect()
}
