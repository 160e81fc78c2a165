//! An authority's own words as JSON: what a picture and a public edition carry of them.

use domain::words::{Said, Wording, Words};
use serde::{Deserialize, Serialize};

/// Every own word, by term.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct WordsJson(Vec<WordJson>);

#[derive(Serialize, Deserialize)]
struct WordJson {
    term: String,
    sv: SaidJson,
    en: SaidJson,
}

#[derive(Serialize, Deserialize)]
struct SaidJson {
    name: String,
    help: String,
}

impl WordsJson {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words; the term that is none.
    pub(crate) fn read(self) -> Result<Words, String> {
        let said = |said: SaidJson| Said { name: said.name, help: said.help };
        let one = |word: WordJson| {
            let term = word.term.parse().map_err(|_| word.term)?;
            Ok((term, Wording { sv: said(word.sv), en: said(word.en), ..Wording::default() }))
        };
        self.0.into_iter().map(one).collect()
    }
}

impl From<&Words> for WordsJson {
    fn from(words: &Words) -> Self {
        let said = |said: &Said| SaidJson { name: said.name.clone(), help: said.help.clone() };
        Self(words.all().map(|(term, w)| WordJson { term: term.to_string(), sv: said(&w.sv), en: said(&w.en) }).collect())
    }
}
