//! Retention from rule to receipt: two who approve, what goes, what stays, and work that is broken off.

use crate::town::{self, TestTown, code, list, now, organisation, week};
use application::actions::{self, Step as ActionStep};
use application::reports::{Corrections, Decide, Filed, NewReport, decide, file, new_id, photos, quiet_week};
use application::retention::{NewRule, approve, by_id, drop_rule, dry_run, propose, runs, set_rule, stop};
use application::{App, ServerConfig, audit, meetings, people, pictures, schedule, tenants};
use database::{Server, Statement, StoreName};
use domain::actions::{ActionPlan, Where};
use domain::actor::Actor;
use domain::audit::Verdict;
use domain::categories::Category;
use domain::failure::Failure;
use domain::ids::{ReportId, RetentionRunId};
use domain::meetings::{Minutes, RoundNote};
use domain::memberships::MembershipStep;
use domain::organisations::OrganisationKind;
use domain::pictures::{PictureFilter, PictureState, Step};
use domain::policy::Role;
use domain::reports::{Decision, PoliceReported, Sureness, Wrong};
use domain::retention::{RecordKind, RunState};
use domain::week::Week;
use jiff::{SignedDuration, Timestamp};

/// What is written into every text that is to go.
const CANARY: &str = "zebrakanarie";

/// So much later that every rule below has come to its end.
fn later() -> Timestamp {
    "2029-06-01T08:00:00Z".parse().unwrap()
}

async fn person(app: &App, title: &str, kind: OrganisationKind, role: Role) -> Actor {
    town::person(app, title, kind, &format!("{}-gruppen", kind.key()), role).await
}

struct Authority {
    town: TestTown,
    place: ServerConfig,
    registrar: Actor,
    administrator: Actor,
    app: App,
}

/// The smallest photo there is: one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90\x77\x53\xde\x00\x00\x00\x0cIDAT\x78\x9c\x63\xa8\x32\x3e\x02\x00\x02\x9c\x01\x72\x55\x37\x6e\x5b\x00\x00\x00\x00IEND\xae\x42\x60\x82";

async fn report(town: &TestTown, reporter: &Actor, hour: i64, decision: Decision) {
    let id = filed(town, reporter, hour).await;
    decided(town, id, decision).await;
}

async fn decided(town: &TestTown, report: ReportId, decision: Decision) {
    let decided = Decide { report, seen: 1, decision, corrections: Corrections::default() };
    decide(&town.app, &town.actor, &decided).await.unwrap();
}

async fn filed(town: &TestTown, reporter: &Actor, hour: i64) -> ReportId {
    let start: Timestamp = "2026-11-10T08:00:00Z".parse().unwrap();
    let new = NewReport {
        category: Category::Damage,
        subtype: Some("glass".to_owned()),
        place: Some("Rydsvägen 12".to_owned()),
        place_kind: None,
        position: None,
        district: Some(domain::districts::DistrictCode("0580R017".to_owned())),
        start: start + SignedDuration::from_hours(hour),
        end: None,
        sureness: Sureness::Sure,
        description: Some(format!("Krossad ruta {CANARY}.")),
        reasons: Vec::new(),
        immediate_action: Some(format!("Lagat {CANARY}")),
        police_reported: PoliceReported::No,
        no_personal_data: true,
        despite_similar: true,
    };
    let Filed::Kept(id) = file(&town.app, reporter, new_id(&town.app), &new).await.unwrap() else { panic!("similar") };
    id
}

