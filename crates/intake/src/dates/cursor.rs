//! A place in a text that is being read from left to right.

use std::borrow::Cow;

/// What is left of a text in lower case with plain hyphens; see [`plain`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Whether everything has been read, but for blanks.
    pub(super) fn is_at_end(self) -> bool {
        self.rest.trim_start().is_empty()
    }

    /// Moves past blanks and tells whether there were any.
    pub(super) fn blanks(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start();
        self.rest.len() < before
    }

    /// Moves past a character if it comes next.
    pub(super) fn eat(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes the digits that come next; none give an empty text.
    pub(super) fn digits(&mut self) -> &'a str {
        self.take(|c| c.is_ascii_digit())
    }

    /// Takes the letters that come next.
    pub(super) fn letters(&mut self) -> &'a str {
        self.take(char::is_alphabetic)
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Whether a mark with a digit after it comes next.
    pub(super) fn is_followed(self, mark: char) -> bool {
        self.rest.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// The next character.
    pub(super) fn peek(self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Moves past a whole word if it comes next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) if !rest.starts_with(char::is_alphabetic) => {
                self.rest = rest;
                true
            }
            Some(_) | None => false,
        }
    }
}

/// A text in lower case with a plain hyphen for each kind of dash and minus.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let hyphen = |c: char| if domain::names::is_dash(c) { '-' } else { c };
    Cow::Owned(text.chars().map(hyphen).flat_map(char::to_lowercase).collect())
}
