//! A file of incidents: which column is what, read through once without storing anything.

use super::{Sent, address, frame, value};
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, FormError, page, summary};
use crate::pages::import_report::{Lines, ReportView, Told};
use crate::pages::imports::number;
use crate::shell::Shell;
use crate::templates::Page;
use application::imports::{self, FileKind, ImportIncidents, Preview, Refused, Upload};
use domain::ids::BatchId;
use domain::imports::{DateOrder, Field, Mapping, Outside};
use messages::Lang;
use serde::Serialize;

/// Prefix of the form fields that say which column a field is read from.
const COLUMN: &str = "column-";
/// Rows of the dry run's rejections that the page shows.
const SHOWN: usize = 20;

/// The preview with its form.
#[derive(Serialize)]
pub struct IncidentsPage {
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
    /// Sender as sent.
    pub sender: String,
    /// Senders known from before.
    pub senders: Vec<String>,
    /// Which column each field is read from.
    pub fields: Vec<FieldChoice>,
    /// How slash dates are read.
    pub dates: Vec<Choice>,
    /// Whether some dates can be read with the day or the month first, and nothing tells which.
    pub order_is_open: bool,
    /// What becomes of rows outside the districts.
    pub outside: Vec<Choice>,
    /// The workbook's tabs, and the choice by content; none for a text file.
    pub sheets: Vec<Choice>,
    /// Tab as sent.
    pub sheet: String,
    /// Which tabs are read and which are not, in sentences.
    pub tabs: Vec<String>,
    /// What is doubtful about the columns, in words; empty when nothing.
    pub doubt: String,
    /// Name of the layout that the headers were recognised as; empty for none.
    pub known_layout: String,
    /// What the mapping still lacks, in words; empty when nothing.
    pub missing: String,
    /// Headers of the file.
    pub headers: Vec<String>,
    /// First rows of the file: row number and cells.
    pub sample: Vec<(u32, Vec<String>)>,
    /// Whether the sender is all that is missing before it can be shown what an import would do.
    pub needs_sender: bool,
    /// What an import would do, when the mapping is complete.
    pub dry_run: Option<ReportView>,
    /// What others have told of the file's weeks, in words.
    pub told: Vec<String>,
    /// The earlier list that the file may take the place of.
    pub edition: Option<EditionChoice>,
}

/// The choice to replace an earlier list.
#[derive(Serialize)]
pub struct EditionChoice {
    /// Its id.
    pub batch: String,
    /// Its file name.
    pub file: String,
    /// Whether it is chosen.
    pub replaced: bool,
    /// How many rows would come.
    pub come_total: String,
    /// The first of them.
    pub come: Lines,
    /// How many rows would change.
    pub change_total: String,
    /// The first of them.
    pub change: Lines,
    /// How many rows would go.
    pub go_total: String,
    /// The first of them.
    pub go: Lines,
}

impl EditionChoice {
    /// The choice with what would come, change and go.
    pub fn new(lang: Lang, (batch, file): (String, String), replaced: bool, changes: &imports::EditionChanges) -> Self {
        Self {
            batch,
            file,
            replaced,
            come_total: number(lang, changes.come_total),
            come: Lines::new(changes.come.iter().map(|(row, new)| imports::new_row_text(lang, *row, new)), changes.come_total, SHOWN),
            change_total: number(lang, changes.changed_total),
            change: Lines::new(changes.changed.iter().map(|c| imports::changed_text(lang, c)), changes.changed_total, SHOWN),
            go_total: number(lang, changes.go_total),
            go: Lines::new(changes.go.iter().map(|g| imports::gone_text(lang, g)), changes.go_total, SHOWN),
        }
    }
}

impl Page for IncidentsPage {
    const TEMPLATE: &'static str = "import_incidents.html";
}

/// One field of the mapping.
#[derive(Serialize)]
pub struct FieldChoice {
    /// Name of the select.
    pub name: String,
    /// What the field is.
    pub label: String,
    /// The file's columns, and none.
    pub options: Vec<Choice>,
}

/// Values of a select: what is meant, what is sent, message id of what is shown.
type Options<T> = &'static [(T, &'static str, &'static str)];

const DATE_ORDERS: Options<DateOrder> = &[
    (DateOrder::YearFirst, "year-first", "dates-year-first"),
    (DateOrder::MonthFirst, "month-first", "dates-month-first"),
    (DateOrder::DayFirst, "day-first", "dates-day-first"),
];
const OUTSIDES: Options<Outside> = &[(Outside::Refuse, "refuse", "outside-refuse"), (Outside::Keep, "keep", "outside-keep")];

