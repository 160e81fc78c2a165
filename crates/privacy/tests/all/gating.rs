//! Generator B: the texts the guard is judged on. Nothing in it was used for tuning; names come from its own lists by origin, three in ten of them with a
//! part that is in none of the guard's lists.

use crate::chance::Chance;
use crate::identities;
use crate::labelled::Sample;
use crate::names::{ORIGINS, Origin};
use privacy::Class;

/// What the guard must reach; what it does not yet reach of the design's gates stands in `docs/measurements.md`.
pub const GATES: [(&str, f64); 16] = [
    ("personnummer", 99.7),
    ("samordningsnummer", 99.7),
    ("phone", 99.0),
    ("email", 99.0),
    ("handle", 99.0),
    ("plate", 99.0),
    ("dwelling", 99.0),
    ("birthdate", 99.0),
    ("combination", 90.0),
    ("special", 90.0),
    ("capital", 97.0),
    ("lower", 85.0),
    ("evasive", 90.0),
    ("precision block", 99.5),
    ("precision confirm", 85.0),
    ("clean let be", 97.0),
];

const FULL: &[&str] = &[
    "Igår kväll blev {} rånad på sin telefon nära <p>.",
    "{} bor granne med skolan och klagar på mopederna.",
    "Personal uppger att {} och två andra eldade i papperskorgen.",
    "Det är {} som har nyckeln till föreningslokalen.",
    "Hej, jag heter {} och vill anmäla skadegörelse vid <p>.",
    "Skolsköterskan {} har haft samtal med flera elever.",
    "Fältgruppen träffade {} vid <p>, lugnt samtal.",
    "Tre killar, bland dem {}, jagades iväg av väktare.",
    "Misstänkt gärningsman: {}.",
    "Ordföranden i bostadsrättsföreningen, {}, önskar kameror.",
    "Vi har återkommande problem med {} som stör i trapphuset.",
    "Kassörskan kände igen {} från förra rånet.",
    "Föräldern {} kontaktade rektor efter slagsmålet.",
    "Samtal från {} kl 21.40 om skrik i tunneln.",
    "Bråk mellan {} och en okänd man utanför <p>.",
    "Offret {} fördes till sjukhus med ambulans.",
    "{} har tillträdesförbud på <p> till årsskiftet.",
    "Enligt uppgift är det {} som säljer tabletterna.",
    "Mötet leddes av {} från hyresbolaget.",
    "Kusinen {} var också på plats.",
];

const SINGLE: &[&str] = &[
    "Pojken som slog heter {}.",
    "Hyresgästen {} vågar inte gå ut efter mörkrets inbrott.",
    "Enligt kompisen {} var det planerat.",
    "Vaktmästare {} har bytt lås på cykelrummet.",
    "Brodern {} sitter redan häktad.",
    "Hennes dotter {} blev utfryst och hotad.",
    "Tränaren {} följde barnen hem.",
    "Mannen presenterade sig som {} och ville sälja telefoner.",
];

