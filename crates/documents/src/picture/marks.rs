//! Which mark goes with which word: the one table that page, figure, PDF and workbook share. The mark says what the word says, so a count that
//! nothing can be said of has the mark of that, whichever way it went.

use domain::pictures::findings::{LifePhase, Side};
use domain::pictures::{Certainty, Change};
use figures::Mark;
use messages::Lang;

/// A mark: what it is called on a page, and how it is drawn in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Key of the shape: `up`, `level`, `down`, `open` or `along`.
    pub key: &'static str,
    /// The shape as a character.
    pub shape: &'static str,
}

const UP: Sign = Sign { key: "up", shape: "▲" };
const LEVEL: Sign = Sign { key: "level", shape: "●" };
const DOWN: Sign = Sign { key: "down", shape: "▼" };
const OPEN: Sign = Sign { key: "open", shape: "○" };
const ALONG: Sign = Sign { key: "along", shape: "▶" };

/// The mark of a direction.
pub fn of_change(change: Change) -> Sign {
    match change {
        Change::New | Change::Grown => UP,
        Change::Unchanged => LEVEL,
        Change::Shrunk | Change::Gone => DOWN,
        Change::Unknown => OPEN,
    }
}

/// The mark of a direction and how sure it is.
pub fn of(change: Change, certainty: Certainty) -> Sign {
    match certainty {
        Certainty::CannotTell => OPEN,
        Certainty::Clear | Certainty::Probable | Certainty::WithinChance => of_change(change),
    }
}

/// The mark of a place's phase.
pub fn of_phase(phase: LifePhase) -> Sign {
    match phase {
        LifePhase::New | LifePhase::Growing => UP,
        LifePhase::Moving => ALONG,
        LifePhase::Stable => LEVEL,
        LifePhase::Shrinking | LifePhase::Gone => DOWN,
    }
}

/// The mark of where a week lies against its band; open when it cannot be told.
pub fn of_side(side: Option<Side>) -> Sign {
    match side {
        Some(Side::Above) => UP,
        Some(Side::Inside) => LEVEL,
        Some(Side::Below) => DOWN,
        None => OPEN,
    }
}

impl Sign {
    /// The same as a figure draws it. Figures of counts have no mark for what moves.
    pub fn drawn(self) -> Mark {
        match self.key {
            "up" => Mark::Above,
            "down" => Mark::Below,
            "level" | "along" => Mark::Inside,
            _ => Mark::Unknown,
        }
    }
}

/// The table in a line: `▲ nytt, fler · ● oförändrat · ▼ färre, borta · ○ går inte att avgöra · ▶ flyttad`.
pub fn table(lang: Lang) -> String {
    let all = [Change::New, Change::Grown, Change::Unchanged, Change::Shrunk, Change::Gone, Change::Unknown];
    let words = all.map(|change| (of_change(change), messages::change(lang, change)));
    let moved = [(of_phase(LifePhase::Moving), lang.text("life-moving"))];
    let mut lines: Vec<(Sign, Vec<String>)> = Vec::new();
    for (sign, word) in words.into_iter().chain(moved) {
        match lines.iter_mut().find(|(known, _)| *known == sign) {
            Some((_, words)) => words.push(word),
            None => lines.push((sign, vec![word])),
        }
    }
    let line = |(sign, words): (Sign, Vec<String>)| format!("{} {}", sign.shape, words.join(", "));
    lines.into_iter().map(line).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_never_says_more_than_its_word() {
        let every = [Change::New, Change::Grown, Change::Unchanged, Change::Shrunk, Change::Gone, Change::Unknown];
        for change in every {
            assert_eq!(of(change, Certainty::CannotTell), OPEN, "{change:?}");
            let told = super::super::words::judgement(Lang::Sv, change, Certainty::CannotTell);
            assert_eq!(told, messages::change(Lang::Sv, Change::Unknown));
            for certainty in [Certainty::Clear, Certainty::Probable, Certainty::WithinChance] {
                assert_eq!(of(change, certainty), of_change(change));
            }
        }
        assert_eq!(table(Lang::Sv), "▲ nytt, fler · ● oförändrat · ▼ färre, borta · ○ går inte att avgöra · ▶ flyttad");
    }

    #[test]
    fn the_mark_of_a_figure_is_the_mark_of_a_text() {
        let drawn = [UP, LEVEL, DOWN, OPEN].map(Sign::drawn);
        assert_eq!(drawn, [Mark::Above, Mark::Inside, Mark::Below, Mark::Unknown]);
    }
}
