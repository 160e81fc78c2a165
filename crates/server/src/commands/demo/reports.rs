//! Reports of the week in progress in every state, and named places, made through the same use
//! cases as real ones.

use super::actions::persona;
use crate::outcome::Trouble;
use application::places::{self, NewPlace};
use application::reports::{self, Corrections, Decide, Filed, NewReport};
use application::{App, districts};
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::reports::{Decision, PoliceReported, Sureness, Wrong};
use domain::tenants::TenantCode;
use jiff::{SignedDuration, Timestamp};

/// Names that people use, in the first districts of the town.
const PLACES: &[&str] = &["Stora torget", "Gångtunneln vid resecentrum", "Skolparken", "Bussterminalen", "Centrumhuset", "Fritidsgården"];

/// What a reporter tells: who, hours ago, category and subtype, which of the places, in own words.
type Told = (&'static str, i64, Category, Option<&'static str>, usize, &'static str);

const TOLD: &[Told] = &[
    ("landlord", 70, Category::Damage, Some("glass"), 4, "Två rutor krossade i entrén mot gården."),
    ("landlord", 52, Category::Gathering, Some("indoors"), 4, "Stökigt i trapphuset sent på kvällen, boende vågar inte gå ut."),
    ("guard", 49, Category::Drugs, Some("dealing"), 3, "Misstänkt försäljning bakom väntsalen, återkommer mellan 21 och 23."),
    ("head-teacher", 45, Category::Damage, Some("graffiti"), 2, "Nytt klotter på fasaden mot parken."),
    ("guard", 30, Category::Traffic, Some("moped"), 1, "Mopeder i hög fart genom tunneln."),
    ("landlord", 27, Category::UnsafePlace, Some("lighting"), 1, "Tre lampor trasiga, mörkt i hela tunneln."),
    ("head-teacher", 25, Category::Other, None, 2, "Fråga om skolskjutsar."),
    ("guard", 8, Category::Violence, Some("fight"), 0, "Bråk utanför korvkiosken, lugnt när vi kom."),
    ("landlord", 6, Category::Littering, Some("rubbish"), 4, "Grovsopor vid soprummet igen."),
    ("head-teacher", 4, Category::Gathering, Some("school"), 2, "Samling vid skolans baksida efter lektionstid."),
];

/// Makes them. Those of the last day wait for review.
pub(super) async fn make(app: &App, tenant: &TenantCode, now: Timestamp) -> Result<(), Trouble> {
    let coordinator = persona(app, tenant, "coordinator").await?;
    let known = districts::current(app, &coordinator).await?;
    let mut codes: Vec<DistrictCode> = known.into_iter().map(|d| d.code).collect();
    codes.sort();
    for (name, code) in PLACES.iter().zip(&codes) {
        let place = NewPlace { name: (*name).to_owned(), district: Some(code.clone()), position: None };
        places::add(app, &coordinator, &place).await?;
    }
    for (index, told) in TOLD.iter().enumerate() {
        let at = now - SignedDuration::from_hours(told.1);
        let app = app.at(at);
        let id = reports::new_id(&app);
        let filed = reports::file(&app, &persona(&app, tenant, told.0).await?, id, &report(told, at)).await?;
        let Some(decision) = decision(index).filter(|_| matches!(filed, Filed::Kept(_))) else { continue };
        let later = app.at(at + SignedDuration::from_hours(2));
        let command = Decide { report: id, seen: 1, decision, corrections: Corrections::default() };
        reports::decide(&later, &coordinator, &command).await?;
    }
    let quiet = persona(app, tenant, "engineer").await?;
    reports::quiet_week(app, &quiet, domain::week::Week::of(now)).await?;
    Ok(())
}

fn report(&(_, _, category, subtype, place, text): &Told, at: Timestamp) -> NewReport {
    NewReport {
        category,
        subtype: subtype.map(str::to_owned),
        place: PLACES.get(place).map(|p| (*p).to_owned()),
        place_kind: None,
        position: None,
        district: None,
        start: at - SignedDuration::from_hours(1),
        end: Some(at),
        sureness: if category == Category::Drugs { Sureness::Suspected } else { Sureness::Sure },
        description: Some(text.to_owned()),
        reasons: Vec::new(),
        immediate_action: None,
        police_reported: PoliceReported::Unknown,
        no_personal_data: false,
        despite_similar: true,
    }
}

/// What became of each; `None` for the ones that still wait.
fn decision(index: usize) -> Option<Decision> {
    match index {
        0..=3 | 5 => Some(Decision::Accept),
        4 => Some(Decision::Return { question: "Vid vilken tid på dagen brukar det vara?".to_owned() }),
        6 => Some(Decision::Reject { wrong: Wrong::NotEst, note: Some("Frågan är skickad till skolskjutsgruppen.".to_owned()) }),
        _ => None,
    }
}
