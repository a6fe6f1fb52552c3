//! The requests and responses of Buckets Of Oats on the wire.

#![allow(deprecated, non_snake_case, clippy::pedantic)]

use std::collections::BTreeMap;

use s3::runtime::{Operation, Timestamp};
use s3::{
    CopyObject, CopyObjectError, CopyObjectOutput, CreateBucket, CreateBucketError,
    CreateBucketOutput, GetBucketLocation, GetBucketLocationError, GetBucketLocationOutput,
    GetObject, GetObjectError, GetObjectOutput, ListBuckets, ListBucketsError, ListBucketsOutput,
    ListObjectVersions, ListObjectVersionsError, ListObjectVersionsOutput, ListObjects,
    ListObjectsError, ListObjectsOutput, PutObject, PutObjectError, PutObjectOutput, types,
};

/// A value whose fields are set one by one, because its type is `#[non_exhaustive]`.
macro_rules! filled {
    ($type:ty { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut value = <$type>::default();
        $(value.$field = Some($value);)*
        value
    }};
}

#[test]
fn copy_object_minimal_request() {
    let request = CopyObject::new("bucket-5", "Key/8", "bucket/CopySource é?versionId=6");
    let expected = r"
PUT /Key/8
x-amz-copy-source: bucket/CopySource%20%C3%A9?versionId=6
";
    assert_sent(&request, expected);
}

#[test]
fn copy_object_full_request() {
    let request = CopyObject::new("bucket-5", "Key/8", "bucket/CopySource é?versionId=6")
        .copy_source_sse_customer_key("CopySourceSSECustomerKeyé5")
        .copy_source_sse_customer_key_md5("CopySourceSSECustomerKeyMD5;3");
    let expected = r"
PUT /Key/8
x-amz-copy-source-server-side-encryption-customer-key-md5: CopySourceSSECustomerKeyMD5;3
x-amz-copy-source-server-side-encryption-customer-key: CopySourceSSECustomerKeyé5
x-amz-copy-source: bucket/CopySource%20%C3%A9?versionId=6
";
    assert_sent(&request, expected);
}

#[test]
fn copy_object_reply() {
    let reply = r"
200
content-type: application/xml

<CopyObjectResult><ETag>ETag&gt;6</ETag></CopyObjectResult>
";
    let expected = filled!(CopyObjectOutput {
        copy_object_result: filled!(types::CopyObjectResult { e_tag: "ETag>6".to_owned() }),
    });
    #[cfg(feature = "testing")]
    assert_faked::<CopyObject>(&expected);
    assert_eq!(read::<CopyObject>(reply), Ok(expected));
}

