//! The people who write while the server is killed: real sessions, real forms.

use super::ledger::Write;
use super::place::TENANT;
use crate::draw::Draw;
use crate::http::{Client, new_action};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Password of both accounts.
pub const PASSWORD: &str = "tre ord och en siffra 7";
/// User names and roles of the accounts that write.
pub const ACCOUNTS: [(&str, &str); 2] = [("rapportor@prov.example", "reporter"), ("samordnare@prov.example", "coordinator")];
/// Name of the tenant and its only organisation.
pub const NAME: &str = "Provkommunen";
/// Code of the only district.
pub const DISTRICT: &str = "0580R001";
/// Week of the meeting whose minutes are written.
pub const WEEK: &str = "2026-W30";

const REPORTERS: usize = 3;

/// Signed-in browsers, kept from round to round as a person keeps theirs.
pub struct Crew {
    reporter: Client,
    coordinator: Client,
}

/// What came of a round of writing.
#[derive(Default)]
pub struct Written {
    /// Acknowledged.
    pub acknowledged: Vec<Write>,
    /// Answered with something else than a yes.
    pub refused: Vec<String>,
}

/// What the writers share in a round.
struct Desk<'a> {
    stop: &'a AtomicBool,
    written: Mutex<Written>,
    filed: Mutex<VecDeque<String>>,
    seed: u64,
}

impl Crew {
    /// Signs in.
    pub fn sign_in(port: u16) -> Result<Self, String> {
        let sign_in = |user: &str| {
            let mut client = Client::new(port);
            let answer = client.post("/logga-in", &[("user", user), ("password", PASSWORD), ("next", "/om")])?;
            match answer.location.as_deref() {
                Some("/om") => Ok(client),
                _ => Err(format!("{user} could not sign in: {}", answer.status)),
            }
        };
        let [(reporter, _), (coordinator, _)] = ACCOUNTS;
        Ok(Self { reporter: sign_in(reporter)?, coordinator: sign_in(coordinator)? })
    }

    /// Opens a page of the tenant: the first after a restart.
    pub fn look(&self) -> Result<(), String> {
        let answer = self.reporter.another().get(&format!("/t/{TENANT}/mina"))?;
        if answer.status == 200 { Ok(()) } else { Err(format!("the first page answered {}", answer.status)) }
    }

    /// Everyone writes until `stop`, or until nobody answers any more. `section` is the version of the minutes to begin at.
    pub fn write(&self, stop: &AtomicBool, section: u64, seed: u64) -> Written {
        let desk = Desk { stop, written: Mutex::default(), filed: Mutex::default(), seed };
        std::thread::scope(|scope| {
            for number in 0..REPORTERS {
                let (desk, client) = (&desk, self.reporter.another());
                scope.spawn(move || desk.report(client, number as u64));
            }
            scope.spawn(|| desk.review(self.coordinator.another()));
            scope.spawn(|| desk.act(self.coordinator.another()));
            scope.spawn(|| desk.minute(self.coordinator.another(), section));
        });
        desk.written.into_inner().unwrap_or_default()
    }
}

/// What an answer to a form means.
enum Said {
    /// Done; where it leads on to.
    Yes(String),
    /// Answered, but not with a yes.
    No,
    /// Not answered: what became of it is not known.
    Silence,
}

fn said(answer: Result<crate::http::Answer, String>, path: &str, desk: &Desk) -> Said {
    match answer {
        Err(_) => Said::Silence,
        Ok(answer) => match (answer.status, answer.location) {
            // Someone else was first: led to the page that says so.
            (303, Some(to)) if !to.contains("andrad") && !to.starts_with("/logga-in") => Said::Yes(to),
            (status, to) => {
                desk.refused(format!("POST {path} answered {status} {}", to.unwrap_or_default()));
                Said::No
            }
        },
    }
}

