//! What a store holds after a crash, held against what was acknowledged and against its audit log.

use std::collections::{BTreeMap, BTreeSet};

/// A write that the product acknowledged to the one who made it. Ids are 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// A report was filed.
    Filed(String),
    /// A report was accepted.
    Accepted(String),
    /// An action was proposed.
    Proposed(String),
    /// An action took a step and is at this version.
    Stepped(String, u64),
    /// A note was written on an action: the action and the text.
    Noted(String, String),
    /// A section of the minutes got this version, with this text.
    Minuted(u64, String),
}

/// Everything that the writers' requests leave in a store.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Audit entries by number: event, object, version in the facts (0 without).
    pub entries: BTreeMap<u64, (String, String, u64)>,
    reports: BTreeMap<String, Report>,
    /// Incident and the number of the entry that it came with.
    incidents: BTreeMap<String, u64>,
    /// Action and version, and the number of its entry.
    actions: BTreeMap<(String, u64), u64>,
    /// Number of a note's entry: action, text.
    notes: BTreeMap<u64, (String, String)>,
    /// Version of the section: number of its entry, text.
    sections: BTreeMap<u64, (u64, String)>,
}

#[derive(Clone, Debug)]
struct Report {
    version: u64,
    accepted: bool,
    incident: String,
}

/// Columns of the ids are written by `hexed`, as each database does it.
pub fn questions(week: i64, hexed: impl Fn(&str) -> String) -> String {
    let (id, action, incident) = (hexed("id"), hexed("action_id"), hexed("incident_id"));
    [
        "SELECT 'entry', seq, event, object, facts FROM audit_entry".to_owned(),
        format!("SELECT 'report', {id}, version, state, COALESCE({incident}, '') FROM report"),
        format!("SELECT 'incident', {id}, added FROM incident"),
        format!("SELECT 'action', {id}, version, added FROM action_version"),
        format!("SELECT 'note', added, {action}, text FROM action_note"),
        format!("SELECT 'section', version, added, content FROM meeting_section WHERE week = {week} AND section = 'focus'"),
    ]
    .join("; ")
}

/// The version in an entry's facts, which are JSON of texts.
fn version(facts: &str) -> u64 {
    let after = facts.split("\"version\":\"").nth(1).and_then(|rest| rest.split('"').next());
    after.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

impl Ledger {
    /// Reads the answers to [`questions`]: a row a line, `|` between the values.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut ledger = Self::default();
        for line in text.lines().filter(|l| !l.is_empty()) {
            ledger.row(line).ok_or_else(|| format!("cannot read the row `{line}`"))?;
        }
        Ok(ledger)
    }

    fn row(&mut self, line: &str) -> Option<()> {
        let mut values = line.splitn(5, '|');
        let mut next = || values.next().map(str::to_owned);
        match next()?.as_str() {
            "entry" => {
                let (seq, event, object) = (next()?.parse().ok()?, next()?, next()?.replace('-', ""));
                self.entries.insert(seq, (event, object, version(&next()?)));
            }
            "report" => {
                let (id, version, state) = (next()?, next()?.parse().ok()?, next()?);
                self.reports.insert(id, Report { version, accepted: state == "accepted", incident: next()? });
            }
            "incident" => {
                self.incidents.insert(next()?, next()?.parse().ok()?);
            }
            "action" => {
                self.actions.insert((next()?, next()?.parse().ok()?), next()?.parse().ok()?);
            }
            "note" => {
                self.notes.insert(next()?.parse().ok()?, (next()?, next()?));
            }
            "section" => {
                self.sections.insert(next()?.parse().ok()?, (next()?.parse().ok()?, next()?));
            }
            _ => return None,
        }
        Some(())
    }

    /// Newest version of the section that the meeting's clerk writes.
    pub fn section(&self) -> u64 {
        self.sections.last_key_value().map_or(0, |(version, _)| *version)
    }

    /// The acknowledged writes that are not there.
    pub fn lost(&self, acknowledged: &[Write]) -> Vec<String> {
        let there = |write: &&Write| match write {
            Write::Filed(id) => self.reports.contains_key(id),
            Write::Accepted(id) => self.reports.get(id).is_some_and(|r| r.accepted && r.version >= 2),
            Write::Proposed(id) => self.actions.contains_key(&(id.clone(), 1)),
            Write::Stepped(id, version) => self.actions.contains_key(&(id.clone(), *version)),
            Write::Noted(id, text) => self.notes.values().any(|(action, written)| action == id && written == text),
            Write::Minuted(version, text) => self.sections.get(version).is_some_and(|(_, content)| content.contains(text)),
        };
        acknowledged.iter().filter(|write| !there(write)).map(|write| format!("lost: {write:?}")).collect()
    }

    /// Writes without their audit entry, and entries without their write.
    pub fn halves(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut of_reports: BTreeMap<&str, u64> = BTreeMap::new();
        let mut filed = BTreeSet::new();
        // What each entry that says so must have left, by the number of the entry.
        let (mut steps, mut notes, mut minutes, mut accepted) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        for (seq, (event, object, version)) in &self.entries {
            match event.as_str() {
                "report-filed" if !filed.insert(object.as_str()) => found.push(format!("entry {seq}: filed twice")),
                "report-filed" => *of_reports.entry(object).or_default() += 1,
                "report-decided" | "report-changed" | "report-withdrawn" => {
                    *of_reports.entry(object).or_default() += 1;
                    accepted.insert(*seq);
                }
                "action-proposed" => drop(steps.insert(*seq, (object.clone(), 1))),
                "action-step" | "action-changed" => drop(steps.insert(*seq, (object.clone(), *version))),
                "action-noted" => drop(notes.insert(*seq, object.clone())),
                "minutes-written" => drop(minutes.insert(*seq, *version)),
                _ => {}
            }
        }
        let changes: BTreeMap<&str, u64> = self.reports.iter().map(|(id, r)| (id.as_str(), r.version)).collect();
        differing(&mut found, "report, entries", &changes, &of_reports);
        found.extend(changes.keys().filter(|id| !filed.contains(*id)).map(|id| format!("report {id} has no entry of its filing")));
        let rows: BTreeMap<u64, (String, u64)> = self.actions.iter().map(|((id, version), seq)| (*seq, (id.clone(), *version))).collect();
        differing(&mut found, "entry, version of an action", &rows, &steps);
        let rows: BTreeMap<u64, String> = self.notes.iter().map(|(seq, (action, _))| (*seq, action.clone())).collect();
        differing(&mut found, "entry, note", &rows, &notes);
        let rows: BTreeMap<u64, u64> = self.sections.iter().map(|(version, (seq, _))| (*seq, *version)).collect();
        differing(&mut found, "entry, section", &rows, &minutes);
        // An accepted report is an incident that came with an entry on a report; no incident is without one.
        let shown: BTreeSet<&str> = self.reports.values().filter(|r| r.accepted).map(|r| r.incident.as_str()).collect();
        found.extend(shown.iter().filter(|id| !self.incidents.contains_key(**id)).map(|id| format!("no incident {id}")));
        for (id, seq) in &self.incidents {
            if !shown.contains(id.as_str()) || !accepted.contains(seq) {
                found.push(format!("incident {id} of entry {seq} belongs to no decision"));
            }
        }
        found
    }
}

