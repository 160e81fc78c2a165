//! What forms send, and how a form is shown again with what was wrong.

use crate::errors::{Problem, field_text};
use crate::templates::{self, Page};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::text;
use jiff::civil::Time;
use messages::Lang;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The fields of a form as `T`. Unknown or missing fields are refused: what a page does not ask
/// for cannot be set (trust.md T-05). Their values are [`text::written`].
pub struct Fields<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Fields<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let AsSent(sent) = AsSent::from_request(request, state).await?;
        let written: Vec<(String, String)> = sent.into_iter().map(|(name, value)| (name, text::written(&value))).collect();
        let form = serde_urlencoded::to_string(written).map_err(|_| unfit())?;
        serde_urlencoded::from_str(&form).map(Fields).map_err(|_| unfit())
    }
}

/// Name of the hidden field that a form which makes something is known by (see [`crate::form_keys`]).
pub const KEY: &str = "form_key";

/// The fields of a form letter by letter, for a form that names what a file has: its columns, its
/// sheets, its codes. A name made tidy would no longer be the file's.
pub struct AsSent(pub Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for AsSent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let AsSent(pairs) = Self::every(request, state).await?;
        Ok(Self(pairs.into_iter().filter(|(name, _)| name != KEY).collect()))
    }
}

impl AsSent {
    /// The same with the form's key.
    #[expect(clippy::disallowed_types, reason = "the one place that reads forms")]
    pub async fn every<S: Send + Sync>(request: Request, state: &S) -> Result<Self, Problem> {
        match axum::extract::Form::<Vec<(String, String)>>::from_request(request, state).await {
            Ok(form) => Ok(Self(form.0)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "failure-too-large"))
            }
            Err(_) => Err(unfit()),
        }
    }
}

fn unfit() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "failure-request")
}

/// The fields of a form in which one name may come several times, as checkboxes do. Only the names
/// that the handler asks for may be there.
pub struct ManyFields(Vec<(String, String)>);

impl ManyFields {
    /// Refuses any other name: what a page does not ask for cannot be set (trust.md T-05).
    pub fn only(self, names: &[&str]) -> Result<Self, Problem> {
        match self.0.iter().all(|(name, _)| names.contains(&name.as_str())) {
            true => Ok(self),
            false => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "failure-request")),
        }
    }

    /// The text of a field without blanks at its ends; empty when it was not sent.
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// Every text of a field.
    pub fn every<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }
}

impl<S: Send + Sync> FromRequest<S> for ManyFields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Fields(pairs) = Fields::<Vec<(String, String)>>::from_request(request, state).await?;
        Ok(Self(pairs))
    }
}

/// One line of an error summary.
#[derive(Clone, Debug, Serialize)]
pub struct FormError {
    /// Id of the field to go to; empty when the error is about no single field.
    pub field: &'static str,
    /// What is wrong and how to put it right.
    pub text: String,
}

/// The error summary of a problem that the reader can put right in the form. Any other problem
/// comes back as it was.
pub fn summary(lang: Lang, problem: Problem) -> Result<Vec<FormError>, Problem> {
    match problem.status() {
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT if problem.fields().is_empty() => {
            Ok(problem.lines(lang).into_iter().map(|text| FormError { field: "", text }).collect())
        }
        StatusCode::UNPROCESSABLE_ENTITY => {
            Ok(problem.fields().iter().map(|f| FormError { field: f.field, text: field_text(lang, f) }).collect())
        }
        _ => Err(problem),
    }
}

/// Text of a field without blanks at its ends; `None` when nothing is left.
pub fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A time of the day as people write it: `21:30`, `9.05` or, where the keys have only digits, `2130`.
pub fn clock(text: &str) -> Option<Time> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None => text.split_at_checked(text.len().checked_sub(2)?)?,
    };
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour, 2) || !digits(minute, 2) || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// An option of a `<select>` or a radio button.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is the chosen one.
    pub selected: bool,
}

impl Choice {
    /// An option whose value is shown as it is.
    pub fn plain(value: &str, chosen: Option<&str>) -> Self {
        Self { value: value.to_owned(), label: value.to_owned(), selected: chosen == Some(value) }
    }
}

/// A page as an answer: 200, or 422 when it shows a form again with errors.
pub fn page<P: Page>(lang: Lang, page: &P, errors: &[FormError]) -> Result<Response, Problem> {
    let html = Html(templates::render(lang, page)?);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, html).into_response())
}

/// The answer to any handler of a page.
pub type Answer = Result<Response, Problem>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it_and_nothing_else_is_taken_for_one() {
        for (text, hour, minute) in [("21:30", 21, 30), (" 9:05 ", 9, 5), ("9.05", 9, 5), ("2130", 21, 30), ("905", 9, 5), ("00:00", 0, 0)]
        {
            assert_eq!(clock(text), Time::new(hour, minute, 0, 0).ok(), "{text}");
        }
        for text in ["", "9", "21", "24:00", "12:60", "9:5", "9:30 pm", "09:30:00", "-1:30", "+9:30", "12345", "kl 9", "9:", "é0"] {
            assert_eq!(clock(text), None, "{text}");
        }
    }
}
