//! What is said of places: squares, a surface, and places through the weeks.

use super::{percent, table, weeks};
use domain::pictures::findings::{LifePhase, SpotLife};
use domain::workbook::{Concentrated, Dense, Followed, HotSquares, Technique};
use messages::{Arg, Lang};

/// Share of incidents on positions that several have, above which a surface shows those positions.
const MOSTLY_SHARED: f64 = 0.5;

/// Side of the squares, or cells, asked for.
pub(super) fn side(technique: Technique) -> u64 {
    match technique {
        Technique::Concentration { side } | Technique::HotSquares { side } => side.into(),
        Technique::Density { cell, .. } => cell.into(),
        Technique::Trend | Technique::Periods { .. } | Technique::Pulse | Technique::NearRepeat { .. } | Technique::LifeLines => 0,
    }
}

pub(super) fn concentration(c: &Concentrated, technique: Technique, lang: Lang) -> String {
    let first = lang.format(
        "workbook-concentration",
        &[
            ("n", c.placed.into()),
            ("half", c.holding[1].into()),
            ("used", c.used.into()),
            ("side", side(technique).into()),
            ("share", percent(c.in_top, lang).into()),
        ],
    );
    match c.gini.zip(c.ground) {
        Some((gini, ground)) => {
            let over = [("value", messages::decimal(lang, gini, 2).into()), ("n", ground.into())];
            format!("{first} {}", lang.format("workbook-concentration-gini", &over))
        }
        None => first,
    }
}

pub(super) fn hot(h: &HotSquares, technique: Technique, lang: Lang) -> String {
    let said: [(&'static str, Arg); 5] = [
        ("n", h.hot.into()),
        ("side", side(technique).into()),
        ("placed", h.placed.into()),
        ("tested", h.tested.into()),
        ("empty", h.empty.into()),
    ];
    let first = lang.format(if h.hot > 0 { "workbook-hot" } else { "workbook-hot-none" }, &said);
    let most = h.squares.first().filter(|s| s.sure).map(|first| {
        let most = [("place", table::whereabouts(&first.square, lang).into()), ("n", first.square.count.into())];
        lang.format("workbook-hot-most", &most)
    });
    let doubtful = (h.doubtful > 0).then(|| lang.format("workbook-hot-doubtful", &[("n", h.doubtful.into())]));
    [Some(first), most, doubtful].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// How it was reckoned with, where most squares are empty.
pub(super) fn emptiness(h: &HotSquares, lang: Lang) -> Option<String> {
    let said =
        [("share", percent(super::float(h.empty) / super::float(h.tested.max(1)), lang).into()), ("n", u64::from(h.permutations).into())];
    (h.empty * 2 > h.tested).then(|| lang.format("workbook-remark-empty", &said))
}

pub(super) fn dense(d: &Dense, lang: Lang) -> String {
    let bandwidth = u64::from(d.bandwidth);
    let said: [(&'static str, Arg); 3] = [("n", d.placed.into()), ("positions", d.positions.into()), ("bandwidth", bandwidth.into())];
    let first = lang.format("workbook-density", &said);
    let top = match d.tops.first() {
        None => lang.text("workbook-density-even"),
        Some(top) => lang.format(
            "workbook-density-top",
            &[
                ("place", table::named(top.place.as_deref(), top.district.as_deref(), lang).into()),
                ("density", density(top.density, lang).into()),
                ("n", top.count.into()),
                ("bandwidth", bandwidth.into()),
            ],
        ),
    };
    format!("{first} {top}")
}

/// A density with as many digits as say something.
pub(super) fn density(value: f64, lang: Lang) -> String {
    messages::decimal(lang, value, if value < 1.0 { 2 } else { 1 })
}

/// What to hold against a surface: positions that many share, and how well an earlier one held.
pub(super) fn reservations(d: &Dense, lang: Lang) -> Vec<String> {
    let shared = (d.shared > MOSTLY_SHARED).then(|| lang.format("workbook-remark-shared", &[("share", percent(d.shared, lang).into())]));
    let after = d.after.map(|a| {
        let said: [(&'static str, Arg); 5] = [
            ("weeks", weeks(lang, a.from, a.to).into()),
            ("n", a.incidents.into()),
            ("share", percent(a.share, lang).into()),
            ("pai", messages::decimal(lang, a.pai, 1).into()),
            ("best", messages::decimal(lang, if a.pei > 0.0 { a.pai / a.pei } else { 0.0 }, 1).into()),
        ];
        lang.format(if a.pei > 0.0 { "workbook-remark-after" } else { "workbook-remark-after-none" }, &said)
    });
    let after = after.unwrap_or_else(|| lang.text("workbook-remark-after-short"));
    shared.into_iter().chain([after]).collect()
}

/// What a place is now; one that is history is gone.
pub(super) fn now(life: &SpotLife) -> LifePhase {
    life.now().unwrap_or(LifePhase::Gone)
}

pub(super) fn followed(f: &Followed, lang: Lang) -> String {
    let said: [(&'static str, Arg); 4] =
        [("n", f.found.into()), ("fewest", f.fewest.into()), ("placed", f.placed.into()), ("stages", (f.stages.len() as u64).into())];
    let Some(first) = f.places.first() else { return lang.format("workbook-lives-none", &said) };
    let count = |phase: &LifePhase| f.places.iter().filter(|life| now(life) == *phase).count();
    let phases = LifePhase::ALL.iter().filter(|phase| count(phase) > 0);
    let listed: Vec<String> = phases.map(|phase| format!("{} {}", phase_word(*phase, lang), count(phase))).collect();
    let most = [
        ("place", table::named(first.place.as_deref(), first.district_name.as_deref(), lang).into()),
        ("phase", phase_word(now(first), lang).into()),
        ("n", first.stages.last().map_or(0, |s| s.count).into()),
    ];
    let told = lang.format("workbook-lives-now", &[("phases", listed.join(", ").into())]);
    format!("{} {told} {}", lang.format("workbook-lives", &said), lang.format("workbook-lives-first", &most))
}

/// `ny`, `växer`, `borta` …
pub(super) fn phase_word(phase: LifePhase, lang: Lang) -> String {
    crate::picture::findings::phase(lang, phase)
}
