//! The fields of the report form as they were sent.

use super::when::{When, own};
use crate::errors::Problem;
use crate::forms::{Choice, filled};
use crate::tree::{read_target, target};
use application::guard::Guard;
use application::reports::NewReport;
use domain::districts::DistrictCode;
use domain::failure::{Failure, FieldError};
use domain::ids::ReportId;
use domain::reports::{PlaceKind, PoliceReported, Report, Sureness, UnsafeReason};
use domain::week::local;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Serialize;

/// Longest that a report waits for the net.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Clocks differ: so much of the future counts as now.
const CLOCKS: SignedDuration = SignedDuration::from_mins(15);

/// What was sent.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sent {
    /// Id of the report, made with the empty form: sending twice keeps one.
    pub key: String,
    /// Version that was seen, when a report is changed.
    pub seen: u32,
    /// Place in words.
    pub place: String,
    /// District's code.
    pub district: String,
    /// WGS 84 latitude.
    pub lat: String,
    /// WGS 84 longitude.
    pub lon: String,
    /// Quick choice of time.
    pub when: String,
    /// Day of one's own choice.
    pub day: String,
    /// Last day, when it is another.
    pub last: String,
    /// From this time.
    pub from: String,
    /// To this time.
    pub to: String,
    /// Category and subtype.
    pub target: String,
    /// How sure.
    pub sureness: String,
    /// In own words.
    pub description: String,
    /// Sort of place.
    pub place_kind: String,
    /// What was done at once.
    pub immediate: String,
    /// Reported to the police.
    pub police: String,
    /// Whose device it waited on; empty when it is sent at once.
    #[serde(skip)]
    pub owner: String,
    /// When it was written, by the clock of a device that had no net.
    #[serde(skip)]
    pub written: String,
    /// Ticked reasons.
    #[serde(skip)]
    pub ticked: Vec<UnsafeReason>,
    /// The writer says that what was marked is no personal data.
    #[serde(skip)]
    pub confirmed: bool,
    /// The writer has seen what is alike.
    #[serde(skip)]
    pub despite: bool,
    /// Replace what is marked instead of sending.
    #[serde(skip)]
    pub mask: bool,
}

impl Sent {
    /// An empty form.
    pub fn empty(id: ReportId) -> Self {
        Self {
            key: id.to_string(),
            when: When::Now.key().to_owned(),
            sureness: Sureness::Sure.key().to_owned(),
            police: PoliceReported::Unknown.key().to_owned(),
            ..Self::default()
        }
    }

    /// The same with the place of an earlier report: several in a row.
    pub fn at_the_place_of(self, report: &Report) -> Self {
        let before = Self::of(report);
        Self { place: before.place, district: before.district, lat: before.lat, lon: before.lon, place_kind: before.place_kind, ..self }
    }

    /// The form filled with a report.
    pub fn of(report: &Report) -> Self {
        let c = &report.content;
        let clock = |at: Timestamp| local(at).strftime("%H:%M").to_string();
        Self {
            key: report.id.to_string(),
            seen: report.version,
            place: c.place.clone().unwrap_or_default(),
            district: c.district.as_ref().map(ToString::to_string).unwrap_or_default(),
            lat: c.point.map(|p| format!("{:.6}", p.lat)).unwrap_or_default(),
            lon: c.point.map(|p| format!("{:.6}", p.lon)).unwrap_or_default(),
            when: When::Other.key().to_owned(),
            day: local(c.start).date().to_string(),
            last: c.end.map(|end| last_day(c.start, end)).unwrap_or_default(),
            from: clock(c.start),
            to: c.end.map(clock).unwrap_or_default(),
            target: target(c.category, c.subtype.as_deref()),
            sureness: c.sureness.key().to_owned(),
            description: c.description.clone().unwrap_or_default(),
            place_kind: c.place_kind.map(|k| k.key().to_owned()).unwrap_or_default(),
            immediate: c.immediate_action.clone().unwrap_or_default(),
            police: c.police_reported.key().to_owned(),
            ticked: c.reasons.clone(),
            ..Self::default()
        }
    }

