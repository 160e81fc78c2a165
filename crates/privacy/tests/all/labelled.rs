//! Texts with their personal data marked: "Killen heter {name:Anna Ek} och …".

use privacy::Class;

/// A marked stretch, in characters of the text.
#[derive(Clone, Debug)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub class: Class,
}

/// A text and what in it is personal data.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    pub text: String,
    pub marks: Vec<Mark>,
    /// What else the figures are told apart by: `evasive`, `capital`, `lower`, `single`, or the origin of a name.
    pub tags: Vec<&'static str>,
}

impl Sample {
    /// Reads the marks out of a text.
    pub fn read(marked: &str) -> Self {
        let mut sample = Sample::default();
        let mut rest = marked;
        let mut at = 0;
        while let Some(open) = rest.find('{') {
            let close = open + rest[open..].find('}').expect("a mark is closed");
            let (key, value) = rest[open + 1..close].split_once(':').expect("a mark has a class");
            sample.text.push_str(&rest[..open]);
            at += rest[..open].chars().count();
            let class = Class::from_key(key).unwrap_or_else(|| panic!("no class {key} in {marked}"));
            sample.marks.push(Mark { start: at, end: at + value.chars().count(), class });
            sample.text.push_str(value);
            at += value.chars().count();
            rest = &rest[close + 1..];
        }
        sample.text.push_str(rest);
        sample
    }

    pub fn tagged(mut self, tags: &[&'static str]) -> Self {
        self.tags.extend_from_slice(tags);
        self
    }
}
