//! The file format gzip (RFC 1952), around data that another crate compresses.

use super::crc::Crc;

/// The header: the method deflate, no name, no time, and an unknown system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// Compresses bytes. `deflate` returns them in the format deflate, without a header.
pub fn gzip(bytes: &[u8], deflate: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut crc = Crc::crc32();
    crc.update(bytes);
    // The size is modulo 2^32.
    let size = (bytes.len() as u64).to_le_bytes();
    let mut file = HEADER.to_vec();
    file.extend(deflate(bytes));
    file.extend(crc.finish().to_le_bytes().iter().take(4));
    file.extend(size.iter().take(4));
    file
}