const CLEAN: &[&str] = &[
    "Natten mot söndag krossades <k> rutor på <p>, skadan uppskattas till <k> 000 kronor.",
    "Sten låg utspridda över gångbanan efter snöröjningen vid <p>.",
    "Gatubelysningen längs <g> har varit släckt i <k> dagar.",
    "Diarienummer 5000-K<k>34<k>1-26 avser klotter på <p>.",
    "Bussarna på linje <k> kör inte in i området efter klockan 22.",
    "Fastighetsbeteckning Vallen 3:<k> och Torpet 1:<k> berörs av stängslet.",
    "Upprepade larm från skolan på <g> <k>, senast kl. 03.<m>.",
    "Kommunstyrelsen KS 2019-10<m> § <k> beslutade om kamerabevakning.",
    "Biljettpriset höjs till <k> kr från den 1 januari 2027.",
    "Tåg <k>7 mot Norrköping stod still, resenärer blev oroliga.",
    "Position N 6474<k>3 E 5365<m> enligt kartan.",
    "Org.nr 202100-5489, bankgiro 5050-10<m>.",
    "Ungdomarna mellan 13 och 17 år hänger vid <p> på lov.",
    "Dag för dag har det blivit lugnare kring <p>.",
    "Mark i anslutning till <p> behöver röjas från sly.",
    "Per capita är anmälningarna fler i <p> än i snittet.",
    "Stig och gångväg bakom <p> saknar snöröjning.",
    "Björn Borgs plats föreslås få ny belysning.",
    "Sankt Olofs kyrka och Gustav Adolfs torg ingår i rundan.",
    "Selma Lagerlöfs gata är avstängd för bilar.",
    "Kiosken Hörnet och Restaurang Palermo har anmält inbrott.",
    "De boende på <g> <k> har startat grannsamverkan.",
    "Anmälan 0201-K<k>22-26 lades ned i brist på bevis.",
    "Snittet var <k>,<m> händelser per vecka under perioden v. 38–44.",
    "Skolan planerar temadag om droger den <k> november.",
    "Sommarjobbare målade om tunneln vid <p> i juni.",
    "Systembolaget och Apoteket vid <p> vill ha gemensam väktare.",
    "Polisens kommunpolis deltar på öppet hus i biblioteket kl 17.30.",
    "Elcyklar för totalt <k> 900 kr stulna från källaren på <g> <k>.",
    "Räddningstjänsten släckte brand i container, larm 112 kl 02.<m>.",
    "Hundrastgården är mörk, behov av <k> stolpar.",
    "Två okända män följde efter en kvinna från <p> till busstorget.",
    "Förskolebarn hittade kanyler vid <p>, sanerat samma dag.",
    "Fyra av tio känner sig otrygga i <p> enligt enkäten 2025.",
    "Trafiken på E4 vid avfart 1<k> leddes om i <k> minuter.",
    "Rapport 2026:<k> från Brå, sidan <m>.",
    "Flygplanet SK1<m>5 störde inte mötet.",
    "Markägaren har fått förelägga om stängsel, beslut BYGG 2026-4<m>.",
    "Stenkastning mot spårvagn <k> vid <p>, inga skadade.",
    "Inga noteringar från natten, lugnt i samtliga områden.",
    "Vinden tog med sig skyltar vid <p>, upplagt på kontoret.",
    "Rosor och ljus har lagts vid <p> efter olyckan.",
    "Lås och karmar utbytta på <g> <k> till en kostnad av <k> 450 kr.",
    "Skateparken vid <p> är populär, inga problem.",
    "Fler rondningar i <p> under advent, fredag–söndag.",
    "Storstädning på <g>: 2<m> kg skräp.",
    "Ny lagstiftning SFS 2023:196 ställer krav på lägesbild och åtgärdsplan.",
    "Telefonköerna till 1177 var långa, många ringde 114 14.",
    "Konserten i Cloettavallen lockade <k> 000 personer.",
    "Saga, spel och lek på mötesplatsen varje tisdag.",
];

const PLACES: &[&str] = &[
    "Gränby centrum",
    "Drottningtorget",
    "Vasaparken",
    "busstationen",
    "Åtorpsskolan",
    "Hageby",
    "ishallen",
    "kanalstråket",
    "Coop Extra",
    "Navestad",
    "Gamla torget",
    "simhallen",
    "Vilbergen",
    "motionscentralen",
];

const STREETS: &[&str] = &[
    "Norra Promenaden",
    "Lidaleden",
    "Plantagegatan",
    "Söderleden",
    "Hagagatan",
    "Bergslagsgatan",
    "Albrektsvägen",
    "Luntgatan",
    "Kristinagatan",
    "Gamla Övägen",
];

fn fill(template: &str, chance: &mut Chance) -> String {
    let mut text = template.to_owned();
    for (hole, value) in
        [("<p>", chance.one(PLACES).to_owned()), ("<g>", chance.one(STREETS).to_owned()), ("<m>", chance.between(10, 59).to_string())]
    {
        text = text.replace(hole, &value);
    }
    while text.contains("<k>") {
        text = text.replacen("<k>", &chance.between(2, 96).to_string(), 1);
    }
    text
}

fn put(value: &str, class: Class, templates: &[&str], chance: &mut Chance) -> Sample {
    let index = chance.below(templates.len());
    let template = fill(templates[index], chance);
    Sample::read(&template.replacen("{}", &format!("{{{}:{value}}}", class.key()), 1))
}

/// As many texts as asked for: half clean, one in twenty evasive, the rest over the classes, names as often as three of the others.
pub fn corpus(seed: u64, size: usize) -> Vec<Sample> {
    let mut chance = Chance::new(seed ^ 0xB0B0);
    let mut samples = Vec::with_capacity(size);
    for i in 0..size / 2 {
        samples.push(Sample::read(&fill(CLEAN[i % CLEAN.len()], &mut chance)));
    }
    for i in 0..size / 20 {
        samples.push(evasive(i, &mut chance));
    }
    let mut i = 0;
    while samples.len() < size {
        let class = match i % 14 {
            k @ 0..=10 => Class::ALL[k],
            _ => Class::Name,
        };
        samples.push(positive(class, &mut chance));
        i += 1;
    }
    samples
}

