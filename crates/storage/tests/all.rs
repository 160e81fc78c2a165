//! The store on both databases: every statement, equal schemas, the audit chain, the queue.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use database::{Server, ServerConfig, Statement, Store, StoreName};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event, Verdict};
use domain::ids::JobId;
use domain::jobs::{JobKind, Lane};
use jiff::Timestamp;
use std::collections::BTreeMap;
use storage::Stores;

fn now() -> Timestamp {
    "2026-11-16T05:00:00Z".parse().unwrap()
}

fn actor() -> Actor {
    Actor::operator("0580".parse().unwrap())
}

async fn tenant_store(place: &ServerConfig) -> Store {
    Server::open(place).await.unwrap().prepare(&StoreName::Tenant("0580".to_owned()), storage::TENANT).await.unwrap()
}

/// A store with three entries in its chain.
async fn with_entries(place: &ServerConfig) -> Stores {
    let stores = Stores::open(place).await.unwrap();
    stores.prepare_tenant(actor().tenant()).await.unwrap();
    for object in ["one", "two", "three"] {
        let tx = stores.write(&actor(), now()).await.unwrap();
        tx.commit(AuditEntry::new(Event::SenderChanged, object).fact("weekly", "true")).await.unwrap();
    }
    stores
}

async fn verdict(stores: &Stores) -> Verdict {
    let mut tx = stores.read(&actor()).await.unwrap();
    storage::audit::verify(&mut tx).await.unwrap()
}

/// Changes a store past the program, and past the database's own refusal.
async fn tamper(place: &ServerConfig, statement: &'static str) {
    let mut tx = tenant_store(place).await.write().await.unwrap();
    for off in [
        Statement::fork("DROP TRIGGER IF EXISTS audit_entry_no_update", "ALTER TABLE audit_entry DISABLE TRIGGER USER"),
        Statement::fork("DROP TRIGGER IF EXISTS audit_entry_no_delete", "SELECT 1"),
    ] {
        tx.execute(&off, &[]).await.unwrap();
    }
    tx.execute(&Statement::new(statement), &[]).await.unwrap();
    tx.commit().await.unwrap();
}

