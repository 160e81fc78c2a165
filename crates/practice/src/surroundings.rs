//! What surrounds the town: coming events, and a feed in the form of the police's public one.

use crate::events::{Model, Purpose};
use crate::season::school_break;
use domain::calendar::{Holiday, holidays};
use domain::incidents::{ComingEvent, FeedEvent};
use domain::week::{Week, instant};
use jiff::ToSpan;
use jiff::civil::Date;

/// Weeks after the last that coming events are given for.
const AHEAD: i32 = 8;

/// Events in and after the last week, in order of their first day.
pub(crate) fn coming(last: Week) -> Vec<ComingEvent> {
    let mut out = Vec::new();
    let mut add = |title: &str, place: Option<&str>, from: Date, to: Date| {
        out.push(ComingEvent { title: title.to_owned(), place: place.map(str::to_owned), from, to });
    };
    let day = |week: Week, offset: i64| week.monday().saturating_add(offset.days());
    for ahead in 0..=AHEAD {
        let week = last.plus(ahead);
        let indoor = !(18..=36).contains(&week.number());
        if ahead % 2 == 0 {
            let (title, place) = if indoor { ("Hemmamatch, ishockey", "Arenan") } else { ("Hemmamatch, fotboll", "Idrottsparken") };
            add(title, Some(place), day(week, 5), day(week, 5));
        }
        if ahead % 4 == 1 {
            add("Torgmarknad", Some("Stora torget"), day(week, 5), day(week, 6));
        }
        if ahead == 1 {
            add("Anmäld demonstration", Some("Stora torget"), day(week, 5), day(week, 5));
        }
        if matches!(week.number(), 48..=51) {
            add("Julmarknad", Some("Gamla torget"), day(week, 5), day(week, 6));
        }
        if week.number() == 24 {
            add("Skolavslutning", None, day(week, 4), day(week, 4));
        }
    }
    let (from, to) = (last.monday(), last.plus(AHEAD).sunday());
    for (date, holiday) in holidays(from, to) {
        let title = match holiday {
            Holiday::Walpurgis => "Valborgsmässoafton",
            Holiday::Lucia => "Lucia",
            Holiday::NewYearsEve => "Nyårsafton",
            Holiday::MidsummerEve => "Midsommarafton",
            Holiday::AllSaints => "Alla helgons dag",
            Holiday::NationalDay => "Nationaldagen",
            Holiday::NewYear
            | Holiday::Epiphany
            | Holiday::GoodFriday
            | Holiday::EasterEve
            | Holiday::Easter
            | Holiday::EasterMonday
            | Holiday::MayDay
            | Holiday::Ascension
            | Holiday::Pentecost
            | Holiday::Midsummer
            | Holiday::ChristmasEve
            | Holiday::Christmas
            | Holiday::BoxingDay => continue,
        };
        add(title, None, date, date);
    }
    let mut date = from;
    while date <= to {
        if let Some(school) = school_break(date) {
            let begins = date;
            while school_break(date) == Some(school) {
                date = date.saturating_add(1.day());
            }
            add(school.title(), None, begins, date.saturating_sub(1.day()));
        } else {
            date = date.saturating_add(1.day());
        }
    }
    out.sort_by(|a, b| (a.from, &a.title).cmp(&(b.from, &b.title)));
    out
}

const KINDS: &[(&str, &str, f64)] = &[
    ("Trafikolycka", "Larm om trafikolycka mellan två personbilar.", 3.0),
    ("Trafikolycka, singel", "En personbil har kört av vägen.", 1.0),
    ("Brand", "Larm om brand. Räddningstjänst och polis på plats.", 1.0),
    ("Misshandel", "Anmälan om misshandel utomhus.", 1.0),
    ("Stöld", "Anmälan om stöld i butik.", 0.8),
    ("Rattfylleri", "En förare misstänks för rattfylleri efter kontroll.", 0.8),
    ("Bråk", "Larm om bråk mellan flera personer. Lugnt när patrull kom till platsen.", 0.6),
    ("Skadegörelse", "Anmälan om skadegörelse på flera fordon.", 0.6),
    ("Trafikkontroll", "Trafikkontroll med inriktning på hastighet.", 0.5),
    ("Försvunnen person", "Polisen söker en försvunnen person. Personen är återfunnen.", 0.3),
    ("Inbrott", "Anmälan om inbrott i bostad.", 0.6),
];

const MONTHS: [&str; 12] =
    ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

/// The invented feed of the weeks from `first` to `last`, in order of time.
pub(crate) fn feed(model: &Model, first: Week, last: Week) -> Vec<FeedEvent> {
    let table = crate::draw::running(KINDS.iter().map(|kind| kind.2));
    let mut out = Vec::new();
    let mut week = first;
    while week <= last {
        let mut draw = model.draw(week, 0, Purpose::Feed);
        let base = week.index() * 100;
        for number in 0..i64::from(draw.poisson(5.0)) {
            let (kind, summary, _) = KINDS[draw.index(&table)];
            let at = week.monday().at(0, 0, 0, 0).saturating_add(draw.whole(0, 7 * 1440 - 1).minutes());
            out.push(item(base + number, at, kind, summary, "Linköping"));
        }
        for day in 0..7_i64 {
            let at = week.monday().saturating_add(day.days()).at(7, 55, 0, 0);
            if draw.chance(0.8) {
                out.push(item(
                    base + 90 + day,
                    at,
                    "Sammanfattning natt",
                    "Ett urval av nattens händelser i polisområdet.",
                    "Östergötlands län",
                ));
            }
        }
        week = week.next();
    }
    out.sort_by_key(|event| (event.at, event.id));
    out
}

fn item(id: i64, at: jiff::civil::DateTime, kind: &str, summary: &str, location: &str) -> FeedEvent {
    let month = usize::try_from(at.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or("januari");
    let slug = |text: &str| {
        text.to_lowercase()
            .chars()
            .filter_map(|c| match c {
                'å' | 'ä' => Some('a'),
                'ö' => Some('o'),
                ' ' => Some('-'),
                c if c.is_ascii_alphanumeric() => Some(c),
                _ => None,
            })
            .collect::<String>()
    };
    let path = format!(
        "/aktuellt/handelser/{}/{month}/{}/{:02}-{month}-{:02}{:02}-{}-{}/",
        at.year(),
        at.day(),
        at.day(),
        at.hour(),
        at.minute(),
        slug(kind),
        slug(location)
    );
    FeedEvent { id, at: instant(at), type_label: kind.to_owned(), summary: summary.to_owned(), location: location.to_owned(), path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn november_looks_ahead_to_lucia_and_the_christmas_break() {
        let week = Week::of_date(jiff::civil::date(2026, 11, 22));
        let events = coming(week);
        let titles: Vec<_> = events.iter().map(|e| e.title.as_str()).collect();
        for title in ["Lucia", "Jullov", "Nyårsafton", "Hemmamatch, ishockey", "Julmarknad"] {
            assert!(titles.contains(&title), "{titles:?}");
        }
        assert!(events.iter().all(|e| e.from <= e.to && e.to >= week.monday()));
        assert_eq!(titles.iter().filter(|t| **t == "Jullov").count(), 1);
    }
}
