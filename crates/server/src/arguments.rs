//! What can be written on the command line.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::ids::BatchId;
use domain::reports::{PoliceReported, Sureness};
use domain::tenants::TenantCode;
use domain::week::Week;
use messages::Lang;
use std::path::PathBuf;

/// Samsyn: one shared weekly picture of crime and unsafety.
#[derive(Debug, Parser)]
#[command(name = "samsyn", version, about)]
pub struct Arguments {
    /// Folder of the stores and uploads; made when missing.
    #[arg(long, global = true, default_value = "./data", env = "SAMSYN_DATA")]
    pub data: PathBuf,
    /// PostgreSQL address (postgres://…) instead of SQLite files in the data folder.
    #[arg(long, global = true, env = "SAMSYN_DATABASE")]
    pub database: Option<String>,
    /// Configuration file; `samsyn.toml` in the data folder when it is there.
    #[arg(long, global = true, env = "SAMSYN_CONFIG")]
    pub config: Option<PathBuf>,
    /// Language of messages; that of LANG otherwise.
    #[arg(long, global = true)]
    pub lang: Option<Language>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Arguments {
    /// Language of messages: `--lang`, else `LC_ALL`, `LC_MESSAGES` or `LANG`, else Swedish.
    pub fn lang(&self) -> Lang {
        match self.lang {
            Some(Language::Sv) => Lang::Sv,
            Some(Language::En) => Lang::En,
            None => lang_of_system(),
        }
    }
}

fn lang_of_system() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    set.and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}