fn chosen<T: Copy + Default>(options: Options<T>, key: Option<&str>) -> T {
    options.iter().find(|(_, known, _)| Some(*known) == key).map(|(value, ..)| *value).unwrap_or_default()
}

fn choices<T: Copy + PartialEq>(lang: Lang, options: Options<T>, chosen: T) -> Vec<Choice> {
    let choice =
        |(value, key, label): &(T, &str, &str)| Choice { value: (*key).to_owned(), label: lang.text(label), selected: *value == chosen };
    options.iter().map(choice).collect()
}

/// The mapping of a sent form; `None` when no form was sent, or when the sender was changed since
/// the form was made, so that the new sender's saved mapping is proposed instead.
fn mapping(sent: &Sent) -> Option<Mapping> {
    let touched = sent.iter().any(|(name, _)| name.starts_with(COLUMN));
    let is_other = |name: &str, before: &str| value(sent, name) != value(sent, before) && value(sent, before).is_some();
    // Another tab has columns of its own.
    let is_other_tab = sent.iter().any(|(name, _)| name == "mapped-tab") && value(sent, "sheet") != value(sent, "mapped-tab");
    if !touched || is_other("sender", "mapped-for") || is_other_tab {
        return None;
    }
    let column = |(name, header): &(String, String)| {
        let field = Field::from_key(name.strip_prefix(COLUMN)?)?;
        Some((field, header.clone())).filter(|(_, header)| !header.is_empty())
    };
    Some(Mapping { columns: sent.iter().filter_map(column).collect(), dates: chosen(DATE_ORDERS, value(sent, "dates")) })
}

/// The chosen tab of a workbook.
fn sheet(sent: &Sent) -> Option<String> {
    value(sent, "sheet").map(str::to_owned)
}

/// Shows the form.
pub async fn form(state: &WebState, member: &Member, upload: &Upload, sent: &Sent, mut errors: Vec<FormError>) -> Answer {
    let outside = chosen(OUTSIDES, value(sent, "outside"));
    let sender = value(sent, "sender").unwrap_or_default().to_owned();
    let command = ImportIncidents {
        sender: sender.clone(),
        mapping: mapping(sent),
        sheet: sheet(sent),
        outside,
        replaces: replaces(sent),
        job: None,
    };
    let preview = match imports::preview(&state.app, &member.actor, &upload.file, &command).await {
        Ok(preview) => preview,
        Err(refused) => {
            errors.extend(summary(member.lang, refused.into())?);
            return super::refusal(member, upload, errors);
        }
    };
    let senders = imports::senders(&state.app, &member.actor).await?.into_iter().map(|s| s.name).collect();
    let mut shown = filled_in(member, preview, &command);
    shown.sheet = command.sheet.unwrap_or_default();
    for choice in &mut shown.sheets {
        choice.selected = choice.value == shown.sheet;
    }
    (shown.errors, shown.sender, shown.senders) = (errors, sender, senders);
    (shown.file, shown.action) = (upload.file.name.clone(), address(member, upload));
    page(member.lang, &shown, &shown.errors)
}

/// What is wrong with a form that asks for a preview.
pub fn faults(member: &Member, sent: &Sent) -> Result<Vec<FormError>, Problem> {
    let unnamed = sent.iter().any(|(name, _)| name == "sender") && value(sent, "sender").is_none();
    if unnamed { summary(member.lang, Problem::field("sender", "failure-sender-name")) } else { Ok(Vec::new()) }
}

/// The list to be replaced; an id that is none is no choice.
fn replaces(sent: &Sent) -> Option<BatchId> {
    value(sent, "replaces")?.parse().ok()
}

