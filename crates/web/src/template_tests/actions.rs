//! Samples of the pages about actions, from one action in many states.

use super::samples::{Sample, errors, sample};
use crate::access::Member;
use crate::pages::action::{ActionFormPage, ActionPage, Material, Offers, TakeStep, written};
use crate::pages::actions::{ActionsPage, BoardPage, CalendarPage, Material as ListMaterial, View};
use application::actions::{
    Candidate, Frozen, Judged, Judgement, Measure, Needed, Outlook, Phase, Possible, Proposal, Reason, SeriesWeek, Shown, Standing, Sums,
    Sureness, Verdict, VerdictDecision, Wdd, WddEstimate, WdqReading,
};
use domain::actions::{
    ActionChange, ActionItem, ActionKind, ActionNote, ActionPlan, ActionResult, ActionState, Basis, BeforeAfter, Carried, Decision, Effect,
    Forum, FrozenBaseline, Function, Implementation, Level, Organisation, StepKind, Where, Windows,
};
use domain::categories::Category;
use domain::districts::{District, DistrictCode};
use domain::ids::{AccountId, ActionId, ReportId};
use domain::organisations::OrganisationKind;
use domain::pictures::{Certainty, Change};
use domain::week::Week;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use messages::Lang;

const TODAY: Date = date(2026, 11, 18);

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

fn at() -> Timestamp {
    "2026-11-10T08:30:00Z".parse().unwrap()
}

fn owner(text: &str) -> Organisation {
    Organisation { id: domain::ids::OrganisationId([3; 16]), kind: OrganisationKind::MunicipalCompany, name: text.to_owned() }
}

fn person(text: &str) -> Function {
    Function { account: AccountId([2; 16]), title: text.to_owned() }
}

fn decision(text: &str) -> Decision {
    Decision { at: at(), by: text.to_owned(), forum: Forum::Meeting(week("2026-W45")) }
}

fn result(text: &str, counted: bool) -> ActionResult {
    let windows =
        Windows { before_from: week("2026-W30"), before_to: week("2026-W37"), after_from: week("2026-W39"), after_to: week("2026-W46") };
    let before_after = BeforeAfter { windows, before: 31, after: 9, elsewhere_before: 412, elsewhere_after: 398 };
    ActionResult {
        implementation: Implementation::Full,
        effect: Effect::Yes,
        text: text.to_owned(),
        before_after: counted.then_some(before_after),
    }
}

fn states(text: &str) -> Vec<ActionState> {
    let carried = || Carried { decision: decision(text), since: date(2026, 9, 14), until: date(2026, 9, 16) };
    vec![
        ActionState::Proposed,
        ActionState::Escalated { to: Level::Management, reason: text.to_owned() },
        ActionState::Decided(decision(text)),
        ActionState::Ongoing { decision: decision(text), since: date(2026, 9, 14) },
        ActionState::Done(carried()),
        ActionState::FollowedUp { carried: carried(), result: result(text, false) },
        ActionState::Closed { carried: carried(), result: result(text, true) },
        ActionState::Cancelled { reason: text.to_owned() },
    ]
}

fn item(text: &str, state: ActionState) -> ActionItem {
    ActionItem {
        id: ActionId([7; 16]),
        version: 3,
        at: at(),
        proposed_at: at(),
        proposed_by: None,
        proposed_by_title: text.to_owned(),
        plan: ActionPlan {
            title: text.to_owned(),
            description: Some(text.to_owned()),
            kind: ActionKind::PhysicalEnvironment,
            basis: Basis::Situational,
            category: Some(Category::Damage),
            place: Where { district: Some(DistrictCode("0580R018".to_owned())), place: Some(text.to_owned()), point: None },
            owner: owner(text),
            person: Some(person(text)),
            partners: vec![text.to_owned(), "Polisen".to_owned()],
            start: Some(date(2026, 11, 2)),
            due: Some(date(2026, 11, 13)),
            cost: Some(45_000),
            expected: Some(text.to_owned()),
            measure: Some(text.to_owned()),
            reports: vec![ReportId([3; 16])],
            weeks: vec![week("2026-W44")],
            hotspot: Some(text.to_owned()),
        },
        state,
        text_hidden: false,
    }
}

fn districts(text: &str) -> Vec<District> {
    vec![District { code: DistrictCode("0580R018".to_owned()), name: text.to_owned() }]
}

