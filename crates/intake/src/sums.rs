//! Words by which a line of sums is known.

use crate::cell::clean;

/// Words that stand alone before sums.
const WORDS: &[&str] = &[
    "summa",
    "summa totalt",
    "totalt",
    "totalt antal",
    "total",
    "totalsumma",
    "slutsumma",
    "delsumma",
    "antal totalt",
    "totals",
    "sum",
    "sum total",
    "total sum",
    "grand total",
    "subtotal",
    "σ",
    "∑",
];

/// Whether a text has the letters of such a word: tables are long, and few of their texts have.
pub(crate) fn may_be(text: &str) -> bool {
    let has = |part: &[u8]| text.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part));
    has(b"sum") || has(b"tot") || text.contains(['Σ', 'σ', '∑'])
}

/// Whether a text names a sum and nothing else: `Totalt:`, `Σ`.
pub(crate) fn is_sum(text: &str) -> bool {
    let text = clean(text).to_lowercase();
    WORDS.contains(&text.trim_end_matches([':', '.', '=', ' ']))
}

/// Whether a text names the sum of something, as spreadsheets write below each group: `Åkerby Summa`.
pub(crate) fn is_sum_of_group(text: &str) -> bool {
    let text = clean(text).to_lowercase();
    text.rsplit_once(' ').is_some_and(|(group, word)| !group.is_empty() && matches!(word, "summa" | "total" | "totalt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_known_by_their_words() {
        for text in ["Summa", " TOTALT: ", "Σ", "∑", "Grand Total", "Delsumma.", "Summa totalt"] {
            assert!(is_sum(text) && may_be(text), "{text}");
        }
        assert!(!may_be("Ryd") && !may_be("2026-10-05"));
        for text in ["", "Summarum", "Totalgatan", "Åkerby Summa", "12"] {
            assert!(!is_sum(text), "{text}");
        }
        assert!(is_sum_of_group("Åkerby Summa") && is_sum_of_group("0801 Total"));
        assert!(!is_sum_of_group("Summa") && !is_sum_of_group("Åkerby"));
    }
}