fn name(origin: &Origin, chance: &mut Chance) -> (String, String) {
    let unseen = if chance.percent(30) { chance.below(3) + 1 } else { 0 };
    let given = chance.one(if unseen & 1 == 1 { origin.unseen_given } else { origin.given });
    let surname = chance.one(if unseen & 2 == 2 { origin.unseen_surnames } else { origin.surnames });
    (given.to_owned(), surname.to_owned())
}

fn named(chance: &mut Chance) -> Sample {
    let origin = &ORIGINS[chance.below(ORIGINS.len())];
    let (given, surname) = name(origin, chance);
    let class = Class::Name;
    match chance.below(10) {
        0..=4 => put(&format!("{given} {surname}"), class, FULL, chance).tagged(&["capital", origin.name]),
        5..=7 => put(&format!("{given} {surname}").to_lowercase(), class, FULL, chance).tagged(&["lower"]),
        8 => put(&format!("{}. {surname}", &given.chars().next().unwrap()), class, FULL, chance).tagged(&["initial"]),
        _ => put(&given, class, SINGLE, chance).tagged(&["single"]),
    }
}

const NUMBERED: &[&str] = &[
    "Identiteten fastställdes till {} av patrullen.",
    "Enligt körkortet {} är han folkbokförd i Motala.",
    "Legitimation med nummer {} upphittad vid <p>.",
    "I anteckningen står {} men inget mer.",
    "Vederbörande ({}) avvisades.",
    "{}",
];

fn numbered(class: Class, chance: &mut Chance) -> Sample {
    let (century, ten) = identities::number(chance, class == Class::Samordningsnummer);
    let (date, last) = ten.split_at(6);
    let (y, m, d) = (&date[..2], &date[2..4], &date[4..]);
    let value = match chance.below(10) {
        0 => format!("{date}-{last}"),
        1 => format!("{century}{date}-{last}"),
        2 => format!("{century}{ten}"),
        3 => ten.clone(),
        4 => format!("{date} - {last}"),
        5 => format!("{century}{date} {last}"),
        6 => format!("{y}.{m}.{d}-{last}"),
        7 => format!("{century}{y} {m} {d} {last}"),
        8 => format!("{date}—{last}"),
        _ => format!("{y}/{m}/{d}-{last}"),
    };
    put(&value, class, NUMBERED, chance)
}

fn positive(class: Class, chance: &mut Chance) -> Sample {
    match class {
        Class::Personnummer | Class::Samordningsnummer => numbered(class, chance),
        Class::Phone => a_phone(chance),
        Class::Email => an_email(chance),
        Class::Handle => a_handle(chance),
        Class::Plate => a_plate(chance),
        Class::Dwelling => a_dwelling(chance),
        Class::Name => named(chance),
        Class::Birthdate => a_birthdate(chance),
        Class::Combination => a_combination(chance),
        Class::Special => a_special(chance),
    }
}

fn a_phone(chance: &mut Chance) -> Sample {
    let (area, rest) = identities::phone(chance);
    let tail = &rest[rest.len() - 4..];
    let head = &rest[..rest.len() - 4];
    let value = match chance.below(7) {
        0 => format!("{area}-{rest}"),
        1 => format!("{area}{rest}"),
        2 => format!("+46 {} {rest}", &area[1..]),
        3 => format!("{area}-{head} {} {}", &tail[..2], &tail[2..]),
        4 => format!("0046{}{rest}", &area[1..]),
        5 => format!("+46 (0){}-{head} {} {}", &area[1..], &tail[..2], &tail[2..]),
        _ => format!("{area}/{rest}"),
    };
    put(
        &value,
        Class::Phone,
        &[
            "Jourhavande har {} dygnet runt.",
            "Hon svarar inte på {} längre.",
            "Sms skickat från {} med hot.",
            "Larma {} om det händer igen.",
            "Uppgiftslämnare ({}) vill bli uppringd.",
        ],
        chance,
    )
}

