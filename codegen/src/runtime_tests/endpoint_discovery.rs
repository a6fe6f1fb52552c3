use std::time::Duration;

use http::{HeaderMap, Request, StatusCode};

use super::operation::{GetHorse, Horse, SERVICE};
use crate::runtime::endpoint::resolve;
use crate::runtime::endpoint_discovery::{
    DescribesEndpoints, DiscoveredEndpoint, Discovery, DiscoveryCall, DiscoveryError,
    is_of_endpoint,
};
use crate::runtime::error::Retry;
use crate::runtime::{Operation, Region};

/// The name of the horse is the address.
impl DescribesEndpoints for GetHorse {
    fn endpoints(output: Horse) -> Vec<DiscoveredEndpoint> {
        DiscoveredEndpoint::new(output.name, Some(1)).into_iter().collect()
    }
}

fn endpoint(address: &str) -> DiscoveredEndpoint {
    DiscoveredEndpoint::new(Some(address.to_owned()), Some(10)).unwrap()
}

#[test]
fn request_goes_to_the_discovered_host() {
    for (address, expected) in [
        ("cell1.silo.example.com", "https://cell1.silo.example.com/x"),
        ("http-cell.example.com", "https://http-cell.example.com/x"),
        ("https://cell2.example.com", "https://cell2.example.com/x"),
        ("http://localhost:81", "http://localhost:81/x"),
    ] {
        let mut request = Request::builder().uri("/x").body(Vec::new()).unwrap();
        endpoint(address).set(&mut request);
        let request = resolve(request, "https://silo.example.com").unwrap();
        assert_eq!(request.uri(), expected);
    }
    let mut request = Request::builder().uri("/x").body(Vec::new()).unwrap();
    endpoint("cell1/../admin?x").set(&mut request);
    assert!(resolve(request, "https://silo.example.com").is_err());
}

#[test]
fn endpoint_without_an_address_is_none() {
    assert_eq!(DiscoveredEndpoint::new(None, Some(1)), None);
    assert_eq!(DiscoveredEndpoint::new(Some(String::new()), Some(1)), None);
    assert_eq!(endpoint("a").valid_for, Duration::from_mins(10));
    for (minutes, valid_for) in [(None, 0), (Some(-1), 0), (Some(i64::MAX), i64::MAX as u64)] {
        let endpoint = DiscoveredEndpoint::new(Some("a".to_owned()), minutes).unwrap();
        assert_eq!(endpoint.valid_for, Duration::from_secs(valid_for.saturating_mul(60)));
    }
}

#[test]
fn custom_url_needs_no_discovery() {
    let mut request = GetHorse.request().unwrap();
    request.extensions_mut().insert(Discovery::by::<GetHorse>());
    let region = Region::new("eu-west-1");
    assert!(Discovery::of(&request, &region, &SERVICE).is_some());
    assert!(Discovery::of(&request, &region.clone().url("http://x"), &SERVICE).is_none());
    assert!(Discovery::of(&request, &region.url_of(&SERVICE, "http://x"), &SERVICE).is_none());
}

#[test]
fn discovery_calls_the_operation() {
    let discovery = Discovery::by::<GetHorse>();
    assert_eq!(format!("{discovery:?}"), "Discovery { .. }");
    let call = DiscoveryCall::<GetHorse>::new(discovery);
    let region = Region::new("eu-west-1");
    assert_eq!(call.request().unwrap().uri(), "/horse");
    assert_eq!(call.endpoint_in(&region), GetHorse.endpoint_in(&region));
    let headers = HeaderMap::new();
    let found = call.read(StatusCode::OK, &headers, br#"{"Name":"cell1"}"#).unwrap();
    assert_eq!(found[0].address, "cell1");
    assert!(DiscoveryCall::<GetHorse>::parse(StatusCode::OK, &headers, b"{}").is_err());
}

#[test]
fn error_of_a_discovery_is_that_of_the_service() {
    let call = DiscoveryCall::<GetHorse>::new(Discovery::by::<GetHorse>());
    let mut headers = HeaderMap::new();
    headers.insert("x-amzn-requestid", "7".parse().unwrap());
    let read = |status: u16, body: &str| {
        let status = StatusCode::from_u16(status).unwrap();
        call.read(status, &headers, body.as_bytes()).unwrap_err()
    };
    let throttled = read(400, r#"{"code":"ThrottlingException","message":"slow"}"#);
    assert!(matches!(throttled, DiscoveryError::Unmodelled(_)));
    assert_eq!((throttled.code(), throttled.message()), ("ThrottlingException", Some("slow")));
    assert_eq!((throttled.request_id(), throttled.retry()), (Some("7"), Some(Retry::Throttling)));
    assert!(!is_of_endpoint(&throttled));
    assert!(is_of_endpoint(&read(421, "{}")));
    assert!(is_of_endpoint(&read(400, r#"{"code":"InvalidEndpointException"}"#)));
    let malformed = read(200, "[");
    assert!(matches!(malformed, DiscoveryError::Malformed(_)), "{malformed}");
    assert!(malformed.to_string().contains("cannot be read"), "{malformed}");
}
