//! An authority's own words for categories, subtypes and levels (dossier §2.5, §2.6): what they are called, which are offered in
//! the report form and in what order. The terms themselves are shared, so that authorities can be compared.

use crate::App;
use crate::guard::{self, Guard, Texts};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::categories::Category;
use domain::failure::{Failure, FieldError};
use domain::meetings::Situation;
use domain::policy::Action;
use domain::words::{LONGEST_HELP, LONGEST_NAME, Said, Term, Wording, Words};
use messages::Lang;
use storage::ReadTx;

/// A term as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its words in both languages, the shipped ones where the authority has none; whether and where it stands in the form.
    pub wording: Wording,
    /// The number to give back with a change: 0 while it is as shipped.
    pub since: i64,
}

/// What someone has written of a term.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Draft {
    /// Words that are empty, or those that are shipped, mean the shipped ones.
    pub wording: Wording,
    /// The writer has looked at what may be personal data, and says that it is none.
    pub no_personal_data: bool,
}

/// The words of the actor's authority as they are now.
///
/// # Errors
/// [`Failure::Infrastructure`] only: they stand on every page.
pub async fn of(app: &App, actor: &Actor) -> Result<Words, Failure> {
    now(&mut app.read(actor).await?).await
}

/// The same in a transaction.
pub(crate) async fn now(tx: &mut ReadTx) -> Result<Words, Failure> {
    Ok(storage::words::as_of(tx, i64::MAX).await?)
}

/// One term.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to change words; [`Failure::NotFound`] for a subtype that the authority does not have.
pub async fn show(app: &App, actor: &Actor, term: &Term) -> Result<Shown, Failure> {
    actor.may(Action::EditWords)?;
    let mut tx = app.read(actor).await?;
    let words = now(&mut tx).await?;
    known(&words, term)?;
    let own = words.of(term).cloned().unwrap_or_default();
    let filled = |own: Said, lang: Lang| {
        let shipped = messages::shipped(lang, term);
        let or = |own: String, shipped: String| if own.is_empty() { shipped } else { own };
        Said { name: or(own.name, shipped.name), help: or(own.help, shipped.help) }
    };
    let wording = Wording { sv: filled(own.sv, Lang::Sv), en: filled(own.en, Lang::En), ..own };
    Ok(Shown { wording, since: storage::words::since(&mut tx, term).await? })
}

