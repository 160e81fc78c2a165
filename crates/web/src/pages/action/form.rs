//! `/t/{tenant}/insatser/ny` and `…/{id}/andra`: writing what an action says.

use super::id_of;
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, filled, summary};
use crate::shell::{Place, Shell};
use crate::templates::{self, Page};
use application::{actions, districts};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use domain::actions::{ActionItem, ActionKind, ActionPlan, Basis, Function, Organisation, Where};
use domain::categories::{Category, CategoryKind};
use domain::districts::{District, DistrictCode};
use domain::failure::{Failure, FieldError};
use domain::words::Words;
use messages::Lang;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The form.
#[derive(Serialize)]
pub struct ActionFormPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with it.
    pub errors: Vec<FormError>,
    /// What someone else wrote meanwhile, beside what is in the form: heading, theirs.
    pub theirs: Vec<(String, String)>,
    /// Address that the form goes to.
    pub action: String,
    /// Where giving up leads.
    pub back: String,
    /// Whether it is a new one.
    pub is_new: bool,
    /// The form as it was sent.
    pub sent: Written,
    /// Sorts.
    pub kinds: Vec<Choice>,
    /// What it works on.
    pub bases: Vec<Choice>,
    /// Categories that it is to affect.
    pub categories: Vec<Choice>,
    /// Districts.
    pub districts: Vec<Choice>,
    /// Organisations that can answer for it.
    pub owners: Vec<Choice>,
    /// Functions there.
    pub persons: Vec<Choice>,
}

impl Page for ActionFormPage {
    const TEMPLATE: &'static str = "action_form.html";
}

/// Fields of the form, and of the address that fills it in.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    #[serde(default)]
    seen: u32,
    title: String,
    description: String,
    kind: String,
    basis: String,
    category: String,
    district: String,
    place: String,
    owner: String,
    person: String,
    partners: String,
    start: String,
    due: String,
    cost: String,
    expected: String,
    measure: String,
    weeks: String,
    hotspot: String,
    reports: String,
}

/// The organisation that a form sends: its id, or kind and name as forms from before ids have it.
fn chosen<'a>(known: &'a [(Organisation, Vec<Function>)], value: &str) -> Option<&'a (Organisation, Vec<Function>)> {
    let named = |o: &Organisation| value.split_once('|').is_some_and(|(kind, name)| o.kind.key() == kind && o.name == name);
    known.iter().find(|(o, _)| o.id.to_string() == value || named(o))
}

