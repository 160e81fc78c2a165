//! Readers that count before anything is stored.

use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Bytes that may be inflated before the ratio says anything: small, very regular parts compress well.
const RATIO_FROM: u64 = 4 << 20;

/// Refuses what inflates to too much, or to too much for its size.
pub(crate) fn check_sizes(inflated: u64, compressed: u64, limits: &Limits) -> Result<(), Refused> {
    if inflated > limits.inflated_bytes {
        return Err(Refused::TooLarge { what: Excess::Inflated, limit: limits.inflated_bytes });
    }
    if inflated > RATIO_FROM && inflated / compressed.max(1) > limits.ratio {
        return Err(Refused::TooLarge { what: Excess::Ratio, limit: limits.ratio });
    }
    Ok(())
}

/// Counts what comes out of an inflating reader and stops it at a bound.
pub(crate) struct Inflated<R> {
    inner: R,
    compressed: u64,
    total: u64,
    since_mark: usize,
    limits: Limits,
}

impl<R: Read> Inflated<R> {
    /// `compressed` is the size of what is inflated, in bytes.
    pub(crate) fn new(inner: R, compressed: u64, limits: &Limits) -> Self {
        Self { inner, compressed, total: 0, since_mark: 0, limits: limits.clone() }
    }

    /// A row or element ended: what follows may again be as long as one.
    pub(crate) fn mark(&mut self) {
        self.since_mark = 0;
    }
}

impl<R: Read> Read for Inflated<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.total += n as u64;
        self.since_mark += n;
        let limits = &self.limits;
        check_sizes(self.total, self.compressed, limits).map_err(io::Error::other)?;
        if self.since_mark > limits.row_bytes {
            return Err(io::Error::other(Refused::TooLarge { what: Excess::Row, limit: limits.row_bytes as u64 }));
        }
        Ok(n)
    }
}

/// A file of which only so many bytes may be read until the budget is lifted: a zip directory of
/// millions of entries is never built in memory.
pub(crate) struct Budget<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R> Budget<R> {
    /// The reader, and the handle by which its budget is lifted.
    pub(crate) fn new(inner: R, bytes: u64) -> (Self, Rc<Cell<u64>>) {
        let left = Rc::new(Cell::new(bytes));
        (Self { inner, left: left.clone() }, left)
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        match self.left.get().checked_sub(n as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other(Refused::Truncated)),
        }
        Ok(n)
    }
}

impl<R: Seek> Seek for Budget<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
