//! What kind of file it is, by its first bytes.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// A kind of file, as far as its content tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Excel workbook, Office Open XML.
    Xlsx,
    /// Text: csv or another separated list.
    Text,
    /// Gzip.
    Gzip,
    /// SQLite, such as a GeoPackage.
    Sqlite,
    /// JSON.
    Json,
    /// Excel before 2007.
    OldExcel,
    /// Binary Excel workbook.
    BinaryExcel,
    /// OpenDocument.
    OpenDocument,
    /// Another zip container, such as a Word document.
    Zip,
    /// PDF.
    Pdf,
    /// Picture.
    Image,
    /// HTML or XML.
    Markup,
    /// Web archive (MHTML), as some systems export lists under the name of Excel files.
    WebArchive,
    /// Text in the letters of DOS (code page 437 or 850).
    DosText,
    /// Something else that is not text.
    Other,
}

impl FileKind {
    /// Stable key, used in messages.
    pub fn key(self) -> &'static str {
        match self {
            FileKind::Xlsx => "xlsx",
            FileKind::Text => "text",
            FileKind::Gzip => "gzip",
            FileKind::Sqlite => "sqlite",
            FileKind::Json => "json",
            FileKind::OldExcel => "xls",
            FileKind::BinaryExcel => "xlsb",
            FileKind::OpenDocument => "opendocument",
            FileKind::Zip => "zip",
            FileKind::Pdf => "pdf",
            FileKind::Image => "image",
            FileKind::Markup => "markup",
            FileKind::WebArchive => "web-archive",
            FileKind::DosText => "dos-text",
            FileKind::Other => "other",
        }
    }
}

/// Magic of a compound file: old Excel, or a modern workbook inside an encryption wrapper.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The byte-order mark of UTF-8.
const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Moves a file to its first character: past a byte-order mark, which JSON must not have and some
/// systems write.
pub(crate) fn skip_mark(file: &mut File) -> std::io::Result<()> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    Read::by_ref(file).take(MARK.len() as u64).read_to_end(&mut head)?;
    let start = if head == MARK { MARK.len() as u64 } else { 0 };
    file.seek(SeekFrom::Start(start)).map(drop)
}

/// What the first bytes look like. A zip is called `Zip` here; its entries say more.
pub(crate) fn of(head: &[u8]) -> FileKind {
    const MAGIC: &[(&[u8], FileKind)] = &[
        (b"PK\x03\x04", FileKind::Zip),
        (b"PK\x05\x06", FileKind::Zip),
        (&[0x1F, 0x8B], FileKind::Gzip),
        (COMPOUND, FileKind::OldExcel),
        (b"SQLite format 3\0", FileKind::Sqlite),
        (b"%PDF-", FileKind::Pdf),
        (&[0x89, b'P', b'N', b'G'], FileKind::Image),
        (&[0xFF, 0xD8, 0xFF], FileKind::Image),
        (b"GIF8", FileKind::Image),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *kind;
    }
    let utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    if utf16 {
        return FileKind::Text;
    }
    let control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
    if head.iter().any(control) {
        return FileKind::Other;
    }
    let text = head.strip_prefix(MARK).unwrap_or(head).trim_ascii_start();
    match text.first() {
        Some(b'{' | b'[') => FileKind::Json,
        Some(b'<') => FileKind::Markup,
        Some(_) if is_web_archive(text) => FileKind::WebArchive,
        Some(_) | None => FileKind::Text,
    }
}

/// Whether the text is a mail message of several parts, of which the first is a web page.
fn is_web_archive(text: &[u8]) -> bool {
    let start = text[..text.len().min(1_024)].to_ascii_lowercase();
    let has = |part: &[u8]| start.windows(part.len()).any(|window| window == part);
    let head = [&b"mime-version:"[..], b"content-type:", b"from:", b"subject:", b"date:"];
    head.iter().any(|word| start.starts_with(word)) && has(b"content-type:") && (has(b"multipart/related") || has(b"text/html"))
}

/// Whether a compound file holds an encrypted workbook: its directory then names the stream
/// `EncryptedPackage`, in UTF-16.
pub(crate) fn is_encrypted_workbook(start: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    start.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(of(b"PK\x03\x04...."), FileKind::Zip);
        assert_eq!(of(b"\xEF\xBB\xBFDatum;Tid\n"), FileKind::Text);
        assert_eq!(of(b"  [{\"id\":1}]"), FileKind::Json);
        assert_eq!(of(b"<html>"), FileKind::Markup);
        assert_eq!(of(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"), FileKind::WebArchive);
        assert_eq!(of(b"Date: yes;Content\n"), FileKind::Text);
        assert_eq!(of(b"MZ\x00\x01"), FileKind::Other);
        assert_eq!(of(&[0xFF, 0xFE, b'a', 0]), FileKind::Text);
        assert_eq!(of("Område;Gata\n".as_bytes()), FileKind::Text);
    }
}
