//! `/t/{tenant}/veckor`: every week with its state and count.

use crate::WebState;
use crate::access::Member;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::pictures::{self, WeekListing};
use axum::extract::State;
use domain::policy::Action;
use messages::Lang;
use serde::Serialize;

/// The list of weeks.
#[derive(Serialize)]
pub struct WeeksPage {
    /// Frame.
    pub shell: Shell,
    /// Newest first.
    pub years: Vec<Year>,
    /// Whether the reader may take files with.
    pub files: bool,
}

impl Page for WeeksPage {
    const TEMPLATE: &'static str = "weeks.html";
}

/// The weeks of one year.
#[derive(Serialize)]
pub struct Year {
    /// `2026`
    pub label: String,
    /// Newest first.
    pub weeks: Vec<WeekLine>,
}

/// One week.
#[derive(Serialize)]
pub struct WeekLine {
    /// `v. 46`
    pub label: String,
    /// `vecka 46, 2026`
    pub name: String,
    /// `9–15 november 2026`
    pub days: String,
    /// Address of its picture.
    pub href: String,
    /// Label of the state.
    pub state_label: String,
    /// Key of the state, for its looks.
    pub state_key: &'static str,
    /// Incidents that the published picture says; a dash before there is one.
    pub published: String,
    /// Incidents as they are now.
    pub count: String,
    /// Whether the two differ.
    pub differs: bool,
}

impl WeekLine {
    fn new(lang: Lang, base: &str, listing: &WeekListing) -> Self {
        let week = listing.week;
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let number = |n: u64| messages::whole(lang, n as f64);
        Self {
            label: messages::week_short(lang, week),
            name: messages::week_long(lang, week),
            days: messages::date_range(lang, week.monday(), week.sunday()),
            href: format!("{base}/{week}"),
            state_label: messages::picture_state(lang, &listing.state),
            state_key: listing.state.key(),
            published: listing.published.map_or_else(|| "–".to_owned(), number),
            count: number(listing.count),
            differs: listing.published.is_some_and(|n| n != listing.count),
        }
    }
}

/// Weeks under the headings of their years.
fn years(lang: Lang, base: &str, listings: &[WeekListing]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for listing in listings {
        let label = listing.week.year().to_string();
        if years.last().is_none_or(|year| year.label != label) {
            years.push(Year { label, weeks: Vec::new() });
        }
        if let Some(year) = years.last_mut() {
            year.weeks.push(WeekLine::new(lang, base, listing));
        }
    }
    years
}

/// `GET …/veckor`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let listings = pictures::weeks(&state.app, &member.actor).await?;
    let base = member.path("lagesbild");
    let years = years(member.lang, &base, &listings);
    let shell = Shell::within(&member, "weeks-title", Place::Weeks);
    page(member.lang, &WeeksPage { shell, years, files: member.actor.can(Action::ExportPicture) }, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::pictures::PictureState;
    use domain::week::Week;

    #[test]
    fn years_are_headings_and_a_number_that_has_changed_is_seen() {
        let first = Week::of_date(jiff::civil::date(2026, 1, 12));
        let listing = |back: i32, published| WeekListing { week: first.plus(-back), state: PictureState::Open, count: 106, published };
        let found = years(Lang::Sv, "/t/0580/lagesbild", &[listing(0, None), listing(1, Some(106)), listing(3, Some(103))]);
        assert_eq!(found.iter().map(|y| (y.label.as_str(), y.weeks.len())).collect::<Vec<_>>(), [("2026", 2), ("2025", 1)]);
        let told: Vec<_> = found.iter().flat_map(|y| &y.weeks).map(|w| (w.published.as_str(), w.count.as_str(), w.differs)).collect();
        assert_eq!(told, [("–", "106", false), ("106", "106", false), ("103", "106", true)]);
    }
}
