//! The words and the figure of a verdict: what came of an action, how sure, why, and what would have settled it.

use application::actions::{
    Frozen, Judgement, Needed, Phase, Reason, SeriesWeek, Standing, Sums, Sureness, VerdictDecision, Wdd, WdqReading,
};
use domain::actions::FrozenBaseline;
use domain::districts::DistrictCode;
use domain::results::StoredResult;
use domain::week::Week;
use domain::words::Words;
use figures::{Frame, Moment, MomentWeek, Part};
use messages::Lang;
use serde::Serialize;

/// The verdict of an action, or why there is none yet.
#[derive(Clone, Debug, Serialize)]
pub struct VerdictCard {
    /// What is said, in a sentence.
    pub sentence: String,
    /// Key of the mark: down when it helped, level when it probably did not, open else.
    pub mark: &'static str,
    /// The answer in one or two words, beside the mark.
    pub word: String,
    /// How sure, how large, why: a line each.
    pub because: Vec<String>,
    /// What would have settled it; empty when it is settled.
    pub needed: Vec<String>,
    /// What to be careful about.
    pub cautions: Vec<String>,
    /// The series as SVG; empty before there is one.
    pub figure: String,
    /// The series in numbers: week, part, count, expected.
    pub series: Vec<[String; 4]>,
    /// Sums: where, before, after, a week before, a week after.
    pub rows: Vec<[String; 5]>,
    /// Heads of the columns before and after, with their weeks.
    pub columns: [String; 2],
    /// What was agreed on before, a line each.
    pub agreed: Vec<(String, String)>,
    /// Digest of the frozen baseline.
    pub digest: String,
    /// The kept result that the action was closed with; empty without one.
    pub result: String,
}

/// A change of a ratio in words: `−34 %`.
fn change(lang: Lang, ratio: f64) -> String {
    let percent = (ratio - 1.0) * 100.0;
    let sign = if percent >= 0.5 { "+" } else { "" };
    format!("{sign}{}\u{a0}%", messages::whole(lang, percent))
}

fn percent(lang: Lang, share: f64) -> String {
    format!("{}\u{a0}%", messages::whole(lang, share * 100.0))
}

fn name(frozen: &Frozen, code: &DistrictCode) -> String {
    frozen.names.get(code).cloned().unwrap_or_else(|| code.to_string())
}

fn names(frozen: &Frozen, codes: &[DistrictCode]) -> String {
    codes.iter().map(|code| name(frozen, code)).collect::<Vec<_>>().join(", ")
}

fn span(lang: Lang, from: Week, to: Week) -> String {
    format!("{} – {}", messages::week_long(lang, from), messages::week_long(lang, to))
}

impl VerdictCard {
    /// The card of an action with a frozen baseline.
    pub fn new(frozen: &Frozen, result: Option<&StoredResult>, words: &Words, lang: Lang) -> Self {
        let weeks: u64 = frozen.baseline.weeks_after.into();
        let waiting = |sentence: String, word: &str| Self {
            sentence,
            mark: "open",
            word: lang.text(word),
            because: Vec::new(),
            needed: Vec::new(),
            cautions: Vec::new(),
            figure: String::new(),
            series: Vec::new(),
            rows: Vec::new(),
            columns: Default::default(),
            agreed: agreed(frozen, words, lang),
            digest: frozen.baseline.digest.clone(),
            result: result.map(|r| r.id.to_string()).unwrap_or_default(),
        };
        match &frozen.standing {
            Standing::NotDone => waiting(lang.format("verdict-not-done", &[("n", weeks.into())]), "verdict-early"),
            Standing::NotCarriedOut => waiting(lang.text("verdict-not-carried-out"), "verdict-none"),
            Standing::TooEarly(week) => waiting(
                lang.format("verdict-too-early", &[("n", weeks.into()), ("week", messages::week_long(lang, *week).into())]),
                "verdict-early",
            ),
            Standing::Judged(judgement) => judged(frozen, judgement, waiting(String::new(), "verdict-none"), lang),
        }
    }
}

fn judged(frozen: &Frozen, judgement: &Judgement, empty: VerdictCard, lang: Lang) -> VerdictCard {
    let verdict = &judgement.verdict;
    let (key, mark) = match verdict.decision {
        VerdictDecision::Helped if judgement.outweighed_nearby() => ("helped-here", "open"),
        VerdictDecision::Helped => ("helped", "down"),
        VerdictDecision::ProbablyDidNotHelp => ("probably-not", "level"),
        VerdictDecision::CannotBeDecided => ("cannot-tell", "open"),
    };
    let column = |id, n: u32| lang.format(id, &[("n", u64::from(n).into())]);
    VerdictCard {
        sentence: lang.text(&format!("verdict-{key}")),
        mark,
        word: lang.text(&format!("verdict-word-{key}")),
        because: because(frozen, judgement, lang),
        needed: verdict.needed.iter().map(|n| needed(*n, lang)).collect(),
        cautions: cautions(frozen, judgement, lang),
        figure: figure(frozen, judgement, lang),
        series: judgement.series.iter().map(|week| line(week, lang)).collect(),
        rows: rows(frozen, judgement, lang),
        columns: [column("verdict-before", judgement.weeks_before), column("verdict-after", judgement.weeks_after)],
        ..empty
    }
}

