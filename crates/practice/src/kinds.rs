//! What each sender reports, in its own codes: the table that everything else draws from.

use crate::season::{Hours, Season};
use crate::second_hand::WORDS;
use domain::categories::{Category, CodeMapping};

/// A sender of the practice town and how its files look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PracticeSender {
    /// Name as shown.
    pub name: &'static str,
    /// Whether something is expected from it every week.
    pub weekly: bool,
    /// What its codes are.
    pub codes: SenderCodes,
    /// Start of its file names.
    pub(crate) file: &'static str,
    /// Hours after the end of the week that its file comes.
    pub(crate) delay_hours: i64,
    /// Share of rows with coordinates.
    pub(crate) with_point: f64,
    /// Share of rows with the district's name.
    pub(crate) with_district: f64,
    /// Start of its row ids, when it has any.
    pub(crate) id: Option<&'static str>,
    /// Minutes that its times are rounded to.
    pub(crate) minutes: i64,
}

/// The kind of codes in a sender's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SenderCodes {
    /// Four-digit *brottskoder* as text.
    CrimeCodes,
    /// Labels in Swedish of the sender's own; all are in `Town::codes`.
    OwnLabels,
}

pub(crate) const POLICE: usize = 0;
pub(crate) const LANDLORD: usize = 1;
pub(crate) const FIELD: usize = 2;
pub(crate) const GUARDS: usize = 3;
pub(crate) const FAULTS: usize = 4;
pub(crate) const SCHOOLS: usize = 5;
pub(crate) const RESCUE: usize = 6;
pub(crate) const ALARMS: usize = 7;

const fn own(name: &'static str, file: &'static str, delay_hours: i64) -> PracticeSender {
    PracticeSender {
        name,
        weekly: true,
        codes: SenderCodes::OwnLabels,
        file,
        delay_hours,
        with_point: 1.0,
        with_district: 0.0,
        id: None,
        minutes: 15,
    }
}

/// The senders; a delivery's `sender` is an index into this list.
pub(crate) const SENDERS: &[PracticeSender] = &[
    PracticeSender {
        codes: SenderCodes::CrimeCodes,
        with_point: 0.86,
        with_district: 0.97,
        id: Some("K5"),
        minutes: 1,
        ..own("Polisen LPO Linköping", "polislista", 8)
    },
    PracticeSender { with_point: 0.0, with_district: 1.0, ..own("Bostadsbolaget – bovärdar", "bovardar", 12) },
    PracticeSender { with_point: 0.9, minutes: 30, ..own("Fritid och fält", "falt", 10) },
    PracticeSender { minutes: 5, ..own("Ordningsvakter", "vaktrapport", 6) },
    PracticeSender { id: Some("FA-"), minutes: 1, ..own("Kommunens felanmälan", "felanmalan", 7) },
    PracticeSender { with_point: 0.0, with_district: 1.0, minutes: 30, ..own("Skolor", "skolor", 11) },
    PracticeSender { weekly: false, minutes: 1, ..own("Räddningstjänsten", "raddning", 34) },
    PracticeSender { with_point: 0.0, with_district: 1.0, id: Some("L"), minutes: 1, ..own("Bevakningsbolaget – larm", "larmlista", 9) },
];

/// How precise the time of an event is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span {
    /// Known to the minute.
    Exact,
    /// One to six hours.
    Hours,
    /// From the evening to the next morning.
    Overnight,
    /// A day at work, or days to weeks when people are away.
    Absence,
    /// From Friday afternoon to Monday morning.
    Weekend,
}

/// One thing that one sender reports.
pub(crate) struct Kind {
    pub(crate) sender: usize,
    pub(crate) code: &'static str,
    pub(crate) category: Category,
    pub(crate) subtype: Option<&'static str>,
    /// Mean number in a week.
    pub(crate) weekly: f64,
    pub(crate) season: Season,
    pub(crate) hours: Hours,
    pub(crate) span: Span,
    /// Weights of street, square, park, school, passage, yard.
    pub(crate) places: [f64; 6],
    /// How strongly it follows the district's activity: 1 as it is, 0 the same everywhere.
    pub(crate) pull: f64,
}

type Row = (usize, &'static str, Category, Option<&'static str>, f64, Season, Hours, Span, [f64; 6], f64);