/// A town with something of every kind, of which a week is published.
async fn authority(place: ServerConfig) -> Authority {
    let town = TestTown::with_districts(place.clone()).await;
    let registrar = person(&town.app, "Registrator", OrganisationKind::Administration, Role::Registrar).await;
    let administrator = person(&town.app, "Administratör", OrganisationKind::Administration, Role::Administrator).await;
    let reporter = person(&town.app, "Bovärd", OrganisationKind::PrivateLandlord, Role::Reporter).await;
    let rows: Vec<String> = (0..620)
        .map(|i| format!("z{i};1201;Ryd;{CANARY}gatan;2026-03-{:02} {:02}:15;2026-03-{:02} {:02}:45", 5 + i % 7, i % 24, 5 + i % 7, i % 24))
        .collect();
    let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    // A row that is refused: what was wrong with it stands in the import's report.
    rows.push("zz;1201;Ryd;Gatan;zebrakanariedag;");
    town.import(&format!("{CANARY}.csv"), &list(&rows)).await;
    report(&town, &reporter, 0, Decision::Accept).await;
    report(&town, &reporter, 5, Decision::Accept).await;
    report(&town, &reporter, 9, Decision::Reject { wrong: Wrong::NotEst, note: Some(format!("Hör inte hit {CANARY}")) }).await;
    let owner = organisation(&town.app, OrganisationKind::Administration, "administration-gruppen").await;
    let plan = ActionPlan {
        description: Some(format!("Tider {CANARY}")),
        place: Where { district: Some(domain::districts::DistrictCode("0580R017".to_owned())), place: None, point: None },
        expected: Some(format!("Färre {CANARY}")),
        ..test_support::actions::plan("Bättre belysning", owner)
    };
    let action = actions::propose(&town.app, &town.actor, plan).await.unwrap();
    actions::note(&town.app, &town.actor, action, &format!("Ringt {CANARY}")).await.unwrap();
    actions::step(&town.app, &town.actor, action, 1, ActionStep::Cancel(format!("Behövs inte {CANARY}"))).await.unwrap();
    let police = organisation(&town.app, OrganisationKind::Police, "Polisen").await;
    let round = Minutes::Round(vec![RoundNote { organisation: police, text: format!("Lugnt {CANARY}") }]);
    meetings::write(&town.app, &town.actor, week("2026-W46"), 0, round).await.unwrap();
    let mut state = PictureState::Open;
    for step in [Step::Close, Step::Draft, Step::Publish] {
        state = pictures::step(&town.app, &town.actor, week("2026-W46"), step, None, &pictures::seen_key(&state)).await.unwrap();
    }
    let app = town.app.at(later());
    Authority { town, place, registrar, administrator, app }
}

impl Authority {
    /// A rule for every kind, of a month.
    async fn rules(&self) {
        for kind in RecordKind::ALL {
            let rule =
                NewRule { kind: *kind, months: 1, decision: "KS 2026/114 § 12".to_owned(), decided_on: "2026-03-02".parse().unwrap() };
            set_rule(&self.app, &self.registrar, &rule).await.unwrap();
        }
    }

    async fn due(&self) -> Vec<(RecordKind, u64)> {
        let due = dry_run(&self.app, &self.registrar).await.unwrap();
        due.into_iter().map(|due| (due.kind, due.count())).filter(|(_, count)| *count > 0).collect()
    }

    async fn proposed(&self) -> RetentionRunId {
        let total = self.due().await.iter().map(|(_, count)| count).sum();
        propose(&self.app, &self.registrar, total).await.unwrap()
    }

    /// A removal of all that is due, approved by two and done.
    async fn carried_out(&self) -> RetentionRunId {
        let run = self.proposed().await;
        approve(&self.app, &self.registrar, run).await.unwrap();
        approve(&self.app, &self.administrator, run).await.unwrap();
        self.work().await;
        assert_eq!((self.state(run).await, self.due().await), (RunState::Done, Vec::new()));
        run
    }

    async fn state(&self, run: RetentionRunId) -> RunState {
        by_id(&self.app, &self.registrar, run).await.unwrap().0.state
    }

    async fn work(&self) {
        while schedule::work(&self.app, &code(), domain::jobs::Lane::ALL).await.unwrap() {}
    }

    async fn count(&self, statement: &'static str) -> i64 {
        self.count_in(StoreName::Tenant("0580".to_owned()), statement).await
    }

    async fn count_in(&self, store: StoreName, statement: &'static str) -> i64 {
        let store = Server::open(&self.place).await.unwrap().store(&store).await.unwrap();
        let mut tx = store.read().await.unwrap();
        tx.one(&Statement::new(statement), &[], |row| row.get(0)).await.unwrap()
    }

    async fn change(&self, statement: Statement) {
        self.change_in(StoreName::Tenant("0580".to_owned()), statement).await;
    }

