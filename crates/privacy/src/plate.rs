//! Swedish registration plates: three letters (no I, Q, V, Å, Ä, Ö), two digits, and a digit or a letter (no O either there; Transportstyrelsen).

use crate::folded::Folded;
use crate::lexicon::Kinds;
use crate::words::{Gap, Words};
use crate::{Class, Found, Level};

/// Ends of words for vehicles: "polisbil" is told apart from "automobil" by the word before the end.
const VEHICLE_ENDS: &[&str] = &[
    "bil", "bilen", "bilens", "bilar", "bilarna", "moped", "mopeden", "fordon", "fordonet", "skyltar", "skylten", "skylt", "släp",
    "släpet", "vagn", "vagnen", "traktor", "traktorn", "cykel", "buss", "bussen",
];

/// Words for what is done with vehicles: beside them three capitals and three signs apart are a plate.
const DRIVEN: &[&str] = &[
    "parkerad",
    "dubbelparkerad",
    "dubbelparkerade",
    "parkerat",
    "parkerade",
    "parkerar",
    "körde",
    "kör",
    "körts",
    "förare",
    "föraren",
    "ägare",
    "ägaren",
    "registrerad",
    "stulen",
    "stulna",
    "smet",
    "smitit",
    "rattfull",
    "felparkerad",
    "uppställd",
    "avställd",
    "påkörd",
    "startade",
    "tomgång",
    "körning",
    "passerade",
    "blankning",
    "fart",
    "avvek",
    "svängde",
    "backade",
    "backar",
    "stannade",
    "bärgad",
    "bärgades",
    "bärgning",
    "bogserad",
    "bogserades",
    "tutade",
    "tankade",
    "cirkulerade",
    "cirkulerar",
    "lappad",
    "lappades",
    "smitning",
    "smitningen",
    "burnout",
    "driftar",
    "driftade",
    "gasade",
    "krockade",
    "parkering",
    "parkeringsböter",
    "p-bot",
    "trafikfarligt",
];

/// Words before such letters and digits that make them the mark of something else.
const MARKED: &[&str] = &[
    "dnr",
    "diarienr",
    "ärende",
    "ärendenr",
    "flyg",
    "flight",
    "rum",
    "rummet",
    "sal",
    "salen",
    "modell",
    "artikel",
    "artikelnr",
    "version",
    "skåp",
    "kod",
    "koden",
    "brottskod",
    "standard",
    "blankett",
    "lampa",
    "lampan",
    "stolpe",
    "stolpen",
    "belysningsstolpe",
    "kamera",
    "kameran",
    "larm",
    "larmkod",
    "tavla",
    "elskåp",
    "kabelskåp",
    "mast",
    "container",
    "ordernr",
    "order",
    "faktura",
    "kvitto",
    "serienr",
    "serienummer",
    "beslut",
    "protokoll",
    "paragraf",
    "objekt",
    "projekt",
    "brunn",
    "skylt-id",
    "id",
    "nod",
    "station",
    "linje",
];

/// Words of three such letters that are followed by numbers in plain Swedish.
const WORDS: &[&str] = &[
    "age", "and", "att", "bak", "dag", "den", "det", "dom", "ena", "ett", "fem", "har", "hem", "hos", "kan", "kom", "man", "max", "med",
    "men", "mot", "ner", "nya", "och", "par", "per", "reg", "tel", "mob", "tfn", "lgh", "nr", "rum", "gul", "sek", "ska", "som", "tas",
    "tog", "ton", "tre", "upp", "hus",
];

/// Straight before three capitals, a space and three signs: what somebody does who has seen a plate.
const SEEN: &[&str] = &[
    "såg",
    "sågs",
    "sett",
    "setts",
    "ser",
    "noterade",
    "noterat",
    "noterar",
    "noterades",
    "antecknade",
    "antecknat",
    "skrev",
    "upp",
    "ner",
    "ned",
    "numret",
    "nummer",
    "reg",
    "regnr",
    "skylten",
    "plåten",
];

/// The same for those that end in a letter, as few other marks do.
const TOLD: &[&str] = &["om", "var", "är", "det", "att", "samma", "igen", "nu", "där", "här", "och", "sedan", "sen"];

