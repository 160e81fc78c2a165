//! The text as the finders read it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A line as long as this ends where there was no more room, and as long as the second goes on when a small letter follows.
const WRAPPED: usize = 36;
const SENTENCE: usize = 12;

type Chars<'a> = std::iter::Peekable<std::iter::Enumerate<std::str::Chars<'a>>>;

/// Characters in one plain form, each with its place in the original text.
pub(crate) struct Folded {
    chars: Vec<char>,
    /// Place of each character in the original, in `char`s.
    offsets: Vec<u32>,
    /// The place after it: differs from the next one's where marks or hidden characters stand between.
    ends: Vec<u32>,
    /// Maximal runs of digits `0`–`9`, as (from, to).
    runs: Vec<(usize, usize)>,
}

impl Folded {
    /// Unicode's compatibility form (NFKC), and beyond it: every dash becomes `-`, every space ` `, every digit `0`–`9`; Cyrillic and Greek letters that
    /// look Latin become Latin; characters that do not show are dropped. A line break inside a number or a running sentence becomes a space (see
    /// [`Folded::goes_on`]); the others stay, and nothing is searched for across them.
    pub fn of(text: &str) -> Self {
        let mut folded = Self {
            chars: Vec::with_capacity(text.len()),
            offsets: Vec::with_capacity(text.len()),
            ends: Vec::with_capacity(text.len()),
            runs: Vec::new(),
        };
        let mut chars = text.chars().enumerate().peekable();
        while let Some((i, c)) = chars.next() {
            let marked = chars.peek().is_some_and(|(_, next)| !next.is_ascii() && is_combining_mark(*next));
            if matches!(c, '\n' | '\r') {
                folded.end_line(i, &mut chars);
                continue;
            }
            // Almost every character of a Swedish text; NFKC leaves these as they are.
            if (c.is_ascii() || matches!(c, 'å' | 'ä' | 'ö' | 'Å' | 'Ä' | 'Ö' | 'é')) && !marked {
                folded.push(if c == '\t' { ' ' } else { c }, i, i + 1);
                continue;
            }
            let mut cluster = String::from(c);
            let mut end = i + 1;
            while let Some((_, mark)) = chars.next_if(|(_, next)| is_combining_mark(*next)) {
                // A line through every letter hides words from machines and no letter of a Swedish text has it.
                if !matches!(mark, '\u{0334}'..='\u{0338}' | '\u{034F}' | '\u{20D0}'..='\u{20F0}' | '\u{FE00}'..='\u{FE0F}') {
                    cluster.push(mark);
                }
                end += 1;
            }
            for c in cluster.nfkc() {
                if let Some(plain) = plain(c) {
                    folded.push(plain, i, end);
                }
            }
        }
        folded.find_runs();
        folded
    }

    /// At a line break: a space where the text goes on, nothing where a word does, else the break.
    fn end_line(&mut self, at: usize, chars: &mut Chars) {
        chars.next_if(|(_, c)| *c == '\n');
        let mut ahead = chars.clone();
        while ahead.next_if(|(_, c)| matches!(c, ' ' | '\t' | '\u{A0}')).is_some() {}
        let next: Vec<char> = ahead.clone().map(|(_, c)| c).filter(|c| plain(*c).is_some()).take(3).collect();
        if !self.goes_on(&next) {
            return self.push('\n', at, at + 1);
        }
        *chars = ahead;
        let hyphened = matches!(self.chars.as_slice(), [.., letter, '-'] if letter.is_alphabetic()) && next[0].is_alphabetic();
        match self.chars.last() {
            // "belys-\nningen", and "Anna-\nKarin" that keeps its hyphen
            Some('-') if hyphened && next[0].is_lowercase() => {
                self.chars.pop();
                self.offsets.pop();
                self.ends.pop();
            }
            Some(' ') => {}
            _ if hyphened => {}
            _ => self.push(' ', at, at + 1),
        }
    }

    /// Is the line broken by its width rather than by its writer: between digits, before a small letter, or at the end of a long line that ends no
    /// sentence? What follows is the next line's beginning.
    fn goes_on(&self, next: &[char]) -> bool {
        let Some(&first) = next.first() else { return false };
        let line = self.chars.len() - self.chars.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let Some(&last) = self.chars[self.chars.len() - line..].iter().rfind(|c| **c != ' ') else { return false };
        let digits = |c: char| plain(c).is_some_and(|c| c.is_ascii_digit());
        let signed =
            matches!(next, ['-' | '–', second, ..] if digits(*second)) || matches!(next, ['-' | '–', ' ', third] if digits(*third));
        if last.is_ascii_digit() || last == '-' {
            return digits(first)
                || signed && last != '-'
                || line >= WRAPPED && first.is_alphabetic()
                || last == '-' && first.is_alphabetic();
        }
        let open = last.is_alphanumeric() || matches!(last, ',' | ')' | '/');
        open && (first.is_lowercase() && line >= SENTENCE
            || line >= WRAPPED && (first.is_alphanumeric() || matches!(first, '(' | '+' | '@')))
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(c);
        self.offsets.push(start as u32);
        self.ends.push(end as u32);
    }

