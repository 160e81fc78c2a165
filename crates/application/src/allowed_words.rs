//! Words that texts may hold although they look like names of persons, such as *Karl Johans park*.

use crate::{App, guard};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::editions::AllowedWord;
use domain::failure::{Failure, FieldError};
use domain::ids::AllowedWordId;
use domain::policy::Action;
use guard::Level;

/// Longest word or name, and longest reason, characters.
const LONGEST: (usize, usize) = (80, 300);

/// Words that the tenant has allowed, by text.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to keep the register of places.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<(AllowedWordId, AllowedWord)>, Failure> {
    actor.may(Action::EditPlaces)?;
    let mut tx = app.read(actor).await?;
    let mut words = storage::allowed_words::all(&mut tx).await?;
    words.sort_by_key(|(_, word)| word.text.to_lowercase());
    Ok(words)
}

/// Allows a word from now on. What certainly points at a person (a number, an address of someone) cannot be allowed: it is found all the same.
///
/// # Errors
/// [`Failure::Invalid`] for an empty or too long text, a missing reason or what cannot be allowed; [`Failure::Conflict`] when it is allowed already.
pub async fn add(app: &App, actor: &Actor, text: &str, reason: &str) -> Result<AllowedWordId, Failure> {
    let permit = actor.may(Action::EditPlaces)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = reason.trim();
    check(&text, reason)?;
    let id = AllowedWordId(app.new_id());
    let mut tx = app.write(actor).await?;
    let word = AllowedWord { text, reason: reason.to_owned(), by: actor.name().to_owned(), at: tx.now() };
    if !storage::allowed_words::insert(&mut tx, permit, id, &word).await? {
        return Err(Failure::Conflict("failure-word-allowed"));
    }
    tx.commit(AuditEntry::new(Event::WordAllowed, id.to_string())).await?;
    Ok(id)
}

fn check(text: &str, reason: &str) -> Result<(), Failure> {
    let mut errors = Vec::new();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || text.chars().count() > LONGEST.0 {
        errors.push(FieldError::new("text", "failure-word-text"));
    }
    // A name may be a place's; a number, an address or an account is always someone's.
    let marks = guard::Guard::knowing_nothing().marks(text);
    if marks.iter().any(|s| s.level >= Level::Confirm && s.class.key() != "name") {
        errors.push(FieldError::new("text", "failure-word-certain"));
    }
    if reason.is_empty() || reason.chars().count() > LONGEST.1 {
        errors.push(FieldError::new("reason", "failure-word-reason"));
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

/// No longer allows a word. Texts that hold it are marked again when they are next to go out.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub async fn remove(app: &App, actor: &Actor, id: AllowedWordId) -> Result<(), Failure> {
    let permit = actor.may(Action::EditPlaces)?;
    let mut tx = app.write(actor).await?;
    if !storage::allowed_words::remove(&mut tx, permit, id).await? {
        return Err(Failure::NotFound);
    }
    tx.commit(AuditEntry::new(Event::WordRefused, id.to_string())).await?;
    Ok(())
}
