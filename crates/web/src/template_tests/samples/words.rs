//! Samples of the pages about the words of categories and levels.

use super::{Sample, errors, frame, sample};
use crate::access::Member;
use crate::pages::categories::{CategoriesPage, CategoryLine};
use crate::pages::levels::{LevelLine, LevelsPage};
use crate::pages::term::{Adding, TermPage};
use application::words::Shown;
use domain::categories::Category;
use domain::meetings::Situation;
use domain::words::{Said, Term, Wording, Words};
use messages::Lang;

fn wording(text: &str) -> Wording {
    let said = |name: &str| Said { name: name.to_owned(), help: name.to_owned() };
    Wording { sv: said(text), en: said(text), off: false, place: 2 }
}

fn own(text: &str) -> Words {
    let terms = [
        Term::Category(Category::Damage),
        Term::Subtype(Category::Damage, "own-1".to_owned()),
        Term::Level(Situation::Orange),
        Term::Level(Situation::Red),
    ];
    terms.into_iter().map(|term| (term, wording(text))).collect()
}

pub fn all(lang: Lang, text: &str) -> Vec<Sample> {
    let line = CategoryLine {
        code: "SKA",
        name: text.to_owned(),
        help: text.to_owned(),
        shipped: "Skadegörelse".to_owned(),
        kind_label: "brott".to_owned(),
        offered: false,
        subtypes: "8, 1 egna".to_owned(),
        href: "/t/0580/administration/kategorier/SKA".to_owned(),
    };
    let categories = CategoriesPage {
        shell: frame(lang, "categories-title"),
        categories: vec![line],
        levels: "/t/0580/administration/nivaer".to_owned(),
        back: "/t/0580/administration".to_owned(),
    };
    let words = own(text);
    let levels = LevelsPage {
        shell: frame(lang, "levels-title"),
        levels: Situation::ALL.iter().map(|level| LevelLine::new(*level, &words, lang, "/x".to_owned())).collect(),
        back: "/t/0580/administration/kategorier".to_owned(),
    };
    let (member, shown) = (Member::sample(lang), Shown { wording: wording(text), since: 7 });
    let term = |term: Term| TermPage::new(&member, &term, &words, shown.clone());
    let whole = term(Term::Category(Category::Damage));
    let asked = whole.add.clone().map(|add| Adding { ask_kept: true, ..add });
    let full = TermPage { errors: errors("own_sv", "Fel"), ask_kept: true, add: asked, ..whole };
    vec![
        sample(lang, "full", categories),
        sample(lang, "full", levels),
        sample(lang, "full", full),
        sample(lang, "subtype", term(Term::Subtype(Category::Damage, "own-1".to_owned()))),
        sample(lang, "level", term(Term::Level(Situation::Red))),
        sample(lang, "empty", term(Term::Category(Category::Other))),
    ]
}
