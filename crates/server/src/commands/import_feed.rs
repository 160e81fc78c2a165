//! `samsyn import feed`

use crate::arguments::ImportFeed;
use crate::commands::import_districts::received;
use crate::commands::report;
use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use domain::actor::Actor;
use messages::Lang;

/// Imports the police's event feed as context.
pub async fn run(config: &Config, arguments: &ImportFeed, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    application::tenants::by_code(&app, &arguments.tenant).await?;
    let actor = Actor::operator(arguments.tenant.clone());
    let done = application::imports::import_feed(&app, &actor, &received(&arguments.file)).await;
    report::tell(
        done.map(|imported| (report::Stored { batch: Some(imported.batch), edition_of: None }, imported.report)),
        arguments.json,
        lang,
    )
}
