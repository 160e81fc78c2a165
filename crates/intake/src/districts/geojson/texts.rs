//! The texts of an object, bounded in number and length.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// Properties of a feature that are looked at.
pub(super) const PROPERTIES: usize = 200;
/// Characters of a property's name or text.
const CHARS: usize = 300;

/// Text of which only the first characters are kept.
pub(super) struct Short(pub(super) String);

impl<'de> serde::Deserialize<'de> for Short {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Short;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Short, E> {
                Ok(Short(text.chars().take(CHARS).collect()))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// The texts, numbers and yes/no of an object and of the objects in it, by name.
pub(super) struct Texts;

impl<'de> DeserializeSeed<'de> for Texts {
    type Value = BTreeMap<String, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Texts {
    type Value = BTreeMap<String, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut texts = BTreeMap::new();
        while let Some(key) = map.next_key::<Short>()? {
            match map.next_value_seed(Scalar)? {
                Value::Text(text) if texts.len() < PROPERTIES => {
                    texts.insert(key.0, text);
                }
                Value::Object(inner) => {
                    for (name, text) in inner {
                        if texts.len() < PROPERTIES {
                            texts.entry(name).or_insert(text);
                        }
                    }
                }
                Value::Text(_) | Value::Nothing => {}
            }
        }
        Ok(texts)
    }
}

enum Value {
    Text(String),
    Object(BTreeMap<String, String>),
    Nothing,
}

struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.chars().take(CHARS).collect()))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Value, E> {
        Ok(Value::Text(n.to_string()))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Value, E> {
        Ok(Value::Text(n.to_string()))
    }

    fn visit_f64<E>(self, n: f64) -> Result<Value, E> {
        Ok(Value::Text(n.to_string()))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Text(yes.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        Texts.visit_map(map).map(Value::Object)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn texts(json: &str) -> BTreeMap<String, String> {
        Texts.deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap()
    }

    #[test]
    fn properties_are_bounded_however_they_are_nested() {
        let inner = |outer: usize| (0..150).map(|n| format!(r#""p{outer}-{n}":"x""#)).collect::<Vec<_>>().join(",");
        let objects: Vec<String> = (0..50).map(|outer| format!(r#""o{outer}":{{{}}}"#, inner(outer))).collect();
        assert_eq!(texts(&format!("{{{}}}", objects.join(","))).len(), PROPERTIES);
        // A property's own text is not replaced by one of the same name further in.
        assert_eq!(texts(r#"{"kod":"A","mer":{"kod":"B"}}"#)["kod"], "A");
    }
}
