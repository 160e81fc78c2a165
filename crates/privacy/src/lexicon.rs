//! What is known of words: names, ordinary words, places, and cues. The lists and where they come from: `data/ORIGIN.md`.

use crate::{cues, english};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// What a word is known as; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u32);

impl Kinds {
    pub const GIVEN: Kinds = Kinds(1);
    pub const SURNAME: Kinds = Kinds(1 << 1);
    /// A word of the language.
    pub const ORDINARY: Kinds = Kinds(1 << 2);
    pub const PLACE: Kinds = Kinds(1 << 3);
    /// heter, vid namn
    pub const CALLED: Kinds = Kinds(1 << 4);
    /// kallas, smeknamn, alias
    pub const NICKNAMED: Kinds = Kinds(1 << 5);
    /// One person, by role, kin, age or sex: killen, grannen, mamman, läraren
    pub const PERSON: Kinds = Kinds(1 << 6);
    /// Before a name: med, av, hos, enligt, såg
    pub const TOWARDS: Kinds = Kinds(1 << 7);
    /// Before a place: i, på, vid
    pub const LOCATIVE: Kinds = Kinds(1 << 8);
    /// What persons do: säger, hotade, sågs
    pub const DOES: Kinds = Kinds(1 << 9);
    /// After a name it makes a place of it: park, skola, gata
    pub const PLACE_AFTER: Kinds = Kinds(1 << 10);
    /// Before a name it makes a thing of it: café, kvarteret, Sankt
    pub const THING_BEFORE: Kinds = Kinds(1 << 11);
    /// What else has a name: platsen, projektet, skolan
    pub const NAMED_THING: Kinds = Kinds(1 << 12);
    /// Inside a name: von, al, de
    pub const PARTICLE: Kinds = Kinds(1 << 13);
    /// A word for a vehicle.
    pub const VEHICLE: Kinds = Kinds(1 << 14);
    /// Health, origin, religion, sexuality, political or union membership.
    pub const SENSITIVE: Kinds = Kinds(1 << 15);
    /// herr, fru, doktor
    pub const TITLE: Kinds = Kinds(1 << 16);
    /// och, samt
    pub const AND: Kinds = Kinds(1 << 17);
    /// snap, insta
    pub const PLATFORM: Kinds = Kinds(1 << 18);
    /// Several persons: ungdomar, killar
    pub const PEOPLE: Kinds = Kinds(1 << 19);
    /// A position that one person holds at a place: rektorn, föreståndaren
    pub const POSITION: Kinds = Kinds(1 << 20);
    /// An everyday word of English.
    pub const ENGLISH: Kinds = Kinds(1 << 21);

    pub fn has(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

/// A quick hash for short words (FNV-1a): the lists are our own, so nobody can choose colliding keys to any effect that matters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(5);
        }
    }
}

struct Lexicon {
    words: HashMap<&'static str, Kinds, BuildHasherDefault<Fnv>>,
    /// Names with letters such as č and ş in their plain spelling.
    plain: HashMap<String, Kinds, BuildHasherDefault<Fnv>>,
    /// How much likelier a group of three letters is in names than in ordinary words; tenths of a natural logarithm.
    letters: Vec<i16>,
}

