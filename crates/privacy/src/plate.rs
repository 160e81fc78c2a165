//! Swedish registration plates: three letters (no I, Q, V, Å, Ä, Ö), two digits, and a digit or a letter (no O either there; Transportstyrelsen).

use crate::folded::Folded;
use crate::{Class, Found};

/// Words that tell that the talk is of a vehicle.
const VEHICLES: &[&str] = &[
    "bil",
    "bilen",
    "bilens",
    "bilar",
    "personbil",
    "personbilen",
    "lastbil",
    "lastbilen",
    "skåpbil",
    "skåpbilen",
    "husbil",
    "husbilen",
    "fordon",
    "fordonet",
    "mc",
    "motorcykel",
    "motorcykeln",
    "moped",
    "mopeden",
    "epa",
    "traktor",
    "släp",
    "släpet",
    "släpvagn",
    "taxi",
    "regnr",
    "reg",
    "regnummer",
    "registreringsnummer",
    "registreringsskylt",
    "skylt",
    "skylten",
    "skyltar",
    "volvo",
    "saab",
    "bmw",
    "audi",
    "mercedes",
    "toyota",
    "vw",
    "volkswagen",
    "kia",
    "ford",
    "opel",
    "skoda",
    "tesla",
    "renault",
    "peugeot",
    "nissan",
    "mazda",
    "hyundai",
];

/// Words of three such letters that are followed by numbers in plain Swedish.
const WORDS: &[&str] = &[
    "age", "and", "att", "bak", "dag", "den", "det", "dom", "ena", "ett", "fem", "har", "hem", "hos", "kan", "kom", "man", "max", "med",
    "men", "mot", "ner", "nya", "och", "par", "per", "sek", "ska", "som", "tas", "tog", "ton", "tre", "upp",
];

pub(crate) fn find(text: &Folded) -> Vec<Found> {
    let chars = text.chars();
    let mut found = Vec::new();
    for &(digits, _) in text.runs() {
        let joined = digits >= 3 && letters(&chars[digits - 3..digits]);
        let spaced = digits >= 4 && matches!(chars[digits - 1], ' ' | '-') && letters(&chars[digits - 4..digits - 1]);
        if !joined && !spaced {
            continue;
        }
        let from = if joined { digits - 3 } else { digits - 4 };
        let to = digits + 3;
        let Some(number) = chars.get(digits..to) else { continue };
        let shape = number[0].is_ascii_digit() && number[1].is_ascii_digit() && (number[2].is_ascii_digit() || ends_plate(number[2]));
        let free = !text.before(from).is_some_and(|c| c.is_alphanumeric() || c == '_')
            && !chars.get(to).is_some_and(|c| c.is_alphanumeric() || *c == '_');
        if shape && free && (joined && stands_alone(text, from, to) || is_called_vehicle(text, from, to)) {
            found.push(Found { from, to, class: Class::Plate });
        }
    }
    found
}

fn letters(chars: &[char]) -> bool {
    chars.iter().all(|c| c.is_ascii_alphabetic() && !matches!(c.to_ascii_uppercase(), 'I' | 'Q' | 'V'))
}

fn ends_plate(c: char) -> bool {
    c.is_ascii_alphabetic() && !matches!(c.to_ascii_uppercase(), 'I' | 'O' | 'Q' | 'V')
}

/// Capitals that are not part of a longer mark such as `KSN201-1069` or `5000-KAB123`.
fn stands_alone(text: &Folded, from: usize, to: usize) -> bool {
    let chars = text.chars();
    let capital = chars[from..to].iter().all(|c| !c.is_ascii_lowercase());
    let led = matches!(text.before(from), Some('-' | '/' | '.')) && from >= 2 && chars[from - 2].is_alphanumeric();
    let followed = matches!(chars.get(to), Some('-' | '/' | '.' | ':')) && chars.get(to + 1).is_some_and(|c| c.is_alphanumeric());
    capital && !led && !followed
}

/// Small letters, or a space between, only beside a word for a vehicle.
fn is_called_vehicle(text: &Folded, from: usize, to: usize) -> bool {
    let chars = text.chars();
    let word: String = chars[from..from + 3].iter().collect();
    let plain_word = WORDS.contains(&word.as_str());
    !plain_word && (text.word_before(from, 40, VEHICLES) || text.word_after(to, 24, VEHICLES))
}
