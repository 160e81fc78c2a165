//! Line ends: a file with \r\n, or \r alone, is read as one with \n, so that a line's number is the one an editor shows.

use std::io::Read;

/// The bytes of a file with one kind of line end, also after its last line.
pub struct LineEnds<R> {
    inner: R,
    before: u8,
    ended: bool,
}

impl<R: Read> LineEnds<R> {
    /// Reads through `inner`.
    pub fn new(inner: R) -> Self {
        Self { inner, before: b'\n', ended: false }
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while !self.ended && !buffer.is_empty() {
            let read = self.inner.read(buffer)?;
            if read == 0 {
                self.ended = true;
                if self.before != b'\n' && self.before != b'\r' {
                    buffer[0] = b'\n';
                    return Ok(1);
                }
                break;
            }
            let mut kept = 0;
            for at in 0..read {
                let byte = buffer[at];
                if !(byte == b'\n' && self.before == b'\r') {
                    buffer[kept] = if byte == b'\r' { b'\n' } else { byte };
                    kept += 1;
                }
                self.before = byte;
            }
            // A lone \n after a \r leaves nothing, which would read as the end.
            if kept > 0 {
                return Ok(kept);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a byte at a time, as a slow disk may.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n = self.0.len().min(buffer.len()).min(1);
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn every_line_ends_in_one_way() {
        for (written, read) in [("a\r\nb\r\n", "a\nb\n"), ("a\rb\r", "a\nb\n"), ("a\n\r\n\rb", "a\n\n\nb\n"), ("a", "a\n"), ("", "")] {
            for slow in [false, true] {
                let mut text = String::new();
                let bytes = written.as_bytes();
                let done = if slow {
                    LineEnds::new(Slow(bytes)).read_to_string(&mut text)
                } else {
                    LineEnds::new(bytes).read_to_string(&mut text)
                };
                assert_eq!((done.unwrap(), text.as_str()), (read.len(), read), "{written:?}");
            }
        }
    }
}
