//! The analyst's workbook: what it answers, what is kept, who may, and what a picture says of it.

use crate::town::{PLACED, TestTown, damage, history, list, person, placed, week};
use application::ServerConfig;
use application::pictures::{self, Request, show};
use application::workbook::{self, Form, Taken};
use domain::actor::Actor;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::ResultId;
use domain::methods::Method;
use domain::organisations::OrganisationKind;
use domain::pictures::findings::LifePhase;
use domain::pictures::{Certainty, Change, Picture, PictureFilter, PictureState, Step};
use domain::policy::Role;
use domain::workbook::{Analysis, Cannot, Outcome, Question, Technique};
use std::sync::Arc;

fn usual(method: Method) -> Question {
    Question::usual(method, week("2026-W46")).unwrap()
}

/// Twenty pairs a kilometre from each other: each pair thirty metres and two days apart. Forty more at one place.
async fn gathered(town: &TestTown) {
    let start = jiff::civil::date(2026, 8, 31);
    let mut text = PLACED.to_owned();
    for i in 0..20u8 {
        let day = start.checked_add(jiff::Span::new().days(i64::from(i) * 3)).unwrap();
        let north = f64::from(i) * 1000.0;
        text += &placed(usize::from(i) * 2, "1201", north, day);
        text += &placed(usize::from(i) * 2 + 1, "1201", north + 60.0, day.checked_add(jiff::Span::new().days(2)).unwrap());
    }
    for i in 0..40 {
        text += &placed(1000 + i, "1201", 5_010.0, start.checked_add(jiff::Span::new().days(i64::try_from(i).unwrap())).unwrap());
    }
    town.import("platser.csv", &text).await;
}

/// Thirty along three hundred metres and thirty spread over six kilometres, each at a position of its own, evenly through the last twelve weeks.
async fn spread(town: &TestTown) {
    let start = jiff::civil::date(2026, 8, 24);
    let mut text = PLACED.to_owned();
    for i in 0..30u8 {
        // Every third day, in an order that has nothing to do with the place.
        let day = start.checked_add(jiff::Span::new().days(i64::from(i) * 11 % 30 * 28 / 10)).unwrap();
        text += &placed(usize::from(i), "1201", f64::from(i) * 10.0, day);
        text += &placed(100 + usize::from(i), "1201", 1000.0 + f64::from(i) * 200.0, day);
    }
    town.import("spridda.csv", &text).await;
}

async fn analyst(town: &TestTown) -> Actor {
    person(&town.app, "Analytiker", OrganisationKind::Police, "Polisen", Role::Analyst).await
}

async fn ask(town: &TestTown, question: &Question) -> Analysis {
    workbook::ask(&town.app, &town.actor, question).await.unwrap()
}

async fn picture(town: &TestTown, filter: PictureFilter) -> Arc<Picture> {
    show(&town.app, &town.actor, &Request { week: week("2026-W46"), filter, version: None }).await.unwrap()
}

fn periods(analysis: &Analysis) -> domain::workbook::Compared {
    match &analysis.answer.outcome {
        Outcome::Periods(compared) => *compared,
        other => panic!("{other:?}"),
    }
}

