//! The text as the finders read it.

/// Characters in one plain form, each with its place in the original text.
pub(crate) struct Folded {
    chars: Vec<char>,
    /// Place of each character in the original, in `char`s.
    offsets: Vec<u32>,
    /// Maximal runs of digits `0`–`9`, as (from, to).
    runs: Vec<(usize, usize)>,
}

impl Folded {
    /// Every dash becomes `-`, every space ` `, every digit and letter of another width or style its plain form, Cyrillic and Greek capitals that look Latin
    /// become Latin; characters that do not show are dropped. Line breaks stay: nothing is searched for across lines.
    pub fn of(text: &str) -> Self {
        let mut chars = Vec::with_capacity(text.len());
        let mut offsets = Vec::with_capacity(text.len());
        for (i, c) in text.chars().enumerate() {
            if let Some(plain) = plain(c) {
                chars.push(plain);
                offsets.push(i as u32);
            }
        }
        let mut runs = Vec::new();
        let mut i = 0;
        while i < chars.len() {
            let from = i;
            while i < chars.len() && chars[i].is_ascii_digit() {
                i += 1;
            }
            if i > from {
                runs.push((from, i));
            } else {
                i += 1;
            }
        }
        Self { chars, offsets, runs }
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

    /// The character before `i`.
    pub fn before(&self, i: usize) -> Option<char> {
        self.chars.get(i.checked_sub(1)?).copied()
    }

    /// Is one of the words (in lower case) among the whole words within `reach` characters before `at`, on the same line?
    pub fn word_before(&self, at: usize, reach: usize, words: &[&str]) -> bool {
        let mut from = at.saturating_sub(reach);
        // "mobil" cut in two must not be read as "bil".
        while from < at && self.before(from).is_some_and(char::is_alphanumeric) {
            from += 1;
        }
        let line = self.chars[from..at].iter().rposition(|&c| c == '\n').map_or(from, |p| from + p + 1);
        has_word(&self.chars[line..at], words)
    }

    /// The same for the characters from `at` on.
    pub fn word_after(&self, at: usize, reach: usize, words: &[&str]) -> bool {
        let mut to = (at + reach).min(self.chars.len());
        while to > at && self.chars.get(to).is_some_and(|c| c.is_alphanumeric()) {
            to -= 1;
        }
        let line = self.chars[at..to].iter().position(|&c| c == '\n').map_or(to, |p| at + p);
        has_word(&self.chars[at..line], words)
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
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => None,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{02D7}' | '\u{FE58}' | '\u{FE63}' | '\u{30FC}' => Some('-'),
        '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Some(' '),
        '\u{2028}' | '\u{2029}' | '\u{0085}' => Some('\n'),
        // Full-width forms of the whole of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0),
        '\u{1D7CE}'..='\u{1D7FF}' => digit(0x1D7CE),
        '\u{0660}'..='\u{0669}' => digit(0x0660),
        '\u{06F0}'..='\u{06F9}' => digit(0x06F0),
        '\u{0966}'..='\u{096F}' => digit(0x0966),
        '\u{2460}'..='\u{2468}' => char::from_digit(c as u32 - 0x245F, 10),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(c as u32 - 0x2070, 10),
        '\u{2080}'..='\u{2089}' => char::from_digit(c as u32 - 0x2080, 10),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        'А' | 'Α' => Some('A'),
        'В' | 'Β' => Some('B'),
        'Е' | 'Ε' => Some('E'),
        'К' | 'Κ' => Some('K'),
        'М' | 'Μ' => Some('M'),
        'Н' | 'Η' => Some('H'),
        'О' | 'Ο' => Some('O'),
        'Р' | 'Ρ' => Some('P'),
        'С' => Some('C'),
        'Т' | 'Τ' => Some('T'),
        'Х' | 'Χ' => Some('X'),
        'Ζ' => Some('Z'),
        'Ν' => Some('N'),
        'Υ' => Some('Y'),
        _ => Some(c),
    }
}
