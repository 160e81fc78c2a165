//! `/utan-mejl/{secret}`: ending a sort of letters by the link in one of them, without signing in.

use crate::WebState;
use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::mail;
use axum::extract::{Path, State};
use domain::failure::Failure;
use domain::letters::Topic;
use messages::Lang;
use serde::Serialize;

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The link does not work, or no longer.
    Nothing,
    /// Asks.
    Asks,
    /// Done.
    Done,
}

/// The question and the answer.
#[derive(Serialize)]
pub struct OptOutPage {
    /// Frame.
    pub shell: Shell,
    /// How far it has come.
    pub stage: Stage,
    /// What the letters are about.
    pub topic: String,
    /// Address of the form.
    pub action: String,
}

impl Page for OptOutPage {
    const TEMPLATE: &'static str = "opt_out.html";
}

/// What letters are about, in words.
pub fn topic(lang: Lang, topic: Topic) -> String {
    lang.text(&format!("account-topic-{}", topic.key()))
}

fn shown(reader: &Reader, secret: &str, about: Result<Topic, Failure>, stage: Stage) -> Answer {
    let (stage, topic) = match about {
        Ok(about) => (stage, topic(reader.lang, about)),
        Err(Failure::NotFound) => (Stage::Nothing, String::new()),
        Err(failure) => return Err(Problem::from(failure)),
    };
    let shell = Shell::outside(reader, "optout-title", Place::Elsewhere);
    page(reader.lang, &OptOutPage { shell, stage, topic, action: format!("/utan-mejl/{secret}") }, &[])
}

/// `GET /utan-mejl/{secret}`: looking ends nothing; mail scanners look too.
pub async fn show(State(state): State<WebState>, reader: Reader, Path(secret): Path<String>) -> Answer {
    shown(&reader, &secret, mail::opted_out(&state.app, &secret).await, Stage::Asks)
}

/// `POST /utan-mejl/{secret}`
pub async fn end(State(state): State<WebState>, reader: Reader, Path(secret): Path<String>) -> Answer {
    shown(&reader, &secret, mail::opt_out(&state.app, &secret).await, Stage::Done)
}
