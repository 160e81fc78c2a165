//! Helped, probably did not help, cannot be decided: how often each is said, and when.

use crate::chance::{normal, overdispersed};
use analysis::effect::{
    ComparisonSeries, Decision, Evidence, Needed, Reason, Sureness, Verdict, VerdictOptions, comparable_areas, regression_to_the_mean,
    verdict,
};
use analysis::{Seed, Stream};

const BEFORE: usize = 104;
const AFTER: usize = 26;

struct Town {
    areas: Vec<Vec<f64>>,
    chosen: usize,
}

/// Thirty areas with a common season; each drifts slowly by itself. The action goes where the last eight weeks stood highest above usual, or to the first area.
fn town(stream: &mut Stream, dispersion: f64, drift: f64, ratio: f64, at_peak: bool, level: f64) -> Town {
    let means: Vec<f64> = (0..30).map(|a| if a == 0 { level } else { level * (0.4 + 1.6 * stream.unit()) }).collect();
    let season = |t: usize| 1.0 + 0.3 * (t as f64 * std::f64::consts::TAU / 52.0).sin();
    let mut paths: Vec<Vec<f64>> = Vec::new();
    for mean in &means {
        let mut way = 0.0;
        // A walk that strays about `drift` in half a year and is drawn back.
        let path = (0..BEFORE + AFTER).map(|t| {
            way = 0.97 * way + drift * 0.24 * normal(stream);
            mean * season(t) * way.exp()
        });
        paths.push(path.collect());
    }
    let mut areas: Vec<Vec<f64>> =
        paths.iter().map(|p| p[..BEFORE].iter().map(|m| overdispersed(stream, *m, dispersion)).collect()).collect();
    let above = |a: &Vec<f64>| {
        let mean = |w: &[f64]| w.iter().sum::<f64>() / w.len() as f64;
        (mean(&a[BEFORE - 8..]) - mean(&a[..BEFORE - 8])) / mean(&a[..BEFORE - 8]).max(0.5).sqrt()
    };
    let chosen = if at_peak { (0..30).max_by(|&a, &b| above(&areas[a]).total_cmp(&above(&areas[b]))).unwrap() } else { 0 };
    for (a, path) in paths.iter().enumerate() {
        let effect = if a == chosen { ratio } else { 1.0 };
        areas[a].extend(path[BEFORE..].iter().map(|m| overdispersed(stream, m * effect, dispersion)));
    }
    Town { areas, chosen }
}

fn judged(town: &Town, options: &VerdictOptions) -> Verdict {
    let before = &town.areas[town.chosen][..BEFORE];
    let others: Vec<&[f64]> = town.areas.iter().map(|a| &a[..BEFORE - 8]).collect();
    let mut excluded = vec![false; 30];
    excluded[town.chosen] = true;
    let like = comparable_areas(&before[..BEFORE - 8], &others, &excluded).unwrap();
    let comparison: Vec<ComparisonSeries> = like[..8]
        .iter()
        .map(|c| ComparisonSeries { before: &town.areas[c.index][..BEFORE], after: &town.areas[c.index][BEFORE..] })
        .collect();
    verdict(&Evidence { before, after: &town.areas[town.chosen][BEFORE..], comparison: &comparison }, options).unwrap()
}

fn share(seed: u64, rounds: u64, options: &VerdictOptions, town: impl Fn(&mut Stream) -> Town, said: Decision) -> f64 {
    let hits = (0..rounds).filter(|&i| judged(&town(&mut Seed(seed).stream(i)), options).decision == said).count();
    hits as f64 / rounds as f64
}

#[test]
fn helped_is_said_at_most_once_in_twenty_when_nothing_happened() {
    for (seed, dispersion, drift, level) in [(41, 1.0, 0.0, 6.0), (42, 2.0, 0.1, 5.0), (43, 1.5, 0.15, 9.0), (44, 1.5, 0.1, 1.0)] {
        let rounds = 160;
        let mut false_helped = [0; 2];
        for i in 0..rounds {
            let town = town(&mut Seed(seed).stream(i), dispersion, drift, 1.0, true, level);
            for (hits, selection_weeks) in false_helped.iter_mut().zip([8, 0]) {
                let options = VerdictOptions { selection_weeks, ..VerdictOptions::default() };
                *hits += u64::from(judged(&town, &options).decision == Decision::Helped);
            }
        }
        assert!(
            false_helped.iter().all(|hits| hits * 20 <= rounds),
            "φ {dispersion}, drift {drift}, level {level}: {false_helped:?} of {rounds}"
        );
    }
}

