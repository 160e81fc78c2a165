//! Before and after an action at a place, compared with the rest of the municipality.

use crate::App;
use analysis::counts::{e_test, poisson_interval};
use domain::actions::{ActionItem, BeforeAfter, Comparable, Windows};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::pictures::{Certainty, Change};
use domain::reports::Reported;
use domain::week::{HOURS_OF_WEEK, Week};
use storage::ReadTx;
use storage::incidents::Selection;

/// With fewer incidents than this in both windows together, no test can tell anything.
const FEWEST: u64 = 5;

/// With fewer incidents than this in the rest of the municipality, there is nothing to compare the place with.
const FEWEST_ELSEWHERE: u64 = 20;

/// What can be said of before and after.
#[derive(Clone, Debug, PartialEq)]
pub enum Outlook {
    /// There is no material from the weeks before.
    Never,
    /// It can be counted from this week on.
    From(Week),
    /// It has been counted.
    Counted(Judged),
}

/// Counts before and after with what they say.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The counts.
    pub counted: BeforeAfter,
    /// Exact 95 % interval (Garwood 1936) around the count before, incidents in the window.
    pub before: (f64, f64),
    /// The same around the count after.
    pub after: (f64, f64),
    /// Which way the place went against the rest of the municipality.
    pub change: Change,
    /// How sure.
    pub certainty: Certainty,
}

/// Before and after of an action: the frozen counts of a closed one, else those of now. `None` when it is at no place or has
/// not been done.
pub(super) async fn outlook(app: &App, actor: &Actor, tx: &mut ReadTx, item: &ActionItem) -> Result<Option<Outlook>, Failure> {
    let frozen = item.state.result().and_then(|r| r.before_after);
    let done = matches!(item.state.days(), Some((_, Some(_))));
    if let Some(counted) = frozen {
        return Ok(Some(Outlook::Counted(judge(counted))));
    }
    if item.plan.place.district.is_none() || !done {
        return Ok(None);
    }
    let (comparable, counted) = count(app, actor, tx, item).await?;
    Ok(match (comparable, counted) {
        (Comparable::From(week), _) => Some(Outlook::From(week)),
        (Comparable::Now, Some(counted)) => Some(Outlook::Counted(judge(counted))),
        (Comparable::Never | Comparable::Now, _) => Some(Outlook::Never),
    })
}

/// Counts before and after, when that can be done.
pub(super) async fn count(
    app: &App,
    actor: &Actor,
    tx: &mut ReadTx,
    item: &ActionItem,
) -> Result<(Comparable, Option<BeforeAfter>), Failure> {
    let (Some(district), Some((since, Some(until)))) = (&item.plan.place.district, item.state.days()) else {
        return Ok((Comparable::Never, None));
    };
    let readable = storage::batches::readable(tx).await?;
    let Some((first, _)) = storage::counts::extent(tx, readable).await? else { return Ok((Comparable::Never, None)) };
    let windows = match Windows::of(since, until, first, Week::of(app.now())) {
        Ok(windows) => windows,
        Err(comparable) => return Ok((comparable, None)),
    };
    let selection = Selection {
        from: windows.before_from,
        to: windows.after_to,
        as_of: readable,
        district: None,
        category: item.plan.category,
        sender: None,
        reported: Reported::default(),
        hours: HOURS_OF_WEEK,
    };
    let mut counted = BeforeAfter { windows, before: 0, after: 0, elsewhere_before: 0, elsewhere_after: 0 };
    for cell in storage::counts::cube(tx, actor.visible(), &selection).await? {
        let here = cell.district.as_ref() == Some(district);
        let (before, after) = (cell.week <= windows.before_to, cell.week >= windows.after_from);
        let sum = match (here, before, after) {
            (true, true, _) => &mut counted.before,
            (true, _, true) => &mut counted.after,
            (false, true, _) => &mut counted.elsewhere_before,
            (false, _, true) => &mut counted.elsewhere_after,
            (_, false, false) => continue,
        };
        *sum += cell.count;
    }
    Ok((Comparable::Now, Some(counted)))
}

/// What counts say: whether the place changed otherwise than the rest of the municipality did.
///
/// The two counts at the place are compared by the E-test (Krishnamoorthy & Thomson 2004) with the counts elsewhere as
/// exposures: what the rest of the municipality did is what would have happened here too.
pub(super) fn judge(counted: BeforeAfter) -> Judged {
    let BeforeAfter { before, after, elsewhere_before, elsewhere_after, .. } = counted;
    let around = |count| poisson_interval(count, 0.95).unwrap_or((0.0, f64::INFINITY));
    let judged = |change, certainty| Judged { counted, before: around(before), after: around(after), change, certainty };
    if before + after < FEWEST || elsewhere_before.min(elsewhere_after) < FEWEST_ELSEWHERE {
        return judged(Change::Unknown, Certainty::CannotTell);
    }
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let (exposure_before, exposure_after) = (elsewhere_before as f64, elsewhere_after as f64);
    let certainty = match e_test(after, exposure_after, before, exposure_before) {
        None => return judged(Change::Unknown, Certainty::CannotTell),
        Some(p) if p < 0.01 => Certainty::Clear,
        Some(p) if p < 0.05 => Certainty::Probable,
        Some(_) => return judged(Change::Unchanged, Certainty::WithinChance),
    };
    let more = u128::from(after) * u128::from(elsewhere_before) > u128::from(before) * u128::from(elsewhere_after);
    let change = match (more, before, after) {
        (true, 0, _) => Change::New,
        (true, _, _) => Change::Grown,
        (false, _, 0) => Change::Gone,
        (false, _, _) => Change::Shrunk,
    };
    judged(change, certainty)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(before: u64, after: u64, elsewhere_before: u64, elsewhere_after: u64) -> (Change, Certainty) {
        let week: Week = Week::of(jiff::Timestamp::UNIX_EPOCH);
        let windows = Windows { before_from: week, before_to: week.plus(7), after_from: week.plus(9), after_to: week.plus(16) };
        let judged = judge(BeforeAfter { windows, before, after, elsewhere_before, elsewhere_after });
        (judged.change, judged.certainty)
    }

    #[test]
    fn a_drop_counts_against_what_happened_elsewhere() {
        assert_eq!(said(31, 6, 400, 410), (Change::Shrunk, Certainty::Clear));
        // The same drop everywhere is no effect of the action.
        assert_eq!(said(31, 6, 400, 80), (Change::Unchanged, Certainty::WithinChance));
        // Unchanged here while everything else halved is more than expected.
        assert_eq!(said(40, 40, 400, 160).0, Change::Grown);
    }

    #[test]
    fn few_incidents_cannot_tell() {
        assert_eq!(said(3, 1, 400, 410), (Change::Unknown, Certainty::CannotTell));
        assert_eq!(said(30, 3, 12, 410), (Change::Unknown, Certainty::CannotTell));
        assert_eq!(said(4, 2, 400, 410), (Change::Unchanged, Certainty::WithinChance));
    }

    #[test]
    fn nothing_after_is_gone() {
        assert_eq!(said(14, 0, 400, 410), (Change::Gone, Certainty::Clear));
        assert_eq!(said(0, 14, 400, 410), (Change::New, Certainty::Clear));
    }
}