fn differing<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    found: &mut Vec<String>,
    what: &str,
    rows: &BTreeMap<K, V>,
    entries: &BTreeMap<K, V>,
) {
    for (key, value) in rows.iter().filter(|(key, value)| entries.get(key) != Some(value)) {
        found.push(format!("{what}: the store has {key:?} {value:?}, the log {:?}", entries.get(key)));
    }
    for (key, value) in entries.iter().filter(|(key, _)| !rows.contains_key(key)) {
        found.push(format!("{what}: the log has {key:?} {value:?}, the store nothing"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "\
entry|1|tenant-created|0580|{}
entry|2|report-filed|0a-0b|{\"week\":\"2026-W47\"}
entry|3|action-proposed|0c|{}
entry|4|action-step|0c|{\"step\":\"decide\",\"version\":\"2\"}
entry|5|action-noted|0c|{}
entry|6|minutes-written|2026-W47|{\"section\":\"focus\",\"version\":\"1\"}
entry|7|report-decided|0a0b|{\"decision\":\"accept\"}
report|0a0b|2|accepted|0d
incident|0d|7
action|0c|1|3
action|0c|2|4
note|5|0c|Rond 1
section|1|6|[\"Rond 1 | och 2\"]";

    fn read(text: &str) -> Ledger {
        Ledger::read(text).unwrap_or_default()
    }

    #[test]
    fn a_whole_store_has_no_halves_and_nothing_lost() {
        let ledger = read(WHOLE);
        assert_eq!((ledger.entries.len(), ledger.section()), (7, 1));
        assert_eq!(ledger.halves(), Vec::<String>::new());
        let id = || "0a0b".to_owned();
        let all = [
            Write::Filed(id()),
            Write::Accepted(id()),
            Write::Proposed("0c".to_owned()),
            Write::Stepped("0c".to_owned(), 2),
            Write::Noted("0c".to_owned(), "Rond 1".to_owned()),
            Write::Minuted(1, "Rond 1".to_owned()),
        ];
        assert_eq!(ledger.lost(&all), Vec::<String>::new());
    }

    #[test]
    fn what_was_acknowledged_and_is_gone_is_named() {
        let gone = [
            Write::Filed("ff".to_owned()),
            Write::Accepted("0c".to_owned()),
            Write::Proposed("0a0b".to_owned()),
            Write::Stepped("0c".to_owned(), 3),
            Write::Noted("0c".to_owned(), "Rond".to_owned()),
            Write::Minuted(1, "Rond 3".to_owned()),
            Write::Minuted(2, "Rond 1".to_owned()),
        ];
        assert_eq!(read(WHOLE).lost(&gone).len(), gone.len());
    }

    #[test]
    fn each_row_and_each_entry_is_missed() {
        for (number, line) in WHOLE.lines().enumerate().skip(1) {
            let without: Vec<&str> = WHOLE.lines().enumerate().filter(|(n, _)| *n != number).map(|(_, l)| l).collect();
            assert!(!read(&without.join("\n")).halves().is_empty(), "nobody misses `{line}`");
        }
        assert!(Ledger::read("other|1").is_err() && Ledger::read("report|1|x").is_err());
    }
}
