//! How long a sign-in lasts (trust.md T-18).

use jiff::{SignedDuration, Timestamp};

/// Without a request for so long, a session ends.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// So long after sign-in, a session ends whatever happens.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(10);

/// Whether a session that was created and last used at these times still counts.
pub fn is_live(created: Timestamp, seen: Timestamp, now: Timestamp) -> bool {
    now.duration_since(seen) < IDLE && now.duration_since(created) < ABSOLUTE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_when_idle_and_when_old() {
        let start = Timestamp::UNIX_EPOCH;
        let at = |mins: i64| start + SignedDuration::from_mins(mins);
        assert!(is_live(start, at(0), at(29)));
        assert!(!is_live(start, at(0), at(30)));
        assert!(is_live(start, at(590), at(599)));
        assert!(!is_live(start, at(599), at(600)));
    }
}
