//! Memberships in the directory: an account, its organisation in a tenant, its roles, its state.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, OperationalTx, ReadTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::{AccountId, OrganisationId};
use domain::memberships::{Ended, MembershipState, SecondFactorRule};
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::tenants::{Tenant, TenantCode};
use jiff::Timestamp;
use jiff::civil::Date;

/// Columns of a person's row, in the order that `person` reads them.
macro_rules! person {
    ($rest:literal) => {
        concat!(
            "SELECT m.account_id, m.title, s.subject, a.email, o.id, o.name, o.kind, o.active, m.roles, m.state, m.state_at, m.state_by,
             m.reason, m.valid_to, m.certified_on, m.training_expires, m.version, a.seen_at, a.totp_secret IS NOT NULL,
             a.password_hash IS NOT NULL,
             (SELECT MAX(l.created_at) FROM secret_link l
              WHERE l.account_id = m.account_id AND l.tenant_code = m.tenant_code AND l.purpose = 'invitation'),
             m.mail_refused_at
             FROM membership m JOIN account a ON a.id = m.account_id JOIN organisation o ON o.id = m.organisation_id
             LEFT JOIN sign_in_method s ON s.account_id = a.id AND s.issuer = 'local' ",
            $rest
        )
    };
}

statements! {
    ACTIVE = "SELECT t.code, t.name, t.second_factor, o.id, o.kind, o.name, m.title, m.roles, m.training_expires,
              (SELECT MAX(g.until) FROM class_d_grant g WHERE g.account_id = m.account_id AND g.tenant_code = m.tenant_code
               AND g.ended_at IS NULL AND g.until > $2)
              FROM membership m JOIN tenant t ON t.code = m.tenant_code JOIN organisation o ON o.id = m.organisation_id
              WHERE m.account_id = $1 AND m.state = 'active' AND o.active AND (m.valid_to IS NULL OR m.valid_to > $2) ORDER BY t.code";
    PEOPLE = person!("WHERE m.tenant_code = $1 ORDER BY m.title, s.subject");
    PERSON = person!("WHERE m.tenant_code = $1 AND m.account_id = $2");
    INSERT = "INSERT INTO membership (account_id, tenant_code, organisation_id, title, roles, state, state_at, state_by, reason, valid_to, version)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, 1)
              ON CONFLICT (account_id, tenant_code) DO UPDATE SET organisation_id = excluded.organisation_id, title = excluded.title,
              roles = excluded.roles, state = excluded.state, state_at = excluded.state_at, state_by = excluded.state_by, reason = '',
              mail_refused_at = NULL, valid_to = excluded.valid_to, version = membership.version + 1 WHERE membership.state = 'removed'";
    CHANGE = "UPDATE membership SET title = $4, organisation_id = $5, roles = $6, valid_to = $7, version = version + 1
              WHERE account_id = $1 AND tenant_code = $2 AND version = $3";
    SET_STATE = "UPDATE membership SET state = $4, state_at = $5, state_by = $6, reason = $7, mail_refused_at = NULL,
                 version = version + 1 WHERE account_id = $1 AND tenant_code = $2 AND version = $3";
    ACCEPT = "UPDATE membership SET state = 'active', state_at = $3, state_by = '', version = version + 1
              WHERE account_id = $1 AND tenant_code = $2 AND state = 'invited' AND (valid_to IS NULL OR valid_to > $3)";
    MAIL_REFUSED = "UPDATE membership SET mail_refused_at = $3 WHERE account_id = $1 AND tenant_code = $2 AND state = 'invited'";
    CERTIFY = "UPDATE membership SET certified_on = $3, training_expires = $4 WHERE account_id = $1 AND tenant_code = $2";
    EXPIRING = "SELECT account_id, training_expires FROM membership
                WHERE tenant_code = $1 AND state = 'active' AND training_expires >= $2 AND training_expires <= $3";
}

/// A membership that its account can act through now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipRow {
    /// Where.
    pub tenant: Tenant,
    /// For which organisation.
    pub organisation_id: OrganisationId,
    /// Kind of that organisation.
    pub organisation: OrganisationKind,
    /// Its name.
    pub organisation_name: String,
    /// Function title there.
    pub title: String,
    /// With which roles.
    pub roles: Vec<Role>,
    /// Whether the tenant asks for a second factor.
    pub second_factor: SecondFactorRule,
    /// Last day that the reporters' course counts; `None` when it was never taken.
    pub training_expires: Option<Date>,
    /// Named for class D until then.
    pub class_d_until: Option<Timestamp>,
}

