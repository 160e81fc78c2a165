//! What one word says for itself as part of a name, in points.

use crate::lexicon::{self, Kinds};
use crate::words::{Case, Gap, Word};

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
    "park",
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
    "område",
    "badhus",
    "bibliotek",
    "hembygdsgård",
    "samlingslokal",
    "allén",
    "ängen",
    "hagen",
    "lunden",
    "kullen",
    "bron",
    "källan",
    "udden",
    "holmen",
    "kommun",
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
    "arena",
    "arenan",
    "sjön",
    "spelen",
    "spelet",
    "loppet",
    "cupen",
    "festivalen",
    "kampanjen",
    "projektet",
    "statyn",
    "stiftelsen",
    "fonden",
    "passagen",
    "promenaden",
    "esplanaden",
    "fältet",
    "strandbad",
    "vallen",
    "rampen",
    "stråket",
    "burgare",
    "bageri",
    "livs",
    "bygg",
    "salong",
    "kiosken",
    "grillen",
];

/// Ends of names of places that surnames have too: no name of a person alone, but after a given name.
const SETTLEMENT_ENDS: &[&str] = &[
    "dalen", "viken", "berget", "höjden", "tuna", "näset", "bodarna", "vallen", "hov", "torp", "hult", "ryd", "bruk", "ån", "berga",
    "inge", "åkra",
];

/// Likeness of letters to names from which an unknown word counts as nearly certain, likely, possible and doubtful.
///
/// Of names in no list 72, 84, 92 and 97 in a hundred reach these; of Swedish words in no list 2, 8, 24 and 53.
const CERTAIN: i32 = 6;
const LIKELY: i32 = 1;
const POSSIBLE: i32 = -3;
const DOUBTFUL: i32 = -8;

/// Letters that no Swedish word has and that names of many origins have.
const FOREIGN: [char; 34] = [
    'č', 'ć', 'ç', 'đ', 'ð', 'ğ', 'ı', 'ł', 'ń', 'ň', 'ñ', 'ŋ', 'ř', 'š', 'ş', 'ś', 'ș', 'ŧ', 'ž', 'ź', 'ż', 'á', 'í', 'ó', 'ú', 'ý', 'ê',
    'î', 'û', 'ô', 'ą', 'ę', 'ű', 'ő',
];

impl Look {
    /// No name.
    pub const NOTHING: Look = Look { given: -9, surname: -9, listed: false, is_given: false, shaped: false, is_initial: false };

    pub fn at(word: &Word, text: &str) -> Self {
        let kinds = word.kinds;
        let length = word.to - word.from;
        if length == 1 {
            // A capital inside a sentence is no preposition.
            let letter = word.case == Case::Title && (!matches!(text, "i" | "å" | "ö") || word.gap != Gap::Break);
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
        let of_place = text.split('-').any(Self::ends_as_place) || ends(text, SETTLEMENT_ENDS);
        // "KSB" and "LPO" are abbreviations.
        let short = length < if word.case == Case::Upper { 4 } else { 3 };
        if kinds.has(Kinds::PLACE) || of_place || short {
            return Look { given: -6, surname: -4, ..Look::NOTHING };
        }
        // Surnames are put together of ordinary words; their ends tell them apart. Names that are ordinary words are in the lists.
        if shape == 0 && lexicon::is_ordinary(text) || kinds.has(Kinds::ORDINARY) {
            return Look { given: -6, surname: -5, ..Look::NOTHING };
        }
        let likeness = match lexicon::name_likeness(text) {
            CERTAIN.. => 3,
            LIKELY.. => 2,
            POSSIBLE.. => 1,
            DOUBTFUL.. => 0,
            i32::MIN..DOUBTFUL => -2,
        };
        let likeness = if text.contains(FOREIGN) { likeness.max(2) } else { likeness };
        let surname = match shape {
            2 => 4,
            1 => likeness.max(2),
            _ => likeness,
        };
        if word.case == Case::Upper {
            // Also what is only shouted, and abbreviations of four letters.
            let most = if length < 5 { 1 } else { 2 };
            return Look { given: likeness.min(most), surname: surname.min(if shaped { 4 } else { most }), shaped, ..Look::NOTHING };
        }
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
        let most = if self.shaped || self.listed { 4 } else { 2 };
        if self.shaped { most } else { self.given.max((self.surname - 1).min(2)).min(most) }
    }

    /// Does the word end as names of streets, buildings and the like do?
    pub fn ends_as_place(text: &str) -> bool {
        ends(text, PLACE_ENDS)
    }
}

fn ends(text: &str, with: &[&str]) -> bool {
    let base = text.strip_suffix('s').unwrap_or(text);
    with.iter().any(|end| [text, base].iter().any(|t| t.strip_suffix(end).is_some_and(|rest| rest.chars().count() >= 2)))
}
