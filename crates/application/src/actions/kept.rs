//! The verdict that an action was closed with: kept with its question, and computed anew from the rows of then.

use super::measure::{digest, weekly};
use super::verdict::{Judgement, judge};
use crate::App;
use crate::results::{ANALYSIS, sha};
use analysis::effect::{Needed, Reason};
use domain::actions::{ActionItem, FrozenBaseline};
use domain::actor::{Actor, Permit};
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::{ActionId, ResultId};
use domain::methods::Method;
use domain::policy::Action;
use domain::results::{Recomputed, StoredResult};
use jiff::civil::Date;
use serde_json::{Value, json};
use storage::{ReadTx, WriteTx};

/// What went into a verdict, as text: the baseline by its digest, and every week since.
fn input(baseline: &str, judgement: &Judgement) -> String {
    let weeks: Vec<Value> = judgement.series.iter().map(|w| json!([w.week.to_string(), w.count])).collect();
    let sums = |s: super::Sums| json!([s.before, s.after]);
    json!({
        "baseline": baseline,
        "weeks": weeks,
        "treated": sums(judgement.treated),
        "compared": sums(judgement.compared),
        "around": judgement.around.map(sums),
    })
    .to_string()
}

fn reason(reason: &Reason) -> Value {
    match *reason {
        Reason::TooFewWeeks { before, after } => json!(["too-few-weeks", before, after]),
        Reason::TooFewIncidents => json!(["too-few-incidents"]),
        Reason::NoComparison => json!(["no-comparison"]),
        Reason::NotParallel(slope) => json!(["not-parallel", slope]),
        Reason::RegressionToTheMean => json!(["regression-to-the-mean"]),
        Reason::FellBeyondChance => json!(["fell-beyond-chance"]),
        Reason::RoseBeyondChance => json!(["rose-beyond-chance"]),
        Reason::WorthwhileRuledOut(share) => json!(["worthwhile-ruled-out", share]),
        Reason::LowPower(share) => json!(["low-power", share]),
    }
}

fn needed(needed: &Needed) -> Value {
    match *needed {
        Needed::WeeksAfter(n) => json!(["weeks-after", n]),
        Needed::WeeksBefore(n) => json!(["weeks-before", n]),
        Needed::MoreComparison => json!(["more-comparison"]),
        Needed::BetterComparison => json!(["better-comparison"]),
        Needed::MoreAreas => json!(["more-areas"]),
    }
}

/// What came out, as text with every digit.
fn output(judgement: &Judgement) -> String {
    use analysis::effect::{Decision, Sureness};
    let verdict = &judgement.verdict;
    let decision = match verdict.decision {
        Decision::Helped => "helped",
        Decision::ProbablyDidNotHelp => "probably-not",
        Decision::CannotBeDecided => "cannot-tell",
    };
    let sureness = match verdict.sureness {
        Sureness::Clear => "clear",
        Sureness::Probable => "probable",
        Sureness::None => "none",
    };
    json!({
        "decision": decision,
        "sureness": sureness,
        "ratio": verdict.ratio,
        "interval": verdict.interval.map(|(low, high)| json!([low, high])),
        "p": verdict.p,
        "detectable": verdict.detectable,
        "reasons": verdict.reasons.iter().map(reason).collect::<Vec<_>>(),
        "needed": verdict.needed.iter().map(needed).collect::<Vec<_>>(),
    })
    .to_string()
}

/// Keeps the verdict that an action is closed with; its id and digest, for the log. Nothing when there is no verdict yet.
pub(super) async fn keep(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    permit: Permit,
    item: &ActionItem,
) -> Result<Option<(ResultId, String)>, Failure> {
    crate::imports::settled(tx).await?;
    let as_of = tx.seq() - 1;
    let Some(frozen) = super::verdict::frozen(app, actor, tx, item, as_of).await? else { return Ok(None) };
    let (super::Standing::Judged(judgement), Some((_, Some(until)))) = (&frozen.standing, item.state.days()) else { return Ok(None) };
    let output = output(judgement);
    let result = StoredResult {
        id: ResultId(app.new_id()),
        at: tx.now(),
        by: actor.name().to_owned(),
        method: Method::Verdict,
        action: Some(item.id),
        analysis: ANALYSIS.to_owned(),
        question: json!({ "action": item.id.to_string(), "until": until.to_string() }).to_string(),
        as_of,
        input_digest: sha(&input(&frozen.baseline.digest, judgement)),
        output_digest: sha(&output),
        output,
    };
    storage::results::keep(tx, permit, actor.account(), &result).await?;
    Ok(Some((result.id, result.output_digest)))
}

/// A kept verdict, computed anew from the rows as they were when it was kept: those of the baseline too.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see actions, [`Failure::NotFound`] when there is nothing that it could be computed from.
pub(crate) async fn recompute(app: &App, actor: &Actor, action: ActionId, kept: StoredResult) -> Result<Recomputed, Failure> {
    actor.may(Action::ViewActions)?;
    let mut tx = app.read(actor).await?;
    let until = asked(&kept).ok_or(Failure::NotFound)?;
    let frozen = storage::actions::frozen(&mut tx, action).await?.ok_or(Failure::NotFound)?;
    let baseline = counted_anew(actor, &mut tx, &frozen).await?;
    let judgement = judge(actor, &mut tx, &baseline, until, kept.as_of).await?;
    let output = output(&judgement);
    Ok(Recomputed {
        input_digest: sha(&input(&baseline.digest, &judgement)),
        output_digest: sha(&output),
        output,
        analysis: ANALYSIS.to_owned(),
        kept,
    })
}

/// The last day that a kept verdict is about.
fn asked(kept: &StoredResult) -> Option<Date> {
    let question: Value = serde_json::from_str(&kept.question).ok()?;
    question.get("until")?.as_str()?.parse().ok()
}

/// The same baseline with the counts of the rows as they were when it was frozen.
async fn counted_anew(actor: &Actor, tx: &mut ReadTx, frozen: &FrozenBaseline) -> Result<FrozenBaseline, Failure> {
    let span = (frozen.first_week, frozen.decided_week.previous());
    let counts = weekly(tx, actor, frozen.category, span, frozen.as_of).await?;
    let weeks = frozen.treated.len();
    let series = |code: &DistrictCode| counts.get(code).cloned().unwrap_or_else(|| vec![0; weeks]);
    let mut surrounding = vec![0; weeks];
    for code in &frozen.around {
        surrounding.iter_mut().zip(series(code)).for_each(|(sum, n)| *sum += n);
    }
    let compared = frozen.comparison.iter().map(series).collect();
    let mut anew = FrozenBaseline { treated: series(&frozen.district), compared, surrounding, ..frozen.clone() };
    anew.digest = digest(&anew)?;
    Ok(anew)
}
