//! Points on the ground and the groups found among them, as a map with a scale bar.

use crate::Frame;
use crate::intervals::Mark;
use crate::legend::{Legend, Swatch, dash};
use crate::map::furniture;
use crate::map::ground::{bounds, scale_bar};
use crate::palette::{ACCENT, BAND, INK, LINE, MUTED, PAPER, QUIET};
use crate::svg::{Anchor, Face, Svg, disc, float, number, text_width};
use std::collections::HashSet;

/// What shows that points belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bond {
    /// Ground as far as this from each of them, metres.
    Ground(f64),
    /// A circle; dashed where chance may be all there is to it.
    Circle {
        /// Its middle, metres.
        centre: [f64; 2],
        /// Its radius, metres.
        radius: f64,
        /// Whether it is more than chance.
        sure: bool,
    },
    /// A line from point to point, in their order.
    Chain,
}

/// Points that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its number or name, drawn where there is room.
    pub label: String,
    /// Its points, by their place among all.
    pub points: Vec<usize>,
    /// What shows it.
    pub bond: Bond,
}

/// Input of [`points`].
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// Identity, words and room.
    pub frame: Frame,
    /// All points, metres east and north; one without a finite place is not drawn.
    pub places: Vec<[f64; 2]>,
    /// Groups, the ones whose labels matter most first.
    pub groups: Vec<Group>,
    /// Words of the legend for a point in a group, a point in none, what binds a group, and a circle that may be chance; letter for north.
    pub words: [String; 5],
}

/// From metres to the drawing.
struct Ground {
    west: f64,
    north: f64,
    per_metre: f64,
    size: [f64; 2],
}

impl Ground {
    /// As wide as the frame and at most as high, with everything in it.
    fn of(figure: &Points) -> Self {
        let t = figure.frame.text;
        let around = |[x, y]: [f64; 2], r: f64| [[x - r, y - r], [x + r, y + r]];
        let corners = figure.groups.iter().flat_map(|g| match g.bond {
            Bond::Circle { centre, radius, .. } => around(centre, radius).to_vec(),
            Bond::Ground(reach) => g.points.iter().filter_map(|p| figure.places.get(*p)).flat_map(|p| around(*p, reach)).collect(),
            Bond::Chain => Vec::new(),
        });
        let [west, south, east, north] = bounds(figure.places.iter().copied().chain(corners)).unwrap_or_default();
        // One place alone is shown with a hundred metres around it.
        let least = if east - west < 1.0 && north - south < 1.0 { 100.0 } else { 0.0 };
        let (across, along) = ((east - west).max(least), (north - south).max(least));
        let (edge, width) = (2.0 * t, figure.frame.width);
        let per_metre = ((width - 2.0 * edge) / across.max(1e-6)).min((width - 2.0 * edge) / along.max(1e-6));
        // The scale bar has a strip of its own below everything; a low drawing still has room for the arrow above it.
        let strip = 1.4 * t;
        let height = (along * per_metre + 2.0 * edge + strip).max(7.0 * t);
        let ([x, y], half) = ([(west + east) / 2.0, (south + north) / 2.0], 0.5 / per_metre);
        Self { west: x - width * half, north: y + (height - strip) * half, per_metre, size: [width, height] }
    }

    fn at(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        ((x - self.west) * self.per_metre, (self.north - y) * self.per_metre)
    }

    /// Discs at places, one where several fall together in squares of `apart` units: a hundred thousand points stay a small file.
    fn discs<'a>(&self, places: impl Iterator<Item = &'a [f64; 2]>, r: f64, apart: f64) -> String {
        let mut seen = HashSet::new();
        let drawn = places.filter(|p| p.iter().all(|v| v.is_finite())).map(|p| self.at(*p));
        #[allow(clippy::cast_possible_truncation)] // inside the drawing
        let first = drawn.filter(|(x, y)| seen.insert(((x / apart) as i64, (y / apart) as i64)));
        first.map(|at| disc(at, r)).collect()
    }
}

