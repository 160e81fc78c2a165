//! A command line that cannot be understood, in the reader's language.
//!
//! The parser has its words in English only, and shows what was written as it was written. Here the same is said in both
//! languages, with how to go on, and without characters that a terminal would obey.

use crate::outcome::{Exit, plain};
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use domain::ids::NotAnId;
use domain::tenants::NotATenantCode;
use domain::week::NotAWeek;
use messages::Lang;
use std::num::{ParseFloatError, ParseIntError};
use std::process::ExitCode;

/// Tells what is wrong with a command line; help and version that were asked for are shown.
pub fn tell(error: &Error, lang: Lang) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => error.exit(),
        // A command alone asks what it can do.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => error.exit(),
        _ => {
            eprintln!("samsyn: {}", plain(&text(error, lang)));
            ExitCode::from(Exit::Usage.code())
        }
    }
}

/// What is wrong, and how to go on.
fn text(error: &Error, lang: Lang) -> String {
    let of = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let told = [("argument", argument.as_str().into()), ("value", value.as_str().into())];
    let wrong = match error.kind() {
        ErrorKind::MissingRequiredArgument => lang.format("cli-usage-missing", &told),
        ErrorKind::UnknownArgument => lang.format("cli-usage-unknown", &told),
        ErrorKind::InvalidValue if value.is_empty() => lang.format("cli-usage-no-value", &told),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => lang.format("cli-usage-value", &told),
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => {
            lang.format("cli-usage-command", &[("value", of(ContextKind::InvalidSubcommand).into())])
        }
        ErrorKind::ArgumentConflict => {
            lang.format("cli-usage-conflict", &[("argument", argument.as_str().into()), ("other", of(ContextKind::PriorArg).into())])
        }
        _ => error.kind().to_string(),
    };
    let cause = std::error::Error::source(error).map(|cause| written_as(cause).map_or_else(|| format!("({cause})"), |id| lang.text(id)));
    let valid = of(ContextKind::ValidValue);
    let valid = (!valid.is_empty()).then(|| lang.format("cli-usage-valid", &[("values", valid.into())]));
    let like = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(of);
    let like = like.into_iter().find(|like| !like.is_empty()).map(|like| lang.format("cli-usage-like", &[("value", like.into())]));
    let parts = [Some(wrong), cause, valid, like, Some(lang.text("cli-usage-help"))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// How a value that could not be read is written; other reasons are told as their parser tells them.
fn written_as(cause: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    if cause.is::<NotAWeek>() {
        Some("cli-usage-week")
    } else if cause.is::<NotATenantCode>() {
        Some("cli-usage-tenant")
    } else if cause.is::<NotAnId>() {
        Some("cli-usage-id")
    } else if cause.is::<jiff::Error>() {
        Some("cli-usage-date")
    } else if cause.is::<ParseIntError>() || cause.is::<ParseFloatError>() {
        Some("cli-usage-number")
    } else {
        None
    }
}

/// The words of a value; the parser's own sentences are in English and left out.
fn shown(value: &ContextValue) -> String {
    if let ContextValue::Strings(values) = value {
        return values.join(", ");
    }
    if let ContextValue::String(value) = value { value.clone() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::Parser;

    fn said(arguments: &[&str], lang: Lang) -> String {
        let error = Arguments::try_parse_from([&["samsyn"], arguments].concat()).expect_err("wrong");
        text(&error, lang)
    }

    #[test]
    fn what_is_wrong_is_told_in_both_languages() {
        let import = ["import", "incidents", "lista.csv", "--tenant", "0580"];
        let with = |more: &[&'static str]| [&import[..], more].concat();
        let missing = said(&import, Lang::Sv);
        assert!(missing.starts_with("Det här saknas på kommandoraden: --sender <SENDER>."), "{missing}");
        let unknown = said(&with(&["--sender", "P", "--outsid", "keep"]), Lang::Sv);
        assert!(unknown.contains("--outsid finns inte") && unknown.contains("--outside"), "{unknown}");
        let value = said(&with(&["--sender", "P", "--outside", "bort"]), Lang::Sv);
        assert!(value.contains("”bort” går inte") && value.contains("refuse, keep"), "{value}");
        let week = said(&["picture", "--tenant", "0580", "--week", "2026-41"], Lang::En);
        assert!(week.contains("“2026-41” cannot be used for --week") && week.contains("2026-W46"), "{week}");
        let tenant = said(&["import", "incidents", "lista.csv", "--sender", "P", "--tenant", "05x0"], Lang::Sv);
        assert!(tenant.contains("En kommunkod har fyra siffror"), "{tenant}");
        assert!(said(&["import", "x"], Lang::Sv).contains("”x”"));
        for arguments in [&import[..], &["analyse", "gini"], &["nothing"]] {
            assert_ne!(said(arguments, Lang::Sv), said(arguments, Lang::En));
            assert!(said(arguments, Lang::Sv).ends_with("--help visar vad som kan skrivas."));
        }
    }
}
