//! A rich sample of the week's picture: 32 districts, small counts, unknowns, every change and
//! certainty, long Swedish names. Computed from nothing but this file, so it never changes.

use domain::actions::StateKind;
use domain::categories::{Category, CategoryKind};
use domain::districts::{DistrictCode, DistrictOutline};
use domain::ids::ResultId;
use domain::incidents::{ComingEvent, FeedEvent};
use domain::meetings::{Situation, Trend};
use domain::methods::Method;
use domain::pictures::findings::{BandBasis, Findings, LifePhase, LifeStage, NearRepeat, RepeatKind, SilentDistrict, SpotLife, WeekBand};
use domain::pictures::{
    Against, CategoryRow, Certainty, Change, Comparison, DistrictRow, Edition, Expected, Hotspot, Hotspots, HourBand, JudgedAction,
    JudgedArea, Judgement, LateWeek, MapGrid, MapSquare, Notable, Picture, PictureFilter, PictureMap, PictureState, Publication, Pulse,
    SourceRow, Span, WeekCount,
};
use domain::week::Week;
use domain::words::{Said, Term, Wording, Words};
use domain::workbook::{Citation, Sentence};
use jiff::Timestamp;
use jiff::civil::date;

const NAMES: [&str; 32] = [
    "Innerstaden",
    "Vasastaden",
    "Gottfridsberg",
    "Valla–Västra Valla",
    "Ådala",
    "Tannefors",
    "Hejdegården",
    "Johannelund",
    "Skäggetorp",
    "Ryd",
    "Berga",
    "Ånestad och Åsmestad",
    "Ekholmen",
    "Lambohov",
    "Djurgården–Garnisonen",
    "Gumpekulla",
    "Vidingsjö",
    "Hjulsbro",
    "Tornby industriområde",
    "Köpetorp",
    "Kallerstad",
    "Ramshäll",
    "Mjärdevi",
    "Slaka",
    "Linghem och Törnevalla med omgivande landsbygd",
    "Malmslätt",
    "Ljungsbro–Berg",
    "Vikingstad",
    "Sturefors",
    "Vreta kloster",
    "Ulrika och Brokind",
    "Bestorp",
];

/// Repeatable scatter: a number in 0–1 for each index.
fn scatter(i: usize) -> f64 {
    let mut x = u64::try_from(i).unwrap_or(0).wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= x >> 27;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^= x >> 31;
    f64::from(u32::try_from(x >> 40).unwrap_or(0)) / f64::from(1u32 << 24)
}

