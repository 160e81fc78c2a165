//! `/t/{tenant}/ord`: words that texts may hold although they look like names of persons.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::allowed_words;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use serde::{Deserialize, Serialize};

/// The list and the form.
#[derive(Serialize)]
pub struct AllowedWordsPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with the form.
    pub errors: Vec<FormError>,
    /// By text.
    pub words: Vec<WordLine>,
    /// Address that the form goes to.
    pub action: String,
    /// Address of the register of places.
    pub places: String,
    /// The form as it was sent.
    pub sent: NewWord,
}

impl Page for AllowedWordsPage {
    const TEMPLATE: &'static str = "allowed_words.html";
}

/// One word.
#[derive(Serialize)]
pub struct WordLine {
    /// As written.
    pub text: String,
    /// Why it is no person.
    pub reason: String,
    /// Who allowed it and when.
    pub by: String,
    /// Address of the remove form.
    pub remove: String,
}

/// Fields of the form.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NewWord {
    /// As written.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// `GET …/ord`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    list(&state, &member, NewWord::default(), Vec::new()).await
}

async fn list(state: &WebState, member: &Member, sent: NewWord, errors: Vec<FormError>) -> Answer {
    let words = allowed_words::list(&state.app, &member.actor).await?;
    let base = member.path("ord");
    let line = |(id, word): &(domain::ids::AllowedWordId, domain::editions::AllowedWord)| WordLine {
        text: word.text.clone(),
        reason: word.reason.clone(),
        by: format!("{}, {}", word.by, messages::date_time(word.at)),
        remove: format!("{base}/{id}/ta-bort"),
    };
    let shown = AllowedWordsPage {
        shell: Shell::within(member, "words-title", Place::Places),
        words: words.iter().map(line).collect(),
        places: member.path("platser"),
        action: base.clone(),
        sent,
        errors,
    };
    page(member.lang, &shown, &shown.errors)
}

/// `POST …/ord`
pub async fn add(State(state): State<WebState>, member: Member, Fields(sent): Fields<NewWord>) -> Answer {
    match allowed_words::add(&state.app, &member.actor, &sent.text, &sent.reason).await {
        Ok(_) => Ok(Redirect::to(&member.path("ord")).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            list(&state, &member, sent, errors).await
        }
    }
}

/// `POST …/ord/{id}/ta-bort`
pub async fn remove(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    allowed_words::remove(&state.app, &member.actor, id).await?;
    Ok(Redirect::to(&member.path("ord")).into_response())
}
