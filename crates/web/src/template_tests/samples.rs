//! A sample of every page: full, empty, and with errors where it has a form.

mod editions;
mod field;
mod letters;
mod people;
mod records;
mod words;
mod workbook;

use crate::access::{Member, Reader};
use crate::errors::{ErrorPage, Problem};
use crate::form_keys::{Differing, SentBeforePage};
use crate::forms::{Choice, FormError};
use crate::pages::{
    about, audit, audit_directory, codes, coming_events, districts, import_preview, import_progress, import_report, imports, methods,
    sign_in, start, weeks,
};
use crate::shell::{NavigationItem, Place, Shell};
use crate::templates::{self, Page};
use crate::tree::TargetGroup;
use axum::http::StatusCode;
use domain::imports::{ChangedRow, GoneRow, ImportReport, LinkedRow, ProbableMatch, Reason, Rejection, RowContent};
use domain::methods::Method;
use domain::results::StoredResult;
use messages::Lang;

/// A rendered sample.
pub struct Sample {
    pub template: &'static str,
    pub case: &'static str,
    pub html: Result<String, minijinja::Error>,
}

pub(super) fn sample<P: Page>(lang: Lang, case: &'static str, page: P) -> Sample {
    Sample { template: P::TEMPLATE, case, html: templates::render(lang, &page) }
}

fn frame(lang: Lang, title: &str) -> Shell {
    Shell::within(&Member::sample(lang), title, Place::Import)
}

pub(super) fn errors(field: &'static str, text: &str) -> Vec<FormError> {
    vec![FormError { field, text: text.to_owned() }, FormError { field: "", text: "Hela sidan".to_owned() }]
}

/// Every template in a language.
pub fn all(lang: Lang) -> Vec<Sample> {
    let mut all = outside(lang);
    all.extend(lists(lang, "Match på arenan"));
    all.extend(import_pages(lang, "polislista.xlsx"));
    all.extend(pictures(lang));
    all.extend(field::all(lang, "Tunneln vid resecentrum"));
    all.extend(super::actions::all(lang, "Bättre belysning"));
    all.extend(people::all(lang, "Bovärd"));
    all.extend(letters::all(lang, "Rapporten ledde till en insats"));
    all.extend(words::all(lang, "Busskurer och bryggor"));
    all.extend(workbook::all(lang, "Ryds centrum"));
    all.push(sample(
        lang,
        "full",
        SentBeforePage {
            shell: Shell::within(&Member::sample(lang), "sent-before-title", Place::Elsewhere),
            saved: "/t/0580/kommande".to_owned(),
            action: "/t/0580/kommande".to_owned(),
            fields: vec![("title".to_owned(), "Match".to_owned())],
            differs: vec![Differing { label: "Vad".to_owned(), then: String::new(), now: "Match".to_owned() }],
            choices_differ: true,
        },
    ));
    all.push(sample(lang, "full", methods::MethodsPage::new(&Member::sample(lang))));
    let kept = StoredResult {
        id: domain::ids::ResultId([7; 16]),
        at: jiff::Timestamp::UNIX_EPOCH,
        by: "Samordnare".to_owned(),
        method: Method::Verdict,
        action: None,
        analysis: "0.1.0".to_owned(),
        question: "{}".to_owned(),
        as_of: 9,
        input_digest: "6f".repeat(32),
        output: "{}".to_owned(),
        output_digest: "7a".repeat(32),
    };
    let of = |method: &Method| (*method == Method::Verdict).then_some(&kept);
    let cards = Method::ALL.iter().map(|method| methods::MethodPage::new(&Member::sample(lang), *method, of(method)));
    all.extend(cards.map(|card| sample(lang, "full", card)));
    all.extend(editions::all(lang, "Vi ser över belysningen"));
    all
}

