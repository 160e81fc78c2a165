//! Default table from *brottskoder* to the category tree.
//!
//! Codes and their meaning: Brå, *Klassificering av brott* and the code list of its statistics
//! service, including codes closed in later years that older lists still carry. A code whose
//! place in the tree is not clear is left out, so that a person decides when it first appears:
//! sexual offences, threats over the internet, weapons trade, blasts, offences against
//! alcohol law, riot, and insults to officials among others.

use super::Category::{Burglary, Damage, Drugs, Fire, Littering, Other, Preparation, StaffIncident, Traffic, Violence};
use super::{Category, CodeMapping};

type Group = (Category, Option<&'static str>, &'static [(u16, u16)]);

/// Inclusive ranges of codes.
#[rustfmt::skip]
const GROUPS: &[Group] = &[
    // Homicide and attempts at it: violence without a subtype of its own.
    (Violence, None, &[(303, 304), (307, 308), (310, 313), (325, 330), (335, 337), (9389, 9399)]),
    (Violence, Some("assault"), &[
        (355, 358), (365, 365), (367, 367), (375, 378), (385, 385), (387, 387), (9301, 9341), (9343, 9388),
    ]),
    (Violence, Some("threat"), &[(451, 451), (453, 453), (455, 455), (457, 457), (459, 459), (9440, 9447)]),
    (Violence, Some("molestation"), &[(407, 408), (414, 414), (428, 429), (9456, 9463)]),
    (Violence, Some("harassment"), &[(440, 443), (9424, 9425), (9427, 9431)]),
    (Violence, Some("robbery"), &[
        (855, 856), (862, 862), (864, 868), (870, 873), (892, 893), (896, 897), (9806, 9813),
    ]),
    (StaffIncident, Some("violence"), &[(1701, 1704)]),
    (StaffIncident, Some("threatened"), &[(1705, 1705)]),
    (StaffIncident, Some("obstructed"), &[(1706, 1706)]),
    (StaffIncident, None, &[(1311, 1311)]),
    (Damage, Some("vehicle"), &[(1201, 1201)]),
    // 1206 is damage to data in Brå's list; local lists use it for damage in general.
    (Damage, None, &[(1203, 1203), (1205, 1206), (1212, 1212)]),
    (Damage, Some("graffiti"), &[(1207, 1209)]),
    (Fire, Some("arson"), &[(1202, 1202), (1210, 1210), (1301, 1301)]),
    (Fire, Some("vehicle"), &[(1211, 1211)]),
    (Fire, Some("pyrotechnics"), &[(5084, 5084)]),
    (Fire, None, &[(1302, 1302)]),
    (Burglary, Some("vehicle"), &[(801, 804), (806, 806), (840, 840), (9803, 9804), (9827, 9828)]),
    (Burglary, Some("bicycle"), &[(807, 807), (841, 841), (9829, 9830)]),
    (Burglary, Some("premises"), &[(811, 813), (815, 818), (820, 823)]),
    (Burglary, Some("storage"), &[(825, 825), (860, 860)]),
    (Burglary, Some("home"), &[(857, 857), (874, 874), (9801, 9802), (9831, 9832)]),
    (Burglary, Some("shop"), &[(853, 853)]),
    // Thefts that the tree has no subtype for: boats, pockets, restaurants, homes without a break-in.
    (Burglary, None, &[
        (805, 805), (808, 808), (814, 814), (819, 819), (826, 826), (829, 830), (846, 852), (854, 854), (858, 859), (880, 880),
        (883, 884), (888, 888), (9815, 9820), (9823, 9826), (9833, 9834),
    ]),
    (Drugs, Some("dealing"), &[(5005, 5005)]),
    (Drugs, Some("use"), &[(5011, 5011)]),
    (Drugs, None, &[(5004, 5004), (5010, 5010)]),
    (Preparation, Some("weapon"), &[(4023, 4023), (4075, 4076), (4127, 4132)]),
    (Traffic, Some("reckless"), &[(3001, 3001)]),
    (Traffic, None, &[(3002, 3002), (3005, 3008), (3070, 3070)]),
    (Littering, Some("rubbish"), &[(8008, 8008)]),
    // Fraud and trespass: in no other category of the tree.
    (Other, None, &[(401, 401), (901, 906), (912, 913), (930, 930), (935, 935), (942, 987), (989, 989), (992, 995), (9471, 9472)]),
];

/// The default table from *brottskod* (four digits as text) to category and subtype, in the order
/// of the codes.
pub fn police_codes() -> Vec<CodeMapping> {
    let mut table: Vec<CodeMapping> = GROUPS
        .iter()
        .flat_map(|(category, subtype, ranges)| {
            ranges.iter().flat_map(|(from, to)| *from..=*to).map(|code| CodeMapping {
                code: format!("{code:04}"),
                category: *category,
                subtype: subtype.map(str::to_owned),
            })
        })
        .collect();
    table.sort_by(|a, b| a.code.cmp(&b.code));
    table
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_mapped_twice_and_every_subtype_exists() {
        let table = police_codes();
        for pair in table.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} twice", pair[0].code);
        }
        for row in &table {
            assert_eq!(row.code.len(), 4);
            assert!(row.subtype.as_deref().is_none_or(|s| row.category.subtypes().contains(&s)), "{}", row.code);
        }
    }

    #[test]
    fn codes_of_the_two_example_lists_are_covered() {
        let table = police_codes();
        let of = |code: &str| table.iter().find(|row| row.code == code).unwrap().category;
        for (code, category) in [
            ("0365", Violence),
            ("0375", Violence),
            ("0801", Burglary),
            ("0825", Burglary),
            ("0858", Burglary),
            ("0912", Other),
            ("1201", Damage),
            ("1206", Damage),
            ("1207", Damage),
            ("3005", Traffic),
            ("5010", Drugs),
            ("9801", Burglary),
        ] {
            assert_eq!(of(code), category, "{code}");
        }
    }

    #[test]
    fn sexual_offences_are_left_for_a_person_to_place() {
        assert!(police_codes().iter().all(|row| !row.code.starts_with("06") && !row.code.starts_with("96")));
    }
}
