//! Rows of lists and reports that may be the same incident: what people are asked, what they answered, and what was linked by itself.

use crate::App;
use crate::imports::settle;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::categories::Category;
use domain::failure::Failure;
use domain::ids::IncidentId;
use domain::matching::{Answers, Likeness, Placed, REACH, probable};
use domain::names::folded;
use domain::policy::Action;
use domain::week::{Week, clock_instant, clock_seconds};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use storage::ReadTx;
use storage::sources::{StoredAt, StoredRow};

/// Weeks back in which pairs are looked for.
const WEEKS: i32 = 12;

/// Most of a kind that are shown.
const MOST: usize = 100;

/// One row as it is shown. Class B: no free text, no position.
#[derive(Clone, Debug, PartialEq)]
pub struct TellingRow {
    /// Its id in the store, incident or source.
    pub id: IncidentId,
    /// Who tells it.
    pub source: String,
    /// Whether it is a report, and not a row of a list.
    pub report: bool,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Option<Timestamp>,
    /// Category.
    pub category: Category,
    /// District's code.
    pub district: Option<String>,
    /// Street or named place.
    pub place: Option<String>,
}

/// Two rows that somebody is asked about, or that count as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The row that came first.
    pub first: TellingRow,
    /// The other.
    pub second: TellingRow,
}

/// Everything there is to say about rows that tell of the same.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    /// Pairs that wait for an answer, newest first.
    pub asked: Vec<(Pair, Likeness)>,
    /// How many there are in all.
    pub asked_total: u64,
    /// Pairs that somebody has answered about; `true` for the same incident.
    pub answered: Vec<(Pair, bool)>,
    /// Pairs that were linked by themselves, though they are not alike in everything.
    pub linked: Vec<Pair>,
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

/// Rows of the last weeks that tell of the same incident, or may. Looking at them is logged: reports are among them.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn matches(app: &App, actor: &Actor) -> Result<Matches, Failure> {
    actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    let found = found(app, &mut tx).await?;
    let shown = found.asked.len() + found.answered.len() + found.linked.len();
    tx.commit(AuditEntry::new(Event::ReportsRead, "matches").fact("reports", shown.to_string())).await?;
    Ok(found)
}

async fn found(app: &App, tx: &mut ReadTx) -> Result<Matches, Failure> {
    let answered = storage::sources::answers(tx).await?;
    let answers = storage::sources::noted(&answered);
    let rows = recent(app, tx).await?;
    let names: Names = storage::senders::all(tx).await?.into_iter().map(|s| (s.id, s.name)).collect();
    let mut asked = asked(&rows, &answers);
    asked.sort_by_key(|(a, b, _)| std::cmp::Reverse(a.row.start.max(b.row.start)));
    let pair = |a: &StoredRow, b: &StoredRow| Pair { first: telling(a, &names), second: telling(b, &names) };
    let linked = linked(&rows).into_iter().filter(|(a, b)| answers.of(a.row.identity, b.row.identity).is_none());
    let told: HashMap<_, &StoredRow> = rows.iter().rev().map(|r| (r.row.identity, r)).collect();
    let known = answered.iter().rev().filter_map(|a| Some((pair(told.get(&a.first.0)?, told.get(&a.second.0)?), a.same)));
    Ok(Matches {
        asked_total: asked.len() as u64,
        asked: asked.iter().take(MOST).map(|(a, b, likeness)| (pair(a, b), *likeness)).collect(),
        answered: known.take(MOST).collect(),
        linked: linked.take(MOST).map(|(a, b)| pair(a, b)).collect(),
    })
}

/// How many pairs of the last weeks wait for an answer.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn waiting(app: &App, actor: &Actor) -> Result<u64, Failure> {
    actor.may(Action::ReviewReports)?;
    let mut tx = app.read(actor).await?;
    Ok(found(app, &mut tx).await?.asked_total)
}

/// Answers whether two rows are the same incident: they count once from now on, or apart. Published pictures stay as they are.
///
/// # Errors
/// [`Failure::Conflict`] when one of the rows no longer stands as it was shown.
pub async fn answer(app: &App, actor: &Actor, (a, b): (IncidentId, IncidentId), answer: MatchAnswer) -> Result<(), Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    let rows = recent(app, &mut tx).await?;
    let find = |id: IncidentId| rows.iter().find(|r| id_of(r) == id);
    let (Some(first), Some(second)) = (find(a), find(b)) else { return Err(Failure::Conflict("failure-match-changed")) };
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

