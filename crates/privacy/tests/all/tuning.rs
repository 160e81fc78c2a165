//! Generator A: the texts the guard was tuned on. Names are drawn from the guard's own lists.

use crate::chance::Chance;
use crate::identities;
use crate::labelled::Sample;
use privacy::Class;

const GIVEN: &str = include_str!("../../data/given.txt");
const SURNAMES: &str = include_str!("../../data/surnames.txt");

const PLACES: &[&str] = &[
    "Skäggetorp",
    "Ryd",
    "Berga",
    "centrum",
    "Stora torget",
    "Resecentrum",
    "skolgården",
    "tunneln vid Ica",
    "Lambohov",
    "parkeringen bakom Coop",
];

const STREETS: &[&str] =
    &["Storgatan", "Rydsvägen", "Björnkärrsgatan", "Västra vägen", "Ekholmsvägen", "Karl Johans gata", "Kungsgatan", "Lötgränd"];

/// Texts with a hole for a full name.
const NAMED: &[&str] = &[
    "Vittnet {} såg allt från balkongen.",
    "Det var {} som slog först enligt flera elever.",
    "{} sågs springa från platsen.",
    "En man vid namn {} har hotat personalen.",
    "Enligt {} har det varit stökigt hela veckan.",
    "Grannen {} ringde störningsjouren.",
    "Polisen grep {} på plats.",
    "Ungdomarna pekar ut {} som ledare.",
    "Anmälare: {}",
    "Pratade med {} om läget vid <plats>.",
    "Vaktmästaren {} har lagat dörren.",
    "{} och hans bror klottrade på väggen.",
    "Bilen ägs av {} enligt grannarna.",
    "Kontaktperson är {} på kommunen.",
];

const SINGLE: &[&str] = &[
    "Killen heter {}.",
    "Läraren {} bröt upp bråket.",
    "Hans syster {} blev knuffad.",
    "En kompis till offret, {}, filmade.",
    "{} säger att hon är rädd.",
    "Flera elever såg {} kasta stenen.",
    "Mamman {} ringde skolan.",
    "Tränaren {} låste hallen.",
];

const CLEAN: &[&str] = &[
    "Klotter på gaveln vid <plats>, ca <n> kvm.",
    "Sten kastades mot buss <n> vid <plats>.",
    "Per natt körs ungefär <n> mopeder genom <plats>.",
    "Ärende KS 2026-1<n>7, beslut enligt § <n>.",
    "Dnr 5000-K12<n>456-26 avser inbrott på <gata> <n>.",
    "Björn och älg har setts vid elljusspåret.",
    "Boende på <gata> <n> upplever buller från <plats>.",
    "Inbrott i källare <gata> <n>, bräckmärken på dörren.",
    "Fastigheten Stenkullen 1:<n> saknar belysning.",
    "Karl Johans park är mörk, <n> lampor trasiga.",
    "Kostnaden blev <n> 500 kr exklusive moms.",
    "Organisationsnummer 556677-8899 står på skylten.",
    "Koordinat 58.41<n>86, 15.62<n>57, väster om <plats>.",
    "Möte 2026-11-<n> kl 13.00–15.00 med Stångåstaden och polisen.",
    "Linje <n> mot <plats> ställdes in.",
    "Ungdomar 15–17 år samlas vid <plats> efter kl <n>.",
    "Securitas och Avarn delar på ronderingen i <plats>.",
    "Enligt Hyresgästföreningen har otryggheten ökat i <plats>.",
    "Brottskod 0901 och 1201 dominerar vecka <n>.",
    "Stig in på biblioteket och lämna synpunkter om <plats>.",
    "Marken vid <plats> ska hårdgöras under v. <n>.",
    "Linda in stolparna med reflex föreslås för <plats>.",
    "Väktare avvisade <n> personer från <plats>.",
    "Anders Ljungstedts gymnasium har stängt entrén mot <gata>.",
    "Flyg SK1<n> var försenat, många resande på <plats>.",
];

