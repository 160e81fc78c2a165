//! Accounts and memberships in the directory.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use database::{DatabaseError, Row};
use domain::ids::AccountId;
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::tenants::{Tenant, TenantCode};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO account (id, user_name, title, password_hash, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_name) DO NOTHING";
    BY_USER = "SELECT id, title, password_hash FROM account WHERE user_name = $1 AND disabled_at IS NULL";
    BY_ID = "SELECT id, title FROM account WHERE id = $1 AND disabled_at IS NULL";
    GIVE = "INSERT INTO membership (account_id, tenant_code, organisation_kind, organisation_name, roles, valid_from) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (account_id, tenant_code) DO UPDATE SET organisation_kind = excluded.organisation_kind,
            organisation_name = excluded.organisation_name, roles = excluded.roles, valid_from = excluded.valid_from, valid_to = NULL";
    MEMBERSHIPS = "SELECT t.code, t.name, m.organisation_kind, m.organisation_name, m.roles FROM membership m
                   JOIN tenant t ON t.code = m.tenant_code
                   WHERE m.account_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) ORDER BY t.code";
}

/// An account with what is needed to check a password.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// Identity.
    pub id: AccountId,
    /// Function title or user name as shown.
    pub title: String,
    /// Argon2id hash in PHC form; `None` when the account has no password.
    pub password_hash: Option<String>,
}

/// A membership that is valid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipRow {
    /// Where.
    pub tenant: Tenant,
    /// For what kind of organisation.
    pub organisation: OrganisationKind,
    /// Its name.
    pub organisation_name: String,
    /// With which roles.
    pub roles: Vec<Role>,
}

/// Adds an account; `false` when the user name is taken. User names are compared in lower case.
pub async fn insert(tx: &mut DirectoryTx, id: AccountId, user: &str, title: &str, hash: Option<&str>) -> Result<bool, StorageError> {
    let now = tx.now();
    let values = [id.0.into(), user.to_lowercase().into(), title.into(), hash.map(str::to_owned).into(), now.into()];
    Ok(tx.0.execute(&INSERT, &values).await? == 1)
}

/// The account of a user name, unless it is disabled.
pub async fn by_user(tx: &mut ReadTx, user: &str) -> Result<Option<AccountRow>, StorageError> {
    let read = |row: &Row| Ok(AccountRow { id: AccountId(row.get(0)?), title: row.get(1)?, password_hash: row.get(2)? });
    Ok(tx.0.optional(&BY_USER, &[user.to_lowercase().into()], read).await?)
}

/// Title of an account, unless it is disabled.
pub async fn title(tx: &mut ReadTx, id: AccountId) -> Result<Option<String>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], |row| row.get(1)).await?)
}

/// Gives or replaces a membership.
pub async fn give(tx: &mut DirectoryTx, account: AccountId, membership: &MembershipRow) -> Result<(), StorageError> {
    let now = tx.now();
    let roles: Vec<_> = membership.roles.iter().map(|r| r.key()).collect();
    let values = [
        account.0.into(),
        membership.tenant.code.as_str().into(),
        membership.organisation.key().into(),
        membership.organisation_name.as_str().into(),
        roles.join(" ").into(),
        now.into(),
    ];
    tx.0.execute(&GIVE, &values).await?;
    Ok(())
}

/// Memberships of an account that are valid now.
pub async fn memberships(tx: &mut ReadTx, account: AccountId, now: Timestamp) -> Result<Vec<MembershipRow>, StorageError> {
    Ok(tx.0.all(&MEMBERSHIPS, &[account.0.into(), now.into()], membership).await?)
}

fn membership(row: &Row) -> Result<MembershipRow, DatabaseError> {
    let code: String = row.get(0)?;
    let kind: String = row.get(2)?;
    let roles: String = row.get(4)?;
    let code: TenantCode = code.parse().map_err(|_| column(0, &code))?;
    let roles = roles.split_whitespace().map(|key| Role::from_key(key).ok_or_else(|| column(4, key)));
    Ok(MembershipRow {
        tenant: Tenant { code, name: row.get(1)? },
        organisation: OrganisationKind::from_key(&kind).ok_or_else(|| column(2, &kind))?,
        organisation_name: row.get(3)?,
        roles: roles.collect::<Result<_, _>>()?,
    })
}
