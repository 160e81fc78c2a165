//! Names of categories, subtypes and levels: an authority's own where it has any, the shipped ones elsewhere. The one place that
//! chooses between them.

use crate::Lang;
use domain::categories::Category;
use domain::meetings::Situation;
use domain::words::{Said, Term, Words};

/// What the product says of a term; the name of an own subtype is empty.
pub fn shipped(lang: Lang, term: &Term) -> Said {
    let said = |name: String, help: String| Said { name: lang.text(&name), help: lang.text(&help) };
    match term {
        Term::Category(category) => said(format!("category-{category}"), format!("category-help-{category}")),
        Term::Subtype(..) if term.is_own() => Said::default(),
        Term::Subtype(category, key) => Said { name: lang.text(&format!("subtype-{category}-{key}")), help: String::new() },
        Term::Level(level) => said(format!("situation-word-{}", level.key()), format!("situation-means-{}", level.key())),
    }
}

/// What an authority says of a term. Where it has said nothing in a language, the shipped words of that language hold; what has
/// no shipped words is told in the language it has been given.
pub fn said(lang: Lang, words: &Words, term: &Term) -> Said {
    let shipped = shipped(lang, term);
    let Some(wording) = words.of(term) else { return shipped };
    let (own, other) = match lang {
        Lang::Sv => (&wording.sv, &wording.en),
        Lang::En => (&wording.en, &wording.sv),
    };
    let first = |all: [&String; 3]| all.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
    Said { name: first([&own.name, &shipped.name, &other.name]), help: first([&own.help, &shipped.help, &other.help]) }
}

/// `Skadegörelse`.
pub fn category(lang: Lang, words: &Words, category: Category) -> String {
    said(lang, words, &Term::Category(category)).name
}

/// `Klotter`.
pub fn subtype(lang: Lang, words: &Words, category: Category, subtype: &str) -> String {
    said(lang, words, &Term::Subtype(category, subtype.to_owned())).name
}

/// `Orange: tydliga problem`. The colour is always said, and always the same.
pub fn situation(lang: Lang, words: &Words, situation: Situation) -> String {
    let word = said(lang, words, &Term::Level(situation)).name;
    lang.format("situation-label", &[("name", colour(lang, situation).into()), ("value", word.into())])
}

/// `Orange`.
pub fn colour(lang: Lang, situation: Situation) -> String {
    lang.text(&format!("situation-colour-{}", situation.key()))
}

/// `En samordnad insats beslutas.`
pub fn criterion(lang: Lang, words: &Words, situation: Situation) -> String {
    said(lang, words, &Term::Level(situation)).help
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::words::{LONGEST_HELP, LONGEST_NAME, Wording};

    fn text(name: &str) -> Said {
        Said { name: name.to_owned(), help: String::new() }
    }

    #[test]
    fn everything_shipped_has_words_that_an_authority_could_have_written() {
        for lang in Lang::ALL {
            let subtypes = Category::ALL.iter().flat_map(|c| c.subtypes().iter().map(|s| Term::Subtype(*c, (*s).to_owned())));
            let levels = Situation::ALL.iter().map(|s| Term::Level(*s));
            for term in Category::ALL.iter().map(|c| Term::Category(*c)).chain(subtypes).chain(levels) {
                let Said { name, help } = shipped(*lang, &term);
                assert!(!name.is_empty() && !name.contains("category-") && !name.contains("situation-"), "{term} {name}");
                assert!(help.is_empty() != term.has_help() && !help.contains("-help-") && !help.contains("-means-"), "{term} {help}");
                assert!(name.chars().count() <= LONGEST_NAME && help.chars().count() <= LONGEST_HELP, "{term}");
            }
        }
    }

    #[test]
    fn own_words_hold_in_their_language_and_the_shipped_in_the_other() {
        let wording = Wording { sv: text("Klotter och skador"), ..Wording::default() };
        let words = Words::default().with(Term::Category(Category::Damage), wording);
        assert_eq!(category(Lang::Sv, &words, Category::Damage), "Klotter och skador");
        assert_eq!(category(Lang::En, &words, Category::Damage), category(Lang::En, &Words::default(), Category::Damage));
        assert_eq!(category(Lang::Sv, &words, Category::Fire), "Brand");
    }

    #[test]
    fn an_own_subtype_is_told_in_the_language_it_has() {
        let term = Term::Subtype(Category::Damage, "own-1".to_owned());
        let words = Words::default().with(term, Wording { sv: text("Busskur"), ..Wording::default() });
        assert_eq!(subtype(Lang::En, &words, Category::Damage, "own-1"), "Busskur");
        assert_eq!(subtype(Lang::En, &words, Category::Damage, "glass"), subtype(Lang::En, &Words::default(), Category::Damage, "glass"));
    }

    #[test]
    fn a_level_keeps_its_colour_whatever_it_is_called() {
        let words = Words::default().with(Term::Level(Situation::Red), Wording { sv: text("kris"), ..Wording::default() });
        assert_eq!(situation(Lang::Sv, &words, Situation::Red), "Röd: kris");
        assert_eq!(situation(Lang::Sv, &words, Situation::Orange), "Orange: tydliga problem");
    }
}
