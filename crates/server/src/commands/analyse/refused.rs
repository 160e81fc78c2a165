//! Why a method gave no answer, in words, and small things the commands of columns share.

use super::table::Rows;
use super::unusable;
use crate::outcome::Trouble;
use analysis::Refusal;
use messages::{Lang, decimal};
use serde_json::Value;

/// A refusal as trouble on the command line. Of a table, rows that could not be read are named with it: they may be why.
pub fn refused(lang: Lang, rows: Option<&Rows>, refusal: &Refusal) -> Trouble {
    let number = |value: f64| decimal(lang, value, usize::from(value.fract() != 0.0) * 2);
    let text = match refusal {
        Refusal::TooFew { what, have, need } => lang.format(
            "analyse-refused-too-few",
            &[("what", phrase(lang, "analyse-what-", what).into()), ("have", (*have as u64).into()), ("need", (*need as u64).into())],
        ),
        Refusal::TooLarge { what, have, most } => lang.format(
            "analyse-refused-too-large",
            &[("what", phrase(lang, "analyse-what-", what).into()), ("have", number(*have).into()), ("most", number(*most).into())],
        ),
        Refusal::BadValue { column, row } => {
            lang.format("analyse-refused-value", &[("column", (*column).into()), ("row", (*row as u64 + 1).into())])
        }
        Refusal::BadParameter { name, must } => {
            lang.format("analyse-refused-parameter", &[("name", (*name).into()), ("must", phrase(lang, "analyse-must-", must).into())])
        }
        Refusal::LengthsDiffer { column, have, need } => lang.format(
            "analyse-refused-lengths",
            &[("column", (*column).into()), ("have", (*have as u64).into()), ("need", (*need as u64).into())],
        ),
        Refusal::Undefined(what) => lang.format("analyse-refused-undefined", &[("what", phrase(lang, "analyse-undefined-", what).into())]),
        Refusal::NothingVaries => lang.text("analyse-refused-nothing-varies"),
        Refusal::Undetermined => lang.text("analyse-refused-undetermined"),
        Refusal::NotConverged => lang.text("analyse-refused-not-converged"),
        Refusal::Stopped => lang.text("analyse-refused-stopped"),
    };
    let unread = rows.and_then(|rows| unusable::beside(rows, lang));
    Trouble::NoAnswer([Some(text), unread].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// The reader's words for one of the library's phrases.
fn phrase(lang: Lang, kind: &str, english: &str) -> String {
    lang.text(&key(kind, english))
}

/// The message of a phrase: its letters and digits, with hyphens between.
fn key(kind: &str, english: &str) -> String {
    let spaced = english.to_ascii_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    format!("{kind}{}", spaced.split_whitespace().collect::<Vec<_>>().join("-"))
}

/// A number for JSON, which has no infinity and no NaN.
pub fn finite(value: f64) -> Value {
    if value.is_finite() { value.into() } else { Value::Null }
}

/// Rows of a csv as JSON objects by its headers.
pub fn objects(headers: &[&'static str], rows: &[Vec<Value>]) -> Value {
    rows.iter().map(|row| headers.iter().zip(row).map(|(h, v)| ((*h).to_owned(), v.clone())).collect::<serde_json::Map<_, _>>()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// The library's sources without their tests.
    fn sources(folder: &Path) -> String {
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let text = |path: std::path::PathBuf| {
            if path.is_dir() {
                return sources(&path);
            }
            let text = fs::read_to_string(&path).unwrap();
            text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
        };
        paths.map(text).collect()
    }

    #[test]
    fn every_phrase_of_the_library_has_words() {
        let text = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../analysis/src"));
        let mut found = 0;
        for (kind, marks) in
            [("analyse-what-", &["what: \"", "enough(\""][..]), ("analyse-must-", &["must: \""]), ("analyse-undefined-", &["Undefined(\""])]
        {
            for english in marks.iter().flat_map(|mark| text.split(mark).skip(1)).filter_map(|rest| rest.split('"').next()) {
                for lang in [Lang::Sv, Lang::En] {
                    assert_ne!(phrase(lang, kind, english), key(kind, english), "write words for `{english}` in analyse.ftl");
                }
                found += 1;
            }
        }
        assert!(found > 50, "the sources were misread: {found}");
    }

    #[test]
    fn a_refusal_is_told_in_one_language() {
        let said = |lang| match refused(lang, None, &Refusal::TooFew { what: "weeks before", have: 2, need: 4 }) {
            Trouble::NoAnswer(text) => text,
            other => format!("{other:?}"),
        };
        assert_eq!(said(Lang::Sv), "För få veckor före: 2. Metoden behöver minst 4.");
        assert_eq!(said(Lang::En), "Too few weeks before: 2. The method needs at least 4.");
    }
}