/// A person as the tenant's administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Account.
    pub account: AccountId,
    /// Function title in the tenant.
    pub title: String,
    /// Name to sign in with.
    pub user: String,
    /// Where mail goes.
    pub email: Option<String>,
    /// Organisation.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its kind.
    pub organisation: OrganisationKind,
    /// Whether the organisation takes part.
    pub organisation_active: bool,
    /// Roles.
    pub roles: Vec<Role>,
    /// State as stored: ask [`MembershipState::at`] for the state now.
    pub state: MembershipState,
    /// When that state began.
    pub state_at: Timestamp,
    /// End of the last day, if there is one.
    pub valid_to: Option<Timestamp>,
    /// Day that the reporters' course was taken.
    pub certified_on: Option<Date>,
    /// Last day that it counts.
    pub training_expires: Option<Date>,
    /// Counts changes.
    pub version: u32,
    /// When the account was last signed in to.
    pub seen: Option<Timestamp>,
    /// Whether the account has a second factor.
    pub has_second_factor: bool,
    /// Whether the account has a password: someone has accepted some invitation.
    pub has_password: bool,
    /// When the newest invitation that still works was made.
    pub invited_by_link_at: Option<Timestamp>,
    /// When the mail server refused the address of the newest invitation.
    pub mail_refused_at: Option<Timestamp>,
}

/// A membership to give.
#[derive(Clone, Debug)]
pub struct NewMembership<'a> {
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub tenant: &'a TenantCode,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Function title there.
    pub title: &'a str,
    /// With which roles.
    pub roles: &'a [Role],
    /// Invited or, from the command line, active at once.
    pub state: &'a MembershipState,
    /// Title of who gives it.
    pub by: &'a str,
    /// End of the last day.
    pub valid_to: Option<Timestamp>,
}

/// What an administrator can change of a membership.
#[derive(Clone, Debug)]
pub struct MembershipChange<'a> {
    /// Function title.
    pub title: &'a str,
    /// Organisation.
    pub organisation: OrganisationId,
    /// Roles.
    pub roles: &'a [Role],
    /// End of the last day.
    pub valid_to: Option<Timestamp>,
}

fn keys(roles: &[Role]) -> String {
    roles.iter().map(|r| r.key()).collect::<Vec<_>>().join(" ")
}

fn read_roles(index: usize, row: &Row) -> Result<Vec<Role>, DatabaseError> {
    let roles: String = row.get(index)?;
    roles.split_whitespace().map(|key| Role::from_key(key).ok_or_else(|| column(index, key))).collect()
}

fn read_kind(index: usize, row: &Row) -> Result<OrganisationKind, DatabaseError> {
    let kind: String = row.get(index)?;
    OrganisationKind::from_key(&kind).ok_or_else(|| column(index, &kind))
}

fn read_day(index: usize, row: &Row) -> Result<Option<Date>, DatabaseError> {
    let day: Option<String> = row.get(index)?;
    day.map(|day| day.parse().map_err(|_| column(index, &day))).transpose()
}

fn membership(row: &Row) -> Result<MembershipRow, DatabaseError> {
    let code: String = row.get(0)?;
    let rule: String = row.get(2)?;
    Ok(MembershipRow {
        tenant: Tenant { code: code.parse().map_err(|_| column(0, &code))?, name: row.get(1)? },
        second_factor: SecondFactorRule::from_key(&rule).ok_or_else(|| column(2, &rule))?,
        organisation_id: OrganisationId(row.get(3)?),
        organisation: read_kind(4, row)?,
        organisation_name: row.get(5)?,
        title: row.get(6)?,
        roles: read_roles(7, row)?,
        training_expires: read_day(8, row)?,
        class_d_until: row.get(9)?,
    })
}

fn state(row: &Row) -> Result<MembershipState, DatabaseError> {
    let key: String = row.get(9)?;
    let at: Timestamp = row.get(10)?;
    let ended = || Ok::<_, DatabaseError>(Ended { at, by: row.get(11)?, reason: row.get(12)? });
    match key.as_str() {
        "invited" => Ok(MembershipState::Invited { at }),
        "active" => Ok(MembershipState::Active),
        "suspended" => Ok(MembershipState::Suspended(ended()?)),
        "removed" => Ok(MembershipState::Removed(ended()?)),
        other => Err(column(9, other)),
    }
}

fn person(row: &Row) -> Result<PersonRow, DatabaseError> {
    Ok(PersonRow {
        account: AccountId(row.get(0)?),
        title: row.get(1)?,
        user: row.get::<Option<String>>(2)?.unwrap_or_default(),
        email: row.get(3)?,
        organisation_id: OrganisationId(row.get(4)?),
        organisation_name: row.get(5)?,
        organisation: read_kind(6, row)?,
        organisation_active: row.get(7)?,
        roles: read_roles(8, row)?,
        state: state(row)?,
        state_at: row.get(10)?,
        valid_to: row.get(13)?,
        certified_on: read_day(14, row)?,
        training_expires: read_day(15, row)?,
        version: u32::try_from(row.get::<i64>(16)?).map_err(|e| column(16, e))?,
        seen: row.get(17)?,
        has_second_factor: row.get(18)?,
        has_password: row.get(19)?,
        invited_by_link_at: row.get(20)?,
        mail_refused_at: row.get(21)?,
    })
}

