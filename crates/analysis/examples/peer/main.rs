//! Our side of `cargo xtask bench --peers`: `peer write DIR` writes the data that everyone reads, `peer TASK DIR` reads it, does the task once and prints
//! wall and processor seconds of the work alone and numbers of the answer; `peer growth TASK N` tells seconds and bytes for N invented rows.

#[path = "../../benches/invented/mod.rs"]
mod invented;

mod growth;
mod tasks;

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder] => write(Path::new(folder)),
        ["growth", task, rows] => growth::run(task, rows.parse()?),
        [task, folder] => tasks::run(task, Path::new(folder)),
        _ => Err("peer write DIR | peer TASK DIR | peer growth TASK N".into()),
    }
}

/// Columns of little-endian doubles: numpy, R and we read them at the same pace.
fn write(folder: &Path) -> Done {
    fs::create_dir_all(folder)?;
    let column = |name: &str, values: &[f64]| -> Done {
        let mut out = BufWriter::new(fs::File::create(folder.join(format!("{name}.f64")))?);
        values.iter().try_for_each(|v| out.write_all(&v.to_le_bytes()))?;
        Ok(out.flush()?)
    };
    let events = |name: &str, [x, y, t]: &[Vec<f64>; 3]| -> Done {
        column(&format!("{name}_x"), x)?;
        column(&format!("{name}_y"), y)?;
        column(&format!("{name}_t"), t)
    };
    events("knox", &invented::town(100_000, 30_000.0))?;
    events("knox_small", &invented::town(10_000, 18_000.0))?;
    let [x, y, t] = invented::town(5_000, 18_000.0);
    events("scan", &[invented::snapped(&x, 10.0), invented::snapped(&y, 10.0), t])?;
    let [x, y, t] = invented::town(100_000, 18_000.0);
    events("scan_cells", &[invented::snapped(&x, 250.0), invented::snapped(&y, 250.0), t])?;
    let [x, y, _] = invented::town(1_000_000, invented::SIDE);
    column("kde_x", &x)?;
    column("kde_y", &y)?;
    column("heat", &invented::heat(200))?;
    let [x, y] = invented::nation(1_000_000);
    column("dbscan_x", &x)?;
    column("dbscan_y", &y)?;
    column("series", &(0..200).flat_map(invented::series).collect::<Vec<f64>>())?;
    let [start, end] = invented::spans(1_000_000);
    column("span_from", &start.iter().map(|v| *v as f64).collect::<Vec<_>>())?;
    column("span_to", &end.iter().map(|v| *v as f64).collect::<Vec<_>>())?;
    // The corners of 59 × 57 areas, 564 each: as many as the country's RegSO.
    column("areas", &invented::areas(59, 57, 141).into_iter().flatten().flatten().flatten().flatten().collect::<Vec<f64>>())?;
    let [x, y] = invented::scattered(1_000_000);
    column("points_x", &x)?;
    column("points_y", &y)
}

/// A column that `write` wrote.
fn read(folder: &Path, name: &str) -> Result<Vec<f64>, Box<dyn Error>> {
    let path = folder.join(format!("{name}.f64"));
    let bytes = fs::read(&path).map_err(|e| format!("{}: {e}; run `peer write` first", path.display()))?;
    Ok(bytes.chunks_exact(8).map(|b| b.try_into().map_or(f64::NAN, f64::from_le_bytes)).collect())
}

/// Does the work and prints `wall cpu numbers…`.
fn timed<T>(work: impl FnOnce() -> T, told: impl FnOnce(T) -> Vec<f64>) -> Done {
    // The threads must be there before their time is read.
    rayon::broadcast(|_| ());
    let (before, cpu) = (Instant::now(), processor());
    let found = work();
    let (wall, cpu) = (before.elapsed().as_secs_f64(), processor() - cpu);
    let numbers: Vec<String> = told(found).iter().map(f64::to_string).collect();
    println!("{wall} {cpu} {}", numbers.join(" "));
    Ok(())
}

/// Processor seconds of our threads so far; 0 where the system does not tell.
fn processor() -> f64 {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = threads.filter_map(|thread| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<f64>() / 1e9
}
