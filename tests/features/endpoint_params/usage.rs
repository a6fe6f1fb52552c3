use endpoint_params::runtime::endpoint::resolve;
use endpoint_params::runtime::{Endpoint, Region};
use endpoint_params::types::{Move, Place};
use endpoint_params::{
    CountGoats, FeedGoats, FollowTrail, GetHerd, ListGoats, ListHerds, MoveGoats,
    OpenGate, Operation, SERVICE,
};

const HERD: &str = "arn:aws:paddocks:eu-west-1:111122223333:herd/red";

fn endpoint(operation: &impl Operation, region: impl Into<Region>) -> Endpoint {
    operation.endpoint_in(&region.into()).unwrap()
}

fn host(operation: &impl Operation, region: impl Into<Region>) -> String {
    endpoint(operation, region).url.trim_start_matches("https://").to_owned()
}

#[test]
fn constant_selects_host_and_signing_region() {
    let control = endpoint(&ListHerds::new(), "eu-west-1");
    assert_eq!(control.url, "https://paddocks-control.us-east-1.api.aws");
    assert_eq!(control.signing_region, "us-east-1");
    let same = ListHerds::SERVICE.endpoint(&"eu-west-1".into()).unwrap();
    assert_eq!(same, control);
    let china = endpoint(&ListHerds::new(), "cn-north-1");
    assert_eq!(china.url, "https://paddocks-control.cn-northwest-1.api.amazonwebservices.com.cn");
    assert_eq!(host(&ListGoats::new(), "eu-west-1"), "paddocks.eu-west-1.amazonaws.com");
}

#[test]
fn member_is_a_label_of_the_host() {
    let open = |gate: &str| OpenGate::new(gate).endpoint_in(&"eu-west-1".into());
    assert_eq!(open("north").unwrap().url, "https://north.gates.eu-west-1.amazonaws.com");
    for invalid in ["", "north.evil.example/", "-north"] {
        let error = open(invalid).unwrap_err().to_string();
        assert_eq!(
            error,
            "Paddocks has no endpoint in `eu-west-1`: a part of the host is not a valid label"
        );
    }
}

#[test]
fn account_of_an_arn_selects_the_host() {
    let herd = |arn: &str| host(&GetHerd::new(arn), "eu-west-1");
    assert_eq!(herd(HERD), "111122223333.paddocks.eu-west-1.amazonaws.com");
    let usual = "paddocks.eu-west-1.amazonaws.com";
    for other in [
        "red",
        "arn:aws:stables:eu-west-1:111122223333:herd/red",
        "arn:aws:paddocks:eu-west-2:111122223333:herd/red",
        "arn:aws:paddocks:eu-west-1::herd/red",
        "arn:aws:paddocks:eu-west-1:111122223333:",
    ] {
        assert_eq!(herd(other), usual, "{other}");
    }
}

#[test]
fn paths_find_the_first_arn() {
    let owner = "111122223333.paddocks.eu-west-1.amazonaws.com";
    let count = CountGoats::new([(HERD.to_owned(), "7".to_owned())]);
    assert_eq!(host(&count, "eu-west-1"), owner);
    let moves = vec![Move::new(), Move::new().home(Place::new(HERD))];
    assert_eq!(host(&MoveGoats::new(moves), "eu-west-1"), owner);
    assert!(host(&MoveGoats::new(vec![]), "eu-west-1").starts_with("paddocks."));
}

#[test]
fn account_id_is_a_setting_and_can_be_disabled() {
    let region = Region::new("eu-west-1").account_id("444455556666");
    let account = "444455556666.paddocks.eu-west-1.amazonaws.com";
    assert_eq!(host(&ListGoats::new(), region.clone()), account);
    let owner = "111122223333.paddocks.eu-west-1.amazonaws.com";
    assert_eq!(host(&GetHerd::new(HERD), region.clone()), owner);
    let disabled = region.without_account_host();
    let usual = "paddocks.eu-west-1.amazonaws.com";
    assert_eq!(host(&ListGoats::new(), disabled.clone()), usual);
    assert_eq!(host(&GetHerd::new(HERD), disabled), usual);
    let invalid = Region::new("eu-west-1").account_id("not an id");
    assert!(ListGoats::new().endpoint_in(&invalid).is_err());
}

#[test]
fn boolean_member_and_client_setting_select_the_host() {
    let night = |is| host(&FeedGoats::new().is_night(is), "eu-west-1");
    assert_eq!(night(true), "paddocks-night.eu-west-1.amazonaws.com");
    assert_eq!(night(false), "paddocks.eu-west-1.amazonaws.com");
    let old = Region::new("eu-west-1").set("UseOldHost", "true");
    assert_eq!(host(&ListGoats::new(), old), "old-paddocks.eu-west-1.amazonaws.com");
}

#[test]
fn endpoint_of_several_regions_has_a_set_in_place_of_the_region() {
    let found = endpoint(&FollowTrail::new().trail_id("long"), "eu-west-1");
    assert_eq!(found.url, "https://long.trails.paddocks.amazonaws.com");
    assert_eq!(found.signing_region, "*");
    assert_eq!(endpoint(&FollowTrail::new(), "eu-west-1").signing_region, "eu-west-1");

    let local = Region::new("eu-west-1").url("http://localhost:5000");
    let found = endpoint(&FollowTrail::new().trail_id("long"), local.clone());
    assert_eq!([found.url, found.signing_region], ["http://localhost:5000", "*"]);
    assert_eq!(endpoint(&FollowTrail::new(), local).signing_region, "eu-west-1");
}

#[test]
fn custom_url_overrides_the_rules() {
    let local = Region::new("eu-west-1").url("http://localhost:5000").account_id("444455556666");
    for url in [
        endpoint(&OpenGate::new("north"), local.clone()).url,
        endpoint(&GetHerd::new(HERD), local.clone()).url,
        endpoint(&ListHerds::new(), local).url,
    ] {
        assert_eq!(url, "http://localhost:5000");
    }
    let request = resolve(ListGoats::new().request().unwrap(), "http://localhost:5000").unwrap();
    assert_eq!(request.uri().host(), Some("localhost"));
    assert_eq!(SERVICE.name, "Paddocks");
}
