use super::*;
use crate::ids::IncidentId;
use proptest::prelude::*;

/// A Tuesday at 14.30.
const TIME: i64 = DAY + 14 * 60 + 30;

fn row(list: u8, sender: u8, place: &str) -> MatchRow {
    let mut row = MatchRow {
        list: BatchId([list; 16]),
        identity: RowIdentity { sender: SenderId([sender; 16]), fingerprint: [0; 16] },
        source_id: None,
        category: Category::Damage,
        code: Some("1201".to_owned()),
        start: TIME,
        end: Some(TIME + 40),
        count: 1,
        district: Some("0580R001".to_owned()),
        place: (!place.is_empty()).then(|| place.to_owned()),
        has_default_time: false,
    };
    seal(&mut row);
    row
}

/// Sets the fingerprint to the row's content.
fn seal(row: &mut MatchRow) {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (&row.source_id, row.category.code(), &row.code, row.start, row.end, row.count, &row.district, &row.place).hash(&mut hasher);
    row.identity.fingerprint[..8].copy_from_slice(&hasher.finish().to_be_bytes());
}

fn with(mut row: MatchRow, change: impl FnOnce(&mut MatchRow)) -> MatchRow {
    change(&mut row);
    seal(&mut row);
    row
}

fn count(rows: &[MatchRow]) -> usize {
    groups(rows, &Answers::default()).len()
}

#[test]
fn one_source_and_one_minute_are_one_incident_whatever_the_place_says() {
    let other_street = with(row(2, 1, "ågatan"), |r| r.district = Some("0580R002".to_owned()));
    assert_eq!(count(&[row(1, 1, "storgatan"), other_street]), 1);
}

#[test]
fn rows_of_one_list_are_never_one_incident() {
    assert_eq!(count(&[row(1, 1, "storgatan"), row(1, 1, "storgatan")]), 2);
}

#[test]
fn the_place_chooses_among_several_rows_that_match() {
    let rows = [row(1, 1, "storgatan"), row(1, 1, "ågatan"), row(2, 1, "ågatan")];
    let found = groups(&rows, &Answers::default());
    assert!(found.contains(&vec![1, 2]), "{found:?}");
}

#[test]
fn other_codes_ids_times_and_counts_are_other_incidents() {
    let first = with(row(1, 1, "storgatan"), |r| r.source_id = Some([1; 16]));
    let changes: [fn(&mut MatchRow); 5] = [
        |r| r.code = Some("1206".to_owned()),
        |r| r.source_id = Some([2; 16]),
        |r| r.start -= 1,
        |r| r.end = Some(TIME + 41),
        |r| r.count = 2,
    ];
    for change in changes {
        assert_eq!(count(&[first.clone(), with(row(2, 1, "storgatan"), change)]), 2);
    }
    assert_eq!(count(&[first, row(2, 1, "storgatan")]), 1, "a list without ids tells the same incident");
}

#[test]
fn an_end_that_one_list_lacks_is_no_difference() {
    let open = |list| with(row(list, 1, "storgatan"), |r| r.end = None);
    assert_eq!(count(&[row(1, 1, "storgatan"), open(2)]), 1);
    // Two ends are two incidents, and the list without ends tells of one of them.
    let later = with(row(1, 1, "ågatan"), |r| r.end = Some(TIME + 90));
    assert_eq!(count(&[row(1, 1, "storgatan"), later, open(2)]), 2);
}

#[test]
fn another_source_needs_the_district_or_the_place_too() {
    let elsewhere = with(row(2, 2, "storgatan"), |r| r.district = Some("0580R002".to_owned()));
    assert_eq!(count(&[row(1, 1, "storgatan"), elsewhere]), 2);
    assert_eq!(count(&[row(1, 1, "storgatan"), row(2, 2, "ågatan")]), 1);
    let nowhere = |r: &mut MatchRow| r.district = None;
    assert_eq!(count(&[with(row(1, 1, "storgatan"), nowhere), with(row(2, 2, "storgatan"), nowhere)]), 1);
    assert_eq!(count(&[with(row(1, 1, ""), nowhere), with(row(2, 2, ""), nowhere)]), 2);
}

#[test]
fn codes_are_compared_without_the_zeros_that_spreadsheets_drop() {
    assert_eq!(comparable_code("0451"), comparable_code("451"));
    assert_eq!(comparable_code(" Skada "), comparable_code("skada"));
    assert_ne!(comparable_code("0451"), comparable_code("4510"));
}

