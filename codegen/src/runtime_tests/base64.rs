use proptest::prelude::*;

use crate::runtime::base64::{append, decode, encode};

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
fn appends_to_a_text_with_room_for_the_rest() {
    let mut text = "zip: ".to_owned();
    append(&mut text, &vec![0; 64 * 1024]);
    let (length, capacity) = (text.len(), text.capacity());
    text.push_str(&"\n".repeat(length / 100));
    assert_eq!(text.capacity(), capacity);
    assert!(text.starts_with("zip: AAAA") && capacity < length + length / 50);
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
