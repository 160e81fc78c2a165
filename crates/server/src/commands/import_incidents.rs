//! `samsyn import incidents`

use crate::arguments::{ImportIncidents, OutsideChoice};
use crate::commands::import_districts::received;
use crate::commands::report;
use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use application::imports::{self, Step, field_text};
use domain::actor::Actor;
use domain::imports::{Mapping, Outside};
use indicatif::{ProgressBar, ProgressStyle};
use intake::mapping_file;
use messages::Lang;
use std::io::{IsTerminal, Write};
use std::time::Duration;

/// Imports a list of incidents. At a terminal the mapping is shown and asked about, unless `--yes`.
pub async fn run(config: &Config, arguments: &ImportIncidents, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    application::tenants::by_code(&app, &arguments.tenant).await?;
    let actor = Actor::operator(arguments.tenant.clone());
    let outside = match arguments.outside {
        OutsideChoice::Refuse => Outside::Refuse,
        OutsideChoice::Keep => Outside::Keep,
    };
    let mapping = arguments.mapping.as_deref().map(mapping).transpose()?;
    let mut command = imports::ImportIncidents {
        sender: arguments.sender.clone(),
        mapping,
        sheet: arguments.sheet.clone(),
        outside,
        replaces: arguments.replaces,
    };
    let file = received(&arguments.file);
    let at_terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if at_terminal && !arguments.yes {
        let preview = match imports::preview(&app, &actor, &file, &command).await {
            Ok(preview) => preview,
            Err(failure) => return report::tell(Err(failure), arguments.json, lang),
        };
        beside(&preview, lang);
        if !agreed(&preview.mapping, lang)? {
            return Ok(Exit::Usage);
        }
        command.mapping = Some(preview.mapping);
    }
    let bar = progress(lang);
    let watch = |step| match step {
        Step::Read(rows) => bar.set_position(rows),
        Step::Stored(rows) => {
            bar.set_message(lang.text("cli-rows-stored"));
            bar.set_position(rows);
        }
    };
    let done = imports::import_incidents(&app, &actor, &file, &command, &watch).await;
    bar.finish_and_clear();
    if let (Ok(_), Some(weekly)) = (&done, arguments.weekly) {
        imports::expect_weekly(&app, &actor, arguments.sender.trim(), weekly).await?;
    }
    if let Ok(imports::Imported { edition_of: Some(list), .. }) = &done {
        let file = imports::by_id(&app, &actor, *list).await?.file_name;
        eprintln!("{}", lang.format("cli-edition-kept", &[("file", file.into()), ("id", list.to_string().into())]));
    }
    let stored = |imported: &imports::Imported| report::Stored { batch: Some(imported.batch), edition_of: imported.edition_of };
    report::tell(done.map(|imported| (stored(&imported), imported.report)), arguments.json, lang)
}

fn mapping(path: &std::path::Path) -> Result<Mapping, Trouble> {
    let text = std::fs::read_to_string(path).map_err(|e| Trouble::Config(format!("{}: {e}", path.display())))?;
    mapping_file::read(&text).map_err(Trouble::Refused)
}

/// What is known of the file's weeks already, and the list that it may be a corrected edition of.
fn beside(preview: &imports::Preview, lang: Lang) {
    for told in &preview.told {
        eprintln!("{}", imports::told_text(lang, told));
    }
    if let Some(doubt) = &preview.doubt {
        eprintln!("{}", imports::refused_text(lang, doubt));
    }
    if let Some(edition) = &preview.edition_of {
        let file = edition.file_name.as_str();
        eprintln!("{}", lang.format("cli-edition-of", &[("file", file.into()), ("id", edition.id.to_string().into())]));
        preview.changes.iter().for_each(|changes| would_change(changes, file, lang));
    }
    if let Some(report) = &preview.dry_run {
        report::words(report, lang);
    }
}

/// What would come, change and go if the file took the place of an earlier one.
fn would_change(changes: &imports::EditionChanges, file: &str, lang: Lang) {
    let counts = [
        ("file", file.into()),
        ("come", changes.come_total.into()),
        ("change", changes.changed_total.into()),
        ("go", changes.go_total.into()),
    ];
    eprintln!("{}", lang.format("cli-edition-changes", &counts));
    report::few(changes.come.iter().map(|(row, new)| imports::new_row_text(lang, *row, new)), changes.come_total, lang);
    report::few(changes.changed.iter().map(|changed| imports::changed_text(lang, changed)), changes.changed_total, lang);
    report::few(changes.go.iter().map(|gone| imports::gone_text(lang, gone)), changes.go_total, lang);
}

fn agreed(mapping: &Mapping, lang: Lang) -> Result<bool, Trouble> {
    eprintln!("{}", lang.text("cli-mapping"));
    for (field, header) in &mapping.columns {
        eprintln!("  {:28} {header}", field_text(lang, *field));
    }
    eprint!("{} ", lang.text("cli-go-on"));
    let io = |e: std::io::Error| Trouble::Config(e.to_string());
    std::io::stderr().flush().map_err(io)?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).map_err(io)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "" | "j" | "ja" | "y" | "yes"))
}

/// A counter on standard error; nothing when that is not a terminal.
fn progress(lang: Lang) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.set_style(ProgressStyle::with_template("{spinner} {msg} {human_pos}").unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.set_message(lang.text("cli-rows-read"));
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