#[test]
fn two_sources_with_different_codes_are_asked_about() {
    let other_code = with(row(2, 2, "storgatan"), |r| r.code = Some("1206".to_owned()));
    let (first, none) = (row(1, 1, "storgatan"), [None, None]);
    assert_eq!(count(&[first.clone(), other_code.clone()]), 2);
    assert_eq!(likeness(&first, &other_code, none), Some(Likeness::OtherCode));
    let other_street = with(other_code.clone(), |r| r.place = Some("ågatan".to_owned()));
    assert_eq!(likeness(&first, &other_street, none), Some(Likeness::OtherCode));
    let elsewhere = with(other_code.clone(), |r| r.district = Some("0580R002".to_owned()));
    assert_eq!(likeness(&first, &elsewhere, none), None);
    let later = with(other_code, |r| (r.start, r.end) = (r.start + 10, None));
    assert_eq!(likeness(&first, &later, none), Some(Likeness::TimeAndPlace));
    // A number and a name, or two names, may say the same.
    let named = |sender, name: &str| with(row(sender, sender, "storgatan"), |r| r.code = Some(name.to_owned()));
    assert_eq!(count(&[first, named(2, "Skadegörelse")]), 1);
    assert_eq!(count(&[named(1, "Åverkan"), named(2, "Skadegörelse")]), 1);
}

#[test]
fn a_place_is_compared_where_one_tells_no_district() {
    let nowhere = |r: &mut MatchRow| r.district = None;
    let elsewhere = |r: &mut MatchRow| r.district = Some("0580R002".to_owned());
    assert_eq!(count(&[row(1, 1, "garaget"), with(row(2, 2, "garaget"), nowhere)]), 1);
    assert_eq!(count(&[row(1, 1, "garaget"), with(row(2, 2, "torget"), nowhere)]), 2);
    // A row without a district does not bring together two that name different ones.
    let three = [row(1, 1, "garaget"), with(row(2, 2, "garaget"), nowhere), with(row(3, 3, "garaget"), elsewhere)];
    assert_eq!(count(&three), 2);
    let midnight = |mut r: MatchRow| {
        (r.start, r.end) = (DAY, None);
        with(r, |_| ())
    };
    assert_eq!(count(&[midnight(row(1, 1, "garaget")), midnight(with(row(2, 1, "garaget"), nowhere))]), 1);
}

#[test]
fn any_of_the_districts_that_a_source_has_told_is_enough_for_another() {
    for (one, other) in [("0580R001", "0580R002"), ("0580R002", "0580R001")] {
        let at = |list, sender, place: &str, district: &str| with(row(list, sender, place), |r| r.district = Some(district.to_owned()));
        let two = [at(1, 1, "a", one), at(2, 1, "b", other)];
        for third in [one, other] {
            let rows = [two[0].clone(), two[1].clone(), at(3, 2, "c", third)];
            assert_eq!(count(&rows), 1, "{one} {other} {third}");
        }
        // Two sources that name different districts, both of which the first has told.
        let rows = [two[0].clone(), two[1].clone(), at(3, 2, "c", one), at(4, 3, "d", other)];
        assert_eq!(count(&rows), 1);
    }
}

#[test]
fn a_time_of_day_that_a_list_fills_in_needs_the_place_too() {
    let elsewhere = |r: &mut MatchRow| r.district = Some("0580R002".to_owned());
    let filled_in = |mut r: MatchRow| {
        r.has_default_time = true;
        r
    };
    assert_eq!(count(&[filled_in(row(1, 1, "a")), with(row(2, 1, "b"), elsewhere)]), 2);
    assert_eq!(count(&[filled_in(row(1, 1, "a")), row(2, 1, "b")]), 1);
    // It tells the day, so it is asked about like a day alone.
    let later = with(row(2, 1, "a"), |r| r.start += 300);
    assert_eq!(likeness(&filled_in(row(1, 1, "a")), &later, [None, None]), Some(Likeness::DayAndPlace));
}

#[test]
fn a_time_of_day_is_filled_in_when_a_large_part_of_the_list_has_it() {
    let noon = 12 * 60;
    let days = |n: i64, minute: i64| (0..n).map(move |day| day * DAY + minute);
    assert!(DefaultTimes::of(days(28, noon)).has(300 * DAY + noon));
    assert_eq!(DefaultTimes::of(days(9, noon)), DefaultTimes::default(), "nine may be chance");
    let spread = (0..200).map(|i| i * DAY + (i * 37) % DAY);
    assert_eq!(DefaultTimes::of(days(10, noon).chain(spread)), DefaultTimes::default(), "one in twenty is a habit of rounding");
    assert_eq!(DefaultTimes::of(days(10, noon).chain((0..30).map(|i| i * DAY + 2 * i))).minutes().collect::<Vec<_>>(), [noon]);
}

