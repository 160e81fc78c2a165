//! `/t/{tenant}/platser`: the register of named places.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, filled, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::places::{self, NewPlace};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::districts::{District, DistrictCode};
use domain::failure::Failure;
use serde::{Deserialize, Serialize};

/// The register and the form.
#[derive(Serialize)]
pub struct PlacesPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with the form.
    pub errors: Vec<FormError>,
    /// By name.
    pub places: Vec<PlaceLine>,
    /// Districts to choose between.
    pub districts: Vec<Choice>,
    /// Address of the allowed words.
    pub words: String,
    /// Address that the form goes to.
    pub action: String,
    /// The form as it was sent.
    pub sent: NewPlaceForm,
}

impl Page for PlacesPage {
    const TEMPLATE: &'static str = "places.html";
}

/// One place.
#[derive(Serialize)]
pub struct PlaceLine {
    /// As people call it.
    pub name: String,
    /// District it lies in; empty when not known.
    pub district: String,
    /// Whether its position is known.
    pub positioned: bool,
    /// Address of the remove form.
    pub remove: String,
}

/// Fields of the form.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NewPlaceForm {
    name: String,
    district: String,
    position: String,
}

/// Latitude and longitude as maps give them: `58.4108, 15.6214`.
pub fn read_position(text: &str) -> Option<(f64, f64)> {
    let (lat, lon) = text.split_once([',', ';'])?;
    Some((lat.trim().parse().ok()?, lon.trim().parse().ok()?))
}

/// Districts as a choice; the empty value stands for none.
pub fn district_choices(districts: &[District], chosen: &str, none: String) -> Vec<Choice> {
    let mut sorted: Vec<&District> = districts.iter().collect();
    messages::sort_by_name(&mut sorted, |d| d.name.as_str());
    let option = |d: &&District| Choice { value: d.code.to_string(), label: d.name.clone(), selected: d.code.as_str() == chosen };
    let none = Choice { value: String::new(), label: none, selected: chosen.is_empty() };
    std::iter::once(none).chain(sorted.iter().map(option)).collect()
}

/// `GET …/platser`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    list(&state, &member, NewPlaceForm::default(), Vec::new()).await
}

async fn list(state: &WebState, member: &Member, sent: NewPlaceForm, errors: Vec<FormError>) -> Answer {
    let known = places::list(&state.app, &member.actor).await?;
    let districts = application::districts::current(&state.app, &member.actor).await?;
    let base = member.path("platser");
    let name_of = |code: &Option<DistrictCode>| {
        let district = code.as_ref().and_then(|code| districts.iter().find(|d| d.code == *code));
        district.map(|d| d.name.clone()).unwrap_or_default()
    };
    let lines = known.iter().map(|(id, place)| PlaceLine {
        name: place.name.clone(),
        district: name_of(&place.district),
        positioned: place.point.is_some(),
        remove: format!("{base}/{id}/ta-bort"),
    });
    let listed = PlacesPage {
        shell: Shell::within(member, "places-title", Place::Places),
        places: lines.collect(),
        districts: district_choices(&districts, &sent.district, member.lang.text("places-choose-district")),
        words: member.path("ord"),
        action: base,
        sent,
        errors,
    };
    page(member.lang, &listed, &listed.errors)
}

/// `POST …/platser`
pub async fn add(State(state): State<WebState>, member: Member, Fields(sent): Fields<NewPlaceForm>) -> Answer {
    let position = filled(&sent.position).map(|text| read_position(&text).ok_or_else(|| Failure::invalid("position", "failure-position")));
    let added = match position.transpose() {
        Ok(position) => {
            let new = NewPlace { name: sent.name.clone(), district: filled(&sent.district).map(DistrictCode), position };
            places::add(&state.app, &member.actor, &new).await.map(|_| ())
        }
        Err(failure) => Err(failure),
    };
    match added {
        Ok(()) => Ok(Redirect::to(&member.path("platser")).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            list(&state, &member, sent, errors).await
        }
    }
}

/// `POST …/platser/{id}/ta-bort`
pub async fn remove(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    places::remove(&state.app, &member.actor, id).await?;
    Ok(Redirect::to(&member.path("platser")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_as_maps_write_them() {
        assert_eq!(read_position("58.4108, 15.6214"), Some((58.4108, 15.6214)));
        assert_eq!(read_position("58.4108;15.6214"), Some((58.4108, 15.6214)));
        assert_eq!(read_position("Stora torget"), None);
    }
}
