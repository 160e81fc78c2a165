//! The static map: districts shaded by count, circles for grid squares, and an enlargement of
//! the part where most districts lie.

pub(crate) mod ground;

use crate::cells::{Tones, define_tones, steps, tone};
use crate::legend::{Legend, Swatch};
use crate::palette::{INK, LINE, MUTED, PAPER};
use crate::svg::{Anchor, Face, Svg, disc, escape, number, text_width};
use crate::{Frame, Shade, shade_of};
use ground::{View, middle};
use std::fmt::Write;

/// What positions are given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Positions {
    /// `[longitude, latitude]` in degrees.
    Degrees,
    /// `[east, north]` in metres.
    Metres,
}

/// One district.
#[derive(Clone, Debug, PartialEq)]
pub struct MapArea {
    /// Name, drawn when there is room for it.
    pub name: String,
    /// Polygons: outer ring, then holes.
    pub parts: Vec<Vec<Vec<[f64; 2]>>>,
    /// What the shade stands for: incidents, or steps from the middle. `None`: there is no number to show, see [`NoValue`].
    pub value: Option<f64>,
}

/// How areas without a value are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// Blank.
    Blank,
    /// Hatched, with these words in the legend.
    Hatched(String),
    /// Hatched, with these words in the legend, around a view of the areas that have a value.
    Around(String),
}

/// A count at a place that is not exact, drawn as a circle of proportional area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapCircle {
    /// Longitude, or metres east.
    pub lon: f64,
    /// Latitude, or metres north.
    pub lat: f64,
    /// Incidents.
    pub count: u64,
}

/// Input of [`map`].
#[derive(Clone, Debug, PartialEq)]
pub struct MapFigure {
    /// Identity, words and room. From 480 units on the two views stand side by side.
    pub frame: Frame,
    /// Height of a view.
    pub height: f64,
    /// What the positions are given in.
    pub positions: Positions,
    /// Districts.
    pub areas: Vec<MapArea>,
    /// Circles; may be empty.
    pub circles: Vec<MapCircle>,
    /// The scale, from its lower end; at most [`crate::SHADES`] steps.
    pub shades: Vec<Shade>,
    /// How its steps look.
    pub tones: Tones,
    /// How districts without a value look.
    pub no_value: NoValue,
    /// How many district names to try for in each view, those farthest from 0 first.
    pub names: usize,
    /// Heading of the legend; words for a circle; letter for north; name of the enlargement.
    pub words: [String; 4],
}

/// A height of the views that suits the areas' shape in a frame.
pub fn map_height(frame: &Frame, areas: &[MapArea], positions: Positions) -> f64 {
    let beside = frame.width >= 480.0 && ground::crowded(areas, positions).is_some();
    let width = if beside { frame.width / 2.0 } else { frame.width };
    let [west, south, east, north] = ground::bounds(areas.iter().flat_map(ground::points)).unwrap_or([0.0, 0.0, 2.0, 1.0]);
    let across = (east - west) * positions.shrink((south + north) / 2.0);
    (width * (north - south) / across.max(1e-9)).clamp(0.3 * width, 1.2 * width)
}

/// Districts and circles. Where half of the districts crowd in a small part of the ground, as
/// a town in its municipality does, that part is enlarged beside (or under) the whole.
pub fn map(figure: &MapFigure) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let gap = 0.8 * t;
    let beside = frame.width >= 480.0;
    let fits = matches!(figure.no_value, NoValue::Around(_)) && figure.areas.iter().any(|a| a.value.is_some());
    let town = if fits { None } else { ground::crowded(&figure.areas, figure.positions) };
    let width = if beside && town.is_some() { (frame.width - gap) / 2.0 } else { frame.width };
    let seen = figure.areas.iter().filter(|a| !fits || a.value.is_some());
    let whole = View::around(seen.flat_map(ground::points), figure.positions, ([0.0, 0.0, width, figure.height], t));
    let second = town.map(|bounds| {
        let place = if beside { [width + gap, 0.0] } else { [0.0, figure.height + gap] };
        View::of(bounds, figure.positions, ([place[0], place[1], width, figure.height], t))
    });
    let views = if second.is_some() && !beside { 2.0 * figure.height + gap } else { figure.height };

    let [heading, circle, north, enlarged] = &figure.words;
    let mut entries = steps(figure.tones, heading, &figure.shades);
    if let (NoValue::Hatched(words) | NoValue::Around(words), true) = (&figure.no_value, figure.areas.iter().any(|a| a.value.is_none())) {
        entries.push((Swatch::NoValue, words));
    }
    if !figure.circles.is_empty() {
        entries.push((Swatch::Circle, circle));
    }
    let legend = Legend::new(frame, entries);
    let mut svg = Svg::open(frame, views + 0.5 * t + legend.height());
    define_tones(&mut svg, figure.tones, frame);
    let hatched = figure.no_value != NoValue::Blank;
    if hatched {
        svg.define_no_value(&frame.id, frame.text * 0.6);
    }
    let covered = second.as_ref().map(|view| whole.bounds_of(view));
    draw(&mut svg, figure, &whole, ("a", covered));
    furniture(&mut svg, whole.place, whole.scale_bar(7.0 * t), north);
    if let Some(view) = &second {
        outline_of(&mut svg, &whole, view, t);
        draw(&mut svg, figure, view, ("b", None));
        furniture(&mut svg, view.place, view.scale_bar(7.0 * t), north);
        let [x, y, w, _] = view.place;
        svg.halo((x + w - 0.5 * t, y + 1.3 * t), Face::bold(Anchor::End), enlarged);
    }
    legend.draw(&mut svg, views + 0.5 * t);
    svg.close()
}

