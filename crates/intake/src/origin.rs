//! Where a file's bytes are: on disk, or in memory when they came through a pipe and can be read only once.

use crate::cell::clean;
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of a stream that are kept in memory, at most.
const STREAMED_BYTES: u64 = 256 << 20;

/// A file that can be read several times.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// A plain file.
    File(PathBuf),
    /// What came through a pipe or another stream.
    Memory(Arc<[u8]>),
}

/// Opens a file. What cannot be opened is said by what it is: no file, a folder, one that may not be read.
pub(crate) fn opened(path: &Path) -> Result<File, Refused> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Refused::NoFile(clean(&path.file_name().unwrap_or_default().to_string_lossy())),
        _ => Refused::from_io(&error),
    })?;
    let is_folder = file.metadata().map_err(|error| Refused::from_io(&error))?.is_dir();
    if is_folder { Err(Refused::Folder) } else { Ok(file) }
}

/// A reader that can be moved.
pub(crate) trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

impl Origin {
    /// Finds out what can be read at a path. A stream is read to its end.
    pub(crate) fn of(path: &Path, limits: &Limits) -> Result<Self, Refused> {
        let io = |e: io::Error| Refused::from_io(&e);
        let file = opened(path)?;
        let about = file.metadata().map_err(io)?;
        if about.is_file() {
            return match about.len() {
                0 => Err(Refused::Empty),
                length if length > limits.file_bytes => Err(Refused::TooLarge { what: Excess::File, limit: limits.file_bytes }),
                _ => Ok(Self::File(path.to_owned())),
            };
        }
        let limit = limits.file_bytes.min(STREAMED_BYTES);
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(io)?;
        match bytes.len() as u64 {
            0 => Err(Refused::Empty),
            length if length > limit => Err(Refused::TooLarge { what: Excess::File, limit }),
            _ => Ok(Self::Memory(bytes.into())),
        }
    }

    /// Opens it at its first byte, buffered.
    pub(crate) fn open(&self) -> Result<Box<dyn Bytes>, Refused> {
        Ok(match self {
            Origin::File(path) => Box::new(BufReader::new(File::open(path).map_err(|e| Refused::from_io(&e))?)),
            Origin::Memory(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }

    /// Its size in bytes.
    pub(crate) fn length(&self) -> Result<u64, Refused> {
        match self {
            Origin::File(path) => Ok(std::fs::metadata(path).map_err(|e| Refused::from_io(&e))?.len()),
            Origin::Memory(bytes) => Ok(bytes.len() as u64),
        }
    }

    /// Its first bytes, at most `n`.
    pub(crate) fn head(&self, n: u64) -> Result<Vec<u8>, Refused> {
        let mut head = Vec::new();
        self.open()?.take(n).read_to_end(&mut head).map_err(|e| Refused::from_io(&e))?;
        Ok(head)
    }
}
