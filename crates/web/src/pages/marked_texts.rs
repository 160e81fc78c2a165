//! Texts that the guard marks before something goes out: where each stands and how to mend it. Shared by publishing and taking out.

use crate::access::Member;
use application::guard::Level;
use application::pictures::{Marked, TextPlace};
use domain::policy::Action;
use domain::week::Week;
use messages::Lang;
use serde::Serialize;

/// One text.
#[derive(Clone, Debug, Serialize)]
pub struct MarkedLine {
    /// Where it stands: `Fokus 2`.
    pub place: String,
    /// What it seems to hold.
    pub classes: String,
    /// Whether it must be mended.
    pub blocked: bool,
    /// Address where it is mended; empty when it is on the page itself.
    pub mend: String,
}

/// Lines of marked texts of a week's picture.
pub fn lines(member: &Member, week: Week, marked: &[Marked]) -> Vec<MarkedLine> {
    let line = |m: &Marked| MarkedLine {
        place: place(member.lang, m),
        classes: m.classes.iter().map(|key| messages::guard_class(member.lang, key)).collect::<Vec<_>>().join(", "),
        blocked: m.level == Level::Block,
        mend: mend(member, week, m.place),
    };
    marked.iter().map(line).collect()
}

fn place(lang: Lang, marked: &Marked) -> String {
    lang.format(&format!("marked-{}", marked.place.key()), &[("value", marked.which.as_str().into())]).trim().to_owned()
}

/// Where a text of this kind is changed, when the reader may.
fn mend(member: &Member, week: Week, place: TextPlace) -> String {
    let (action, path) = match place {
        TextPlace::Motive | TextPlace::Focus => (Action::ViewMeeting, format!("mote/{week}")),
        TextPlace::Action => (Action::ViewActions, "insatser".to_owned()),
        TextPlace::Coming => (Action::ViewPicture, "kommande".to_owned()),
        TextPlace::Hotspot => (Action::EditPlaces, "ord".to_owned()),
        TextPlace::Source | TextPlace::Context => (Action::ViewImports, "import".to_owned()),
        TextPlace::Analysis => (Action::UseWorkbook, "analys".to_owned()),
        TextPlace::Reason | TextPlace::Words => return String::new(),
    };
    if member.actor.can(action) { member.path(&path) } else { String::new() }
}
