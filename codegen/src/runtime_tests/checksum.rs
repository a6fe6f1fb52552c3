use crc::{CRC_32_ISCSI, CRC_32_ISO_HDLC, CRC_64_NVME};
use md5::{Digest, Md5 as OtherMd5};
use proptest::prelude::*;
use sha1::Sha1 as OtherSha1;

use crate::runtime::base64;
use crate::runtime::checksum::{Algorithm, Checksum};
use crate::runtime::crc::Crc;
use crate::runtime::hex::hex;
use crate::runtime::md5::{Md5, md5};
use crate::runtime::sha1::sha1;
use crate::runtime::sha256::sha256;

/// The check values of the CRC catalogue, and the hashes of `123456789`, as S3 sends them.
#[test]
fn has_the_check_values() {
    let values = [
        (Algorithm::Crc64Nvme, "rosUhgp5mIg="),
        (Algorithm::Crc32c, "4waSgw=="),
        (Algorithm::Crc32, "y/Q5Jg=="),
        (Algorithm::Sha1, "98O8HYCOBHMq32eZZczDTKeuNEE="),
        (Algorithm::Sha256, "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
    ];
    for (algorithm, value) in values {
        assert_eq!(algorithm.of(b"123456789"), value);
    }
    assert_eq!(Crc::crc64_nvme().finish(), 0);
}

#[test]
fn md5_passes_the_test_suite_of_the_rfc() {
    let suite = [
        ("", "d41d8cd98f00b204e9800998ecf8427e"),
        ("a", "0cc175b9c0f1b6a831c399e269772661"),
        ("abc", "900150983cd24fb0d6963f7d28e17f72"),
        ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
        (
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            "d174ab98d277d9f5a5611c2c9f419d9f",
        ),
        (
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a",
        ),
    ];
    for (text, hash) in suite {
        assert_eq!(hex(&md5(text.as_bytes())), hash);
    }
}

#[test]
fn names_are_those_of_the_wire() {
    for algorithm in Algorithm::ALL {
        let name = algorithm.name().to_ascii_lowercase();
        assert_eq!(algorithm.header().as_str(), format!("x-amz-checksum-{name}"));
        assert_eq!(Algorithm::from_name(&name), Some(algorithm));
        assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
        assert_eq!(algorithm.of(b"hay").len() as u64, algorithm.text_len());
    }
    assert_eq!(Algorithm::from_name("XXHASH64"), None);
}

/// `(length, CRC-32, CRC-32C, CRC-64/NVME)` of the bytes `0, 7, 14, …`, from `zlib.crc32` and `awscrt.checksums` of Python.
const OF_PYTHON: [(u8, u32, u32, u64); 7] = [
    (1, 0xd202_ef8d, 0x527d_5351, 0xd5da_5047_efec_8728),
    (7, 0x28b0_12a9, 0xf16a_dce7, 0x0a1e_12fa_cd12_3ca9),
    (8, 0x2cfe_44e9, 0xa7fe_3fce, 0x9140_cef3_59c0_cd55),
    (9, 0x23fa_f38b, 0x8715_25f3, 0xe3c0_cd4c_b7c7_740b),
    (63, 0xfd39_5ff8, 0xb942_3f55, 0x7eca_5021_9eb0_983b),
    (64, 0xd324_a7d4, 0xfcb7_76a4, 0xb115_e8ae_0252_ecf7),
    (65, 0xc80b_1f57, 0xf4dd_e05a, 0x149b_b0c8_1033_4843),
];

#[test]
fn agrees_with_python() {
    for (length, crc32, crc32c, crc64) in OF_PYTHON {
        let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(7)).collect();
        let of = |mut crc: Crc| {
            crc.update(&bytes);
            crc.finish()
        };
        let found = [Crc::crc32(), Crc::crc32c(), Crc::crc64_nvme()].map(of);
        assert_eq!(found, [crc32.into(), crc32c.into(), crc64], "{length} bytes");
    }
}

/// The checksum by another crate.
fn expected(algorithm: Algorithm, bytes: &[u8]) -> Vec<u8> {
    let crc32 = |parameters| crc::Crc::<u32>::new(parameters).checksum(bytes).to_be_bytes();
    match algorithm {
        Algorithm::Crc64Nvme => {
            crc::Crc::<u64>::new(&CRC_64_NVME).checksum(bytes).to_be_bytes().to_vec()
        }
        Algorithm::Crc32c => crc32(&CRC_32_ISCSI).to_vec(),
        Algorithm::Crc32 => crc32(&CRC_32_ISO_HDLC).to_vec(),
        Algorithm::Sha1 => OtherSha1::digest(bytes).to_vec(),
        Algorithm::Sha256 => hmac_sha256::Hash::hash(bytes).to_vec(),
    }
}

/// Bytes in pieces, after an unaligned start.
fn pieces() -> impl Strategy<Value = (Vec<u8>, usize, Vec<usize>)> {
    let bytes = proptest::collection::vec(any::<u8>(), 0..1100);
    (bytes, 0..16_usize, proptest::collection::vec(0..200_usize, 0..20))
}

proptest! {
    #[test]
    fn agrees_with_other_crates_in_random_pieces((bytes, start, lengths) in pieces()) {
        let all = bytes.get(start..).unwrap_or_default();
        for algorithm in Algorithm::ALL {
            let (mut checksum, mut rest) = (Checksum::new(algorithm), all);
            for length in &lengths {
                let (piece, after) = rest.split_at(rest.len().min(*length));
                checksum.update(piece);
                rest = after;
            }
            checksum.update(rest);
            let expected = base64::encode(&expected(algorithm, all));
            prop_assert_eq!(checksum.finish(), expected.as_str(), "{:?}", algorithm);
            prop_assert_eq!(algorithm.of(all), expected.as_str(), "{:?}", algorithm);
        }
        let mut hash = Md5::default();
        let (head, tail) = all.split_at(all.len() / 3);
        hash.update(head);
        hash.update(tail);
        let expected: [u8; 16] = OtherMd5::digest(all).into();
        prop_assert_eq!(hash.finish(), expected);
    }
}

#[test]
fn agrees_with_other_crates_around_block_borders() {
    for length in 0..260 {
        let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
        for algorithm in Algorithm::ALL {
            let expected = base64::encode(&expected(algorithm, &bytes));
            assert_eq!(algorithm.of(&bytes), expected, "{algorithm:?} of {length} bytes");
        }
        assert_eq!(md5(&bytes).as_slice(), OtherMd5::digest(&bytes).as_slice());
        assert_eq!(sha1(&bytes).as_slice(), OtherSha1::digest(&bytes).as_slice());
        assert_eq!(sha256(&bytes).as_slice(), hmac_sha256::Hash::hash(&bytes).as_slice());
    }
}
