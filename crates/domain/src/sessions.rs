//! How long a sign-in lasts (trust.md T-18), and on what it was made.

use jiff::{SignedDuration, Timestamp};

/// Without a request for so long, a session ends.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// So long after sign-in, a session ends whatever happens.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(10);

/// Whether a session that was created and last used at these times still counts.
pub fn is_live(created: Timestamp, seen: Timestamp, now: Timestamp) -> bool {
    now.duration_since(seen) < IDLE && now.duration_since(created) < ABSOLUTE
}

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the code of the second step is awaited. Opens nothing.
    Code,
    /// Signed in.
    Full,
}

impl Stage {
    /// Stable key in storage.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Code => "code",
            Stage::Full => "full",
        }
    }

    /// The stage of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Stage::Code, Stage::Full].into_iter().find(|s| s.key() == key)
    }
}

/// Family of browser and system that a session was begun on: enough to know one's own devices again,
/// too little to tell people apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    browser: &'static str,
    system: &'static str,
}

/// What the header says, in the order to look for it: most name several older browsers too.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

impl Device {
    /// A device that says nothing of itself: the command line, a test.
    pub const UNKNOWN: Device = Device { browser: "", system: "" };

    /// From a browser's `User-Agent`.
    pub fn from_user_agent(header: &str) -> Self {
        let find = |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| header.contains(mark)).map_or("", |(_, name)| *name);
        Self { browser: find(BROWSERS), system: find(SYSTEMS) }
    }

    /// From its text in storage; what is no longer known is unknown.
    pub fn from_key(key: &str) -> Self {
        let (browser, system) = key.split_once('/').unwrap_or(("", ""));
        let find =
            |table: &[(&str, &'static str)], name: &str| table.iter().find(|(_, known)| *known == name).map_or("", |(_, known)| *known);
        Self { browser: find(BROWSERS, browser), system: find(SYSTEMS, system) }
    }

    /// Text in storage.
    pub fn key(self) -> String {
        format!("{}/{}", self.browser, self.system)
    }

    /// `Firefox`; empty when unknown. A name, the same in every language.
    pub fn browser(self) -> &'static str {
        self.browser
    }

    /// `Windows`; empty when unknown.
    pub fn system(self) -> &'static str {
        self.system
    }
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

    #[test]
    fn a_device_is_known_by_its_families_alone() {
        let edge =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1";
        assert_eq!(Device::from_user_agent(edge).key(), "Edge/Windows");
        assert_eq!(Device::from_user_agent(phone).key(), "Safari/iPhone");
        for header in [edge, phone, "curl/8"] {
            let device = Device::from_user_agent(header);
            assert_eq!(Device::from_key(&device.key()), device);
        }
        assert_eq!(Device::from_key("<script>/x"), Device::UNKNOWN);
    }
}
