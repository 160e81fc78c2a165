//! Rows of lists and reports that may be the same incident: what people are asked, what they answered, and what was linked by itself.

mod pairs;

use crate::App;
use crate::imports::settle;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::categories::Category;
use domain::failure::Failure;
use domain::ids::{IncidentId, SenderId};
use domain::matching::Likeness;
use domain::policy::Action;
use domain::week::{Week, clock_instant};
use jiff::Timestamp;
use pairs::{Found, Period};
use std::collections::{BTreeSet, HashMap};
use storage::ReadTx;
use storage::sources::StoredRow;

/// Weeks whose pairs are shown together.
pub const WEEKS: i32 = 12;

/// Weeks before and after a row in which the source's own id is known again.
const WEEKS_OF_IDS: i32 = 26;

/// Most pairs of a kind on one page.
const PER_PAGE: usize = 100;

/// One row as it is shown. Class B: no free text, no position.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchedRow {
    /// Its id in the store, incident or source.
    pub id: IncidentId,
    /// Who reported it.
    pub source: String,
    /// Whether it is a report, and not a row of a list.
    pub report: bool,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Option<Timestamp>,
    /// Category.
    pub category: Category,
    /// Crime code or label as the list writes it.
    pub code: Option<String>,
    /// District's code.
    pub district: Option<String>,
    /// Street or named place.
    pub place: Option<String>,
}

/// Two rows that somebody is asked about, or that count as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The row that came first.
    pub first: MatchedRow,
    /// The other.
    pub second: MatchedRow,
}

/// Which pairs are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchesRequest {
    /// The last of the weeks; the current one when it is not given.
    pub until: Option<Week>,
    /// Page, counted from 0.
    pub page: usize,
}

/// Pairs of rows that may be the same incident, or count as one. A pair belongs to the week in which its later row begins.
#[derive(Clone, Debug)]
pub struct Matches {
    /// First and last week.
    pub weeks: (Week, Week),
    /// Last week of the weeks before; `None` when nothing began then.
    pub before: Option<Week>,
    /// Last week of the weeks after; `None` for the current ones.
    pub after: Option<Week>,
    /// Page shown, counted from 0.
    pub page: usize,
    /// How many pages there are: at least one.
    pub pages: usize,
    /// Pairs that wait for an answer, newest first.
    pub asked: Vec<(Pair, Likeness)>,
    /// How many there are in these weeks.
    pub asked_total: u64,
    /// Pairs that somebody has answered about, the latest answer first; `true` for the same incident.
    pub answered: Vec<(Pair, bool)>,
    /// How many there are in these weeks.
    pub answered_total: u64,
    /// Pairs that were linked by themselves, though they are not alike in everything; newest first.
    pub linked: Vec<Pair>,
    /// How many there are in these weeks.
    pub linked_total: u64,
}

/// What somebody says of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchAnswer {
    /// They are the same incident.
    Same,
    /// They are two.
    Different,
    /// An earlier answer is taken back.
    TakenBack,
}

impl MatchAnswer {
    /// Stable key in forms and in the log.
    pub fn key(self) -> &'static str {
        match self {
            MatchAnswer::Same => "same",
            MatchAnswer::Different => "different",
            MatchAnswer::TakenBack => "taken-back",
        }
    }

    /// The answer of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Same, Self::Different, Self::TakenBack].into_iter().find(|a| a.key() == key)
    }
}

/// Pairs of the current weeks. Looking at them is logged: reports are among them.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn matches(app: &App, actor: &Actor) -> Result<Matches, Failure> {
    matches_of(app, actor, MatchesRequest::default()).await
}

/// Pairs of some weeks. Looking at them is logged: reports are among them.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn matches_of(app: &App, actor: &Actor, request: MatchesRequest) -> Result<Matches, Failure> {
    actor.may(Action::ReviewReports)?;
    let mut tx = app.read(actor).await?;
    let shown = page(app, &mut tx, request).await?;
    drop(tx);
    let n = shown.asked.len() + shown.answered.len() + shown.linked.len();
    let tx = app.write(actor).await?;
    tx.commit(AuditEntry::new(Event::ReportsRead, "matches").fact("reports", n.to_string())).await?;
    Ok(shown)
}

