//! `/om` and `/tillganglighet`: pages of text that belong to no tenant.

use crate::access::Reader;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use serde::Serialize;

/// What Samsyn is and never does.
#[derive(Serialize)]
pub struct AboutPage {
    /// Frame.
    pub shell: Shell,
    /// Version of the program.
    pub version: &'static str,
}

impl Page for AboutPage {
    const TEMPLATE: &'static str = "about.html";
}

/// `GET /om`
pub async fn about(reader: Reader) -> Answer {
    let shell = Shell::outside(&reader, "about-title", Place::About);
    page(reader.lang, &AboutPage { shell, version: env!("CARGO_PKG_VERSION") }, &[])
}

/// The accessibility statement (lag 2018:1937, EU 2018/1523).
#[derive(Serialize)]
pub struct AccessibilityPage {
    /// Frame.
    pub shell: Shell,
}

impl Page for AccessibilityPage {
    const TEMPLATE: &'static str = "accessibility.html";
}

/// `GET /tillganglighet`
pub async fn accessibility(reader: Reader) -> Answer {
    let shell = Shell::outside(&reader, "accessibility-title", Place::About);
    page(reader.lang, &AccessibilityPage { shell }, &[])
}