#[test]
fn a_time_that_is_filled_in_needs_the_place_too() {
    let midnight = |r: &mut MatchRow| (r.start, r.end) = (DAY, Some(DAY + 23 * 60 + 59));
    let elsewhere = |r: &mut MatchRow| {
        midnight(r);
        r.district = Some("0580R002".to_owned());
    };
    assert_eq!(count(&[with(row(1, 1, "a"), midnight), with(row(2, 1, "b"), elsewhere)]), 2);
    assert_eq!(count(&[with(row(1, 1, "a"), midnight), with(row(2, 1, "b"), midnight)]), 1);
    // Five rows of one list in one minute: the system's time, not the observer's.
    let mut rows: Vec<_> = (0..5).map(|i| with(row(1, 1, "a"), |r| r.district = Some(format!("0580R01{i}")))).collect();
    rows.push(row(2, 1, "a"));
    assert_eq!(count(&rows), 6);
}

#[test]
fn a_row_alike_in_everything_is_known_again_without_time_and_place() {
    let bare = |r: &mut MatchRow| {
        (r.start, r.end) = (DAY, Some(DAY + 23 * 60 + 59));
        (r.district, r.place) = (None, None);
    };
    assert_eq!(count(&[with(row(1, 1, ""), bare), with(row(2, 1, ""), bare)]), 1);
}

#[test]
fn a_row_whose_place_was_removed_is_known_by_its_content() {
    let whole = with(row(1, 1, "garaget"), |r| (r.start, r.end, r.district) = (DAY, None, None));
    let reduced = MatchRow { list: BatchId([2; 16]), place: None, ..whole.clone() };
    assert_eq!(count(&[whole, reduced]), 1);
}

#[test]
fn answers_go_before_the_rule() {
    let (a, b) = (row(1, 1, "storgatan"), with(row(2, 2, "ågatan"), |r| r.start += 10));
    let mut answers = Answers::default();
    answers.note(b.identity, a.identity, true);
    assert_eq!(groups(&[a.clone(), b.clone()], &answers).len(), 1);
    let (c, d) = (row(1, 1, "storgatan"), row(2, 1, "ågatan"));
    answers.note(c.identity, d.identity, false);
    assert_eq!(groups(&[c, d], &answers).len(), 2);
    answers.note(a.identity, b.identity, false);
    assert_eq!(groups(&[a, b], &answers).len(), 2, "the later answer holds");
}

fn lists() -> impl Strategy<Value = Vec<MatchRow>> {
    let line = (0u8..4, 0u8..2, 0u8..2, 0u8..3).prop_map(|(list, code, minute, place)| {
        with(row(list, 1, ["a", "b", "c"][usize::from(place)]), |r| {
            r.code = Some(["1201", "1206"][usize::from(code)].to_owned());
            r.start += i64::from(minute);
        })
    });
    proptest::collection::vec(line, 0..16)
}

/// Rows of up to four sources and six lists that begin in two minutes, with and without a district and a place.
fn lists_of_sources() -> impl Strategy<Value = Vec<MatchRow>> {
    let places = (proptest::option::of(0u8..3), proptest::option::of(0u8..3));
    let line = (0u8..6, 0u8..2, places, proptest::option::of(0u8..3), any::<bool>());
    let row = line.prop_map(|(list, minute, (district, place), code, default)| {
        let mut made = with(row(list, 1 + list / 2, ""), |r| {
            r.code = code.map(|c| ["1201", "1206", "Skadegörelse"][usize::from(c)].to_owned());
            r.end = None;
            r.start = if minute == 0 { DAY } else { TIME };
            r.district = district.map(|d| format!("0580R00{d}"));
            r.place = place.map(|p| ["a", "b", "c"][usize::from(p)].to_owned());
        });
        // A time of day is a default of a whole list.
        made.has_default_time = default && list == 0 && minute == 1;
        made
    });
    proptest::collection::vec(row, 0..14)
}

/// Groups as sets of contents, in an order of their own.
fn contents(rows: &[MatchRow]) -> Vec<Vec<(BatchId, RowIdentity)>> {
    let of = |group: &Vec<usize>| {
        let mut all: Vec<_> = group.iter().map(|i| (rows[*i].list, rows[*i].identity)).collect();
        all.sort_unstable();
        all
    };
    let mut found: Vec<_> = groups(rows, &Answers::default()).iter().map(of).collect();
    found.sort_unstable();
    found
}

