use std::collections::BTreeMap;

use http::{HeaderMap, HeaderValue, StatusCode};
use s3::runtime::endpoint::resolve;
use s3::runtime::error::Retry;
use s3::runtime::paging::Paginated;
use s3::runtime::request_checksum::Checksums;
use s3::runtime::service::Region;
use s3::types::{CreateBucketConfiguration, EncodingType, LocationConstraint};
use s3::{
    BuildError, CopyObject, CreateBucket, GetBucketLocation, GetObject, ListBuckets,
    ListObjectVersions, ListObjects, Operation, OperationError, PutObject, Request,
};

const ACCESS_POINT: &str = "arn:aws:s3:us-west-2:111122223333:accesspoint/oats";

fn region() -> Region {
    Region::new("eu-west-1")
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

/// The output of a response with the status 200.
fn read<O: Operation>(operation: &O, body: &str) -> Result<O::Output, O::Error> {
    operation.read(StatusCode::OK, &HeaderMap::new(), body.as_bytes())
}

/// The URL of a request in a region.
fn sent<O: Operation>(operation: &O, region: &Region) -> String {
    let endpoint = operation.endpoint_in(region).unwrap();
    endpoint.resolve(operation.request().unwrap()).unwrap().uri().to_string()
}

#[test]
fn bucket_is_in_the_host_and_the_key_in_the_path() {
    let get = GetObject::new("oats", "red/../a b");
    assert_eq!(get.request().unwrap().uri(), "/red/../a%20b");
    assert_eq!(sent(&get, &region()), "https://oats.s3.eu-west-1.amazonaws.com/red/../a%20b");
    let list = ListObjects::new("oats").prefix("a/");
    assert_eq!(sent(&list, &region()), "https://oats.s3.eu-west-1.amazonaws.com/?encoding-type=url&prefix=a%2F");
}

#[test]
fn bucket_starts_the_path_if_it_is_no_label() {
    let list = ListObjects::new("red.oats").prefix("a");
    assert_eq!(
        sent(&list, &region()),
        "https://s3.eu-west-1.amazonaws.com/red.oats?encoding-type=url&prefix=a"
    );
    let get = GetObject::new("oats", "a");
    let local = region().url("http://localhost:9000");
    assert_eq!(sent(&get, &local), "http://localhost:9000/oats/a");
    assert_eq!(sent(&get, &local.virtual_host_style()), "http://oats.localhost:9000/a");
    assert_eq!(sent(&get, &region().path_style()), "https://s3.eu-west-1.amazonaws.com/oats/a");
}

#[test]
fn location_is_asked_by_path() {
    let location = GetBucketLocation::new("oats");
    assert_eq!(sent(&location, &region()), "https://s3.eu-west-1.amazonaws.com/oats?location");
}

#[test]
fn access_point_has_a_host_of_its_own() {
    let endpoint = GetObject::new(ACCESS_POINT, "a").endpoint_in(&region()).unwrap();
    assert_eq!(endpoint.url, "https://oats-111122223333.s3-accesspoint.us-west-2.amazonaws.com");
    assert_eq!((&*endpoint.signing_region, &*endpoint.signing_name), ("us-west-2", "s3"));
    assert!(CreateBucket::new(ACCESS_POINT).endpoint_in(&region()).is_err());
    assert!(GetBucketLocation::new(ACCESS_POINT).endpoint_in(&region()).is_err());
}

#[test]
fn request_without_bucket_goes_to_the_region() {
    assert_eq!(sent(&ListBuckets::new(), &region()), "https://s3.eu-west-1.amazonaws.com/");
}

#[test]
fn buckets_with_other_endpoints_are_refused() {
    let error = GetObject::new("oats--use1-az1--x-s3", "a").request().unwrap_err();
    assert!(matches!(&error, BuildError::Member(name, _) if name == "Bucket"));
    assert!(error.to_string().contains("S3 Express is not supported"), "{error}");
    assert_eq!(GetObject::new("oats", "").request().unwrap_err(), BuildError::EmptyLabel("Key"));
}

#[test]
fn request_without_its_bucket_is_not_resolved() {
    let request = GetObject::new("oats", "a").request().unwrap();
    assert!(resolve(request, "http://localhost:9000").is_err());
}

#[test]
fn configuration_of_a_bucket_has_its_namespace() {
    let place = CreateBucketConfiguration::new().location_constraint(LocationConstraint::EuWest1);
    let request = CreateBucket::new("oats").create_bucket_configuration(place).request().unwrap();
    assert_eq!(header(&request, "content-type"), Some("application/xml"));
    assert_eq!(
        std::str::from_utf8(request.body()).unwrap(),
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"
    );
}

#[test]
fn location_is_the_text_of_the_root() {
    let location = |text: &str| {
        let body = format!("<LocationConstraint xmlns=\"u\">{text}</LocationConstraint>");
        read(&GetBucketLocation::new("oats"), &body).unwrap().location_constraint
    };
    assert_eq!(location("eu-west-1"), Some(LocationConstraint::EuWest1));
    assert_eq!(location("EU"), Some(LocationConstraint::Eu));
    // The bucket is in `us-east-1`.
    assert_eq!(location(""), None);
}

#[test]
fn keys_of_a_listing_are_decoded_unless_the_caller_asks_for_an_encoding() {
    let body = "<ListBucketResult><IsTruncated>true</IsTruncated><EncodingType>url</EncodingType>\
        <Contents><Key>a+b%2F%2B</Key></Contents><Contents><Key>c%0A%07</Key></Contents></ListBucketResult>";
    let keys = |list: &ListObjects| {
        let output = read(list, body).unwrap();
        let next = list.next_page(&output).and_then(|next| next.marker);
        let keys = output.contents.unwrap_or_default().into_iter().filter_map(|it| it.key);
        (keys.collect::<Vec<_>>(), next)
    };
    let next = Some("c\n\u{7}".to_owned());
    let list = ListObjects::new("oats");
    assert_eq!(keys(&list), (vec!["a b/+".to_owned(), "c\n\u{7}".to_owned()], next.clone()));
    let encoded = list.encoding_type(EncodingType::Url);
    assert_eq!(keys(&encoded), (vec!["a+b%2F%2B".to_owned(), "c%0A%07".to_owned()], next));
}

#[test]
fn versions_are_listed_from_a_key_and_a_version() {
    let list = ListObjectVersions::new("oats");
    let next = |members: &str| {
        let body = format!("<R><IsTruncated>true</IsTruncated>{members}</R>");
        list.next_page(&read(&list, &body).unwrap())
    };
    let key = "<EncodingType>url</EncodingType><NextKeyMarker>a+b</NextKeyMarker>";
    let both = next(&format!("{key}<NextVersionIdMarker>v+1</NextVersionIdMarker>"));
    assert_eq!(both, Some(list.clone().key_marker("a b").version_id_marker("v+1")));
    assert_eq!(next(key), Some(list.clone().key_marker("a b")));
    assert_eq!(next(""), None);
}

#[test]
fn error_with_status_200_is_retried() {
    let copy = CopyObject::new("oats", "b", "oats/a");
    let copied = read(&copy, "<CopyObjectResult><ETag>\"1\"</ETag></CopyObjectResult>").unwrap();
    assert_eq!(copied.copy_object_result.unwrap().e_tag.as_deref(), Some("\"1\""));
    for (body, status) in [
        ("<Error><Code>InternalError</Code></Error>", 500),
        ("  ", 500),
        ("<CopyObjectResult><ETag>", 200),
    ] {
        let error = read(&copy, body).unwrap_err();
        assert_eq!(error.retry(), Some(Retry::Transient), "{body}: {error}");
        assert_eq!(error.head().status, status, "{body}");
    }
}

#[test]
fn source_of_a_copy_is_encoded() {
    let source = |text: &str| {
        let request = CopyObject::new("oats", "b", text).request().unwrap();
        header(&request, "x-amz-copy-source").map(str::to_owned)
    };
    assert_eq!(source("oats/a b+").as_deref(), Some("oats/a%20b%2B"));
    let version = source("oats/\u{e4}?versionId=v/1");
    assert_eq!(version.as_deref(), Some("oats/%C3%A4?versionId=v/1"));
}

#[test]
fn customer_key_is_sent_as_base64_with_its_hash() {
    let request = GetObject::new("oats", "a").sse_customer_key("key").request().unwrap();
    let name = "x-amz-server-side-encryption-customer-key";
    assert_eq!(header(&request, name), Some("a2V5"));
    assert_eq!(header(&request, &format!("{name}-md5")), Some("PG4LipwVIkqCKLmpjKFTHQ=="));
    let copy = CopyObject::new("oats", "b", "oats/a").copy_source_sse_customer_key("key");
    let request = copy.request().unwrap();
    let name = "x-amz-copy-source-server-side-encryption-customer-key";
    assert_eq!(header(&request, name), Some("a2V5"));
    assert!(!format!("{copy:?}").contains("\"key\""));
}

#[test]
fn expires_may_be_any_text() {
    let expires = |text: &'static str| {
        let headers = HeaderMap::from_iter([(http::header::EXPIRES, HeaderValue::from_static(text))]);
        let output = GetObject::parse(StatusCode::OK, &headers, b"").unwrap();
        (output.expires.is_some(), output.expires_string)
    };
    let date = "Thu, 01 Jan 2026 00:00:00 GMT";
    assert_eq!(expires(date), (true, Some(date.to_owned())));
    assert_eq!(expires("never"), (false, Some("never".to_owned())));
}

