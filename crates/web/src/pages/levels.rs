//! `/t/{tenant}/administration/nivaer`: the words and criteria of the levels that the meeting judges by. Their colours and what
//! they demand are the same everywhere.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, page};
use crate::pages::term::{self, Sent, TermPage};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::words;
use axum::extract::{Path, State};
use domain::meetings::Situation;
use domain::words::{Term, Words};
use messages::Lang;
use serde::Serialize;

/// Address of the page within a tenant.
const HERE: &str = "administration/nivaer";

/// The list.
#[derive(Serialize)]
pub struct LevelsPage {
    /// Frame.
    pub shell: Shell,
    /// Levels, the calmest first.
    pub levels: Vec<LevelLine>,
    /// Address of the categories.
    pub back: String,
}

impl Page for LevelsPage {
    const TEMPLATE: &'static str = "levels.html";
}

/// A level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelLine {
    /// Key, for its shape and colour.
    pub key: &'static str,
    /// Colour and word.
    pub name: String,
    /// What it takes.
    pub criterion: String,
    /// Whose words they are.
    pub words: String,
    /// Whether they are the authority's own.
    pub own: bool,
    /// Where they are changed; empty where they are only shown.
    pub href: String,
}

impl LevelLine {
    /// A level as it is told.
    pub fn new(level: Situation, words: &Words, lang: Lang, href: String) -> Self {
        let own = words.of(&Term::Level(level)).is_some();
        Self {
            key: level.key(),
            name: messages::situation(lang, words, level),
            criterion: messages::criterion(lang, words, level),
            words: lang.text(if own { "letters-own" } else { "words-shipped" }),
            own,
            href,
        }
    }

    /// Every level as it is told, calmest first.
    pub fn all(words: &Words, lang: Lang) -> Vec<Self> {
        Situation::ALL.iter().map(|level| Self::new(*level, words, lang, String::new())).collect()
    }
}

/// `GET …/nivaer`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let words = words::of(&state.app, &member.actor).await?;
    let line = |level: &Situation| LevelLine::new(*level, &words, member.lang, member.path(&format!("{HERE}/{}", level.key())));
    let shown = LevelsPage {
        shell: Shell::within(&member, "levels-title", Place::Words),
        levels: Situation::ALL.iter().map(line).collect(),
        back: member.path("administration/kategorier"),
    };
    page(member.lang, &shown, &[])
}

fn which(text: &str) -> Result<Term, Problem> {
    Situation::from_key(text).map(Term::Level).ok_or_else(Problem::not_found)
}

/// `GET …/nivaer/{level}`
pub async fn one(State(state): State<WebState>, member: Member, Path((_, text)): Path<(String, String)>) -> Answer {
    let page = TermPage::read(&state, &member, which(&text)?).await?;
    page.answer(&member)
}

/// `POST …/nivaer/{level}`: `do` says whether to keep it or go back to the shared words.
pub async fn write(
    State(state): State<WebState>,
    member: Member,
    Path((_, text)): Path<(String, String)>,
    Fields(sent): Fields<Sent>,
) -> Answer {
    term::write(&state, &member, which(&text)?, sent, HERE).await
}
