//! What a list's own dates say of the order of day and month.

use domain::imports::DateOrder;
use jiff::civil::Date;

/// Different days from which the shorter of two periods can outweigh what was saved for a sender.
const ENOUGH_DAYS: usize = 4;
/// Days that a list covers at most for its shortness to outweigh what was saved for a sender.
const SHORT: i64 = 31;
/// How many times longer the other reading must be for that.
const MUCH_LONGER: i64 = 4;

/// Slash dates of some cells, each read in both orders.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Dates that exist only with the month first.
    month_first: u32,
    /// Dates that exist only with the day first.
    day_first: u32,
    /// Whether any date is another day in the other order.
    matters: bool,
    /// Some of the days, as read with the month first.
    days: Vec<Date>,
    /// First and last day when read with the month first, and with the day first.
    spans: [Option<(Date, Date)>; 2],
}

/// What the evidence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Some date exists in this order only, and none in the other only.
    Proven(DateOrder),
    /// In this order the dates lie much closer together: a list covers a week and not every month's fifth.
    Likely {
        /// The order.
        order: DateOrder,
        /// Whether it outweighs what was saved for the sender.
        strong: bool,
    },
    /// Some dates exist in the one order only, and some in the other.
    Both,
    /// Nothing decides, or there is nothing to decide.
    Nothing,
}

impl Told {
    /// The order for a sender of whom nothing is known; [`DateOrder::YearFirst`] leaves open which it is.
    pub fn order(self) -> DateOrder {
        match self {
            Told::Proven(order) | Told::Likely { order, .. } => order,
            Told::Both | Told::Nothing => DateOrder::YearFirst,
        }
    }

    /// The order for a mapping that leaves it open, perhaps because somebody should choose.
    pub fn order_unasked(self) -> DateOrder {
        match self {
            Told::Proven(order) | Told::Likely { order, strong: true } => order,
            Told::Likely { strong: false, .. } | Told::Both | Told::Nothing => DateOrder::YearFirst,
        }
    }

    /// The order for a sender whose earlier lists had `saved`: it counts where the list itself is silent, and
    /// where it speaks weakly against it nobody but a person can say.
    pub fn order_after(self, saved: DateOrder) -> DateOrder {
        match self {
            Told::Proven(order) | Told::Likely { order, strong: true } => order,
            Told::Likely { order, strong: false } if saved == order || saved == DateOrder::YearFirst => order,
            Told::Likely { strong: false, .. } | Told::Both => DateOrder::YearFirst,
            Told::Nothing => saved,
        }
    }
}

impl Evidence {
    /// Takes in a date as read with the month first, and with the day first.
    pub fn add(&mut self, by_order: [Option<Date>; 2]) {
        self.matters |= by_order[0] != by_order[1];
        self.month_first += u32::from(by_order[1].is_none());
        self.day_first += u32::from(by_order[0].is_none());
        for (span, read) in self.spans.iter_mut().zip(by_order) {
            if let Some(day) = read {
                *span = Some(span.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            }
        }
        if let Some(day) = by_order[0].or(by_order[1])
            && self.days.len() < ENOUGH_DAYS
            && !self.days.contains(&day)
        {
            self.days.push(day);
        }
    }

    /// Whether there are dates that the order of day and month changes.
    pub fn matters(&self) -> bool {
        self.matters
    }

    /// What the dates of some columns say together.
    pub fn told<'a>(columns: impl Iterator<Item = &'a Evidence>) -> Told {
        let (mut month, mut day, mut spans, mut days) = (0_u32, 0_u32, [0_i64; 2], 0);
        for column in columns {
            month += column.month_first;
            day += column.day_first;
            days = days.max(column.days.len());
            for (sum, span) in spans.iter_mut().zip(&column.spans) {
                *sum += span.map_or(0, |(first, last)| i64::from((last - first).get_days()));
            }
        }
        match (month, day) {
            (1.., 1..) => return Told::Both,
            (1.., 0) => return Told::Proven(DateOrder::MonthFirst),
            (0, 1..) => return Told::Proven(DateOrder::DayFirst),
            (0, 0) => {}
        }
        let [month_first, day_first] = spans;
        let order = match month_first.cmp(&day_first) {
            std::cmp::Ordering::Less => DateOrder::MonthFirst,
            std::cmp::Ordering::Greater => DateOrder::DayFirst,
            std::cmp::Ordering::Equal => return Told::Nothing,
        };
        let (short, long) = (month_first.min(day_first), month_first.max(day_first));
        Told::Likely { order, strong: days >= ENOUGH_DAYS && short <= SHORT && short * MUCH_LONGER <= long }
    }
}
