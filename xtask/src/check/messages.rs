//! Messages: the same keys and variables in every language, each one used, none missing.

use super::{File, Finding};
use std::collections::{BTreeMap, BTreeSet};

const LOCALES: &str = "crates/messages/locales/";

/// A message: where it stands and the variables it uses.
struct Message {
    place: String,
    variables: BTreeSet<String>,
}

type Messages = BTreeMap<String, Message>;

/// Both directions at once: what the languages lack of each other, of the code, and the code of them.
pub fn complete(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut languages: BTreeMap<&str, Messages> = BTreeMap::new();
    for file in files.iter().filter(|f| f.path.ends_with(".ftl")) {
        let Some((language, _)) = file.path.strip_prefix(LOCALES).and_then(|p| p.split_once('/')) else { continue };
        let known = languages.entry(language).or_default();
        for (key, message) in parse(file) {
            if let Some(first) = known.get(&key) {
                findings.push(Finding::new(message.place, format!("`{key}` stands already in {}", first.place), "keep one of them"));
            } else {
                known.insert(key, message);
            }
        }
    }
    for (language, messages) in &languages {
        for (other, others) in languages.iter().filter(|(other, _)| other != &language) {
            findings.extend(messages.iter().filter_map(|(key, message)| differs(key, message, others.get(key), other)));
        }
    }
    let Some(known) = languages.get("sv") else { return findings };
    let literals = literals(files);
    findings.extend(missing(&literals, known));
    findings.extend(facts(files).filter_map(|(place, fact)| {
        let key = format!("fact-{fact}");
        (!known.contains_key(&key))
            .then(|| Finding::new(place, format!("the log has no word for `{fact}`"), "write `fact-…` for it in sv and en, audit.ftl"))
    }));
    findings.extend(unused(&literals, known));
    findings
}

fn differs(key: &str, message: &Message, there: Option<&Message>, language: &str) -> Option<Finding> {
    let Some(there) = there else {
        return Some(Finding::new(&message.place, format!("`{key}` is missing in {language}"), "write it in the file of the same name"));
    };
    let more: Vec<_> = message.variables.difference(&there.variables).cloned().collect();
    (!more.is_empty()).then(|| {
        Finding::new(
            &there.place,
            format!("`{key}` lacks the variable {} that the other language has", more.join(", ")),
            "say the same thing in both languages",
        )
    })
}

/// A text in quotes in code or a template, and whether it stands where only a message key can stand.
struct Literal<'a> {
    place: String,
    text: &'a str,
    is_key: bool,
}

fn missing<'a>(literals: &'a [Literal], known: &'a Messages) -> impl Iterator<Item = Finding> + 'a {
    literals.iter().filter(|l| l.is_key && !known.contains_key(l.text) && !is_pattern(l.text)).map(|l| {
        Finding::new(
            &l.place,
            format!("there is no message `{}`", l.text),
            "write it in sv and en under crates/messages/locales, or correct the key",
        )
    })
}

fn unused<'a>(literals: &'a [Literal], known: &'a Messages) -> impl Iterator<Item = Finding> + 'a {
    let whole: BTreeSet<&str> = literals.iter().map(|l| l.text).collect();
    // `"state-{}"` or `"state-" ~ key` stands for all keys that begin so.
    let beginnings: BTreeSet<&str> = literals
        .iter()
        .filter_map(|l| l.text.split_once('{').map(|(b, _)| b).or_else(|| l.text.ends_with('-').then_some(l.text)))
        .collect();
    known
        .iter()
        .filter(move |(key, _)| {
            !whole.contains(key.as_str()) && !beginnings.iter().any(|b| b.len() > 2 && b.contains('-') && key.starts_with(b))
        })
        .map(|(key, message)| Finding::new(&message.place, format!("nobody uses `{key}`"), "remove it from every language"))
}

