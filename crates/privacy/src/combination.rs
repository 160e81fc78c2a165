//! Details that together point at one person: age, school class and place of somebody; a position that one person holds at a named place.

use crate::lexicon::Kinds;
use crate::words::{Case, Gap, Word, Words};
use crate::{Class, Found, Level};

/// Words for one person; those of several persons or of officials are no part of it.
const ONE: &[&str] = &[
    "killen",
    "kille",
    "tjejen",
    "tjej",
    "pojken",
    "pojke",
    "flickan",
    "flicka",
    "mannen",
    "kvinnan",
    "kvinna",
    "grabben",
    "grabb",
    "eleven",
    "elev",
    "sonen",
    "son",
    "dottern",
    "dotter",
    "bror",
    "brodern",
    "syster",
    "systern",
    "storebror",
    "lillebror",
    "tonåring",
    "tonåringen",
    "snubben",
    "pensionären",
    "änkan",
    "änklingen",
    "damen",
    "herren",
    "barnet",
    "barnbarnet",
    "kusinen",
    "lillasyster",
    "storasyster",
    "mamman",
    "pappan",
    "pojkvän",
    "flickvän",
    "man",
    "person",
    "personen",
    "student",
    "studenten",
    "praktikant",
    "praktikanten",
    "tvillingen",
    "grannpojken",
    "grannflickan",
    "skolflicka",
    "skolpojke",
    "gubbe",
    "gubben",
    "gumma",
    "tant",
    "tanten",
    "brukaren",
    "boende",
    "ungdom",
    "ungdomen",
    "yngling",
    "ynglingen",
    "pensionär",
    "föräldern",
    "individ",
    "individen",
    "änka",
    "änkling",
    "dam",
    "herre",
    "målvakten",
    "lagkaptenen",
    "kaptenen",
];

pub(crate) fn find(words: &Words) -> Vec<Found> {
    let list = words.list();
    let mut found = Vec::new();
    let mut i = 0;
    while i < list.len() {
        let (from, to) = words.sentence(i);
        let (from, to) = (from.max(i), to.max(i + 1));
        if let Some((a, b)) = details(words, from, to).or_else(|| the_only(words, from, to)).or_else(|| position(words, from, to)) {
            found.push(Found { from: list[a].from, to: list[b].to, class: Class::Combination, level: Level::Hint });
        }
        i = to;
    }
    found
}

/// First and last word of age, class, person and place, when enough of them stand together in a sentence.
fn details(words: &Words, from: usize, to: usize) -> Option<(usize, usize)> {
    let list = words.list();
    let mut seen: [Option<usize>; 4] = [None; 4];
    for (i, word) in list.iter().enumerate().take(to).skip(from) {
        let kind = if is_class(words, i) {
            Some(0)
        } else if let Some(person_too) = age(words, i) {
            if person_too {
                seen[2] = seen[2].or(Some(i));
            }
            Some(1)
        } else if ONE.contains(&words.text(word)) || words.text(word).starts_with("tvilling") || is_given_name(word) || is_few(words, i) {
            Some(2)
        } else if is_place(words, i) {
            Some(3)
        } else {
            None
        };
        if let Some(kind) = kind {
            seen[kind] = seen[kind].or(Some(i));
        }
    }
    // "den enda flickan på"
    let only = list[from..to].iter().any(|w| matches!(words.text(w), "enda" | "ende"));
    let [class, aged, person, place] = seen;
    let enough = person.is_some() && (class.is_some() || aged.is_some() && place.is_some())
        || class.is_some() && aged.is_some()
        || person.is_some() && (place.is_some() || aged.is_some()) && only
        || aged.zip(person).is_some_and(|(a, p)| is_told_apart(words, a, p));
    let several = list[from..to].iter().any(|w| w.kinds.has(Kinds::PEOPLE)) && class.is_none();
    if !enough || several {
        return None;
    }
    let parts = seen.into_iter().flatten();
    Some((parts.clone().min()?, parts.max()?))
}

/// "Kommunens enda 17-åriga boxare", "byns enda frisör": somebody who is the only one of the kind.
fn the_only(words: &Words, from: usize, to: usize) -> Option<(usize, usize)> {
    const WHOLES: &[&str] = &[
        "kommunens",
        "byns",
        "ortens",
        "stadens",
        "skolans",
        "klassens",
        "områdets",
        "kvarterets",
        "husets",
        "portens",
        "trappans",
        "gatans",
        "lagets",
        "föreningens",
        "stadsdelens",
        "samhällets",
        "bygdens",
        "gymnasiets",
        "årskursens",
    ];
    const TRADES: &[&str] =
        &["are", "ör", "ist", "inna", "erska", "log", "man", "kvinna", "ant", "ent", "äkare", "präst", "imam", "kock", "elev"];
    let list = words.list();
    (from..to).find_map(|i| {
        let only = matches!(words.text(&list[i]), "enda" | "ende");
        let of = words.earlier(i, 1).filter(|w| WHOLES.contains(&words.text(w)));
        if !only || of.is_none() {
            return None;
        }
        let person = (i + 1..to.min(i + 4)).find(|&k| {
            let text = words.text(&list[k]);
            ONE.contains(&text)
                || list[k].kinds.has(Kinds::PERSON)
                || TRADES.iter().any(|end| text.ends_with(end) && text.chars().count() > 4)
        })?;
        Some((i - 1, person))
    })
}

/// "tre pojkar", "två elever"
fn is_few(words: &Words, i: usize) -> bool {
    let before = words.earlier(i, 1).map_or("", |w| words.text(w));
    words.list()[i].kinds.has(Kinds::PEOPLE) && matches!(before, "två" | "tre" | "2" | "3")
}