    async fn change_in(&self, store: StoreName, statement: Statement) {
        let store = Server::open(&self.place).await.unwrap().store(&store).await.unwrap();
        let mut tx = store.write().await.unwrap();
        tx.execute(&statement, &[]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// How often the canary stands in the files of the store; `None` where there are no files of ours.
    fn residue(&self) -> Option<usize> {
        self.residue_of(CANARY.as_bytes())
    }

    fn residue_of(&self, sought: &[u8]) -> Option<usize> {
        let ServerConfig::Sqlite(folder) = &self.place else { return None };
        let mut found = 0;
        for entry in std::fs::read_dir(folder.join("tenants")).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            found += bytes.windows(sought.len()).filter(|window| *window == sought).count();
        }
        Some(found)
    }
}

fn conflict(result: Result<impl std::fmt::Debug, Failure>) -> &'static str {
    match result {
        Err(Failure::Conflict(message)) => message,
        other => panic!("{other:?}"),
    }
}

test_support::on_each_database! {
    async fn nothing_goes_without_a_rule_and_no_rule_is_without_a_decision(place: ServerConfig) {
        let authority = authority(place).await;
        assert_eq!(authority.due().await, []);
        assert_eq!(conflict(propose(&authority.app, &authority.registrar, 0).await), "failure-retention-nothing");
        let rule = |months, decision: &str, day: &str| NewRule {
            kind: RecordKind::Reports,
            months,
            decision: decision.to_owned(),
            decided_on: day.parse().unwrap(),
        };
        for wrong in [rule(0, "KS 1", "2026-01-01"), rule(24, " ", "2026-01-01"), rule(24, "beslutet", "2026-01-01"), rule(24, "KS 1", "2031-01-01"), rule(24, "850312-0001", "2026-01-01")] {
            assert!(matches!(set_rule(&authority.app, &authority.registrar, &wrong).await, Err(Failure::Invalid(_))), "{wrong:?}");
        }
        let reader = Actor::member(authority.registrar.account().unwrap(), "Läsare".to_owned(), code(), OrganisationKind::Administration, vec![Role::DataProtectionOfficer]);
        assert!(dry_run(&authority.app, &reader).await.is_ok());
        assert!(matches!(set_rule(&authority.app, &reader, &rule(24, "KS 2026/1", "2026-01-01")).await, Err(Failure::NotAllowed)));
        set_rule(&authority.app, &authority.registrar, &rule(24, "KS 2026/1", "2026-01-01")).await.unwrap();
        assert_eq!(authority.due().await, [(RecordKind::Reports, 2)]);
        // Two years after the week, and not a day before.
        let early = dry_run(&authority.town.app.at("2028-11-10T08:00:00Z".parse().unwrap()), &authority.registrar).await.unwrap();
        assert_eq!(early.iter().map(application::retention::Due::count).sum::<u64>(), 0);
        drop_rule(&authority.app, &authority.registrar, RecordKind::Reports).await.unwrap();
        assert!(matches!(drop_rule(&authority.app, &authority.registrar, RecordKind::Reports).await, Err(Failure::NotFound)));
        let log = audit::page(&authority.app, &authority.town.actor, None, 2).await.unwrap();
        assert!(log[1].facts.contains("KS 2026/1") && log[1].event == "retention-rule-set", "{log:?}");
    }

    async fn what_two_approve_goes_for_good_and_what_was_counted_stays(place: ServerConfig) {
        let authority = authority(place).await;
        assert!(authority.residue().is_none_or(|found| found > 10));
        authority.rules().await;
        let due = authority.due().await;
        let expected = [
            (RecordKind::ReportTexts, 3),
            (RecordKind::RejectedReports, 1),
            (RecordKind::Reports, 2),
            (RecordKind::ImportedRows, 620),
            (RecordKind::ImportReports, 1),
            (RecordKind::ActionTexts, 1),
            (RecordKind::MeetingNotes, 1),
        ];
        assert_eq!(due, expected);
        let frozen = authority.count("SELECT COUNT(*) FROM incident WHERE removed IS NULL").await;
        let picture = async || {
            let request = pictures::Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None };
            pictures::show(&authority.app, &authority.town.actor, &request).await.unwrap()
        };
        let before = picture().await;

        assert_eq!(conflict(propose(&authority.app, &authority.registrar, 1).await), "failure-changed-meanwhile");
        let run = authority.proposed().await;
        assert_eq!(conflict(propose(&authority.app, &authority.registrar, 629).await), "failure-retention-one-open");
        assert_eq!(approve(&authority.app, &authority.registrar, run).await.unwrap(), RunState::Proposed);
        assert_eq!(conflict(approve(&authority.app, &authority.registrar, run).await), "failure-retention-twice");
        assert!(matches!(approve(&authority.app, &authority.town.actor, run).await, Err(Failure::NotAllowed)), "the command line is nobody");
        authority.work().await;
        assert_eq!(authority.due().await, expected, "one approval moves nothing");
        assert_eq!(approve(&authority.app, &authority.administrator, run).await.unwrap(), RunState::Approved);
        authority.work().await;

        assert_eq!(authority.state(run).await, RunState::Done);
        assert_eq!(authority.due().await, []);
        let (_, buried) = by_id(&authority.app, &authority.registrar, run).await.unwrap();
        let mut left: Vec<_> = buried.iter().map(|b| (b.kind, b.count)).collect();
        left.sort();
        // A rejected report goes whole before its texts are asked for: it leaves one stone.
        assert_eq!(left, [(RecordKind::ReportTexts, 2), (RecordKind::RejectedReports, 1), (RecordKind::Reports, 2), (RecordKind::ImportedRows, 620), (RecordKind::ImportReports, 1), (RecordKind::ActionTexts, 1), (RecordKind::MeetingNotes, 1)]);
        assert_eq!(authority.count("SELECT COUNT(*) FROM report").await, 0);
        assert_eq!(authority.count("SELECT COUNT(*) FROM incident WHERE removed IS NULL").await, frozen, "what was counted stays counted");
        assert_eq!(authority.count("SELECT COUNT(*) FROM incident WHERE place IS NOT NULL OR x IS NOT NULL").await, 0);
        assert_eq!(*picture().await, *before, "a published picture never changes");
        // Everything that is left can still be opened.
        let all = actions::list(&authority.app, &authority.town.actor, &actions::ActionFilter::default()).await.unwrap();
        assert_eq!(all.len(), 1);
        meetings::show(&authority.app, &authority.town.actor, week("2026-W46")).await.unwrap();
        assert_eq!(application::imports::list(&authority.app, &authority.town.actor).await.unwrap().iter().filter(|b| b.report.rejected_total == 1 && b.report.rejected.is_empty()).count(), 1);
        assert!(matches!(audit::verify(&authority.app, &authority.town.actor).await.unwrap(), Verdict::Whole { .. }));
        assert!(authority.residue().is_none_or(|found| found == 0), "{:?} left in the files", authority.residue());
        assert_eq!(runs(&authority.app, &authority.registrar).await.unwrap().len(), 1);
        assert_eq!(conflict(stop(&authority.app, &authority.registrar, run).await), "failure-retention-not-open");
    }

    async fn the_photo_of_a_report_goes_with_its_texts_to_the_last_byte(place: ServerConfig) {
        let authority = authority(place).await;
        let town = &authority.town;
        photos::allow(&town.app, &authority.administrator, true).await.unwrap();
        let guard = person(&town.app, "Ordningsvakt", OrganisationKind::Guards, Role::Reporter).await;
        let id = filed(town, &guard, 20).await;
        photos::keep(&town.app, &guard, id, PNG.to_vec()).await.unwrap();
        let photo = photos::show_own(&town.app, &guard, id).await.unwrap();
        let end = &photo[photo.len() - 24..];
        decided(town, id, Decision::Accept).await;
        // Its texts are gone already; the photo alone is due.
        authority.change(Statement::new("UPDATE report SET description = NULL, immediate_action = NULL, note = NULL")).await;
        assert!(authority.residue_of(end).is_none_or(|found| found > 0));
        let rule = NewRule { kind: RecordKind::ReportTexts, months: 3, decision: "KS 2026/1".to_owned(), decided_on: "2026-01-01".parse().unwrap() };
        set_rule(&authority.app, &authority.registrar, &rule).await.unwrap();
        assert_eq!(authority.due().await, [(RecordKind::ReportTexts, 1)]);
        authority.carried_out().await;
        assert_eq!((authority.count("SELECT COUNT(*) FROM photo").await, authority.count("SELECT COUNT(*) FROM report").await), (0, 4));
        assert!(authority.residue_of(end).is_none_or(|found| found == 0));
        assert!(matches!(photos::show_own(&town.app, &guard, id).await, Err(Failure::NotFound)));
    }

    async fn who_said_that_it_was_quiet_and_whom_was_written_to_go_and_the_answer_stays(place: ServerConfig) {
        let authority = authority(place).await;
        let town = &authority.town;
        let week: Week = "2026-W47".parse().unwrap();
        for title in ["Vakt ett", "Vakt två"] {
            let guard = person(&town.app, title, OrganisationKind::Guards, Role::Reporter).await;
            quiet_week(&town.app, &guard, week).await.unwrap();
        }
        // As a reminder notes whom it wrote to.
        let noted = "INSERT INTO letter_occasion (account_id, letter, occasion, at) SELECT account_id, 'report-reminder', '2026-W46', MIN(submitted_at)
                     FROM report GROUP BY account_id";
        authority.change(Statement::new(noted)).await;
        authority.rules().await;
        let due = authority.due().await;
        assert!(due.contains(&(RecordKind::QuietWeeks, 1)) && due.contains(&(RecordKind::Letters, 1)), "{due:?}");
        authority.carried_out().await;
        assert_eq!(authority.count("SELECT COUNT(*) FROM letter_occasion").await, 0);
        assert_eq!(authority.count("SELECT COUNT(*) FROM quiet_week WHERE account_id <> sender_id").await, 0);
        assert_eq!(authority.count("SELECT COUNT(*) FROM quiet_week q JOIN sender s ON s.id = q.sender_id").await, 1, "the organisation's answer stays");
    }

    async fn who_has_left_every_authority_is_known_by_a_number_alone(place: ServerConfig) {
        let authority = authority(place).await;
        let town = &authority.town;
        tenants::create(&town.app, &"0581".parse().unwrap(), "Norrköpings kommun").await.unwrap();
        for title in ["Vakt ett", "Vakt tre"] {
            person(&town.app, title, OrganisationKind::Guards, Role::Reporter).await;
        }
        let elsewhere = "INSERT INTO membership (account_id, tenant_code, organisation_id, title, roles, state, state_at, state_by, reason, version)
                         SELECT account_id, '0581', organisation_id, title, roles, state, state_at, state_by, reason, version
                         FROM membership WHERE title = 'Vakt tre'";
        authority.change_in(StoreName::Directory, Statement::new(elsewhere)).await;
        for person in people::list(&town.app, &town.actor).await.unwrap() {
            if person.title.starts_with("Vakt") {
                people::step(&town.app, &town.actor, person.account, person.version, MembershipStep::Remove, "har slutat").await.unwrap();
            }
        }
        let members = async || authority.count_in(StoreName::Directory, "SELECT COUNT(*) FROM membership WHERE tenant_code = '0580'").await;
        let before = members().await;
        let rule = NewRule { kind: RecordKind::Accounts, months: 6, decision: "KS 2026/1".to_owned(), decided_on: "2026-01-01".parse().unwrap() };
        set_rule(&authority.app, &authority.registrar, &rule).await.unwrap();
        let early = dry_run(&town.app.at("2027-05-15T08:00:00Z".parse().unwrap()), &authority.registrar).await.unwrap();
        assert_eq!(early.iter().map(application::retention::Due::count).sum::<u64>(), 0, "half a year has not passed");
        assert_eq!(authority.due().await, [(RecordKind::Accounts, 2)]);
        let run = authority.carried_out().await;
        assert_eq!(members().await, before - 2);
        let counted = async |statement| authority.count_in(StoreName::Directory, statement).await;
        assert_eq!(counted("SELECT COUNT(*) FROM account WHERE title = '–' AND email IS NULL AND disabled_at IS NOT NULL").await, 1);
        assert_eq!(counted("SELECT COUNT(*) FROM sign_in_method WHERE subject = 'vakt-ett@example.se'").await, 0);
        assert_eq!(counted("SELECT COUNT(*) FROM sign_in_method WHERE subject = 'vakt-tre@example.se'").await, 1, "still a member elsewhere");
        assert_eq!(counted("SELECT COUNT(*) FROM audit_entry WHERE event = 'records-removed'").await, 1);
        let (_, buried) = by_id(&authority.app, &authority.registrar, run).await.unwrap();
        assert_eq!(buried.iter().map(|b| (b.kind, b.count)).collect::<Vec<_>>(), [(RecordKind::Accounts, 2)]);
    }

    async fn an_approval_counts_only_as_long_as_its_giver_may(place: ServerConfig) {
        let authority = authority(place).await;
        authority.rules().await;
        let suspend = async |actor: &Actor, step| {
            let all = people::list(&authority.app, &authority.town.actor).await.unwrap();
            let seen = all.iter().find(|p| Some(p.account) == actor.account()).unwrap().version;
            people::step(&authority.app, &authority.town.actor, actor.account().unwrap(), seen, step, "slutat här").await.unwrap();
        };
        let run = authority.proposed().await;
        approve(&authority.app, &authority.registrar, run).await.unwrap();
        suspend(&authority.registrar, MembershipStep::Suspend).await;
        assert_eq!(conflict(approve(&authority.app, &authority.administrator, run).await), "failure-retention-approver");
        suspend(&authority.registrar, MembershipStep::Resume).await;
        approve(&authority.app, &authority.administrator, run).await.unwrap();
        // Approved and queued; then one of the two loses the right before the work begins.
        suspend(&authority.registrar, MembershipStep::Suspend).await;
        let before = authority.due_of_administrator().await;
        authority.work().await;
        assert_eq!(authority.due_of_administrator().await, before, "nothing went");
        let (stopped, buried) = by_id(&authority.app, &authority.administrator, run).await.unwrap();
        assert_eq!((stopped.state, buried.len()), (RunState::Stopped, 0));

        // A rule that changes meanwhile stops a proposal too.
        suspend(&authority.registrar, MembershipStep::Resume).await;
        let run = authority.proposed().await;
        approve(&authority.app, &authority.administrator, run).await.unwrap();
        let rule = NewRule { kind: RecordKind::Reports, months: 2, decision: "KS 2027/1".to_owned(), decided_on: "2027-01-01".parse().unwrap() };
        set_rule(&authority.app, &authority.registrar, &rule).await.unwrap();
        assert_eq!(conflict(approve(&authority.app, &authority.registrar, run).await), "failure-retention-rule-changed");
        stop(&authority.app, &authority.registrar, run).await.unwrap();
        assert_eq!(authority.state(run).await, RunState::Stopped);
    }

    async fn work_that_breaks_off_is_taken_up_where_it_was(place: ServerConfig) {
        let authority = authority(place).await;
        authority.rules().await;
        let run = authority.proposed().await;
        approve(&authority.app, &authority.registrar, run).await.unwrap();
        approve(&authority.app, &authority.administrator, run).await.unwrap();
        // The disk is full, let us say, when the meetings' turn has come.
        if let ServerConfig::Postgres(_) = authority.place {
            authority.change(Statement::new("CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''full''; END'")).await;
        }
        authority.change(Statement::fork(
            "CREATE TRIGGER broken BEFORE INSERT ON tombstone WHEN NEW.kind = 'meeting-notes' BEGIN SELECT RAISE(ABORT, 'full'); END",
            "CREATE TRIGGER broken BEFORE INSERT ON tombstone FOR EACH ROW WHEN (NEW.kind = 'meeting-notes') EXECUTE FUNCTION broken()",
        )).await;
        authority.work().await;
        assert_eq!(authority.state(run).await, RunState::Approved);
        let gone = authority.count("SELECT COUNT(*) FROM tombstone").await;
        assert_eq!(gone, 622, "every batch before the break is whole");
        assert_eq!(authority.count("SELECT COUNT(*) FROM meeting_section WHERE content <> '[]'").await, 1, "and the broken one took nothing");

        authority.change(Statement::fork("DROP TRIGGER broken", "DROP TRIGGER broken ON tombstone")).await;
        let again = App::clone(&authority.app).at(later() + SignedDuration::from_mins(5));
        while schedule::work(&again, &code(), domain::jobs::Lane::ALL).await.unwrap() {}
        assert_eq!(authority.state(run).await, RunState::Done);
        assert_eq!(authority.count("SELECT COUNT(*) FROM tombstone").await, 628);
        assert!(authority.residue().is_none_or(|found| found == 0));
        assert!(matches!(audit::verify(&authority.app, &authority.town.actor).await.unwrap(), Verdict::Whole { .. }));
        assert!(now() < later());
    }
}

impl Authority {
    async fn due_of_administrator(&self) -> u64 {
        dry_run(&self.app, &self.administrator).await.unwrap().iter().map(application::retention::Due::count).sum()
    }
}
