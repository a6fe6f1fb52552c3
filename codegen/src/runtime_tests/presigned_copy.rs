use std::time::{Duration, SystemTime};

use http::{Method, Request};

use crate::runtime::RequestBuilder;
use crate::runtime::credentials::Credentials;
use crate::runtime::presigned_copy::add_presigned_url;
use crate::runtime::request_extensions::PresignedCopy;
use crate::runtime::sigv4::Signing;

/// 2026-11-29T12:00:00Z.
const NOW: u64 = 1_795_953_600;

const RDS_URL: &str = "https%3A%2F%2Frds.us-west-2.amazonaws.com%2F%3FAction%3DCopyDBSnapshot%26Version%3D2014-10-31\
    %26SourceDBSnapshotIdentifier%3Da%2520b%26TargetDBSnapshotIdentifier%3Dcopy\
    %26DestinationRegion%3Deu-west-1%26X-Amz-Algorithm%3DAWS4-HMAC-SHA256\
    %26X-Amz-Credential%3DAKIDEXAMPLE%252F20261129%252Fus-west-2%252Frds%252Faws4_request\
    %26X-Amz-Date%3D20261129T120000Z%26X-Amz-Expires%3D3600%26X-Amz-SignedHeaders%3Dhost\
    %26X-Amz-Signature%3D8adcb5e7af2b7005fa95d54ec56d53ef38c5ed164f793c285cea2b54a951d6f5";

const RDS_TOKEN_URL: &str = "https%3A%2F%2Frds.us-west-2.amazonaws.com%2F%3FAction%3DCopyDBSnapshot%26Version%3D2014-10-31\
    %26SourceDBSnapshotIdentifier%3Da%2520b%26TargetDBSnapshotIdentifier%3Dcopy\
    %26DestinationRegion%3Deu-west-1%26X-Amz-Algorithm%3DAWS4-HMAC-SHA256\
    %26X-Amz-Credential%3DAKIDEXAMPLE%252F20261129%252Fus-west-2%252Frds%252Faws4_request\
    %26X-Amz-Date%3D20261129T120000Z%26X-Amz-Expires%3D3600%26X-Amz-SignedHeaders%3Dhost\
    %26X-Amz-Security-Token%3Da%252Bb%252Fc%253D\
    %26X-Amz-Signature%3D59b205539e150b4eca9498b56eb0f06cfb8046c3726fcbb3afcfe39df9fd61d6";

const EC2_URL: &str = "https%3A%2F%2Fec2.us-west-2.amazonaws.com%2F%3FAction%3DCopySnapshot%26Version%3D2016-11-15\
    %26SourceRegion%3Dus-west-2%26SourceSnapshotId%3Dsnap-1%26Description%3Da~b%252Ac%2520%25C3%25A9\
    %26DestinationRegion%3Deu-west-1%26X-Amz-Algorithm%3DAWS4-HMAC-SHA256\
    %26X-Amz-Credential%3DAKIDEXAMPLE%252F20261129%252Fus-west-2%252Fec2%252Faws4_request\
    %26X-Amz-Date%3D20261129T120000Z%26X-Amz-Expires%3D3600%26X-Amz-SignedHeaders%3Dhost\
    %26X-Amz-Signature%3D53312dc1092621feea77020987fe3c921556eb3bd91b86c83e86e4b2950ddda8";

/// The form of a request to `eu-west-1` with the presigned URL of the same call in `us-west-2`.
fn signed(service: &str, form: &str, sends_destination: bool, token: Option<&str>) -> String {
    let copy = PresignedCopy {
        source_region: "us-west-2".to_owned(),
        url_key: if sends_destination { "PresignedUrl" } else { "PreSignedUrl" },
        sends_destination,
    };
    let url = format!("https://{service}.eu-west-1.amazonaws.com/");
    let mut request = Request::post(url).extension(copy).body(form.as_bytes().to_vec()).unwrap();
    let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    let credentials =
        Credentials::new("AKIDEXAMPLE", secret, token.map(str::to_owned), None, "test");
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
    add_presigned_url(&mut request, &credentials, &Signing::new("eu-west-1", service, time))
        .unwrap();
    String::from_utf8(request.into_body()).unwrap()
}

/// A form with the parameters of its URL sorted: botocore has another order of the signature's.
fn sorted(form: &str) -> Vec<String> {
    let url_pairs = |pair: &str| {
        let mut pairs: Vec<_> = pair.split("%26").map(str::to_owned).collect();
        pairs.sort();
        pairs.join("%26")
    };
    form.split('&').map(url_pairs).collect()
}

/// The expected forms are those of botocore 1.44.8, with the same credentials and time.
#[test]
fn makes_the_url_of_botocore() {
    let rds = "Action=CopyDBSnapshot&Version=2014-10-31&SourceDBSnapshotIdentifier=a%20b\
               &TargetDBSnapshotIdentifier=copy";
    let got = signed("rds", rds, false, None);
    let expected = format!("{rds}&PreSignedUrl={RDS_URL}");
    assert_eq!(sorted(&got), sorted(&expected));

    let got = signed("rds", rds, false, Some("a+b/c="));
    let expected = format!("{rds}&PreSignedUrl={RDS_TOKEN_URL}");
    assert_eq!(sorted(&got), sorted(&expected));

    let ec2 = "Action=CopySnapshot&Version=2016-11-15&SourceRegion=us-west-2&SourceSnapshotId=snap-1\
               &Description=a~b%2Ac%20%C3%A9";
    let got = signed("ec2", ec2, true, None);
    let expected = format!("{ec2}&PresignedUrl={EC2_URL}&DestinationRegion=eu-west-1");
    assert_eq!(sorted(&got), sorted(&expected));
}

/// The service is told the region that receives the request, whatever the caller wrote.
#[test]
fn replaces_another_destination() {
    let ec2 = "Action=CopySnapshot&DestinationRegion=us-east-2&SourceRegion=us-west-2";
    let got = signed("ec2", ec2, true, None);
    let start =
        "Action=CopySnapshot&DestinationRegion=eu-west-1&SourceRegion=us-west-2&PresignedUrl=";
    assert!(got.starts_with(start), "{got}");
    assert!(!got.contains("us-east-2"), "{got}");
    assert_eq!(got.matches("DestinationRegion").count(), 2, "{got}");
}

#[test]
fn callers_can_set_the_url() {
    let copy = |region, url| {
        let mut request = RequestBuilder::new(Method::POST, "/");
        request.presigned_copy(region, url, "PreSignedUrl", false);
        request.build().unwrap().extensions().get::<PresignedCopy>().is_some()
    };
    assert!(copy(Some("us-west-2"), None));
    assert!(!copy(Some("us-west-2"), Some("https://b")));
    assert!(!copy(None, None));
}

#[test]
fn other_requests_stay_as_they_are() {
    let mut request =
        Request::post("https://rds.eu-west-1.amazonaws.com/").body(b"a=b".to_vec()).unwrap();
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    let signing = Signing::new("eu-west-1", "rds", SystemTime::UNIX_EPOCH);
    add_presigned_url(&mut request, &credentials, &signing).unwrap();
    assert_eq!(request.body(), b"a=b");
}
