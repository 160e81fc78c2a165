//! `/t/{tenant}/veckor`: every week with its state and count.

use crate::WebState;
use crate::access::Member;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::pictures::{self, WeekListing};
use axum::extract::State;
use messages::Lang;
use serde::Serialize;

/// The list of weeks.
#[derive(Serialize)]
pub struct WeeksPage {
    /// Frame.
    pub shell: Shell,
    /// Newest first.
    pub weeks: Vec<WeekLine>,
}

impl Page for WeeksPage {
    const TEMPLATE: &'static str = "weeks.html";
}

/// One week.
#[derive(Serialize)]
pub struct WeekLine {
    /// `vecka 46, 2026`
    pub label: String,
    /// `9–15 november 2026`
    pub days: String,
    /// Address of its picture.
    pub href: String,
    /// Label of the state.
    pub state_label: String,
    /// Key of the state, for its looks.
    pub state_key: &'static str,
    /// Incidents, written in the language.
    pub count: String,
}

impl WeekLine {
    fn new(lang: Lang, base: &str, listing: &WeekListing) -> Self {
        let week = listing.week;
        Self {
            label: messages::week_long(lang, week),
            days: messages::date_range(lang, week.monday(), week.sunday()),
            href: format!("{base}/{week}"),
            state_label: messages::picture_state(lang, &listing.state),
            state_key: listing.state.key(),
            #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
            count: messages::whole(lang, listing.count as f64),
        }
    }
}

/// `GET …/veckor`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let listings = pictures::weeks(&state.app, &member.actor).await?;
    let base = member.path("lagesbild");
    let weeks = listings.iter().map(|w| WeekLine::new(member.lang, &base, w)).collect();
    let shell = Shell::within(&member, "weeks-title", Place::Weeks);
    page(member.lang, &WeeksPage { shell, weeks }, &[])
}