#[test]
fn metadata_is_ascii() {
    let put = |value: &str| {
        let metadata = BTreeMap::from([("stall".to_owned(), value.to_owned())]);
        PutObject::new("oats", "a").metadata(metadata).request()
    };
    assert_eq!(header(&put("7").unwrap(), "x-amz-meta-stall"), Some("7"));
    assert_eq!(put("\u{e9}").unwrap_err(), BuildError::Header("x-amz-meta-stall".to_owned()));
    let headers =
        HeaderMap::from_iter([("x-amz-meta-stall".parse().unwrap(), HeaderValue::from_static("7"))]);
    let output = GetObject::parse(StatusCode::OK, &headers, b"").unwrap();
    assert_eq!(output.metadata.unwrap()["stall"], "7");
}

#[test]
fn upload_has_a_checksum_unless_the_caller_wants_none() {
    let checksum = |checksums: Checksums| {
        let mut request = PutObject::new("oats", "a").request().unwrap();
        *request.body_mut() = b"hello world".to_vec();
        checksums.set(&mut request).unwrap();
        header(&request, "x-amz-checksum-crc32").map(str::to_owned)
    };
    assert_eq!(checksum(Checksums::WhenSupported).as_deref(), Some("DUoRhQ=="));
    assert_eq!(checksum(Checksums::WhenRequired), None);
}
