//! `/t/{tenant}/administration/offentligt`: whether the authority has public editions.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::editions;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use serde::{Deserialize, Serialize};

/// The setting.
#[derive(Serialize)]
pub struct PublicSettingPage {
    /// Frame.
    pub shell: Shell,
    /// On or off.
    pub choices: Vec<Choice>,
    /// Address that the form goes to.
    pub action: String,
    /// Address of the public editions; empty while they are off.
    pub public: String,
}

impl Page for PublicSettingPage {
    const TEMPLATE: &'static str = "public_setting.html";
}

/// `GET …/administration/offentligt`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let on = editions::are_on(&state.app, &member.actor).await?;
    let choice =
        |value: &str, selected| Choice { value: value.to_owned(), label: member.lang.text(&format!("public-setting-{value}")), selected };
    let shown = PublicSettingPage {
        shell: Shell::within(&member, "public-setting-title", Place::Administration),
        choices: vec![choice("off", !on), choice("on", on)],
        action: member.path("administration/offentligt"),
        public: if on { member.path("offentlig") } else { String::new() },
    };
    page(member.lang, &shown, &[])
}

/// Field of the form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    public: String,
}

/// `POST …/administration/offentligt`
pub async fn set(State(state): State<WebState>, member: Member, Fields(sent): Fields<Setting>) -> Answer {
    let on = match sent.public.as_str() {
        "on" => true,
        "off" => false,
        _ => return Err(Problem::field("public", "failure-request")),
    };
    editions::turn(&state.app, &member.actor, on).await?;
    Ok(Redirect::to(&member.path("administration/offentligt")).into_response())
}
