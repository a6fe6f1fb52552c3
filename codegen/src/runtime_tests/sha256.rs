use hmac_sha256::Hash;
use proptest::prelude::*;

use crate::runtime::hex::hex;
use crate::runtime::sha256::sha256;
use crate::runtime::tree_hash::tree_hash;

#[test]
fn passes_the_test_vectors_of_the_standard() {
    let vectors = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ];
    for (text, hash) in vectors {
        assert_eq!(hex(&sha256(text.as_bytes())), hash);
    }
}

#[test]
fn agrees_with_a_library_around_block_borders() {
    for length in 0..200 {
        let bytes: Vec<u8> = (0..length).collect();
        assert_eq!(sha256(&bytes), Hash::hash(&bytes), "{length} bytes");
    }
}

proptest! {
    #[test]
    fn agrees_with_a_library(bytes: Vec<u8>) {
        prop_assert_eq!(sha256(&bytes), Hash::hash(&bytes));
    }
}

#[test]
fn tree_hash_of_one_chunk_is_its_hash() {
    assert_eq!(tree_hash(b""), sha256(b""));
    assert_eq!(tree_hash(b"hay"), sha256(b"hay"));
    let chunk = vec![7; 1 << 20];
    assert_eq!(tree_hash(&chunk), sha256(&chunk));
}

#[test]
fn tree_hash_combines_pairs_and_moves_the_last_one_up() {
    let bytes = vec![7; (2 << 20) + 5];
    let [first, second, third] = [0, 1, 2].map(|chunk| {
        let end = bytes.len().min((chunk + 1) << 20);
        sha256(&bytes[chunk << 20..end])
    });
    let pair = sha256(&[first, second].concat());
    assert_eq!(tree_hash(&bytes), sha256(&[pair, third].concat()));
}
