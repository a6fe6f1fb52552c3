use crate::runtime::hex::hex;
use crate::runtime::sha1::sha1;

#[test]
fn passes_the_test_vectors_of_the_standard() {
    let vectors = [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        ),
    ];
    for (text, hash) in vectors {
        assert_eq!(hex(&sha1(text.as_bytes())), hash);
    }
}

#[test]
fn pads_texts_around_block_borders() {
    let hashes = [
        (55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
        (56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
        (64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
        (119, "ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56"),
    ];
    for (length, hash) in hashes {
        assert_eq!(hex(&sha1(&vec![b'a'; length])), hash, "{length} bytes");
    }
}
