//! Where somebody lives: an address with apartment or floor, or one that is said to be a home. A street with a number alone is a place and is let be.

use crate::folded::Folded;
use crate::lexicon::Kinds;
use crate::words::{Case, Gap, Word, Words};
use crate::{Class, Found, Level};

/// Ends of names of streets.
const STREETS: &[&str] = &[
    "gatan",
    "gata",
    "vägen",
    "väg",
    "gränd",
    "gränden",
    "stigen",
    "stig",
    "allén",
    "allé",
    "alle",
    "torget",
    "torg",
    "plan",
    "backen",
    "backe",
    "leden",
    "esplanaden",
    "promenaden",
    "kajen",
    "liden",
    "ringen",
    "kroken",
    "slingan",
    "vreten",
    "ängen",
    "hagen",
    "parken",
    "gången",
    "kullen",
    "lyckan",
    "tunet",
    "gården",
    "vången",
    "svängen",
    "bågen",
    "rundeln",
    "platsen",
    "strand",
    "stranden",
    "höjden",
    "dalen",
    "bron",
    "viken",
    "berget",
    "lunden",
    "brinken",
    "trappan",
    "löten",
    "terrassen",
    "spåret",
    "stråket",
    "avenyn",
    "boulevarden",
    "passagen",
    "åsen",
];

const APARTMENT: &[&str] = &["lgh", "läg", "lght", "lägenhet", "lägenheten", "lägenhetsnr", "lägenhetsnummer", "lgh-nr", "lghnr", "lägh"];

const FLOOR: &[&str] = &["vån", "våning", "våningen", "tr", "trappor", "trappa", "trp", "vp"];

const FLOORS: &[&str] = &[
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "översta",
    "högst",
    "nedre",
    "bottenvåningen",
    "bv",
    "nb",
    "en",
    "ett",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "1:a",
    "2:a",
];

/// Verbs and nouns of living somewhere, before an address.
const LIVES: &[&str] = &[
    "bor",
    "bo",
    "bodde",
    "bott",
    "bosatt",
    "folkbokförd",
    "folkbokförda",
    "skriven",
    "hemadress",
    "hemadressen",
    "bostadsadress",
    "bostadsadressen",
    "bostad",
    "bostaden",
    "hemma",
    "hem",
    "flyttat",
    "flyttade",
    "inneboende",
    "hyr",
    "hyrde",
    "inhyst",
    "c/o",
    "lägenheten",
    "lägenhet",
    "villan",
    "radhuset",
    "parhuset",
    "hemmet",
    "adress",
    "adressen",
    "kontrakt",
    "andrahand",
    "familjen",
    "hyresgästen",
    "grannen",
    "huset",
    "inneboende",
    "hemvist",
    "husrum",
    "sover",
    "bebor",
    "bebos",
    "ägs",
    "tillhåll",
    "tillhör",
    "uppehåller",
];

/// Of these only together with a word for one person: a flat may be where a burglar was, an address where a lamp is broken.
const WEAK: &[&str] = &[
    "adress",
    "adressen",
    "lägenhet",
    "lägenheten",
    "bostad",
    "bostaden",
    "villan",
    "radhuset",
    "parhuset",
    "huset",
    "tillhör",
    "uppehåller",
    "hyr",
    "hyrde",
    "flyttat",
    "flyttade",
    "bo",
    "sover",
    "ägs",
    "kontrakt",
];

/// Those who live there are many, or nobody in particular.
const MANY: &[&str] = &[
    "boende",
    "hyresgäster",
    "grannar",
    "flera",
    "många",
    "ungdomar",
    "folk",
    "de",
    "hyresgästerna",
    "grannarna",
    "familjer",
    "alla",
    "vi",
    "människor",
    "barnfamiljer",
    "studenter",
    "pensionärer",
    "personer",
];

/// Of [`LIVES`], those that are said of nothing but somebody's home.
const SAID: &[&str] =
    &["bor", "bodde", "bosatt", "folkbokförd", "skriven", "hemadress", "hemadressen", "bostadsadress", "bostadsadressen", "inneboende"];

