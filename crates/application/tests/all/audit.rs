//! The log as something to rely on: copies of it, tampering with both, refused tries, unusual looking.

use crate::town::{TestTown, code, now};
use application::audit::{Bound, Chain, Comparison, compare, export, page, verify};
use application::{ServerConfig, audit, people, schedule, sessions, tenants, watch};
use database::{Server, Statement, Store, StoreName, Value};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event, StoredEntry, Verdict};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::sessions::Device;
use jiff::{SignedDuration, Timestamp};
use std::io::Cursor;
use storage::Stores;

/// Numbers that look random and are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Writes entries of many kinds into a tenant's chain.
async fn fill(place: &ServerConfig, actor: &Actor, count: i64) {
    let stores = Stores::open(place).await.unwrap();
    for i in 0..count {
        let tx = stores.write(actor, now() + SignedDuration::from_mins(i)).await.unwrap();
        let entry = AuditEntry::new(Event::SenderChanged, format!("{}-{i}", actor.tenant())).fact("weekly", (i % 2 == 0).to_string());
        tx.commit(entry.fact("rows", i.to_string())).await.unwrap();
    }
}

async fn copy(town: &TestTown, chain: Chain<'_>) -> Vec<String> {
    let mut out = Vec::new();
    export(&town.app, chain, None, None, &mut out).await.unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

async fn held_against(town: &TestTown, lines: &[String]) -> Comparison {
    let text = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    compare(&town.app, Chain::Tenant(&town.actor), || Ok(Cursor::new(text.clone()))).await.unwrap()
}

/// Two tenants with chains of their own, and a copy of each.
async fn two_chains(place: &ServerConfig) -> (TestTown, Vec<String>, Vec<String>) {
    let town = TestTown::empty(place.clone()).await;
    let other = Actor::operator("0581".parse().unwrap());
    tenants::create(&town.app, other.tenant(), "Norrköpings kommun").await.unwrap();
    fill(place, &town.actor, 25).await;
    fill(place, &other, 25).await;
    let mine = copy(&town, Chain::Tenant(&town.actor)).await;
    let theirs = copy(&town, Chain::Tenant(&other)).await;
    (town, mine, theirs)
}

/// One way to falsify a copy.
fn falsify_copy(lines: &[String], others: &[String], draw: &mut Draw) -> Vec<String> {
    let mut out = lines.to_vec();
    let (i, j) = (draw.below(out.len()), draw.below(out.len()));
    match draw.below(10) {
        0 => {
            let mut chars: Vec<char> = out[i].chars().collect();
            let at = draw.below(chars.len());
            chars[at] = if chars[at] == '7' { '8' } else { '7' };
            out[i] = chars.into_iter().collect();
        }
        1 => drop(out.remove(i)),
        2 => out.swap(i, j),
        3 => out.truncate(i),
        4 => drop(out.drain(..i)),
        5 => out[i].clone_from(&others[i.min(others.len() - 1)]),
        6 => out.insert(i, others[j.min(others.len() - 1)].clone()),
        7 => out.insert(i, lines[j].clone()),
        8 => {
            let cut = draw.below(out[i].len());
            let cut = (0..=cut).rev().find(|at| out[i].is_char_boundary(*at)).unwrap();
            out[i].truncate(cut);
        }
        _ => out[i..].reverse(),
    }
    out
}

/// A chain written anew from some entry on, as one who knows how digests are made would.
fn forged(entries: &[StoredEntry], from: usize) -> Vec<StoredEntry> {
    let mut out = entries.to_vec();
    out[from].object.push('x');
    for i in from..out.len() {
        if i > 0 {
            out[i].previous = out[i - 1].hash.clone();
        }
        out[i].hash = storage::audit::digest(&out[i]);
    }
    out
}

async fn entries_of(place: &ServerConfig, actor: &Actor) -> Vec<StoredEntry> {
    let stores = Stores::open(place).await.unwrap();
    let mut tx = stores.read(actor).await.unwrap();
    let mut all = storage::audit::page(&mut tx, u64::MAX, 10_000).await.unwrap();
    all.reverse();
    all
}

/// The store of a tenant past the program, with the database's own refusal taken away.
async fn past_the_program(place: &ServerConfig) -> Store {
    let store = Server::open(place).await.unwrap().store(&StoreName::Tenant("0580".to_owned())).await.unwrap();
    let mut tx = store.write().await.unwrap();
    for off in [
        Statement::fork("DROP TRIGGER audit_entry_no_update", "ALTER TABLE audit_entry DISABLE TRIGGER USER"),
        Statement::fork("DROP TRIGGER audit_entry_no_delete", "SELECT 1"),
    ] {
        tx.execute(&off, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    store
}

/// Writes a chain over the store's own; its head moves to the last entry.
async fn overwrite(store: &Store, entries: &[StoredEntry], head: &StoredEntry) {
    let bytes = |text: &str| -> Value { hex::decode(text).unwrap().into() };
    let seq = |seq: u64| i64::try_from(seq).unwrap();
    let mut tx = store.write().await.unwrap();
    tx.execute(&Statement::new("DELETE FROM audit_entry"), &[]).await.unwrap();
    let insert = Statement::new(
        "INSERT INTO audit_entry (seq, at, actor, event, object, facts, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let mut values: Vec<Value> = Vec::new();
    for e in entries {
        values.extend([seq(e.seq).into(), e.at.into(), e.actor.clone().into(), e.event.clone().into(), e.object.clone().into()]);
        values.extend([e.facts.clone().into(), bytes(&e.previous), bytes(&e.hash)]);
    }
    tx.insert_many(&insert, 8, &values).await.unwrap();
    let moved = [seq(head.seq).into(), bytes(&head.hash)];
    tx.execute(&Statement::new("UPDATE audit_head SET seq = $1, hash = $2"), &moved).await.unwrap();
    tx.commit().await.unwrap();
}

/// One way to falsify a store: its entries then, and whether the chain alone must tell.
fn falsify_store(entries: &[StoredEntry], others: &[StoredEntry], draw: &mut Draw) -> (Vec<StoredEntry>, bool) {
    let mut out = entries.to_vec();
    let (i, j) = (draw.below(out.len()), draw.below(out.len()));
    match draw.below(9) {
        0 => {
            let entry = &mut out[i];
            match draw.below(6) {
                0 => entry.at += SignedDuration::from_micros(1),
                1 => entry.actor.push(' '),
                2 => entry.event = Event::SignedIn.key().to_owned(),
                3 => entry.object.insert(0, '0'),
                4 => entry.facts = entry.facts.replace('}', ",\"x\":\"1\"}"),
                _ => entry.hash = storage::audit::digest(&StoredEntry { object: "x".to_owned(), ..entry.clone() }),
            }
            (out, true)
        }
        1 => {
            out.remove(i);
            // Without its last entry a chain whose head was moved along is whole.
            (out, i + 1 < entries.len())
        }
        2 => {
            // What the rows say changes places, the numbers stay.
            let j = if i == j { (i + 1) % out.len() } else { j };
            let (a, b) = (out[i].seq, out[j].seq);
            out.swap(i, j);
            (out[i].seq, out[j].seq) = (a, b);
            (out, true)
        }
        3 => {
            // A cut tail whose head was moved along is a whole chain: the copy alone tells.
            out.truncate(i.max(1));
            (out, false)
        }
        4 => {
            out.truncate(i.max(1));
            let last = entries.last().unwrap().clone();
            out.push(last);
            let kept = out.len() == entries.len();
            if kept { (forged(entries, i), false) } else { (out, true) }
        }
        5 => {
            let spliced = others[i.min(others.len() - 1)].clone();
            out[i] = StoredEntry { seq: out[i].seq, ..spliced };
            (out, true)
        }
        6 => {
            out.truncate(i);
            out.extend(others.iter().skip(i).cloned());
            // From the first entry on it is the other's whole chain.
            (out, i > 0 && i < others.len())
        }
        7 => (forged(entries, i), false),
        _ => {
            out[i..].reverse();
            for (at, entry) in out.iter_mut().enumerate() {
                entry.seq = at as u64 + 1;
            }
            if i + 1 >= out.len() { (forged(entries, i), false) } else { (out, true) }
        }
    }
}

test_support::on_each_database! {
    async fn a_copy_is_the_chain_and_taking_it_is_its_last_line(place: ServerConfig) {
        let (town, mine, _) = two_chains(&place).await;
        let last: serde_json::Value = serde_json::from_str(mine.last().unwrap()).unwrap();
        assert_eq!((&last["action"], &last["outcome"], &last["authority"]), (&"audit-exported".into(), &"done".into(), &"0580".into()));
        assert_eq!(last["sequence"], mine.len());
        assert_eq!(held_against(&town, &mine).await, Comparison::Same { entries: mine.len() as u64 });
        // The store may go on; the copy stays what it was.
        fill(&place, &town.actor, 3).await;
        assert_eq!(held_against(&town, &mine).await, Comparison::Same { entries: mine.len() as u64 });

        let mut out = Vec::new();
        let span = export(&town.app, Chain::Tenant(&town.actor), Some(Bound::Entry(5)), Some(Bound::Entry(9)), &mut out).await.unwrap();
        assert_eq!((span.first, span.last), (5, 9));
        let part: Vec<String> = String::from_utf8(out).unwrap().lines().map(str::to_owned).collect();
        assert_eq!(part, mine[4..9]);
        assert_eq!(held_against(&town, &part).await, Comparison::Same { entries: 5 });
        assert_eq!(held_against(&town, &part[..4]).await, Comparison::CopyCut);
        let day = "2026-11-16".parse::<Bound>().unwrap();
        let mut out = Vec::new();
        export(&town.app, Chain::Tenant(&town.actor), Some(day), Some(day), &mut out).await.unwrap();
        assert!(String::from_utf8(out).unwrap().lines().count() > mine.len());
        let nothing = export(&town.app, Chain::Tenant(&town.actor), None, "2020-01-01".parse().ok(), &mut Vec::new()).await;
        assert!(matches!(nothing, Err(Failure::Invalid(_))));
        let reader = Actor::member(AccountId([1; 16]), "Läsare".to_owned(), code(), OrganisationKind::Administration, vec![Role::Coordinator]);
        assert!(matches!(export(&town.app, Chain::Tenant(&reader), None, None, &mut Vec::new()).await, Err(Failure::NotAllowed)));

        // The directory's chain likewise, and neither passes for the other.
        let directory = copy(&town, Chain::Directory).await;
        let text = directory.join("\n");
        let same = compare(&town.app, Chain::Directory, || Ok(Cursor::new(text.clone()))).await.unwrap();
        assert_eq!(same, Comparison::Same { entries: directory.len() as u64 });
        assert_eq!(held_against(&town, &directory).await, Comparison::CopyOfAnother { authority: "directory".to_owned() });
    }

    async fn every_tampering_with_a_copy_is_found(place: ServerConfig) {
        let (town, mine, theirs) = two_chains(&place).await;
        let mut draw = Draw(7);
        let mut done = 0;
        while done < 2_000 {
            let falsified = falsify_copy(&mine, &theirs, &mut draw);
            if falsified == mine {
                continue;
            }
            done += 1;
            let found = held_against(&town, &falsified).await;
            assert!(!matches!(found, Comparison::Same { .. }), "round {done} was not found");
        }
        assert_eq!(held_against(&town, &mine).await, Comparison::Same { entries: mine.len() as u64 });
    }

    async fn every_tampering_with_a_store_is_found(place: ServerConfig) {
        let (town, mine, _) = two_chains(&place).await;
        let entries = entries_of(&place, &town.actor).await;
        let others = entries_of(&place, &Actor::operator("0581".parse().unwrap())).await;
        let store = past_the_program(&place).await;
        let mut draw = Draw(11);
        for round in 0..1_000 {
            let (falsified, chain_tells) = falsify_store(&entries, &others, &mut draw);
            let ordered = { let mut all = falsified.clone(); all.sort_by_key(|e| e.seq); all };
            if ordered == entries || ordered.windows(2).any(|w| w[0].seq == w[1].seq) {
                continue;
            }
            overwrite(&store, &ordered, ordered.last().unwrap()).await;
            let verdict = verify(&town.app, &town.actor).await.unwrap();
            assert!(!chain_tells || matches!(verdict, Verdict::Broken { .. }), "round {round} was not found by the chain");
            let found = held_against(&town, &mine).await;
            assert!(!matches!(found, Comparison::Same { .. }), "round {round} was not found by the copy");
        }
        overwrite(&store, &entries, entries.last().unwrap()).await;
        assert_eq!(held_against(&town, &mine).await, Comparison::Same { entries: mine.len() as u64 });
    }

    async fn refused_sign_ins_are_entries_and_a_flood_is_told_together(place: ServerConfig) {
        let town = TestTown::empty(place.clone()).await;
        for i in 0..80 {
            let refused = sessions::sign_in(&town.app, &format!("okand{i}@example.se"), "fel fel fel fel", Device::UNKNOWN, None).await;
            assert!(matches!(refused, Err(Failure::Invalid(_))));
        }
        let refusals = |lines: Vec<String>| lines.into_iter().filter(|l| l.contains("sign-in-refused")).collect::<Vec<_>>();
        assert_eq!(refusals(copy(&town, Chain::Directory).await).len(), 60);
        let later = town.app.at(now() + SignedDuration::from_mins(2));
        schedule::plan_directory(&later).await.unwrap();
        let told = refusals(copy(&town, Chain::Directory).await);
        assert_eq!(told.len(), 61);
        assert!(told[60].contains("\\\"more\\\":\\\"20\\\"") && told[60].contains("\"outcome\":\"refused\""), "{}", told[60]);
    }

    async fn a_tenant_sees_what_the_directory_says_of_it_and_no_more(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let other = Actor::operator("0581".parse().unwrap());
        tenants::create(&town.app, other.tenant(), "Norrköpings kommun").await.unwrap();
        for (actor, user) in [(&town.actor, "min@example.se"), (&other, "deras@example.se")] {
            let account = application::accounts::NewAccount {
                user: user.to_owned(),
                title: "Rapportör".to_owned(),
                password: Some("långa ord på rad 7".to_owned()),
                tenant: actor.tenant().clone(),
                organisation: OrganisationKind::Administration,
                organisation_name: "Trygghetsenheten".to_owned(),
                roles: vec![Role::Reporter],
            };
            application::accounts::create(&town.app, "test", &account).await.unwrap();
            sessions::sign_in(&town.app, user, "långa ord på rad 7", Device::UNKNOWN, None).await.unwrap();
            assert!(sessions::sign_in(&town.app, user, "fel fel fel", Device::UNKNOWN, None).await.is_err());
        }
        assert!(sessions::sign_in(&town.app, "ingen@example.se", "fel fel fel", Device::UNKNOWN, None).await.is_err());
        let before = page(&town.app, &town.actor, None, 1).await.unwrap()[0].seq;
        let shown = audit::directory_page(&town.app, &town.actor, None, 100).await.unwrap();
        let events: Vec<&str> = shown.entries.iter().map(|e| e.event.as_str()).collect();
        assert_eq!(events, ["sign-in-refused", "signed-in", "account-created"], "{:?}", shown.entries);
        assert!(shown.entries[2].facts.contains("0580") && shown.older.is_none());
        let read = &page(&town.app, &town.actor, None, 1).await.unwrap()[0];
        assert_eq!((read.event.as_str(), read.object.as_str(), read.seq), ("audit-read", "directory", before + 2));
        // What concerns a membership elsewhere is not shown here, whoever the person is.
        let people = people::list(&town.app, &other).await.unwrap();
        assert_eq!(people.len(), 1);
        let first = audit::directory_page(&town.app, &town.actor, None, 1).await.unwrap();
        let second = audit::directory_page(&town.app, &town.actor, first.older, 10).await.unwrap();
        assert_eq!((first.entries.len(), second.entries.len()), (1, 2));
    }

    async fn three_hundred_looks_leave_an_alarm_that_the_log_shows(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let member = Actor::member(AccountId([7; 16]), "Läsare".to_owned(), code(), OrganisationKind::Administration, vec![Role::Coordinator]);
        let mut alarms = 0;
        for _ in 0..320 {
            alarms += u32::from(watch::looked(&town.app, &member).await.unwrap());
        }
        assert_eq!(alarms, 1);
        let shown = audit::alarms(&town.app, &town.actor).await.unwrap();
        assert_eq!((shown.len(), shown[0].event.as_str()), (1, "volume-alarm"));
        assert!(shown[0].facts.contains("301") && shown[0].at == now(), "{}", shown[0].facts);
        assert!(matches!(audit::alarms(&town.app, &member).await, Err(Failure::NotAllowed)));
        let later: Timestamp = now() + SignedDuration::from_hours(24 * 31);
        assert!(audit::alarms(&town.app.at(later), &town.actor).await.unwrap().is_empty());
    }
}
