//! Two who wrote the same section at once: both put together, as a proposal for one of them to go through.

use super::Minutes;

/// One text after the other; once, when they are the same or one holds the other.
fn both(mine: &str, theirs: &str) -> String {
    let (mine, theirs) = (mine.trim(), theirs.trim());
    if mine.contains(theirs) {
        mine.to_owned()
    } else if theirs.contains(mine) {
        theirs.to_owned()
    } else {
        format!("{mine}\n{theirs}")
    }
}

/// Mine first, then theirs that match none of mine; those that match are put together.
fn lined<T: Clone>(mine: &[T], theirs: &[T], same: impl Fn(&T, &T) -> bool, together: impl Fn(&T, &T) -> T) -> Vec<T> {
    let found = |one: &T, among: &[T]| among.iter().find(|other| same(one, other)).cloned();
    let kept = mine.iter().map(|one| found(one, theirs).map_or_else(|| one.clone(), |other| together(one, &other)));
    let added = theirs.iter().filter(|one| found(one, mine).is_none()).cloned();
    kept.chain(added).collect()
}

impl Minutes {
    /// Mine and theirs put together: nothing that either wrote is left out. Of two judgements of a district the
    /// graver stands, with both motives. Of different sections mine alone.
    #[must_use]
    pub fn merged(&self, theirs: &Minutes) -> Minutes {
        match (self, theirs) {
            (Minutes::Attendance(a), Minutes::Attendance(b)) => {
                Minutes::Attendance(lined(a, b, super::Attendee::is_same, |x, _| x.clone()))
            }
            (Minutes::Round(a), Minutes::Round(b)) => Minutes::Round(lined(
                a,
                b,
                |x, y| x.organisation.id == y.organisation.id,
                |x, y| super::RoundNote { text: both(&x.text, &y.text), ..x.clone() },
            )),
            (Minutes::Assessment(a), Minutes::Assessment(b)) => Minutes::Assessment(super::Assessment {
                areas: lined(
                    &a.areas,
                    &b.areas,
                    |x, y| x.district == y.district,
                    |x, y| {
                        let graver = if y.situation > x.situation { y } else { x };
                        let motive = both(&x.motive, &y.motive).replace('\n', " ");
                        super::AreaAssessment { motive, ..graver.clone() }
                    },
                ),
                // What is said of all others holds only where both said it.
                others_normal: a.others_normal && b.others_normal,
            }),
            (Minutes::Focus(a), Minutes::Focus(b)) => Minutes::Focus(lined(a, b, |x, y| x == y, |x, _| x.clone())),
            (Minutes::Lifts(a), Minutes::Lifts(b)) => Minutes::Lifts(lined(a, b, |x, y| x == y, |x, _| x.clone())),
            (Minutes::Communication(a), Minutes::Communication(b)) => Minutes::Communication(both(a, b)),
            (
                Minutes::Attendance(_)
                | Minutes::Round(_)
                | Minutes::Assessment(_)
                | Minutes::Focus(_)
                | Minutes::Lifts(_)
                | Minutes::Communication(_),
                _,
            ) => self.clone(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::super::{AreaAssessment, Assessment, Attendee, RoundNote, Situation, Trend};
    use super::*;
    use crate::actions::Organisation;
    use crate::districts::DistrictCode;
    use crate::ids::{AccountId, OrganisationId};
    use crate::organisations::OrganisationKind;

    /// An organisation whose id follows from the first letter of its name.
    fn organisation(name: &str) -> Organisation {
        Organisation { id: OrganisationId([name.as_bytes()[0]; 16]), kind: OrganisationKind::Other, name: name.to_owned() }
    }

    #[test]
    fn who_was_there_is_one_person_whatever_it_is_called() {
        let there = |name: &str, account: Option<u8>, title: &str| Attendee {
            organisation: organisation(name),
            account: account.map(|id| AccountId([id; 16])),
            title: title.to_owned(),
        };
        let mine = Minutes::Attendance(vec![there("Polisen", Some(1), "Kommunpolis"), there("Bolaget", None, "Bovärd")]);
        let theirs = Minutes::Attendance(vec![
            there("Polisen Öst", Some(1), "Områdespolis"),
            there("Bolaget", Some(3), "Bovärd"),
            there("Polisen", Some(2), "Kommunpolis"),
        ]);
        let Minutes::Attendance(all) = mine.merged(&theirs) else { panic!() };
        let accounts: Vec<_> = all.iter().map(|a| a.account.map(|id| id.0[0])).collect();
        assert_eq!(accounts, [Some(1), None, Some(2)], "renamed it is the same; two of one title are two");
    }

    #[test]
    fn nothing_that_either_wrote_is_lost_or_said_twice() {
        let focus = |all: &[&str]| Minutes::Focus(all.iter().map(|t| (*t).to_owned()).collect());
        assert_eq!(focus(&["Tunneln", "Torget"]).merged(&focus(&["Torget", "Parken"])), focus(&["Tunneln", "Torget", "Parken"]));
        let text = |t: &str| Minutes::Communication(t.to_owned());
        assert_eq!(text("Press på onsdag").merged(&text("Brev till boende")), text("Press på onsdag\nBrev till boende"));
        assert_eq!(text("Press på onsdag").merged(&text("Press på onsdag.")), text("Press på onsdag."));
        assert_eq!(text("").merged(&text("Brev")), text("Brev"));
        let note = |who: &str, t: &str| RoundNote { organisation: organisation(who), text: t.to_owned() };
        let round = Minutes::Round(vec![note("Polisen", "Lugnt"), note("Skolan", "Oro")]);
        let other = Minutes::Round(vec![note("Polisen", "Två anmälningar"), note("Bolaget", "Klotter")]);
        let all = vec![note("Polisen", "Lugnt\nTvå anmälningar"), note("Skolan", "Oro"), note("Bolaget", "Klotter")];
        assert_eq!(round.merged(&other), Minutes::Round(all));
    }

    #[test]
    fn the_graver_judgement_stands_with_both_motives() {
        let judged = |situation, trend, motive: &str, others_normal| {
            let district = DistrictCode("a".to_owned());
            Minutes::Assessment(Assessment {
                areas: vec![AreaAssessment { district, situation, trend, motive: motive.to_owned() }],
                others_normal,
            })
        };
        let theirs = judged(Some(Situation::Red), Trend::Rising, "Tre rån", true);
        for mine in [Some(Situation::Yellow), None] {
            let mine = judged(mine, Trend::Steady, "Följs", false);
            assert_eq!(mine.merged(&theirs), judged(Some(Situation::Red), Trend::Rising, "Följs Tre rån", false));
        }
    }
}
