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
    assert_eq!(read("13/13/26", YearFirst), Err(Reason::NotADate("13/13/26".into())));
    // A day over 12 leaves one reading.
    assert_eq!(read("13/9/26", YearFirst), day(2026, 9, 13));
    assert_eq!(read("9/13/26", YearFirst), day(2026, 9, 13));
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
    assert_eq!(m("2026-10-09 08:05"), Ok(Some(485)));
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

#[test]
fn dates_with_words() {
    let y = DateOrder::YearFirst;
    for text in [
        "9 oktober 2026 15:23",
        "9 okt 2026 15.23",
        "9-okt-26 15:23",
        "9 okt. 2026, 15:23",
        "den 9 oktober 2026 kl. 15.23",
        "Den 9:e oktober 2026 klockan 15.23",
        "fredagen den 9 oktober 2026 kl 15:23",
        "2026-10-09 kl. 15.23",
        "2026-10-09 kl 15:23",
        "2026-10-09 kl.15.23",
        "2026-10-09, 15:23",
        "9.10.2026 15.23",
        "fre 2026-10-09 15:23",
        "Fre. 2026-10-09 15:23",
        "2026-10-09 (fre) 15:23",
        "Fri Oct 9, 2026 3:23 PM",
        "October 9th 2026 3.23 p.m.",
        "9 Oct 2026 03:23pm",
        "2026-10-09 3:23 em",
        "9/10-2026 15.23",
        "20261009T152300",
        "2026\u{2010}10\u{2011}09 15:23",
    ] {
        assert_eq!(read(text, y), Ok(local(2026, 10, 9, 15, 23)), "{text}");
    }
    for (month, name) in (1..).zip([
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]) {
        let expected = Ok(Some(Moment::Day(date(2024, month, 29))));
        assert_eq!(read(&format!("29 {name} 2024"), y), expected);
        let short: String = name.chars().take(3).collect();
        assert_eq!(read(&format!("29-{short}-24"), y), expected);
        assert_eq!(read(&format!("29 {} 2024", short.to_uppercase()), y), expected);
    }
}

#[test]
fn what_contradicts_itself_is_no_date() {
    for text in [
        "tor 2026-10-09 15:23",
        "2026-10-09 (lör)",
        "lördag 9 oktober 2026",
        "2026-10-09 15:23 PM",
        "30 februari 2026",
        "9 okt 15:23",
        "9 okt 15.23",
        "okt 2026",
        "2026-10-09 15:23 i går",
        "2026-10-09 15.5",
        "2026-10-09 15:23:5x",
        "9 10 2026",
        "2026-10-09-10",
        "oktober",
        "2026-10-09 3:23 pm am",
        "2026-10-09 3-5 PM",
        "9/10-26",
        "9/10-12/10",
    ] {
        assert_eq!(read(text, DateOrder::YearFirst), Err(Reason::NotADate(text.into())), "{text}");
    }
}

#[test]
fn an_hour_alone_is_an_hour() {
    let y = DateOrder::YearFirst;
    assert_eq!(read("2026-10-09 15", y), Ok(local(2026, 10, 9, 15, 0)));
    assert_eq!(read("2026-10-09 kl 7", y), Ok(local(2026, 10, 9, 7, 0)));
    assert_eq!(read("9 oktober 2026 kl. 15", y), Ok(local(2026, 10, 9, 15, 0)));
    assert_eq!(read("2026-10-09 0015", y), Ok(local(2026, 10, 9, 0, 15)));
    assert!(read("2026-10-09 25", y).is_err());
    // In a column of times the other cells tell whether 15 is an hour or the rest of 0015.
    let from = |text: &str, hours| clock(&Cell::from_text(text), hours).unwrap().unwrap().from;
    assert_eq!((from("15", true), from("15", false)), (900, 15));
    assert_eq!((from("kl 15", false), from("3 pm", false), from("1523", true)), (900, 900, 923));
    assert_eq!(clock(&Cell::Number(15.0), true).unwrap().unwrap().from, 900);
}

