//! Numbers that look random and are the same for the same seed.

/// SplitMix64: small, and the same on every machine.
pub struct Draw(u64);

impl Draw {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, but not, `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A number between two.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// An id as the product's own look: UUID, version 7, with `milliseconds` since 1970 in front.
    pub fn id(&mut self, milliseconds: u64) -> String {
        let (a, b) = (self.next(), self.next());
        let (high, low) = (milliseconds >> 16, milliseconds & 0xffff);
        format!("{high:08x}-{low:04x}-7{:03x}-{:04x}-{:012x}", a & 0xfff, 0x8000 | (a >> 12 & 0x3fff), b & 0xffff_ffff_ffff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_look_like_the_products_own() {
        let id = Draw::new(1).id(0x0193_b6a4_7c1e);
        assert!(id.starts_with("0193b6a4-7c1e-7") && id.len() == 36, "{id}");
        assert!(matches!(id.as_bytes().get(19), Some(b'8' | b'9' | b'a' | b'b')), "{id}");
        assert_ne!(Draw::new(1).id(0), Draw::new(2).id(0));
    }
}
