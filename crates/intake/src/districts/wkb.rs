//! Polygons out of GeoPackage geometry: its header, then well-known binary (OGC 12-128r18 §2.1.3,
//! ISO 19125). Every count is checked against the bytes that are left before anything is reserved.

use domain::districts::{Polygon, Ring};

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
    bytes.geometry(&mut parts, true)?;
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

    /// A polygon or, at the top, a multipolygon.
    fn geometry(&mut self, parts: &mut Vec<Polygon>, top: bool) -> Result<(), Fault> {
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
        match (code & 0xFFFF) % 1_000 {
            3 => {
                let polygon = self.polygon(2 + usize::from(z) + usize::from(m))?;
                if !polygon.is_empty() {
                    parts.push(polygon);
                }
                Ok(())
            }
            6 if top => {
                for _ in 0..self.count(9)? {
                    self.geometry(parts, false)?;
                }
                Ok(())
            }
            _ => Err(Fault::Bad),
        }
    }

    fn polygon(&mut self, dimensions: usize) -> Result<Polygon, Fault> {
        let rings = self.count(4)?;
        self.left = self.left.checked_sub(rings).ok_or(Fault::TooMany)?;
        let mut polygon: Polygon = Vec::new();
        for _ in 0..rings {
            let n = self.count(8 * dimensions)?;
            self.left = self.left.checked_sub(n).ok_or(Fault::TooMany)?;
            let mut ring: Ring = Vec::with_capacity(n);
            for _ in 0..n {
                let position = [self.f64()?, self.f64()?];
                self.take(8 * (dimensions - 2))?;
                if !position.iter().all(|v| v.is_finite()) {
                    return Err(Fault::Bad);
                }
                ring.push(position);
            }
            polygon.push(ring);
        }
        Ok(polygon)
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
