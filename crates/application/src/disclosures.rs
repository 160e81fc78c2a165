//! What has been handed over: every file, letter and export of protected material that someone of another organisation than the municipality's
//! own has taken or been sent (trust.md L-05, finding 2). A list made from the audit log, which is the only truth.

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{AccountId, OrganisationId};
use domain::letters::LetterKind;
use domain::organisations::{Candidate, Class, Organisation, OrganisationKind};
use domain::policy::Action;
use jiff::Timestamp;
use std::collections::HashMap;
use storage::ReadTx;

/// Most rows of a list: the newest.
pub const MOST: u32 = 500;

/// Most entries of each event that are looked through, the newest: some years of a large collaboration's letters.
const LOOKED_THROUGH: u32 = 20_000;

/// Events in which material leaves as a file or a letter.
const HANDED_OVER: &[Event] = &[Event::PictureExported, Event::ActionsExported, Event::AnalysisExported, Event::LetterSent];

/// One handing over: a file that someone took, or the letters of one kind about one thing to one organisation's people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Number of its entry in the log; of letters, that of the last.
    pub seq: u64,
    /// When; of letters, the last.
    pub at: Timestamp,
    /// Key of the event.
    pub event: String,
    /// Which letter; `None` for a file.
    pub letter: Option<LetterKind>,
    /// What: a week, a list, a day.
    pub object: String,
    /// How many: one file, or so many letters.
    pub count: u64,
    /// Version or form, as the entry says.
    pub version: String,
    /// The form it was taken in.
    pub format: String,
    /// Highest class of what was in it.
    pub class: String,
    /// The organisation that received it; `None` when it is not known.
    pub organisation_id: Option<OrganisationId>,
    /// Name of that organisation.
    pub organisation: String,
    /// Kind of that organisation; `None` when it is no longer known.
    pub kind: Option<OrganisationKind>,
    /// Function of the person.
    pub person: String,
    /// Key of what it rests on.
    pub basis: String,
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisclosureFilter {
    /// Only to this organisation: its id, or its name as older addresses have it.
    pub organisation: Option<String>,
    /// Only from this day, local time.
    pub from: Option<jiff::civil::Date>,
    /// Only to this day, local time.
    pub to: Option<jiff::civil::Date>,
}

/// The facts that an entry of a handing over carries besides its own: who received it, how secret it was, and what it rests on.
pub(crate) fn stamped(entry: AuditEntry, actor: &Actor, class: Class) -> AuditEntry {
    // What is open, and material of class B, is shared by the collaboration's agreement; of class C between authorities.
    let (class, basis) = match class {
        Class::A => ("A", "collaboration"),
        Class::B => ("B", "collaboration"),
        Class::C => ("C", "authorities"),
        Class::D => ("D", "authorities"),
    };
    let entry = entry.fact("class", class).fact("receiver-kind", actor.organisation().key());
    match actor.organisation_id() {
        Some(id) => entry.fact("receiver", id.to_string()).fact("basis", basis),
        None => entry.fact("basis", "own"),
    }
}

/// Whether handing something to an organisation of this kind is a disclosure: everyone but the municipality itself.
fn is_another(kind: OrganisationKind) -> bool {
    kind != OrganisationKind::Administration
}

