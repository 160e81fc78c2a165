//! Following, and stopping, work that takes long.

/// Someone who follows a long computation and may stop it. Called from several threads, now and then; both calls should return at once.
pub trait Watch: Sync {
    /// So much more of the work is done. The parts handed in over a whole run sum to one, or less when it is stopped.
    fn advanced(&self, part: f64);

    /// Whether to stop. A stopped method refuses with [`crate::Refusal::Stopped`].
    fn is_stopped(&self) -> bool;
}

/// No one watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn advanced(&self, _part: f64) {}

    fn is_stopped(&self) -> bool {
        false
    }
}