test_support::on_each_database! {
    async fn every_statement_prepares(place: ServerConfig) {
        let server = Server::open(&place).await.unwrap();
        let directory = server.prepare(&StoreName::Directory, storage::DIRECTORY).await.unwrap();
        let mut count = 0;
        for (name, statement) in storage::directory_statements() {
            let mut tx = directory.write().await.unwrap();
            tx.prepare(statement).await.unwrap_or_else(|e| panic!("{name}: {e}"));
            count += 1;
        }
        let tenant = tenant_store(&place).await;
        for (name, statement) in storage::tenant_statements() {
            let mut tx = tenant.write().await.unwrap();
            tx.prepare(statement).await.unwrap_or_else(|e| panic!("{name}: {e}"));
            count += 1;
        }
        assert!(count > 60, "only {count} statements were found");
    }

    async fn a_directory_of_the_first_version_keeps_its_people(place: ServerConfig) {
        let server = Server::open(&place).await.unwrap();
        let first = server.prepare(&StoreName::Directory, &storage::DIRECTORY[..1]).await.unwrap();
        let mut tx = first.write().await.unwrap();
        let at = now();
        let mut run = async |text: &'static str, values: &[database::Value]| tx.execute(&Statement::new(text), values).await.unwrap();
        run("INSERT INTO tenant (code, name, created_at) VALUES ('0580', 'Linköping', $1)", &[at.into()]).await;
        for (id, user) in [([1u8; 16], "a@example.se"), ([2; 16], "chefen"), ([3; 16], "c@example.se")] {
            run("INSERT INTO account (id, user_name, title, created_at) VALUES ($1, $2, 'Bovärd', $3)", &[id.into(), user.into(), at.into()]).await;
            let kind = if id[0] == 3 { "police" } else { "private-landlord" };
            let membership = "INSERT INTO membership (account_id, tenant_code, organisation_kind, organisation_name, roles, valid_from)
                              VALUES ($1, '0580', $2, 'Bolaget', 'reporter reader', $3)";
            run(membership, &[id.into(), kind.into(), at.into()]).await;
        }
        tx.commit().await.unwrap();

        let stores = Stores::open(&place).await.unwrap();
        let mut tx = stores.read_directory().await.unwrap();
        let tenant = "0580".parse().unwrap();
        assert_eq!(storage::organisations::of_tenant(&mut tx, &tenant).await.unwrap().len(), 2, "one for each name and kind");
        let people = storage::memberships::people(&mut tx, &tenant).await.unwrap();
        assert!(people.len() == 3 && people.iter().all(|p| p.state.acts() && p.title == "Bovärd" && p.roles.len() == 2));
        let account = storage::accounts::by_user(&mut tx, "A@example.se").await.unwrap().unwrap();
        assert_eq!(account.email.as_deref(), Some("a@example.se"));
        assert_eq!(storage::accounts::by_user(&mut tx, "chefen").await.unwrap().unwrap().email, None);
        let acting = storage::memberships::active(&mut tx, account.id, now()).await.unwrap();
        assert_eq!((acting[0].organisation_name.as_str(), acting[0].organisation.key()), ("Bolaget", "private-landlord"));
    }

    async fn the_schema_is_the_reviewed_one(place: ServerConfig) {
        // The same expectation on both databases: equal to it means equal to each other.
        let mut tx = tenant_store(&place).await.read().await.unwrap();
        let tables = Statement::fork(
            "SELECT m.name, p.name, p.type, p.\"notnull\" = 1 FROM sqlite_master m JOIN pragma_table_info(m.name) p
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, p.name",
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT), is_nullable = 'NO'
             FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, column_name",
        );
        let columns = tx
            .all(&tables, &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?, row.get::<bool>(3)?)))
            .await
            .unwrap();
        let mut schema: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (table, column, kind, required) in columns {
            // Each of our type words has one kind in SQLite; several in PostgreSQL fall on it.
            let kind = match kind.to_uppercase().as_str() {
                "UUID" | "BYTEA" | "BLOB" => "BLOB",
                "BIGINT" | "BOOLEAN" | "INTEGER" => "INTEGER",
                "DOUBLE PRECISION" | "REAL" => "REAL",
                "TIMESTAMP WITH TIME ZONE" | "TEXT" => "TEXT",
                other => panic!("{table}.{column} is {other}"),
            };
            schema.entry(table).or_default().push(format!("{column} {kind}{}", if required { "" } else { "?" }));
        }
        let indexes = Statement::fork(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%' ORDER BY name",
            "SELECT CAST(indexname AS TEXT) FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%_pkey' ORDER BY indexname",
        );
        let indexes: Vec<String> = tx.all(&indexes, &[], |row| row.get(0)).await.unwrap();
        let mut text: String = schema.iter().map(|(table, columns)| format!("{table}: {}\n", columns.join(", "))).collect();
        text.push_str(&format!("indexes: {}\n", indexes.join(", ")));
        insta::assert_snapshot!("tenant_schema", text);
    }

    async fn values_come_back_as_they_went_in(place: ServerConfig) {
        let mut tx = tenant_store(&place).await.write().await.unwrap();
        let at: Timestamp = "2026-10-25T00:30:00.123456Z".parse().unwrap();
        let insert = Statement::new(
            "INSERT INTO batch (id, kind, sender_id, file_name, digest, at, by_name, state, report, added, removed)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        );
        let values = [
            [7u8; 16].into(), "feed".into(), None::<[u8; 16]>.into(), "Å ä ö 'quoted' $1 ?1".into(), "".into(), at.into(), "x".into(),
            "active".into(), "{}".into(), i64::MAX.into(), None::<i64>.into(),
        ];
        tx.execute(&insert, &values).await.unwrap();
        let select = Statement::new("SELECT id, sender_id, file_name, at, added, removed FROM batch WHERE id = $1");
        let row = tx
            .one(&select, &[[7u8; 16].into()], |row| {
                Ok((
                    row.get::<[u8; 16]>(0)?,
                    row.get::<Option<[u8; 16]>>(1)?,
                    row.get::<String>(2)?,
                    row.get::<Timestamp>(3)?,
                    row.get::<i64>(4)?,
                    row.get::<Option<i64>>(5)?,
                ))
            })
            .await
            .unwrap();
        assert_eq!(row, ([7u8; 16], None, "Å ä ö 'quoted' $1 ?1".to_owned(), at, i64::MAX, None));
    }

    async fn a_write_without_commit_leaves_nothing(place: ServerConfig) {
        let stores = with_entries(&place).await;
        drop(stores.write(&actor(), now()).await.unwrap());
        assert!(matches!(verdict(&stores).await, Verdict::Whole { entries: 3, .. }));
    }

    async fn writers_take_turns_in_the_chain(place: ServerConfig) {
        let stores = with_entries(&place).await;
        let tasks: Vec<_> = (0..8)
            .map(|i| {
                let stores = stores.clone();
                tokio::spawn(async move {
                    for _ in 0..5 {
                        let tx = stores.write(&actor(), now()).await.unwrap();
                        tx.commit(AuditEntry::new(Event::SenderChanged, i.to_string())).await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert!(matches!(verdict(&stores).await, Verdict::Whole { entries: 43, .. }));
    }

    async fn the_database_itself_refuses_to_change_the_log(place: ServerConfig) {
        let stores = with_entries(&place).await;
        let directory = Server::open(&place).await.unwrap().store(&StoreName::Directory).await.unwrap();
        let tx = stores.write_directory("test".to_owned(), now()).await.unwrap();
        tx.commit(AuditEntry::new(Event::SignedIn, "x")).await.unwrap();
        for store in [tenant_store(&place).await, directory] {
            for statement in [
                Statement::new("UPDATE audit_entry SET object = 'other' WHERE seq = 1"),
                Statement::new("DELETE FROM audit_entry WHERE seq = 1"),
                Statement::fork("REPLACE INTO audit_entry SELECT seq, at, actor, event, 'other', facts, previous, hash FROM audit_entry", "TRUNCATE audit_entry"),
            ] {
                let refused = store.write().await.unwrap().execute(&statement, &[]).await;
                assert!(refused.as_ref().is_err_and(|e| e.to_string().contains("append-only")), "{statement:?}: {refused:?}");
            }
        }
        assert!(matches!(verdict(&stores).await, Verdict::Whole { entries: 3, .. }));
    }

    async fn an_edited_entry_is_found(place: ServerConfig) {
        let stores = with_entries(&place).await;
        tamper(&place, "UPDATE audit_entry SET object = 'other' WHERE seq = 2").await;
        assert_eq!(verdict(&stores).await, Verdict::Broken { at: 2 });
    }

    async fn a_deleted_entry_is_found(place: ServerConfig) {
        let stores = with_entries(&place).await;
        tamper(&place, "DELETE FROM audit_entry WHERE seq = 2").await;
        assert_eq!(verdict(&stores).await, Verdict::Broken { at: 2 });
    }

    async fn a_cut_tail_is_found(place: ServerConfig) {
        let stores = with_entries(&place).await;
        tamper(&place, "DELETE FROM audit_entry WHERE seq = 3").await;
        assert_eq!(verdict(&stores).await, Verdict::Broken { at: 3 });
    }

    async fn swapped_entries_are_found(place: ServerConfig) {
        let stores = with_entries(&place).await;
        tamper(&place, "UPDATE audit_entry SET seq = seq + 100 WHERE seq IN (1, 2)").await;
        tamper(&place, "UPDATE audit_entry SET seq = CASE seq WHEN 101 THEN 2 ELSE 1 END WHERE seq > 100").await;
        assert_eq!(verdict(&stores).await, Verdict::Broken { at: 1 });
    }

    async fn an_actor_reaches_only_its_own_tenant(place: ServerConfig) {
        let stores = with_entries(&place).await;
        let other = Actor::operator("0581".parse().unwrap());
        assert!(matches!(stores.read(&other).await.err(), Some(storage::StorageError::Database(database::DatabaseError::NoStore(_)))));
        stores.prepare_tenant(other.tenant()).await.unwrap();
        let mut tx = stores.read(&other).await.unwrap();
        assert_eq!(storage::audit::head(&mut tx).await.unwrap(), 0);
    }

    async fn a_job_is_given_to_one_worker(place: ServerConfig) {
        let stores = with_entries(&place).await;
        for i in 0..20u8 {
            let mut tx = stores.write(&actor(), now()).await.unwrap();
            storage::jobs::enqueue(&mut tx, JobId([i; 16]), JobKind::DraftWeek, "2026-W46", now()).await.unwrap();
            tx.commit(AuditEntry::new(Event::ImportQueued, i.to_string())).await.unwrap();
        }
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let stores = stores.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    loop {
                        let mut tx = stores.operate(actor().tenant()).await.unwrap();
                        let claimed = storage::jobs::claim(&mut tx, now(), Lane::ALL).await.unwrap();
                        tx.commit().await.unwrap();
                        match claimed {
                            Some(job) => mine.push(job.id),
                            None => return mine,
                        }
                    }
                })
            })
            .collect();
        let mut claimed = Vec::new();
        for worker in workers {
            claimed.extend(worker.await.unwrap());
        }
        claimed.sort();
        assert_eq!(claimed, (0..20u8).map(|i| JobId([i; 16])).collect::<Vec<_>>(), "each once");
    }

    async fn work_of_a_dead_worker_is_given_again(place: ServerConfig) {
        let stores = with_entries(&place).await;
        let mut tx = stores.operate(actor().tenant()).await.unwrap();
        assert!(storage::jobs::schedule(&mut tx, JobId([1; 16]), JobKind::CloseWeek, "2026-W46", now()).await.unwrap());
        assert!(!storage::jobs::schedule(&mut tx, JobId([2; 16]), JobKind::CloseWeek, "2026-W46", now()).await.unwrap());
        assert!(storage::jobs::claim(&mut tx, now(), Lane::ALL).await.unwrap().is_some());
        assert!(storage::jobs::claim(&mut tx, now(), Lane::ALL).await.unwrap().is_none());
        assert_eq!(storage::jobs::put_back(&mut tx, Lane::ALL).await.unwrap(), 1);
        assert_eq!(storage::jobs::claim(&mut tx, now(), Lane::ALL).await.unwrap().unwrap().attempts, 2);
    }
}
