//! The words of letters: shipped in Swedish and English, and an authority's own in their place.

use crate::App;
use crate::guard::{self, Guard, Texts};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::letters::{LONGEST_SUBJECT, LONGEST_TEXT, LetterKind, LetterText, filled, names};
use domain::policy::Action;
use jiff::Timestamp;
use messages::{Arg, Lang};
use storage::ReadTx;

/// A fact for a letter, by the name that stands in braces.
pub(crate) type Fact = (&'static str, String);

/// A letter in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub kind: LetterKind,
    /// Languages in which the authority has its own words.
    pub own: Vec<Lang>,
}

/// The words of a letter as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The words.
    pub text: LetterText,
    /// Version of the authority's own words; 0 for the shipped ones.
    pub version: u32,
    /// When they were last changed, and by whom.
    pub changed: Option<(Timestamp, String)>,
}

/// Words as someone has written them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The words.
    pub text: LetterText,
    /// The writer has looked at what may be personal data, and says that it is none: the number of a switchboard.
    pub no_personal_data: bool,
}

/// The words that the product comes with.
pub fn shipped(kind: LetterKind, lang: Lang) -> LetterText {
    let braced: Vec<(&'static str, Arg)> = kind.placeholders().iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
    let subject = if kind.is_line() { String::new() } else { lang.format(&format!("letter-{}-subject", kind.key()), &braced) };
    LetterText { subject, body: lang.format(&format!("letter-{}-text", kind.key()), &braced) }
}

/// The words with the facts put in. A subject is one line whatever the facts hold.
pub(crate) fn written(text: &LetterText, facts: &[Fact]) -> LetterText {
    let subject = filled(&text.subject, facts).split_whitespace().collect::<Vec<_>>().join(" ");
    LetterText { subject, body: filled(&text.body, facts) }
}

/// The words that hold in an authority.
pub(crate) async fn words(tx: &mut ReadTx, kind: LetterKind, lang: Lang) -> Result<LetterText, Failure> {
    Ok(storage::letters::one(tx, kind, lang.tag()).await?.map_or_else(|| shipped(kind, lang), |own| own.text))
}

/// Every letter.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to change letters.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Listed>, Failure> {
    actor.may(Action::EditLetters)?;
    let mut tx = app.read(actor).await?;
    let own = storage::letters::all(&mut tx).await?;
    let langs = |kind: LetterKind| own.iter().filter(|o| o.letter == kind).filter_map(|o| Lang::from_tag(&o.lang)).collect();
    Ok(LetterKind::ALL.iter().map(|kind| Listed { kind: *kind, own: langs(*kind) }).collect())
}

/// One letter.
///
/// # Errors
/// As [`list`].
pub async fn show(app: &App, actor: &Actor, kind: LetterKind, lang: Lang) -> Result<Shown, Failure> {
    actor.may(Action::EditLetters)?;
    let mut tx = app.read(actor).await?;
    Ok(match storage::letters::one(&mut tx, kind, lang.tag()).await? {
        Some(own) => Shown { text: own.text, version: own.version, changed: Some((own.at, own.by)) },
        None => Shown { text: shipped(kind, lang), version: 0, changed: None },
    })
}

/// The words with an invented example of every fact; nothing is kept.
///
/// # Errors
/// [`Failure::Invalid`] as [`save`].
pub async fn preview(app: &App, actor: &Actor, kind: LetterKind, lang: Lang, draft: &Draft) -> Result<LetterText, Failure> {
    actor.may(Action::EditLetters)?;
    checked(&guard::of(app, actor).await?, kind, draft)?;
    let fact = |name: &&'static str| (*name, lang.text(&format!("letter-sample-{name}")));
    let facts: Vec<Fact> = kind.placeholders().iter().map(fact).collect();
    Ok(written(&draft.text, &facts))
}