    fn find_runs(&mut self) {
        let mut i = 0;
        while i < self.chars.len() {
            let from = i;
            while i < self.chars.len() && self.chars[i].is_ascii_digit() {
                i += 1;
            }
            if i > from {
                self.runs.push((from, i));
            } else {
                i += 1;
            }
        }
    }

    /// The characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The runs of digits in order.
    pub fn runs(&self) -> &[(usize, usize)] {
        &self.runs
    }

    /// Place in the original of the folded character `i`.
    pub fn offset(&self, i: usize) -> usize {
        self.offsets.get(i).map_or(0, |&o| o as usize)
    }

    /// Place in the original after the folded character `i`.
    pub fn offset_after(&self, i: usize) -> usize {
        self.ends.get(i).map_or(0, |&o| o as usize)
    }

    /// The character before `i`.
    pub fn before(&self, i: usize) -> Option<char> {
        self.chars.get(i.checked_sub(1)?).copied()
    }

    /// Is one of the words (in lower case) among the whole words within `reach` characters before `at`, on the same line?
    pub fn word_before(&self, at: usize, reach: usize, words: &[&str]) -> bool {
        has_word(&self.chars[self.reach_before(at, reach)..at], words)
    }

    /// The same for the characters from `at` on.
    pub fn word_after(&self, at: usize, reach: usize, words: &[&str]) -> bool {
        has_word(&self.chars[at..self.reach_after(at, reach)], words)
    }

    /// Where the whole words within `reach` characters before `at`, on the same line, begin.
    pub fn reach_before(&self, at: usize, reach: usize) -> usize {
        let mut from = at.saturating_sub(reach);
        // "mobil" cut in two must not be read as "bil".
        while from < at && self.before(from).is_some_and(char::is_alphanumeric) {
            from += 1;
        }
        self.chars[from..at].iter().rposition(|&c| c == '\n').map_or(from, |p| from + p + 1)
    }

    /// Where those from `at` on end.
    pub fn reach_after(&self, at: usize, reach: usize) -> usize {
        let mut to = (at + reach).min(self.chars.len());
        while to > at && self.chars.get(to).is_some_and(|c| c.is_alphanumeric()) {
            to -= 1;
        }
        self.chars[at..to].iter().position(|&c| c == '\n').map_or(to, |p| at + p)
    }
}

fn has_word(chars: &[char], words: &[&str]) -> bool {
    let text: String = chars.iter().flat_map(|c| c.to_lowercase()).collect();
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

fn plain(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(if c == '\t' { ' ' } else { c });
    }
    let digit = |zero: u32| char::from_digit((c as u32 - zero) % 10, 10);
    match c {
        'å' | 'ä' | 'ö' | 'Å' | 'Ä' | 'Ö' | 'é' => Some(c),
        // Zero width, direction marks, soft hyphen, variation selectors, byte order mark.
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180E}' => None,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' => None,
        '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{02D7}' | '\u{2E3A}' | '\u{2E3B}' | '\u{30FC}' | '\u{FE58}' => Some('-'),
        '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2800}' | '\u{3000}' => Some(' '),
        '\u{2028}' | '\u{2029}' | '\u{0085}' => Some('\n'),
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{00B4}' => Some('\''),
        '\u{0660}'..='\u{0669}' => digit(0x0660),
        '\u{06F0}'..='\u{06F9}' => digit(0x06F0),
        '\u{0966}'..='\u{096F}' => digit(0x0966),
        '\u{24FF}' => Some('0'),
        '\u{2780}'..='\u{2788}' => char::from_digit(c as u32 - 0x277F, 10),
        '\u{278A}'..='\u{2792}' => char::from_digit(c as u32 - 0x2789, 10),
        '\u{2776}'..='\u{277E}' => char::from_digit(c as u32 - 0x2775, 10),
        _ => Some(latin(c)),
    }
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn latin(c: char) -> char {
    const ALIKE: &[(&str, char)] = &[
        ("АΑ", 'A'),
        ("ВΒ", 'B'),
        ("ЕΕ", 'E'),
        ("КΚ", 'K'),
        ("МΜ", 'M'),
        ("НΗ", 'H'),
        ("ОΟ", 'O'),
        ("РΡ", 'P'),
        ("СϹ", 'C'),
        ("ТΤ", 'T'),
        ("ХΧ", 'X'),
        ("ІΙ", 'I'),
        ("Ј", 'J'),
        ("Ѕ", 'S'),
        ("Ζ", 'Z'),
        ("Ν", 'N'),
        ("УΥ", 'Y'),
        ("аα", 'a'),
        ("е", 'e'),
        ("оο", 'o'),
        ("р", 'p'),
        ("с", 'c'),
        ("х", 'x'),
        ("у", 'y'),
        ("і", 'i'),
        ("ј", 'j'),
        ("ѕ", 's'),
        ("һ", 'h'),
        ("ԁ", 'd'),
        ("ɡ", 'g'),
        ("ν", 'v'),
    ];
    if !matches!(c, '\u{0250}'..='\u{0261}' | '\u{0370}'..='\u{052F}') {
        return c;
    }
    ALIKE.iter().find(|(from, _)| from.contains(c)).map_or(c, |(_, to)| *to)
}
