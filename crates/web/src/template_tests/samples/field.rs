//! The pages of people in the field and of their reviewers.

use super::{Sample, errors, frame, sample};
use crate::forms::Choice;
use crate::pages::matches::{MatchesPage, PairList, PairView, RowView, SavedAnswer};
use crate::pages::my_reports::{Fact, MyReportsPage, ReportLine, StepLine, ThreadPage};
use crate::pages::photo::PhotoPart;
use crate::pages::places::{NewPlaceForm, PlaceLine, PlacesPage};
use crate::pages::report::{Choices, Marked, Part, Quiet, ReportPage, Sent, SimilarLine};
use crate::pages::review::{FileLine, ReviewPage, WaitingLine};
use crate::pages::review_item::{ActionLink, LedTo, ReviewItemPage};
use crate::tree::{TargetGroup, targets};
use domain::ids::ReportId;
use domain::words::Words;
use messages::Lang;

pub fn all(lang: Lang, text: &str) -> Vec<Sample> {
    vec![
        sample(lang, "full", report(lang, text, true)),
        sample(lang, "new", report(lang, text, false)),
        sample(lang, "kept", kept(lang, text)),
        sample(lang, "full", places(lang, text, 1)),
        sample(lang, "empty", places(lang, text, 0)),
        sample(lang, "full", mine(lang, text, 2)),
        sample(lang, "empty", mine(lang, text, 0)),
        sample(lang, "full", thread(lang, text, true)),
        sample(lang, "decided", thread(lang, text, false)),
        sample(lang, "full", review(lang, text, 2)),
        sample(lang, "empty", review(lang, text, 0)),
        sample(lang, "full", pairs(lang, text, 2)),
        sample(lang, "empty", pairs(lang, text, 0)),
        sample(lang, "full", item(lang, text, true)),
        sample(lang, "decided", item(lang, text, false)),
    ]
}

fn line(text: &str) -> ReportLine {
    ReportLine {
        what: text.to_owned(),
        place: text.to_owned(),
        when: "2026-11-15 22:15".to_owned(),
        href: "/t/0580/granska/1".to_owned(),
        state_label: "Väntar".to_owned(),
        tone: "info",
    }
}

fn facts(text: &str) -> Vec<Fact> {
    vec![Fact { label: "Beskrivning".to_owned(), text: text.to_owned() }]
}

fn similar(text: &str) -> Vec<SimilarLine> {
    let one = |incident: &str| SimilarLine { what: text.to_owned(), source: text.to_owned(), incident: incident.to_owned() };
    vec![one("0193b6a4-7c1e-7f00-8000-00000000abcd"), one("")]
}

fn options() -> Vec<Choice> {
    vec![Choice::plain("a", Some("a")), Choice::plain("b", None)]
}

fn tree(lang: Lang) -> Vec<TargetGroup> {
    targets(lang, &Words::default(), Some("SKA:glass"))
}

fn report(lang: Lang, text: &str, full: bool) -> ReportPage {
    let part = |level: &'static str| Part { text: text.to_owned(), reason: text.to_owned(), level };
    let marked = Marked { field: "description", label: "Beskrivning".to_owned(), parts: vec![part(""), part("confirm")], blocked: false };
    let mut sent = Sent::empty(ReportId([1; 16]));
    if full {
        sent.place = text.to_owned();
        sent.description = text.to_owned();
        sent.immediate = text.to_owned();
    }
    ReportPage {
        shell: frame(lang, "report-title"),
        errors: if full { errors("place", "Ange platsen") } else { Vec::new() },
        action: "/t/0580/rapportera".to_owned(),
        changing: full,
        question: if full { text.to_owned() } else { String::new() },
        choices: Choices {
            districts: options(),
            when: options(),
            targets: tree(lang),
            sureness: options(),
            kinds: options(),
            reasons: options(),
            police: options(),
        },
        sent,
        places: vec![text.to_owned()],
        similar: if full { similar(text) } else { Vec::new() },
        marked: if full { vec![marked] } else { Vec::new() },
        may_confirm: full,
        quiet: Quiet {
            week: "vecka 47".to_owned(),
            key: "2026-W47".to_owned(),
            said: false,
            action: "/t/0580/rapportera/lugn-vecka".to_owned(),
        },
        mark: "/t/0580/rapportera/granska-text".to_owned(),
        keep: "/t/0580/rapportera/utan-nat".to_owned(),
        ground: "/t/0580/rapportera/karta".to_owned(),
        mine: "/t/0580/mina".to_owned(),
        longest: 1000,
        photo_most: 0,
    }
}

fn kept(lang: Lang, text: &str) -> ReportPage {
    let new = report(lang, text, false);
    ReportPage { shell: new.shell.kept(), photo_most: 1000, ..new }
}

fn places(lang: Lang, text: &str, n: usize) -> PlacesPage {
    let place = || PlaceLine { name: text.to_owned(), district: text.to_owned(), positioned: true, remove: "/x".to_owned() };
    PlacesPage {
        shell: frame(lang, "places-title"),
        errors: if n > 0 { errors("name", "Skriv ett namn") } else { Vec::new() },
        places: (0..n).map(|_| place()).collect(),
        districts: options(),
        words: "/t/0580/ord".to_owned(),
        action: "/t/0580/platser".to_owned(),
        sent: NewPlaceForm::default(),
    }
}

