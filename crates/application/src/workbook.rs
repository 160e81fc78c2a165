//! The analyst's workbook: asking the material, keeping answers under a name, and letting a week's picture refer to them.

mod material;
mod methods;
mod output;
mod squares;
mod surface;

use crate::app::broken;
use crate::guard::{self, Guard, Texts};
use crate::results::{ANALYSIS, sha};
use crate::{App, disclosures};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::districts::District;
use domain::failure::{Failure, FieldError};
use domain::ids::ResultId;
use domain::organisations::Class;
use domain::pictures::PictureState;
use domain::policy::Action;
use domain::results::{Recomputed, StoredResult};
use domain::week::Week;
use domain::words::Words;
use domain::workbook::{Analysis, LONGEST_NAME, NamedAnalysis, Question, Sentence};
use jiff::Timestamp;
use messages::Lang;
use storage::ReadTx;
use tokio::sync::Semaphore;

/// Most named analyses in the list.
const MOST_LISTED: u32 = 200;

/// Weeks back whose pictures may be worked on.
const CITABLE_WEEKS: i32 = 8;

/// Answers are worked out a few at a time: each may take a core for seconds, and pages are answered by the same ones.
static WORKING: Semaphore = Semaphore::const_new(2);

/// What can be chosen in a question.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Whole weeks with material, newest first; never empty.
    pub weeks: Vec<Week>,
    /// Districts, in their file's order.
    pub districts: Vec<District>,
    /// Names of the senders of incidents.
    pub sources: Vec<String>,
    /// The authority's own words.
    pub words: Words,
}

/// A form that an analysis is taken out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Its table.
    Csv,
    /// Everything, for programs.
    Json,
    /// Its figure.
    Svg,
}

impl Form {
    /// File extension and key in the log.
    pub fn key(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Json => "json",
            Form::Svg => "svg",
        }
    }
}

/// A named analysis as it is opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Name, who, when.
    pub named: NamedAnalysis,
    /// As it was kept.
    pub kept: StoredResult,
    /// Computed anew from the rows as they were.
    pub analysis: Analysis,
    /// Weeks whose pictures refer to it, newest first.
    pub cited: Vec<Week>,
    /// Weeks whose pictures it can be put in, newest first; empty for those who may not.
    pub citable: Vec<Week>,
    /// Whether the actor may rename and remove it.
    pub may_change: bool,
}

impl Opened {
    /// Whether it comes out as it was kept.
    pub fn is_equal(&self) -> bool {
        self.analysis.input_digest == self.kept.input_digest && self.analysis.output_digest == self.kept.output_digest
    }
}

/// What can be chosen.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to use the workbook.
pub async fn choices(app: &App, actor: &Actor) -> Result<Choices, Failure> {
    actor.may(Action::UseWorkbook)?;
    let mut tx = app.read(actor).await?;
    let last = Week::of(app.now()).previous();
    let first = storage::counts::extent(&mut tx, i64::MAX).await?.map_or(last, |(first, _)| first.min(last));
    let weeks = (0..=last.since(first)).map(|back| last.plus(-back)).collect();
    let mut districts = material::districts(&mut tx, last, i64::MAX).await?.1;
    messages::sort_by_name(&mut districts, |d| &d.name);
    let mut sources: Vec<String> = storage::senders::all(&mut tx).await?.into_iter().filter(|s| s.counts()).map(|s| s.name).collect();
    messages::sort_by_name(&mut sources, |name| name);
    Ok(Choices { weeks, districts, sources, words: storage::words::as_of(&mut tx, i64::MAX).await? })
}

/// Asks the material as it is now.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right; [`Failure::Invalid`] for weeks that are not over, and a district or source that is not there.
pub async fn ask(app: &App, actor: &Actor, question: &Question) -> Result<Analysis, Failure> {
    actor.may(Action::UseWorkbook)?;
    if question.last() >= Week::of(app.now()) {
        return Err(Failure::invalid("to", "failure-workbook-whole-weeks"));
    }
    let mut tx = app.read(actor).await?;
    let as_of = storage::batches::readable(&mut tx).await?;
    computed(actor, tx, question, as_of).await
}

/// Asks a state of the store.
async fn computed(actor: &Actor, mut tx: ReadTx, question: &Question, as_of: i64) -> Result<Analysis, Failure> {
    let material = material::read(&mut tx, actor.visible(), question, as_of).await?;
    let words = storage::words::as_of(&mut tx, as_of).await?;
    drop(tx);
    let _place = WORKING.acquire().await.map_err(broken)?;
    let question = question.clone();
    // Statistics take processor time: not on the threads that answer requests.
    let work = move || {
        let answer = methods::answer(&question, &material);
        let output = output::text(&answer);
        Analysis {
            district_name: material.district_name(&question),
            words,
            as_of,
            input_digest: material.digest(&question),
            output_digest: sha(&output),
            output,
            version: ANALYSIS.to_owned(),
            answer,
            question,
        }
    };
    tokio::task::spawn_blocking(work).await.map_err(broken)
}

