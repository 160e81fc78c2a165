//! Dates and times of lists: their order, from–to in one cell, hours alone.

use super::{File, Read, now, read, read_with};
use domain::imports::{DateOrder, Mapping, Reason};
use intake::mapping_file;

fn starts(read: &Read) -> Vec<String> {
    read.rows.iter().map(|row| row.start.to_zoned(jiff::tz::TimeZone::get("Europe/Stockholm").unwrap()).datetime().to_string()).collect()
}

/// A list with these cells as starts.
fn list(cells: &[&str]) -> File {
    File::new(format!("Datum;Område\n{}", cells.iter().map(|cell| format!("{cell};Ryd\n")).collect::<String>()))
}

/// The list read as one of a sender whose last list had these dates.
fn read_after(file: &File, saved: DateOrder) -> Read {
    let table = file.open().unwrap();
    let mapping = Mapping { dates: saved, ..table.propose(None).mapping };
    let proposal = table.propose(Some(&mapping));
    assert!(proposal.saved);
    read_with(file, &proposal.mapping).unwrap()
}

#[test]
fn the_files_own_dates_come_before_what_was_saved() {
    // A day over 12 proves the order, whatever the sender wrote before.
    let proves = list(&["9/7/2026 08:10", "9/14/2026 08:10", "9/11/2026 08:10"]);
    for saved in [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst] {
        assert_eq!(starts(&read_after(&proves, saved)), ["2026-09-07T08:10:00", "2026-09-14T08:10:00", "2026-09-11T08:10:00"], "{saved:?}");
    }
    // One week against seven months.
    let near = list(&["8/3/2026", "8/4/2026", "8/5/2026", "8/6/2026", "8/9/2026"]);
    assert_eq!(starts(&read_after(&near, DateOrder::DayFirst))[4], "2026-08-09T00:00:00");
    // Two dates say little: against what was saved somebody must choose, with it they are read.
    let few = list(&["5/4/2026", "5/5/2026"]);
    let asked = read_after(&few, DateOrder::DayFirst);
    assert_eq!(asked.rejected.iter().map(|r| r.reason.clone()).collect::<Vec<_>>(), [Reason::AmbiguousDate("5/4/2026".into())]);
    assert_eq!(starts(&read_after(&few, DateOrder::MonthFirst)), ["2026-05-04T00:00:00", "2026-05-05T00:00:00"]);
    // Where the file is silent, what was saved counts.
    let silent = list(&["5/4/2026"]);
    assert_eq!(starts(&read_after(&silent, DateOrder::DayFirst)), ["2026-04-05T00:00:00"]);
    assert_eq!(starts(&read_after(&silent, DateOrder::MonthFirst)), ["2026-05-04T00:00:00"]);
}

#[test]
fn a_file_in_both_orders_is_read_where_only_one_can_be_meant() {
    let both = list(&["21/9/2026 07:00", "9/22/2026 07:00", "8/9/2026 07:00", "9/9/2026 07:00", "2026-09-10 07:00"]);
    for saved in [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst] {
        let read = read_after(&both, saved);
        assert_eq!(starts(&read), ["2026-09-21T07:00:00", "2026-09-22T07:00:00", "2026-09-09T07:00:00", "2026-09-10T07:00:00"]);
        assert_eq!(read.rejected[0].reason, Reason::AmbiguousDate("8/9/2026 07:00".into()));
        assert_eq!((read.rejected.len(), read.rejected[0].row), (1, 4));
    }
    assert!(both.open().unwrap().propose(None).order_unknown);
    // What a person says of this file counts.
    let said = mapping_file::read("dates = \"day_first\"\n[columns]\nstart = \"Datum\"\ndistrict = \"Område\"\n").unwrap();
    let read = read_with(&both, &said).unwrap();
    assert_eq!(starts(&read)[1], "2026-09-08T07:00:00");
    assert_eq!(read.rejected[0].reason, Reason::NotADate("9/22/2026 07:00".into()));
    // A mapping that says nothing of the order leaves it to the file.
    let open = mapping_file::read("[columns]\nstart = \"Datum\"\ndistrict = \"Område\"\n").unwrap();
    assert_eq!(starts(&read_with(&list(&["9/7/2026", "9/14/2026"]), &open).unwrap())[0], "2026-09-07T00:00:00");
}

#[test]
fn from_and_until_in_a_cell_are_start_and_end() {
    let file =
        list(&["2026-09-07 13:20-16:45", "2026-09-08 9-12", "2026-09-09 22:30-01:15", "2026-09-10 13:20 +02:00", "2026-09-11 13:20-"]);
    let read = read(&file);
    assert_eq!(read.rejected, []);
    let times: Vec<_> = read.rows.iter().map(|row| (row.start.to_string(), row.end.map(|end| end.to_string()))).collect();
    let expected = [
        ("2026-09-07T11:20:00Z", Some("2026-09-07T14:45:00Z")),
        ("2026-09-08T07:00:00Z", Some("2026-09-08T10:00:00Z")),
        ("2026-09-09T20:30:00Z", Some("2026-09-09T23:15:00Z")),
        ("2026-09-10T11:20:00Z", None),
        ("2026-09-11T11:20:00Z", None),
    ];
    assert_eq!(times, expected.map(|(start, end)| (start.to_owned(), end.map(str::to_owned))));
    let wrong = super::read(&list(&["2026-09-07 - 2026-09-05", "2026-09-08"]));
    assert_eq!((wrong.rejected[0].column.as_deref(), &wrong.rejected[0].reason), (Some("Datum"), &Reason::EndBeforeStart));
    // An end of its own comes first; of a cell of ends the end counts.
    let own = File::new("Start;Slut;Område\n2026-09-07 13:20-16:45;2026-09-07 18:00;Ryd\n2026-09-07 13:20;2026-09-07 15:00-15:30;Ryd\n");
    let ends: Vec<_> = super::read(&own).rows.iter().map(|row| row.end.unwrap().to_string()).collect();
    assert_eq!(ends, ["2026-09-07T16:00:00Z", "2026-09-07T13:30:00Z"]);
}