fn shown(text: &str, state: ActionState) -> Shown {
    let item = item(text, state);
    let change = |step| ActionChange { version: 2, at: at(), by: text.to_owned(), step, state: item.state.clone() };
    let outlook = item.state.result().and_then(|r| r.before_after).map(|counted| {
        Outlook::Counted(Judged { counted, before: (21.1, 44.0), after: (4.1, 17.1), change: Change::Shrunk, certainty: Certainty::Clear })
    });
    Shown {
        district_name: Some(text.to_owned()),
        history: vec![change(None), change(Some(StepKind::Escalate))],
        notes: vec![ActionNote { at: at(), by: text.to_owned(), text: text.to_owned() }],
        measure: None,
        frozen: None,
        kept: None,
        outlook: outlook.or(Some(Outlook::From(week("2026-W48")))),
        reminded: Some(at()),
        possible: Possible { edit: true, note: true, steps: item.state.possible().to_vec() },
        item,
    }
}

fn here() -> DistrictCode {
    DistrictCode("0580R018".to_owned())
}

fn frozen(text: &str, standing: Standing) -> Frozen {
    let baseline = FrozenBaseline {
        at: at(),
        by: text.to_owned(),
        district: here(),
        category: Some(Category::Damage),
        comparison: vec![DistrictCode("0580R001".to_owned())],
        around: vec![DistrictCode("0580R002".to_owned())],
        first_week: week("2025-W28"),
        decided_week: week("2026-W28"),
        selection_weeks: 8,
        weeks_after: 12,
        as_of: 9,
        treated: vec![4; 52],
        compared: vec![vec![5; 52]],
        surrounding: vec![9; 52],
        digest: "6f".repeat(32),
    };
    Frozen { baseline, names: [(here(), text.to_owned())].into(), standing }
}

fn judgement(decision: VerdictDecision) -> Judgement {
    let (sureness, reasons, needed) = match decision {
        VerdictDecision::Helped => (Sureness::Clear, vec![Reason::FellBeyondChance], Vec::new()),
        VerdictDecision::ProbablyDidNotHelp => (Sureness::Probable, vec![Reason::WorthwhileRuledOut(0.2)], Vec::new()),
        VerdictDecision::CannotBeDecided => {
            let reasons = vec![
                Reason::TooFewWeeks { before: 4, after: 3 },
                Reason::TooFewIncidents,
                Reason::NoComparison,
                Reason::NotParallel(0.1),
                Reason::RegressionToTheMean,
                Reason::RoseBeyondChance,
                Reason::WorthwhileRuledOut(0.0),
                Reason::LowPower(0.45),
            ];
            let needed =
                vec![Needed::WeeksAfter(20), Needed::WeeksBefore(20), Needed::MoreComparison, Needed::BetterComparison, Needed::MoreAreas];
            (Sureness::None, reasons, needed)
        }
    };
    let verdict = Verdict {
        decision,
        sureness,
        ratio: Some(0.6),
        interval: Some((0.4, 0.9)),
        p: Some(0.004),
        detectable: Some(0.3),
        regression: None,
        reasons,
        needed,
    };
    let phases = [Phase::Before, Phase::LedTo, Phase::During, Phase::After];
    let series =
        (0..).zip(phases).map(|(i, phase)| SeriesWeek { week: week("2026-W20").plus(i), phase, count: 4, expected: 4.5 }).collect();
    Judgement {
        verdict,
        weeks_before: 44,
        weeks_after: 12,
        after: (week("2026-W29"), week("2026-W40")),
        series,
        treated: Sums { before: 176, after: 24 },
        compared: Sums { before: 220, after: 60 },
        around: Some(Sums { before: 396, after: 108 }),
        avoided: None,
        nearby: None,
        moved: Some(WdqReading::Displacement),
        step: None,
        disturbed: vec![here()],
    }
}

