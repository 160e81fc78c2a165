//! Sentences in English, which letters and some reports hold: their everyday words look like names to someone who knows Swedish alone.

use crate::lexicon::Kinds;
use crate::words::{Case, Gap, Words};

/// Everyday English words. Those that are names as well are taken for words where a sentence of English begins or they are written small.
pub(crate) const WORDS: &str = "
a about above account accept add address after again all allowed already also always am an and another answer answered any anyone anything approve are area
around as ask asked at authority away back be because been before began begin behind being below best better between both but button by call called came can
cannot car change changed check child children choice choices choose city closed come comes coming contact could course damage day days decided deleted did
different do does doing done door down during each early either else end ends enough even evening ever every everyone everything expected expires feedback few
fight find first follow following for found four friday from further gave get girl give given go goes gone good got group had half happen happened happens has
have having he hello help her here him his hour hours how however i if ignore in information inside instead into invitation invited is issue it its itself join
just keep kept kindly know known knows large last late later lead least led left less let letter letters light like line link list little local log long look
looking lot made mail make makes man many matter may me mean means meeting member men message messages might mind minutes monday month months more morning most
move much municipality must my name near need needed never new news next night no nobody none noone nor not note nothing now number of off office often old on
once one only open or order organisation other others our out outside over own part partners people per person phone picture place places please point police
possible press published put question quiet read ready reason received recent regards reminder reply report reported reporter reporters reporting reports
request result review reviewed right road said same saturday saw say says school second see seen send sent set several shall she should show shows side sign
signing silent since six small so some someone something soon sorry started state station still stop stopped street such sunday sure take taken talk team tell
ten text than thank thanks that the their them then there therefore these they thing things think this those three through thursday time times to today together
told tomorrow too took toward town true try tuesday two under understand until up update us use used using very visit visits waiting want wanted wants was way
we wednesday week weekend weekly weeks welcome well went were what when where whether which while who whole whom whose why will window wish with within without
woman women work worked working works would write written year years yes yesterday yet you young your yours yourself password
";

/// Those of them that are neither Swedish words nor names.
const MARKS: &[&str] = &[
    "about",
    "and",
    "are",
    "because",
    "been",
    "before",
    "could",
    "does",
    "from",
    "has",
    "have",
    "if",
    "it",
    "its",
    "of",
    "our",
    "please",
    "should",
    "something",
    "that",
    "the",
    "their",
    "there",
    "they",
    "this",
    "to",
    "was",
    "we",
    "were",
    "what",
    "when",
    "which",
    "who",
    "why",
    "with",
    "would",
    "you",
    "your",
];

/// Marks the English words of English sentences: no names begin or end there.
pub(crate) fn cover(words: &Words, covered: &mut [bool]) {
    let list = words.list();
    let mut from = 0;
    while from < list.len() {
        let to = (from + 1..list.len()).find(|&k| list[k].gap == Gap::Break).unwrap_or(list.len());
        if is_english(words, from, to) {
            for (k, covered) in covered.iter_mut().enumerate().take(to).skip(from) {
                let word = &list[k];
                // "Will Smith", "saw My Berg": a capital inside a sentence, or before another one, is a name's as ever.
                let named = list.get(k + 1).is_some_and(|next| next.gap == Gap::Space && next.case == Case::Title);
                *covered |= word.kinds.has(Kinds::ENGLISH) && (word.case == Case::Lower || k == from && !named);
            }
        }
        from = to;
    }
}

/// Do its words say that it is English: some that no other language here has, and half of all everyday ones?
fn is_english(words: &Words, from: usize, to: usize) -> bool {
    let (mut marks, mut everyday, mut all) = (0, 0, 0);
    for word in words.list().get(from..to).unwrap_or_default().iter().filter(|word| word.case != Case::Number) {
        all += 1;
        everyday += usize::from(word.kinds.has(Kinds::ENGLISH));
        marks += usize::from(word.case != Case::Upper && MARKS.contains(&words.text(word)));
    }
    marks >= 2 && everyday * 2 >= all || marks == 1 && everyday * 4 >= all * 3
}
