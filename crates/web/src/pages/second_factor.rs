//! `/konto/tvasteg`: setting up and taking away the second step of signing in.

use crate::WebState;
use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::pages::account::{own, own_session};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::second_factor::{self, Offer};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Setting up, or what there is.
#[derive(Serialize)]
pub struct SecondFactorPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Whether there is one.
    pub on: bool,
    /// Authorities that open once there is one.
    pub waiting: String,
    /// Recovery codes left.
    pub codes_left: u64,
    /// The offered secret; empty when there is one.
    pub secret: String,
    /// Path data of the QR code, in units of one module.
    pub qr: String,
    /// Modules along its side, quiet zone included.
    pub qr_size: i32,
}

impl Page for SecondFactorPage {
    const TEMPLATE: &'static str = "second_factor.html";
}

/// New recovery codes, shown this one time.
#[derive(Serialize)]
pub struct RecoveryCodesPage {
    /// Frame.
    pub shell: Shell,
    /// The codes.
    pub codes: Vec<String>,
}

impl Page for RecoveryCodesPage {
    const TEMPLATE: &'static str = "recovery_codes.html";
}

/// Modules of white around a QR code that every reader needs.
const QUIET: i32 = 4;

/// A QR code as the data of one SVG path, and its size.
fn qr(text: &str) -> (String, i32) {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return (String::new(), 0) };
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    (path, code.size() + 2 * QUIET)
}

/// `GET /konto/tvasteg`
pub async fn show(State(state): State<WebState>, reader: Reader) -> Answer {
    shown(&state, &reader, None, Vec::new()).await
}

async fn shown(state: &WebState, reader: &Reader, offer: Option<Offer>, errors: Vec<FormError>) -> Answer {
    let session = own(reader)?;
    own_session(session)?;
    let account = application::own_account::show(&state.app, session.account).await?;
    let offer = match offer {
        _ if account.has_second_factor => None,
        Some(offer) => Some(offer),
        None => Some(second_factor::offer(&state.app, session.account).await?),
    };
    let (qr, qr_size) = offer.as_ref().map(|o| qr(&o.address)).unwrap_or_default();
    let shown = SecondFactorPage {
        shell: Shell::outside(reader, "factor-title", Place::Elsewhere),
        errors,
        on: account.has_second_factor,
        waiting: session.waiting.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join(", "),
        codes_left: account.codes_left,
        secret: offer.map(|o| o.secret).unwrap_or_default(),
        qr,
        qr_size,
    };
    page(reader.lang, &shown, &shown.errors)
}

/// Fields of the set-up form. The secret is only an offer until a code proves it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    secret: String,
    code: String,
}

/// `POST /konto/tvasteg`
pub async fn set_up(State(state): State<WebState>, reader: Reader, Fields(sent): Fields<SetUp>) -> Answer {
    let session = own(&reader)?;
    let id = own_session(session)?;
    match second_factor::set_up(&state.app, session.account, id, &sent.secret, &sent.code).await {
        Ok(codes) => told(&reader, codes),
        Err(failure) => {
            let errors = summary(reader.lang, failure.into())?;
            let offer = second_factor::again(&state.app, session.account, &sent.secret).await?;
            shown(&state, &reader, Some(offer), errors).await
        }
    }
}

fn told(reader: &Reader, codes: Vec<String>) -> Answer {
    page(reader.lang, &RecoveryCodesPage { shell: Shell::outside(reader, "factor-codes-title", Place::Elsewhere), codes }, &[])
}

/// Field of the other two forms.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    code: String,
}

/// `POST /konto/tvasteg/ta-bort`
pub async fn take_away(State(state): State<WebState>, reader: Reader, Fields(sent): Fields<Proof>) -> Answer {
    let session = own(&reader)?;
    own_session(session)?;
    match second_factor::take_away(&state.app, session.account, &sent.code).await {
        Ok(()) => Ok(Redirect::to("/konto").into_response()),
        Err(failure) => refused(&state, &reader, failure).await,
    }
}

/// `POST /konto/tvasteg/koder`
pub async fn new_codes(State(state): State<WebState>, reader: Reader, Fields(sent): Fields<Proof>) -> Answer {
    let session = own(&reader)?;
    own_session(session)?;
    match second_factor::new_codes(&state.app, session.account, &sent.code).await {
        Ok(codes) => told(&reader, codes),
        Err(failure) => refused(&state, &reader, failure).await,
    }
}

async fn refused(state: &WebState, reader: &Reader, failure: Failure) -> Answer {
    let errors = summary(reader.lang, Problem::from(failure))?;
    shown(state, reader, None, errors).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_has_its_three_corners_and_a_quiet_zone() {
        let (path, size) = qr("otpauth://totp/Samsyn:a@example.se?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Samsyn");
        let side = size - 2 * QUIET;
        assert!(side >= 21 && (side - 21) % 4 == 0, "{side}");
        for (x, y) in [(0, 0), (side - 1, 0), (0, side - 1)] {
            assert!(path.contains(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)));
        }
        assert!(!path.contains("M0 ") && !path.contains("M3 "));
    }
}
