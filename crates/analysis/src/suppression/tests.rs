#![allow(clippy::unwrap_used)]

use super::*;

/// Numbers that are the same on every machine (SplitMix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    /// Most counts small, some large, many nothing: as weeks are.
    fn count(&mut self) -> u64 {
        match self.below(10) {
            0..=3 => 0,
            4..=6 => 1 + self.below(4),
            7..=8 => 5 + self.below(10),
            _ => 10 + self.below(60),
        }
    }

    fn counts(&mut self, rows: usize, columns: usize) -> Counts {
        let cells = (0..rows * columns).map(|_| self.count()).collect();
        Counts::new(rows, columns, cells).unwrap()
    }
}

/// The equations a reader has: coefficients over every cell of the table with totals, right side 0.
fn equations(rows: usize, columns: usize) -> Vec<Vec<(usize, f64)>> {
    let width = columns + 1;
    let row = |r: usize| (0..=columns).map(|c| (r * width + c, if c == columns { -1.0 } else { 1.0 })).collect();
    let column = |c: usize| (0..=rows).map(|r| (r * width + c, if r == rows { -1.0 } else { 1.0 })).collect();
    (0..=rows).map(row).chain((0..=columns).map(column)).collect()
}

/// What an attacker who does not know that hidden means at least one finds.
fn extreme(release: &Release, target: usize, highest: bool) -> Option<f64> {
    extreme_from(0.0, release, target, highest)
}

/// The attacker: highest (or lowest) value of a hidden cell by the simplex method with Bland's rule, when every hidden cell holds at least `least`.
/// It knows nothing of networks. `None` is without end.
fn extreme_from(least: f64, release: &Release, target: usize, highest: bool) -> Option<f64> {
    let unknown: Vec<usize> = (0..release.cells.len()).filter(|c| release.cells[*c].is_none()).collect();
    let place = |cell: usize| unknown.iter().position(|u| *u == cell);
    let (n, mut rows) = (unknown.len(), Vec::new());
    for equation in equations(release.rows, release.columns) {
        let mut row = vec![0.0; n];
        let mut right = 0.0;
        for (cell, sign) in equation {
            match place(cell) {
                // Counted from the least that it can be.
                Some(at) => {
                    row[at] += sign;
                    right -= sign * least;
                }
                None => right -= sign * release.cells[cell].unwrap() as f64,
            }
        }
        if row.iter().any(|v| *v != 0.0) {
            let sign = if right < 0.0 { -1.0 } else { 1.0 };
            row.iter_mut().for_each(|v| *v *= sign);
            rows.push((row, right * sign));
        }
    }
    let m = rows.len();
    let mut tableau: Vec<Vec<f64>> = Vec::new();
    for (i, (row, right)) in rows.into_iter().enumerate() {
        let mut line = row;
        line.extend((0..m).map(|j| f64::from(u8::from(i == j))));
        line.push(right);
        tableau.push(line);
    }
    let mut basis: Vec<usize> = (n..n + m).collect();
    let artificial: Vec<f64> = (0..n + m).map(|v| if v < n { 0.0 } else { 1.0 }).collect();
    assert!(minimise(&mut tableau, &mut basis, &artificial, n + m).unwrap().abs() < 1e-6, "what is shown fits nothing");
    // Artificial ones that are left stand at 0 and are forced to stay there by a heavy price.
    let sign = if highest { -1.0 } else { 1.0 };
    let cost: Vec<f64> = (0..n + m).map(|v| if v >= n { 1e7 } else { f64::from(u8::from(unknown[v] == target)) * sign }).collect();
    minimise(&mut tableau, &mut basis, &cost, n).map(|value| value * sign + least)
}

