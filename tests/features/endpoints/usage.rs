use endpoints::runtime::{Endpoint, Region};
use endpoints::{GetStable, Operation};

fn endpoint(region: impl Into<Region>) -> Endpoint {
    GetStable::SERVICE.endpoint(&region.into()).unwrap()
}

#[test]
fn regions_follow_the_default_pattern() {
    let usual = endpoint("eu-west-1");
    assert_eq!(usual.url, "https://stables.eu-west-1.amazonaws.com");
    assert_eq!((&*usual.signing_region, &*usual.signing_name), ("eu-west-1", "stables"));
    let both = endpoint(Region::new("eu-west-1").fips().dual_stack());
    assert_eq!(both.url, "https://stables-fips.eu-west-1.api.aws");
}

#[test]
fn region_can_have_a_special_host() {
    assert_eq!(endpoint("us-east-1").url, "https://stables.amazonaws.com");
    assert_eq!(endpoint(Region::new("us-east-1").fips()).url, "https://stables.amazonaws.com");
}

#[test]
fn partition_can_have_a_single_host_and_region() {
    let global = endpoint("cn-north-1");
    assert_eq!(global.url, "https://stables.amazonaws.com.cn");
    assert_eq!((&*global.signing_region, &*global.signing_name), ("cn-northwest-1", "herds"));
}

#[test]
fn unknown_regions_use_their_partition() {
    let fips = endpoint(Region::new("us-gov-south-7").fips());
    assert_eq!(fips.url, "https://stables.us-gov-south-7.amazonaws.com");
    assert_eq!(endpoint("cn-south-7").signing_region, "cn-northwest-1");
}

#[test]
fn reports_unsupported_regions() {
    let error = GetStable::SERVICE.endpoint(&Region::new("cn-north-1").fips()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Stables has no endpoint in `cn-north-1`: FIPS is not available in this region"
    );
}

#[test]
fn custom_url_overrides_the_rules() {
    let local = endpoint(Region::new("cn-north-1").url("http://localhost:5000"));
    assert_eq!(local.url, "http://localhost:5000");
    assert_eq!((&*local.signing_region, &*local.signing_name), ("cn-north-1", "stables"));
}