/// The newest disclosures that pass the filter, newest first; letters of one kind about one thing to one organisation as one. The look is
/// itself an entry.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but the roles that may read the log.
pub async fn list(app: &App, actor: &Actor, filter: &DisclosureFilter, as_file: bool) -> Result<Vec<Disclosure>, Failure> {
    actor.may(Action::ReadAudit)?;
    let mut tx = app.write(actor).await?;
    let since = filter.from.map_or(Timestamp::UNIX_EPOCH, |day| domain::week::instant(day.at(0, 0, 0, 0)));
    let entries = storage::audit::of_events(&mut tx, HANDED_OVER, since, LOOKED_THROUGH).await?;
    let mut directory = app.stores().read_directory().await?;
    let mut known = Known::read(&mut directory, actor).await?;
    let only = filter.organisation.as_ref().map(|text| crate::organisations::meant(&known.standing(), text).map(|o| o.id));
    let mut rows: Vec<Disclosure> = Vec::new();
    let mut letters: HashMap<Together, usize> = HashMap::new();
    for entry in &entries {
        let row = known.row(&mut directory, entry).await?;
        let is_to = only.is_none_or(|id| id.is_some() && row.organisation_id == id);
        if !row.kind.is_none_or(is_another) || !is_to || !passes(&row, filter) {
            continue;
        }
        let about = [&row.object, &row.version, &row.class].map(String::clone);
        let together = row.letter.map(|letter| (letter, about, row.organisation_id, row.kind));
        if let Some(first) = together.as_ref().and_then(|t| letters.get(t)).and_then(|at| rows.get_mut(*at)) {
            first.count += 1;
        } else if rows.len() < MOST as usize {
            letters.extend(together.map(|t| (t, rows.len())));
            rows.push(row);
        }
    }
    let entry = AuditEntry::new(Event::DisclosuresRead, if as_file { "file" } else { "page" });
    tx.commit(entry.fact("rows", rows.len().to_string())).await?;
    Ok(rows)
}

/// What letters that are told of as one have in common.
type Together = (LetterKind, [String; 3], Option<OrganisationId>, Option<OrganisationKind>);

fn passes(row: &Disclosure, filter: &DisclosureFilter) -> bool {
    let day = domain::week::local(row.at).date();
    filter.from.is_none_or(|from| day >= from) && filter.to.is_none_or(|to| day <= to)
}

/// Organisations and people by id, looked up once.
struct Known {
    organisations: Vec<Candidate>,
    titles: HashMap<String, String>,
}

impl Known {
    async fn read(directory: &mut ReadTx, actor: &Actor) -> Result<Self, Failure> {
        Ok(Self { organisations: storage::organisations::every(directory, actor.tenant()).await?, titles: HashMap::new() })
    }

    /// Those that have not been joined with another.
    fn standing(&self) -> Vec<Organisation> {
        self.organisations.iter().filter(|c| c.joined_into.is_none()).map(|c| c.organisation.clone()).collect()
    }

    fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        let by_id = |id| self.organisations.iter().find(|c: &&Candidate| c.organisation.id == id);
        let known = by_id(id)?;
        Some(&known.joined_into.and_then(by_id).unwrap_or(known).organisation)
    }

    async fn row(&mut self, directory: &mut ReadTx, entry: &domain::audit::StoredEntry) -> Result<Disclosure, Failure> {
        let facts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&entry.facts).unwrap_or_default();
        let fact = |key: &str| facts.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let organisation = fact("receiver").parse().ok().and_then(|id| self.organisation(id)).cloned();
        if !self.titles.contains_key(&entry.actor) {
            let title = match entry.actor.parse::<AccountId>() {
                Ok(account) => storage::accounts::title(directory, account).await?.unwrap_or_default(),
                Err(_) => entry.actor.clone(),
            };
            self.titles.insert(entry.actor.clone(), title);
        }
        // Entries from before the receiver was told belong to nobody that is known: they are listed, not guessed.
        let kind = OrganisationKind::from_key(&fact("receiver-kind"));
        Ok(Disclosure {
            seq: entry.seq,
            at: entry.at,
            event: entry.event.clone(),
            letter: LetterKind::from_key(&fact("letter")),
            object: entry.object.clone(),
            count: 1,
            version: fact("edition"),
            format: fact("format"),
            class: fact("class"),
            organisation_id: organisation.as_ref().map(|o| o.id),
            organisation: organisation.map(|o| o.name).unwrap_or_default(),
            kind,
            person: self.titles.get(&entry.actor).cloned().unwrap_or_default(),
            basis: fact("basis"),
        })
    }
}