/// An action that is to be measured, is waited for, and has been judged in each way.
fn measured(lang: Lang, text: &str) -> Vec<Sample> {
    let (member, districts) = (Member::sample(lang), districts(text));
    let candidate = |distance, chosen| Candidate { code: here(), name: text.to_owned(), distance, level: 1.2, chosen };
    let candidates = vec![candidate(0.1, true)];
    let proposal = Proposal {
        first: week("2025-W46"),
        last: week("2026-W46"),
        candidates,
        around: vec![text.to_owned()],
        weeks_after: 12,
        detectable: Some(0.31),
        may_choose: true,
    };
    let unlike =
        Proposal { candidates: vec![candidate(2.0, false)], around: Vec::new(), detectable: None, may_choose: false, ..proposal.clone() };
    let mut samples = Vec::new();
    let mut page = |case, shown: &Shown, wrong: bool| {
        let material = Material { shown, districts: &districts, words: &domain::words::Words::default(), today: TODAY };
        let mut built = ActionPage::new(&member, &material, &TakeStep::default());
        built.errors = if wrong { errors("comparison", "Välj") } else { Vec::new() };
        samples.push(sample(lang, case, built));
    };
    for (case, measure, wrong) in [
        ("to measure", Measure::Proposed(Box::new(proposal)), true),
        ("to measure, read", Measure::Proposed(Box::new(unlike)), false),
        ("too short", Measure::TooShort(7), false),
    ] {
        page(case, &Shown { measure: Some(measure), outlook: None, ..shown(text, ActionState::Proposed) }, wrong);
    }
    let judged = |decision| Standing::Judged(Box::new(judgement(decision)));
    let moved = || {
        let estimate = WddEstimate { estimate: 140.0, error: 30.0 };
        let nearby = Wdd { local: estimate, displacement: estimate, total: estimate, z: 4.7, p: 0.0, interval: (82.0, 198.0) };
        let moved = Some(WdqReading::DisplacementBeyondEffect);
        Standing::Judged(Box::new(Judgement { nearby: Some(nearby), moved, ..judgement(VerdictDecision::Helped) }))
    };
    for (case, standing) in [
        ("not done", Standing::NotDone),
        ("not carried out", Standing::NotCarriedOut),
        ("too early", Standing::TooEarly(week("2026-W50"))),
        ("helped", judged(VerdictDecision::Helped)),
        ("helped here", moved()),
        ("probably not", judged(VerdictDecision::ProbablyDidNotHelp)),
        ("cannot tell", judged(VerdictDecision::CannotBeDecided)),
    ] {
        let state = states(text).swap_remove(4);
        page(case, &Shown { frozen: Some(frozen(text, standing)), outlook: None, ..shown(text, state) }, false);
    }
    samples
}

fn own_pages(lang: Lang, text: &str) -> Vec<Sample> {
    let member = Member::sample(lang);
    let districts = districts(text);
    let mut samples = Vec::new();
    for state in states(text) {
        let shown = shown(text, state);
        let material = Material { shown: &shown, districts: &districts, words: &domain::words::Words::default(), today: TODAY };
        samples.push(sample(lang, "full", ActionPage::new(&member, &material, &TakeStep::default())));
        let mut wrong = ActionPage::new(&member, &material, &TakeStep::default());
        wrong.errors = errors("note", "Skriv något");
        samples.push(sample(lang, "errors", wrong));
    }
    let mut bare = shown(text, states(text).swap_remove(5));
    bare.item = bare.item.without_text();
    (bare.notes, bare.outlook, bare.possible) = (Vec::new(), Some(Outlook::Never), Possible::default());
    let material = Material { shown: &bare, districts: &districts, words: &domain::words::Words::default(), today: TODAY };
    samples.push(sample(lang, "hidden", ActionPage::new(&member, &material, &TakeStep::default())));
    samples
}

fn forms(lang: Lang, text: &str) -> Vec<Sample> {
    let member = Member::sample(lang);
    let organisations = [(owner(text), vec![person(text)])];
    let districts = districts(text);
    let own = owner(text);
    let offers = Offers { districts: &districts, organisations: &organisations, own: Some(&own), words: &domain::words::Words::default() };
    let sent = || written(&item(text, ActionState::Proposed));
    let mut conflict = ActionFormPage::new(&member, &offers, sent(), Some("1"), errors("", "Någon ändrade"));
    conflict.theirs = vec![("Rubrik".to_owned(), text.to_owned())];
    vec![
        sample(lang, "full", ActionFormPage::new(&member, &offers, sent(), None, errors("owner", "Välj"))),
        sample(lang, "conflict", conflict),
    ]
}

