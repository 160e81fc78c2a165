//! Columns of counts in which a mark may separate thousands and was taken for the decimal one.

use super::remarks::Noticed;
use super::table::Holds;

/// Numbers that it takes to tell.
const FEWEST: u64 = 3;

/// What a column's texts look like.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    filled: u64,
    /// Texts such as `1.180`: one mark with three digits after it.
    like: u64,
}

/// The columns of counts of a table while it is read.
pub struct Thousands<'a>(Vec<(usize, &'a str, Marks)>);

impl<'a> Thousands<'a> {
    /// Series, and the one number that a method may ask for. Two numbers are places, which have decimals.
    pub fn of(wanted: &[(&'a str, Holds)]) -> Self {
        let numbers = wanted.iter().filter(|(_, holds)| *holds == Holds::Number).count();
        let counts = |holds: Holds| holds == Holds::Step || holds == Holds::Number && numbers == 1;
        let columns = wanted.iter().enumerate().filter(|(_, (_, holds))| counts(*holds));
        Self(columns.map(|(at, (name, _))| (at, *name, Marks::default())).collect())
    }

    /// Looks at a row, whose texts are given by the place of a column among the wanted ones.
    pub fn look_at<'t>(&mut self, text: impl Fn(usize) -> &'t str) {
        for (at, _, marks) in &mut self.0 {
            let text = text(*at);
            marks.filled += u64::from(!text.is_empty());
            marks.like += u64::from(may_be_thousands(text));
        }
    }

    /// The columns of which every number may be a thousand times as large.
    pub fn noticed(self) -> impl Iterator<Item = Noticed> {
        let every = |marks: &Marks| marks.filled >= FEWEST && marks.like == marks.filled;
        self.0.into_iter().filter(move |(_, _, marks)| every(marks)).map(|(_, name, _)| Noticed::PerhapsThousands(name.to_owned()))
    }
}

fn may_be_thousands(text: &str) -> bool {
    let Some((whole, rest)) = text.trim_start_matches(['-', '\u{2212}']).split_once(['.', ',']) else { return false };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3 && digits(whole) && digits(rest)
}
