//! Secrets that a browser or a mail keeps and the store knows only as a hash: 256 random bits.

use crate::app::broken;
use domain::failure::Failure;
use sha2::{Digest, Sha256};

/// A new secret: its text and the hash to store.
pub fn secret() -> Result<(String, [u8; 32]), Failure> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| broken(e.to_string()))?;
    Ok((hex::encode(bytes), digest(&bytes)))
}

/// The hash of a secret's text; `None` when it cannot be one.
pub fn hash_of(text: &str) -> Option<[u8; 32]> {
    let bytes: [u8; 32] = hex::decode(text).ok()?.try_into().ok()?;
    Some(digest(&bytes))
}

/// SHA-256.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