/// Points, dark where they belong to a group; what binds each group, and its label.
pub fn points(figure: &Points) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let ground = Ground::of(figure);
    let [width, height] = ground.size;
    let legend = Legend::new(frame, entries(figure));
    let mut svg = Svg::open(frame, height + 0.4 * t + legend.height());
    // Many points are drawn smaller, so that where they are dense can still be seen.
    let r = t * (0.24 * (200.0 / float(figure.places.len().max(200))).powf(0.25)).max(0.1);
    let of = |group: &Group| group.points.iter().filter_map(|p| figure.places.get(*p)).copied().collect::<Vec<[f64; 2]>>();
    svg.rect([0.0, 0.0, width, height], "fig-paper", PAPER);
    for group in &figure.groups {
        if let Bond::Ground(metres) = group.bond {
            let reach = (metres * ground.per_metre).max(2.2 * r);
            let d = ground.discs(of(group).iter(), reach, r.max(0.2 * reach));
            svg.stroke(&d, ("fig-edge", MUTED), t * 0.12, "");
            svg.path(&d, "fig-band", BAND);
        }
    }
    let grouped = grouped(figure);
    let alone = figure.places.iter().enumerate().filter(|(i, _)| !grouped.contains(i)).map(|(_, p)| p);
    let d = ground.discs(alone, 0.8 * r, r);
    if !d.is_empty() {
        svg.path(&d, "fig-quiet", QUIET);
    }
    for group in &figure.groups {
        let own = of(group);
        if group.bond == Bond::Chain && !own.is_empty() {
            let line: Vec<String> = own.iter().map(|p| ground.at(*p)).map(|(x, y)| format!("{} {}", number(x), number(y))).collect();
            svg.stroke(&format!("M{}", line.join("L")), ("fig-ink-line", INK), t * 0.08, "");
        }
        svg.path(&ground.discs(own.iter(), r, 0.5 * r), "fig-accent", ACCENT);
    }
    for group in &figure.groups {
        if let Bond::Circle { centre, radius, sure } = group.bond {
            let d = disc(ground.at(centre), (radius * ground.per_metre).max(2.5 * r));
            svg.stroke(&d, ("fig-ink-line", INK), t * 0.12, &if sure { String::new() } else { dash(t) });
        }
    }
    labels(&mut svg, figure, &ground, 2.5 * r);
    svg.stroke(&format!("M0 0H{w}V{h}H0Z", w = number(width), h = number(height)), ("fig-line", LINE), t * 0.08, "");
    let north = &figure.words[4];
    furniture(&mut svg, [0.0, 0.0, width, height], scale_bar(ground.per_metre, 7.0 * t), north);
    legend.draw(&mut svg, height + 0.4 * t);
    svg.close()
}

/// Points that are in a group.
fn grouped(figure: &Points) -> HashSet<usize> {
    figure.groups.iter().flat_map(|g| &g.points).copied().filter(|p| *p < figure.places.len()).collect()
}

/// The legend, of what there is.
fn entries(figure: &Points) -> Vec<(Swatch, &str)> {
    let [within, alone, bond, unsure, _] = &figure.words;
    let mut entries = Vec::new();
    let grouped = grouped(figure).len();
    if grouped > 0 {
        entries.push((Swatch::Mark(Mark::Inside), within.as_str()));
    }
    if grouped < figure.places.len() {
        entries.push((Swatch::Point, alone));
    }
    let has = |is: &dyn Fn(Bond) -> bool| figure.groups.iter().any(|g| is(g.bond));
    let circle = |of: bool| move |bond: Bond| matches!(bond, Bond::Circle { sure, .. } if sure == of);
    for (swatch, words, there) in [
        (Swatch::Ground, bond, has(&|b| matches!(b, Bond::Ground(_)))),
        (Swatch::Chain, bond, has(&|b| b == Bond::Chain)),
        (Swatch::Ring { sure: true }, bond, has(&circle(true))),
        (Swatch::Ring { sure: false }, unsure, has(&circle(false))),
    ] {
        if there {
            entries.push((swatch, words));
        }
    }
    entries
}

/// Labels that touch neither each other nor the scale bar and the arrow: over a circle, beside the end of a line, on the middle of ground or, where that is small, beside it.
fn labels(svg: &mut Svg, figure: &Points, ground: &Ground, least: f64) {
    let t = figure.frame.text;
    let [width, height] = ground.size;
    let mut taken = vec![[0.0, height - 2.4 * t, 8.0 * t, height], [0.0, 0.0, 2.0 * t, 3.0 * t]];
    for group in &figure.groups {
        let half = text_width(&group.label, t) / 2.0;
        let Some((x, y)) = label_at(figure, group, ground, (least, half)) else { continue };
        let x = x.clamp(half + 0.3 * t, width - half - 0.3 * t);
        let own = [x - half, y - 0.7 * t, x + half, y + 0.4 * t];
        if own[1] > 0.0 && own[3] < height && taken.iter().all(|o| own[0] > o[2] || own[2] < o[0] || own[1] > o[3] || own[3] < o[1]) {
            svg.halo((x, y + 0.35 * t), Face::bold(Anchor::Middle), &group.label);
            taken.push(own);
        }
    }
}

