//! Something of everything, in every state that it can be in: what the places in addresses and forms are filled with.

use super::visitors::{Maker, OWN, Visitor, expire, member, operator};
use crate::browser::{ELSEWHERE, HOME, Product};
use crate::main_job::{COLUMNS, DISTRICTS, LIST, take_in_districts};
use application::actions::{self, Step as ActionStep};
use application::editions::PublicWords;
use application::imports::{self, ImportIncidents, ReceivedFile};
use application::meetings::{self, Take};
use application::people::{self, Invite};
use application::pictures::{self, NewComingEvent, Publish};
use application::places::{self, NewPlace};
use application::reports::photos;
use application::reports::{self, Corrections, Decide, Filed, NewReport};
use application::retention::{self, NewRule};
use application::{App, allowed_words, codes, editions, organisations, recovery, words, workbook};
use domain::actions::{ActionPlan, Effect, Forum, Implementation, Level, Organisation as Owner};
use domain::actor::Actor;
use domain::categories::{Category, CodeMapping};
use domain::districts::DistrictCode;
use domain::ids::{AccountId, IncidentId, ReportId};
use domain::meetings::{Assessment, Attendee, MeetingStage, MeetingStep, Minutes};
use domain::memberships::MembershipStep;
use domain::methods::Method;
use domain::organisations::OrganisationKind;
use domain::pictures::{PictureState, Step};
use domain::policy::Role;
use domain::reports::{Decision, PoliceReported, Sureness, Wrong};
use domain::retention::RecordKind;
use domain::week::Week;
use domain::words::{Said, Wording};
use domain::workbook::Question;
use jiff::SignedDuration;
use std::collections::HashMap;

/// An id of nothing.
const NOTHING: &str = "0193b6a4-7c1e-7f00-8000-00000000abcd";

/// Names of the places in addresses and forms, and what they are filled with.
pub type Values = HashMap<&'static str, String>;

/// The kind of thing that an address is about; decides which states a route is tried in.
pub fn kind(path: &str) -> &'static str {
    let kinds = [
        ("/mina/{report}", "own report"),
        ("/granska/{report}", "report"),
        ("/dra-tillbaka", "edition"),
        ("/offentlig/{week}", "open edition"),
        ("{tenant}/offentlig", "open editions"),
        ("/fynd/{id}", "finding"),
        ("/findings/{id}", "finding"),
        ("/lagesbild/{week}", "picture"),
        ("/pictures/{week}", "picture"),
        ("/kartdata/{week}", "map"),
        ("/typ/{category}", "area category"),
        ("/plats/{place}", "area place"),
        ("/omrade/{district}", "area"),
        ("/mote/{week}", "meeting"),
        ("/insatser/{id}", "action"),
        ("/kommande/{id}", "coming event"),
        ("/platser/{id}", "place"),
        ("/ord/{id}", "word"),
        ("/analys/{id}", "analysis"),
        ("/import/fil/{upload}", "upload"),
        ("/import/jobb/{job}", "job"),
        ("/import/{batch}", "import"),
        ("/personer/{id}", "person"),
        ("/organisationer/{id}", "organisation"),
        ("/enheter/{id}", "device"),
        ("/losenord/{secret}", "reset"),
        ("/inbjudan/{secret}", "invitation"),
        ("/utan-mejl/{secret}", "opt-out"),
        ("/gallring/{id}", "removal"),
        ("/brev/{letter}", "letter"),
        ("/kategorier/{category}", "category"),
        ("/nivaer/{level}", "level"),
        ("/metod/{method}", "method"),
        ("/assets/{*file}", "file"),
    ];
    let known = kinds.into_iter().find(|(part, _)| path.contains(part)).map(|(_, kind)| kind);
    let places = path.replace("{tenant}", "").contains('{');
    match (known, places) {
        (Some(kind), _) => kind,
        (None, false) => "nothing",
        (None, true) => {
            panic!("{path}: no sample data. Say what its place stands for in `kind`, and make one in every state in `Samples::make`")
        }
    }
}