const STREET: [f64; 6] = [1.0, 0.3, 0.1, 0.1, 0.1, 0.4];
const HOME: [f64; 6] = [1.0, 0.0, 0.0, 0.0, 0.0, 1.0];
const CENTRE: [f64; 6] = [0.4, 3.0, 0.5, 0.1, 0.2, 0.0];
const OUTDOORS: [f64; 6] = [0.4, 1.0, 1.6, 0.6, 1.0, 0.8];
const SCHOOL: [f64; 6] = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0];
const YARD: [f64; 6] = [0.1, 0.0, 0.0, 0.0, 0.1, 1.0];
const PUBLIC: [f64; 6] = [0.7, 0.6, 1.0, 0.3, 1.5, 0.2];
const ROAD: [f64; 6] = [1.0, 0.2, 0.3, 0.2, 0.5, 0.2];

use Category as C;
use Hours as H;
use Season as S;
use Span as P;

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Police: the codes of Brå's list, by district name and coordinates.
    (POLICE, "1201", C::Damage, Some("vehicle"), 4.6, S::Flat, H::Night, P::Overnight, STREET, 0.7),
    (POLICE, "1209", C::Damage, Some("graffiti"), 2.6, S::Summer, H::Night, P::Overnight, PUBLIC, 0.8),
    (POLICE, "1203", C::Damage, None, 2.4, S::Flat, H::Evening, P::Hours, PUBLIC, 0.7),
    (POLICE, "0357", C::Violence, Some("assault"), 2.6, S::Summer, H::WeekendNight, P::Exact, CENTRE, 1.3),
    (POLICE, "0355", C::Violence, Some("assault"), 0.8, S::Flat, H::WeekendNight, P::Exact, CENTRE, 1.2),
    (POLICE, "9447", C::Violence, Some("threat"), 1.6, S::Flat, H::Evening, P::Exact, STREET, 0.9),
    (POLICE, "9810", C::Violence, Some("robbery"), 0.6, S::Dark, H::Evening, P::Exact, OUTDOORS, 1.0),
    (POLICE, "9463", C::Violence, Some("molestation"), 1.5, S::Summer, H::Evening, P::Exact, OUTDOORS, 1.0),
    (POLICE, "9801", C::Burglary, Some("home"), 1.7, S::Away, H::Working, P::Absence, HOME, 0.25),
    (POLICE, "0825", C::Burglary, Some("storage"), 3.2, S::Dark, H::Night, P::Absence, HOME, 0.6),
    (POLICE, "9830", C::Burglary, Some("bicycle"), 6.0, S::Bare, H::Evening, P::Overnight, [1.0, 1.6, 0.2, 0.5, 0.3, 1.2], 0.9),
    (POLICE, "9828", C::Burglary, Some("vehicle"), 2.4, S::Flat, H::Night, P::Overnight, STREET, 0.6),
    (POLICE, "0802", C::Burglary, Some("vehicle"), 0.9, S::Flat, H::Night, P::Overnight, STREET, 0.5),
    (POLICE, "0853", C::Burglary, Some("shop"), 5.6, S::Flat, H::Shopping, P::Exact, [0.1, 3.0, 0.0, 0.0, 0.0, 0.0], 1.2),
    (POLICE, "5010", C::Drugs, None, 2.4, S::Flat, H::Evening, P::Exact, OUTDOORS, 1.0),
    (POLICE, "5011", C::Drugs, Some("use"), 1.6, S::Flat, H::WeekendNight, P::Exact, CENTRE, 1.1),
    (POLICE, "3005", C::Traffic, None, 1.3, S::Summer, H::WeekendNight, P::Exact, ROAD, 0.5),
    (POLICE, "1703", C::StaffIncident, Some("violence"), 0.3, S::Flat, H::WeekendNight, P::Exact, CENTRE, 1.4),
    (POLICE, "1210", C::Fire, Some("arson"), 0.5, S::Flat, H::Night, P::Exact, OUTDOORS, 0.6),
    // Landlord's caretakers: by place, found in the morning.
    (LANDLORD, "Skadegörelse i trapphus", C::Damage, Some("building"), 2.2, S::Flat, H::Working, P::Overnight, YARD, 0.5),
    (LANDLORD, "Klotter på fastighet", C::Damage, Some("graffiti"), 1.6, S::Flat, H::Working, P::Overnight, YARD, 0.5),
    (LANDLORD, "Inbrott i förråd", C::Burglary, Some("storage"), 1.6, S::Dark, H::Working, P::Weekend, YARD, 0.5),
    (LANDLORD, "Störande samling i trapphus", C::Gathering, Some("indoors"), 2.0, S::Dark, H::Evening, P::Hours, YARD, 0.5),
    (LANDLORD, "Sovplats i källare", C::Squatting, Some("cellar"), 0.6, S::Dark, H::Working, P::Overnight, YARD, 0.5),
    (LANDLORD, "Dumpat skräp", C::Littering, Some("rubbish"), 2.2, S::Flat, H::Working, P::Weekend, YARD, 0.5),
    (LANDLORD, "Trasig belysning på gård", C::UnsafePlace, Some("lighting"), 1.0, S::Dark, H::Working, P::Exact, YARD, 0.5),
    // Field workers: afternoons and evenings.
    (FIELD, "Ungdomssamling, oroligt", C::Gathering, Some("outdoors"), 2.6, S::Summer, H::Evening, P::Hours, OUTDOORS, 0.8),
    (FIELD, "Samling vid centrum", C::Gathering, Some("centre"), 2.0, S::Flat, H::Evening, P::Hours, CENTRE, 0.8),
    (FIELD, "Bråk", C::Violence, Some("fight"), 0.8, S::Flat, H::Evening, P::Exact, OUTDOORS, 0.8),
    (FIELD, "Misstänkt droghandel", C::Drugs, Some("dealing"), 0.8, S::Flat, H::Evening, P::Exact, OUTDOORS, 0.7),
    (FIELD, "Mopedkörning på gångväg", C::Traffic, Some("moped"), 1.3, S::Bare, H::Evening, P::Exact, PUBLIC, 0.4),
    (FIELD, "Orolig stämning", C::Mood, Some("tension"), 0.4, S::Flat, H::Evening, P::Hours, CENTRE, 0.4),
    // Guards: nights in the core.
    (GUARDS, "Ordningsstörning grupp", C::Gathering, Some("centre"), 2.8, S::Flat, H::WeekendNight, P::Exact, CENTRE, 1.5),
    (GUARDS, "Slagsmål", C::Violence, Some("fight"), 1.4, S::Summer, H::WeekendNight, P::Exact, CENTRE, 1.6),
    (GUARDS, "Hot mot vakt", C::StaffIncident, Some("threatened"), 0.5, S::Flat, H::WeekendNight, P::Exact, CENTRE, 1.5),
    (GUARDS, "Hindrad i tjänst", C::StaffIncident, Some("obstructed"), 0.5, S::Flat, H::WeekendNight, P::Exact, CENTRE, 1.5),
    (GUARDS, "Narkotikabruk", C::Drugs, Some("use"), 1.2, S::Flat, H::Night, P::Exact, CENTRE, 1.3),
    (GUARDS, "Krossad ruta", C::Damage, Some("glass"), 1.2, S::Flat, H::Night, P::Hours, CENTRE, 1.2),
    (GUARDS, "Sovande i entré", C::Squatting, Some("stairwell"), 0.7, S::Dark, H::Night, P::Exact, CENTRE, 1.2),
    // Fault reports from residents and staff.
    (FAULTS, "Klotter", C::Damage, Some("graffiti"), 3.4, S::Flat, H::Working, P::Exact, PUBLIC, 0.7),
    (FAULTS, "Trasig gatubelysning", C::UnsafePlace, Some("lighting"), 2.6, S::Dark, H::Evening, P::Exact, PUBLIC, 0.3),
    (FAULTS, "Nedskräpning", C::Littering, Some("rubbish"), 3.4, S::Summer, H::Working, P::Exact, PUBLIC, 0.6),
    (FAULTS, "Sprutor eller glas", C::Littering, Some("sharps"), 0.7, S::Summer, H::Working, P::Exact, OUTDOORS, 0.7),
    (FAULTS, "Övergivet fordon", C::Littering, Some("abandoned_vehicle"), 0.8, S::Flat, H::Working, P::Exact, STREET, 0.2),
    (FAULTS, "Skymd sikt, växtlighet", C::UnsafePlace, Some("sight"), 1.2, S::Bare, H::Afternoon, P::Exact, PUBLIC, 0.2),
    (FAULTS, "Elsparkcykel i vägen", C::Traffic, Some("scooter"), 1.3, S::Bare, H::Afternoon, P::Exact, CENTRE, 1.1),
    (FAULTS, "Otrygg tunnel", C::UnsafePlace, Some("underpass"), 0.8, S::Dark, H::Evening, P::Exact, [0.0, 0.0, 0.0, 0.0, 1.0, 0.0], 0.3),
    // Schools: school days only.
    (SCHOOLS, "Bråk på skolgård", C::Violence, Some("fight"), 1.4, S::Term, H::School, P::Exact, SCHOOL, 0.3),
    (SCHOOLS, "Skadegörelse skola", C::Damage, Some("building"), 1.1, S::Term, H::School, P::Hours, SCHOOL, 0.3),
    (SCHOOLS, "Samling utomstående på skolgård", C::Gathering, Some("school"), 1.1, S::Term, H::School, P::Exact, SCHOOL, 0.3),
    (SCHOOLS, "Hot mot personal", C::StaffIncident, Some("threatened"), 0.4, S::Term, H::School, P::Exact, SCHOOL, 0.3),
    // Rescue service.
    (RESCUE, "Brand i container", C::Fire, Some("container"), 0.7, S::Summer, H::Night, P::Exact, OUTDOORS, 0.4),
    (RESCUE, "Brand i fordon", C::Fire, Some("vehicle"), 0.3, S::Flat, H::Night, P::Exact, STREET, 0.3),
    (RESCUE, "Pyroteknik", C::Fire, Some("pyrotechnics"), 0.7, S::Fireworks, H::Evening, P::Exact, OUTDOORS, 0.5),
    // The guard company's alarm centre, beside what the police write of too (`second_hand`): the core, so that nothing of it lies
    // around the planted drop.
    (ALARMS, "Inbrottslarm, forcerad dörr", C::Burglary, Some("storage"), 0.8, S::Dark, H::Night, P::Exact, CENTRE, 1.5),
    (ALARMS, "Glaskrosslarm", C::Damage, Some("glass"), 0.9, S::Flat, H::Night, P::Exact, CENTRE, 1.5),
    (ALARMS, "Obehörig i källare", C::Squatting, Some("cellar"), 0.6, S::Dark, H::Night, P::Exact, CENTRE, 1.5),
    (ALARMS, "Släckt belysning vid rond", C::UnsafePlace, Some("lighting"), 0.7, S::Dark, H::Night, P::Exact, CENTRE, 1.5),
];