test_support::on_each_database! {
    async fn nothing_to_ask_is_said_and_not_a_fault(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        for method in Method::WORKBOOK {
            let analysis = ask(&town, &usual(*method)).await;
            assert!(matches!(analysis.answer.outcome, Outcome::Cannot(Cannot::Nothing)), "{method:?} {:?}", analysis.answer);
            for lang in messages::Lang::ALL {
                assert!(documents::workbook::sentence(&analysis, *lang).contains(&lang.text("workbook-cannot")), "{method:?}");
                assert_eq!(documents::workbook::table(&analysis, *lang), None);
            }
        }
    }

    async fn weeks_stand_against_their_bands_and_periods_against_each_other(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let counts: Vec<usize> = (0..40).map(|i| if i < 28 { 6 + i % 3 } else { 16 + i % 3 }).collect();
        history(&town, &counts).await;
        // The first week past the rise is far over what the weeks before it let expect.
        let Outcome::Trend(rows) = ask(&town, &usual(Method::Trend)).await.answer.outcome else { panic!() };
        assert_eq!(rows.len(), 53);
        assert_eq!(rows[12].count, None, "there was no material yet");
        let at = rows.iter().position(|r| r.count == Some(17) || r.count == Some(16) || r.count == Some(18)).unwrap();
        assert_eq!(rows[at].band.side(rows[at].count.unwrap()), Some(domain::pictures::findings::Side::Above));
        // Twelve weeks after it against the twelve before.
        let compared = periods(&ask(&town, &usual(Method::Periods)).await);
        assert_eq!((compared.asked.count, compared.change, compared.certainty), (204, Change::Grown, Certainty::Clear));
        let [ratio, low, high] = compared.ratio.unwrap();
        assert!(low > 1.0 && low < ratio && ratio < high && (ratio - 17.0 / 7.0).abs() < 0.1, "{compared:?}");
        // The other way round it says the opposite; of two like periods nothing.
        let turned = Question {
            from: week("2026-W23"),
            to: week("2026-W34"),
            technique: Technique::Periods { from: week("2026-W35"), to: week("2026-W46") },
            ..usual(Method::Periods)
        };
        assert_eq!(periods(&ask(&town, &turned).await).change, Change::Shrunk);
        let like = Question {
            from: week("2026-W41"),
            technique: Technique::Periods { from: week("2026-W35"), to: week("2026-W40") },
            ..usual(Method::Periods)
        };
        assert_eq!(periods(&ask(&town, &like).await).certainty, Certainty::WithinChance);
        // What lies before the material is no zero.
        let early = Question { technique: Technique::Periods { from: week("2025-W35"), to: week("2025-W46") }, ..usual(Method::Periods) };
        assert!(matches!(ask(&town, &early).await.answer.outcome, Outcome::Cannot(Cannot::Before(_))));
        // A part of it is that part.
        let fires = Question { category: Some(Category::Fire), ..usual(Method::Pulse) };
        assert_eq!(ask(&town, &fires).await.answer.incidents, 0);
    }

    async fn places_gather_and_pairs_come_near(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        gathered(&town).await;
        let Outcome::NearRepeat(table) = ask(&town, &usual(Method::NearRepeat)).await.answer.outcome else { panic!() };
        assert_eq!(table.bands.len(), 16);
        assert!(table.bands[0].pairs >= 20 && table.bands[0].p < 0.05, "{:?}", table.bands[0]);
        let Outcome::Concentration(found) = ask(&town, &usual(Method::Concentration)).await.answer.outcome else { panic!() };
        assert_eq!(found.placed, 80);
        assert!(found.holding[1] <= 2 && found.ground.unwrap() > found.used && found.gini.unwrap() > 0.3, "{found:?}");
        assert_eq!(found.squares[0].place.as_deref(), Some("Storgatan"));
        // A lone place is so by the normal distribution, not with its neighbours, and it is said so.
        let analysis = ask(&town, &usual(Method::HotSquares)).await;
        let Outcome::HotSquares(hot) = &analysis.answer.outcome else { panic!() };
        assert!(hot.hot == 0 && hot.doubtful >= 1 && hot.empty * 2 > hot.tested, "{hot:?}");
        assert!(hot.squares[0].square.count >= 40 && hot.squares[0].q > 0.05 && !hot.squares[0].sure, "{hot:?}");
        let said = documents::workbook::sentence(&analysis, messages::Lang::Sv);
        assert!(said.contains("ingen ruta") && said.contains(&format!("{} är tomma", hot.empty)), "{said}");
        assert!(documents::workbook::remarks(&analysis, messages::Lang::Sv).iter().any(|r| r.contains("kastas om")));
        // Half of everything at one position: a surface would draw the coding.
        let Outcome::Cannot(why) = ask(&town, &usual(Method::Density)).await.answer.outcome else { panic!() };
        assert_eq!(why, Cannot::Coded { positions: 41, percent: 50 });
        let Outcome::Pulse(pulse) = ask(&town, &usual(Method::Pulse)).await.answer.outcome else { panic!() };
        assert_eq!(pulse.placed, 80);
        // The same squares wherever the question comes from, and never smaller than a quarter of a kilometre.
        assert!(found.squares.iter().all(|s| s.corner.iter().all(|edge| edge % 250 == 0)));
    }

    async fn a_surface_has_its_tops_where_it_is_dense_and_says_how_it_held(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        spread(&town).await;
        let question = Question { technique: Technique::Density { cell: 100, bandwidth: 500 }, ..usual(Method::Density) };
        let analysis = ask(&town, &question).await;
        let Outcome::Dense(found) = &analysis.answer.outcome else { panic!("{:?}", analysis.answer.outcome) };
        assert_eq!((found.placed, found.positions, found.shared), (60, 60, 0.0));
        assert!(found.tops[0].count >= 30 && found.tops[0].corner.iter().all(|edge| edge % 250 == 0), "{:?}", found.tops);
        assert!(found.tops.iter().all(|top| top.count >= 5), "no single incident stands for a top: {:?}", found.tops);
        // Thirty within 150 metres of the top: 30 · 3/(π h²) less what lies off the middle, a week of twelve.
        let most = 30.0 * 3.0 / (std::f64::consts::PI * 0.25) / 12.0;
        assert!(found.tops[0].density > 0.6 * most && found.tops[0].density < 1.2 * most, "{} of {most}", found.tops[0].density);
        // What is outside the districts is no number, and what is inside adds up to what is there.
        let mass: f64 = found.surface.values.iter().filter(|v| v.is_finite()).sum::<f64>() * 0.01 * 12.0;
        assert!(mass > 40.0 && mass < 61.0, "{mass}");
        let after = found.after.unwrap();
        assert!(after.incidents >= 10 && after.share >= 0.4 && after.pai > 4.0 && after.pei <= 1.0, "{after:?}");
        assert!(documents::workbook::remarks(&analysis, messages::Lang::Sv).iter().any(|r| r.contains("Hur väl det höll")));
        // Too few weeks for a check in hindsight, and too few incidents for a surface.
        let short = Question { from: week("2026-W40"), ..question.clone() };
        let Outcome::Dense(found) = ask(&town, &short).await.answer.outcome else { panic!() };
        assert_eq!(found.after, None);
        let fires = Question { category: Some(Category::Fire), ..question.clone() };
        assert!(matches!(ask(&town, &fires).await.answer.outcome, Outcome::Cannot(Cannot::Nothing)));
        let one = Question { from: week("2026-W46"), ..question };
        assert!(matches!(ask(&town, &one).await.answer.outcome, Outcome::Cannot(Cannot::TooFew { need: 20, .. })));
    }

    async fn squares_that_lie_together_are_hot_together(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        // Forty-nine close together, and forty-nine over the whole town.
        let mut text = PLACED.to_owned();
        for (i, (x, y)) in (0..7).flat_map(|x| (0..7).map(move |y| (x, y))).enumerate() {
            for (prefix, step) in [("n", 125.0), ("s", 1100.0)] {
                let (lon, lat) = (15.6215 + f64::from(x) * step / 58_300.0, 58.38 + f64::from(y) * step / 111_320.0);
                text += &format!("{prefix}{i};1201;{lat:.6};{lon:.6};Storgatan;;Linköping;2026-10-{:02} 12:00;2026-10-{0:02} 12:00\n", i % 28 + 1);
            }
        }
        town.import("samlade.csv", &text).await;
        let analysis = ask(&town, &usual(Method::HotSquares)).await;
        let Outcome::HotSquares(hot) = &analysis.answer.outcome else { panic!() };
        assert!(hot.hot >= 4 && hot.squares[0].sure && hot.squares[0].p < 0.001 && hot.squares[0].q < 0.05, "{hot:?}");
        assert!(hot.squares.iter().all(|s| s.around >= 5), "{hot:?}");
        let table = documents::workbook::table(&analysis, messages::Lang::Sv).unwrap();
        assert_eq!((table.rows.len() as u64, table.rows[0][3].as_str()), (hot.hot + hot.doubtful, "även mot slumpen"));
    }

    async fn places_are_followed_through_the_weeks_that_are_asked_about(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        spread(&town).await;
        let start = jiff::civil::date(2026, 10, 19);
        let late = (0..12).map(|i| placed(500 + i, "1201", -3000.0 - i as f64, start.checked_add(jiff::Span::new().days(2 * i as i64)).unwrap()));
        town.import("ny.csv", &format!("{PLACED}{}", late.collect::<String>())).await;
        let analysis = ask(&town, &usual(Method::LifeLines)).await;
        let Outcome::Followed(found) = &analysis.answer.outcome else { panic!("{:?}", analysis.answer.outcome) };
        assert_eq!((found.stages.len(), found.fewest, found.found), (6, 5, 2));
        let phases = |i: usize| -> Vec<Option<LifePhase>> { found.places[i].stages.iter().map(|s| s.phase).collect() };
        assert_eq!(phases(0), [None, None, None, None, None, Some(LifePhase::New)], "what is new comes first");
        // The material begins with the fourth stage: nothing was seen to begin there.
        assert_eq!(phases(1)[..4], [None, None, None, Some(LifePhase::Stable)]);
        assert_eq!(found.places[1].stages.iter().map(|s| s.count).sum::<u64>(), 30);
        let table = documents::workbook::table(&analysis, messages::Lang::Sv).unwrap();
        assert_eq!((table.heads.len(), table.rows[0][1].as_str(), table.rows[0][8].as_str()), (3 + 6, "ny", "12"), "{table:?}");
        let said = documents::workbook::sentence(&analysis, messages::Lang::Sv);
        assert!(said.contains("2 platser har") && said.contains("Nu: ny 1, som förut 1."), "{said}");
        // Before there are two stages with material nothing can be followed.
        let early = Question { from: week("2026-W31"), to: week("2026-W38"), ..usual(Method::LifeLines) };
        assert!(matches!(ask(&town, &early).await.answer.outcome, Outcome::Cannot(Cannot::Before(_))));
        // The picture follows the same places in the same way.
        let shown = picture(&town, PictureFilter::default()).await;
        assert_eq!(shown.findings.lives, found.places);
    }

    async fn what_looks_at_places_is_kept_taken_out_and_computed_anew(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        spread(&town).await;
        for method in [Method::Density, Method::LifeLines, Method::HotSquares] {
            let id = workbook::keep(&town.app, &town.actor, &usual(method), "Platser", false).await.unwrap();
            let anew = application::results::recompute(&town.app, &town.actor, id).await.unwrap();
            assert!(anew.is_equal(), "{method:?}");
            for form in [Form::Csv, Form::Json, Form::Svg] {
                let analysis = workbook::export(&town.app, &town.actor, &Taken::Kept(id), form).await.unwrap();
                assert_eq!(documents::workbook::json(&analysis)["answer"]["is"], method.key());
                let outlines = application::districts::current_outlines(&town.app, &town.actor).await.unwrap();
                let figure = documents::workbook::figure(&analysis, &outlines, messages::Lang::En).unwrap();
                assert!(figure.svg.starts_with("<svg") && !figure.svg.contains("NaN"), "{method:?}");
            }
        }
    }

    async fn a_week_that_goes_on_and_what_is_not_there_are_refused_by_name(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let field = |result: Result<Analysis, Failure>| match result {
            Err(Failure::Invalid(fields)) => (fields[0].field, fields[0].message),
            other => panic!("{other:?}"),
        };
        let now = Question { to: week("2026-W47"), ..usual(Method::Trend) };
        assert_eq!(field(workbook::ask(&town.app, &town.actor, &now).await), ("to", "failure-workbook-whole-weeks"));
        let nowhere = Question { district: Some(DistrictCode("X".to_owned())), ..usual(Method::Trend) };
        assert_eq!(field(workbook::ask(&town.app, &town.actor, &nowhere).await).0, "district");
        let nobody = Question { source: Some("Ingen".to_owned()), ..usual(Method::Trend) };
        assert_eq!(field(workbook::ask(&town.app, &town.actor, &nobody).await).0, "source");
    }

    async fn it_is_for_analysts_of_authorities_and_those_who_do_the_weeks_work(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let question = usual(Method::Trend);
        let may = analyst(&town).await;
        assert!(workbook::ask(&town.app, &may, &question).await.is_ok());
        let landlord = person(&town.app, "Bolagets analytiker", OrganisationKind::PrivateLandlord, "Bolaget", Role::Analyst).await;
        let reader = person(&town.app, "Läsare", OrganisationKind::Administration, "Kansliet", Role::Reader).await;
        for actor in [&landlord, &reader] {
            assert!(matches!(workbook::ask(&town.app, actor, &question).await, Err(Failure::NotAllowed)));
            assert!(matches!(workbook::list(&town.app, actor).await, Err(Failure::NotAllowed)));
            assert!(matches!(workbook::keep(&town.app, actor, &question, "Året", false).await, Err(Failure::NotAllowed)));
            let taken = Taken::Asked(question.clone());
            assert!(matches!(workbook::export(&town.app, actor, &taken, Form::Csv).await, Err(Failure::NotAllowed)));
        }
    }

    async fn a_kept_analysis_stays_what_it_was_and_can_be_computed_anew(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[6; 30]).await;
        let id = workbook::keep(&town.app, &town.actor, &usual(Method::Periods), "  Tolv veckor   i Ryd ", false).await.unwrap();
        let before = workbook::open(&town.app, &town.actor, id).await.unwrap();
        assert_eq!((before.named.name.as_str(), before.is_equal()), ("Tolv veckor i Ryd", true));
        assert!(before.named.said.sv.contains("6,0 i veckan (72 i allt)"), "{}", before.named.said.sv);
        assert!(before.named.said.en.contains("6.0 a week (72 in all)"), "{}", before.named.said.en);
        // What comes in later changes what is asked now, not what was kept.
        let late = damage("sen", "2026-11-09", 20);
        town.import("sen.csv", &list(&late.iter().map(String::as_str).collect::<Vec<_>>())).await;
        assert_eq!(periods(&ask(&town, &usual(Method::Periods)).await).asked.count, 92);
        let after = workbook::open(&town.app, &town.actor, id).await.unwrap();
        assert_eq!(after.analysis, before.analysis);
        let anew = application::results::recompute(&town.app, &town.actor, id).await.unwrap();
        assert!(anew.is_equal() && anew.output.contains("\"count\":72"), "{anew:?}");
        // The card of the method tells of the result to those who see pictures.
        let reader = person(&town.app, "Läsare", OrganisationKind::Administration, "Kansliet", Role::Reader).await;
        assert_eq!(application::results::kept(&town.app, &reader, id).await.unwrap().output_digest, anew.output_digest);
        let log = application::audit::page(&town.app, &town.actor, None, 100).await.unwrap();
        let entry = log.iter().find(|e| e.event == "analysis-kept").unwrap();
        assert!(entry.object == id.to_string() && entry.facts.contains(&anew.output_digest) && !entry.facts.contains("Ryd"), "{entry:?}");
    }

    async fn a_name_holds_no_personal_data_and_is_its_keepers(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let may = analyst(&town).await;
        let question = usual(Method::Trend);
        let fault = |result: Result<ResultId, Failure>| match result {
            Err(Failure::Invalid(fields)) => fields[0].message,
            other => panic!("{other:?}"),
        };
        let keep = async |name: &str, kept| workbook::keep(&town.app, &may, &question, name, kept).await;
        assert_eq!(fault(keep("Om 900101-9828", true).await), "failure-guard-block");
        assert_eq!(fault(keep("Kring Anna Lindqvist", false).await), "failure-guard-confirm");
        assert_eq!(fault(keep(" ", false).await), "failure-workbook-name");
        assert_eq!(fault(keep(&"å".repeat(81), false).await), "failure-workbook-name");
        let id = keep("Kring Anna Lindqvist", true).await.unwrap();
        workbook::rename(&town.app, &may, id, "Torget", false).await.unwrap();
        assert_eq!(workbook::list(&town.app, &may).await.unwrap()[0].name, "Torget");
        // Another analyst sees it and may not change it; who does the week's work may.
        let other = person(&town.app, "Annan analytiker", OrganisationKind::Administration, "Kansliet", Role::Analyst).await;
        assert!(!workbook::open(&town.app, &other, id).await.unwrap().may_change);
        assert!(matches!(workbook::rename(&town.app, &other, id, "Mitt", false).await, Err(Failure::NotAllowed)));
        assert!(matches!(workbook::remove(&town.app, &other, id).await, Err(Failure::NotAllowed)));
        assert!(matches!(workbook::cite(&town.app, &may, id, week("2026-W46"), true).await, Err(Failure::NotAllowed)));
        workbook::remove(&town.app, &town.actor, id).await.unwrap();
        assert!(workbook::list(&town.app, &may).await.unwrap().is_empty());
        assert!(matches!(workbook::open(&town.app, &may, id).await, Err(Failure::NotFound)));
        assert!(matches!(workbook::remove(&town.app, &may, id).await, Err(Failure::NotFound)));
    }

    async fn a_picture_refers_to_it_until_it_is_published_and_then_for_good(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[6; 30]).await;
        let (app, actor, this) = (&town.app, &town.actor, week("2026-W46"));
        let id = workbook::keep(app, actor, &usual(Method::Periods), "Tolv veckor", false).await.unwrap();
        let plain = picture(&town, PictureFilter::default()).await;
        assert!(plain.citations.is_empty());
        assert!(workbook::open(app, actor, id).await.unwrap().citable.contains(&this));
        // Twice is once.
        workbook::cite(app, actor, id, this, true).await.unwrap();
        workbook::cite(app, actor, id, this, true).await.unwrap();
        let cited = picture(&town, PictureFilter::default()).await;
        assert_eq!(cited.citations.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Tolv veckor"]);
        assert_ne!(cited.digest, plain.digest);
        let landlord = person(app, "Bovärd", OrganisationKind::PrivateLandlord, "Bostadsbolaget", Role::Reader).await;
        let request = Request { week: this, filter: PictureFilter::default(), version: None };
        assert!(show(app, &landlord, &request).await.unwrap().citations.is_empty(), "it is for authorities");
        let part = PictureFilter { category: Some(Category::Damage), ..PictureFilter::default() };
        assert!(picture(&town, part).await.citations.is_empty(), "it belongs to the whole");
        workbook::rename(app, actor, id, "Ett kvartal", false).await.unwrap();
        assert_eq!(picture(&town, PictureFilter::default()).await.citations[0].name, "Ett kvartal");
        workbook::cite(app, actor, id, this, false).await.unwrap();
        assert!(picture(&town, PictureFilter::default()).await.citations.is_empty());
        workbook::cite(app, actor, id, this, true).await.unwrap();
        assert!(matches!(workbook::cite(app, actor, id, this.plus(-8), true).await, Err(Failure::Invalid(_))), "that week is long done");
        // Published, it is part of the frozen version, and survives the analysis.
        let mut state = PictureState::Open;
        for step in [Step::Close, Step::Draft, Step::Publish] {
            state = pictures::step(app, actor, this, step, None, &pictures::seen_key(&state)).await.unwrap();
        }
        let conflict = workbook::cite(app, actor, id, this, false).await;
        assert!(matches!(conflict, Err(Failure::Conflict("failure-workbook-published"))));
        workbook::remove(app, actor, id).await.unwrap();
        let frozen = picture(&town, PictureFilter::default()).await;
        assert_eq!(frozen.citations[0].name, "Ett kvartal");
        assert!(show(app, &landlord, &request).await.unwrap().citations.is_empty(), "nor when it is frozen");
        assert!(matches!(workbook::cite(app, actor, id, week("2026-W47"), true).await, Err(Failure::NotFound)));
    }

    async fn what_is_taken_out_is_logged_with_its_class(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[6; 30]).await;
        let may = analyst(&town).await;
        let analysis = workbook::export(&town.app, &may, &Taken::Asked(usual(Method::Trend)), Form::Csv).await.unwrap();
        let text = String::from_utf8(documents::workbook::csv(&analysis, messages::Lang::Sv)).unwrap();
        assert_eq!(text.lines().count(), 3 + 53, "{text}");
        let json = documents::workbook::json(&analysis);
        assert_eq!(json["answer"]["found"][52]["count"], 6);
        assert_eq!(json["output_digest"], analysis.output_digest.as_str());
        let log = application::audit::page(&town.app, &town.actor, None, 100).await.unwrap();
        let entry = log.iter().find(|e| e.event == "analysis-exported").unwrap();
        assert!(entry.facts.contains("\"csv\"") && entry.facts.contains("\"class\":\"C\""), "{entry:?}");
        let handed = application::disclosures::list(&town.app, &town.actor, &Default::default(), false).await.unwrap();
        assert_eq!(handed.iter().filter(|d| d.event == "analysis-exported").count(), 1, "the police are another authority");
    }
}
