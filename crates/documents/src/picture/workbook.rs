//! The picture as a workbook: one sheet per table, numbers as numbers, every text a text.

use super::{found, judged, marks, summary, words};
use domain::pictures::{Certainty, Change, Expected, Picture};
use messages::Lang;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// One cell. Text is always written as a string cell, so it is never a formula or a link.
pub(crate) enum Cell {
    Text(String),
    Number(f64),
    Empty,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Cell::Number(words::float(count))
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Cell::Empty, Cell::Number)
    }
}

/// A sheet before it is written.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) columns: Vec<(String, f64)>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// An xlsx file of thirteen sheets. The error can only be one of writing to memory.
pub fn workbook(picture: &Picture, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let at = ExcelDateTime::from_timestamp(picture.at.as_second())?;
    let title = format!("{} {}", lang.text("document-product"), picture.week);
    let properties = DocProperties::new().set_title(title).set_author(&picture.tenant_name).set_creation_datetime(&at);
    let mut sheets = vec![
        summary(picture, lang),
        districts(picture, lang),
        categories(picture, lang),
        matrix(picture, lang),
        pulse(picture, lang),
        hotspots(picture, lang),
    ];
    sheets.extend(found::sheets(picture, lang));
    sheets.extend([judged::sheet(picture, lang), sources(picture, lang)]);
    book_of(&properties, &sheets)
}

/// A workbook of these sheets.
pub(crate) fn book_of(properties: &DocProperties, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(properties);
    let head = Format::new().set_bold().set_background_color(0xE3_F1_F1).set_align(FormatAlign::Top).set_text_wrap();
    for sheet in sheets {
        write(book.add_worksheet(), sheet, &head)?;
    }
    book.save_to_buffer()
}

fn write(out: &mut Worksheet, sheet: &Sheet, head: &Format) -> Result<(), XlsxError> {
    out.set_name(&sheet.name)?;
    for (column, (name, width)) in (0u16..).zip(&sheet.columns) {
        out.write_string_with_format(0, column, name, head)?;
        out.set_column_width(column, *width)?;
    }
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Text(text) => out.write_string(row, column, text)?,
                Cell::Number(number) => out.write_number(row, column, *number)?,
                Cell::Empty => continue,
            };
        }
    }
    out.set_freeze_panes(1, 0)?;
    Ok(())
}

pub(super) fn columns(lang: Lang, columns: &[(&str, f64)]) -> Vec<(String, f64)> {
    columns.iter().map(|(key, width)| (lang.text(&format!("document-column-{key}")), *width)).collect()
}

pub(super) fn name(lang: Lang, key: &str) -> String {
    lang.text(&format!("document-sheet-{key}"))
}

/// Mean, lowest, highest, change and certainty: the columns that every judged row ends with.
const JUDGED: [(&str, f64); 5] = [("mean", 9.0), ("low", 14.0), ("high", 14.0), ("change", 22.0), ("certainty", 22.0)];

pub(super) fn judged(expected: Option<Expected>, change: Change, certainty: Certainty, lang: Lang) -> [Cell; 5] {
    [
        expected.map(|e| (e.mean * 100.0).round() / 100.0).into(),
        expected.map(|e| e.low).into(),
        expected.map(|e| e.high).into(),
        messages::change(lang, change).into(),
        messages::certainty(lang, certainty).into(),
    ]
}

fn summary(picture: &Picture, lang: Lang) -> Sheet {
    let fact = |key: &str, value: String| vec![lang.text(&format!("document-column-{key}")).into(), value.into()];
    let mut rows = vec![
        fact("authority", picture.tenant_name.clone()),
        fact("week", picture.week.to_string()),
        fact("period", messages::date_range(lang, picture.week.monday(), picture.week.sunday())),
        fact("filters", words::filters(picture, lang)),
        fact("edition", words::edition(&picture.edition, lang)),
        fact("state", messages::picture_state(lang, &picture.state)),
        fact("made", messages::date_time(picture.at)),
        fact("digest", picture.digest.clone()),
        vec![lang.text("document-product").into(), words::headline(picture, lang).into()],
        vec![lang.text("document-count-heading").into(), picture.incident_count.into()],
    ];
    for comparison in words::comparisons(picture) {
        let [heading, judgement, detail] = words::comparison(comparison, lang);
        rows.push(vec![heading.into(), format!("{judgement}; {detail}").into()]);
    }
    rows.extend(
        summary::in_order(picture)
            .into_iter()
            .map(|n| vec![lang.text("document-notable-heading").into(), words::notable(n, picture, lang).into()]),
    );
    rows.push(vec![Cell::Empty, lang.text("document-preliminary").into()]);
    rows.push(vec![lang.text("document-column-marks").into(), marks::table(lang).into()]);
    Sheet { name: name(lang, "summary"), columns: vec![(lang.text("document-product"), 28.0), (picture.tenant_name.clone(), 90.0)], rows }
}

fn district_name(code: bool, name: &str, lang: Lang) -> Cell {
    if code { name.to_owned().into() } else { lang.text("document-no-district").into() }
}