/// Writes what is decided of a term, over what was decided at `seen`.
///
/// # Errors
/// As [`show`]; [`Failure::Invalid`] for words that are too long, those of another term beside it, what is or may be personal data,
/// and when nothing would be left to report; [`Failure::Conflict`] when someone else wrote meanwhile.
pub async fn save(app: &App, actor: &Actor, term: &Term, seen: i64, draft: &Draft) -> Result<(), Failure> {
    let permit = actor.may(Action::EditWords)?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let words = now(&mut tx).await?;
    known(&words, term)?;
    if storage::words::since(&mut tx, term).await? != seen {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    let wording = kept(term, &draft.wording);
    let mut errors = checked(&words, term, &wording, ["name_sv", "name_en"]);
    errors.extend(marked(&guard, &wording, draft.no_personal_data, ["name_sv", "name_en"]));
    if !words.with(term.clone(), wording.clone()).can_report() {
        errors.push(FieldError::new("shown", "failure-words-none-left"));
    }
    if !errors.is_empty() {
        return Err(Failure::Invalid(errors));
    }
    storage::words::set(&mut tx, permit, term, &wording).await?;
    Ok(tx.commit(entry(term, &wording)).await?)
}

/// Goes back to what is shipped.
///
/// # Errors
/// As [`save`]; [`Failure::NotFound`] for a subtype that the authority has added: it has nothing to go back to.
pub async fn reset(app: &App, actor: &Actor, term: &Term, seen: i64) -> Result<(), Failure> {
    if term.is_own() {
        return Err(Failure::NotFound);
    }
    save(app, actor, term, seen, &Draft::default()).await
}

/// Adds a subtype under a shared category. It can be left out of the form later, never removed: what has been reported as it keeps
/// its name.
///
/// # Errors
/// As [`save`], about the fields `own_sv` and `own_en`.
pub async fn add(app: &App, actor: &Actor, category: Category, draft: &Draft) -> Result<Term, Failure> {
    let permit = actor.may(Action::EditWords)?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let words = now(&mut tx).await?;
    let key = words.next_own(category).ok_or_else(|| Failure::invalid("own_sv", "failure-words-most"))?;
    let term = Term::Subtype(category, key);
    let wording = kept(&term, &draft.wording);
    let mut errors = checked(&words, &term, &wording, ["own_sv", "own_en"]);
    errors.extend(marked(&guard, &wording, draft.no_personal_data, ["own_sv", "own_en"]));
    if !errors.is_empty() {
        return Err(Failure::Invalid(errors));
    }
    storage::words::set(&mut tx, permit, &term, &wording).await?;
    tx.commit(entry(&term, &wording)).await?;
    Ok(term)
}

fn known(words: &Words, term: &Term) -> Result<(), Failure> {
    match term {
        Term::Subtype(category, key) if !words.has_subtype(*category, key) => Err(Failure::NotFound),
        Term::Category(_) | Term::Subtype(..) | Term::Level(_) => Ok(()),
    }
}

/// What is kept of what was written: only what differs from what is shipped, and what a term can have.
fn kept(term: &Term, written: &Wording) -> Wording {
    let said = |written: &Said, lang: Lang| {
        let shipped = messages::shipped(lang, term);
        let own = |text: &str, shipped: &str| Some(text.trim()).filter(|t| *t != shipped).unwrap_or_default().to_owned();
        let help = if term.has_help() { own(&written.help, &shipped.help) } else { String::new() };
        Said { name: own(&written.name, &shipped.name), help }
    };
    let place = u32::try_from(Category::ALL.len()).unwrap_or(u32::MAX).min(written.place);
    Wording {
        sv: said(&written.sv, Lang::Sv),
        en: said(&written.en, Lang::En),
        off: written.off && term.can_be_off(),
        place: if term.can_be_placed() { place } else { 0 },
    }
}

/// Terms beside a term: two of them with one name could not be told apart.
fn beside(words: &Words, term: &Term) -> Vec<Term> {
    let all: Vec<Term> = match term {
        Term::Category(_) => Category::ALL.iter().map(|c| Term::Category(*c)).collect(),
        Term::Subtype(category, _) => words.subtypes(*category).into_iter().map(|key| Term::Subtype(*category, key)).collect(),
        Term::Level(_) => Situation::ALL.iter().map(|level| Term::Level(*level)).collect(),
    };
    all.into_iter().filter(|other| other != term).collect()
}

fn checked(words: &Words, term: &Term, wording: &Wording, names: [&'static str; 2]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let unfit = |text: &str, most: usize| text.chars().count() > most || text.chars().any(char::is_control);
    if term.is_own() && wording.sv.name.is_empty() {
        errors.push(FieldError::new(names[0], "failure-words-name").with(LONGEST_NAME.to_string()));
    }
    for ((lang, said), (name, help)) in
        [(Lang::Sv, &wording.sv), (Lang::En, &wording.en)].into_iter().zip([(names[0], "help_sv"), (names[1], "help_en")])
    {
        if unfit(&said.name, LONGEST_NAME) {
            errors.push(FieldError::new(name, "failure-words-name").with(LONGEST_NAME.to_string()));
        }
        if unfit(&said.help, LONGEST_HELP) {
            errors.push(FieldError::new(help, "failure-words-help").with(LONGEST_HELP.to_string()));
        }
        let own = said.name.to_lowercase();
        let taken = |other: &Term| {
            let names = [messages::said(lang, words, other).name, messages::shipped(lang, other).name];
            names.into_iter().find(|name| name.to_lowercase() == own)
        };
        if !own.is_empty()
            && let Some(other) = beside(words, term).iter().find_map(taken)
        {
            errors.push(FieldError::new(name, "failure-words-taken").with(other));
        }
    }
    errors
}

/// What the guard says of own words; those that are shipped are none.
fn marked(guard: &Guard, wording: &Wording, kept: bool, names: [&'static str; 2]) -> Vec<FieldError> {
    let texts = [
        (names[0], Some(wording.sv.name.as_str())),
        ("help_sv", Some(wording.sv.help.as_str())),
        (names[1], Some(wording.en.name.as_str())),
        ("help_en", Some(wording.en.help.as_str())),
    ];
    Texts::scan(guard, &texts, kept).passed().err().unwrap_or_default()
}

fn entry(term: &Term, wording: &Wording) -> AuditEntry {
    let whose = |said: &Said| if *said == Said::default() { "shipped" } else { "own" };
    let entry = AuditEntry::new(Event::WordsChanged, term.to_string()).fact("sv", whose(&wording.sv)).fact("en", whose(&wording.en));
    entry.fact("offered", (!wording.off).to_string()).fact("place", wording.place.to_string())
}
