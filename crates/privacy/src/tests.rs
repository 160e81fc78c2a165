//! All identities here are made up so that they belong to nobody. Personal identity numbers have the birth number 000 (birth numbers run from 001),
//! some a year of birth in the 1800s as well. Telephone numbers lie in the series that the Post and
//! Telecom Authority keeps free for fiction (070-1740605–699, 08-46500400–99, 031-3900600–99, 0980-319200–99), addresses in
//! `example.se`. Plates are invented and have not been looked up.

use super::*;

/// Class and text of each span.
fn found(text: &str) -> Vec<(Class, String)> {
    scan(text).into_iter().map(|s| (s.class, text.chars().skip(s.start).take(s.end - s.start).collect())).collect()
}

fn one(text: &str, class: Class, part: &str) {
    assert_eq!(found(text), [(class, part.to_owned())], "{text}");
}

fn none(text: &str) {
    assert_eq!(found(text), [], "{text}");
}

#[test]
fn identity_numbers_in_all_their_spellings() {
    for written in [
        "850312-0001",
        "8503120001",
        "850312 0001",
        "850312 - 0001",
        "850312–0001",
        "850312—0001",
        "850312\u{2212}0001",
        "850312+0001",
        "18850312-0001",
        "188503120001",
        "18850312 0001",
        "1885-03-12-0001",
        "1885-03-12 0001",
        "1885.03.12-0001",
        "85-03-12-0001",
        "85 03 12 0001",
        "85/03/12-0001",
        "８５０３１２－０００１",
        "850312-00\u{200B}01",
        "850312\u{00A0}0001",
        "𝟖𝟓𝟎𝟑𝟏𝟐-0001",
    ] {
        one(&format!("Mannen, {written}, sågs vid torget."), Class::Personnummer, written);
        one(written, Class::Personnummer, written);
    }
    one("pnr850312-0001", Class::Personnummer, "850312-0001");
    one("Kund:850312-0001;", Class::Personnummer, "850312-0001");
    assert_eq!(found("850312-0001, 991231-0001 och 120229-0001").len(), 3);
}

#[test]
fn coordination_numbers_are_told_apart() {
    one("samordningsnr 850372-0008", Class::Samordningsnummer, "850372-0008");
    assert_eq!(scan("850372-0008")[0].level, Level::Block);
    assert_eq!(scan("850312-0001")[0].level, Level::Block);
}

#[test]
fn wrong_check_digits_and_impossible_dates_are_no_identity_numbers() {
    for text in ["850312-0002", "851312-0009", "850332-0007", "16850312-0001", "21850312-0001"] {
        assert!(found(text).iter().all(|(class, _)| class.level() != Level::Block), "{text}");
    }
    // 29 February exists in 2000 but not in 1900; without a century both may be meant.
    one("000229-0005", Class::Personnummer, "000229-0005");
    none("19000229-0005");
    one("20000229-0005", Class::Personnummer, "20000229-0005");
}

#[test]
fn organisation_numbers_of_legal_persons_are_left_alone() {
    for text in ["212000-0449", "556677-8899", "16212000-0449", "org.nr 202100-5489", "2021005489", "969600-1231"] {
        none(text);
    }
}

