//! Figures on the ground: classes of cells or areas, and points with the groups found among them.

use super::frame;
use crate::commands::analyse::answer::Figure;
use analysis::place::{Heat as Hot, Local, Quadrant, Shape};
use analysis::space_time::{Cluster, Series};
use figures::{
    Bond, Cells, Frame, Group, MapArea, MapFigure, NoValue, Over, Points, Positions, SHADES, Shade, Tones, cells, map, map_height, points,
};
use messages::{Lang, decimal};

/// What classes are drawn on.
pub enum Ground {
    /// A grid, row by row from the south-west.
    Cells {
        /// Cells in a row.
        columns: usize,
        /// Side of a cell, metres.
        side: f64,
    },
    /// Areas, in degrees or metres.
    Areas(Vec<Shape>),
}

impl Default for Ground {
    fn default() -> Self {
        Ground::Areas(Vec::new())
    }
}

impl Ground {
    /// What there are so many of.
    fn unit(&self, lang: Lang) -> String {
        lang.text(match self {
            Ground::Cells { .. } => "analyse-figure-cells",
            Ground::Areas(_) => "analyse-figure-areas",
        })
    }
}

/// Area names that are tried for: their numbers in the table.
const NAMES: usize = 60;

/// Circles that are drawn, the most remarkable ones.
const MOST_CIRCLES: usize = 20;

/// From here on chance is not what is told.
const SURE: f64 = 0.05;

/// Where high and low values are gathered. By the permutation's p where there is one.
pub fn hot(found: &[Hot], ground: &Ground, lang: Lang) -> Figure {
    let step = |hot: &Hot| match hot.p_permutation.unwrap_or(hot.p) {
        p if p < 0.01 => 2.0 * hot.z.signum(),
        p if p < SURE => hot.z.signum(),
        _ => 0.0,
    };
    let steps: Vec<Option<f64>> = found.iter().map(|hot| Some(step(hot))).collect();
    let count = |is: &dyn Fn(f64) -> bool| (steps.iter().flatten().filter(|v| is(**v)).count() as u64).into();
    let said = [
        ("n", (steps.len() as u64).into()),
        ("unit", ground.unit(lang).into()),
        ("high", count(&|v| v > 0.0)),
        ("low", count(&|v| v < 0.0)),
    ];
    let frame = frame("gistar", lang.text("analyse-figure-gistar"), lang.format("analyse-figure-gistar-desc", &said));
    let labels = ["clearly-low", "low", "neither", "high", "clearly-high"].map(|label| lang.text(&format!("analyse-figure-{label}")));
    classes(frame, ground, &steps, (labels, lang.text("analyse-figure-gistar-legend")), lang)
}

/// Which places are like those beside them, by local Moran, and which are not.
pub fn alike(found: &[Local], ground: &Ground, lang: Lang) -> Figure {
    let step = |local: &Local| {
        let quadrant = local.quadrant?;
        Some(match (quadrant, local.p.is_some_and(|p| p < SURE)) {
            (_, false) => 0.0,
            (Quadrant::LowLow, true) => -2.0,
            (Quadrant::LowHigh, true) => -1.0,
            (Quadrant::HighLow, true) => 1.0,
            (Quadrant::HighHigh, true) => 2.0,
        })
    };
    let steps: Vec<Option<f64>> = found.iter().map(step).collect();
    let count = |step: f64| (steps.iter().flatten().filter(|v| **v == step).count() as u64).into();
    let said = [
        ("n", (steps.len() as u64).into()),
        ("unit", ground.unit(lang).into()),
        ("hh", count(2.0)),
        ("ll", count(-2.0)),
        ("hl", count(1.0)),
        ("lh", count(-1.0)),
        ("alone", (steps.iter().filter(|s| s.is_none()).count() as u64).into()),
    ];
    let frame = frame("moran", lang.text("analyse-figure-moran"), lang.format("analyse-figure-moran-desc", &said));
    let labels =
        ["low-low", "low-high", "no-pattern", "high-low", "high-high"].map(|label| lang.text(&format!("analyse-figure-moran-{label}")));
    classes(frame, ground, &steps, (labels, lang.text("analyse-figure-moran-legend")), lang)
}