fn an_email(chance: &mut Chance) -> Sample {
    let origin = &ORIGINS[chance.below(ORIGINS.len())];
    let local = chance.one(origin.given).to_lowercase();
    let value = match chance.below(6) {
        0 => format!("{local}@example.se"),
        1 => format!("{local}.{}@example.com", chance.between(1, 99)),
        2 => format!("{local}(at)example.se"),
        3 => format!("{local} [at] example [punkt] se"),
        4 => format!("{local} at example dot com"),
        _ => format!("{}@mail.example.org", local.to_uppercase()),
    };
    put(
        &value,
        Class::Email,
        &["Bilder finns hos {}, be om kopia.", "Svar önskas till {}.", "Hotet kom från {} i går natt.", "{} har delat listan."],
        chance,
    )
}

fn a_handle(chance: &mut Chance) -> Sample {
    let origin = &ORIGINS[chance.below(ORIGINS.len())];
    let local = chance.one(origin.given).to_lowercase().replace('-', "");
    let value = match chance.below(5) {
        0 => format!("@{local}{}", chance.between(1, 99)),
        1 => format!("{local}_official"),
        2 => format!("{local}.{}", chance.between(1, 99)),
        3 => format!("x_{local}_x"),
        _ => format!("{local}{}", chance.between(100, 999)),
    };
    put(
        &value,
        Class::Handle,
        &[
            "Beställningar tas emot på Snapchat: {}",
            "Videon ligger på instagram hos {} sedan i lördags.",
            "Telegram {} används för försäljning.",
            "Hen kallar sig {} på TikTok.",
            "Profilen {} på insta hänger ut elever.",
        ],
        chance,
    )
}

fn a_plate(chance: &mut Chance) -> Sample {
    let (letters, rest) = identities::plate(chance);
    let value = match chance.below(5) {
        0 | 1 => format!("{letters}{rest}"),
        2 => format!("{letters} {rest}"),
        3 => format!("{letters}-{rest}"),
        _ => format!("{letters}{rest}").to_lowercase(),
    };
    put(
        &value,
        Class::Plate,
        &[
            "En silverfärgad Passat, {}, lämnade platsen med släckta lyktor.",
            "Registreringsnummer {} enligt tipset.",
            "Lastbilen {} blockerar infarten till <p>.",
            "Observerade skåpbil med plåtar {} två nätter i rad.",
            "Fordonet ({}) bortforslades.",
        ],
        chance,
    )
}

fn a_dwelling(chance: &mut Chance) -> Sample {
    let street = chance.one(STREETS);
    let n = chance.between(1, 140);
    match chance.below(6) {
        0 => put(&format!("{street} {n} lgh 1{}0{}", chance.between(0, 7), chance.between(1, 9)), Class::Dwelling, LIVING, chance),
        1 => put(&format!("{street} {n}, {} trappor", chance.between(1, 8)), Class::Dwelling, LIVING, chance),
        2 => put(&format!("{street} {n} C, våning {}", chance.between(2, 9)), Class::Dwelling, LIVING, chance),
        3 => put(&format!("lägenhet 1{}0{}", chance.between(0, 7), chance.between(1, 9)), Class::Dwelling, LIVING, chance),
        _ => put(
            &format!("{street} {n}"),
            Class::Dwelling,
            &[
                "Killen bor på {} med sin mamma.",
                "Hon är folkbokförd på {} sedan i våras.",
                "Mannen är bosatt på {} enligt registret.",
                "Den misstänkte har sin bostad på {} tillsammans med brodern.",
            ],
            chance,
        ),
    }
}

fn a_birthdate(chance: &mut Chance) -> Sample {
    let (y, m, d) = (chance.between(1935, 2013), chance.between(1, 12), chance.between(1, 28));
    let month = chance.one(&["januari", "april", "augusti", "december"]);
    let value = match chance.below(5) {
        0 => format!("{y}-{m:02}-{d:02}"),
        1 => format!("{y}{m:02}{d:02}"),
        2 => format!("{:02}{m:02}{d:02}", y % 100),
        3 => format!("{d} {month} {y}"),
        _ => format!("{d}/{m}-{:02}", y % 100),
    };
    put(
        &value,
        Class::Birthdate,
        &[
            "Kvinnan är född {} och boende i kommunen.",
            "Gärningsman f. {}, tidigare känd.",
            "Födelsedatum: {}",
            "Enligt passet född den {} i Bryssel.",
        ],
        chance,
    )
}

