//! Why a method gave no answer, in words, and small things the commands of columns share.

use crate::outcome::Trouble;
use analysis::Refusal;
use messages::{Lang, decimal};
use serde_json::Value;

/// A refusal as trouble on the command line.
pub fn refused(lang: Lang, refusal: &Refusal) -> Trouble {
    let number = |value: f64| decimal(lang, value, usize::from(value.fract() != 0.0) * 2);
    let text = match refusal {
        Refusal::TooFew { what, have, need } => lang.format(
            "analyse-refused-too-few",
            &[("what", (*what).into()), ("have", (*have as u64).into()), ("need", (*need as u64).into())],
        ),
        Refusal::TooLarge { what, have, most } => lang.format(
            "analyse-refused-too-large",
            &[("what", (*what).into()), ("have", number(*have).into()), ("most", number(*most).into())],
        ),
        Refusal::BadValue { column, row } => {
            lang.format("analyse-refused-value", &[("column", (*column).into()), ("row", (*row as u64 + 1).into())])
        }
        Refusal::BadParameter { name, must } => {
            lang.format("analyse-refused-parameter", &[("name", (*name).into()), ("must", (*must).into())])
        }
        Refusal::LengthsDiffer { column, have, need } => lang.format(
            "analyse-refused-lengths",
            &[("column", (*column).into()), ("have", (*have as u64).into()), ("need", (*need as u64).into())],
        ),
        Refusal::Undefined(what) => lang.format("analyse-refused-undefined", &[("what", (*what).into())]),
        Refusal::NothingVaries => lang.text("analyse-refused-nothing-varies"),
        Refusal::Undetermined => lang.text("analyse-refused-undetermined"),
        Refusal::NotConverged => lang.text("analyse-refused-not-converged"),
        Refusal::Stopped => lang.text("analyse-refused-stopped"),
    };
    Trouble::NoAnswer(text)
}

/// A number for JSON, which has no infinity and no NaN.
pub fn finite(value: f64) -> Value {
    if value.is_finite() { value.into() } else { Value::Null }
}

/// Rows of a csv as JSON objects by its headers.
pub fn objects(headers: &[&'static str], rows: &[Vec<Value>]) -> Value {
    rows.iter().map(|row| headers.iter().zip(row).map(|(h, v)| ((*h).to_owned(), v.clone())).collect::<serde_json::Map<_, _>>()).collect()
}
