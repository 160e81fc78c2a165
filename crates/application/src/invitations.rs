//! Accepting an invitation, from the link alone: nobody acts before it is accepted.

use crate::accounts;
use crate::app::App;
use crate::{links, sessions};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::memberships::MembershipState;
use domain::organisations::OrganisationKind;
use domain::sessions::Device;
use domain::tenants::Tenant;
use storage::ReadTx;
use storage::memberships::PersonRow;
use storage::secret_links::Purpose;

/// An invitation that can be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Where to.
    pub tenant: Tenant,
    /// Who is invited.
    pub account: AccountId,
    /// Name to sign in with.
    pub user: String,
    /// Function title.
    pub title: String,
    /// Organisation.
    pub organisation: String,
    /// Whether a password is to be chosen. Otherwise the account exists, and its person must be signed
    /// in to accept.
    pub needs_password: bool,
}

/// The invitation of a link.
///
/// # Errors
/// [`Failure::NotFound`] when the link does not work, or no longer.
pub async fn open(app: &App, secret: &str) -> Result<Invitation, Failure> {
    let hash = links::hash_of(secret).ok_or(Failure::NotFound)?;
    let mut tx = app.stores().read_directory().await?;
    find(app, &mut tx, &hash).await
}

async fn find(app: &App, tx: &mut ReadTx, hash: &[u8; 32]) -> Result<Invitation, Failure> {
    let link = storage::secret_links::find(tx, hash, Purpose::Invitation, app.now()).await?.ok_or(Failure::NotFound)?;
    let code = link.tenant.ok_or(Failure::NotFound)?;
    let tenant = storage::tenants::by_code(tx, &code).await?.ok_or(Failure::NotFound)?;
    let person = storage::memberships::one(tx, &code, link.account).await?.ok_or(Failure::NotFound)?;
    if !is_open(app, &person) {
        return Err(Failure::NotFound);
    }
    Ok(Invitation {
        tenant,
        account: person.account,
        user: person.user,
        title: person.title,
        organisation: person.organisation_name,
        needs_password: !person.has_password,
    })
}

fn is_open(app: &App, person: &PersonRow) -> bool {
    person.organisation_active && matches!(person.state.clone().at(app.now(), person.valid_to), MembershipState::Invited { .. })
}

/// Accepts as someone new: chooses the password and is signed in. Answers the session's token.
///
/// # Errors
/// [`Failure::NotFound`] when the link does not work, [`Failure::Invalid`] for a password that cannot be
/// used, [`Failure::Conflict`] when the account has a password: sign in instead.
pub async fn accept_as_new(app: &App, secret: &str, password: &str, device: Device) -> Result<String, Failure> {
    let hash = links::hash_of(secret).ok_or(Failure::NotFound)?;
    let invitation = open(app, secret).await?;
    accounts::check_password(password, &invitation.user).map_err(|wrong| Failure::Invalid(vec![wrong]))?;
    let password = accounts::hash(password.to_owned()).await?;
    let mut tx = app.stores().write_directory(invitation.account.to_string(), app.now()).await?;
    // Looked at again inside the write: someone may have accepted meanwhile.
    let invitation = find(app, &mut tx, &hash).await?;
    if !invitation.needs_password {
        return Err(Failure::Conflict("failure-invitation-sign-in"));
    }
    use_up(&mut tx, &hash, &invitation).await?;
    storage::accounts::set_password(&mut tx, invitation.account, &password).await?;
    let entry = entry(&invitation).fact("password", "chosen");
    let token = sessions::begin(app, tx, invitation.account, device, entry.clone()).await?;
    tell(app, &invitation, entry).await?;
    Ok(token)
}

/// Accepts as someone who is signed in.
///
/// # Errors
/// [`Failure::NotFound`] when the link does not work, or is for another account.
pub async fn accept_signed_in(app: &App, secret: &str, account: AccountId) -> Result<Tenant, Failure> {
    let hash = links::hash_of(secret).ok_or(Failure::NotFound)?;
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    let invitation = find(app, &mut tx, &hash).await?;
    if invitation.account != account || invitation.needs_password {
        return Err(Failure::NotFound);
    }
    use_up(&mut tx, &hash, &invitation).await?;
    tx.commit(entry(&invitation)).await?;
    tell(app, &invitation, entry(&invitation)).await?;
    Ok(invitation.tenant)
}

async fn use_up(tx: &mut storage::DirectoryTx, hash: &[u8; 32], invitation: &Invitation) -> Result<(), Failure> {
    let taken = storage::secret_links::take(tx, hash, Purpose::Invitation).await?;
    let accepted = storage::memberships::accept(tx, &invitation.tenant.code, invitation.account).await?;
    storage::secret_links::clear_invitation(tx, &invitation.tenant.code, invitation.account).await?;
    if taken && accepted { Ok(()) } else { Err(Failure::NotFound) }
}

fn entry(invitation: &Invitation) -> AuditEntry {
    AuditEntry::new(Event::InvitationAccepted, invitation.account.to_string()).fact("tenant", invitation.tenant.code.as_str())
}

/// The tenant's own log tells the same, by an actor that may do nothing else.
async fn tell(app: &App, invitation: &Invitation, entry: AuditEntry) -> Result<(), Failure> {
    let (tenant, title) = (invitation.tenant.code.clone(), invitation.title.clone());
    let actor = Actor::member(invitation.account, title, tenant, OrganisationKind::Other, Vec::new());
    Ok(app.write(&actor).await?.commit(entry).await?)
}
