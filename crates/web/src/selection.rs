//! Which picture an address asks for: the week in the path and the filter in the query. The same
//! for the page, its files, its map and the API.

use crate::errors::Problem;
use application::pictures::Request;
use domain::districts::DistrictCode;
use domain::failure::{Failure, FieldError};
use domain::pictures::{Picture, PictureFilter, Span};
use domain::reports::{PoliceReported, Sureness};
use domain::week::Week;

/// Parameters that a picture's address may carry.
pub const PARAMETERS: &[&str] = &["district", "category", "source", "certainty", "police_reported", "span", "version"];

/// Longest text of a parameter, in bytes.
const LONGEST: usize = 200;

/// Says that what the guard marks in a working edition has been looked at, when a file is asked for.
pub const KEPT: &str = "kept";

/// The request of a file: as [`request`], and whether marked texts have been decided on.
pub fn export(week: Week, query: Option<&str>) -> Result<(Request, bool), Problem> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
    let (said, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == KEPT);
    let rest = serde_urlencoded::to_string(rest).unwrap_or_default();
    let kept = match said.first().map(|(_, value)| value.as_str()) {
        None => false,
        Some("yes") => true,
        Some(other) => return Err(Failure::Invalid(vec![FieldError::new(KEPT, "failure-parameter-value").with(shortened(other))]).into()),
    };
    Ok((request(week, Some(&rest))?, kept))
}

/// Reads the filter and the version. Empty parameters mean the same as none; an unknown
/// parameter or value is an error with its name.
pub fn request(week: Week, query: Option<&str>) -> Result<Request, Problem> {
    let mut request = Request { week, filter: PictureFilter::default(), version: None };
    let mut wrong = Vec::new();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let Some(known) = PARAMETERS.iter().copied().find(|known| known == name) else {
            wrong.push(FieldError::new("query", "failure-parameter-unknown").with(shortened(name)));
            continue;
        };
        if put(&mut request, known, value).is_none() {
            wrong.push(FieldError::new(known, "failure-parameter-value").with(shortened(value)));
        }
    }
    if wrong.is_empty() { Ok(request) } else { Err(Failure::Invalid(wrong).into()) }
}

fn put(request: &mut Request, name: &str, value: &str) -> Option<()> {
    if value.len() > LONGEST || value.chars().any(char::is_control) {
        return None;
    }
    match name {
        "district" => request.filter.district = Some(DistrictCode(value.to_owned())),
        "category" => request.filter.category = Some(value.parse().ok()?),
        "source" => request.filter.source = Some(value.to_owned()),
        "certainty" => request.filter.reported.sureness = Some(Sureness::from_key(value)?),
        "police_reported" => request.filter.reported.police = Some(PoliceReported::from_key(value)?),
        "span" => request.filter.span = Span::from_weeks(value.parse().ok()?)?,
        "version" => request.version = Some(value.parse().ok().filter(|v| *v > 0)?),
        _ => return None,
    }
    Some(())
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The query of a picture's filter and version, without the question mark: the inverse of
/// [`request`]. What is at its default is left out.
pub fn query(filter: &PictureFilter, version: Option<u32>) -> String {
    let mut pairs = filter.pairs();
    pairs.extend(version.map(|v| ("version", v.to_string())));
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

/// A week in a path. What is not one is an unknown address.
pub fn week(text: &str) -> Result<Week, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// `lagesbild-0580-2026-W46.pdf`, with the district's code when the picture is of one.
pub fn file_name(picture: &Picture, extension: &str) -> String {
    let district = picture.filter.district.as_ref().map(|d| format!("-{}", plain(d.as_str()))).unwrap_or_default();
    format!("lagesbild-{}-{}{district}.{extension}", picture.tenant, picture.week)
}

/// What is left of a publisher's code that every file system takes.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').take(40).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use domain::categories::Category;
    use domain::reports::Reported;

    fn week_46() -> Week {
        "2026-W46".parse().unwrap()
    }

    #[test]
    fn the_filter_survives_the_address() {
        let text = "district=0580R018&category=SKA&source=Polisen+Link%C3%B6ping&certainty=sure&police_reported=no&span=4&version=2";
        let asked = request(week_46(), Some(text)).unwrap();
        assert_eq!(asked.filter.category, Some(Category::Damage));
        assert_eq!(asked.filter.source.as_deref(), Some("Polisen Linköping"));
        assert_eq!(asked.filter.reported, Reported { sureness: Some(Sureness::Sure), police: Some(PoliceReported::No) });
        assert_eq!(query(&asked.filter, asked.version), text);
    }

    #[test]
    fn an_untouched_form_asks_for_everything() {
        let asked = request(week_46(), Some("district=&category=&source=&span=1")).unwrap();
        assert_eq!(asked.filter, PictureFilter::default());
        assert_eq!(query(&asked.filter, None), "");
    }

    #[test]
    fn every_unusable_parameter_is_named() {
        let problem =
            request(week_46(), Some("category=XYZ&certainty=clear&police_reported=maybe&span=5&version=0&sort=name&district=a%00b"))
                .unwrap_err();
        let named: Vec<_> = problem.fields().iter().map(|f| f.field).collect();
        assert_eq!(named, ["category", "certainty", "police_reported", "span", "version", "query", "district"]);
    }
}
