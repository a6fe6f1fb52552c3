//! Cyclic redundancy checks: CRC-32, CRC-32C and CRC-64/NVME. Their parameters are alike: bits are reflected, and the
//! start value and the final XOR have all bits set.

/// The tables of a polynomial. `tables[n][byte]` is the remainder of a byte and `n` zero bytes after it.
type Tables = [[u64; 256]; 8];

static CRC32: Tables = tables(0xedb8_8320);
static CRC32C: Tables = tables(0x82f6_3b78);
static CRC64_NVME: Tables = tables(0x9a6c_9329_ac4b_c9b5);

/// Computes the tables of a reflected polynomial.
const fn tables(polynomial: u64) -> Tables {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut rest = byte as u64;
        let mut bit = 0;
        while bit < 8 {
            rest = (rest >> 1) ^ (polynomial * (rest & 1));
            bit += 1;
        }
        tables[0][byte] = rest;
        byte += 1;
    }
    let mut at = 256;
    while at < 8 * 256 {
        let before = tables[at / 256 - 1][at % 256];
        tables[at / 256][at % 256] = (before >> 8) ^ tables[0][(before & 255) as usize];
        at += 1;
    }
    tables
}

/// The checksum of a message that is read piece by piece.
#[derive(Clone)]
pub struct Crc {
    tables: &'static Tables,
    ones: u64,
    rest: u64,
}

impl Crc {
    fn new(tables: &'static Tables, ones: u64) -> Self {
        Self { tables, ones, rest: ones }
    }

    /// CRC-32, as in ISO 3309 and zlib.
    #[must_use]
    pub fn crc32() -> Self {
        Self::new(&CRC32, u32::MAX.into())
    }

    /// CRC-32C, as in iSCSI (RFC 3720).
    #[must_use]
    pub fn crc32c() -> Self {
        Self::new(&CRC32C, u32::MAX.into())
    }

    /// CRC-64/NVME.
    #[must_use]
    pub fn crc64_nvme() -> Self {
        Self::new(&CRC64_NVME, u64::MAX)
    }

    /// Appends bytes to the message.
    pub fn update(&mut self, bytes: &[u8]) {
        let [first, ..] = self.tables;
        let mut rest = self.rest;
        let words = bytes.chunks_exact(8);
        let end = words.remainder();
        for word in words {
            // A chunk has eight bytes.
            let word = rest ^ u64::from_le_bytes(word.try_into().unwrap_or_default());
            let remainders = self.tables.iter().rev().zip(word.to_le_bytes());
            rest = remainders.fold(0, |rest, (table, byte)| rest ^ table[usize::from(byte)]);
        }
        for byte in end {
            let [low, ..] = rest.to_le_bytes();
            rest = (rest >> 8) ^ first[usize::from(low ^ byte)];
        }
        self.rest = rest;
    }

    /// Returns the checksum. One of 32 bits is in the lower half.
    #[must_use]
    pub fn finish(&self) -> u64 {
        self.rest ^ self.ones
    }
}
