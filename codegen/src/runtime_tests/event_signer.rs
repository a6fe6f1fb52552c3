use std::time::{Duration, SystemTime};

use crate::runtime::credentials::Credentials;
use crate::runtime::event_signer::EventSigner;
use crate::runtime::hex::hex;

/// The signatures are those of `hmac` in Python. The lab compares with the crate `aws-sigv4`.
#[test]
fn each_signature_contains_the_one_before() {
    let credentials = Credentials::new("AKID", "secret", None, None, "test");
    let mut signer = EventSigner::new(credentials, "eu-west-1", "barn", &"ab".repeat(32));
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(86_399_900);
    let signatures = [
        ("0000000005265818", "323e1952278d10fd8601262b9e475ccdf2be77c1f1f83dc1c2f6652609d42034"),
        ("0000000005265c00", "7f78aa35befee429643e1d31db49f31c5d8bc9aad6ba61b2d86a52b86d6f2dff"),
    ];
    for ((date, signature), (payload, time)) in
        signatures.into_iter().zip([(&b"hay"[..], time), (b"", time + Duration::from_millis(100))])
    {
        let expected =
            ["103a6368756e6b2d7369676e6174757265060020", signature, "053a6461746508", date];
        assert_eq!(hex(&signer.headers(payload, time)), expected.concat());
    }
}