/// "den 14-åriga killen med röd epa": a definite person of an age, and a mark.
fn is_told_apart(words: &Words, aged: usize, person: usize) -> bool {
    let definite = words.earlier(aged, 1).is_some_and(|w| matches!(words.text(w), "den" | "denna" | "denne"));
    let mark = words.later(person, 1).is_some_and(|w| matches!(words.text(w), "med" | "som" | "på" | "i"));
    // "14-åriga" is two words.
    definite && (aged + 1..=aged + 2).contains(&person) && mark
}

/// `9B`, `åk 9`, `klass 9B`, `årskurs 8`, `nian`.
fn is_class(words: &Words, i: usize) -> bool {
    let list = words.list();
    let text = words.text(&list[i]);
    let before = words.earlier(i, 1).map_or("", |w| words.text(w));
    let mut chars = text.chars();
    let grade = matches!(chars.next(), Some('1'..='9'));
    let lettered = grade && matches!((chars.next(), chars.next()), (Some('a'..='f'), None));
    let in_class = matches!(before, "i" | "klass" | "klassen" | "åk" | "årskurs" | "från" | "går");
    let numbered = list[i].case == Case::Number && grade && text.len() == 1 && matches!(before, "åk" | "årskurs" | "klass");
    let programme = matches!(before, "i" | "från" | "går" | "klass")
        && list[i].case == Case::Mixed
        && text.len() <= 6
        && matches!(
            text.get(..2),
            Some("sa" | "na" | "te" | "ek" | "ba" | "bf" | "es" | "el" | "fs" | "ft" | "im" | "hv" | "rl" | "vo" | "in" | "hu")
        );
    lettered && in_class
        || numbered
        || programme
        || matches!(
            text,
            "sjuan"
                | "åttan"
                | "nian"
                | "sexan"
                | "femman"
                | "trean"
                | "fyran"
                | "högstadieelev"
                | "gymnasieelev"
                | "förstaårselev"
                | "niondeklassare"
                | "åttondeklassare"
                | "sjundeklassare"
                | "sjätteklassare"
        ) && matches!(before, "i" | "går" | "en" | "")
        || text.ends_with("klassaren") && text.len() > 10
}

/// An age in years; whether the word also stands for the person: `15-åringen`.
fn age(words: &Words, i: usize) -> Option<bool> {
    let list = words.list();
    let text = words.text(&list[i]);
    let next = words.later(i, 1).map_or("", |w| words.text(w));
    let number = list[i].case == Case::Number && (1..=2).contains(&text.len())
        || matches!(text, "tolv" | "tretton" | "fjorton" | "femton" | "sexton" | "sjutton" | "arton" | "nitton" | "tjugo");
    if number && matches!(next, "år" | "årig" | "årige" | "åriga" | "bast") {
        return Some(false);
    }
    if number && matches!(next, "åring" | "åringen") {
        return Some(true);
    }
    let person = [text.strip_suffix("-åring"), text.strip_suffix("åring"), text.strip_suffix("-åringen"), text.strip_suffix("åringen")];
    if person.iter().flatten().any(|rest| {
        !rest.is_empty()
            && (rest.ends_with("ton")
                || rest.ends_with("tio")
                || rest.ends_with(|c: char| c.is_ascii_digit())
                || matches!(*rest, "tolv" | "tjugo"))
    }) {
        return Some(true);
    }
    let aged = ["-årig", "-årige", "-åriga", "årig", "årige", "åriga"].iter().find_map(|end| text.strip_suffix(end));
    aged.filter(|rest| rest.ends_with("ton") || rest.ends_with("tio") || rest.ends_with(|c: char| c.is_ascii_digit())).map(|_| false)
}

/// A given name that is no ordinary word.
fn is_given_name(word: &Word) -> bool {
    word.case == Case::Title && word.kinds.has(Kinds::GIVEN) && !word.kinds.has(Kinds::ORDINARY.and(Kinds::PLACE))
}

/// A named place: "på Ryds skola", "i Skäggetorp", "från Berga".
fn is_place(words: &Words, i: usize) -> bool {
    let list = words.list();
    let before = words.earlier(i, 1);
    list[i].case == Case::Title
        && list[i].gap == Gap::Space
        && before.is_some_and(|w| matches!(words.text(w), "på" | "i" | "från" | "vid" | "om"))
}

/// "rektorn på Ryds skola", "ägaren till Pizzeria Roma": one person has that place.
fn position(words: &Words, from: usize, to: usize) -> Option<(usize, usize)> {
    let list = words.list();
    (from..to).find_map(|i| {
        let role = list[i].kinds.has(Kinds::POSITION)
            || matches!(
                words.text(&list[i]),
                "ägaren"
                    | "chefen"
                    | "läraren"
                    | "kuratorn"
                    | "vd"
                    | "innehavaren"
                    | "kassörskan"
                    | "servitrisen"
                    | "bartendern"
                    | "mattanten"
                    | "städerskan"
            );
        let link = words.later(i, 1).map_or("", |w| words.text(w));
        let place: Option<&Word> = words.later(i, 2).filter(|w| w.case == Case::Title);
        let named = role && matches!(link, "på" | "vid" | "för" | "i" | "till" | "av") && place.is_some();
        named.then(|| {
            let mut end = i + 2;
            while end + 1 < to
                && list[end + 1].gap == Gap::Space
                && (list[end + 1].case == Case::Title || list[end + 1].kinds.has(Kinds::PLACE_AFTER))
            {
                end += 1;
            }
            (i, end)
        })
    })
}
