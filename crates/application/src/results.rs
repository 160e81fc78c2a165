//! Results that are kept with their question: looking one up, and computing it anew from the rows as they were.

use crate::{App, actions, workbook};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::ResultId;
use domain::policy::Action;
use domain::results::{Recomputed, StoredResult};
use sha2::{Digest, Sha256};

/// Version of the analyses: they are released with the product.
pub(crate) const ANALYSIS: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn sha(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// A kept result: a verdict for those who see actions, an analysis for those who see pictures, which may refer to it.
///
/// # Errors
/// [`Failure::NotAllowed`] without that right, [`Failure::NotFound`] when there is no such result.
pub async fn kept(app: &App, actor: &Actor, id: ResultId) -> Result<StoredResult, Failure> {
    actor.may(Action::ViewPicture).or_else(|_| actor.may(Action::ViewActions))?;
    let mut tx = app.read(actor).await?;
    let kept = storage::results::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    actor.may(if kept.action.is_some() { Action::ViewActions } else { Action::ViewPicture })?;
    Ok(kept)
}

/// A kept result, computed anew from the rows as they were when it was kept.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to what it is of, [`Failure::NotFound`] when there is no such result, or nothing that it could be
/// computed from.
pub async fn recompute(app: &App, actor: &Actor, id: ResultId) -> Result<Recomputed, Failure> {
    let kept = kept(app, actor, id).await?;
    match kept.action {
        Some(action) => actions::recompute(app, actor, action, kept).await,
        None => workbook::recompute(app, actor, kept).await,
    }
}
