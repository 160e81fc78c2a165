//! The methods behind every figure and statistic: the one list of them. Each has a card in plain words, in each language.

use crate::keyed::keyed;

keyed! {
    /// A way of counting, comparing or drawing that the product shows.
    Method {
        /// Incidents a week with the band they were expected in.
        Trend "trend",
        /// What is told of as notable: categories and districts off what was expected.
        Notable "notable",
        /// Counts against what was expected, by category and district.
        Comparison "comparison",
        /// Shaded districts, circles and the smoothed surface of the map.
        Map "map",
        /// Places with more than usual.
        HotSpots "hot-spots",
        /// Weekday and hour, with incidents whose time is not known exactly.
        Pulse "pulse",
        /// Who has reported, and who is silent.
        Silence "silence",
        /// Burglaries and others near one that was just committed.
        NearRepeat "near-repeat",
        /// Clusters in space and time.
        Scan "scan",
        /// Counts before and after an action.
        BeforeAfter "before-after",
        /// Whether an action helped.
        Verdict "verdict",
        /// Small numbers hidden in what everyone may see.
        Suppression "suppression",
        /// Some weeks against others.
        Periods "periods",
        /// How few squares hold how much.
        Concentration "concentration",
        /// Squares with more than expected.
        HotSquares "hot-squares",
        /// A smooth surface of how densely it happens.
        Density "density",
        /// Places followed through the weeks.
        LifeLines "life-lines",
    }
}

impl Method {
    /// Those that the analyst's workbook offers, in shown order.
    pub const WORKBOOK: &'static [Method] = &[
        Method::Trend,
        Method::Periods,
        Method::Pulse,
        Method::LifeLines,
        Method::HotSquares,
        Method::Density,
        Method::Concentration,
        Method::NearRepeat,
    ];

    /// The parts of a card, each a message `method-{method}-{part}`.
    pub const PARTS: [&'static str; 6] = ["name", "says", "not", "data", "parameters", "source"];
}
