//! The words of an action's page: where it stands, what is known, what it hangs together with, and before and after.

use crate::pages::actions::View;
use application::actions::{Judged, Outlook, Shown};
use documents::picture::marks;
use documents::picture::words::judgement;
use domain::actions::{ActionChange, ActionItem, ActionNote, ActionState, BeforeAfter, Forum, Windows};
use domain::pictures::Change;
use domain::week::Week;
use domain::words::Words;
use jiff::civil::Date;
use messages::Lang;
use serde::Serialize;

/// A fact with the address that leads on from it.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What.
    pub label: String,
    /// The value.
    pub text: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// Report → picture → decision → result.
#[derive(Clone, Debug, Serialize)]
pub struct Chain {
    /// Links in order; the text says what is missing.
    pub links: Vec<Fact>,
}

/// A note.
#[derive(Clone, Debug, Serialize)]
pub struct NoteLine {
    /// When.
    pub at: String,
    /// Title of who wrote it.
    pub by: String,
    /// What.
    pub text: String,
}

/// A change.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryLine {
    /// When.
    pub at: String,
    /// Title of who made it.
    pub by: String,
    /// What.
    pub text: String,
}

/// Before and after in words and numbers.
#[derive(Clone, Debug, Serialize)]
pub struct BeforeAfterTable {
    /// The sentence.
    pub sentence: String,
    /// Direction, for its shape.
    pub change: &'static str,
    /// Direction and certainty in words.
    pub judgement: String,
    /// Which weeks; empty when nothing is counted.
    pub weeks: String,
    /// Rows: where, before, after. Empty when nothing is counted.
    pub rows: Vec<[String; 3]>,
    /// What the comparison rests on.
    pub note: String,
}

impl NoteLine {
    /// The line of a note.
    pub fn new(note: &ActionNote) -> Self {
        Self { at: messages::date_time(note.at), by: note.by.clone(), text: note.text.clone() }
    }
}

impl HistoryLine {
    /// The line of a change.
    pub fn new(change: &ActionChange, lang: Lang) -> Self {
        let text = match change.step {
            Some(step) => lang.text(&format!("action-did-{}", step.key())),
            None if change.version == 1 => lang.text("action-did-propose"),
            None => lang.text("action-did-edit"),
        };
        let text = match change.state.reason().filter(|_| change.step.is_some()) {
            Some(reason) => format!("{text} {reason}"),
            None => text,
        };
        Self { at: messages::date_time(change.at), by: change.by.clone(), text }
    }
}

/// Where it stands, since when and by whom.
pub fn sentence(item: &ActionItem, lang: Lang) -> String {
    let day = |day: Date| messages::date_long(lang, day);
    match &item.state {
        ActionState::Proposed => lang.format(
            "action-is-proposed",
            &[("by", item.proposed_by_title.as_str().into()), ("at", messages::date_time(item.proposed_at).into())],
        ),
        ActionState::Decided(decision) => lang.format(
            "action-is-decided",
            &[
                ("by", decision.by.as_str().into()),
                ("at", messages::date_time(decision.at).into()),
                ("place", forum(decision.forum, lang).into()),
            ],
        ),
        ActionState::Ongoing { since, .. } => lang.format("action-is-ongoing", &[("date", day(*since).into())]),
        ActionState::Done(carried) => {
            lang.format("action-is-done", &[("date", messages::date_range(lang, carried.since, carried.until).into())])
        }
        ActionState::FollowedUp { .. } => lang.text("action-is-followed-up"),
        ActionState::Closed { .. } => lang.format("action-is-closed", &[("at", messages::date_time(item.at).into())]),
        ActionState::Cancelled { .. } => lang.format("action-is-cancelled", &[("at", messages::date_time(item.at).into())]),
        ActionState::Escalated { to, .. } => lang.format("action-is-escalated", &[("name", messages::level(lang, *to).into())]),
    }
}

