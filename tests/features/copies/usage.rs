use copies::runtime::request_extensions::PresignedCopy;
use copies::{CopyDBSnapshot, Operation};

const FORM: &str = "Action=CopyDBSnapshot&Version=2014-10-31&SourceDBSnapshotIdentifier=a";

#[test]
fn tells_the_sender_to_presign_the_call_of_the_source_region() {
    let copy = CopyDBSnapshot::new("a").source_region("us-west-2");
    let request = copy.request().unwrap();
    assert_eq!(String::from_utf8_lossy(request.body()), FORM);
    let expected = PresignedCopy {
        source_region: "us-west-2".to_owned(),
        url_key: "PreSignedUrl",
        sends_destination: false,
    };
    assert_eq!(request.extensions().get(), Some(&expected));
}

#[test]
fn sends_the_url_of_the_caller() {
    let copy = CopyDBSnapshot::new("a").pre_signed_url("https://b").source_region("us-west-2");
    let request = copy.request().unwrap();
    let expected = format!("{FORM}&PreSignedUrl=https%3A%2F%2Fb");
    assert_eq!(String::from_utf8_lossy(request.body()), expected);
    assert_eq!(request.extensions().get::<PresignedCopy>(), None);
}

#[test]
fn copies_within_a_region_without_a_url() {
    let request = CopyDBSnapshot::new("a").request().unwrap();
    assert_eq!(String::from_utf8_lossy(request.body()), FORM);
    assert_eq!(request.extensions().get::<PresignedCopy>(), None);
}