/// The pages that show what others wrote, with `text` in every such place.
pub fn hostile(text: &str) -> Vec<(&'static str, String)> {
    let written = lists(Lang::Sv, text).into_iter().chain(import_pages(Lang::Sv, text)).chain(people::all(Lang::Sv, text));
    let written = written.chain(field::all(Lang::Sv, text)).chain(super::actions::all(Lang::Sv, text)).chain(letters::all(Lang::Sv, text));
    let written = written.chain(editions::all(Lang::Sv, text)).chain(words::all(Lang::Sv, text)).chain(workbook::all(Lang::Sv, text));
    written.filter(|s| s.case == "full").map(|s| (s.template, s.html.unwrap())).collect()
}

fn outside(lang: Lang) -> Vec<Sample> {
    let reader = Reader::sample(lang);
    let form = |errors| sign_in::SignInPage {
        shell: Shell::outside(&reader, "signin-title", Place::Elsewhere),
        errors,
        user: "est".to_owned(),
        next: "/".to_owned(),
        can_ask: true,
        chosen: true,
    };
    let tenant = NavigationItem { label: "Linköpings kommun".to_owned(), href: "/t/0580/lagesbild".to_owned(), current: false };
    let choose = |tenants| start::StartPage {
        shell: Shell::outside(&reader, "start-title", Place::Elsewhere),
        tenants,
        waiting: "Norrköpings kommun".to_owned(),
    };
    let mut all = vec![
        sample(lang, "empty", form(Vec::new())),
        sample(lang, "errors", form(errors("user", "Fel"))),
        sample(lang, "many", choose(vec![tenant.clone(), tenant.clone()])),
        sample(lang, "one", choose(vec![tenant])),
        sample(lang, "none", choose(Vec::new())),
        sample(lang, "full", about::AboutPage { shell: Shell::outside(&reader, "about-title", Place::About), version: "0.1.0" }),
        sample(lang, "full", about::AccessibilityPage { shell: Shell::outside(&reader, "accessibility-title", Place::About) }),
    ];
    for status in
        [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_GATEWAY]
    {
        let page = ErrorPage::new(true, lang, &Problem::new(status, "failure-request"));
        all.push(sample(lang, "error", page));
    }
    all
}

fn lists(lang: Lang, text: &str) -> Vec<Sample> {
    let week = weeks::WeekLine {
        name: text.to_owned(),
        label: "vecka 46".to_owned(),
        days: "9–15 november".to_owned(),
        href: "/t/0580/lagesbild/2026-W46".to_owned(),
        state_label: "Publicerad".to_owned(),
        state_key: "published",
        count: "87".to_owned(),
        published: "103".to_owned(),
        differs: true,
    };
    let week_list = |weeks| weeks::WeeksPage { shell: frame(lang, "weeks-title"), years: weeks, files: true };
    let event = || coming_events::EventLine {
        title: text.to_owned(),
        place: text.to_owned(),
        days: "15 november".to_owned(),
        remove: "/x".to_owned(),
    };
    let coming = |events, may_edit, errors| coming_events::ComingEventsPage {
        shell: frame(lang, "coming-title"),
        errors,
        events,
        may_edit,
        action: "/t/0580/kommande".to_owned(),
        sent: coming_events::NewEvent::default(),
    };
    let entry = || audit::EntryLine {
        seq: 7,
        at: "2026-11-15 14:05".to_owned(),
        actor: text.to_owned(),
        event: "Loggade in".to_owned(),
        object: text.to_owned(),
        facts: "rows: 3".to_owned(),
        hash: "0a1b2c".to_owned(),
    };
    let log = |entries, whole| audit::AuditPage {
        shell: frame(lang, "audit-title"),
        verdict: "Hel".to_owned(),
        whole,
        entries,
        newer: "/t/0580/logg".to_owned(),
        older: String::new(),
        alarms: if whole {
            vec![audit::AlarmLine { at: "2026-11-15 14:05".to_owned(), actor: text.to_owned(), looks: "301".to_owned(), seq: 7 }]
        } else {
            Vec::new()
        },
        sign_ins: "/t/0580/logg/inloggningar".to_owned(),
    };
    let of_directory = |entries, newer: &str, older: &str| audit_directory::AuditDirectoryPage {
        shell: frame(lang, "audit-directory-title"),
        entries,
        newer: newer.to_owned(),
        older: older.to_owned(),
        back: "/t/0580/logg".to_owned(),
    };
    vec![
        sample(lang, "weeks", week_list(vec![weeks::Year { label: "2026".to_owned(), weeks: vec![week] }])),
        sample(lang, "empty", week_list(Vec::new())),
        sample(lang, "full", coming(vec![event(), event()], true, errors("from", "Fel datum"))),
        sample(lang, "reading", coming(vec![event()], false, Vec::new())),
        sample(lang, "empty", coming(Vec::new(), true, Vec::new())),
        sample(lang, "empty, reading", coming(Vec::new(), false, Vec::new())),
        sample(lang, "full", of_directory(vec![entry()], "", "/x?before=3")),
        sample(lang, "empty", of_directory(Vec::new(), "/x", "")),
        sample(lang, "full", log(vec![entry()], true)),
        sample(lang, "empty", log(Vec::new(), false)),
        sample(lang, "full", district_list(lang, text, 2)),
        sample(lang, "empty", district_list(lang, text, 0)),
        sample(lang, "full", code_table(lang, text, true)),
        sample(lang, "reading", code_table(lang, text, false)),
    ]
}

