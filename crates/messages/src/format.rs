//! Numbers, dates and weeks as each language writes them.

use crate::Lang;
use domain::week::{Week, local};
use jiff::Timestamp;
use jiff::civil::Date;

/// No-break space: groups thousands in Swedish and holds a number to its unit.
const NBSP: char = '\u{a0}';

/// A whole number with grouped thousands: `12 345` or `12,345`.
pub fn whole(lang: Lang, value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mark = match lang {
        Lang::Sv => NBSP,
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + 4);
    if value <= -0.5 {
        out.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        // Swedish writes four digits together (1250), as Svenska skrivregler advise.
        let grouped = digits.len() > 4 || lang == Lang::En;
        if grouped && i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// A number with so many decimals: `3,7` or `3.7`.
pub fn decimal(lang: Lang, value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (int, rest) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) { "−" } else { "" };
    let int = whole(lang, int.parse().unwrap_or(0.0));
    match (rest.is_empty(), lang) {
        (true, _) => format!("{sign}{int}"),
        (false, Lang::Sv) => format!("{sign}{int},{rest}"),
        (false, Lang::En) => format!("{sign}{int}.{rest}"),
    }
}

/// An interval of counts: `61–99`.
pub fn interval(lang: Lang, low: f64, high: f64) -> String {
    format!("{}–{}", whole(lang, low), whole(lang, high))
}

/// Month names as they stand inside a date.
fn month(lang: Lang, month: i8) -> &'static str {
    const SV: [&str; 12] =
        ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];
    const EN: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let index = usize::try_from(month - 1).unwrap_or(0).min(11);
    match lang {
        Lang::Sv => SV[index],
        Lang::En => EN[index],
    }
}

/// `15 november 2026`.
pub fn date_long(lang: Lang, day: Date) -> String {
    format!("{} {} {}", day.day(), month(lang, day.month()), day.year())
}

/// `2026-11-15`: the form of tables, the same in both languages.
pub fn date_short(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// `9–15 november 2026`, `30 november–6 december 2026`, with years written once when equal.
pub fn date_range(lang: Lang, from: Date, to: Date) -> String {
    if from == to {
        return date_long(lang, from);
    }
    if from.year() != to.year() {
        return format!("{} – {}", date_long(lang, from), date_long(lang, to));
    }
    if from.month() != to.month() {
        return format!("{} {}–{}", from.day(), month(lang, from.month()), date_long(lang, to));
    }
    format!("{}–{}", from.day(), date_long(lang, to))
}

/// Local clock time, 24 hours: `14:05`.
pub fn time_of_day(at: Timestamp) -> String {
    let at = local(at);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Local date and time: `2026-11-15 14:05`.
pub fn date_time(at: Timestamp) -> String {
    format!("{} {}", date_short(local(at).date()), time_of_day(at))
}

/// When something happened, with the date written once: `2026-11-15 22:05–23:10`, `2026-11-15 22:05–2026-11-16 01:10`. From the first to the
/// last minute of a day it is `2026-11-15, hela dagen`, of several days `2026-11-15–2026-11-16`.
pub fn time_span(lang: Lang, start: Timestamp, end: Option<Timestamp>) -> String {
    let Some(end) = end.filter(|end| *end != start) else { return date_time(start) };
    let (from, to) = (local(start), local(end));
    let (first, last) = (date_short(from.date()), date_short(to.date()));
    let is_whole = (from.hour(), from.minute(), to.hour(), to.minute()) == (0, 0, 23, 59);
    match (is_whole, first == last) {
        (true, true) => lang.format("whole-day", &[("date", first.into())]),
        (true, false) => format!("{first}–{last}"),
        (false, true) => format!("{}–{}", date_time(start), time_of_day(end)),
        (false, false) => format!("{}–{}", date_time(start), date_time(end)),
    }
}

/// `v. 46` or `week 46`.
pub fn week_short(lang: Lang, week: Week) -> String {
    match lang {
        Lang::Sv => format!("v.{NBSP}{}", week.number()),
        Lang::En => format!("week{NBSP}{}", week.number()),
    }
}

/// `vecka 46, 2026` or `week 46, 2026`.
pub fn week_long(lang: Lang, week: Week) -> String {
    match lang {
        Lang::Sv => format!("vecka{NBSP}{}, {}", week.number(), week.year()),
        Lang::En => format!("week{NBSP}{}, {}", week.number(), week.year()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn spans_write_a_date_once_and_a_day_as_a_day() {
        let at = |text: &str| Some(domain::week::instant(text.parse().unwrap()));
        let span = |from: &str, to| time_span(Lang::Sv, at(from).unwrap(), to);
        assert_eq!(span("2026-11-18T22:05", None), "2026-11-18 22:05");
        assert_eq!(span("2026-11-18T22:05", at("2026-11-18T22:05")), "2026-11-18 22:05");
        assert_eq!(span("2026-11-18T22:05", at("2026-11-18T23:10")), "2026-11-18 22:05–23:10");
        assert_eq!(span("2026-11-18T22:05", at("2026-11-19T01:10")), "2026-11-18 22:05–2026-11-19 01:10");
        assert_eq!(span("2026-11-18T00:00", at("2026-11-18T23:59")), "2026-11-18, hela dagen");
        assert_eq!(span("2026-11-18T00:00", at("2026-11-20T23:59")), "2026-11-18–2026-11-20");
        assert_eq!(time_span(Lang::En, at("2026-11-18T00:00").unwrap(), at("2026-11-18T23:59")), "2026-11-18, all day");
    }

    #[test]
    fn numbers() {
        assert_eq!(whole(Lang::Sv, 1250.0), "1250");
        assert_eq!(whole(Lang::Sv, 1_234_567.0), "1\u{a0}234\u{a0}567");
        assert_eq!(whole(Lang::En, 1250.0), "1,250");
        assert_eq!(whole(Lang::Sv, -0.2), "0");
        assert_eq!(decimal(Lang::Sv, 3.75, 1), "3,8");
        assert_eq!(decimal(Lang::En, -0.04, 1), "0.0");
        assert_eq!(decimal(Lang::Sv, -0.06, 1), "−0,1");
    }

    #[test]
    fn dates() {
        assert_eq!(date_range(Lang::Sv, date(2026, 11, 9), date(2026, 11, 15)), "9–15 november 2026");
        assert_eq!(date_range(Lang::Sv, date(2026, 11, 30), date(2026, 12, 6)), "30 november–6 december 2026");
        assert_eq!(date_range(Lang::En, date(2026, 12, 28), date(2027, 1, 3)), "28 December 2026 – 3 January 2027");
        assert_eq!(week_long(Lang::Sv, Week::new(2026, 46).unwrap()), "vecka\u{a0}46, 2026");
    }
}
