//! Text as people send it in forms, before anything is made of it.

use unicode_normalization::UnicodeNormalization;

/// The text with letters and their accents composed (NFC), so that `å` is the same however a keyboard sends it, and without what nobody can see
/// and no database keeps alike: control characters other than line breaks and tabs, and marks that turn the direction of what follows.
pub fn written(text: &str) -> String {
    text.nfc().filter(|c| matches!(c, '\n' | '\r' | '\t') || !(c.is_control() || turns_direction(*c))).collect()
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_goes_and_what_was_written_stays() {
        assert_eq!(written("a\0b\u{1b}[31m\u{85}c"), "ab[31mc");
        assert_eq!(written("evil\u{202E}gnp.exe\u{2066}x\u{FEFF}"), "evilgnp.exex");
        assert_eq!(written("A\u{30A}byn o\u{308} e\u{301}"), "Åbyn ö é");
        assert_eq!(written("rad 1\r\n\trad 2 👩\u{200D}🚒"), "rad 1\r\n\trad 2 👩\u{200D}🚒");
        assert_eq!(written("ﬁ ½ Ⅳ"), "ﬁ ½ Ⅳ", "signs keep their meaning");
    }
}