/// Shades, circles and names of one view, clipped to its frame. What is enlarged elsewhere is
/// covered: it gets no circles and names here.
fn draw(svg: &mut Svg, figure: &MapFigure, view: &View, (part, covered): (&str, Option<[f64; 4]>)) {
    let t = figure.frame.text;
    let id = escape(&figure.frame.id);
    let [x, y, w, h] = view.place;
    let [nx, ny, nw, nh] = view.place.map(number);
    svg.raw(&format!("<clipPath id=\"{id}-{part}\"><rect x=\"{nx}\" y=\"{ny}\" width=\"{nw}\" height=\"{nh}\"/></clipPath>"));
    svg.raw(&format!("<g clip-path=\"url(#{id}-{part})\">"));
    for area in &figure.areas {
        let d = path(area, view);
        if d.is_empty() {
            continue;
        }
        let (class, fill) = match area.value {
            Some(value) => tone(figure.tones, &figure.frame.id, shade_of(value, &figure.shades)),
            None => ("fig-paper".to_owned(), PAPER.to_owned()),
        };
        svg.area(&d, (&class, &fill), t * 0.06);
        if area.value.is_none() && figure.no_value != NoValue::Blank {
            svg.path(&d, "fig-none", &Svg::no_value(&figure.frame.id));
        }
    }
    let most = figure.circles.iter().map(|c| c.count).max().unwrap_or(1).max(1);
    for circle in &figure.circles {
        let (cx, cy) = view.at([circle.lon, circle.lat]);
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let r = (circle.count as f64 / most as f64).sqrt() * 1.1 * t;
        let inside = cx > x - r && cx < x + w + r && cy > y - r && cy < y + h + r;
        let hidden = covered.is_some_and(|c| cx > c[0] && cx < c[2] && cy > c[1] && cy < c[3]);
        if inside && !hidden {
            svg.ring(&disc((cx, cy), r.max(0.25 * t)), t * 0.07);
        }
    }
    names(svg, figure, view, covered);
    svg.raw("</g>");
    let frame = format!("M{nx} {ny}h{nw}v{nh}h-{nw}Z");
    svg.stroke(&frame, ("fig-line", LINE), t * 0.08, "");
}