fn district_list(lang: Lang, text: &str, n: usize) -> districts::DistrictsPage {
    let version =
        |to: &str| districts::VersionLine { from: "2025-01-01".to_owned(), to: to.to_owned(), file: text.to_owned(), districts: 30 };
    districts::DistrictsPage {
        shell: frame(lang, "districts-title"),
        districts: (0..n)
            .map(|i| districts::DistrictLine {
                code: format!("0580R{i:03}"),
                name: text.to_owned(),
                href: format!("/t/0580/omrade/0580R{i:03}"),
            })
            .collect(),
        versions: ["", "2025-01-01"].iter().take(n).map(|to| version(to)).collect(),
        import: "/t/0580/import".to_owned(),
    }
}

fn code_table(lang: Lang, text: &str, may_edit: bool) -> codes::CodesPage {
    let target = Choice { value: "SKA".to_owned(), label: "Skadegörelse".to_owned(), selected: true };
    codes::CodesPage {
        shell: frame(lang, "codes-title"),
        errors: if may_edit { errors("code", "Fel kod") } else { Vec::new() },
        unknown: if may_edit { vec![codes::UnknownLine { code: text.to_owned(), rows: "3".to_owned() }] } else { Vec::new() },
        more_unknown: usize::from(may_edit) * 7,
        codes: vec![codes::CodeLine {
            code: text.to_owned(),
            category: "Brand".to_owned(),
            subtype: String::new(),
            edit: "/x?code=1#code".to_owned(),
        }],
        may_edit,
        action: "/t/0580/koder".to_owned(),
        editing: text.to_owned(),
        targets: vec![TargetGroup { label: "Skadegörelse".to_owned(), help: String::new(), options: vec![target] }],
    }
}

fn batch(text: &str) -> imports::BatchLine {
    imports::BatchLine {
        file: text.to_owned(),
        href: "/t/0580/import/1".to_owned(),
        content: "Händelser".to_owned(),
        sender: text.to_owned(),
        at: "2026-11-15 14:05".to_owned(),
        by: "EST-samordnare".to_owned(),
        state_label: "Gäller".to_owned(),
        state_key: "active",
        read: "123".to_owned(),
        imported: "120".to_owned(),
        rejected: "3".to_owned(),
    }
}

fn content(text: &str) -> RowContent {
    RowContent {
        start: jiff::Timestamp::UNIX_EPOCH,
        end: None,
        category: domain::categories::Category::Damage,
        code: Some("1201".to_owned()),
        district: None,
        place: Some(text.to_owned()),
    }
}

fn edition(lang: Lang, text: &str) -> import_preview::EditionChoice {
    let changed = ChangedRow { row: 5, earlier_row: 4, earlier: content(text), new: content(text) };
    let changes = application::imports::EditionChanges {
        come_total: 2,
        come: vec![(3, content(text))],
        changed_total: 1,
        changed: vec![changed],
        ..application::imports::EditionChanges::default()
    };
    import_preview::EditionChoice::new(lang, ("1".to_owned(), text.to_owned()), true, &changes)
}