#[test]
fn from_and_until_in_a_column_of_times() {
    let of = |times: &[&str]| {
        let rows: String = times.iter().map(|time| format!("2026-09-07;{time};Ryd\n")).collect();
        read(&File::new(format!("Datum;Klockslag;Område\n{rows}")))
    };
    let ranges = of(&["9-12", "13:20-16:45", "22.30\u{2013}01.15", "11+", "1320-1645"]);
    assert_eq!(ranges.rejected, []);
    let hours: Vec<_> = ranges
        .rows
        .iter()
        .map(|row| (row.start.to_string()[11..16].to_owned(), row.end.map(|e| e.to_string()[8..16].to_owned())))
        .collect();
    let expected = [
        ("07:00", Some("07T10:00")),
        ("11:20", Some("07T14:45")),
        ("20:30", Some("07T23:15")),
        ("09:00", None),
        ("11:20", Some("07T14:45")),
    ];
    assert_eq!(hours, expected.map(|(from, until)| (from.to_owned(), until.map(str::to_owned))));
}

#[test]
fn an_hour_alone_is_told_from_a_time_without_its_zeros() {
    let of = |header: &str, times: &[&str]| {
        let rows: String = times.iter().map(|time| format!("2026-09-07;{time};Ryd\n")).collect();
        starts(&read(&File::new(format!("{header}\n{rows}")))).iter().map(|start| start[11..16].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of("Datum;Klockslag;Område", &["8", "17", "23"]), ["08:00", "17:00", "23:00"]);
    assert_eq!(of("Datum;Klockslag;Område", &["8", "17:30"]), ["08:00", "17:30"]);
    // 1730 says how the column is written: 8 is what is left of 0008.
    assert_eq!(of("Datum;Klockslag;Område", &["8", "1730"]), ["00:08", "17:30"]);
    let alone = starts(&read(&list(&["2026-09-07 8", "2026-09-08 17"])));
    assert_eq!(alone, ["2026-09-07T08:00:00", "2026-09-08T17:00:00"]);
    assert!(now().to_string().starts_with("2026-11"));
}

#[test]
fn dates_as_swedes_write_them() {
    let file = list(&[
        "7 sep 2026 08:10",
        "7-sep-26 08:10",
        "den 7 september 2026 kl. 08.10",
        "mån 2026-09-07 08:10",
        "7.9.2026 8.10",
        "tis 2026-09-07 08:10",
    ]);
    let read = read(&file);
    assert_eq!(starts(&read), vec!["2026-09-07T08:10:00"; 5]);
    assert_eq!((read.rejected.len(), &read.rejected[0].reason), (1, &Reason::NotADate("tis 2026-09-07 08:10".into())));
}

#[test]
fn clock_times_may_stand_under_the_headers_of_dates() {
    let of = |text: &str| {
        let read = read(&File::new(text));
        assert_eq!(read.rejected, [], "{text}");
        let local = |at: jiff::Timestamp| domain::week::local(at).strftime("%d %H:%M").to_string();
        read.rows.iter().map(|row| (local(row.start), row.end.map(local))).collect::<Vec<_>>()
    };
    let span = |from: &str, until: &str| (from.to_owned(), Some(until.to_owned()));
    let rows = of("Datum;Start;Slut;Område\n2026-10-05;14:30;15:10;Ryd\n2026-10-06;23:00;24:00;Ryd\n2026-10-07;23.30;01.15;Ryd\n");
    assert_eq!(rows, [span("05 14:30", "05 15:10"), span("06 23:00", "07 00:00"), span("07 23:30", "08 01:15")]);
    let rows = of("Start;Slut;Område\n2026-10-05 14:30;15:10;Ryd\n2026-10-06 23:00;24:00;Ryd\n");
    assert_eq!(rows, [span("05 14:30", "05 15:10"), span("06 23:00", "07 00:00")]);
    let rows = of("Datum;Från;Till;Område\n2026-10-05;14;15;Ryd\n2026-10-06;8;9;Ryd\n");
    assert_eq!(rows, [span("05 14:00", "05 15:00"), span("06 08:00", "06 09:00")]);
}

#[test]
fn a_year_may_stand_apart_from_day_and_month() {
    let file = list(&["5/9 2026 14:30", "lör 5/9 2026 kl. 14.30", "den 5/9-2026 14:30", "mån 5/9 2026 14:30", "5/9 26 14:30"]);
    let read = read(&file);
    assert_eq!(starts(&read), vec!["2026-09-05T14:30:00"; 3]);
    assert_eq!(read.rejected.iter().map(|r| r.row).collect::<Vec<_>>(), [5, 6]);
}
