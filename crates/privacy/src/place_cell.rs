//! What only a cell for a place shows: numbers that would need a word around them in running text.

use crate::folded::Folded;
use crate::words::Words;
use crate::{Class, Found, Level, identity, plate};

/// `known` says for each word whether it is a name of a place that the caller knows: `RYD 112` is then an address.
pub(crate) fn find(text: &Folded, words: &Words, known: &[bool]) -> Vec<Found> {
    let is_known = |from: usize| words.list().iter().zip(known).any(|(word, known)| *known && word.from == from);
    let mut found = identity::by_shape(text);
    found.extend(plate::by_shape(text).into_iter().filter(|plate| !is_known(plate.from)));
    found.extend(without_zero(text));
    found
}

/// A mobile number that a spreadsheet has taken for a number: its first zero is gone.
fn without_zero(text: &Folded) -> impl Iterator<Item = Found> + '_ {
    let is_mobile = |from: usize, to: usize| {
        let digits: Vec<u32> = std::iter::once(0).chain(text.chars()[from..to].iter().filter_map(|c| c.to_digit(10))).collect();
        identity::is_mobile(&digits)
    };
    let mobiles = text.runs().iter().filter(move |(from, to)| is_mobile(*from, *to));
    mobiles.map(|&(from, to)| Found { from, to, class: Class::Phone, level: Level::Confirm })
}
