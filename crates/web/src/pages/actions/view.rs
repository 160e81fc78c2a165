//! What an address of the list, board or calendar asks for, and the bar to change it with.

use super::Material;
use crate::errors::Problem;
use crate::forms::Choice;
use crate::pages::picture::address::{self, AreaQuery};
use application::actions::ActionFilter;
use domain::actions::{Organisation, StateKind};
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::{Failure, FieldError};
use domain::ids::OrganisationId;
use domain::tenants::TenantCode;
use messages::Lang;
use serde::Serialize;

/// Filter and month of an address.
#[derive(Clone, Debug)]
pub struct View {
    tenant: TenantCode,
    /// Which actions.
    pub filter: ActionFilter,
    /// `2026-11`; empty for the month that it is.
    pub month: String,
}

impl View {
    /// Everything, this month.
    pub fn of(tenant: &TenantCode) -> Self {
        Self { tenant: tenant.clone(), filter: ActionFilter::default(), month: String::new() }
    }

    /// Reads the query. Unknown names and values are errors with their name.
    pub fn read(tenant: &TenantCode, query: Option<&str>) -> Result<Self, Problem> {
        let mut view = Self::of(tenant);
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let short: String = value.chars().take(40).collect();
            let wrong =
                |field| Problem::from(Failure::Invalid(vec![FieldError::new(field, "failure-parameter-value").with(short.clone())]));
            if value.len() > 200 || value.chars().any(char::is_control) {
                return Err(wrong("query"));
            }
            match name.as_str() {
                "owner" => view.filter.owner = Some(value),
                "district" => view.filter.district = Some(DistrictCode(value)),
                "state" => view.filter.state = Some(StateKind::from_key(&value).ok_or_else(|| wrong("state"))?),
                "own" => view.filter.own = true,
                "month" => view.month = value,
                _ => return Err(Failure::Invalid(vec![FieldError::new("query", "failure-parameter-unknown").with(name)]).into()),
            }
        }
        Ok(view)
    }

    /// A page of the tenant.
    pub fn path(&self, rest: &str) -> String {
        format!("/t/{}/{rest}", self.tenant)
    }

    /// The page of a district, or of a category there, as it is now.
    pub fn area(&self, district: &DistrictCode, category: Option<Category>) -> String {
        address::area(&self.tenant, district, &AreaQuery { category, place: None, week: None, version: None })
    }

    /// The list of what one organisation answers for.
    pub fn owned_by(&self, owner: OrganisationId) -> String {
        let filter = ActionFilter { owner: Some(owner.to_string()), ..ActionFilter::default() };
        Self { filter, ..Self::of(&self.tenant) }.address("")
    }

    /// The same filter on another page of the actions: `""`, `"/tavla"`, `"/kalender"`, `"/fil.csv"`.
    pub fn address(&self, rest: &str) -> String {
        self.with_month(rest, "")
    }

    /// The calendar of a month with the same filter.
    pub fn with_month(&self, rest: &str, month: &str) -> String {
        let filter = &self.filter;
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        pairs.extend(filter.owner.as_deref().map(|o| ("owner", o)));
        pairs.extend(filter.district.as_ref().map(|d| ("district", d.as_str())));
        pairs.extend(filter.state.map(|s| ("state", s.key())));
        if filter.own {
            pairs.push(("own", "1"));
        }
        if !month.is_empty() {
            pairs.push(("month", month));
        }
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        let path = format!("/t/{}/insatser{rest}", self.tenant);
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }
}

/// The filter, and the ways between list, board and calendar.
#[derive(Clone, Debug, Serialize)]
pub struct FilterBar {
    /// Address that the form goes to.
    pub action: String,
    /// List, board, calendar: label, address, whether it is this page.
    pub views: Vec<(String, String, bool)>,
    /// Everyone's, or one's own.
    pub own: Vec<Choice>,
    /// Organisations that answer for actions.
    pub owners: Vec<Choice>,
    /// Districts.
    pub districts: Vec<Choice>,
    /// States.
    pub states: Vec<Choice>,
    /// Address without any filter; empty when there is none.
    pub clear: String,
}

impl FilterBar {
    /// The bar of the page at `rest`.
    pub fn new(view: &View, material: &Material, rest: &str, lang: Lang) -> Self {
        let filter = &view.filter;
        let all = |id: &str, selected| Choice { value: String::new(), label: lang.text(id), selected };
        let mut owners = vec![all("actions-all-owners", filter.owner.is_none())];
        // Addresses from before ids have the name.
        let is_chosen = |o: &Organisation| filter.owner.as_ref().is_some_and(|text| *text == o.id.to_string() || *text == o.name);
        owners.extend(material.owners.iter().map(|o| Choice { value: o.id.to_string(), label: o.name.clone(), selected: is_chosen(o) }));
        let mut districts = vec![all("picture-all-districts", filter.district.is_none())];
        districts.extend(material.districts.iter().map(|d| Choice {
            value: d.code.to_string(),
            label: d.name.clone(),
            selected: filter.district.as_ref() == Some(&d.code),
        }));
        let mut states = vec![all("actions-all-states", filter.state.is_none())];
        states.extend(StateKind::ALL.iter().map(|s| Choice {
            value: s.key().to_owned(),
            label: messages::action_state(lang, *s),
            selected: filter.state == Some(*s),
        }));
        let own = Choice { value: "1".to_owned(), label: lang.text("actions-own"), selected: filter.own };
        let one = |id: &str, there: &str| (lang.text(id), view.address(there), there == rest);
        let narrowed = *filter != ActionFilter::default();
        Self {
            action: format!("/t/{}/insatser{rest}", view.tenant),
            views: vec![one("actions-view-list", ""), one("actions-view-board", "/tavla"), one("actions-view-calendar", "/kalender")],
            own: vec![all("actions-everyones", !filter.own), own],
            owners,
            districts,
            states,
            clear: if narrowed { format!("/t/{}/insatser{rest}", view.tenant) } else { String::new() },
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_district_has_its_page_and_its_problems_theirs() {
        let view = View::of(&"0580".parse().unwrap());
        let district = DistrictCode("0580R018".to_owned());
        assert_eq!(view.area(&district, None), "/t/0580/omrade/0580R018");
        assert_eq!(view.area(&district, Some(Category::Damage)), "/t/0580/omrade/0580R018/typ/SKA");
    }

    #[test]
    fn the_filter_survives_the_address() {
        let tenant: TenantCode = "0580".parse().unwrap();
        let view = View::read(&tenant, Some("owner=Polisen+%C3%96&district=0580R018&state=followed-up&own=1")).unwrap();
        assert_eq!(view.address("/tavla"), "/t/0580/insatser/tavla?owner=Polisen+%C3%96&district=0580R018&state=followed-up&own=1");
        assert_eq!(View::read(&tenant, Some("owner=&own=")).unwrap().address(""), "/t/0580/insatser");
        assert!(View::read(&tenant, Some("state=gone")).is_err());
        assert!(View::read(&tenant, Some("sort=title")).is_err());
    }
}