fn a_combination(chance: &mut Chance) -> Sample {
    let (age, grade) = (chance.between(11, 18), chance.between(4, 9));
    let letter = chance.one(&["A", "B", "C", "D"]);
    let value = match chance.below(6) {
        0 => format!("{age}-åring i {grade}{letter}"),
        1 => format!("killen i {grade}{letter} på Åtorpsskolan"),
        2 => format!("flicka, {age} år, i åk {grade}"),
        3 => format!("{age}-årig kille från Navestad"),
        4 => "Föreståndaren på Hagagården".to_owned(),
        _ => "Kuratorn på Åtorpsskolan".to_owned(),
    };
    put(&value, Class::Combination, &["{} har pekats ut av flera.", "Hotet riktades mot {} i fredags.", "Inblandad: {}."], chance)
}

fn a_special(chance: &mut Chance) -> Sample {
    let (value, template): (&str, &[&str]) = match chance.below(4) {
        0 => (
            chance.one(&["schizofreni", "adhd", "epilepsi", "psykisk ohälsa", "missbruksproblem"]),
            &["Killen har {} enligt modern.", "Mannen lider av {} och går omkring nattetid."],
        ),
        1 => (
            chance.one(&["muslimsk", "judisk", "romsk", "kurdisk", "afghansk", "syrisk"]),
            &["En {} man spottades på vid <p>.", "Kvinnan är {} och blev utsatt för glåpord."],
        ),
        2 => (
            chance.one(&["homosexuell", "lesbisk", "transperson"]),
            &["Eleven trakasseras för att hon är {}.", "Han är {} och vågar inte gå dit."],
        ),
        _ => (
            chance.one(&["alkoholist", "narkoman", "dement", "suicidal"]),
            &["Grannen är {} och glömmer spisen.", "Personen är {} och behöver stöd."],
        ),
    };
    put(value, Class::Special, template, chance)
}

const LIVING: &[&str] = &[
    "Det luktar cannabis från {} nästan dagligen.",
    "Störningsjouren åkte till {} tre gånger.",
    "Försäljningen sker i {} enligt grannar.",
    "Dörren till {} är uppbruten.",
    "Fest och skrik från {} natten till lördag.",
];

/// Written so that machines miss it.
fn evasive(i: usize, chance: &mut Chance) -> Sample {
    const DIGITS: [&str; 10] = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"];
    let words = |digits: &str| digits.chars().filter_map(|c| c.to_digit(10)).map(|d| DIGITS[d as usize]).collect::<Vec<_>>().join(" ");
    let apart = |text: &str, by: &str| text.chars().map(String::from).collect::<Vec<_>>().join(by);
    let (century, ten) = identities::number(chance, false);
    let (area, rest) = ("070", format!("{}", chance.between(1_740_605, 1_740_699)));
    let wide = |text: &str| text.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)).collect::<String>();
    let (letters, sign) = identities::plate(chance);
    let (class, value) = match i % 14 {
        0 => (Class::Personnummer, apart(&ten, " ")),
        1 => (Class::Personnummer, apart(&ten, ".")),
        2 => (Class::Personnummer, words(&ten)),
        3 => (Class::Personnummer, wide(&format!("{century}{ten}"))),
        4 => (Class::Personnummer, format!("{}\u{200B}{}-{}", &ten[..3], &ten[3..6], &ten[6..])),
        5 => (Class::Personnummer, format!("{}-{}", &ten[..6], &ten[6..]).replace('0', "O")),
        6 => (Class::Phone, apart(&format!("{area}{rest}"), " ")),
        7 => (Class::Phone, words(&format!("{area}{rest}"))),
        8 => (Class::Phone, format!("{area}{rest}").replace('0', "o")),
        9 => (Class::Phone, apart(&format!("{area}{rest}"), "-")),
        10 => (Class::Email, format!("lisa{} snabel-a example punkt se", chance.between(1, 99))),
        11 => (Class::Email, format!("lisa{}\u{200D}@exam\u{00AD}ple.se", chance.between(1, 99))),
        12 => (Class::Plate, apart(&format!("{letters}{sign}"), " ")),
        _ => (Class::Plate, format!("{letters}{sign}").replace('A', "А").replace('E', "Е").replace('K', "К")),
    };
    let templates: &[&str] = match class {
        Class::Plate => &["Bilen {} igen, samma gäng.", "Kolla upp fordon {} tack."],
        _ => &["Skriv till mig: {} tack", "Kolla upp {} när ni hinner.", "Det gäller {} som vi pratade om."],
    };
    put(&value, class, templates, chance).tagged(&["evasive"])
}
