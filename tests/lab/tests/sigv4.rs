//! The signer of outputs beside the crate `aws-sigv4`, on random requests.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as SdkCredentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest,
    SignatureLocation, SigningSettings, UriPathNormalizationMode,
};
use aws_sigv4::sign::v4;
use farrier_lab::signer::credentials::Credentials;
use farrier_lab::signer::sigv4::{Signing, presign, sign};
use http::Request;
use http::header::{HeaderName, HeaderValue};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The number of requests.
const REQUESTS: u32 = 2_000;

/// A request, and the rules for its signature.
#[derive(Clone, Debug)]
struct Case {
    uri: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    token: Option<String>,
    seconds: u32,
    /// Whether the body and the token are signed, and the path is encoded, normalized, and in the URL.
    switches: [bool; 5],
}

fn cases() -> impl Strategy<Value = Case> {
    // A plus sign is a space for `aws-sigv4` and for the signer. Characters that a URI cannot contain are left out.
    let path = "(/([a-zA-Z0-9._~!$&'()*,;=:@+-]|%[0-9A-F]{2}|\\.|\\.\\.){0,6}){1,4}";
    let query = "(([a-zA-Z0-9._~:@/+-]|%[2-7][0-9A-F]){0,5}(=([a-zA-Z0-9._~:@/+-]|%[2-7][0-9A-F]){0,5})?&?){0,4}";
    let header = ("(x-[a-z]{1,4}|content-type|user-agent|accept)", "[ -~]{0,12}");
    (
        path,
        proptest::option::of(query),
        proptest::collection::vec(header, 0..4),
        proptest::collection::vec(any::<u8>(), 0..80),
        proptest::option::of("[A-Za-z0-9/+=]{1,60}"),
        any::<u32>(),
        any::<[bool; 5]>(),
    )
        .prop_map(|(path, query, headers, body, token, seconds, switches)| {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            let uri = format!("https://barn.eu-west-1.amazonaws.com{path}{query}");
            Case { uri, headers, body, token, seconds, switches }
        })
}

impl Case {
    fn request(&self) -> Request<Vec<u8>> {
        let mut request = Request::new(self.body.clone());
        *request.uri_mut() = self.uri.parse().unwrap();
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            request.headers_mut().append(name, HeaderValue::from_str(value).unwrap());
        }
        request
    }

    fn time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.seconds.into())
    }

    /// Signs the request with the signer of outputs.
    fn signed(&self) -> Request<Vec<u8>> {
        let [signs_body, signs_token, encodes_path, normalizes_path, in_url] = self.switches;
        let credentials = Credentials::new("AKID", "secret", self.token.clone(), None, "test");
        let mut signing = Signing::new("eu-west-1", "barn", self.time());
        (signing.signs_body, signing.signs_token) = (signs_body, signs_token);
        (signing.encodes_path, signing.normalizes_path) = (encodes_path, normalizes_path);
        let mut request = self.request();
        if in_url {
            presign(&mut request, &credentials, &signing, Duration::from_mins(5)).unwrap();
        } else {
            sign(&mut request, &credentials, &signing).unwrap();
        }
        request
    }

    /// Signs the request with `aws-sigv4`.
    fn signed_by_sdk(&self) -> Request<Vec<u8>> {
        let [signs_body, signs_token, encodes_path, normalizes_path, in_url] = self.switches;
        let mut settings = SigningSettings::default();
        if encodes_path {
            settings.percent_encoding_mode = PercentEncodingMode::Double;
        } else {
            settings.percent_encoding_mode = PercentEncodingMode::Single;
        }
        if !normalizes_path {
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        }
        if !signs_token {
            settings.session_token_mode = SessionTokenMode::Exclude;
        }
        if in_url {
            settings.signature_location = SignatureLocation::QueryParams;
            settings.expires_in = Some(Duration::from_mins(5));
        } else {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        let token = self.token.clone();
        let identity = SdkCredentials::new("AKID", "secret", token, None, "test").into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region("eu-west-1")
            .name("barn")
            .time(self.time())
            .settings(settings)
            .build()
            .unwrap()
            .into();
        let mut request = self.request();
        let body = if signs_body {
            SignableBody::Bytes(&self.body)
        } else {
            SignableBody::UnsignedPayload
        };
        let headers =
            request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
        let signable = SignableRequest::new("GET", self.uri.clone(), headers, body).unwrap();
        let signed = aws_sigv4::http_request::sign(signable, &params).unwrap();
        let (instructions, _) = signed.into_parts();
        instructions.apply_to_request_http1x(&mut request);
        request
    }
}

#[test]
fn signs_like_the_sdk() {
    let config = Config { cases: REQUESTS, failure_persistence: None, ..Config::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, random);
    let compared = runner.run(&cases(), |case| {
        let (ours, theirs) = (case.signed(), case.signed_by_sdk());
        let pairs = |request: &Request<Vec<u8>>| {
            let mut pairs: Vec<String> =
                request.uri().query().unwrap_or_default().split('&').map(str::to_owned).collect();
            pairs.sort();
            pairs
        };
        prop_assert_eq!(pairs(&ours), pairs(&theirs));
        for name in ["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"]
        {
            let values = |request: &Request<Vec<u8>>| {
                request.headers().get_all(name).iter().cloned().collect::<Vec<_>>()
            };
            prop_assert_eq!(values(&ours), values(&theirs), "{}", name);
        }
        Ok(())
    });
    compared.unwrap();
}
