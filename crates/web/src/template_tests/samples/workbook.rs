//! Samples of the workbook's pages.

use super::{Sample, errors, frame, sample};
use crate::access::Member;
use crate::forms::Choice;
use crate::pages::workbook::{AnswerPart, CitedWeek, KeptPage, QuestionField, QuestionForm, RemovePage, SaveForm, SavedLine, WorkbookPage};
use application::workbook::Opened;
use domain::districts::DistrictCode;
use domain::ids::ResultId;
use domain::methods::Method;
use domain::pictures::findings::{BandBasis, LifePhase, LifeStage, SpotLife, WeekBand};
use domain::pictures::{Certainty, Change, Expected, Pulse};
use domain::results::StoredResult;
use domain::week::Week;
use domain::words::Words;
use domain::workbook::*;
use messages::Lang;

fn last() -> Week {
    "2026-W46".parse().unwrap()
}

fn analysis(method: Method, outcome: Outcome, text: &str) -> Analysis {
    let question = Question { district: Some(DistrictCode("0580R017".to_owned())), ..Question::usual(method, last()).unwrap() };
    Analysis {
        question,
        district_name: Some(text.to_owned()),
        words: Words::default(),
        as_of: 9,
        answer: Answer { incidents: 41, outcome },
        input_digest: "6f".repeat(32),
        output: "{}".to_owned(),
        output_digest: "7a".repeat(32),
        version: "0.1.0".to_owned(),
    }
}

fn square(text: &str) -> Square {
    Square { corner: [534_250, 6_474_500], middle: [15.6, 58.41], place: Some(text.to_owned()), district: None, count: 14 }
}

/// One of each outcome.
fn outcomes(text: &str) -> Vec<(Method, Outcome)> {
    let counted = |from: i32, count| Counted { from: last().plus(from), to: last().plus(from + 11), count };
    let expected = Some(Expected { mean: 4.0, low: 1.0, high: 8.0 });
    let row = |back: i32| TrendRow {
        week: last().plus(-back),
        count: (back < 50).then_some(u64::from(back.unsigned_abs() % 11)),
        band: WeekBand { basis: BandBasis::Weeks { weeks: 12 }, expected: expected.filter(|_| back < 40) },
    };
    let compared = Compared {
        asked: counted(-11, 41),
        against: counted(-23, 22),
        rates: [[2.4, 4.6], [1.1, 2.8]],
        ratio: Some([1.86, 1.1, 3.2]),
        p: 0.0004,
        spread: 1.8,
        change: Change::Grown,
        certainty: Certainty::Clear,
    };
    let mut cells = [[0.2; 24]; 7];
    cells[4][22] = 9.0;
    let band =
        |i: u32| NearBand { metres: [0, 100], days: [i * 7, i * 7 + 7], pairs: 12, expected: 4.5, ratio: Some(2.67), p: 0.001, q: 0.016 };
    let squares = vec![square(text); 3];
    let concentrated = Concentrated {
        placed: 38,
        used: 9,
        ground: Some(420),
        holding: [1, 2, 5],
        in_top: 0.3,
        gini: Some(0.71),
        squares: squares.clone(),
    };
    let hot = |square| HotSquare { square, around: 20, z: 7.1, p: 0.0001, q: 0.004, sure: true };
    let hot: Vec<HotSquare> = squares.into_iter().map(hot).collect();
    let top = Top { place: Some(text.to_owned()), district: None, count: 14, density: 3.2, corner: [534_250, 6_474_500] };
    let dense = Dense {
        placed: 38,
        positions: 31,
        shared: 0.6,
        bandwidth: 500,
        surface: Surface {
            corner: [534_000.0, 6_474_000.0],
            cell: 250.0,
            columns: 3,
            values: vec![0.1, 1.0, 9.0, f64::NAN, 40.0, 3.0],
            borders: vec![vec![[0.0, 0.0], [700.0, 0.0], [700.0, 480.0]]],
        },
        tops: vec![top],
        after: Some(Hindsight { from: last().plus(-3), to: last(), incidents: 12, share: 0.4, pai: 8.0, pei: 0.7 }),
    };
    let stage = |count, phase| LifeStage { count, phase: Some(phase) };
    let life = SpotLife {
        place: Some(text.to_owned()),
        district: None,
        district_name: None,
        moved_from: None,
        stages: vec![LifeStage { count: 0, phase: None }, stage(9, LifePhase::New), stage(21, LifePhase::Growing)],
        categories: Vec::new(),
    };
    let stages = (0..3).map(|i| (last().plus(i * 4 - 11), last().plus(i * 4 - 8))).collect();
    let followed = Followed { placed: 41, stages, fewest: 5, found: 1, places: vec![life] };
    vec![
        (Method::Trend, Outcome::Trend((0..53).rev().map(row).collect())),
        (Method::Periods, Outcome::Periods(compared)),
        (Method::Pulse, Outcome::Pulse(Box::new(Pulse { cells, placed: 41, vague: 3, left_out: 1 }))),
        (Method::NearRepeat, Outcome::NearRepeat(NearTable { events: 60, bands: (0..4).map(band).collect() })),
        (Method::Concentration, Outcome::Concentration(concentrated)),
        (
            Method::HotSquares,
            Outcome::HotSquares(HotSquares { placed: 38, tested: 99, empty: 70, permutations: 49_999, hot: 3, doubtful: 1, squares: hot }),
        ),
        (Method::Density, Outcome::Dense(Box::new(dense))),
        (Method::LifeLines, Outcome::Followed(followed)),
        (Method::Trend, Outcome::Cannot(Cannot::TooFew { have: 3, need: 20 })),
        (Method::Periods, Outcome::Cannot(Cannot::Before(last()))),
    ]
}

