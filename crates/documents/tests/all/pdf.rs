//! The PDF: archival, accessible, two pages, and nothing a user writes is source.

use crate::sample;
use documents::picture::pdf;
use messages::Lang;

#[test]
fn is_both_archival_and_accessible() {
    for lang in Lang::ALL {
        let bytes = documents::typeset(&pdf::document(&sample::sample(), &sample::outlines(), *lang)).unwrap();
        keep(&format!("sample-{}.pdf", lang.tag()), &bytes);
    }
}

/// Leaves a file for the eye when `DOCUMENTS_KEEP` names a folder.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("DOCUMENTS_KEEP") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}
