use http::Method;

use crate::runtime::s3::control::{self, Target};
use crate::runtime::s3::endpoint::{BucketRule, of_bucket, without_bucket};
use crate::runtime::{BuildError, Endpoint, Endpoints, Region, RequestBuilder, Service, endpoint};

const ACCESS_POINT: &str = "arn:aws:s3:us-west-2:111122223333:accesspoint/ap";

const S3: Service = Service {
    name: "Amazon Simple Storage Service",
    signing_name: "s3",
    endpoints: Endpoints { prefix: "s3", exceptions: &[] },
};

const CONTROL: Service = Service {
    name: "AWS S3 Control",
    signing_name: "s3",
    endpoints: Endpoints { prefix: "s3-control", exceptions: &[] },
};

fn region() -> Region {
    Region::new("eu-west-1")
}

fn found(region: &Region, bucket: &str) -> Endpoint {
    of_bucket(&S3, region, bucket, BucketRule::Any).unwrap()
}

fn url(region: &Region, bucket: &str) -> String {
    found(region, bucket).url
}

fn reason(region: &Region, bucket: &str) -> String {
    of_bucket(&S3, region, bucket, BucketRule::Any).unwrap_err().to_string()
}

/// The URL of a request for a bucket, or for an object.
fn sent(region: &Region, bucket: &str, key: Option<&str>, query: &str) -> String {
    let mut request = RequestBuilder::new(Method::GET, "/");
    request.bucket("Bucket", &bucket.to_owned()).unwrap();
    if let Some(key) = key {
        request.key("Key", &key.to_owned()).unwrap();
    }
    if !query.is_empty() {
        request.literal_query(query);
    }
    let request = found(region, bucket).resolve(request.build().unwrap()).unwrap();
    request.uri().to_string()
}

#[test]
fn bucket_is_in_the_host_if_it_can_be() {
    assert_eq!(url(&region(), "herd"), "https://herd.s3.eu-west-1.amazonaws.com");
    for bucket in ["red.herd", "Herd", "my_herd", "ab", "1.2.3.4", "-herd"] {
        let wanted = format!("https://s3.eu-west-1.amazonaws.com/{bucket}");
        assert_eq!(url(&region(), bucket), wanted);
    }
    let by_path = region().path_style();
    assert_eq!(url(&by_path, "herd"), "https://s3.eu-west-1.amazonaws.com/herd");
    let located = of_bucket(&S3, &region(), "herd", BucketRule::InPath).unwrap();
    assert_eq!(located.url, "https://s3.eu-west-1.amazonaws.com/herd");
}

#[test]
fn custom_url_takes_the_bucket_as_path() {
    let local = region().url("http://localhost:9000/base");
    assert_eq!(url(&local, "herd"), "http://localhost:9000/base/herd");
    let hosts = local.clone().virtual_host_style();
    assert_eq!(url(&hosts, "herd"), "http://herd.localhost:9000/base");
    assert_eq!(url(&hosts, "red.herd"), "http://red.herd.localhost:9000/base");
    let tls = region().url("https://localhost").virtual_host_style();
    assert_eq!(url(&tls, "red.herd"), "https://localhost/red.herd");
    for address in ["http://127.0.0.1:9000", "http://[::1]:9000"] {
        let local = region().url(address).virtual_host_style();
        assert_eq!(url(&local, "herd"), format!("{address}/herd"));
    }
    let accelerated = region().url("https://s3-accelerate.amazonaws.com");
    assert_eq!(url(&accelerated, "herd"), "https://herd.s3-accelerate.amazonaws.com");
}

#[test]
fn hosts_of_fips_dual_stack_and_acceleration() {
    for (region, wanted) in [
        (region().fips(), "s3-fips.eu-west-1.amazonaws.com"),
        (region().dual_stack(), "s3.dualstack.eu-west-1.amazonaws.com"),
        (region().fips().dual_stack(), "s3-fips.dualstack.eu-west-1.amazonaws.com"),
        (region().accelerate(), "s3-accelerate.amazonaws.com"),
        (region().accelerate().dual_stack(), "s3-accelerate.dualstack.amazonaws.com"),
        (Region::new("cn-north-1"), "s3.cn-north-1.amazonaws.com.cn"),
        (Region::new("us-east-1"), "s3.us-east-1.amazonaws.com"),
        (Region::new("us-east-1").set("UseGlobalEndpoint", "true"), "s3.amazonaws.com"),
        (region().set("UseGlobalEndpoint", "true"), "s3.eu-west-1.amazonaws.com"),
        (Region::new("aws-global"), "s3.amazonaws.com"),
        (Region::new("aws-global").fips(), "s3-fips.us-east-1.amazonaws.com"),
    ] {
        assert_eq!(url(&region, "herd"), format!("https://herd.{wanted}"));
    }
    assert_eq!(found(&Region::new("aws-global"), "herd").signing_region, "us-east-1");
    assert_eq!(found(&region(), "herd").signing_region, "eu-west-1");
}

