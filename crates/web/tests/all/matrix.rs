//! The generated matrix (trust.md A2, A3, A7): every route, as every role in every situation, with its object in every state,
//! held against a table that is kept by hand. What is refused must have changed nothing.

#[path = "matrix/samples.rs"]
mod samples;
#[path = "matrix/table.rs"]
mod table;
#[path = "matrix/visitors.rs"]
mod visitors;

use crate::browser::{self, open};
use application::ServerConfig;
use axum::body::Body;
use axum::http::{Method as HttpMethod, StatusCode};
use samples::{Samples, Values, kind};
use std::collections::BTreeSet;
use storage::Stores;
use table::{Answer, Block, blocks};
use test_support::snapshot::Snapshot;
use tokio::task::JoinSet;
use visitors::{ACTING, ASKED, Maker, NOT_ACTING, Visitor};
use web::access::Access;
use web::routes::{Method, all};

/// What a request that did not get its way may leave in the log: what was shown instead, and a code that was wrong.
const LOGGED: [&str; 4] = ["action-read", "reports-read", "minutes-read", "second-factor-refused"];

/// What a request of someone who may not may leave: that it was tried, and that one person asked for much. In these tables alone.
const TRIED: [&str; 2] = ["access-refused", "volume-alarm"];
const LOG: [&str; 2] = ["audit_entry", "audit_head"];

/// Requests under way at once.
const AT_ONCE: usize = 4;

/// The text between two marks of a page.
fn between(page: &str, from: &str, to: &str) -> Option<String> {
    Some(page.split_once(from)?.1.split_once(to)?.0.to_owned())
}

/// A request that a block describes, for one visitor and one state of its object.
#[derive(Clone)]
struct Cell {
    visitor: Visitor,
    state: String,
    expected: Answer,
    path: String,
    body: Vec<(String, String)>,
    method: Method,
}

impl Cell {
    fn name(&self) -> String {
        let role = self.visitor.role.map_or("-", |r| r.key());
        format!("{:?} {} · {role} · {} · {}", self.method, self.path, self.visitor.situation, self.state)
    }

    async fn ask(&self) -> Answer {
        let browser = &self.visitor.browser;
        let answer = match self.method {
            Method::Get => browser.send(HttpMethod::GET, &self.path, &[], Body::empty()).await,
            Method::Post => {
                // A field of this name, and one with the name of a picture, stands for a file.
                if let [(field, name)] = &self.body[..]
                    && (field == "file" || name.ends_with(".jpg"))
                {
                    let file = if field == "file" { crate::main_job::LIST.into() } else { crate::field::photo() };
                    let answer = browser.upload_as(&self.path, field, name, &file).await;
                    return told(&self.name(), &answer);
                }
                let fields: Vec<(&str, &str)> = self.body.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                browser.post(&self.path, &fields).await
            }
        };
        told(&self.name(), &answer)
    }
}

fn told(name: &str, answer: &browser::Answer) -> Answer {
    let location = answer.header("location");
    match answer.status {
        StatusCode::OK => Answer::Yes,
        StatusCode::UNAUTHORIZED => Answer::SignIn,
        StatusCode::SEE_OTHER if location.starts_with("/logga-in") => Answer::SignIn,
        // Someone else had decided: led to the page that says so.
        StatusCode::SEE_OTHER if location.ends_with("?andrad=1") => Answer::NotSo,
        StatusCode::SEE_OTHER if location == "/konto/tvasteg" && !name.contains("/konto/") => Answer::No,
        StatusCode::SEE_OTHER => Answer::Yes,
        StatusCode::FORBIDDEN => Answer::No,
        StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Nothing,
        StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => Answer::NotSo,
        other => panic!("{name}: {other}: {}", answer.text()),
    }
}

/// What holds for everyone whom the table has no row for.
fn expected(block: &Block, state: &str, visitor: &Visitor, of_tenant: bool) -> Option<Answer> {
    let asked = visitor.role.is_some_and(|role| ASKED.contains(&role));
    match (of_tenant, visitor.situation) {
        (false, "stranger") => block.answer(state, "stranger", None),
        (false, _) => block.answer(state, "signed-in", None),
        (true, "stranger") => Some(Answer::SignIn),
        (true, "unproven") if asked => Some(Answer::No),
        (true, "unproven") => block.answer(state, "own", visitor.role),
        (true, situation) if ACTING.contains(&situation) => block.answer(state, situation, visitor.role),
        (true, situation) => {
            assert!(NOT_ACTING.contains(&situation), "{situation}");
            Some(Answer::Nothing)
        }
    }
}

