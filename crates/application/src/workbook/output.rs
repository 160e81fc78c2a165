//! An answer as text with every digit: what is kept, and what its digest is of. A change here makes every kept analysis differ.

use domain::pictures::Pulse;
use domain::pictures::findings::SpotLife;
use domain::workbook::{
    Answer, Cannot, Compared, Concentrated, Counted, Dense, Followed, HotSquares, NearTable, Outcome, Square, TrendRow,
};
use serde_json::{Value, json};

/// The text.
pub(super) fn text(answer: &Answer) -> String {
    let (is, of) = match &answer.outcome {
        Outcome::Trend(rows) => ("trend", rows.iter().map(week).collect()),
        Outcome::Periods(compared) => ("periods", periods(compared)),
        Outcome::Pulse(found) => ("pulse", pulse(found)),
        Outcome::NearRepeat(table) => ("near-repeat", near(table)),
        Outcome::Concentration(found) => ("concentration", concentration(found)),
        Outcome::HotSquares(found) => ("hot-squares", hot(found)),
        Outcome::Dense(found) => ("density", dense(found)),
        Outcome::Followed(found) => ("life-lines", followed(found)),
        Outcome::Cannot(why) => ("cannot-tell", cannot(*why)),
    };
    json!({ "incidents": answer.incidents, "is": is, "found": of }).to_string()
}

fn week(row: &TrendRow) -> Value {
    let expected = row.band.expected.map(|e| json!([e.low, e.mean, e.high]));
    json!({ "week": row.week.to_string(), "count": row.count, "basis": row.band.basis.key(), "expected": expected })
}

fn counted(period: &Counted) -> Value {
    json!({ "from": period.from.to_string(), "to": period.to.to_string(), "count": period.count })
}

fn periods(c: &Compared) -> Value {
    json!({
        "asked": counted(&c.asked),
        "against": counted(&c.against),
        "rates": c.rates,
        "ratio": c.ratio,
        "p": c.p,
        "spread": c.spread,
        "change": c.change.key(),
        "certainty": c.certainty.key(),
    })
}

fn pulse(p: &Pulse) -> Value {
    json!({ "cells": p.cells, "placed": p.placed, "vague": p.vague, "left_out": p.left_out })
}

fn near(table: &NearTable) -> Value {
    let band = |b: &domain::workbook::NearBand| json!({ "metres": b.metres, "days": b.days, "pairs": b.pairs, "expected": b.expected, "ratio": b.ratio, "p": b.p, "q": b.q });
    json!({ "events": table.events, "bands": table.bands.iter().map(band).collect::<Vec<_>>() })
}

fn square(s: &Square) -> Value {
    json!({ "corner": s.corner, "place": s.place, "district": s.district, "count": s.count })
}

fn concentration(c: &Concentrated) -> Value {
    json!({
        "placed": c.placed,
        "used": c.used,
        "ground": c.ground,
        "holding": c.holding,
        "in_top": c.in_top,
        "gini": c.gini,
        "squares": c.squares.iter().map(square).collect::<Vec<_>>(),
    })
}

fn hot(h: &HotSquares) -> Value {
    let one = |s: &domain::workbook::HotSquare| json!({ "square": square(&s.square), "around": s.around, "z": s.z, "p": s.p, "q": s.q, "sure": s.sure });
    json!({
        "placed": h.placed,
        "tested": h.tested,
        "empty": h.empty,
        "permutations": h.permutations,
        "hot": h.hot,
        "doubtful": h.doubtful,
        "squares": h.squares.iter().map(one).collect::<Vec<_>>(),
    })
}

fn dense(d: &Dense) -> Value {
    let top = |t: &domain::workbook::Top| json!({ "corner": t.corner, "place": t.place, "district": t.district, "count": t.count, "density": t.density });
    let after = |a: &domain::workbook::Hindsight| json!({ "from": a.from.to_string(), "to": a.to.to_string(), "incidents": a.incidents, "share": a.share, "pai": a.pai, "pei": a.pei });
    json!({
        "placed": d.placed,
        "positions": d.positions,
        "shared": d.shared,
        // What is outside is null. The boundaries are the material's.
        "surface": { "corner": d.surface.corner, "cell": d.surface.cell, "columns": d.surface.columns, "values": d.surface.values },
        "tops": d.tops.iter().map(top).collect::<Vec<_>>(),
        "after": d.after.as_ref().map(after),
    })
}

fn followed(f: &Followed) -> Value {
    let stage = |s: &domain::pictures::findings::LifeStage| json!([s.count, s.phase.map(|p| p.key())]);
    let place = |life: &SpotLife| {
        json!({
            "place": life.place,
            "district": life.district_name,
            "stages": life.stages.iter().map(stage).collect::<Vec<_>>(),
            "categories": life.categories.iter().map(|(c, n)| json!([c.to_string(), n])).collect::<Vec<_>>(),
        })
    };
    json!({
        "placed": f.placed,
        "stages": f.stages.iter().map(|(first, last)| json!([first.to_string(), last.to_string()])).collect::<Vec<_>>(),
        "fewest": f.fewest,
        "found": f.found,
        "places": f.places.iter().map(place).collect::<Vec<_>>(),
    })
}

fn cannot(why: Cannot) -> Value {
    match why {
        Cannot::Nothing => json!(["nothing"]),
        Cannot::Before(first) => json!(["before", first.to_string()]),
        Cannot::TooFew { have, need } => json!(["too-few", have, need]),
        Cannot::TooMany { have, most } => json!(["too-many", have, most]),
        Cannot::TooWide => json!(["too-wide"]),
        Cannot::Coded { positions, percent } => json!(["coded", positions, percent]),
        Cannot::Undecided => json!(["undecided"]),
    }
}
