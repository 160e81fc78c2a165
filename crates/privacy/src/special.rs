//! Sensitive matters of a person (article 9 of the General Data Protection Regulation): a word for health, origin, religion or the like beside a word for
//! one person.

use crate::lexicon::{self, Kinds};
use crate::words::{Case, Gap, Words};
use crate::{Class, Found, Level};

/// Words between the matter and the person at most.
const REACH: usize = 6;

/// Beginnings of words about such matters, for forms and compounds that no list has.
const STEMS: &[&str] = &[
    "rullstol",
    "psykisk",
    "psykotisk",
    "psykos",
    "schizofren",
    "bipolär",
    "autis",
    "alkoholis",
    "narkoman",
    "missbruk",
    "självmord",
    "suicid",
    "självskade",
    "utvecklingsstör",
    "funktionsneds",
    "funktionsvariation",
    "neuropsykiatrisk",
    "homosexuell",
    "bisexuell",
    "transsexuell",
    "muslim",
    "islamis",
    "katolik",
    "kristn",
    "judisk",
    "romsk",
    "samisk",
    "somali",
    "afghan",
    "irak",
    "irans",
    "syrisk",
    "kurdisk",
    "arabisk",
    "turkisk",
    "albansk",
    "afrikan",
    "asiat",
    "rumänsk",
    "bulgarisk",
    "polsk",
    "eritrean",
    "etiop",
    "palestins",
    "libanes",
    "marockan",
    "mörkhy",
    "utlandsfödd",
    "utomeuropeisk",
    "utomnordisk",
    "diabet",
    "epilep",
    "demen",
    "cancer",
    "syrian",
    "syrianer",
    "adopter",
    "tvångssyndrom",
    "tourette",
    "lugnande",
    "flykting",
    "insulin",
    "cellgift",
    "stroke",
    "förlossningsdep",
    "självskad",
    "hiv-",
    "hivsmitt",
    "hivpos",
    "judinn",
    "romani",
    "shiamuslim",
    "sunnimuslim",
    "psykossjuk",
    "cancersjuk",
    "njursjuk",
    "lungsjuk",
    "hjärtsjuk",
    "psyksjuk",
    "alzheimer",
    "parkinson",
    "blodsmitt",
    "hepatit",
    "tuberkulos",
    "anorekt",
    "bulimi",
    "ätstör",
    "ångest",
    "panikattack",
    "ptsd",
    "posttraumat",
    "drogberoende",
    "narkotikaberoende",
    "alkoholberoende",
    "heroin",
    "utbränd",
    "utmattnings",
    "synskad",
    "hörselskad",
    "rörelsehindr",
    "cp-skad",
    "hjärnskad",
    "downs",
    "aborter",
    "antabus",
    "neuroleptika",
    "antipsykot",
    "jehova",
    "pingstvän",
    "ortodox",
    "hindu",
    "buddhist",
    "ateist",
    "salafist",
    "jihadist",
    "yazidi",
    "jezidi",
    "druser",
    "assyri",
    "kaldé",
    "tatar",
    "uigur",
    "hazar",
    "pashtun",
    "tigrin",
    "kongoles",
    "nigerian",
    "ghanan",
    "jemenit",
    "egypt",
    "algeri",
    "tunisi",
    "ukrain",
    "rysk",
    "vitrys",
    "lettisk",
    "litau",
    "estländ",
    "makedonsk",
    "kroat",
    "kosov",
    "bosni",
    "serb",
    "vietnames",
    "kines",
    "indier",
    "pakistan",
    "bangladesh",
    "peruan",
    "colombian",
    "bolivian",
    "brasilian",
    "chilen",
    "lesbisk",
    "pansexuell",
    "asexuell",
    "transkvinna",
    "transman",
    "ickebinär",
    "icke-binär",
    "gravid",
    "depressi",
    "deprimera",
    "adhd",
    "asperger",
    "missbrukarvård",
    "avgiftning",
    "behandlingshem",
    "rättspsyk",
    "psykvård",
    "sjukskriv",
    "högerextrem",
    "vänsterextrem",
    "nazis",
];

