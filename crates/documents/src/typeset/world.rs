//! All that typst can see: one template, its values, its figures and four fonts. No files, no
//! packages, no date.

use super::{TypesetFailure, TypesetInput, legible};
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Str, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const FONTS: [(&str, &[u8]); 4] = [
    ("Inter Regular", include_bytes!("../../fonts/Inter_400Regular.ttf")),
    ("Inter Medium", include_bytes!("../../fonts/Inter_500Medium.ttf")),
    ("Inter SemiBold", include_bytes!("../../fonts/Inter_600SemiBold.ttf")),
    ("Inter Bold", include_bytes!("../../fonts/Inter_700Bold.ttf")),
];

/// The fonts, read once. A name of one that cannot be read instead of them.
static READ: LazyLock<Result<Vec<Font>, &'static str>> =
    LazyLock::new(|| FONTS.iter().map(|(name, bytes)| Font::new(Bytes::new(*bytes), 0).ok_or(*name)).collect());

/// A desk with one document on it.
pub(super) struct Desk<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'static [Font],
    main: Source,
    input: &'a TypesetInput,
}

impl<'a> Desk<'a> {
    pub fn new(input: &'a TypesetInput) -> Result<Self, TypesetFailure> {
        let fonts = READ.as_ref().map_err(|name| TypesetFailure::Font(name))?;
        let values = serde_json::to_string(&legible::value(&input.values, fonts))?;
        let inputs: Dict = [(Str::from("values"), Value::Str(Str::from(values)))].into_iter().collect();
        let path = VirtualPath::new("main.typ").map_err(|e| TypesetFailure::Template(format!("{e:?}")))?;
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts(fonts.iter())),
            fonts,
            main: Source::new(main, input.template.source().to_owned()),
            input,
        })
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        let figure = self.input.figures.get(name).ok_or(FileError::AccessDenied)?;
        Ok(Bytes::from_string(legible::text(figure, self.fonts)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
