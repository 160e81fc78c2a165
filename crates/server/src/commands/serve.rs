//! `samsyn serve`

use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use crate::serving;
use messages::Lang;
use std::net::SocketAddr;
use web::Settings;

/// Serves the stores in the data folder.
pub async fn run(config: &Config, port: Option<u16>, lang: Lang) -> Result<Exit, Trouble> {
    let is_new = !config.is_made().await?;
    let app = config.open_or_make().await?;
    if is_new {
        eprintln!("{}", lang.format("cli-store-made", &[("value", config.data.display().to_string().into())]));
    }
    let address = SocketAddr::new(config.http.address, port.unwrap_or(config.http.port));
    app.open_address(&format!("http://{address}"));
    let settings = Settings { behind_tls: config.http.behind_tls, metrics_open: config.http.metrics_open };
    serving::serve(app, address, settings, |at| eprintln!("{}", lang.format("cli-serving", &[("address", format!("http://{at}").into())])))
        .await?;
    Ok(Exit::Done)
}
