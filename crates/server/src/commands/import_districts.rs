//! `samsyn import districts`

use crate::arguments::ImportDistricts;
use crate::commands::report;
use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use application::districts::{DistrictColumns, import};
use application::imports::ReceivedFile;
use domain::actor::Actor;
use domain::imports::ImportReport;
use messages::Lang;

/// Puts a new version of the boundaries in place.
pub async fn run(config: &Config, arguments: &ImportDistricts, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    application::tenants::by_code(&app, &arguments.tenant).await?;
    let columns = DistrictColumns {
        layer: arguments.layer.clone(),
        name: arguments.name_column.clone(),
        code: arguments.code_column.clone(),
        municipality: arguments.municipality.clone(),
    };
    let actor = Actor::operator(arguments.tenant.clone());
    let done = import(&app, &actor, &received(&arguments.file), &columns).await;
    let counted = |districts: u32| ImportReport { read: districts.into(), imported: districts.into(), ..ImportReport::default() };
    report::tell(done.map(|r| (report::Stored::default(), counted(r.set.districts))), arguments.json, lang)
}

/// A file of this machine as the use cases take it.
pub(super) fn received(path: &std::path::Path) -> ReceivedFile {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    ReceivedFile { path: path.to_owned(), name }
}