/// Houses that one household has: before the designation of a property they make it a home.
const HOUSES: &[&str] = &[
    "villan",
    "villa",
    "villafastigheten",
    "huset",
    "hus",
    "bostadshuset",
    "boningshuset",
    "enfamiljshuset",
    "radhuset",
    "kedjehuset",
    "parhuset",
    "stugan",
    "sommarstugan",
    "fritidshuset",
    "torpet",
    "gården",
    "mangårdsbyggnaden",
    "bostaden",
    "hemmet",
    "familjen",
    "familjens",
];

/// How many words before an address are looked at.
const REACH: usize = 8;

pub(crate) fn find(text: &Folded, words: &Words) -> Vec<Found> {
    let reader = Reader { text, words };
    let mut found: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < words.list().len() {
        let hit = reader.address(i).or_else(|| reader.apartment_alone(i)).or_else(|| reader.villa(i));
        match hit {
            Some((from, to)) => {
                let list = words.list();
                found.push(Found { from: list[from].from, to: list[to - 1].to, class: Class::Dwelling, level: Level::Confirm });
                i = to.max(i + 1);
            }
            None => i += 1,
        }
    }
    found
}

struct Reader<'a> {
    text: &'a Folded,
    words: &'a Words,
}

impl Reader<'_> {
    fn list(&self) -> &[Word] {
        self.words.list()
    }

    fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| self.words.text(w))
    }

    fn is(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.word(i))
    }

    fn same_line(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.gap != Gap::Break)
    }

    /// A number of a house at word `i`: `12`, `12B`, `12-14`.
    fn is_house_number(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| {
            let digits = self.text.chars()[w.from..w.to].iter().take_while(|c| c.is_ascii_digit()).count();
            matches!(w.case, Case::Number | Case::Mixed) && (1..=3).contains(&digits) && w.to - w.from <= digits + 1
        })
    }

    /// A street with a number whose number is word `i`, that is somebody's home: words `from..to`.
    fn address(&self, i: usize) -> Option<(usize, usize)> {
        if !self.is_house_number(i) || i == 0 || self.list()[i].gap != Gap::Space {
            return None;
        }
        let street = i - 1;
        let name = self.word(street);
        let base = name.strip_suffix('s').unwrap_or(name);
        let named = STREETS.iter().any(|end| base.ends_with(end) && base.len() > end.len() || name == *end);
        let mut from = street;
        // "Västra Vägen", "Karl Johans gata"
        while from > 0
            && self.list()[from].gap == Gap::Space
            && self.list()[from - 1].case == Case::Title
            && street - from < 3
            && !self.is(from - 1, LIVES)
            && (self.list()[from].case != Case::Title || named && STREETS.contains(&name))
        {
            from -= 1;
        }
        let mut to = i + 1;
        // "12 B"
        if self.words.get(to).is_some_and(|w| w.case == Case::Title && w.to - w.from == 1 && w.gap == Gap::Space) {
            to += 1;
        }
        if let Some(end) = self.detail(to).filter(|_| named || self.list()[street].case == Case::Title) {
            return Some((from, end));
        }
        // "bor på Solsidan 16": whatever the name of the street ends in.
        let said = self.list()[street].case == Case::Title
            && self.is(street.saturating_sub(1), &["på", "hemadress", "bostadsadress"])
            && (1..=4).filter(|back| self.words.earlier(street, *back).is_some()).any(|back| self.is(street - back, SAID))
            && !(1..=6).filter(|back| self.words.earlier(street, *back).is_some()).any(|back| self.is(street - back, MANY));
        if said {
            return Some((from, to));
        }
        let home = named && (self.is_home(from) || self.is_home_after(to) || self.floor_before(from));
        home.then_some((from, to))
    }

    /// The end of "lgh 1203", "3 tr", "vån 2", "1203" after an address.
    fn detail(&self, at: usize) -> Option<usize> {
        let mut end = None;
        let mut k = at;
        while k < at + 6 && self.same_line(k) {
            if self.is_joined_floor(k) {
                end = Some(k + 1);
                k += 1;
            } else if self.is_side_of_floor(k) {
                end = Some(k + 4);
                k += 4;
            } else if let Some(words) = self.apartment(k) {
                end = Some(k + words);
                k += words;
            } else if self.is_floor(k) {
                end = Some(k + 2);
                k += 2;
            } else if self.is(k, &["bv", "nb", "ög", "nedre", "portkod"]) && k == at {
                end = Some(k + 1);
                k += 1;
            } else if matches!(
                self.word(k),
                "på" | "i" | "vid" | "våningen" | "port" | "uppgång" | "uppg" | "ing" | "ingång" | "trapphus" | "entré"
            ) || self.list()[k].case == Case::Title && self.list()[k].to - self.list()[k].from == 1
            {
                k += 1;
            } else if (k == at || end.is_some()) && self.is_register_number(k) && self.list()[k].gap == Gap::Comma {
                end = Some(k + 1);
                k += 1;
            } else {
                break;
            }
        }
        end
    }

    /// How many words "lgh 1203", "lgh nr 1203" or "lgh1203" are.
    fn apartment(&self, k: usize) -> Option<usize> {
        let word = self.word(k);
        let joined = APARTMENT
            .iter()
            .filter_map(|a| word.strip_prefix(a))
            .any(|rest| (2..=5).contains(&rest.len()) && rest.starts_with(|c: char| c.is_ascii_digit()));
        if joined {
            return Some(1);
        }
        let named = 1 + usize::from(self.is(k + 1, &["nr", "nummer", "no", "numret"]));
        let numbered = self.words.get(k + named).is_some_and(|w| matches!(w.case, Case::Number | Case::Mixed) && w.to - w.from <= 5);
        let near =
            |i: usize| self.words.get(i).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Dot | Gap::Other)) || self.joined_by_stop(i);
        (self.is(k, APARTMENT) && near(k + 1) && near(k + named) && numbered).then_some(named + 1)
    }

    /// "lgh.nr", "nr. 1203"
    fn joined_by_stop(&self, i: usize) -> bool {
        let (Some(before), Some(word)) = (i.checked_sub(1).and_then(|k| self.words.get(k)), self.words.get(i)) else { return false };
        word.from - before.to <= 2 && self.text.chars()[before.to] == '.'
    }

    /// "vån 2" or "3 tr"
    fn is_floor(&self, k: usize) -> bool {
        let number = matches!(self.list()[k].case, Case::Number | Case::Mixed);
        let after = self.is(k, FLOOR) && (self.is_house_number(k + 1) || self.is(k + 1, FLOORS));
        let ordinal = number && self.is(k + 1, &["e", "a"]) && self.is(k + 2, FLOOR);
        if ordinal {
            return true;
        }
        let before = (number || self.is(k, FLOORS)) && self.is(k + 1, FLOOR) && self.glued(k + 1);
        self.same_line(k + 1) && (after || before)
    }

    /// "2tr"
    fn is_joined_floor(&self, k: usize) -> bool {
        let word = self.word(k);
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < word.len() && word.len() - rest.len() <= 2 && matches!(rest, "tr" | "trp")
    }

    /// "plan 3 till vänster": a plan alone may be of a garage or an office.
    fn is_side_of_floor(&self, k: usize) -> bool {
        let side = self.is(k + 3, &["vänster", "höger", "v", "h"]);
        self.is(k, &["plan", "våningsplan", "vån", "våning"])
            && self.is_house_number(k + 1)
            && self.is(k + 2, &["till", "t"])
            && side
            && self.same_line(k + 3)
    }

    /// "tredje våningen på", "vån 3, " before an address.
    fn floor_before(&self, from: usize) -> bool {
        (1..=4).any(|back| {
            let Some(at) = from.checked_sub(back).filter(|_| self.words.earlier(from, back).is_some()) else { return false };
            let numbered = |k: usize| self.is_house_number(k) || self.is(k, FLOORS);
            self.is(at, FLOOR) && (numbered(at + 1) && at + 1 < from || at > 0 && numbered(at - 1))
        })
    }

    fn glued(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Dot | Gap::Other))
    }

    /// An apartment's number in the national register: 0901–3999, the last two from 01.
    fn is_register_number(&self, i: usize) -> bool {
        let text = self.word(i);
        let floor = text.get(..2).and_then(|t| t.parse::<u32>().ok()).unwrap_or(0);
        let door = text.get(2..).and_then(|t| t.parse::<u32>().ok()).unwrap_or(0);
        self.list()[i].case == Case::Number && text.len() == 4 && (9..=39).contains(&floor) && (1..=29).contains(&door)
    }

    /// Is the address from word `from` on said to be a home?
    fn is_home(&self, from: usize) -> bool {
        let before: Vec<usize> = (1..=REACH).filter(|back| self.words.earlier(from, *back).is_some()).map(|back| from - back).collect();
        let Some(&cue) = before.iter().find(|&&k| self.is(k, LIVES)) else { return false };
        // "De boende på Storgatan 12": nobody in particular.
        if before.iter().any(|&k| self.is(k, MANY)) && !before.iter().any(|&k| self.one_person(k)) {
            return false;
        }
        let near = from - cue <= 5;
        near && (!self.is(cue, WEAK) || before.iter().any(|&k| self.one_person(k)) || self.is_possessive(&before))
    }

    fn one_person(&self, k: usize) -> bool {
        let word = &self.list()[k];
        word.kinds.has(Kinds::PERSON)
            || matches!(self.word(k), "hans" | "hennes" | "hens")
            || word.case == Case::Title && word.kinds.has(Kinds::GIVEN) && word.gap != Gap::Break
    }

    fn is_possessive(&self, before: &[usize]) -> bool {
        before.iter().any(|&k| matches!(self.word(k), "hans" | "hennes" | "hens" | "sin"))
    }

    /// "Storgatan 12, där han bor", "på Storgatan 12 bor …"
    fn is_home_after(&self, to: usize) -> bool {
        let Some(last) = to.checked_sub(1) else { return false };
        let after: Vec<usize> = (1..=6).filter(|ahead| self.words.later(last, *ahead).is_some()).map(|ahead| last + ahead).collect();
        let lives = after.iter().take(5).any(|&k| matches!(self.word(k), "bor" | "bodde" | "bosatt" | "folkbokförd" | "hemadress"));
        let owned = after.iter().any(|&k| matches!(self.word(k), "tillhör" | "ägs" | "bebos" | "hyrs"))
            && after.iter().any(|&k| self.list()[k].kinds.has(Kinds::PERSON));
        (lives || owned) && !after.iter().any(|&k| self.is(k, MANY))
    }

    /// "lgh 1203" whatever stands before, and "i 1203:an" of somebody.
    fn apartment_alone(&self, i: usize) -> Option<(usize, usize)> {
        if let Some(words) = self.apartment(i) {
            return Some((i, i + words));
        }
        let ending = self.is_register_number(i) && self.is(i + 1, &["an"]) && self.text.chars().get(self.list()[i].to) == Some(&':');
        let someone = (1..=3).filter(|back| self.words.earlier(i, *back).is_some()).any(|back| self.one_person(i - back));
        (ending && someone && i > 0 && self.is(i - 1, &["i"])).then_some((i, i + 2))
    }

    /// The designation of a property where one person is said to live: "villan på Stenkullen 1:23", "bor på Ryd 4:12".
    fn villa(&self, i: usize) -> Option<(usize, usize)> {
        let (block, unit) = (self.words.get(i)?, self.words.get(i + 1)?);
        let colon = self.text.chars().get(block.to) == Some(&':') && unit.from == block.to + 1;
        let name = i.checked_sub(1).and_then(|k| self.words.get(k)).filter(|w| w.case == Case::Title);
        if block.case != Case::Number || unit.case != Case::Number || !colon || name.is_none() || block.gap != Gap::Space {
            return None;
        }
        let house = (1..=4).filter(|back| self.words.earlier(i - 1, *back).is_some()).any(|back| self.is(i - 1 - back, HOUSES));
        (house || self.is_home(i - 1) || self.is_home_after(i + 2)).then_some((i - 1, i + 2))
    }
}
