//! Quick choices of time: what people say, as an interval on the clock.

use domain::failure::FieldError;
use domain::week::{instant, local};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// What can be chosen instead of filling in a day and hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In the last hour.
    Now,
    /// Today, until now.
    Today,
    /// Yesterday from 18 to midnight.
    Evening,
    /// Last night, 22 to 6.
    Night,
    /// From Friday 18 to Sunday midnight, the last one.
    Weekend,
    /// A day and hours of one's own.
    Other,
}

impl When {
    /// Every choice in its shown order.
    pub const ALL: &'static [When] = &[When::Now, When::Today, When::Evening, When::Night, When::Weekend, When::Other];

    /// Value of the form field, and the end of its message id.
    pub fn key(self) -> &'static str {
        match self {
            When::Now => "now",
            When::Today => "today",
            When::Evening => "evening",
            When::Night => "night",
            When::Weekend => "weekend",
            When::Other => "other",
        }
    }

    /// The choice of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|w| w.key() == key)
    }

    /// Earliest and latest time. Nothing that has happened ends after now.
    pub fn interval(self, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let today = local(now).date();
        let at = |day: Date, hour: i8, minute: i8| instant(day.at(hour, minute, 0, 0));
        let yesterday = today.saturating_sub(1.days());
        let (start, end) = match self {
            When::Now => (now - SignedDuration::from_hours(1), now),
            When::Today => (at(today, 0, 0), now),
            When::Evening => (at(yesterday, 18, 0), at(yesterday, 23, 59)),
            When::Night => (at(yesterday, 22, 0), at(today, 6, 0)),
            When::Weekend => {
                let friday = today.saturating_sub(i64::from((today.weekday().to_monday_zero_offset() + 3) % 7).days());
                // On a Friday before it begins, the last one is meant.
                let friday = if at(friday, 18, 0) > now { friday.saturating_sub(7.days()) } else { friday };
                (at(friday, 18, 0), at(friday.saturating_add(2.days()), 23, 59))
            }
            When::Other => return None,
        };
        Some((start, end.min(now).max(start)))
    }
}

/// A day, or several, with one or two hours of one's own. Without a last day, hours that run past midnight end on the next one;
/// without hours whole days are meant.
pub fn own([day, last]: [&str; 2], from: &str, to: &str) -> Result<(Timestamp, Option<Timestamp>), FieldError> {
    let wrong = |field, text: &str| {
        FieldError::new(field, if field == "day" || field == "last" { "failure-date" } else { "failure-clock" }).with(text)
    };
    let date = |field, text: &str| text.trim().parse::<Date>().map_err(|_| wrong(field, text.trim()));
    let day = date("day", day)?;
    let last = if last.trim().is_empty() { None } else { Some(date("last", last)?) };
    if last.is_some_and(|last| last < day) {
        return Err(FieldError::new("last", "failure-report-last"));
    }
    let end = last.unwrap_or(day);
    let clock = |field, text: &str| -> Result<Option<Time>, FieldError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        crate::forms::clock(text).map(Some).ok_or_else(|| wrong(field, text))
    };
    Ok(match (clock("from", from)?, clock("to", to)?) {
        (None, None) => (instant(day.at(0, 0, 0, 0)), Some(instant(end.at(23, 59, 0, 0)))),
        (Some(from), None) => (instant(day.to_datetime(from)), last.map(|last| instant(last.at(23, 59, 0, 0)))),
        (None, Some(to)) => (instant(day.at(0, 0, 0, 0)), Some(instant(end.to_datetime(to)))),
        (Some(from), Some(to)) => {
            let end = if to < from && last.is_none() { day.saturating_add(1.days()) } else { end };
            (instant(day.to_datetime(from)), Some(instant(end.to_datetime(to))))
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// Wednesday 18 November 2026, 14:30 in Sweden.
    fn now() -> Timestamp {
        at("2026-11-18T13:30:00Z")
    }

    #[test]
    fn what_people_say_becomes_an_interval_that_has_passed() {
        let said = |when: When| when.interval(now()).unwrap();
        assert_eq!(said(When::Now), (at("2026-11-18T12:30:00Z"), now()));
        assert_eq!(said(When::Today), (at("2026-11-17T23:00:00Z"), now()));
        assert_eq!(said(When::Evening), (at("2026-11-17T17:00:00Z"), at("2026-11-17T22:59:00Z")));
        assert_eq!(said(When::Night), (at("2026-11-17T21:00:00Z"), at("2026-11-18T05:00:00Z")));
        assert_eq!(said(When::Weekend), (at("2026-11-13T17:00:00Z"), at("2026-11-15T22:59:00Z")));
        // Saturday noon: the weekend has begun and goes on.
        let saturday = at("2026-11-21T11:00:00Z");
        assert_eq!(When::Weekend.interval(saturday).unwrap(), (at("2026-11-20T17:00:00Z"), saturday));
        // Friday before the weekend begins: the last one; from 18 on this one, as long as it goes on. Monday: the one that has been.
        let last = (at("2026-11-27T17:00:00Z"), at("2026-11-29T22:59:00Z"));
        for (now, expected) in [
            ("2026-12-04T09:00:00Z", last),
            ("2026-12-04T16:50:00Z", last),
            ("2026-12-04T17:30:00Z", (at("2026-12-04T17:00:00Z"), at("2026-12-04T17:30:00Z"))),
            ("2026-12-06T22:00:00Z", (at("2026-12-04T17:00:00Z"), at("2026-12-06T22:00:00Z"))),
            ("2026-12-07T07:00:00Z", (at("2026-12-04T17:00:00Z"), at("2026-12-06T22:59:00Z"))),
        ] {
            assert_eq!(When::Weekend.interval(at(now)).unwrap(), expected, "{now}");
        }
        // Two in the morning: the night goes on.
        let early = at("2026-11-18T01:00:00Z");
        assert_eq!(When::Night.interval(early).unwrap(), (at("2026-11-17T21:00:00Z"), early));
    }

    #[test]
    fn own_hours_may_run_past_midnight_and_over_days() {
        let own = |day: &str, from: &str, to: &str| super::own([day, ""], from, to);
        let over = |last: &str, from: &str, to: &str| super::own(["2026-11-13", last], from, to);
        assert_eq!(over("2026-11-15", "18:00", "23:59").unwrap(), (at("2026-11-13T17:00:00Z"), Some(at("2026-11-15T22:59:00Z"))));
        assert_eq!(over("2026-11-14", "18:00", "08:00").unwrap().1, Some(at("2026-11-14T07:00:00Z")));
        assert_eq!(over("2026-11-15", "", "").unwrap(), (at("2026-11-12T23:00:00Z"), Some(at("2026-11-15T22:59:00Z"))));
        assert_eq!(over("2026-11-15", "18:00", "").unwrap().1, Some(at("2026-11-15T22:59:00Z")));
        assert_eq!((over("2026-11-12", "", "").unwrap_err().field, over("12/11", "", "").unwrap_err().field), ("last", "last"));
        assert_eq!(own("2026-11-13", "22:00", "02:30").unwrap(), (at("2026-11-13T21:00:00Z"), Some(at("2026-11-14T01:30:00Z"))));
        assert_eq!(own("2026-11-13", "9:05", "").unwrap(), (at("2026-11-13T08:05:00Z"), None));
        assert_eq!(own("2026-11-13", "", "").unwrap(), (at("2026-11-12T23:00:00Z"), Some(at("2026-11-13T22:59:00Z"))));
        assert_eq!(own("13/11", "", "").unwrap_err().field, "day");
        assert_eq!(own("2026-11-13", "25:00", "").unwrap_err().field, "from");
    }
}
