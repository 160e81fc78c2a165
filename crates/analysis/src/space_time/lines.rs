//! Rows of counts that begin where a line of the processor's cache does: what it reads or writes at once then lies in one line, not across two.

use std::ops::{Deref, DerefMut};

/// Bytes of a cache line.
const LINE: usize = 64;

/// Values whose first one begins a cache line.
pub(super) struct Lines<N> {
    values: Vec<N>,
    /// Values before the first.
    start: usize,
}

impl<N: Copy> Lines<N> {
    /// As many of one value.
    pub fn of(value: N, count: usize) -> Self {
        let before = LINE / size_of::<N>();
        let values = vec![value; count + before];
        // An offset that cannot be told costs time, no more.
        let start = values.as_ptr().align_offset(LINE).min(before);
        let mut lines = Self { values, start };
        lines.values.truncate(start + count);
        lines
    }

    /// The same values.
    pub fn from(values: &[N], none: N) -> Self {
        let mut lines = Self::of(none, values.len());
        lines.copy_from_slice(values);
        lines
    }
}

impl<N> Deref for Lines<N> {
    type Target = [N];

    #[inline]
    fn deref(&self) -> &[N] {
        &self.values[self.start..]
    }
}

impl<N> DerefMut for Lines<N> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [N] {
        &mut self.values[self.start..]
    }
}