#[test]
fn numbers_of_everyday_reports_are_left_alone() {
    for text in [
        "5000-K123456-26",
        "5000-K1234567-26",
        "Dnr KS 2019-1011, KS-2018/451.181 och 2017-00427 100",
        "KSN-2015-1069, Ks 900/2019, § 290",
        "brottskod 0901, 0350 och 9802",
        "0901 0902 0903 0415",
        "N 6474123 E 536512",
        "6474123.45, 536512.85",
        "58.4108071234, 15.6213728500",
        "58,410807 15,621372",
        "2026-11-16 0009",
        "20261116 0009",
        "261116 0009",
        "202611160009",
        "2026-11-16 08:35–16:00",
        "16.11.2026 kl. 08.00-16.00",
        "kl 0800-1600, 0700–0930",
        "08-16 09-17",
        "08.30 - 16.30",
        "05-12-2026 och 05122026 och 08.12.2026",
        "8/12-14/12, 08/12-14/12",
        "1 250 000 kr, 12 500 000 kr och 0,5 Mkr",
        "+12 500 000 kr",
        "buss 210 mot Skäggetorp, linje 12",
        "112 eller 114 14",
        "RegSO 0580R012, DeSO 0580A0010",
        "Stenkullen 1:23",
        "v. 46, 20–30 personer, kl 22",
        "14 dagar, 100-200 m, 3,5 %",
        "SFS 2023:196, 2009:400",
        "E4 vid avfart 112, väg 35",
        "2026-W46",
    ] {
        none(text);
    }
}

#[test]
fn a_date_and_time_with_a_cue_is_still_an_identity_number() {
    // The digits of "16 November 2026, 00.09" pass the checksum: alone a time, after "pnr" a number.
    none("261116 0009");
    one("pnr 261116 0009", Class::Personnummer, "261116 0009");
    one("261116-0009", Class::Personnummer, "261116-0009");
}

#[test]
fn telephone_numbers() {
    for written in [
        "070-1740605",
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "0701-74 06 05",
        "070-174-06-05",
        "070.174.06.05",
        "+46701740605",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "0046 70 174 06 05",
        "070–174 06 05",
        "+4670-1740605",
        "08-46500410",
        "08-465 004 10",
        "031-390 06 50",
        "(031) 390 06 50",
        "0980-31 92 12",
        "+47 123 45 678",
    ] {
        let part = written.trim_start_matches('(');
        one(&format!("Ring {written} efter 17."), Class::Phone, part);
        one(written, Class::Phone, part);
    }
    one("tel:070-1740605.", Class::Phone, "070-1740605");
    one("070-174 06 05 2 st", Class::Phone, "070-174 06 05");
    none("dnr 0123456789");
    assert_eq!(scan("070-1740605")[0].level, Level::Confirm);
}

#[test]
fn ten_digits_that_are_both_are_blocked_unless_called_a_telephone() {
    // 0701740607 has a possible coordination date (day 14 + 60) and a right check digit.
    one("mobil 0701740607", Class::Phone, "0701740607");
    one("0701740607", Class::Phone, "0701740607");
    one("pnr 0701740607", Class::Samordningsnummer, "0701740607");
    one("070-1740607", Class::Phone, "070-1740607");
}

#[test]
fn addresses() {
    for written in [
        "namn@example.se",
        "for.efter-namn+x@post.example.se",
        "NAMN@EXAMPLE.SE",
        "namn (at) example.se",
        "namn[at]example(punkt)se",
        "åsa@example.se",
        "namn @ example.se",
    ] {
        one(&format!("Skriv till {written}."), Class::Email, written);
    }
    one("<070-1740605@example.se>", Class::Email, "070-1740605@example.se");
    for text in ["@home", "a@b", "pris @ 20 kr", "e-post: se webben", "namn@", "@example.se"] {
        none(text);
    }
}

#[test]
fn telephone_numbers_said_in_words() {
    one("nås på noll sju noll, sjutton fyrtio sex elva", Class::Phone, "noll sju noll, sjutton fyrtio sex elva");
    one("Slå noll sjuttio sjutton fyrtio sex elva ikväll", Class::Phone, "noll sjuttio sjutton fyrtio sex elva");
    none("Tjugo elever, sexton mopeder, fyrtio vuxna, elva bilar och tolv hundar");
    one("Tel: 0406280453", Class::Phone, "0406280453");
}

