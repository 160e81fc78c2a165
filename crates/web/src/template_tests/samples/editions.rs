//! Samples of publishing, the public edition, allowed words and what was handed over.

use super::{Sample, errors, sample};
use crate::access::{Member, Reader};
use crate::forms::Choice;
use crate::pages::{allowed_words, disclosures, edition, export_marked, public_setting, publish};
use crate::shell::{Place, Shell};
use application::guard::Level;
use application::pictures::{Marked, Preview, TextPlace};
use domain::categories::Category;
use domain::editions::{PublicCategory, PublicDistrict, PublicEdition, PublicSquare, PublicWeek, Told};
use domain::incidents::ComingEvent;
use domain::pictures::{Change, PictureState};
use messages::Lang;

/// A public edition with `text` where people write.
fn public(text: &str, version: u32) -> PublicEdition {
    let picture = test_support::picture::sample();
    let district = |i: usize, d: &domain::pictures::DistrictRow| PublicDistrict {
        code: d.code.clone(),
        name: d.name.clone(),
        cells: vec![if i.is_multiple_of(3) { Told::Hidden } else { Told::Count(0) }, Told::Count(0)],
        total: if d.count < 5 { Told::Hidden } else { Told::Count(d.count) },
        change: (d.count >= 5).then_some(Change::Grown),
    };
    let week = |w: &domain::pictures::WeekCount| PublicWeek { week: w.week, count: w.count.map_or(Told::Unknown, Told::Count) };
    let day = picture.week.sunday();
    PublicEdition {
        tenant: picture.tenant.clone(),
        tenant_name: picture.tenant_name.clone(),
        week: picture.week,
        version,
        at: picture.at,
        text: text.to_owned(),
        words: picture.words.clone(),
        total: Told::Count(87),
        expected: Some((49, 84)),
        change: Some(Change::Grown),
        weekly: picture.weekly.iter().map(week).collect(),
        categories: vec![
            PublicCategory { category: Category::Damage, total: Told::Count(23), change: Some(Change::Unchanged) },
            PublicCategory { category: Category::Violence, total: Told::Hidden, change: None },
        ],
        districts: picture.districts.iter().enumerate().map(|(i, d)| district(i, d)).collect(),
        squares: vec![PublicSquare { lon: 15.62, lat: 58.41, least: 10 }],
        coming: vec![ComingEvent { title: text.to_owned(), place: Some(text.to_owned()), from: day, to: day }],
        sources: vec![text.to_owned()],
        other_sources: 3,
        digest: "c0ffee".repeat(10),
    }
}

/// Every page of this part.
pub fn all(lang: Lang, text: &str) -> Vec<Sample> {
    let (member, reader) = (Member::sample(lang), Reader::sample(lang));
    let frame = |title: &str, place| Shell::within(&member, title, place);
    let page = |edition: &PublicEdition| edition::sample(&reader, &member.tenant, edition);
    let gone = edition::EditionPage { edition: None, withdrawn: text.to_owned(), json: String::new(), ..page(&public(text, 1)) };
    let line = |href: &str| edition::EditionLine {
        label: "vecka 46, 2026".to_owned(),
        days: "9–15 november 2026".to_owned(),
        href: href.to_owned(),
        at: "2026-11-17 14:00".to_owned(),
    };
    let list = |weeks| edition::EditionsPage { shell: Shell::open_to_all(&reader, &member.tenant, "x".to_owned()), weeks };
    let mut small = public("", 1);
    (small.total, small.change, small.coming, small.sources, small.categories) = (Told::Hidden, None, Vec::new(), Vec::new(), Vec::new());
    let word = || allowed_words::WordLine {
        text: text.to_owned(),
        reason: text.to_owned(),
        by: text.to_owned(),
        remove: "/t/0580/ord/1/ta-bort".to_owned(),
    };
    let words = |words, errors| allowed_words::AllowedWordsPage {
        shell: frame("words-title", Place::Places),
        errors,
        words,
        action: "/t/0580/ord".to_owned(),
        places: "/t/0580/platser".to_owned(),
        sent: allowed_words::NewWord { text: text.to_owned(), reason: text.to_owned() },
    };
    let setting = |on: bool| public_setting::PublicSettingPage {
        shell: frame("public-setting-title", Place::Administration),
        choices: vec![Choice::plain("off", Some(if on { "on" } else { "off" })), Choice::plain("on", None)],
        action: "/x".to_owned(),
        public: if on { "/t/0580/offentlig".to_owned() } else { String::new() },
    };
    let mut all = vec![
        sample(lang, "full", page(&public(text, 1))),
        sample(lang, "corrected", page(&public(text, 2))),
        sample(lang, "few", page(&small)),
        sample(lang, "withdrawn", gone),
        sample(lang, "list", list(vec![line("/t/0580/offentlig/2026-W46")])),
        sample(lang, "empty", list(Vec::new())),
        sample(lang, "full", words(vec![word()], errors("text", "Fel"))),
        sample(lang, "empty", words(Vec::new(), Vec::new())),
        sample(lang, "on", setting(true)),
        sample(lang, "off", setting(false)),
    ];
    all.extend(publishing(lang, &member, text));
    all.extend(handed_over(lang, &member, text));
    all
}