fn kept(member: &Member, text: &str, equal: bool) -> KeptPage {
    let analysis = analysis(Method::Periods, outcomes(text).swap_remove(1).1, text);
    let said = Sentence { sv: text.to_owned(), en: text.to_owned() };
    let (id, at) = (ResultId([7; 16]), jiff::Timestamp::UNIX_EPOCH);
    let stored = StoredResult {
        id,
        at,
        by: text.to_owned(),
        method: Method::Periods,
        action: None,
        analysis: "0.1.0".to_owned(),
        question: "{}".to_owned(),
        as_of: 9,
        input_digest: if equal { analysis.input_digest.clone() } else { "00".repeat(32) },
        output: "{}".to_owned(),
        output_digest: analysis.output_digest.clone(),
    };
    let opened = Opened {
        named: NamedAnalysis { id, name: text.to_owned(), method: Method::Periods, account: None, by: text.to_owned(), at, said },
        kept: stored,
        analysis,
        cited: vec![last()],
        citable: vec![last().next()],
        may_change: true,
    };
    KeptPage::new(member, &opened, &[])
}

pub fn all(lang: Lang, text: &str) -> Vec<Sample> {
    let member = Member::sample(lang);
    let choice = Choice { value: text.to_owned(), label: text.to_owned(), selected: true };
    let field = QuestionField { name: "district", label: "Stadsdel".to_owned(), hint: "Av tio".to_owned(), options: vec![choice] };
    let form = QuestionForm { action: "/x".to_owned(), method: "trend", name: text.to_owned(), says: text.to_owned(), fields: vec![field] };
    let saved =
        SavedLine { href: "/x".to_owned(), name: text.to_owned(), method: "Trend".to_owned(), said: text.to_owned(), by: text.to_owned() };
    let empty = || WorkbookPage {
        shell: frame(lang, "workbook-title"),
        errors: Vec::new(),
        methods: vec![["/x".to_owned(), "Trend".to_owned(), "Vad den säger".to_owned()]],
        form: None,
        answer: None,
        save: None,
        saved: Vec::new(),
        base: "/t/0580/analys".to_owned(),
    };
    let save = SaveForm { question: "method=trend".to_owned(), name: text.to_owned(), hint: "Högst 80".to_owned(), ask_kept: true };
    let mut pages = vec![sample(lang, "empty", empty())];
    for (method, outcome) in outcomes(text) {
        let answer = AnswerPart::new(&member, &analysis(method, outcome, text), &[], "method=trend");
        let full = WorkbookPage {
            methods: Vec::new(),
            form: Some(form.clone()),
            answer: Some(answer),
            save: Some(save.clone()),
            saved: vec![saved.clone()],
            ..empty()
        };
        pages.push(sample(lang, "full", full));
    }
    pages.push(sample(lang, "errors", WorkbookPage { errors: errors("district", "Fel"), form: Some(form), ..empty() }));
    pages.push(sample(lang, "full", kept(&member, text, true)));
    let differs = KeptPage { errors: errors("name", "Fel"), ask_kept: true, citable: Some(Vec::new()), ..kept(&member, text, false) };
    pages.push(sample(lang, "differs", differs));
    let plain = KeptPage { citable: None, rename: None, cited: Vec::<CitedWeek>::new(), ..kept(&member, text, true) };
    pages.push(sample(lang, "another's", plain));
    pages.push(sample(
        lang,
        "full",
        RemovePage { shell: frame(lang, "workbook-remove-title"), name: text.to_owned(), action: "/x".to_owned(), back: "/x".to_owned() },
    ));
    pages
}
