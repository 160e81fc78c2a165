//! Making the practice municipality: its invented past goes through the same use cases as real files.

use super::actions::{Ahead, persona};
use super::{matches, meetings};
use crate::arguments::Demo as Arguments;
use crate::outcome::Trouble;
use application::accounts::NewAccount;
use application::districts::DistrictColumns;
use application::editions::PublicWords;
use application::imports::{self, ImportIncidents, ReceivedFile};
use application::pictures::{self, Publish};
use application::{App, Demo, Persona};
use domain::actor::Actor;
use domain::pictures::{PictureState, Step};
use domain::tenants::TenantCode;
use domain::week::{Week, instant};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::{SignedDuration, Timestamp, ToSpan};
use messages::Lang;
use practice::{Delivery, Memory, Town};
use std::path::Path;

/// The municipality whose districts are used.
const CODE: &str = "0580";

/// Says that the folder holds a practice town, and what was planted in it.
const GROUND_TRUTH: &str = "practice-ground-truth.json";

/// Says that a practice town is being made in the folder, or was when something stopped it.
const HALF_MADE: &str = "practice-half-made";

/// Opens the town in the folder, or makes it.
pub async fn open(app: &App, data: &Path, arguments: &Arguments, lang: Lang) -> Result<Demo, Trouble> {
    let code: TenantCode = CODE.parse().map_err(|_| Trouble::Said("cli-demo-broken", CODE.to_owned()))?;
    let known = application::tenants::all(app).await?.iter().any(|t| t.code == code);
    let half_made = data.join(HALF_MADE);
    match (known, data.join(GROUND_TRUTH).exists(), half_made.exists()) {
        (true, false, true) => return Err(Trouble::Said("cli-demo-half-made", data.display().to_string())),
        // A real authority is never opened without sign-in.
        (true, false, false) => return Err(Trouble::Said("cli-demo-not-practice", data.display().to_string())),
        (true, true, _) => {}
        (false, _, _) => {
            let io = |e: std::io::Error| Trouble::Said("cli-cannot-write", format!("{}: {e}", half_made.display()));
            std::fs::write(&half_made, "").map_err(io)?;
            make(app, &code, data, arguments, lang).await?;
            std::fs::remove_file(&half_made).map_err(io)?;
        }
    }
    let mut personas = Vec::new();
    for person in practice::persons() {
        let account = application::accounts::find(app, &user_name(person.key)).await?;
        personas.push(Persona {
            key: person.key.to_owned(),
            account,
            title_sv: person.title_sv.to_owned(),
            title_en: person.title_en.to_owned(),
        });
    }
    Ok(Demo { tenant: code, personas })
}

pub(super) fn user_name(key: &str) -> String {
    format!("{key}@ovning.example")
}

async fn make(app: &App, code: &TenantCode, data: &Path, arguments: &Arguments, lang: Lang) -> Result<(), Trouble> {
    eprintln!("{}", lang.text("cli-demo-making"));
    let now = app.now();
    let town = practice::town(arguments.seed, Week::of(now), arguments.weeks);
    let start = app.at(town.first().start());
    application::tenants::create(&start, code, &lang.text("cli-demo-name")).await?;
    // Long enough ago to be at home, not so long that they look forgotten.
    people(&app.at(now - SignedDuration::from_hours(24 * 30)), code).await?;
    let actor = persona(&start, code, COORDINATOR).await?;
    boundaries(&start, &actor, data).await?;
    application::editions::turn(&start, &persona(&start, code, "administrator").await?, true).await?;
    application::codes::put(&start, &actor, town.codes()).await?;
    files(app, &actor, &town, (data, now), lang).await?;
    for event in town.coming_events() {
        pictures::add_coming_event(app, &actor, event).await?;
    }
    super::people::make(app, &persona(app, code, "administrator").await?).await?;
    super::reports::make(app, code, now).await?;
    super::feedback::make(app, code, now).await?;
    super::workbook::make(app, code).await?;
    let truth = format!("{:#}\n", town.ground_truth());
    let io = |e: std::io::Error| Trouble::Said("cli-cannot-write", format!("{}: {e}", data.display()));
    // Events up to now alone: the feed tells what has happened.
    let feed: Vec<_> = town.feed().into_iter().filter(|e| e.at <= now).collect();
    imports::import_feed_events(app, &actor, "polisen.se.json", &feed).await?;
    std::fs::write(data.join(GROUND_TRUTH), truth).map_err(io)
}

/// The function that does the week's work; the town's past is its.
const COORDINATOR: &str = "coordinator";

async fn people(app: &App, code: &TenantCode) -> Result<(), Trouble> {
    for person in practice::persons() {
        let new = NewAccount {
            user: user_name(person.key),
            title: person.title_sv.to_owned(),
            password: None,
            tenant: code.clone(),
            organisation: person.kind,
            organisation_name: person.organisation_sv.to_owned(),
            roles: person.roles.to_vec(),
        };
        application::accounts::create(app, "samsyn demo", &new).await?;
    }
    Ok(())
}

