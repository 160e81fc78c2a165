//! The second step of signing in: time-based codes of an authenticator (RFC 6238 with SHA-1, six
//! digits, 30 seconds, as every authenticator reads them) and ten recovery codes.

use crate::app::{App, broken};
use crate::links;
use crate::sessions::{TRIES, code_guesses};
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{AccountId, SessionId};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;
use storage::DirectoryTx;
use subtle::ConstantTimeEq;

/// Seconds of one code.
const STEP: i64 = 30;

/// Recovery codes given at a time.
const RECOVERY_CODES: usize = 10;

/// Letters of secrets and recovery codes: RFC 4648 base 32, what authenticators take.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A secret offered to someone who sets up an authenticator. It is stored first when a code proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The secret as a person types it, in groups of four.
    pub secret: String,
    /// What the QR code says.
    pub address: String,
}

/// Offers a new secret.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn offer(app: &App, account: AccountId) -> Result<Offer, Failure> {
    let mut bytes = [0u8; 20];
    getrandom::fill(&mut bytes).map_err(|e| broken(e.to_string()))?;
    again(app, account, &base32(&bytes)).await
}

/// The same offer again, for a form that is shown with an error.
///
/// # Errors
/// [`Failure::NotFound`] for an account that cannot be.
pub async fn again(app: &App, account: AccountId, secret: &str) -> Result<Offer, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let own = storage::accounts::own(&mut tx, account).await?.ok_or(Failure::NotFound)?;
    let letters: String = secret.chars().filter(char::is_ascii_alphanumeric).collect();
    let label: String = own.user.unwrap_or_default().chars().filter(|c| c.is_ascii_alphanumeric() || "@.-_".contains(*c)).collect();
    let groups: Vec<String> = letters.as_bytes().chunks(4).map(|g| String::from_utf8_lossy(g).into_owned()).collect();
    Ok(Offer { address: format!("otpauth://totp/Samsyn:{label}?secret={letters}&issuer=Samsyn"), secret: groups.join(" ") })
}

/// Sets the second factor up: a code of the offered secret proves that the authenticator has it. Every
/// other session of the account ends. Answers the recovery codes, told this one time.
///
/// # Errors
/// [`Failure::Invalid`] with `failure-code-wrong`; [`Failure::Conflict`] when there is one already.
pub async fn set_up(app: &App, account: AccountId, session: SessionId, secret: &str, code: &str) -> Result<Vec<String>, Failure> {
    let bytes = from_base32(secret).filter(|b| b.len() == 20).ok_or(Failure::invalid("code", "failure-code-wrong"))?;
    let step = matching(&bytes, code, app.now())?.ok_or(Failure::invalid("code", "failure-code-wrong"))?;
    let (codes, hashes) = recovery_codes()?;
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    if storage::accounts::totp_secret(&mut tx, account).await?.is_some() {
        return Err(Failure::Conflict("failure-second-factor-on"));
    }
    storage::accounts::set_totp(&mut tx, account, &bytes, step).await?;
    storage::accounts::set_recovery_codes(&mut tx, account, &hashes).await?;
    storage::sessions::delete_all(&mut tx, account, Some(session)).await?;
    tx.commit(AuditEntry::new(Event::SecondFactorOn, account.to_string())).await?;
    Ok(codes)
}

/// Takes the second factor away; a code proves that it is its owner who asks.
///
/// # Errors
/// [`Failure::Invalid`] with `failure-code-wrong`.
pub async fn take_away(app: &App, account: AccountId, code: &str) -> Result<(), Failure> {
    let mut tx = proven(app, account, code).await?;
    storage::accounts::clear_totp(&mut tx, account).await?;
    Ok(tx.commit(AuditEntry::new(Event::SecondFactorOff, account.to_string())).await?)
}

/// Replaces the recovery codes; answers the new ones, told this one time.
///
/// # Errors
/// [`Failure::Invalid`] with `failure-code-wrong`.
pub async fn new_codes(app: &App, account: AccountId, code: &str) -> Result<Vec<String>, Failure> {
    let mut tx = proven(app, account, code).await?;
    let (codes, hashes) = recovery_codes()?;
    storage::accounts::set_recovery_codes(&mut tx, account, &hashes).await?;
    tx.commit(AuditEntry::new(Event::RecoveryCodesMade, account.to_string())).await?;
    Ok(codes)
}

async fn proven(app: &App, account: AccountId, code: &str) -> Result<DirectoryTx, Failure> {
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    // Guesses are counted as at sign-in, before they are looked at; after as many the whole account is signed out.
    let counted = code_guesses(account);
    if !storage::tries::spend_within(&mut tx, &counted, TRIES).await? {
        storage::sessions::delete_all(&mut tx, account, None).await?;
    } else if accept(&mut tx, account, code).await?.is_some() {
        storage::tries::refund_within(&mut tx, &counted, TRIES).await?;
        return Ok(tx);
    }
    tx.commit(AuditEntry::new(Event::SecondFactorRefused, account.to_string())).await?;
    Err(Failure::invalid("code", "failure-code-wrong"))
}

