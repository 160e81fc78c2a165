//! Addresses of the pages that say what stands behind what a picture says.

use domain::pictures::Picture;
use domain::pictures::finding::{self, Finding, FindingId};

/// The addresses of a picture's findings.
pub(crate) struct Evidence<'a> {
    picture: &'a Picture,
    all: Vec<(FindingId, Finding<'a>)>,
}

impl<'a> Evidence<'a> {
    /// Of a picture.
    pub(crate) fn new(picture: &'a Picture) -> Self {
        Self { picture, all: finding::all(picture) }
    }

    /// The page of a finding; empty when the picture does not have it.
    pub(crate) fn of(&self, found: &Finding) -> String {
        // Many findings are alike in nothing but their kind: the total alone would be compared as a whole.
        let same = |own: &Finding| match (own, found) {
            (Finding::Total(_), Finding::Total(_)) => true,
            (own, found) => own.kind() == found.kind() && own == found,
        };
        self.all.iter().find(|(_, own)| same(own)).map(|(id, _)| finding::page(self.picture, id)).unwrap_or_default()
    }
}
