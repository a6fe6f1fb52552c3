use http::Method;

use super::operation::GetHorse;
use crate::runtime::{
    Endpoint, Endpoints, Exception, NoEndpoint, Operation, Region, RequestBuilder, Service,
};

fn url(region: &Region) -> Result<String, NoEndpoint> {
    GetHorse::SERVICE.endpoint(region).map(|endpoint| endpoint.url)
}

#[test]
fn uses_the_domain_of_the_partition() {
    for (region, wanted) in [
        ("eu-west-1", "https://horses.eu-west-1.amazonaws.com"),
        ("cn-north-1", "https://horses.cn-north-1.amazonaws.com.cn"),
        ("us-gov-west-1", "https://horses.us-gov-west-1.amazonaws.com"),
        ("us-isob-east-1", "https://horses.us-isob-east-1.sc2s.sgov.gov"),
        // A region that is not known yet.
        ("xy-north-9", "https://horses.xy-north-9.amazonaws.com"),
    ] {
        assert_eq!(url(&region.into()).as_deref(), Ok(wanted));
        assert_eq!(url(&region.to_owned().into()).as_deref(), Ok(wanted));
    }
}

#[test]
fn uses_fips_and_dual_stack_hosts() {
    let region = || Region::new("eu-west-1");
    assert_eq!(url(&region().fips()).unwrap(), "https://horses-fips.eu-west-1.amazonaws.com");
    assert_eq!(url(&region().dual_stack()).unwrap(), "https://horses.eu-west-1.api.aws");
    let both = region().fips().dual_stack();
    assert_eq!(url(&both).unwrap(), "https://horses-fips.eu-west-1.api.aws");
}

#[test]
fn custom_url_of_a_service_wins_over_that_of_all_services() {
    let region = Region::new("eu-west-1").url("http://localhost:1");
    let region = region.url_of(&GetHorse::SERVICE, "http://localhost:2");
    assert_eq!(url(&region).unwrap(), "http://localhost:2");
    let other = Service { name: "Pigs", ..GetHorse::SERVICE };
    assert_eq!(other.endpoint(&region).unwrap().url, "http://localhost:1");
}

#[test]
fn prefers_a_custom_url() {
    let endpoint =
        GetHorse::SERVICE.endpoint(&Region::new("eu-west-1").fips().url("http://[::1]:5000"));
    let Endpoint { url, signing_region, signing_name, .. } = endpoint.unwrap();
    assert_eq!(
        (url.as_str(), signing_region.as_str(), signing_name.as_str()),
        ("http://[::1]:5000", "eu-west-1", "horses")
    );
}

#[test]
fn adds_the_host_prefix_to_a_custom_url_on_request() {
    let resolved = |region: Region| {
        let mut request = RequestBuilder::new(Method::GET, "/");
        request.host("data-");
        let endpoint = GetHorse::SERVICE.endpoint(&region).unwrap();
        endpoint.resolve(request.build().unwrap()).unwrap().uri().to_string()
    };
    let region = || Region::new("eu-west-1");
    assert_eq!(resolved(region()), "https://data-horses.eu-west-1.amazonaws.com/");
    assert_eq!(resolved(region().url("http://localhost:5000")), "http://localhost:5000/");
    let asked = region().url("http://localhost:5000").host_prefix();
    assert_eq!(resolved(asked), "http://data-localhost:5000/");
}

#[test]
fn rejects_uppercase_regions() {
    for region in [Region::new("EU-WEST-1"), Region::new("EU-WEST-1").url("http://h")] {
        let error = url(&region).unwrap_err().to_string();
        assert_eq!(error, "Horses has no endpoint in `EU-WEST-1`: region names are lowercase");
    }
}

#[test]
fn rejects_invalid_region_names() {
    for name in ["", "x.evil.example/", "-a", "eu west", "a@b"] {
        let error = url(&name.into()).unwrap_err().to_string();
        assert_eq!(
            error,
            format!("Horses has no endpoint in `{name}`: the region name is invalid")
        );
    }
}

#[test]
fn applies_the_first_matching_exception() {
    const EXCEPTIONS: &[Exception] = &[
        Exception::in_regions(&["eu-west-1"]).fips(true).refused(),
        Exception::in_partitions(&["aws"])
            .url("https://horses.us-east-1.{suffix}")
            .signing_region("us-east-1"),
    ];
    let service = Service {
        endpoints: Endpoints { prefix: "horses", exceptions: EXCEPTIONS },
        ..GetHorse::SERVICE
    };
    let endpoint = service.endpoint(&"eu-west-1".into()).unwrap();
    assert_eq!(endpoint.url, "https://horses.us-east-1.amazonaws.com");
    assert_eq!(endpoint.signing_region, "us-east-1");
    assert!(service.endpoint(&Region::new("eu-west-1").fips()).is_err());
    let elsewhere = service.endpoint(&"cn-north-1".into()).unwrap();
    assert_eq!(elsewhere.url, "https://horses.cn-north-1.amazonaws.com.cn");
}