#[test]
fn plates() {
    one("MLB123 stod kvar", Class::Plate, "MLB123");
    one("(MLB12D)", Class::Plate, "MLB12D");
    one("МLВ123", Class::Plate, "МLВ123");
    one("bil MLB 123", Class::Plate, "MLB 123");
    one("regnr: mlb-12d", Class::Plate, "mlb-12d");
    one("en röd mlb123, troligen stulen bil", Class::Plate, "mlb123");
    for text in [
        "mlb123",
        "MLB 123",
        "MIB123",
        "MLB12O",
        "MLB1234",
        "KSN201-1069",
        "5000-KAB123",
        "0580ABC123",
        "bilen kom 123 meter",
        "mobil kom mlb 123",
        "bilaga mlb 123",
    ] {
        none(text);
    }
}

#[test]
fn places_are_counted_in_characters_of_the_original() {
    let text = "Åäö\u{200B}🙂 – 8503\u{200B}12–0001 ✓";
    assert_eq!(scan(text), [Span { start: 8, end: 20, class: Class::Personnummer, level: Level::Block }]);
    assert_eq!(text.chars().nth(8), Some('8'));
    assert_eq!(text.chars().nth(19), Some('1'));
}

#[test]
fn lines_broken_by_their_width_are_read_on() {
    one("Uppgav 850312-\n0001 på plats", Class::Personnummer, "850312-\n0001");
    one("nummer 850312\n0001", Class::Personnummer, "850312\n0001");
    one("Ring henne på 070-174 06\r\n23", Class::Phone, "070-174 06\r\n23");
    one("Vi pratade länge med grannen som heter Karim\nLindqvist i porten", Class::Name, "Karim\nLindqvist");
    one("Enligt uppgift var det Samu-\nelsson, Elin som ringde", Class::Name, "Samu-\nelsson, Elin");
    none("Samling vid fontänen i Karl Johans\npark, lugnt");
}

#[test]
fn other_lines_are_not_joined() {
    none("ring\n0123456\n78 90");
    none("Plats: Stadsparken\nTid: 08\n12 deltagare\n14 12 anmälda");
    none("2014-11-16\n2014-11-17\n2014-11-18\n2013-01-05\n2014-01-06");
    none("Närvarande:\nRektor\nPolisen\nSocialtjänsten");
    none("Rum 0901\n0902\n0903\n0904");
}

#[test]
fn any_text_gives_ordered_spans_within_it() {
    // Every sequence of up to four of these pieces: ends and beginnings in the worst places.
    let pieces =
        ["0", "070-", "850312", "-0001", "+46", " ", "@", "a.se", "(at)", "MLB", "12", "3", "\u{200B}", "å", "\n", "bil ", "🙂", "."];
    let n = pieces.len();
    for code in 0..n.pow(4) {
        let text: String = (0..4).map(|i| pieces[code / n.pow(i) % n]).collect();
        let spans = scan(&text);
        let length = text.chars().count();
        assert!(spans.iter().all(|s| s.start < s.end && s.end <= length), "{text:?} {spans:?}");
        assert!(spans.windows(2).all(|w| w[0].end <= w[1].start), "{text:?} {spans:?}");
    }
    assert!(scan("").is_empty());
}

/// The parts of a class in a text.
fn parts(text: &str, class: Class) -> Vec<String> {
    found(text).into_iter().filter(|(c, _)| *c == class).map(|(_, part)| part).collect()
}

