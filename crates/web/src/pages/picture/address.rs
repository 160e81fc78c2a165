//! Addresses that lead from one view of the picture to another.

use crate::errors::Problem;
use crate::selection;
use application::pictures::Request;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::pictures::{PictureFilter, Span};
use domain::tenants::TenantCode;
use domain::week::Week;

/// How the district table is sorted: `count` for rising, `-count` for falling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// Key of the column; empty for the order of the boundaries' file.
    pub key: String,
    /// Largest first.
    pub falling: bool,
}

impl Sort {
    fn read(text: &str) -> Self {
        match text.strip_prefix('-') {
            Some(key) => Self { key: key.to_owned(), falling: true },
            None => Self { key: text.to_owned(), falling: false },
        }
    }

    /// As it stands in an address; empty for the order of the file.
    pub fn text(&self) -> String {
        let sign = if self.falling { "-" } else { "" };
        format!("{sign}{}", self.key)
    }
}

/// What the page shows: the picture asked for and how its table is sorted.
#[derive(Clone, Debug)]
pub struct View {
    /// Whose picture.
    pub tenant: TenantCode,
    /// The picture.
    pub asked: Request,
    /// Order of the district table.
    pub sort: Sort,
}

impl View {
    /// Reads an address. `sort` is the page's own; the rest is the same for every form of a picture.
    pub fn read(tenant: &TenantCode, week: Week, query: Option<&str>) -> Result<Self, Problem> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
        let (own, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == "sort");
        let rest = serde_urlencoded::to_string(rest).unwrap_or_default();
        let sort = own.first().map(|(_, text)| Sort::read(text)).unwrap_or_default();
        Ok(Self { tenant: tenant.clone(), asked: selection::request(week, Some(&rest))?, sort })
    }

    /// This page.
    pub fn here(&self) -> String {
        self.page(self.asked.week, &self.asked.filter, self.asked.version, &self.sort)
    }

    /// The same view of another week. A version is a week's own and is left out.
    pub fn week(&self, week: Week) -> String {
        self.page(week, &self.asked.filter, None, &self.sort)
    }

    /// The same week with another filter.
    pub fn filtered(&self, change: impl FnOnce(&mut PictureFilter)) -> String {
        let mut filter = self.asked.filter.clone();
        change(&mut filter);
        self.page(self.asked.week, &filter, self.asked.version, &self.sort)
    }

    /// The whole week: every filter off, the span kept.
    pub fn unfiltered(&self) -> String {
        let span: Span = self.asked.filter.span;
        self.page(self.asked.week, &PictureFilter { span, ..PictureFilter::default() }, self.asked.version, &self.sort)
    }

    /// Another version of the week.
    pub fn version(&self, version: Option<u32>) -> String {
        self.page(self.asked.week, &self.asked.filter, version, &self.sort)
    }

    /// The table in another order.
    pub fn sorted(&self, sort: &Sort) -> String {
        format!("{}#stadsdelar", self.page(self.asked.week, &self.asked.filter, self.asked.version, sort))
    }

    /// A file of this picture.
    pub fn file(&self, extension: &str) -> String {
        self.with_query(format!("/t/{}/lagesbild/{}/fil.{extension}", self.tenant, self.asked.week))
    }

    /// What the map draws.
    pub fn map_data(&self) -> String {
        self.with_query(format!("/t/{}/kartdata/{}.json", self.tenant, self.asked.week))
    }

    /// Where a step is sent.
    pub fn step(&self) -> String {
        format!("/t/{}/lagesbild/{}/steg", self.tenant, self.asked.week)
    }

    /// Where publishing is looked at first.
    pub fn publish(&self) -> String {
        format!("/t/{}/lagesbild/{}/publicera", self.tenant, self.asked.week)
    }

    /// The page of a district, or of a problem in it: a category, a place. The same week and version.
    pub fn area(&self, district: &DistrictCode, category: Option<Category>, place: Option<&str>) -> String {
        area(&self.tenant, district, &AreaQuery { category, place, week: Some(self.asked.week), version: self.asked.version })
    }

    /// A page of the tenant.
    pub fn path(&self, rest: &str) -> String {
        format!("/t/{}/{rest}", self.tenant)
    }

    fn with_query(&self, path: String) -> String {
        joined(path, &selection::query(&self.asked.filter, self.asked.version))
    }

    fn page(&self, week: Week, filter: &PictureFilter, version: Option<u32>, sort: &Sort) -> String {
        let mut query = selection::query(filter, version);
        let sort = sort.text();
        if !sort.is_empty() {
            let own = serde_urlencoded::to_string([("sort", sort)]).unwrap_or_default();
            query = if query.is_empty() { own } else { format!("{query}&{own}") };
        }
        joined(format!("/t/{}/lagesbild/{week}", self.tenant), &query)
    }
}

