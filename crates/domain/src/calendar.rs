//! The Swedish calendar: public holidays by rule (lag 1989:253) and the eves that the field
//! plans around.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A day with a name in the Swedish calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// 6 January.
    Epiphany,
    /// Friday before Easter.
    GoodFriday,
    /// Saturday before Easter.
    EasterEve,
    /// Easter Sunday.
    Easter,
    /// Monday after Easter.
    EasterMonday,
    /// 30 April, Walpurgis night.
    Walpurgis,
    /// 1 May.
    MayDay,
    /// Thursday, 39 days after Easter.
    Ascension,
    /// Sunday, 49 days after Easter.
    Pentecost,
    /// 6 June.
    NationalDay,
    /// Friday 19–25 June.
    MidsummerEve,
    /// Saturday 20–26 June.
    Midsummer,
    /// Saturday 31 October–6 November.
    AllSaints,
    /// 13 December.
    Lucia,
    /// 24 December.
    ChristmasEve,
    /// 25 December.
    Christmas,
    /// 26 December.
    BoxingDay,
    /// 31 December.
    NewYearsEve,
}

impl Holiday {
    /// Stable key for message ids (`holiday-…`).
    pub fn key(self) -> &'static str {
        match self {
            Holiday::NewYear => "new-year",
            Holiday::Epiphany => "epiphany",
            Holiday::GoodFriday => "good-friday",
            Holiday::EasterEve => "easter-eve",
            Holiday::Easter => "easter",
            Holiday::EasterMonday => "easter-monday",
            Holiday::Walpurgis => "walpurgis",
            Holiday::MayDay => "may-day",
            Holiday::Ascension => "ascension",
            Holiday::Pentecost => "pentecost",
            Holiday::NationalDay => "national-day",
            Holiday::MidsummerEve => "midsummer-eve",
            Holiday::Midsummer => "midsummer",
            Holiday::AllSaints => "all-saints",
            Holiday::Lucia => "lucia",
            Holiday::ChristmasEve => "christmas-eve",
            Holiday::Christmas => "christmas",
            Holiday::BoxingDay => "boxing-day",
            Holiday::NewYearsEve => "new-years-eve",
        }
    }
}

/// Named days between two dates, both included, in order.
pub fn holidays(from: Date, to: Date) -> Vec<(Date, Holiday)> {
    let mut days: Vec<_> = (from.year()..=to.year()).flat_map(holidays_of_year).collect();
    days.retain(|(day, _)| (from..=to).contains(day));
    days.sort_by_key(|(day, _)| *day);
    days
}

fn holidays_of_year(year: i16) -> Vec<(Date, Holiday)> {
    let easter = easter(year);
    let day = |month, day| Date::new(year, month, day).unwrap_or(easter);
    let midsummer = first_on_or_after(day(6, 20), Weekday::Saturday);
    vec![
        (day(1, 1), Holiday::NewYear),
        (day(1, 6), Holiday::Epiphany),
        (easter.saturating_sub(2.days()), Holiday::GoodFriday),
        (easter.saturating_sub(1.days()), Holiday::EasterEve),
        (easter, Holiday::Easter),
        (easter.saturating_add(1.days()), Holiday::EasterMonday),
        (day(4, 30), Holiday::Walpurgis),
        (day(5, 1), Holiday::MayDay),
        (easter.saturating_add(39.days()), Holiday::Ascension),
        (easter.saturating_add(49.days()), Holiday::Pentecost),
        (day(6, 6), Holiday::NationalDay),
        (midsummer.saturating_sub(1.days()), Holiday::MidsummerEve),
        (midsummer, Holiday::Midsummer),
        (first_on_or_after(day(10, 31), Weekday::Saturday), Holiday::AllSaints),
        (day(12, 13), Holiday::Lucia),
        (day(12, 24), Holiday::ChristmasEve),
        (day(12, 25), Holiday::Christmas),
        (day(12, 26), Holiday::BoxingDay),
        (day(12, 31), Holiday::NewYearsEve),
    ]
}

fn first_on_or_after(day: Date, weekday: Weekday) -> Date {
    let ahead = (weekday.to_monday_zero_offset() - day.weekday().to_monday_zero_offset()).rem_euclid(7);
    day.saturating_add(i64::from(ahead).days())
}

/// Easter Sunday of the Gregorian calendar (Meeus, *Astronomical Algorithms*, ch. 8).
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let a = y % 19;
    let (b, c) = (y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (i8::try_from(n / 31).unwrap_or(4), i8::try_from(n % 31 + 1).unwrap_or(1));
    Date::new(year, month, day).unwrap_or(Date::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_of_known_years() {
        for (year, month, day) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)] {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn movable_days_of_2026() {
        let days = holidays(date(2026, 1, 1), date(2026, 12, 31));
        let of = |h: Holiday| days.iter().find(|(_, x)| *x == h).unwrap().0;
        assert_eq!(of(Holiday::MidsummerEve), date(2026, 6, 19));
        assert_eq!(of(Holiday::AllSaints), date(2026, 10, 31));
        assert_eq!(of(Holiday::Ascension), date(2026, 5, 14));
    }

    #[test]
    fn a_range_over_new_year() {
        let days = holidays(date(2026, 12, 28), date(2027, 1, 3));
        assert_eq!(days.len(), 2);
        assert_eq!(days[1].1, Holiday::NewYear);
    }
}