#[test]
fn settings_that_exclude_each_other_are_refused() {
    let local = region().url("http://localhost");
    for (region, bucket, part) in [
        (region().accelerate(), "red.herd", "in the host"),
        (region().accelerate().path_style(), "herd", "in the host"),
        (region().accelerate().fips(), "herd", "excludes FIPS"),
        (local.accelerate(), "herd", "custom URL"),
        (Region::new("cn-north-1").accelerate(), "herd", "no S3 Transfer Acceleration"),
        (Region::new("cn-north-1").fips(), "herd", "no FIPS"),
        (region().accelerate(), ACCESS_POINT, "exclude S3 Transfer Acceleration"),
        (region().set("UseArnRegion", "false"), ACCESS_POINT, "another region"),
        (Region::new("cn-north-1"), ACCESS_POINT, "another partition"),
        (Region::new("Eu-West-1"), "herd", "lowercase"),
        (region().url("http://[::1]:9000"), ACCESS_POINT, "IP address"),
    ] {
        let reason = reason(&region, bucket);
        assert!(reason.contains(part), "{region:?} {bucket}: {reason}");
    }
    for rule in [BucketRule::InPath, BucketRule::NoAccessPoint] {
        assert!(of_bucket(&S3, &region(), ACCESS_POINT, rule).is_err(), "{rule:?}");
    }
}

#[test]
fn access_point_has_the_region_of_its_arn() {
    let endpoint = found(&region(), ACCESS_POINT);
    assert_eq!(endpoint.url, "https://ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com");
    assert_eq!(endpoint.signing_region, "us-west-2");
    let local = region().url("http://localhost:9000/base");
    assert_eq!(url(&local, ACCESS_POINT), "http://ap-111122223333.localhost:9000/base");
    assert_eq!(found(&region().path_style(), ACCESS_POINT).url, endpoint.url);
    let fips = region().fips().dual_stack();
    let host = "s3-accesspoint-fips.dualstack.us-west-2.amazonaws.com";
    assert_eq!(url(&fips, ACCESS_POINT), format!("https://ap-111122223333.{host}"));
}

#[test]
fn resources_with_other_signatures_are_refused_by_name() {
    let long_alias = format!("{}--op-s3", "a".repeat(50));
    for (bucket, part) in [
        ("herd--use1-az1--x-s3", "S3 Express is not supported"),
        ("herd--use1-az1--xa-s3", "S3 Express is not supported"),
        (&*long_alias, "Outposts is not supported"),
        ("arn:aws:s3::111122223333:accesspoint:mfzwi.mrap", "multi-region access points"),
        ("arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/a", "Object Lambda"),
        ("arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/accesspoint/a", "Outposts"),
        ("arn:aws:s3:us-east-1:111122223333:bucket:a", "an ARN must be"),
        ("arn:aws:s3:us-east-1:1:accesspoint:a", "an ARN must be"),
        ("arn:aws:s3:us-east-1:111122223333:accesspoint:a/object/b", "an ARN must be"),
        ("arn:aws:s3:us-east-1.evil:111122223333:accesspoint:a", "an ARN must be"),
        ("arn:broken", "an ARN must be"),
        ("", "must not be empty"),
        ("..", "must not be empty"),
    ] {
        let reason = reason(&region(), bucket);
        assert!(reason.contains(part), "{bucket}: {reason}");
        let mut request = RequestBuilder::new(Method::GET, "/");
        let error = request.bucket("Bucket", &bucket.to_owned()).unwrap_err();
        assert!(
            matches!(error, BuildError::Member(name, text) if name == "Bucket" && text.contains(part))
        );
    }
    for bucket in ["a/b", "a b", "a?", "a#b", "ä", &"a".repeat(256)] {
        let mut request = RequestBuilder::new(Method::GET, "/");
        let error = request.bucket("Bucket", &bucket.to_owned()).unwrap_err().to_string();
        assert!(error.contains("255 letters"), "{error}");
    }
}

