//! The picture in words, and the key figures behind the words.

use super::address::View;
use super::evidence::Evidence;
use documents::picture::{marks, summary, words};
use domain::pictures::Picture;
use domain::pictures::finding::Finding;
use messages::Lang;
use serde::Serialize;

/// First sentence, what stands out, key figures.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The first sentence.
    pub headline: String,
    /// Address of what stands behind it.
    pub evidence: String,
    /// Key of the direction of the whole, for its shape.
    pub change: &'static str,
    /// What stands out, in a sentence or two, and what the picture lacks.
    pub lead: Vec<String>,
    /// Until when the numbers count, while the week goes on; empty when it is over.
    pub so_far: String,
    /// What stands out, most certain first.
    pub notable: Vec<Said>,
    /// Incidents of the week.
    pub count: String,
    /// `47 brott · 20 otrygghet`
    pub kinds: String,
    /// Against four weeks, twelve weeks, last year.
    pub comparisons: Vec<Compared>,
}

/// A sentence with its direction as shape.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// Key of the direction.
    pub change: &'static str,
    /// The sentence.
    pub text: String,
    /// Address of the problem's page; empty without a district.
    pub href: String,
    /// Address of what stands behind it.
    pub evidence: String,
}

/// A comparison of the whole.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// Against what.
    pub heading: String,
    /// Key of the direction.
    pub change: &'static str,
    /// Direction and certainty in words.
    pub judgement: String,
    /// Expected interval and mean, or how much material there is.
    pub detail: String,
}

impl Summary {
    /// The words of a picture.
    pub(crate) fn new(picture: &Picture, view: &View, evidence: &Evidence, lang: Lang) -> Self {
        let until = |at| lang.format("document-so-far", &[("at", messages::date_time(at).into())]);
        let said = |n: &domain::pictures::Notable| Said {
            change: marks::of(n.change, n.certainty).key,
            text: words::notable(n, picture, lang),
            href: n.district.as_ref().map(|d| view.area(d, Some(n.category), None)).unwrap_or_default(),
            evidence: evidence.of(&Finding::Notable(n)),
        };
        let compared = |c: &domain::pictures::Comparison| {
            let [heading, judgement, detail] = words::comparison(c, lang);
            Compared { heading, change: marks::of(c.change, c.certainty).key, judgement, detail }
        };
        Self {
            headline: words::headline(picture, lang),
            evidence: evidence.of(&Finding::Total(picture)),
            change: marks::of_change(picture.change).key,
            lead: summary::lead(picture, lang),
            so_far: picture.so_far.map(until).unwrap_or_default(),
            notable: summary::in_order(picture).into_iter().map(said).collect(),
            count: super::count(lang, picture.incident_count),
            kinds: words::kinds(picture, lang),
            comparisons: words::comparisons(picture).map(compared).collect(),
        }
    }
}