#[test]
fn names_of_persons() {
    for (text, names) in [
        ("Mehmed Yilmaz hotade vaktmästaren.", &["Mehmed Yilmaz"][..]),
        ("Enligt Tesfalem Gebrehiwet är det stökigt.", &["Tesfalem Gebrehiwet"]),
        ("kalle karlsson sågs vid torget", &["kalle karlsson"]),
        ("Killen heter Abbe.", &["Abbe"]),
        ("Fatimas bror slog en elev.", &["Fatimas"]),
        ("Grannen Anna-Karin ringde.", &["Anna-Karin"]),
        ("K. Andersson såg det.", &["K. Andersson"]),
        ("Hamza och Yusuf jagade Elias.", &["Hamza", "Yusuf", "Elias"]),
        ("Kontakt: Karlsson, Kalle", &["Karlsson, Kalle"]),
        ("Han kallas Kobran, alias \"Ormen\".", &["Kobran", "Ormen"]),
        ("Det var bilal al jabouri som slog.", &["bilal al jabouri"]),
        // No list has these.
        ("Vittnet Zekiros Ghebrenegus såg allt.", &["Zekiros Ghebrenegus"]),
        ("Killen heter Qwarim.", &["Qwarim"]),
        ("Kommunalrådet Lars Tallinge deltog.", &["Lars Tallinge"]),
        ("Åklagare Karin Tosander leder.", &["Karin Tosander"]),
        ("Fru Lind och von Essen klagade.", &["Lind", "von Essen"]),
        ("LÄRAREN ANNA SVENSSON BLEV HOTAD", &["ANNA SVENSSON"]),
    ] {
        assert_eq!(parts(text, Class::Name), names, "{text}");
    }
}

#[test]
fn words_and_places_that_look_like_names_are_left_alone() {
    for text in [
        "Sten kastades mot bussen.",
        "Björn sågs vid skogsbrynet.",
        "Per person delades två lappar ut, dag för dag.",
        "Linda in stolparna. Stig av vid torget. Mark och anläggning saknar belysning.",
        "Klotter i Karl Johans park och Sankt Larsparken.",
        "Karl Johans gata",
        "Birger Jarlsgatan 4",
        "Anders Ljungstedts gymnasium",
        "Olof Palmes plats, Anna Lindhs väg och Gustav Adolfs torg",
        "Mogata-Sankt Anna",
        "Djäknepark-Gustav Adolf",
        "Enligt Stångåstaden och Securitas är det lugnt i Skäggetorp.",
        "Så kallas han inte. Platsen kallas Plattan. Skolan heter Kungsbergsskolan.",
        "Pizzeria Napoli, Café Linnéa och Salong Viktoria",
        "Presstalespersonen går inte att nå.",
        "och hans bror",
        "Trafikolycka mellan Strömsfors och Stavsjö på E4.",
    ] {
        none(text);
    }
}

#[test]
fn places_of_the_practice_municipality_are_no_persons() {
    let areas = include_str!("../../practice/data/regso_2025_linkoping.geojson");
    let names: Vec<&str> = areas.split("\"regsonamn\"").skip(1).filter_map(|rest| rest.split('"').nth(1)).collect();
    assert_eq!(names.len(), 32);
    for name in names {
        none(name);
        none(&format!("Mopeder kör fort i {name} på kvällarna."));
    }
}

#[test]
fn what_a_tenant_allows_is_no_name_of_a_person() {
    let text = "Stökigt vid Louis de Geer, Kalle Karlsson blev slagen.";
    assert_eq!(parts(text, Class::Name), ["Louis de Geer", "Kalle Karlsson"]);
    let allowed = Allowed::new(["Louis de Geer", "Ulrika"]);
    let spans = scan_with(text, &allowed);
    assert_eq!(mask(text, &spans), "Stökigt vid Louis de Geer, [namn] blev slagen.");
    assert!(scan_with("Olycka på länsvägen, Ulrikas utfart.", &allowed).is_empty());
    assert_eq!(scan_with("Ulrika ringde 070-1740605", &allowed).len(), 1);
}

#[test]
fn dwellings() {
    one("Störande fest på Storgatan 12 lgh 1203.", Class::Dwelling, "Storgatan 12 lgh 1203");
    one("Det luktar från Lidaleden 4 C, 3 tr.", Class::Dwelling, "Lidaleden 4 C, 3 tr");
    one("Han bor på Karl Johans gata 5.", Class::Dwelling, "Karl Johans gata 5");
    one("Rök från lgh 1101.", Class::Dwelling, "lgh 1101");
    one("Villan på Tallvägen 3 tillhör den misstänkte.", Class::Dwelling, "Tallvägen 3");
    for text in ["Klotter på Storgatan 12.", "De boende på Storgatan 12 klagar.", "Inbrott i källare på Västra vägen 12", "Stenkullen 1:23"]
    {
        none(text);
    }
}

