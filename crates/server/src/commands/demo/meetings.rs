//! The town's meetings: minutes of the last half year, judged from the counts alone.

use super::actions::{organisation, persona};
use crate::outcome::Trouble;
use application::{App, meetings, pictures};
use domain::actions::Level;
use domain::actor::Actor;
use domain::meetings::{AreaAssessment, Assessment, Attendee, Lift, MeetingStage, MeetingStep, Minutes, RoundNote, Situation, Trend};
use domain::pictures::{Change, Picture, PictureFilter};
use domain::tenants::TenantCode;
use domain::week::{Week, instant};
use jiff::ToSpan;
use jiff::civil::time;

/// Weeks before the last whose meetings have minutes.
pub(super) const KEPT: i32 = 26;

/// Holds the meeting about a week on the Tuesday after it, and writes its minutes.
pub(super) async fn hold(app: &App, tenant: &TenantCode, week: Week) -> Result<(), Trouble> {
    let tuesday = week.next().monday().saturating_add(1.days());
    let app = app.at(instant(tuesday.to_datetime(time(10, 30, 0, 0))));
    let actor = persona(&app, tenant, "coordinator").await?;
    let request = pictures::Request { week, filter: PictureFilter::default(), version: None };
    let picture = pictures::show(&app, &actor, &request).await?;
    for minutes in [
        attendance(&app, &actor).await?,
        round(&app, &actor).await?,
        assessment(&picture),
        focus(&picture),
        lifts(&picture),
        communication(),
    ] {
        let judged = matches!(minutes, Minutes::Assessment(_));
        let version = meetings::write(&app, &actor, week, 0, minutes).await?;
        if judged {
            meetings::confirm(&app, &actor, week, version).await?;
        }
    }
    let mut stage = MeetingStage::Planned;
    for step in [MeetingStep::Hold, MeetingStep::Draft, MeetingStep::Send] {
        stage = meetings::step(&app, &actor, week, meetings::Take { step, seen: stage, held_on: Some(tuesday) }).await?.stage();
    }
    Ok(())
}

async fn attendance(app: &App, actor: &Actor) -> Result<Minutes, Trouble> {
    let mut there = Vec::new();
    for p in practice::persons().iter().filter(|p| ["coordinator", "police", "landlord", "guard", "engineer"].contains(&p.key)) {
        there.push(Attendee {
            organisation: organisation(app, actor, p.organisation_sv).await?,
            account: persona(app, actor.tenant(), p.key).await?.account(),
            title: p.title_sv.to_owned(),
        });
    }
    Ok(Minutes::Attendance(there))
}

async fn round(app: &App, actor: &Actor) -> Result<Minutes, Trouble> {
    let mut notes = Vec::new();
    for (name, text) in [
        ("Polisen", "Normal belastning i yttre tjänst. Fortsatt närvaro där lägesbilden visar ökning."),
        ("Bostadsbolaget", "Bovärdarna ser mindre nedskräpning än förra månaden."),
        ("Övningskommunen", "Fältgruppen har träffat föreningarna inför helgen."),
    ] {
        notes.push(RoundNote { organisation: organisation(app, actor, name).await?, text: text.to_owned() });
    }
    Ok(Minutes::Round(notes))
}

/// Districts that stand out from what was expected; nothing is judged that the counts do not show.
fn assessment(picture: &Picture) -> Minutes {
    let judged = picture.districts.iter().filter_map(|row| {
        let (situation, trend, motive) = match row.change {
            Change::Grown => (Situation::Orange, Trend::Rising, "Fler händelser än väntat. Följs dag för dag."),
            Change::New => (Situation::Yellow, Trend::New, "Händelser där det brukar vara lugnt."),
            Change::Shrunk | Change::Gone => (Situation::Green, Trend::Falling, ""),
            Change::Unchanged | Change::Unknown => return None,
        };
        Some(AreaAssessment { district: row.code.clone()?, situation: Some(situation), trend, motive: motive.to_owned() })
    });
    Minutes::Assessment(Assessment { areas: judged.collect(), others_normal: true })
}

fn focus(picture: &Picture) -> Minutes {
    let spots = picture.hotspots.first().map(|h| h.places.as_slice()).unwrap_or_default();
    Minutes::Focus(spots.iter().filter_map(|s| s.place.clone().or_else(|| s.district_name.clone())).take(3).collect())
}

/// A place that has been hot for long is lifted.
fn lifts(picture: &Picture) -> Minutes {
    let spots = picture.hotspots.first().map(|h| h.places.as_slice()).unwrap_or_default();
    let long = spots.iter().filter(|s| s.weeks_in_row >= 8).filter_map(|s| s.place.clone()).take(1);
    let lift = |place: String| Lift {
        to: Level::Management,
        matter: format!("{place} har varit het plats länge"),
        wanted: "Gemensam prioritering av resurser".to_owned(),
        needed_by: None,
    };
    Minutes::Lifts(long.map(lift).collect())
}

fn communication() -> Minutes {
    Minutes::Communication("Rapportörerna får veckans lägesbild. Inget pressmeddelande.".to_owned())
}
