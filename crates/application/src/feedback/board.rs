//! What actions made of reports, in front of the coordinator: let out, or kept back with a reason.

use crate::letters;
use crate::{App, guard};
use domain::actions::{ActionItem, Effect, Implementation};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::feedback::{FeedbackItem, FeedbackKind, FeedbackState};
use domain::ids::FeedbackId;
use domain::letters::LetterKind;
use domain::policy::Action;
use domain::reports::Report;
use jiff::{SignedDuration, Timestamp};
use messages::Lang;
use storage::actions::Reader;
use storage::feedback::Settled;
use storage::{ReadTx, WriteTx};

/// Most that is shown, and settled, at a time.
const MOST: u32 = 200;

/// What was kept back stays in the list so long.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Longest reason, characters.
const LONGEST_REASON: usize = 300;

/// Something that waits, with the words that will go out.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What.
    pub item: FeedbackItem,
    /// The report. Whoever lets it out needs to know what, not who.
    pub report: Report,
    /// Title of the action.
    pub title: String,
    /// The words, in Swedish and English.
    pub texts: [String; 2],
    /// Tells whether the words are still the ones that were read.
    pub seen: String,
}

/// What waits and what was kept back.
#[derive(Clone, Debug)]
pub struct Board {
    /// Oldest first.
    pub waiting: Vec<Waiting>,
    /// Kept back lately. It can still be let out.
    pub refused: Vec<Waiting>,
}

/// The board. Looking at it is logged: it tells of reports.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to let feedback out.
pub async fn board(app: &App, actor: &Actor) -> Result<Board, Failure> {
    let permit = actor.may(Action::ApproveFeedback)?;
    let mut tx = app.write(actor).await?;
    let all = Timestamp::UNIX_EPOCH;
    let waiting = storage::feedback::in_state(&mut tx, permit, FeedbackState::Waiting, all, MOST).await?;
    let since = tx.now() - KEPT;
    let refused = storage::feedback::in_state(&mut tx, permit, FeedbackState::Refused, since, MOST).await?;
    let board = Board { waiting: shown(&mut tx, actor, waiting).await?, refused: shown(&mut tx, actor, refused).await? };
    let reports = board.waiting.len() + board.refused.len();
    tx.commit(AuditEntry::new(Event::ReportsRead, "feedback").fact("reports", reports.to_string())).await?;
    Ok(board)
}

async fn shown(tx: &mut ReadTx, actor: &Actor, items: Vec<FeedbackItem>) -> Result<Vec<Waiting>, Failure> {
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        all.extend(one(tx, actor, item).await?);
    }
    Ok(all)
}

async fn one(tx: &mut ReadTx, actor: &Actor, item: FeedbackItem) -> Result<Option<Waiting>, Failure> {
    let reader = Reader { visible: actor.visible(), organisation: None, account: None };
    let (Some(id), Some(report)) = (item.action, storage::reports::by_id(tx, actor.visible(), None, item.report).await?) else {
        return Ok(None);
    };
    let Some(action) = storage::actions::by_id(tx, &reader, id).await? else { return Ok(None) };
    let texts = [words(tx, &item, &action, Lang::Sv).await?, words(tx, &item, &action, Lang::En).await?];
    let seen = hex::encode(&crate::links::digest(texts.join("\n").as_bytes())[..8]);
    Ok(Some(Waiting { item, report, title: action.plan.title, texts, seen }))
}

/// The words that go out, in a language.
async fn words(tx: &mut ReadTx, item: &FeedbackItem, action: &ActionItem, lang: Lang) -> Result<String, Failure> {
    let mut keys = item.object.split(' ').skip(1);
    let result = (keys.next().and_then(Implementation::from_key), keys.next().and_then(Effect::from_key));
    let mut facts = vec![("insats", action.plan.title.clone())];
    let kind = match (item.kind, result) {
        (FeedbackKind::Result, (Some(implementation), Some(effect))) => {
            facts.push(("genomfort", messages::implementation(lang, implementation).to_lowercase()));
            facts.push(("effekt", messages::effect(lang, effect).to_lowercase()));
            LetterKind::FeedbackResult
        }
        (FeedbackKind::Result, (_, _)) => LetterKind::FeedbackCancelled,
        (FeedbackKind::Action | FeedbackKind::Received | FeedbackKind::Answer | FeedbackKind::Picture, _) => {
            facts.push(("ansvarig", action.plan.owner.name.clone()));
            LetterKind::FeedbackAction
        }
    };
    Ok(letters::written(&letters::words(tx, kind, lang).await?, &facts).body)
}