#[test]
fn floors_and_houses_of_one_household() {
    one("Spring till Kvarnvägen 33 7tr.", Class::Dwelling, "Kvarnvägen 33 7tr");
    one("Larm på Kvarnvägen 33, plan 4 till vänster", Class::Dwelling, "Kvarnvägen 33, plan 4 till vänster");
    none("Kvarnvägen 33, plan 4 har ny belysning");
    one("Villan på Hyltan 2:14 fick rutor krossade", Class::Dwelling, "Hyltan 2:14");
    none("Detaljplan för Hyltan 2:14 vinner laga kraft");
    none("Fastigheten Hyltan 2:14, dikesbrand");
}

#[test]
fn media_in_disguise() {
    one("sn4p: lillen70", Class::Handle, "lillen70");
    one("hans sn@p: nord_88", Class::Handle, "nord_88");
    one("1nsta: shady.nord", Class::Handle, "shady.nord");
}

#[test]
fn numbers_in_pairs_and_with_words_between() {
    one("id 850312-00 01", Class::Personnummer, "850312-00 01");
    one("850312, sista fyra 0001", Class::Personnummer, "850312, sista fyra 0001");
    one("850312 bindestreck 0001", Class::Personnummer, "850312 bindestreck 0001");
    one("19 85 03 12-0001", Class::Personnummer, "19 85 03 12-0001");
    one("1985 0312 0001", Class::Personnummer, "1985 0312 0001");
    one("85|03|12|00|01", Class::Personnummer, "85|03|12|00|01");
    assert_eq!(scan("siffror 85 03 12 00 01").first().map(|s| s.level), Some(Level::Confirm));
    one("tele 040 streck 6280495", Class::Phone, "040 streck 6280495");
    one("Swishnummer + 46 70 174 06 13", Class::Phone, "+ 46 70 174 06 13");
    one("nr: nollsjunollettsjufyranollsexniofyra", Class::Phone, "nollsjunollettsjufyranollsexniofyra");
    none("Polis på Storgatan 39 0510-0610.");
    none("Ambulans vid Rönnbacken 85 06:10-08:10.");
    none("Öppet 0900-15 1730");
}

#[test]
fn plates_with_other_signs_between() {
    one("bil KHU_252", Class::Plate, "KHU_252");
    one("Audin, ECR.47T, svängde", Class::Plate, "ECR.47T");
    one("en moppe, smb15a, utan ljus", Class::Plate, "smb15a");
    none("bilen kom kl. 12.30 med 3 man");
    none("en bil och 12 3 mopeder");
}

#[test]
fn addresses_of_mail_spaced_out_or_with_words() {
    one("maila n a j l a 6 5 @ e x a m p l e . n u", Class::Email, "n a j l a 6 5 @ e x a m p l e . n u");
    one("Adress: ylermi50_at_example.org", Class::Email, "ylermi50_at_example.org");
    one("maila fabian.ek @example.se tack", Class::Email, "fabian.ek @example.se");
    none("filen plan_at_work finns i mappen");
}

#[test]
fn companies_and_parks_with_names_of_persons() {
    none("Offert från Eriksson & Co Redovisning");
    none("Bertils Bil & Däck och Annas Konditori");
    none("Perssons Glasmästeri byter rutan");
    none("vid Astrid Ekmans lekpark och på Ernst Norlinds stig");
    none("Final Rosengård–Hammarby slutade 4–3");
    assert_eq!(parts("Anna & Karim bråkade", Class::Name).len(), 2);
}

