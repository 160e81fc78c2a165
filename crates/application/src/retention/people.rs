//! People in a removal: they stand in the directory, whose writes are not those of the tenant's store.

use crate::App;
use domain::actor::{Actor, Permit};
use domain::audit::AuditEntry;
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::tenants::TenantCode;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::retention::accounts;
use storage::retention::due::{ByWeek, Taken, before};

/// Memberships of one batch.
pub(super) struct Leaving {
    ended: Vec<(AccountId, Timestamp)>,
    before: Timestamp,
}

impl Leaving {
    /// What is to be left of them.
    pub(super) fn stones(&self) -> Vec<Taken> {
        self.ended.iter().map(accounts::stone).collect()
    }
}

/// How many are due, by week.
pub(super) async fn by_week(app: &App, tenant: &TenantCode, cutoff: Date) -> Result<ByWeek, Failure> {
    let mut directory = app.stores().read_directory().await?;
    Ok(accounts::by_week(&mut directory, tenant, before(cutoff)).await?)
}

/// The next of them; `None` when nobody is left.
pub(super) async fn leaving(app: &App, tenant: &TenantCode, cutoff: Date, limit: u32) -> Result<Option<Leaving>, Failure> {
    let mut directory = app.stores().read_directory().await?;
    let ended = accounts::ended(&mut directory, tenant, before(cutoff), limit).await?;
    Ok(Some(Leaving { ended, before: before(cutoff) }).filter(|leaving| !leaving.ended.is_empty()))
}

/// Takes them out of the directory, with the entry that the tenant's own log has.
pub(super) async fn leave(app: &App, actor: &Actor, permit: Permit, leaving: Option<Leaving>, entry: AuditEntry) -> Result<(), Failure> {
    let Some(leaving) = leaving else { return Ok(()) };
    let mut tx = app.write_directory(actor).await?;
    for (account, _) in &leaving.ended {
        accounts::leave(&mut tx, permit, actor.tenant(), *account, leaving.before).await?;
    }
    Ok(tx.commit(entry.fact("tenant", actor.tenant().as_str())).await?)
}
