//! Recall and precision of the guard on marked texts.
//!
//! A mark counts as found when a span of its class touches it, and as caught when any span above a hint does. A span is right when it touches a mark,
//! whatever its class: the writer is asked about personal data either way.

use crate::labelled::Sample;
use privacy::{Class, Level, scan};
use std::collections::BTreeMap;
use std::fmt;

#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub hits: usize,
    pub of: usize,
}

impl Count {
    fn add(&mut self, hit: bool) {
        self.of += 1;
        self.hits += usize::from(hit);
    }

    pub fn percent(&self) -> f64 {
        if self.of == 0 { 100.0 } else { 100.0 * self.hits as f64 / self.of as f64 }
    }
}

#[derive(Default)]
pub struct Measured {
    recall: BTreeMap<Class, Count>,
    precision: BTreeMap<(Class, Level), Count>,
    tags: BTreeMap<&'static str, Count>,
    /// Texts without personal data that a writer would be stopped for.
    clean: Count,
    blocked: usize,
    /// Some of what was missed and of what was wrongly found, to be read by people.
    pub misses: Vec<String>,
    pub alarms: Vec<String>,
}

impl Measured {
    pub fn of(samples: &[Sample]) -> Self {
        let mut m = Measured::default();
        for sample in samples {
            m.add(sample);
        }
        m
    }

    fn add(&mut self, sample: &Sample) {
        let spans = scan(&sample.text);
        for mark in &sample.marks {
            let touches = |s: &&privacy::Span| s.start < mark.end && mark.start < s.end;
            let same = |s: &privacy::Span| s.class == mark.class || number(s.class) && number(mark.class);
            let found = spans.iter().filter(touches).any(same);
            self.recall.entry(mark.class).or_default().add(found);
            for tag in &sample.tags {
                self.tags.entry(tag).or_default().add(found);
            }
            if !found {
                self.misses.push(format!("{}: {}", mark.class.key(), sample.text));
            }
        }
        for span in &spans {
            let right = sample.marks.iter().any(|m| span.start < m.end && m.start < span.end);
            self.precision.entry((span.class, span.level)).or_default().add(right);
            if !right && span.level > Level::Hint {
                let part: String = sample.text.chars().skip(span.start).take(span.end - span.start).collect();
                self.alarms.push(format!("{} ({part}): {}", span.class.key(), sample.text));
            }
        }
        if sample.marks.is_empty() {
            self.clean.add(spans.iter().any(|s| s.level > Level::Hint));
            self.blocked += usize::from(spans.iter().any(|s| s.level == Level::Block));
        }
    }

    pub fn recall(&self, class: Class) -> f64 {
        self.recall.get(&class).copied().unwrap_or_default().percent()
    }

    pub fn tag(&self, tag: &str) -> f64 {
        self.tags.get(tag).copied().unwrap_or_default().percent()
    }

    /// Share of spans above a hint that are right; of one level or of both.
    pub fn precision(&self, level: Option<Level>) -> f64 {
        let mut sum = Count::default();
        for ((_, l), count) in &self.precision {
            if *l > Level::Hint && level.is_none_or(|wanted| wanted == *l) {
                sum.hits += count.hits;
                sum.of += count.of;
            }
        }
        sum.percent()
    }

    /// Share of texts without personal data that stop the writer.
    pub fn interrupted(&self) -> f64 {
        if self.clean.of == 0 { 0.0 } else { self.clean.percent() }
    }

    /// Which gates are not met.
    pub fn below(&self, gates: &[(&'static str, f64)]) -> Vec<String> {
        let value = |gate: &str| match gate {
            "precision block" => self.precision(Some(Level::Block)),
            "precision confirm" => self.precision(Some(Level::Confirm)),
            "clean let be" => 100.0 - self.interrupted(),
            gate => Class::from_key(gate).map_or_else(|| self.tag(gate), |class| self.recall(class)),
        };
        gates
            .iter()
            .filter(|(gate, least)| value(gate) < *least)
            .map(|(gate, least)| format!("{gate}: {:.2} < {least}", value(gate)))
            .collect()
    }
}

fn number(class: Class) -> bool {
    matches!(class, Class::Personnummer | Class::Samordningsnummer)
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| class | recall | found of | precision above a hint |\n|---|---|---|---|")?;
        for class in Class::ALL {
            let recall = self.recall.get(class).copied().unwrap_or_default();
            let mut precision = Count::default();
            for level in [Level::Confirm, Level::Block] {
                let count = self.precision.get(&(*class, level)).copied().unwrap_or_default();
                precision.hits += count.hits;
                precision.of += count.of;
            }
            let precise = if precision.of == 0 { "–".to_owned() } else { format!("{:.1} % of {}", precision.percent(), precision.of) };
            writeln!(f, "| {} | {:.2} % | {} of {} | {precise} |", class.key(), recall.percent(), recall.hits, recall.of)?;
        }
        writeln!(f)?;
        for (tag, count) in &self.tags {
            writeln!(f, "{tag}: {:.2} % ({} of {})", count.percent(), count.hits, count.of)?;
        }
        let levels = [("block", Level::Block), ("confirm", Level::Confirm)];
        for (name, level) in levels {
            writeln!(f, "precision of {name}: {:.2} %", self.precision(Some(level)))?;
        }
        let mut hints = Count::default();
        for (_, count) in self.precision.iter().filter(|((_, level), _)| *level == Level::Hint) {
            hints.hits += count.hits;
            hints.of += count.of;
        }
        writeln!(f, "precision of hint: {:.2} % of {}", hints.percent(), hints.of)?;
        write!(
            f,
            "clean texts interrupted: {:.2} % ({} of {}), blocked: {}",
            self.interrupted(),
            self.clean.hits,
            self.clean.of,
            self.blocked
        )
    }
}
