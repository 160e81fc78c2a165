//! How a finding's count relates to the numbers near it that a reader may have seen.

use super::Neighbour;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::pictures::finding::Finding;
use domain::pictures::{Notable, Picture};
use storage::evidence::CountedIncident;

/// District and category of the incidents that a finding's neighbours are counted in; `None` when nothing is near it.
pub(super) fn around(found: &Finding) -> Option<(Option<DistrictCode>, Option<Category>)> {
    match found {
        Finding::Notable(notable) if notable.circle.is_some() || notable.district.is_some() => Some((notable.district.clone(), None)),
        Finding::Notable(_) => None,
        Finding::Place(_, spot) | Finding::Recurring(spot) => Some((spot.district.clone(), None)),
        Finding::Life(life) => Some((life.district.clone(), None)),
        Finding::Total(_)
        | Finding::District(_)
        | Finding::Category(_)
        | Finding::NearRepeat(_)
        | Finding::SilentDistrict(_)
        | Finding::SilentSource(_) => None,
    }
}

/// The numbers near a finding: `own` are its incidents, `near` those of [`around`].
pub(super) fn of(picture: &Picture, found: &Finding, own: &[CountedIncident], near: &[CountedIncident]) -> Vec<Neighbour> {
    let sum = |rows: &mut dyn Iterator<Item = &CountedIncident>| rows.map(|r| r.count).sum::<u64>();
    let town =
        || (picture.filter.district.is_none() && picture.filter.category.is_none()).then_some(Neighbour::Town(picture.incident_count));
    match found {
        Finding::Notable(notable) => of_notable(picture, notable, own, near),
        Finding::Place(_, spot) | Finding::Recurring(spot) => {
            let circle = around_place(picture, found, spot.place.as_ref(), spot.district.as_ref());
            let whole = spot.place.is_some().then(|| Neighbour::District(sum(&mut near.iter())));
            circle.into_iter().chain(whole).collect()
        }
        Finding::Life(life) => {
            let named = |rows: &[CountedIncident]| sum(&mut rows.iter().filter(|r| r.place == life.place));
            let inside = named(own);
            let named = life.place.as_ref().map(|_| Neighbour::Named {
                named: named(near),
                inside,
                unnamed: found.count().saturating_sub(inside),
                radius: None,
            });
            named.into_iter().chain([Neighbour::District(sum(&mut near.iter()))]).collect()
        }
        Finding::District(_) => town().into_iter().collect(),
        Finding::Category(_) => match &picture.filter.district {
            Some(_) => vec![Neighbour::District(picture.incident_count)],
            None => town().into_iter().collect(),
        },
        Finding::NearRepeat(near) => vec![Neighbour::Used(near.events)],
        Finding::Total(_) | Finding::SilentDistrict(_) | Finding::SilentSource(_) => Vec::new(),
    }
}

fn of_notable(picture: &Picture, notable: &Notable, own: &[CountedIncident], near: &[CountedIncident]) -> Vec<Neighbour> {
    let of_kind = |r: &&CountedIncident| notable.mixed || r.category == notable.category;
    let sum = |rows: &mut dyn Iterator<Item = &CountedIncident>| rows.map(|r| r.count).sum::<u64>();
    let mut found = Vec::new();
    if let (Some(circle), Some(place)) = (notable.circle, &notable.place) {
        let named = |r: &&CountedIncident| r.place.as_ref() == Some(place) && r.district == notable.district;
        let inside = sum(&mut own.iter().filter(named));
        found.push(Neighbour::Named {
            named: sum(&mut near.iter().filter(named).filter(of_kind)),
            inside,
            unnamed: notable.count.saturating_sub(inside),
            radius: whole_metres(circle.radius),
        });
    }
    if notable.district.is_some() {
        if notable.circle.is_some() && !notable.mixed {
            found.push(Neighbour::CategoryInDistrict(sum(&mut near.iter().filter(of_kind))));
        }
        found.push(Neighbour::District(sum(&mut near.iter())));
    }
    // Over one week the picture has the municipality's own numbers.
    if notable.weeks == 1 && picture.filter.district.is_none() && picture.filter.category.is_none() {
        let same = picture.categories.iter().find(|c| c.category == notable.category && !notable.mixed && !notable.town);
        found.extend(same.map(|c| Neighbour::CategoryInTown(c.count)));
        found.push(Neighbour::Town(picture.incident_count));
    }
    found
}

/// What stands out in a circle at a place over the same weeks.
fn around_place(picture: &Picture, found: &Finding, place: Option<&String>, district: Option<&DistrictCode>) -> Option<Neighbour> {
    let same = |n: &&Notable| n.place.as_ref() == place && n.district.as_ref() == district && n.weeks == found.weeks();
    let notable = picture.notable.iter().filter(|n| n.place.is_some()).find(same)?;
    Some(Neighbour::Around { count: notable.count, radius: whole_metres(notable.circle?.radius)? })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a radius of some hundred metres
fn whole_metres(radius: f64) -> Option<u32> {
    (radius.is_finite() && (0.0..1e6).contains(&radius)).then_some(radius.round() as u32)
}
