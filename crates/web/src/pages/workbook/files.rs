//! An analysis as a file: the answer to the question of the address, or a kept one (`sparad`).

use super::Pairs;
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::exports::attachment;
use crate::forms::Answer;
use application::districts;
use application::workbook::{self, Form, Taken};
use axum::extract::{RawQuery, State};
use domain::failure::Failure;
use domain::week::Week;
use domain::workbook::{Analysis, Question};

/// Name of the kept analysis in an address.
pub(super) const KEPT: &str = "sparad";

/// `GET …/analys/fil.csv`
pub async fn csv(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let analysis = taken(&state, &member, query.as_deref(), Form::Csv).await?;
    Ok(attachment(&name(&member, &analysis, Form::Csv), "text/csv; charset=utf-8", documents::workbook::csv(&analysis, member.lang)))
}

/// `GET …/analys/fil.json`
pub async fn json(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let analysis = taken(&state, &member, query.as_deref(), Form::Json).await?;
    let bytes = documents::workbook::json(&analysis).to_string().into_bytes();
    Ok(attachment(&name(&member, &analysis, Form::Json), "application/json", bytes))
}

/// `GET …/analys/fil.svg`
pub async fn svg(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    let analysis = taken(&state, &member, query.as_deref(), Form::Svg).await?;
    let outlines = districts::current_outlines(&state.app, &member.actor).await?;
    let figure = documents::workbook::figure(&analysis, &outlines, member.lang).ok_or_else(Problem::not_found)?;
    Ok(attachment(&name(&member, &analysis, Form::Svg), "image/svg+xml", figure.svg.into_bytes()))
}

async fn taken(state: &WebState, member: &Member, query: Option<&str>, form: Form) -> Result<Analysis, Problem> {
    let pairs: Pairs = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
    let taken = match pairs.as_slice() {
        [(name, id)] if name == KEPT => Taken::Kept(id.parse().map_err(|_| Problem::not_found())?),
        _ => Taken::Asked(Question::read(&pairs, Week::of(state.app.now()).previous()).map_err(Failure::Invalid)?),
    };
    Ok(workbook::export(&state.app, &member.actor, &taken, form).await?)
}

/// `analys-0580-trend-2026-W46.csv`
fn name(member: &Member, analysis: &Analysis, form: Form) -> String {
    let question = &analysis.question;
    format!("analys-{}-{}-{}.{}", member.tenant.code, question.technique.method().key(), question.to, form.key())
}
