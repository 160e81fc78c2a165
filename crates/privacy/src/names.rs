//! Names of persons: full names, single names beside a cue, initials, small letters, and names no list has.
//!
//! Evidence is added up in points, about one for each factor e of odds: what the lists know of each word ([`Look`]), how it is written, and the words
//! around ([`Reader::around`]). From [`CONFIRM`] points it is reported, at [`HINT`] it is hinted at. The points were set on the tuning corpus.

use crate::cues;
use crate::lexicon::{self, Kinds};
use crate::names_look::Look;
use crate::words::{Case, Gap, Word, Words};
use crate::{Class, Found, Level};

const CONFIRM: i32 = 5;
const HINT: i32 = 4;

/// Words in a name at most, particles included.
const LONGEST: usize = 5;

/// Small or only large letters say nothing of which words are names.
const NOT_MARKED: i32 = -3;

pub(crate) fn find(words: &Words, covered: &[bool]) -> Vec<Found> {
    let mut reader = Reader { words, covered, found: Vec::new(), last: None };
    let mut i = 0;
    while i < words.list().len() {
        i = reader.read(i);
    }
    reader.found
}

struct Reader<'a> {
    words: &'a Words,
    covered: &'a [bool],
    found: Vec<Found>,
    /// The word after the last name: what follows "and" or a comma there is likely a name too.
    last: Option<usize>,
}

/// Words `from..to` that may be a name, and what the first and the last of them look like.
struct Candidate {
    from: usize,
    to: usize,
    first: Look,
    last: Look,
}

impl Candidate {
    fn is_single(&self) -> bool {
        self.to - self.from == 1
    }
}

