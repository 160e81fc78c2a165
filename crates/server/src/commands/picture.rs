//! `samsyn picture`

use crate::arguments::{FormatChoice, Picture};
use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use application::pictures::{Format, Request, export};
use application::{App, districts};
use documents::picture::{csv, json, pdf, workbook};
use domain::actor::Actor;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::pictures::{PictureFilter, Span};
use domain::reports::{PoliceReported, Reported, Sureness};
use messages::Lang;
use std::io::Write;

/// Takes the picture of a week out as a file.
pub async fn run(config: &Config, arguments: &Picture, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    application::tenants::by_code(&app, &arguments.tenant).await?;
    let actor = Actor::operator(arguments.tenant.clone());
    let bytes = bytes(&app, &actor, &request(arguments)?, (arguments.format, arguments.texts_reviewed), lang).await?;
    write(&arguments.out, &bytes).map_err(Trouble::writing(Some(&arguments.out)))?;
    Ok(Exit::Done)
}

fn request(arguments: &Picture) -> Result<Request, Trouble> {
    let category = arguments.category.as_deref().map(str::parse).transpose();
    let filter = PictureFilter {
        district: arguments.district.clone().map(DistrictCode),
        category: category.map_err(|_| Trouble::from(Failure::invalid("category", "failure-unknown-category")))?,
        source: arguments.source.clone(),
        reported: Reported {
            sureness: arguments.certainty.as_deref().and_then(Sureness::from_key),
            police: arguments.police_reported.as_deref().and_then(PoliceReported::from_key),
        },
        span: Span::from_weeks(arguments.span).ok_or_else(|| Trouble::from(Failure::invalid("span", "failure-span")))?,
    };
    Ok(Request { week: arguments.week, filter, version: arguments.edition })
}

async fn bytes(app: &App, actor: &Actor, request: &Request, (format, kept): (FormatChoice, bool), lang: Lang) -> Result<Vec<u8>, Trouble> {
    Ok(match format {
        FormatChoice::Json => format!("{:#}\n", json(&*export(app, actor, request, Format::Json, kept).await?)).into_bytes(),
        FormatChoice::Csv => csv(&*export(app, actor, request, Format::Csv, kept).await?, lang),
        FormatChoice::Xlsx => {
            workbook(&*export(app, actor, request, Format::Xlsx, kept).await?, lang).map_err(|e| Trouble::Config(e.to_string()))?
        }
        FormatChoice::Pdf => {
            let picture = export(app, actor, request, Format::Pdf, kept).await?;
            let outlines = districts::outlines(app, actor, &picture).await?;
            let input = pdf::document(&picture, &outlines, app.address(), lang);
            crate::typesetting::typesetter()(input).await.map_err(|e| Trouble::Config(e.to_string()))?
        }
    })
}

/// Writes beside the file and moves it into place, so that a reader never sees half of it.
fn write(out: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    if out.as_os_str() == "-" {
        return std::io::stdout().lock().write_all(bytes);
    }
    let beside = out.with_extension("samsyn-part");
    std::fs::write(&beside, bytes)?;
    std::fs::rename(&beside, out)
}
