//! The weeks as a figure, and what is said of them: where the expected comes from, which weeks lie outside it, and that the newest grows.

use super::figures::{Drawn, Medium, drawn as with_alt, frame, tick};
use super::{marks, words};
use domain::pictures::findings::{BandBasis, Side, WeekBand};
use domain::pictures::{Against, Change, Picture};
use domain::week::Week;
use figures::{Trend, TrendWeek};
use messages::Lang;

/// Weeks outside their band that are named; the rest are counted.
const MOST_NAMED: usize = 6;

/// The band of each week of the trend. A version from before bands has one, of its own week, for the weeks that it was made from.
pub fn bands(picture: &Picture) -> Vec<WeekBand> {
    let weeks = picture.weekly.len();
    if picture.findings.bands.len() == weeks {
        return picture.findings.bands.clone();
    }
    let none = WeekBand { basis: BandBasis::TooShort, expected: None };
    let twelve = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks);
    let Some((compared, expected)) = twelve.and_then(|c| Some((c.weeks, c.expected?))) else { return vec![none; weeks] };
    // What is expected of a part of a week says nothing of whole ones.
    let before = if picture.so_far.is_some() { 0 } else { usize::try_from(compared).unwrap_or(0) };
    let own = WeekBand { basis: BandBasis::Weeks { weeks: compared }, expected: Some(expected) };
    (0..weeks).map(|i| if i + before + 1 >= weeks { own } else { none }).collect()
}

/// Where each week's count lies against its band, oldest first; `None` when it cannot be told.
pub fn sides(picture: &Picture) -> Vec<Option<Side>> {
    // In a version from before bands the one band was the newest week's: nothing is said of the others.
    let own = picture.findings.bands.len() == picture.weekly.len();
    let last = picture.weekly.len().saturating_sub(1);
    let side = |(i, (week, band)): (usize, (&domain::pictures::WeekCount, WeekBand))| {
        let count = if i == last { week.count.map(|_| picture.incident_count) } else { week.count };
        match band.basis {
            // The newest week's count has one verdict; of one within chance the band says where it lies. The band of its season is another
            // comparison, named as such.
            BandBasis::Weeks { .. } if i == last => match picture.change {
                Change::New | Change::Grown => band.expected.and(count).and(Some(Side::Above)),
                Change::Unchanged => band.side(count?),
                Change::Shrunk | Change::Gone => band.expected.and(count).and(Some(Side::Below)),
                Change::Unknown => None,
            },
            BandBasis::Weeks { .. } | BandBasis::Season { .. } | BandBasis::TooShort if own || i == last => band.side(count?),
            BandBasis::Weeks { .. } | BandBasis::Season { .. } | BandBasis::TooShort => None,
        }
    };
    picture.weekly.iter().zip(bands(picture)).enumerate().map(side).collect()
}

/// The figure: bars over bands.
pub(super) fn drawn(picture: &Picture, lang: Lang, medium: Medium) -> Drawn {
    let last = picture.weekly.len().saturating_sub(1);
    // A running week is not the lowest or highest of whole weeks.
    let running = picture.so_far.is_some();
    let [described, expectation, this_week] = match running {
        true => ["figure-trend-desc-so-far", "figure-trend-expected-so-far", "figure-trend-current-so-far"],
        false => ["figure-trend-desc", "figure-trend-expected", "figure-trend-current"],
    };
    let whole = if running { last } else { picture.weekly.len() };
    let counts: Vec<u64> = picture.weekly.iter().take(whole).filter_map(|w| w.count).collect();
    let numbers = lang.format(
        described,
        &[
            ("n", picture.incident_count.into()),
            ("low", counts.iter().copied().min().unwrap_or(0).into()),
            ("high", counts.iter().copied().max().unwrap_or(0).into()),
            ("weeks", u64::try_from(counts.len()).unwrap_or(0).into()),
        ],
    );
    let (bands, sides) = (bands(picture), sides(picture));
    let expected = bands.last().and_then(|b| b.expected);
    let expected = expected.map(|e| lang.format(expectation, &[("interval", words::interval(lang, e).into())]));
    let description = [Some(numbers), expected, Some(outside(picture, lang))];
    let description = description.into_iter().flatten().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ");
    let frame = frame("trend", lang.text("figure-trend-title"), description, medium, 296.0);
    let week = |(i, (week, band)): (usize, (&domain::pictures::WeekCount, &WeekBand))| TrendWeek {
        tick: if i == last { messages::week_short(lang, week.week) } else { tick(lang, week.week) },
        count: if i == last { week.count.map(|_| picture.incident_count) } else { week.count },
        expected: band.expected.map(|e| [e.low, e.mean, e.high]),
        mark: marks::of_side(sides.get(i).copied().flatten()).drawn(),
    };
    let weeks = picture.weekly.iter().zip(&bands).enumerate().map(week).collect();
    let height = match medium {
        Medium::Screen => 130.0,
        Medium::Paper => 60.0,
    };
    let svg = figures::trend(&Trend {
        frame: frame.clone(),
        height,
        dark: 1,
        weeks,
        legend: ["figure-trend-week", this_week, "figure-trend-band"].map(|id| lang.text(id)),
        outside: [Side::Above, Side::Below].map(|side| side_word(lang, side)),
        current: messages::whole(lang, words::float(picture.incident_count)),
    });
    with_alt(&frame, svg)
}

