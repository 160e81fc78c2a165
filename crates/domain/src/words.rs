//! An authority's own words for what every authority shares: the category tree and the levels of the picture. What is counted
//! and compared are the terms; their words, their order in the report form and whether they are offered there are its own.

use crate::categories::{Category, CategoryKind};
use crate::meetings::Situation;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Longest name of a term, characters.
pub const LONGEST_NAME: usize = 60;

/// Longest line that says what a term means, characters.
pub const LONGEST_HELP: usize = 160;

/// Most subtypes that an authority adds to one category.
pub const MOST_OWN: u32 = 30;

/// How the key of an own subtype begins.
const OWN: &str = "own-";

/// Something that has a name and perhaps a line that says what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// First level of the tree.
    Category(Category),
    /// Second level: its category and key, shipped or the authority's own.
    Subtype(Category, String),
    /// A level of the picture. Its criterion is the line that says what it means.
    Level(Situation),
}

/// The text is not the key of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATerm;

impl fmt::Display for NotATerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the key of a term")
    }
}

impl std::error::Error for NotATerm {}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Category(category) => f.write_str(category.code()),
            Term::Subtype(category, key) => write!(f, "{category}:{key}"),
            Term::Level(situation) => f.write_str(situation.key()),
        }
    }
}

impl FromStr for Term {
    type Err = NotATerm;

    /// Subtypes are read by their form: whether an authority has one of the key, [`Words::has_subtype`] says.
    fn from_str(text: &str) -> Result<Self, NotATerm> {
        if let Some(situation) = Situation::from_key(text) {
            return Ok(Term::Level(situation));
        }
        let (category, key) = text.split_once(':').map_or((text, None), |(category, key)| (category, Some(key)));
        let category: Category = category.parse().map_err(|_| NotATerm)?;
        match key {
            None => Ok(Term::Category(category)),
            Some(key) if category.subtypes().contains(&key) || own_number(key).is_some() => Ok(Term::Subtype(category, key.to_owned())),
            Some(_) => Err(NotATerm),
        }
    }
}

/// The number in the key of an own subtype.
fn own_number(key: &str) -> Option<u32> {
    let digits = key.strip_prefix(OWN)?;
    let plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

impl Term {
    /// Whether the authority has added it: it has no shipped word to go back to.
    pub fn is_own(&self) -> bool {
        match self {
            Term::Subtype(_, key) => own_number(key).is_some(),
            Term::Category(_) | Term::Level(_) => false,
        }
    }

    /// Whether it has a line that says what it means.
    pub fn has_help(&self) -> bool {
        match self {
            Term::Category(_) | Term::Level(_) => true,
            Term::Subtype(..) => false,
        }
    }

    /// Whether it can be left out of the report form. A level is always there: the rule that some levels demand an answer hangs on it.
    pub fn can_be_off(&self) -> bool {
        match self {
            Term::Category(_) | Term::Subtype(..) => true,
            Term::Level(_) => false,
        }
    }

    /// Whether it can be put before others in the report form.
    pub fn can_be_placed(&self) -> bool {
        match self {
            Term::Category(_) => true,
            Term::Subtype(..) | Term::Level(_) => false,
        }
    }
}

/// What is said of a term in one language. Empty is the shipped word.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Said {
    /// Its name.
    pub name: String,
    /// What it means, in a line.
    pub help: String,
}

/// What an authority has decided of a term. The default is as shipped.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Wording {
    /// In Swedish.
    pub sv: Said,
    /// In English.
    pub en: Said,
    /// Left out of the report form. It stays valid in what has been reported and in what is imported.
    pub off: bool,
    /// Place among the categories that come first in the report form, from 1; 0 for the shared order after them.
    pub place: u32,
}

/// An authority's own words. What is not among them is as shipped.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Words(BTreeMap<Term, Wording>);

impl FromIterator<(Term, Wording)> for Words {
    fn from_iter<I: IntoIterator<Item = (Term, Wording)>>(all: I) -> Self {
        Self(all.into_iter().filter(|(_, wording)| *wording != Wording::default()).collect())
    }
}

impl Words {
    /// What has been decided of a term; `None` when it is as shipped.
    pub fn of(&self, term: &Term) -> Option<&Wording> {
        self.0.get(term)
    }

    /// Every term that is not as shipped.
    pub fn all(&self) -> impl Iterator<Item = (&Term, &Wording)> {
        self.0.iter()
    }

    /// Whether everything is as shipped.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with another wording of one term.
    #[must_use]
    pub fn with(mut self, term: Term, wording: Wording) -> Self {
        self.0.insert(term, wording);
        self.0.into_iter().collect()
    }

    /// Whether a category has a subtype of the key, offered or not.
    pub fn has_subtype(&self, category: Category, key: &str) -> bool {
        category.subtypes().contains(&key) || self.0.contains_key(&Term::Subtype(category, key.to_owned()))
    }

    /// Every subtype of a category, the shipped ones first.
    pub fn subtypes(&self, category: Category) -> Vec<String> {
        let mut own: Vec<(u32, String)> = Vec::new();
        for term in self.0.keys() {
            if let Term::Subtype(of, key) = term
                && *of == category
                && let Some(number) = own_number(key)
            {
                own.push((number, key.clone()));
            }
        }
        own.sort();
        category.subtypes().iter().map(|key| (*key).to_owned()).chain(own.into_iter().map(|(_, key)| key)).collect()
    }

    /// The key of the next subtype that is added to a category; `None` when it has as many as it can have.
    pub fn next_own(&self, category: Category) -> Option<String> {
        let taken = self.subtypes(category).iter().filter_map(|key| own_number(key)).max().unwrap_or(0);
        (taken < MOST_OWN).then(|| format!("{OWN}{}", taken + 1))
    }

