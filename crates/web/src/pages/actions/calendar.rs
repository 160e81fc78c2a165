//! `/t/{tenant}/insatser/kalender`: what begins and what is to be done, month by month.

use super::{FilterBar, Material, View, read};
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use axum::extract::{RawQuery, State};
use domain::actions::{ActionItem, Timeliness};
use domain::week::Week;
use jiff::ToSpan;
use jiff::civil::Date;
use messages::Lang;
use serde::Serialize;

/// One month.
#[derive(Serialize)]
pub struct CalendarPage {
    /// Frame.
    pub shell: Shell,
    /// Filter and the ways to list and board.
    pub filter: FilterBar,
    /// `november 2026`
    pub month: String,
    /// The month shown, `2026-11`, kept by the filter's form.
    pub month_key: String,
    /// The month before: label and address.
    pub previous: (String, String),
    /// The month after: label and address.
    pub next: (String, String),
    /// Weekdays, Monday first.
    pub weekdays: Vec<String>,
    /// Weeks that touch the month.
    pub weeks: Vec<CalendarWeek>,
    /// Whether anything happens in the month.
    pub any: bool,
}

impl Page for CalendarPage {
    const TEMPLATE: &'static str = "actions_calendar.html";
}

/// One week.
#[derive(Serialize)]
pub struct CalendarWeek {
    /// `v. 46`
    pub label: String,
    /// Seven days.
    pub days: Vec<CalendarDay>,
}

/// One day.
#[derive(Serialize)]
pub struct CalendarDay {
    /// Day of the month.
    pub number: i8,
    /// `torsdag 12 november 2026`, for narrow screens and screen readers.
    pub label: String,
    /// Whether it belongs to another month.
    pub outside: bool,
    /// Whether it is today.
    pub today: bool,
    /// What happens.
    pub entries: Vec<CalendarEntry>,
}

/// What happens to an action on a day.
#[derive(Serialize)]
pub struct CalendarEntry {
    /// `Börjar` or `Klar senast`.
    pub what: String,
    /// Title.
    pub title: String,
    /// Address of its page.
    pub href: String,
    /// `overdue`, `soon` or `in-time`.
    pub timeliness: &'static str,
    /// Organisation that answers for it.
    pub owner: String,
}

/// The first day of an address's month; the month of `today` for none.
fn first_day(month: &str, today: Date) -> Option<Date> {
    if month.is_empty() {
        return Some(today.first_of_month());
    }
    format!("{month}-01").parse().ok()
}

fn key(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn label(lang: Lang, day: Date) -> String {
    let long = messages::date_long(lang, day.first_of_month());
    long.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or(long)
}

impl CalendarPage {
    /// A month as a member sees it.
    pub fn new(member: &Member, view: &View, material: &Material) -> Result<Self, Problem> {
        let lang = member.lang;
        let first = first_day(&view.month, material.today).ok_or_else(|| Problem::field("month", "failure-parameter-value"))?;
        let way = |day: Date| (label(lang, day), view.with_month("/kalender", &key(day)));
        let mut weeks = Vec::new();
        let mut week = Week::of_date(first);
        while week.monday() <= first.last_of_month() {
            let days = (0..7i64).map(|i| day(week.monday().saturating_add(i.days()), first, material, view, lang)).collect();
            weeks.push(CalendarWeek { label: messages::week_short(lang, week), days });
            week = week.next();
        }
        Ok(Self {
            shell: Shell::within(member, "actions-calendar-title", Place::Actions),
            filter: FilterBar::new(view, material, "/kalender", lang),
            month: label(lang, first),
            month_key: key(first),
            previous: way(first.saturating_sub(1.months())),
            next: way(first.saturating_add(1.months())),
            weekdays: (0..7).map(|i| messages::weekday(lang, i)).collect(),
            any: weeks.iter().flat_map(|w: &CalendarWeek| &w.days).any(|d| !d.entries.is_empty()),
            weeks,
        })
    }
}

fn day(date: Date, month: Date, material: &Material, view: &View, lang: Lang) -> CalendarDay {
    let entry = |item: &ActionItem, what: &str| CalendarEntry {
        what: lang.text(what),
        title: item.plan.title.clone(),
        href: view.path(&format!("insatser/{}", item.id)),
        timeliness: match item.timeliness(material.today) {
            Timeliness::Overdue { .. } => "overdue",
            Timeliness::DueSoon => "soon",
            Timeliness::InTime => "in-time",
        },
        owner: item.plan.owner.name.clone(),
    };
    let mut entries = Vec::new();
    for item in material.items {
        let began = item.state.days().map(|(since, _)| since).or(item.plan.start);
        let ended = item.state.days().and_then(|(_, until)| until);
        if began == Some(date) {
            entries.push(entry(item, "actions-calendar-begins"));
        }
        if ended == Some(date) {
            entries.push(entry(item, "actions-calendar-done"));
        } else if ended.is_none() && item.is_open() && item.plan.due == Some(date) {
            entries.push(entry(item, "actions-calendar-due"));
        }
    }
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    CalendarDay {
        number: date.day(),
        label: format!("{} {}", messages::weekday(lang, weekday), messages::date_long(lang, date)),
        outside: date.month() != month.month(),
        today: date == material.today,
        entries,
    }
}

/// `GET …/insatser/kalender`
pub async fn calendar(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let view = View::read(&member.tenant.code, query.as_deref())?;
    let read = read(&state, &member, &view.filter).await?;
    page(member.lang, &CalendarPage::new(&member, &view, &read.material())?, &[])
}
