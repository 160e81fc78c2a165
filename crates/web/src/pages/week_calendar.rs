//! `/t/{tenant}/administration/veckan`: when the week closes, meets and is published.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, FormError, ManyFields, clock, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::week_calendar;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use domain::policy::Action;
use domain::week::Week;
use domain::weekly::{Moment, WeekCalendar, WeekTime};
use jiff::Timestamp;
use messages::Lang;
use serde::Serialize;

/// Names of the fields.
const FIELDS: &[&str] = &[
    "seen",
    "close_day",
    "close",
    "draft_day",
    "draft",
    "remind_day",
    "remind",
    "meeting_day",
    "meeting",
    "publish_day",
    "publish",
    "skip_holidays",
    "free_days",
];

/// The form, and what it means for the weeks to come.
#[derive(Serialize)]
pub struct WeekCalendarPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// One line for each moment.
    pub moments: Vec<MomentLine>,
    /// Whether meeting and publication move past holidays.
    pub skip_holidays: bool,
    /// Own days without work, one a line.
    pub free_days: String,
    /// Number that the form builds on.
    pub seen: i64,
    /// Address of the form.
    pub action: String,
    /// Address of the administration.
    pub back: String,
    /// What the calendar means for the coming weeks.
    pub coming: Vec<ComingWeek>,
}

impl Page for WeekCalendarPage {
    const TEMPLATE: &'static str = "week_calendar.html";
}

/// A moment to set.
#[derive(Serialize)]
pub struct MomentLine {
    /// Key; name of the field.
    pub key: &'static str,
    /// In words.
    pub label: String,
    /// Weekdays to choose.
    pub days: Vec<Choice>,
    /// `09:00`
    pub time: String,
}

/// A week and its moments.
#[derive(Serialize)]
pub struct ComingWeek {
    /// Which week's picture.
    pub week: String,
    /// When each moment is, in the order of the form.
    pub times: Vec<String>,
}

fn weekday(lang: Lang, day: u8) -> String {
    lang.text(&format!("weekday-{day}"))
}

fn moment_line(lang: Lang, moment: Moment, at: WeekTime) -> MomentLine {
    let day = |d: u8| Choice { value: d.to_string(), label: weekday(lang, d), selected: d == at.weekday };
    MomentLine {
        key: moment.key(),
        label: lang.text(&format!("calendar-moment-{}", moment.key())),
        days: (0..7).map(day).collect(),
        time: at.time.strftime("%H:%M").to_string(),
    }
}

fn coming(lang: Lang, calendar: &WeekCalendar, now: Timestamp) -> Vec<ComingWeek> {
    let this = Week::of(now);
    let line = |week: Week| ComingWeek {
        week: messages::week_long(lang, week),
        times: Moment::ALL.iter().map(|moment| messages::date_time(calendar.at(week, *moment))).collect(),
    };
    [this, this.next(), this.next().next()].map(line).into()
}

/// `GET …/veckan`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let (calendar, seen) = week_calendar::show(&state.app, &member.actor).await?;
    shown(&state, &member, &calendar, seen, Vec::new())
}

fn shown(state: &WebState, member: &Member, calendar: &WeekCalendar, seen: i64, errors: Vec<FormError>) -> Answer {
    let lang = member.lang;
    let shown = WeekCalendarPage {
        shell: Shell::within(member, "calendar-title", Place::Calendar),
        errors,
        moments: Moment::ALL.iter().map(|m| moment_line(lang, *m, calendar.time(*m))).collect(),
        skip_holidays: calendar.skip_holidays,
        free_days: calendar.free_days.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        seen,
        action: member.path("administration/veckan"),
        back: if member.actor.can(Action::ManageUsers) { member.path("administration") } else { String::new() },
        coming: coming(lang, calendar, state.app.now()),
    };
    page(lang, &shown, &shown.errors)
}

fn sent_calendar(sent: &ManyFields, before: WeekCalendar) -> Result<WeekCalendar, Failure> {
    let mut calendar = before;
    for (moment, at) in Moment::ALL.iter().zip(calendar.times.iter_mut()) {
        let wrong = || Failure::invalid(moment.key(), "failure-calendar-time");
        let weekday = sent.one(&format!("{}_day", moment.key())).parse().ok().filter(|day| *day <= 6).ok_or_else(wrong)?;
        let time = clock(sent.one(moment.key())).ok_or_else(wrong)?;
        *at = WeekTime { weekday, time };
    }
    calendar.skip_holidays = !sent.one("skip_holidays").is_empty();
    let days = sent.one("free_days").split_whitespace().map(str::parse);
    calendar.free_days = days.collect::<Result<_, _>>().map_err(|_| Failure::invalid("free_days", "failure-calendar-days"))?;
    Ok(calendar)
}

/// `POST …/veckan`
pub async fn set(State(state): State<WebState>, member: Member, sent: ManyFields) -> Answer {
    let sent = sent.only(FIELDS)?;
    let seen: i64 = sent.one("seen").parse().map_err(|_| Problem::field("seen", "failure-request"))?;
    let (before, _) = week_calendar::show(&state.app, &member.actor).await?;
    let done = match sent_calendar(&sent, before.clone()) {
        Ok(calendar) => week_calendar::set(&state.app, &member.actor, calendar.clone(), seen).await.map_err(|failure| (failure, calendar)),
        Err(failure) => Err((failure, before)),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&member.path("administration/veckan")).into_response()),
        Err((failure, calendar)) => {
            let errors = summary(member.lang, failure.into())?;
            shown(&state, &member, &calendar, seen, errors)
        }
    }
}