/// Everything made.
#[derive(Default)]
pub struct Samples {
    /// Values by kind and state, in the order made.
    made: Vec<(&'static str, String, Values)>,
    /// Reports by whose they are: account and state.
    own: HashMap<(AccountId, String), Values>,
    /// Values of every request.
    common: Values,
}

fn values<const N: usize>(pairs: [(&'static str, String); N]) -> Values {
    pairs.into_iter().collect()
}

impl Samples {
    /// The states that a kind of thing is tried in.
    pub fn states(&self, kind: &str) -> Vec<String> {
        if kind == "nothing" {
            return vec!["-".to_owned()];
        }
        let states: Vec<String> = self.made.iter().filter(|(of, _, _)| *of == kind).map(|(_, state, _)| state.clone()).collect();
        assert!(!states.is_empty(), "no sample data of a {kind}: make one in every state in `Samples::make`");
        states
    }

    /// What a visitor's request for a thing in a state is filled with.
    pub fn values(&self, kind: &str, state: &str, visitor: &Visitor) -> Values {
        let mut all = self.common.clone();
        all.insert("key", uuid::Uuid::now_v7().to_string());
        let found = self.made.iter().find(|(of, in_state, _)| *of == kind && in_state == state).map(|(_, _, values)| values);
        all.extend(found.cloned().unwrap_or_default());
        let own = visitor.account.and_then(|a| self.own.get(&(a, state.to_owned()))).filter(|_| kind == "own report");
        all.extend(own.cloned().unwrap_or_default());
        if let (true, Some(session)) = (kind == "device" && state == "own", visitor.session) {
            all.insert("id", session.to_string());
        }
        all
    }

    fn add(&mut self, kind: &'static str, state: impl Into<String>, values: Values) {
        self.made.push((kind, state.into(), values));
    }

    /// Makes everything.
    pub async fn make(product: &Product, maker: &mut Maker<'_>, visitors: &[Visitor]) -> Self {
        let mut samples = Self::default();
        let everything: Vec<Role> = Role::ALL.to_vec();
        // Nobody of those who come: what it made is another's to all of them.
        let account = maker.account(&everything, HOME, ("Kansliet", OrganisationKind::Administration)).await;
        let (browser, _) = maker.sign_in(account, true).await;
        let actor = maker.actor(&browser).await.unwrap();
        take_in_districts(product, &browser).await;
        samples.imports(product, &actor, &browser).await;
        let into = samples.reports(product, &actor, visitors).await;
        samples.weeks(product, &actor).await;
        samples.editions(product, &actor).await;
        samples.actions(product, &actor).await;
        samples.tables(product, &actor).await;
        samples.people(product, maker).await;
        samples.accounts(product, &browser).await;
        samples.add("opt-out", "open", values([("secret", maker.opt_out(visitors[0].account.unwrap()).await)]));
        samples.removals(product, &actor).await;
        samples.add("method", "there", values([("method", "verdict".to_owned())]));
        samples.add("method", "unknown", values([("method", "gissning".to_owned())]));
        let active = people::review(&product.app, &operator()).await.unwrap().active;
        let organisation = organisations::list(&product.app, &operator()).await.unwrap().into_iter().find(|o| o.name == OWN).unwrap();
        samples.common.extend([
            ("tenant", HOME.to_owned()),
            ("active", active.to_string()),
            ("organisation", organisation.id.to_string()),
            ("owner", format!("administration|{OWN}")),
            ("feedback", feedback(product, &actor, &browser, into).await),
            ("action", samples.values("action", "decided", &visitors[0])["id"].clone()),
        ]);
        samples
    }

    async fn imports(&mut self, product: &Product, actor: &Actor, browser: &crate::browser::Browser) {
        let folder = tempfile::tempdir().unwrap();
        for (state, name) in [("built-on", "Polisen Linköping"), ("active", "Bostadsbolaget AB"), ("undone", "Väktarna")] {
            let path = folder.path().join(format!("{state}.csv"));
            std::fs::write(&path, LIST).unwrap();
            let file = ReceivedFile { path, name: format!("{state}.csv") };
            let command = ImportIncidents { sender: name.to_owned(), ..ImportIncidents::default() };
            let id = imports::import_incidents(&product.app, actor, &file, &command, &|_| ()).await.unwrap().batch;
            if state == "undone" {
                imports::undo(&product.app, actor, id).await.unwrap();
            }
            self.add("import", state, values([("batch", id.to_string())]));
        }
        let mut kept = Vec::new();
        // Not those that are there already: the same boundaries twice change nothing.
        let boundaries = DISTRICTS.replace("Västra Ö", "Västra Ön");
        for (state, name, bytes) in [
            ("list", "v46.csv", LIST),
            ("boundaries", "gränser.geojson", boundaries.as_str()),
            ("done", "v.csv", LIST),
            ("queued", "w.csv", LIST),
        ] {
            let preview = browser.upload("/t/0580/import", name, bytes.as_bytes()).await.location();
            kept.push((state, preview.rsplit('/').next().unwrap().to_owned(), preview));
        }
        for (state, id, preview) in kept {
            if matches!(state, "list" | "boundaries") {
                self.add("upload", state, values([("upload", id)]));
                continue;
            }
            browser.post(&preview, COLUMNS).await.location();
            if state == "done" {
                product.work().await;
            }
            self.add("job", state, values([("job", id)]));
        }
        for (kind, place) in [("import", "batch"), ("upload", "upload"), ("job", "job")] {
            self.add(kind, "unknown", values([(place, NOTHING.to_owned())]));
        }
    }

    /// Answers an accepted report.
    async fn reports(&mut self, product: &Product, actor: &Actor, visitors: &[Visitor]) -> ReportId {
        let into = report(&product.app, actor, actor, "accepted").await;
        let incident = reports::follow(&product.app, actor, into).await.unwrap().report.state.incident().unwrap();
        for state in ["submitted", "returned", "accepted", "rejected", "merged", "withdrawn"] {
            let id = if state == "merged" {
                merged(&product.app, actor, actor, incident).await
            } else {
                report(&product.app, actor, actor, state).await
            };
            let filled = of_report(product, actor, id).await;
            self.add("report", state, Values::from_iter(filled.clone().into_iter().chain([("into", incident.to_string())])));
            self.add("own report", format!("another's-{state}"), filled.clone());
            // Whoever cannot have one of their own asks for another's.
            self.add("own report", format!("mine-{state}"), filled);
            let reporting = |v: &&Visitor| v.actor.as_ref().is_some_and(|a| a.can(domain::policy::Action::FileReport));
            for visitor in visitors.iter().filter(reporting) {
                let theirs = visitor.actor.clone().unwrap();
                let id = if state == "merged" {
                    merged(&product.app, &theirs, actor, incident).await
                } else {
                    report(&product.app, &theirs, actor, state).await
                };
                let filled = of_report(product, &theirs, id).await;
                self.own.insert((visitor.account.unwrap(), format!("mine-{state}")), filled);
            }
        }
        self.photos(product, actor, visitors, incident).await;
        for kind in ["report", "own report"] {
            let unknown = [("report", NOTHING.to_owned()), ("version", "1".to_owned()), ("into", incident.to_string())];
            self.add(kind, "unknown", values(unknown));
        }
        into
    }

    /// Reports with a photo, that wait and that were decided on.
    async fn photos(&mut self, product: &Product, actor: &Actor, visitors: &[Visitor], into: IncidentId) {
        photos::allow(&product.app, &operator(), true).await.unwrap();
        let filled = with_photo(product, actor, actor, false).await;
        self.add("report", "photo", Values::from_iter(filled.clone().into_iter().chain([("into", into.to_string())])));
        for state in ["another's-photo", "mine-photo", "mine-photo-accepted"] {
            self.add("own report", state, filled.clone());
        }
        for visitor in visitors {
            let Some(theirs) = visitor.actor.clone().filter(|a| a.can(domain::policy::Action::FileReport)) else { continue };
            for (state, accepted) in [("mine-photo", false), ("mine-photo-accepted", true)] {
                let filled = with_photo(product, &theirs, actor, accepted).await;
                self.own.insert((visitor.account.unwrap(), state.to_owned()), filled);
            }
        }
    }

    /// Removals: one that was stopped, and one that waits for its second approval.
    async fn removals(&mut self, product: &Product, actor: &Actor) {
        let app = &product.app;
        let old = app.at(app.now() - SignedDuration::from_hours(24 * 500));
        report(&old, actor, actor, "rejected").await;
        let (decision, decided_on) = ("KS 2026/1".to_owned(), "2026-01-15".parse().unwrap());
        let rule = NewRule { kind: RecordKind::RejectedReports, months: 12, decision, decided_on };
        retention::set_rule(app, actor, &rule).await.unwrap();
        for state in ["stopped", "waiting"] {
            let run = retention::propose(app, actor, 1).await.unwrap();
            if state == "stopped" {
                retention::stop(app, actor, run).await.unwrap();
            } else {
                retention::approve(app, actor, run).await.unwrap();
            }
            self.add("removal", state, values([("id", run.to_string())]));
        }
        self.add("removal", "unknown", values([("id", NOTHING.to_owned())]));
    }

    async fn weeks(&mut self, product: &Product, actor: &Actor) {
        for week in ["2026-W42", "2026-W43", "2026-W44"] {
            judged(product, actor, week.parse().unwrap()).await;
            held(product, actor, week.parse().unwrap()).await;
        }
        let path = [Step::Close, Step::Draft, Step::Assess, Step::Publish];
        for (steps, (name, week)) in
            [("open", "2026-W40"), ("closed", "2026-W41"), ("draft", "2026-W42"), ("assessed", "2026-W43"), ("published", "2026-W44")]
                .into_iter()
                .enumerate()
        {
            let mut state = PictureState::Open;
            for step in &path[..steps] {
                let seen = pictures::seen_key(&state);
                state = pictures::step(&product.app, actor, week.parse().unwrap(), *step, None, &seen).await.unwrap();
            }
            assert_eq!(state.key(), name);
            let filled = values([("week", week.to_owned()), ("seen", pictures::seen_key(&state))]);
            self.add("picture", name, filled);
            self.add("finding", name, values([("week", week.to_owned()), ("id", "total.1".to_owned())]));
            self.add("map", name, values([("week", format!("{week}.json"))]));
        }
        self.add("area", "there", values([("district", "0580R001".to_owned())]));
        self.add("area", "unknown", values([("district", "0580R999".to_owned())]));
        let of = |district: &str, more: (&'static str, &str)| values([("district", district.to_owned()), (more.0, more.1.to_owned())]);
        self.add("area category", "there", of("0580R001", ("category", "INB")));
        self.add("area category", "unknown", of("0580R001", ("category", "XXX")));
        self.add("area place", "unknown", of("0580R001", ("place", "Torget")));
        self.add("finding", "gone", values([("week", "2026-W44".to_owned()), ("id", "more.town.SKA.4".to_owned())]));
        self.add("finding", "unknown", values([("week", "2026-W54".to_owned()), ("id", "total.1".to_owned())]));
        self.add("picture", "unknown", values([("week", "2026-W54".to_owned()), ("seen", "open".to_owned())]));
        self.add("map", "unknown", values([("week", "2026-W54.json".to_owned())]));
        let path = [MeetingStep::Hold, MeetingStep::Draft, MeetingStep::Send, MeetingStep::Adjust, MeetingStep::Archive];
        for steps in 0..=path.len() {
            let week = format!("2026-W{}", 30 + steps);
            attended(product, actor, week.parse().unwrap()).await;
            let mut stage = MeetingStage::Planned;
            for step in &path[..steps] {
                stage = meetings::step(&product.app, actor, week.parse().unwrap(), Take { step: *step, seen: stage, held_on: None })
                    .await
                    .unwrap()
                    .stage();
            }
            self.add("meeting", stage.key(), values([("week", week), ("seen", stage.key().to_owned())]));
        }
        self.add("meeting", "unknown", values([("week", "2026-W54".to_owned()), ("seen", "planned".to_owned())]));
    }

    /// Weeks published for everyone. Whoever is not signed in asks for the same where nothing is open, and where there is nothing.
    async fn editions(&mut self, product: &Product, actor: &Actor) {
        let app = &product.app;
        editions::turn(app, actor, true).await.unwrap();
        for (state, week) in [("shown", "2026-W38"), ("withdrawn", "2026-W39")] {
            let week = week.parse().unwrap();
            let words = PublicWords { text: "Vi lagar lamporna.".to_owned(), coming: Vec::new() };
            let mut seen = "open".to_owned();
            for step in [Step::Close, Step::Draft, Step::Publish] {
                let public = Some(&words).filter(|_| step == Step::Publish);
                let command = Publish { step, reason: None, seen: &seen, kept: false, public };
                seen = pictures::seen_key(&pictures::publish(app, actor, week, &command).await.unwrap());
            }
            if state == "withdrawn" {
                editions::withdraw(app, actor, week, 1, "Fel vecka").await.unwrap();
            }
        }
        for (state, week) in [("shown", "2026-W38"), ("withdrawn", "2026-W39"), ("none", "2026-W40"), ("unknown", "2026-W54")] {
            for kind in ["edition", "open edition"] {
                self.add(kind, state, values([("week", week.to_owned())]));
            }
        }
        self.add("open editions", "on", Values::new());
        for (state, tenant) in [("off", ELSEWHERE), ("nowhere", "9999")] {
            self.add("open editions", state, values([("tenant", tenant.to_owned())]));
            self.add("open edition", state, values([("tenant", tenant.to_owned()), ("week", "2026-W38".to_owned())]));
        }
    }

    async fn actions(&mut self, product: &Product, actor: &Actor) {
        let way = |state: &str| -> Vec<ActionStep> {
            let result = ActionStep::FollowUp(Implementation::Full, Effect::Yes, "Gjort.".to_owned());
            let forward = [ActionStep::Decide(Forum::Direct), ActionStep::Begin(None), ActionStep::Finish(None), result, ActionStep::Close];
            match state {
                "escalated" => vec![ActionStep::Escalate(Level::Management, "Kräver mer.".to_owned())],
                "cancelled" => vec![ActionStep::Cancel("Behövs inte.".to_owned())],
                on => forward[..["proposed", "decided", "ongoing", "done", "followed-up", "closed"].iter().position(|s| *s == on).unwrap()]
                    .to_vec(),
            }
        };
        for state in ["proposed", "escalated", "decided", "ongoing", "done", "followed-up", "closed", "cancelled"] {
            let id = actions::propose(&product.app, actor, plan(product).await).await.unwrap();
            let mut version = 1;
            for step in way(state) {
                actions::step(&product.app, actor, id, version, step).await.unwrap();
                version += 1;
            }
            self.add("action", state, values([("id", id.to_string()), ("version", version.to_string())]));
        }
        self.add("action", "unknown", values([("id", NOTHING.to_owned()), ("version", "1".to_owned())]));
    }

    async fn tables(&mut self, product: &Product, actor: &Actor) {
        let app = &product.app;
        for state in ["there", "removed"] {
            let day = "2026-12-06".parse().unwrap();
            let event = NewComingEvent { title: format!("Marknad {state}"), place: None, from: day, to: day };
            pictures::add_coming_event(app, actor, event).await.unwrap();
            let (event, _) =
                pictures::coming_events(app, actor).await.unwrap().into_iter().find(|(_, e)| e.title.ends_with(state)).unwrap();
            let new = NewPlace { name: format!("Torget {state}"), district: Some(DistrictCode("0580R001".to_owned())), position: None };
            let place = places::add(app, actor, &new).await.unwrap();
            let word = allowed_words::add(app, actor, &format!("Klara Torg {state}"), "En plats").await.unwrap();
            let question = Question::usual(Method::Trend, Week::of(app.now()).previous()).unwrap();
            let analysis = workbook::keep(app, actor, &question, "Ett år", false).await.unwrap();
            if state == "removed" {
                pictures::remove_coming_event(app, actor, event).await.unwrap();
                places::remove(app, actor, place).await.unwrap();
                allowed_words::remove(app, actor, word).await.unwrap();
                workbook::remove(app, actor, analysis).await.unwrap();
            }
            self.add("analysis", state, values([("id", analysis.to_string())]));
            self.add("word", state, values([("id", word.to_string())]));
            self.add("coming event", state, values([("id", event.to_string())]));
            self.add("place", state, values([("id", place.to_string())]));
        }
        self.add("coming event", "unknown", values([("id", NOTHING.to_owned())]));
        self.add("place", "unknown", values([("id", NOTHING.to_owned())]));
        self.add("word", "unknown", values([("id", NOTHING.to_owned())]));
        self.add("analysis", "unknown", values([("id", NOTHING.to_owned())]));
        let code = CodeMapping { code: "9999".to_owned(), category: Category::Damage, subtype: None };
        codes::put(app, actor, vec![code]).await.unwrap();
        let wording = Wording { sv: Said { name: "Busskur".to_owned(), help: String::new() }, ..Wording::default() };
        let own = words::add(app, actor, Category::Damage, &words::Draft { wording, no_personal_data: false }).await.unwrap();
        for (state, term) in [("there", "SKA".to_owned()), ("own", own.to_string()), ("unknown", "SKA:own-29".to_owned())] {
            self.add("category", state, values([("category", term)]));
        }
        for (state, level) in [("there", "orange"), ("unknown", "purple")] {
            self.add("level", state, values([("level", level.to_owned())]));
        }
    }

    async fn people(&mut self, product: &Product, maker: &mut Maker<'_>) {
        let (app, operator) = (&product.app, operator());
        let own = organisations::list(app, &operator).await.unwrap().into_iter().find(|o| o.name == OWN).unwrap();
        for state in ["active", "suspended", "expired", "removed", "invited", "elsewhere"] {
            let office = (OWN, OrganisationKind::Administration);
            let account = match state {
                "invited" => {
                    let invite = Invite { email: "ny.kollega@example.se".to_owned(), member: member(Role::Coordinator, &own, None) };
                    people::invite(app, &operator, &invite).await.unwrap().account
                }
                "elsewhere" => maker.account(&[Role::Coordinator], ELSEWHERE, office).await,
                _ => maker.account(&[Role::Coordinator], HOME, office).await,
            };
            let version = || async { people::by_id(app, &operator, account).await.map_or(1, |p| p.version) };
            let mut naming = NOTHING.to_owned();
            match state {
                "active" => {
                    people::name_for_class_d(app, &operator, account, "2026-12-31".parse().unwrap(), "Behövs i gruppen").await.unwrap();
                    let grants = people::class_d(app, &operator).await.unwrap();
                    naming = grants.into_iter().find(|g| g.account == account).unwrap().id.to_string();
                }
                "suspended" => people::step(app, &operator, account, version().await, MembershipStep::Suspend, "prov").await.unwrap(),
                "removed" => people::step(app, &operator, account, version().await, MembershipStep::Remove, "prov").await.unwrap(),
                "expired" => expire(product, account, Role::Coordinator, &own).await,
                _ => {}
            }
            self.add("person", state, values([("id", account.to_string()), ("version", version().await.to_string()), ("naming", naming)]));
        }
        self.add("person", "unknown", values([("id", NOTHING.to_owned()), ("version", "1".to_owned()), ("naming", NOTHING.to_owned())]));
        for organisation in organisations::list(app, &operator).await.unwrap() {
            let state = match organisation.name.as_str() {
                "Avvecklingen" => "left",
                OWN => "active",
                _ => continue,
            };
            let filled = [("id", organisation.id.to_string()), ("version", organisation.version.to_string())];
            self.add("organisation", state, values(filled));
        }
        let former = product.former_organisation("Gamla namnet").await;
        self.add("organisation", "former", values([("id", former.to_string()), ("version", "1".to_owned())]));
        self.add("organisation", "unknown", values([("id", NOTHING.to_owned()), ("version", "1".to_owned())]));
    }

    async fn accounts(&mut self, product: &Product, browser: &crate::browser::Browser) {
        let secret = |link: String| values([("secret", link.rsplit('/').next().unwrap().to_owned())]);
        let link = recovery::link(&product.app, &HOME.parse().unwrap(), "besokare1@example.se", false).await.unwrap();
        self.add("reset", "open", secret(link));
        let own = organisations::list(&product.app, &operator()).await.unwrap().into_iter().find(|o| o.name == OWN).unwrap();
        let invite = Invite { email: "nykomling@example.se".to_owned(), member: member(Role::Reporter, &own, None) };
        let link = people::invite(&product.app, &operator(), &invite).await.unwrap().link.unwrap();
        self.add("invitation", "open", secret(link));
        self.add("letter", "there", values([("letter", "feedback".to_owned())]));
        self.add("letter", "unknown", values([("letter", "finns-inte".to_owned())]));
        for kind in ["reset", "invitation", "opt-out"] {
            self.add(kind, "unknown", values([("secret", "00".repeat(32))]));
        }
        self.add("device", "own", values([("id", NOTHING.to_owned())]));
        let another =
            crate::matrix::between(&browser.get("/konto").await.text(), "/konto/enheter/", "/logga-ut").unwrap_or(NOTHING.to_owned());
        self.add("device", "another's", values([("id", another)]));
        self.add("device", "unknown", values([("id", NOTHING.to_owned())]));
        let page = browser.get("/om").await.text();
        let file = crate::matrix::between(&page, "/assets/", "\"").unwrap();
        self.add("file", "there", values([("*file", file)]));
        self.add("file", "unknown", values([("*file", "finns-inte.css".to_owned())]));
    }
}

async fn plan(product: &Product) -> ActionPlan {
    let own = organisations::list(&product.app, &operator()).await.unwrap().into_iter().find(|o| o.name == OWN).unwrap();
    let owner = Owner { id: own.id, kind: own.kind, name: own.name };
    ActionPlan { description: Some("Fyra armaturer är trasiga.".to_owned()), ..test_support::actions::plan("Laga belysningen", owner) }
}

/// Something that waits to be told to a reporter, as the form sends it: what an action makes of a report.
async fn feedback(product: &Product, actor: &Actor, browser: &crate::browser::Browser, report: ReportId) -> String {
    let id = actions::propose(&product.app, actor, ActionPlan { reports: vec![report], ..plan(product).await }).await.unwrap();
    actions::step(&product.app, actor, id, 1, ActionStep::Decide(Forum::Direct)).await.unwrap();
    let page = browser.get("/t/0580/aterkoppling").await.text();
    crate::matrix::between(&page, "name=\"pick\" type=\"checkbox\" value=\"", "\"")
        .unwrap_or_else(|| panic!("nothing waits to be told: {page}"))
}

async fn filed(app: &App, actor: &Actor) -> ReportId {
    let now = app.now();
    let new = NewReport {
        category: Category::Damage,
        subtype: None,
        place: None,
        place_kind: None,
        position: None,
        district: Some(DistrictCode("0580R001".to_owned())),
        start: now,
        end: None,
        sureness: Sureness::Sure,
        description: Some("Klotter på bänken.".to_owned()),
        reasons: Vec::new(),
        immediate_action: None,
        police_reported: PoliceReported::Unknown,
        no_personal_data: false,
        despite_similar: true,
    };
    match reports::file(app, actor, reports::new_id(app), &new).await.unwrap() {
        Filed::Kept(id) => id,
        Filed::Similar(_) => unreachable!("sent despite what is alike"),
    }
}

async fn decided(app: &App, reviewer: &Actor, report: ReportId, decision: Decision) {
    let command = Decide { report, seen: 1, decision, corrections: Corrections::default() };
    reports::decide(app, reviewer, &command).await.unwrap();
}

/// A report of someone's in a state.
async fn report(app: &App, theirs: &Actor, reviewer: &Actor, state: &str) -> ReportId {
    let id = filed(app, theirs).await;
    match state {
        "returned" => decided(app, reviewer, id, Decision::Return { question: "Vilken bänk?".to_owned() }).await,
        "accepted" => decided(app, reviewer, id, Decision::Accept).await,
        "rejected" => decided(app, reviewer, id, Decision::Reject { wrong: Wrong::ALL[0], note: None }).await,
        "withdrawn" => reports::withdraw(app, theirs, id, 1).await.unwrap(),
        other => assert_eq!(other, "submitted"),
    }
    id
}

async fn merged(app: &App, theirs: &Actor, reviewer: &Actor, into: IncidentId) -> ReportId {
    let id = filed(app, theirs).await;
    decided(app, reviewer, id, Decision::Merge { into }).await;
    id
}

/// What a report of someone's with a photo is asked for with.
async fn with_photo(product: &Product, theirs: &Actor, reviewer: &Actor, accepted: bool) -> Values {
    let id = filed(&product.app, theirs).await;
    photos::keep(&product.app, theirs, id, crate::field::photo()).await.unwrap();
    if accepted {
        decided(&product.app, reviewer, id, Decision::Accept).await;
    }
    of_report(product, theirs, id).await
}

async fn of_report(product: &Product, theirs: &Actor, id: ReportId) -> Values {
    let version = reports::follow(&product.app, theirs, id).await.unwrap().report.version;
    values([("report", id.to_string()), ("version", version.to_string())])
}

/// Somebody was at the meeting.
async fn attended(product: &Product, actor: &Actor, week: Week) {
    let organisation = &application::actions::organisations(&product.app, actor).await.unwrap()[0].0;
    let there = Attendee { organisation: organisation.clone(), account: None, title: "Chef".to_owned() };
    meetings::write(&product.app, actor, week, 0, Minutes::Attendance(vec![there])).await.unwrap();
}

/// The meeting has judged all districts as normal.
async fn judged(product: &Product, actor: &Actor, week: Week) {
    attended(product, actor, week).await;
    let normal = Minutes::Assessment(Assessment { areas: Vec::new(), others_normal: true });
    let version = meetings::write(&product.app, actor, week, 0, normal).await.unwrap();
    meetings::confirm(&product.app, actor, week, version).await.unwrap();
}

async fn held(product: &Product, actor: &Actor, week: Week) {
    let take = Take { step: MeetingStep::Hold, seen: MeetingStage::Planned, held_on: None };
    meetings::step(&product.app, actor, week, take).await.unwrap();
}