fn filled(text: &str, values: &Values) -> String {
    let mut text = text.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// The table and the list of routes name the same, and every state of an object has a row in every situation.
fn complete(blocks: &[Block], samples: &Samples) {
    let mut wrong = Vec::new();
    for route in all() {
        let of_route: Vec<&Block> = blocks.iter().filter(|b| b.method == route.method && b.path == route.path).collect();
        let situations: &[&str] = if matches!(route.access, Access::Tenant(_)) { &ACTING } else { &["signed-in", "stranger"] };
        for state in samples.states(kind(route.path)) {
            for situation in situations {
                if !of_route.iter().any(|b| b.answer(&state, situation, None).is_some()) {
                    wrong.push(format!("{:?} {}: no row for {situation}, {} {state}", route.method, route.path, kind(route.path)));
                }
            }
        }
    }
    for block in blocks {
        if !all().iter().any(|r| r.method == block.method && r.path == block.path) {
            wrong.push(format!("there is no route {block}"));
            continue;
        }
        let states = samples.states(kind(block.path));
        let named: BTreeSet<&str> = block.rows.iter().flat_map(|r| r.states.iter().copied()).collect();
        wrong.extend(named.iter().filter(|s| !states.contains(&(**s).to_owned())).map(|s| format!("{block}: no sample in state {s}")));
        for (state, situation) in block.rows.iter().flat_map(|r| r.states.iter().flat_map(|s| r.situations.iter().map(move |t| (s, t)))) {
            let rows = block.rows.iter().filter(|r| r.states.contains(state) && r.situations.contains(situation)).count();
            if rows > 1 {
                wrong.push(format!("{block}: {rows} rows for {state}, {situation}"));
            }
        }
    }
    assert!(wrong.is_empty(), "crates/web/tests/all/matrix/expected.txt is not complete:\n{}", wrong.join("\n"));
}

struct Walk {
    stores: Stores,
    /// Numbers of the newest entries in the state gone back to: of the municipality's log, and of the directory's.
    heads: [i64; 2],
    snapshot: Snapshot,
    mismatches: Vec<String>,
    cells: usize,
}

impl Walk {
    /// Asks several at once; answers those who were told something else than expected.
    async fn together(&mut self, cells: Vec<Cell>) {
        let mut running = JoinSet::new();
        let mut waiting = cells.into_iter();
        loop {
            while running.len() < AT_ONCE
                && let Some(cell) = waiting.next()
            {
                running.spawn(async move { (cell.ask().await, cell) });
            }
            let Some(done) = running.join_next().await else { return };
            let (got, cell) = done.unwrap();
            self.note(&cell, got);
        }
    }

    fn note(&mut self, cell: &Cell, got: Answer) {
        self.cells += 1;
        if got != cell.expected {
            self.mismatches.push(format!("{}: expected {:?}, got {got:?}", cell.name(), cell.expected));
        }
    }

    /// Everyone's request of one block for one state.
    async fn block(&mut self, block: &Block, cells: Vec<Cell>) {
        let refused = |c: &Cell| {
            matches!(c.expected, Answer::No | Answer::Nothing) || (c.expected == Answer::SignIn && c.visitor.situation == "stranger")
        };
        let (refused, heard): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(refused);
        let names: Vec<String> = refused.iter().map(Cell::name).collect();
        self.together(refused).await;
        if self.snapshot.touched().await {
            let mut left = self.since(self.heads).await;
            left.retain(|event| !TRIED.contains(&event.as_str()));
            left.extend(self.snapshot.changed(&LOG).await);
            if !left.is_empty() {
                self.mismatches.push(format!("{block}: one of these was refused and yet left {left:?}: {}", names.join(", ")));
            }
            self.snapshot.restore().await;
        }
        if block.method == Method::Get || !block.writes {
            self.together(heard).await;
            self.snapshot.restore().await;
            return;
        }
        for cell in heard {
            let got = cell.ask().await;
            let touched = self.snapshot.touched().await;
            let left = if touched { self.since(self.heads).await } else { Vec::new() };
            let only_logged = left.iter().all(|event| LOGGED.contains(&event.as_str()));
            match got {
                Answer::Yes | Answer::SignIn if !touched => {
                    self.mismatches.push(format!("{}: done, and yet nothing was written", cell.name()));
                }
                Answer::NotSo if !only_logged => self.mismatches.push(format!("{}: not done, and yet {left:?}", cell.name())),
                Answer::Yes | Answer::No | Answer::Nothing | Answer::NotSo | Answer::SignIn => {}
            }
            self.note(&cell, got);
            self.snapshot.restore().await;
        }
    }

    /// Events of the entries since then.
    async fn since(&self, heads: [i64; 2]) -> Vec<String> {
        let mut events = Vec::new();
        let logs = [self.stores.read(&visitors::operator()).await.unwrap(), self.stores.read_directory().await.unwrap()];
        for (mut log, head) in logs.into_iter().zip(heads) {
            let newest = storage::audit::page(&mut log, u64::MAX, 400).await.unwrap();
            events.extend(newest.into_iter().filter(|e| e.seq > head.unsigned_abs()).map(|e| e.event));
        }
        events
    }
}

fn cell(block: &Block, samples: &Samples, state: &str, visitor: &Visitor) -> Option<Cell> {
    let of_tenant = all().iter().any(|r| r.path == block.path && matches!(r.access, Access::Tenant(_)));
    let expected = expected(block, state, visitor, of_tenant)?;
    let values = samples.values(kind(block.path), state, visitor);
    let body = block.body.iter().map(|(name, value)| ((*name).to_owned(), filled(value, &values))).collect();
    let (visitor, state, path) = (visitor.clone(), state.to_owned(), filled(block.path, &values));
    Some(Cell { visitor, state, expected, path, body, method: block.method })
}

async fn heads(stores: &Stores) -> [i64; 2] {
    let mut tenant = stores.read(&visitors::operator()).await.unwrap();
    let mut directory = stores.read_directory().await.unwrap();
    [storage::audit::head(&mut tenant).await.unwrap(), storage::audit::head(&mut directory).await.unwrap()]
}

/// Those who come to one block and state. Everyone who acts; of those who do not, each role in each situation once for every
/// route, and for its further blocks and states a quarter of them in turn: what keeps them out stands before the object.
fn coming(visitor: &Visitor, number: usize, first: bool) -> bool {
    let Some(role) = visitor.role.filter(|_| NOT_ACTING.contains(&visitor.situation) && !first) else { return true };
    let role = table::COLUMNS.iter().position(|r| *r == role).unwrap();
    let situation = NOT_ACTING.iter().position(|s| *s == visitor.situation).unwrap();
    (role + situation + number).is_multiple_of(4)
}

#[test]
fn each_role_in_each_situation_reaches_what_the_table_says_and_no_more() {
    test_support::databases::on_sqlite(|place| async move {
        let ServerConfig::Sqlite(folder) = place.clone() else { unreachable!() };
        let product = open(place.clone()).await;
        let mut maker = Maker::new(&product, &place).await;
        let visitors = maker.everyone().await;
        let samples = Samples::make(&product, &mut maker, &visitors).await;
        drop(maker);
        let blocks = blocks();
        complete(&blocks, &samples);
        let snapshot = Snapshot::take(&folder, product.data.path()).await;
        let stores = Stores::open(&place).await.unwrap();
        let mut walk = Walk { heads: heads(&stores).await, stores, snapshot, mismatches: Vec::new(), cells: 0 };
        let only = std::env::var("MATRIX_ONLY").unwrap_or_default();
        let (mut number, mut seen) = (0, BTreeSet::new());
        for block in blocks.iter().filter(|b| b.path.contains(&only)) {
            let kind = kind(block.path);
            // A block of some states says nothing of the others.
            for state in samples.states(kind).into_iter().filter(|s| block.rows.iter().any(|r| r.states.contains(&s.as_str()))) {
                number += 1;
                let first = seen.insert((block.method == Method::Get, block.path));
                let cells = visitors.iter().filter(|v| coming(v, number, first)).filter_map(|v| cell(block, &samples, &state, v));
                walk.block(block, cells.collect()).await;
            }
        }
        println!("{} cells, {} mismatches", walk.cells, walk.mismatches.len());
        assert!(walk.mismatches.is_empty(), "{} of {} cells:\n{}", walk.mismatches.len(), walk.cells, walk.mismatches.join("\n"));
        assert!(walk.cells >= 20_000 || !only.is_empty(), "{} cells", walk.cells);
        walk.snapshot.close().await;
    });
}