async fn boundaries(app: &App, actor: &Actor, data: &Path) -> Result<(), Trouble> {
    let io = |e: std::io::Error| Trouble::Said("cli-cannot-write", format!("{}: {e}", data.display()));
    let path = data.join("practice-districts.geojson");
    std::fs::write(&path, practice::districts_geojson()).map_err(io)?;
    let columns =
        DistrictColumns { layer: None, name: "regsonamn".to_owned(), code: "regsokod".to_owned(), municipality: Some(CODE.to_owned()) };
    let file = ReceivedFile { path: path.clone(), name: "regso-2025.geojson".to_owned() };
    application::districts::import(app, actor, &file, &columns).await?;
    std::fs::remove_file(&path).map_err(io)
}

/// Every file in the order it came, and every picture published on the Tuesday after its week.
async fn files(app: &App, actor: &Actor, town: &Town, (data, now): (&Path, Timestamp), lang: Lang) -> Result<(), Trouble> {
    let bar = progress(u64::from(town.last().since(town.first()).unsigned_abs()) + 1, lang);
    let mut unpublished = town.first();
    let mut seen = Vec::new();
    let mut ahead = Ahead::new(town, now);
    let mut memory = Memory::default();
    for delivery in town.deliveries().filter_map(|d| d.until(now)) {
        while publication(unpublished) <= delivery.delivered_at {
            ahead.pass(app, actor.tenant(), publication(unpublished)).await?;
            publish(app, actor, unpublished, (town, &memory)).await?;
            unpublished = unpublished.next();
            bar.inc(1);
        }
        if !seen.contains(&delivery.sender) {
            seen.push(delivery.sender);
        }
        memory.note(town, &delivery);
        import(app, actor, (town, data), &delivery).await?;
    }
    while publication(unpublished) <= now {
        ahead.pass(app, actor.tenant(), publication(unpublished)).await?;
        publish(app, actor, unpublished, (town, &memory)).await?;
        unpublished = unpublished.next();
    }
    ahead.pass(app, actor.tenant(), now).await?;
    for sender in town.senders().iter().enumerate().filter(|(i, s)| seen.contains(i) && !s.weekly).map(|(_, s)| s) {
        imports::expect_weekly(app, actor, sender.name, false).await?;
    }
    bar.finish_and_clear();
    Ok(())
}

/// Weeks back that the town has published for everyone too.
const PUBLIC: i32 = 8;

/// Tuesday 14:00 after the week.
fn publication(week: Week) -> Timestamp {
    instant(week.next().monday().saturating_add(1.days()).at(14, 0, 0, 0))
}

/// Tuesday 10:15 after the week, before its meeting.
fn answering(week: Week) -> Timestamp {
    instant(week.next().monday().saturating_add(1.days()).at(10, 15, 0, 0))
}

async fn publish(app: &App, actor: &Actor, week: Week, (town, memory): (&Town, &Memory)) -> Result<(), Trouble> {
    matches::answer(&app.at(answering(week)), actor, memory, week).await?;
    let has_minutes = town.last().since(week) <= meetings::KEPT;
    if has_minutes {
        meetings::hold(app, actor.tenant(), week).await?;
    }
    let app = app.at(publication(week));
    let mut state = PictureState::Open;
    let steps: &[Step] = if has_minutes { &[Step::Close, Step::Draft, Step::Assess] } else { &[Step::Close, Step::Draft] };
    for step in steps.iter().copied() {
        state = pictures::step(&app, actor, week, step, None, &pictures::seen_key(&state)).await?;
    }
    let words = PublicWords {
        text: "Fältare och väktare går kvällsrundor där det har varit stökigt. Ring 112 när något pågår.".to_owned(),
        coming: Vec::new(),
    };
    let public = (town.last().since(week) <= PUBLIC).then_some(&words);
    // The guard's list of names is not the town's: its coordinator has looked.
    let command = Publish { step: Step::Publish, reason: None, seen: &pictures::seen_key(&state), kept: true, public };
    pictures::publish(&app, actor, week, &command).await?;
    Ok(())
}

/// Imports a file as a person does who has it on disk.
async fn import(app: &App, actor: &Actor, (town, data): (&Town, &Path), delivery: &Delivery) -> Result<(), Trouble> {
    let Some(sender) = town.senders().get(delivery.sender) else { return Ok(()) };
    let io = |e: std::io::Error| Trouble::Said("cli-cannot-write", format!("{}: {e}", data.display()));
    let path = data.join(&delivery.file_name);
    std::fs::write(&path, delivery.text()).map_err(io)?;
    let file = ReceivedFile { path, name: delivery.file_name.clone() };
    let command = ImportIncidents { sender: sender.name.to_owned(), mapping: Some(delivery.mapping()), ..ImportIncidents::default() };
    imports::import_incidents(&app.at(delivery.delivered_at), actor, &file, &command, &|_| ()).await?;
    std::fs::remove_file(&file.path).map_err(io)
}

