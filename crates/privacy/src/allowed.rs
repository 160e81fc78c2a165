//! Names of places that a tenant has said are no persons.

use crate::lexicon::Fnv;
use crate::words::Words;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// Chains, works and dead namesakes of streets that every tenant's texts name.
static KNOWN: LazyLock<Allowed> = LazyLock::new(|| Allowed::new(include_str!("../data/known.txt").lines()));

/// Names of districts, streets, schools, shops and the like: words within one of them are never reported as a person's name. Numbers, addresses and
/// plates are found all the same. Built once and used for many texts.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    /// First word of a name, in lower case, and the words that follow it.
    by_first: HashMap<String, Vec<Vec<String>>, BuildHasherDefault<Fnv>>,
}

impl Allowed {
    /// Takes the names as they are written; case does not matter, nor a genitive.
    pub fn new<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Self {
        let mut by_first: HashMap<String, Vec<Vec<String>>, BuildHasherDefault<Fnv>> = HashMap::default();
        for name in names {
            let lower = name.as_ref().to_lowercase();
            let mut words =
                lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'')).filter(|w| !w.is_empty()).map(str::to_owned);
            if let Some(first) = words.next() {
                by_first.entry(first).or_default().push(words.collect());
            }
        }
        Self { by_first }
    }

    /// Nothing is allowed.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// For each word, whether it lies within an allowed name or one that is known to be none of a living person.
    pub(crate) fn cover(&self, words: &Words) -> Vec<bool> {
        let mut covered = vec![false; words.list().len()];
        KNOWN.cover_into(words, &mut covered);
        if !self.is_empty() {
            self.cover_into(words, &mut covered);
        }
        covered
    }

    fn cover_into(&self, words: &Words, covered: &mut [bool]) {
        let list = words.list();
        for i in 0..list.len() {
            let first = words.text(&list[i]);
            let base = first.strip_suffix('s').and_then(|base| self.by_first.get(base));
            let rests = [self.by_first.get(first), base].into_iter().flatten().flatten();
            let longest = rests.filter(|rest| follows(words, i, rest)).map(Vec::len).max();
            if let Some(more) = longest {
                covered[i..=i + more].fill(true);
            }
        }
    }
}

fn follows(words: &Words, i: usize, rest: &[String]) -> bool {
    let last = rest.len();
    rest.iter().enumerate().all(|(k, expected)| {
        words.later(i, k + 1).is_some_and(|word| {
            let text = words.text(word);
            text == expected || k + 1 == last && text.strip_suffix('s') == Some(expected)
        })
    })
}