/// Lets out what was chosen, each with the words that the coordinator read. It goes with the reporters' next letters and is
/// shown with their reports at once. Answers how many.
///
/// # Errors
/// [`Failure::Invalid`] when nothing was chosen or the guard finds personal data in the words; [`Failure::Conflict`] when
/// something was settled by someone else or says something new.
pub async fn approve(app: &App, actor: &Actor, chosen: &[(FeedbackId, String)]) -> Result<u64, Failure> {
    let permit = actor.may(Action::ApproveFeedback)?;
    some(chosen.len())?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    for (id, seen) in chosen {
        let waiting = find(&mut tx, actor, permit, *id).await?;
        if waiting.seen != *seen {
            return Err(Failure::Conflict("failure-feedback-changed"));
        }
        if let Some(error) = waiting.texts.iter().find_map(|text| guard.refused("pick", Some(text))) {
            return Err(Failure::Invalid(vec![error.with(waiting.title)]));
        }
        let settled = Settled { state: FeedbackState::Ready, by: actor.name(), reason: None, texts: Some(&waiting.texts) };
        settle(&mut tx, permit, *id, &settled).await?;
    }
    tx.commit(AuditEntry::new(Event::FeedbackApproved, "feedback").fact("items", chosen.len().to_string())).await?;
    Ok(chosen.len() as u64)
}

/// Keeps back what was chosen. Answers how many.
///
/// # Errors
/// [`Failure::Invalid`] when nothing was chosen, or without a reason that can be used; [`Failure::Conflict`] when something
/// was settled by someone else.
pub async fn refuse(app: &App, actor: &Actor, chosen: &[FeedbackId], reason: &str) -> Result<u64, Failure> {
    let permit = actor.may(Action::ApproveFeedback)?;
    some(chosen.len())?;
    let reason = reason.trim();
    let wrong = match reason.chars().count() {
        0 => Some(FieldError::new("reason", "failure-reason-needed")),
        n if n > LONGEST_REASON => Some(FieldError::new("reason", "failure-reason-too-long")),
        _ => guard::of(app, actor).await?.refused("reason", Some(reason)),
    };
    if let Some(wrong) = wrong {
        return Err(Failure::Invalid(vec![wrong]));
    }
    let mut tx = app.write(actor).await?;
    for id in chosen {
        let settled = Settled { state: FeedbackState::Refused, by: actor.name(), reason: Some(reason), texts: None };
        settle(&mut tx, permit, *id, &settled).await?;
    }
    tx.commit(AuditEntry::new(Event::FeedbackRefused, "feedback").fact("items", chosen.len().to_string())).await?;
    Ok(chosen.len() as u64)
}

fn some(chosen: usize) -> Result<(), Failure> {
    match chosen {
        0 => Err(Failure::invalid("pick", "failure-feedback-none")),
        n if n > MOST as usize => Err(Failure::invalid("pick", "failure-request")),
        _ => Ok(()),
    }
}

async fn find(tx: &mut WriteTx, actor: &Actor, permit: Permit, id: FeedbackId) -> Result<Waiting, Failure> {
    let item = storage::feedback::by_id(tx, permit, id).await?.ok_or(Failure::NotFound)?;
    match item.state {
        FeedbackState::Waiting | FeedbackState::Refused => {}
        FeedbackState::Ready | FeedbackState::Told | FeedbackState::Dropped => return Err(Failure::Conflict("failure-feedback-changed")),
    }
    one(tx, actor, item).await?.ok_or(Failure::NotFound)
}

async fn settle(tx: &mut WriteTx, permit: Permit, id: FeedbackId, settled: &Settled<'_>) -> Result<(), Failure> {
    match storage::feedback::settle(tx, permit, id, settled).await? {
        true => Ok(()),
        false => Err(Failure::Conflict("failure-feedback-changed")),
    }
}
