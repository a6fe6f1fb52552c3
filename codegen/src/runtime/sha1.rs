//! The hash function SHA-1 (FIPS 180-4), for names of files and checksums. It is not used for security.

use super::hash_blocks::Blocks;

/// The initial state.
const START: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

/// The hash of a message that is read piece by piece.
#[derive(Clone)]
pub struct Sha1 {
    blocks: Blocks,
    state: [u32; 5],
}

impl Default for Sha1 {
    fn default() -> Self {
        Self { blocks: Blocks::default(), state: START }
    }
}

impl Sha1 {
    /// Appends bytes to the message.
    pub fn update(&mut self, bytes: &[u8]) {
        self.blocks.update(bytes, |block| add_block(&mut self.state, block));
    }

    /// Returns the hash.
    #[must_use]
    pub fn finish(mut self) -> [u8; 20] {
        self.blocks.finish(u64::to_be_bytes, |block| add_block(&mut self.state, block));
        let mut hash = [0; 20];
        for (bytes, word) in hash.chunks_exact_mut(4).zip(self.state) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        hash
    }
}

/// Hashes bytes.
#[must_use]
pub fn sha1(bytes: &[u8]) -> [u8; 20] {
    let mut hash = Sha1::default();
    hash.update(bytes);
    hash.finish()
}

/// Adds a block of 64 bytes to the state. The names are those of the standard.
#[allow(clippy::many_single_char_names)]
fn add_block(state: &mut [u32; 5], block: &[u8]) {
    let mut words = [0_u32; 80];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    for i in 16..80 {
        words[i] = (words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16]).rotate_left(1);
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for (i, word) in words.into_iter().enumerate() {
        let (mixed, constant) = match i / 20 {
            0 => (b & c | !b & d, 0x5a82_7999),
            1 => (b ^ c ^ d, 0x6ed9_eba1),
            2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6_u32),
        };
        let sum = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e);
        let next = sum.wrapping_add(constant).wrapping_add(word);
        (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
    }
    for (word, added) in state.iter_mut().zip([a, b, c, d, e]) {
        *word = word.wrapping_add(added);
    }
}
