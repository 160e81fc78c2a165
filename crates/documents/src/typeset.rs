//! Typesetting by typst as a library: a template, its values as JSON, its figures as SVG.

mod legible;
mod world;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Desk;

/// The templates that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Template {
    /// The week's picture.
    Picture,
}

impl Template {
    /// The template's source.
    fn source(self) -> &'static str {
        match self {
            Template::Picture => include_str!("../templates/picture.typ"),
        }
    }
}

/// Everything that a document is made from. Values are never read as source: what a user wrote
/// comes out as text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypesetInput {
    /// Which template.
    pub template: Template,
    /// Stable name of the document, the seed of its PDF identifier: the same for the same
    /// document typeset again.
    pub identity: String,
    /// Values of the template.
    pub values: serde_json::Value,
    /// SVG by file name, as the values name them.
    pub figures: BTreeMap<String, String>,
}

/// Why a document could not be made. The texts are for the log; none of them is for a reader.
#[derive(Debug, Error)]
pub enum TypesetFailure {
    /// The bytes given to [`typeset_main`] are not an input.
    #[error("not a typeset input: {0}")]
    Input(#[from] serde_json::Error),
    /// A font in the program cannot be read.
    #[error("font {0} cannot be read")]
    Font(&'static str),
    /// The template and its values do not give a document.
    #[error("template: {0}")]
    Template(String),
    /// The document is not what PDF/A-2a and PDF/UA-1 ask for.
    #[error("pdf: {0}")]
    Pdf(String),
}

/// Typesets a document as one PDF that is both PDF/A-2a and PDF/UA-1. The same input gives the
/// same bytes.
pub fn typeset(input: &TypesetInput) -> Result<Vec<u8>, TypesetFailure> {
    let desk = Desk::new(input)?;
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|e| TypesetFailure::Template(reasons(&e)))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|e| TypesetFailure::Pdf(e.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(input.identity.clone()),
        creator: Smart::Custom(Some("Samsyn".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|e| TypesetFailure::Pdf(reasons(&e)));
    // typst remembers layouts between documents; a server that typesets for months must not.
    typst::comemo::evict(0);
    pdf
}

/// The child process: a [`TypesetInput`] as JSON in, a PDF out.
pub fn typeset_main(input: &[u8]) -> Result<Vec<u8>, TypesetFailure> {
    typeset(&serde_json::from_slice(input)?)
}

fn reasons(errors: &[SourceDiagnostic]) -> String {
    let texts: Vec<&str> = errors.iter().map(|e| e.message.as_str()).collect();
    texts.join("; ")
}