/// Accepts a code once: of the authenticator, or for recovery. Answers which it was; `None` when it is
/// neither, or was used before.
pub(crate) async fn accept(tx: &mut DirectoryTx, account: AccountId, code: &str) -> Result<Option<&'static str>, Failure> {
    let Some(secret) = storage::accounts::totp_secret(tx, account).await? else { return Ok(None) };
    let plain: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let now = tx.now();
    if let Some(step) = matching(&secret, &plain, now)? {
        return Ok(storage::accounts::use_totp_step(tx, account, step).await?.then_some("totp"));
    }
    let hash = links::digest(plain.to_ascii_uppercase().as_bytes());
    Ok(storage::accounts::use_recovery_code(tx, account, &hash).await?.then_some("recovery-code"))
}

/// The time step whose code this is: now, or one beside it for clocks that differ.
fn matching(secret: &[u8], code: &str, now: Timestamp) -> Result<Option<i64>, Failure> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = now.as_second() / STEP;
    let mut found = None;
    for candidate in [step - 1, step, step + 1] {
        if bool::from(code_of(secret, candidate)?.as_bytes().ct_eq(digits.as_bytes())) {
            found = Some(candidate);
        }
    }
    Ok(found)
}

/// HOTP of RFC 4226 on the number of the time step, six digits.
fn code_of(secret: &[u8], step: i64) -> Result<String, Failure> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).map_err(|e| broken(e.to_string()))?;
    mac.update(&step.to_be_bytes());
    let hash: [u8; 20] = mac.finalize().into_bytes().into();
    let at = usize::from(hash[19] & 0x0f);
    let word = hash.get(at..at + 4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    Ok(format!("{:06}", (word & 0x7fff_ffff) % 1_000_000))
}

/// Ten codes of 80 bits, `ABCD-EFGH-IJKL-MNOP`, and their hashes.
fn recovery_codes() -> Result<(Vec<String>, Vec<[u8; 32]>), Failure> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    let mut hashes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let mut bytes = [0u8; 10];
        getrandom::fill(&mut bytes).map_err(|e| broken(e.to_string()))?;
        let letters = base32(&bytes);
        hashes.push(links::digest(letters.as_bytes()));
        let groups: Vec<String> = letters.as_bytes().chunks(4).map(|g| String::from_utf8_lossy(g).into_owned()).collect();
        codes.push(groups.join("-"));
    }
    Ok((codes, hashes))
}

/// Base 32 of a whole number of five-byte groups.
fn base32(bytes: &[u8]) -> String {
    let group = |five: &[u8]| {
        let word = five.iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
        (0..8).map(move |i| char::from(LETTERS[usize::try_from(word >> (35 - 5 * i) & 31).unwrap_or(0)])).collect::<String>()
    };
    bytes.chunks(5).map(group).collect()
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let letters: Vec<u64> = text
        .bytes()
        .filter(|b| !b.is_ascii_whitespace())
        .map(|b| LETTERS.iter().position(|known| *known == b.to_ascii_uppercase()).and_then(|at| u64::try_from(at).ok()))
        .collect::<Option<_>>()?;
    let group = |eight: &[u64]| {
        let word = eight.iter().fold(0u64, |word, five| word << 5 | five);
        word.to_be_bytes()[3..].to_vec()
    };
    letters.len().is_multiple_of(8).then(|| letters.chunks(8).flat_map(group).collect())
}

/// How many recovery codes an account has left.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn codes_left(app: &App, account: AccountId) -> Result<u64, Failure> {
    let mut tx = app.stores().read_directory().await?;
    Ok(storage::accounts::recovery_codes_left(&mut tx, account).await?)
}

/// The code that an authenticator with this secret shows at an instant, for tests that play one.
#[doc(hidden)]
pub fn code_at(secret: &str, at: Timestamp) -> Option<String> {
    code_of(&from_base32(secret)?, at.as_second() / STEP).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the SHA-1 column cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            assert_eq!(code_of(secret, second / STEP).unwrap(), code);
        }
    }

    #[test]
    fn a_code_counts_one_step_before_and_after_and_no_further() {
        let secret = b"12345678901234567890";
        let at = |second| Timestamp::from_second(second).unwrap();
        let code = code_of(secret, 100).unwrap();
        for (second, counts) in [(98 * 30, false), (99 * 30, true), (100 * 30, true), (101 * 30 + 29, true), (102 * 30, false)] {
            assert_eq!(matching(secret, &code, at(second)).unwrap(), counts.then_some(100), "{second}");
        }
        assert_eq!(matching(secret, "", at(3000)).unwrap(), None);
        assert_eq!(matching(secret, &code[..5], at(3000)).unwrap(), None);
    }

    #[test]
    fn base_32_is_that_of_the_standard_and_reads_back() {
        assert_eq!(base32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(from_base32("gezd gnbv gy3t qojq gezd gnbv gy3t qojq").unwrap(), b"12345678901234567890");
        assert_eq!(from_base32("GEZDGNB1"), None);
    }
}