fn report(lang: Lang, text: &str, rejected: usize) -> import_report::ReportView {
    let rejection = Rejection { row: 7, column: Some(text.to_owned()), cell: None, reason: Reason::UnknownCode(text.to_owned()) };
    let start = jiff::Timestamp::UNIX_EPOCH;
    let probable = ProbableMatch {
        row: 3,
        incident: domain::ids::IncidentId([1; 16]),
        source: text.to_owned(),
        start,
        likeness: domain::matching::Likeness::TimeAndPlace,
        contents: Some([content(text), content(text)]),
    };
    let gone = GoneRow {
        row: 4,
        file: Some(text.to_owned()),
        start,
        category: domain::categories::Category::Damage,
        district: None,
        place: Some(text.to_owned()),
    };
    let report = ImportReport {
        read: 123,
        imported: 120,
        late: 2,
        linked: 2,
        linked_rows: vec![LinkedRow { row: 2, source: text.to_owned(), earlier: content(text) }],
        probable: vec![probable; rejected],
        probable_total: 3,
        gone: vec![gone; rejected],
        replaced: 3,
        rejected: vec![rejection; rejected],
        ..ImportReport::default()
    };
    let view = import_report::ReportView::new(lang, &report, 2, import_report::Told::After);
    import_report::ReportView { matches: "/t/0580/granska/samma".to_owned(), ..view }
}

fn import_pages(lang: Lang, text: &str) -> Vec<Sample> {
    let list = |batches, may_import, errors| imports::ImportsPage {
        shell: frame(lang, "imports-title"),
        errors,
        senders: vec![imports::SenderLine { name: text.to_owned(), weekly: may_import }],
        senders_action: if may_import { "/t/0580/import/avsandare".to_owned() } else { String::new() },
        batches,
        turn: [String::new(), "/t/0580/import?sida=2#files".to_owned()],
        may_import,
        action: "/t/0580/import".to_owned(),
    };
    let progress = |ended| import_progress::ProgressPage {
        shell: frame(lang, "import-progress-title"),
        sentence: "Filen läses in.".to_owned(),
        ended,
        back: "/t/0580/import".to_owned(),
    };
    let undo = import_report::UndoPage {
        shell: frame(lang, "import-undo-title"),
        batch: batch(text),
        effects: vec![text.to_owned()],
        action: "/x".to_owned(),
    };
    let mut all = vec![
        sample(lang, "full", list(vec![batch(text)], true, errors("file", "Välj en fil"))),
        sample(lang, "empty", list(Vec::new(), true, Vec::new())),
        sample(lang, "empty, reading", list(Vec::new(), false, Vec::new())),
        sample(lang, "running", progress(false)),
        sample(lang, "ended", progress(true)),
        sample(lang, "full", undo),
        sample(lang, "full", report_page(lang, text, 3)),
        sample(lang, "nothing rejected", report_page(lang, text, 0)),
    ];
    all.extend(previews(lang, text));
    all
}

fn report_page(lang: Lang, text: &str, rejected: usize) -> import_report::ReportPage {
    let when = |some: bool, address: &str| if some { address.to_owned() } else { String::new() };
    let link = || vec![import_report::BatchLink { file: text.to_owned(), href: "/t/0580/import/2".to_owned() }];
    import_report::ReportPage {
        shell: frame(lang, "import-report-title"),
        batch: batch(text),
        replaces: link(),
        replaced_by: link(),
        report: report(lang, text, rejected),
        rejected_file: when(rejected > 0, "/x.csv"),
        codes: "/t/0580/koder".to_owned(),
        picture: "/t/0580/lagesbild".to_owned(),
        back: "/t/0580/import".to_owned(),
        undo: when(rejected > 0, "/x/angra"),
        why_not_undo: when(rejected == 0, "Publicerad"),
    }
}