/// Writes own words over version `seen`.
///
/// # Errors
/// [`Failure::Invalid`] for names that there are no facts for, for one that is needed and missing, and for what is or may be
/// personal data; [`Failure::Conflict`] when someone else wrote meanwhile.
pub async fn save(app: &App, actor: &Actor, kind: LetterKind, lang: Lang, seen: u32, draft: &Draft) -> Result<(), Failure> {
    let permit = actor.may(Action::EditLetters)?;
    checked(&guard::of(app, actor).await?, kind, draft)?;
    let text = LetterText { subject: draft.text.subject.trim().to_owned(), body: draft.text.body.trim().to_owned() };
    let mut tx = app.write(actor).await?;
    if !storage::letters::save(&mut tx, permit, (kind, lang.tag()), seen, &text, actor.name()).await? {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    Ok(tx.commit(entry(kind, lang, "own")).await?)
}

/// Goes back to the shipped words.
///
/// # Errors
/// [`Failure::Conflict`] when someone else wrote meanwhile.
pub async fn reset(app: &App, actor: &Actor, kind: LetterKind, lang: Lang, seen: u32) -> Result<(), Failure> {
    let permit = actor.may(Action::EditLetters)?;
    let mut tx = app.write(actor).await?;
    if !storage::letters::reset(&mut tx, permit, kind, lang.tag(), seen).await? {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    Ok(tx.commit(entry(kind, lang, "shipped")).await?)
}

/// Whether members who have not chosen hear of published pictures.
///
/// # Errors
/// As [`list`].
pub async fn publication_default(app: &App, actor: &Actor) -> Result<bool, Failure> {
    actor.may(Action::EditLetters)?;
    let mut tx = app.stores().read_directory().await?;
    Ok(storage::mail_choices::publication_default(&mut tx, actor.tenant()).await?)
}

/// Says so.
///
/// # Errors
/// As [`list`].
pub async fn set_publication_default(app: &App, actor: &Actor, on: bool) -> Result<(), Failure> {
    let permit = actor.may(Action::EditLetters)?;
    let mut tx = app.write_directory(actor).await?;
    storage::mail_choices::set_publication_default(&mut tx, permit, actor.tenant(), on).await?;
    let entry = AuditEntry::new(Event::SettingsChanged, actor.tenant().as_str()).fact("publication-mail", on.to_string());
    app.commit_directory(actor, tx, entry).await
}

fn entry(kind: LetterKind, lang: Lang, words: &'static str) -> AuditEntry {
    AuditEntry::new(Event::LetterChanged, kind.key()).fact("lang", lang.tag()).fact("words", words)
}

fn braced(names: &[&str]) -> String {
    names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")
}

/// The words without the names in braces.
fn without_names(kind: LetterKind, text: &str) -> String {
    let gaps: Vec<Fact> = kind.placeholders().iter().map(|name| (*name, "…".to_owned())).collect();
    filled(text, &gaps)
}

fn checked(guard: &Guard, kind: LetterKind, draft: &Draft) -> Result<(), Failure> {
    let (subject, body) = (draft.text.subject.trim(), draft.text.body.trim());
    let mut errors = Vec::new();
    if !kind.is_line() && (subject.is_empty() || subject.chars().count() > LONGEST_SUBJECT || subject.chars().any(char::is_control)) {
        errors.push(FieldError::new("subject", "failure-letter-subject").with(LONGEST_SUBJECT.to_string()));
    }
    if body.is_empty() || body.chars().count() > LONGEST_TEXT {
        errors.push(FieldError::new("body", "failure-letter-body").with(LONGEST_TEXT.to_string()));
    }
    for (field, text) in [("subject", subject), ("body", body)] {
        let unknown: Vec<&str> = names(text).into_iter().filter(|name| !kind.placeholders().contains(name)).collect();
        if !unknown.is_empty() {
            errors.push(FieldError::new(field, "failure-letter-unknown").with(braced(&unknown)));
            errors.push(FieldError::new(field, "failure-letter-possible").with(braced(kind.placeholders())));
        }
    }
    let missing: Vec<&str> = kind.needed().iter().copied().filter(|name| !names(body).contains(name)).collect();
    if !missing.is_empty() {
        errors.push(FieldError::new("body", "failure-letter-missing").with(braced(&missing)));
    }
    let [subject, body] = [subject, body].map(|text| without_names(kind, text));
    if let Err(marked) = Texts::scan(guard, &[("subject", Some(&subject)), ("body", Some(&body))], draft.no_personal_data).passed() {
        errors.extend(marked);
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}