/// Three letters before a number that are no plate: makes, currencies, standards, and what is known by them.
const KNOWN: &[&str] = &[
    "bmw", "daf", "sek", "eur", "usd", "nok", "dkk", "gbp", "din", "ral", "cee", "led", "abb", "gsm", "uhf", "hsb", "hss", "msb", "sfs",
    "kth", "cfs", "tbs", "afs", "bbr", "osa", "kfs", "pbl", "ekg", "dab", "dns", "upc", "ean", "psb", "ram", "gps", "mhz", "khz", "ghz",
    "kwh", "kpa", "mpa", "mah", "rpm", "lux", "est",
];

/// Three letters and three signs that stand by themselves, together or with a space or hyphen between.
struct Shape {
    from: usize,
    to: usize,
    joined: bool,
    spaced: bool,
}

impl Shape {
    fn at(text: &Folded, digits: usize) -> Option<Self> {
        let chars = text.chars();
        let joined = digits >= 3 && letters(&chars[digits - 3..digits]);
        let spaced = digits >= 4 && matches!(chars[digits - 1], ' ' | '-') && letters(&chars[digits - 4..digits - 1]);
        if !joined && !spaced {
            return None;
        }
        let from = if joined { digits - 3 } else { digits - 4 };
        let to = digits + 3;
        let number = chars.get(digits..to)?;
        let shape = number[0].is_ascii_digit() && number[1].is_ascii_digit() && (number[2].is_ascii_digit() || ends_plate(number[2]));
        let free = !text.before(from).is_some_and(|c| c.is_alphanumeric() || c == '_')
            && !chars.get(to).is_some_and(|c| c.is_alphanumeric() || *c == '_');
        (shape && free).then_some(Self { from, to, joined, spaced })
    }
}

/// Everything that has the shape of a plate, but for what is known to be something else. Letters apart from the number are capitals: `Ask 112`
/// is a place.
pub(crate) fn by_shape(text: &Folded) -> Vec<Found> {
    let all = text.runs().iter().filter_map(|&(digits, _)| Shape::at(text, digits));
    let is_capital = |shape: &Shape| text.chars()[shape.from..shape.to].iter().all(|c| !c.is_ascii_lowercase());
    let other = |from: usize| is_word(text, from) || is_in(text, from, KNOWN) || text.word_before(from, 18, MARKED);
    let plates = all.filter(|shape| shape.joined || is_capital(shape) && !other(shape.from));
    plates.map(|shape| Found { from: shape.from, to: shape.to, class: Class::Plate, level: Level::Confirm }).collect()
}

pub(crate) fn find(text: &Folded, words: &Words) -> Vec<Found> {
    let mut found = Vec::new();
    for &(digits, _) in text.runs() {
        let Some(Shape { from, to, joined, spaced }) = Shape::at(text, digits) else { continue };
        let marked = text.word_before(from, 18, MARKED);
        let near = || Near::of(text, words, from, to);
        let known = spaced && !joined && is_in(text, from, KNOWN);
        let beside = || near().is_vehicle(text, from) || is_driven(text, from, to) || spaced && !marked && is_seen(text, words, from, to);
        let sure = joined && stands_alone(text, from, to) && !marked || !known && beside();
        if sure {
            found.push(Found { from, to, class: Class::Plate, level: Level::Confirm });
        }
    }
    apart(text, words, &mut found);
    found
}

/// "M L B 1 2 3", "MLB.12 3", "MLB_123" beside a word for a vehicle.
fn apart(text: &Folded, words: &Words, found: &mut Vec<Found>) {
    for &(digit, _) in text.runs() {
        let Some((from, to)) = signs_apart(text.chars(), digit) else { continue };
        let free = !text.before(from).is_some_and(char::is_alphanumeric) && !text.chars().get(to).is_some_and(|c| c.is_alphanumeric());
        let known = found.iter().rev().take(4).any(|f| f.from < to && from < f.to);
        let near = || Near::of(text, words, from, to).vehicle || is_driven(text, from, to);
        if free && !known && !is_in(text, from, KNOWN) && near() {
            found.push(Found { from, to, class: Class::Plate, level: Level::Confirm });
        }
    }
}

