//! Bodies with a part that is repeated, and the memory that reading takes.

use arbitrary::Arbitrary;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

#[derive(Arbitrary, Debug)]
enum Piece {
    Known(u8),
    Any(String),
}

/// A body of known pieces and other text.
#[derive(Arbitrary, Debug)]
pub struct Body {
    start: Vec<Piece>,
    repeated: Vec<Piece>,
    count: u16,
    end: Vec<Piece>,
}

impl Body {
    /// The text, whose repeated part has about a megabyte at most.
    #[allow(dead_code)] // Other targets read bytes.
    pub fn text(&self, known: &[&str]) -> String {
        let known: Vec<&[u8]> = known.iter().map(|piece| piece.as_bytes()).collect();
        String::from_utf8(self.bytes(&known)).unwrap()
    }

    /// The bytes, like [`text`](Self::text).
    pub fn bytes(&self, known: &[&[u8]]) -> Vec<u8> {
        let piece = |piece: &Piece| match piece {
            Piece::Known(index) => known[usize::from(*index) % known.len()].to_owned(),
            Piece::Any(text) => text.clone().into_bytes(),
        };
        let bytes = |pieces: &[Piece]| pieces.iter().flat_map(piece).collect::<Vec<u8>>();
        let repeated = bytes(&self.repeated);
        let count = usize::from(self.count) % (1 + (1 << 20) / repeated.len().max(1));
        [bytes(&self.start), repeated.repeat(count), bytes(&self.end)].concat()
    }
}

/// The most memory that the function takes at once, in bytes.
pub fn peak<T>(read: impl FnOnce() -> T) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    drop(read());
    MEMORY.peak_usage().saturating_sub(before)
}
