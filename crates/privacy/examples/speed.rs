//! Times the detector on ten megabytes of report-like text: `cargo run --release -p privacy --example speed`.

use std::time::Instant;

fn main() {
    let report = "2026-11-16 kl. 22.30–23.15 sågs fyra personer vid Stenkullens centrum, dnr 5000-K123456-26. En bil stod kvar vid infart 12, \
                  skadan är 12 500 kr. Kontakt: namn@example.se, 070-174 06 05. Brottskod 0901, N 6474123 E 536512.\n";
    let text = report.repeat(10_000_000 / report.len());
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..5 {
        let before = Instant::now();
        std::hint::black_box(privacy::scan(&text));
        times.push(before.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    println!("{:.1} MB/s, {} spans", text.len() as f64 / 1e6 / times[2], privacy::scan(&text).len());
}
