use super::operation::GetHorse;
use crate::runtime::endpoint_params::Arn;
use crate::runtime::{BuildError, Exception, Operation, Region};

#[test]
fn reads_parts_of_an_arn() {
    let arn = Arn::read(Some("arn:aws:stables:eu-west-1:111122223333:box:red/7"));
    assert!(arn.is_valid());
    assert_eq!((arn.partition, arn.service), ("aws", "stables"));
    assert_eq!((arn.region, arn.account), ("eu-west-1", "111122223333"));
    assert_eq!((arn.resource_type, arn.resource_name), ("box", "red"));
    let global = Arn::read(Some("arn:aws:stables:::box"));
    assert_eq!((global.is_valid(), global.region, global.resource_name), (true, "", ""));
}

#[test]
fn text_that_is_no_arn_has_no_parts() {
    for text in [None, Some(""), Some("box"), Some("arn:aws:stables:a:b"), Some("arn:aws::a:b:c")] {
        assert_eq!(Arn::read(text), Arn::default(), "{text:?}");
    }
}

#[test]
fn fills_the_label_of_a_host() {
    const LABELED: &[Exception] =
        &[Exception::everywhere().url("https://{label}.horses.{region}.{suffix}")];
    let service = GetHorse::SERVICE.with(LABELED);
    let region = Region::new("eu-west-1");
    let endpoint = service.endpoint_with(&region, "red").unwrap();
    assert_eq!(endpoint.url, "https://red.horses.eu-west-1.amazonaws.com");
    assert!(service.endpoint_with(&region, "red.evil/").is_err());
    // The label matters only if the host has one.
    let local = region.url("http://localhost");
    assert_eq!(service.endpoint_with(&local, "red.evil/").unwrap().url, "http://localhost");
}

#[test]
fn host_has_dots_only_between_several_labels() {
    const LABELED: &[Exception] =
        &[Exception::everywhere().url("https://{label}.horses.{suffix}").signing_region("*")];
    let service = GetHorse::SERVICE.with(LABELED);
    let region = Region::new("eu-west-1");
    let endpoint = service.endpoint_with_labels(&region, "red.box").unwrap();
    assert_eq!(endpoint.url, "https://red.box.horses.amazonaws.com");
    assert!(service.endpoint_with(&region, "red.box").is_err());
    assert!(service.endpoint_with_labels(&region, "red..box").is_err());
    // The signature is the same for another host.
    let local = service.endpoint_with_labels(&region.url("http://localhost"), "red.box").unwrap();
    assert_eq!([local.url.as_str(), &local.signing_region], ["http://localhost", "*"]);
}

#[test]
fn account_settings_are_part_of_a_region() {
    let region = Region::new("eu-west-1").account_id("111122223333").set("Herd", "red");
    assert_eq!(region.setting("AccountId"), Some("111122223333"));
    assert_eq!(region.setting("Herd"), Some("red"));
    assert!(region.allows_account_host());
    assert!(!region.without_account_host().allows_account_host());
}

#[test]
fn account_of_the_credentials_is_the_default() {
    let region = || Region::new("eu-west-1");
    assert_eq!(region().or_account_id(Some("1")).setting("AccountId"), Some("1"));
    assert_eq!(region().account_id("2").or_account_id(Some("1")).setting("AccountId"), Some("2"));
    assert_eq!(region().or_account_id(None), region());
}

#[test]
fn usual_endpoint_is_that_of_the_service() {
    let region = Region::new("eu-west-1");
    assert_eq!(GetHorse.endpoint_in(&region), GetHorse::SERVICE.endpoint(&region));
}

#[test]
fn names_a_member_without_an_endpoint() {
    let error = BuildError::Endpoint("Herd", "it is red").to_string();
    assert_eq!(error, "the member `Herd` must be unset: it is red");
}