fn mine(lang: Lang, text: &str, n: usize) -> MyReportsPage {
    let reports = (0..n).map(|_| line(text)).collect();
    MyReportsPage { shell: frame(lang, "mine-title"), reports, new: "/t/0580/rapportera".to_owned() }
}

fn thread(lang: Lang, text: &str, open: bool) -> ThreadPage {
    let step = |at: &str| StepLine { at: at.to_owned(), text: text.to_owned(), letter: text.to_owned(), href: "/x".to_owned() };
    let address = |a: &str| if open { a.to_owned() } else { String::new() };
    ThreadPage {
        shell: frame(lang, "thread-title"),
        errors: if open { errors("photo", "Välj en bild") } else { Vec::new() },
        thanks: open,
        photo: PhotoPart::new("/t/0580/mina/1", Some((1600, 1200)), open, open),
        line: line(text),
        facts: facts(text),
        steps: vec![step("2026-11-15 14:05"), step("")],
        change: address("/x/andra"),
        withdraw: address("/x/ta-tillbaka"),
        seen: 1,
        another: "/t/0580/rapportera?like=1".to_owned(),
        back: "/t/0580/mina".to_owned(),
    }
}

fn review(lang: Lang, text: &str, n: usize) -> ReviewPage {
    let one = || WaitingLine { line: line(text), source: text.to_owned(), came: "2026-11-15 14:05".to_owned(), warned: true };
    let file = FileLine {
        sender: text.to_owned(),
        came: "2026-11-16 08:00".to_owned(),
        rows: "120".to_owned(),
        rejected: "3".to_owned(),
        href: "/x".to_owned(),
    };
    ReviewPage {
        shell: frame(lang, "review-title"),
        sentence: "2 rapporter väntar.".to_owned(),
        first: "/t/0580/granska/1".to_owned(),
        waiting: (0..n).map(|_| one()).collect(),
        decided: (0..n).map(|_| one()).collect(),
        files: if n > 0 { vec![file] } else { Vec::new() },
        pairs: text.to_owned(),
        matches: "/t/0580/granska/samma".to_owned(),
        imports: "/t/0580/import".to_owned(),
        answered: "Alla fick svar.".to_owned(),
        feedback: "/t/0580/aterkoppling".to_owned(),
    }
}

fn pairs(lang: Lang, text: &str, n: usize) -> MatchesPage {
    let row = |id: usize| RowView {
        id: id.to_string(),
        source: text.to_owned(),
        what: text.to_owned(),
        when: "2026-11-15 22:15".to_owned(),
        place: text.to_owned(),
    };
    let some =
        || (0..n).map(|i| PairView { first: row(2 * i), second: row(2 * i + 1), note: text.to_owned(), codes: text.to_owned() }).collect();
    MatchesPage {
        shell: frame(lang, "matches-title"),
        errors: if n > 0 { errors("answer", "Raderna har ändrats") } else { Vec::new() },
        weeks: text.to_owned(),
        sentence: text.to_owned(),
        saved: Some(SavedAnswer { text: text.to_owned(), list: (n > 0).then_some(PairList::Asked), at: n }),
        asked: some(),
        answered: some(),
        answered_total: n as u64,
        linked: some(),
        linked_total: n as u64,
        number: 1,
        pages: n + 1,
        turn: [String::new(), "/t/0580/granska/samma?sida=2".to_owned()],
        weeks_near: ["/t/0580/granska/samma?till=2026-W35".to_owned(), String::new()],
        action: "/t/0580/granska/samma".to_owned(),
        back: "/t/0580/granska".to_owned(),
    }
}

fn item(lang: Lang, text: &str, waits: bool) -> ReviewItemPage {
    ReviewItemPage {
        shell: frame(lang, "review-item-title"),
        errors: if waits { errors("question", "Skriv vad") } else { Vec::new() },
        line: line(text),
        source: text.to_owned(),
        facts: facts(text),
        photo: PhotoPart::new("/t/0580/granska/1", waits.then_some((1600, 1200)), false, true),
        warnings: if waits { vec!["namn".to_owned()] } else { Vec::new() },
        similar: if waits { similar(text) } else { Vec::new() },
        waits,
        decided: if waits { String::new() } else { text.to_owned() },
        letter: if waits { String::new() } else { text.to_owned() },
        may_reopen: !waits,
        targets: tree(lang),
        wrongs: options(),
        seen: 2,
        overtaken: !waits,
        action: "/t/0580/granska/1".to_owned(),
        next: if waits { "/t/0580/granska/2".to_owned() } else { String::new() },
        back: "/t/0580/granska".to_owned(),
        waiting: "2 rapporter väntar.".to_owned(),
        led_to: (!waits).then(|| LedTo {
            actions: vec![ActionLink { title: text.to_owned(), state_label: "Beslutad".to_owned(), href: "/t/0580/insatser/1".to_owned() }],
            propose: "/t/0580/insatser/ny?report=1".to_owned(),
            open: options(),
            connect: "/t/0580/granska/1/insats".to_owned(),
        }),
    }
}