/// Steps from −2 to 2 on a scale around a middle; `None` is left white. An area carries its number in the table where it is not in the middle.
fn classes(frame: Frame, ground: &Ground, steps: &[Option<f64>], (labels, heading): ([String; SHADES], String), lang: Lang) -> Figure {
    let shades = labels.into_iter().zip([-2.0, -1.0, 0.0, 1.0, 2.0]).map(|(label, up_to)| Shade { up_to, label }).collect();
    let (tones, north) = (Tones::Around, lang.text("figure-map-north"));
    let svg = match ground {
        Ground::Cells { columns, side } => cells(&Cells {
            frame: frame.clone(),
            columns: *columns,
            values: steps.iter().map(|s| s.unwrap_or(f64::NAN)).collect(),
            side: *side,
            shades,
            tones,
            over: Over::default(),
            words: [heading, north],
        }),
        Ground::Areas(shapes) => {
            let area = |(at, (parts, value)): (usize, (&Shape, &Option<f64>))| MapArea {
                name: lang.format("analyse-figure-number", &[("n", (at as u64 + 1).into())]),
                parts: parts.clone(),
                value: *value,
            };
            let areas: Vec<MapArea> = shapes.iter().zip(steps).enumerate().map(area).collect();
            let positions = positions(shapes);
            map(&MapFigure {
                height: map_height(&frame, &areas, positions),
                frame: frame.clone(),
                positions,
                areas,
                circles: Vec::new(),
                shades,
                tones,
                no_value: NoValue::Blank,
                names: NAMES,
                words: [heading, String::new(), north, lang.text("figure-map-enlarged")],
            })
        }
    };
    Figure { frame, svg }
}

/// GeoJSON has degrees; what cannot be degrees is metres.
fn positions(shapes: &[Shape]) -> Positions {
    let mut all = shapes.iter().flatten().flatten().flatten();
    if all.all(|[x, y]| x.abs() <= 180.0 && y.abs() <= 90.0) { Positions::Degrees } else { Positions::Metres }
}

/// Points in clusters.
pub struct Clustered<'a> {
    /// The method that found them.
    pub method: &'static str,
    /// Eastings and northings, metres.
    pub places: [&'a [f64]; 2],
    /// Cluster of each point.
    pub labels: &'a [Option<u32>],
    /// How far the points of a cluster are from the next, metres.
    pub reach: &'a dyn Fn(usize) -> f64,
}

/// Clusters on ground that reaches halfway to the next point, with their numbers in the table.
pub fn clusters(found: &Clustered, lang: Lang) -> Figure {
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (point, label) in found.labels.iter().enumerate() {
        if let Some(label) = label.map(|label| label as usize) {
            members.resize(members.len().max(label + 1), Vec::new());
            members[label].push(point);
        }
    }
    let inside: usize = members.iter().map(Vec::len).sum();
    let group = |(at, points): (usize, Vec<usize>)| Group { label: at.to_string(), points, bond: Bond::Ground((found.reach)(at) / 2.0) };
    let mut groups: Vec<Group> = members.into_iter().enumerate().map(group).collect();
    groups.sort_by_key(|g| std::cmp::Reverse(g.points.len()));
    let said = [
        ("n", (found.labels.len() as u64).into()),
        ("groups", (groups.len() as u64).into()),
        ("alone", ((found.labels.len() - inside) as u64).into()),
        ("most", groups.first().map_or_else(String::new, |g| g.label.clone()).into()),
        ("size", groups.first().map_or(0, |g| g.points.len() as u64).into()),
    ];
    let description = lang.format(if groups.is_empty() { "analyse-figure-clusters-none" } else { "analyse-figure-clusters-desc" }, &said);
    let title = lang.format("analyse-figure-clusters", &[("method", found.method.to_uppercase().into())]);
    let words = ["analyse-figure-in-cluster", "analyse-figure-in-none", "analyse-figure-cluster"].map(|id| lang.text(id));
    on_ground(frame(found.method, title, description), found.places, groups, (words, String::new()), lang)
}

/// Circles in which more came together at a time than chance gives, with their places in the table's order.
pub fn circles(places: [&[f64]; 2], found: &[Cluster], days: &dyn Fn(&Cluster) -> [String; 2], lang: Lang) -> Figure {
    let group = |(at, c): (usize, &Cluster)| Group {
        label: (at + 1).to_string(),
        points: c.rows.iter().map(|row| *row as usize).collect(),
        bond: Bond::Circle { centre: c.centre, radius: c.radius, sure: c.p <= SURE },
    };
    let groups: Vec<Group> = found.iter().take(MOST_CIRCLES).enumerate().map(group).collect();
    let description = found.first().map_or_else(
        || lang.format("analyse-figure-scan-none", &[("n", (places[0].len() as u64).into())]),
        |first| {
            let [from, to] = days(first);
            let said = [
                ("n", (places[0].len() as u64).into()),
                ("groups", (found.len() as u64).into()),
                ("shown", (groups.len() as u64).into()),
                ("sure", (found.iter().filter(|c| c.p <= SURE).count() as u64).into()),
                ("cases", u64::from(first.cases).into()),
                ("expected", decimal(lang, first.expected, 1).into()),
                ("radius", decimal(lang, first.radius, 0).into()),
                ("from", from.into()),
                ("to", to.into()),
                ("p", decimal(lang, first.p, 3).into()),
            ];
            lang.format("analyse-figure-scan-desc", &said)
        },
    );
    let words = ["analyse-figure-in-circle", "analyse-figure-in-no-circle", "analyse-figure-circle"].map(|id| lang.text(id));
    let frame = frame("scan", lang.text("analyse-figure-scan"), description);
    on_ground(frame, places, groups, (words, lang.text("analyse-figure-circle-unsure")), lang)
}