fn progress(weeks: u64, lang: Lang) -> ProgressBar {
    let bar = ProgressBar::new(weeks);
    let style = ProgressStyle::with_template(&format!("{{bar:30}} {{pos}}/{{len}} {}", lang.text("cli-demo-weeks")));
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use analysis::effect::Decision;
    use application::actions::{self, ActionFilter, Standing};
    use application::{AppConfig, Clock, ServerConfig};
    use serde_json::Value;
    use std::collections::BTreeMap;

    /// The town of a day of the year, and its coordinator.
    async fn made(day: &str) -> (App, Actor, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let stores = ServerConfig::Sqlite(folder.path().join("stores"));
        let clock = Clock::Fixed(format!("{day}T12:00:00Z").parse().unwrap());
        let app = App::open(AppConfig { data: folder.path().to_owned(), stores, clock }).await.unwrap();
        let arguments = Arguments { port: 0, seed: 1, weeks: 60 };
        let demo = open(&app, folder.path(), &arguments, Lang::Sv).await.unwrap();
        let actor = persona(&app, &demo.tenant, COORDINATOR).await.unwrap();
        (app, actor, folder)
    }

    /// Titles of the town's actions that have a verdict.
    async fn verdicts(app: &App, actor: &Actor) -> BTreeMap<&'static str, Vec<String>> {
        let mut told: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for item in actions::list(app, actor, &ActionFilter::default()).await.unwrap() {
            let shown = actions::show(app, actor, item.id).await.unwrap();
            let Some(Standing::Judged(judged)) = shown.frozen.map(|frozen| frozen.standing) else { continue };
            let word = match judged.verdict.decision {
                Decision::Helped if judged.outweighed_nearby() => "moved",
                Decision::Helped => "helped",
                Decision::ProbablyDidNotHelp => "did not help",
                Decision::CannotBeDecided => "cannot be decided",
            };
            told.entry(word).or_default().push(shown.item.plan.title);
        }
        told
    }

    /// Every verdict, the planted ones where they were planted; and counts that are true though two senders tell of the same.
    async fn is_as_planted(day: &str) {
        let (app, actor, folder) = made(day).await;
        let told = verdicts(&app, &actor).await;
        let of = |word: &str| told.get(word).cloned().unwrap_or_default();
        assert_eq!(of("helped"), ["Bättre belysning i gångtunneln"], "{told:?}");
        assert_eq!(of("did not help"), ["Klottersanering inom ett dygn"], "{told:?}");
        assert!(!of("cannot be decided").is_empty(), "{told:?}");
        questions_wait(&app, &actor).await;
        counts_are_true(&app, &actor, folder.path()).await;
    }

    /// Some questions wait, some are answered, and most pairs needed none.
    async fn questions_wait(app: &App, actor: &Actor) {
        let found = application::matches::matches(app, actor).await.unwrap();
        assert!((2..=30).contains(&found.asked_total), "{} wait", found.asked_total);
        assert!(found.answered.len() > 5 && found.linked.len() > 20, "{} answered, {} linked", found.answered.len(), found.linked.len());
    }

    /// Weeks whose files have all come and whose questions are all answered have the events that there were, but for a few pairs that
    /// nobody could ask about.
    async fn counts_are_true(app: &App, actor: &Actor, data: &Path) {
        let truth: Value = serde_json::from_str(&std::fs::read_to_string(data.join(GROUND_TRUTH)).unwrap()).unwrap();
        let now: BTreeMap<String, u64> =
            pictures::weeks(app, actor).await.unwrap().iter().map(|listed| (listed.week.to_string(), listed.count)).collect();
        let weeks = truth["weeks"].as_array().unwrap();
        let (mut events, mut too_many, mut twice) = (0, 0, 0);
        for entry in &weeks[..weeks.len() - 7] {
            let (week, count) = (entry["week"].as_str().unwrap(), entry["count"].as_u64().unwrap());
            let more = now[week].cast_signed() - count.cast_signed();
            assert!((-2..=4).contains(&more), "{week}: {} for {count} events", now[week]);
            events += count.cast_signed();
            too_many += more;
            twice += entry["told_by_two"].as_array().unwrap().len();
        }
        assert!(twice > 200 && (0..=events / 100).contains(&too_many), "{too_many} too many of {events}, {twice} told by two");
    }

    #[tokio::test]
    async fn the_town_of_a_november_is_as_planted() {
        is_as_planted("2026-11-22").await;
    }

    #[tokio::test]
    async fn the_town_of_a_march_is_as_planted() {
        is_as_planted("2026-03-24").await;
    }
}
