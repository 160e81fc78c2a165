//! The category tree as a choice in a form, in the authority's own words.

use crate::forms::Choice;
use domain::categories::Category;
use domain::words::{Term, Words};
use messages::Lang;
use serde::Serialize;

/// A category with its subtypes, as a group of a select.
#[derive(Clone, Serialize)]
pub struct TargetGroup {
    /// Category in words.
    pub label: String,
    /// What belongs there, in a line.
    pub help: String,
    /// The category itself and its subtypes.
    pub options: Vec<Choice>,
}

/// `SKA` or `SKA:graffiti`.
pub fn target(category: Category, subtype: Option<&str>) -> String {
    subtype.map_or_else(|| category.code().to_owned(), |subtype| format!("{category}:{subtype}"))
}

/// The category and subtype of a value made by [`target`]. Whether the authority has the subtype, the use cases ask.
pub fn read_target(text: &str) -> Option<(Category, Option<String>)> {
    match text.parse().ok()? {
        Term::Category(category) => Some((category, None)),
        Term::Subtype(category, key) => Some((category, Some(key))),
        Term::Level(_) => None,
    }
}

/// Every category in the shared order, and every subtype that is in use, with the chosen one marked.
pub fn targets(lang: Lang, words: &Words, chosen: Option<&str>) -> Vec<TargetGroup> {
    let all = |term: &Term| !term.is_own() || words.offers(term);
    groups(lang, words, chosen, Category::ALL, &all)
}

/// What the authority offers in its report form, in its own order. What is chosen is there in any case: a report that is changed
/// keeps what it was.
pub fn offered(lang: Lang, words: &Words, chosen: Option<&str>) -> Vec<TargetGroup> {
    groups(lang, words, chosen, &words.in_order(), &|term| words.offers(term))
}

fn groups(lang: Lang, words: &Words, chosen: Option<&str>, order: &[Category], fits: &dyn Fn(&Term) -> bool) -> Vec<TargetGroup> {
    let group = |category: &Category| {
        let whole = Term::Category(*category);
        let open = fits(&whole);
        let said = messages::said(lang, words, &whole);
        let part = |key: String| {
            let term = Term::Subtype(*category, key);
            let label = format!("{} – {}", said.name, messages::said(lang, words, &term).name);
            (open && fits(&term), Choice { value: term.to_string(), label, selected: false })
        };
        let first = (open, Choice { value: whole.to_string(), label: said.name.clone(), selected: false });
        let options = std::iter::once(first).chain(words.subtypes(*category).into_iter().map(part));
        let options = options.map(|(fits, o)| (fits, Choice { selected: chosen == Some(o.value.as_str()), ..o }));
        let options: Vec<Choice> = options.filter(|(fits, o)| *fits || o.selected).map(|(_, o)| o).collect();
        (!options.is_empty()).then(|| TargetGroup { label: said.name.clone(), help: said.help.clone(), options })
    };
    order.iter().filter_map(group).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use domain::words::{Said, Wording};

    fn values(groups: &[TargetGroup]) -> Vec<String> {
        groups.iter().flat_map(|g| g.options.iter().map(|o| o.value.clone())).collect()
    }

    fn own() -> Words {
        let said = |name: &str| Said { name: name.to_owned(), help: String::new() };
        let all = [
            ("SKA:own-1", Wording { sv: said("Busskur"), ..Wording::default() }),
            ("SKA:own-2", Wording { sv: said("Brygga"), off: true, ..Wording::default() }),
            ("SKA:glass", Wording { off: true, ..Wording::default() }),
            ("BRA", Wording { off: true, ..Wording::default() }),
            ("OVR", Wording { sv: said("Något annat"), place: 1, ..Wording::default() }),
        ];
        all.into_iter().map(|(term, wording)| (term.parse().unwrap(), wording)).collect()
    }

    #[test]
    fn every_target_of_the_form_is_read_back() {
        for group in targets(Lang::Sv, &own(), Some("SKA:glass")) {
            for option in group.options {
                let (category, subtype) = read_target(&option.value).unwrap();
                assert_eq!(target(category, subtype.as_deref()), option.value);
                assert_eq!(option.selected, option.value == "SKA:glass");
            }
        }
        assert_eq!(read_target("SKA:arson"), None);
        assert_eq!(read_target("red"), None);
        assert_eq!(read_target("XXX"), None);
    }

    #[test]
    fn the_form_offers_what_the_authority_offers_in_its_order_and_words() {
        let form = offered(Lang::Sv, &own(), None);
        assert_eq!(form[0].label, "Något annat");
        let values = values(&form);
        for (value, there) in [("SKA:own-1", true), ("SKA:own-2", false), ("SKA:glass", false), ("BRA", false), ("BRA:arson", false)] {
            assert_eq!(values.contains(&value.to_owned()), there, "{value}");
        }
        assert!(form.iter().any(|g| g.options.iter().any(|o| o.label == "Skadegörelse – Busskur")));
    }

    #[test]
    fn a_report_that_is_changed_keeps_what_it_was() {
        let form = offered(Lang::Sv, &own(), Some("BRA:arson"));
        let fire = form.iter().find(|g| g.label == "Brand").unwrap();
        assert_eq!(fire.options.iter().map(|o| o.value.as_str()).collect::<Vec<_>>(), ["BRA:arson"]);
        assert!(fire.options[0].selected);
    }

    #[test]
    fn reviewers_and_senders_codes_can_use_what_the_form_leaves_out_but_not_own_subtypes_that_have_ended() {
        let values = values(&targets(Lang::Sv, &own(), None));
        assert!(values.contains(&"SKA:glass".to_owned()) && values.contains(&"BRA".to_owned()));
        assert!(!values.contains(&"SKA:own-2".to_owned()));
        assert_eq!(values[0], "SKA");
    }
}
