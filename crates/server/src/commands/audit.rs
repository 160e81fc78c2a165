//! `samsyn audit verify`

use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use domain::actor::Actor;
use domain::audit::Verdict;
use domain::tenants::TenantCode;
use messages::Lang;

/// Walks the chain; the head's hash goes to standard output, to be noted elsewhere.
pub async fn verify(config: &Config, tenant: &TenantCode, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    application::tenants::by_code(&app, tenant).await?;
    match application::audit::verify(&app, &Actor::operator(tenant.clone())).await? {
        Verdict::Whole { entries, head } => {
            eprintln!("{}", lang.format("cli-audit-whole", &[("n", entries.into())]));
            println!("{entries} {head}");
            Ok(Exit::Done)
        }
        Verdict::Broken { at } => {
            eprintln!("{}", lang.format("cli-audit-broken", &[("n", at.into())]));
            Ok(Exit::Failed)
        }
    }
}
