#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn read(text: &str, order: DateOrder) -> Result<Option<Moment>, Reason> {
    moment(&Cell::from_text(text), order)
}

fn local(y: i16, m: i8, d: i8, hh: i8, mm: i8) -> Option<Moment> {
    Some(Moment::Local(date(y, m, d).at(hh, mm, 0, 0)))
}

#[test]
fn written_dates() {
    use DateOrder::{DayFirst, MonthFirst, YearFirst};
    let day = |y, m, d| Ok(Some(Moment::Day(date(y, m, d))));
    assert_eq!(read("2026-10-09", YearFirst), day(2026, 10, 9));
    assert_eq!(read("20261009", MonthFirst), day(2026, 10, 9));
    assert_eq!(read("261009", YearFirst), day(2026, 10, 9));
    assert_eq!(read("10/9/26", MonthFirst), day(2026, 10, 9));
    assert_eq!(read("9/10/2026", DayFirst), day(2026, 10, 9));
    assert_eq!(read("9.10.2026", YearFirst), day(2026, 10, 9));
    assert_eq!(read("10/9/26", YearFirst), Err(Reason::AmbiguousDate("10/9/26".into())));
    assert_eq!(read("10/10/26", YearFirst), day(2026, 10, 10));
    assert_eq!(read("13/13/26", YearFirst), Err(Reason::AmbiguousDate("13/13/26".into())));
    assert_eq!(read("13/9/26", MonthFirst), Err(Reason::NotADate("13/9/26".into())));
    assert_eq!(read("2026-02-30", YearFirst), Err(Reason::NotADate("2026-02-30".into())));
    assert_eq!(read("i förrgår", YearFirst), Err(Reason::NotADate("i förrgår".into())));
    assert_eq!(read("", YearFirst), Ok(None));
}

#[test]
fn dates_with_times() {
    let y = DateOrder::YearFirst;
    assert_eq!(read("2026-10-09 15:23", y), Ok(local(2026, 10, 9, 15, 23)));
    assert_eq!(read("2026-10-09T15:23:00.000", y), Ok(local(2026, 10, 9, 15, 23)));
    assert_eq!(read("20261009 1523", y), Ok(local(2026, 10, 9, 15, 23)));
    assert_eq!(read("10/9/26 3:23 PM", DateOrder::MonthFirst), Ok(local(2026, 10, 9, 15, 23)));
    assert_eq!(read("2026-10-09 24:00", y), Ok(local(2026, 10, 10, 0, 0)));
    let at = |t: &str| Ok(Some(Moment::At(t.parse().unwrap())));
    assert_eq!(read("2022-10-07 1:03:33 +02:00", y), at("2022-10-06T23:03:33Z"));
    assert_eq!(read("2026-10-09T15:23:00Z", y), at("2026-10-09T15:23:00Z"));
    assert_eq!(read("2026-10-09T15:23-0400", y), at("2026-10-09T19:23:00Z"));
    assert_eq!(read("2026-10-09T15:23+02", y), at("2026-10-09T13:23:00Z"));
    assert!(read("2026-10-09 25:00", y).is_err());
}

#[test]
fn day_numbers() {
    let serial = |days, timed| moment(&Cell::Serial { days, timed }, DateOrder::YearFirst).unwrap().unwrap();
    let at = |n: f64| serial(n, false);
    assert_eq!(at(46_304.0), Moment::Day(date(2026, 10, 9)));
    assert_eq!(Some(at(46_304.640_972_222_2)), local(2026, 10, 9, 15, 23));
    assert_eq!(Some(serial(46_304.0, true)), local(2026, 10, 9, 0, 0), "a midnight that is shown");
    assert_eq!(at(1.0), Moment::Day(date(1900, 1, 1)));
    assert_eq!(at(61.0), Moment::Day(date(1900, 3, 1)));
    // A day number in a cell that is not shown as a date.
    assert_eq!(moment(&Cell::Number(46_304.0), DateOrder::MonthFirst), Ok(Some(Moment::Day(date(2026, 10, 9)))));
    assert!(moment(&Cell::Number(5_000_000.0), DateOrder::YearFirst).is_err());
}

