//! A file of district boundaries: which layer, and which columns hold name and code.

use super::{Sent, address, frame, value};
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, FormError, page, summary};
use crate::shell::Shell;
use crate::templates::Page;
use application::districts::{self, DistrictColumns, Layer};
use application::imports::{FileKind, Upload};
use serde::Serialize;

/// The form.
#[derive(Serialize)]
pub struct DistrictsPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// File name.
    pub file: String,
    /// Address of the form.
    pub action: String,
    /// Where to go instead.
    pub back: String,
    /// Layers of the file.
    pub layers: Vec<Choice>,
    /// Columns for the name.
    pub names: Vec<Choice>,
    /// Columns for the code.
    pub codes: Vec<Choice>,
    /// Municipality code to filter by, as sent.
    pub municipality: String,
}

impl Page for DistrictsPage {
    const TEMPLATE: &'static str = "import_districts.html";
}

/// Shows the form; proposes the tenant's own code as the filter the first time.
pub async fn form(state: &WebState, member: &Member, upload: &Upload, sent: &Sent, mut errors: Vec<FormError>) -> Answer {
    let layers = match districts::inspect(&state.app, &member.actor, upload).await {
        Ok(layers) => layers,
        Err(refused) => {
            errors.extend(summary(member.lang, refused.into())?);
            return super::refusal(member, upload, errors);
        }
    };
    let chosen = chosen_layer(&layers, sent);
    let columns = chosen.map(|l| l.columns.as_slice()).unwrap_or_default();
    let first_time = sent.is_empty();
    let shown = DistrictsPage {
        shell: frame(member, "import-districts-title"),
        file: upload.file.name.clone(),
        action: address(member, upload),
        back: member.path("import"),
        layers: layers.iter().map(|l| Choice::plain(&l.name, chosen.map(|c| c.name.as_str()))).collect(),
        names: options(columns, value(sent, "name"), chosen.and_then(|l| l.name_column.as_deref())),
        codes: options(columns, value(sent, "code"), chosen.and_then(|l| l.code_column.as_deref())),
        municipality: if first_time { member.tenant.code.to_string() } else { value(sent, "municipality").unwrap_or_default().to_owned() },
        errors,
    };
    page(member.lang, &shown, &shown.errors)
}

fn chosen_layer<'a>(layers: &'a [Layer], sent: &Sent) -> Option<&'a Layer> {
    let wanted = value(sent, "layer");
    layers.iter().find(|l| Some(l.name.as_str()) == wanted).or_else(|| layers.first())
}

/// Columns to choose from: the one that was sent, else the one that the reader of the file
/// thinks likely.
fn options(columns: &[String], sent: Option<&str>, likely: Option<&str>) -> Vec<Choice> {
    // A column that was sent for another layer is no choice in this one.
    let sent = sent.filter(|name| columns.iter().any(|c| c == name));
    columns.iter().map(|column| Choice::plain(column, sent.or(likely))).collect()
}

/// Imports the boundaries; gives the address of their history.
pub async fn import(state: &WebState, member: &Member, upload: &Upload, sent: &Sent) -> Result<String, (FileKind, Problem)> {
    let wrong = |problem: Problem| (FileKind::Districts, problem);
    let needed = |name: &'static str| value(sent, name).map(str::to_owned).ok_or_else(|| wrong(Problem::field(name, "failure-column")));
    let optional = |name| value(sent, name).map(str::to_owned);
    let columns =
        DistrictColumns { layer: optional("layer"), name: needed("name")?, code: needed("code")?, municipality: optional("municipality") };
    districts::import(&state.app, &member.actor, &upload.file, &columns).await.map_err(|f| wrong(f.into()))?;
    Ok(member.path("stadsdelar"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_wins_over_what_is_likely() {
        let columns = ["fid", "regsokod"].map(str::to_owned);
        let chosen = |sent| options(&columns, sent, Some("regsokod")).into_iter().find(|c| c.selected).map(|c| c.value);
        assert_eq!(chosen(None).as_deref(), Some("regsokod"));
        assert_eq!(chosen(Some("fid")).as_deref(), Some("fid"));
        assert_eq!(chosen(Some("gone")).as_deref(), Some("regsokod"));
    }
}
