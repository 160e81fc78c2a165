//! The top of the page: which week and edition, how far the work has come, and the filter.

use super::address::View;
use crate::forms::Choice;
use application::pictures::{self, WeekListing, seen_key};
use documents::picture::words;
use domain::actor::Actor;
use domain::categories::{Category, CategoryKind};
use domain::districts::District;
use domain::pictures::{Edition, Picture, PictureState, Publication, Span, Step};
use domain::policy::Action;
use domain::reports::{PoliceReported, Sureness};
use messages::Lang;
use serde::Serialize;

/// Week, period and edition, with the ways to other weeks and versions.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// `Lägesbild vecka 46, 2026`
    pub title: String,
    /// `9–15 november 2026`
    pub period: String,
    /// `Arbetsversion` or `Utgåva 2`.
    pub edition: String,
    /// Why this version replaces the one before; empty for all others.
    pub correction: String,
    /// The week before.
    pub previous: WeekWay,
    /// The week after; `None` for a week that has not begun.
    pub next: Option<WeekWay>,
    /// Published versions and the working edition, when there is more than one to choose.
    pub versions: Vec<Version>,
}

/// A way to another week.
#[derive(Clone, Debug, Serialize)]
pub struct WeekWay {
    /// `vecka 45, 2026`
    pub label: String,
    /// Address.
    pub href: String,
}

/// A version to look at.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// `Utgåva 1, 2026-11-16 09:12`
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
}

impl Head {
    /// The top of a picture.
    pub fn new(picture: &Picture, view: &View, versions: &[Publication], newest: domain::week::Week, lang: Lang) -> Self {
        let way = |week| WeekWay { label: messages::week_long(lang, week), href: view.week(week) };
        let week = picture.week;
        Self {
            title: lang.format("picture-title", &[("week", messages::week_long(lang, week).into())]),
            period: messages::date_range(lang, week.monday(), week.sunday()),
            edition: words::edition(&picture.edition, lang),
            correction: match &picture.edition {
                Edition::Version(Publication { correction: Some(reason), .. }) => {
                    lang.format("document-correction", &[("reason", reason.as_str().into())])
                }
                Edition::Version(Publication { correction: None, .. }) | Edition::Working => String::new(),
            },
            previous: way(week.previous()),
            next: (week < newest).then(|| way(week.next())),
            versions: versions_of(picture, view, versions, lang),
        }
    }
}

fn versions_of(picture: &Picture, view: &View, versions: &[Publication], lang: Lang) -> Vec<Version> {
    let version = |p: &Publication| Version {
        label: lang.format("picture-version", &[("n", u64::from(p.version).into()), ("at", messages::date_time(p.at).into())]),
        href: view.version(Some(p.version)),
        current: matches!(&picture.edition, Edition::Version(shown) if shown.version == p.version),
    };
    if versions.len() > 1 { versions.iter().map(version).collect() } else { Vec::new() }
}

/// Open → closed → draft → assessed → published, with what can be done now.
#[derive(Clone, Debug, Serialize)]
pub struct StateBar {
    /// The states in order.
    pub states: Vec<Stage>,
    /// Where the work is, since when, and by whom.
    pub sentence: String,
    /// Steps that may follow and that the reader may take; the way forward first.
    pub steps: Vec<StepForm>,
    /// Address of the step forms.
    pub action: String,
    /// What the reader has seen, so that two who act at once do not overwrite each other.
    pub seen: String,
}

/// One state of the row.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    /// Label.
    pub label: String,
    /// `done`, `current` or `ahead`.
    pub place: &'static str,
}

/// A step as a button.
#[derive(Clone, Debug, Serialize)]
pub struct StepForm {
    /// Key of the step.
    pub key: &'static str,
    /// Label of the button.
    pub label: String,
    /// Whether it is the way forward.
    pub forward: bool,
    /// Address of the page that it goes over; empty when the button takes it at once.
    pub over: String,
}

const STATES: [&str; 5] = ["open", "closed", "draft", "assessed", "published"];

