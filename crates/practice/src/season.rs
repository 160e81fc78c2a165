//! When things happen: the year, the school's calendar, and the week's hours.

use domain::calendar::{Holiday, easter, holidays};
use domain::week::{HOURS_OF_WEEK, Week};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// How a kind of event varies over the year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    /// The same all year.
    Flat,
    /// More in summer.
    Summer,
    /// More in the dark half of the year.
    Dark,
    /// Follows people being away: summer weeks, Christmas, winter break.
    Away,
    /// Only when the ground is bare: April to October.
    Bare,
    /// Only on school days.
    Term,
    /// Fireworks: rises in December, peaks at New Year.
    Fireworks,
}

/// Factor on the yearly mean for a week; about 1 on average.
pub(crate) fn factor(season: Season, week: Week) -> f64 {
    // 1 at midsummer, −1 at midwinter.
    let summer = -(std::f64::consts::TAU * (f64::from(week.number()) - 2.5) / 52.0).cos();
    match season {
        Season::Flat => 1.0,
        Season::Summer => 1.0 + 0.35 * summer,
        Season::Dark => 1.0 - 0.35 * summer,
        Season::Away => match away_days(week) {
            0 => 0.8,
            days => 0.8 + 0.14 * days as f64,
        },
        Season::Bare => (1.0 + 0.95 * summer).max(0.12),
        Season::Term => school_days(week) as f64 / 5.0 * 1.3,
        Season::Fireworks => match week.number() {
            1 | 53 => 4.0,
            52 => 5.0,
            49..=51 => 2.6,
            44..=48 => 1.5,
            _ => 0.6,
        },
    }
}

fn days(week: Week) -> impl Iterator<Item = Date> {
    (0..7).map(move |day: i64| week.monday().saturating_add(day.days()))
}

fn school_days(week: Week) -> usize {
    days(week).filter(|day| is_school_day(*day)).count()
}

fn away_days(week: Week) -> usize {
    days(week).filter(|day| school_break(*day).is_some()).count()
}

/// A break of the municipal schools. The dates follow the usual pattern of the county, not any
/// decided calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    Christmas,
    Winter,
    Easter,
    Summer,
    Autumn,
}

impl Break {
    /// Its name in Swedish.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Break::Christmas => "Jullov",
            Break::Winter => "Sportlov",
            Break::Easter => "Påsklov",
            Break::Summer => "Sommarlov",
            Break::Autumn => "Höstlov",
        }
    }
}

/// The break that a day is part of: week 8, Easter Monday's week, mid June to mid August, week
/// 44, and 22 December to 7 January.
pub(crate) fn school_break(day: Date) -> Option<Break> {
    let week = Week::of_date(day);
    let (month, of_month) = (day.month(), day.day());
    if (month == 12 && of_month >= 22) || (month == 1 && of_month <= 7) {
        Some(Break::Christmas)
    } else if (date(day.year(), 6, 13)..=date(day.year(), 8, 16)).contains(&day) {
        Some(Break::Summer)
    } else if week.number() == 8 {
        Some(Break::Winter)
    } else if week.number() == 44 {
        Some(Break::Autumn)
    } else if week == Week::of_date(easter(day.year()).saturating_add(1.day())) {
        Some(Break::Easter)
    } else {
        None
    }
}

/// Whether the schools are open.
pub(crate) fn is_school_day(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let closed = holidays(day, day).iter().any(|(_, holiday)| match holiday {
        Holiday::NewYear
        | Holiday::Epiphany
        | Holiday::GoodFriday
        | Holiday::EasterMonday
        | Holiday::MayDay
        | Holiday::Ascension
        | Holiday::NationalDay
        | Holiday::Christmas
        | Holiday::BoxingDay
        | Holiday::ChristmasEve
        | Holiday::NewYearsEve
        | Holiday::MidsummerEve => true,
        Holiday::EasterEve | Holiday::Easter | Holiday::Walpurgis | Holiday::Pentecost => false,
        Holiday::Midsummer | Holiday::AllSaints | Holiday::Lucia => false,
    });
    !weekend && !closed && school_break(day).is_none()
}

