//! The `samsyn` program: the server and everything the command line does.

mod arguments;
mod commands;
mod config;
mod logs;
mod outcome;
mod serving;
mod typesetting;
mod usage;

use arguments::{Arguments, AuditCommand, Command, ConfigCommand, ImportCommand, TenantCommand, UserCommand};
use clap::{CommandFactory, FromArgMatches};
use outcome::{Exit, Trouble};
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = Arguments::command().mut_subcommand("analyse", commands::analyse::with_negative_numbers);
    let parsed = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return usage::tell(&error, arguments::lang_of(std::env::args_os())),
    };
    // Typesetting is a process of its own without a runtime: bytes in, bytes out.
    if matches!(arguments.command, Command::Typeset) {
        return typesetting::child();
    }
    config::for_the_owner_alone();
    let lang = arguments.lang();
    // The guard needs no store, no configuration and no runtime either.
    if let Command::Privacy { command } = &arguments.command {
        return ended(commands::privacy::run(command, lang), lang);
    }
    // Nor does an analysis of a file.
    if let Command::Analyse { method } = &arguments.command {
        return ended(commands::analyse::run(method, lang), lang);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("samsyn: {error}");
            return ExitCode::from(Exit::Failed.code());
        }
    };
    ended(runtime.block_on(run(arguments)), lang)
}

fn ended(done: Result<Exit, Trouble>, lang: messages::Lang) -> ExitCode {
    match done {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(trouble) => {
            eprintln!("samsyn: {}", outcome::plain(&trouble.text(lang)));
            ExitCode::from(trouble.exit().code())
        }
    }
}

async fn run(arguments: Arguments) -> Result<Exit, Trouble> {
    let config = config::load(&arguments)?;
    logs::start(&config.log);
    let lang = arguments.lang();
    match arguments.command {
        Command::Serve { port } => commands::serve::run(&config, port, lang).await,
        Command::Demo(demo) => commands::demo::run(&config, &demo, lang).await,
        Command::Tenant { command: TenantCommand::Create { code, name } } => commands::tenant::create(&config, &code, &name, lang).await,
        Command::Import { command: ImportCommand::Districts(import) } => commands::import_districts::run(&config, &import, lang).await,
        Command::Import { command: ImportCommand::Incidents(import) } => commands::import_incidents::run(&config, &import, lang).await,
        Command::Import { command: ImportCommand::Feed(import) } => commands::import_feed::run(&config, &import, lang).await,
        Command::Picture(picture) => commands::picture::run(&config, &picture, lang).await,
        Command::User { command: UserCommand::Add(user) } => commands::user::add(&config, &user, lang).await,
        Command::User { command: UserCommand::Invite(user) } => commands::user::invite(&config, &user, lang).await,
        Command::User { command: UserCommand::Reset { user, tenant, without_second_factor } } => {
            commands::user::reset(&config, &tenant, &user, without_second_factor, lang).await
        }
        Command::Config { command: ConfigCommand::Check } => commands::config::check(&config, lang).await,
        Command::Audit { command: AuditCommand::Verify(verify) } => commands::audit::verify(&config, &verify, lang).await,
        Command::Audit { command: AuditCommand::Export(export) } => commands::audit::export(&config, &export, lang).await,
        Command::Recompute(recompute) => commands::recompute::recompute(&config, &recompute, lang).await,
        Command::Retention { tenant, dry_run: _ } => commands::retention::dry_run(&config, &tenant, lang).await,
        Command::Privacy { command } => commands::privacy::run(&command, lang),
        Command::Analyse { method } => commands::analyse::run(&method, lang),
        Command::Typeset => Ok(Exit::Done),
    }
}
