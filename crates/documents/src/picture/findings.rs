//! Life lines, near repeats and silence in words, shared by page and paper.

use super::figures::Drawn;
use super::words;
use domain::pictures::findings::{LifePhase, NEAR, NearRepeat, SilentDistrict, SpotLife, stage_weeks};
use domain::pictures::{Hotspot, Picture};
use domain::week::Week;
use figures::LifeLine;
use messages::Lang;

/// Districts that seldom report are named together when they used to send less than this a week, in hundredths.
const SELDOM: u64 = 25;

/// `ny`, `växer`, `flyttar` …
pub fn phase(lang: Lang, phase: LifePhase) -> String {
    lang.text(&format!("life-{}", phase.key()))
}

/// What a place is now: its phase, and where from when it has moved to another name.
pub fn now(lang: Lang, life: &SpotLife) -> String {
    let now = life.now().unwrap_or(LifePhase::Stable);
    match (&life.moved_from, now) {
        (Some(from), LifePhase::Moving) => lang.format("life-moved-from", &[("name", from.as_str().into())]),
        (Some(from), _) => format!("{}, {}", phase(lang, now), lang.format("life-moved-from", &[("name", from.as_str().into())])),
        // Not gathered in the four weeks before is not "as before".
        (None, LifePhase::Stable) if life.stages.iter().rev().nth(1).is_some_and(|before| before.count == 0) => lang.text("life-back"),
        (None, _) => phase(lang, now),
    }
}

/// Where a place of the list of places came from, when it has moved there and not begun.
pub fn came_from<'a>(picture: &'a Picture, spot: &Hotspot) -> Option<&'a str> {
    // Two districts may each have a street of the name.
    let here = |life: &&SpotLife| life.place.is_some() && life.place == spot.place && life.district == spot.district;
    let life = picture.findings.lives.iter().find(here)?;
    life.moved_from.as_deref()
}

/// The last week that stages end with: the picture's, or the one before while it is going on.
pub fn last_week(picture: &Picture) -> Week {
    if picture.so_far.is_some() { picture.week.previous() } else { picture.week }
}

/// Where a place is: its name with its district, or the district alone.
pub fn whereabouts(life: &SpotLife, lang: Lang) -> String {
    words::place_in(life.place.as_deref(), life.district_name.as_deref().or(life.district.as_ref().map(|d| d.as_str())), lang)
}

/// A place's stages as a small line, with every stage in words.
pub fn life_line(picture: &Picture, life: &SpotLife, lang: Lang) -> Drawn {
    let weeks = stage_weeks(last_week(picture));
    let stage = |((first, last), stage): (&(Week, Week), &domain::pictures::findings::LifeStage)| {
        let weeks = format!("{}–{}", messages::week_short(lang, *first), last.number());
        match stage.phase {
            None => format!("{weeks} –"),
            Some(p) => format!("{weeks} {} ({})", stage.count, phase(lang, p)),
        }
    };
    let said: Vec<String> = weeks.iter().zip(&life.stages).map(stage).collect();
    let alt = lang.format("life-alt", &[("stages", said.join("; ").into())]);
    let values: Vec<Option<u64>> = life.stages.iter().map(|s| (s.count > 0).then_some(s.count)).collect();
    Drawn { svg: figures::life_line(&LifeLine { label: alt.clone(), values: &values }), alt }
}

/// The first week of the stage that a place was first seen in.
pub fn since(picture: &Picture, life: &SpotLife) -> Option<Week> {
    let at = life.stages.iter().position(|s| s.phase.is_some())?;
    stage_weeks(last_week(picture)).get(at).map(|(first, _)| *first)
}

/// A kind of crime that has come near itself: the finding, its evidence, what it does not say, and the newest.
pub fn near_repeat(near: &NearRepeat, lang: Lang) -> [String; 4] {
    let (metres, days) = NEAR;
    let finding = lang.format(
        &format!("near-{}", near.kind.key()),
        &[("ratio", messages::decimal(lang, near.ratio, 1).into()), ("metres", u64::from(metres).into()), ("days", u64::from(days).into())],
    );
    let evidence = lang.format(
        "near-evidence",
        &[
            ("n", near.events.into()),
            ("pairs", near.pairs.into()),
            ("expected", messages::decimal(lang, near.expected, 1).into()),
            ("p", messages::decimal(lang, near.p, 3).into()),
        ],
    );
    let district = |(name, n): &(String, u64)| match name.is_empty() {
        true => format!("{} {n}", lang.text("document-no-district")),
        false => format!("{name} {n}"),
    };
    let districts: Vec<String> = near.recent.iter().map(district).collect();
    let recent = match districts.is_empty() {
        true => lang.format("near-recent-none", &[("days", u64::from(days).into())]),
        false => lang.format("near-recent", &[("days", u64::from(days).into()), ("districts", districts.join(", ").into())]),
    };
    [finding, evidence, lang.text("near-caution"), recent]
}

/// Silent districts that are worth a row each, and the names of those that seldom report anyway.
pub fn silent(picture: &Picture) -> (Vec<&SilentDistrict>, Vec<&str>) {
    let worth = |s: &&SilentDistrict| s.usual_hundredths >= SELDOM || !s.missing.is_empty();
    let (rows, seldom): (Vec<_>, Vec<_>) = picture.findings.silent.iter().partition(worth);
    (rows, seldom.into_iter().map(|s| s.name.as_str()).collect())
}

/// The silent districts in a sentence, and that it is not calm; empty when there are none.
pub fn silence(picture: &Picture, lang: Lang) -> String {
    let (rows, seldom) = silent(picture);
    let named: Vec<String> = rows.iter().map(|s| s.name.clone()).collect();
    match (named.is_empty(), seldom.is_empty()) {
        (true, true) => String::new(),
        (true, false) => lang.format("silent-seldom", &[("n", words::count_of(seldom.len()).into())]),
        (false, _) => lang.format("silent-sentence", &[("names", words::listed(lang, &named).into())]),
    }
}