fn publishing(lang: Lang, member: &Member, text: &str) -> Vec<Sample> {
    let mut picture = test_support::picture::sample();
    let marked = |place, level| Marked { place, which: text.to_owned(), level, classes: vec!["name", "phone"] };
    let both = vec![marked(TextPlace::Focus, Level::Block), marked(TextPlace::Hotspot, Level::Confirm)];
    let preview = |picture: &domain::pictures::Picture, marked, public| Preview {
        picture: picture.clone(),
        marked,
        public_on: true,
        public,
        unreviewed: 0,
    };
    let correct = preview(&picture, both, Some(public(text, 2)));
    picture.state = PictureState::Assessed { at: picture.at };
    let confirm = preview(&picture, vec![marked(TextPlace::Motive, Level::Confirm)], None);
    let off = Preview { public_on: false, ..preview(&picture, Vec::new(), None) };
    let waiting = Preview { unreviewed: 2, ..preview(&picture, Vec::new(), Some(public(text, 1))) };
    let refused = export_marked::ExportMarkedPage {
        shell: Shell::within(member, "export-marked-title", Place::Picture),
        errors: errors("texts", "Läs texterna"),
        marked: crate::pages::marked_texts::lines(member, picture.week, &confirm.marked),
        anyway: "/x?kept=yes".to_owned(),
        back: "/t/0580/lagesbild/2026-W46".to_owned(),
    };
    vec![
        sample(lang, "full", publish::sample(member, &correct, text, errors("texts", "Fel"))),
        sample(lang, "to decide on", publish::sample(member, &confirm, text, errors("kept", "Läs"))),
        sample(lang, "without public", publish::sample(member, &off, text, Vec::new())),
        sample(lang, "not now", publish::sample(member, &waiting, text, Vec::new())),
        sample(lang, "full", refused),
    ]
}

fn handed_over(lang: Lang, member: &Member, text: &str) -> Vec<Sample> {
    let row = disclosures::DisclosureLine {
        seq: "812".to_owned(),
        at: "2026-11-17 14:00".to_owned(),
        what: text.to_owned(),
        version: "utgåva 2, pdf".to_owned(),
        class: "B".to_owned(),
        organisation: text.to_owned(),
        person: text.to_owned(),
        count: "3".to_owned(),
        basis: text.to_owned(),
    };
    let list = |rows: Vec<disclosures::DisclosureLine>| disclosures::DisclosuresPage {
        shell: Shell::within(member, "disclosures-title", Place::Disclosures),
        sentence: lang.format("disclosures-count", &[("n", u64::from(!rows.is_empty()).into()), ("total", 500u64.into())]),
        rows,
        organisations: vec![Choice::plain(text, Some(text))],
        from: String::new(),
        to: String::new(),
        action: "/t/0580/utlamnat".to_owned(),
        file: "/t/0580/utlamnat/fil.csv".to_owned(),
        log: "/t/0580/logg".to_owned(),
    };
    vec![sample(lang, "full", list(vec![row])), sample(lang, "empty", list(Vec::new()))]
}