#[test]
fn keys_are_sent_as_they_are() {
    let host = "https://herd.s3.eu-west-1.amazonaws.com";
    for (key, path) in [
        ("a/b//c", "/a/b//c"),
        ("/a", "//a"),
        ("..", "/.."),
        ("a/../b", "/a/../b"),
        ("a b+ä?#%", "/a%20b%2B%C3%A4%3F%23%25"),
        ("~a.-_", "/~a.-_"),
    ] {
        assert_eq!(sent(&region(), "herd", Some(key), ""), format!("{host}{path}"));
        let by_path = region().path_style();
        let wanted = format!("https://s3.eu-west-1.amazonaws.com/herd{path}");
        assert_eq!(sent(&by_path, "herd", Some(key), ""), wanted);
    }
    let mut request = RequestBuilder::new(Method::GET, "/");
    assert_eq!(request.key("Key", &String::new()), Err(BuildError::EmptyLabel("Key")));
}

#[test]
fn request_to_a_bucket_has_no_slash_after_it() {
    let host = "https://herd.s3.eu-west-1.amazonaws.com";
    assert_eq!(sent(&region(), "herd", None, "list-type=2"), format!("{host}/?list-type=2"));
    let local = region().url("http://localhost:9000/");
    let wanted = "http://localhost:9000/herd?list-type=2";
    assert_eq!(sent(&local, "herd", None, "list-type=2"), wanted);
}

#[test]
fn request_without_its_bucket_is_never_sent() {
    let mut request = RequestBuilder::new(Method::DELETE, "/");
    request.bucket("Bucket", &"herd".to_owned()).unwrap();
    let request = request.build().unwrap();
    assert!(endpoint::resolve(request.clone(), "http://localhost").is_err());
    assert!(S3.endpoint(&region()).unwrap().resolve(request.clone()).is_err());
    assert!(without_bucket(&S3, &region()).unwrap().resolve(request.clone()).is_err());
    assert!(found(&region(), "herd").resolve(request).is_ok());
}

#[test]
fn request_without_a_bucket_goes_to_the_region() {
    let url = |region: &Region| without_bucket(&S3, region).unwrap().url;
    assert_eq!(url(&region()), "https://s3.eu-west-1.amazonaws.com");
    assert_eq!(url(&region().accelerate()), "https://s3.eu-west-1.amazonaws.com");
    assert_eq!(url(&region().url("http://localhost:9000/a")), "http://localhost:9000/a");
    let global = without_bucket(&S3, &Region::new("aws-global").url("http://localhost")).unwrap();
    assert_eq!(global.signing_region, "us-east-1");
}

#[test]
fn control_has_hosts_of_its_own() {
    let found = |region: &Region, target: &Target<'_>| control::endpoint(&CONTROL, region, target);
    let target = Target::default();
    for (region, wanted) in [
        (region(), "https://s3-control.eu-west-1.amazonaws.com"),
        (region().fips().dual_stack(), "https://s3-control-fips.dualstack.eu-west-1.amazonaws.com"),
        (region().url("http://localhost/a"), "http://localhost/a"),
    ] {
        let endpoint = found(&region, &target).unwrap();
        assert_eq!((&*endpoint.url, &*endpoint.signing_name), (wanted, "s3"));
    }
    let outposts = Target { outpost: Some("op-1"), ..target };
    let endpoint = found(&region().dual_stack(), &outposts).unwrap();
    assert_eq!(endpoint.url, "https://s3-outposts.eu-west-1.api.aws");
    assert_eq!((&*endpoint.signing_name, endpoint.host_prefix), ("s3-outposts", false));
    let arn = "arn:aws:s3-outposts:us-west-2:111122223333:outpost:op-1:bucket:b";
    for (target, part) in [
        (Target { outpost: Some("a.b"), ..target }, "valid label"),
        (Target { names: &[None, Some(arn)], ..target }, "Outposts is not supported"),
        (Target { names: &[Some("a--use1-az1--xa-s3")], ..target }, "S3 Express"),
        (Target { resource: Some("arn:aws:s3express:a:1:bucket/b"), ..target }, "S3 Express"),
    ] {
        let reason = found(&region(), &target).unwrap_err().to_string();
        assert!(reason.contains(part), "{reason}");
        assert!(found(&region().url("http://localhost"), &target).is_err());
    }
    let resource = Some("arn:aws:s3:us-west-2:111122223333:accesspoint/ap");
    assert!(found(&region(), &Target { resource, ..target }).is_ok());
    assert!(found(&Region::new("cn-north-1").fips(), &target).is_err());
}
