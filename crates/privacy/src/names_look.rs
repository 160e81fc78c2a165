//! What one word says for itself as part of a name, in points.

use crate::lexicon::{self, Kinds};
use crate::words::{Case, Word};

/// Points of a word as a given name and as a surname.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub given: i32,
    pub surname: i32,
    /// In a list of names.
    pub listed: bool,
    /// In the list of given names.
    pub is_given: bool,
    /// Ends as only surnames do.
    pub shaped: bool,
    /// A single letter.
    pub is_initial: bool,
}

/// Ends of names of places that are no names of persons.
const PLACE_ENDS: &[&str] = &[
    "gatan",
    "gata",
    "vägen",
    "väg",
    "torget",
    "torg",
    "parken",
    "skolan",
    "skola",
    "kyrkan",
    "kyrka",
    "gården",
    "hallen",
    "huset",
    "köping",
    "staden",
    "gränd",
    "gränden",
    "stigen",
    "leden",
    "backen",
    "backe",
    "centrum",
    "området",
    "allén",
    "ängen",
    "hagen",
    "lunden",
    "kullen",
    "bron",
    "dalen",
    "viken",
    "berget",
    "höjden",
    "källan",
    "tuna",
    "näset",
    "udden",
    "holmen",
    "kommun",
    "bodarna",
    "torpet",
    "rondellen",
    "platsen",
    "plats",
    "kajen",
    "stationen",
    "station",
    "museet",
    "gymnasiet",
    "gymnasium",
    "tunneln",
    "hamnen",
    "badet",
    "vallen",
    "arena",
    "arenan",
    "hov",
    "torp",
    "hult",
    "ryd",
    "bruk",
    "sjön",
    "ån",
    "berga",
    "inge",
    "åkra",
];

/// Likeness of letters to names from which an unknown word counts as likely, as possible, and as doubtful.
const LIKELY: i32 = 4;
const POSSIBLE: i32 = -1;
const DOUBTFUL: i32 = -7;

impl Look {
    /// No name.
    pub const NOTHING: Look = Look { given: -9, surname: -9, listed: false, is_given: false, shaped: false, is_initial: false };

    pub fn at(word: &Word, text: &str) -> Self {
        let kinds = word.kinds;
        let length = word.to - word.from;
        if length == 1 {
            let letter = word.case == Case::Title && !matches!(text, "i" | "å" | "ö");
            return if letter { Look { given: 1, surname: 1, is_initial: true, ..Look::NOTHING } } else { Look::NOTHING };
        }
        let shape = lexicon::surname_shape(text);
        let shaped = shape == 2;
        let other = kinds.has(Kinds::ORDINARY.and(Kinds::PLACE));
        if kinds.has(Kinds::GIVEN.and(Kinds::SURNAME)) {
            let (is_given, is_surname) = (kinds.has(Kinds::GIVEN), kinds.has(Kinds::SURNAME));
            let given = match (is_given, other) {
                (true, false) => 4,
                (true, true) => 1,
                (false, false) => 1,
                (false, true) => -2,
            };
            let surname = match (is_surname, other) {
                (true, false) => 3,
                (true, true) => 1,
                (false, false) => 2,
                (false, true) => 0,
            };
            return Look { given, surname: if shaped { 4 } else { surname }, listed: true, is_given, shaped, is_initial: false };
        }
        if kinds.has(Kinds::PLACE) || Self::ends_as_place(text) || word.case == Case::Upper || length < 3 {
            return Look { given: -6, surname: -4, ..Look::NOTHING };
        }
        // Surnames are put together of ordinary words; their ends tell them apart. Names that are ordinary words are in the lists.
        if shape == 0 && lexicon::is_ordinary(text) || kinds.has(Kinds::ORDINARY) {
            return Look { given: -6, surname: -5, ..Look::NOTHING };
        }
        let likeness = match lexicon::name_likeness(text) {
            LIKELY.. => 2,
            POSSIBLE.. => 1,
            DOUBTFUL.. => 0,
            i32::MIN..DOUBTFUL => -2,
        };
        let surname = match shape {
            2 => 4,
            1 => likeness.max(2),
            _ => likeness,
        };
        Look { given: if shaped { 0 } else { likeness }, surname, shaped, listed: false, is_given: false, is_initial: false }
    }

    pub fn can_be_name(&self) -> bool {
        self.given.max(self.surname) >= 0
    }

    /// Is it known as a name, or shaped as one, and nothing else?
    pub fn is_clear(&self) -> bool {
        self.given >= 4 || self.surname >= 3
    }

    pub fn is_listed(&self) -> bool {
        self.listed
    }

    /// Points when it stands without a second name.
    pub fn alone(&self) -> i32 {
        if self.shaped {
            4
        } else if self.given >= 4 {
            4
        } else {
            self.given.max((self.surname - 1).min(2))
        }
    }

    /// Does the word end as names of places do?
    pub fn ends_as_place(text: &str) -> bool {
        let base = text.strip_suffix('s').unwrap_or(text);
        PLACE_ENDS.iter().any(|end| [text, base].iter().any(|t| t.strip_suffix(end).is_some_and(|rest| rest.chars().count() >= 2)))
    }
}