/// `över det väntade`, `inom det väntade`, `under det väntade`.
pub fn side_word(lang: Lang, side: Side) -> String {
    lang.text(&format!("trend-side-{}", side.key()))
}

/// Which weeks lie outside, in a sentence or two; empty when no week has a band.
fn outside(picture: &Picture, lang: Lang) -> String {
    let sides = sides(picture);
    let told = sides.iter().flatten().count();
    if told == 0 {
        return String::new();
    }
    let in_its_year = |week: Week| match week.year() == picture.week.year() {
        true => messages::week_short(lang, week),
        false => format!("{} {}", messages::week_short(lang, week), week.year()),
    };
    let named = |side: Side| {
        let weeks: Vec<String> =
            picture.weekly.iter().zip(&sides).filter(|(_, s)| **s == Some(side)).map(|(w, _)| in_its_year(w.week)).collect();
        let more = weeks.len().saturating_sub(MOST_NAMED);
        // The newest that there is room for, in their order.
        let mut text = weeks.iter().skip(more).cloned().collect::<Vec<_>>().join(", ");
        if more > 0 {
            text = format!("{text} {}", lang.format("document-more", &[("n", words::count_of(more).into())]));
        }
        (weeks.len(), text)
    };
    let [(above, above_text), (below, below_text)] = [Side::Above, Side::Below].map(named);
    let mut said =
        vec![lang.format("trend-outside", &[("count", words::count_of(above + below).into()), ("n", words::count_of(told).into())])];
    for (n, text, id) in [(above, above_text, "trend-outside-above"), (below, below_text, "trend-outside-below")] {
        if n > 0 {
            said.push(lang.format(id, &[("weeks", text.into())]));
        }
    }
    said.join(" ")
}

/// What is said under the figure on paper, where the foot says what the expected is and the sources tell of late rows.
pub(super) fn short_note(picture: &Picture, lang: Lang) -> String {
    format!("{} {}", outside(picture, lang), lang.text("trend-late")).trim().to_owned()
}

/// What the season says of the week, when the twelve weeks before say something else.
fn season(picture: &Picture, lang: Lang) -> Option<String> {
    let band = *picture.findings.bands.last()?;
    let BandBasis::Season { years } = band.basis else { return None };
    let side = band.side(picture.incident_count)?;
    let agrees = match picture.change {
        Change::New | Change::Grown => side == Side::Above,
        Change::Unchanged => side == Side::Inside,
        Change::Shrunk | Change::Gone => side == Side::Below,
        Change::Unknown => false,
    };
    let interval = words::interval(lang, band.expected?);
    let arguments = [("side", side_word(lang, side).into()), ("interval", interval.into()), ("years", u64::from(years).into())];
    (!agrees).then(|| lang.format("lead-season", &arguments))
}

/// What is said under the figure: where the expected comes from, which weeks lie outside, and that the newest week grows.
pub fn notes(picture: &Picture, lang: Lang) -> Vec<String> {
    let basis = match bands(picture).last().map_or(BandBasis::TooShort, |b| b.basis) {
        BandBasis::Season { years } => lang.format("trend-basis-season", &[("years", u64::from(years).into())]),
        BandBasis::Weeks { weeks } => lang.format("trend-basis-weeks", &[("weeks", u64::from(weeks).into())]),
        BandBasis::TooShort => lang.text("trend-basis-too-short"),
    };
    let late: u64 = picture.late.iter().map(|l| l.count).sum();
    let late = match late {
        0 => lang.text("trend-late"),
        n => format!("{} {}", lang.text("trend-late"), lang.format("trend-late-seen", &[("n", n.into())])),
    };
    [basis, season(picture, lang).unwrap_or_default(), outside(picture, lang), late].into_iter().filter(|s| !s.is_empty()).collect()
}
