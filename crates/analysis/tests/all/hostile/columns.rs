//! Hostile numbers: of every awkward kind, in columns of every shape. Drawn from a seed in the tests, or decoded from the bytes of a fuzzer:
//! one decoding, so that what either finds the other can be handed.

use analysis::{Seed, Stream};

/// A source of hostile numbers, the same for the same round or bytes.
pub struct Hostile(Drawn);

/// Where the numbers come from.
enum Drawn {
    Seeded(Box<Stream>),
    Bytes(std::vec::IntoIter<u8>),
}

impl Drawn {
    /// A number below `n`. Bytes are read as few as hold it, so that a fuzzer's small change stays small; those that have ended are noughts.
    fn below(&mut self, n: u32) -> u32 {
        match self {
            Drawn::Seeded(stream) => stream.below(n),
            Drawn::Bytes(bytes) => {
                let wide = if n <= 1 << 8 {
                    1
                } else if n <= 1 << 16 {
                    2
                } else {
                    4
                };
                let drawn = (0..wide).fold(0, |drawn, _| (drawn << 8) | u32::from(bytes.next().unwrap_or(0)));
                drawn.checked_rem(n).unwrap_or(0)
            }
        }
    }

    /// A number from 0 to below 1.
    fn unit(&mut self) -> f64 {
        match self {
            Drawn::Seeded(stream) => stream.unit(),
            Drawn::Bytes(_) => f64::from(self.below(u32::MAX)) / f64::from(u32::MAX),
        }
    }
}

const AWKWARD: [f64; 22] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    3.0,
    1e-300,
    5e-324,
    1e-9,
    1e9,
    1e15,
    9_007_199_254_740_993.0,
    1e18,
    1e60,
    1e154,
    1e300,
    f64::MAX,
    f64::MIN,
    f64::EPSILON,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];

impl Hostile {
    pub fn new(round: u64) -> Self {
        Self(Drawn::Seeded(Box::new(Seed(0xBAD).stream(round))))
    }

    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Drawn::Bytes(Vec::from(bytes).into_iter()))
    }

    pub fn below(&mut self, n: u32) -> u32 {
        self.0.below(n)
    }

    pub fn yes(&mut self) -> bool {
        self.0.below(2) == 1
    }

    pub fn one_of<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.0.below(of.len() as u32) as usize].clone()
    }

    /// A parameter: awkward, any bits, or sensible.
    pub fn number(&mut self) -> f64 {
        match self.below(8) {
            0 | 1 => self.one_of(&AWKWARD),
            2 => f64::from_bits((u64::from(self.below(u32::MAX)) << 32) | u64::from(self.below(u32::MAX))),
            3 => -self.0.unit() * 100.0,
            4 => self.0.unit(),
            _ => self.0.unit() * 1_000.0,
        }
    }

    /// A probability, more often than not.
    pub fn share(&mut self) -> f64 {
        if self.below(4) == 0 { self.number() } else { self.0.unit() }
    }

    /// A length or count: mostly small, sometimes absurd.
    pub fn size(&mut self, most: u32) -> usize {
        match self.below(12) {
            0 => usize::MAX,
            1 => usize::MAX / 2 + 1,
            2 => u32::MAX as usize,
            3 => 0,
            _ => self.below(most) as usize,
        }
    }

    pub fn whole(&mut self) -> u64 {
        match self.below(10) {
            0 => u64::MAX,
            1 => 1 << 53,
            2 => 0,
            3 => 1_000_000_000,
            _ => u64::from(self.below(60)),
        }
    }

    pub fn instant(&mut self) -> i64 {
        match self.below(12) {
            0 => i64::MAX,
            1 => i64::MIN,
            2 => -1,
            3 => 0,
            _ => 1_700_000_000 + i64::from(self.below(3_000_000)),
        }
    }

    pub fn length(&mut self) -> usize {
        match self.below(6) {
            0 => self.below(3) as usize,
            1 | 2 => self.below(12) as usize,
            3 | 4 => self.below(60) as usize,
            _ => self.below(330) as usize,
        }
    }

    /// A column of so many numbers: even, equal, few different, huge, tiny, sprinkled with the awkward.
    pub fn of(&mut self, length: usize) -> Vec<f64> {
        let kind = self.below(9);
        let scale = self.one_of(&[1.0, 1e-6, 1e3, 1e9, 1e200]);
        let equal = self.number();
        let mut column: Vec<f64> = (0..length)
            .map(|i| match kind {
                0 => equal,
                1 => f64::from(self.below(3)),
                2 => f64::from(self.below(20)),
                3 => self.0.unit() * scale,
                4 => (self.0.unit() - 0.5) * scale,
                5 => self.number(),
                6 => (i % 7) as f64,
                7 => f64::from(u8::from(i + 1 == length)) * 1e6,
                _ => (self.0.unit() * 2_000.0).floor(),
            })
            .collect();
        if self.below(3) == 0 && length > 0 {
            for _ in 0..=self.below(3) {
                let at = self.below(length as u32) as usize;
                column[at] = self.one_of(&AWKWARD);
            }
        }
        column
    }

    pub fn column(&mut self) -> Vec<f64> {
        let length = self.length();
        self.of(length)
    }

    /// Columns that belong together: of one length nine times in ten.
    pub fn columns<const N: usize>(&mut self) -> [Vec<f64>; N] {
        let length = self.length();
        std::array::from_fn(|_| {
            let own = if self.below(10 * N as u32) == 0 { self.length() } else { length };
            self.of(own)
        })
    }

    pub fn wholes(&mut self, most: u32) -> Vec<u64> {
        (0..self.below(most)).map(|_| self.whole()).collect()
    }

    pub fn instants(&mut self) -> Vec<i64> {
        (0..self.length()).map(|_| self.instant()).collect()
    }

    /// Edges of bands: rising more often than not.
    pub fn edges(&mut self) -> Vec<f64> {
        let mut edges: Vec<f64> = (0..self.below(6)).map(|_| self.number()).collect();
        if self.below(4) > 0 {
            edges.iter_mut().for_each(|e| *e = e.abs());
            edges.sort_by(f64::total_cmp);
            edges.dedup();
        }
        edges
    }

    /// Polygons: stars, combs of awkward corners, rings too short.
    pub fn shapes(&mut self) -> Vec<analysis::place::Shape> {
        let ring = |this: &mut Self| -> Vec<[f64; 2]> {
            let corners = this.below(12) as usize;
            let [x, y] = [this.of(corners), this.of(corners)];
            x.into_iter().zip(y).map(|(x, y)| [x, y]).collect()
        };
        (0..self.below(6)).map(|_| (0..self.below(3)).map(|_| (0..self.below(3)).map(|_| ring(self)).collect()).collect()).collect()
    }
}