#[test]
fn words_that_are_names_where_a_name_must_stand() {
    one("Mamma Firas kom till mötet", Class::Name, "Firas");
    one("Ring Emsud Vukašin ikväll", Class::Name, "Emsud Vukašin");
    one("Hälsningar Mevlan", Class::Name, "Mevlan");
    one("Han kallar sig Biggie nu", Class::Name, "Biggie");
    none("Pappan Måndag 12 maj");
    one("Kommunens enda 17-åriga boxare pekas ut", Class::Combination, "Kommunens enda 17-åriga boxare");
}

#[test]
fn names_in_capitals_and_shortened() {
    one("ILPO HAKKARAINEN BLEV HOTAD", Class::Name, "ILPO HAKKARAINEN");
    one("Larm: det var QUSAY ZEIDAN i källaren", Class::Name, "QUSAY ZEIDAN");
    none("LPO NORD OCH RTJ HAR MÖTE");
    one("Eleven Hadeel E. var inblandad", Class::Name, "Hadeel E");
    one("Zivkas mamma hämtade", Class::Name, "Zivkas");
    none("EST-samordnaren och Ica-handlaren träffades");
    none("Kyrkan S:t Mikael och S:ta Katarina kyrka");
    one("Sanels bil repades", Class::Name, "Sanels");
    none("Mattssons blommor och Lenas frisersalong");
}

#[test]
fn accounts() {
    one("Snap: lurre.99", Class::Handle, "lurre.99");
    one("Han säljer på snap under namnet lurre99.", Class::Handle, "lurre99");
    one("kolla @fatima.x", Class::Handle, "@fatima.x");
    one("Videon ligger på instagram hos x_rahwa_x.", Class::Handle, "x_rahwa_x");
    one("www.facebook.com/lisa.lind.7", Class::Handle, "www.facebook.com/lisa.lind.7");
    for text in ["Filmen spreds på snap i helgen.", "På TikTok sprids en video från Skäggetorp.", "@polisen", "Se linkoping.se/trygghet"]
    {
        none(text);
    }
}

#[test]
fn dates_of_birth() {
    for written in ["050312", "2005-03-12", "12 mars 2005", "12/3 2005", "20050312"] {
        one(&format!("Killen är född {written}."), Class::Birthdate, written);
    }
    one("850312-XXXX", Class::Birthdate, "850312-XXXX");
    assert_eq!(parts("Kalle Karlsson, 050312, nekar.", Class::Birthdate), ["050312"]);
    none("Klubben grundades 1912. Mötet hölls 2026-11-16.");
}

#[test]
fn interim_numbers_and_slips_of_the_pen_are_to_be_confirmed() {
    for text in ["Id 850312-T123", "pnr 850312-0002"] {
        let spans = scan(text);
        assert_eq!((spans[0].class, spans[0].level), (Class::Personnummer, Level::Confirm), "{text}");
    }
}

#[test]
fn hints_do_not_stop_anybody() {
    for (text, class) in [
        ("En 15-årig pojke i 9B är drivande.", Class::Combination),
        ("Rektorn på Ryds skola är orolig.", Class::Combination),
        ("Den enda eleven med hörapparat på Vasaskolan blev knuffad.", Class::Combination),
        ("Mannen är schizofren.", Class::Special),
        ("En somalisk kvinna fick glåpord.", Class::Special),
    ] {
        let spans = scan(text);
        assert!(spans.iter().any(|s| s.class == class), "{text} {spans:?}");
        assert!(spans.iter().all(|s| s.level == Level::Hint), "{text} {spans:?}");
        assert_eq!(mask(text, &spans), text);
    }
    for text in ["Ungdomar 15–16 år samlas i Ryd.", "Moskén på Bangatan klottrades ned.", "Barn i åk 6 cyklar utan hjälm."] {
        none(text);
    }
}

