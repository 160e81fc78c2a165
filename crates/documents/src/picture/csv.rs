//! The picture as csv: district × category in long form, then what the methods found, for any spreadsheet.

use super::{found, words};
use crate::Separated;
use domain::pictures::{Change, DistrictRow, Expected, Picture};
use messages::Lang;

/// Semicolon-separated UTF-8 with a byte-order mark, as Swedish spreadsheets read it. One row
/// per district and category, and one per district for all categories, which carries expected
/// interval and change. What was found has rows of the same form after them, which say what kind of finding they are and have no code of a
/// category. Each row says of which edition and which part of the material it is, for
/// rows are pasted together.
pub fn csv(picture: &Picture, lang: Lang) -> Vec<u8> {
    let mut list = Separated::default();
    let edition = words::edition(&picture.edition, lang);
    let filters = words::filters(picture, lang);
    let columns = [
        "week",
        "code",
        "district",
        "category-code",
        "category",
        "count",
        "mean",
        "low",
        "high",
        "change",
        "certainty",
        "edition",
        "filters",
        "finding",
        "words",
    ];
    list.row(columns.iter().map(|c| lang.text(&format!("document-column-{c}"))));
    let mut put = |row: Vec<String>, found: [String; 2]| list.row(row.into_iter().chain([edition.clone(), filters.clone()]).chain(found));
    let none = || [String::new(), String::new()];
    for district in &picture.districts {
        put(whole(picture, district, lang), none());
        for (category, count) in picture.categories.iter().zip(&district.by_category) {
            let mut row = start(picture, district, lang);
            row.extend([
                category.category.code().to_owned(),
                messages::category(lang, &picture.words, category.category),
                count.to_string(),
            ]);
            row.extend(std::iter::repeat_n(String::new(), 5));
            put(row, none());
        }
    }
    for row in found::rows(picture, lang) {
        let week = if row.week.is_empty() { picture.week.to_string() } else { row.week };
        let [mean, low, high] = row.expected;
        let count = row.count.map_or(String::new(), |n| n.to_string());
        let expected = [mean.map_or(String::new(), |mean| decimal(mean, lang)), whole_number(low), whole_number(high)];
        let start = [week, row.code, row.district, String::new(), row.category, count];
        put(start.into_iter().chain(expected).chain([row.change, row.certainty]).collect(), [row.finding, row.words]);
    }
    list.into_bytes()
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
    expected.map_or_else(Default::default, |e| [decimal(e.mean, lang), words::whole(e.low), words::whole(e.high)])
}

fn decimal(value: f64, lang: Lang) -> String {
    let plain = messages::decimal(lang, value, 1).replace(['\u{a0}', '−'], "");
    match lang {
        Lang::Sv => plain,
        // A comma that groups thousands would be read as a decimal comma.
        Lang::En => plain.replace(',', ""),
    }
}

fn whole_number(value: Option<f64>) -> String {
    value.map_or(String::new(), words::whole)
}
