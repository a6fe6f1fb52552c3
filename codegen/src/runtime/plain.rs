//! A fast search for the first special byte of a text.

/// The number of bytes before the first control character or the first of `ends`.
pub fn plain_length<const N: usize>(bytes: &[u8], ends: [u8; N]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let has = |word: u64, byte: u8| {
        let differs = word ^ (ONES * u64::from(byte));
        differs.wrapping_sub(ONES) & !differs
    };
    let mut length = 0;
    // Eight bytes at a time. In `found`, the first byte with its high bit set is the first one that is not plain.
    while let Some(Ok(block)) = bytes.get(length..length + 8).map(TryInto::try_into) {
        let word = u64::from_le_bytes(block);
        let is_control = word.wrapping_sub(ONES * 0x20) & !word;
        let found = ends.iter().fold(is_control, |found, end| found | has(word, *end));
        let found = found & (ONES * 0x80);
        if found != 0 {
            return length + (found.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let is_plain = |byte: &&u8| **byte > 0x1f && !ends.contains(byte);
    length + bytes.get(length..).unwrap_or_default().iter().take_while(is_plain).count()
}
