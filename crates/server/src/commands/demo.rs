//! `samsyn demo`: the practice municipality on this machine.

mod actions;
mod feedback;
mod matches;
mod meetings;
mod people;
mod reports;
mod town;
mod workbook;

use crate::arguments::Demo;
use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use crate::serving;
use messages::Lang;
use std::net::{Ipv4Addr, SocketAddr};
use web::Settings;

/// Makes the town the first time and serves it, open to everyone on this machine.
pub async fn run(config: &Config, demo: &Demo, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open_or_make().await?;
    let opened = town::open(&app, &config.data, demo, lang).await?;
    app.open_demo(opened);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, demo.port));
    app.open_address(&format!("http://{address}"));
    let settings = Settings { behind_tls: false, metrics_open: false };
    serving::serve(app, address, settings, |at| println!("http://{at}")).await?;
    Ok(Exit::Done)
}
