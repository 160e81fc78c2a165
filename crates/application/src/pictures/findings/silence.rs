//! Districts that nothing was reported from, with the sources that used to: silence is not calm.

use crate::pictures::inputs::{BASELINE, Inputs};
use domain::districts::{District, DistrictCode};
use domain::ids::SenderId;
use domain::pictures::findings::SilentDistrict;
use domain::week::{HOURS_OF_WEEK, Week};

/// A source used to report from a district when it did in so many of the twelve weeks before.
const USED_TO: usize = 3;

/// The silent districts, those that most used to come from first. Nothing is silent while the week goes on.
pub(super) fn of(inputs: &Inputs, week: Week, only: Option<&DistrictCode>) -> Vec<SilentDistrict> {
    let known = inputs.first_week.map_or(0, |first| week.since(first));
    if inputs.hours < HOURS_OF_WEEK || inputs.by_district.is_empty() || known < 1 {
        return Vec::new();
    }
    let asked = |d: &&District| only.is_none_or(|code| d.code == *code);
    let mut silent: Vec<SilentDistrict> = inputs.districts.iter().filter(asked).filter_map(|d| one(inputs, week, known, d)).collect();
    silent.sort_by_key(|s| std::cmp::Reverse(s.usual_hundredths));
    silent
}

fn one(inputs: &Inputs, week: Week, known: i32, district: &District) -> Option<SilentDistrict> {
    let rows: Vec<(SenderId, Week, u64)> =
        inputs.by_district.iter().filter(|(code, ..)| *code == district.code).map(|(_, sender, w, n)| (*sender, *w, *n)).collect();
    let newest = rows.iter().map(|(_, w, _)| *w).max();
    if newest == Some(week) {
        return None;
    }
    let looked_at = known.min(BASELINE);
    let weeks = newest.map_or(looked_at + 1, |newest| week.since(newest));
    let before: u64 = rows.iter().map(|(_, _, n)| n).sum();
    let used_to = |id: SenderId| rows.iter().filter(|(sender, ..)| *sender == id).count() >= USED_TO;
    let (mut missing, mut heard) = (Vec::new(), Vec::new());
    for sender in inputs.senders.iter().filter(|s| used_to(s.id)) {
        // Its people have said that there was nothing: that is an answer.
        let answered = inputs.heard.contains(&sender.id) || inputs.quiet.contains(&sender.id);
        match (answered, sender.weekly) {
            (true, _) => heard.push(sender.name.clone()),
            (false, true) => missing.push(sender.name.clone()),
            // Nothing is missing from one that is not expected every week.
            (false, false) => {}
        }
    }
    Some(SilentDistrict {
        district: district.code.clone(),
        name: district.name.clone(),
        weeks: weeks.unsigned_abs(),
        usual_hundredths: (before * 100).checked_div(u64::from(looked_at.unsigned_abs())).unwrap_or(0),
        missing,
        heard,
    })
}