impl Written {
    fn of(item: &ActionItem) -> Self {
        let plan = &item.plan;
        let lines = |parts: Vec<String>| parts.join("\n");
        let day = |day: Option<jiff::civil::Date>| day.map(messages::date_short).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            seen: item.version,
            title: plan.title.clone(),
            description: text(&plan.description),
            kind: plan.kind.key().to_owned(),
            basis: plan.basis.key().to_owned(),
            category: plan.category.map(|c| c.to_string()).unwrap_or_default(),
            district: plan.place.district.as_ref().map(ToString::to_string).unwrap_or_default(),
            place: text(&plan.place.place),
            owner: plan.owner.id.to_string(),
            person: plan.person.as_ref().map(|p| p.account.to_string()).unwrap_or_default(),
            partners: lines(plan.partners.clone()),
            start: day(plan.start),
            due: day(plan.due),
            cost: plan.cost.map(|c| c.to_string()).unwrap_or_default(),
            expected: text(&plan.expected),
            measure: text(&plan.measure),
            weeks: plan.weeks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            hotspot: text(&plan.hotspot),
            reports: plan.reports.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        }
    }

    /// What an address fills in: from a hot spot, a report, a meeting. What it cannot mean is left out.
    fn from_query(query: Option<&str>) -> Self {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
        let mut written = Self::default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| value.len() <= 400) {
            match name.as_str() {
                "title" => written.title = value,
                "district" => written.district = value,
                "category" => written.category = value,
                "place" => written.place = value,
                "hotspot" => written.hotspot = value,
                "week" => written.weeks = value,
                "report" => written.reports = value,
                _ => {}
            }
        }
        written
    }

    /// The plan, or every field that cannot be used.
    fn plan(&self, known: &[(Organisation, Vec<Function>)]) -> Result<ActionPlan, Failure> {
        let mut wrong = Vec::new();
        let mut day = |field, text: &str| match text.trim() {
            "" => None,
            text => text.parse().map_err(|_| wrong.push(FieldError::new(field, "failure-date").with(text))).ok(),
        };
        let (start, due) = (day("start", &self.start), day("due", &self.due));
        let cost = match self.cost.replace([' ', '\u{a0}'], "").as_str() {
            "" => None,
            text => text.parse().map_err(|_| wrong.push(FieldError::new("cost", "failure-action-cost"))).ok(),
        };
        let kind = ActionKind::from_key(&self.kind);
        if kind.is_none() {
            wrong.push(FieldError::new("kind", "failure-action-kind"));
        }
        let basis = Basis::from_key(&self.basis);
        if basis.is_none() {
            wrong.push(FieldError::new("basis", "failure-action-basis"));
        }
        let owner = chosen(known, &self.owner);
        if owner.is_none() {
            wrong.push(FieldError::new("owner", "failure-action-owner"));
        }
        let functions = owner.into_iter().flat_map(|(_, functions)| functions);
        let person = functions.into_iter().find(|f| f.account.to_string() == self.person).cloned();
        if person.is_none() && !self.person.is_empty() && owner.is_some() {
            wrong.push(FieldError::new("person", "failure-action-person"));
        }
        let (Some(kind), Some(basis), Some((owner, _))) = (kind, basis, owner) else { return Err(Failure::Invalid(wrong)) };
        if !wrong.is_empty() {
            return Err(Failure::Invalid(wrong));
        }
        Ok(ActionPlan {
            title: self.title.clone(),
            description: filled(&self.description),
            kind,
            basis,
            category: self.category.parse().ok(),
            place: Where { district: filled(&self.district).map(DistrictCode), place: filled(&self.place), point: None },
            owner: owner.clone(),
            person,
            partners: self.partners.lines().filter_map(filled).collect(),
            start,
            due,
            cost,
            expected: filled(&self.expected),
            measure: filled(&self.measure),
            reports: words(&self.reports),
            weeks: words(&self.weeks),
            hotspot: filled(&self.hotspot),
        })
    }
}

/// Ids or weeks apart by blanks; what is none is left out.
fn words<T: FromStr>(text: &str) -> Vec<T> {
    text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

/// What the form offers.
pub struct Offers<'a> {
    /// Districts.
    pub districts: &'a [District],
    /// Organisations with their functions.
    pub organisations: &'a [(Organisation, Vec<Function>)],
    /// Organisation of the one who writes, for a new action.
    pub own: Option<&'a Organisation>,
    /// The authority's words for categories.
    pub words: &'a Words,
}

impl ActionFormPage {
    /// The form; `id` is of the action that is rewritten, `None` for a new one.
    pub fn new(member: &Member, offers: &Offers, sent: Written, id: Option<&str>, errors: Vec<FormError>) -> Self {
        let lang = member.lang;
        let base = member.path("insatser");
        let title = if id.is_some() { "action-edit-title" } else { "action-new-title" };
        let keyed = |key: &str, label: String, chosen: &str| Choice { value: key.to_owned(), label, selected: key == chosen };
        let none = |id: &str, chosen: &str| Choice { value: String::new(), label: lang.text(id), selected: chosen.is_empty() };
        let owner = match (&sent.owner, offers.own) {
            (text, Some(own)) if text.is_empty() && id.is_none() => own.id.to_string(),
            (text, _) => chosen(offers.organisations, text).map_or_else(|| text.clone(), |(o, _)| o.id.to_string()),
        };
        let mut categories = vec![none("action-all-categories", &sent.category)];
        let counted = Category::ALL.iter().filter(|c| c.kind() != CategoryKind::Planned);
        categories.extend(counted.map(|c| keyed(c.code(), messages::category(lang, offers.words, *c), &sent.category)));
        let mut districts = vec![none("action-no-district", &sent.district)];
        districts.extend(offers.districts.iter().map(|d| keyed(d.code.as_str(), d.name.clone(), &sent.district)));
        let mut owners = vec![none("action-choose", &owner)];
        owners.extend(offers.organisations.iter().map(|(o, _)| keyed(&o.id.to_string(), o.name.clone(), &owner)));
        Self {
            shell: Shell::within(member, title, Place::Actions),
            errors,
            theirs: Vec::new(),
            action: id.map_or_else(|| format!("{base}/ny"), |id| format!("{base}/{id}/andra")),
            back: id.map_or_else(|| base.clone(), |id| format!("{base}/{id}")),
            is_new: id.is_none(),
            kinds: ActionKind::ALL.iter().map(|k| keyed(k.key(), messages::action_kind(lang, *k), &sent.kind)).collect(),
            bases: Basis::ALL.iter().map(|b| keyed(b.key(), messages::basis(lang, *b), &sent.basis)).collect(),
            categories,
            districts,
            owners,
            persons: persons(offers, &sent.person, lang),
            sent,
        }
    }
}