fn name_of(list: &str, chance: &mut Chance) -> String {
    let lines: Vec<&str> = list.lines().collect();
    let word = lines[chance.below(lines.len())];
    title(word)
}

pub fn title(word: &str) -> String {
    word.split('-')
        .map(|p| p.chars().take(1).flat_map(char::to_uppercase).chain(p.chars().skip(1)).collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

fn filled(template: &str, chance: &mut Chance) -> String {
    template
        .replace("<plats>", chance.one(PLACES))
        .replace("<gata>", chance.one(STREETS))
        .replace("<n>", &chance.between(2, 30).to_string())
}

/// As many texts as asked for: half clean, half with personal data of every class.
pub fn corpus(seed: u64, size: usize) -> Vec<Sample> {
    let mut chance = Chance::new(seed);
    let clean = (0..size / 2).map(|_| 0);
    let marked = (0..size - size / 2).map(|i| i % Class::ALL.len() + 1);
    clean
        .chain(marked)
        .map(|kind| {
            if kind == 0 {
                Sample::read(&filled(chance_one(&mut chance, CLEAN), &mut chance))
            } else {
                positive(Class::ALL[kind - 1], &mut chance)
            }
        })
        .collect()
}

fn chance_one<'a>(chance: &mut Chance, list: &[&'a str]) -> &'a str {
    list[chance.below(list.len())]
}

fn around(value: &str, class: Class, templates: &[&str], chance: &mut Chance) -> Sample {
    let template = filled(chance_one(chance, templates), chance);
    Sample::read(&template.replacen("{}", &format!("{{{}:{value}}}", class.key()), 1))
}

fn positive(class: Class, chance: &mut Chance) -> Sample {
    match class {
        Class::Personnummer | Class::Samordningsnummer => a_number(class, chance),
        Class::Phone => a_phone(chance),
        Class::Email => an_email(chance),
        Class::Handle => a_handle(chance),
        Class::Plate => a_plate(chance),
        Class::Dwelling => a_dwelling(chance),
        Class::Name => a_name(chance),
        Class::Birthdate => a_birthdate(chance),
        Class::Combination => a_combination(chance),
        Class::Special => a_special(chance),
    }
}

fn a_phone(chance: &mut Chance) -> Sample {
    let (area, rest) = identities::phone(chance);
    let value = match chance.below(5) {
        0 => format!("{area}-{rest}"),
        1 => format!("{area}{rest}"),
        2 => format!("+46{}{rest}", &area[1..]),
        3 => format!("{area} {} {}", &rest[..3], &rest[3..]),
        _ => format!("{area}-{} {} {}", &rest[..3], &rest[3..5], &rest[5..]),
    };
    around(&value, Class::Phone, &["Ring {} vid frågor.", "Tel {}", "Nås på {} efter kl 16.", "Kontakt {} eller besök <plats>."], chance)
}

fn an_email(chance: &mut Chance) -> Sample {
    let local = name_of(GIVEN, chance).to_lowercase();
    let value = match chance.below(4) {
        0 => format!("{local}@example.se"),
        1 => format!("{local}.x@post.example.se"),
        2 => format!("{local} (at) example.se"),
        _ => format!("{local} snabel-a example punkt se"),
    };
    around(&value, Class::Email, &["Mejla {} för mer information.", "E-post: {}", "Skriv till {} senast fredag."], chance)
}

fn a_handle(chance: &mut Chance) -> Sample {
    let local = name_of(GIVEN, chance).to_lowercase();
    let value = format!("{local}_{}", chance.between(1, 99));
    around(
        &value,
        Class::Handle,
        &["Snap: {}", "Han säljer via insta {} varje helg.", "Kontot {} på tiktok sprider filmen.", "Hon heter {} på snapchat."],
        chance,
    )
}