#[test]
fn a_large_effect_is_seen_and_a_small_area_cannot_tell() {
    let options = VerdictOptions::default();
    let seen = share(45, 60, &options, |s| town(s, 1.3, 0.05, 0.5, false, 12.0), Decision::Helped);
    assert!(seen > 0.9, "{seen}");
    let open = share(46, 60, &options, |s| town(s, 1.3, 0.05, 0.7, false, 0.4), Decision::CannotBeDecided);
    assert!(open > 0.9, "{open}");
    // With many incidents and no change, a worthwhile reduction is ruled out; without many, hardly ever.
    let sure = VerdictOptions { drift: 0.05, worthwhile: 0.4, ..options };
    let ruled_out = share(47, 30, &sure, |s| town(s, 1.2, 0.0, 1.0, false, 20.0), Decision::ProbablyDidNotHelp);
    assert!(ruled_out > 0.9, "{ruled_out}");
}

#[test]
fn a_verdict_tells_why_and_what_would_settle_it() {
    let steady = |n: usize, level: f64| (0..n).map(|t| level + f64::from(u8::from(t % 2 == 0))).collect::<Vec<f64>>();
    let (before, elsewhere) = (steady(104, 5.0), steady(104, 20.0));
    let (after, elsewhere_after) = (steady(26, 1.0), steady(26, 20.0));
    let comparison = [ComparisonSeries { before: &elsewhere, after: &elsewhere_after }];
    let options = VerdictOptions::default();
    let evidence = Evidence { before: &before, after: &after, comparison: &comparison };
    let found = verdict(&evidence, &options).unwrap();
    assert_eq!((found.decision, found.sureness), (Decision::Helped, Sureness::Clear));
    assert_eq!(found.reasons, [Reason::FellBeyondChance]);
    assert!(found.needed.is_empty() && found.ratio.unwrap() < 0.35);

    let early = verdict(
        &Evidence { after: &after[..3], comparison: &[ComparisonSeries { before: &elsewhere, after: &elsewhere_after[..3] }], ..evidence },
        &options,
    )
    .unwrap();
    assert_eq!((early.decision, &early.needed[..]), (Decision::CannotBeDecided, &[Needed::WeeksAfter(6)][..]));
    let alone = verdict(&Evidence { comparison: &[], ..evidence }, &options).unwrap();
    assert_eq!((&alone.reasons[..], &alone.needed[..]), (&[Reason::NoComparison][..], &[Needed::MoreComparison][..]));
    let thin = [vec![0.0; 103], vec![3.0]].concat();
    let few = verdict(&Evidence { before: &thin, after: &[0.0; 26], comparison: &comparison }, &options).unwrap();
    assert_eq!(few.reasons, [Reason::TooFewIncidents]);
    let rising: Vec<f64> = (0..104).map(|t| 2.0 + f64::from(t) / 5.0).collect();
    let apart = verdict(&Evidence { before: &rising, ..evidence }, &options).unwrap();
    assert!(matches!(apart.reasons[0], Reason::NotParallel(slope) if slope > 0.0));
    assert_eq!(apart.needed, [Needed::BetterComparison]);

    // Everything multiplied alike elsewhere: the ratio does not move.
    let many: Vec<f64> = elsewhere.iter().map(|v| 3.0 * v).collect();
    let many_after: Vec<f64> = elsewhere_after.iter().map(|v| 3.0 * v).collect();
    let scaled =
        verdict(&Evidence { comparison: &[ComparisonSeries { before: &many, after: &many_after }], ..evidence }, &options).unwrap();
    assert!((scaled.ratio.unwrap() - found.ratio.unwrap()).abs() < 1e-3);
}

#[test]
fn a_peak_is_named_as_what_would_have_passed_anyhow() {
    let mut stream = Seed(48).stream(1);
    let mut weeks: Vec<f64> = (0..96).map(|_| overdispersed(&mut stream, 4.0, 1.0)).collect();
    weeks.extend([9.0, 8.0, 9.0, 7.0, 10.0, 8.0, 9.0, 8.0]);
    let found = regression_to_the_mean(&weeks, 8).unwrap();
    assert!(found.warning && found.by_itself < 0.7, "{found:?}");
    assert!(!regression_to_the_mean(&weeks[..96], 8).unwrap().warning);
    // A place whose level really moves in long waves loses less by itself.
    let waves: Vec<f64> = (0..104u32).map(|t| 6.0 + (6.0 * (f64::from(t) / 13.0).sin()).round()).collect();
    let slow = regression_to_the_mean(&waves, 8).unwrap();
    assert!(slow.by_itself > found.by_itself);
}