fn persons(offers: &Offers, chosen: &str, lang: Lang) -> Vec<Choice> {
    let mut persons = vec![Choice { value: String::new(), label: lang.text("action-no-person"), selected: chosen.is_empty() }];
    for (organisation, functions) in offers.organisations {
        persons.extend(functions.iter().map(|f| {
            let value = f.account.to_string();
            Choice { selected: value == chosen, value, label: format!("{}, {}", f.title, organisation.name) }
        }));
    }
    persons
}

struct Offered {
    districts: Vec<District>,
    organisations: Vec<(Organisation, Vec<Function>)>,
    own: Option<Organisation>,
    words: Words,
}

impl Offered {
    async fn read(state: &WebState, member: &Member) -> Result<Self, Problem> {
        let (app, actor) = (&state.app, &member.actor);
        Ok(Self {
            districts: districts::current(app, actor).await?,
            organisations: actions::organisations(app, actor).await?,
            own: application::accounts::acting_for(app, actor).await?,
            words: application::words::of(app, actor).await?,
        })
    }

    fn offers(&self) -> Offers<'_> {
        Offers { districts: &self.districts, organisations: &self.organisations, own: self.own.as_ref(), words: &self.words }
    }
}

fn answer(member: &Member, page: &ActionFormPage, status: StatusCode) -> Answer {
    Ok((status, Html(templates::render(member.lang, page)?)).into_response())
}

/// `GET …/insatser/ny`
pub async fn new(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let offered = Offered::read(&state, &member).await?;
    let sent = Written::from_query(query.as_deref());
    answer(&member, &ActionFormPage::new(&member, &offered.offers(), sent, None, Vec::new()), StatusCode::OK)
}

/// `POST …/insatser/ny`
pub async fn create(State(state): State<WebState>, member: Member, Fields(sent): Fields<Written>) -> Answer {
    let offered = Offered::read(&state, &member).await?;
    let made = match sent.plan(&offered.organisations) {
        Ok(plan) => actions::propose(&state.app, &member.actor, plan).await,
        Err(failure) => Err(failure),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&member.path(&format!("insatser/{id}"))).into_response()),
        Err(failure) => {
            let problem = Problem::from(failure);
            let status = problem.status();
            let errors = summary(member.lang, problem)?;
            answer(&member, &ActionFormPage::new(&member, &offered.offers(), sent, None, errors), status)
        }
    }
}

/// `GET …/insatser/{id}/andra`
pub async fn edit(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let item = actions::to_edit(&state.app, &member.actor, id_of(&id)?).await?;
    let offered = Offered::read(&state, &member).await?;
    let page = ActionFormPage::new(&member, &offered.offers(), Written::of(&item), Some(&id), Vec::new());
    answer(&member, &page, StatusCode::OK)
}

/// `POST …/insatser/{id}/andra`
pub async fn change(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<Written>,
) -> Answer {
    let action = id_of(&id)?;
    let offered = Offered::read(&state, &member).await?;
    let changed = match sent.plan(&offered.organisations) {
        Ok(plan) => actions::edit(&state.app, &member.actor, action, sent.seen, plan).await,
        Err(failure) => Err(failure),
    };
    let failure = match changed {
        Ok(_) => return Ok(Redirect::to(&member.path(&format!("insatser/{id}"))).into_response()),
        Err(failure) => failure,
    };
    let problem = Problem::from(failure);
    let status = problem.status();
    let errors = summary(member.lang, problem)?;
    let mut page = ActionFormPage::new(&member, &offered.offers(), sent, Some(&id), errors);
    if status == StatusCode::CONFLICT {
        // Nothing was overwritten. The form keeps what was written here, shows what the other wrote, and saves over it only
        // when it is sent once more.
        let theirs = Written::of(&actions::show(&state.app, &member.actor, action).await?.item);
        page.theirs = differences(&page.sent, &theirs, &offered, member.lang);
        page.sent.seen = theirs.seen;
    }
    answer(&member, &page, status)
}

