//! `/t/{tenant}/administration/kategorier`: what categories are called here, which the report form offers and in what order, and
//! the authority's own subtypes.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, page, summary};
use crate::pages::term::{self, Adding, Sent, TermPage};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::words::{self, Draft};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::categories::{Category, CategoryKind};
use domain::policy::Action;
use domain::words::{Said, Term, Wording, Words};
use messages::Lang;
use serde::{Deserialize, Serialize};

/// Address of the page within a tenant.
const HERE: &str = "administration/kategorier";

/// The list.
#[derive(Serialize)]
pub struct CategoriesPage {
    /// Frame.
    pub shell: Shell,
    /// Categories in the order of the report form.
    pub categories: Vec<CategoryLine>,
    /// Address of the levels.
    pub levels: String,
    /// Address of the people; empty for someone who may not see them.
    pub back: String,
}

impl Page for CategoriesPage {
    const TEMPLATE: &'static str = "categories.html";
}

/// A category.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryLine {
    /// Shared code.
    pub code: &'static str,
    /// What it is called here.
    pub name: String,
    /// What belongs there.
    pub help: String,
    /// The shared name, when it is another.
    pub shipped: String,
    /// Crime, unsafety …
    pub kind_label: String,
    /// Whether the report form offers it.
    pub offered: bool,
    /// Subtypes that the report form offers, and how many are the authority's own.
    pub subtypes: String,
    /// Where it is changed.
    pub href: String,
}

/// Crime, unsafety, planned or other in a word.
pub(super) fn kind(lang: Lang, category: Category) -> String {
    lang.text(match category.kind() {
        CategoryKind::Crime => "categories-kind-crime",
        CategoryKind::Unsafety => "categories-kind-unsafety",
        CategoryKind::Planned => "categories-kind-planned",
        CategoryKind::Other => "categories-kind-other",
    })
}

fn line(member: &Member, words: &Words, category: Category) -> CategoryLine {
    let (lang, term) = (member.lang, Term::Category(category));
    let Said { name, help } = messages::said(lang, words, &term);
    let shipped = messages::shipped(lang, &term).name;
    let subtypes = words.subtypes(category).into_iter().map(|key| Term::Subtype(category, key)).filter(|term| words.offers(term));
    let (own, all) = subtypes.fold((0u64, 0u64), |(own, all), term| (own + u64::from(term.is_own()), all + 1));
    CategoryLine {
        code: category.code(),
        shipped: if shipped == name { String::new() } else { shipped },
        name,
        help,
        kind_label: kind(lang, category),
        offered: words.offers(&term),
        subtypes: lang.format("categories-subtypes", &[("n", all.into()), ("count", own.into())]),
        href: member.path(&format!("{HERE}/{category}")),
    }
}

/// `GET …/kategorier`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let words = words::of(&state.app, &member.actor).await?;
    let shown = CategoriesPage {
        shell: Shell::within(&member, "categories-title", Place::Words),
        categories: words.in_order().into_iter().map(|category| line(&member, &words, category)).collect(),
        levels: member.path("administration/nivaer"),
        back: if member.actor.can(Action::ManageUsers) { member.path("administration") } else { String::new() },
    };
    page(member.lang, &shown, &[])
}

fn which(text: &str) -> Result<Term, Problem> {
    match text.parse() {
        Ok(term @ (Term::Category(_) | Term::Subtype(..))) => Ok(term),
        Ok(Term::Level(_)) | Err(_) => Err(Problem::not_found()),
    }
}

/// `GET …/kategorier/{category}`: a category, or a subtype with its category's code before a colon.
pub async fn one(State(state): State<WebState>, member: Member, Path((_, text)): Path<(String, String)>) -> Answer {
    let page = TermPage::read(&state, &member, which(&text)?).await?;
    page.answer(&member)
}

/// `POST …/kategorier/{category}`: `do` says whether to keep it or go back to the shared words.
pub async fn write(
    State(state): State<WebState>,
    member: Member,
    Path((_, text)): Path<(String, String)>,
    Fields(sent): Fields<Sent>,
) -> Answer {
    let term = which(&text)?;
    let to = match &term {
        Term::Subtype(category, _) => format!("{HERE}/{category}"),
        Term::Category(_) | Term::Level(_) => HERE.to_owned(),
    };
    term::write(&state, &member, term, sent, &to).await
}

/// Fields of a new subtype.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewSubtype {
    category: String,
    own_sv: String,
    #[serde(default)]
    own_en: String,
    #[serde(default)]
    own_kept: String,
}

/// `POST …/kategorier`: adds a subtype under a category.
pub async fn add(State(state): State<WebState>, member: Member, Fields(sent): Fields<NewSubtype>) -> Answer {
    let category: Category = sent.category.parse().map_err(|_| Problem::field("category", "failure-request"))?;
    let said = |name: &str| Said { name: name.trim().to_owned(), help: String::new() };
    let wording = Wording { sv: said(&sent.own_sv), en: said(&sent.own_en), ..Wording::default() };
    let draft = Draft { wording, no_personal_data: !sent.own_kept.is_empty() };
    match words::add(&state.app, &member.actor, category, &draft).await {
        Ok(_) => Ok(Redirect::to(&member.path(&format!("{HERE}/{category}#undertyper"))).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            let mut page = TermPage::read(&state, &member, Term::Category(category)).await?;
            page.add = page.add.map(|add| Adding { sv: sent.own_sv, en: sent.own_en, ..add }.asking(member.lang, &errors));
            page.errors = errors;
            page.answer(&member)
        }
    }
}
