//! `/t/{tenant}/import/fil/{upload}`: an uploaded file before it is imported. What the page shows
//! depends on what the file is recognised as: incidents, districts or the event feed.

mod boundaries;
mod incidents;

pub use boundaries::DistrictsPage;
pub use incidents::{EditionChoice, FieldChoice, IncidentsPage};

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, AsSent, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::imports::{self, FileKind, Upload};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use serde::Serialize;

/// What a form of this page sends, in the order sent.
type Sent = Vec<(String, String)>;

/// The first filled value of a name.
fn value<'a>(sent: &'a Sent, name: &str) -> Option<&'a str> {
    sent.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// An event feed before it is imported.
#[derive(Serialize)]
pub struct FeedPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// File name.
    pub file: String,
    /// Address of the form.
    pub action: String,
    /// Where to go instead.
    pub back: String,
}

impl Page for FeedPage {
    const TEMPLATE: &'static str = "import_feed.html";
}

/// `GET …/import/fil/{upload}`: the form's own fields come in the query when it is asked to
/// preview again.
pub async fn show(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Query(sent): Query<Sent>,
) -> Answer {
    let upload = find(&state, &member, &id).await?;
    match imports::recognise(&state.app, &member.actor, &upload).await {
        Ok(FileKind::Incidents) => incidents::form(&state, &member, &upload, &sent, incidents::faults(&member, &sent)?).await,
        Ok(FileKind::Districts) => boundaries::form(&state, &member, &upload, &sent, Vec::new()).await,
        Ok(FileKind::Feed) => feed(&member, &upload, Vec::new()),
        Err(refused) => refusal(&member, &upload, summary(member.lang, refused.into())?),
    }
}

/// `POST …/import/fil/{upload}`: imports it.
pub async fn confirm(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>, AsSent(sent): AsSent) -> Answer {
    let upload = match find(&state, &member, &id).await {
        Ok(upload) => upload,
        // Pressed twice: the first has been done, and its work tells how it went.
        Err(gone) => {
            let job = id.parse().map_err(|_| Problem::not_found())?;
            imports::progress(&state.app, &member.actor, job).await.map_err(|_| gone)?;
            return Ok(Redirect::to(&member.path(&format!("import/jobb/{job}"))).into_response());
        }
    };
    let started = match imports::recognise(&state.app, &member.actor, &upload).await? {
        FileKind::Incidents => incidents::start(&state, &member, &upload, &sent).await,
        FileKind::Districts => boundaries::import(&state, &member, &upload, &sent).await,
        FileKind::Feed => start_feed(&state, &member, &upload).await,
    };
    match started {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err((kind, problem)) => {
            let errors = summary(member.lang, problem)?;
            match kind {
                FileKind::Incidents => incidents::form(&state, &member, &upload, &sent, errors).await,
                FileKind::Districts => boundaries::form(&state, &member, &upload, &sent, errors).await,
                FileKind::Feed => feed(&member, &upload, errors),
            }
        }
    }
}

async fn find(state: &WebState, member: &Member, id: &str) -> Result<Upload, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    Ok(imports::upload(&state.app, &member.actor, id).await?)
}

async fn start_feed(state: &WebState, member: &Member, upload: &Upload) -> Result<String, (FileKind, Problem)> {
    let job = imports::start_feed(&state.app, &member.actor, upload).await.map_err(|f| (FileKind::Feed, f.into()))?;
    Ok(member.path(&format!("import/jobb/{job}")))
}

fn frame(member: &Member, title: &str) -> Shell {
    Shell::within(member, title, Place::Import)
}

fn address(member: &Member, upload: &Upload) -> String {
    member.path(&format!("import/fil/{}", upload.id))
}

fn feed(member: &Member, upload: &Upload, errors: Vec<FormError>) -> Answer {
    let shown = FeedPage {
        shell: frame(member, "import-feed-title"),
        file: upload.file.name.clone(),
        action: address(member, upload),
        back: member.path("import"),
        errors,
    };
    page(member.lang, &shown, &shown.errors)
}

/// A file that cannot be imported, with the reason.
#[derive(Serialize)]
pub struct RefusedPage {
    /// Frame.
    pub shell: Shell,
    /// Why.
    pub errors: Vec<FormError>,
    /// File name.
    pub file: String,
    /// Where another file can be chosen.
    pub back: String,
}

impl Page for RefusedPage {
    const TEMPLATE: &'static str = "import_refused.html";
}

fn refusal(member: &Member, upload: &Upload, errors: Vec<FormError>) -> Answer {
    let shown =
        RefusedPage { shell: frame(member, "import-refused-title"), file: upload.file.name.clone(), back: member.path("import"), errors };
    page(member.lang, &shown, &shown.errors)
}
