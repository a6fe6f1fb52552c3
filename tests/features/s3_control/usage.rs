use s3_control::runtime::service::Region;
use s3_control::{CreateBucket, GetAccessPoint, ListTags, Operation};

const ACCOUNT: &str = "111122223333";

fn region() -> Region {
    Region::new("eu-west-1")
}

/// The URL of a request in a region.
fn sent<O: Operation>(operation: &O, region: &Region) -> String {
    let endpoint = operation.endpoint_in(region).unwrap();
    endpoint.resolve(operation.request().unwrap()).unwrap().uri().to_string()
}

#[test]
fn account_is_in_the_host() {
    let get = GetAccessPoint::new("oats", ACCOUNT);
    let host = "https://111122223333.s3-control.eu-west-1.amazonaws.com";
    assert_eq!(sent(&get, &region()), format!("{host}/accesspoint/oats"));
    let host = "https://111122223333.s3-control-fips.dualstack.eu-west-1.amazonaws.com";
    assert_eq!(sent(&get, &region().fips().dual_stack()), format!("{host}/accesspoint/oats"));
    let local = region().url("http://localhost:9000");
    assert_eq!(sent(&get, &local), "http://localhost:9000/accesspoint/oats");
    let with_prefix = local.host_prefix();
    assert_eq!(sent(&get, &with_prefix), "http://111122223333.localhost:9000/accesspoint/oats");
}

#[test]
fn outpost_changes_the_host_and_the_signature() {
    let create = CreateBucket::new("oats");
    assert_eq!(sent(&create, &region()), "https://s3-control.eu-west-1.amazonaws.com/bucket/oats");
    let create = create.outpost_id("op-1");
    assert_eq!(sent(&create, &region()), "https://s3-outposts.eu-west-1.amazonaws.com/bucket/oats");
    assert_eq!(create.endpoint_in(&region()).unwrap().signing_name, "s3-outposts");
}

#[test]
fn arns_with_other_hosts_are_refused() {
    let arn = "arn:aws:s3-outposts:eu-west-1:111122223333:outpost:op-1:accesspoint:oats";
    for region in [region(), region().url("http://localhost")] {
        assert!(GetAccessPoint::new(arn, ACCOUNT).endpoint_in(&region).is_err());
        let directory = GetAccessPoint::new("oats--use1-az1--xa-s3", ACCOUNT);
        assert!(directory.endpoint_in(&region).is_err());
        let express = "arn:aws:s3express:eu-west-1:111122223333:bucket/oats";
        assert!(ListTags::new(express, ACCOUNT).endpoint_in(&region).is_err());
        let tags = ListTags::new("arn:aws:s3:eu-west-1:111122223333:accesspoint/oats", ACCOUNT);
        assert!(tags.endpoint_in(&region).is_ok());
    }
}