/// Names of the districts farthest from 0, such as those with most incidents, that do not touch each other.
fn names(svg: &mut Svg, figure: &MapFigure, view: &View, covered: Option<[f64; 4]>) {
    let t = figure.frame.text;
    let size = 0.88;
    let [x, y, w, h] = view.place;
    let mut order: Vec<&MapArea> = figure.areas.iter().filter(|a| a.value.is_some_and(|v| v != 0.0)).collect();
    let far = |area: &MapArea| area.value.map_or(0.0, f64::abs);
    order.sort_by(|a, b| far(b).total_cmp(&far(a)).then_with(|| a.name.cmp(&b.name)));
    // The scale bar and the north arrow keep their corners.
    let mut taken =
        vec![[x, y + h - 2.4 * t, x + 8.0 * t, y + h], [x, y, x + 2.0 * t, y + 3.0 * t], [x + w - 9.0 * t, y, x + w, y + 2.0 * t]];
    taken.extend(covered);
    let mut left = figure.names;
    for area in order {
        if left == 0 {
            break;
        }
        let Some(place) = middle(area) else { continue };
        let (cx, cy) = view.at(place);
        let elsewhere = covered.is_some_and(|c| cx > c[0] && cx < c[2] && cy > c[1] && cy < c[3]);
        if elsewhere || cx < x || cx > x + w || cy < y || cy > y + h {
            continue;
        }
        let half = text_width(&area.name, t * size) / 2.0;
        let (low, high) = (x + 2.5 + half, x + w - 2.5 - half);
        // In the middle of its area, or just over or under it; a name near the edge is moved in.
        let cx = if low < high { cx.clamp(low, high) } else { cx };
        let places = [0.0, -1.3, 1.3].map(|up| [cx - half, cy + (up - 0.8) * t, cx + half, cy + (up + 0.4) * t]);
        let free = |own: &[f64; 4]| {
            let clear = taken.iter().all(|o| own[0] > o[2] || own[2] < o[0] || own[1] > o[3] || own[3] < o[1]);
            clear && own[0] > x + 2.0 && own[2] < x + w - 2.0 && own[1] > y && own[3] < y + h
        };
        if let Some(own) = places.into_iter().find(free) {
            svg.halo((cx, own[3] - 0.1 * t), Face { scale: size, ..Face::plain(Anchor::Middle) }, &area.name);
            taken.push(own);
            left -= 1;
        }
    }
}

/// Outline of the enlarged part on the whole.
fn outline_of(svg: &mut Svg, whole: &View, part: &View, t: f64) {
    let [x0, y0, x1, y1] = whole.bounds_of(part);
    let d = format!("M{} {}H{}V{}H{}Z", number(x0), number(y0), number(x1), number(y1), number(x0));
    svg.stroke(&d, ("fig-ink-line", INK), t * 0.1, "");
}

/// Scale bar, of so many metres and units, and north arrow, in the lower and upper left corner of a place.
pub(crate) fn furniture(svg: &mut Svg, [x, y, _, h]: [f64; 4], (metres, length): (f64, f64), north: &str) {
    let t = svg.text_height();
    let words = if metres >= 1000.0 { format!("{} km", number(metres / 1000.0)) } else { format!("{} m", number(metres)) };
    let (left, base) = (x + 0.7 * t, y + h - 0.7 * t);
    let [l, r, b, up] = [left, left + length, base, base - 0.4 * t].map(number);
    svg.stroke(&format!("M{l} {up}V{b}H{r}V{up}"), ("fig-ink-line", INK), t * 0.11, "");
    svg.halo((left, base - 0.75 * t), Face { scale: 0.9, ..Face::plain(Anchor::Start) }, &words);
    let [ax, bx, cx, top, foot, notch] = [x + 0.6 * t, x + 1.1 * t, x + 1.6 * t, y + 0.5 * t, y + 1.7 * t, y + 1.4 * t].map(number);
    svg.path(&format!("M{ax} {foot}L{bx} {top}L{cx} {foot}L{bx} {notch}Z"), "fig-ink", INK);
    svg.halo((x + 1.1 * t, y + 2.7 * t), Face { scale: 0.9, ..Face::plain(Anchor::Middle) }, north);
}

/// Outline of a district as path data; empty when it lies outside the view.
fn path(area: &MapArea, view: &View) -> String {
    let mut d = String::new();
    for ring in area.parts.iter().flatten().filter(|ring| view.touches(ring)) {
        let mut last = (f64::NAN, f64::NAN);
        for (i, position) in ring.iter().enumerate() {
            let (x, y) = view.at(*position);
            // Below half a unit nothing can be seen, and the page becomes heavy.
            if i > 0 && (x - last.0).abs() < 0.4 && (y - last.1).abs() < 0.4 {
                continue;
            }
            last = (x, y);
            let _ = write!(d, "{}{:.1} {:.1}", if i == 0 { 'M' } else { 'L' }, x, y);
        }
        d.push('Z');
    }
    d
}

