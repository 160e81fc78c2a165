//! `samsyn tenant create`

use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use domain::tenants::TenantCode;
use messages::Lang;

/// Makes an authority.
pub async fn create(config: &Config, code: &TenantCode, name: &str, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open_or_make().await?;
    let tenant = application::tenants::create(&app, code, name).await?;
    eprintln!("{}", lang.format("cli-tenant-created", &[("code", tenant.code.as_str().into()), ("name", tenant.name.into())]));
    Ok(Exit::Done)
}
