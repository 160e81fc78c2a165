//! What nobody has judged is told as not judged, in every form.

use crate::picture;
use calamine::{Reader, Xlsx};
use documents::picture::{from_json, json, pdf, workbook};
use domain::pictures::{Edition, Judgement, Picture};
use messages::Lang;
use std::io::Cursor;

/// Actions are there, but no meeting has judged.
fn unjudged() -> Picture {
    let mut picture = picture::sample();
    picture.edition = Edition::Working;
    picture.judgement = Judgement { assessed: false, others_normal: false, areas: Vec::new(), focus: Vec::new(), ..picture.judgement };
    picture
}

fn sheets(picture: &Picture) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(picture, Lang::Sv).unwrap())).unwrap();
    book.worksheets().into_iter().flat_map(|(_, range)| range.rows().flatten().map(ToString::to_string).collect::<Vec<_>>()).collect()
}

#[test]
fn no_level_is_told_where_none_was_saved() {
    let picture = unjudged();
    let value = json(&picture);
    assert_eq!(value["judgement"]["assessed"], false);
    assert!(value["districts"].as_array().unwrap().iter().all(|d| d["level"].is_null()));
    let paper = serde_json::to_string(&pdf::document(&picture, &picture::outlines(), None, Lang::Sv)).unwrap();
    assert!(paper.contains("Mötet har inte bedömt veckan än."));
    for text in [paper, sheets(&picture)] {
        assert!(!text.to_lowercase().contains("normal"), "{text}");
    }
}

#[test]
fn a_saved_judgement_gives_each_district_its_level() {
    let mut picture = unjudged();
    (picture.judgement.assessed, picture.judgement.others_normal) = (true, true);
    let value = json(&picture);
    assert!(
        value["districts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|d| d["level"] == if d["code"].is_null() { serde_json::Value::Null } else { "green".into() })
    );
    let paper = serde_json::to_string(&pdf::document(&picture, &[], None, Lang::Sv)).unwrap();
    assert!(paper.contains("Mötet bedömde alla stadsdelar som normala."));
    let judged = json(&picture::sample());
    let named = &picture::sample().judgement.areas[0];
    let row = judged["districts"].as_array().unwrap().iter().find(|d| d["code"] == named.district.as_str()).unwrap();
    assert_eq!(row["level"], named.situation.key());
}

#[test]
fn a_district_that_the_meeting_did_not_name_has_no_level_and_is_told_so() {
    let mut picture = Picture { edition: Edition::Working, ..picture::sample() };
    picture.judgement.others_normal = false;
    let levels = json(&picture)["districts"].as_array().unwrap().iter().filter(|d| !d["level"].is_null()).count();
    assert_eq!(levels, picture.judgement.areas.len());
    assert_eq!(from_json(&json(&picture)).unwrap().judgement, picture.judgement);
    let paper = serde_json::to_string(&pdf::document(&picture, &[], None, Lang::Sv)).unwrap();
    assert!(paper.contains("Övriga stadsdelar är inte bedömda.") && !paper.contains("normala"), "{paper}");
}

#[test]
fn a_version_without_a_judgement_says_so() {
    let picture = Picture { edition: picture::sample().edition, ..unjudged() };
    let paper = serde_json::to_string(&pdf::document(&picture, &[], None, Lang::Sv)).unwrap();
    assert!(paper.contains("Lägesbilden publicerades utan att mötet hade bedömt stadsdelarna."));
}

#[test]
fn a_version_from_before_is_judged_as_far_as_it_names_districts() {
    for (mut value, assessed) in [(json(&picture::sample()), true), (json(&unjudged()), false)] {
        value["judgement"].as_object_mut().unwrap().retain(|member, _| member != "assessed" && member != "others_normal");
        value["districts"].as_array_mut().unwrap().iter_mut().for_each(|d| drop(d.as_object_mut().unwrap().remove("level")));
        value["sources"][0]["usual_hundredths"] = 0.into();
        assert_eq!(from_json(&value).unwrap().judgement.assessed, assessed);
    }
}
