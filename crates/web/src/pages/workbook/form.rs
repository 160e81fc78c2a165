//! The form of a question: a field for each thing that its method asks.

use crate::access::Member;
use crate::forms::Choice;
use application::workbook::Choices;
use domain::categories::{Category, CategoryKind};
use domain::methods::Method;
use domain::week::Week;
use domain::workbook::{BANDWIDTHS, CELLS, DAYS, METRES, Question, SIDES, Technique};
use messages::Lang;
use serde::Serialize;

/// The form.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionForm {
    /// Address that it goes to.
    pub action: String,
    /// Key of the method.
    pub method: &'static str,
    /// The method in words.
    pub name: String,
    /// What it says.
    pub says: String,
    /// Fields, in shown order.
    pub fields: Vec<QuestionField>,
}

/// One field: a choice.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionField {
    /// Name and id.
    pub name: &'static str,
    /// Label.
    pub label: String,
    /// What is said of it; may be empty.
    pub hint: String,
    /// What can be chosen.
    pub options: Vec<Choice>,
}

/// Everything that a field is made from.
struct Form<'a> {
    lang: Lang,
    pairs: &'a [(String, String)],
    choices: &'a Choices,
}

impl QuestionForm {
    /// The form of a method, with what an address says and the usual where it says nothing. `None` for a method that is not in the workbook.
    pub fn new(member: &Member, method: Method, pairs: &[(String, String)], choices: &Choices, last: Week) -> Option<Self> {
        let lang = member.lang;
        let usual = Question::usual(method, last)?;
        let form = Form { lang, pairs, choices };
        let hint = match usual.technique {
            Technique::NearRepeat { .. } => "workbook-near-hint",
            Technique::LifeLines => "workbook-lives-hint",
            Technique::Trend
            | Technique::Periods { .. }
            | Technique::Pulse
            | Technique::Concentration { .. }
            | Technique::HotSquares { .. }
            | Technique::Density { .. } => "",
        };
        let mut fields =
            vec![form.week("from", "workbook-from", usual.from, hint), form.week("to", "workbook-to", usual.to, "workbook-weeks-hint")];
        match usual.technique {
            Technique::Trend | Technique::Pulse | Technique::LifeLines => {}
            Technique::Periods { from, to } => {
                fields.extend([form.week("with_from", "workbook-with-from", from, ""), form.week("with_to", "workbook-with-to", to, "")])
            }
            Technique::NearRepeat { metres, days } => fields.extend([
                form.number("metres", ["workbook-metres", "workbook-metres-value", "workbook-metres-hint"], &METRES, metres),
                form.number("days", ["workbook-days", "workbook-days-value", "workbook-days-hint"], &DAYS, days),
            ]),
            Technique::Concentration { side } | Technique::HotSquares { side } => {
                fields.push(form.number("side", ["workbook-side", "workbook-metres-value", "workbook-side-hint"], &SIDES, side));
            }
            Technique::Density { cell, bandwidth } => fields.extend([
                form.number("cell", ["workbook-cell", "workbook-metres-value", "workbook-cell-hint"], &CELLS, cell),
                form.number(
                    "bandwidth",
                    ["workbook-bandwidth", "workbook-metres-value", "workbook-bandwidth-hint"],
                    &BANDWIDTHS,
                    bandwidth,
                ),
            ]),
        }
        fields.extend([form.district(), form.category(), form.source()]);
        Some(Self {
            action: member.path("analys"),
            method: method.key(),
            name: documents::workbook::method(lang, method),
            says: lang.text(&format!("method-{}-says", method.key())),
            fields,
        })
    }
}

impl Form<'_> {
    fn asked(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    fn field(&self, name: &'static str, label: &str, hint: &str, options: Vec<Choice>) -> QuestionField {
        let hint = if hint.is_empty() { String::new() } else { self.lang.text(hint) };
        QuestionField { name, label: self.lang.text(label), hint, options }
    }

    /// The weeks with material; the chosen one is among them even when it has none.
    fn week(&self, name: &'static str, label: &str, usual: Week, hint: &str) -> QuestionField {
        let first = self.choices.weeks.last().copied().unwrap_or(usual);
        let chosen = self.asked(name).and_then(|text| text.parse().ok()).unwrap_or(usual.max(first));
        let mut weeks = self.choices.weeks.clone();
        if !weeks.contains(&chosen) {
            weeks.push(chosen);
            weeks.sort_unstable_by(|a, b| b.cmp(a));
        }
        let choice = |week: Week| Choice { value: week.to_string(), label: messages::week_long(self.lang, week), selected: week == chosen };
        self.field(name, label, hint, weeks.into_iter().map(choice).collect())
    }

    fn number(&self, name: &'static str, [label, value, hint]: [&str; 3], known: &[u32], usual: u32) -> QuestionField {
        let chosen = self.asked(name).and_then(|text| text.parse().ok()).unwrap_or(usual);
        let choice = |n: &u32| Choice {
            value: n.to_string(),
            label: self.lang.format(value, &[("n", u64::from(*n).into())]),
            selected: *n == chosen,
        };
        self.field(name, label, hint, known.iter().map(choice).collect())
    }

    /// A choice among values, or none of them.
    fn part(&self, name: &'static str, [label, all]: [&str; 2], values: impl Iterator<Item = (String, String)>) -> QuestionField {
        let asked = self.asked(name);
        let mut options = vec![Choice { value: String::new(), label: self.lang.text(all), selected: asked.is_none() }];
        options.extend(values.map(|(value, label)| Choice { selected: asked == Some(value.as_str()), value, label }));
        self.field(name, label, "", options)
    }

    fn district(&self) -> QuestionField {
        let values = self.choices.districts.iter().map(|d| (d.code.to_string(), d.name.clone()));
        self.part("district", ["workbook-district", "picture-all-districts"], values)
    }

    fn category(&self) -> QuestionField {
        let counted = Category::ALL.iter().copied().filter(|c| c.kind() != CategoryKind::Planned);
        let values = counted.map(|c| (c.to_string(), messages::category(self.lang, &self.choices.words, c)));
        self.part("category", ["workbook-category", "picture-all-categories"], values)
    }

    fn source(&self) -> QuestionField {
        let values = self.choices.sources.iter().map(|s| (s.clone(), s.clone()));
        self.part("source", ["workbook-source", "picture-all-sources"], values)
    }
}
