//! Names of the domain's own values in each language.

use crate::Lang;
use domain::actions::{ActionKind, Basis, Effect, Implementation, Level, StateKind, StepKind};
use domain::calendar::Holiday;
use domain::memberships::MembershipState;
use domain::organisations::OrganisationKind;
use domain::pictures::{Certainty, Change, PictureState, Step};
use domain::policy::Role;

/// `ökat`, `oförändrat` …
pub fn change(lang: Lang, change: Change) -> String {
    lang.text(&format!("change-{}", change.key()))
}

/// `tydligt`, `troligt`, `inom slumpen`, `går inte att avgöra`.
pub fn certainty(lang: Lang, certainty: Certainty) -> String {
    lang.text(&format!("certainty-{}", certainty.key()))
}

/// `Påskdagen`.
pub fn holiday(lang: Lang, holiday: Holiday) -> String {
    lang.text(&format!("holiday-{}", holiday.key()))
}

/// `Öppen`, `Stängd`, `Utkast`, `Publicerad`.
pub fn picture_state(lang: Lang, state: &PictureState) -> String {
    lang.text(&format!("state-{}", state.key()))
}

/// `Stäng veckan`, `Publicera` …
pub fn step(lang: Lang, step: Step) -> String {
    lang.text(&format!("step-{}", step.key()))
}

/// `måndag`; `day` 0 is Monday.
pub fn weekday(lang: Lang, day: usize) -> String {
    lang.text(&format!("weekday-{}", day.min(6)))
}

/// `mån`; `day` 0 is Monday.
pub fn weekday_short(lang: Lang, day: usize) -> String {
    lang.text(&format!("weekday-short-{}", day.min(6)))
}

/// `Personnamn`; `key` is that of a class of the personal-data guard.
pub fn guard_class(lang: Lang, key: &str) -> String {
    lang.text(&format!("guard-class-{key}"))
}

/// Why that class is shown, in plain words.
pub fn guard_reason(lang: Lang, key: &str) -> String {
    lang.text(&format!("guard-reason-{key}"))
}

/// `Får inte sparas`, `Ta bort eller motivera`, `Tänk efter`; `key` is that of a level of the guard.
pub fn guard_level(lang: Lang, key: &str) -> String {
    lang.text(&format!("guard-level-{key}"))
}

/// `Föreslagen`, `Beslutad` …
pub fn action_state(lang: Lang, state: StateKind) -> String {
    lang.text(&format!("action-state-{}", state.key()))
}

/// `Besluta`, `Påbörja` …
pub fn action_step(lang: Lang, step: StepKind) -> String {
    lang.text(&format!("action-step-{}", step.key()))
}

/// `Närvaro`, `Fysisk miljö` …
pub fn action_kind(lang: Lang, kind: ActionKind) -> String {
    lang.text(&format!("action-kind-{}", kind.key()))
}

/// `Situationell`, `Social`, `Brottsofferinriktad`.
pub fn basis(lang: Lang, basis: Basis) -> String {
    lang.text(&format!("action-basis-{}", basis.key()))
}

/// `Helt`, `Delvis`, `Inte alls`.
pub fn implementation(lang: Lang, implementation: Implementation) -> String {
    lang.text(&format!("action-implementation-{}", implementation.key()))
}

/// `Ja`, `Delvis`, `Nej`, `För tidigt att säga`.
pub fn effect(lang: Lang, effect: Effect) -> String {
    lang.text(&format!("action-effect-{}", effect.key()))
}

/// `Lednings- och samordningsgruppen` …
pub fn level(lang: Lang, level: Level) -> String {
    lang.text(&format!("group-level-{}", level.key()))
}

/// `EST-samordnare`.
pub fn role(lang: Lang, role: Role) -> String {
    lang.text(&format!("role-{}", role.key()))
}

/// `Privat fastighetsägare`.
pub fn organisation_kind(lang: Lang, kind: OrganisationKind) -> String {
    lang.text(&format!("organisation-{}", kind.key()))
}

/// `Inbjuden`, `Aktiv`, `Avstängd` …
pub fn membership_state(lang: Lang, state: &MembershipState) -> String {
    lang.text(&format!("membership-{}", state.key()))
}
