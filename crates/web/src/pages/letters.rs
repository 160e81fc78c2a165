//! `/t/{tenant}/administration/brev`: the words of the letters that go out, and who hears of published pictures.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::letters::{self, Draft};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use domain::letters::{LetterKind, LetterText};
use domain::policy::Action;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// The list.
#[derive(Serialize)]
pub struct LettersPage {
    /// Frame.
    pub shell: Shell,
    /// Every letter in every language.
    pub letters: Vec<LetterLine>,
    /// Whether members who have not chosen hear of published pictures.
    pub publication: bool,
    /// Address of that setting.
    pub action: String,
    /// Address of the people; empty for someone who may not see them.
    pub back: String,
}

impl Page for LettersPage {
    const TEMPLATE: &'static str = "letters.html";
}

/// A letter in a language.
#[derive(Clone, Debug, Serialize)]
pub struct LetterLine {
    /// Name.
    pub name: String,
    /// Language in words.
    pub language: String,
    /// Whose words they are.
    pub words: String,
    /// Whether they are the authority's own.
    pub own: bool,
    /// Where they are changed.
    pub href: String,
}

/// One letter.
#[derive(Serialize)]
pub struct LetterPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Whether it is a line without a subject.
    pub is_line: bool,
    /// Language of the letter.
    pub tag: &'static str,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
    /// The same with invented facts; empty until it is asked for.
    pub preview: Vec<String>,
    /// Version that the form builds on.
    pub seen: u32,
    /// When it was last changed and by whom; empty for the shipped words.
    pub changed: String,
    /// Whether the writer is asked about what the guard marks.
    pub ask_kept: bool,
    /// What can stand in braces.
    pub possible: Vec<Possible>,
    /// Address of the form.
    pub action: String,
    /// Address of the list.
    pub back: String,
}

impl Page for LetterPage {
    const TEMPLATE: &'static str = "letter.html";
}

/// A name that can stand in braces.
#[derive(Clone, Debug, Serialize)]
pub struct Possible {
    /// With its braces, and a star when it is needed.
    pub name: String,
    /// What it stands for.
    pub means: String,
}

/// Name of a letter.
pub(super) fn name(lang: Lang, kind: LetterKind) -> String {
    lang.text(&format!("letter-name-{}", kind.key()))
}

/// `GET …/brev`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let lang = member.lang;
    let all = letters::list(&state.app, &member.actor).await?;
    let mut lines = Vec::new();
    for listed in &all {
        for of in Lang::ALL {
            let own = listed.own.contains(of);
            lines.push(LetterLine {
                name: name(lang, listed.kind),
                language: lang.text(&format!("letters-{}", of.tag())),
                words: lang.text(if own { "letters-own" } else { "letters-shipped" }),
                own,
                href: member.path(&format!("administration/brev/{}?lang={}", listed.kind.key(), of.tag())),
            });
        }
    }
    let shown = LettersPage {
        shell: Shell::within(&member, "letters-title", Place::Letters),
        letters: lines,
        publication: letters::publication_default(&state.app, &member.actor).await?,
        action: member.path("administration/brev"),
        back: if member.actor.can(Action::ManageUsers) { member.path("administration") } else { String::new() },
    };
    page(lang, &shown, &[])
}

/// Field of the setting: there when the box is ticked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    #[serde(default)]
    publication: String,
    save: String,
}

/// `POST …/brev`
pub async fn set(State(state): State<WebState>, member: Member, Fields(sent): Fields<Publication>) -> Answer {
    let on = sent.save == "yes" && !sent.publication.is_empty();
    letters::set_publication_default(&state.app, &member.actor, on).await?;
    Ok(Redirect::to(&member.path("administration/brev")).into_response())
}

/// Which language of a letter.
#[derive(Default, Deserialize)]
pub struct Of {
    #[serde(default)]
    lang: String,
}

/// Fields of a letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    #[serde(default)]
    subject: String,
    body: String,
    seen: u32,
    #[serde(default)]
    kept: String,
    #[serde(rename = "do")]
    what: String,
}

