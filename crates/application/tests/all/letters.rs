//! What goes out as mail, over a real SMTP conversation: feedback, reminders, published pictures, and their words.

use crate::people::with_mail;
use crate::town::{TestTown, code, now, organisation, person};
use application::actions::{self, Step};
use application::disclosures::{self, DisclosureFilter};
use application::letters::{self, Draft};
use application::people::{self, Invite, MemberFields};
use application::pictures::{seen_key, step};
use application::reports::{self, Corrections, Decide, Filed, NewReport};
use application::{App, ServerConfig, allowed_words, audit, feedback, mail, organisations, own_account, schedule};
use domain::actions::{ActionPlan, Effect, Forum, Function, Implementation};
use domain::actor::Actor;
use domain::categories::Category;
use domain::failure::Failure;
use domain::feedback::FeedbackKind;
use domain::ids::{ActionId, ReportId};
use domain::letters::{Cadence, LetterKind, LetterText, Topic};
use domain::memberships::MembershipStep;
use domain::organisations::OrganisationKind;
use domain::pictures::{PictureState, Step as PictureStep};
use domain::policy::Role;
use domain::reports::{Decision, PoliceReported, Sureness, Wrong};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use messages::Lang;
use test_support::smtp::{Mail, Sink};

const HOUSING: &str = "Bostadsbolaget";

async fn caretaker(app: &App) -> Actor {
    person(app, "bovard", OrganisationKind::PrivateLandlord, HOUSING, Role::Reporter).await
}

async fn coordinator(app: &App) -> Actor {
    person(app, "samordnare", OrganisationKind::Administration, "Kommunen", Role::Coordinator).await
}

/// Files a report of the week before `now`, in Ryd.
async fn filed(town: &TestTown, who: &Actor, text: &str) -> ReportId {
    let start: Timestamp = "2026-11-14T21:00:00Z".parse().unwrap();
    let districts = application::districts::current(&town.app, &town.actor).await.unwrap();
    let new = NewReport {
        category: Category::Damage,
        subtype: None,
        place: Some("Rydsvägen 12".to_owned()),
        place_kind: None,
        position: None,
        district: Some(districts.into_iter().find(|d| d.name == "Ryd").unwrap().code),
        start,
        end: None,
        sureness: Sureness::Sure,
        description: Some(text.to_owned()),
        reasons: Vec::new(),
        immediate_action: None,
        police_reported: PoliceReported::No,
        no_personal_data: false,
        despite_similar: true,
    };
    let id = reports::new_id(&town.app);
    assert!(matches!(reports::file(&town.app, who, id, &new).await.unwrap(), Filed::Kept(_)));
    id
}

async fn decide(app: &App, who: &Actor, report: ReportId, seen: u32, decision: Decision) {
    reports::decide(app, who, &Decide { report, seen, decision, corrections: Corrections::default() }).await.unwrap();
}

async fn publish(app: &App, actor: &Actor, week: &str) {
    let weeks = application::pictures::weeks(app, actor).await.unwrap();
    let known = weeks.iter().find(|w| w.week.to_string() == week);
    let mut state = known.map_or(PictureState::Open, |w| w.state.clone());
    // The clock may have closed and drafted the week already.
    let steps = [PictureStep::Close, PictureStep::Draft, PictureStep::Publish];
    let done = if matches!(state, PictureState::Draft { .. }) { 2 } else { 0 };
    for next in steps.into_iter().skip(done) {
        state = step(app, actor, week.parse().unwrap(), next, None, &seen_key(&state)).await.unwrap();
    }
}

async fn plan(town: &TestTown, due: Option<Date>, person: Option<&Actor>, reports: Vec<ReportId>) -> ActionPlan {
    let owner = organisation(&town.app, OrganisationKind::PrivateLandlord, HOUSING).await;
    ActionPlan {
        description: Some("Hemlig taktik".to_owned()),
        person: person.map(|p| Function { account: p.account().unwrap(), title: p.name().to_owned() }),
        due,
        reports,
        ..test_support::actions::plan("Bättre belysning i tunneln", owner)
    }
}

