//! Forms that are sent twice: by two presses, by a net that broke before the answer came, or from a page that was gone back to.
//! A form that makes something has a key of its own, and what was sent under a key is done once.

/// A form on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentForm {
    /// Made with the form when its page was shown.
    pub key: [u8; 16],
    /// Made when it came: tells two sendings of one form apart.
    pub attempt: [u8; 16],
    /// Names and values as they came, without the key.
    pub fields: Vec<(String, String)>,
}

/// What a key was used for before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedKey {
    /// What was sent then.
    pub fields: Vec<(String, String)>,
    /// Where its answer led; `None` while it has not been given.
    pub answer: Option<String>,
}