/// The same as what is said of things: such a word followed by one of these is no person's matter.
const THINGS: &[&str] = &[
    "bil",
    "bilar",
    "moped",
    "skylt",
    "skyltar",
    "flagga",
    "mat",
    "restaurang",
    "restaurangen",
    "butik",
    "butiken",
    "förening",
    "föreningen",
    "kyrka",
    "kyrkan",
    "församling",
    "församlingen",
    "kulturvecka",
    "språk",
    "språket",
    "text",
    "musik",
    "tidning",
    "vapen",
    "cigaretter",
    "film",
    "grafiti",
    "klotter",
];

/// "mörk hy", "svart man", "utländsk brytning": two words that together say it.
const PAIRS: &[(&str, &str)] = &[
    ("mörk", "hy"),
    ("ljus", "hy"),
    ("mörk", "hudfärg"),
    ("svart", "man"),
    ("svart", "kvinna"),
    ("svart", "kille"),
    ("svart", "tjej"),
    ("svarta", "mannen"),
    ("svarta", "killen"),
    ("mår", "dåligt"),
    ("utländsk", "brytning"),
    ("bruten", "svenska"),
    ("tar", "mediciner"),
    ("äter", "mediciner"),
    ("tar", "medicin"),
    ("utländskt", "utseende"),
    ("utländsk", "härkomst"),
    ("utländsk", "bakgrund"),
    ("nedsatt", "syn"),
    ("nedsatt", "hörsel"),
    ("sitter", "rullstol"),
    ("i", "rullstol"),
    ("tagit", "överdos"),
];

pub(crate) fn find(words: &Words) -> Vec<Found> {
    let list = words.list();
    let mut found = Vec::new();
    for (i, word) in list.iter().enumerate() {
        let text = words.text(word);
        let next = words.later(i, 1);
        let pair = next.is_some_and(|n| PAIRS.iter().any(|(a, b)| *a == text && *b == words.text(n)));
        let said = pair || word.kinds.has(Kinds::SENSITIVE) || STEMS.iter().any(|s| text.starts_with(s));
        let of_thing = next.is_some_and(|n| THINGS.contains(&words.text(n)));
        if !said || of_thing || !is_beside_person(words, i) {
            continue;
        }
        let to = if pair { next.map_or(word.to, |n| n.to) } else { word.to };
        found.push(Found { from: word.from, to, class: Class::Special, level: Level::Hint });
    }
    found
}

fn is_beside_person(words: &Words, i: usize) -> bool {
    let list = words.list();
    let own = list[i].kinds.has(Kinds::PERSON);
    let before = (1..=REACH).map_while(|k| words.earlier(i, k));
    let after = (1..=REACH).map_while(|k| words.later(i, k));
    own || before.chain(after).any(|w| {
        let text = words.text(w);
        let person = w.kinds.has(Kinds::PERSON.and(Kinds::TITLE)) && !matches!(text, "system" | "man" | "ledare" | "kontaktperson")
            || matches!(text, "hans" | "hennes" | "hens" | "min" | "din" | "nn" | "jag" | "en");
        let one = !matches!(text, "en") || words.later(i, 1).is_some_and(|n| n.kinds.has(Kinds::PERSON));
        let named =
            w.case == Case::Title && w.gap != Gap::Break && w.kinds.has(Kinds::GIVEN) && !w.kinds.has(Kinds::ORDINARY.and(Kinds::PLACE));
        let aged = text.ends_with("-åring") || text.ends_with("-åringen") || text.ends_with("-årig") || text.ends_with("-årige");
        person && one || named || aged || text == "man" && lexicon::kinds(words.text(&list[i])).has(Kinds::SENSITIVE) && near_man(words, i)
    })
}

/// "en somalisk man": the noun, not the pronoun.
fn near_man(words: &Words, i: usize) -> bool {
    words.later(i, 1).is_some_and(|w| words.text(w) == "man") || words.earlier(i, 1).is_some_and(|w| words.text(w) == "man")
}