fn districts(picture: &Picture, lang: Lang) -> Sheet {
    let mut heads = columns(lang, &[("code", 12.0), ("district", 34.0), ("count", 9.0)]);
    heads.extend(columns(lang, &JUDGED));
    let weeks = picture.districts.first().map_or(0, |d| d.recent.len());
    heads.extend((0..weeks).map(|i| {
        let ago = u64::try_from(weeks - 1 - i).unwrap_or(0);
        (lang.format("document-column-weeks-ago", &[("n", ago.into())]), 7.0)
    }));
    let rows = picture.districts.iter().map(|d| {
        let code = d.code.as_ref().map_or(Cell::Empty, |c| c.to_string().into());
        let mut row = vec![code, district_name(d.code.is_some(), &d.name, lang), d.count.into()];
        row.extend(judged(d.expected, d.change, d.certainty, lang));
        row.extend(d.recent.iter().map(|n| Cell::from(*n)));
        row
    });
    Sheet { name: name(lang, "districts"), columns: heads, rows: rows.collect() }
}

fn categories(picture: &Picture, lang: Lang) -> Sheet {
    let mut heads = columns(lang, &[("code", 9.0), ("category", 34.0), ("count", 9.0)]);
    heads.extend(columns(lang, &JUDGED));
    let rows = picture.categories.iter().map(|c| {
        let mut row: Vec<Cell> =
            vec![c.category.code().to_owned().into(), messages::category(lang, &picture.words, c.category).into(), c.count.into()];
        row.extend(judged(c.expected, c.change, c.certainty, lang));
        row
    });
    Sheet { name: name(lang, "categories"), columns: heads, rows: rows.collect() }
}

fn matrix(picture: &Picture, lang: Lang) -> Sheet {
    let mut heads = columns(lang, &[("code", 12.0), ("district", 34.0)]);
    heads.extend(picture.categories.iter().map(|c| (messages::category(lang, &picture.words, c.category), 14.0)));
    heads.extend(columns(lang, &[("total", 9.0)]));
    let rows = picture.districts.iter().map(|d| {
        let code = d.code.as_ref().map_or(Cell::Empty, |c| c.to_string().into());
        let mut row = vec![code, district_name(d.code.is_some(), &d.name, lang)];
        row.extend(d.by_category.iter().map(|n| Cell::from(*n)));
        row.push(d.count.into());
        row
    });
    Sheet { name: name(lang, "matrix"), columns: heads, rows: rows.collect() }
}

fn pulse(picture: &Picture, lang: Lang) -> Sheet {
    let mut heads = columns(lang, &[("day", 12.0)]);
    heads.extend((0..24).map(|hour| (format!("{hour:02}"), 7.0)));
    heads.extend(columns(lang, &[("total", 9.0)]));
    // Three decimals keep every weight that can be read apart.
    let rounded = |value: f64| Cell::Number((value * 1000.0).round() / 1000.0);
    let rows = picture.pulse.cells.iter().enumerate().map(|(day, hours)| {
        let mut row = vec![Cell::Text(messages::weekday(lang, day))];
        row.extend(hours.iter().map(|value| rounded(*value)));
        row.push(rounded(hours.iter().sum()));
        row
    });
    Sheet { name: name(lang, "pulse"), columns: heads, rows: rows.collect() }
}

fn hotspots(picture: &Picture, lang: Lang) -> Sheet {
    let keys = [
        ("span", 8.0),
        ("place", 36.0),
        ("district", 30.0),
        ("count", 9.0),
        ("mean", 9.0),
        ("low", 14.0),
        ("high", 14.0),
        ("change", 22.0),
        ("weeks", 14.0),
        ("types", 50.0),
        ("hours", 18.0),
    ];
    let rows = picture.hotspots.iter().flat_map(|h| h.places.iter().map(move |spot| (h.span, spot))).map(|(span, spot)| {
        let types: Vec<String> =
            spot.categories.iter().map(|(c, n)| format!("{} {n}", messages::category(lang, &picture.words, *c))).collect();
        let mut row: Vec<Cell> = vec![
            u64::from(span.weeks().unsigned_abs()).into(),
            spot.place.clone().unwrap_or_default().into(),
            spot.district_name.clone().unwrap_or_default().into(),
            spot.count.into(),
        ];
        row.extend(judged(spot.expected, spot.change, Certainty::CannotTell, lang).into_iter().take(4));
        row.extend([u64::from(spot.weeks_in_row).into(), types.join(", ").into(), words::hours(spot.hours, lang).into()]);
        row
    });
    Sheet { name: name(lang, "hotspots"), columns: columns(lang, &keys), rows: rows.collect() }
}

fn sources(picture: &Picture, lang: Lang) -> Sheet {
    let rows = picture.sources.iter().map(|s| {
        let delivered = s.last_delivery.map_or_else(|| lang.text("document-source-never"), messages::date_time);
        let silent = lang.text(if s.silent { "document-yes" } else { "document-no" });
        let usual = s.usual_hundredths.map_or_else(|| lang.text("document-unknown").into(), |n| Cell::Number(words::float(n) / 100.0));
        vec![s.name.clone().into(), s.count.into(), usual, delivered.into(), silent.into()]
    });
    let keys = [("source", 44.0), ("count", 9.0), ("usual", 10.0), ("delivered", 20.0), ("silent", 10.0)];
    Sheet { name: name(lang, "sources"), columns: columns(lang, &keys), rows: rows.collect() }
}