#[test]
fn from_and_until_in_one_cell() {
    let cell = |text: &str| {
        let read = span(&Cell::from_text(text), DateOrder::YearFirst).unwrap().unwrap();
        (Some(read.from), read.until)
    };
    let at = |d, hh, mm| local(2026, 10, d, hh, mm);
    for (text, from, until) in [
        ("2026-10-09 13:20-16:45", at(9, 13, 20), at(9, 16, 45)),
        ("2026-10-09 09:00-12:00", at(9, 9, 0), at(9, 12, 0)),
        ("2026-10-09 1320-1645", at(9, 13, 20), at(9, 16, 45)),
        ("2026-10-09 9-12", at(9, 9, 0), at(9, 12, 0)),
        ("2026-10-09 13.20\u{2013}16.45", at(9, 13, 20), at(9, 16, 45)),
        ("2026-10-09 13:20 - 16:45", at(9, 13, 20), at(9, 16, 45)),
        ("2026-10-09 13:20 till 16:45", at(9, 13, 20), at(9, 16, 45)),
        ("2026-10-09 kl. 13.20 - kl. 16.45", at(9, 13, 20), at(9, 16, 45)),
        ("2026-10-09 3 PM-5 PM", at(9, 15, 0), at(9, 17, 0)),
        ("2026-10-09 13-5 PM", at(9, 13, 0), at(9, 17, 0)),
        ("2026-10-09 22:00-01:30", at(9, 22, 0), at(10, 1, 30)),
        ("2026-10-09 22:00-24:00", at(9, 22, 0), at(10, 0, 0)),
        ("2026-10-09 13:20 - 2026-10-10 07:00", at(9, 13, 20), at(10, 7, 0)),
        ("2026-10-09 - 2026-10-11", Some(Moment::Day(date(2026, 10, 9))), Some(Moment::Day(date(2026, 10, 11)))),
        ("2026-10-09 13:20 -", at(9, 13, 20), None),
        ("2026-10-09 13:20+", at(9, 13, 20), None),
    ] {
        assert_eq!(cell(text), (from, until), "{text}");
    }
    let zone = |text: &str, utc: &str| assert_eq!(cell(text), (Some(Moment::At(utc.parse().unwrap())), None), "{text}");
    zone("2026-10-09 13:20 +02:00", "2026-10-09T11:20:00Z");
    zone("2026-10-09 13:20+01", "2026-10-09T12:20:00Z");
    zone("2026-10-09T13:20-03:30", "2026-10-09T16:50:00Z");
    zone("2026-10-09 13:20:00-03", "2026-10-09T16:20:00Z");
    // No clock is 15 hours ahead, and "13:20 -02:00" is a zone or an end.
    for text in ["2026-10-09 13:20+15:00", "2026-10-09 13:20 -02:00", "2026-10-09 13:20+02:07", "2026-10-09 -16:45"] {
        assert!(read(text, DateOrder::YearFirst).is_err(), "{text}");
    }
    let times = |text: &str| clock(&Cell::from_text(text), false).unwrap().map(|read| (read.from, read.until));
    for (text, from, until) in [
        ("9-12", 540, Some(720)),
        ("22-23", 1_320, Some(1_380)),
        ("13:20-16:45", 800, Some(1_005)),
        ("1320-1645", 800, Some(1_005)),
        ("13:20\u{2013}16:45", 800, Some(1_005)),
        ("18.00-06.00", 1_080, Some(360)),
        ("13:20-02:00", 800, Some(120)),
        ("11+", 660, None),
        ("1320+", 800, None),
        ("13:20 -", 800, None),
    ] {
        assert_eq!(times(text), Some((from, until)), "{text}");
    }
    assert!(clock(&Cell::from_text("3-5 pm"), false).is_err());
    assert!(clock(&Cell::from_text("10-25"), false).is_err() && clock(&Cell::from_text("10-12-14"), false).is_err());
}