fn filled_in(member: &Member, preview: Preview, command: &ImportIncidents) -> IncidentsPage {
    let lang = member.lang;
    let edition = preview.edition_of.as_ref().map(|batch| {
        let names = (batch.id.to_string(), batch.file_name.clone());
        EditionChoice::new(lang, names, command.replaces == Some(batch.id), &preview.changes.clone().unwrap_or_default())
    });
    let fields = Field::ALL.iter().map(|field| field_choice(lang, *field, &preview)).collect();
    let (sheets, tabs) = sheets(lang, &preview);
    let doubt = preview.doubt.as_ref().map(|doubt| imports::refused_text(lang, doubt)).unwrap_or_default();
    IncidentsPage {
        shell: frame(member, "import-incidents-title"),
        errors: Vec::new(),
        file: String::new(),
        action: String::new(),
        back: member.path("import"),
        sender: String::new(),
        senders: Vec::new(),
        fields,
        dates: choices(lang, DATE_ORDERS, preview.mapping.dates),
        order_is_open: preview.order_is_open,
        outside: choices(lang, OUTSIDES, command.outside),
        sheets,
        sheet: String::new(),
        tabs,
        doubt,
        known_layout: preview.layout.map(|id| lang.text(id)).unwrap_or_default(),
        needs_sender: preview.missing.is_empty() && command.sender.is_empty(),
        missing: if preview.missing.is_empty() {
            String::new()
        } else {
            imports::refused_text(lang, &Refused::MissingFields(preview.missing))
        },
        headers: preview.headers,
        sample: preview.sample,
        dry_run: preview.dry_run.map(|report| ReportView::new(lang, &report, SHOWN, Told::Before)),
        told: preview.told.iter().map(|told| imports::told_text(lang, told)).collect(),
        edition,
    }
}

/// The tabs to choose from, when there are several, and which of them are read, in sentences.
fn sheets(lang: Lang, preview: &Preview) -> (Vec<Choice>, Vec<String>) {
    if preview.sheets.len() + preview.sheets_not_read.len() < 2 {
        return (Vec::new(), Vec::new());
    }
    let by_content = Choice { value: String::new(), label: lang.text("import-sheet-by-content"), selected: false };
    let choices = std::iter::once(by_content).chain(preview.sheets.iter().map(|name| Choice::plain(name, None))).collect();
    let read = lang.format("import-sheets-read", &[("sheets", preview.sheets_read.join(", ").into())]);
    let not_read = imports::sheets_not_read_text(lang, &preview.sheets_not_read);
    (choices, std::iter::once(read).chain(not_read).collect())
}

fn field_choice(lang: Lang, field: Field, preview: &Preview) -> FieldChoice {
    let now = preview.mapping.columns.get(&field).map(String::as_str);
    let none = Choice { value: String::new(), label: lang.text("column-none"), selected: now.is_none() };
    let offered = |header: &&String| !header.is_empty() && imports::may_be_read(field, header);
    let columns = preview.headers.iter().filter(offered).map(|header| Choice::plain(header, now));
    FieldChoice {
        name: format!("{COLUMN}{}", field.key()),
        label: imports::field_text(lang, field),
        options: std::iter::once(none).chain(columns).collect(),
    }
}

/// Queues the import; gives the address of its progress.
pub async fn start(state: &WebState, member: &Member, upload: &Upload, sent: &Sent) -> Result<String, (FileKind, Problem)> {
    let wrong = |problem: Problem| (FileKind::Incidents, problem);
    let sender = value(sent, "sender").ok_or_else(|| wrong(Problem::field("sender", "failure-sender-name")))?.to_owned();
    let outside = chosen(OUTSIDES, value(sent, "outside"));
    let command = ImportIncidents { sender, mapping: mapping(sent), sheet: sheet(sent), outside, replaces: replaces(sent), job: None };
    let job = imports::start(&state.app, &member.actor, upload, &command).await.map_err(|f| wrong(f.into()))?;
    Ok(member.path(&format!("import/jobb/{job}")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn a_sent_form_becomes_a_mapping() {
        let form =
            sent(&[("sender", "Polisen"), ("column-code", "BROTTSKOD"), ("column-end", ""), ("dates", "month-first"), ("column-x", "y")]);
        let mapping = mapping(&form).unwrap();
        assert_eq!(mapping.columns.into_iter().collect::<Vec<_>>(), [(Field::Code, "BROTTSKOD".to_owned())]);
        assert_eq!(mapping.dates, DateOrder::MonthFirst);
    }

    #[test]
    fn another_sender_brings_its_own_mapping() {
        assert_eq!(mapping(&sent(&[])), None);
        let form = [("sender", "Vakten"), ("mapped-for", "Polisen"), ("column-code", "KOD")];
        assert_eq!(mapping(&sent(&form)), None);
        let same = [("sender", "Polisen"), ("mapped-for", "Polisen"), ("column-code", "KOD")];
        assert!(mapping(&sent(&same)).is_some());
        let tab = [("mapped-tab", ""), ("sheet", "v42"), ("column-code", "KOD")];
        assert_eq!(mapping(&sent(&tab)), None);
        let tab = [("mapped-tab", "v42"), ("sheet", "v42"), ("column-code", "KOD")];
        assert!(mapping(&sent(&tab)).is_some());
    }
}