/// How sure, how large, why.
fn because(frozen: &Frozen, judgement: &Judgement, lang: Lang) -> Vec<String> {
    let verdict = &judgement.verdict;
    let mut lines = Vec::new();
    match verdict.sureness {
        Sureness::Clear => lines.push(lang.text("verdict-sure-clear")),
        Sureness::Probable => lines.push(lang.text("verdict-sure-probable")),
        Sureness::None => {}
    }
    if let Some((ratio, (low, high))) = verdict.ratio.zip(verdict.interval) {
        lines.push(lang.format(
            "verdict-size",
            &[
                ("district", name(frozen, &frozen.baseline.district).into()),
                ("value", change(lang, ratio).into()),
                ("low", change(lang, low).into()),
                ("high", change(lang, high).into()),
            ],
        ));
    }
    lines.extend(verdict.reasons.iter().map(|r| reason(*r, lang)));
    if let Some(avoided) = &judgement.avoided {
        let id = if avoided.total.estimate <= 0.0 { "verdict-fewer" } else { "verdict-more" };
        lines.push(unexpected(avoided, id, judgement, lang));
    }
    if let Some(nearby) = &judgement.nearby {
        lines.push(moved(nearby, judgement, lang));
    }
    if let Some(step) = &judgement.step {
        lines.push(lang.format(
            "verdict-step",
            &[
                ("value", change(lang, step.step.ratio).into()),
                ("low", change(lang, step.step.interval.0).into()),
                ("high", change(lang, step.step.interval.1).into()),
            ],
        ));
    }
    lines
}

/// Incidents fewer or more than expected, without their sign when the message says which.
fn unexpected(wdd: &Wdd, id: &str, judgement: &Judgement, lang: Lang) -> String {
    let fewer = id == "verdict-fewer";
    let (value, (low, high)) = match fewer {
        true => (-wdd.total.estimate, (-wdd.interval.1, -wdd.interval.0)),
        false => (wdd.total.estimate, wdd.interval),
    };
    let whole = |value: f64| messages::whole(lang, value);
    lang.format(
        id,
        &[
            ("value", whole(value).into()),
            ("weeks", u64::from(judgement.weeks_after).into()),
            ("low", whole(low).into()),
            ("high", whole(high).into()),
        ],
    )
}

/// Whether anything moved. The quotient has no error of its own, so it is read only when what happened around is beyond chance.
fn moved(nearby: &Wdd, judgement: &Judgement, lang: Lang) -> String {
    let chance = !judgement.nearby_beyond_chance();
    let id = match judgement.moved {
        _ if chance => return unexpected(nearby, "verdict-moved-unclear", judgement, lang),
        None | Some(WdqReading::NoSuccess) => "verdict-moved-unread",
        Some(WdqReading::DiffusionBeyondEffect | WdqReading::Diffusion) => "verdict-moved-spread",
        Some(WdqReading::Neither) => "verdict-moved-neither",
        Some(WdqReading::Displacement) => "verdict-moved-some",
        Some(WdqReading::DisplacementBeyondEffect) => "verdict-moved-all",
    };
    lang.text(id)
}

fn reason(reason: Reason, lang: Lang) -> String {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    match reason {
        Reason::TooFewWeeks { before, after } => {
            lang.format("verdict-why-few-weeks", &[("from", count(before).into()), ("to", count(after).into())])
        }
        Reason::TooFewIncidents => lang.text("verdict-why-few-incidents"),
        Reason::NoComparison => lang.text("verdict-why-no-comparison"),
        Reason::NotParallel(_) => lang.text("verdict-why-not-parallel"),
        Reason::RegressionToTheMean => lang.text("verdict-why-regression"),
        Reason::FellBeyondChance => lang.text("verdict-why-fell"),
        Reason::RoseBeyondChance => lang.text("verdict-why-rose"),
        Reason::WorthwhileRuledOut(share) if share > 0.0 => lang.format("verdict-why-ruled-out", &[("value", percent(lang, share).into())]),
        Reason::WorthwhileRuledOut(_) => lang.text("verdict-why-no-fall"),
        Reason::LowPower(share) => lang.format("verdict-why-low-power", &[("value", percent(lang, share).into())]),
    }
}

fn needed(needed: Needed, lang: Lang) -> String {
    match needed {
        Needed::WeeksAfter(n) => lang.format("verdict-need-after", &[("n", u64::from(n).into())]),
        Needed::WeeksBefore(n) => lang.format("verdict-need-before", &[("n", u64::from(n).into())]),
        Needed::MoreComparison => lang.text("verdict-need-more-comparison"),
        Needed::BetterComparison => lang.text("verdict-need-better-comparison"),
        Needed::MoreAreas => lang.text("verdict-need-more-areas"),
    }
}

