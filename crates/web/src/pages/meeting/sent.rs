//! A section of the minutes as its form sends it. Fields come in numbered rows; unknown ones are refused.

use crate::errors::Problem;
use crate::forms::filled;
use domain::actions::{Level, Organisation};
use domain::districts::DistrictCode;
use domain::failure::{Failure, FieldError};
use domain::meetings::{AreaAssessment, Assessment, Attendee, Lift, Minutes, RoundNote, Section, Situation, Trend};
use domain::organisations::Organisation as Known;

/// What was sent.
pub struct Sent {
    /// Version that the writer saw.
    pub seen: u32,
    /// What it is to say.
    pub minutes: Minutes,
    /// Whether the judgement of the districts is confirmed with it.
    pub confirms: bool,
}

fn bad() -> Problem {
    Problem::field("section", "failure-request")
}

/// Who was there, as the form sends it: the organisation's id, the account where it is known, the title.
pub fn present(attendee: &Attendee) -> String {
    let account = attendee.account.map(|id| id.to_string()).unwrap_or_default();
    format!("{}|{account}|{}", attendee.organisation.id, attendee.title)
}

/// Reads a section's form. Organisations are found among the `known` ones.
pub fn read(pairs: &[(String, String)], known: &[Known]) -> Result<Sent, Problem> {
    let one = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let section = one("section").and_then(Section::from_key).ok_or_else(bad)?;
    let seen = one("seen").and_then(|text| text.parse().ok()).ok_or_else(bad)?;
    let confirms = section == Section::Assessment && one("confirm").is_some();
    let is_frame = |name: &str| ["section", "seen"].contains(&name) || (section == Section::Assessment && name == "confirm");
    let rest: Vec<(&str, &str)> =
        pairs.iter().filter(|(name, _)| !is_frame(name)).map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let minutes = match section {
        Section::Attendance => Minutes::Attendance(rest.iter().map(|pair| attendee(pair, known)).collect::<Option<_>>().ok_or_else(bad)?),
        Section::Round => Minutes::Round(round(&rest, known).ok_or_else(bad)?),
        Section::Assessment => Minutes::Assessment(assessment(&rest).ok_or_else(bad)?),
        Section::Focus => {
            let text = |(name, value): &(&str, &str)| (*name == "focus").then(|| value.trim().to_owned());
            let texts = rest.iter().map(text).collect::<Option<Vec<_>>>().ok_or_else(bad)?;
            Minutes::Focus(texts.into_iter().filter(|t| !t.is_empty()).collect())
        }
        Section::Lifts => Minutes::Lifts(lifts(&rest)?),
        Section::Communication => match rest.as_slice() {
            [("text", text)] => Minutes::Communication(text.trim().to_owned()),
            _ => return Err(bad()),
        },
    };
    Ok(Sent { seen, minutes, confirms })
}

fn organisation(known: &[Known], text: &str) -> Option<Organisation> {
    let found = application::organisations::meant(known, text)?;
    Some(Organisation { id: found.id, kind: found.kind, name: found.name.clone() })
}

/// As [`present`] writes it, or kind and name of the organisation and the title as forms from before ids have it.
fn attendee((name, value): &(&str, &str), known: &[Known]) -> Option<Attendee> {
    let mut parts = value.splitn(3, '|');
    let (first, second, title) = (parts.next()?, parts.next()?, parts.next()?.to_owned());
    let attendee = match organisation(known, first) {
        Some(organisation) => Attendee { organisation, account: second.parse().ok(), title },
        None => Attendee { organisation: organisation(known, &format!("{first}|{second}"))?, account: None, title },
    };
    (*name == "present").then_some(attendee)
}

/// Pairs of `organisation` and `text`, one after the other.
fn round(rest: &[(&str, &str)], known: &[Known]) -> Option<Vec<RoundNote>> {
    let mut notes = Vec::new();
    for pair in rest.chunks(2) {
        let [("organisation", name), ("text", text)] = pair else { return None };
        if let Some(text) = filled(text) {
            notes.push(RoundNote { organisation: organisation(known, name)?, text });
        }
    }
    Some(notes)
}

/// Rows of `district`, `situation` (empty while it is not judged), `trend`, `motive`, and whether all others are at their normal. A district of
/// which nothing is said is left out.
fn assessment(rest: &[(&str, &str)]) -> Option<Assessment> {
    let (others, rows): (Vec<_>, Vec<_>) = rest.iter().copied().partition(|(name, _)| *name == "others_normal");
    let mut areas = Vec::new();
    for row in rows.chunks(4) {
        let [("district", district), ("situation", situation), ("trend", trend), ("motive", motive)] = row else { return None };
        let situation = if situation.is_empty() { None } else { Some(Situation::from_key(situation)?) };
        let (trend, motive) = (Trend::from_key(trend)?, motive.trim().to_owned());
        if situation.is_some() || trend != Trend::Steady || !motive.is_empty() {
            areas.push(AreaAssessment { district: DistrictCode((*district).to_owned()), situation, trend, motive });
        }
    }
    Some(Assessment { areas, others_normal: !others.is_empty() })
}

