//! Places through the weeks, near repeats and silence on the page.

use super::address::View;
use super::count;
use super::evidence::Evidence;
use documents::picture::{findings as words, marks, words as picture_words};
use domain::pictures::Picture;
use domain::pictures::finding::Finding;
use domain::pictures::findings::{LifePhase, SilentDistrict, SpotLife};
use messages::Lang;
use serde::Serialize;

/// A place through the weeks.
#[derive(Clone, Debug, Serialize)]
pub struct LifeLineRow {
    /// Its name with its district.
    pub place: String,
    /// Address of its own page, or its district's; empty when it has neither.
    pub href: String,
    /// Key of the shape before the word.
    pub shape: &'static str,
    /// Address of what stands behind it.
    pub evidence: String,
    /// What it is now, in a word.
    pub phase: String,
    /// The stages as a small line.
    pub line: String,
    /// Incidents of the last stage.
    pub count: String,
    /// Incidents of the stage before; a dash when it was not there.
    pub before: String,
    /// First week of the stage that it was first seen in.
    pub since: String,
    /// `Skadegörelse 4, brand 2`
    pub types: String,
}

impl LifeLineRow {
    /// The places of a picture.
    pub(crate) fn all(picture: &Picture, view: &View, evidence: &Evidence, lang: Lang) -> Vec<Self> {
        picture.findings.lives.iter().map(|life| Self::new(picture, life, (view, evidence), lang)).collect()
    }

    fn new(picture: &Picture, life: &SpotLife, (view, evidence): (&View, &Evidence), lang: Lang) -> Self {
        let stage = |back: usize| life.stages.iter().rev().nth(back).filter(|s| s.count > 0);
        let number = |back: usize| stage(back).map_or_else(|| "–".to_owned(), |s| count(lang, s.count));
        let types: Vec<String> =
            life.categories.iter().take(3).map(|(c, n)| format!("{} {n}", messages::category(lang, &picture.words, *c))).collect();
        let now = life.now().unwrap_or(LifePhase::Stable);
        Self {
            place: words::whereabouts(life, lang),
            href: life.district.as_ref().map(|d| view.area(d, None, life.place.as_deref())).unwrap_or_default(),
            shape: marks::of_phase(now).key,
            evidence: evidence.of(&Finding::Life(life)),
            phase: words::now(lang, life),
            line: words::life_line(picture, life, lang).svg,
            count: number(0),
            before: number(1),
            since: words::since(picture, life).map(|w| messages::week_short(lang, w)).unwrap_or_default(),
            types: types.join(", "),
        }
    }
}

/// What has come near each other: finding, evidence, caution, the newest, and the address of what stands behind it.
pub(crate) fn near(picture: &Picture, evidence: &Evidence, lang: Lang) -> Vec<[String; 5]> {
    let said = |n: &domain::pictures::findings::NearRepeat| {
        let [finding, told, caution, newest] = words::near_repeat(n, lang);
        [finding, told, caution, newest, evidence.of(&Finding::NearRepeat(n))]
    };
    picture.findings.near_repeats.iter().map(said).collect()
}

/// Districts that nothing was reported from.
#[derive(Clone, Debug, Serialize)]
pub struct Silence {
    /// Whether the week goes on, and nothing can be called silent yet.
    pub running: bool,
    /// Whether the picture counts whatever was reported; otherwise no district can be called silent.
    pub asked: bool,
    /// Those that used to report, or whose sources are silent.
    pub rows: Vec<SilentLine>,
    /// Those that seldom report, in a sentence; empty when there are none.
    pub seldom: String,
}

/// A silent district.
#[derive(Clone, Debug, Serialize)]
pub struct SilentLine {
    /// Name.
    pub name: String,
    /// Address of its page.
    pub href: String,
    /// Address of what stands behind it.
    pub evidence: String,
    /// Weeks in a row.
    pub weeks: String,
    /// Mean per week.
    pub usual: String,
    /// Sources that used to report from it and are silent.
    pub missing: String,
    /// Sources that used to report from it and delivered, but nothing from here.
    pub heard: String,
}

impl Silence {
    /// The silence of a picture.
    pub(crate) fn new(picture: &Picture, view: &View, evidence: &Evidence, lang: Lang) -> Self {
        let (rows, seldom) = words::silent(picture);
        let seldom: Vec<String> = seldom.into_iter().map(str::to_owned).collect();
        Self {
            running: picture.so_far.is_some(),
            asked: picture.filter.counts_every_report(),
            rows: rows.into_iter().map(|s| line(s, (view, evidence), lang)).collect(),
            seldom: match seldom.is_empty() {
                true => String::new(),
                false => lang.format("silent-also", &[("names", picture_words::listed(lang, &seldom).into())]),
            },
        }
    }
}

fn line(silent: &SilentDistrict, (view, evidence): (&View, &Evidence), lang: Lang) -> SilentLine {
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let usual = silent.usual_hundredths as f64 / 100.0;
    SilentLine {
        name: silent.name.clone(),
        href: view.area(&silent.district, None, None),
        evidence: evidence.of(&Finding::SilentDistrict(silent)),
        weeks: lang.format("silent-weeks", &[("n", u64::from(silent.weeks).into())]),
        usual: messages::decimal(lang, usual, 1),
        missing: picture_words::listed(lang, &silent.missing),
        heard: picture_words::listed(lang, &silent.heard),
    }
}
