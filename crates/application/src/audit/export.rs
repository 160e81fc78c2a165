//! Taking a chain out as lines, and holding such a copy against the store.
//!
//! A copy kept elsewhere is the anchor of the log: with it also a cut tail, or a chain written anew from
//! some entry on, is found. Taking a copy out is itself an entry that says which entries went.

use super::Chain;
use crate::App;
use crate::app::broken;
use domain::audit::{AuditEntry, Event, Outcome, Span, StoredEntry, Verdict};
use domain::failure::Failure;
use domain::week::instant;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};
use std::str::FromStr;
use storage::ReadTx;

/// One end of what is to be taken out: an entry's number or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// That entry.
    Entry(u64),
    /// The entries of that day, Swedish time.
    Day(Date),
}

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse::<u64>() {
            Ok(seq) => Ok(Bound::Entry(seq)),
            Err(_) => text.parse().map(Bound::Day).map_err(|_| format!("{text}: a number or a day such as 2026-11-01")),
        }
    }
}

/// One line of a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    sequence: u64,
    time: String,
    actor: String,
    authority: String,
    action: String,
    object: String,
    /// Exactly the text that the digest covers.
    facts: String,
    outcome: String,
    previous: String,
    digest: String,
}

impl Line {
    fn new(authority: &str, entry: &StoredEntry) -> Self {
        Self {
            sequence: entry.seq,
            time: entry.at.to_string(),
            actor: entry.actor.clone(),
            authority: authority.to_owned(),
            action: entry.event.clone(),
            object: entry.object.clone(),
            facts: entry.facts.clone(),
            outcome: Outcome::of(&entry.event).key().to_owned(),
            previous: entry.previous.clone(),
            digest: entry.hash.clone(),
        }
    }

    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The entry that the line tells of; `None` when it cannot be one.
    fn entry(&self) -> Option<StoredEntry> {
        let at: Timestamp = self.time.parse().ok()?;
        let (facts, previous, hash) = (self.facts.clone(), self.previous.clone(), self.digest.clone());
        let (actor, event, object) = (self.actor.clone(), self.action.clone(), self.object.clone());
        let entry = StoredEntry { seq: self.sequence, at, actor, event, object, facts, previous, hash };
        let whole = storage::audit::digest(&entry) == entry.hash && Line::new(&self.authority, &entry) == *self;
        whole.then_some(entry)
    }
}

/// Writes the entries of a chain as JSON lines, oldest first: all of them, or those from and to the
/// bounds. The taking out is an entry first, so that it is the last line of a whole copy.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but the roles that may read the log; [`Failure::Invalid`] when no
/// entry is within the bounds.
pub async fn export(
    app: &App,
    chain: Chain<'_>,
    from: Option<Bound>,
    to: Option<Bound>,
    out: &mut (dyn Write + Send),
) -> Result<Span, Failure> {
    let span = note(app, chain, from, to).await?;
    let authority = chain.authority();
    let mut tx = chain.read(app).await?;
    storage::audit::between(&mut tx, span, |entry| writeln!(out, "{}", Line::new(&authority, &entry).text())).await?;
    out.flush().map_err(broken)?;
    Ok(span)
}

/// The entry about the copy; answers what the copy is of.
async fn note(app: &App, chain: Chain<'_>, from: Option<Bound>, to: Option<Bound>) -> Result<Span, Failure> {
    let entry = |span: Span| {
        AuditEntry::new(Event::AuditExported, chain.authority())
            .fact("first", span.first.to_string())
            .fact("last", span.last.to_string())
            .fact("entries", (span.last + 1 - span.first).to_string())
    };
    match chain {
        Chain::Tenant(actor) => {
            chain.check()?;
            let mut tx = app.write(actor).await?;
            let own = tx.seq().unsigned_abs();
            let now = tx.now();
            let span = span(&mut tx, (own, now), from, to).await?;
            tx.commit(entry(span)).await?;
            Ok(span)
        }
        Chain::Directory => {
            let mut tx = app.stores().write_directory(super::OPERATOR.to_owned(), app.now()).await?;
            let own = tx.seq().unsigned_abs();
            let now = tx.now();
            let span = span(&mut tx, (own, now), from, to).await?;
            tx.commit(entry(span)).await?;
            Ok(span)
        }
    }
}