/// Notes that the mail server refused the address of an invitation.
pub async fn mail_refused(tx: &mut OperationalTx, tenant: &TenantCode, account: AccountId, at: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&MAIL_REFUSED, &[account.0.into(), tenant.as_str().into(), at.into()]).await?;
    Ok(())
}

/// What an account can act through now. Everything else means no: an organisation that has left, a
/// last day that has passed, an invitation not yet accepted, a suspension, a removal.
pub async fn active(tx: &mut ReadTx, account: AccountId, now: Timestamp) -> Result<Vec<MembershipRow>, StorageError> {
    Ok(tx.0.all(&ACTIVE, &[account.0.into(), now.into()], membership).await?)
}

/// Everyone who is or was a member of the tenant.
pub async fn people(tx: &mut ReadTx, tenant: &TenantCode) -> Result<Vec<PersonRow>, StorageError> {
    Ok(tx.0.all(&PEOPLE, &[tenant.as_str().into()], person).await?)
}

/// One of them.
pub async fn one(tx: &mut ReadTx, tenant: &TenantCode, account: AccountId) -> Result<Option<PersonRow>, StorageError> {
    Ok(tx.0.optional(&PERSON, &[tenant.as_str().into(), account.0.into()], person).await?)
}

/// Gives a membership; `false` when the account has one there that was not removed.
pub async fn give(tx: &mut DirectoryTx, _: Permit, new: &NewMembership<'_>) -> Result<bool, StorageError> {
    let now = tx.now();
    let values = [
        new.account.0.into(),
        new.tenant.as_str().into(),
        new.organisation.0.into(),
        new.title.into(),
        keys(new.roles).into(),
        new.state.key().into(),
        now.into(),
        new.by.into(),
        new.valid_to.into(),
    ];
    Ok(tx.0.execute(&INSERT, &values).await? == 1)
}

/// Changes a membership that still has the version that was seen; `false` otherwise.
pub async fn change(
    tx: &mut DirectoryTx,
    _: Permit,
    person: (&TenantCode, AccountId),
    seen: u32,
    change: &MembershipChange<'_>,
) -> Result<bool, StorageError> {
    let values = [
        person.1.0.into(),
        person.0.as_str().into(),
        seen.into(),
        change.title.into(),
        change.organisation.0.into(),
        keys(change.roles).into(),
        change.valid_to.into(),
    ];
    Ok(tx.0.execute(&CHANGE, &values).await? == 1)
}

/// Moves a membership that still has the version that was seen to another state; `false` otherwise.
pub async fn set_state(
    tx: &mut DirectoryTx,
    _: Permit,
    person: (&TenantCode, AccountId),
    seen: u32,
    state: &MembershipState,
) -> Result<bool, StorageError> {
    let (by, reason) = match state {
        MembershipState::Suspended(ended) | MembershipState::Removed(ended) => (ended.by.as_str(), ended.reason.as_str()),
        MembershipState::Invited { .. } | MembershipState::Active | MembershipState::Expired { .. } => ("", ""),
    };
    let now = tx.now();
    let values = [person.1.0.into(), person.0.as_str().into(), seen.into(), state.key().into(), now.into(), by.into(), reason.into()];
    Ok(tx.0.execute(&SET_STATE, &values).await? == 1)
}

/// The invited person accepts; `false` when there is no invitation to accept.
pub async fn accept(tx: &mut DirectoryTx, tenant: &TenantCode, account: AccountId) -> Result<bool, StorageError> {
    let now = tx.now();
    Ok(tx.0.execute(&ACCEPT, &[account.0.into(), tenant.as_str().into(), now.into()]).await? == 1)
}

/// Notes that the reporters' course was taken.
pub async fn certify(tx: &mut DirectoryTx, tenant: &TenantCode, account: AccountId, on: Date, expires: Date) -> Result<(), StorageError> {
    let values = [account.0.into(), tenant.as_str().into(), on.to_string().into(), expires.to_string().into()];
    tx.0.execute(&CERTIFY, &values).await?;
    Ok(())
}

/// Members whose course ends on one of these days, with the day.
pub async fn training_ends(tx: &mut ReadTx, tenant: &TenantCode, from: Date, to: Date) -> Result<Vec<(AccountId, Date)>, StorageError> {
    let values = [tenant.as_str().into(), from.to_string().into(), to.to_string().into()];
    let read = |row: &Row| Ok((AccountId(row.get(0)?), read_day(1, row)?));
    let rows = tx.0.all(&EXPIRING, &values, read).await?;
    Ok(rows.into_iter().filter_map(|(account, day)| Some((account, day?))).collect())
}