impl Desk<'_> {
    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    fn acknowledged(&self, write: Write) {
        if let Ok(mut written) = self.written.lock() {
            written.acknowledged.push(write);
        }
    }

    fn refused(&self, what: String) {
        if let Ok(mut written) = self.written.lock() {
            written.refused.push(what);
        }
        sleep(Duration::from_millis(5));
    }

    fn report(&self, mut client: Client, number: u64) {
        let mut draw = Draw::new(self.seed ^ (number + 1) << 32);
        let path = format!("/t/{TENANT}/rapportera");
        while self.goes_on() {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis());
            let key = draw.id(u64::try_from(now).unwrap_or(0));
            let fields = [
                ("key", key.as_str()),
                ("district", DISTRICT),
                ("when", "today"),
                ("target", "SKA"),
                ("sureness", "sure"),
                ("police", "unknown"),
                ("description", "Klotter på bänken."),
                ("despite", "1"),
            ];
            let id = key.replace('-', "");
            match said(client.post(&path, &fields), &path, self) {
                Said::Yes(to) if to.contains(&key) => {
                    self.acknowledged(Write::Filed(id));
                    if let Ok(mut filed) = self.filed.lock() {
                        filed.push_back(key);
                    }
                }
                Said::Yes(to) => self.refused(format!("a report led to {to}")),
                Said::No => {}
                Said::Silence => sleep(Duration::from_millis(2)),
            }
        }
    }

    fn review(&self, mut client: Client) {
        while self.goes_on() {
            let next = self.filed.lock().ok().and_then(|mut filed| filed.pop_front());
            let Some(key) = next else {
                sleep(Duration::from_millis(1));
                continue;
            };
            let path = format!("/t/{TENANT}/granska/{key}");
            if let Said::Yes(_) = said(client.post(&path, &[("seen", "1"), ("decision", "accept")]), &path, self) {
                self.acknowledged(Write::Accepted(key.replace('-', "")));
            }
        }
    }

    fn act(&self, mut client: Client) {
        let owner = format!("administration|{NAME}");
        let path = format!("/t/{TENANT}/insatser/ny");
        let fields = new_action(&owner);
        while self.goes_on() {
            let Said::Yes(to) = said(client.post(&path, &fields), &path, self) else {
                sleep(Duration::from_millis(2));
                continue;
            };
            let id = to.rsplit('/').next().unwrap_or_default().replace('-', "");
            self.acknowledged(Write::Proposed(id.clone()));
            self.steps(&mut client, &to, &id);
        }
    }

    /// An action's way from decided to cancelled; a step that is not acknowledged ends it.
    fn steps(&self, client: &mut Client, at: &str, id: &str) {
        let steps = [("decide", "forum", "direct"), ("begin", "day", ""), ("cancel", "text", "Behövs inte längre.")];
        for (version, (step, name, value)) in (1u64..).zip(steps) {
            let (path, seen) = (format!("{at}/steg"), version.to_string());
            let Said::Yes(_) = said(client.post(&path, &[("step", step), ("seen", &seen), (name, value)]), &path, self) else { return };
            self.acknowledged(Write::Stepped(id.to_owned(), version + 1));
            if step != "begin" || !self.goes_on() {
                continue;
            }
            let (path, text) = (format!("{at}/anteckning"), "Rond gjord.".to_owned());
            let Said::Yes(_) = said(client.post(&path, &[("text", &text)]), &path, self) else { return };
            self.acknowledged(Write::Noted(id.to_owned(), text));
        }
    }

    fn minute(&self, mut client: Client, mut version: u64) {
        let path = format!("/t/{TENANT}/mote/{WEEK}");
        while self.goes_on() {
            let (seen, text) = (version.to_string(), format!("Fokus {} i veckan", version + 1));
            let fields = [("section", "focus"), ("seen", seen.as_str()), ("focus", text.as_str())];
            match said(client.post(&path, &fields), &path, self) {
                Said::Yes(_) => {
                    version += 1;
                    self.acknowledged(Write::Minuted(version, text));
                }
                // The version is not known any more: the next round asks the store.
                Said::No | Said::Silence => return,
            }
        }
    }
}
