//! `/t/{tenant}/koder`: from senders' codes to categories. Codes that rows were rejected for
//! come first, because they are work to do.

use crate::WebState;
use crate::access::Member;
use crate::forms::{Answer, AsSent, Fields, FormError, page, summary};
use crate::pages::imports::number;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use crate::tree::{TargetGroup, read_target, target, targets};
use application::codes;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use domain::categories::CodeMapping;
use domain::failure::{Failure, FieldError};
use domain::policy::Action;
use domain::words::Words;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// Unknown codes shown at a time: each has a select of every category.
const MOST_UNKNOWN: usize = 50;

/// The table and its forms.
#[derive(Serialize)]
pub struct CodesPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The first codes of rejected rows, with how many rows.
    pub unknown: Vec<UnknownLine>,
    /// How many more there are.
    pub more_unknown: usize,
    /// The table.
    pub codes: Vec<CodeLine>,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// Address of the forms; removing adds `/ta-bort`.
    pub action: String,
    /// Code in the form for one code, when one is being changed.
    pub editing: String,
    /// Every category and subtype, with the one being changed chosen.
    pub targets: Vec<TargetGroup>,
}

impl Page for CodesPage {
    const TEMPLATE: &'static str = "codes.html";
}

/// A code that is not in the table.
#[derive(Serialize)]
pub struct UnknownLine {
    /// The code as sent.
    pub code: String,
    /// Rows rejected for it.
    pub rows: String,
}

/// One row of the table.
#[derive(Serialize)]
pub struct CodeLine {
    /// The sender's code.
    pub code: String,
    /// Category in words.
    pub category: String,
    /// Subtype in words; empty when there is none.
    pub subtype: String,
    /// Address of the page with this code in the form.
    pub edit: String,
}

/// Query of the page.
#[derive(Deserialize)]
pub struct Editing {
    #[serde(default)]
    code: String,
}

/// `GET …/koder`
pub async fn show(State(state): State<WebState>, member: Member, Query(editing): Query<Editing>) -> Answer {
    table(&state, &member, editing.code, Vec::new()).await
}

async fn table(state: &WebState, member: &Member, editing: String, errors: Vec<FormError>) -> Answer {
    let lang = member.lang;
    let known = codes::list(&state.app, &member.actor).await?;
    let unknown = codes::unknown(&state.app, &member.actor).await?;
    let words = application::words::of(&state.app, &member.actor).await?;
    let action = member.path("koder");
    let chosen = known.iter().find(|m| m.code == editing).map(|m| target(m.category, m.subtype.as_deref()));
    let shown = CodesPage {
        shell: Shell::within(member, "codes-title", Place::Codes),
        more_unknown: unknown.len().saturating_sub(MOST_UNKNOWN),
        unknown: unknown.into_iter().take(MOST_UNKNOWN).map(|(code, rows)| UnknownLine { code, rows: number(lang, rows) }).collect(),
        codes: known.iter().map(|m| line(lang, &words, &action, m)).collect(),
        may_edit: member.actor.can(Action::EditCodes),
        targets: targets(lang, &words, chosen.as_deref()),
        action,
        editing,
        errors,
    };
    page(lang, &shown, &shown.errors)
}

fn line(lang: Lang, words: &Words, action: &str, mapping: &CodeMapping) -> CodeLine {
    let query = serde_urlencoded::to_string([("code", &mapping.code)]).unwrap_or_default();
    CodeLine {
        code: mapping.code.clone(),
        category: messages::category(lang, words, mapping.category),
        subtype: mapping.subtype.as_deref().map(|s| messages::subtype(lang, words, mapping.category, s)).unwrap_or_default(),
        edit: format!("{action}?{query}#code"),
    }
}

/// Pairs of code and target out of a form with one or many of each, in the order sent. Codes
/// without a target are left as they are.
fn pairs(sent: &[(String, String)]) -> Result<Vec<CodeMapping>, Failure> {
    let of = |name: &'static str| sent.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim());
    let mut mappings = Vec::new();
    for (code, target) in of("code").zip(of("target")).filter(|(_, target)| !target.is_empty()) {
        if code.is_empty() || code.chars().count() > codes::LONGEST_CODE {
            return Err(Failure::invalid("code", "failure-code"));
        }
        let wrong = || Failure::Invalid(vec![FieldError::new("target", "failure-category").with(target)]);
        let (category, subtype) = read_target(target).ok_or_else(wrong)?;
        mappings.push(CodeMapping { code: code.to_owned(), category, subtype });
    }
    if mappings.is_empty() { Err(Failure::invalid("target", "failure-no-category")) } else { Ok(mappings) }
}

/// `POST …/koder`: adds codes or changes where they belong.
pub async fn save(State(state): State<WebState>, member: Member, AsSent(sent): AsSent) -> Answer {
    let saved = match pairs(&sent) {
        Ok(new) => codes::put(&state.app, &member.actor, new).await,
        Err(failure) => Err(failure),
    };
    answer(&state, &member, saved).await
}

async fn answer(state: &WebState, member: &Member, saved: Result<(), Failure>) -> Answer {
    match saved {
        Ok(()) => Ok(Redirect::to(&member.path("koder")).into_response()),
        Err(failure) => table(state, member, String::new(), summary(member.lang, failure.into())?).await,
    }
}

/// Field of the remove form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    code: String,
}

/// `POST …/koder/ta-bort`
pub async fn remove(State(state): State<WebState>, member: Member, Fields(form): Fields<Remove>) -> Answer {
    codes::remove(&state.app, &member.actor, &form.code).await?;
    Ok(Redirect::to(&member.path("koder")).into_response())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use domain::categories::Category;

    #[test]
    fn codes_left_without_a_choice_are_left_alone() {
        let sent = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        let form = sent(&[("code", "0857"), ("target", ""), ("code", "0858"), ("target", "INB:bicycle")]);
        let read = pairs(&form).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].code.as_str(), read[0].category), ("0858", Category::Burglary));
        assert!(pairs(&sent(&[("code", "0857"), ("target", "")])).is_err());
        assert!(pairs(&sent(&[("code", " "), ("target", "SKA")])).is_err());
    }
}