#[test]
fn copy_object_error() {
    let reply = r"
400
content-type: application/xml

<Error><Code>UnknownError</Code></Error>
";
    let error = read::<CopyObject>(reply);
    assert!(matches!(&error, Err(CopyObjectError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn create_bucket_minimal_request() {
    let request = CreateBucket::new("bucket-3");
    let expected = r"
PUT /
";
    assert_sent(&request, expected);
}

#[test]
fn create_bucket_full_request() {
    let request = CreateBucket::new("bucket-3")
        .create_bucket_configuration(types::CreateBucketConfiguration::new()
            .location_constraint(types::LocationConstraint::Eu));
    let expected = r#"
PUT /
content-type: application/xml

<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
  <LocationConstraint>EU</LocationConstraint>
</CreateBucketConfiguration>
"#;
    assert_sent(&request, expected);
}

#[test]
fn create_bucket_reply() {
    let reply = r"
200
";
    let expected = CreateBucketOutput::default();
    #[cfg(feature = "testing")]
    assert_faked::<CreateBucket>(&expected);
    assert_eq!(read::<CreateBucket>(reply), Ok(expected));
}

#[test]
fn create_bucket_error() {
    let reply = r"
400
content-type: application/xml

<Error><Code>UnknownError</Code></Error>
";
    let error = read::<CreateBucket>(reply);
    assert!(matches!(&error, Err(CreateBucketError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn get_bucket_location_minimal_request() {
    let request = GetBucketLocation::new("bucket-4");
    let expected = r"
GET /?location
";
    assert_sent(&request, expected);
}

#[test]
fn get_bucket_location_reply() {
    let reply = r"
200
content-type: application/xml

<LocationConstraint>eu-west-1</LocationConstraint>
";
    let expected = filled!(GetBucketLocationOutput { location_constraint: types::LocationConstraint::EuWest1 });
    #[cfg(feature = "testing")]
    assert_faked::<GetBucketLocation>(&expected);
    assert_eq!(read::<GetBucketLocation>(reply), Ok(expected));
}

#[test]
fn get_bucket_location_error() {
    let reply = r"
400
content-type: application/xml

<Error><Code>UnknownError</Code></Error>
";
    let error = read::<GetBucketLocation>(reply);
    assert!(matches!(&error, Err(GetBucketLocationError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn get_object_minimal_request() {
    let request = GetObject::new("bucket-6", "Key/0");
    let expected = r"
GET /Key/0
";
    assert_sent(&request, expected);
}

#[test]
fn get_object_full_request() {
    let request = GetObject::new("bucket-6", "Key/0")
        .sse_customer_key("SSECustomerKeyé2")
        .sse_customer_key_md5("SSECustomerKeyMD5é8")
        .checksum_mode(types::ChecksumMode::Enabled);
    let expected = r"
GET /Key/0
x-amz-checksum-mode: ENABLED
x-amz-server-side-encryption-customer-key-md5: SSECustomerKeyMD5é8
x-amz-server-side-encryption-customer-key: SSECustomerKeyé2
";
    assert_sent(&request, expected);
}

#[test]
fn get_object_reply() {
    let reply = r"
200
content-type: ContentType/2
expires: Fri, 05 Dec 2003 20:33:20 GMT
x-amz-meta-metadata-8: Metadata=4
";
    let expected = filled!(GetObjectOutput {
        content_type: "ContentType/2".to_owned(),
        expires: Timestamp::from_seconds(1_070_656_400),
        expires_string: "Fri, 05 Dec 2003 20:33:20 GMT".to_owned(),
        metadata: BTreeMap::from([("metadata-8".to_owned(), "Metadata=4".to_owned())]),
    });
    #[cfg(feature = "testing")]
    assert_faked::<GetObject>(&expected);
    assert_eq!(read::<GetObject>(reply), Ok(expected));
}

#[test]
fn get_object_error() {
    let reply = r"
400
content-type: application/xml

<Error><Code>NoSuchKey</Code></Error>
";
    let result = read::<GetObject>(reply);
    let Err(GetObjectError::NoSuchKey(error)) = &result else { panic!("{result:?}") };
    assert_eq!(error.head().code, "NoSuchKey");
    let expected = types::NoSuchKey::default();
    assert_eq!(error.detail(), &expected);
}

#[test]
fn list_buckets_minimal_request() {
    let request = ListBuckets::new();
    let expected = r"
GET /
";
    assert_sent(&request, expected);
}

#[test]
fn list_buckets_reply() {
    let reply = r"
200
";
    let expected = ListBucketsOutput::default();
    #[cfg(feature = "testing")]
    assert_faked::<ListBuckets>(&expected);
    assert_eq!(read::<ListBuckets>(reply), Ok(expected));
}

#[test]
fn list_buckets_error() {
    let reply = r"
400
content-type: application/xml

<Error><Code>UnknownError</Code></Error>
";
    let error = read::<ListBuckets>(reply);
    assert!(matches!(&error, Err(ListBucketsError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn list_object_versions_minimal_request() {
    let request = ListObjectVersions::new("bucket-8");
    let expected = r"
GET /?versions&encoding-type=url
";
    assert_sent(&request, expected);
}

#[test]
fn list_object_versions_full_request() {
    let request = ListObjectVersions::new("bucket-8")
        .encoding_type(types::EncodingType::Url)
        .key_marker("KeyMarker 2")
        .version_id_marker("VersionIdMarkeré4");
    let expected = r"
GET /?versions&encoding-type=url&key-marker=KeyMarker%202&version-id-marker=VersionIdMarker%C3%A94
";
    assert_sent(&request, expected);
}

#[test]
fn list_object_versions_reply() {
    let reply = r"
200
content-type: application/xml

<ListVersionsOutput>
  <IsTruncated>true</IsTruncated>
  <NextKeyMarker>NextKeyMarker%C3%A92</NextKeyMarker>
  <NextVersionIdMarker>NextVersionIdMarker\0</NextVersionIdMarker>
  <Version><Key>Key%2B3</Key></Version>
  <EncodingType>url</EncodingType>
</ListVersionsOutput>
";
    let expected = filled!(ListObjectVersionsOutput {
        is_truncated: true,
        next_key_marker: "NextKeyMarkeré2".to_owned(),
        next_version_id_marker: "NextVersionIdMarker\\0".to_owned(),
        versions: vec![filled!(types::Key { key: "Key+3".to_owned() })],
        encoding_type: types::EncodingType::Url,
    });
    #[cfg(feature = "testing")]
    assert_faked::<ListObjectVersions>(&expected);
    assert_eq!(read::<ListObjectVersions>(reply), Ok(expected));
}

#[test]
fn list_object_versions_error() {
    let reply = r"
400
content-type: application/xml

<Error><Code>UnknownError</Code></Error>
";
    let error = read::<ListObjectVersions>(reply);
    assert!(matches!(&error, Err(ListObjectVersionsError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn list_objects_minimal_request() {
    let request = ListObjects::new("bucket-7");
    let expected = r"
GET /?encoding-type=url
";
    assert_sent(&request, expected);
}

#[test]
fn list_objects_full_request() {
    let request = ListObjects::new("bucket-7").encoding_type(types::EncodingType::Url).marker("Marker+7").prefix("Prefix%2");
    let expected = r"
GET /?encoding-type=url&marker=Marker%2B7&prefix=Prefix%252
";
    assert_sent(&request, expected);
}

#[test]
fn list_objects_reply() {
    let reply = r"
200
content-type: application/xml

<ListObjectsOutput>
  <IsTruncated>true</IsTruncated>
  <NextMarker>NextMarker%220</NextMarker>
  <Contents><Key>Key%220</Key></Contents>
  <EncodingType>url</EncodingType>
</ListObjectsOutput>
";
    let expected = filled!(ListObjectsOutput {
        is_truncated: true,
        next_marker: "NextMarker\"0".to_owned(),
        contents: vec![filled!(types::Key { key: "Key\"0".to_owned() })],
        encoding_type: types::EncodingType::Url,
    });
    #[cfg(feature = "testing")]
    assert_faked::<ListObjects>(&expected);
    assert_eq!(read::<ListObjects>(reply), Ok(expected));
}

#[test]
fn list_objects_error() {
    let reply = r"
400
content-type: application/xml

<Error><Code>UnknownError</Code></Error>
";
    let error = read::<ListObjects>(reply);
    assert!(matches!(&error, Err(ListObjectsError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn put_object_minimal_request() {
    let request = PutObject::new("bucket-9", "Key/0");
    let expected = r"
PUT /Key/0
content-type: application/octet-stream
";
    assert_sent(&request, expected);
}

#[test]
fn put_object_full_request() {
    let request = PutObject::new("bucket-9", "Key/0")
        .checksum_algorithm(types::ChecksumAlgorithm::Crc32)
        .content_type("ContentType;8")
        .metadata(BTreeMap::from([("metadata-1".to_owned(), "Metadata/4".to_owned())]));
    let expected = r"
PUT /Key/0
content-type: ContentType;8
x-amz-meta-metadata-1: Metadata/4
x-amz-sdk-checksum-algorithm: CRC32
";
    assert_sent(&request, expected);
}

#[test]
fn put_object_reply() {
    let reply = r"
200
etag: ETag/2
";
    let expected = filled!(PutObjectOutput { e_tag: "ETag/2".to_owned() });
    #[cfg(feature = "testing")]
    assert_faked::<PutObject>(&expected);
    assert_eq!(read::<PutObject>(reply), Ok(expected));
}

#[test]
fn put_object_error() {
    let reply = r"
400
content-type: application/xml

<Error><Code>UnknownError</Code></Error>
";
    let error = read::<PutObject>(reply);
    assert!(matches!(&error, Err(PutObjectError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

/// Asserts that an operation sends this request.
#[track_caller]
fn assert_sent(operation: &impl Operation, expected: &str) {
    let request = operation.request().expect("the request can be built");
    let mut headers: Vec<String> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    headers.sort();
    let start = format!("{} {}", request.method(), request.uri());
    let (head, body) = parts(expected);
    assert_eq!([vec![start], headers].concat(), head.lines().collect::<Vec<_>>());
    assert_eq!(String::from_utf8_lossy(request.body()), body);
}

/// Reads a response.
fn read<O: Operation>(message: &str) -> Result<O::Output, O::Error> {
    let (head, body) = parts(message);
    let mut head = head.lines();
    let status = head.next().and_then(|status| status.parse().ok()).expect("a status");
    let headers = head.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| {
        let value = http::HeaderValue::from_bytes(value.as_bytes());
        (name.parse().expect("a name"), value.expect("a value"))
    });
    O::parse(status, &headers.collect(), body.as_bytes())
}

/// The head and the body of a message, without the line breaks and the indentation of the body.
fn parts(message: &str) -> (&str, String) {
    let (head, body) = message.trim().split_once("\n\n").unwrap_or((message.trim(), ""));
    (head, body.lines().map(str::trim_start).collect())
}

/// Asserts that a fake response with an output is read as this output.
#[cfg(feature = "testing")]
#[track_caller]
fn assert_faked<O: s3::testing::FakeOperation>(expected: &O::Output)
where
    O::Output: PartialEq + std::fmt::Debug,
{
    let reply = s3::testing::of_output::<O>(expected).expect("the output can be written");
    let output = s3::testing::read::<O>(&reply).expect("the response can be read");
    assert_eq!(&output, expected);
}