#[test]
fn digits_in_disguise() {
    one("8 5 0 3 1 2 - 0 0 0 1", Class::Personnummer, "8 5 0 3 1 2 - 0 0 0 1");
    one("nummer 85O312-OOO1", Class::Personnummer, "85O312-OOO1");
    one("noll sju noll ett sju fyra noll sex noll fem", Class::Phone, "noll sju noll ett sju fyra noll sex noll fem");
    one("namn snabel-a example punkt se", Class::Email, "namn snabel-a example punkt se");
    one("bilen M L B 1 2 3", Class::Plate, "M L B 1 2 3");
    for text in ["tre fyra fem personer", "1 2 3 4 5 6 7 8", "kl 08 00 16 00 och 09 30", "58 41 08 15 62 13"] {
        none(text);
    }
}

#[test]
fn placeholders_are_no_findings_themselves() {
    for class in Class::ALL {
        none(&format!("Anmälan gäller {} enligt uppgift.", replacement(*class)));
        assert_eq!(Class::from_key(class.key()), Some(*class));
    }
    let text = "Ring Kalle Karlsson på 070-1740605 nu";
    assert_eq!(mask(text, &scan(text)), "Ring [namn] på [telefon] nu");
    // "Anders" is a word too.
    assert_eq!(mask("Ring Anders Larsson", &scan("Ring Anders Larsson")), "Ring [namn]");
}

#[test]
fn letters_put_together_from_parts_are_read_and_counted_as_written() {
    // "Åsa Öhrn" with combining rings and dots, and "A" as a mathematical letter.
    let text = "Grannen A\u{30A}sa O\u{308}hrn och \u{1D400}nders Lind";
    let spans = scan(text);
    let chars: Vec<char> = text.chars().collect();
    let names: Vec<String> = spans.iter().map(|s| chars[s.start..s.end].iter().collect()).collect();
    assert_eq!(names, ["A\u{30A}sa O\u{308}hrn", "\u{1D400}nders Lind"]);
}

#[test]
fn english_is_read_as_english_and_names_in_it_as_names() {
    for text in [
        "This is new about your reports.",
        "My colleague will look at it tomorrow.",
        "Nothing new this week. You can ignore it.",
        "The link works once. If it was not you there is nothing to do.",
        "Can you tell us when the lamp was broken?",
        "Will it be mended before the weekend? More about that will come.",
    ] {
        none(text);
    }
    one("We saw Anna Lindqvist by the school yesterday.", Class::Name, "Anna Lindqvist");
    one("Will Smith was seen at the station.", Class::Name, "Will Smith");
    // One line in English makes no English of the next.
    one("There is more about this on the page.\nMy sprang mot torget.", Class::Name, "My");
    one("Vakten heter Will.", Class::Name, "Will");
}

#[test]
fn spaced_plates_that_somebody_has_seen() {
    for (text, plate) in [
        ("Såg MLB 12G lämna platsen strax efter tio.", "MLB 12G"),
        ("Noterade SXP 482 utanför kiosken två kvällar i rad.", "SXP 482"),
        ("Vittnet skrev upp KHT 58L.", "KHT 58L"),
        ("Det rör sig om DUB 91C som setts vid skolan.", "DUB 91C"),
        ("NYT 63E stod kvar hela natten vid lekplatsen.", "NYT 63E"),
        ("Samma som i lördags, GPT 84K, med två killar i.", "GPT 84K"),
        ("Skrev ner numret: HBR 774", "HBR 774"),
    ] {
        one(text, Class::Plate, plate);
    }
    for text in [
        "Skylten enligt DIN 476 sitter snett.",
        "Kursen KTH 101 hålls i aulan.",
        "Priset är SEK 500 för en ny lampa.",
        "En BMW 320 stod parkerad vid torget.",
        "Vittnet såg en BMW 118 i kurvan.",
        "Radion går på GSM 900 och UHF 446.",
        "Nya armaturer LED 100 W sattes upp.",
        "Kontrollera hus HSB 104 och HSB 10B.",
        "Larmet DUC 21A slutade fungera.",
        "Uttag CEE 32A vid scenen är trasigt.",
        "Säkring typ DZE 63A gick vid festen.",
        "Lokalen är märkt med PLA 12C på ritningen.",
        "Gruppen är klass RYD 9B och klass RYD 8A.",
        "Det var EST 2026 som fastställdes.",
    ] {
        none(text);
    }
}

