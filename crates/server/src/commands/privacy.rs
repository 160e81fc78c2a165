//! `samsyn privacy scan`: the personal-data guard over a file of texts. Needs no authority, opens no store, keeps one line in memory.

use crate::arguments::{PrivacyCommand, PrivacyScan};
use crate::outcome::{Exit, Trouble, plain};
use messages::Lang;
use privacy::Span;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

/// Longest line that is read, in bytes.
const LONGEST: u64 = 16 << 20;

/// Runs a command of the guard.
pub fn run(command: &PrivacyCommand, lang: Lang) -> Result<Exit, Trouble> {
    match command {
        PrivacyCommand::Scan(scan) => scan_file(scan, lang),
    }
}

fn scan_file(arguments: &PrivacyScan, lang: Lang) -> Result<Exit, Trouble> {
    let refused = |error: std::io::Error| {
        eprintln!("samsyn: {}", plain(&Trouble::reading(Some(&arguments.file))(error).text(lang)));
        Ok(Exit::Refused)
    };
    let file = match File::open(&arguments.file) {
        Ok(file) => file,
        Err(error) => return refused(error),
    };
    let mut lines = BufReader::with_capacity(1 << 16, file);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut line, mut number, mut exit) = (Vec::new(), 0_u64, Exit::Done);
    loop {
        match read_line(&mut lines, &mut line) {
            Ok(false) => break,
            Ok(true) => number += 1,
            Err(error) if number == 0 => return refused(error),
            Err(error) => return Err(Trouble::reading(Some(&arguments.file))(error)),
        }
        match parse(&line, number == 1) {
            Ok(Some((id, text))) => {
                let spans = privacy::scan(&text);
                let written = if arguments.json { as_json(&mut out, &id, &spans) } else { as_words(&mut out, &id, &spans, lang) };
                written.map_err(Trouble::writing(None))?;
            }
            Ok(None) => {}
            Err(fault) => {
                eprintln!("samsyn: {}: {}", lang.format("cli-line", &[("n", number.into())]), fault.text(lang));
                exit = Exit::WithRejected;
            }
        }
    }
    out.flush().map_err(Trouble::writing(None))?;
    Ok(exit)
}

/// Reads one line of at most [`LONGEST`] bytes; of a longer one the rest is passed by and the line left too long to be read.
fn read_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    lines.by_ref().take(LONGEST).read_until(b'\n', line)?;
    if line.len() as u64 == LONGEST && line.last() != Some(&b'\n') {
        lines.skip_until(b'\n')?;
    }
    Ok(!line.is_empty())
}

/// Why a line gives nothing.
enum Fault {
    /// Not JSON: where and why.
    Json(String),
    TooLong,
    NoId,
    NoText,
}

impl Fault {
    fn text(&self, lang: Lang) -> String {
        match self {
            Fault::Json(cause) => lang.format("cli-line-not-json", &[("value", cause.as_str().into())]),
            Fault::TooLong => lang.text("cli-line-too-long"),
            Fault::NoId => lang.text("cli-line-no-id"),
            Fault::NoText => lang.text("cli-line-no-text"),
        }
    }
}

/// Id and text of a line; nothing for an empty one.
fn parse(line: &[u8], first: bool) -> Result<Option<(Value, String)>, Fault> {
    let line = if first { line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line) } else { line };
    if line.trim_ascii().is_empty() {
        return Ok(None);
    }
    if line.len() as u64 >= LONGEST {
        return Err(Fault::TooLong);
    }
    let value: Value = serde_json::from_slice(line).map_err(|e| Fault::Json(e.to_string()))?;
    let Value::Object(mut object) = value else { return Err(Fault::NoId) };
    let id = object.remove("id").filter(|id| id.is_string() || id.is_number()).ok_or(Fault::NoId)?;
    match object.remove("text") {
        Some(Value::String(text)) => Ok(Some((id, text))),
        Some(_) | None => Err(Fault::NoText),
    }
}

fn as_json(out: &mut impl Write, id: &Value, spans: &[Span]) -> std::io::Result<()> {
    let spans: Vec<Value> =
        spans.iter().map(|s| json!({ "start": s.start, "end": s.end, "class": s.class.key(), "level": s.level.key() })).collect();
    writeln!(out, "{}", json!({ "id": id, "spans": spans }))
}

/// One line for each finding, without the text it was found in.
fn as_words(out: &mut impl Write, id: &Value, spans: &[Span], lang: Lang) -> std::io::Result<()> {
    spans.iter().try_for_each(|s| {
        let (class, level) = (messages::guard_class(lang, s.class.key()), messages::guard_level(lang, s.level.key()));
        writeln!(out, "{id}\t{}–{}\t{class}\t{level}", s.start, s.end)
    })
}