fn previews(lang: Lang, text: &str) -> Vec<Sample> {
    let (action, back) = ("/t/0580/import/fil/1".to_owned(), "/t/0580/import".to_owned());
    let feed = import_preview::FeedPage {
        shell: frame(lang, "import-feed-title"),
        errors: Vec::new(),
        file: text.to_owned(),
        action: action.clone(),
        back: back.clone(),
    };
    let refused = import_preview::RefusedPage {
        shell: frame(lang, "import-refused-title"),
        errors: errors("", "Filen är tom."),
        file: text.to_owned(),
        back: back.clone(),
    };
    let boundaries = import_preview::DistrictsPage {
        shell: frame(lang, "import-districts-title"),
        errors: errors("name", "Välj"),
        file: text.to_owned(),
        action,
        back,
        layers: vec![Choice::plain("regso", Some("regso")), Choice::plain("deso", None)],
        names: vec![Choice::plain(text, None)],
        codes: vec![Choice::plain(text, Some(text))],
        municipality: "0580".to_owned(),
    };
    vec![
        sample(lang, "full", feed),
        sample(lang, "full", refused),
        sample(lang, "full", boundaries),
        sample(lang, "full", incidents(lang, text, true)),
        sample(lang, "incomplete", incidents(lang, text, false)),
    ]
}

fn incidents(lang: Lang, text: &str, complete: bool) -> import_preview::IncidentsPage {
    let field = |name: &str| import_preview::FieldChoice {
        name: name.to_owned(),
        label: "Start".to_owned(),
        options: vec![Choice::plain("", None), Choice::plain(text, Some(text))],
    };
    import_preview::IncidentsPage {
        shell: frame(lang, "import-incidents-title"),
        errors: if complete { Vec::new() } else { errors("sender", "Skriv vem") },
        file: text.to_owned(),
        action: "/t/0580/import/fil/1".to_owned(),
        back: "/t/0580/import".to_owned(),
        sender: text.to_owned(),
        senders: vec![text.to_owned()],
        fields: vec![field("column-start"), field("column-end")],
        dates: vec![Choice::plain("year-first", None)],
        order_is_open: !complete,
        outside: vec![Choice::plain("refuse", None)],
        sheets: vec![Choice::plain("", None), Choice::plain(text, Some(text))],
        sheet: text.to_owned(),
        tabs: vec![text.to_owned()],
        doubt: if complete { String::new() } else { text.to_owned() },
        known_layout: if complete { "Polisens lista".to_owned() } else { String::new() },
        missing: if complete { String::new() } else { "Start saknas".to_owned() },
        headers: vec![text.to_owned(), String::new()],
        sample: vec![(2, vec![text.to_owned(), "x".to_owned()])],
        needs_sender: !complete,
        dry_run: complete.then(|| report(lang, text, 3)),
        told: vec![text.to_owned()],
        edition: complete.then(|| edition(lang, text)),
    }
}

fn pictures(lang: Lang) -> Vec<Sample> {
    let member = Member::sample(lang);
    let page = |case, picture: &domain::pictures::Picture, outlines: &[domain::districts::DistrictOutline]| {
        sample(lang, case, crate::pages::picture::sample(&member, picture, outlines))
    };
    let outlines = test_support::picture::outlines();
    let finding = |picture: &domain::pictures::Picture, outside: bool| crate::pages::finding::samples(&member, picture, outside);
    let (found, unknown) = finding(&test_support::picture::sample(), false);
    let (untold, unknown_outside) = finding(&test_support::picture::sample(), true);
    let (hostile, unknown_hostile) = finding(&test_support::picture::hostile(), false);
    vec![
        sample(lang, "finding", found),
        sample(lang, "untold finding", untold),
        sample(lang, "hostile finding", hostile),
        sample(lang, "unknown finding", unknown),
        sample(lang, "unknown finding outside", unknown_outside),
        sample(lang, "unknown hostile finding", unknown_hostile),
        page("full", &test_support::picture::sample(), &outlines),
        page("hostile", &test_support::picture::hostile(), &outlines),
        page("without districts", &test_support::picture::sample(), &[]),
        sample(lang, "district", crate::pages::area::sample(&member, &test_support::picture::sample(), true)),
        sample(lang, "hostile district", crate::pages::area::sample(&member, &test_support::picture::hostile(), true)),
        sample(lang, "problem without anything", crate::pages::area::sample(&member, &test_support::picture::sample(), false)),
    ]
}
