//! What was measured: times by kind of request, and what the server used meanwhile.

use std::fs;
use std::time::Duration;

/// What people do, and how many of a hundred steps are it (trust.md §3).
pub const KINDS: [(&str, u64); 8] = [
    ("picture or map", 46),
    ("list and filter", 18),
    ("open a record", 12),
    ("save a report", 9),
    ("meeting", 6),
    ("search or filter the picture", 4),
    ("export or PDF", 3),
    ("sign in", 2),
];

/// Times and failures of each kind.
#[derive(Default)]
pub struct Times {
    /// By the number of the kind.
    pub taken: [Vec<Duration>; 8],
    /// What failed, with its kind.
    pub failed: Vec<(usize, String)>,
}

impl Times {
    /// Adds what somebody else measured.
    pub fn add(&mut self, other: Times) {
        for (all, more) in self.taken.iter_mut().zip(other.taken) {
            all.extend(more);
        }
        self.failed.extend(other.failed);
    }

    /// Every time, shortest first.
    pub fn all(&self) -> Vec<Duration> {
        let mut all: Vec<Duration> = self.taken.iter().flatten().copied().collect();
        all.sort();
        all
    }

    /// A line for each kind and one for all: `| kind | requests | p50 | p95 | p99 | longest | failed |`.
    pub fn lines(&self) -> Vec<String> {
        let line = |name: &str, mut times: Vec<Duration>, failed: usize| {
            times.sort();
            let [p50, p95, p99, longest] = [500, 950, 990, 1000].map(|share| milliseconds(at(&times, share)));
            format!("| {name} | {} | {p50} | {p95} | {p99} | {longest} | {failed} |", times.len())
        };
        let kinds = KINDS.iter().enumerate().map(|(number, (name, _))| {
            let failed = self.failed.iter().filter(|(kind, _)| *kind == number).count();
            line(name, self.taken.get(number).cloned().unwrap_or_default(), failed)
        });
        let mut lines: Vec<String> = kinds.collect();
        lines.push(line("all", self.all(), self.failed.len()));
        lines
    }
}

/// The time that so many of a thousand are within; the times are sorted.
pub fn at(times: &[Duration], share: usize) -> Duration {
    let last = times.len().saturating_sub(1);
    times.get((last * share).div_ceil(1000).min(last)).copied().unwrap_or_default()
}

/// `12 ms`
pub fn milliseconds(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}

/// What a process has used so far; only Linux tells.
#[derive(Clone, Copy, Default)]
pub struct Used {
    /// Processor time.
    pub processor: Duration,
    /// Resident memory now, and the most of it, bytes.
    pub memory: [u64; 2],
}

impl Used {
    /// Of a running process, children not counted.
    pub fn of(process: u32) -> Self {
        let read = |name: &str| fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
        let status = read("status");
        let bytes = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key));
            line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
        };
        // Fields 14 and 15 of the line, counted from behind the name in brackets: hundredths of a second in user and system.
        let stat = read("stat");
        let after = stat.rsplit(')').next().unwrap_or_default();
        let hundredths: u64 = after.split_whitespace().skip(11).take(2).filter_map(|f| f.parse::<u64>().ok()).sum();
        Self { processor: Duration::from_millis(hundredths * 10), memory: [bytes("VmRSS:"), bytes("VmHWM:")] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mix_is_a_hundred_steps() {
        assert_eq!(KINDS.iter().map(|(_, share)| share).sum::<u64>(), 100);
    }

    #[test]
    fn shares_of_the_times() {
        let times: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!([0, 500, 950, 1000].map(|share| at(&times, share).as_millis()), [1, 51, 96, 100]);
        assert_eq!(at(&[], 500), Duration::ZERO);
    }

    #[test]
    fn this_process_uses_something() {
        if cfg!(target_os = "linux") {
            assert!(Used::of(std::process::id()).memory.iter().all(|bytes| *bytes > 0));
        }
    }
}
