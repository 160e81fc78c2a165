//! The order of names: Swedish everywhere, whatever the language of the page and whichever the database.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use std::cmp::Ordering;
use std::sync::LazyLock;

/// å, ä, ö last. The order's data is compiled in; without it names would be compared as they are.
static SWEDISH: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("sv").into(), CollatorOptions::default()).ok());

/// Compares two names as a Swedish reader does.
pub fn by_name(a: &str, b: &str) -> Ordering {
    SWEDISH.as_ref().map_or(Ordering::Equal, |order| order.compare(a, b)).then_with(|| a.cmp(b))
}

/// Sorts by name. Those of one name keep their order.
pub fn sort_by_name<T>(items: &mut [T], name: impl Fn(&T) -> &str) {
    items.sort_by(|a, b| by_name(name(a), name(b)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_letters_come_last_and_case_does_not_matter() {
        let mut names = ["Östra", "Ånestad", "ängby", "Ängelholm", "Zinkgruvan", "berga", "Bergaby", "Berga"];
        sort_by_name(&mut names, |name| name);
        assert_eq!(names, ["berga", "Berga", "Bergaby", "Zinkgruvan", "Ånestad", "ängby", "Ängelholm", "Östra"]);
    }
}
