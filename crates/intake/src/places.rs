//! Streets and named places without house numbers (dossier §9.3: police rows lose them on import).

/// Words after which only parts of a dwelling follow.
const DWELLING: &[&str] = &["lgh", "lägenhet", "vån", "våning", "tr", "trappor", "nr", "nummer", "bv", "port", "portkod", "uppgång", "c/o"];
/// Words whose number is the road's name, not a house.
const ROADS: &[&str] = &["väg", "riksväg", "länsväg", "europaväg", "rv", "lv", "e"];

/// The street or place of an address: everything from the first house number, flat or floor on is
/// dropped. `Storgatan 12 B lgh 1101` gives `Storgatan`; `Riksväg 34` and `E4` stay. `None` when
/// nothing is left.
pub fn without_house_number(address: &str) -> Option<String> {
    let text = crate::cell::clean(address);
    let mut kept_to = 0;
    let mut start = 0;
    let words = Words { text: &text, at: 0 };
    let mut before: Option<&str> = None;
    for (from, word) in words {
        let lower = word.to_lowercase();
        let bare = lower.trim_end_matches('.');
        let has_number = word.chars().any(char::is_numeric);
        match before {
            None if word.chars().all(|c| c.is_numeric() || !c.is_alphanumeric()) => {
                // `58 Storgatan`: the number stands first.
                start = from + word.len();
                continue;
            }
            None if has_number => {
                let cut = without_trailing_number(word);
                kept_to = from + cut.len();
                if cut.len() < word.len() {
                    break;
                }
            }
            None => kept_to = from + word.len(),
            Some(first) if has_number => {
                let road = ROADS.contains(&first) && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
                if road {
                    kept_to = from + word.len();
                }
                break;
            }
            Some(_) if DWELLING.contains(&bare) => break,
            Some(_) => kept_to = from + word.len(),
        }
        before = Some(if ROADS.contains(&bare) { ROADS.iter().find(|r| **r == bare).copied().unwrap_or("") } else { "" });
    }
    let kept = text.get(start..kept_to).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// A first word such as `Storgatan12B` or `Storgatan-58` without its number; `E4` and `Valla-T1`
/// are names and stay.
fn without_trailing_number(word: &str) -> &str {
    let Some(at) = word.find(char::is_numeric) else { return word };
    let head = &word[..at];
    let run = head.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let tail_is_short = word[at..].chars().count() <= 3;
    // `1:a Tvärgatan`: an ordinal.
    if head.is_empty() && word[at..].contains(':') || (1..=2).contains(&run) && tail_is_short {
        return word;
    }
    head
}

/// Words of an address: cut at blanks and at marks that separate parts of an address.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let separates = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '#' | '[' | ']' | '|');
        let rest = self.text.get(self.at..)?;
        let from = self.at + rest.find(|c| !separates(c))?;
        let rest = self.text.get(from..)?;
        let end = rest.find(separates).unwrap_or(rest.len());
        self.at = from + end;
        Some((from, &rest[..end]))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn streets_keep_their_names_only() {
        for (address, street) in [
            ("Storgatan 58", "Storgatan"),
            ("Storgatan 12 B lgh 1101", "Storgatan"),
            ("Skäggetorps centrum 9", "Skäggetorps centrum"),
            ("Storgatan12B", "Storgatan"),
            ("Storgatan-58", "Storgatan"),
            ("Storgatan, 58", "Storgatan"),
            ("Storgatan lgh 1101", "Storgatan"),
            ("Sankt Larsgatan nr. 3", "Sankt Larsgatan"),
            ("9650 marlive ln", "marlive ln"),
            ("58 Storgatan", "Storgatan"),
            ("Riksväg 34", "Riksväg 34"),
            ("Väg 34 12", "Väg 34"),
            ("E4", "E4"),
            ("Valla-T1", "Valla-T1"),
            ("1:a Tvärgatan 5", "1:a Tvärgatan"),
            ("Söderleden", "Söderleden"),
            ("Stadsparken, 2 trappor", "Stadsparken"),
        ] {
            assert_eq!(without_house_number(address).as_deref(), Some(street), "{address}");
        }
        assert_eq!(without_house_number("58"), None);
        assert_eq!(without_house_number("  "), None);
    }

    proptest! {
        #[test]
        fn no_number_after_a_street_survives(
            street in "[A-ZÅÄÖ][a-zåäö]{3,12}(gatan|vägen|gränd)( centrum)?",
            gap in "( |, | nr |  )",
            number in 1_u32..10_000,
            tail in "( ?[A-F])?( lgh [0-9]{4}|, [0-9]{1,2} tr)?",
        ) {
            let address = format!("{street}{gap}{number}{tail}");
            prop_assert_eq!(without_house_number(&address), Some(street));
        }

        #[test]
        fn any_text_is_taken(text in "\\PC{0,60}") {
            let _ = without_house_number(&text);
        }
    }
}