/// Named analyses, newest first.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to use the workbook.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<NamedAnalysis>, Failure> {
    actor.may(Action::UseWorkbook)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::workbook::newest(&mut tx, MOST_LISTED).await?)
}

/// A name that may be given, with the classes of what its writer says is no personal data.
fn checked(guard: &Guard, name: &str, no_personal_data: bool) -> Result<(String, Vec<String>), Failure> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Failure::Invalid(vec![FieldError::new("name", "failure-workbook-name").with(LONGEST_NAME.to_string())]));
    }
    let kept = Texts::scan(guard, &[("name", Some(&name))], no_personal_data).passed().map_err(Failure::Invalid)?;
    Ok((name, kept))
}

fn noted(entry: AuditEntry, kept: &[String]) -> AuditEntry {
    if kept.is_empty() { entry } else { entry.fact("kept", kept.join(" ")) }
}

/// Asks, and keeps the answer under a name.
///
/// # Errors
/// As [`ask`]; [`Failure::Invalid`] for a name that is empty, too long or holds personal data.
pub async fn keep(app: &App, actor: &Actor, question: &Question, name: &str, no_personal_data: bool) -> Result<ResultId, Failure> {
    let permit = actor.may(Action::UseWorkbook)?;
    let (name, kept) = checked(&guard::of(app, actor).await?, name, no_personal_data)?;
    let analysis = ask(app, actor, question).await?;
    let said = sentence(&analysis);
    let mut tx = app.write(actor).await?;
    let asked: serde_json::Map<String, serde_json::Value> =
        question.pairs().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    let result = StoredResult {
        id: ResultId(app.new_id()),
        at: tx.now(),
        by: actor.name().to_owned(),
        method: question.technique.method(),
        action: None,
        analysis: analysis.version,
        question: serde_json::Value::Object(asked).to_string(),
        as_of: analysis.as_of,
        input_digest: analysis.input_digest,
        output: analysis.output,
        output_digest: analysis.output_digest,
    };
    storage::results::keep(&mut tx, permit, actor.account(), &result).await?;
    storage::workbook::name(&mut tx, permit, result.id, &name, &said).await?;
    let entry = AuditEntry::new(Event::AnalysisKept, result.id.to_string())
        .fact("method", result.method.key())
        .fact("digest", result.output_digest.as_str());
    tx.commit(noted(entry, &kept)).await?;
    Ok(result.id)
}

/// What an analysis says, in each language.
fn sentence(analysis: &Analysis) -> Sentence {
    let said = |lang| documents::workbook::sentence(analysis, lang);
    Sentence { sv: said(Lang::Sv), en: said(Lang::En) }
}

/// The question of a kept analysis.
fn question_of(kept: &StoredResult) -> Option<Question> {
    let asked: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&kept.question).ok()?;
    let pairs: Vec<(String, String)> = asked.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect();
    Question::read(&pairs, Week::of(kept.at)).ok()
}

/// A named analysis with its answer, computed anew from the rows as they were.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to use the workbook, [`Failure::NotFound`] when there is none.
pub async fn open(app: &App, actor: &Actor, id: ResultId) -> Result<Opened, Failure> {
    actor.may(Action::UseWorkbook)?;
    let mut tx = app.read(actor).await?;
    let named = storage::workbook::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let kept = storage::results::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let cited = storage::workbook::weeks_citing(&mut tx, id).await?;
    let mut citable = Vec::new();
    if actor.can(Action::PreparePicture) {
        for week in citable_weeks(app.now()).filter(|week| !cited.contains(week)) {
            if !matches!(storage::pictures::state(&mut tx, week).await?, PictureState::Published(_)) {
                citable.push(week);
            }
        }
    }
    let question = question_of(&kept).ok_or(Failure::NotFound)?;
    let analysis = computed(actor, tx, &question, kept.as_of).await?;
    Ok(Opened { may_change: may_change(actor, &named), named, kept, analysis, cited, citable })
}

/// Weeks whose pictures may be worked on, newest first.
fn citable_weeks(now: Timestamp) -> impl Iterator<Item = Week> {
    let this = Week::of(now);
    (0..CITABLE_WEEKS).map(move |back| this.plus(-back))
}

/// A named analysis that the actor may change.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, [`Failure::NotAllowed`] when it is another's.
pub async fn changeable(app: &App, actor: &Actor, id: ResultId) -> Result<NamedAnalysis, Failure> {
    actor.may(Action::UseWorkbook)?;
    let named = storage::workbook::by_id(&mut app.read(actor).await?, id).await?.ok_or(Failure::NotFound)?;
    if may_change(actor, &named) { Ok(named) } else { Err(Failure::NotAllowed) }
}

