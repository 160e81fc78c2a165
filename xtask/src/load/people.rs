//! The people of the county: what each does next, and how long it takes to be answered.

use super::county::{PASSWORD, ROLES, name, user};
use super::measured::{KINDS, Times};
use crate::draw::Draw;
use crate::http::{Answer, Client, new_action};
use std::sync::Mutex;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What the people of a municipality know together.
pub struct Town {
    tenant: &'static str,
    week: String,
    reports: Mutex<Vec<String>>,
    actions: Mutex<Vec<String>>,
    /// Version of the minutes' section that its chair writes.
    minutes: Mutex<u64>,
}

/// One person with a browser.
pub struct Person<'a> {
    town: &'a Town,
    number: usize,
    client: Client,
    draw: Draw,
    own: Vec<String>,
}

/// When everyone stops, and how long each thinks between two steps, in milliseconds at least and at most.
pub struct Pace {
    pub until: Instant,
    pub think: [u64; 2],
}

impl Town {
    /// A municipality in the week that goes on.
    pub fn new(tenant: &'static str, week: &str) -> Self {
        Self { tenant, week: week.to_owned(), reports: Mutex::default(), actions: Mutex::default(), minutes: Mutex::new(0) }
    }

    fn any(&self, of: &Mutex<Vec<String>>, draw: &mut Draw) -> Option<String> {
        let known = of.lock().ok()?;
        known.get(draw.below(known.len() as u64) as usize).cloned()
    }
}

/// Categories that are looked for.
const CATEGORIES: [&str; 3] = ["SKA", "NED", "NAR"];

fn fine(answer: &Answer) -> bool {
    answer.status == 200 || (answer.status == 303 && !answer.location.as_deref().unwrap_or_default().starts_with("/logga-in"))
}

impl<'a> Person<'a> {
    /// Person `number` of a municipality, signed in.
    pub fn sign_in(town: &'a Town, number: usize, port: u16, seed: u64) -> Result<Self, String> {
        let mut person = Self { town, number, client: Client::new(port), draw: Draw::new(seed), own: Vec::new() };
        let answer = person.give_password()?;
        if fine(&answer) { Ok(person) } else { Err(format!("{} could not sign in: {}", user(town.tenant, number), answer.status)) }
    }

    fn give_password(&mut self) -> Result<Answer, String> {
        let user = user(self.town.tenant, self.number);
        self.client.post("/logga-in", &[("user", &user), ("password", PASSWORD), ("next", "/om")])
    }

