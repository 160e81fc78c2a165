//! Photos: what is kept of one, and what is not taken for one.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage, load_from_memory_with_format};
use intake::photo::{LARGEST, LONGEST_SIDE, NotAPhoto, read};
use std::io::Cursor;

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

fn file(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// TIFF of an EXIF block: orientation, maker, and a position.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        block.extend(tag.to_le_bytes());
        block.extend(kind.to_le_bytes());
        block.extend(count.to_le_bytes());
        block.extend(value);
    };
    // The count of entries goes before them; it is put in below.
    entry(0x010f, 2, 4, *b"HEM\0");
    entry(0x0112, 3, 1, [orientation, 0, 0, 0]);
    entry(0x8825, 4, 1, [50, 0, 0, 0]);
    block.splice(8..8, 3u16.to_le_bytes());
    block.extend([0; 4]);
    // The position: latitude reference, and 58° 24' as rationals further on.
    block.extend(2u16.to_le_bytes());
    block.extend([1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 2, 0, 5, 0, 3, 0, 0, 0, 80, 0, 0, 0, 0, 0, 0, 0]);
    for part in [58u32, 1, 24, 1, 0, 1] {
        block.extend(part.to_le_bytes());
    }
    block.extend(b"GPSHEMLIGPLATS");
    block
}

fn jpeg_with_exif(image: &RgbImage, orientation: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    encoder.write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

#[test]
fn position_maker_and_everything_else_but_pixels_are_gone() {
    let sent = jpeg_with_exif(&halves(64, 32), 1);
    let has = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
    assert!(has(&sent, b"GPSHEMLIGPLATS") && has(&sent, b"Exif"), "the test's own file has a position");
    let kept = read(&sent).unwrap();
    for word in [b"GPSHEMLIGPLATS".as_slice(), b"Exif", b"HEM\0", b"http", b"ICC_PROFILE"] {
        assert!(!has(&kept.jpeg, word), "{}", String::from_utf8_lossy(word));
    }
    assert_eq!((kept.width, kept.height), (64, 32));
}

#[test]
fn a_photo_stands_upright_without_being_told_how_it_was_held() {
    // Orientation 6: the right of the file is the bottom of the picture.
    let kept = read(&jpeg_with_exif(&halves(64, 32), 6)).unwrap();
    assert_eq!((kept.width, kept.height), (32, 64));
    let shown = load_from_memory_with_format(&kept.jpeg, ImageFormat::Jpeg).unwrap().into_rgb8();
    let (top, bottom) = (shown.get_pixel(16, 8), shown.get_pixel(16, 56));
    assert!(top[0] > 150 && top[2] < 100 && bottom[2] > 150 && bottom[0] < 100, "{top:?} {bottom:?}");
}

#[test]
fn each_kind_becomes_a_small_jpeg() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let kept = read(&file(&halves(2000, 500), format)).unwrap();
        assert_eq!((kept.width, kept.height), (LONGEST_SIDE, 400), "{format:?}");
        assert_eq!(image::guess_format(&kept.jpeg).unwrap(), ImageFormat::Jpeg);
    }
}

/// A PNG that says to have so many pixels, in a few bytes.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = file(&halves(8, 8), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    bytes
}

#[test]
fn bombs_are_refused_before_their_pixels_are_made() {
    for (width, height) in [(60_000, 60_000), (12_000, 12_000), (11_000, 8_000)] {
        assert_eq!(read(&bomb(width, height)), Err(NotAPhoto::Pixels), "{width}×{height}");
    }
    let mut large = file(&halves(8, 8), ImageFormat::Jpeg);
    large.resize(LARGEST + 1, 0);
    assert_eq!(read(&large), Err(NotAPhoto::File));
}

#[test]
fn what_is_something_else_too_is_refused() {
    let photo = file(&halves(16, 16), ImageFormat::Jpeg);
    let archive = [&photo[..], b"PK\x05\x06", &[0; 18]].concat();
    assert_eq!(read(&archive), Err(NotAPhoto::Disguised));
    // A comment segment right after the start, holding a page or a document.
    for hidden in ["<SCRIPT>alert(1)</SCRIPT>", "<html><body>", "%PDF-1.4", "<?php system('x');"] {
        let length = u16::try_from(hidden.len() + 2).unwrap().to_be_bytes();
        let page = [&photo[..2], &[0xff, 0xfe], &length, hidden.as_bytes(), &photo[2..]].concat();
        assert_eq!(read(&page), Err(NotAPhoto::Disguised), "{hidden}");
    }
    assert!(read(&photo).is_ok());
}

#[test]
fn what_is_no_photo_is_refused_and_nothing_panics_on_any_cut() {
    for other in [b"GIF89a\x01\0\x01\0".as_slice(), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM......", b"%PDF-1.7", b""] {
        assert_eq!(read(other), Err(NotAPhoto::Kind), "{}", String::from_utf8_lossy(other));
    }
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&halves(24, 24), format);
        for end in 0..whole.len() / 2 {
            assert!(read(&whole[..end]).is_err(), "{format:?} cut at {end}");
        }
        for at in 0..whole.len() {
            let mut bent = whole.clone();
            bent[at] ^= 0x55;
            let _ = read(&bent);
        }
    }
}

#[test]
fn a_photo_that_broke_off_is_not_filled_with_grey() {
    let mut noise = 1_u32;
    let image = RgbImage::from_fn(200, 150, |_, _| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([(noise >> 24) as u8, (noise >> 16) as u8, (noise >> 8) as u8])
    });
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new(&mut jpeg);
    // The end of a thumbnail is none of the picture's.
    encoder.set_exif_metadata([exif(1), vec![0xFF, 0xD8, 0xFF, 0xD9]].concat()).unwrap();
    encoder.write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
    assert!(read(&jpeg).is_ok());
    for part in [55, 75, 95] {
        assert_eq!(read(&jpeg[..jpeg.len() * part / 100]), Err(NotAPhoto::Damaged), "{part} %");
    }
    assert_eq!(read(&jpeg[..jpeg.len() - 2]), Err(NotAPhoto::Damaged), "without its end");
    assert!(read(&[&jpeg[..], b"what a telephone puts behind it"].concat()).is_ok());
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&image, format);
        assert!(read(&whole[..whole.len() * 3 / 4]).is_err(), "{format:?}");
    }
}
