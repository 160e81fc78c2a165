//! The picture as csv: district × category in long form, for any spreadsheet.

use super::words;
use domain::pictures::{Change, DistrictRow, Expected, Picture};
use messages::Lang;

/// Semicolon-separated UTF-8 with a byte-order mark, as Swedish spreadsheets read it. One row
/// per district and category, and one per district for all categories, which carries expected
/// interval and change. Text that a spreadsheet could take for a formula gets an apostrophe.
pub fn csv(picture: &Picture, lang: Lang) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    // Writing to memory cannot fail; a row that could would only be left out.
    let mut put = |row: Vec<String>| drop(writer.write_record(row.iter().map(|cell| plain_cell(cell))));
    let columns = ["week", "code", "district", "category-code", "category", "count", "mean", "low", "high", "change", "certainty"];
    put(columns.iter().map(|c| lang.text(&format!("document-column-{c}"))).collect());
    for district in &picture.districts {
        put(whole(picture, district, lang));
        for (category, count) in picture.categories.iter().zip(&district.by_category) {
            let mut row = start(picture, district, lang);
            row.extend([category.category.code().to_owned(), messages::category(lang, category.category), count.to_string()]);
            row.extend(std::iter::repeat_n(String::new(), 5));
            put(row);
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn start(picture: &Picture, district: &DistrictRow, lang: Lang) -> Vec<String> {
    let code = district.code.as_ref().map_or(String::new(), ToString::to_string);
    let name = if district.code.is_none() { lang.text("document-no-district") } else { district.name.clone() };
    vec![picture.week.to_string(), code, name]
}

/// The row of a district with all its categories.
fn whole(picture: &Picture, district: &DistrictRow, lang: Lang) -> Vec<String> {
    let mut row = start(picture, district, lang);
    row.extend([String::new(), lang.text("document-filter-all"), district.count.to_string()]);
    row.extend(expected(district.expected, lang));
    row.push(messages::change(lang, district.change));
    row.push(if district.change == Change::Unknown { String::new() } else { messages::certainty(lang, district.certainty) });
    row
}

fn expected(expected: Option<Expected>, lang: Lang) -> [String; 3] {
    expected.map_or_else(Default::default, |e| {
        let plain = |value: f64| messages::decimal(lang, value, 1).replace(['\u{a0}', '−'], "");
        match lang {
            Lang::Sv => [plain(e.mean), words::whole(e.low), words::whole(e.high)],
            // A comma that groups thousands would be read as a decimal comma.
            Lang::En => [plain(e.mean).replace(',', ""), words::whole(e.low), words::whole(e.high)],
        }
    })
}

/// Text with a leading apostrophe when a spreadsheet would take it for a formula: `=`, `+`, `-`,
/// `@`, tab and carriage return, and their full-width forms (OWASP, CSV injection).
pub fn plain_cell(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '−') => format!("'{cell}"),
        Some(_) | None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"] {
            assert_eq!(plain_cell(text), format!("'{text}"));
        }
        assert_eq!(plain_cell("Valla–T1"), "Valla–T1");
        assert_eq!(plain_cell(""), "");
    }
}
