//! `/t/{tenant}/metod`: how every figure and number is computed, a card for each method.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use axum::extract::{Path, Query, State};
use domain::actions::{BASELINE_WEEKS, FEWEST_BASELINE_WEEKS, FEWEST_WEEKS, MOST_WEEKS, SELECTION_WEEKS};
use domain::editions::{FEWEST, FEWEST_SENSITIVE};
use domain::ids::ResultId;
use domain::methods::Method;
use domain::results::StoredResult;
use messages::{Arg, Lang};
use serde::{Deserialize, Serialize};

/// The list of cards.
#[derive(Serialize)]
pub struct MethodsPage {
    /// Frame.
    pub shell: Shell,
    /// Cards: address, name, what it says.
    pub methods: Vec<[String; 3]>,
}

impl Page for MethodsPage {
    const TEMPLATE: &'static str = "methods.html";
}

/// A card.
#[derive(Serialize)]
pub struct MethodPage {
    /// Frame.
    pub shell: Shell,
    /// Parts: heading and text.
    pub parts: Vec<(String, String)>,
    /// What is known of the kept result that the reader came from: heading and text. Empty without one.
    pub kept: Vec<(String, String)>,
    /// Address of the list.
    pub all: String,
}

impl Page for MethodPage {
    const TEMPLATE: &'static str = "method.html";
}

fn part(lang: Lang, method: Method, part: &str) -> String {
    let weeks = |n: i32| Arg::from(u64::from(n.unsigned_abs()));
    let numbers: Vec<(&'static str, Arg)> = match method {
        Method::BeforeAfter => vec![("from", weeks(FEWEST_WEEKS)), ("to", weeks(MOST_WEEKS))],
        Method::Verdict => {
            vec![("from", weeks(BASELINE_WEEKS)), ("to", weeks(FEWEST_BASELINE_WEEKS)), ("n", u64::from(SELECTION_WEEKS).into())]
        }
        Method::Suppression => vec![("from", FEWEST.into()), ("to", FEWEST_SENSITIVE.into())],
        Method::Trend
        | Method::Notable
        | Method::Comparison
        | Method::Map
        | Method::HotSpots
        | Method::Pulse
        | Method::Silence
        | Method::NearRepeat
        | Method::Scan
        | Method::Periods
        | Method::Concentration
        | Method::HotSquares
        | Method::Density
        | Method::LifeLines => Vec::new(),
    };
    lang.format(&format!("method-{}-{part}", method.key()), &numbers)
}

impl MethodsPage {
    /// Every card.
    pub fn new(member: &Member) -> Self {
        let lang = member.lang;
        let line =
            |method: &Method| [member.path(&format!("metod/{}", method.key())), part(lang, *method, "name"), part(lang, *method, "says")];
        Self { shell: Shell::within(member, "methods-title", Place::Methods), methods: Method::ALL.iter().map(line).collect() }
    }
}

impl MethodPage {
    /// One card.
    pub fn new(member: &Member, method: Method, result: Option<&StoredResult>) -> Self {
        let lang = member.lang;
        let [name, rest @ ..] = Method::PARTS;
        let heading = |id: &str| lang.text(&format!("methods-{id}"));
        let mut parts: Vec<(String, String)> = rest.iter().map(|id| (heading(id), part(lang, method, id))).collect();
        let version = lang.format("methods-version-value", &[("version", env!("CARGO_PKG_VERSION").into())]);
        parts.push((heading("version"), version));
        let shell = Shell::within(member, "methods-title", Place::Methods).titled(part(lang, method, name));
        let kept = result.map(|result| kept(result, lang)).unwrap_or_default();
        Self { shell, parts, kept, all: member.path("metod") }
    }
}

/// What makes a kept result possible to check.
fn kept(result: &StoredResult, lang: Lang) -> Vec<(String, String)> {
    let all = [
        ("methods-result", result.id.to_string()),
        ("methods-result-at", messages::date_time(result.at)),
        ("methods-result-as-of", result.as_of.to_string()),
        ("methods-result-analysis", result.analysis.clone()),
        ("methods-result-input", result.input_digest.clone()),
        ("methods-result-output", result.output_digest.clone()),
    ];
    all.into_iter().map(|(label, text)| (lang.text(label), text)).collect()
}

/// What the address may say beside the method.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The kept result that the reader comes from.
    #[serde(default)]
    resultat: String,
}

/// `GET …/metod`
pub async fn list(member: Member) -> Answer {
    page(member.lang, &MethodsPage::new(&member), &[])
}

/// `GET …/metod/{method}`
pub async fn show(
    State(state): State<WebState>,
    member: Member,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let method = Method::from_key(&key).ok_or_else(Problem::not_found)?;
    let result = match asked.resultat.parse::<ResultId>() {
        Ok(id) => Some(application::results::kept(&state.app, &member.actor, id).await?),
        Err(_) if asked.resultat.is_empty() => None,
        Err(_) => return Err(Problem::not_found()),
    };
    page(member.lang, &MethodPage::new(&member, method, result.as_ref()), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_every_part_of_a_card_in_every_language() {
        for lang in Lang::ALL {
            for method in Method::ALL {
                for name in Method::PARTS {
                    let id = format!("method-{}-{name}", method.key());
                    assert!(lang.has(&id), "{id} in {}", lang.tag());
                    let text = part(*lang, *method, name);
                    assert!(!text.contains('{') && !text.contains('$'), "{id} in {} lacks a number: {text}", lang.tag());
                }
            }
        }
    }
}
