//! Samples of the pages about retention.

use super::{Sample, errors, frame, sample};
use crate::forms::Choice;
use crate::pages::retention::{ItemLine, KindLine, RetentionPage, RetentionRunPage, RunLine, SentRule, WeekLine};
use crate::pages::week_calendar;
use messages::Lang;

/// The list and one removal.
pub fn all(lang: Lang, text: &str) -> Vec<Sample> {
    let kind = |key, count, has_rule| KindLine {
        key,
        label: "Godkända rapporter".to_owned(),
        hint: "Hela rapporten".to_owned(),
        has_rule,
        wrong: count > 0,
        form: SentRule {
            record: String::new(),
            months: "24".to_owned(),
            decision: text.to_owned(),
            decided_on: "2026-01-15".to_owned(),
            doing: String::new(),
        },
        months: 24,
        decision: text.to_owned(),
        decided_on: "2026-01-15".to_owned(),
        cutoff: "2024-11-15".to_owned(),
        count,
        oldest: "2024-W01".to_owned(),
        newest: "2024-W40".to_owned(),
        weeks: vec![WeekLine { week: "2024-W01".to_owned(), count }],
    };
    let run = || RunLine {
        href: "/x".to_owned(),
        at: "2026-11-15 14:05".to_owned(),
        by: text.to_owned(),
        state_label: "Gjord".to_owned(),
        tone: "success",
        count: 3,
    };
    let list = |total, kinds, runs, open, errors| RetentionPage {
        shell: frame(lang, "retention-title"),
        errors,
        kinds,
        total,
        may_manage: true,
        open,
        runs,
        action: "/t/0580/gallring".to_owned(),
    };
    let item = ItemLine {
        label: "Godkända rapporter".to_owned(),
        decision: text.to_owned(),
        cutoff: "2024-11-15".to_owned(),
        due: 3,
        gone: 2,
        days: "2024-01-01–2024-02-02".to_owned(),
    };
    let one = |items, approvals: Vec<String>, open: bool, errors| RetentionRunPage {
        shell: frame(lang, "retention-run-title"),
        errors,
        state_label: "Väntar".to_owned(),
        tone: "warning",
        next: "Ett godkännande återstår".to_owned(),
        proposed: text.to_owned(),
        ended: if open { String::new() } else { text.to_owned() },
        items,
        approvals,
        can_approve: open,
        can_stop: open,
        action: "/x".to_owned(),
        back: "/y".to_owned(),
    };
    let full = vec![kind("reports", 3, true), kind("report-texts", 0, false)];
    let reading = RetentionPage { may_manage: false, ..list(3, vec![kind("reports", 3, true)], vec![run()], true, Vec::new()) };
    let calendar = |errors| week_calendar::WeekCalendarPage {
        shell: frame(lang, "calendar-title"),
        errors,
        moments: vec![week_calendar::MomentLine {
            key: "meeting",
            label: "Mötet hålls".to_owned(),
            days: vec![Choice::plain("1", Some("1"))],
            time: "09:00".to_owned(),
        }],
        skip_holidays: true,
        free_days: "2027-01-05".to_owned(),
        seen: 4,
        action: "/x".to_owned(),
        back: "/y".to_owned(),
        coming: vec![week_calendar::ComingWeek { week: "vecka 47".to_owned(), times: vec!["2026-11-24 09:00".to_owned()] }],
    };
    vec![
        sample(lang, "errors", calendar(errors("meeting", "Skriv en tid"))),
        sample(lang, "plain", calendar(Vec::new())),
        sample(lang, "full", list(3, full, vec![run()], false, errors("decision", "Skriv"))),
        sample(lang, "reading", reading),
        sample(lang, "empty", list(0, vec![kind("reports", 0, false)], Vec::new(), false, Vec::new())),
        sample(lang, "open", one(vec![item], vec![text.to_owned()], true, errors("", "Du har redan godkänt"))),
        sample(lang, "ended", one(Vec::new(), Vec::new(), false, Vec::new())),
    ]
}
