//! The category tree as a choice in a form.

use crate::forms::Choice;
use domain::categories::Category;
use messages::Lang;
use serde::Serialize;

/// A category with its subtypes, as a group of a select.
#[derive(Clone, Serialize)]
pub struct TargetGroup {
    /// Category in words.
    pub label: String,
    /// The category itself and its subtypes.
    pub options: Vec<Choice>,
}

/// `SKA` or `SKA:graffiti`.
pub fn target(category: Category, subtype: Option<&str>) -> String {
    subtype.map_or_else(|| category.code().to_owned(), |subtype| format!("{category}:{subtype}"))
}

/// The category and subtype of a value made by [`target`].
pub fn read_target(text: &str) -> Option<(Category, Option<String>)> {
    let (category, subtype) = text.split_once(':').map_or((text, None), |(c, s)| (c, Some(s)));
    let category: Category = category.parse().ok()?;
    let known = subtype.is_none_or(|s| category.subtypes().contains(&s));
    known.then(|| (category, subtype.map(str::to_owned)))
}

/// Every category and subtype, with the chosen one marked.
pub fn targets(lang: Lang, chosen: Option<&str>) -> Vec<TargetGroup> {
    let group = |category: &Category| {
        let whole = Choice { value: target(*category, None), label: messages::category(lang, *category), selected: false };
        let part = |s: &&str| Choice {
            value: target(*category, Some(s)),
            label: format!("{} – {}", messages::category(lang, *category), messages::subtype(lang, *category, s)),
            selected: false,
        };
        let options = std::iter::once(whole).chain(category.subtypes().iter().map(part));
        let options = options.map(|o| Choice { selected: chosen == Some(o.value.as_str()), ..o }).collect();
        TargetGroup { label: messages::category(lang, *category), options }
    };
    Category::ALL.iter().map(group).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_target_of_the_form_is_read_back() {
        for group in targets(Lang::Sv, Some("SKA:glass")) {
            for option in group.options {
                let (category, subtype) = read_target(&option.value).unwrap();
                assert_eq!(target(category, subtype.as_deref()), option.value);
                assert_eq!(option.selected, option.value == "SKA:glass");
            }
        }
        assert_eq!(read_target("SKA:arson"), None);
        assert_eq!(read_target("XXX"), None);
    }
}
