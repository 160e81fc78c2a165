//! Mappings as text: TOML or JSON, for `--mapping FILE` and for storage.
//!
//! ```toml
//! dates = "month_first"          # or day_first, year_first (the default)
//! [columns]
//! start_date = "Brottsdag start"
//! district = "Basområde"
//! ```

use crate::refused::Refused;
use domain::imports::{DateOrder, Field, Mapping};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Bytes of a mapping file.
const MAX: usize = 64 << 10;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    dates: Order,
    columns: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
enum Order {
    #[default]
    #[serde(rename = "year_first")]
    Year,
    #[serde(rename = "month_first")]
    Month,
    #[serde(rename = "day_first")]
    Day,
}

/// Reads a mapping from JSON (the text starts with `{`) or TOML. Unknown keys, unknown fields and
/// two fields of the same column are refused with their names.
pub fn read(text: &str) -> Result<Mapping, Refused> {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if text.len() > MAX {
        return Err(Refused::NotAMapping(format!("> {MAX} byte")));
    }
    let written: Written = if text.starts_with('{') {
        serde_json::from_str(text).map_err(|e| Refused::NotAMapping(e.to_string()))?
    } else {
        toml::from_str(text).map_err(|e| Refused::NotAMapping(e.message().to_owned()))?
    };
    let mut mapping = Mapping { columns: BTreeMap::new(), dates: written.dates.into() };
    for (key, header) in written.columns {
        let field = Field::from_key(&key).ok_or_else(|| Refused::NotAMapping(key.clone()))?;
        let header = crate::cell::clean(&header);
        if header.is_empty() {
            return Err(Refused::NotAMapping(key));
        }
        if mapping.columns.values().any(|other| *other == header) {
            return Err(Refused::NotAMapping(header));
        }
        mapping.columns.insert(field, header);
    }
    Ok(mapping)
}

/// Writes a mapping as JSON: the form in which it is stored.
pub fn to_json(mapping: &Mapping) -> String {
    serde_json::to_string(&written(mapping)).unwrap_or_default()
}

/// Writes a mapping as TOML: the form that a person edits.
pub fn to_toml(mapping: &Mapping) -> String {
    toml::to_string(&written(mapping)).unwrap_or_default()
}

fn written(mapping: &Mapping) -> Written {
    let columns = mapping.columns.iter().map(|(field, header)| (field.key().to_owned(), header.clone())).collect();
    Written { dates: mapping.dates.into(), columns }
}

impl From<Order> for DateOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Year => DateOrder::YearFirst,
            Order::Month => DateOrder::MonthFirst,
            Order::Day => DateOrder::DayFirst,
        }
    }
}

impl From<DateOrder> for Order {
    fn from(order: DateOrder) -> Self {
        match order {
            DateOrder::YearFirst => Order::Year,
            DateOrder::MonthFirst => Order::Month,
            DateOrder::DayFirst => Order::Day,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_come_back() {
        let text = "dates = \"month_first\"\n[columns]\nstart_date = \"Brottsdag start\"\ndistrict = \"Basområde\"\n";
        let mapping = read(text).unwrap();
        assert_eq!(mapping.dates, DateOrder::MonthFirst);
        assert_eq!(mapping.columns[&Field::District], "Basområde");
        assert_eq!(read(&to_json(&mapping)).unwrap(), mapping);
        assert_eq!(read(&to_toml(&mapping)).unwrap(), mapping);
    }

    #[test]
    fn mistakes_are_named() {
        let fault = |text: &str| match read(text) {
            Err(Refused::NotAMapping(what)) => what,
            other => format!("{other:?}"),
        };
        assert_eq!(fault("[columns]\nstart_day = \"Dag\"\n"), "start_day");
        assert_eq!(fault("[columns]\nstart = \"Dag\"\nend = \"Dag\"\n"), "Dag");
        assert!(fault("{\"columns\":{},\"extra\":1}").contains("extra"));
        assert!(fault("{\"columns\":{},\"dates\":\"weekly\"}").contains("weekly"));
        assert!(fault("not a mapping").len() > 3);
    }
}
