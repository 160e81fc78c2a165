//! Pages: one typed struct per template, rendered with the words of one language.
//!
//! Each language has an environment of its own, so that `t('id')` works inside imported macros
//! too. Debug builds read templates from disk when one of them has changed; release builds embed them.

use crate::{assets, form_keys};
use messages::{Arg, Lang};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};

use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

/// What a template is filled with.
pub trait Page: Serialize {
    /// File under `templates/`.
    const TEMPLATE: &'static str;
}

/// Every template with its text, as embedded at build.
pub static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

static SWEDISH: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Lang::Sv));
static ENGLISH: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Lang::En));

/// Renders a page in a language. An error means a fault in a template, never in the data.
pub fn render<P: Page>(lang: Lang, page: &P) -> Result<String, Error> {
    render_named(lang, P::TEMPLATE, Value::from(Serde(page)))
}

fn render_named(lang: Lang, name: &str, context: Value) -> Result<String, Error> {
    if cfg!(debug_assertions) {
        return newest(lang).get_template(name)?.render(context);
    }
    let environment = match lang {
        Lang::Sv => &*SWEDISH,
        Lang::En => &*ENGLISH,
    };
    environment.get_template(name)?.render(context)
}

/// An environment with what it was read from: its language and the last change among the files.
type Kept = (Lang, Option<SystemTime>, Arc<Environment<'static>>);

/// The templates as they are on disk, read again when one has changed.
fn newest(lang: Lang) -> Arc<Environment<'static>> {
    static KEPT: Mutex<Vec<Kept>> = Mutex::new(Vec::new());
    let changed = last_change(&folder());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|(_, at, _)| *at == changed);
    if let Some((_, _, known)) = kept.iter().find(|(of, _, _)| *of == lang) {
        return known.clone();
    }
    let made = Arc::new(environment(lang));
    kept.push((lang, changed, made.clone()));
    made
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")
}

/// When a file in a folder, or in one below it, was last changed.
fn last_change(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let of = |entry: std::fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => last_change(&entry.path()),
        _ => entry.metadata().and_then(|data| data.modified()).ok(),
    };
    entries.filter_map(of).max()
}

fn environment(lang: Lang) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        env.set_syntax(syntax);
    }
    env.set_formatter(format);
    env.set_loader(source);
    env.add_function("t", move |id: &str, values: Kwargs| text(lang, id, &values));
    env.add_function("asset", |name: &str| {
        assets::address(name).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no asset {name}")))
    });
    env.add_function("error_of", error_of);
    env.add_function("form_key", form_keys::field);
    env.add_global("lang", lang.tag());
    env
}

/// Escapes what can end a text or a quoted attribute. The shipped formatter also escapes `/`, which
/// makes every address on a page six times as long.
fn format(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    let text = match value.as_str() {
        Some(text) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => text,
        _ => return escape_formatter(out, state, value),
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, after) = rest.split_at(at);
        let escaped = match after.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        };
        out.write_str(before)?;
        out.write_str(escaped)?;
        rest = &after[1..];
    }
    Ok(out.write_str(rest)?)
}

fn source(name: &str) -> Result<Option<String>, Error> {
    if cfg!(debug_assertions) {
        return match std::fs::read_to_string(folder().join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Error::new(ErrorKind::TemplateNotFound, "cannot be read").with_source(e)),
        };
    }
    Ok(EMBEDDED.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned()))
}

/// `error_of(errors, 'title')`: the text of a field's error, to stand beside it; empty for none.
fn error_of(errors: &Value, field: &str) -> Result<String, Error> {
    for error in errors.try_iter()? {
        if error.get_attr("field")?.as_str() == Some(field) {
            return Ok(error.get_attr("text")?.to_string());
        }
    }
    Ok(String::new())
}

/// `t('id', n=3, name='x')`. A message that does not exist is an error: no id reaches a reader.
fn text(lang: Lang, id: &str, values: &Kwargs) -> Result<String, Error> {
    if !lang.has(id) {
        return Err(Error::new(ErrorKind::InvalidOperation, format!("no message {id} in {}", lang.tag())));
    }
    let mut args: Vec<(&'static str, Arg)> = Vec::new();
    let names: Vec<String> = values.args().map(str::to_owned).collect();
    for name in names {
        let value: Value = values.get(&name)?;
        let arg = match (value.kind(), u64::try_from(value.clone())) {
            (ValueKind::Number, Ok(count)) => Arg::Count(count),
            _ => Arg::Text(value.to_string()),
        };
        args.push((known_name(&name)?, arg));
    }
    values.assert_all_used()?;
    Ok(lang.format(id, &args))
}

/// The value names that messages use. A closed list, because `messages` takes static names.
const VALUE_NAMES: &[&str] = &[
    "n", "name", "week", "date", "from", "to", "count", "total", "value", "file", "row", "field", "year", "version", "place", "district",
    "category", "by", "at", "low", "high", "mean",
];

fn known_name(name: &str) -> Result<&'static str, Error> {
    VALUE_NAMES
        .iter()
        .copied()
        .find(|known| *known == name)
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("value name {name} is not in templates::VALUE_NAMES")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn rendered(source: &str, value: &str) -> Result<String, Error> {
        environment(Lang::Sv).render_named_str(
            "x.html",
            source,
            Value::from(Serde([("a", value)].into_iter().collect::<std::collections::BTreeMap<_, _>>())),
        )
    }

    #[test]
    fn text_is_escaped_once_and_addresses_stay_short() {
        assert_eq!(rendered("{{ a }}", "/t/0580?a=1&b=\"<'>å").unwrap(), "/t/0580?a=1&amp;b=&quot;&lt;&#39;&gt;å");
        assert_eq!(rendered("{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(a) }}", "<").unwrap(), "<b>&lt;</b>");
        assert_eq!(rendered("{{ a|safe }}", "<svg/>").unwrap(), "<svg/>");
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        assert!(rendered("{{ b }}", "").is_err());
        assert!(rendered("{{ t('no-such-message') }}", "").is_err());
        assert!(rendered("{{ t('incidents', nn=1) }}", "").is_err());
        assert_eq!(rendered("{{ t('incidents', n=2) }}", "").unwrap(), "2 händelser");
    }
}
