//! Verifies signatures as a service does: signs the received request for its date, and compares.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use backup::Timestamp;

use crate::server::Seen;

/// The headers that the signer adds.
const ADDED: [&str; 4] = ["host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"];

/// The credentials of a signature.
pub struct Keys {
    /// The ID of the access key.
    pub id: &'static str,
    /// The secret of the access key.
    pub secret: &'static str,
    /// The session token.
    pub token: &'static str,
}

/// The `Authorization` header for a request as it was received.
///
/// # Panics
///
/// Panics if the request has no signature or cannot be signed.
pub fn of(seen: &Seen, keys: &Keys, region: &str, service: &str) -> String {
    let authorization = seen.header("authorization").expect("the request is signed");
    let names = authorization.split("SignedHeaders=").nth(1).unwrap().split(',').next().unwrap();
    let headers = names.split(';').filter(|name| !ADDED.contains(name));
    let headers = headers.map(|name| (name, seen.header(name).expect("a signed header is sent")));
    let body = match seen.header("x-amz-content-sha256") {
        Some("UNSIGNED-PAYLOAD") => SignableBody::UnsignedPayload,
        Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER") => SignableBody::StreamingUnsignedPayloadTrailer,
        _ => SignableBody::Bytes(&seen.body),
    };
    let uri = format!("http://{}{}", seen.header("host").unwrap(), seen.target());
    let request = SignableRequest::new(seen.method(), uri, headers, body).unwrap();
    let mut settings = SigningSettings::default();
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    if service == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    let identity = Credentials::from_keys(keys.id, keys.secret, Some(keys.token.to_owned())).into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(service)
        .time(time(seen.header("x-amz-date").unwrap()))
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let (instructions, _) = sign(request, &params).unwrap().into_parts();
    let mut added = instructions.headers();
    added.find(|(name, _)| *name == "authorization").unwrap().1.to_owned()
}

/// Parses a date such as `20130524T000000Z`.
///
/// # Panics
///
/// Panics if the date is invalid.
pub fn time(text: &str) -> SystemTime {
    let part = |from: usize, to: usize| &text[from..to];
    let (date, clock) =
        ([part(0, 4), part(4, 6), part(6, 8)], [part(9, 11), part(11, 13), part(13, 15)]);
    let time = Timestamp::from_date_time(&format!("{}T{}Z", date.join("-"), clock.join(":")));
    UNIX_EPOCH + Duration::from_secs(time.unwrap().seconds().try_into().unwrap())
}
