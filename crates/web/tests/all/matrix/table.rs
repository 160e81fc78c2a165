//! Reads the table of who may what (`expected.txt`), which knows nothing of the policy's code.

use domain::policy::Role;
use std::fmt;
use web::routes::Method;

/// The table. Read when the test runs: no compiling between two looks at it.
fn text() -> &'static str {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/all/matrix/expected.txt");
    std::fs::read_to_string(path).unwrap().leak()
}

/// The columns of the table, in their order.
pub const COLUMNS: [Role; 12] = [
    Role::Reporter,
    Role::Coordinator,
    Role::PoliceOfficer,
    Role::GroupMember,
    Role::GroupChair,
    Role::ActionOwner,
    Role::Analyst,
    Role::Registrar,
    Role::DataProtectionOfficer,
    Role::Administrator,
    Role::CountyCoordinator,
    Role::Reader,
];

/// What comes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done or shown.
    Yes,
    /// Not allowed.
    No,
    /// Not there, as far as this one is told.
    Nothing,
    /// Allowed, but not as things stand, or not with these fields.
    NotSo,
    /// To sign in first.
    SignIn,
}

impl Answer {
    fn of(mark: char) -> Option<Self> {
        Some(match mark {
            '+' => Answer::Yes,
            '-' => Answer::No,
            '0' => Answer::Nothing,
            'c' => Answer::NotSo,
            's' => Answer::SignIn,
            _ => return None,
        })
    }
}

/// A request with its rows.
pub struct Block {
    /// Line of the table.
    pub line: usize,
    pub method: Method,
    /// Whether a yes leaves something in a store.
    pub writes: bool,
    pub path: &'static str,
    /// Fields of the form, with places to fill in.
    pub body: Vec<(&'static str, &'static str)>,
    pub rows: Vec<Row>,
}

/// States of the object, situations of the visitor, and the answer to each role.
pub struct Row {
    pub states: Vec<&'static str>,
    pub situations: Vec<&'static str>,
    pub answers: Vec<Answer>,
}

impl Block {
    /// The answer to a role in a situation, if the table has one.
    pub fn answer(&self, state: &str, situation: &str, role: Option<Role>) -> Option<Answer> {
        let row = self.rows.iter().find(|r| r.states.contains(&state) && r.situations.contains(&situation))?;
        let column = role.and_then(|role| COLUMNS.iter().position(|r| *r == role)).unwrap_or(0);
        row.answers.get(column).copied()
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body: Vec<String> = self.body.iter().map(|(name, value)| format!("{name}={value}")).collect();
        write!(f, "{:?} {} {} (line {} of expected.txt)", self.method, self.path, body.join("&"), self.line)
    }
}

/// Every block.
pub fn blocks() -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let lines = text().lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.trim_start().starts_with('#'));
    for (number, line) in lines {
        let line_number = number + 1;
        if line.starts_with(' ') {
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let [states, situations, marks] = parts[..] else { panic!("line {line_number}: states | situations | marks") };
            let answers: Vec<Answer> =
                marks.chars().map(|c| Answer::of(c).unwrap_or_else(|| panic!("line {line_number}: no mark `{c}`"))).collect();
            let answers = match answers.len() {
                12 => answers,
                1 => vec![answers[0]; 12],
                n => panic!("line {line_number}: {n} marks; one for each of 12 roles, or one for all"),
            };
            let row = Row { states: states.split(' ').collect(), situations: situations.split(' ').collect(), answers };
            blocks.last_mut().unwrap_or_else(|| panic!("line {line_number}: rows without a request")).rows.push(row);
            continue;
        }
        let mut words = line.splitn(3, ' ');
        let (method, path, body) = (words.next().unwrap(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let pair = |pair: &'static str| pair.split_once('=').unwrap_or_else(|| panic!("line {line_number}: `{pair}` is no field"));
        blocks.push(Block {
            line: line_number,
            method: if method == "GET" { Method::Get } else { Method::Post },
            writes: method == "POST",
            path,
            body: body.trim().split('&').filter(|p| !p.is_empty()).map(pair).collect(),
            rows: Vec::new(),
        });
    }
    blocks
}