/// Start and end of three letters and three signs with other characters between, the first digit at `digit`.
fn signs_apart(chars: &[char], digit: usize) -> Option<(usize, usize)> {
    let between = |c: &char| matches!(c, ' ' | '-' | '.' | '_' | '*' | '/' | ':' | ',' | '|');
    let mut from = digit - chars[..digit].iter().rev().take(2).take_while(|c| between(c)).count();
    let mut gaps = [false; 2];
    let mut found = [' '; 6];
    for k in (0..3).rev() {
        if k < 2 && from > 0 && between(&chars[from - 1]) {
            from -= 1;
            gaps[k] = true;
        }
        from = from.checked_sub(1)?;
        found[k] = chars[from];
    }
    let mut to = digit;
    for (k, sign) in found.iter_mut().enumerate().skip(3) {
        if k > 3 && chars.get(to).is_some_and(between) {
            to += 1;
        }
        *sign = *chars.get(to)?;
        to += 1;
    }
    let even = gaps[0] == gaps[1];
    let shape = letters(&found[..3]) && found[3..5].iter().all(char::is_ascii_digit) && (found[5].is_ascii_digit() || ends_plate(found[5]));
    let word = !gaps[0] && found[..3].iter().any(|c| c.is_lowercase()) && to - from > 6;
    (even && shape && !word).then_some((from, to))
}

/// What stands around letters and digits.
struct Near {
    vehicle: bool,
}

impl Near {
    fn of(text: &Folded, words: &Words, from: usize, to: usize) -> Self {
        let (before, after) = (text.reach_before(from, 48), text.reach_after(to, 36));
        let list = words.list();
        let first = list.partition_point(|w| w.from < before);
        let vehicle = list[first..].iter().take_while(|w| w.from < after).any(|w| {
            let own = w.from < to && w.to > from;
            let word = words.text(w);
            !own && (w.kinds.has(Kinds::VEHICLE)
                || VEHICLE_ENDS.iter().any(|end| {
                    word.strip_suffix(end).is_some_and(|rest| rest.chars().count() > 1 && rest != "mo" && rest != "auto" && rest != "sta")
                }))
        });
        Self { vehicle }
    }

    /// Three letters and three signs apart may be words: "bilen kom 123 meter".
    fn is_vehicle(&self, text: &Folded, from: usize) -> bool {
        let joined = text.chars().get(from + 3).is_some_and(char::is_ascii_digit);
        self.vehicle && (joined || !is_word(text, from))
    }
}

fn is_word(text: &Folded, from: usize) -> bool {
    is_in(text, from, WORDS)
}

/// Are the three letters one of these, whatever their case?
fn is_in(text: &Folded, from: usize, list: &[&str]) -> bool {
    let word: String = text.chars()[from..from + 3].iter().map(char::to_ascii_lowercase).collect();
    list.contains(&word.as_str())
}

/// "Såg MLB 12G lämna platsen": capitals apart from their number, with no word for a vehicle but after what is said of a plate that was seen. One
/// that ends in a letter may also begin what is said.
fn is_seen(text: &Folded, words: &Words, from: usize, to: usize) -> bool {
    let chars = text.chars();
    let capital = chars[from..to].iter().all(|c| !c.is_ascii_lowercase());
    let list = words.list();
    let i = list.partition_point(|w| w.from < from);
    let Some(word) = list.get(i).filter(|w| w.from == from && capital) else { return false };
    if word.kinds.has(Kinds::ORDINARY.and(Kinds::PLACE)) || is_word(text, from) {
        return false;
    }
    let lettered = chars[to - 1].is_ascii_alphabetic();
    let Some(before) = words.earlier(i, 1) else { return lettered };
    let said = words.text(before);
    SEEN.contains(&said) || lettered && (word.gap == Gap::Comma || TOLD.contains(&said))
}

/// Three capitals, a space or hyphen, three signs, beside what is done with vehicles.
fn is_driven(text: &Folded, from: usize, to: usize) -> bool {
    let capital = text.chars()[from..from + 3].iter().all(|c| c.is_ascii_uppercase());
    capital && (text.word_before(from, 40, DRIVEN) || text.word_after(to, 30, DRIVEN)) && !text.word_before(from, 18, MARKED)
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
