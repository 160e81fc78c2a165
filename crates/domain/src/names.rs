//! How names are compared: the one rule for districts and whatever else lists write in their own way.

use unicode_normalization::UnicodeNormalization;

/// A name as it is compared: without case, with single blanks, with a plain hyphen for each kind of dash and no blanks
/// around it. `SKOGSBY – Norrtorp` is `skogsby-norrtorp`.
pub fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut blank = false;
    for c in name.chars() {
        if c.is_whitespace() {
            blank = true;
        } else if is_dash(c) {
            folded.push('-');
            blank = false;
        } else if !is_invisible(c) {
            if blank && !folded.is_empty() && !folded.ends_with('-') {
                folded.push(' ');
            }
            folded.extend(c.to_lowercase());
            blank = false;
        }
    }
    folded
}

/// A user name as it is compared and kept (after PRECIS `UsernameCaseMapped`, RFC 8265): composed letters, one width, without case. What looks
/// the same is the same.
pub fn user_key(name: &str) -> String {
    name.trim().nfkc().flat_map(char::to_lowercase).nfc().collect()
}

/// Whether a user name can be taken: something that can be seen, and nothing that cannot.
pub fn is_user_name(name: &str) -> bool {
    let hidden = |c: char| c.is_control() || is_invisible(c);
    (1..=LONGEST_USER_NAME).contains(&name.trim().chars().count()) && !name.trim().contains(hidden)
}

/// Longest user name, characters.
pub const LONGEST_USER_NAME: usize = 254;

/// A place in words from what is known of it, the narrowest first: `Storgatan, Centrum`. What two of them say is said once, so a place that is
/// written with its district, or is called as it, does not get it again.
pub fn joined<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut said: Vec<(String, &str)> = Vec::new();
    for part in names.into_iter().flat_map(|name| name.split(',')).map(str::trim) {
        let key = folded(part);
        if !key.is_empty() && said.iter().all(|(known, _)| *known != key) {
            said.push((key, part));
        }
    }
    // `Torget, Lilla Torget` in `Lilla Torget-Sankt Lars`: half of a double name is said by the whole of it. The place itself stays.
    let doubles: Vec<String> =
        said.iter().filter(|(key, _)| key.contains('-')).flat_map(|(key, _)| key.split('-').map(str::to_owned)).collect();
    let mut first = true;
    said.retain(|(key, _)| std::mem::take(&mut first) || !doubles.contains(key));
    said.into_iter().map(|(_, part)| part).collect::<Vec<_>>().join(", ")
}

/// Whether a character is a hyphen, dash or minus of some kind.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Whether a character takes no place and has no meaning in a name: a soft hyphen, a zero-width blank, a mark of direction.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_of_a_user_name_are_one_or_none() {
        for twin in ["Åsa@Example.se", "A\u{30A}sa@example.se", " åsa@example.se ", "ÅSA@EXAMPLE.SE", "åsa@ｅxample.se"] {
            assert_eq!(user_key(twin), "åsa@example.se", "{twin:?}");
            assert!(is_user_name(twin));
        }
        for hidden in ["åsa\u{200B}@example.se", "åsa@example.se\u{202E}", "å\u{AD}sa@example.se", "åsa\u{7}", "", "  "] {
            assert!(!is_user_name(hidden), "{hidden:?}");
        }
        assert_ne!(user_key("olle"), user_key("ölle"));
    }

    #[test]
    fn a_place_is_named_once() {
        let said = |names: &[&str]| joined(names.iter().copied());
        assert_eq!(said(&["Storgatan", "Centrum"]), "Storgatan, Centrum");
        for names in [&["Storgatan", "Storgatan", "Centrum"][..], &["Storgatan, Storgatan", "Centrum"], &["Storgatan, centrum ", "Centrum"]]
        {
            assert_eq!(said(names).to_lowercase(), "storgatan, centrum", "{names:?}");
        }
        assert_eq!((said(&["RYD", "Ryd"]), said(&["Norra Ryd", "Ryd"])), ("RYD".to_owned(), "Norra Ryd, Ryd".to_owned()));
        assert_eq!(said(&["Torget, Lilla Torget", "Lilla Torget-Sankt Lars"]), "Torget, Lilla Torget-Sankt Lars");
        assert_eq!(said(&["Lilla Torget", "Lilla Torget-Sankt Lars"]), "Lilla Torget, Lilla Torget-Sankt Lars");
        assert_eq!((said(&["", "Ryd"]), said(&[])), ("Ryd".to_owned(), String::new()));
    }

    #[test]
    fn dashes_blanks_and_case_make_no_other_name() {
        for name in [
            "Tallmo-Björkvik",
            "TALLMO-BJÖRKVIK",
            "Tallmo\u{2013}Björkvik",
            "Tallmo\u{2011}Björkvik",
            "Tallmo\u{2014}Björkvik",
            "Tallmo \u{2013} Björkvik",
            " Tallmo -  Björkvik ",
            "Tallmo\u{A0}-\u{200B}Björkvik",
        ] {
            assert_eq!(folded(name), "tallmo-björkvik", "{name}");
        }
        assert_eq!(folded("Norra\u{A0} Höjden "), "norra höjden");
        for other in ["Tallmobjörkvik", "Tallmo Björkvik", "Tallmo-Bjorkvik"] {
            assert_ne!(folded(other), "tallmo-björkvik", "{other}");
        }
        assert_eq!(folded(" - "), "-");
    }
}