impl Reader<'_> {
    fn list(&self) -> &[Word] {
        self.words.list()
    }

    fn look(&self, i: usize) -> Look {
        if self.covered[i] {
            return Look::NOTHING;
        }
        let word = &self.list()[i];
        Look::at(word, self.words.text(word))
    }

    /// Reads on from word `i`; the next word to read.
    fn read(&mut self, i: usize) -> usize {
        match self.list()[i].case {
            Case::Title => self.capitals(i),
            Case::Upper => self.capitals(i),
            Case::Lower if self.begins_noble(i) => self.noble(i),
            Case::Lower => self.small(i),
            Case::Mixed | Case::Number => i + 1,
        }
    }

    /// "von Essen"
    fn begins_noble(&self, i: usize) -> bool {
        let next = self.words.get(i + 1).filter(|w| w.gap == Gap::Space && w.case == Case::Title && !w.kinds.has(Kinds::ORDINARY));
        matches!(self.words.text(&self.list()[i]), "von" | "af") && next.is_some() && !self.covered[i + 1]
    }

    fn noble(&mut self, i: usize) -> usize {
        let candidate = Candidate { from: i, to: i + 2, first: Look::NOTHING, last: Look::NOTHING };
        self.report(&candidate, CONFIRM);
        i + 2
    }

    /// A run of words with capitals.
    fn capitals(&mut self, i: usize) -> usize {
        if self.list()[i].kinds.has(Kinds::NICKNAMED) {
            return i + 1;
        }
        let end = self.run(i);
        if let Some(place) = (i + 1..=end).find(|&k| self.makes_place(k, end)) {
            return if place == end { end } else { place + 1 };
        }
        if let Some(to) = self.nickname(i, end) {
            return to;
        }
        if let Some(to) = self.word_as_name(i) {
            return to;
        }
        let mut from = i;
        while from < end && (!self.look(from).can_be_name() || self.begins_before(from, end)) {
            from += 1;
        }
        if from == end {
            return end;
        }
        let mut to = from + 1;
        while to < end && (self.look(to).can_be_name() || self.is_particle(to) || self.is_surname_by_place(from, to)) {
            to += 1;
        }
        while to > from + 1 && self.is_particle(to - 1) && self.list()[to - 1].case == Case::Lower {
            to -= 1;
        }
        let mut last = self.look(to - 1);
        if to > from + 1 && !last.can_be_name() && self.is_surname_by_place(from, to - 1) {
            last = Look { given: 0, surname: 0, ..Look::NOTHING };
        }
        let candidate = Candidate { from, to, first: self.look(from), last };
        let points = if candidate.is_single() { self.single(&candidate) } else { self.pair(&candidate) };
        if self.report(&candidate, points) || candidate.is_single() {
            return to;
        }
        // "Region Mehmed": the second word may be a name where the two are none.
        let second = Candidate { from: to - 1, to, first: candidate.last, last: candidate.last };
        let points = self.single(&second);
        self.report(&second, points);
        to
    }

    /// "Mamma Firas", "hon heter Saga": a word of the language with a capital inside a sentence, after kin or "heter".
    fn word_as_name(&mut self, i: usize) -> Option<usize> {
        let word = &self.list()[i];
        let before = self.words.earlier(i, 1)?;
        let cue = cues::is_kin(self.words.text(before)) || before.kinds.has(Kinds::CALLED) && !self.is_of_thing(i - 1);
        let text = self.words.text(word);
        let plain = word.case == Case::Title && word.gap == Gap::Space && word.to - word.from >= 3 && !self.look(i).can_be_name();
        let thing = Kinds::PLACE.and(Kinds::VEHICLE).and(Kinds::PLACE_AFTER).and(Kinds::THING_BEFORE).and(Kinds::NAMED_THING);
        let only_word =
            !word.kinds.has(thing.and(Kinds::PERSON).and(Kinds::PEOPLE).and(Kinds::PLATFORM).and(Kinds::LOCATIVE).and(Kinds::TITLE));
        let day = text.strip_suffix("en").unwrap_or(text).ends_with("dag") || text.contains('-');
        if !cue || !plain || !only_word || day || self.covered[i] || Look::ends_as_place(text) {
            return None;
        }
        let candidate = Candidate { from: i, to: i + 1, first: Look::NOTHING, last: Look::NOTHING };
        self.report(&candidate, CONFIRM);
        Some(i + 1)
    }

    /// After a clear given name, a word with a capital that is no word as it stands: surnames are put together of words.
    fn is_surname_by_place(&self, from: usize, to: usize) -> bool {
        let word = &self.list()[to];
        let text = self.words.text(word);
        let own = word.kinds == Kinds::default() && word.case == Case::Title && !Look::ends_as_place(text) && !self.covered[to];
        own && to == from + 1 && self.look(from).given >= 4
    }

    /// "Ring Kalle Karlsson": is the first word an ordinary one that happens to be a name, and the next a clear given name?
    fn begins_before(&self, from: usize, end: usize) -> bool {
        let word = &self.list()[from];
        let verb = word.kinds.has(Kinds::ORDINARY) && word.gap == Gap::Break && (!word.kinds.has(Kinds::GIVEN) || end - from > 2);
        let given = |k: usize| {
            let look = self.look(k);
            // "Ring Anders Larsson": a given name that is also a word counts when a surname stands after it.
            look.given >= 4 || look.is_given && k + 1 < end && self.look(k + 1).surname >= 3
        };
        // "Ring Emsud Muhić.": what one is told to do, and two words more.
        let told = word.kinds.has(Kinds::TOWARDS) && end - from >= 3;
        verb && from + 1 < end && (told || given(from + 1))
    }

    /// The end of the words with capitals from `i`, with particles between them.
    fn run(&self, i: usize) -> usize {
        let joins = |k: usize| {
            let word = &self.list()[k];
            let initial = self.list()[k - 1].to - self.list()[k - 1].from <= 2;
            matches!(word.gap, Gap::Space) || word.gap == Gap::Dot && initial
        };
        let capital = |k: usize| matches!(self.list()[k].case, Case::Title | Case::Upper);
        let mut end = i + 1;
        while end < self.list().len() && end - i < LONGEST && joins(end) {
            let particle = self.is_particle(end) && end + 1 < self.list().len() && capital(end + 1) && joins(end + 1);
            if !capital(end) && !particle {
                break;
            }
            end += 1;
        }
        // "Karlsson, Kalle"
        let reversed = end == i + 1 && end < self.list().len() && self.list()[end].gap == Gap::Comma && capital(end);
        if reversed && !self.look(i).is_given && self.last != Some(i) {
            let (surname, given) = (self.look(i), self.look(end));
            let both = surname.surname >= 3 && given.given >= 4;
            // "Rekić, Zulejha." and nothing more: one of the two is in no list.
            let closed = self.words.get(end + 1).is_none_or(|w| w.gap != Gap::Space) && !self.is_listing(i);
            let told = self.words.earlier(i, 1).is_some_and(|w| w.kinds.has(Kinds::PERSON));
            let least = if told { -1 } else { 1 };
            let one = surname.surname >= 3 && given.given >= least || surname.surname >= least && given.given >= 4;
            if both || closed && one {
                return end + 1;
            }
        }
        end
    }

    /// Is word `i` inside a row of words with commas or after a preposition: "i Berga, Anna"?
    fn is_listing(&self, i: usize) -> bool {
        self.list()[i].gap == Gap::Comma || self.words.earlier(i, 1).is_some_and(|w| w.kinds.has(Kinds::LOCATIVE.and(Kinds::TOWARDS)))
    }

    fn is_particle(&self, k: usize) -> bool {
        self.list()[k].kinds.has(Kinds::PARTICLE)
    }

    /// Does word `k` make a place or a business of the words before it: "Karl Johans park", "Birger Jarlsgatan"?
    fn makes_place(&self, k: usize, end: usize) -> bool {
        let Some(word) = self.words.get(k) else { return false };
        // "Eriksson & Co", "Nilssons Plåt & Rör", but "Anna & Karim"
        let ampersand = word.sign == '&';
        if ampersand && k <= end {
            return !word.kinds.has(Kinds::GIVEN) && word.case != Case::Lower;
        }
        let joined = matches!(word.gap, Gap::Space);
        // "Annas Konditori": what somebody has is written small.
        let shop = joined
            && k < end
            && word.case == Case::Title
            && lexicon::is_ordinary(self.words.text(word))
            && !word.kinds.has(Kinds::GIVEN.and(Kinds::SURNAME).and(Kinds::PERSON))
            && self.is_genitive(k - 1)
            && self.list()[k - 1].case == Case::Title;
        // "Astrid Ekmans lekpark"
        let park = joined
            && word.case == Case::Lower
            && self.is_genitive(k - 1)
            && word.to - word.from > 5
            && Look::ends_as_place(self.words.text(word));
        if shop || park {
            return true;
        }
        if !joined || k == end && !matches!(word.case, Case::Lower | Case::Title) {
            return false;
        }
        word.kinds.has(Kinds::PLACE_AFTER) && (!word.kinds.has(Kinds::GIVEN) || word.case == Case::Lower)
            || k < end && Look::ends_as_place(self.words.text(word))
    }

    /// 'kallas "Kobran"': whatever the word means otherwise.
    fn nickname(&mut self, i: usize, end: usize) -> Option<usize> {
        let before = self.words.earlier(i, 1)?;
        let word = &self.list()[i];
        if word.case == Case::Lower && word.gap == Gap::Space && word.kinds.has(Kinds::ORDINARY) {
            return None;
        }
        // "går under namnet Turken"
        let goes_by = self.words.text(before) == "namnet" && self.words.earlier(i, 2).is_some_and(|w| self.words.text(w) == "under");
        let calls = matches!(self.words.text(before), "sig" | "för")
            && self.words.earlier(i, 2).is_some_and(|w| matches!(self.words.text(w), "kallar" | "kallade" | "kallas"))
            && word.case == Case::Title;
        // 'mannen, "Räven", säljer'
        let bynamed = word.quoted && word.case == Case::Title && before.kinds.has(Kinds::PERSON) && !self.is_of_thing(i);
        if bynamed && !self.covered[i] {
            let candidate = Candidate { from: i, to: i + 1, first: Look::NOTHING, last: Look::NOTHING };
            self.report(&candidate, CONFIRM);
            return Some(i + 1);
        }
        if calls && !self.covered[i] {
            let candidate = Candidate { from: i, to: end.min(i + 2), first: Look::NOTHING, last: Look::NOTHING };
            let to = candidate.to;
            self.report(&candidate, CONFIRM);
            return Some(to);
        }
        if !before.kinds.has(Kinds::NICKNAMED) && !goes_by || self.is_of_thing(i - 1) || self.covered[i] {
            return None;
        }
        let to = end.min(i + 2);
        let candidate = Candidate { from: i, to, first: Look::NOTHING, last: Look::NOTHING };
        self.report(&candidate, CONFIRM);
        Some(to)
    }

    /// Is it a thing that has the name: "platsen som kallas"?
    fn is_of_thing(&self, cue: usize) -> bool {
        (1..=4).filter_map(|back| self.words.earlier(cue, back)).any(|w| w.kinds.has(Kinds::NAMED_THING))
            && !(1..=3).filter_map(|back| self.words.earlier(cue, back)).any(|w| w.kinds.has(Kinds::PERSON))
    }

    fn single(&self, c: &Candidate) -> i32 {
        let word = &self.list()[c.from];
        if c.first.is_initial {
            return 0;
        }
        let base = c.first.alone();
        // "Hälsningar Mevludin"
        let greets = c.from.checked_sub(1).is_some_and(|k| {
            matches!(self.words.text(&self.list()[k]), "mvh" | "hälsningar" | "hälsning" | "hälsn" | "vänligen" | "hälsar" | "vh")
                || word.gap == Gap::Comma && matches!(self.words.text(&self.list()[k]), "tack" | "hej" | "tackar")
        });
        let last = c.to == self.list().len() || self.list()[c.to].gap == Gap::Break;
        // "Hej, Maryla här"
        let last = last || self.words.later(c.to - 1, 1).is_some_and(|w| self.words.text(w) == "här");
        if greets && last && word.case == Case::Title && matches!(word.gap, Gap::Space | Gap::Comma | Gap::Break | Gap::Dot) {
            return CONFIRM;
        }
        // "/Tage" at the end
        if c.to == self.list().len() && matches!(word.gap, Gap::Other | Gap::Break) && c.first.is_given && word.sign == '/' {
            return CONFIRM;
        }
        let short = if self.list().len() < 4 { -2 } else { 0 };
        let written = match word.case {
            Case::Title => i32::from(word.gap != Gap::Break && !self.follows_heading(c.from)),
            Case::Upper => NOT_MARKED,
            Case::Lower | Case::Mixed | Case::Number => NOT_MARKED,
        };
        base + short + written + self.around(c)
    }

    fn pair(&self, c: &Candidate) -> i32 {
        let listed = c.first.is_listed() || c.last.is_listed() || c.last.shaped || c.first.shaped;
        let word = &self.list()[c.from];
        let written = match word.case {
            Case::Title => i32::from(word.gap != Gap::Break),
            // Two names that can be nothing else, even where all is in capitals; and capitals in a text that has small letters.
            Case::Upper if c.first.is_clear() && c.last.is_clear() => 0,
            Case::Upper => NOT_MARKED + 2 + i32::from(self.stands_out(c)),
            Case::Lower | Case::Mixed | Case::Number => NOT_MARKED + i32::from(c.last.shaped),
        };
        let (first, last) = (&c.first, &c.last);
        // "Ica Maxi", "Lund Malmö"
        if (c.from..c.to).all(|k| self.list()[k].kinds.has(Kinds::PLACE)) {
            return 0;
        }
        // A single letter is no evidence alone: it needs a clear name beside it.
        let stopped = self.list()[c.from + 1].gap == Gap::Dot;
        // "S. Ryd" is the south of it.
        let located = self.words.earlier(c.from, 1).is_none_or(|w| w.kinds.has(Kinds::LOCATIVE) || w.kinds == Kinds::default());
        let quarter = located && matches!(self.words.text(word), "n" | "s" | "v" | "ö") && !last.is_listed();
        let enough = if stopped && !quarter { 1 } else { 3 };
        // "Eleven Hadeel E. var": what goes on in small letters after the stop is no new sentence.
        let shortened = self.words.later(c.to - 1, 1).is_some_and(|w| w.gap == Gap::Dot && w.case == Case::Lower);
        let inside = word.gap != Gap::Break && word.case == Case::Title;
        let least = match (shortened, self.is_introduced(c.from), inside) {
            (_, true, true) => 0,
            (true, ..) | (_, true, _) => 1,
            (_, _, true) => 2,
            _ => 4,
        };
        if first.is_initial && (last.surname < enough || last.is_initial) || last.is_initial && first.given < least {
            return 0;
        }
        let dotted = i32::from(first.is_initial && stopped) * 2;
        let best = (first.given + last.surname).max(first.surname + last.given - 1);
        let points = best + 2 - if listed { 0 } else { 2 } + written + dotted + self.around(c);
        // "vid Da Vinci": two unknown words after a preposition of place may well be a place.
        let placed = self.words.earlier(c.from, 1).is_some_and(|w| w.kinds.has(Kinds::LOCATIVE) && !w.kinds.has(Kinds::TOWARDS));
        if placed && !listed {
            return points.min(HINT);
        }
        if self.is_unknown_pair(c) { points.max(CONFIRM) } else { points }
    }

    /// Two or three words with capitals inside a sentence, in no list and no words of the language: hardly anything but a name is written so when it is
    /// no place, and companies have words in theirs.
    fn is_unknown_pair(&self, c: &Candidate) -> bool {
        let unknown = |k: usize| {
            let word = &self.list()[k];
            let names = word.kinds.has(Kinds::GIVEN.and(Kinds::SURNAME)) && !word.kinds.has(Kinds::PLACE);
            word.case == Case::Title
                && word.to - word.from > 2
                && (word.kinds == Kinds::default() || names)
                && self.look(k).given.max(self.look(k).surname) >= -2
        };
        let inside = self.list()[c.from].gap != Gap::Break || self.after(c) > 0;
        let before = self.words.earlier(c.from, 1).map_or(Kinds::default(), |w| w.kinds);
        let thing = before.has(Kinds::LOCATIVE.and(Kinds::THING_BEFORE).and(Kinds::PLACE).and(Kinds::NAMED_THING).and(Kinds::VEHICLE));
        inside && c.to - c.from == 2 && !thing && (c.from..c.to).all(unknown)
    }

    /// Capitals beside words in small letters.
    fn stands_out(&self, c: &Candidate) -> bool {
        let (from, to) = self.words.sentence(c.from);
        self.list()[from..to].iter().any(|w| w.case == Case::Lower)
    }

    /// After "Rubrik:" a capital begins a sentence.
    fn follows_heading(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map(|k| &self.list()[k]);
        before.is_some_and(|b| b.case == Case::Title && self.list()[i].gap == Gap::Space && i == 1)
    }

    /// Points for the words around.
    fn around(&self, c: &Candidate) -> i32 {
        self.before(c) + self.after(c)
    }

    fn before(&self, c: &Candidate) -> i32 {
        let chained = self.last.is_some_and(|last| {
            last == c.from && (self.list()[last].gap == Gap::Comma || self.list()[last].sign == '&')
                || last + 1 == c.from && self.list()[last].kinds.has(Kinds::AND) && self.list()[last].gap == Gap::Space
        });
        if chained {
            // After "and" a word with a capital that is no place.
            let and = self.list()[c.from].gap == Gap::Space && self.list()[c.from].case == Case::Title;
            return if and { 6 } else { 4 };
        }
        let Some(before) = self.words.earlier(c.from, 1) else { return 0 };
        let kinds = before.kinds;
        let near = matches!(self.list()[c.from].gap, Gap::Space | Gap::Other | Gap::Dot);
        if kinds.has(Kinds::CALLED.and(Kinds::NICKNAMED)) {
            return if self.is_of_thing(c.from - 1) { -8 } else { 8 };
        }
        // "presenterade sig som", "känd som"
        let introduced = self.words.earlier(c.from, 2).map_or("", |w| self.words.text(w));
        if self.words.text(before) == "som" && matches!(introduced, "sig" | "känd" | "identifierad" | "identifierats" | "utpekad") {
            return 6;
        }
        if let Some(earlier) = self.words.earlier(c.from, 2)
            && earlier.kinds.has(Kinds::CALLED)
            && before.case == Case::Lower
            && !self.is_of_thing(c.from - 2)
        {
            return 6;
        }
        if near && kinds.has(Kinds::THING_BEFORE) && !kinds.has(Kinds::PERSON) {
            return -6;
        }
        if near && (kinds.has(Kinds::PERSON.and(Kinds::TITLE)) || cues::is_role(self.words.text(before))) {
            return if c.is_single() { 5 } else { 3 };
        }
        // "Offret, Rekha Shen, fördes", "Eleverna Firas och Toivo"
        let ends = self.words.get(c.to).is_none_or(|w| w.gap != Gap::Space);
        if self.list()[c.from].gap == Gap::Comma && kinds.has(Kinds::PERSON) && ends {
            return 3;
        }
        if near && kinds.has(Kinds::PEOPLE) && self.words.text(before).ends_with("na") {
            return 3;
        }
        if kinds.has(Kinds::TOWARDS) {
            let thing = matches!(
                self.words.text(before),
                "av" | "hos" | "med" | "åt" | "mot" | "bland" | "kontakt" | "kontakta" | "ansvarig" | "tack" | "leds" | "styrs"
            );
            return if c.is_single() && !c.first.is_listed() && thing { 1 } else { 2 };
        }
        if kinds.has(Kinds::LOCATIVE) { -2 } else { 0 }
    }

    fn after(&self, c: &Candidate) -> i32 {
        let Some(next) = self.words.later(c.to - 1, 1) else { return 0 };
        let text = self.words.text(next);
        let upper = next.case == Case::Upper && self.list()[c.to - 1].case == Case::Upper;
        if (next.case == Case::Lower || upper) && next.gap != Gap::Comma {
            let verb = text.ends_with("ade") || text.ends_with("ades") || text.ends_with("ats");
            let does = next.kinds.has(Kinds::DOES) || verb && next.kinds.has(Kinds::ORDINARY);
            let owns = self.is_genitive(c.to - 1) && !next.kinds.has(Kinds::LOCATIVE);
            let joined = next.kinds.has(Kinds::AND)
                && self.words.later(c.to - 1, 2).is_some_and(|w| w.case == Case::Title && w.kinds.has(Kinds::GIVEN))
                || text == "och"
                    && self
                        .words
                        .later(c.to - 1, 2)
                        .is_some_and(|w| matches!(self.words.text(w), "hans" | "hennes" | "två" | "några" | "en"));
            // "Ilpos mamma": kin and things of one's own.
            if owns && next.kinds.has(Kinds::PERSON) && next.gap == Gap::Space {
                return 5;
            }
            if does || owns || joined {
                return 2;
            }
            // "Det var Embla Ek som kastade"
            let pointed = self.words.earlier(c.from, 1).is_some_and(|w| matches!(self.words.text(w), "var" | "är"));
            if text == "som" && pointed {
                return 2;
            }
        }
        if next.sign == '&' && next.kinds.has(Kinds::GIVEN) {
            return 2;
        }
        let second = self.words.later(c.to - 1, 2).map(|w| (w, self.words.text(w)));
        let aged = next.case == Case::Number && next.to - next.from == 2 && matches!(next.gap, Gap::Other | Gap::Comma)
            || second.is_some_and(|(_, t)| matches!(t, "år" | "årig") && next.case == Case::Number);
        let born = matches!(text, "f" | "född" | "pnr" | "personnummer") && next.gap != Gap::Break
            || next.case == Case::Number && matches!(next.to - next.from, 4 | 6 | 8) && matches!(next.gap, Gap::Other | Gap::Comma);
        if born && !c.is_single() {
            return 3;
        }
        let class = matches!(text, "i" | "från") && second.is_some_and(|(w, t)| w.case == Case::Mixed && t.len() <= 3);
        if aged || class { 2 } else { 0 }
    }

    fn is_genitive(&self, i: usize) -> bool {
        let text = self.words.text(&self.list()[i]);
        lexicon::genitive(text).is_some_and(|base| !lexicon::kinds(base).has(Kinds::ORDINARY)) && text.ends_with('s')
    }

    /// Words in small letters.
    fn small(&mut self, i: usize) -> usize {
        let word = self.list()[i];
        let names = Kinds::GIVEN.and(Kinds::SURNAME);
        if word.kinds != Kinds::default() && !word.kinds.has(names) || word.to - word.from < 2 {
            return i + 1;
        }
        if let Some(to) = self.nickname(i, i + 1) {
            return to;
        }
        if let Some(to) = self.small_pair(i, &word) {
            return to;
        }
        let ordinary = word.kinds.has(Kinds::ORDINARY) && word.gap == Gap::Space;
        let named = self.words.later(i, 1).is_some_and(|w| matches!(self.words.text(w), "heter" | "hette"))
            && self.words.later(i, 2).is_some_and(|w| matches!(self.words.text(w), "han" | "hon" | "hen"));
        if named && (word.kinds == Kinds::default() || word.kinds.has(Kinds::GIVEN)) {
            let candidate = Candidate { from: i, to: i + 1, first: Look::NOTHING, last: Look::NOTHING };
            self.report(&candidate, CONFIRM);
            return i + 1;
        }
        if !ordinary && self.is_introduced(i) {
            let candidate = Candidate { from: i, to: i + 1, first: self.look(i), last: self.look(i) };
            let points = self.single(&candidate);
            self.report(&candidate, points);
        }
        i + 1
    }

    /// Two words in small letters, or with a particle between: "bilal al jabouri".
    fn small_pair(&mut self, i: usize, word: &Word) -> Option<usize> {
        let names = Kinds::GIVEN.and(Kinds::SURNAME);
        let small = |k: usize| self.words.get(k).filter(|w| w.case == Case::Lower && w.gap == Gap::Space && w.to - w.from >= 2);
        let particle = small(i + 1).is_some_and(|w| w.kinds.has(Kinds::PARTICLE))
            && small(i + 2).is_some_and(|w| w.kinds.has(names) || w.kinds == Kinds::default());
        let last = if particle { i + 2 } else { i + 1 };
        let next = small(last)?;
        let candidate = Candidate { from: i, to: last + 1, first: self.look(i), last: self.look(last) };
        let told = word.kinds.has(names) || next.kinds.has(names) || candidate.last.shaped || self.is_introduced(i);
        // "och hans bror": two words that happen to be names as well are none.
        let clear = candidate.first.is_clear() || candidate.last.is_clear() || !word.kinds.has(Kinds::ORDINARY);
        if !told || !clear || !candidate.first.can_be_name() || !candidate.last.can_be_name() {
            return None;
        }
        if next.kinds != Kinds::default() && !next.kinds.has(names) {
            return None;
        }
        // A given name that is nothing else, and a word in no list.
        let apart = candidate.first.given >= 4 && next.kinds == Kinds::default() && !lexicon::is_ordinary(self.words.text(next));
        let points = self.pair(&candidate) + i32::from(apart);
        self.report(&candidate, points).then_some(last + 1)
    }

    /// Does a word for a person or for having a name stand straight before?
    fn is_introduced(&self, i: usize) -> bool {
        let cues = Kinds::CALLED.and(Kinds::NICKNAMED).and(Kinds::PERSON).and(Kinds::TITLE);
        self.words.earlier(i, 1).is_some_and(|w| w.kinds.has(cues)) && matches!(self.list()[i].gap, Gap::Space | Gap::Other)
    }

    fn report(&mut self, c: &Candidate, points: i32) -> bool {
        let level = match points {
            CONFIRM.. => Level::Confirm,
            HINT => Level::Hint,
            i32::MIN..HINT => return false,
        };
        let (from, to) = (self.list()[c.from].from, self.list()[c.to - 1].to);
        self.found.push(Found { from, to, class: Class::Name, level });
        if level == Level::Confirm {
            self.last = Some(c.to);
        }
        true
    }
}