#[test]
fn nicknames_in_quotes_beside_a_person() {
    for (text, name) in [
        ("Mannen, \"Räven\", säljer vid busskuren.", "Räven"),
        ("Grabben ”Turken” kom tillbaka med två andra.", "Turken"),
        ("Ledaren »Snoken« styr de yngre.", "Snoken"),
        ("Personen \"Lillen\" bär kniv enligt eleverna.", "Lillen"),
    ] {
        assert!(found(text).contains(&(Class::Name, name.to_owned())), "{text}: {:?}", found(text));
    }
    for text in [
        "Mannen skrek \"Hjälp\" flera gånger.",
        "Mannen: ”Hjälp”. Kvinnan svarade inte.",
        "Killen sa \"Stanna\" och sprang.",
        "Klottret \"Skurk\" sitter på gaveln.",
        "Ungdomsgården ”Kometen” är stängd.",
        "Gruppen \"Vargarna\" har setts i parken.",
        "Filmen \"Räven\" visades utomhus.",
        "Grannen \"tror\" att det var fyrverkerier.",
        "Personen \"hade bråttom\" enligt vittnet.",
        "Mannen ropade ”Polis” och försvann.",
        "Evenemanget \"Ljusfesten\" drog folk.",
    ] {
        none(text);
    }
}

fn of_place(text: &str) -> Vec<Class> {
    scan_place(text, &Allowed::default()).into_iter().map(|span| span.class).collect()
}

#[test]
fn a_cell_for_a_place_needs_no_words_around_personal_data() {
    for (text, class) in [
        ("Ring 070-1234567", Class::Phone),
        ("0701234567", Class::Phone),
        ("701234567", Class::Phone),
        ("Alsättersgatan 070-123 45 67", Class::Phone),
        ("19850312-1234", Class::Personnummer),
        ("Storgatan 5, 850312-1234", Class::Personnummer),
        ("8503121234", Class::Personnummer),
        ("198503121234", Class::Personnummer),
        ("850372 1234", Class::Samordningsnummer),
        ("ABC 123", Class::Plate),
        ("abc123", Class::Plate),
        ("Storgatan ABC-12D", Class::Plate),
        ("Storgatan 5 ABC123", Class::Plate),
        ("kalle@exempel.se", Class::Email),
    ] {
        assert_eq!(of_place(text), [class], "{text}");
    }
}

#[test]
fn streets_and_places_with_their_numbers_are_no_personal_data() {
    let areas = include_str!("../../practice/data/regso_2025_linkoping.geojson");
    let areas = areas.split("\"regsonamn\"").skip(1).filter_map(|rest| rest.split('"').nth(1));
    let streets = [
        "Storgatan",
        "STORGATAN",
        "Riksväg 34",
        "E4",
        "E22",
        "Väg 636",
        "Rv 34",
        "LV 636",
        "Hus",
        "HUS",
        "Kvarteret Oxen",
        "Sankt Eriks gränd",
    ];
    for street in streets.into_iter().chain(areas) {
        for number in ["", " 5", " 12 B", " 112", " 5-7", " 123 C", ", 582 20 Linköping", " 5, 58220 LINKÖPING", " 100 m N"] {
            assert_eq!(of_place(&format!("{street}{number}")), [], "{street}{number}");
        }
    }
    assert_eq!(of_place("RYD 112"), [Class::Plate]);
    assert!(scan_place("RYD 112", &Allowed::new(["Ryd"])).is_empty());
}
