//! The table that every new tenant starts with.

use domain::categories::{CodeMapping, police_codes};

/// Police crime codes (*brottskoder*), which both known layouts of police lists carry.
pub fn shipped() -> Vec<CodeMapping> {
    police_codes()
}