type Names = HashMap<domain::ids::SenderId, String>;

/// Rows in force of the last weeks, in the order in which they came.
async fn recent(app: &App, tx: &mut ReadTx) -> Result<Vec<StoredRow>, Failure> {
    let last = clock_seconds(app.now()).div_euclid(60);
    let first = clock_seconds(Week::of(app.now()).plus(-WEEKS).start()).div_euclid(60);
    let mut rows = storage::sources::between(tx, first, last).await?;
    rows.retain(|r| r.in_force);
    for row in &mut rows {
        row.row.place = row.row.place.as_deref().map(folded);
    }
    rows.sort_by_key(|r| (r.added, r.line, id_of(r)));
    Ok(rows)
}

/// Pairs of incidents that may be the same, the earlier first.
fn asked<'a>(rows: &'a [StoredRow], answers: &Answers) -> Vec<(&'a StoredRow, &'a StoredRow, Likeness)> {
    let counted: Vec<&StoredRow> = rows.iter().filter(|r| matches!(r.at, StoredAt::Incident(_))).collect();
    let mut by_category: BTreeMap<&str, Vec<&StoredRow>> = BTreeMap::new();
    let mut by_id: BTreeMap<_, Vec<&StoredRow>> = BTreeMap::new();
    for row in counted {
        by_category.entry(row.row.category.code()).or_default().push(row);
        if let Some(id) = row.row.source_id {
            by_id.entry((row.row.identity.sender, id)).or_default().push(row);
        }
    }
    let mut pairs = Vec::new();
    let mut seen: BTreeSet<(IncidentId, IncidentId)> = BTreeSet::new();
    let mut ask = |a: &'a StoredRow, b: &'a StoredRow| {
        let (first, second) = if (a.added, a.line) <= (b.added, b.line) { (a, b) } else { (b, a) };
        let placed = |r: &'a StoredRow| Placed { row: &r.row, position: r.position };
        if let Some(likeness) = probable(placed(first), placed(second), answers)
            && seen.insert((id_of(first), id_of(second)))
        {
            pairs.push((first, second, likeness));
        }
    };
    for of_category in by_category.values_mut() {
        of_category.sort_by_key(|r| r.row.start);
        for (at, row) in of_category.iter().enumerate() {
            of_category[at + 1..].iter().take_while(|other| other.row.start - row.row.start <= REACH).for_each(|other| ask(row, other));
        }
    }
    for of_id in by_id.values() {
        for (at, row) in of_id.iter().enumerate() {
            of_id[at + 1..].iter().for_each(|other| ask(row, other));
        }
    }
    pairs
}

/// Sources with the incidents that they tell of, when they say something of their own; newest first.
fn linked(rows: &[StoredRow]) -> Vec<(&StoredRow, &StoredRow)> {
    let counted: HashMap<IncidentId, &StoredRow> =
        rows.iter().filter(|r| matches!(r.at, StoredAt::Incident(_))).map(|r| (id_of(r), r)).collect();
    let mut pairs: Vec<_> = rows
        .iter()
        .filter_map(|row| match row.at {
            StoredAt::Source(_, to) => Some((*counted.get(&to)?, row)),
            StoredAt::Incident(_) => None,
        })
        .filter(|(incident, source)| incident.row.identity != source.row.identity)
        .collect();
    pairs.sort_by_key(|(_, source)| std::cmp::Reverse(source.row.start));
    pairs
}

fn id_of(row: &StoredRow) -> IncidentId {
    match row.at {
        StoredAt::Incident(id) => id,
        StoredAt::Source(id, _) => IncidentId(id),
    }
}

fn telling(row: &StoredRow, names: &Names) -> TellingRow {
    TellingRow {
        id: id_of(row),
        source: names.get(&row.row.identity.sender).cloned().unwrap_or_default(),
        report: row.report.is_some(),
        start: clock_instant(row.row.start * 60),
        end: row.row.end.map(|end| clock_instant(end * 60)),
        category: row.row.category,
        district: row.row.district.clone(),
        place: row.place.clone(),
    }
}
