//! What has been handed over: every file, letter and export of protected material that someone of another organisation than the municipality's
//! own has taken or been sent (trust.md L-05, finding 2). A list made from the audit log, which is the only truth.

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{AccountId, OrganisationId};
use domain::letters::LetterKind;
use domain::organisations::{Class, OrganisationKind};
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
    /// Name of the organisation that received it.
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
    /// Only to this organisation, by name.
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
    let mut known = Known::default();
    let mut rows: Vec<Disclosure> = Vec::new();
    let mut letters: HashMap<Together, usize> = HashMap::new();
    for entry in &entries {
        let row = known.row(&mut directory, actor, entry).await?;
        if !row.kind.is_none_or(is_another) || !passes(&row, filter) {
            continue;
        }
        let together =
            row.letter.map(|letter| (letter, [&row.object, &row.version, &row.class, &row.organisation].map(String::clone), row.kind));
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
type Together = (LetterKind, [String; 4], Option<OrganisationKind>);

fn passes(row: &Disclosure, filter: &DisclosureFilter) -> bool {
    let day = domain::week::local(row.at).date();
    filter.organisation.as_ref().is_none_or(|name| row.organisation == *name)
        && filter.from.is_none_or(|from| day >= from)
        && filter.to.is_none_or(|to| day <= to)
}

/// Organisations and people by id, looked up once.
#[derive(Default)]
struct Known {
    organisations: Option<Vec<domain::organisations::Organisation>>,
    titles: HashMap<String, String>,
}

impl Known {
    async fn row(&mut self, directory: &mut ReadTx, actor: &Actor, entry: &domain::audit::StoredEntry) -> Result<Disclosure, Failure> {
        let facts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&entry.facts).unwrap_or_default();
        let fact = |key: &str| facts.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        if self.organisations.is_none() {
            self.organisations = Some(storage::organisations::of_tenant(directory, actor.tenant()).await?);
        }
        let id = fact("receiver").parse::<OrganisationId>().ok();
        let organisation = self.organisations.iter().flatten().find(|o| Some(o.id) == id);
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
            organisation: organisation.map(|o| o.name.clone()).unwrap_or_default(),
            kind,
            person: self.titles.get(&entry.actor).cloned().unwrap_or_default(),
            basis: fact("basis"),
        })
    }
}
