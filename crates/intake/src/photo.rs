//! Photos: read as pixels and written anew, so that nothing of the file itself is kept. Where and when it was
//! taken, by which telephone, a thumbnail of what was cut away, anything hidden behind the picture: all of it
//! is gone, because only the pixels come through.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Largest file that is taken, bytes.
pub const LARGEST: usize = 15 << 20;

/// Longest side of what is kept, pixels.
pub const LONGEST_SIDE: u32 = 1600;

/// Most pixels of the file: telephones make 12 to 50 million.
const MOST_PIXELS: u64 = 50_000_000;

/// Longest side of the file, pixels.
const LONGEST_SIDE_READ: u32 = 12_000;

/// Most bytes that reading one may take.
const MOST_MEMORY: u64 = 256 << 20;

/// How well a photo is kept, of 100.
const QUALITY: u8 = 80;

/// A photo as it is kept: JPEG, without anything but pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The file.
    pub jpeg: Vec<u8>,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// Why a file is not taken as a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPhoto {
    /// More bytes than [`LARGEST`].
    #[error("more than {LARGEST} bytes")]
    File,
    /// Another kind of file than JPEG, PNG or WebP.
    #[error("not JPEG, PNG or WebP")]
    Kind,
    /// It is another kind of file as well: a document, an archive or a page in the guise of a photo.
    #[error("another kind of file too")]
    Disguised,
    /// More pixels or memory than the bounds allow.
    #[error("too many pixels")]
    Pixels,
    /// It ends too early or its inside is damaged.
    #[error("damaged")]
    Damaged,
}

/// Reads a photo and writes it anew, upright and at most [`LONGEST_SIDE`] pixels long. Works a second or two:
/// not on a thread that answers others.
///
/// # Errors
/// [`NotAPhoto`] for a file that is none, or that passes a bound. Its size is known before its pixels are read.
pub fn read(bytes: &[u8]) -> Result<Photo, NotAPhoto> {
    if bytes.len() > LARGEST {
        return Err(NotAPhoto::File);
    }
    let format = image::guess_format(bytes).map_err(|_| NotAPhoto::Kind)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(NotAPhoto::Kind);
    }
    if disguised(bytes) {
        return Err(NotAPhoto::Disguised);
    }
    if format == ImageFormat::Jpeg && !has_an_end(bytes) {
        return Err(NotAPhoto::Damaged);
    }
    let upright = pixels(bytes, format)?;
    let (width, height) = (upright.width(), upright.height());
    let fits = width.max(height) <= LONGEST_SIDE;
    let small = if fits { upright } else { upright.thumbnail(LONGEST_SIDE, LONGEST_SIDE) };
    let small = small.into_rgb8();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&small).map_err(|_| NotAPhoto::Damaged)?;
    Ok(Photo { jpeg, width: small.width(), height: small.height() })
}

/// The pixels, turned as the telephone was held.
fn pixels(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, NotAPhoto> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE_READ);
    limits.max_image_height = Some(LONGEST_SIDE_READ);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(of_image)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(NotAPhoto::Pixels);
    }
    decoder.set_limits(limits).map_err(of_image)?;
    let orientation = decoder.orientation().map_err(of_image)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(of_image)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn of_image(error: image::ImageError) -> NotAPhoto {
    match error {
        image::ImageError::Limits(_) => NotAPhoto::Pixels,
        image::ImageError::Unsupported(_) => NotAPhoto::Kind,
        image::ImageError::Decoding(_)
        | image::ImageError::Encoding(_)
        | image::ImageError::Parameter(_)
        | image::ImageError::IoError(_) => NotAPhoto::Damaged,
    }
}

/// Whether a JPEG goes on to its end. Decoders fill what is missing with grey, as a connection that broke off would have it. The end of a
/// thumbnail among the notes before the picture is not its own.
fn has_an_end(jpeg: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xDA;
    let mut at = 2;
    while let Some([0xFF, marker, high, low]) = jpeg.get(at..at + 4) {
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
        if *marker == START_OF_SCAN {
            // Within a scan the two bytes of an end never stand beside each other.
            return jpeg.get(at..).is_some_and(|scan| scan.windows(2).any(|pair| pair == [0xFF, 0xD9]));
        }
    }
    // An order of segments that this does not know is the decoder's to judge.
    true
}

/// How far into a file other programs look for what it is.
const HEAD: usize = 1024;

/// How far from the end of a file other programs look for an archive's list: its comment is at most 64 KiB.
const TAIL: usize = 66_000;

/// Whether other programs would take the file for something else. Nothing of it is kept either way; but who
/// sends such a file means something else than to show a place.
fn disguised(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    let has = |all: &[u8], word: &[u8]| all.windows(word.len()).any(|w| w == word);
    let words: [&[u8]; 6] = [b"%pdf-", b"<html", b"<script", b"<?php", b"<!doctype", b"<svg"];
    words.iter().any(|word| has(&head, word)) || has(tail, b"PK\x05\x06")
}
