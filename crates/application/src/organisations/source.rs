//! The source of incidents that stands for an organisation's people. It is the organisation's by id and goes by its name.

use crate::App;
use domain::actor::Permit;
use domain::failure::Failure;
use domain::ids::{OrganisationId, SenderId};
use domain::imports::Sender;
use domain::tenants::TenantCode;
use storage::WriteTx;

/// Whether a source of reports is called as one of an organisation with this name is.
pub(super) fn is_called(source: &str, organisation: &str) -> bool {
    let rest = source.strip_prefix(organisation);
    rest.is_some_and(|rest| rest.is_empty() || (rest.starts_with(" (rapportörer") && rest.ends_with(')')))
}

/// A name for the source that no other source has. A sender of files of the same name is another source: its files and the people's
/// reports are counted apart.
async fn free_name(tx: &mut WriteTx, organisation: &str, own: Option<SenderId>) -> Result<String, Failure> {
    let taken = storage::senders::taken(tx).await?;
    let is_free = |name: &String| taken.iter().all(|(id, known)| Some(*id) == own || known.to_lowercase() != name.to_lowercase());
    let mut names = std::iter::once(organisation.to_owned())
        .chain(std::iter::once(format!("{organisation} (rapportörer)")))
        .chain((2..).map(|number| format!("{organisation} (rapportörer {number})")));
    Ok(names.find(is_free).unwrap_or_default())
}

/// The source of an organisation's people, made when it is missing. `name` is what the organisation is called where the directory does
/// not know it.
pub(crate) async fn of(
    app: &App,
    tx: &mut WriteTx,
    permit: Permit,
    tenant: &TenantCode,
    (organisation, name): (OrganisationId, &str),
) -> Result<SenderId, Failure> {
    if let Some(known) = storage::senders::by_organisation(tx, organisation).await? {
        return Ok(known.id);
    }
    let mut directory = app.stores().read_directory().await?;
    let now = storage::organisations::by_id(&mut directory, tenant, organisation).await?;
    let name = free_name(tx, now.as_ref().map_or(name, |c| &c.organisation.name), None).await?;
    let id = SenderId(app.new_id());
    let new = Sender { id, name, mapping: None, weekly: true, organisation: Some(organisation) };
    storage::senders::insert(tx, permit, &new).await?;
    Ok(id)
}

/// Calls the source of an organisation's people what the organisation is called now. Earlier states of the store keep the name at the
/// time.
pub(super) async fn rename(tx: &mut WriteTx, permit: Permit, organisation: OrganisationId, name: &str) -> Result<(), Failure> {
    let Some(known) = storage::senders::by_organisation(tx, organisation).await? else { return Ok(()) };
    let name = free_name(tx, name, Some(known.id)).await?;
    if known.name != name {
        storage::senders::rename(tx, permit, known.id, &name).await?;
    }
    Ok(())
}