/// Which letter in which language.
struct Which {
    kind: LetterKind,
    of: Lang,
}

fn which(kind: &str, of: &Of) -> Result<Which, Problem> {
    let kind = LetterKind::from_key(kind).ok_or_else(Problem::not_found)?;
    Ok(Which { kind, of: Lang::from_tag(&of.lang).unwrap_or_default() })
}

/// What the form shows.
struct Form {
    text: LetterText,
    seen: u32,
    changed: String,
    preview: Vec<String>,
}

fn shown(member: &Member, which: &Which, form: Form, errors: Vec<FormError>) -> Answer {
    let (lang, kind) = (member.lang, which.kind);
    let possible = |name: &&'static str| Possible {
        name: format!("{{{name}}}{}", if kind.needed().contains(name) { " *" } else { "" }),
        means: lang.text(&format!("letter-means-{name}")),
    };
    let title = format!("{} ({})", name(lang, kind), lang.text(&format!("letters-{}", which.of.tag())));
    let shown = LetterPage {
        shell: Shell::within(member, "letters-title", Place::Letters).titled(title),
        ask_kept: errors.iter().any(|e| e.text == lang.text("failure-guard-confirm")),
        errors,
        is_line: kind.is_line(),
        tag: which.of.tag(),
        subject: form.text.subject,
        body: form.text.body,
        preview: form.preview,
        seen: form.seen,
        changed: form.changed,
        possible: kind.placeholders().iter().map(possible).collect(),
        action: member.path(&format!("administration/brev/{}?lang={}", kind.key(), which.of.tag())),
        back: member.path("administration/brev"),
    };
    page(lang, &shown, &shown.errors)
}

/// `GET …/brev/{letter}`
pub async fn one(State(state): State<WebState>, member: Member, Path((_, kind)): Path<(String, String)>, Query(of): Query<Of>) -> Answer {
    let which = which(&kind, &of)?;
    let letter = letters::show(&state.app, &member.actor, which.kind, which.of).await?;
    let changed =
        letter.changed.map(|(at, by)| member.lang.format("letters-changed", &[("at", messages::date_time(at).into()), ("by", by.into())]));
    let form = Form { text: letter.text, seen: letter.version, changed: changed.unwrap_or_default(), preview: Vec::new() };
    shown(&member, &which, form, Vec::new())
}

/// `POST …/brev/{letter}`: `do` says whether to keep it, show it with invented facts, or go back to the shipped words.
pub async fn write(
    State(state): State<WebState>,
    member: Member,
    Path((_, kind)): Path<(String, String)>,
    Query(of): Query<Of>,
    Fields(sent): Fields<Sent>,
) -> Answer {
    let which = which(&kind, &of)?;
    let (app, actor) = (&state.app, &member.actor);
    // A browser ends lines with two characters; a letter with one.
    let text = LetterText { subject: sent.subject.trim().to_owned(), body: sent.body.replace("\r\n", "\n").trim().to_owned() };
    let draft = Draft { text: text.clone(), no_personal_data: !sent.kept.is_empty() };
    let form = |preview| Form { text, seen: sent.seen, changed: String::new(), preview };
    let done = match sent.what.as_str() {
        "preview" => match letters::preview(app, actor, which.kind, which.of, &draft).await {
            Ok(letter) => {
                let parts = [letter.subject, letter.body].into_iter().filter(|part| !part.is_empty()).collect();
                return shown(&member, &which, form(parts), Vec::new());
            }
            Err(failure) => Err(failure),
        },
        "save" => letters::save(app, actor, which.kind, which.of, sent.seen, &draft).await,
        "reset" => letters::reset(app, actor, which.kind, which.of, sent.seen).await,
        _ => return Err(Problem::field("do", "failure-request")),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&member.path("administration/brev")).into_response()),
        Err(failure) => shown(&member, &which, form(Vec::new()), summary(member.lang, failure.into())?),
    }
}