const GIVEN: &str = include_str!("../data/given.txt");
const SURNAMES: &str = include_str!("../data/surnames.txt");
const WORDS: &str = include_str!("../data/words.txt");
const PLACES: &str = include_str!("../data/places.txt");

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    fn new() -> Self {
        let mut lexicon = Self {
            words: HashMap::with_capacity_and_hasher(50_000, BuildHasherDefault::default()),
            plain: HashMap::default(),
            letters: Vec::new(),
        };
        let lists = [(GIVEN, Kinds::GIVEN), (SURNAMES, Kinds::SURNAME), (WORDS, Kinds::ORDINARY), (PLACES, Kinds::PLACE)];
        for (list, kind) in lists {
            list.lines().for_each(|word| lexicon.add(word, kind));
        }
        for (list, kind) in cues::LISTS {
            list.split_whitespace().for_each(|word| lexicon.add(word, kind.and(Kinds::ORDINARY)));
        }
        english::WORDS.split_whitespace().for_each(|word| lexicon.add(word, Kinds::ENGLISH));
        for list in [GIVEN, SURNAMES] {
            for name in list.lines() {
                let plain = plain(name);
                if plain != name && !lexicon.words.contains_key(plain.as_str()) {
                    let kinds = lexicon.words.get(name).copied().unwrap_or_default();
                    lexicon.plain.insert(plain, kinds);
                }
            }
        }
        lexicon.letters = letters();
        lexicon
    }

    fn add(&mut self, word: &'static str, kind: Kinds) {
        let known = self.words.entry(word).or_default();
        *known = known.and(kind);
    }

    fn get(&self, word: &str) -> Kinds {
        if let Some(kinds) = self.words.get(word) {
            return *kinds;
        }
        if word.is_ascii() {
            return self.plain.get(word).copied().unwrap_or_default();
        }
        let plain = plain(word);
        if plain == word { Kinds::default() } else { self.words.get(plain.as_str()).copied().unwrap_or_default() }
    }
}

/// What is known of a word in lower case. A genitive is taken as the word itself when the whole is not known.
pub(crate) fn kinds(word: &str) -> Kinds {
    let known = LEXICON.get(word);
    if known != Kinds::default() {
        // "familjens", "killens"
        let base = genitive(word).filter(|base| base.chars().count() >= 5);
        let person = base.map(|base| LEXICON.get(base).0 & Kinds::PERSON.0).unwrap_or_default();
        return Kinds(known.0 | person);
    }
    if let Some(base) = genitive(word) {
        let known = LEXICON.get(base);
        if known != Kinds::default() {
            return known;
        }
    }
    // "Anna-Karin", "Lind-Berg", "Al-Hassan": a name when the first part is one, or what follows a particle.
    if let Some((first, rest)) = word.split_once('-') {
        let names = Kinds::GIVEN.and(Kinds::SURNAME);
        let last = rest.rsplit('-').next().map(|p| LEXICON.get(genitive_or_whole(p))).unwrap_or_default();
        // "Mogata-Sankt Anna"
        if last.has(Kinds::THING_BEFORE) {
            return Kinds::THING_BEFORE.and(Kinds::ORDINARY);
        }
        let part = LEXICON.get(first);
        // "Rosengård–Hammarby"
        if part.has(Kinds::PLACE) && last.has(Kinds::PLACE) {
            return Kinds::PLACE;
        }
        // "EST-samordnaren", "Ica-handlaren": what the last part is, the whole is. Of persons' names both parts are names.
        let whole = LEXICON.get(rest.rsplit('-').next().unwrap_or(rest));
        if !whole.has(names)
            && surname_shape(first) < 2
            && (whole.has(Kinds::ORDINARY) || is_ordinary(rest.rsplit('-').next().unwrap_or(rest)))
        {
            return Kinds(whole.0 | Kinds::ORDINARY.0);
        }
        let short = first.chars().count() <= 2;
        let head = if part.has(Kinds::PARTICLE) || short { last } else { part };
        return Kinds(head.0 & names.0);
    }
    Kinds::default()
}

/// The word without the ending of a genitive.
pub(crate) fn genitive(word: &str) -> Option<&str> {
    let base = word.strip_suffix("'s").or_else(|| word.strip_suffix('s'))?;
    (base.chars().count() >= 2).then_some(base)
}

fn genitive_or_whole(word: &str) -> &str {
    if LEXICON.words.contains_key(word) { word } else { genitive(word).unwrap_or(word) }
}