/// Minimises over the first `enter` variables; `None` when there is no least.
fn minimise(tableau: &mut [Vec<f64>], basis: &mut [usize], cost: &[f64], enter: usize) -> Option<f64> {
    let right = cost.len();
    loop {
        let reduced = |v: usize| cost[v] - tableau.iter().zip(basis.iter()).map(|(line, b)| cost[*b] * line[v]).sum::<f64>();
        let Some(entering) = (0..enter).find(|v| !basis.contains(v) && reduced(*v) < -1e-9) else {
            return Some(tableau.iter().zip(basis.iter()).map(|(line, b)| cost[*b] * line[right]).sum());
        };
        let ratio = |line: &Vec<f64>| line[right] / line[entering];
        let candidates = (0..tableau.len()).filter(|i| tableau[*i][entering] > 1e-9);
        let leaving = candidates.min_by(|a, b| ratio(&tableau[*a]).total_cmp(&ratio(&tableau[*b])).then(basis[*a].cmp(&basis[*b])))?;
        let pivot = tableau[leaving][entering];
        tableau[leaving].iter_mut().for_each(|v| *v /= pivot);
        let line = tableau[leaving].clone();
        for (i, other) in tableau.iter_mut().enumerate() {
            let factor = other[entering];
            if i != leaving && factor != 0.0 {
                other.iter_mut().zip(&line).for_each(|(v, l)| *v -= factor * l);
            }
        }
        basis[leaving] = entering;
    }
}

/// How many values a reader has to choose between, from lowest to highest, who knows that hidden means at least one.
fn span(release: &Release, cell: usize) -> f64 {
    match extreme_from(1.0, release, cell, true) {
        Some(high) => high - extreme_from(1.0, release, cell, false).unwrap(),
        None => f64::INFINITY,
    }
}

fn check(counts: &Counts, rule: &Rule, release: &Release) {
    let truth = counts.with_totals();
    let total = *truth.last().unwrap();
    for (cell, (n, shown)) in truth.iter().zip(release.cells()).enumerate() {
        let k = rule.at(if counts.columns == 1 { 0 } else { cell % (counts.columns + 1) });
        match shown {
            Some(shown) => assert!(shown == n && !is_small(*n, k), "{counts:?} shows {shown}"),
            None => {
                assert!(*n > 0, "a zero is hidden in {release:?}");
                let shown = release.cells().last().unwrap().is_some();
                let need = (2 * k - 1).min(if shown { total.saturating_sub(2).max(k - 1) } else { u64::MAX });
                let span = span(release, cell);
                assert!(span + 1e-6 >= need as f64, "cell {cell} of {counts:?} in {release:?} spans {span} of {need}");
            }
        }
    }
}

#[test]
fn one_small_cell_of_four_takes_the_other_three_with_it() {
    let counts = Counts::new(2, 2, vec![3, 20, 30, 40]).unwrap();
    let release = table(&counts, &Rule::of(5), &[]);
    let hidden: Vec<bool> = release.cells().iter().map(Option::is_none).collect();
    assert_eq!(hidden, [true, true, false, true, true, false, false, false, false]);
    assert_eq!((release.at(0, 2), release.at(2, 1), release.at(2, 2), release.at(3, 0)), (Some(23), Some(60), Some(93), None));
    assert_eq!((extreme(&release, 0, false), extreme(&release, 0, true)), (Some(0.0), Some(23.0)));
}

#[test]
fn hiding_only_the_small_cell_gives_it_away() {
    let counts = Counts::new(2, 2, vec![3, 20, 30, 40]).unwrap();
    let mut cells: Vec<Option<u64>> = counts.with_totals().into_iter().map(Some).collect();
    cells[0] = None;
    let careless = Release::new(2, 2, cells).unwrap();
    assert_eq!((extreme(&careless, 0, false), extreme(&careless, 0, true)), (Some(3.0), Some(3.0)));
}

#[test]
fn nothing_is_hidden_without_need() {
    let counts = Counts::new(3, 3, vec![0, 5, 9, 12, 0, 0, 7, 30, 5]).unwrap();
    let release = table(&counts, &Rule::of(5), &[]);
    assert!(!release.hides());
    let nothing = table(&Counts::new(2, 3, vec![0; 6]).unwrap(), &Rule::of(5), &[]);
    assert!(!nothing.hides() && nothing.at(2, 3) == Some(0));
}

#[test]
fn a_table_of_a_few_tells_nothing() {
    let counts = Counts::new(2, 2, vec![1, 0, 2, 0]).unwrap();
    let release = table(&counts, &Rule::of(5), &[]);
    check(&counts, &Rule::of(5), &release);
    assert_eq!(release.at(2, 2), None);
}

