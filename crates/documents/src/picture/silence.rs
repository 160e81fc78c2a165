//! The map of where nothing was reported from. Dark is long silent, which is neither calm nor dangerous: the words say so beside it.

use super::figures::{Drawn, Medium, drawn, frame};
use super::{findings, words};
use domain::districts::{DistrictCode, DistrictOutline};
use domain::pictures::Picture;
use domain::pictures::findings::SilentDistrict;
use figures::{MapArea, MapFigure, NoValue, Positions, Shade, Tones};
use messages::Lang;
use std::collections::HashMap;

/// Steps of the scale: something was reported, seldom anything, and so many weeks in a row at most.
const STEPS: [(f64, &str); 5] = [
    (0.0, "silent-map-heard"),
    (0.5, "silent-map-seldom"),
    (1.0, "silent-map-week"),
    (3.0, "silent-map-weeks"),
    (f64::INFINITY, "silent-map-long"),
];

/// Districts shaded by for how long nothing has been reported from them; `None` without boundaries, and when none is silent.
pub(crate) fn map(picture: &Picture, outlines: &[DistrictOutline], lang: Lang, medium: Medium) -> Option<Drawn> {
    let (rows, seldom) = findings::silent(picture);
    if outlines.is_empty() || (rows.is_empty() && seldom.is_empty()) {
        return None;
    }
    let weeks: HashMap<&DistrictCode, f64> = rows.iter().map(|s| (&s.district, f64::from(s.weeks))).collect();
    let silent: HashMap<&DistrictCode, &SilentDistrict> = picture.findings.silent.iter().map(|s| (&s.district, s)).collect();
    let value = |o: &DistrictOutline| match (weeks.get(&o.code), silent.contains_key(&o.code)) {
        (Some(weeks), _) => *weeks,
        (None, true) => 0.5,
        (None, false) => 0.0,
    };
    // A district that was not asked for is neither silent nor heard.
    let asked = |o: &DistrictOutline| picture.filter.district.as_ref().is_none_or(|code| *code == o.code);
    let mut longest = rows.clone();
    longest.sort_by(|a, b| b.weeks.cmp(&a.weeks).then_with(|| messages::by_name(&a.name, &b.name)));
    let listed: Vec<String> = longest
        .iter()
        .take(5)
        .map(|s| format!("{} ({})", s.name, lang.format("silent-weeks", &[("n", u64::from(s.weeks).into())])))
        .collect();
    let description = match listed.is_empty() {
        true => lang.format("silent-map-desc-seldom", &[("n", words::count_of(seldom.len()).into())]),
        false => lang.format("silent-map-desc", &[("n", words::count_of(rows.len()).into()), ("districts", listed.join(", ").into())]),
    };
    let frame = frame("silence", lang.text("silent-map-title"), description, medium, 510.0);
    let areas =
        outlines.iter().map(|o| MapArea { name: o.name.clone(), parts: o.parts.clone(), value: asked(o).then(|| value(o)) }).collect();
    let (height, names) = match medium {
        Medium::Screen => (330.0, 6),
        Medium::Paper => (160.0, 9),
    };
    let figure = MapFigure {
        frame: frame.clone(),
        height,
        positions: Positions::Degrees,
        areas,
        circles: Vec::new(),
        shades: STEPS.iter().map(|(up_to, label)| Shade { up_to: *up_to, label: lang.text(label) }).collect(),
        tones: Tones::Rising,
        no_value: NoValue::Around(lang.text("figure-map-outside")),
        names,
        words: [lang.text("silent-map-legend"), String::new(), lang.text("figure-map-north"), lang.text("figure-map-enlarged")],
    };
    Some(drawn(&frame, figures::map(&figure)))
}
