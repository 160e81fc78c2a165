//! What the town's collaboration has done: invented actions in every state, with the one behind the planted drop.

use crate::Town;
use crate::ground::districts;
use crate::patterns::{ACTION, Plant};
use domain::actions::{ActionKind, Basis, Effect, Implementation, Level};
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::week::{Week, instant};
use jiff::civil::{Date, time};
use jiff::{Timestamp, ToSpan};

/// An action of the town. Who answers for it is a persona's key.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeAction {
    /// Title.
    pub title: &'static str,
    /// What is to be done.
    pub description: &'static str,
    /// Sort.
    pub kind: ActionKind,
    /// What it works on.
    pub basis: Basis,
    /// Category it is to affect.
    pub category: Option<Category>,
    /// District.
    pub district: Option<DistrictCode>,
    /// Place.
    pub place: Option<String>,
    /// Key of the persona that answers for it.
    pub owner: &'static str,
    /// Organisations that take part.
    pub partners: &'static [&'static str],
    /// Due day.
    pub due: Option<Date>,
    /// Cost, kronor.
    pub cost: Option<u64>,
    /// Expected effect.
    pub expected: &'static str,
    /// How it is followed up.
    pub measure: &'static str,
    /// The week whose picture it answers.
    pub week: Week,
    /// When it was proposed.
    pub proposed: Timestamp,
    /// What happened to it, in order.
    pub steps: Vec<(Timestamp, PracticeStep)>,
}

