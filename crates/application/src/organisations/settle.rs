//! Brings a tenant's store up with the directory's organisations: ids for rows from before ids, rows of organisations that were
//! joined, names of sources. The directory and the stores do not commit together: what was decided there and not carried out here,
//! because the program stopped between the two, is carried out when the store is next opened.

use super::source;
use crate::App;
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::OrganisationId;
use domain::organisations::{Candidate, NamedOrganisation, OrganisationKind};
use domain::policy::Action;
use domain::tenants::TenantCode;
use std::collections::{BTreeMap, BTreeSet};
use storage::organisation_ids;

/// Does all of it. A store that is up already is only read.
pub(crate) async fn settle(app: &App, tenant: &TenantCode) -> Result<(), Failure> {
    let operator = Actor::operator(tenant.clone());
    let permit = operator.may(Action::ManageUsers)?;
    fill(app, &operator, permit).await?;
    let mut directory = app.stores().read_directory().await?;
    let known = storage::organisations::every(&mut directory, tenant).await?;
    drop(directory);
    for candidate in &known {
        if let Some(into) = candidate.joined_into {
            give(app, &operator, permit, candidate.organisation.id, into).await?;
        }
    }
    rename_sources(app, &operator, permit, &known).await
}

/// Ids in place of names, once.
async fn fill(app: &App, operator: &Actor, permit: Permit) -> Result<(), Failure> {
    let mut tx = app.stores().read(operator).await?;
    let named = organisation_ids::named(&mut tx).await?;
    drop(tx);
    match named {
        None => Ok(()),
        Some(named) if named.is_empty() => {
            let mut tx = app.stores().operate(operator.tenant()).await?;
            organisation_ids::note_filled(&mut tx).await?;
            Ok(tx.commit().await?)
        }
        Some(named) => {
            let (ids, unknown) = identified(app, operator, permit, &named).await?;
            let mut tx = app.stores().write(operator, app.now()).await?;
            // Another process may have been faster; what it wrote, it wrote by the same rule.
            if organisation_ids::named(&mut tx).await?.is_none() {
                return Ok(());
            }
            let rows = organisation_ids::fill(&mut tx, permit, &ids).await?;
            let entry = AuditEntry::new(Event::OrganisationIdsFilled, "organisations")
                .fact("rows", rows.to_string())
                .fact("organisations", ids.len().to_string())
                .fact("unknown", unknown.to_string());
            Ok(tx.commit(entry).await?)
        }
    }
}

type Ids = BTreeMap<NamedOrganisation, (OrganisationId, OrganisationKind)>;

/// The organisation of each name, and how many fit none: those become organisations that take no part, for an administrator to join
/// with the one they were. Doing it again finds the same ones.
async fn identified(app: &App, operator: &Actor, permit: Permit, named: &BTreeSet<NamedOrganisation>) -> Result<(Ids, usize), Failure> {
    let mut ids = Ids::new();
    let mut unknown = BTreeSet::new();
    // Names with a kind first: where only one kind goes by a name, a name without kind is that one.
    let mut order: Vec<&NamedOrganisation> = named.iter().collect();
    order.sort_by_key(|one| one.kind.is_none());
    for one in order {
        let mut directory = app.stores().read_directory().await?;
        let known = storage::organisations::every(&mut directory, operator.tenant()).await?;
        drop(directory);
        let kind = one.kind_in(named).unwrap_or(OrganisationKind::Other);
        let found = one.find(named, &known).and_then(|id| known.iter().find(|c| c.organisation.id == id));
        let (id, kind) = match found {
            Some(found) => (found.organisation.id, found.organisation.kind),
            None => (former(app, operator, permit, &one.name, kind, &known).await?, kind),
        };
        if found.is_none_or(|found| found.organisation.former_name) {
            unknown.insert(id);
        }
        ids.insert(one.clone(), (id, kind));
    }
    Ok((ids, unknown.len()))
}

/// The organisation made from a name that fits none; made now when an earlier try has not.
async fn former(
    app: &App,
    operator: &Actor,
    permit: Permit,
    name: &str,
    kind: OrganisationKind,
    known: &[Candidate],
) -> Result<OrganisationId, Failure> {
    // A name that could mean several may be taken by one of them.
    let mut called = name.to_owned();
    for number in 2.. {
        let taken = known.iter().find(|c| c.joined_into.is_none() && c.organisation.kind == kind && c.organisation.name == called);
        match taken {
            None => break,
            Some(taken) if taken.organisation.former_name => return Ok(taken.organisation.id),
            Some(_) => called = format!("{name} ({number})"),
        }
    }
    let id = OrganisationId(app.new_id());
    let mut tx = app.stores().write_directory(operator.name().to_owned(), app.now()).await?;
    if !storage::organisations::insert_former(&mut tx, permit, operator.tenant(), id, &called, kind).await? {
        // Another process made it meanwhile.
        let made = storage::organisations::by_name(&mut tx, operator.tenant(), &called, kind).await?;
        return made.map(|o| o.id).ok_or(Failure::NotFound);
    }
    let entry = AuditEntry::new(Event::OrganisationAdded, id.to_string()).fact("kind", kind.key()).fact("former-name", "true");
    tx.commit(entry.fact("tenant", operator.tenant().as_str())).await?;
    Ok(id)
}

/// Gives the rows of an organisation to the one that it was joined with, once.
pub(super) async fn give(app: &App, actor: &Actor, permit: Permit, from: OrganisationId, into: OrganisationId) -> Result<(), Failure> {
    let mut tx = app.stores().read(actor).await?;
    let done = organisation_ids::joined(&mut tx).await?.contains(&from);
    drop(tx);
    if done {
        return Ok(());
    }
    let mut tx = app.stores().write(actor, app.now()).await?;
    if organisation_ids::joined(&mut tx).await?.contains(&from) {
        return Ok(());
    }
    let rows = organisation_ids::join(&mut tx, permit, from, into).await?;
    let entry = AuditEntry::new(Event::OrganisationJoined, from.to_string()).fact("organisation", into.to_string());
    Ok(tx.commit(entry.fact("rows", rows.to_string())).await?)
}

/// Calls the sources of reports what their organisations are called.
async fn rename_sources(app: &App, operator: &Actor, permit: Permit, known: &[Candidate]) -> Result<(), Failure> {
    let mut tx = app.stores().read(operator).await?;
    let senders = storage::senders::all(&mut tx).await?;
    drop(tx);
    let name = |id: OrganisationId| known.iter().find(|c| c.organisation.id == id).map(|c| c.organisation.name.as_str());
    for (sender, id) in senders.iter().filter_map(|s| Some((s, s.organisation?))) {
        let Some(name) = name(id).filter(|name| !source::is_called(&sender.name, name)) else { continue };
        let mut tx = app.stores().write(operator, app.now()).await?;
        source::rename(&mut tx, permit, id, name).await?;
        tx.commit(AuditEntry::new(Event::OrganisationChanged, id.to_string()).fact("renamed", "true")).await?;
    }
    Ok(())
}
