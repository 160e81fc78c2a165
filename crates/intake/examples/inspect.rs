//! Shows what intake makes of a list: `cargo run -p intake --example inspect -- FILE`.
//!
//! Prints the proposal, the counts, the first rejections, the time and, on Linux, the peak memory
//! before and after reading.

use intake::{Limits, Outcome, open};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Instant;

fn peak() -> String {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    text.lines().find(|l| l.starts_with("VmHWM")).map(|l| l[6..].trim().to_owned()).unwrap_or_default()
}

fn main() {
    let Some(path) = std::env::args_os().nth(1) else { return eprintln!("usage: inspect FILE") };
    let (before, clock) = (peak(), Instant::now());
    let table = match open(path.as_ref(), &Limits::default()) {
        Ok(table) => table,
        Err(refused) => return println!("refused: {refused} · {:?} · peak {before} -> {}", clock.elapsed(), peak()),
    };
    let proposal = table.propose(None);
    println!("sheet {:?}, headers {:?}\n{proposal:#?}", table.sheet(), table.headers());
    for (number, cells) in table.sample(3) {
        println!("{number}: {cells:?}");
    }
    println!("opened in {:?}", clock.elapsed());
    let (mut rejected, mut shown) = (BTreeMap::<String, u32>::new(), 0);
    let summary = table.rows(&proposal.mapping, jiff::Timestamp::now(), &mut |outcome| {
        match outcome {
            Outcome::Rejected(r) => {
                *rejected.entry(format!("{:?} {}", r.column, intake::reason_message(&r.reason).id)).or_default() += 1;
                if shown < 10 {
                    println!("{r:?}");
                    shown += 1;
                }
            }
            Outcome::Row(row) if row.row < 5 => println!("{row:?}"),
            Outcome::Row(_) => {}
        }
        ControlFlow::Continue(())
    });
    println!("{summary:?} {rejected:?} · {:?} · peak {before} -> {}", clock.elapsed(), peak());
}