/// Who kept an analysis may change it, and who does the week's work.
fn may_change(actor: &Actor, named: &NamedAnalysis) -> bool {
    actor.can(Action::PreparePicture) || (named.account.is_some() && named.account == actor.account())
}

/// Gives a named analysis another name.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, [`Failure::NotAllowed`] when it is another's, [`Failure::Invalid`] for a name as in [`keep`].
pub async fn rename(app: &App, actor: &Actor, id: ResultId, name: &str, no_personal_data: bool) -> Result<(), Failure> {
    let permit = actor.may(Action::UseWorkbook)?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let named = storage::workbook::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if !may_change(actor, &named) {
        return Err(Failure::NotAllowed);
    }
    let (name, kept) = checked(&guard, name, no_personal_data)?;
    storage::workbook::name(&mut tx, permit, id, &name, &named.said).await?;
    tx.commit(noted(AuditEntry::new(Event::AnalysisRenamed, id.to_string()), &kept)).await?;
    Ok(())
}

/// Removes a named analysis, from the pictures that are worked on too. What has been published stays as it was.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, [`Failure::NotAllowed`] when it is another's.
pub async fn remove(app: &App, actor: &Actor, id: ResultId) -> Result<(), Failure> {
    let permit = actor.may(Action::UseWorkbook)?;
    let mut tx = app.write(actor).await?;
    let named = storage::workbook::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if !may_change(actor, &named) {
        return Err(Failure::NotAllowed);
    }
    storage::workbook::remove(&mut tx, permit, id).await?;
    tx.commit(AuditEntry::new(Event::AnalysisRemoved, id.to_string())).await?;
    Ok(())
}

/// Lets the picture of a week that is not published refer to an analysis, or no longer (`cited` is false).
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to work on pictures or to use the workbook, [`Failure::NotFound`] when there is no such analysis,
/// [`Failure::Conflict`] for a week that is published.
pub async fn cite(app: &App, actor: &Actor, id: ResultId, week: Week, cited: bool) -> Result<(), Failure> {
    actor.may(Action::UseWorkbook)?;
    let permit = actor.may(Action::PreparePicture)?;
    let mut tx = app.write(actor).await?;
    storage::workbook::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if matches!(storage::pictures::state(&mut tx, week).await?, PictureState::Published(_)) {
        return Err(Failure::Conflict("failure-workbook-published"));
    }
    if cited && !citable_weeks(tx.now()).any(|open| open == week) {
        return Err(Failure::invalid("week", "failure-parameter-value"));
    }
    let changed = match cited {
        true => storage::workbook::cite(&mut tx, permit, week, id).await?,
        false => storage::workbook::end_citation(&mut tx, permit, week, id).await?,
    };
    // The button may be pressed twice.
    if changed {
        let entry = AuditEntry::new(Event::AnalysisCited, week.to_string()).fact("result", id.to_string());
        tx.commit(entry.fact("step", if cited { "added" } else { "removed" })).await?;
    }
    Ok(())
}

/// What is taken out: the answer to a question now, or a named analysis.
#[derive(Clone, Debug)]
pub enum Taken {
    /// The answer now.
    Asked(Question),
    /// As it was kept.
    Kept(ResultId),
}

/// An analysis to take out as a file. The taking out is logged.
///
/// # Errors
/// As [`ask`] and [`open`]; [`Failure::NotAllowed`] without the right to take pictures out, [`Failure::NotFound`] for the figure of what has none.
pub async fn export(app: &App, actor: &Actor, taken: &Taken, form: Form) -> Result<Analysis, Failure> {
    actor.may(Action::ExportPicture)?;
    let (analysis, object) = match taken {
        Taken::Asked(question) => (ask(app, actor, question).await?, question.technique.method().key().to_owned()),
        Taken::Kept(id) => (open(app, actor, *id).await?.analysis, id.to_string()),
    };
    // What was not taken out is not logged as if it were.
    if form == Form::Svg && !analysis.answer.outcome.is_drawn() {
        return Err(Failure::NotFound);
    }
    let tx = app.write(actor).await?;
    let entry = AuditEntry::new(Event::AnalysisExported, object)
        .fact("format", form.key())
        .fact("method", analysis.question.technique.method().key())
        .fact("digest", analysis.output_digest.as_str());
    tx.commit(disclosures::stamped(entry, actor, Class::C)).await?;
    Ok(analysis)
}

/// A kept analysis, computed anew from the rows as they were.
pub(crate) async fn recompute(app: &App, actor: &Actor, kept: StoredResult) -> Result<Recomputed, Failure> {
    actor.may(Action::UseWorkbook)?;
    let question = question_of(&kept).ok_or(Failure::NotFound)?;
    let anew = computed(actor, app.read(actor).await?, &question, kept.as_of).await?;
    Ok(Recomputed { input_digest: anew.input_digest, output: anew.output, output_digest: anew.output_digest, analysis: anew.version, kept })
}