    /// Reads the pairs of the form. A field that the form does not have is refused.
    pub fn read(pairs: &[(String, String)]) -> Result<Self, Problem> {
        let refused = || Problem::field("form", "failure-request");
        let mut sent = Self::default();
        for (name, value) in pairs {
            let field = match name.as_str() {
                "key" => &mut sent.key,
                "place" => &mut sent.place,
                "district" => &mut sent.district,
                "lat" => &mut sent.lat,
                "lon" => &mut sent.lon,
                "when" => &mut sent.when,
                "day" => &mut sent.day,
                "last" => &mut sent.last,
                "from" => &mut sent.from,
                "to" => &mut sent.to,
                "target" => &mut sent.target,
                "sureness" => &mut sent.sureness,
                "description" => &mut sent.description,
                "kind" => &mut sent.place_kind,
                "immediate" => &mut sent.immediate,
                "police" => &mut sent.police,
                "written" => &mut sent.written,
                "owner" => &mut sent.owner,
                "seen" => {
                    sent.seen = value.parse().map_err(|_| refused())?;
                    continue;
                }
                "reason" => {
                    sent.ticked.push(UnsafeReason::from_key(value).ok_or_else(refused)?);
                    continue;
                }
                "confirm" => {
                    sent.confirmed = true;
                    continue;
                }
                "despite" => {
                    sent.despite = true;
                    continue;
                }
                "mask" => {
                    sent.mask = true;
                    continue;
                }
                _ => return Err(refused()),
            };
            // Browsers send line breaks as two characters, and count them as one.
            *field = value.replace("\r\n", "\n");
        }
        Ok(sent)
    }

    /// The report's id.
    pub fn id(&self) -> Result<ReportId, Failure> {
        self.key.parse().map_err(|_| Failure::invalid("form", "failure-request"))
    }

