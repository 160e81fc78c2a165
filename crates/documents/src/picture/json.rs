//! The picture as JSON: the interface of the API and the form in which a published version is
//! kept. One set of types writes and reads it, so nothing is lost on the way.

mod dto;
mod findings;
mod from_picture;
mod ids;
mod schema;
mod to_picture;

use domain::pictures::Picture;
use serde_json::Value;
use thiserror::Error;

pub use schema::json_schema;

/// A JSON value is not a picture.
#[derive(Debug, Error)]
pub enum NotAPicture {
    /// A member is missing or of another type.
    #[error("not a picture: {0}")]
    Shape(#[from] serde_json::Error),
    /// A member's text is not what it should be, such as a week `2026-W60`.
    #[error("not a picture: {member} cannot be {text:?}")]
    Value {
        /// Name of the member.
        member: &'static str,
        /// What stood there.
        text: String,
    },
    /// The pulse is not seven days of twenty-four hours.
    #[error("not a picture: pulse is not 7 × 24")]
    Pulse,
}

/// A picture as JSON; [`json_schema`] describes it.
pub fn json(picture: &Picture) -> Value {
    // The types are plain structs with text keys: they always serialise.
    let mut value = serde_json::to_value(dto::PictureJson::from(picture)).unwrap_or_default();
    ids::add(&mut value, picture);
    value
}

/// The picture of a JSON value made by [`json`].
pub fn from_json(value: &Value) -> Result<Picture, NotAPicture> {
    <dto::PictureJson as serde::Deserialize>::deserialize(value)?.try_into()
}
