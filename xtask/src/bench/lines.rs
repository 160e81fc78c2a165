//! How long the files are, and how much of the code is tests.

use crate::check;

/// The table's rows about the code itself.
pub fn measure() -> Result<Vec<(String, String)>, String> {
    let files = check::files()?;
    let rust: Vec<&check::File> = files.iter().filter(|f| f.path.ends_with(".rs") && f.of_crate().is_some()).collect();
    let all: usize = rust.iter().map(|f| f.text.lines().count()).sum();
    let product: usize = rust.iter().filter(|f| f.is_product_rust()).map(|f| f.product_lines().count()).sum();
    let browser =
        files.iter().filter(|f| f.path.contains("/tests/") && f.path.ends_with(".mjs")).map(|f| f.text.lines().count()).sum::<usize>();
    let tests = all - product + browser;
    let mut lengths: Vec<usize> = rust.iter().filter(|f| f.is_product_rust()).map(|f| f.product_lines().count()).collect();
    lengths.sort_unstable();
    let at = |share: usize| lengths.get(lengths.len().saturating_sub(1) * share / 100).copied().unwrap_or(0);
    let over = |limit: usize| lengths.iter().filter(|l| **l > limit).count();
    Ok(vec![
        ("Rust lines, and lines of browser tests".to_owned(), format!("{all}, {browser}")),
        ("share of lines that are tests".to_owned(), format!("{:.0} %", 100.0 * tests as f64 / (all + browser).max(1) as f64)),
        ("files of product code".to_owned(), lengths.len().to_string()),
        ("their length without tests: median, 90th percentile, longest".to_owned(), format!("{}, {}, {}", at(50), at(90), at(100))),
        ("files over 400 and over 800 lines".to_owned(), format!("{}, {}", over(400), over(800))),
    ])
}