/// How a kind of event spreads over the 168 hours of the week.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hours {
    /// Friday and Saturday late evening to early morning.
    WeekendNight,
    /// Shops open.
    Shopping,
    /// After school and work until late, every day.
    Evening,
    /// The dark hours.
    Night,
    /// When caretakers and staff are at work and find things.
    Working,
    /// The school day.
    School,
    /// Afternoon and evening, weekdays most.
    Afternoon,
}

impl Hours {
    /// Every pattern, in the order of its number.
    pub(crate) const ALL: [Hours; 7] =
        [Hours::WeekendNight, Hours::Shopping, Hours::Evening, Hours::Night, Hours::Working, Hours::School, Hours::Afternoon];

    /// Weights of the 168 hours, Monday 00 first.
    pub(crate) fn weights(self) -> [f64; HOURS_OF_WEEK] {
        std::array::from_fn(|cell| self.weight(cell / 24, cell % 24))
    }

    fn weight(self, day: usize, hour: usize) -> f64 {
        let weekday = day < 5;
        // A bell over the clock round `at`, so that nothing starts or stops at a sharp hour.
        let bell = |at: f64, width: f64| {
            let away = (hour as f64 - at).abs();
            (-0.5 * (away.min(24.0 - away) / width).powi(2)).exp()
        };
        match self {
            Hours::WeekendNight => {
                // The small hours belong to the night before.
                let night = if hour < 7 { (day + 6) % 7 } else { day };
                let busy = match night {
                    4 => 1.0,
                    5 => 1.15,
                    3 => 0.3,
                    2 | 6 => 0.2,
                    _ => 0.13,
                };
                busy * bell(0.5, 2.6) + 0.06 * bell(16.0, 4.0)
            }
            Hours::Shopping => match (weekday, hour) {
                (true, 9..=19) => 0.4 + bell(16.0, 2.2),
                (false, 10..=17) => 0.35 + 0.6 * bell(14.0, 2.0),
                _ => 0.0,
            },
            Hours::Evening => (if day == 4 || day == 5 { 1.35 } else { 1.0 }) * bell(20.0, 2.6) + 0.03,
            Hours::Night => (if day >= 4 { 1.3 } else { 1.0 }) * bell(1.5, 3.0) + 0.03,
            Hours::Working => match (weekday, hour) {
                (true, 6..=16) => 0.3 + bell(8.5, 2.0),
                (false, 8..=15) => 0.12,
                _ => 0.01,
            },
            Hours::School => match (weekday, hour) {
                (true, 8..=15) => 0.4 + bell(12.0, 1.8),
                _ => 0.0,
            },
            Hours::Afternoon => (if weekday { 1.0 } else { 0.75 }) * bell(17.0, 3.4) + 0.04,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn school_days_follow_the_breaks() {
        assert!(is_school_day(date(2026, 11, 18)));
        assert!(!is_school_day(date(2026, 11, 21))); // Saturday
        assert!(!is_school_day(date(2026, 10, 28))); // week 44
        assert!(!is_school_day(date(2026, 7, 1)));
        assert!(!is_school_day(date(2026, 5, 14))); // Ascension
        assert_eq!(school_break(date(2026, 2, 18)), Some(Break::Winter));
        assert_eq!(school_break(date(2026, 4, 8)), Some(Break::Easter));
        assert_eq!(school_break(date(2027, 1, 2)), Some(Break::Christmas));
    }

    #[test]
    fn factors_average_near_one_over_a_year() {
        for season in [Season::Flat, Season::Summer, Season::Dark, Season::Away, Season::Bare, Season::Term, Season::Fireworks] {
            let year: Vec<f64> = (1..=52).filter_map(|n| Week::new(2025, n).ok()).map(|w| factor(season, w)).collect();
            let mean = year.iter().sum::<f64>() / year.len() as f64;
            assert!((0.6..1.25).contains(&mean), "{mean}");
            assert!(year.iter().all(|f| *f >= 0.0));
        }
    }

    #[test]
    fn weekend_nights_outweigh_weekday_nights() {
        let weights = Hours::WeekendNight.weights();
        let saturday_one = weights[5 * 24 + 1];
        let wednesday_one = weights[2 * 24 + 1];
        assert!(saturday_one > 4.0 * wednesday_one);
        assert_eq!(Hours::School.weights()[5 * 24 + 12], 0.0);
    }
}