/// What happened to an action.
#[derive(Clone, Debug, PartialEq)]
pub enum PracticeStep {
    /// Decided in the meeting about a week.
    Decided(Week),
    /// Begun that day.
    Begun,
    /// Done that day.
    Done,
    /// A note by its owner.
    Noted(&'static str),
    /// Followed up.
    FollowedUp(Implementation, Effect, &'static str),
    /// Closed.
    Closed,
    /// Lifted to a group above.
    Escalated(Level, &'static str),
    /// Given up.
    Cancelled(&'static str),
}

/// When a week's meeting is: Tuesday 09:30 the week after.
fn meeting(week: Week) -> Timestamp {
    instant(week.next().monday().saturating_add(1.days()).to_datetime(time(9, 30, 0, 0)))
}

/// So many days after a week's meeting, in the afternoon.
fn after(week: Week, days: i64) -> Timestamp {
    instant(week.next().monday().saturating_add((1 + days).days()).to_datetime(time(15, 0, 0, 0)))
}

struct Outline {
    title: &'static str,
    description: &'static str,
    kind: ActionKind,
    basis: Basis,
    category: Option<Category>,
    owner: &'static str,
    partners: &'static [&'static str],
    cost: Option<u64>,
    expected: &'static str,
    measure: &'static str,
}

/// How far an action has come.
#[derive(Clone, Copy)]
enum Fate {
    Proposed,
    Decided,
    Overdue,
    Ongoing,
    Done,
    FollowedUp(Effect),
    Closed(Implementation, Effect),
    Escalated,
    Cancelled,
}

/// The actions of a town, oldest first. Those of weeks before its first are left out.
pub(crate) fn actions(town: &Town) -> Vec<PracticeAction> {
    let mut all = vec![lighting(town)];
    all.extend(cleaning(town));
    for (index, (back, fate)) in PAST.iter().enumerate() {
        let outline = &OUTLINES[index % OUTLINES.len()];
        let district = &districts()[(index * 7 + 3) % districts().len()];
        all.push(told(town.last.plus(-back), *fate, outline, &district.code));
    }
    all.retain(|action| Week::of(action.proposed) > town.first);
    all.sort_by_key(|action| action.proposed);
    all
}

/// Weeks before the last, and how far each has come by then.
const PAST: &[(i32, Fate)] = &[
    (110, Fate::Closed(Implementation::Full, Effect::Partly)),
    (96, Fate::Closed(Implementation::Partly, Effect::No)),
    (82, Fate::Closed(Implementation::Full, Effect::Yes)),
    (70, Fate::Cancelled),
    (61, Fate::Closed(Implementation::Full, Effect::Partly)),
    (49, Fate::Closed(Implementation::Not, Effect::No)),
    (38, Fate::Closed(Implementation::Full, Effect::Yes)),
    (27, Fate::FollowedUp(Effect::Partly)),
    (19, Fate::Escalated),
    (14, Fate::FollowedUp(Effect::TooEarly)),
    (9, Fate::Done),
    (7, Fate::Overdue),
    (6, Fate::Ongoing),
    (5, Fate::Cancelled),
    (4, Fate::Ongoing),
    (3, Fate::Decided),
    (3, Fate::Overdue),
    (2, Fate::Decided),
    (2, Fate::Proposed),
    (1, Fate::Proposed),
];

const OUTLINES: &[Outline] = &[
    Outline {
        title: "Fler vuxna vid centrum på kvällarna",
        description: "Fältgrupp och föreningar går tillsammans fredag och lördag 19–23.",
        kind: ActionKind::Presence,
        basis: Basis::Social,
        category: Some(Category::Gathering),
        owner: "coordinator",
        partners: &["Polisen", "Bostadsbolaget"],
        cost: None,
        expected: "Färre störande samlingar inom fyra veckor.",
        measure: "Antal rapporter om samlingar, fyra veckor före och efter.",
    },
    Outline {
        title: "Riktad trafikkontroll",
        description: "Kontroller på skiftande tider där mopeder kör på gångvägar.",
        kind: ActionKind::Inspection,
        basis: Basis::Situational,
        category: Some(Category::Traffic),
        owner: "police",
        partners: &["Övningskommunen"],
        cost: None,
        expected: "Färre rapporter om vårdslös körning.",
        measure: "Antal rapporter per vecka.",
    },
    Outline {
        title: "Klottersanering inom ett dygn",
        description: "Klotter på fasader och i tunnlar tas bort inom ett dygn.",
        kind: ActionKind::PhysicalEnvironment,
        basis: Basis::Situational,
        category: Some(Category::Damage),
        owner: "landlord",
        partners: &["Övningskommunen"],
        cost: Some(45_000),
        expected: "Nytt klotter minskar när det inte får sitta kvar.",
        measure: "Antal rapporter om klotter, åtta veckor före och efter.",
    },
    Outline {
        title: "Ronder i trapphus och källare",
        description: "Väktare går ronder i de portar som är markerade i veckans lägesbild.",
        kind: ActionKind::Guarding,
        basis: Basis::Situational,
        category: Some(Category::Squatting),
        owner: "guard",
        partners: &["Bostadsbolaget"],
        cost: Some(28_000),
        expected: "Inga sovplatser i allmänna utrymmen.",
        measure: "Bevakningsbolagets veckorapport.",
    },
    Outline {
        title: "Samtal med skolans elevråd",
        description: "Rektor och fältgrupp frågar eleverna var de känner sig otrygga på vägen hem.",
        kind: ActionKind::Information,
        basis: Basis::Social,
        category: None,
        owner: "head-teacher",
        partners: &["Polisen"],
        cost: None,
        expected: "En karta över platser att åtgärda.",
        measure: "Enkät före och efter.",
    },
    Outline {
        title: "Beskärning och städning längs gångvägen",
        description: "Buskar tas ned till en meter och belysningen friläggs.",
        kind: ActionKind::PhysicalEnvironment,
        basis: Basis::Situational,
        category: Some(Category::UnsafePlace),
        owner: "engineer",
        partners: &["Bostadsbolaget"],
        cost: Some(62_000),
        expected: "Färre rapporter om otrygg plats.",
        measure: "Trygghetsvandring i november och antal rapporter.",
    },
];

fn told(week: Week, fate: Fate, outline: &Outline, district: &str) -> PracticeAction {
    let decided = (meeting(week), PracticeStep::Decided(week));
    let begun = (after(week, 2), PracticeStep::Begun);
    let noted = (after(week, 9), PracticeStep::Noted("Det första passet är gjort. Mindre folk än väntat på platsen."));
    let done = (after(week, 20), PracticeStep::Done);
    let carried = || vec![decided.clone(), begun.clone(), noted.clone(), done.clone()];
    let followed = |implementation, effect, days| {
        let text = "Arbetet gick som planerat. Fortsätt följa platsen i veckans lägesbild.";
        (after(week, days), PracticeStep::FollowedUp(implementation, effect, text))
    };
    let steps = match fate {
        Fate::Proposed => Vec::new(),
        Fate::Decided => vec![decided],
        Fate::Overdue | Fate::Ongoing => vec![decided, begun],
        Fate::Done => carried(),
        Fate::FollowedUp(effect) => [carried(), vec![followed(Implementation::Full, effect, 41)]].concat(),
        Fate::Closed(implementation, effect) => {
            [carried(), vec![followed(implementation, effect, 62), (after(week, 63), PracticeStep::Closed)]].concat()
        }
        Fate::Escalated => {
            let why = "Åtgärden kräver att tekniska förvaltningen omfördelar årets belysningsbudget.";
            vec![(meeting(week.next()), PracticeStep::Escalated(Level::Management, why))]
        }
        Fate::Cancelled => vec![decided, (after(week, 12), PracticeStep::Cancelled("Problemet upphörde innan insatsen hann börja."))],
    };
    let due = match fate {
        Fate::Overdue => week.next().monday().saturating_add(9.days()),
        Fate::Ongoing | Fate::Decided | Fate::Proposed => week.monday().saturating_add(49.days()),
        Fate::Done | Fate::FollowedUp(_) | Fate::Closed(_, _) | Fate::Escalated | Fate::Cancelled => {
            week.next().monday().saturating_add(25.days())
        }
    };
    PracticeAction {
        title: outline.title,
        description: outline.description,
        kind: outline.kind,
        basis: outline.basis,
        category: outline.category,
        district: Some(DistrictCode(district.to_owned())),
        place: None,
        owner: outline.owner,
        partners: outline.partners,
        due: Some(due),
        cost: outline.cost,
        expected: outline.expected,
        measure: outline.measure,
        week,
        proposed: after(week.previous(), 3),
        steps,
    }
}

/// Cleaning of walls in the district where graffiti rises all the same: an action that does not help.
fn cleaning(town: &Town) -> Option<PracticeAction> {
    let planted = town.planted.iter().find(|p| p.plant == Plant::SlowRise)?;
    let outline = OUTLINES.iter().find(|o| o.category == Some(Category::Damage))?;
    Some(told(town.last.plus(-CLEANING), Fate::FollowedUp(Effect::Partly), outline, &districts()[planted.district?].code))
}

/// Weeks before the last when the cleaning was proposed: early in the rise, so that the weeks before it are still low.
const CLEANING: i32 = 22;

/// The lighting of the tunnel that the planted drop follows: done in the week before the drop's first.
fn lighting(town: &Town) -> PracticeAction {
    let planted = town.planted.iter().find(|p| p.plant == Plant::DropAfterAction);
    let district = planted.and_then(|p| p.district).map(|i| districts()[i].code.clone());
    let place = planted.and_then(|p| p.places.first()).map(|i| town.model.places[*i].name.clone());
    let week = town.last.plus(-(ACTION + 4));
    // On the Monday of the action week the new light is there.
    let monday = |days: i64| instant(town.last.plus(-ACTION).monday().saturating_add(days.days()).to_datetime(time(15, 0, 0, 0)));
    PracticeAction {
        title: "Bättre belysning i gångtunneln",
        description: "Ljusare armaturer i hela tunneln och vid båda ramperna. Tidpunkt för arbetet samordnas med polisens närvaro.",
        kind: ActionKind::PhysicalEnvironment,
        basis: Basis::Situational,
        category: None,
        district: district.map(DistrictCode),
        place,
        owner: "engineer",
        partners: &["Polisen", "Bostadsbolaget"],
        due: Some(town.last.plus(-ACTION).monday().saturating_add(4.days())),
        cost: Some(180_000),
        expected: "Färre händelser i tunneln och färre som rapporterar den som otrygg.",
        measure: "Antal händelser i stadsdelen, tolv veckor före och efter, mot resten av kommunen.",
        week,
        proposed: after(week.previous(), 3),
        steps: vec![
            (meeting(week), PracticeStep::Decided(week)),
            (monday(-3), PracticeStep::Begun),
            (monday(-2), PracticeStep::Noted("Armaturerna är levererade. Montering på måndag morgon.")),
            (monday(0), PracticeStep::Done),
            (
                monday(7 * 13),
                PracticeStep::FollowedUp(
                    Implementation::Full,
                    Effect::Yes,
                    "Tunneln upplevs som ljus även sen kväll. Nästan inga rapporter sedan dess.",
                ),
            ),
        ],
    }
}
