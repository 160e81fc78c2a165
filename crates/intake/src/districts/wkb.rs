//! Polygons out of GeoPackage geometry: its header, then well-known binary (OGC 12-128r18 §2.1.3 and annex G,
//! ISO 19125, ISO 13249-3). Every count is checked against the bytes that are left before anything is reserved.

use super::arcs;
use domain::districts::{Polygon, Ring};

// Kinds of geometry in well-known binary.
const POINT: u32 = 1;
const LINE: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_POINT: u32 = 4;
const MULTI_LINE: u32 = 5;
const MULTI_POLYGON: u32 = 6;
const COLLECTION: u32 = 7;
const CIRCULAR: u32 = 8;
const COMPOUND: u32 = 9;
const CURVE_POLYGON: u32 = 10;
const MULTI_CURVE: u32 = 11;
const MULTI_SURFACE: u32 = 12;
const POLYHEDRAL: u32 = 15;
const TIN: u32 = 16;
const TRIANGLE: u32 = 17;

/// Levels of geometries within geometries.
const DEPTH: usize = 8;

/// Why a blob gave no polygons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Another kind of geometry, or damaged.
    Bad,
    /// More positions than allowed.
    TooMany,
}

/// Geometry of a GeoPackage row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Geometry {
    /// The coordinate system's number.
    pub(super) srs: i32,
    /// The polygons.
    pub(super) parts: Vec<Polygon>,
}

/// Reads a blob; `left` is how many positions it may have.
pub(super) fn read(blob: &[u8], left: usize) -> Result<Geometry, Fault> {
    let mut bytes = Bytes { rest: blob, little: false, left };
    if bytes.take(2)? != b"GP" {
        return Err(Fault::Bad);
    }
    let _version = bytes.u8()?;
    let flags = bytes.u8()?;
    bytes.little = flags & 1 == 1;
    let srs = bytes.u32()? as i32;
    let envelope = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(Fault::Bad),
    };
    bytes.take(envelope)?;
    let mut parts = Vec::new();
    bytes.geometry(&mut parts, 0)?;
    if parts.is_empty() {
        return Err(Fault::Bad);
    }
    Ok(Geometry { srs, parts })
}

struct Bytes<'a> {
    rest: &'a [u8],
    little: bool,
    left: usize,
}

