//! The photo of a report: put to it and taken away by its reporter, seen by its reviewers. An ordinary file
//! field, so that it works on any telephone.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, summary};
use crate::pages::my_reports;
use application::reports::photos;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::ReportId;
use serde::Serialize;

/// Room for the largest file and the frame around it, bytes.
pub const MOST: usize = application::reports::photos::LARGEST + (64 << 10);

/// The photo on a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PhotoPart {
    /// Whether there is anything to show: a photo, or a way to add one.
    pub shown: bool,
    /// Address of the photo; empty without one.
    pub src: String,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Address that a photo is sent to; empty when none can be.
    pub add: String,
    /// Address of the form that takes it away; empty when it cannot be.
    pub remove: String,
}

impl PhotoPart {
    /// The photo of a report whose page is `here`; `may_add` and `may_remove` by the reader.
    pub fn new(here: &str, size: Option<(u32, u32)>, may_add: bool, may_remove: bool) -> Self {
        let (width, height) = size.unwrap_or_default();
        let when = |yes: bool, address: String| if yes { address } else { String::new() };
        Self {
            shown: size.is_some() || may_add,
            src: when(size.is_some(), format!("{here}/bild")),
            width,
            height,
            add: when(may_add, format!("{here}/bild")),
            remove: when(may_remove && size.is_some(), format!("{here}/bild/ta-bort")),
        }
    }
}

fn jpeg(bytes: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, "image/jpeg"), (CONTENT_DISPOSITION, "inline; filename=\"bild.jpg\"")], bytes).into_response()
}

fn report(id: &str) -> Result<ReportId, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}

/// `GET …/mina/{report}/bild`
pub async fn own(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    Ok(jpeg(photos::show_own(&state.app, &member.actor, report(&id)?).await?))
}

/// `POST …/mina/{report}/bild`
pub async fn add(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Answer {
    let report = report(&id)?;
    let form = form.map_err(|_| Problem::field("photo", "failure-request"))?;
    let kept = match file(form).await {
        Ok(bytes) => photos::keep(&state.app, &member.actor, report, bytes).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match kept {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("mina/{id}#bild"))).into_response()),
        Err(problem) => {
            let errors = summary(member.lang, problem)?;
            my_reports::thread(&state, &member, report, false, errors).await
        }
    }
}

/// The bytes of the field `photo`.
async fn file(mut form: Multipart) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::field("photo", "failure-photo-file"),
        _ => Problem::field("photo", "failure-upload-cut"),
    };
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("photo") {
            let bytes = field.bytes().await.map_err(unreadable)?;
            return if bytes.is_empty() { Err(Problem::field("photo", "failure-photo-none")) } else { Ok(bytes.to_vec()) };
        }
    }
    Err(Problem::field("photo", "failure-photo-none"))
}

/// `POST …/mina/{report}/bild/ta-bort`
pub async fn remove(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    photos::remove_own(&state.app, &member.actor, report(&id)?).await?;
    Ok(Redirect::to(&member.path(&format!("mina/{id}"))).into_response())
}

/// `GET …/granska/{report}/bild`
pub async fn reviewed(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    Ok(jpeg(photos::show_reviewed(&state.app, &member.actor, report(&id)?).await?))
}

/// `POST …/granska/{report}/bild/ta-bort`
pub async fn remove_reviewed(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    photos::remove_reviewed(&state.app, &member.actor, report(&id)?).await?;
    Ok(Redirect::to(&member.path(&format!("granska/{id}"))).into_response())
}