async fn decided(app: &App, who: &Actor, plan: ActionPlan) -> ActionId {
    let id = actions::propose(app, who, plan).await.unwrap();
    actions::step(app, who, id, 1, Step::Decide(Forum::Direct)).await.unwrap();
    id
}

/// A day in Swedish winter time, at eight in the morning unless said.
fn on(town: &TestTown, day: &str) -> App {
    let at = if day.contains('T') { day.to_owned() } else { format!("{day}T07:00:00Z") };
    town.app.at(at.parse().unwrap())
}

/// Lets the clock and its work pass a day; answers how many mails there are then.
async fn pass(town: &TestTown, sink: &Sink, day: &str) -> usize {
    let app = on(town, day);
    for _ in 0..2 {
        schedule::plan(&app, &code()).await.unwrap();
        while schedule::work(&app, &code(), domain::jobs::Lane::ALL).await.unwrap() {}
    }
    sink.mails().len()
}

fn to(mail: &Mail) -> &str {
    mail.to[0].split('@').next().unwrap()
}

fn draft(subject: &str, body: &str) -> Draft {
    Draft { text: LetterText { subject: subject.to_owned(), body: body.to_owned() }, no_personal_data: false }
}

fn messages_of(failure: Failure) -> Vec<(&'static str, Option<String>)> {
    match failure {
        Failure::Invalid(errors) => errors.into_iter().map(|e| (e.message, e.detail)).collect(),
        other => panic!("{other}"),
    }
}