fn shuffled(rows: &[MatchRow], seed: u64) -> Vec<MatchRow> {
    let mut shuffled = rows.to_vec();
    let mut state = seed;
    for i in (1..shuffled.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        shuffled.swap(i, usize::try_from(state >> 33).unwrap_or(0) % (i + 1));
    }
    shuffled
}

proptest! {
    /// Whatever places several sources tell: every row is in one group, no list is twice in one, no group brings together sources that
    /// agree in nothing, and no order matters.
    #[test]
    fn places_of_several_sources_are_compared_in_no_order(rows in lists_of_sources(), seed in any::<u64>()) {
        let found = groups(&rows, &Answers::default());
        let mut all: Vec<usize> = found.iter().flatten().copied().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..rows.len()).collect::<Vec<_>>());
        for group in &found {
            let lists: BTreeSet<_> = group.iter().map(|i| rows[*i].list).collect();
            prop_assert_eq!(lists.len(), group.len());
            let senders: BTreeSet<_> = group.iter().map(|i| rows[*i].identity.sender).collect();
            let numbers = group.iter().filter_map(|i| rows[*i].code.as_deref()).filter(|code| code.starts_with('1'));
            prop_assert!(numbers.collect::<BTreeSet<_>>().len() < 2, "{group:?} {rows:?}");
            for sender in senders.iter().filter(|_| senders.len() > 1) {
                let (own, others): (Vec<usize>, Vec<usize>) = group.iter().partition(|i| rows[**i].identity.sender == *sender);
                let district = |i: &usize, j: &usize| rows[*i].district.is_some() && rows[*i].district == rows[*j].district;
                let place = |i: &usize, j: &usize| rows[*i].place.is_some() && rows[*i].place == rows[*j].place;
                prop_assert!(own.iter().any(|i| others.iter().any(|j| district(i, j) || place(i, j))), "{group:?} {rows:?}");
            }
        }
        prop_assert_eq!(contents(&shuffled(&rows, seed)), contents(&rows));
    }

    /// Per source, code and time there are as many incidents as the list with the most rows has.
    #[test]
    fn each_key_counts_its_longest_list(rows in lists()) {
        let mut longest: BTreeMap<_, BTreeMap<BatchId, usize>> = BTreeMap::new();
        for r in &rows {
            *longest.entry((r.code.clone(), r.start)).or_default().entry(r.list).or_default() += 1;
        }
        // Five in a minute would need their places to agree.
        prop_assume!(longest.values().flat_map(BTreeMap::values).all(|n| *n < SHARED_TIME));
        prop_assume!(rows.iter().fold(BTreeMap::new(), |mut m: BTreeMap<_, usize>, r| { *m.entry((r.list, r.start)).or_default() += 1; m })
            .values().all(|n| *n < SHARED_TIME));
        let expected: usize = longest.values().map(|lists| lists.values().copied().max().unwrap_or(0)).sum();
        prop_assert_eq!(count(&rows), expected);
    }

    /// Every row is in one group, no list is twice in one, and the order of the rows does not matter.
    #[test]
    fn groups_are_a_partition_that_no_order_changes(rows in lists(), senders in proptest::collection::vec(1u8..3, 16), seed in any::<u64>()) {
        // A list has one sender.
        let rows: Vec<MatchRow> = rows.into_iter().map(|r| {
            let sender = SenderId([senders[usize::from(r.list.0[0])]; 16]);
            MatchRow { identity: RowIdentity { sender, ..r.identity }, ..r }
        }).collect();
        let found = groups(&rows, &Answers::default());
        let mut all: Vec<usize> = found.iter().flatten().copied().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..rows.len()).collect::<Vec<_>>());
        for group in &found {
            let lists: BTreeSet<_> = group.iter().map(|i| rows[*i].list).collect();
            prop_assert_eq!(lists.len(), group.len());
        }
        prop_assert_eq!(groups(&shuffled(&rows, seed), &Answers::default()).len(), found.len());
    }
}

fn likeness(a: &MatchRow, b: &MatchRow, positions: [Option<[f64; 2]>; 2]) -> Option<Likeness> {
    let placed = |row, position| std::iter::once(Placed { row, position });
    let asked = question(placed(a, positions[0]), placed(b, positions[1]), &Answers::default());
    asked.map(|q| q.likeness)
}

