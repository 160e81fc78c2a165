//! The figures: whole XML, unique ids, nothing active and nothing from outside.

use crate::picture;
use documents::picture::figures::{Drawn, Medium, figures_of};
use messages::Lang;

fn every_figure(picture: &domain::pictures::Picture) -> Vec<Drawn> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        for medium in [Medium::Screen, Medium::Paper] {
            let drawn = figures_of(picture, &picture::outlines(), *lang, medium);
            all.extend([drawn.trend, drawn.pulse, drawn.categories]);
            all.extend(drawn.map);
            all.extend(drawn.districts);
        }
    }
    all
}

#[test]
fn are_whole_and_hold_nothing_active() {
    for drawn in every_figure(&picture::sample()).iter().chain(&every_figure(&picture::hostile())) {
        let svg = &drawn.svg;
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        assert!(svg.contains("role=\"img\"") && (svg.contains("<title ") || svg.contains("aria-label=")), "{}", &svg[..200]);
        for no in ["<script", "onload", "http://www.w3.org/1999/xlink", "href", "NaN", "inf", "style="] {
            assert!(!svg.contains(no), "{no} in a figure");
        }
        let opened = svg.matches('<').count() - svg.matches("</").count();
        let closed = svg.matches("</").count() + svg.matches("/>").count();
        assert_eq!(opened, closed, "every element is closed");
        assert!(!drawn.alt.is_empty());
    }
}

#[test]
fn the_text_alternative_says_what_the_figure_shows() {
    let picture = picture::sample();
    let drawn = figures_of(&picture, &picture::outlines(), Lang::Sv, Medium::Screen);
    assert!(drawn.trend.alt.contains(&picture.incident_count.to_string()));
    assert!(drawn.map.unwrap().alt.contains("Skäggetorp"));
    assert!(drawn.pulse.alt.contains("lördag"), "{}", drawn.pulse.alt);
}

#[test]
fn without_boundaries_there_is_no_map() {
    assert!(figures_of(&picture::sample(), &[], Lang::Sv, Medium::Screen).map.is_none());
}
