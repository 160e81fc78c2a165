//! Whether a form has been sent before, for the front door that receives forms.

use crate::App;
use domain::actor::Actor;
use domain::failure::Failure;
use domain::form_keys::{SentForm, UsedKey};

/// A form on its way in, as one sending of its own.
pub fn sending(app: &App, key: [u8; 16], fields: Vec<(String, String)>) -> SentForm {
    SentForm { key, attempt: app.new_id(), fields }
}

/// What the actor has sent under a key in the last day, if that did anything.
///
/// # Errors
/// When the store fails.
pub async fn used(app: &App, actor: &Actor, key: [u8; 16]) -> Result<Option<UsedKey>, Failure> {
    let Some(account) = actor.account() else { return Ok(None) };
    Ok(storage::form_keys::used(&mut app.read(actor).await?, account, key, app.now()).await?)
}

/// Notes where the answer to a form led, for the next time it comes.
///
/// # Errors
/// When the store fails.
pub async fn answered(app: &App, actor: &Actor, form: &SentForm, answer: &str) -> Result<(), Failure> {
    let Some(account) = actor.account() else { return Ok(()) };
    let mut tx = app.stores().operate(actor.tenant()).await?;
    storage::form_keys::answered(&mut tx, account, form, answer).await?;
    Ok(tx.commit().await?)
}