/// Endings that Swedish words take: (ending, what the word itself may end in instead).
const ENDINGS: &[(&str, &[&str])] = &[
    ("ningarna", &["ning"]),
    ("heterna", &["het"]),
    ("arnas", &["", "e"]),
    ("ernas", &["", "e"]),
    ("ornas", &["a"]),
    ("arna", &["", "e"]),
    ("erna", &["", "e"]),
    ("orna", &["a"]),
    ("ande", &["a"]),
    ("ende", &["", "a"]),
    ("ades", &["a"]),
    ("ade", &["a"]),
    ("ats", &["a"]),
    ("at", &["a"]),
    ("ad", &["a"]),
    ("erade", &["era"]),
    ("aste", &["", "a"]),
    ("are", &["", "a"]),
    ("ens", &["", "e"]),
    ("ets", &["", "e"]),
    ("en", &["", "e"]),
    ("et", &["", "e"]),
    ("ar", &["", "e", "a"]),
    ("er", &["", "e", "a"]),
    ("or", &["a"]),
    ("na", &["", "n"]),
    ("an", &["a"]),
    ("ns", &[""]),
    ("ts", &[""]),
    ("as", &["a"]),
    ("es", &["", "e"]),
    ("de", &["", "a"]),
    ("te", &["", "a"]),
    ("n", &[""]),
    ("t", &[""]),
    ("s", &[""]),
    ("a", &[""]),
    ("r", &[""]),
];

/// Is it an ordinary Swedish word, as it stands, inflected, or put together of two?
pub(crate) fn is_ordinary(word: &str) -> bool {
    let known = LEXICON.get(word);
    if known.has(Kinds::ORDINARY) {
        return true;
    }
    if known.has(Kinds::GIVEN.and(Kinds::SURNAME)) {
        return false;
    }
    if word.contains('-') {
        return word.split('-').all(|part| part.is_empty() || LEXICON.get(part).has(Kinds::ORDINARY) || inflected(part));
    }
    inflected(word) || compound(word)
}

fn word_itself(word: &str) -> bool {
    LEXICON.words.get(word).is_some_and(|k| k.has(Kinds::ORDINARY))
}

fn inflected(word: &str) -> bool {
    let mut whole = String::with_capacity(word.len() + 1);
    ENDINGS.iter().any(|(ending, stems)| {
        let Some(stem) = word.strip_suffix(ending).filter(|s| s.chars().count() >= 3) else { return false };
        stems.iter().any(|end| {
            whole.clear();
            whole.push_str(stem);
            whole.push_str(end);
            word_itself(&whole)
        })
    })
}

fn compound(word: &str) -> bool {
    if word.chars().count() < 7 {
        return false;
    }
    word.char_indices().map(|(i, _)| i).filter(|&i| i >= 3 && i + 3 <= word.len()).any(|i| {
        let (first, second) = word.split_at(i);
        let first_known = word_itself(first) || first.strip_suffix('s').is_some_and(|f| f.len() >= 3 && word_itself(f)) || {
            // "kyrko-", "gatu-", "flick-"
            let stem = first.strip_suffix(['o', 'u', 'e']).unwrap_or(first);
            stem.len() >= 3 && word_itself(&format!("{stem}a"))
        };
        first_known && second.chars().count() >= 3 && (word_itself(second) || inflected(second))
    })
}