    /// Texts that the guard looks through, with the name of their field.
    pub fn texts(&self) -> [(&'static str, &str); 3] {
        [("place", &self.place), ("description", &self.description), ("immediate", &self.immediate)]
    }

    /// Puts placeholders where the guard marks something.
    pub fn replace_marked(&mut self, guard: &Guard) {
        for text in [&mut self.place, &mut self.description, &mut self.immediate] {
            *text = guard.masked(text);
        }
        self.mask = false;
    }

    /// The reasons as choices.
    pub fn reasons(&self, label: impl Fn(UnsafeReason) -> String) -> Vec<Choice> {
        super::reason_choices(&self.ticked, label)
    }

    /// The changed report: a time that nobody has touched stays as it was, to the second.
    pub fn changed(&self, before: &Report, now: Timestamp) -> Result<NewReport, Failure> {
        let shown = Self::of(before);
        let time = |sent: &Self| [&sent.when, &sent.day, &sent.last, &sent.from, &sent.to].map(|text| text.trim().to_owned());
        let mut new = self.report(now)?;
        if time(self) == time(&shown) {
            (new.start, new.end) = (before.content.start, before.content.end);
        }
        Ok(new)
    }

    /// The report, with time counted from when it was written.
    pub fn report(&self, now: Timestamp) -> Result<NewReport, Failure> {
        let mut errors = Vec::new();
        let time = self.time(now).unwrap_or_else(|error| {
            errors.push(error);
            (now, None)
        });
        let target = read_target(&self.target);
        if target.is_none() {
            errors.push(FieldError::new("target", "failure-report-target"));
        }
        let position = self.position().unwrap_or_else(|error| {
            errors.push(error);
            None
        });
        let Some((category, subtype)) = target.filter(|_| errors.is_empty()) else { return Err(Failure::Invalid(errors)) };
        Ok(NewReport {
            category,
            subtype,
            place: filled(&self.place),
            place_kind: PlaceKind::from_key(&self.place_kind),
            position,
            district: filled(&self.district).map(DistrictCode),
            start: time.0,
            end: time.1,
            sureness: Sureness::from_key(&self.sureness).unwrap_or(Sureness::Sure),
            description: filled(&self.description),
            reasons: self.ticked.clone(),
            immediate_action: filled(&self.immediate),
            police_reported: PoliceReported::from_key(&self.police).unwrap_or(PoliceReported::Unknown),
            no_personal_data: self.confirmed,
            despite_similar: self.despite,
        })
    }

    /// When it was written: what waited for the net then, anything else now. `None` where the device's clock cannot be believed.
    fn written(&self, now: Timestamp) -> Option<Timestamp> {
        if self.written.is_empty() {
            return Some(now);
        }
        let told: Timestamp = self.written.parse().ok()?;
        (told > now - LONGEST_WAIT && told <= now + CLOCKS).then(|| told.min(now))
    }

    fn time(&self, now: Timestamp) -> Result<(Timestamp, Option<Timestamp>), FieldError> {
        let when = When::from_key(&self.when).ok_or_else(|| FieldError::new("when", "failure-report-when"))?;
        if when == When::Other {
            return own([&self.day, &self.last], &self.from, &self.to);
        }
        // "Now" is when it was written: of a report that has waited nobody else knows when that was.
        let written = self.written(now).ok_or_else(|| FieldError::new("when", "failure-report-waited"))?;
        when.interval(written).map(|(start, end)| (start, Some(end))).ok_or_else(|| FieldError::new("when", "failure-report-when"))
    }

    fn position(&self) -> Result<Option<(f64, f64)>, FieldError> {
        match (filled(&self.lat), filled(&self.lon)) {
            (None, None) => Ok(None),
            (Some(lat), Some(lon)) => match (lat.parse(), lon.parse()) {
                (Ok(lat), Ok(lon)) => Ok(Some((lat, lon))),
                (_, _) => Err(FieldError::new("place", "failure-position")),
            },
            (_, _) => Err(FieldError::new("place", "failure-position")),
        }
    }
}

/// The last day of an interval, where a day and hours alone would not say it.
fn last_day(start: Timestamp, end: Timestamp) -> String {
    let (start, end) = (local(start), local(end));
    let is_said = end.date() == start.date() || (end.date() == start.date().saturating_add(1.days()) && end.time() < start.time());
    if is_said { String::new() } else { end.date().to_string() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hour_of_a_report_that_waited_is_the_hour_before_it_was_written() {
        let now: Timestamp = "2026-11-18T13:30:00Z".parse().unwrap();
        let start = |written: &str| {
            let pairs = [("key", "0193b6a4-7c1e-7f00-8000-00000000abcd"), ("when", "now"), ("target", "INB"), ("written", written)];
            let pairs: Vec<_> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            Sent::read(&pairs).unwrap().report(now).unwrap().start.to_string()
        };
        assert_eq!(start("2026-11-18T06:10:00.123Z"), "2026-11-18T05:10:00.123Z");
        assert_eq!(start("2026-10-01T00:00:00Z"), "2026-09-30T23:00:00Z", "however long it waited");
        // Nothing was told, or the device is some minutes ahead: now.
        for told in ["", "2026-11-18T13:40:00Z"] {
            assert_eq!(start(told), "2026-11-18T12:30:00Z", "{told}");
        }
        // A clock that cannot be right: it is asked about, never filed as of now.
        for told in ["2026-11-18T14:00:00Z", "2025-11-01T00:00:00Z", "nyss"] {
            let pairs = [("key", "0193b6a4-7c1e-7f00-8000-00000000abcd"), ("when", "now"), ("target", "INB"), ("written", told)];
            let pairs: Vec<_> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            let refused = Sent::read(&pairs).unwrap().report(now).unwrap_err();
            assert!(matches!(&refused, Failure::Invalid(errors) if errors[0].message == "failure-report-waited"), "{told}: {refused}");
        }
    }
}
