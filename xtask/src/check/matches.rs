//! No `_ =>` beside variants of our own enums: a new variant must make the compiler ask what it means.

use super::{File, Finding};
use std::collections::BTreeSet;

/// Matches that name a variant of one of our enums and have a wildcard arm.
pub fn in_full(files: &[File]) -> Vec<Finding> {
    let enums: BTreeSet<String> = files.iter().filter(|f| f.is_product_rust()).flat_map(|f| enums(&f.text)).collect();
    let mut findings = Vec::new();
    for file in files.iter().filter(|f| f.is_product_rust()) {
        let enums: Vec<&String> = enums.iter().filter(|name| !is_foreign(&file.text, name)).collect();
        let product: String = file.product_lines().flat_map(|(_, line)| [line, "\n"]).collect();
        let code = blank(&product);
        for (at, _) in code.match_indices("match ").filter(|(at, _)| is_start_of_word(&code, *at)) {
            let Some(open) = code.get(at..).and_then(body).map(|offset| at + offset) else { continue };
            let arms = patterns(&code, open);
            let ours =
                arms.iter().find_map(|(_, p)| enums.iter().find(|e| p.contains(&format!("{e}::")) && !p.contains(&format!("::{e}::"))));
            let wild = arms.iter().find(|(_, p)| p.trim() == "_");
            // A literal beside our variant, as in `('.', Order::First)`: nobody can name all the rest.
            let literal = arms.iter().any(|(at, p)| product.get(*at..at + p.trim().len()).is_some_and(|p| p.contains(['\'', '"'])));
            if let (Some(name), Some((wild, _)), false) = (ours, wild, literal) {
                let line = code.get(..*wild).unwrap_or_default().matches('\n').count() + 1;
                findings.push(Finding::new(
                    format!("{}:{line}", file.path),
                    format!("`_ =>` in a match on `{name}`"),
                    "name the remaining variants, so that a new one is a compile error here",
                ));
            }
        }
    }
    findings
}

fn enums(source: &str) -> Vec<String> {
    let name = |line: &str| {
        let rest = line.trim_start().strip_prefix("pub enum ").or_else(|| line.trim_start().strip_prefix("pub(crate) enum "))?;
        Some(rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>())
    };
    source.lines().filter_map(name).filter(|n| !n.is_empty()).collect()
}

/// Whether the file imports this name from outside: another crate's enum of the same name.
fn is_foreign(source: &str, name: &str) -> bool {
    source.split("\nuse ").skip(1).filter_map(|rest| rest.split(';').next()).any(|import| {
        let root = import.split("::").next().unwrap_or_default();
        super::has_word(import, name) && !["crate", "super", "self"].contains(&root) && !super::exists(format!("crates/{root}"))
    })
}

fn is_start_of_word(code: &str, at: usize) -> bool {
    !code.get(..at).and_then(|c| c.chars().next_back()).is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.')
}

/// Where the braces of a match open, past the braces of its scrutinee (closures, blocks in parentheses).
fn body(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.checked_sub(1)?,
            '{' if depth == 0 => return Some(at),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The pattern of each arm of the match whose brace opens at `open`, with its place.
fn patterns(code: &str, open: usize) -> Vec<(usize, String)> {
    let mut arms = Vec::new();
    let mut depth = 0usize;
    let mut start = open + 1;
    let mut in_pattern = true;
    let mut before = ' ';
    for (offset, c) in code.get(open..).unwrap_or_default().char_indices() {
        let at = open + offset;
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
                // The end of an arm that is a block; a pattern's own braces end in the pattern.
                if depth == 1 && c == '}' && !in_pattern {
                    (start, in_pattern) = (at + 1, true);
                }
            }
            ',' if depth == 1 && !in_pattern => (start, in_pattern) = (at + 1, true),
            ',' if depth == 1 && code.get(start..at).is_some_and(|p| p.trim().is_empty()) => start = at + 1,
            '>' if depth == 1 && before == '=' && in_pattern => {
                let pattern = code.get(start..at - 1).unwrap_or_default();
                let lead = pattern.len() - pattern.trim_start().len();
                arms.push((start + lead, pattern.to_owned()));
                in_pattern = false;
            }
            _ => {}
        }
        before = c;
    }
    arms
}

/// The source with comments and the insides of strings and characters as spaces, so that braces count.
fn blank(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if c == '"' {
            string(rest)
        } else if let Some(length) = character(rest) {
            length
        } else {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        let (gone, left) = rest.split_at(length.max(1).min(rest.len()));
        // The same number of bytes, so that places stay right.
        out.extend(gone.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
        rest = left;
    }
    out
}

fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.chars().take_while(|c| *c == '#').count();
    if !after.get(hashes..)?.starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let inside = hashes + 2;
    rest.get(inside..)?.find(&end).map(|at| inside + at + end.len())
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character literal, not a lifetime.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return inside.get(2..)?.find('\'').map(|at| at + 4);
    }
    let c = inside.chars().next()?;
    inside.get(c.len_utf8()..)?.starts_with('\'').then_some(c.len_utf8() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(source: &str) -> usize {
        let text = format!("pub enum Colour {{ Red, Green }}\n{source}");
        in_full(&[File { path: "crates/domain/src/x.rs".to_owned(), text }]).len()
    }

    #[test]
    fn a_wildcard_beside_our_variants_is_found() {
        assert_eq!(findings("fn f(c: Colour) -> u8 { match c { Colour::Red => 1, _ => 2 } }"), 1);
        assert_eq!(findings("fn f(c: Colour) -> u8 { match c { Colour::Red => { g('{', \"}\") } _ => 2 } }"), 1);
        assert_eq!(findings("fn f(c: P) { match c { P { colour: Colour::Red, .. } => {}\n _ => {} } }"), 1);
    }

    #[test]
    fn another_crates_enum_of_the_same_name_is_not_ours() {
        assert_eq!(findings("use paint::Colour;\nfn f(c: Colour) -> u8 { match c { Colour::Red => 1, _ => 2 } }"), 0);
        assert_eq!(findings("use crate::Colour;\nfn f(c: Colour) -> u8 { match c { Colour::Red => 1, _ => 2 } }"), 1);
    }

    #[test]
    fn other_wildcards_are_nobodys_business() {
        assert_eq!(findings("fn f(c: Colour) -> u8 { match c { Colour::Red => 1, Colour::Green => 2 } }"), 0);
        assert_eq!(findings("fn f(c: u8) -> Colour { match c { 1 => Colour::Red, _ => Colour::Green } }"), 0);
        assert_eq!(findings("fn f(c: Colour) { match c { Colour::Red => match 1 { 1 => a(), _ => b() }, Colour::Green => {} } }"), 0);
        assert_eq!(findings("// match c { Colour::Red => 1, _ => 2 }"), 0);
    }
}