fn forum(forum: Forum, lang: Lang) -> String {
    match forum {
        Forum::Meeting(week) => lang.format("action-forum-meeting", &[("week", messages::week_long(lang, week).into())]),
        Forum::Direct => lang.text("action-forum-direct"),
    }
}

/// What is known of it; what is not said is left out.
pub fn facts(shown: &Shown, own: &Words, view: &View, lang: Lang) -> Vec<Fact> {
    let (item, plan) = (&shown.item, &shown.item.plan);
    let mut facts = Vec::new();
    let mut say = |label: &str, text: String, href: String| {
        if !text.is_empty() {
            facts.push(Fact { label: lang.text(label), text, href });
        }
    };
    let nowhere = String::new;
    say("action-owner", plan.owner.name.clone(), view.owned_by(plan.owner.id));
    say("action-person", plan.person.as_ref().map(|p| p.title.clone()).unwrap_or_default(), nowhere());
    say("action-partners", plan.partners.join(", "), nowhere());
    say("action-kind", messages::action_kind(lang, plan.kind), nowhere());
    say("action-basis", messages::basis(lang, plan.basis), nowhere());
    let [here, problem] = own_pages(shown, view);
    say("action-category", plan.category.map(|c| messages::category(lang, own, c)).unwrap_or_default(), problem);
    say("action-place", plan.place.place.clone().unwrap_or_default(), nowhere());
    let district = plan.place.district.as_ref().map(|code| shown.district_name.clone().unwrap_or_else(|| code.to_string()));
    say("action-district", district.unwrap_or_default(), here);
    let day = |day: Option<Date>| day.map(|d| messages::date_long(lang, d)).unwrap_or_default();
    say("action-start", day(plan.start.filter(|_| item.state.days().is_none())), nowhere());
    say("action-due", day(plan.due), nowhere());
    #[allow(clippy::cast_precision_loss)] // costs are far below 2^53
    let cost = plan.cost.map(|kronor| lang.format("action-kronor", &[("value", messages::whole(lang, kronor as f64).into())]));
    say("action-cost", cost.unwrap_or_default(), nowhere());
    say("action-reminded", shown.reminded.map(messages::date_time).unwrap_or_default(), nowhere());
    facts
}

/// The pages of its district and of its category there, as they are now; nowhere for a district that is no longer one. A place's page is
/// there only while something comes from it, so none is linked.
fn own_pages(shown: &Shown, view: &View) -> [String; 2] {
    let plan = &shown.item.plan;
    let Some(district) = plan.place.district.as_ref().filter(|_| shown.district_name.is_some()) else { return Default::default() };
    [view.area(district, None), plan.category.map(|category| view.area(district, Some(category))).unwrap_or_default()]
}

/// Texts with their headings.
pub fn texts(item: &ActionItem, lang: Lang) -> Vec<(String, String)> {
    let plan = &item.plan;
    let all = [
        ("action-description", plan.description.clone()),
        ("action-expected", plan.expected.clone()),
        ("action-measure", plan.measure.clone()),
        ("action-reason", item.state.reason().map(str::to_owned)),
    ];
    all.into_iter().filter_map(|(label, text)| Some((lang.text(label), text?))).collect()
}

