use proptest::prelude::*;

use crate::runtime::base64::{decode, encode};

#[test]
fn passes_the_test_vectors_of_the_rfc() {
    let vectors = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ];
    for (bytes, text) in vectors {
        assert_eq!(encode(bytes.as_bytes()), text);
        assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        assert_eq!(decode(text.trim_end_matches('=')).as_deref(), Some(bytes.as_bytes()));
    }
    assert_eq!(decode("+/+/").unwrap(), [251, 255, 191]);
}

#[test]
fn rejects_invalid_base64() {
    for text in ["Z", "Zg===", "Zm9v!", "Zm 9", "Zg==Zg==", "-_-_", "é"] {
        let decoded = decode(text);
        assert!(decoded.is_none(), "{text}: {decoded:?}");
    }
}

proptest! {
    #[test]
    fn decodes_encoded_bytes(bytes: Vec<u8>) {
        prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
    }

    #[test]
    fn never_panics(text: String) {
        let _ = decode(&text);
    }
}