fn a_plate(chance: &mut Chance) -> Sample {
    let (letters, rest) = identities::plate(chance);
    let value = match chance.below(3) {
        0 => format!("{letters}{rest}"),
        1 => format!("{letters} {rest}"),
        _ => format!("{letters}{rest}").to_lowercase(),
    };
    around(
        &value,
        Class::Plate,
        &["Bilen {} stod parkerad vid <plats>.", "En svart Volvo med regnr {} körde på.", "Mopeden har skylt {} enligt vittnen."],
        chance,
    )
}

fn a_dwelling(chance: &mut Chance) -> Sample {
    let street = chance_one(chance, STREETS);
    let n = chance.between(1, 90);
    let value = match chance.below(3) {
        0 => format!("{street} {n} lgh 1{}0{}", chance.between(0, 6), chance.between(1, 8)),
        1 => format!("{street} {n}, {} tr", chance.between(1, 8)),
        _ => format!("{street} {n}B vån {}", chance.between(1, 8)),
    };
    around(
        &value,
        Class::Dwelling,
        &["Störande fester på {} varje helg.", "Han håller till på {} enligt grannar.", "Adressen är {} och dörren står öppen."],
        chance,
    )
}

fn a_name(chance: &mut Chance) -> Sample {
    let (given, surname) = (name_of(GIVEN, chance), name_of(SURNAMES, chance));
    match chance.below(4) {
        0 => around(&given, Class::Name, SINGLE, chance).tagged(&["single"]),
        1 => around(&format!("{given} {surname}").to_lowercase(), Class::Name, NAMED, chance).tagged(&["lower"]),
        _ => around(&format!("{given} {surname}"), Class::Name, NAMED, chance).tagged(&["capital"]),
    }
}

fn a_birthdate(chance: &mut Chance) -> Sample {
    let (y, m, d) = (chance.between(1940, 2012), chance.between(1, 12), chance.between(1, 28));
    let value = match chance.below(4) {
        0 => format!("{y}-{m:02}-{d:02}"),
        1 => format!("{:02}{m:02}{d:02}", y % 100),
        2 => format!("{d}/{m} {y}"),
        _ => format!("{d} maj {y}"),
    };
    around(&value, Class::Birthdate, &["Mannen är född {} enligt anmälan.", "f. {}", "Killen, född den {}, nekar."], chance)
}

fn a_combination(chance: &mut Chance) -> Sample {
    let value = match chance.below(3) {
        0 => format!("{}-årig pojke i {}B", chance.between(12, 15), chance.between(6, 9)),
        1 => format!("tjejen i {}C på Berzeliusskolan", chance.between(6, 9)),
        _ => "Rektorn på Ryds skola".to_owned(),
    };
    around(&value, Class::Combination, &["{} är drivande i bråken.", "Det gäller {} enligt personalen."], chance)
}

fn a_special(chance: &mut Chance) -> Sample {
    let value = chance_one(chance, &["psykiskt sjuk", "muslim", "somalier", "gravid", "homosexuell", "narkoman"]);
    around(value, Class::Special, &["Mannen är {} enligt grannen.", "Hon är {} och utsätts därför.", "Den misstänkte är {}."], chance)
}

fn a_number(class: Class, chance: &mut Chance) -> Sample {
    let (century, ten) = identities::number(chance, class == Class::Samordningsnummer);
    let (date, last) = ten.split_at(6);
    let value = match chance.below(7) {
        0 => format!("{date}-{last}"),
        1 => format!("{century}{date}-{last}"),
        2 => format!("{century}{ten}"),
        3 => format!("{date} {last}"),
        4 => format!("{date}–{last}"),
        5 => format!("{}{}-{}-{}-{last}", century, &date[..2], &date[2..4], &date[4..]),
        _ => ten.chars().map(String::from).collect::<Vec<_>>().join(" "),
    };
    around(
        &value,
        class,
        &["Mannen ({}) greps vid <plats>.", "Pnr {} enligt legitimation.", "{} är känd sedan tidigare", "Personen, {}, bor i området."],
        chance,
    )
}