/// What the other version says where it says something else.
fn differences(ours: &Written, theirs: &Written, offered: &Offered, lang: Lang) -> Vec<(String, String)> {
    let pairs = [
        ("action-field-title", &ours.title, &theirs.title),
        ("action-description", &ours.description, &theirs.description),
        ("action-kind", &ours.kind, &theirs.kind),
        ("action-basis", &ours.basis, &theirs.basis),
        ("action-category", &ours.category, &theirs.category),
        ("action-district", &ours.district, &theirs.district),
        ("action-place", &ours.place, &theirs.place),
        ("action-owner", &ours.owner, &theirs.owner),
        ("action-person", &ours.person, &theirs.person),
        ("action-partners", &ours.partners, &theirs.partners),
        ("action-start", &ours.start, &theirs.start),
        ("action-due", &ours.due, &theirs.due),
        ("action-cost", &ours.cost, &theirs.cost),
        ("action-expected", &ours.expected, &theirs.expected),
        ("action-measure", &ours.measure, &theirs.measure),
    ];
    // A browser sends the ends of lines in its own way.
    let plain = |text: &str| text.replace('\r', "");
    let shown = |label: &str, value: &str| match label {
        "action-kind" => ActionKind::from_key(value).map(|k| messages::action_kind(lang, k)),
        "action-basis" => Basis::from_key(value).map(|b| messages::basis(lang, b)),
        "action-category" => value.parse().ok().map(|c| messages::category(lang, &offered.words, c)),
        "action-owner" => chosen(&offered.organisations, value).map(|(o, _)| o.name.clone()),
        "action-person" => Some(lang.text("action-conflict-person")),
        _ => Some(value.to_owned()),
    };
    pairs
        .into_iter()
        .filter(|(_, a, b)| plain(a).trim() != plain(b).trim())
        .map(|(label, _, theirs)| {
            let value = shown(label, theirs).filter(|v| !v.is_empty()).unwrap_or_else(|| lang.text("action-conflict-nothing"));
            (lang.text(label), value)
        })
        .collect()
}

/// The form with an action's fields, for rendering samples.
#[cfg(test)]
pub(crate) fn written(item: &ActionItem) -> Written {
    Written::of(item)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fills_in_what_it_knows_and_no_more() {
        let written = Written::from_query(Some("week=2026-W46&district=0580R018&place=Tunneln&owner=police%7CX&seen=7"));
        assert_eq!((written.weeks.as_str(), written.place.as_str(), written.owner.as_str()), ("2026-W46", "Tunneln", ""));
        assert_eq!(written.seen, 0);
    }

    #[test]
    fn every_field_that_cannot_be_used_is_named() {
        let written = Written { start: "igår".to_owned(), cost: "många".to_owned(), ..Written::default() };
        let Err(Failure::Invalid(wrong)) = written.plan(&[]) else { unreachable!("nothing was chosen") };
        let fields: Vec<_> = wrong.iter().map(|e| e.field).collect();
        assert_eq!(fields, ["start", "cost", "kind", "basis", "owner"]);
    }

    #[test]
    fn only_what_differs_is_shown() {
        let ours = Written { title: "Belysning".to_owned(), partners: "A\r\nB".to_owned(), ..Written::default() };
        let theirs = Written { title: "Bättre belysning".to_owned(), partners: "A\nB".to_owned(), ..Written::default() };
        let offered = Offered { districts: Vec::new(), organisations: Vec::new(), own: None, words: Words::default() };
        assert_eq!(
            differences(&ours, &theirs, &offered, Lang::Sv).into_iter().map(|(_, text)| text).collect::<Vec<_>>(),
            ["Bättre belysning"]
        );
    }
}