fn cautions(frozen: &Frozen, judgement: &Judgement, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(regression) = judgement.verdict.regression.filter(|r| r.warning) {
        lines.push(lang.format(
            "verdict-caution-high",
            &[
                ("value", messages::decimal(lang, regression.recent, 1).into()),
                ("expected", messages::decimal(lang, regression.usual, 1).into()),
                ("n", u64::from(frozen.baseline.selection_weeks).into()),
            ],
        ));
    }
    if !judgement.disturbed.is_empty() {
        lines.push(lang.format("verdict-caution-disturbed", &[("names", names(frozen, &judgement.disturbed).into())]));
    }
    lines
}

fn rows(frozen: &Frozen, judgement: &Judgement, lang: Lang) -> Vec<[String; 5]> {
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let row = |where_: String, sums: Sums| {
        let per_week = |n: u64, weeks: u32| messages::decimal(lang, n as f64 / f64::from(weeks.max(1)), 1);
        [
            where_,
            messages::whole(lang, sums.before as f64),
            messages::whole(lang, sums.after as f64),
            per_week(sums.before, judgement.weeks_before),
            per_week(sums.after, judgement.weeks_after),
        ]
    };
    let baseline = &frozen.baseline;
    let here = lang.format("verdict-row-here", &[("district", name(frozen, &baseline.district).into())]);
    let mut rows = vec![row(here, judgement.treated), row(lang.text("verdict-row-compared"), judgement.compared)];
    rows.extend(judgement.around.map(|around| row(lang.text("verdict-row-around"), around)));
    rows
}

fn line(week: &SeriesWeek, lang: Lang) -> [String; 4] {
    let part = lang.text(match week.phase {
        Phase::Before => "verdict-phase-before",
        Phase::LedTo => "verdict-phase-led-to",
        Phase::During => "verdict-phase-during",
        Phase::After => "verdict-phase-after",
    });
    [messages::week_long(lang, week.week), part, week.count.to_string(), messages::decimal(lang, week.expected, 1)]
}

fn figure(frozen: &Frozen, judgement: &Judgement, lang: Lang) -> String {
    let compares = judgement.compared.before > 0;
    let week = |week: &SeriesWeek| MomentWeek {
        tick: match week.week.number() {
            1 => week.week.year().to_string(),
            n if n % 10 == 0 => messages::week_short(lang, week.week),
            _ => String::new(),
        },
        count: week.count,
        expected: compares.then_some(week.expected),
        part: match week.phase {
            Phase::Before => Part::Before,
            Phase::LedTo | Phase::During => Part::LeftOut,
            Phase::After => Part::After,
        },
    };
    let district = name(frozen, &frozen.baseline.district);
    let per_week = |n: u64, weeks: u32| {
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let mean = n as f64 / f64::from(weeks.max(1));
        messages::decimal(lang, mean, 1)
    };
    let description = lang.format(
        "verdict-figure-desc",
        &[
            ("from", per_week(judgement.treated.before, judgement.weeks_before).into()),
            ("to", per_week(judgement.treated.after, judgement.weeks_after).into()),
        ],
    );
    let title = lang.format("verdict-figure-title", &[("district", district.into())]);
    figures::moment(&Moment {
        frame: Frame { id: "fig-verdict".to_owned(), title, description, width: 400.0, text: 12.5 },
        height: 130.0,
        weeks: judgement.series.iter().map(week).collect(),
        at: judgement.series.iter().position(|w| w.phase == Phase::After).unwrap_or(judgement.series.len()),
        mark: lang.text("verdict-figure-mark"),
        legend: ["verdict-figure-before", "verdict-figure-after", "verdict-figure-expected", "verdict-figure-left-out"]
            .map(|id| lang.text(id)),
    })
}

/// What was agreed on before.
fn agreed(frozen: &Frozen, words: &Words, lang: Lang) -> Vec<(String, String)> {
    let baseline: &FrozenBaseline = &frozen.baseline;
    let category = baseline.category.map_or_else(|| lang.text("action-effect-all-kinds"), |c| messages::category(lang, words, c));
    let none = || lang.text("verdict-agreed-none");
    let list = |codes: &[DistrictCode]| if codes.is_empty() { none() } else { names(frozen, codes) };
    let frozen_by = [("by", baseline.by.as_str().into()), ("at", messages::date_time(baseline.at).into())];
    let weeks = lang.format("verdict-agreed-weeks-value", &[("n", u64::from(baseline.weeks_after).into())]);
    let all = [
        ("verdict-agreed-at", lang.format("verdict-agreed-at-value", &frozen_by)),
        ("verdict-agreed-district", name(frozen, &baseline.district)),
        ("verdict-agreed-category", category),
        ("verdict-agreed-comparison", list(&baseline.comparison)),
        ("verdict-agreed-around", list(&baseline.around)),
        ("verdict-agreed-before", span(lang, baseline.first_week, baseline.decided_week.previous())),
        ("verdict-agreed-weeks", weeks),
    ];
    all.into_iter().map(|(label, text)| (lang.text(label), text)).collect()
}