/// The meeting before, and after the minutes were sent.
fn meetings(lang: Lang, text: &str) -> Vec<Sample> {
    use crate::pages::meeting::{Conflict, Material, MeetingPage, Side};
    use domain::meetings::{
        AreaAssessment, Assessment, Attendee, Confirmed, Lift, Mark, Meeting, MeetingState, Minutes, RoundNote, Situation, Trend, Written,
    };
    let member = Member::sample(lang);
    let picture = std::sync::Arc::new(test_support::picture::sample());
    let district = picture.districts[0].code.clone().unwrap();
    let organisations = [(owner(text), vec![person(text)])];
    let area = AreaAssessment { district, situation: Some(Situation::Red), trend: Trend::New, motive: text.to_owned() };
    let judged = Assessment { areas: vec![area], others_normal: false };
    let minutes = [
        Minutes::Attendance(vec![Attendee { organisation: owner(text), account: Some(AccountId([2; 16])), title: text.to_owned() }]),
        Minutes::Round(vec![RoundNote { organisation: owner(text), text: text.to_owned() }]),
        Minutes::Assessment(judged.clone()),
        Minutes::Focus(vec![text.to_owned()]),
        Minutes::Lifts(vec![Lift { to: Level::Steering, matter: text.to_owned(), wanted: text.to_owned(), needed_by: Some(TODAY) }]),
        Minutes::Communication(text.to_owned()),
    ];
    let sections: Vec<Written> = minutes.into_iter().map(|minutes| Written { version: 1, minutes }).collect();
    let mut samples = Vec::new();
    for (case, sections, may_write) in
        [("full", sections.clone(), true), ("sent", sections, false), ("empty", Vec::new(), true), ("nothing", Vec::new(), false)]
    {
        let state = if may_write { MeetingState::Planned } else { MeetingState::Sent(Mark { at: at(), by: text.to_owned() }) };
        let some = |state: ActionState| if sections.is_empty() { Vec::new() } else { vec![item(text, state)] };
        let shown = application::meetings::Shown {
            picture: picture.clone(),
            follow_up: some(states(text).swap_remove(3)),
            to_decide: some(ActionState::Proposed),
            decided: some(ActionState::Decided(decision(text))),
            proposals: domain::pictures::proposals(&picture, &[]),
            triggers: vec![
                application::meetings::Trigger::Late(text.to_owned(), 15),
                application::meetings::Trigger::Hotspot(text.to_owned(), 5),
            ],
            unanswered: if sections.is_empty() { Vec::new() } else { vec![text.to_owned()] },
            may_write,
            steps: state.possible().to_vec(),
            meeting: Meeting {
                week: picture.week,
                state,
                held_on: (!may_write).then_some(TODAY),
                confirmed: (!sections.is_empty()).then(|| {
                    let mark = Some(Mark { at: at(), by: text.to_owned() });
                    Confirmed { version: u32::from(!may_write), assessment: judged.clone(), mark }
                }),
                sections,
                text_hidden: !may_write,
            },
        };
        let material = Material {
            shown: &shown,
            districts: &[],
            organisations: &organisations,
            calendar: &domain::weekly::WeekCalendar::default(),
            today: TODAY,
        };
        let page = MeetingPage::new(&member, &material, if may_write { errors("round", "Fel") } else { Vec::new() });
        let side = |alone| Side { text: text.to_owned(), alone };
        let conflict = may_write.then(|| Conflict {
            section: "focus",
            seen: 2,
            mine: vec![side(false), side(true)],
            theirs: Vec::new(),
            fields: vec![("focus".to_owned(), text.to_owned())],
            theirs_alone: "/t/0580/mote/2026-W46?sparat=1#focus".to_owned(),
        });
        samples.push(sample(lang, case, MeetingPage { conflict, ..page }));
    }
    samples
}

/// Every page about actions and meetings.
pub fn all(lang: Lang, text: &str) -> Vec<Sample> {
    let member = Member::sample(lang);
    let items: Vec<ActionItem> = states(text).into_iter().map(|state| item(text, state)).collect();
    let (districts, owners) = (districts(text), [owner(text)]);
    let view = View::read(&member.tenant.code, Some("own=1&month=2026-11")).unwrap();
    let everything = View::of(&member.tenant.code);
    let material = |items| ListMaterial { items, districts: &districts, owners: &owners, today: TODAY };
    let mut samples = vec![
        sample(lang, "full", ActionsPage::new(&member, &view, &material(&items))),
        sample(lang, "empty", ActionsPage::new(&member, &everything, &material(&[]))),
        sample(lang, "none pass", ActionsPage::new(&member, &view, &material(&[]))),
        sample(lang, "full", BoardPage::new(&member, &view, &material(&items))),
        sample(lang, "empty", BoardPage::new(&member, &everything, &material(&[]))),
    ];
    for (case, view, items) in [("full", &view, items.as_slice()), ("empty", &everything, &[])] {
        let page = CalendarPage::new(&member, view, &material(items)).unwrap_or_else(|problem| panic!("{problem:?}"));
        samples.push(sample(lang, case, page));
    }
    samples.extend(own_pages(lang, text));
    samples.extend(measured(lang, text));
    samples.extend(forms(lang, text));
    samples.extend(meetings(lang, text));
    samples
}