/// What the address of a district's page says besides the district.
pub struct AreaQuery<'a> {
    /// Category of a problem, when it is about no place.
    pub category: Option<Category>,
    /// Place of a problem.
    pub place: Option<&'a str>,
    /// Week that it is told to; the current one without.
    pub week: Option<Week>,
    /// A published version of the week.
    pub version: Option<u32>,
}

/// A text as a part of a path.
pub(crate) fn in_path(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The address of a district's page, or of a problem's.
pub fn area(tenant: &TenantCode, district: &DistrictCode, query: &AreaQuery) -> String {
    let problem = match (query.place, query.category) {
        (Some(place), _) => format!("/plats/{}", in_path(place)),
        (None, Some(category)) => format!("/typ/{category}"),
        (None, None) => String::new(),
    };
    let mut pairs: Vec<(&str, String)> = query.week.map(|week| ("week", week.to_string())).into_iter().collect();
    pairs.extend(query.version.map(|v| ("version", v.to_string())));
    joined(format!("/t/{tenant}/omrade/{}{problem}", in_path(district.as_str())), &serde_urlencoded::to_string(pairs).unwrap_or_default())
}

fn joined(path: String, query: &str) -> String {
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn view(query: &str) -> View {
        View::read(&"0580".parse().unwrap(), "2026-W46".parse().unwrap(), Some(query)).unwrap()
    }

    #[test]
    fn the_page_of_a_problem_keeps_week_and_version_and_any_name() {
        let view = view("version=2");
        let of = |category, place| view.area(&DistrictCode("0580R018".to_owned()), category, place);
        assert_eq!(of(None, None), "/t/0580/omrade/0580R018?week=2026-W46&version=2");
        assert_eq!(of(Some(Category::Damage), None), "/t/0580/omrade/0580R018/typ/SKA?week=2026-W46&version=2");
        assert_eq!(of(None, Some("Ryd/å?")), "/t/0580/omrade/0580R018/plats/Ryd%2F%C3%A5%3F?week=2026-W46&version=2");
    }

    #[test]
    fn a_view_keeps_its_filter_and_order_when_one_thing_changes() {
        let view = view("district=0580R018&span=4&version=2&sort=-count");
        assert_eq!(view.here(), "/t/0580/lagesbild/2026-W46?district=0580R018&span=4&version=2&sort=-count");
        assert_eq!(view.week("2026-W45".parse().unwrap()), "/t/0580/lagesbild/2026-W45?district=0580R018&span=4&sort=-count");
        assert_eq!(view.filtered(|f| f.district = None), "/t/0580/lagesbild/2026-W46?span=4&version=2&sort=-count");
        assert_eq!(view.file("pdf"), "/t/0580/lagesbild/2026-W46/fil.pdf?district=0580R018&span=4&version=2");
        assert_eq!(view.unfiltered(), "/t/0580/lagesbild/2026-W46?span=4&version=2&sort=-count");
    }

    #[test]
    fn a_sort_never_breaks_an_address() {
        assert_eq!(view("sort=%22%3E%3Cscript%3E").here(), "/t/0580/lagesbild/2026-W46?sort=%22%3E%3Cscript%3E");
    }
}