/// The keys of audit entries' facts: the log's page shows a word for each.
fn facts(files: &[File]) -> impl Iterator<Item = (String, &str)> {
    let speaks = |f: &&File| f.of_crate().is_some_and(|krate| krate != "xtask") && f.path.ends_with(".rs") && !f.is_test_file();
    files.iter().filter(speaks).flat_map(|file| {
        file.product_lines().flat_map(move |(number, line)| {
            let found = line.split(".fact(\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(key, _)| key));
            found.map(move |key| (format!("{}:{number}", file.path), key)).collect::<Vec<_>>()
        })
    })
}

fn is_pattern(text: &str) -> bool {
    text.contains('{') || text.ends_with('-')
}

fn literals(files: &[File]) -> Vec<Literal<'_>> {
    let speaks = |f: &&File| {
        let in_product = f.of_crate().is_some_and(|krate| !matches!(krate, "xtask" | "test_support"));
        in_product
            && !f.is_test_file()
            && [".rs", ".html", ".j2", ".jinja", ".typ", ".txt", ".xml", ".svg"].iter().any(|e| f.path.ends_with(e))
    };
    files.iter().filter(speaks).flat_map(in_quotes).collect()
}

fn in_quotes(file: &File) -> Vec<Literal<'_>> {
    let mut found = Vec::new();
    let rust = file.path.ends_with(".rs");
    for (number, line) in file.product_lines() {
        if rust && line.trim_start().starts_with("//") {
            continue;
        }
        for quote in ['"', '\''] {
            let parts: Vec<&str> = line.split(quote).collect();
            for (before, text) in parts.iter().zip(parts.iter().skip(1)) {
                let key_shaped = text.starts_with(|c: char| c.is_ascii_lowercase())
                    && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-{}_".contains(c));
                if key_shaped {
                    let is_key = text.starts_with("failure-")
                        || [".text(", ".format(", "t(", "Conflict("].iter().any(|call| ends_with_call(before, call));
                    found.push(Literal { place: format!("{}:{number}", file.path), text, is_key });
                }
            }
        }
    }
    found
}

fn ends_with_call(before: &str, call: &str) -> bool {
    before
        .strip_suffix(call)
        .is_some_and(|head| call.starts_with('.') || !head.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.'))
}

/// The messages of a Fluent file. Attributes and terms count as part of nothing: we use neither as keys.
fn parse(file: &File) -> Vec<(String, Message)> {
    let mut messages: Vec<(String, Message)> = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        let starts = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if let (true, Some((key, _))) = (starts, line.split_once('=')) {
            let place = format!("{}:{}", file.path, at + 1);
            messages.push((key.trim().to_owned(), Message { place, variables: BTreeSet::new() }));
        }
        if line.starts_with('#') {
            continue;
        }
        if let Some((_, message)) = messages.last_mut() {
            let names =
                line.split('$').skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-').collect());
            message.variables.extend(names);
        }
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(sv: &str, en: &str, code: &str) -> Vec<String> {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let files =
            [file("crates/messages/locales/sv/a.ftl", sv), file("crates/messages/locales/en/a.ftl", en), file("crates/web/src/a.rs", code)];
        complete(&files).into_iter().map(|f| f.what).collect()
    }

    #[test]
    fn whole_messages_are_fine() {
        let code = "lang.text(\"week-title\"); lang.text(&format!(\"state-{}\", key));";
        let text = "week-title = Vecka { $n }\nstate-open = Öppen\n";
        assert_eq!(findings(text, text, code), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_or_too_much_is_found() {
        let gone = findings("week-a = A\n", "week-a = A\n", "lang.text(\"week-a\"); lang.text(\"week-b\");");
        assert_eq!(gone, ["there is no message `week-b`"]);
        let idle = findings("week-a = A\nweek-b = B\n", "week-a = A\nweek-b = B\n", "lang.text(\"week-a\");");
        assert_eq!(idle, ["nobody uses `week-b`"]);
        let one_language = findings("week-a = A\nweek-b = B\n", "week-a = A\n", "lang.text(\"week-a\"); t(\"week-b\");");
        assert_eq!(one_language, ["`week-b` is missing in en"]);
        let fact = findings("week-a = A\n", "week-a = A\n", "lang.text(\"week-a\"); entry.fact(\"rows\", n)");
        assert_eq!(fact, ["the log has no word for `rows`"]);
        let variable = findings("week-a = { $n } A\n", "week-a = A\n", "lang.text(\"week-a\");");
        assert_eq!(variable, ["`week-a` lacks the variable n that the other language has"]);
    }
}
