//! Shows what intake makes of a file: `cargo run -p intake --example inspect -- FILE`.
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

/// Boundaries and feeds: layers and districts, or events, with the same figures.
async fn others(path: &std::path::Path, before: &str, clock: Instant) {
    use intake::districts::{Choice, layers, read};
    let limits = Limits::default();
    if let Ok(feed) = intake::feed::read(path, &limits) {
        println!("{} events, {} rejected, first {:?}", feed.events.len(), feed.rejected.len(), feed.events.first());
    } else {
        let layers = layers(path, &limits).await;
        println!("{layers:#?}");
        if let Some(layer) = layers.ok().and_then(|mut l| l.pop())
            && let (Some(code_column), Some(name_column)) = (layer.code_column, layer.name_column)
        {
            for municipality in [None, Some("0580".to_owned())] {
                let choice = Choice {
                    layer: Some(layer.name.clone()),
                    name_column: name_column.clone(),
                    code_column: code_column.clone(),
                    municipality,
                };
                match read(path, &choice, &limits).await {
                    Ok(shapes) => println!("{:?}: {} districts", choice.municipality, shapes.len()),
                    Err(refused) => println!("{:?}: refused: {refused}", choice.municipality),
                }
            }
        }
    }
    println!("{:?} · peak {before} -> {}", clock.elapsed(), peak());
}

#[tokio::main]
async fn main() {
    let Some(path) = std::env::args_os().nth(1) else { return eprintln!("usage: inspect FILE") };
    let (before, clock) = (peak(), Instant::now());
    let table = match open(path.as_ref(), &Limits::default()) {
        Ok(table) => table,
        Err(intake::Refused::WrongKind { found: intake::FileKind::Sqlite | intake::FileKind::Json }) => {
            return others(path.as_ref(), &before, clock).await;
        }
        Err(refused) => return println!("refused: {refused} · {:?} · peak {before} -> {}", clock.elapsed(), peak()),
    };
    let proposal = table.propose(None);
    println!("sheet {:?}, headers {:?}\n{proposal:#?}", table.sheets_read(), table.headers());
    for (number, cells) in table.sample(3, &proposal.mapping, &|_, _| None) {
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
