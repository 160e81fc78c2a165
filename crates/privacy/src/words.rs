//! The text as words with what is known of each.

use crate::folded::Folded;
use crate::lexicon::{self, Kinds};

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// One or two spaces.
    Space,
    /// The full stop of an initial or an abbreviation, and a space.
    Dot,
    /// A comma.
    Comma,
    /// Quotes, brackets, a colon, a dash, a slash: still the same sentence.
    Other,
    /// The sentence or line ends; or the text begins.
    Break,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `torget`
    Lower,
    /// `Torget`, `McDonald`, and a single capital
    Title,
    /// `TORGET`
    Upper,
    /// With digits: `9B`, `v46`
    Mixed,
    /// Digits alone.
    Number,
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub from: usize,
    pub to: usize,
    pub gap: Gap,
    /// The last sign between it and the word before; a space when there is none.
    pub sign: char,
    /// Alone between quotation marks, and not what somebody says after a colon.
    pub quoted: bool,
    pub case: Case,
    pub kinds: Kinds,
    /// Bytes of the word in [`Words::lower`].
    lower: (u32, u32),
}

/// What is known of a word before it is read.
struct Before {
    gap: Gap,
    sign: char,
    quoted: bool,
}

/// Quotation marks of any sort.
const QUOTES: &[char] = &['"', '”', '“', '„', '»', '«', '\'', '’', '‘', '‚', '›', '‹', '´', '`'];

/// All words in order.
pub(crate) struct Words {
    list: Vec<Word>,
    lower: String,
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "kl", "ca", "tel", "tfn", "nr", "dr", "st", "obs", "resp", "ev", "ang", "bl", "ex", "osv", "mm", "dvs", "t", "e", "bl.a", "f", "d",
    "m", "s", "hr", "fr", "prof", "lgh", "lght", "vån", "v", "tr", "mobil", "reg", "fam", "jfr", "max", "min", "inkl", "exkl", "fd", "ägn",
    "sid", "gnm", "pga", "mob", "adr",
];

impl Words {
    pub fn of(text: &Folded) -> Self {
        let chars = text.chars();
        let mut words = Self { list: Vec::with_capacity(chars.len() / 6), lower: String::with_capacity(chars.len()) };
        let mut at = 0;
        let mut end_of_last = 0;
        while at < chars.len() {
            if !chars[at].is_alphanumeric() {
                at += 1;
                continue;
            }
            let from = at;
            while at < chars.len() && continues(chars, at) {
                at += 1;
            }
            let between = &chars[end_of_last..from];
            let gap = words.gap(between);
            let before = if words.list.is_empty() { &chars[..from] } else { between };
            let sign = before.iter().rev().copied().find(|c| *c != ' ').unwrap_or(' ');
            let quoted = QUOTES.contains(&sign) && !between.contains(&':') && chars.get(at).is_some_and(|c| QUOTES.contains(c));
            words.push(&chars[from..at], from, Before { gap, sign, quoted });
            end_of_last = at;
        }
        words
    }

    fn push(&mut self, chars: &[char], from: usize, before: Before) {
        let start = self.lower.len();
        for c in chars {
            if c.is_ascii() {
                self.lower.push(c.to_ascii_lowercase());
            } else {
                self.lower.extend(c.to_lowercase());
            }
        }
        let kinds = lexicon::kinds(&self.lower[start..]);
        let lower = (start as u32, self.lower.len() as u32);
        let Before { gap, sign, quoted } = before;
        self.list.push(Word { from, to: from + chars.len(), gap, sign, quoted, case: case(chars), kinds, lower });
    }

    fn gap(&self, between: &[char]) -> Gap {
        let Some(last) = self.list.last() else { return Gap::Break };
        match between {
            [' '] | [' ', ' '] => Gap::Space,
            ['.', ' '] | ['.'] if self.is_abbreviation(last) => Gap::Dot,
            [',', ' '] | [','] => Gap::Comma,
            _ if between.iter().any(|c| matches!(c, '\n' | '\r' | '!' | '?' | ';' | '•' | '…' | '|')) => Gap::Break,
            _ if between.windows(2).any(|w| w == ['.', ' ']) || between.ends_with(&['.']) && between.len() > 1 => Gap::Break,
            _ if between.windows(3).any(|w| w == [' ', '-', ' ']) => Gap::Other,
            _ => Gap::Other,
        }
    }

    fn is_abbreviation(&self, word: &Word) -> bool {
        word.to - word.from == 1 && word.case == Case::Title || ABBREVIATIONS.contains(&self.text(word))
    }

    /// The words.
    pub fn list(&self) -> &[Word] {
        &self.list
    }

    /// A word in lower case.
    pub fn text(&self, word: &Word) -> &str {
        self.lower.get(word.lower.0 as usize..word.lower.1 as usize).unwrap_or_default()
    }

    /// The word at `i`, and nothing outside the text.
    pub fn get(&self, i: usize) -> Option<&Word> {
        self.list.get(i)
    }

    /// The word `back` before `i`, if no sentence ends between.
    pub fn earlier(&self, i: usize, back: usize) -> Option<&Word> {
        let at = i.checked_sub(back)?;
        (at + 1..=i).all(|k| self.list[k].gap != Gap::Break).then(|| &self.list[at])
    }

    /// The word `ahead` after `i`, if no sentence ends between.
    pub fn later(&self, i: usize, ahead: usize) -> Option<&Word> {
        let word = self.list.get(i + ahead)?;
        (i + 1..=i + ahead).all(|k| self.list[k].gap != Gap::Break).then_some(word)
    }

    /// First and last index of the sentence of word `i`.
    pub fn sentence(&self, i: usize) -> (usize, usize) {
        let from = (1..=i).rev().find(|&k| self.list[k].gap == Gap::Break).unwrap_or(0);
        let to = (i + 1..self.list.len()).find(|&k| self.list[k].gap == Gap::Break).unwrap_or(self.list.len());
        (from, to)
    }
}

/// Does the word go on with this character: a letter, a digit, or a hyphen or apostrophe between letters?
fn continues(chars: &[char], at: usize) -> bool {
    let c = chars[at];
    if c.is_alphanumeric() {
        return true;
    }
    let between = at > 0 && chars[at - 1].is_alphabetic() && chars.get(at + 1).is_some_and(|n| n.is_alphabetic());
    // "S:t Mikael", "S:ta Katarina"
    let saint = c == ':'
        && matches!(chars[at - 1], 's' | 'S')
        && chars.get(at + 1) == Some(&'t')
        && !chars[..at - 1].last().is_some_and(|c| c.is_alphanumeric());
    between && (matches!(c, '-' | '\'' | '_') || saint)
}

fn case(chars: &[char]) -> Case {
    let digits = chars.iter().filter(|c| c.is_ascii_digit()).count();
    if digits == chars.len() {
        return Case::Number;
    }
    if digits > 0 {
        return Case::Mixed;
    }
    let first = chars.first().is_some_and(|c| c.is_uppercase());
    let small = chars.iter().any(|c| c.is_lowercase());
    match (first, small) {
        (true, true) => Case::Title,
        (true, false) if chars.len() == 1 => Case::Title,
        (true, false) => Case::Upper,
        // "al-Hassan", "ibn-Omar"
        (false, _) if chars.windows(2).any(|w| w[0] == '-' && w[1].is_uppercase()) => Case::Title,
        (false, _) => Case::Lower,
    }
}
