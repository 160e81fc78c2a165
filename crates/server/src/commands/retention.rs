//! `samsyn retention --dry-run`

use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use domain::actor::Actor;
use domain::tenants::TenantCode;
use messages::Lang;

/// One line for each kind: key, number of records, first and last week, day before which they go, decision.
pub async fn dry_run(config: &Config, tenant: &TenantCode, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    application::tenants::by_code(&app, tenant).await?;
    for due in application::retention::dry_run(&app, &Actor::operator(tenant.clone())).await? {
        let name = lang.text(&format!("retention-kind-{}", due.kind.key()));
        match &due.rule {
            Some((rule, cutoff)) => {
                let weeks = due.weeks.keys().next().zip(due.weeks.keys().next_back());
                let weeks = weeks.map(|(first, last)| format!("{first}–{last}")).unwrap_or_default();
                println!("{}\t{}\t{weeks}\t{cutoff}\t{}\t{name}", due.kind.key(), due.count(), rule.decision);
            }
            None => println!("{}\t-\t\t\t\t{name}: {}", due.kind.key(), lang.text("retention-no-rule")),
        }
    }
    Ok(Exit::Done)
}
