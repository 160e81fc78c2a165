//! A strict reading of our own HTML: every tag closed in order, ids unique, references leading
//! somewhere, nothing that the content security policy would stop.

use std::collections::BTreeSet;

const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Attributes that name ids of other elements.
const REFERENCES: &[&str] = &["for", "aria-labelledby", "aria-describedby", "aria-controls", "list"];

struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    closes: bool,
    empty: bool,
}

fn tag(text: &str) -> Result<Tag<'_>, String> {
    let closes = text.starts_with('/');
    let empty = text.ends_with('/');
    let inner = text.trim_start_matches('/').trim_end_matches('/').trim();
    let name = inner.split_whitespace().next().unwrap_or_default();
    let mut rest = inner[name.len()..].trim_start();
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            attributes.push((key, ""));
            rest = after.trim_start();
            continue;
        };
        let value = value.strip_prefix('"').ok_or_else(|| format!("an attribute without quotes in <{text}>"))?;
        let (value, after) = value.split_once('"').ok_or_else(|| format!("an open quote in <{text}>"))?;
        attributes.push((key, value));
        rest = after.trim_start();
    }
    Ok(Tag { name, attributes, closes, empty })
}

/// Splits into tags and texts; comments are refused, they would reach readers.
fn pieces(html: &str) -> Result<Vec<Result<Tag<'_>, &str>>, String> {
    let mut out = Vec::new();
    let mut rest = html.trim_start().strip_prefix("<!doctype html>").ok_or("no doctype")?;
    while let Some(start) = rest.find('<') {
        out.push(Err(&rest[..start]));
        if rest[start..].starts_with("<!--") {
            return Err("a comment reaches the reader".to_owned());
        }
        let end = end_of_tag(&rest[start..]).ok_or("a tag without end")?;
        out.push(Ok(tag(&rest[start + 1..start + end])?));
        rest = &rest[start + end + 1..];
    }
    out.push(Err(rest));
    Ok(out)
}

/// Position of the `>` that is outside quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices()
        .find(|(_, c)| {
            quoted ^= *c == '"';
            *c == '>' && !quoted
        })
        .map(|(i, _)| i)
}

/// Checks a page; the error says what is wrong.
pub fn check(html: &str, lang: &str) -> Result<(), String> {
    let pieces = pieces(html)?;
    let mut open: Vec<&str> = Vec::new();
    let (mut ids, mut references) = (BTreeSet::new(), Vec::new());
    for tag in pieces.iter().flatten() {
        if tag.closes {
            let last = open.pop();
            if last != Some(tag.name) {
                return Err(format!("</{}> closes <{}>", tag.name, last.unwrap_or("nothing")));
            }
            continue;
        }
        attributes(tag, &mut ids, &mut references)?;
        if !tag.empty && !VOID.contains(&tag.name) {
            open.push(tag.name);
        }
    }
    if let Some(left) = open.pop() {
        return Err(format!("<{left}> is never closed"));
    }
    if let Some(lost) = references.into_iter().find(|r| !ids.contains(*r)) {
        return Err(format!("nothing has the id `{lost}`"));
    }
    outline(&pieces, lang)
}

fn attributes<'a>(tag: &Tag<'a>, ids: &mut BTreeSet<&'a str>, references: &mut Vec<&'a str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for (key, value) in &tag.attributes {
        if !seen.insert(*key) {
            return Err(format!("<{}> has `{key}` twice", tag.name));
        }
        if *key == "style" || key.starts_with("on") {
            return Err(format!("<{}> has `{key}`, which the policy stops", tag.name));
        }
        if *key == "id" && !ids.insert(*value) {
            return Err(format!("the id `{value}` twice"));
        }
        if *key == "id" && (value.is_empty() || value.contains(' ')) {
            return Err(format!("the id `{value}`"));
        }
        if REFERENCES.contains(key) {
            references.extend(value.split_whitespace());
        }
    }
    if tag.name == "style" || tag.name == "script" && !seen.contains("src") {
        return Err(format!("an inline <{}>, which the policy stops", tag.name));
    }
    Ok(())
}

/// One h1, no level skipped, and the language said.
fn outline(pieces: &[Result<Tag<'_>, &str>], lang: &str) -> Result<(), String> {
    let tags = || pieces.iter().flatten().filter(|t| !t.closes);
    let said = tags().find(|t| t.name == "html").and_then(|t| t.attributes.iter().find(|(k, _)| *k == "lang"));
    if said.map(|(_, v)| *v) != Some(lang) {
        return Err("the language is not said".to_owned());
    }
    let levels = tags().filter_map(|t| t.name.strip_prefix('h')?.parse::<u32>().ok());
    let mut before = 0;
    let mut firsts = 0;
    for level in levels {
        firsts += u32::from(level == 1);
        // The practice banner and notices may stand before the h1.
        if level > before + 1 && before > 0 {
            return Err(format!("h{before} is followed by h{level}"));
        }
        before = level;
    }
    if firsts == 1 { Ok(()) } else { Err(format!("{firsts} h1")) }
}

/// Words of the text a reader sees, and of the attributes read aloud.
pub fn words(html: &str) -> Vec<String> {
    let pieces = pieces(html).unwrap_or_default();
    let mut texts: Vec<&str> = Vec::new();
    for piece in &pieces {
        match piece {
            Err(text) => texts.push(text),
            Ok(tag) => texts.extend(tag.attributes.iter().filter(|(k, _)| matches!(*k, "aria-label" | "title" | "alt")).map(|(_, v)| *v)),
        }
    }
    let trim = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    texts.iter().flat_map(|text| text.split_whitespace()).map(trim).filter(|w| !w.is_empty()).collect()
}

#[test]
fn faults_are_found() {
    let page = |body: &str| format!("<!doctype html><html lang=\"sv\"><body><h1>x</h1>{body}</body></html>");
    assert_eq!(check(&page("<p id=\"a\">a &gt; b</p><label for=\"a\">x</label><br>"), "sv"), Ok(()));
    for fault in [
        "<p>",
        "<b><i></b></i>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<label for=\"b\">x</label>",
        "<p style=\"color:red\"></p>",
        "<script>x</script>",
        "<h3>x</h3>",
        "<h1>y</h1>",
        "<!-- x -->",
        "<p class=a></p>",
    ] {
        assert!(check(&page(fault), "sv").is_err(), "{fault}");
    }
    assert!(check(&page(""), "en").is_err());
}