/// Series as lines from their first event to their last, with their numbers in the table.
pub fn chains(places: [&[f64]; 2], found: &[Series], days: &dyn Fn(&Series) -> [String; 2], lang: Lang) -> Figure {
    let group = |(at, s): (usize, &Series)| Group {
        label: (at + 1).to_string(),
        points: s.rows.iter().map(|row| *row as usize).collect(),
        bond: Bond::Chain,
    };
    let groups: Vec<Group> = found.iter().enumerate().map(group).collect();
    let description = found.first().map_or_else(
        || lang.format("analyse-figure-series-none", &[("n", (places[0].len() as u64).into())]),
        |first| {
            let [from, to] = days(first);
            let said = [
                ("n", (places[0].len() as u64).into()),
                ("groups", (found.len() as u64).into()),
                ("size", (first.rows.len() as u64).into()),
                ("radius", decimal(lang, first.radius, 0).into()),
                ("from", from.into()),
                ("to", to.into()),
            ];
            lang.format("analyse-figure-series-desc", &said)
        },
    );
    let words = ["analyse-figure-in-series", "analyse-figure-in-no-series", "analyse-figure-chain"].map(|id| lang.text(id));
    on_ground(frame("series", lang.text("analyse-figure-series"), description), places, groups, (words, String::new()), lang)
}

fn on_ground(frame: Frame, [x, y]: [&[f64]; 2], groups: Vec<Group>, (words, unsure): ([String; 3], String), lang: Lang) -> Figure {
    let [within, alone, bond] = words;
    let svg = points(&Points {
        frame: frame.clone(),
        places: x.iter().zip(y).map(|(x, y)| [*x, *y]).collect(),
        groups,
        words: [within, alone, bond, unsure, lang.text("figure-map-north")],
    });
    Figure { frame, svg }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_around_a_middle_has_a_step_for_each_answer() {
        let hot_at = |z: f64, p: f64| Hot { z, p, p_permutation: None };
        let found = [hot_at(-3.0, 0.001), hot_at(-2.1, 0.03), hot_at(0.1, 0.9), hot_at(2.1, 0.03), hot_at(3.0, 0.001)];
        let figure = hot(&found, &Ground::Cells { columns: SHADES, side: 100.0 }, Lang::Sv);
        // Each step is drawn once and stands once in the legend.
        for step in 0..SHADES {
            assert_eq!(figure.svg.matches(&format!("class=\"fig-around{step}\"")).count(), 2, "{step}");
        }
        assert!(figure.frame.description.contains("2 rutor"), "{}", figure.frame.description);
        // What chance says of the neighbours goes before the normal distribution.
        let sure = Hot { p_permutation: Some(0.5), ..hot_at(3.0, 0.001) };
        let drawn = hot(&[sure; 4], &Ground::Cells { columns: 2, side: 100.0 }, Lang::Sv);
        assert!(!drawn.svg.split("</defs>").nth(1).unwrap().contains("url(#analyse-gistar-more4)\"/><path"));
        assert_eq!(drawn.svg.matches("class=\"fig-around4\"").count(), 1, "the legend alone");
    }

    #[test]
    fn an_area_is_named_by_its_number_where_it_is_not_in_the_middle() {
        let square = |at: f64| vec![vec![vec![[at, 0.0], [at + 500.0, 0.0], [at + 500.0, 500.0], [at, 500.0], [at, 0.0]]]];
        let ground = Ground::Areas((0..3).map(|i| square(500.0 * f64::from(i))).collect());
        let local = |quadrant, p| Local { value: 1.0, quadrant, p };
        let found = [local(Some(Quadrant::LowLow), Some(0.01)), local(Some(Quadrant::HighHigh), Some(0.3)), local(None, None)];
        let figure = alike(&found, &ground, Lang::En);
        assert!(figure.svg.contains(">no. 1</text>") && !figure.svg.contains(">no. 2</text>") && !figure.svg.contains(">no. 3</text>"));
        assert!(figure.frame.description.contains("3 areas"), "{}", figure.frame.description);
    }
}
