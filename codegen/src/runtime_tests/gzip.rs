use std::io::Read;

use flate2::read::GzDecoder;

use crate::runtime::gzip::gzip;

/// A block of bytes that are not compressed (RFC 1951, 3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let mut block = vec![1];
    block.extend(length.to_le_bytes());
    block.extend((!length).to_le_bytes());
    block.extend(bytes);
    block
}

#[test]
fn other_programs_read_the_file() {
    for text in [&b""[..], b"hay", &vec![7; 60_000]] {
        let file = gzip(text, stored);
        let mut read = Vec::new();
        GzDecoder::new(file.as_slice()).read_to_end(&mut read).unwrap();
        assert_eq!(read, text);
    }
}
