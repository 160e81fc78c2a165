//! An answer as text with every digit: what is kept, and what its digest is of. A change here makes every kept analysis differ.

use domain::pictures::Pulse;
use domain::workbook::{Answer, Cannot, Compared, Concentrated, Counted, HotSquares, NearTable, Outcome, Square, TrendRow};
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
    let one = |s: &domain::workbook::HotSquare| json!({ "square": square(&s.square), "around": s.around, "z": s.z, "q": s.q });
    json!({ "placed": h.placed, "tested": h.tested, "hot": h.hot, "squares": h.squares.iter().map(one).collect::<Vec<_>>() })
}

fn cannot(why: Cannot) -> Value {
    match why {
        Cannot::Nothing => json!(["nothing"]),
        Cannot::Before(first) => json!(["before", first.to_string()]),
        Cannot::TooFew { have, need } => json!(["too-few", have, need]),
        Cannot::TooMany { have, most } => json!(["too-many", have, most]),
        Cannot::TooWide => json!(["too-wide"]),
        Cannot::Undecided => json!(["undecided"]),
    }
}