#[test]
fn cells_of_one_that_make_up_the_whole_take_its_total_with_them() {
    // Five single cases in five places: whoever knows that hidden means at least one and that they are five knows them all.
    let counts = Counts::new(5, 1, vec![1; 5]).unwrap();
    let release = table(&counts, &Rule::of(5), &[]);
    assert_eq!(release.at(5, 1), None);
    check(&counts, &Rule::of(5), &release);
}

#[test]
fn a_total_that_is_not_published_may_be_nothing_and_protects_itself() {
    // The last row stands for what is told of the whole alone; the first two are places.
    let cells = vec![20, 0, 30, 0, 0, 12];
    let counts = Counts::new(3, 2, cells.clone()).unwrap().without_total_of(2).without_total_of(9);
    let release = table(&counts, &Rule::of(5), &[]);
    assert_eq!((release.at(2, 2), release.at(2, 1), release.at(3, 1), release.at(0, 2)), (None, Some(12), Some(12), Some(20)));
    // A small one among them cannot be worked out from the total and the places.
    let counts = Counts::new(3, 3, vec![20, 0, 0, 30, 0, 0, 0, 3, 12]).unwrap().without_total_of(2);
    let release = table(&counts, &Rule::of(5), &[]);
    assert_eq!(release.at(2, 1), None);
    let free = (extreme_from(0.0, &release, 9, true), extreme_from(0.0, &release, 9, false));
    assert!(free.0.is_none_or(|high| high - free.1.unwrap() >= 4.0), "{release:?}");
}

#[test]
fn tables_of_other_shapes_are_refused() {
    assert!(Counts::new(2, 2, vec![1, 2, 3]).is_none() && Counts::new(0, 0, vec![]).is_none());
    assert!(Counts::new(1, 2, vec![u64::MAX, 1]).is_none() && Release::new(1, 1, vec![None; 3]).is_none());
}

#[test]
fn an_attacker_with_a_linear_program_finds_no_narrow_interval() {
    let mut draw = Draw(1);
    for _ in 0..3_000 {
        let (rows, columns) = (1 + draw.below(4) as usize, 1 + draw.below(4) as usize);
        let counts = draw.counts(rows, columns);
        let rule = if draw.below(3) == 0 { Rule { k: 5, columns: vec![(0, 10)] } } else { Rule::of(2 + draw.below(5)) };
        check(&counts, &rule, &table(&counts, &rule, &[]));
    }
}

#[test]
fn larger_tables_hold_too() {
    let mut draw = Draw(2);
    for _ in 0..12 {
        let (rows, columns) = (5 + draw.below(5) as usize, 4 + draw.below(4) as usize);
        let counts = draw.counts(rows, columns);
        let rule = Rule { k: 5, columns: vec![(1, 10)] };
        check(&counts, &rule, &table(&counts, &rule, &[]));
    }
}

#[test]
fn counting_every_table_that_fits_gives_the_same_bounds() {
    let mut draw = Draw(3);
    for _ in 0..300 {
        let cells = (0..4).map(|_| draw.below(7)).collect();
        let counts = Counts::new(2, 2, cells).unwrap();
        let release = table(&counts, &Rule::of(3), &[]);
        let Some(total) = release.at(2, 2) else { continue };
        let mut seen = [(u64::MAX, 0); 9];
        for (a, b, c) in (0..=total).flat_map(|a| (0..=total).flat_map(move |b| (0..=total).map(move |c| (a, b, c)))) {
            let Some(d) = total.checked_sub(a + b + c) else { continue };
            let all = Counts::new(2, 2, vec![a, b, c, d]).unwrap().with_totals();
            if all.iter().zip(release.cells()).all(|(n, shown)| shown.is_none_or(|s| s == *n)) {
                seen.iter_mut().zip(&all).for_each(|((low, high), n)| (*low, *high) = ((*low).min(*n), (*high).max(*n)));
            }
        }
        for (cell, (low, high)) in seen.iter().enumerate().filter(|(cell, _)| release.cells()[*cell].is_none()) {
            assert!(high - low >= total.min(5).saturating_sub(2).max(2), "{counts:?} {release:?} cell {cell}");
            let found = (extreme(&release, cell, false).unwrap(), extreme(&release, cell, true).unwrap());
            assert!((found.0 - *low as f64).abs() < 1e-6 && (found.1 - *high as f64).abs() < 1e-6, "the attacker is exact");
        }
    }
}