/// Everything that is reported, by sender.
pub(crate) fn kinds() -> Vec<Kind> {
    ROWS.iter()
        .map(|(sender, code, category, subtype, weekly, season, hours, span, places, pull)| Kind {
            sender: *sender,
            code,
            category: *category,
            subtype: *subtype,
            weekly: *weekly,
            season: *season,
            hours: *hours,
            span: *span,
            places: *places,
            pull: *pull,
        })
        .collect()
}

/// Codes of the senders that have labels of their own.
pub(crate) fn own_codes() -> Vec<CodeMapping> {
    let kinds = kinds();
    let mapped = |label: &str, kind: &Kind| CodeMapping {
        code: label.to_owned(),
        category: kind.category,
        subtype: kind.subtype.map(str::to_owned),
    };
    let own = kinds.iter().filter(|kind| SENDERS[kind.sender].codes == SenderCodes::OwnLabels).map(|kind| mapped(kind.code, kind));
    let shared = WORDS.iter().filter_map(|word| Some(mapped(word.label, kinds.iter().find(|kind| kind.code == word.police)?)));
    own.chain(shared).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_subtype_belongs_to_its_category_and_every_code_means_one_thing() {
        let mut seen = BTreeMap::new();
        for kind in kinds() {
            if let Some(subtype) = kind.subtype {
                assert!(kind.category.subtypes().contains(&subtype), "{} {subtype}", kind.code);
            }
            assert!(seen.insert(kind.code, ()).is_none(), "{} twice", kind.code);
            assert!(kind.sender < SENDERS.len());
        }
        for word in WORDS {
            assert!(seen.insert(word.label, ()).is_none(), "{} twice", word.label);
            assert!(seen.contains_key(word.police), "{} is a code of the police", word.police);
        }
    }

    #[test]
    fn the_police_codes_used_are_mapped_alike_in_the_default_table() {
        let table = crate::police_codes();
        for kind in kinds().iter().filter(|k| k.sender == POLICE) {
            let row = table.iter().find(|row| row.code == kind.code);
            assert_eq!(row.map(|r| (r.category, r.subtype.as_deref())), Some((kind.category, kind.subtype)), "{}", kind.code);
        }
    }

    #[test]
    fn an_ordinary_week_has_between_60_and_120() {
        let mean: f64 = kinds().iter().map(|k| k.weekly).sum();
        assert!((75.0..100.0).contains(&mean), "{mean}");
    }
}
