//! JSON with `NaN` and `Infinity`, as Python and some map programs write it: numbers that JSON does not have.

use std::io::Read;

/// Bytes read at a time.
const CHUNK: usize = 32 << 10;
/// What stands for no number; the longest last.
const TOKENS: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];
/// Bytes of the longest of them.
const LONGEST: usize = 9;

/// Hands JSON on with an empty text of the same length in the place of each such number outside texts.
pub struct WithoutNan<R> {
    inner: R,
    /// Bytes that have been read and not looked at.
    raw: Vec<u8>,
    /// Bytes to hand on, from `at`.
    ready: Vec<u8>,
    at: usize,
    in_text: bool,
    escaped: bool,
    ended: bool,
}

impl<R: Read> WithoutNan<R> {
    /// Reads through `inner`.
    pub fn new(inner: R) -> Self {
        Self { inner, raw: Vec::new(), ready: Vec::new(), at: 0, in_text: false, escaped: false, ended: false }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        let read = Read::by_ref(&mut self.inner).take(CHUNK as u64).read_to_end(&mut self.raw)?;
        self.ended = read == 0;
        self.ready.clear();
        self.at = 0;
        let mut at = 0;
        while let Some(&byte) = self.raw.get(at) {
            if self.in_text {
                self.in_text = self.escaped || byte != b'"';
                self.escaped = !self.escaped && byte == b'\\';
            } else if matches!(byte, b'N' | b'I' | b'-') {
                let rest = &self.raw[at..];
                if rest.len() < LONGEST && !self.ended {
                    break;
                }
                if let Some(token) = TOKENS.iter().find(|token| rest.starts_with(token)) {
                    self.ready.extend_from_slice(b"\"\"");
                    self.ready.extend(std::iter::repeat_n(b' ', token.len() - 2));
                    at += token.len();
                    continue;
                }
            } else {
                self.in_text = byte == b'"';
            }
            self.ready.push(byte);
            at += 1;
        }
        self.raw.drain(..at);
        Ok(())
    }
}

impl<R: Read> Read for WithoutNan<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.ready.len() && !(self.ended && self.raw.is_empty()) {
            self.fill()?;
        }
        let n = buffer.len().min(self.ready.len() - self.at);
        buffer[..n].copy_from_slice(&self.ready[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Hands out a few bytes at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n = self.0.len().min(buffer.len()).min(3);
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn numbers_that_are_none_become_empty_texts() {
        let filler = format!("\"{}\"", "x".repeat(CHUNK - 12));
        for (json, without) in [
            (r#"{"a":NaN,"b":-Infinity}"#.to_owned(), r#"{"a":"" ,"b":""       }"#.to_owned()),
            (r#"["NaN","a\"NaN",-1,Infinity"#.to_owned(), r#"["NaN","a\"NaN",-1,""      "#.to_owned()),
            (r#""\\",NaN"#.to_owned(), r#""\\","" "#.to_owned()),
            ("-".to_owned(), "-".to_owned()),
            (String::new(), String::new()),
            // Across the border between two chunks.
            (format!("[{filler},-Infinity,NaN,-Infinity]"), format!("[{filler},{:9},{:3},{:9}]", "\"\"", "\"\"", "\"\"")),
        ] {
            for slow in [false, true] {
                let mut read = String::new();
                let bytes = json.as_bytes();
                if slow {
                    WithoutNan::new(Slow(bytes)).read_to_string(&mut read)
                } else {
                    WithoutNan::new(bytes).read_to_string(&mut read)
                }
                .unwrap();
                assert!(read == without, "{json}: {read}");
            }
        }
    }
}