impl<'a> Bytes<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(n).ok_or(Fault::Bad)?;
        self.rest = rest;
        Ok(taken)
    }

    fn u8(&mut self) -> Result<u8, Fault> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32, Fault> {
        let b: [u8; 4] = self.take(4)?.try_into().map_err(|_| Fault::Bad)?;
        Ok(if self.little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) })
    }

    fn f64(&mut self) -> Result<f64, Fault> {
        let b: [u8; 8] = self.take(8)?.try_into().map_err(|_| Fault::Bad)?;
        Ok(if self.little { f64::from_le_bytes(b) } else { f64::from_be_bytes(b) })
    }

    /// A count of things of at least `size` bytes each.
    fn count(&mut self, size: usize) -> Result<usize, Fault> {
        let n = self.u32()? as usize;
        if n.saturating_mul(size) > self.rest.len() { Err(Fault::Bad) } else { Ok(n) }
    }

    /// The areas of a geometry: polygons, also with curves, alone, in a multipolygon or multisurface, or in a
    /// collection, whose lines and points are left out.
    fn geometry(&mut self, parts: &mut Vec<Polygon>, depth: usize) -> Result<(), Fault> {
        let (kind, dimensions) = self.kind()?;
        match kind {
            POINT => self.skip(1, dimensions),
            LINE | CIRCULAR => self.skip_counted(dimensions),
            POLYGON | TRIANGLE => {
                let rings = self.rings(dimensions, depth, false)?;
                parts.extend(Some(rings).filter(|rings| !rings.is_empty()));
                Ok(())
            }
            CURVE_POLYGON => {
                let rings = self.rings(dimensions, depth, true)?;
                parts.extend(Some(rings).filter(|rings| !rings.is_empty()));
                Ok(())
            }
            MULTI_POINT | MULTI_LINE | MULTI_POLYGON | COLLECTION | COMPOUND | MULTI_CURVE | MULTI_SURFACE | POLYHEDRAL | TIN
                if depth < DEPTH =>
            {
                for _ in 0..self.count(5)? {
                    self.geometry(parts, depth + 1)?;
                }
                Ok(())
            }
            _ => Err(Fault::Bad),
        }
    }

    /// The head of a geometry: its kind, and how many numbers a position has.
    fn kind(&mut self) -> Result<(u32, usize), Fault> {
        self.little = match self.u8()? {
            0 => false,
            1 => true,
            _ => return Err(Fault::Bad),
        };
        let code = self.u32()?;
        // Height and measure by thousands (ISO) or by high bits (EWKB), which may also carry a system.
        let thousands = (code & 0xFFFF) / 1_000;
        if thousands > 3 {
            return Err(Fault::Bad);
        }
        let z = thousands == 1 || thousands == 3 || code & 0x8000_0000 != 0;
        let m = thousands == 2 || thousands == 3 || code & 0x4000_0000 != 0;
        if code & 0x2000_0000 != 0 {
            self.u32()?;
        }
        Ok(((code & 0xFFFF) % 1_000, 2 + usize::from(z) + usize::from(m)))
    }

    fn skip(&mut self, positions: usize, dimensions: usize) -> Result<(), Fault> {
        self.take(positions.saturating_mul(8 * dimensions)).map(drop)
    }

    fn skip_counted(&mut self, dimensions: usize) -> Result<(), Fault> {
        let n = self.count(8 * dimensions)?;
        self.skip(n, dimensions)
    }

    /// Rings of a polygon; those of a curve polygon are geometries of their own.
    fn rings(&mut self, dimensions: usize, depth: usize, curved: bool) -> Result<Polygon, Fault> {
        let rings = self.count(4)?;
        self.left = self.left.checked_sub(rings).ok_or(Fault::TooMany)?;
        let mut polygon: Polygon = Vec::new();
        for _ in 0..rings {
            polygon.push(if curved { self.curve(depth)? } else { self.line(dimensions)? });
        }
        Ok(polygon)
    }

    /// A line, arcs, or both after each other, as a line.
    fn curve(&mut self, depth: usize) -> Result<Ring, Fault> {
        let (kind, dimensions) = self.kind()?;
        match kind {
            LINE => self.line(dimensions),
            CIRCULAR => {
                let line = self.line(dimensions)?;
                let curved = arcs::flattened(&line).ok_or(Fault::Bad)?;
                self.left = self.left.checked_sub(curved.len().saturating_sub(line.len())).ok_or(Fault::TooMany)?;
                Ok(curved)
            }
            COMPOUND if depth < DEPTH => {
                let mut whole = Ring::new();
                for _ in 0..self.count(5)? {
                    let part = self.curve(depth + 1)?;
                    // Each begins where the one before it ended.
                    let again = usize::from(whole.last().is_some() && whole.last() == part.first());
                    whole.extend_from_slice(part.get(again..).unwrap_or_default());
                }
                Ok(whole)
            }
            _ => Err(Fault::Bad),
        }
    }

    fn line(&mut self, dimensions: usize) -> Result<Ring, Fault> {
        let n = self.count(8 * dimensions)?;
        self.left = self.left.checked_sub(n).ok_or(Fault::TooMany)?;
        let mut line: Ring = Vec::with_capacity(n);
        for _ in 0..n {
            let position = [self.f64()?, self.f64()?];
            self.take(8 * (dimensions - 2))?;
            if !position.iter().all(|v| v.is_finite()) {
                return Err(Fault::Bad);
            }
            line.push(position);
        }
        Ok(line)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SQUARE: [[f64; 2]; 5] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]];

    /// A polygon's well-known binary, little-endian, with `extra` values after x and y.
    fn polygon(code: u32, extra: usize) -> Vec<u8> {
        let mut out = vec![1];
        out.extend(code.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend(5_u32.to_le_bytes());
        for [x, y] in SQUARE {
            out.extend(x.to_le_bytes());
            out.extend(y.to_le_bytes());
            out.extend(vec![0; 8 * extra]);
        }
        out
    }

    fn blob(body: &[u8]) -> Vec<u8> {
        let mut out = b"GP\0\x01".to_vec();
        out.extend(3006_i32.to_le_bytes());
        out.extend(body);
        out
    }

    #[test]
    fn polygons_with_and_without_height() {
        for (code, extra) in [(3, 0), (1_003, 1), (2_003, 1), (3_003, 2), (0x8000_0003, 1)] {
            let read = read(&blob(&polygon(code, extra)), 100).unwrap();
            assert_eq!(read, Geometry { srs: 3006, parts: vec![vec![SQUARE.to_vec()]] });
        }
        let mut many = vec![1];
        many.extend(6_u32.to_le_bytes());
        many.extend(2_u32.to_le_bytes());
        many.extend(polygon(3, 0));
        many.extend(polygon(3, 0));
        assert_eq!(read(&blob(&many), 100).unwrap().parts.len(), 2);
    }

    /// A geometry of geometries, little-endian.
    fn of(kind: u32, within: &[Vec<u8>]) -> Vec<u8> {
        let mut out = vec![1];
        out.extend(kind.to_le_bytes());
        out.extend((within.len() as u32).to_le_bytes());
        within.iter().for_each(|geometry| out.extend(geometry));
        out
    }

    fn line(kind: u32, positions: &[[f64; 2]]) -> Vec<u8> {
        let mut out = vec![1];
        out.extend(kind.to_le_bytes());
        out.extend((positions.len() as u32).to_le_bytes());
        positions.iter().flatten().for_each(|v| out.extend(v.to_le_bytes()));
        out
    }

    fn area(polygon: &Polygon) -> f64 {
        let ring = |ring: &Ring| ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum::<f64>().abs() / 2.0;
        polygon.iter().enumerate().map(|(at, r)| if at == 0 { ring(r) } else { -ring(r) }).sum()
    }

    #[test]
    fn surfaces_of_every_kind_keep_their_areas() {
        let parts = |body: &[u8]| read(&blob(body), 2_000).unwrap().parts;
        let straight = vec![vec![SQUARE.to_vec()]];
        for body in [
            of(12, &[polygon(3, 0)]),
            of(12, &[of(10, &[line(2, &SQUARE)])]),
            of(10, &[line(2, &SQUARE)]),
            of(10, &[of(9, &[line(2, &SQUARE[..3]), line(2, &SQUARE[2..])])]),
            polygon(17, 0),
            of(
                7,
                &[line(1, &[])[..5].iter().copied().chain([0; 16]).collect(), polygon(3, 0), line(2, &SQUARE), of(5, &[line(2, &SQUARE)])],
            ),
            of(7, &[of(7, &[polygon(3, 0)]), of(11, &[line(8, &SQUARE)])]),
        ] {
            assert_eq!(parts(&body), straight);
        }
        assert_eq!(parts(&of(7, &[polygon(3, 0), of(6, &[polygon(3, 0), polygon(3, 0)])])).len(), 3);
        // A circle of radius 300 in two arcs, in one closed arc, and as a hole in a square.
        let two = line(8, &[[-300.0, 0.0], [0.0, 300.0], [300.0, 0.0], [0.0, -300.0], [-300.0, 0.0]]);
        let one = line(8, &[[-300.0, 0.0], [300.0, 0.0], [-300.0, 0.0]]);
        let circle = std::f64::consts::PI * 90_000.0;
        for body in [of(10, std::slice::from_ref(&two)), of(10, &[one]), of(12, &[of(10, std::slice::from_ref(&two))])] {
            assert!((area(&parts(&body)[0]) / circle - 1.0).abs() < 0.001);
        }
        let corners = [[-500.0, -500.0], [500.0, -500.0], [500.0, 500.0], [-500.0, 500.0], [-500.0, -500.0]];
        let hole = &parts(&of(10, &[line(2, &corners), two]))[0];
        assert!((area(hole) - (1e6 - circle)).abs() < 300.0);
        // Half a circle closed by a straight line.
        let half = of(9, &[line(8, &[[300.0, 0.0], [0.0, 300.0], [-300.0, 0.0]]), line(2, &[[-300.0, 0.0], [300.0, 0.0]])]);
        assert!((area(&parts(&of(10, &[half]))[0]) / (circle / 2.0) - 1.0).abs() < 0.001);
        for none in [line(2, &SQUARE), of(7, &[line(2, &SQUARE)]), of(10, &[line(8, &SQUARE[..4])]), of(7, &[])] {
            assert_eq!(read(&blob(&none), 2_000), Err(Fault::Bad));
        }
        let deep = (0..40).fold(polygon(3, 0), |inner, _| of(7, &[inner]));
        assert_eq!(read(&blob(&deep), 2_000), Err(Fault::Bad));
    }

    #[test]
    fn lies_are_refused() {
        let mut lies = polygon(3, 0);
        lies[9..13].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read(&blob(&lies), 100), Err(Fault::Bad));
        assert_eq!(read(&blob(&polygon(1, 0)), 100), Err(Fault::Bad), "a point is no district");
        assert_eq!(read(&blob(&polygon(3, 0)), 3), Err(Fault::TooMany));
        assert_eq!(read(b"", 3), Err(Fault::Bad));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..200) {
            let _ = read(&bytes, 1_000);
            let mut damaged = blob(&polygon(3, 0));
            damaged.truncate(cut);
            damaged.append(&mut bytes);
            let _ = read(&damaged, 1_000);
        }
    }
}