impl StateBar {
    /// The work on a picture as an actor may go on with it.
    pub fn new(picture: &Picture, view: &View, actor: &Actor, lang: Lang) -> Self {
        // A week that was published without an assessment never was assessed.
        let passed = |key: &&&str| **key != "assessed" || picture.state.key() != "published" || picture.judgement.assessed;
        let states: Vec<&str> = STATES.iter().filter(passed).copied().collect();
        let now = states.iter().position(|key| *key == picture.state.key()).unwrap_or(0);
        let stage = |(i, key): (usize, &&str)| Stage {
            label: lang.text(&format!("state-{key}")),
            place: match i.cmp(&now) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "current",
                std::cmp::Ordering::Greater => "ahead",
            },
        };
        Self {
            states: states.iter().enumerate().map(stage).collect(),
            sentence: sentence(&picture.state, actor, lang),
            steps: steps(picture, view, actor, lang),
            action: view.step(),
            seen: seen_key(&picture.state),
        }
    }
}

fn sentence(state: &PictureState, actor: &Actor, lang: Lang) -> String {
    match state {
        PictureState::Open => lang.text("picture-state-open"),
        PictureState::Closed { at } => lang.format("picture-state-closed", &[("at", messages::date_time(*at).into())]),
        PictureState::Draft { at } => {
            let said = lang.format("picture-state-draft", &[("at", messages::date_time(*at).into())]);
            if actor.can(Action::PublishPicture) { lang.format("picture-state-draft-own", &[("said", said.into())]) } else { said }
        }
        PictureState::Assessed { at } => lang.format("picture-state-assessed", &[("at", messages::date_time(*at).into())]),
        PictureState::Published(p) => lang.format(
            "picture-state-published",
            &[("n", u64::from(p.version).into()), ("at", messages::date_time(p.at).into()), ("by", p.by.as_str().into())],
        ),
    }
}

fn steps(picture: &Picture, view: &View, actor: &Actor, lang: Lang) -> Vec<StepForm> {
    // Only the newest version can be followed by another: an older one is shown as it was.
    let newest = match (&picture.edition, &picture.state) {
        (Edition::Version(shown), PictureState::Published(newest)) => shown.version == newest.version,
        (Edition::Version(_) | Edition::Working, _) => true,
    };
    let may = |step: Step| match step {
        Step::Close | Step::Reopen | Step::Draft | Step::Assess => actor.can(Action::PreparePicture),
        Step::Publish | Step::Correct => actor.can(Action::PublishPicture),
    };
    let in_time = |step: Step| !step.needs_whole_week() || picture.so_far.is_none();
    let form = |step: Step| StepForm {
        key: step.key(),
        label: messages::step(lang, step),
        forward: step != Step::Reopen && !(step == Step::Draft && matches!(picture.state, PictureState::Assessed { .. })),
        over: if matches!(step, Step::Publish | Step::Correct) { view.publish() } else { String::new() },
    };
    let mut steps: Vec<StepForm> =
        picture.state.possible().iter().copied().filter(|s| newest && may(*s) && in_time(*s)).map(form).collect();
    steps.sort_by_key(|s| !s.forward);
    steps
}

/// The filter bar: works without scripts by its button.
#[derive(Clone, Debug, Serialize)]
pub struct FilterBar {
    /// Address that the form goes to.
    pub action: String,
    /// Weeks with material.
    pub weeks: Vec<Choice>,
    /// Districts of the picture's boundaries.
    pub districts: Vec<Choice>,
    /// Categories of the tree.
    pub categories: Vec<Choice>,
    /// Senders.
    pub sources: Vec<Choice>,
    /// How sure the reports are; empty for readers who may not ask.
    pub certainties: Vec<Choice>,
    /// Whether the reports say that the police have been told; empty for readers who may not ask.
    pub police: Vec<Choice>,
    /// One, four or twelve weeks.
    pub spans: Vec<Choice>,
    /// Address without any filter; empty when there is none.
    pub clear: String,
    /// What the filter leaves, in words.
    pub words: String,
    /// Whether it asks what reports say.
    pub reported: bool,
    /// The page of the district or problem chosen: label and address; empty without a district.
    pub area: (String, String),
}