#[test]
fn near_in_time_and_place_is_asked_about() {
    let first = row(1, 1, "storgatan");
    let later = with(row(2, 2, "storgatan"), |r| r.start += 45);
    assert_eq!(likeness(&first, &later, [None, None]), Some(Likeness::TimeAndPlace));
    let (here, there) = (Some([536_000.0, 6_474_000.0]), Some([536_400.0, 6_474_000.0]));
    assert_eq!(likeness(&first, &later, [here, there]), None, "400 metres apart");
    let much_later = with(row(2, 2, "storgatan"), |r| (r.start, r.end) = (r.start + 180, Some(r.start + 190)));
    assert_eq!(likeness(&first, &much_later, [None, None]), None);
    let elsewhere = with(row(2, 2, "storgatan"), |r| r.district = Some("0580R002".to_owned()));
    assert_eq!(likeness(&first, &elsewhere, [None, None]), None, "a street of the same name in another district");
}

#[test]
fn a_known_id_with_other_content_is_a_probable_correction() {
    let numbered = |list, id: u8, start| {
        with(row(list, 1, "storgatan"), |r| {
            r.source_id = Some([id; 16]);
            r.start += start;
        })
    };
    assert_eq!(likeness(&numbered(1, 7, 0), &numbered(2, 7, 5_000), [None, None]), Some(Likeness::Correction));
    assert_eq!(likeness(&numbered(1, 7, 0), &numbered(2, 8, 1), [None, None]), None, "two case numbers are two cases");
    assert_eq!(likeness(&numbered(1, 7, 0), &numbered(2, 8, 0), [None, None]), Some(Likeness::OtherId), "or two ways to number one");
}

#[test]
fn the_reason_says_whether_a_place_is_unknown_or_another() {
    let nowhere = |r: &mut MatchRow| r.district = None;
    let first = with(row(1, 1, "storgatan"), nowhere);
    assert_eq!(likeness(&first, &with(row(2, 2, ""), nowhere), [None, None]), Some(Likeness::Time));
    assert_eq!(likeness(&first, &with(row(2, 2, "ågatan"), nowhere), [None, None]), Some(Likeness::TimeNotPlace));
}

#[test]
fn every_row_of_an_incident_is_compared() {
    let nowhere = |mut r: MatchRow| {
        r.district = None;
        with(r, |_| ())
    };
    let (counted, source) = (row(1, 1, ""), row(2, 2, "torget"));
    let third = nowhere(with(row(3, 3, "torget"), |r| r.start += 20));
    let placed = |row| Placed { row, position: None };
    let ask = |answers: &Answers| question([placed(&counted), placed(&source)].into_iter(), [placed(&third)].into_iter(), answers);
    assert_eq!(ask(&Answers::default()), Some(MatchQuestion { likeness: Likeness::TimeAndPlace, first: 1, second: 0 }));
    // An answer about one of the rows is an answer about the incident.
    let mut answers = Answers::default();
    answers.note(third.identity, counted.identity, false);
    assert_eq!(ask(&answers), None);
    // A list that tells both tells two incidents.
    let of_third = with(row(3, 3, ""), |r| r.start += 200);
    assert_eq!(question([placed(&counted), placed(&of_third)].into_iter(), [placed(&third)].into_iter(), &Answers::default()), None);
}

#[test]
fn a_group_counts_as_its_first_row_and_nothing_moves_without_need() {
    let stands = |row: MatchRow, state, order| Row { row, state, order: (order, 0) };
    let first = IncidentId([9; 16]);
    let rows = [stands(row(1, 1, "a"), RowState::Counted(first), 3), stands(row(2, 1, "b"), RowState::New, 8)];
    let done = settled(&rows, &[], &Answers::default());
    assert_eq!((done.count, done.link, done.withdraw), (vec![], vec![(1, Target::Incident(first))], vec![]));
    // The first list is gone: what remains counts in its own right.
    let left = [stands(row(2, 1, "b"), RowState::Linked(first), 8)];
    let gone = Orphan { id: first, identity: row(1, 1, "a").identity, order: (3, 0) };
    let done = settled(&left, &[gone], &Answers::default());
    assert_eq!((done.count, done.withdraw), (vec![0], vec![first]));
    // Alike in everything: the incident goes on counting.
    let left = [stands(row(2, 1, "a"), RowState::Linked(first), 8)];
    assert_eq!(settled(&left, &[gone], &Answers::default()), Settled::default());
}