#[test]
fn times_of_day() {
    let m = |t: &str| minutes(&Cell::from_text(t));
    assert_eq!(m("1523"), Ok(Some(923)));
    assert_eq!(m("0018"), Ok(Some(18)));
    assert_eq!(m("8:05"), Ok(Some(485)));
    assert_eq!(m("08.05"), Ok(Some(485)));
    assert_eq!(m("kl 08:05:59"), Ok(Some(485)));
    assert_eq!(m("2400"), Ok(Some(1440)));
    assert_eq!(m(""), Ok(None));
    assert_eq!(minutes(&Cell::Number(823.0)), Ok(Some(503)));
    let serial = |days| minutes(&Cell::Serial { days, timed: true });
    assert_eq!(serial(0.5), Ok(Some(720)));
    // 08:05:59 and 23:59:45 are in the same minute whether text or number; 08:05 is not 08:04.
    assert_eq!(serial(29_159.0 / 86_400.0), m("08:05:59"));
    assert_eq!(minutes(&Cell::Number(86_385.0 / 86_400.0)), m("23:59:45"));
    assert_eq!(serial(46_304.0 + 485.0 / 1_440.0), Ok(Some(485)));
    assert!(m("2460").is_err() && m("kväll").is_err() && m("99999").is_err());
}

#[test]
fn summer_time_gap_and_overlap() {
    let wall = |d: Date, minutes: i64| at(Moment::Day(d), minutes);
    // 02:30 on 29 March 2026 does not exist; it is moved forward, and 03:00 is not before it.
    let (start, end) = (wall(date(2026, 3, 29), 150), wall(date(2026, 3, 29), 180));
    assert_eq!(start.instant().to_string(), "2026-03-29T01:30:00Z");
    assert!(!end.is_before(start));
    assert_eq!(end.instant_after(start), start.instant());
    // From 02:45 to 02:15 on the night when the hour comes twice: half an hour, not a mistake.
    let (start, end) = (wall(date(2026, 10, 25), 165), wall(date(2026, 10, 25), 135));
    assert_eq!(start.instant().to_string(), "2026-10-25T00:45:00Z");
    assert!(!end.is_before(start));
    assert_eq!(end.instant_after(start).to_string(), "2026-10-25T01:15:00Z");
    assert!(wall(date(2026, 10, 24), 135).is_before(wall(date(2026, 10, 24), 165)));
    assert_eq!(wall(date(2026, 10, 24), 1_440), wall(date(2026, 10, 25), 0));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        for order in [DateOrder::YearFirst, DateOrder::MonthFirst, DateOrder::DayFirst] {
            let _ = read(&text, order);
        }
        let _ = minutes(&Cell::from_text(&text));
    }

    #[test]
    fn any_number_is_read_or_refused(n in proptest::num::f64::ANY) {
        for timed in [false, true] {
            let _ = moment(&Cell::Serial { days: n, timed }, DateOrder::YearFirst);
            let _ = minutes(&Cell::Serial { days: n, timed });
        }
        let _ = moment(&Cell::Number(n), DateOrder::YearFirst);
        let _ = minutes(&Cell::Number(n));
    }

    #[test]
    fn every_day_is_read_back_in_each_form(days in 0_i64..20_000, minute in 0_i64..1_440) {
        let day = date(1990, 1, 1).saturating_add(days.days());
        let (y, m, d) = (day.year(), day.month(), day.day());
        let expected = Ok(Some(Moment::Day(day)));
        prop_assert_eq!(read(&day.to_string(), DateOrder::YearFirst), expected.clone());
        prop_assert_eq!(read(&format!("{m}/{d}/{y}"), DateOrder::MonthFirst), expected.clone());
        prop_assert_eq!(read(&format!("{d}/{m}/{y}"), DateOrder::DayFirst), expected.clone());
        prop_assert_eq!(read(&format!("{y}{m:02}{d:02}"), DateOrder::YearFirst), expected);
        let text = format!("{:02}{:02}", minute / 60, minute % 60);
        prop_assert_eq!(minutes(&Cell::from_text(&text)), Ok(Some(minute)));
    }
}
