//! The list of actions as csv and workbook: what the reader sees of each, a row each.

use crate::Separated;
use crate::picture::{Cell, Sheet, book_of};
use domain::actions::ActionItem;
use domain::districts::District;
use domain::words::Words;
use jiff::civil::Date;
use messages::Lang;
use rust_xlsxwriter::{DocProperties, XlsxError};

/// Message ids of the columns, with widths for the workbook.
const COLUMNS: [(&str, f64); 17] = [
    ("action-field-title", 44.0),
    ("action-state", 14.0),
    ("action-kind", 20.0),
    ("action-basis", 16.0),
    ("action-district", 28.0),
    ("action-place", 28.0),
    ("action-category", 22.0),
    ("action-owner", 30.0),
    ("action-person", 24.0),
    ("action-partners", 34.0),
    ("action-start", 12.0),
    ("action-due", 12.0),
    ("action-cost", 12.0),
    ("action-measure", 34.0),
    ("action-implementation", 14.0),
    ("action-effect", 14.0),
    ("action-description", 60.0),
];

/// Position of the cost, the only number.
const COST: usize = 12;

fn row(item: &ActionItem, districts: &[District], own: &Words, lang: Lang) -> [String; 17] {
    let plan = &item.plan;
    let day = |day: Option<Date>| day.map(messages::date_short).unwrap_or_default();
    let district = plan
        .place
        .district
        .as_ref()
        .map(|code| districts.iter().find(|d| d.code == *code).map_or_else(|| code.to_string(), |d| d.name.clone()));
    let (since, until) = item.state.days().map_or((plan.start, None), |(since, until)| (Some(since), until));
    let result = item.state.result();
    [
        plan.title.clone(),
        messages::action_state(lang, item.state.kind()),
        messages::action_kind(lang, plan.kind),
        messages::basis(lang, plan.basis),
        district.unwrap_or_default(),
        plan.place.place.clone().unwrap_or_default(),
        plan.category.map(|c| messages::category(lang, own, c)).unwrap_or_default(),
        plan.owner.name.clone(),
        plan.person.as_ref().map(|p| p.title.clone()).unwrap_or_default(),
        plan.partners.join(", "),
        day(since),
        day(until.or(plan.due)),
        plan.cost.map(|c| c.to_string()).unwrap_or_default(),
        plan.measure.clone().unwrap_or_default(),
        result.map(|r| messages::implementation(lang, r.implementation)).unwrap_or_default(),
        result.map(|r| messages::effect(lang, r.effect)).unwrap_or_default(),
        plan.description.clone().unwrap_or_default(),
    ]
}

/// Semicolon-separated UTF-8 with a byte-order mark; text that a spreadsheet could take for a formula gets an apostrophe.
pub fn csv(items: &[ActionItem], districts: &[District], own: &Words, lang: Lang) -> Vec<u8> {
    let mut list = Separated::default();
    list.row(COLUMNS.map(|(id, _)| lang.text(id)));
    for item in items {
        list.row(row(item, districts, own, lang));
    }
    list.into_bytes()
}

/// An xlsx file of one sheet. The error can only be one of writing to memory.
pub fn workbook(items: &[ActionItem], districts: &[District], own: &Words, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let cells = |item: &ActionItem| -> Vec<Cell> {
        let mut cells: Vec<Cell> = row(item, districts, own, lang).into_iter().map(Cell::from).collect();
        if let Some(cell) = cells.get_mut(COST) {
            *cell = item.plan.cost.map_or(Cell::Empty, Cell::from);
        }
        cells
    };
    let title = lang.text("actions-title");
    let columns = COLUMNS.iter().map(|(id, width)| (lang.text(id), *width)).collect();
    let sheet = Sheet { name: title.clone(), columns, rows: items.iter().map(cells).collect() };
    book_of(&DocProperties::new().set_title(title), &[sheet])
}
