//! Identities that belong to nobody: personal identity numbers with the birth numbers of the Swedish Tax Agency's test numbers (980–999 and 238–239),
//! telephone numbers that the Post and Telecom Authority keeps free for fiction, addresses in `example.se`. Plates are invented and not looked up.

use crate::chance::Chance;

/// yymmdd-nnnn with century, as (century, ten digits).
pub fn number(chance: &mut Chance, coordination: bool) -> (u32, String) {
    let year = chance.between(1930, 2014) as u32;
    let (month, day) = (chance.between(1, 12) as u32, chance.between(1, 28) as u32 + if coordination { 60 } else { 0 });
    let birth = if chance.percent(80) { chance.between(980, 999) } else { chance.between(238, 239) };
    let nine = format!("{:02}{month:02}{day:02}{birth:03}", year % 100);
    let sum: u32 = nine
        .chars()
        .enumerate()
        .map(|(i, c)| {
            let d = c.to_digit(10).unwrap() * if i % 2 == 0 { 2 } else { 1 };
            d / 10 + d % 10
        })
        .sum();
    (year / 100, format!("{nine}{}", (10 - sum % 10) % 10))
}

/// A telephone number's area code and the rest.
pub fn phone(chance: &mut Chance) -> (&'static str, String) {
    match chance.below(8) {
        0..=3 => ("070", format!("{}", chance.between(1_740_605, 1_740_699))),
        4 => ("031", format!("{}", chance.between(3_900_600, 3_900_699))),
        5 => ("040", format!("{}", chance.between(6_280_400, 6_280_499))),
        6 => ("08", format!("{}", chance.between(46_500_400, 46_500_499))),
        _ => ("0980", format!("{}", chance.between(319_200, 319_299))),
    }
}

/// Letters and the three signs of a plate.
pub fn plate(chance: &mut Chance) -> (String, String) {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNOPRSTUWXYZ";
    const LAST: &[u8] = b"ABCDEFGHJKLMNPRSTUWXYZ";
    let letters: String = (0..3).map(|_| LETTERS[chance.below(LETTERS.len())] as char).collect();
    let two = chance.between(1, 99);
    let last = if chance.percent(40) { LAST[chance.below(LAST.len())] as char } else { char::from(b'0' + chance.below(10) as u8) };
    (letters, format!("{two:02}{last}"))
}