/// Does the end of the word say that it is a surname? 2 for endings of nothing else, 1 for those that places and words have too.
pub(crate) fn surname_shape(word: &str) -> u8 {
    const STRONG: &[&str] = &[
        "ić", "sson", "sdotter", "sdóttir", "ović", "ovic", "ević", "evic", "owski", "owska", "ewski", "ewska", "iński", "inski", "inska",
        "ynski", "czyk", "wicz", "enko", "chuk", "zadeh", "oğlu", "oglu", "nejad", "ullah", "shvili", "adze", "idze", "opoulos", "poulou",
        "qvist", "kvist", "eliasson", "zewski", "akis", "mariam", "medhin", "selassie", "michael", "akovic", "aković", "escu", "enkova",
    ];
    // Of these, words of nature are put together to ordinary words as well.
    const NATURE: &[&str] = &[
        "ström", "strom", "berg", "gren", "lund", "dahl", "stedt", "blad", "blom", "löf", "löv", "stam", "hielm", "hjelm", "crona",
        "krona", "stål", "brant", "brandt", "rud", "vall", "wall", "mark", "strand", "quist", "felt", "feldt", "hammar", "fors", "sjö",
        "bro", "hed",
    ];
    const WEAK: &[&str] = &[
        "rén", "lén", "dén", "nén", "tén", "sén", "lius", "nius", "ander", "ell", "son", "ski", "ska", "sky", "vić", "vic", "ova", "eva",
        "nov", "rov", "lov", "kov", "yan", "ian", "pour", "far", "nia", "elli", "etti", "ini", "ez", "iç", "aj", "iu", "iqi", "aku",
        "inen", "onen", "anen", "nić", "lić", "jić",
    ];
    let base = if LEXICON.words.contains_key(word) { word } else { genitive(word).unwrap_or(word) };
    let long = |ending: &str| [word, base].iter().any(|w| w.strip_suffix(ending).is_some_and(|rest| rest.chars().count() >= 2));
    if STRONG.iter().any(|e| long(e)) {
        2
    } else {
        u8::from(NATURE.iter().any(|e| long(e)) || WEAK.iter().any(|e| long(e)) && !is_ordinary(word))
    }
}

const SIDE: usize = 32;

fn letter(c: char) -> usize {
    match c {
        'a'..='z' => c as usize - 'a' as usize + 1,
        'å' => 27,
        'ä' => 28,
        'ö' => 29,
        'é' | 'è' => 5,
        '^' => 0,
        _ => 30,
    }
}

fn groups(word: &str) -> impl Iterator<Item = usize> + '_ {
    let letters = std::iter::once(0).chain(word.chars().map(letter)).chain(std::iter::once(0));
    let mut last = (31, 31);
    letters.map(move |next| {
        let group = (last.0 * SIDE + last.1) * SIDE + next;
        last = (last.1, next);
        group
    })
}

fn letters() -> Vec<i16> {
    let mut counts = vec![(0.5_f32, 0.5_f32); SIDE * SIDE * SIDE];
    for name in GIVEN.lines().chain(SURNAMES.lines()) {
        groups(name).for_each(|g| counts[g].0 += 1.0);
    }
    for word in WORDS.lines() {
        groups(word).for_each(|g| counts[g].1 += 1.0);
    }
    let (names, words) = counts.iter().fold((0.0, 0.0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
    counts.iter().map(|(n, w)| (((n / names) / (w / words)).ln() * 10.0) as i16).collect()
}

/// How much the letters of an unknown word look like those of a name rather than of a Swedish word: the mean over its groups of three letters, in
/// tenths of a natural logarithm; about -10 for ordinary words and +10 for names.
pub(crate) fn name_likeness(word: &str) -> i32 {
    let (sum, n) = groups(word).fold((0, 0), |(sum, n), g| (sum + i32::from(LEXICON.letters[g]), n + 1));
    if n == 0 { 0 } else { sum / n }
}

/// Letters of other alphabets' spellings in the form of a Swedish keyboard.
fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'č' | 'ć' | 'ç' => plain.push('c'),
            'š' | 'ş' | 'ś' | 'ș' => plain.push('s'),
            'ž' | 'ź' | 'ż' => plain.push('z'),
            'đ' => plain.push_str("dj"),
            'ł' => plain.push('l'),
            'ń' | 'ñ' => plain.push('n'),
            'ğ' => plain.push('g'),
            'ı' | 'í' | 'î' | 'ì' | 'ï' => plain.push('i'),
            'ą' | 'á' | 'à' | 'â' | 'ã' | 'ă' => plain.push('a'),
            'ę' | 'é' | 'è' | 'ê' | 'ë' | 'ě' => plain.push('e'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ő' => plain.push('o'),
            'ú' | 'ù' | 'û' | 'ű' => plain.push('u'),
            'ü' => plain.push('u'),
            'ý' => plain.push('y'),
            'ţ' | 'ț' => plain.push('t'),
            'ø' => plain.push('ö'),
            'æ' => plain.push('ä'),
            c => plain.push(c),
        }
    }
    plain
}