impl Chain {
    /// The chain of an action.
    pub fn new(shown: &Shown, view: &View, lang: Lang) -> Self {
        let (item, plan) = (&shown.item, &shown.item.plan);
        let mut links = Vec::new();
        let mut link = |label: &str, text: String, href: String| links.push(Fact { label: lang.text(label), text, href });
        let nowhere = String::new;
        let reports = u64::try_from(plan.reports.len()).unwrap_or(0);
        link("action-chain-reports", lang.format("action-chain-report-count", &[("n", reports.into())]), nowhere());
        for week in &plan.weeks {
            link("action-chain-picture", messages::week_long(lang, *week), view.path(&format!("lagesbild/{week}")));
        }
        if let Some(place) = &plan.hotspot {
            link("action-chain-hotspot", place.clone(), nowhere());
        }
        match item.state.decision() {
            Some(decision) => {
                let text = format!("{}, {}, {}", forum(decision.forum, lang), decision.by, messages::date_time(decision.at));
                let href = match decision.forum {
                    Forum::Meeting(week) => view.path(&format!("mote/{week}")),
                    Forum::Direct => nowhere(),
                };
                link("action-chain-decision", text, href);
            }
            None => link("action-chain-decision", lang.text("action-chain-undecided"), nowhere()),
        }
        match item.state.result() {
            Some(result) => {
                let text = lang.format(
                    "action-chain-result-words",
                    &[
                        ("name", messages::implementation(lang, result.implementation).into()),
                        ("value", messages::effect(lang, result.effect).into()),
                    ],
                );
                let text = if result.text.is_empty() { text } else { format!("{text} {}", result.text) };
                link("action-chain-result", text, nowhere());
            }
            None => link("action-chain-result", lang.text("action-chain-no-result"), nowhere()),
        }
        Self { links }
    }
}

impl BeforeAfterTable {
    /// Before and after of an action.
    pub fn new(shown: &Shown, outlook: &Outlook, own: &Words, lang: Lang) -> Self {
        let unknown = |sentence| Self {
            sentence,
            change: marks::of_change(Change::Unknown).key,
            judgement: messages::change(lang, Change::Unknown),
            weeks: String::new(),
            rows: Vec::new(),
            note: String::new(),
        };
        match outlook {
            Outlook::Never => unknown(lang.text("action-effect-never-counted")),
            Outlook::From(week) => unknown(lang.format("action-effect-from", &[("week", messages::week_long(lang, *week).into())])),
            Outlook::Counted(judged) => counted(shown, judged, own, lang),
        }
    }
}

fn counted(shown: &Shown, judged: &Judged, own: &Words, lang: Lang) -> BeforeAfterTable {
    let BeforeAfter { windows, before, after, elsewhere_before, elsewhere_after } = judged.counted;
    let plan = &shown.item.plan;
    let code = plan.place.district.as_ref().map(ToString::to_string).unwrap_or_default();
    let here = shown.district_name.clone().unwrap_or(code);
    let what = plan.category.map_or_else(|| lang.text("action-effect-all-kinds"), |c| messages::category(lang, own, c));
    let sentence = lang.format(
        &format!("action-counted-{}", judged.change.key()),
        &[("district", here.as_str().into()), ("from", before.into()), ("to", after.into()), ("category", what.as_str().into())],
    );
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let count = |n: u64| messages::whole(lang, n as f64);
    let with = |n: u64, (low, high): (f64, f64)| {
        let interval = format!("{}–{}", messages::decimal(lang, low, 1), messages::decimal(lang, high, 1));
        lang.format("action-counted-interval", &[("n", n.into()), ("value", interval.into())])
    };
    BeforeAfterTable {
        sentence,
        change: marks::of(judged.change, judged.certainty).key,
        judgement: judgement(lang, judged.change, judged.certainty),
        weeks: lang.format(
            "action-counted-weeks",
            &[
                ("n", u64::from(windows.weeks()).into()),
                ("from", span(windows.before_from, windows.before_to, lang).into()),
                ("to", after_span(windows, lang).into()),
            ],
        ),
        rows: vec![
            [format!("{here}, {what}"), with(before, judged.before), with(after, judged.after)],
            [lang.format("action-counted-elsewhere", &[("category", what.into())]), count(elsewhere_before), count(elsewhere_after)],
        ],
        note: lang.text("action-counted-note"),
    }
}

fn after_span(windows: Windows, lang: Lang) -> String {
    span(windows.after_from, windows.after_to, lang)
}

fn span(from: Week, to: Week, lang: Lang) -> String {
    format!("{} – {}", messages::week_long(lang, from), messages::week_long(lang, to))
}