    /// Whether a term is offered in the report form.
    pub fn offers(&self, term: &Term) -> bool {
        self.of(term).is_none_or(|wording| !wording.off)
    }

    /// Categories in the order of the report form: those that have a place, then the others as in the shared tree.
    pub fn in_order(&self) -> Vec<Category> {
        let place = |category: &Category| match self.of(&Term::Category(*category)).map_or(0, |wording| wording.place) {
            0 => u32::MAX,
            place => place,
        };
        let mut all = Category::ALL.to_vec();
        all.sort_by_key(place);
        all
    }

    /// Whether the report form offers anything that has happened: a form for coming events alone is none.
    pub fn can_report(&self) -> bool {
        Category::ALL.iter().any(|c| c.kind() != CategoryKind::Planned && self.offers(&Term::Category(*c)))
    }

    /// What a picture carries of them: names of categories, and the levels. Versions that are published keep theirs.
    #[must_use]
    pub fn of_picture(&self) -> Self {
        let said = |(term, wording): (&Term, &Wording)| {
            let (sv, en) = (wording.sv.clone(), wording.en.clone());
            let kept = match term {
                Term::Level(_) => Wording { sv, en, ..Wording::default() },
                Term::Category(_) => {
                    let name = |said: Said| Said { help: String::new(), ..said };
                    Wording { sv: name(sv), en: name(en), ..Wording::default() }
                }
                Term::Subtype(..) => Wording::default(),
            };
            (term.clone(), kept)
        };
        self.0.iter().map(said).collect()
    }

    /// What a public edition carries: names of categories.
    #[must_use]
    pub fn of_edition(&self) -> Self {
        self.of_picture().0.into_iter().filter(|(term, _)| matches!(term, Term::Category(_))).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn named(name: &str) -> Wording {
        Wording { sv: Said { name: name.to_owned(), help: String::new() }, ..Wording::default() }
    }

    #[test]
    fn a_term_is_read_back_from_its_key() {
        let own = Term::Subtype(Category::Damage, "own-12".to_owned());
        for term in [Term::Category(Category::Other), Term::Subtype(Category::Fire, "arson".to_owned()), own, Term::Level(Situation::Red)] {
            assert_eq!(term.to_string().parse(), Ok(term));
        }
        for text in ["", "SKA:", "SKA:arson", "SKA:own-", "SKA:own-01", "SKA:own-+1", "SKA:own-1:x", "purple", "green:x"] {
            assert_eq!(text.parse::<Term>(), Err(NotATerm), "{text}");
        }
    }

    #[test]
    fn what_is_as_shipped_is_not_kept() {
        let term = Term::Category(Category::Damage);
        let words = Words::default().with(term.clone(), named("Klotter och skador"));
        assert!(words.of(&term).is_some());
        assert!(words.with(term, Wording::default()).is_empty());
    }

    #[test]
    fn own_subtypes_come_after_the_shipped_and_their_numbers_are_never_used_twice() {
        let term = |n: u32| Term::Subtype(Category::Other, format!("own-{n}"));
        let words: Words = [2, 10, 1].map(|n| (term(n), named("x"))).into_iter().collect();
        assert_eq!(words.subtypes(Category::Other), ["own-1", "own-2", "own-10"]);
        assert_eq!(words.next_own(Category::Other).as_deref(), Some("own-11"));
        assert_eq!(words.next_own(Category::Fire).as_deref(), Some("own-1"));
        assert!(words.has_subtype(Category::Other, "own-10") && !words.has_subtype(Category::Fire, "own-10"));
        let full = words.with(term(MOST_OWN), named("y"));
        assert_eq!(full.next_own(Category::Other), None);
    }

    #[test]
    fn placed_categories_come_first_and_the_others_keep_the_shared_order() {
        let place = |category, place| (Term::Category(category), Wording { place, ..Wording::default() });
        let words: Words = [place(Category::Other, 2), place(Category::Traffic, 1)].into_iter().collect();
        let order = words.in_order();
        assert_eq!(order[..3], [Category::Traffic, Category::Other, Category::Damage]);
        assert_eq!(order.len(), Category::ALL.len());
        assert_eq!(Words::default().in_order(), Category::ALL);
    }

    #[test]
    fn a_form_without_anything_to_report_is_seen() {
        let off = |category: &Category| (Term::Category(*category), Wording { off: true, ..Wording::default() });
        let all_but_planned: Words = Category::ALL.iter().filter(|c| c.kind() != CategoryKind::Planned).map(off).collect();
        assert!(!all_but_planned.can_report());
        assert!(Category::ALL.iter().skip(1).map(off).collect::<Words>().can_report());
    }

    #[test]
    fn a_picture_takes_names_and_levels_and_an_edition_names_alone() {
        let full = Wording { sv: Said { name: "a".to_owned(), help: "b".to_owned() }, off: true, place: 3, ..Wording::default() };
        let subtype = Term::Subtype(Category::Damage, "own-1".to_owned());
        let terms = [Term::Category(Category::Damage), subtype.clone(), Term::Level(Situation::Red), Term::Category(Category::Fire)];
        let off = Wording { off: true, ..Wording::default() };
        let words: Words = terms.iter().cloned().zip([full.clone(), full.clone(), full, off]).collect();
        let picture = words.of_picture();
        assert_eq!(picture.all().count(), 2);
        assert_eq!(picture.of(&Term::Category(Category::Damage)), Some(&named("a")));
        assert_eq!(picture.of(&Term::Level(Situation::Red)).map(|w| w.sv.help.as_str()), Some("b"));
        assert_eq!(words.of_edition().all().map(|(term, _)| term.clone()).collect::<Vec<_>>(), [Term::Category(Category::Damage)]);
        assert_eq!(picture.of_picture(), picture);
    }
}