/// The language that a command line asks for, which cannot be understood as a whole.
pub fn lang_of(arguments: impl Iterator<Item = std::ffi::OsString>) -> Lang {
    let words: Vec<String> = arguments.map(|word| word.to_string_lossy().into_owned()).collect();
    let apart = words.windows(2).find(|two| two[0] == "--lang").map(|two| two[1].clone());
    let asked = apart.or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang=").map(str::to_owned)));
    match asked.as_deref() {
        Some("sv") => Lang::Sv,
        Some("en") => Lang::En,
        Some(_) | None => lang_of_system(),
    }
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve pages and API, and run scheduled work.
    Serve {
        /// Port on the configured address.
        #[arg(long)]
        port: Option<u16>,
    },
    /// Open the practice municipality on this machine; made the first time.
    Demo(Demo),
    /// Authorities.
    Tenant {
        /// What to do.
        #[command(subcommand)]
        command: TenantCommand,
    },
    /// Take files in.
    Import {
        /// What kind of file.
        #[command(subcommand)]
        command: ImportCommand,
    },
    /// Take the week's picture out as a file.
    Picture(Picture),
    /// Accounts.
    User {
        /// What to do.
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Configuration.
    Config {
        /// What to do.
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// The audit log.
    Audit {
        /// What to do.
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Compute a kept result anew from the rows as they were then, and say whether it is equal.
    Recompute(Recompute),
    /// Retention: what would go today by the rules. Proposals and approvals are made by people, in the browser.
    Retention {
        /// Authority.
        #[arg(long)]
        tenant: TenantCode,
        /// Only count; nothing else can be asked for here.
        #[arg(long, required = true)]
        dry_run: bool,
    },
    /// The personal-data guard.
    Privacy {
        /// What to do.
        #[command(subcommand)]
        command: PrivacyCommand,
    },
    /// An analysis of a table of one's own: no server, store or configuration.
    #[command(after_help = crate::commands::analyse::FORMS)]
    Analyse {
        /// Method.
        #[command(subcommand)]
        method: crate::commands::analyse::Method,
    },
    /// Typeset one document from standard input: run by the server itself.
    #[command(hide = true)]
    Typeset,
}

/// `samsyn demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Port on 127.0.0.1.
    #[arg(long, default_value_t = 8484)]
    pub port: u16,
    /// Seed of the town: the same seed gives the same town.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Weeks of the town, the current one included.
    #[arg(long, default_value_t = practice::WEEKS, value_parser = clap::value_parser!(u32).range(i64::from(practice::FEWEST_WEEKS)..=520))]
    pub weeks: u32,
}

/// `samsyn tenant …`.
#[derive(Debug, Subcommand)]
pub enum TenantCommand {
    /// Make an authority with an empty store.
    Create {
        /// Four digits for a municipality, two for a county.
        code: TenantCode,
        /// Name, such as "Linköpings kommun".
        name: String,
    },
}

/// `samsyn import …`.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// District boundaries: GeoPackage or GeoJSON.
    Districts(ImportDistricts),
    /// A list of incidents: xlsx, csv or gzipped csv.
    Incidents(ImportIncidents),
    /// The police's public event feed: context, never counted.
    Feed(ImportFeed),
}

/// `samsyn import districts`.
#[derive(Debug, Args)]
pub struct ImportDistricts {
    /// File.
    pub file: PathBuf,
    /// Authority.
    #[arg(long)]
    pub tenant: TenantCode,
    /// Layer of a GeoPackage with several.
    #[arg(long)]
    pub layer: Option<String>,
    /// Column with the districts' names.
    #[arg(long)]
    pub name_column: String,
    /// Column with the districts' codes.
    #[arg(long)]
    pub code_column: String,
    /// Only districts of this municipality.
    #[arg(long)]
    pub municipality: Option<String>,
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What to do with rows outside the districts.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OutsideChoice {
    /// Reject them with their row numbers.
    Refuse,
    /// Keep them without a district.
    Keep,
}

/// `samsyn import incidents`.
#[derive(Debug, Args)]
pub struct ImportIncidents {
    /// File.
    pub file: PathBuf,
    /// Authority.
    #[arg(long)]
    pub tenant: TenantCode,
    /// Who sent it; its mapping is remembered for the next file.
    #[arg(long)]
    pub sender: String,
    /// Mapping of columns (TOML or JSON) instead of the remembered or proposed one.
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// Tab of a workbook; chosen by content otherwise.
    #[arg(long)]
    pub sheet: Option<String>,
    /// Rows outside the authority's districts.
    #[arg(long, value_enum, default_value = "refuse")]
    pub outside: OutsideChoice,
    /// Import in force of the same sender that this file takes the place of; its id stands in the JSON report and on the import's page.
    /// Without it nothing is replaced.
    #[arg(long, value_name = "BATCH")]
    pub replaces: Option<BatchId>,
    /// Whether a list is expected from the sender every week; as before otherwise, yes for a new one.
    #[arg(long)]
    pub weekly: Option<bool>,
    /// Do not ask before importing.
    #[arg(long)]
    pub yes: bool,
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `samsyn import feed`.
#[derive(Debug, Args)]
pub struct ImportFeed {
    /// File.
    pub file: PathBuf,
    /// Authority.
    #[arg(long)]
    pub tenant: TenantCode,
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Form of a picture as a file.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatChoice {
    /// For programs.
    Json,
    /// Two pages for print and mail.
    Pdf,
    /// Workbook.
    Xlsx,
    /// Semicolon-separated text.
    Csv,
}

/// `samsyn picture`.
#[derive(Debug, Args)]
pub struct Picture {
    /// Authority.
    #[arg(long)]
    pub tenant: TenantCode,
    /// ISO week, such as 2026-W46.
    #[arg(long)]
    pub week: Week,
    /// Only the district of this code.
    #[arg(long)]
    pub district: Option<String>,
    /// Only this category, by its code such as SKA.
    #[arg(long)]
    pub category: Option<String>,
    /// Only rows of this sender.
    #[arg(long)]
    pub source: Option<String>,
    /// Only incidents whose reports are this sure.
    #[arg(long, value_parser = PossibleValuesParser::new(Sureness::ALL.iter().map(|s| s.key())))]
    pub certainty: Option<String>,
    /// Only incidents whose reports say this of a report to the police.
    #[arg(long, value_parser = PossibleValuesParser::new(PoliceReported::ALL.iter().map(|p| p.key())))]
    pub police_reported: Option<String>,
    /// Weeks behind map and pulse: 1, 4 or 12.
    #[arg(long, default_value_t = 1)]
    pub span: u32,
    /// Published version; the newest otherwise, or the working edition before the first.
    #[arg(long)]
    pub edition: Option<u32>,
    /// Form.
    #[arg(long, value_enum)]
    pub format: FormatChoice,
    /// Say that what the guard marks in a working edition has been looked at and is no personal data.
    #[arg(long)]
    pub texts_reviewed: bool,
    /// File to write; `-` for standard output.
    #[arg(long)]
    pub out: PathBuf,
}

/// `samsyn user …`.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account with a membership in one authority.
    Add(UserAdd),
    /// Invite someone to one authority: by mail when it is configured, otherwise by a link to hand over.
    Invite(UserInvite),
    /// Print a link that works once, for an hour, to choose a new password.
    Reset {
        /// Name to sign in with.
        user: String,
        /// Authority that the person belongs to.
        #[arg(long)]
        tenant: TenantCode,
        /// Also take two-step verification away, for someone who has lost both phone and recovery codes.
        #[arg(long)]
        without_second_factor: bool,
    },
}

/// `samsyn user invite`.
#[derive(Debug, Args)]
pub struct UserInvite {
    /// E-mail address; it becomes the name to sign in with.
    pub email: String,
    /// Authority.
    #[arg(long)]
    pub tenant: TenantCode,
    /// Role; may be given several times (administrator, coordinator, reporter …).
    #[arg(long = "role", required = true)]
    pub roles: Vec<String>,
    /// Function title shown in the interface.
    #[arg(long)]
    pub title: String,
    /// Kind of organisation (administration, police, private-landlord …).
    #[arg(long, default_value = "administration")]
    pub organisation_kind: String,
    /// Name of the organisation, added when missing; the authority's otherwise.
    #[arg(long)]
    pub organisation: Option<String>,
    /// Last day, such as 2027-06-30; no end otherwise.
    #[arg(long)]
    pub last_day: Option<jiff::civil::Date>,
}

/// `samsyn user add`.
#[derive(Debug, Args)]
pub struct UserAdd {
    /// Name to sign in with.
    pub user: String,
    /// Authority.
    #[arg(long)]
    pub tenant: TenantCode,
    /// Role; may be given several times (coordinator, police-officer, reader …).
    #[arg(long = "role", required = true)]
    pub roles: Vec<String>,
    /// Function title shown in the interface; the user name otherwise.
    #[arg(long)]
    pub title: Option<String>,
    /// Kind of organisation (administration, police, private-landlord …).
    #[arg(long, default_value = "administration")]
    pub organisation_kind: String,
    /// Name of the organisation; the authority's otherwise.
    #[arg(long)]
    pub organisation: Option<String>,
    /// Read the password from the first line of standard input; otherwise one is made and printed.
    #[arg(long)]
    pub password_stdin: bool,
}

/// `samsyn config …`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Read the configuration, try the stores, print what counts.
    Check,
}

/// `samsyn audit …`.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Walk whole chains: those of every authority and the directory, or of the one named. Ends with 0 when
    /// they are whole, 5 when one is broken or differs from the copy, 3 when the copy cannot be read.
    Verify(AuditVerify),
    /// Take a chain out as JSON lines, oldest first. That it was taken out is an entry, and the last line of a whole copy.
    Export(AuditExport),
}

/// `samsyn recompute`.
#[derive(Debug, Args)]
pub struct Recompute {
    /// The result, by its id.
    pub result: domain::ids::ResultId,
    /// Authority.
    #[arg(long)]
    pub tenant: TenantCode,
}

/// `samsyn audit verify`.
#[derive(Debug, Args)]
pub struct AuditVerify {
    /// Only this authority's chain.
    #[arg(long)]
    pub tenant: Option<TenantCode>,
    /// Only the directory's chain: sign-ins, accounts, memberships.
    #[arg(long, conflicts_with = "tenant")]
    pub directory: bool,
    /// Hold the chain against a file that `samsyn audit export` made earlier: finds a cut tail and a chain written anew.
    #[arg(long)]
    pub against: Option<PathBuf>,
}

/// `samsyn audit export`.
#[derive(Debug, Args)]
pub struct AuditExport {
    /// Authority.
    #[arg(long, required_unless_present = "directory")]
    pub tenant: Option<TenantCode>,
    /// The directory's chain instead.
    #[arg(long, conflicts_with = "tenant")]
    pub directory: bool,
    /// From this entry, by its number, or from this day, such as 2026-11-01.
    #[arg(long)]
    pub from: Option<application::audit::Bound>,
    /// To this entry or day, included.
    #[arg(long)]
    pub to: Option<application::audit::Bound>,
    /// File to write; standard output otherwise.
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// `samsyn privacy …`.
#[derive(Debug, Subcommand)]
pub enum PrivacyCommand {
    /// Find personal data in texts.
    Scan(PrivacyScan),
}

/// `samsyn privacy scan`.
#[derive(Debug, Args)]
pub struct PrivacyScan {
    /// One JSON object a line, with "id" and "text".
    pub file: PathBuf,
    /// Print one JSON object a line, with "id" and "spans".
    #[arg(long)]
    pub json: bool,
}