fn code(i: usize) -> DistrictCode {
    DistrictCode(format!("0580R{:03}", i + 1))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The sample's week, 2026-W46.
pub fn week() -> Week {
    Week::of_date(date(2026, 11, 9))
}

/// Outlines of the sample's districts: a town of three rings and eight rural districts around.
pub fn outlines() -> Vec<DistrictOutline> {
    // Districts per ring and the radius where each ring ends, degrees of latitude.
    let rings: [(usize, f64); 4] = [(4, 0.012), (8, 0.025), (12, 0.043), (8, 0.29)];
    let border = |ring: usize, angle: f64| match ring {
        0 => 0.0,
        r => {
            let wave = 1.0 + 0.12 * (3.0 * angle + 1.3 * f64::from(u32::try_from(r).unwrap_or(0))).sin() + 0.05 * (11.0 * angle).cos();
            rings[r - 1].1 * wave
        }
    };
    let place = |radius: f64, angle: f64| [15.62 + radius * angle.cos() / 0.524, 58.41 + radius * angle.sin()];
    let mut out = Vec::new();
    for (ring, (count, _)) in rings.iter().enumerate() {
        for k in 0..*count {
            let steps = 16;
            let turn = std::f64::consts::TAU / f64::from(u32::try_from(*count).unwrap_or(1));
            let from = turn * f64::from(u32::try_from(k).unwrap_or(0));
            let angles = (0..=steps).map(|s| from + turn * f64::from(s) / f64::from(steps));
            let mut edge: Vec<[f64; 2]> = angles.clone().map(|a| place(border(ring + 1, a), a)).collect();
            edge.extend(angles.rev().map(|a| place(border(ring, a), a)));
            edge.push(edge[0]);
            let i = out.len();
            out.push(DistrictOutline { code: code(i), name: NAMES[i].to_owned(), parts: vec![vec![edge]] });
        }
    }
    out
}

fn expected(mean: f64) -> Expected {
    let half = 1.96 * (mean * 13.0 / 12.0).sqrt();
    Expected { mean, low: (mean - half).max(0.0).floor(), high: (mean + half).ceil() }
}

/// Change and certainty as the counts say.
fn judged(count: u64, expected: Option<Expected>) -> (Change, Certainty) {
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    match expected {
        None => (Change::Unknown, Certainty::CannotTell),
        Some(e) if e.mean < 0.05 && count > 0.0 => (Change::New, Certainty::Probable),
        Some(e) if count > e.high + 2.0 => (Change::Grown, Certainty::Clear),
        Some(e) if count > e.high => (Change::Grown, Certainty::Probable),
        Some(e) if count == 0.0 && e.low > 0.0 => (Change::Gone, Certainty::Probable),
        Some(e) if count < e.low => (Change::Shrunk, Certainty::Probable),
        Some(_) => (Change::Unchanged, Certainty::WithinChance),
    }
}

const CATEGORIES: [Category; 12] = [
    Category::Damage,
    Category::Fire,
    Category::Gathering,
    Category::Drugs,
    Category::Violence,
    Category::Traffic,
    Category::Burglary,
    Category::Littering,
    Category::UnsafePlace,
    Category::StaffIncident,
    Category::Squatting,
    Category::Other,
];

fn districts() -> Vec<DistrictRow> {
    let busy = [8.5, 4.0, 1.5, 2.0, 1.0, 3.0, 2.0, 2.5, 7.0, 5.0, 4.5, 1.0, 3.5, 2.2, 1.2, 0.6];
    let mut rows: Vec<DistrictRow> = (0..NAMES.len())
        .map(|i| {
            let mean = busy.get(i).copied().unwrap_or(0.3 + scatter(i) * 1.2);
            let by_category: Vec<u64> = (0..CATEGORIES.len())
                .map(|c| {
                    let share = mean / 12.0 * [2.2, 0.3, 1.5, 1.0, 1.4, 1.2, 2.0, 0.6, 0.3, 0.2, 0.1, 0.4][c];
                    u64::from(scatter(i * 97 + c * 7) < share) + u64::from(scatter(i * 89 + c * 5) < share / 2.0)
                })
                .collect();
            let mut by_category = by_category;
            if i == 8 {
                by_category[0] += 9; // Skäggetorp: the planted rise of damage.
            }
            let count: u64 = by_category.iter().sum();
            let recent = (0..11).map(|w| mean + 2.0 * (scatter(i * 31 + w) - 0.5) * mean.sqrt()).map(rounded).chain([count]).collect();
            let expected = (mean >= 0.9).then(|| expected(mean));
            let (change, certainty) = judged(count, expected);
            DistrictRow { code: Some(code(i)), name: NAMES[i].to_owned(), count, expected, change, certainty, by_category, recent }
        })
        .collect();
    rows.push(DistrictRow {
        code: None,
        name: String::new(),
        count: 2,
        expected: None,
        change: Change::Unknown,
        certainty: Certainty::CannotTell,
        by_category: vec![1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
        recent: vec![0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 0, 2],
    });
    rows
}

fn rounded(value: f64) -> u64 {
    (0..10_000u32).find(|n| f64::from(*n) + 0.5 > value).map_or(0, u64::from)
}

fn categories(districts: &[DistrictRow]) -> Vec<CategoryRow> {
    let means = [13.0, 1.6, 8.0, 5.5, 8.2, 7.1, 12.0, 3.4, 1.6, 0.9, 0.4, 2.0];
    CATEGORIES
        .iter()
        .enumerate()
        .map(|(c, category)| {
            let count = districts.iter().map(|d| d.by_category[c]).sum();
            let expected = (means[c] > 0.5).then(|| expected(means[c]));
            let (change, certainty) = judged(count, expected);
            CategoryRow { category: *category, count, expected, change, certainty }
        })
        .collect()
}

fn pulse(total: u64) -> Pulse {
    let mut cells = [[0.0; 24]; 7];
    for (day, hours) in cells.iter_mut().enumerate() {
        for (hour, cell) in hours.iter_mut().enumerate() {
            let evening = if hour >= 17 { 3.0 } else { 1.0 } * if (2..8).contains(&hour) { 0.3 } else { 1.0 };
            let weekend = if day >= 4 && !(3..15).contains(&hour) { 2.2 } else { 1.0 };
            *cell = evening * weekend * (0.2 + scatter(day * 24 + hour));
        }
    }
    let sum: f64 = cells.iter().flatten().sum();
    let placed = total.saturating_sub(3);
    let factor = f64::from(u32::try_from(placed).unwrap_or(0)) / sum;
    cells.iter_mut().flatten().for_each(|c| *c *= factor);
    Pulse { cells, placed, vague: 6, left_out: 3 }
}

fn hotspots() -> Vec<Hotspots> {
    let place = |place: Option<&str>, district: usize, count: u64, mean: Option<f64>, weeks_in_row: u32, hours: Option<HourBand>| {
        let expected = mean.map(expected);
        let (change, _) = judged(count, expected);
        let categories = vec![(Category::Damage, count - count / 3), (Category::Gathering, count / 3)];
        Hotspot {
            place: place.map(str::to_owned),
            district: Some(code(district)),
            district_name: Some(NAMES[district].to_owned()),
            count,
            expected,
            change,
            weeks_in_row,
            categories,
            hours,
        }
    };
    let night = Some(HourBand { weekdays: 0b111_0000, from_hour: 20, to_hour: 2 });
    let noon = Some(HourBand { weekdays: 0b001_1111, from_hour: 11, to_hour: 14 });
    let four = vec![
        place(Some("Skäggetorps centrum"), 8, 21, Some(9.0), 5, night),
        place(Some("Resecentrum"), 0, 14, Some(12.0), 12, night),
        place(Some("Rydskolan"), 9, 9, Some(0.0), 3, noon),
        place(None, 10, 7, None, 2, None),
        place(Some("Trädgårdstorget"), 0, 6, Some(6.5), 8, None),
    ];
    let twelve = vec![
        place(Some("Resecentrum"), 0, 38, Some(35.0), 12, night),
        place(Some("Skäggetorps centrum"), 8, 33, Some(24.0), 5, night),
        place(Some("Trädgårdstorget"), 0, 19, Some(20.0), 8, None),
        place(Some("Ekholmens centrum, norra parkeringen vid återvinningsstationen"), 12, 13, Some(14.0), 1, None),
    ];
    vec![Hotspots { span: Span::FourWeeks, places: four }, Hotspots { span: Span::TwelveWeeks, places: twelve }]
}

fn map(districts: &[DistrictRow]) -> PictureMap {
    let squares = (0..26)
        .map(|i| MapSquare {
            lon: 15.62 + (scatter(i * 3) - 0.5) * 0.13,
            lat: 58.41 + (scatter(i * 3 + 1) - 0.5) * 0.06,
            count: 1 + rounded(scatter(i * 3 + 2).powi(3) * 12.0),
        })
        .collect();
    PictureMap {
        // As the use case does: only where something happened.
        districts: districts.iter().filter(|d| d.count > 0).filter_map(|d| Some((d.code.clone()?, d.count))).collect(),
        grids: vec![MapGrid { size: 1000, squares: vec![MapSquare { lon: 15.62, lat: 58.41, count: 40 }] }, MapGrid { size: 500, squares }],
        density: None,
        without_position: 17,
    }
}

fn coming() -> Vec<ComingEvent> {
    let event =
        |title: &str, place: Option<&str>, from, to| ComingEvent { title: title.to_owned(), place: place.map(str::to_owned), from, to };
    vec![
        event("LHC–Växjö, ishockey", Some("Saab Arena"), date(2026, 11, 17), date(2026, 11, 17)),
        event("Tillståndsgiven demonstration", Some("Stora torget"), date(2026, 11, 21), date(2026, 11, 21)),
        event("Julmarknad i Gamla Linköping", Some("Gamla Linköping"), date(2026, 11, 28), date(2026, 11, 29)),
    ]
}

fn context() -> Vec<FeedEvent> {
    let event = |id: i64, time: &str, kind: &str, summary: &str| FeedEvent {
        id,
        at: at(time),
        type_label: kind.to_owned(),
        summary: summary.to_owned(),
        location: "Linköping".to_owned(),
        path: format!("/aktuellt/handelser/2026/november/{id}/"),
    };
    vec![
        event(610_001, "2026-11-10T17:40:00Z", "Trafikolycka", "Kollision mellan två personbilar vid Mörtlösarondellen."),
        event(610_044, "2026-11-12T21:05:00Z", "Brand", "Brand i en container i Skäggetorp."),
        event(610_090, "2026-11-14T23:15:00Z", "Bråk", "Larm om bråk utanför en restaurang i centrala Linköping."),
    ]
}

fn sources() -> Vec<SourceRow> {
    let row = |name: &str, count, usual_hundredths: Option<u64>, last: Option<&str>, silent| SourceRow {
        name: name.to_owned(),
        count,
        usual_hundredths,
        last_delivery: last.map(at),
        silent,
        quiet: false,
    };
    let quiet = |name: &str| SourceRow { quiet: true, ..row(name, 0, Some(150), Some("2026-11-09T09:00:00Z"), false) };
    vec![
        row("Polisen, lokalpolisområde Linköping", 41, Some(3850), Some("2026-11-16T07:12:00Z"), false),
        row("Kommunens felanmälan", 17, Some(1525), Some("2026-11-16T06:00:00Z"), false),
        row("AB Stångåstaden", 11, Some(900), Some("2026-11-15T15:30:00Z"), false),
        row("Räddningstjänsten Östra Götaland", 0, Some(275), Some("2026-11-02T08:00:00Z"), true),
        row("Väktarbolaget", 0, None, None, true),
        quiet("Fältgruppen"),
    ]
}

fn comparison(against: Against, weeks: u32, count: u64, expected: Option<Expected>) -> Comparison {
    let (change, certainty) = judged(count, expected);
    Comparison { against, weeks, expected, change, certainty }
}

/// The sample: a published first edition of 2026-W46 for the whole municipality.
pub fn sample() -> Picture {
    let districts = districts();
    let categories = categories(&districts);
    let total: u64 = districts.iter().map(|d| d.count).sum();
    let of = |kind| categories.iter().filter(|c| c.category.kind() == kind).map(|c| c.count).sum();
    let published = Publication { version: 1, at: at("2026-11-16T12:30:00Z"), by: "EST-samordnare".to_owned(), correction: None };
    let mean = 63.25;
    let twelve = comparison(Against::TwelveWeeks, 12, total, Some(expected(mean)));
    let notable = |district: usize, category, count, mean, change, certainty| Notable {
        district: Some(code(district)),
        district_name: Some(NAMES[district].to_owned()),
        town: false,
        mixed: false,
        circle: None,
        place: None,
        category,
        count,
        weeks: 1,
        expected: expected(mean),
        change,
        certainty,
    };
    let weekly = (0..53)
        .map(|i| {
            let season = 1.0 + 0.18 * (f64::from(i) / 53.0 * std::f64::consts::TAU).cos();
            let scattered = mean * season + 16.0 * (scatter(usize::try_from(i).unwrap_or(0) * 13 + 5) - 0.5);
            // One week far over its band, one far under.
            let count = match i {
                20 => 97,
                33 => 30,
                52 => total,
                _ => rounded(scattered),
            };
            WeekCount { week: week().plus(i - 52), count: (i > 1).then_some(count) }
        })
        .collect();
    let newest = twelve.expected;
    Picture {
        tenant: "0580".parse().unwrap_or_else(|_| unreachable!("a code of four digits")),
        tenant_name: "Linköpings kommun".to_owned(),
        week: week(),
        filter: PictureFilter::default(),
        filter_district_name: None,
        state: PictureState::Published(published.clone()),
        edition: Edition::Version(published),
        at: at("2026-11-16T12:30:00Z"),
        so_far: None,
        incident_count: total,
        crime_count: of(CategoryKind::Crime),
        unsafety_count: of(CategoryKind::Unsafety),
        change: twelve.change,
        comparisons: vec![
            comparison(Against::FourWeeks, 4, total, Some(expected(66.5))),
            twelve,
            comparison(Against::LastYear, 0, total, None),
        ],
        notable: vec![
            notable(8, Category::Damage, 11, 2.25, Change::Grown, Certainty::Clear),
            notable(9, Category::Drugs, 3, 0.0, Change::New, Certainty::Probable),
            notable(0, Category::Burglary, 0, 3.5, Change::Gone, Certainty::Probable),
        ],
        weekly,
        pulse: pulse(total),
        hotspots: hotspots(),
        map: map(&districts),
        districts,
        categories,
        coming: coming(),
        context: context(),
        judgement: judgement(),
        citations: vec![citation("Skadegörelse i Ryd sedan skolstarten")],
        words: Words::default(),
        sources: sources(),
        late: vec![LateWeek { week: week().plus(-2), count: 3 }, LateWeek { week: week().plus(-1), count: 1 }],
        findings: findings(newest),
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    }
}

fn findings(newest: Option<Expected>) -> Findings {
    let band = |i: u32| match i {
        0..=5 => WeekBand { basis: BandBasis::TooShort, expected: None },
        6..=51 => WeekBand { basis: BandBasis::Weeks { weeks: i.min(12) }, expected: Some(expected(63.25)) },
        _ => WeekBand { basis: BandBasis::Weeks { weeks: 12 }, expected: newest },
    };
    use LifePhase::{Gone, Growing, Moving, New, Stable};
    let life = |place: Option<&str>, district: usize, stages: &[(u64, LifePhase)]| {
        let stage = |(count, phase): &(u64, LifePhase)| LifeStage { count: *count, phase: Some(*phase) };
        let before = vec![LifeStage { count: 0, phase: None }; 6 - stages.len()];
        SpotLife {
            place: place.map(str::to_owned),
            district: Some(code(district)),
            district_name: Some(NAMES[district].to_owned()),
            moved_from: None,
            stages: before.into_iter().chain(stages.iter().map(stage)).collect(),
            categories: vec![(Category::Damage, 6), (Category::Gathering, 3)],
        }
    };
    Findings {
        bands: (0..53).map(band).collect(),
        lives: vec![
            life(Some("Rydskolan"), 9, &[(9, New)]),
            life(Some("Skäggetorps centrum"), 8, &[(6, New), (8, Stable), (21, Growing)]),
            life(None, 10, &[(5, New), (0, Gone), (6, Moving)]),
            life(Some("Resecentrum"), 0, &[(12, Stable), (13, Stable), (11, Stable), (12, Stable), (15, Stable), (14, Stable)]),
            life(Some("Ekholmens centrum, norra parkeringen vid återvinningsstationen"), 12, &[(7, New), (6, Stable), (0, Gone)]),
        ],
        near_repeats: vec![NearRepeat {
            kind: RepeatKind::DwellingBurglary,
            events: 96,
            pairs: 14,
            expected: 5.2,
            ratio: 2.69,
            p: 0.001,
            recent: vec![(NAMES[13].to_owned(), 2), (NAMES[5].to_owned(), 1)],
        }],
        silent: vec![
            SilentDistrict {
                district: code(20),
                name: NAMES[20].to_owned(),
                weeks: 3,
                usual_hundredths: 125,
                missing: vec!["Väktarbolaget".to_owned()],
                heard: vec!["Kommunens felanmälan".to_owned()],
            },
            SilentDistrict {
                district: code(31),
                name: NAMES[31].to_owned(),
                weeks: 13,
                usual_hundredths: 0,
                missing: vec![],
                heard: vec![],
            },
        ],
    }
}

fn citation(name: &str) -> Citation {
    Citation {
        result: ResultId([7; 16]),
        name: name.to_owned(),
        method: Method::Periods,
        said: Sentence {
            sv: "Skadegörelse i Ryd: 41 händelser på 12 veckor mot 22 på de 12 veckorna före – tydligt fler.".to_owned(),
            en: "Damage in Ryd: 41 incidents in 12 weeks against 22 in the 12 weeks before – clearly more.".to_owned(),
        },
        at: "2026-11-16T09:00:00Z".parse().unwrap(),
        digest: "7a".repeat(32),
    }
}

fn judgement() -> Judgement {
    let area = |code: &str, name: &str, situation, trend, motive: &str| JudgedArea {
        district: DistrictCode(code.to_owned()),
        name: name.to_owned(),
        situation,
        trend,
        motive: motive.to_owned(),
    };
    let due = jiff::civil::date(2026, 11, 30);
    let action = |title: &str, state, district: Option<&str>| JudgedAction {
        title: title.to_owned(),
        state,
        owner: "Bostadsbolaget".to_owned(),
        district: district.map(str::to_owned),
        due: Some(due),
    };
    Judgement {
        assessed: true,
        others_normal: true,
        areas: vec![
            area("0580R017", "Ryd", Situation::Orange, Trend::Rising, "Skadegörelsen vid centrum har ökat tre veckor i rad."),
            area("0580R018", "Skäggetorp", Situation::Yellow, Trend::Steady, ""),
        ],
        focus: vec!["Ryds centrum fredag och lördag kväll".to_owned(), "Gångtunneln".to_owned()],
        actions: vec![action("Bättre belysning", StateKind::Ongoing, Some("Ryd")), action("Fler vuxna ute", StateKind::Decided, None)],
    }
}

/// Texts that must come out of every document and page as text and nothing else.
pub const HOSTILE: [&str; 5] =
    ["#read(\"/etc/passwd\")", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(1+1)*cmd", "*bold* $x^2$ \\ & é ＝1 😀 سوق 火"];

/// The sample with hostile texts wherever a sender or user can put text.
pub fn hostile() -> Picture {
    let mut picture = sample();
    let text = |i: usize| HOSTILE[i % HOSTILE.len()].to_owned();
    picture.tenant_name = text(2);
    for (i, row) in picture.districts.iter_mut().enumerate().take(5) {
        row.name = text(i);
    }
    for (i, row) in picture.sources.iter_mut().enumerate() {
        row.name = text(i);
    }
    for (i, spot) in picture.hotspots.iter_mut().flat_map(|h| h.places.iter_mut()).enumerate() {
        spot.place = Some(text(i));
        spot.district_name = Some(text(i + 1));
    }
    for (i, life) in picture.findings.lives.iter_mut().enumerate() {
        (life.place, life.district_name) = (Some(text(i)), Some(text(i + 1)));
    }
    for (i, silent) in picture.findings.silent.iter_mut().enumerate() {
        (silent.name, silent.missing) = (text(i), vec![text(i + 2)]);
    }
    for (i, event) in picture.coming.iter_mut().enumerate() {
        event.title = text(i);
        event.place = Some(text(i + 1));
    }
    for (i, event) in picture.context.iter_mut().enumerate() {
        event.summary = text(i);
        event.type_label = text(i + 1);
    }
    for notable in &mut picture.notable {
        notable.district_name = Some(text(0));
    }
    for area in &mut picture.judgement.areas {
        (area.name, area.motive) = (text(1), text(2));
    }
    picture.judgement.focus = HOSTILE.map(str::to_owned).to_vec();
    picture.citations = HOSTILE.map(citation).to_vec();
    for action in &mut picture.judgement.actions {
        (action.title, action.owner, action.district) = (text(2), text(0), Some(text(4)));
    }
    let said = |i: usize| Wording {
        sv: Said { name: text(i), help: text(i + 1) },
        en: Said { name: text(i), help: String::new() },
        ..Wording::default()
    };
    let categories = Category::ALL.iter().map(|c| Term::Category(*c));
    let levels = Situation::ALL.iter().map(|s| Term::Level(*s));
    picture.words = categories.chain(levels).enumerate().map(|(i, term)| (term, said(i))).collect::<Words>().of_picture();
    picture
}