/// What can be chosen in the filter.
pub struct Choices<'a> {
    /// Districts of the picture.
    pub districts: &'a [District],
    /// Names of senders.
    pub sources: &'a [String],
    /// Weeks with material, newest first.
    pub weeks: &'a [WeekListing],
}

/// The page of the district, or of the type in it, that the filter leaves.
fn area(picture: &Picture, view: &View, lang: Lang) -> (String, String) {
    let Some(district) = &picture.filter.district else { return (String::new(), String::new()) };
    let name = picture.filter_district_name.clone().unwrap_or_else(|| district.to_string());
    (lang.format("area-page", &[("name", name.into())]), view.area(district, picture.filter.category, None))
}

impl FilterBar {
    /// The filter of a picture.
    pub fn new(picture: &Picture, view: &View, choices: &Choices, actor: &Actor, lang: Lang) -> Self {
        let filter = &picture.filter;
        let all = |id: &str, selected| Choice { value: String::new(), label: lang.text(id), selected };
        let mut districts = vec![all("picture-all-districts", filter.district.is_none())];
        districts.extend(choices.districts.iter().map(|d| Choice {
            value: d.code.to_string(),
            label: d.name.clone(),
            selected: filter.district.as_ref() == Some(&d.code),
        }));
        let mut categories = vec![all("picture-all-categories", filter.category.is_none())];
        let counted = Category::ALL.iter().copied().filter(|c| c.kind() != CategoryKind::Planned);
        categories.extend(counted.map(|c| Choice {
            value: c.to_string(),
            label: messages::category(lang, &picture.words, c),
            selected: filter.category == Some(c),
        }));
        let mut sources = vec![all("picture-all-sources", filter.source.is_none())];
        sources.extend(choices.sources.iter().map(|s| Choice::plain(s, filter.source.as_deref())));
        let may_ask = pictures::may_ask_reports(actor);
        let keyed =
            |key: &'static str, id: &str, selected| Choice { value: key.to_owned(), label: lang.text(&format!("{id}-{key}")), selected };
        let mut sure = vec![all("picture-all-incidents", filter.reported.sureness.is_none())];
        sure.extend(Sureness::ALL.iter().map(|s| keyed(s.key(), "sureness", filter.reported.sureness == Some(*s))));
        let mut police = vec![all("picture-all-incidents", filter.reported.police.is_none())];
        police.extend(PoliceReported::ALL.iter().map(|p| keyed(p.key(), "police", filter.reported.police == Some(*p))));
        let span = |s: &Span| Choice {
            value: s.weeks().to_string(),
            label: lang.text(&format!("picture-span-{}", s.weeks())),
            selected: *s == filter.span,
        };
        Self {
            action: view.path("lagesbild"),
            weeks: weeks(picture, choices.weeks, lang),
            districts,
            categories,
            sources,
            certainties: if may_ask { sure } else { Vec::new() },
            police: if may_ask { police } else { Vec::new() },
            spans: Span::ALL.iter().map(span).collect(),
            clear: if filter.is_whole() { String::new() } else { view.unfiltered() },
            words: words::filters(picture, lang),
            reported: !filter.reported.is_any(),
            area: area(picture, view, lang),
        }
    }
}

/// The weeks to choose; the shown one is among them even when it has no material.
fn weeks(picture: &Picture, listed: &[WeekListing], lang: Lang) -> Vec<Choice> {
    let mut weeks: Vec<_> = listed.iter().map(|w| w.week).collect();
    if !weeks.contains(&picture.week) {
        weeks.push(picture.week);
        weeks.sort_unstable_by(|a, b| b.cmp(a));
    }
    weeks.into_iter().map(|w| Choice { value: w.to_string(), label: messages::week_long(lang, w), selected: w == picture.week }).collect()
}
