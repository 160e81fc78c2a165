//! A tenant is one authority with a store of its own.

use std::fmt;
use std::str::FromStr;

/// Official code: four digits for a municipality (`0580`), two for a county (`05`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TenantCode(String);

/// A tenant as the directory knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Official code.
    pub code: TenantCode,
    /// Name as shown, such as `Linköpings kommun`.
    pub name: String,
}

/// The text is not a municipality or county code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATenantCode;

impl fmt::Display for NotATenantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a tenant code is four digits for a municipality or two for a county")
    }
}

impl std::error::Error for NotATenantCode {}

impl TenantCode {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TenantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TenantCode {
    type Err = NotATenantCode;

    fn from_str(text: &str) -> Result<Self, NotATenantCode> {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        if digits && matches!(text.len(), 2 | 4) { Ok(Self(text.to_owned())) } else { Err(NotATenantCode) }
    }
}
