//! What an authority has set for itself. A setting that was never set has no row.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::weekly::{Moment, WeekCalendar, WeekTime};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

statements! {
    GET = "SELECT content, changed FROM setting WHERE name = $1";
    SET = "INSERT INTO setting (name, content, changed) VALUES ($1, $2, $3)
           ON CONFLICT (name) DO UPDATE SET content = excluded.content, changed = excluded.changed";
}

const CALENDAR: &str = "calendar";

/// Something that an authority turns on. Off until it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Public editions of published pictures.
    PublicEditions,
    /// Photos in reports.
    Photos,
}

impl Switch {
    /// Stable key: the setting's name.
    pub fn key(self) -> &'static str {
        match self {
            Switch::PublicEditions => "public-editions",
            Switch::Photos => "photos",
        }
    }
}

#[derive(Serialize, Deserialize)]
struct StoredCalendar {
    times: Vec<StoredTime>,
    skip_holidays: bool,
    free_days: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredTime {
    moment: String,
    weekday: u8,
    time: String,
}

fn write(calendar: &WeekCalendar) -> String {
    let time = |moment: &Moment| {
        let at = calendar.time(*moment);
        StoredTime { moment: moment.key().to_owned(), weekday: at.weekday, time: at.time.strftime("%H:%M").to_string() }
    };
    let stored = StoredCalendar {
        times: Moment::ALL.iter().map(time).collect(),
        skip_holidays: calendar.skip_holidays,
        free_days: calendar.free_days.iter().map(Date::to_string).collect(),
    };
    serde_json::to_string(&stored).unwrap_or_default()
}

/// What a moment is missing from an older row stays as it is by itself.
fn read(text: &str) -> Option<WeekCalendar> {
    let stored: StoredCalendar = serde_json::from_str(text).ok()?;
    let mut calendar = WeekCalendar { skip_holidays: stored.skip_holidays, ..WeekCalendar::default() };
    for (moment, at) in Moment::ALL.iter().zip(calendar.times.iter_mut()) {
        if let Some(found) = stored.times.iter().find(|t| t.moment == moment.key()) {
            *at = WeekTime { weekday: found.weekday, time: Time::strptime("%H:%M", &found.time).ok()? };
        }
    }
    calendar.free_days = stored.free_days.iter().map(|day| day.parse().ok()).collect::<Option<_>>()?;
    Some(calendar)
}

/// The calendar of the week, and the sequence number of the entry that set it; 0 when nobody has.
pub async fn calendar(tx: &mut ReadTx) -> Result<(WeekCalendar, i64), StorageError> {
    let row = |row: &Row| -> Result<_, DatabaseError> {
        let text: String = row.get(0)?;
        Ok((read(&text).ok_or_else(|| column(0, "calendar"))?, row.get(1)?))
    };
    Ok(tx.0.optional(&GET, &[CALENDAR.into()], row).await?.unwrap_or_default())
}

/// Sets the calendar of the week.
pub async fn set_calendar(tx: &mut WriteTx, _permit: Permit, calendar: &WeekCalendar) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&SET, &[CALENDAR.into(), write(calendar).into(), seq.into()]).await?;
    Ok(())
}

/// Whether something is turned on.
pub async fn is_on(tx: &mut ReadTx, switch: Switch) -> Result<bool, StorageError> {
    Ok(tx.0.optional(&GET, &[switch.key().into()], |row| row.get::<String>(0)).await?.as_deref() == Some("true"))
}

/// Turns something on or off.
pub async fn turn(tx: &mut WriteTx, _permit: Permit, switch: Switch, on: bool) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&SET, &[switch.key().into(), on.to_string().into(), seq.into()]).await?;
    Ok(())
}