    fn role(&self) -> &'static str {
        ROLES.get(self.number).copied().unwrap_or("reader")
    }

    fn at(&self, path: &str) -> String {
        format!("/t/{}/{path}", self.town.tenant)
    }

    /// A report and, from those who may, an action: something to open later.
    pub fn begin(&mut self) -> Result<(), String> {
        if self.role() != "reader" {
            self.report()?;
        }
        if self.role() == "coordinator" {
            for _ in 0..3 {
                self.propose()?;
            }
        }
        Ok(())
    }

    /// Step after step until the end.
    pub fn work(&mut self, pace: &Pace) -> Times {
        let mut times = Times::default();
        // Not everyone at once.
        let [low, high] = pace.think;
        sleep(Duration::from_millis(self.draw.below(high.max(1))));
        while Instant::now() < pace.until {
            let kind = self.kind();
            let started = Instant::now();
            match self.step(kind) {
                Ok(answer) if fine(&answer) => times.taken[kind].push(started.elapsed()),
                Ok(answer) => times.failed.push((kind, format!("{} as {}: {}", KINDS[kind].0, self.role(), answer.status))),
                Err(why) => times.failed.push((kind, why)),
            }
            let left = pace.until.saturating_duration_since(Instant::now());
            sleep(Duration::from_millis(low + self.draw.below(high - low + 1)).min(left));
        }
        times
    }

    fn kind(&mut self) -> usize {
        let mut drawn = self.draw.below(100);
        for (number, (_, share)) in KINDS.iter().enumerate() {
            match drawn.checked_sub(*share) {
                Some(rest) => drawn = rest,
                None => return number,
            }
        }
        0
    }

    fn step(&mut self, kind: usize) -> Result<Answer, String> {
        match kind {
            0 => self.picture(),
            1 => self.list(),
            2 => self.record(),
            3 if self.role() == "reader" => self.picture(),
            3 => self.report(),
            4 => self.meeting(),
            5 => self.search(),
            6 => self.export(),
            _ => self.give_password(),
        }
    }

    fn picture(&mut self) -> Result<Answer, String> {
        let week = self.town.week.clone();
        let path = match self.draw.below(100) {
            0..55 => format!("lagesbild/{week}"),
            55..75 => format!("lagesbild/{week}?district=0580R0{:02}", 1 + self.draw.below(30)),
            _ => format!("kartdata/{week}.json"),
        };
        self.client.get(&self.at(&path))
    }

    fn list(&mut self) -> Result<Answer, String> {
        let own = match self.role() {
            "coordinator" | "police-officer" => "granska",
            "reader" => "insatser",
            _ => "mina",
        };
        let path = match self.draw.below(4) {
            0 => "veckor",
            1 => "insatser",
            2 => "kommande",
            _ => own,
        };
        self.client.get(&self.at(path))
    }

    fn record(&mut self) -> Result<Answer, String> {
        let report = match self.role() {
            "coordinator" | "police-officer" => self.town.any(&self.town.reports, &mut self.draw).map(|id| format!("granska/{id}")),
            _ => self.own.last().map(|id| format!("mina/{id}")),
        };
        let action = self.town.any(&self.town.actions, &mut self.draw).map(|id| format!("insatser/{id}"));
        let path = if self.draw.below(2) == 0 { report.or(action) } else { action };
        self.client.get(&self.at(&path.unwrap_or_else(|| "insatser".to_owned())))
    }

    /// Files a report.
    pub fn report(&mut self) -> Result<Answer, String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis());
        let key = self.draw.id(u64::try_from(now).unwrap_or(0));
        let district = format!("0580R0{:02}", 1 + self.draw.below(30));
        let fields = [
            ("key", key.as_str()),
            ("district", &district),
            ("when", "today"),
            ("target", "SKA"),
            ("sureness", "sure"),
            ("police", "unknown"),
            ("description", "Klotter på bänken vid lekplatsen, nytt sedan i går."),
            ("despite", "1"),
        ];
        let answer = self.client.post(&self.at("rapportera"), &fields)?;
        if answer.status == 303 {
            self.own.push(key.clone());
            if let Ok(mut reports) = self.town.reports.lock() {
                reports.push(key);
            }
        }
        Ok(answer)
    }

    fn propose(&mut self) -> Result<Answer, String> {
        let owner = format!("administration|{}", name(self.town.tenant));
        let fields = new_action(&owner);
        let answer = self.client.post(&self.at("insatser/ny"), &fields)?;
        if let (303, Some(to)) = (answer.status, &answer.location)
            && let Ok(mut actions) = self.town.actions.lock()
        {
            actions.push(to.rsplit('/').next().unwrap_or_default().to_owned());
        }
        Ok(answer)
    }

    fn meeting(&mut self) -> Result<Answer, String> {
        let path = self.at(&format!("mote/{}", self.town.week));
        match self.role() {
            "reporter" | "reader" => self.picture(),
            "group-chair" if self.draw.below(2) == 0 => {
                let Ok(mut version) = self.town.minutes.lock() else { return self.client.get(&path) };
                let (seen, text) = (version.to_string(), format!("Fokus {version} i veckan"));
                let answer = self.client.post(&path, &[("section", "focus"), ("seen", &seen), ("focus", &text)])?;
                *version += u64::from(answer.status == 303);
                Ok(answer)
            }
            _ => self.client.get(&path),
        }
    }

    fn search(&mut self) -> Result<Answer, String> {
        let category = CATEGORIES.get(self.draw.below(CATEGORIES.len() as u64) as usize).copied().unwrap_or("SKA");
        let span = ["1", "4", "12"].get(self.draw.below(3) as usize).copied().unwrap_or("1");
        self.client.get(&self.at(&format!("lagesbild/{}?category={category}&span={span}", self.town.week)))
    }

    fn export(&mut self) -> Result<Answer, String> {
        if self.role() == "reporter" {
            return self.client.get(&self.at("insatser/fil.csv"));
        }
        let form = ["pdf", "json", "xlsx", "csv"].get(self.draw.below(4) as usize).copied().unwrap_or("csv");
        self.client.get(&self.at(&format!("lagesbild/{}/fil.{form}", self.town.week)))
    }
}
