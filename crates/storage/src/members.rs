//! Who takes part in a tenant: the directory's memberships seen from the tenant.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::ReadTx;
use database::Row;
use domain::actions::{Function, Organisation};
use domain::ids::{AccountId, OrganisationId};
use domain::organisations::OrganisationKind;
use domain::tenants::TenantCode;
use jiff::Timestamp;

statements! {
    OF_TENANT = "SELECT a.id, m.title, o.kind, o.name, o.id FROM membership m
                 JOIN account a ON a.id = m.account_id JOIN organisation o ON o.id = m.organisation_id
                 WHERE m.tenant_code = $1 AND m.state = 'active' AND (m.valid_to IS NULL OR m.valid_to > $2) AND a.disabled_at IS NULL
                 AND o.active ORDER BY o.name, m.title, a.id";
}

/// Everyone with a membership in the tenant now, by organisation and title. Reads the directory.
pub async fn of_tenant(tx: &mut ReadTx, tenant: &TenantCode, now: Timestamp) -> Result<Vec<(Organisation, Function)>, StorageError> {
    let read = |row: &Row| {
        let kind: String = row.get(2)?;
        let kind = OrganisationKind::from_key(&kind).ok_or_else(|| column(2, &kind))?;
        let organisation = Organisation { id: OrganisationId(row.get(4)?), kind, name: row.get(3)? };
        Ok((organisation, Function { account: AccountId(row.get(0)?), title: row.get(1)? }))
    };
    Ok(tx.0.all(&OF_TENANT, &[tenant.as_str().into(), now.into()], read).await?)
}