impl Svg {
    /// A shaded area with the outline of a boundary.
    fn area(&mut self, d: &str, (class, fill): (&str, &str), width: f64) {
        self.raw(&format!(
            "<path d=\"{d}\" class=\"{class} fig-edge\" fill=\"{fill}\" fill-rule=\"evenodd\" stroke=\"{MUTED}\" stroke-width=\"{}\" stroke-linejoin=\"round\"/>",
            number(width)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(name: &str, west: f64, south: f64, side: f64, value: f64) -> MapArea {
        let ring = vec![[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]];
        MapArea { name: name.into(), parts: vec![vec![ring]], value: Some(value) }
    }

    fn figure(areas: Vec<MapArea>) -> MapFigure {
        let frame = Frame { id: "m".into(), title: "Karta".into(), description: String::new(), width: 420.0, text: 12.0 };
        let shades = [0.0, 2.0, 5.0, 10.0, f64::INFINITY].iter().map(|v| Shade { up_to: *v, label: v.to_string() }).collect();
        let words = ["", "", "N", "Tätorten"].map(str::to_owned);
        let (positions, tones, no_value) = (Positions::Degrees, Tones::Rising, NoValue::Blank);
        MapFigure { frame, height: 300.0, positions, areas, circles: Vec::new(), shades, tones, no_value, names: 3, words }
    }

    #[test]
    fn areas_without_a_value_are_hatched_and_the_view_fits_the_others() {
        let mut drawn = figure(vec![square("Ett", 15.0, 58.0, 0.01, 3.0), square("Två", 15.2, 58.0, 0.2, 0.0)]);
        drawn.areas[1].value = None;
        let wide = map(&drawn);
        assert!(!wide.contains("m-none"), "blank");
        drawn.no_value = NoValue::Hatched("dolt".into());
        assert_eq!(map(&drawn).matches("url(#m-none)").count(), 2, "one area and the legend");
        drawn.no_value = NoValue::Around("utanför urvalet".into());
        let near = map(&drawn);
        assert!(near.contains(">utanför urvalet</text>") && near.contains(">Ett</text>"), "{near}");
        let metres = |svg: &str| svg.contains(">100 m</text>") || svg.contains(">200 m</text>");
        assert!(metres(&near) && !metres(&wide), "{near}");
    }

    #[test]
    fn the_largest_is_named_though_it_lies_at_the_edge() {
        let mut drawn =
            figure(vec![square("Ett mycket långt namn på en stadsdel", 15.0, 58.14, 0.02, 30.0), square("Två", 15.1, 58.0, 0.3, 3.0)]);
        drawn.names = 1;
        assert!(map(&drawn).contains(">Ett mycket långt namn på en stadsdel</text>"));
    }

    #[test]
    fn areas_in_metres_around_a_middle_name_both_ends_and_hatch_one() {
        let areas =
            [-2.0, 0.0, 2.0].iter().enumerate().map(|(i, v)| square(&format!("Del {i}"), 1000.0 * i as f64, 0.0, 1000.0, *v)).collect();
        let mut drawn = figure(areas);
        (drawn.positions, drawn.tones) = (Positions::Metres, Tones::Around);
        drawn.shades = [-2.0, -1.0, 0.0, 1.0, 2.0].iter().map(|v| Shade { up_to: *v, label: v.to_string() }).collect();
        let svg = map(&drawn);
        assert!(svg.contains(">Del 0</text>") && !svg.contains(">Del 1</text>") && svg.contains(">Del 2</text>"));
        assert_eq!(svg.matches("url(#m-more4)").count(), 2, "one area and the legend");
        // Three kilometres across 408 units: half a kilometre is the longest round number in 84.
        assert!(svg.contains(">500 m</text>"), "{svg}");
    }

    #[test]
    fn the_most_is_hatched_and_the_rest_is_not() {
        let svg = map(&figure(vec![square("Ett", 15.0, 58.0, 0.2, 11.0), square("Två", 15.2, 58.0, 0.2, 3.0)]));
        assert_eq!(svg.matches("url(#m-hatch)").count(), 2, "one area and the legend");
        assert!(svg.contains("<text") && svg.contains(">Ett</text>"));
    }

    #[test]
    fn a_crowded_town_is_enlarged() {
        let mut areas = vec![square("Landsbygd", 15.0, 58.0, 1.0, 1.0)];
        areas.extend((0..9u32).map(|i| square("Tätort", 15.4 + 0.01 * f64::from(i % 3), 58.4 + 0.01 * f64::from(i / 3), 0.01, 4.0)));
        assert!(map(&figure(areas)).contains("Tätorten"));
        let even: Vec<MapArea> = (0..9u32).map(|i| square("X", 15.0 + f64::from(i % 3), 58.0 + f64::from(i / 3), 1.0, 1.0)).collect();
        assert!(!map(&figure(even)).contains("Tätorten"));
    }

    #[test]
    fn no_districts_give_an_empty_but_whole_figure() {
        let svg = map(&figure(Vec::new()));
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("NaN"));
    }
}
