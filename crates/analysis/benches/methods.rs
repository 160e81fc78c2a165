//! `cargo bench -p analysis`: the methods that see every row, on sizes of a municipality's year. Peers on the same data: `cargo xtask bench --peers`.

mod invented;

use analysis::place::{Areas, Chance, Contact, Edge, Hierarchy, Kernel, Neighbours, Smoothing, Way, dbscan, gi_star, hdbscan, surface};
use analysis::space_time::{Bands, Metric, Scan, knox, scan};
use analysis::time::farrington::{Calendar, Flexible, farrington_flexible};
use analysis::time::{WEEK, aoristic};
use analysis::{Seed, Unwatched};
use criterion::{Criterion, criterion_group, criterion_main};

const EVENTS: usize = 10_000;

fn near_in_time(c: &mut Criterion) {
    let [x, y, t] = invented::town(EVENTS, 18_000.0);
    let bands = Bands { space: vec![0.0, 100.0], days: vec![0.0, 7.0], metric: Metric::Euclidean, permutations: 99, seed: Seed(1) };
    c.bench_function("knox, 10,000 events, 99 orders", |b| b.iter(|| knox(&x, &y, &t, &bands, &Unwatched)));
    for prospective in [true, false] {
        let asked = Scan {
            max_radius: 1_000.0,
            max_days: 14,
            max_share: 0.5,
            fewest_cases: 2,
            prospective,
            period: None,
            permutations: 9,
            seed: Seed(1),
        };
        let n = 2_000;
        let name = format!("scan, 2,000 cases, 9 orders, {}", if prospective { "prospective" } else { "retrospective" });
        c.bench_function(&name, |b| b.iter(|| scan(&x[..n], &y[..n], &t[..n], &[], &asked, &Unwatched)));
    }
}

fn places(c: &mut Criterion) {
    let [x, y, _] = invented::town(EVENTS, 18_000.0);
    let ones = vec![1.0; EVENTS];
    for way in [Way::Exact, Way::Binned] {
        let bounds = [0.0, 0.0, 18_000.0, 18_000.0];
        let smoothing = Smoothing { kernel: Kernel::Quartic, bandwidth: 500.0, cell: 90.0, bounds, edge: Edge::Open, way };
        c.bench_function(&format!("density 200 × 200, 10,000 events, {way:?}"), |b| {
            b.iter(|| surface(&x, &y, &ones, &smoothing, &Unwatched))
        });
    }
    c.bench_function("dbscan, 10,000 events", |b| b.iter(|| dbscan(&x, &y, 100.0, 10, &Unwatched)));
    let asked = Hierarchy { smallest: 10, neighbours: 5 };
    c.bench_function("hdbscan, 2,000 events", |b| b.iter(|| hdbscan(&x[..2_000], &y[..2_000], &asked, &Unwatched)));
    let heat = invented::heat(100);
    let neighbours = Neighbours::of_grid(100, 100, Contact::Corner);
    c.bench_function("Gi*, 100 × 100 cells", |b| {
        b.iter(|| gi_star(&heat, &neighbours, Chance { permutations: 0, seed: Seed(1) }, &Unwatched))
    });
    let areas = Areas::new(&invented::areas(8, 4, 130));
    let [x, y] = invented::scattered(EVENTS);
    c.bench_function("10,000 points in 32 areas", |b| {
        b.iter(|| x.iter().zip(&y).filter(|(x, y)| areas.locate(**x, **y).is_some()).count())
    });
}

fn times(c: &mut Criterion) {
    let series = invented::series(1);
    let options = Flexible::noufaily(Calendar::Period(52));
    c.bench_function("Farrington flexible, a week", |b| {
        b.iter(|| farrington_flexible(&series, None, series.len() - 1..series.len(), &options))
    });
    let [from, to] = invented::spans(EVENTS);
    c.bench_function("aoristic, 10,000 spans", |b| b.iter(|| aoristic(&from, &to, WEEK)));
}

criterion_group! {
    name = methods;
    config = Criterion::default().sample_size(20);
    targets = near_in_time, places, times
}
criterion_main!(methods);