/// What the bounds mean when the entry about the copy gets this number at this time.
async fn span(tx: &mut ReadTx, (own, now): (u64, Timestamp), from: Option<Bound>, to: Option<Bound>) -> Result<Span, Failure> {
    let first = match from {
        None => 1,
        Some(Bound::Entry(seq)) => seq.max(1),
        Some(Bound::Day(day)) => match storage::audit::first_since(tx, instant(day.at(0, 0, 0, 0))).await? {
            0 => own,
            first => first,
        },
    };
    let last = match to {
        None => own,
        Some(Bound::Entry(seq)) => seq.min(own),
        Some(Bound::Day(day)) => {
            let next = day.tomorrow().map_err(|_| Failure::invalid("to", "failure-audit-bounds"))?;
            let before = instant(next.at(0, 0, 0, 0));
            if now < before { own } else { storage::audit::last_before(tx, before).await? }
        }
    };
    if first > last {
        return Err(Failure::invalid("from", "failure-audit-bounds"));
    }
    Ok(Span { first, last })
}

/// What holding a copy against the store found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The store's chain is whole, and the copy is what was taken out of it.
    Same {
        /// Entries in the copy.
        entries: u64,
    },
    /// The copy is not as it was taken out: its first line that does not fit.
    CopyBroken {
        /// From 1.
        line: u64,
    },
    /// The copy is whole as far as it goes, but no taking out of just these entries is noted: lines were cut off.
    CopyCut,
    /// The copy is of another authority.
    CopyOfAnother {
        /// As the copy says.
        authority: String,
    },
    /// The store's own chain is broken.
    StoreBroken {
        /// The first entry that does not fit.
        at: u64,
    },
    /// The store's chain is whole, but another than the copy's: it was cut or written anew.
    StoreDiffers {
        /// The first entry that the store lacks or has differently.
        at: u64,
    },
}

/// Holds a copy against the store. The copy is read twice, so that it need not fit in memory.
///
/// # Errors
/// [`Failure::NotAllowed`]; [`Failure::Infrastructure`] when the copy cannot be read at all.
pub async fn compare<R: BufRead + Send>(
    app: &App,
    chain: Chain<'_>,
    mut open: impl FnMut() -> std::io::Result<R>,
) -> Result<Comparison, Failure> {
    let span = match check_copy(&chain.authority(), open().map_err(broken)?) {
        Ok(span) => span,
        Err(found) => return Ok(found),
    };
    if let Verdict::Broken { at } = super::verify_chain(app, chain).await? {
        return Ok(Comparison::StoreBroken { at });
    }
    let mut lines = open().map_err(broken)?.lines();
    let mut tx = chain.read(app).await?;
    let mut expected = span.first;
    let mut differs = None;
    storage::audit::between(&mut tx, span, |entry| {
        let same = lines.next().transpose()?.is_some_and(|line| line == Line::new(&chain.authority(), &entry).text());
        if same && entry.seq == expected {
            expected += 1;
        } else if differs.is_none() {
            differs = Some(expected);
        }
        Ok(())
    })
    .await?;
    let cut = (expected <= span.last).then_some(expected);
    if let Some(at) = differs.or(cut) {
        return Ok(Comparison::StoreDiffers { at });
    }
    let noted = storage::audit::of_event(&mut tx, Event::AuditExported, Timestamp::UNIX_EPOCH, u32::MAX).await?;
    let facts = |entry: &StoredEntry| {
        let facts: serde_json::Value = serde_json::from_str(&entry.facts).unwrap_or_default();
        (facts["first"].as_str() == Some(&span.first.to_string())) && (facts["last"].as_str() == Some(&span.last.to_string()))
    };
    Ok(match noted.iter().any(facts) {
        true => Comparison::Same { entries: span.last + 1 - span.first },
        false => Comparison::CopyCut,
    })
}

/// Whether a copy is a chain in itself; answers which entries it holds.
fn check_copy(authority: &str, copy: impl BufRead) -> Result<Span, Comparison> {
    let mut before: Option<StoredEntry> = None;
    let mut first = 0;
    for (number, line) in (1u64..).zip(copy.lines()) {
        let wrong = Comparison::CopyBroken { line: number };
        let Ok(text) = line else { return Err(wrong) };
        let Ok(line) = serde_json::from_str::<Line>(&text) else { return Err(wrong) };
        let Some(entry) = line.entry().filter(|_| line.text() == text) else { return Err(wrong) };
        if line.authority != authority {
            return Err(if number == 1 { Comparison::CopyOfAnother { authority: line.authority } } else { wrong });
        }
        match &before {
            None => first = entry.seq,
            Some(before) if entry.seq == before.seq + 1 && entry.previous == before.hash => {}
            Some(_) => return Err(wrong),
        }
        before = Some(entry);
    }
    before.map(|last| Span { first, last: last.seq }).ok_or(Comparison::CopyBroken { line: 1 })
}

/// Of which authority a copy says that it is, by its first line.
pub fn authority_of(copy: impl BufRead) -> Option<String> {
    let text = copy.lines().next()?.ok()?;
    serde_json::from_str::<Line>(&text).ok().map(|line| line.authority)
}