/// Rows of `to`, `matter`, `wanted`, `needed_by`. A row without a matter is left out.
fn lifts(rest: &[(&str, &str)]) -> Result<Vec<Lift>, Problem> {
    let mut lifts = Vec::new();
    for row in rest.chunks(4) {
        let [("to", to), ("matter", matter), ("wanted", wanted), ("needed_by", needed_by)] = row else { return Err(bad()) };
        let to = Level::from_key(to).ok_or_else(bad)?;
        let needed_by = match needed_by.trim() {
            "" => None,
            text => Some(text.parse().map_err(|_| Failure::Invalid(vec![FieldError::new("lifts", "failure-date").with(text)]))?),
        };
        if let Some(matter) = filled(matter) {
            lifts.push(Lift { to, matter, wanted: wanted.trim().to_owned(), needed_by });
        }
    }
    Ok(lifts)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use domain::organisations::OrganisationKind;

    /// The police, as the only organisation there is.
    fn police() -> Known {
        let id = domain::ids::OrganisationId([4; 16]);
        Known { id, name: "Polisen".to_owned(), kind: OrganisationKind::Police, active: true, former_name: false, version: 1 }
    }

    fn sent(text: &str) -> Result<Minutes, Problem> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text).unwrap();
        read(&pairs, &[police()]).map(|sent| sent.minutes)
    }

    #[test]
    fn an_organisation_is_sent_by_id_or_as_forms_had_it_before() {
        let id = police().id;
        let account = domain::ids::AccountId([5; 16]);
        for (value, known) in [
            (format!("{id}|{account}|Kommunpolis"), Some(account)),
            (format!("{id}||Kommunpolis"), None),
            ("police|Polisen|Kommunpolis".to_owned(), None),
        ] {
            let pairs = [("section", "attendance"), ("seen", "0"), ("present", value.as_str())].map(|(a, b)| (a.to_owned(), b.to_owned()));
            let Minutes::Attendance(there) = read(&pairs, &[police()]).unwrap().minutes else { panic!() };
            assert_eq!((there[0].organisation.id, there[0].account, there[0].title.as_str()), (id, known, "Kommunpolis"), "{value}");
        }
        for name in [id.to_string(), "Polisen".to_owned()] {
            let Minutes::Round(notes) = sent(&format!("section=round&seen=0&organisation={name}&text=Lugnt")).unwrap() else { panic!() };
            assert_eq!(notes[0].organisation.id, id);
        }
    }

    #[test]
    fn only_what_says_something_is_kept() {
        let unjudged = "district=a&situation=&trend=steady&motive=+";
        let normal = "district=b&situation=green&trend=steady&motive=";
        let orange = "district=c&situation=orange&trend=rising&motive=Fler+samlingar";
        let word = "district=d&situation=&trend=steady&motive=Ring+skolan";
        let all = format!("section=assessment&seen=0&{unjudged}&{normal}&{orange}&{word}");
        let Minutes::Assessment(judged) = sent(&all).unwrap() else { panic!() };
        let said: Vec<_> = judged.areas.iter().map(|a| (a.district.as_str(), a.situation)).collect();
        assert_eq!(said, [("b", Some(Situation::Green)), ("c", Some(Situation::Orange)), ("d", None)]);
        assert!(!judged.others_normal && !judged.areas.is_empty());
        let Minutes::Assessment(judged) = sent(&format!("{all}&others_normal=1&confirm=1")).unwrap() else { panic!() };
        assert!(judged.others_normal);
        let Minutes::Focus(focus) = sent("section=focus&seen=3&focus=Tunneln&focus=&focus=Torget").unwrap() else { panic!() };
        assert_eq!(focus, ["Tunneln", "Torget"]);
        let Minutes::Attendance(there) = sent("section=attendance&seen=0&present=police%7CPolisen%7CKommunpolis").unwrap() else {
            panic!()
        };
        assert_eq!(there[0].title, "Kommunpolis");
    }

    #[test]
    fn fields_that_no_form_has_are_refused() {
        for text in [
            "section=focus&seen=0&focus=a&role=x",
            "section=gone&seen=0",
            "section=focus&focus=a",
            "section=round&seen=0&text=x",
            "section=assessment&seen=0&district=a&situation=purple&trend=steady&motive=",
            "section=attendance&seen=0&present=police",
            "section=attendance&seen=0&present=police%7CNågon+annan%7CKommunpolis",
            "section=round&seen=0&organisation=Någon+annan&text=x",
        ] {
            assert!(sent(text).is_err(), "{text}");
        }
    }
}