async fn page(app: &App, tx: &mut ReadTx, request: MatchesRequest) -> Result<Matches, Failure> {
    let current = Week::of(app.now());
    let until = request.until.filter(|week| *week < current).unwrap_or(current);
    let first = until.plus(1 - WEEKS);
    let found = Found::load(tx, Period { first, last: until }).await?;
    let (asked, answered, linked) = (found.asked(), found.answered(), found.linked());
    let pages = [asked.len(), answered.len(), linked.len()].into_iter().max().unwrap_or(0).div_ceil(PER_PAGE).max(1);
    let page = request.page.min(pages - 1);
    let names = storage::senders::current_names(tx).await?;
    let pair = |a: &StoredRow, b: &StoredRow| Pair { first: matched(a, &names), second: matched(b, &names) };
    let before = storage::sources::first_week(tx).await?.is_some_and(|week| week < first).then(|| first.plus(-1));
    Ok(Matches {
        weeks: (first, until),
        before,
        after: (until < current).then(|| current.min(until.plus(WEEKS))),
        page,
        pages,
        asked_total: asked.len() as u64,
        answered_total: answered.len() as u64,
        linked_total: linked.len() as u64,
        asked: on_page(asked, page).map(|(a, b, likeness)| (pair(a, b), likeness)).collect(),
        answered: on_page(answered, page).map(|(a, b, same)| (pair(a, b), same)).collect(),
        linked: on_page(linked, page).map(|(a, b)| pair(a, b)).collect(),
    })
}

fn on_page<T>(all: Vec<T>, page: usize) -> impl Iterator<Item = T> {
    all.into_iter().skip(page * PER_PAGE).take(PER_PAGE)
}

/// How many pairs of the current weeks wait for an answer. Counted again only when incidents or answers have changed.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn waiting(app: &App, actor: &Actor) -> Result<u64, Failure> {
    actor.may(Action::ReviewReports)?;
    let mut tx = app.read(actor).await?;
    let last = Week::of(app.now());
    let state = (storage::audit::material(&mut tx).await?, last);
    if let Some(n) = app.unanswered(actor.tenant(), state) {
        return Ok(n);
    }
    let n = Found::load(&mut tx, Period { first: last.plus(1 - WEEKS), last }).await?.asked().len() as u64;
    app.keep_unanswered(actor.tenant(), state, n);
    Ok(n)
}

/// Answers whether two rows are the same incident: they count once from now on, or apart. Published pictures stay as they are.
///
/// # Errors
/// [`Failure::Conflict`] when one of the rows is no longer as it was shown.
pub async fn answer(app: &App, actor: &Actor, (a, b): (IncidentId, IncidentId), answer: MatchAnswer) -> Result<(), Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    let first = storage::sources::by_id(&mut tx, a.0).await?.filter(|row| row.in_force);
    let second = storage::sources::by_id(&mut tx, b.0).await?.filter(|row| row.in_force);
    let (Some(first), Some(second)) = (first, second) else { return Err(Failure::Conflict("failure-match-changed")) };
    if first.row.identity == second.row.identity {
        return Err(Failure::Conflict("failure-match-alike"));
    }
    let pair = [(first.row.identity, first.row.start), (second.row.identity, second.row.start)];
    let same = match answer {
        MatchAnswer::Same => Some(true),
        MatchAnswer::Different => Some(false),
        MatchAnswer::TakenBack => None,
    };
    let at = tx.now();
    let minutes = BTreeSet::from([first.row.start, second.row.start]);
    storage::sources::answer(&mut tx, permit, app.new_id(), pair, (actor.name(), at), same).await?;
    settle(app, &mut tx, permit, (minutes, Vec::new())).await?;
    let entry = AuditEntry::new(Event::MatchAnswered, a.to_string()).fact("with", b.to_string()).fact("answer", answer.key());
    tx.commit(entry).await?;
    Ok(())
}

fn matched(row: &StoredRow, names: &HashMap<SenderId, String>) -> MatchedRow {
    MatchedRow {
        id: row.own_id(),
        source: names.get(&row.row.identity.sender).cloned().unwrap_or_default(),
        report: row.report.is_some(),
        start: clock_instant(row.row.start * 60),
        end: row.row.end.map(|end| clock_instant(end * 60)),
        category: row.row.category,
        code: row.code.clone(),
        district: row.row.district.clone(),
        place: row.place.clone(),
    }
}
