//! A question to the material: method, weeks, part, parameters; and how it is written as names and values.

use crate::categories::{Category, CategoryKind};
use crate::districts::DistrictCode;
use crate::failure::FieldError;
use crate::methods::Method;
use crate::pictures::findings::STAGE_WEEKS;
use crate::week::Week;

/// Most weeks of a question: five years.
pub const LONGEST_WEEKS: i32 = 5 * 53;

/// Most weeks of pairs near in time: over more than a year the seasons look like nearness.
pub const NEAR_WEEKS: i32 = 53;

/// Sides of squares that can be chosen, metres. The first is the closest that any position is shown.
pub const SIDES: [u32; 3] = [250, 500, 1000];

/// Widths of a band of distance that can be chosen, metres.
pub const METRES: [u32; 4] = [100, 200, 300, 400];

/// Widths of a band of time that can be chosen, days.
pub const DAYS: [u32; 4] = [2, 4, 7, 14];

/// Sides of a surface's cells that can be chosen, metres. No smaller: the surface must not point at one building.
pub const CELLS: [u32; 3] = [100, 250, 500];

/// Bandwidths of a surface that can be chosen, metres; at least two cells.
pub const BANDWIDTHS: [u32; 4] = [300, 500, 1000, 2000];

/// Most weeks that places are followed through, and fewest: whole stages.
const LIFE_WEEKS: i32 = 13 * STAGE_WEEKS;
const FEWEST_LIFE_WEEKS: i32 = 2 * STAGE_WEEKS;

/// Longest text of a value, bytes.
const LONGEST: usize = 200;

/// A method with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Technique {
    /// Each week with the band that it was expected in.
    Trend,
    /// The weeks against other weeks.
    Periods {
        /// First of the other weeks.
        from: Week,
        /// Last of them.
        to: Week,
    },
    /// Weekday and hour.
    Pulse,
    /// Pairs near in place and time, in bands so wide.
    NearRepeat {
        /// Metres of a band.
        metres: u32,
        /// Days of a band.
        days: u32,
    },
    /// How few squares hold how much.
    Concentration {
        /// Side of a square, metres.
        side: u32,
    },
    /// Squares with more than expected.
    HotSquares {
        /// Side of a square, metres.
        side: u32,
    },
    /// A smooth surface of how densely it happens.
    Density {
        /// Side of a cell, metres.
        cell: u32,
        /// Radius of the kernel, metres.
        bandwidth: u32,
    },
    /// Places followed through the weeks.
    LifeLines,
}

impl Technique {
    /// Whose card says how it is computed.
    pub fn method(&self) -> Method {
        match self {
            Technique::Trend => Method::Trend,
            Technique::Periods { .. } => Method::Periods,
            Technique::Pulse => Method::Pulse,
            Technique::NearRepeat { .. } => Method::NearRepeat,
            Technique::Concentration { .. } => Method::Concentration,
            Technique::HotSquares { .. } => Method::HotSquares,
            Technique::Density { .. } => Method::Density,
            Technique::LifeLines => Method::LifeLines,
        }
    }

    /// Most weeks that it takes.
    fn longest(&self) -> i32 {
        match self {
            Technique::NearRepeat { .. } => NEAR_WEEKS,
            Technique::LifeLines => LIFE_WEEKS,
            Technique::Trend
            | Technique::Periods { .. }
            | Technique::Pulse
            | Technique::Concentration { .. }
            | Technique::HotSquares { .. }
            | Technique::Density { .. } => LONGEST_WEEKS,
        }
    }

    /// Whether it looks at each incident, and not at the counts of weeks alone.
    pub fn looks_at_each(&self) -> bool {
        match self {
            Technique::Trend | Technique::Periods { .. } => false,
            Technique::Pulse
            | Technique::NearRepeat { .. }
            | Technique::Concentration { .. }
            | Technique::HotSquares { .. }
            | Technique::Density { .. }
            | Technique::LifeLines => true,
        }
    }
}

/// What is asked of the material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// How.
    pub technique: Technique,
    /// First week.
    pub from: Week,
    /// Last week.
    pub to: Week,
    /// Only this district.
    pub district: Option<DistrictCode>,
    /// Only this category.
    pub category: Option<Category>,
    /// Only rows from the sender of this name.
    pub source: Option<String>,
}

/// Names that a question is written with.
const NAMES: [&str; 13] =
    ["method", "from", "to", "district", "category", "source", "with_from", "with_to", "metres", "days", "side", "cell", "bandwidth"];