/// The middle of a group's label, which is twice `half` as wide.
fn label_at(figure: &Points, group: &Group, ground: &Ground, (least, half): (f64, f64)) -> Option<(f64, f64)> {
    let t = figure.frame.text;
    let places = || group.points.iter().filter_map(|p| figure.places.get(*p)).filter(|p| p.iter().all(|v| v.is_finite()));
    match group.bond {
        Bond::Ground(metres) => {
            let reach = (metres * ground.per_metre).max(least);
            let [left, low, right, high] = bounds(places().copied())?;
            let ((x0, y0), (x1, y1)) = (ground.at([left, high]), ground.at([right, low]));
            if x1 - x0 + 2.0 * reach < 5.0 * t || y1 - y0 + 2.0 * reach < 5.0 * t {
                // On a small one it would hide what it names.
                return Some((x1 + reach + half + 0.2 * t, (y0 + y1) / 2.0));
            }
            let n = float(places().count().max(1));
            let middle = places().fold([0.0, 0.0], |sum, p| [sum[0] + p[0] / n, sum[1] + p[1] / n]);
            // The middle of a bent group may lie beside it: the label stands on the point that is nearest.
            let off = |p: &[f64; 2]| (p[0] - middle[0]).powi(2) + (p[1] - middle[1]).powi(2);
            places().min_by(|a, b| off(a).total_cmp(&off(b))).map(|p| ground.at(*p))
        }
        Bond::Circle { centre, radius, .. } => {
            let (x, y) = ground.at(centre);
            let r = (radius * ground.per_metre).max(least);
            let over = y - r - 0.7 * t;
            Some((x, if over > 0.8 * t { over } else { y + r + 0.8 * t }))
        }
        Bond::Chain => places().next_back().map(|p| ground.at(*p)).map(|(x, y)| (x + half + 0.5 * t, y - 0.5 * t)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(places: Vec<[f64; 2]>, groups: Vec<(Vec<usize>, Bond)>) -> Points {
        let frame = Frame { id: "p".into(), title: "Punkter".into(), description: String::new(), width: 300.0, text: 10.0 };
        let group = |(at, (points, bond)): (usize, (Vec<usize>, Bond))| Group { label: format!("<{}>", at + 1), points, bond };
        let words = ["i grupp", "ensam", "hör ihop", "kan vara slump", "N"].map(str::to_owned);
        Points { frame, places, groups: groups.into_iter().enumerate().map(group).collect(), words }
    }

    #[test]
    fn a_metre_is_as_long_both_ways_and_north_is_up() {
        let svg = points(&figure(vec![[0.0, 0.0], [1000.0, 0.0], [1000.0, 500.0]], vec![(vec![0, 1, 2], Bond::Chain)]));
        // 260 units of 300 for a kilometre; half of it upwards.
        assert!(svg.contains("d=\"M20 150L280 150L280 20\""), "{svg}");
        assert!(svg.contains(">200 m</text>") && svg.contains(">hör ihop</text>") && !svg.contains(">ensam</text>"), "{svg}");
    }

    #[test]
    fn what_is_sure_is_drawn_whole_and_the_rest_dashed() {
        let circle = |sure| Bond::Circle { centre: [50.0, 50.0], radius: 40.0, sure };
        let places = vec![[50.0, 50.0], [0.0, 0.0], [100.0, 100.0]];
        let both = points(&figure(places.clone(), vec![(vec![0], circle(true)), (vec![1], circle(false))]));
        assert_eq!(both.matches("stroke-dasharray").count(), 2, "the circle and its swatch: {both}");
        assert!(both.contains(">kan vara slump</text>") && both.contains(">ensam</text>") && both.contains("&lt;1&gt;"));
        let one = points(&figure(places, vec![(vec![0], circle(true))]));
        assert!(!one.contains("stroke-dasharray") && !one.contains(">kan vara slump</text>"));
    }

    #[test]
    fn points_on_each_other_are_one_and_labels_keep_apart() {
        let mut places = vec![[10.0, 10.0]; 500];
        places.extend([[0.0, 0.0], [100.0, 100.0]]);
        let svg = points(&figure(places, vec![((0..250).collect(), Bond::Ground(5.0)), ((250..500).collect(), Bond::Ground(5.0))]));
        assert!(svg.len() < 5_000, "{}", svg.len());
        assert!(svg.contains("&lt;1&gt;") && !svg.contains("&lt;2&gt;"), "{svg}");
    }

    #[test]
    fn nothing_and_what_has_no_place_give_a_whole_figure() {
        for places in [vec![], vec![[f64::NAN, 1.0]], vec![[5.0, 5.0]], vec![[f64::INFINITY, 0.0], [0.0, 0.0]]] {
            let svg = points(&figure(places, vec![(vec![0, 7], Bond::Ground(1.0)), (vec![], Bond::Chain)]));
            assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }
}