#[test]
fn the_clock_on_the_wall_passes_zones_by() {
    let wall = |text: &str| on_the_wall(text, DateOrder::YearFirst).unwrap().map(|span| span.from);
    assert_eq!(wall("2026-10-09T13:20+02:00"), local(2026, 10, 9, 13, 20));
    assert_eq!(wall("2026-10-09T13:20:00Z"), local(2026, 10, 9, 13, 20));
    assert_eq!(wall("2026-10-09 13:20:10.5"), Some(Moment::Local(date(2026, 10, 9).at(13, 20, 10, 500_000_000))));
    assert_eq!(wall("45000"), None);
}

/// Pieces that dates are made of, and that break them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        (0_u32..32).prop_map(|n| n.to_string()),
        (0_u32..60).prop_map(|n| format!("{n:02}")),
        (1990_u32..2030).prop_map(|n| n.to_string()),
        proptest::sample::select(&["-", "/", ".", ":", " ", " ", "T", "+", "\u{2013}", ",", "(", ")"][..]).prop_map(str::to_owned),
        proptest::sample::select(&["maj", "okt", "oktober", "Oct", "fre", "mån", "kl", "kl.", "den", "am", "PM", "till", "Z", ":e"][..])
            .prop_map(str::to_owned),
    ]
}

/// The numbers that a text can be said to hold: runs of digits, whole and cut as dates and times are.
fn numbers(text: &str) -> Vec<i64> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let cut = |run: &str| {
        let pairs: Vec<String> = run.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
        let late: Vec<String> =
            vec![run.chars().take(1).collect(), run.chars().skip(1).collect(), run.chars().take(4).collect(), run.to_owned()];
        pairs.into_iter().chain(late)
    };
    runs.flat_map(cut).filter_map(|run| run.parse().ok()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn a_time_is_made_of_the_numbers_of_its_text(pieces in proptest::collection::vec(piece(), 1..14), order in 0_usize..3) {
        let text = pieces.concat();
        let order = [DateOrder::YearFirst, DateOrder::MonthFirst, DateOrder::DayFirst][order];
        if let Ok(Some(Span { from, .. })) = on_the_wall(&text, order) {
            let held = numbers(&text);
            let day = from.day();
            let is_next = text.contains("24");
            prop_assert!(held.contains(&i64::from(day.day())) || is_next, "{text}: {from:?}");
            prop_assert!(held.contains(&i64::from(day.year() % 100)) || held.contains(&i64::from(day.year())), "{text}: {from:?}");
            if let Moment::Local(at) = from {
                let (hour, minute) = (i64::from(at.hour()), i64::from(at.minute()));
                prop_assert!(held.contains(&hour) || hour >= 12 && held.contains(&(hour - 12)) || hour == 0 || is_next, "{text}: {from:?}");
                prop_assert!(minute == 0 || held.contains(&minute), "{text}: {from:?}");
            }
        }
        let _ = clock(&Cell::from_text(&text), true);
    }

    #[test]
    fn a_weekday_that_the_day_was_not_is_seen(days in 0_i64..12_000, named in 0_usize..7, form in 0_usize..4) {
        let day = date(1995, 1, 1).saturating_add(days.days());
        let name = ["måndag", "tis", "Ons", "torsdagen", "fre.", "LÖR", "sön"][named];
        let (y, m, d) = (day.year(), day.month(), day.day());
        let text = match form {
            0 => format!("{name} {day} 14:30"),
            1 => format!("{name} den {d}.{m}.{y}"),
            2 => format!("{day} ({}) kl 14.30", name.trim_end_matches('.')),
            _ => format!("{name} {d}/{m}/{y} 14-15"),
        };
        let right = named == day.weekday().to_monday_zero_offset() as usize;
        prop_assert_eq!(read(&text, DateOrder::DayFirst).is_ok(), right, "{}", text);
    }

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