impl Question {
    /// What is usually asked with a method, of weeks that end with this one. `None` for a method that is not in the workbook.
    pub fn usual(method: Method, last: Week) -> Option<Self> {
        let (technique, weeks) = match method {
            Method::Trend => (Technique::Trend, 53),
            Method::Periods => (Technique::Periods { from: last.plus(-23), to: last.plus(-12) }, 12),
            Method::Pulse => (Technique::Pulse, 12),
            Method::NearRepeat => (Technique::NearRepeat { metres: 100, days: 7 }, 52),
            Method::Concentration => (Technique::Concentration { side: 250 }, 52),
            Method::HotSquares => (Technique::HotSquares { side: 250 }, 12),
            Method::Density => (Technique::Density { cell: 250, bandwidth: 500 }, 12),
            Method::LifeLines => (Technique::LifeLines, 24),
            Method::Notable
            | Method::Comparison
            | Method::Map
            | Method::HotSpots
            | Method::Silence
            | Method::Scan
            | Method::BeforeAfter
            | Method::Verdict
            | Method::Suppression => return None,
        };
        Some(Self { technique, from: last.plus(1 - weeks), to: last, district: None, category: None, source: None })
    }

    /// The same, narrowed and changed by what is written.
    ///
    /// # Errors
    /// Every name and value that cannot be used: unknown names, values of the wrong kind, weeks in the wrong order or too many.
    pub fn read(pairs: &[(String, String)], last: Week) -> Result<Self, Vec<FieldError>> {
        let written = |name: &str| pairs.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str());
        let method = Method::from_key(written("method").unwrap_or_default());
        let Some(mut question) = method.and_then(|method| Self::usual(method, last)) else {
            return Err(vec![FieldError::new("method", "failure-parameter-value").with(shortened(written("method").unwrap_or_default()))]);
        };
        let mut wrong = Vec::new();
        for (name, value) in pairs.iter().filter(|(name, value)| !value.is_empty() && name != "method") {
            match NAMES.into_iter().find(|known| known == name) {
                None => wrong.push(FieldError::new("query", "failure-parameter-unknown").with(shortened(name))),
                Some(known) if question.put(known, value).is_none() => {
                    wrong.push(FieldError::new(known, "failure-parameter-value").with(shortened(value)));
                }
                Some(_) => {}
            }
        }
        wrong.extend(question.checked());
        if wrong.is_empty() { Ok(question) } else { Err(wrong) }
    }

    fn put(&mut self, name: &str, value: &str) -> Option<()> {
        if value.len() > LONGEST || value.chars().any(char::is_control) {
            return None;
        }
        let one_of = |known: &[u32]| value.parse().ok().filter(|v| known.contains(v));
        match (name, &mut self.technique) {
            ("from", _) => self.from = value.parse().ok()?,
            ("to", _) => self.to = value.parse().ok()?,
            ("district", _) => self.district = Some(DistrictCode(value.to_owned())),
            ("category", _) => {
                self.category = Some(value.parse().ok().filter(|c: &Category| c.kind() != CategoryKind::Planned)?);
            }
            ("source", _) => self.source = Some(value.to_owned()),
            ("with_from", Technique::Periods { from, .. }) => *from = value.parse().ok()?,
            ("with_to", Technique::Periods { to, .. }) => *to = value.parse().ok()?,
            ("metres", Technique::NearRepeat { metres, .. }) => *metres = one_of(&METRES)?,
            ("days", Technique::NearRepeat { days, .. }) => *days = one_of(&DAYS)?,
            ("side", Technique::Concentration { side } | Technique::HotSquares { side }) => *side = one_of(&SIDES)?,
            ("cell", Technique::Density { cell, .. }) => *cell = one_of(&CELLS)?,
            ("bandwidth", Technique::Density { bandwidth, .. }) => *bandwidth = one_of(&BANDWIDTHS)?,
            _ => return None,
        }
        Some(())
    }

    /// What is wrong with the weeks, and with parameters that do not go together.
    fn checked(&self) -> Vec<FieldError> {
        let longest = self.technique.longest();
        let order = |field: &'static str, from: Week, to: Week| match to.since(from) {
            n if n < 0 => Some(FieldError::new(field, "failure-workbook-order")),
            n if n >= longest => Some(FieldError::new(field, "failure-workbook-long").with(longest.to_string())),
            _ => None,
        };
        let mut wrong: Vec<FieldError> = order("to", self.from, self.to).into_iter().collect();
        if let Technique::Periods { from, to } = self.technique {
            wrong.extend(order("with_to", from, to));
            if from <= self.to && self.from <= to {
                wrong.push(FieldError::new("with_from", "failure-workbook-overlap"));
            }
        }
        match self.technique {
            Technique::LifeLines if (0..FEWEST_LIFE_WEEKS - 1).contains(&self.to.since(self.from)) => {
                wrong.push(FieldError::new("to", "failure-workbook-short").with(FEWEST_LIFE_WEEKS.to_string()));
            }
            Technique::Density { cell, bandwidth } if bandwidth < 2 * cell => {
                wrong.push(FieldError::new("bandwidth", "failure-workbook-bandwidth").with((2 * cell).to_string()));
            }
            Technique::Trend
            | Technique::Periods { .. }
            | Technique::Pulse
            | Technique::NearRepeat { .. }
            | Technique::Concentration { .. }
            | Technique::HotSquares { .. }
            | Technique::Density { .. }
            | Technique::LifeLines => {}
        }
        wrong
    }

    /// How it is written: names and values in a fixed order. [`Question::read`] gives the same back.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs =
            vec![("method", self.technique.method().key().to_owned()), ("from", self.from.to_string()), ("to", self.to.to_string())];
        pairs.extend(self.district.as_ref().map(|d| ("district", d.to_string())));
        pairs.extend(self.category.map(|c| ("category", c.to_string())));
        pairs.extend(self.source.as_ref().map(|s| ("source", s.clone())));
        match self.technique {
            Technique::Trend | Technique::Pulse | Technique::LifeLines => {}
            Technique::Periods { from, to } => pairs.extend([("with_from", from.to_string()), ("with_to", to.to_string())]),
            Technique::NearRepeat { metres, days } => pairs.extend([("metres", metres.to_string()), ("days", days.to_string())]),
            Technique::Concentration { side } | Technique::HotSquares { side } => pairs.push(("side", side.to_string())),
            Technique::Density { cell, bandwidth } => pairs.extend([("cell", cell.to_string()), ("bandwidth", bandwidth.to_string())]),
        }
        pairs
    }

    /// The last week that it asks about.
    pub fn last(&self) -> Week {
        match self.technique {
            Technique::Periods { to, .. } => self.to.max(to),
            Technique::Trend
            | Technique::Pulse
            | Technique::NearRepeat { .. }
            | Technique::Concentration { .. }
            | Technique::HotSquares { .. }
            | Technique::Density { .. }
            | Technique::LifeLines => self.to,
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn week(text: &str) -> Week {
        text.parse().unwrap()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn every_usual_question_survives_being_written() {
        let last = week("2026-W46");
        for method in Method::WORKBOOK {
            let mut question = Question::usual(*method, last).unwrap();
            assert_eq!(question.technique.method(), *method);
            question.district = Some(DistrictCode("0580R001".to_owned()));
            question.category = Some(Category::Damage);
            question.source = Some("Polisen".to_owned());
            let pairs: Vec<(String, String)> = question.pairs().into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
            assert_eq!(Question::read(&pairs, week("2020-W01")).unwrap(), question);
        }
        let outside = Method::ALL.iter().filter(|m| !Method::WORKBOOK.contains(m));
        outside.for_each(|m| assert_eq!(Question::usual(*m, last), None, "{m:?}"));
    }

    #[test]
    fn everything_unusable_is_named() {
        let wrong = |pairs: &[(&str, &str)]| -> Vec<&'static str> {
            Question::read(&owned(pairs), week("2026-W46")).unwrap_err().iter().map(|e| e.field).collect()
        };
        assert_eq!(wrong(&[("method", "gissning")]), ["method"]);
        assert_eq!(wrong(&[]), ["method"]);
        assert_eq!(wrong(&[("method", "trend"), ("category", "XYZ"), ("side", "250"), ("sort", "a")]), ["category", "side", "query"]);
        assert_eq!(wrong(&[("method", "trend"), ("category", "ARR")]), ["category"], "what is planned is not counted");
        assert_eq!(wrong(&[("method", "hot-squares"), ("side", "10")]), ["side"], "closer than any position is shown");
        assert_eq!(wrong(&[("method", "trend"), ("from", "2026-W40"), ("to", "2026-W30")]), ["to"]);
        assert_eq!(wrong(&[("method", "trend"), ("from", "2019-W40")]), ["to"], "more than five years");
        assert_eq!(wrong(&[("method", "near-repeat"), ("from", "2024-W40")]), ["to"], "seasons look like nearness");
        assert_eq!(wrong(&[("method", "life-lines"), ("from", "2026-W40")]), ["to"], "one stage is no life");
        assert_eq!(wrong(&[("method", "life-lines"), ("from", "2025-W20")]), ["to"], "more than a year");
        assert_eq!(
            wrong(&[("method", "density"), ("cell", "50"), ("bandwidth", "100")]),
            ["cell", "bandwidth"],
            "it would point at a house"
        );
        assert_eq!(wrong(&[("method", "density"), ("cell", "500"), ("bandwidth", "500")]), ["bandwidth"], "a kernel needs cells");
        let overlap = [("method", "periods"), ("from", "2026-W10"), ("to", "2026-W20"), ("with_from", "2026-W20"), ("with_to", "2026-W25")];
        assert_eq!(wrong(&overlap), ["with_from"]);
    }
}