/// A correction of a few cases, as corrections are.
fn corrected(draw: &mut Draw, counts: &Counts) -> Counts {
    let mut cells = counts.cells.clone();
    for _ in 0..=draw.below(3) {
        let at = draw.below(cells.len() as u64) as usize;
        let by = if draw.below(4) == 0 { 5 + draw.below(12) } else { 1 + draw.below(4) };
        cells[at] = if draw.below(2) == 0 { cells[at] + by } else { cells[at].saturating_sub(by) };
    }
    Counts::new(counts.rows, counts.columns, cells).unwrap()
}

#[test]
fn three_releases_side_by_side_show_no_small_difference_and_bring_nothing_back() {
    let mut draw = Draw(4);
    let rule = Rule::of(5);
    for _ in 0..2_000 {
        let (rows, columns) = (1 + draw.below(5) as usize, 1 + draw.below(5) as usize);
        let first = draw.counts(rows, columns);
        let second = corrected(&mut draw, &first);
        let third = corrected(&mut draw, &second);
        let mut releases: Vec<Release> = Vec::new();
        for counts in [&first, &second, &third] {
            let next = table(counts, &rule, &releases);
            releases.push(next);
        }
        for cell in 0..releases[0].cells().len() {
            let seen: Vec<Option<u64>> = releases.iter().map(|r| r.cells()[cell]).collect();
            for (i, a) in seen.iter().enumerate() {
                for b in &seen[i + 1..] {
                    match (a, b) {
                        (Some(a), Some(b)) => assert!(a == b || a.abs_diff(*b) >= 5, "{seen:?}"),
                        (None, Some(_)) => panic!("{seen:?} came back"),
                        (Some(_) | None, None) => {}
                    }
                }
            }
            assert!(seen.iter().flatten().all(|n| !is_small(*n, 5)));
        }
    }
}

#[test]
fn who_guesses_that_nothing_else_changed_still_does_not_learn_the_case() {
    // 12 cases become 3: everything else stays as it was, and the reader has both releases.
    let rule = Rule::of(5);
    let first = table(&Counts::new(2, 2, vec![12, 20, 30, 40]).unwrap(), &rule, &[]);
    assert!(!first.hides());
    let second = table(&Counts::new(2, 2, vec![3, 20, 30, 40]).unwrap(), &rule, std::slice::from_ref(&first));
    // The guess: a cell hidden now that was shown before has its old value, if it is not the one that changed.
    let mut guess = second.cells().to_vec();
    for cell in [1, 3, 4, 5, 7] {
        guess[cell] = guess[cell].or(first.cells()[cell]);
    }
    let guess = Release::new(2, 2, guess).unwrap();
    assert!(span(&guess, 0) >= 9.0, "{guess:?}");
    let one_more = table(&Counts::new(2, 2, vec![13, 20, 30, 40]).unwrap(), &rule, std::slice::from_ref(&first));
    assert_eq!(one_more, first, "one case more is not seen");
}

#[test]
fn what_was_hidden_and_is_nothing_now_stays_hidden_and_takes_nothing_with_it() {
    let rule = Rule::of(5);
    let first = table(&Counts::new(2, 2, vec![3, 20, 30, 40]).unwrap(), &rule, &[]);
    let second = table(&Counts::new(2, 2, vec![0, 0, 30, 40]).unwrap(), &rule, std::slice::from_ref(&first));
    assert_eq!((second.at(0, 0), second.at(0, 2), second.at(1, 2), second.at(2, 2)), (None, Some(0), Some(70), Some(70)));
}

#[test]
fn weeks_of_a_trend_stand_for_themselves() {
    assert_eq!(separate(&[None, Some(0), Some(4), Some(5)], 5), [None, Some(0), None, Some(5)]);
    assert_eq!(step(4, 5, &[]), None);
    assert_eq!((step(51, 5, &[Some(50)]), step(55, 5, &[Some(50)]), step(60, 5, &[None])), (Some(50), Some(55), None));
    assert_eq!(step(51, 5, &[Some(50), Some(60)]), Some(60));
}