test_support::on_each_database! {
    async fn a_reporter_gets_one_letter_a_day_of_what_became_of_the_reports(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let one = filed(&town, &caretaker, "Krossad ruta i trapphuset.").await;
        let other = filed(&town, &caretaker, "Klotter på gaveln.").await;
        assert_eq!(pass(&town, &sink, "2026-11-17").await, 0, "that it came in was said when it was sent");
        decide(&on(&town, "2026-11-17"), &coordinator, one, 1, Decision::Accept).await;
        allowed_words::add(&town.app, &coordinator, "Erik Dahlberg", "En park").await.unwrap();
        let wrong = Decision::Reject { wrong: Wrong::TooVague, note: Some("Skriv gärna vilken port vid Erik Dahlberg.".to_owned()) };
        decide(&on(&town, "2026-11-17"), &coordinator, other, 1, wrong).await;
        assert_eq!(pass(&town, &sink, "2026-11-18").await, 1, "two reports, one letter, though the clock asked twice");
        let (mail, text) = (sink.last(), sink.last().text());
        assert_eq!((to(&mail), mail.header("subject").is_empty()), ("bovard", false));
        assert!(text.contains("Skadegörelse, Ryd, 14 november 2026") && text.contains("Kom in 2026-11-16"), "{text}");
        assert!(text.contains("Granskad och med i underlaget") && text.contains("för lite att gå på. ”Skriv gärna vilken port vid Erik Dahlberg.”"), "{text}");
        assert!(!text.contains("Krossad") && !text.contains("Rydsvägen"), "the report's own words stay in the product: {text}");

        publish(&on(&town, "2026-11-18"), &coordinator, "2026-W46").await;
        assert_eq!(pass(&town, &sink, "2026-11-19").await, 2);
        assert!(sink.last().text().contains("Med i lägesbilden för vecka\u{a0}46, 2026, utgåva 1."), "{}", sink.last().text());
        let (later, week) = (on(&town, "2026-11-19"), "2026-W46".parse().unwrap());
        step(&later, &coordinator, week, PictureStep::Correct, Some("rättat"), "published-1").await.unwrap();
        assert_eq!(pass(&town, &sink, "2026-11-20").await, 2, "the first picture that shows it is told, no other");
    }

    async fn what_is_taken_back_before_the_letter_is_not_told(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let one = filed(&town, &caretaker, "Krossad ruta.").await;
        decide(&town.app, &coordinator, one, 1, Decision::Return { question: "Vilken port?".to_owned() }).await;
        decide(&town.app, &coordinator, one, 2, Decision::Reopen).await;
        assert_eq!(pass(&town, &sink, "2026-11-17").await, 0);
        decide(&town.app, &coordinator, one, 3, Decision::Accept).await;
        assert_eq!(pass(&town, &sink, "2026-11-18").await, 1);
        assert!(!sink.last().text().contains("Vilken port?"));
        let gone = filed(&town, &caretaker, "Krossad lykta.").await;
        reports::withdraw(&town.app, &caretaker, gone, 1).await.unwrap();
        assert_eq!(pass(&town, &sink, "2026-11-19").await, 1);
    }

    async fn what_actions_made_of_a_report_waits_for_the_coordinator(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let report = filed(&town, &caretaker, "Trasig lampa.").await;
        decide(&town.app, &coordinator, report, 1, Decision::Accept).await;
        assert_eq!(pass(&town, &sink, "2026-11-17").await, 1);
        let first = decided(&town.app, &coordinator, plan(&town, None, None, vec![report]).await).await;
        decided(&town.app, &coordinator, ActionPlan { title: "Ny hårdare tillsyn".to_owned(), ..plan(&town, None, None, vec![report]).await }).await;
        assert_eq!(pass(&town, &sink, "2026-11-18").await, 1, "nothing goes out by itself");
        assert!(reports::follow(&town.app, &caretaker, report).await.unwrap().told.is_empty());
        assert!(matches!(feedback::board(&town.app, &caretaker).await, Err(Failure::NotAllowed)));

        let board = feedback::board(&town.app, &coordinator).await.unwrap();
        assert_eq!((board.waiting.len(), board.refused.len()), (2, 0));
        let of = |title: &str| board.waiting.iter().find(|w| w.title == title).unwrap();
        let (yes, no) = (of("Bättre belysning i tunneln"), of("Ny hårdare tillsyn"));
        assert_eq!(yes.texts[0], "Rapporten ledde till en insats: ”Bättre belysning i tunneln”. Ansvarig är Bostadsbolaget.");
        assert_eq!(messages_of(feedback::refuse(&town.app, &coordinator, &[no.item.id], " ").await.unwrap_err())[0].0, "failure-reason-needed");
        feedback::refuse(&town.app, &coordinator, &[no.item.id], "Tillsynen ska inte vara känd i förväg.").await.unwrap();
        let none = messages_of(feedback::approve(&town.app, &coordinator, &[]).await.unwrap_err());
        assert_eq!(none[0].0, "failure-feedback-none");

        // The action gets another name while the page is open: what was read is not what would go out.
        let shown = actions::show(&town.app, &coordinator, first).await.unwrap().item;
        let renamed = ActionPlan { title: "Nya lampor".to_owned(), ..shown.plan };
        actions::edit(&town.app, &coordinator, first, shown.version, renamed).await.unwrap();
        let stale = feedback::approve(&town.app, &coordinator, &[(yes.item.id, yes.seen.clone())]).await;
        assert!(matches!(stale, Err(Failure::Conflict("failure-feedback-changed"))));
        let board = feedback::board(&town.app, &coordinator).await.unwrap();
        assert_eq!((board.waiting.len(), board.refused[0].item.refusal.as_ref().unwrap().by.as_str()), (1, "samordnare"));
        let fresh = &board.waiting[0];
        feedback::approve(&town.app, &coordinator, &[(fresh.item.id, fresh.seen.clone())]).await.unwrap();
        let twice = feedback::approve(&town.app, &coordinator, &[(fresh.item.id, fresh.seen.clone())]).await;
        assert!(matches!(twice, Err(Failure::Conflict("failure-feedback-changed"))));

        let told = reports::follow(&town.app, &caretaker, report).await.unwrap().told;
        assert_eq!((told.len(), told[0].kind), (1, FeedbackKind::Action));
        assert_eq!(pass(&town, &sink, "2026-11-19").await, 2);
        let text = sink.last().text();
        assert!(text.contains("”Nya lampor”") && !text.contains("tillsyn") && !text.contains("taktik"), "{text}");
        assert_eq!(pass(&town, &sink, "2026-11-20").await, 2);

        // What came of it waits too. It says how much was done and whether it helped, never the text about it.
        for (seen, next) in [(3, Step::Begin(None)), (4, Step::Finish(None))] {
            actions::step(&town.app, &coordinator, first, seen, next).await.unwrap();
        }
        let result = Step::FollowUp(Implementation::Full, Effect::Partly, "Intern bedömning".to_owned());
        actions::step(&town.app, &coordinator, first, 5, result).await.unwrap();
        let board = feedback::board(&town.app, &coordinator).await.unwrap();
        let result = &board.waiting[0];
        assert!(result.item.kind == FeedbackKind::Result && result.texts[0].contains("Genomförd: helt. Effekt: delvis."), "{result:?}");
        let facts = audit::page(&town.app, &town.actor, None, 100).await.unwrap();
        assert!(facts.iter().all(|e| !e.facts.contains("lampor") && !e.facts.contains("känd i förväg")), "no free text in the log");
    }

    async fn an_action_that_is_given_up_is_told_to_those_who_heard_of_it(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let report = filed(&town, &caretaker, "Trasig lampa.").await;
        let unheard = decided(&town.app, &coordinator, plan(&town, None, None, vec![report]).await).await;
        actions::step(&town.app, &coordinator, unheard, 2, Step::Cancel("Dyrt".to_owned())).await.unwrap();
        assert!(feedback::board(&town.app, &coordinator).await.unwrap().waiting.is_empty());
        let heard = decided(&town.app, &coordinator, plan(&town, None, None, vec![report]).await).await;
        let waiting = feedback::board(&town.app, &coordinator).await.unwrap().waiting;
        feedback::approve(&town.app, &coordinator, &[(waiting[0].item.id, waiting[0].seen.clone())]).await.unwrap();
        assert_eq!(feedback::tell(&town.app, &code(), date(2026, 11, 17)).await.unwrap(), 1, "told in the product, without mail");
        actions::step(&town.app, &coordinator, heard, 2, Step::Cancel("Dyrt".to_owned())).await.unwrap();
        let waiting = feedback::board(&town.app, &coordinator).await.unwrap().waiting;
        assert_eq!(waiting[0].texts[1], "The action “Bättre belysning i tunneln” will not take place.");
    }

    async fn the_link_of_a_letter_ends_its_sort_without_signing_in(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let account = caretaker.account().unwrap();
        mail::speak(&town.app, account, Lang::En).await.unwrap();
        let one = filed(&town, &caretaker, "Krossad ruta.").await;
        decide(&town.app, &coordinator, one, 1, Decision::Accept).await;
        // The server is busy: the same letter goes out later, once.
        sink.answer_next("451 4.3.0 senare");
        assert_eq!(pass(&town, &sink, "2026-11-17").await, 0);
        assert_eq!(pass(&town, &sink, "2026-11-17T07:10:00Z").await, 1);
        assert!(sink.last().text().contains("Criminal damage"), "in the person's language: {}", sink.last().text());
        let link = sink.last().link("https://samsyn.example.se/utan-mejl/");
        let letter = sink.last();
        assert_eq!([letter.header("MIME-Version"), letter.header("Auto-Submitted")], ["1.0", "auto-generated"]);
        assert_eq!(letter.header("List-Unsubscribe"), format!("<{link}>"));
        assert_eq!(letter.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let secret = link.rsplit('/').next().unwrap();
        for _ in 0..2 {
            assert_eq!(mail::opted_out(&town.app, secret).await.unwrap(), Topic::Feedback);
        }
        assert!(mail::wishes(&town.app, account).await.unwrap().topics.contains(&(Topic::Feedback, true)), "looking ends nothing");
        mail::opt_out(&town.app, secret).await.unwrap();
        mail::opt_out(&town.app, secret).await.unwrap();
        assert!(matches!(mail::opt_out(&town.app, &"0".repeat(64)).await, Err(Failure::NotFound)));
        let late = on(&town, "2027-06-01");
        assert!(matches!(mail::opted_out(&late, secret).await, Err(Failure::NotFound)), "not for ever");
        let other = filed(&town, &caretaker, "Krossad lykta.").await;
        decide(&town.app, &coordinator, other, 1, Decision::Accept).await;
        assert_eq!(pass(&town, &sink, "2026-11-18").await, 1);
        assert!(mail::wishes(&town.app, account).await.unwrap().topics.contains(&(Topic::Training, true)), "only that sort");
    }

    async fn letters_say_what_the_authority_wants_with_the_facts_there_are(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let (app, coordinator) = (&town.app, coordinator(&town.app).await);
        let (kind, sv) = (LetterKind::Invitation, Lang::Sv);
        for kind in LetterKind::ALL {
            for lang in Lang::ALL {
                let text = letters::shipped(*kind, *lang);
                let shown = letters::preview(app, &coordinator, *kind, *lang, &Draft { text: text.clone(), no_personal_data: false }).await;
                assert!(shown.is_ok(), "{shown:?}: {text:?}");
            }
        }
        let wrong = letters::save(app, &coordinator, kind, sv, 0, &draft("Hej", "Kom till {stan} via {adress}")).await.unwrap_err();
        let possible = Some("{kommun}, {funktion}, {adress}, {till}".to_owned());
        assert_eq!(messages_of(wrong), [("failure-letter-unknown", Some("{stan}".to_owned())), ("failure-letter-possible", possible)]);
        let wrong = letters::save(app, &coordinator, kind, sv, 0, &draft("Hej", "Välkommen")).await.unwrap_err();
        assert_eq!(messages_of(wrong), [("failure-letter-missing", Some("{adress}".to_owned()))]);
        // English is read as English: no tick is asked for that the same words in Swedish do not need.
        let english = draft("This is for you", "Nothing is wrong. My colleague can help you if the link works no more.\n{adress}");
        letters::save(app, &coordinator, kind, Lang::En, 0, &english).await.unwrap();
        // What the authority has allowed, its letters may say too.
        let park = draft("Hej", "Vi ses vid Erik Dahlberg.\n{adress}");
        assert_eq!(messages_of(letters::save(app, &coordinator, LetterKind::Training, sv, 0, &park).await.unwrap_err())[0].0, "failure-guard-confirm");
        allowed_words::add(app, &coordinator, "Erik Dahlberg", "En park").await.unwrap();
        letters::save(app, &coordinator, LetterKind::Training, sv, 0, &park).await.unwrap();
        let personal = draft("Hej", "Fråga anna.andersson@example.se. {adress}");
        assert!(messages_of(letters::save(app, &coordinator, kind, sv, 0, &personal).await.unwrap_err())[0].0.starts_with("failure-guard"));
        let own = draft("Kom med, {funktion}", "{kommun} vill ha dig med.\n{adress}");
        letters::save(app, &coordinator, kind, sv, 0, &own).await.unwrap();
        assert!(matches!(letters::save(app, &coordinator, kind, sv, 0, &own).await, Err(Failure::Conflict("failure-changed-meanwhile"))));
        assert_eq!(letters::preview(app, &coordinator, kind, sv, &own).await.unwrap().subject, "Kom med, Bovärd");
        assert!(letters::list(app, &coordinator).await.unwrap().iter().any(|l| l.kind == kind && l.own.contains(&sv)));

        let organisation = organisations::add(app, &town.actor, HOUSING, OrganisationKind::PrivateLandlord).await.unwrap();
        let member = MemberFields { title: "Bovärd {adress}".to_owned(), organisation, roles: vec![Role::Reporter], last_day: None };
        people::invite(app, &town.actor, &Invite { email: "ny@example.se".to_owned(), member }).await.unwrap();
        while schedule::work(app, &code(), domain::jobs::Lane::ALL).await.unwrap() {}
        let text = sink.last().text();
        assert!(text.starts_with("Linköpings kommun vill ha dig med.\r\nhttps://samsyn.example.se/inbjudan/"), "{text}");
        letters::reset(app, &coordinator, kind, sv, 1).await.unwrap();
        assert_eq!(letters::show(app, &coordinator, kind, sv).await.unwrap().text, letters::shipped(kind, sv));
        let caretaker = caretaker(app).await;
        assert!(matches!(letters::save(app, &caretaker, kind, sv, 0, &own).await, Err(Failure::NotAllowed)));
    }

    async fn owners_are_reminded_of_each_occasion_once(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let coordinator = coordinator(&town.app).await;
        let owner = person(&town.app, "forvaltare", OrganisationKind::PrivateLandlord, HOUSING, Role::ActionOwner).await;
        person(&town.app, "kollega", OrganisationKind::PrivateLandlord, HOUSING, Role::ActionOwner).await;
        let account = owner.account().unwrap();
        // Who answers for an action hears of it whatever mail they want.
        own_account::set_wants_mail(&town.app, account, false).await.unwrap();
        let id = decided(&town.app, &coordinator, plan(&town, Some(date(2026, 11, 20)), Some(&owner), Vec::new()).await).await;
        assert_eq!(pass(&town, &sink, "2026-11-17").await, 1);
        let text = sink.last().text();
        assert!(text.contains("ska vara klar 20 november 2026") && text.contains(&format!("/t/0580/insatser/{id}")), "{text}");
        assert!(to(&sink.last()) == "forvaltare" && !text.contains("utan-mejl") && !text.contains("taktik"), "{text}");
        assert_eq!(pass(&town, &sink, "2026-11-18").await, 1);
        assert_eq!(pass(&town, &sink, "2026-11-21").await, 1, "a Saturday");
        assert_eq!(pass(&town, &sink, "2026-11-23").await, 2, "overdue");
        assert_eq!(pass(&town, &sink, "2026-11-24").await, 2);
        let december = on(&town, "2026-11-24");
        actions::step(&december, &coordinator, id, 2, Step::Begin(None)).await.unwrap();
        actions::step(&december, &coordinator, id, 3, Step::Finish(None)).await.unwrap();
        assert_eq!(pass(&town, &sink, "2026-12-21").await, 2);
        assert_eq!(pass(&town, &sink, "2026-12-22").await, 3, "four weeks later it can be followed up");
        assert!(sink.last().text().contains("kan följas upp"));
    }

    async fn who_wants_reminders_collected_gets_them_on_mondays_and_who_is_stopped_none(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let coordinator = coordinator(&town.app).await;
        let owner = person(&town.app, "forvaltare", OrganisationKind::PrivateLandlord, HOUSING, Role::ActionOwner).await;
        let colleague = person(&town.app, "kollega", OrganisationKind::PrivateLandlord, HOUSING, Role::ActionOwner).await;
        let account = owner.account().unwrap();
        let wishes = mail::MailWishes { cadence: Cadence::Weekly, ..mail::wishes(&town.app, account).await.unwrap() };
        mail::set_wishes(&town.app, account, &wishes).await.unwrap();
        // Nobody has taken it on: everyone there who could, unless they want no such mail.
        let others = colleague.account().unwrap();
        let mut silent = mail::wishes(&town.app, others).await.unwrap();
        silent.topics.iter_mut().filter(|(t, _)| *t == Topic::Actions).for_each(|(_, wanted)| *wanted = false);
        mail::set_wishes(&town.app, others, &silent).await.unwrap();
        decided(&town.app, &coordinator, plan(&town, Some(date(2026, 11, 20)), None, Vec::new()).await).await;
        assert_eq!(pass(&town, &sink, "2026-11-19").await, 0);
        assert_eq!(pass(&town, &sink, "2026-11-23").await, 1);
        assert!(to(&sink.last()) == "forvaltare" && sink.last().text().contains("/utan-mejl/"));
        decided(&town.app, &coordinator, plan(&town, Some(date(2026, 11, 25)), Some(&owner), Vec::new()).await).await;
        let version = people::by_id(&town.app, &town.actor, account).await.unwrap().version;
        people::step(&town.app, &town.actor, account, version, MembershipStep::Suspend, "ledig").await.unwrap();
        assert_eq!(pass(&town, &sink, "2026-11-30").await, 1);
    }

    async fn a_silent_organisation_is_reminded_before_the_week_closes(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let speaking = caretaker(&town.app).await;
        person(&town.app, "kollega", OrganisationKind::PrivateLandlord, HOUSING, Role::Reporter).await;
        let quiet = person(&town.app, "vaktare", OrganisationKind::Guards, "Bevakningen", Role::Reporter).await;
        let silent = person(&town.app, "rektor", OrganisationKind::Administration, "Skolan", Role::Reporter).await;
        person(&town.app, "lasare", OrganisationKind::Administration, "Skolan", Role::Reader).await;
        filed(&town, &speaking, "Krossad ruta.").await;
        reports::quiet_week(&town.app, &quiet, "2026-W47".parse().unwrap()).await.unwrap();
        assert_eq!(pass(&town, &sink, "2026-11-19").await, 0);
        assert_eq!(pass(&town, &sink, "2026-11-20T08:30:00Z").await, 1);
        assert_eq!(to(&sink.last()), "rektor");
        assert!(sink.last().text().contains("/t/0580/rapportera"));
        assert_eq!(pass(&town, &sink, "2026-11-21").await, 1);
        // The week after, nobody but the one who wants none.
        let link = sink.last().link("https://samsyn.example.se/utan-mejl/");
        mail::opt_out(&town.app, link.rsplit('/').next().unwrap()).await.unwrap();
        assert_eq!(pass(&town, &sink, "2026-11-27T08:30:00Z").await, 4);
        assert!(sink.mails().iter().skip(1).all(|m| to(m) != to(&sink.mails()[0])));
        let _ = silent;
    }

    async fn subscribers_hear_of_each_version_once(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let coordinator = coordinator(&town.app).await;
        let reader = person(&town.app, "lasare", OrganisationKind::PrivateLandlord, HOUSING, Role::Reader).await;
        let gone = person(&town.app, "slutat", OrganisationKind::PrivateLandlord, HOUSING, Role::Reader).await;
        person(&town.app, "ombud", OrganisationKind::Administration, "Kommunen", Role::DataProtectionOfficer).await;
        town.import("v46.csv", &crate::town::list(&["a1;1201;Ryd;Björnkärrsgatan;2026-11-10 13:00;2026-11-10 14:00"])).await;
        publish(&town.app, &coordinator, "2026-W45").await;
        assert_eq!(pass(&town, &sink, "2026-11-17").await, 0, "nobody has asked for it");
        letters::set_publication_default(&town.app, &coordinator, true).await.unwrap();
        let mut no = mail::wishes(&town.app, coordinator.account().unwrap()).await.unwrap();
        assert!(no.topics.contains(&(Topic::Publication, true)));
        no.topics.iter_mut().filter(|(t, _)| *t == Topic::Publication).for_each(|(_, wanted)| *wanted = false);
        mail::set_wishes(&town.app, coordinator.account().unwrap(), &no).await.unwrap();
        let account = gone.account().unwrap();
        publish(&town.app, &coordinator, "2026-W46").await;
        people::step(&town.app, &town.actor, account, 1, MembershipStep::Suspend, "slutat").await.unwrap();
        assert_eq!(pass(&town, &sink, "2026-11-18").await, 1);
        let text = sink.last().text();
        assert!(to(&sink.last()) == "lasare" && text.contains("/t/0580/lagesbild/2026-W46") && text.contains("utgåva 1"), "{text}");
        let week = "2026-W46".parse().unwrap();
        step(&town.app, &coordinator, week, PictureStep::Correct, Some("rättat"), "published-1").await.unwrap();
        assert_eq!(pass(&town, &sink, "2026-11-19").await, 2);
        assert_eq!(pass(&town, &sink, "2026-11-20").await, 2);
        let _ = (reader, now() + SignedDuration::ZERO);
    }

    async fn what_went_by_letter_to_others_is_among_what_was_handed_over(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let sink = with_mail(&town);
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let registrar = person(&town.app, "registrator", OrganisationKind::Administration, "Kommunen", Role::Registrar).await;
        person(&town.app, "kollega", OrganisationKind::PrivateLandlord, HOUSING, Role::Reporter).await;
        let report = filed(&town, &caretaker, "Krossad ruta.").await;
        decide(&town.app, &coordinator, report, 1, Decision::Return { question: "Vilken port?".to_owned() }).await;
        let owner = person(&town.app, "forvaltare", OrganisationKind::PrivateLandlord, HOUSING, Role::ActionOwner).await;
        decided(&town.app, &coordinator, plan(&town, Some(date(2026, 11, 19)), Some(&owner), Vec::new()).await).await;
        letters::set_publication_default(&town.app, &coordinator, true).await.unwrap();
        publish(&town.app, &coordinator, "2026-W45").await;
        assert_eq!(pass(&town, &sink, "2026-11-17").await, 7);
        sink.answer_next("451 4.3.0 senare");
        assert_eq!(pass(&town, &sink, "2026-11-27T08:30:00Z").await, 9, "one was put off");
        pass(&town, &sink, "2026-11-27T09:30:00Z").await;

        let list = async |filter: DisclosureFilter| disclosures::list(&town.app, &registrar, &filter, false).await.unwrap();
        let rows: Vec<_> = list(DisclosureFilter::default()).await;
        let mut told: Vec<_> = rows.iter().map(|r| (r.letter.unwrap(), r.object.as_str(), r.version.as_str(), r.count, r.class.as_str())).collect();
        told.sort_by_key(|t| (t.0.key(), t.1));
        // What waits for two of one house went to both and is one row; the municipality's own letters are none.
        let expected = [
            (LetterKind::ActionReminder, "2026-11-17", "", 1, "B"),
            (LetterKind::ActionReminder, "2026-11-27", "", 1, "B"),
            (LetterKind::Feedback, "2026-11-17", "", 1, "B"),
            (LetterKind::Publication, "2026-W45", "1", 3, "B"),
            (LetterKind::ReportReminder, "2026-W48", "", 2, "A"),
        ];
        assert_eq!(told, expected);
        assert!(rows.iter().all(|r| r.organisation == HOUSING && r.kind == Some(OrganisationKind::PrivateLandlord) && r.basis == "collaboration"));
        let friday = DisclosureFilter { from: Some(date(2026, 11, 27)), ..DisclosureFilter::default() };
        assert_eq!(list(friday).await.len(), 2);
        let log = audit::page(&town.app, &town.actor, None, 200).await.unwrap();
        let sent: Vec<_> = log.iter().filter(|e| e.event == "letter-sent").collect();
        let mails = sink.mails();
        assert_eq!(sent.len(), mails.len(), "each that left, once, and none that the mail server put off");
        let person = |e: &str| [&caretaker, &coordinator].iter().any(|p| e.contains(&p.account().unwrap().to_string()));
        for entry in sent {
            let all = format!("{} {}", entry.object, entry.facts);
            assert!(!all.contains('@') && !all.contains("Vilken port") && !person(&all), "{all}");
        }
    }

    async fn answers_are_counted_for_each_organisation_and_the_slowest_shown(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let guard = person(&town.app, "vaktare", OrganisationKind::Guards, "Bevakningen", Role::Reporter).await;
        let one = filed(&town, &caretaker, "Krossad ruta.").await;
        filed(&town, &guard, "Krossad lykta.").await;
        decide(&town.app, &coordinator, one, 1, Decision::Accept).await;
        let later = on(&town, "2026-12-15");
        let times = reports::answer_times(&later, &coordinator).await.unwrap();
        let shares: Vec<_> = times.organisations.iter().map(|(name, a)| (name.as_str(), a.in_time, a.reports)).collect();
        assert_eq!(shares, [("Bevakningen", 0, 1), (HOUSING, 1, 1)]);
        assert_eq!((times.all.in_time, times.all.reports, times.longest.len()), (1, 2, 1));
        assert!(matches!(reports::answer_times(&later, &caretaker).await, Err(Failure::NotAllowed)));
    }
}
