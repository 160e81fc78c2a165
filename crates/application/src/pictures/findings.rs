//! What the methods say beyond the week's own counts: bands of earlier weeks, places through the weeks, near repeats, silence.

pub(crate) mod bands;
pub(crate) mod lives;
pub(crate) mod near;
mod silence;

use crate::pictures::inputs::{Inputs, Question};
use domain::pictures::Comparison;
use domain::pictures::findings::Findings;

/// The findings of a picture.
pub(super) fn of(inputs: &Inputs, question: &Question, comparisons: &[Comparison]) -> Findings {
    Findings {
        bands: bands::of(inputs, question.week, comparisons),
        lives: lives::of(inputs, question.week),
        near_repeats: near::of(inputs, question.week, question.now),
        silent: silence::of(inputs, question.week, question.filter.district.as_ref()),
    }
}
