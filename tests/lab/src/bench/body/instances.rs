//! `DescribeInstances`: reservations of one instance each, with the members that EC2 returns for an instance in a VPC, in
//! the order of EC2.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{element, one_of, sorted};
use crate::random::Random;

const SEED: u64 = 2016;

const START: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
"#;

/// An XML body.
pub fn reply(items: usize, by_name: bool) -> String {
    let reservations: Vec<Value> =
        (0..items).map(|number| reservation(number as u64, by_name)).collect();
    let mut text = START.to_owned();
    element(&mut text, 4, "requestId", &json!("8f7724cf-496f-496e-8fe3-4f1a2b3c4d5e"));
    element(&mut text, 4, "reservationSet", &Value::Array(reservations));
    text + "</DescribeInstancesResponse>\n"
}

/// A source of values that look like those of EC2.
struct Source(Random);

impl Source {
    fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(b"0123456789abcdef"[self.0.below(16)])).collect()
    }

    fn id(&mut self, kind: &str) -> String {
        format!("{kind}-0{}", self.hex(16))
    }

    /// The address of a host, and its name.
    fn host(&mut self) -> (String, String) {
        let parts = [10, self.0.below(256), self.0.below(256), self.0.below(254) + 1];
        let text = |separator: &str| parts.map(|part| part.to_string()).join(separator);
        (text("."), format!("ip-{}.eu-west-1.compute.internal", text("-")))
    }

    /// A timestamp with milliseconds, as in `2023-07-14T22:13:20.000Z`.
    fn time(&mut self) -> String {
        let seconds = 1_600_000_000 + self.0.below(100_000_000);
        let time = Timestamp::from_second(i64::try_from(seconds).unwrap_or_default());
        time.map_or_else(
            |_| String::new(),
            |time| time.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string(),
        )
    }
}

fn reservation(number: u64, by_name: bool) -> Value {
    let mut source = Source(Random::new(SEED, number));
    let instance = instance(&mut source);
    let instance = if by_name { sorted(instance) } else { instance };
    json!({
        "reservationId": source.id("r"),
        "ownerId": "123456789012",
        "groupSet": [],
        "instancesSet": [instance],
    })
}

fn instance(source: &mut Source) -> Map<String, Value> {
    let network = Network::of(source);
    let started = source.time();
    let parts = [
        identity(source, &network, &started),
        json!({ "networkInterfaceSet": [interface(source, &network, &started)] }),
        options(source, &started),
    ];
    let parts = parts.into_iter().filter_map(|part| match part {
        Value::Object(members) => Some(members),
        _ => None,
    });
    parts.flatten().collect()
}

/// The addresses of an instance, which several members repeat.
struct Network {
    subnet: String,
    address: String,
    host: String,
    groups: Value,
    association: Value,
}

const VPC: &str = "vpc-0a1b2c3d4e5f60718";

impl Network {
    fn of(source: &mut Source) -> Self {
        let (address, host) = source.host();
        let public = format!("52.{}.{}.17", source.0.below(256), source.0.below(256));
        let name = format!("ec2-{}.eu-west-1.compute.amazonaws.com", public.replace('.', "-"));
        Self {
            subnet: source.id("subnet"),
            address,
            host,
            groups: json!([
                { "groupId": source.id("sg"), "groupName": "orders &amp; payments" },
                { "groupId": source.id("sg"), "groupName": "monitoring-of-all-hosts" },
            ]),
            association: json!({
                "publicIp": public,
                "publicDnsName": name,
                "ipOwnerId": "amazon",
            }),
        }
    }
}

fn identity(source: &mut Source, network: &Network, started: &str) -> Value {
    let Network { subnet, address, host, groups, association } = network;
    let types = ["m6i.xlarge", "c7g.2xlarge", "r6i.large", "t3.medium"];
    let zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
    json!({
        "instanceId": source.id("i"),
        "imageId": source.id("ami"),
        "instanceState": { "code": 16, "name": "running" },
        "privateDnsName": host,
        "dnsName": association["publicDnsName"],
        "reason": "",
        "keyName": "production-operators",
        "amiLaunchIndex": 0,
        "productCodes": [],
        "instanceType": one_of(&types, source.0.below(16)),
        "launchTime": started,
        "placement": {
            "availabilityZone": one_of(&zones, source.0.below(16)),
            "groupName": "",
            "tenancy": "default",
        },
        "monitoring": { "state": "enabled" },
        "subnetId": subnet,
        "vpcId": VPC,
        "privateIpAddress": address,
        "ipAddress": association["publicIp"],
        "sourceDestCheck": true,
        "groupSet": groups,
        "architecture": "x86_64",
        "rootDeviceType": "ebs",
        "rootDeviceName": "/dev/xvda",
        "blockDeviceMapping": [
            disk(source, "/dev/xvda", started),
            disk(source, "/dev/sdf", started),
        ],
        "virtualizationType": "hvm",
        "clientToken": format!("{}-{}", source.hex(8), source.hex(12)),
        "tagSet": tags(source),
        "hypervisor": "xen",
    })
}

fn disk(source: &mut Source, name: &str, started: &str) -> Value {
    json!({
        "deviceName": name,
        "ebs": {
            "volumeId": source.id("vol"),
            "status": "attached",
            "attachTime": started,
            "deleteOnTermination": true,
        },
    })
}

fn tags(source: &mut Source) -> Value {
    let tag = |key: &str, value: &str| json!({ "key": key, "value": value });
    Value::Array(vec![
        tag("Name", &format!("orders-worker-{}", source.hex(4))),
        tag("team", "orders"),
        tag("environment", "production"),
        tag("aws:autoscaling:groupName", "orders-workers-20230714221320"),
        tag("aws:ec2launchtemplate:id", &source.id("lt")),
        tag("aws:ec2launchtemplate:version", "17"),
    ])
}

fn interface(source: &mut Source, network: &Network, started: &str) -> Value {
    let Network { subnet, address, host, groups, association } = network;
    let [one, two, three] = [source.hex(2), source.hex(2), source.hex(2)];
    json!({
        "networkInterfaceId": source.id("eni"),
        "subnetId": subnet,
        "vpcId": VPC,
        "description": "",
        "ownerId": "123456789012",
        "status": "in-use",
        "macAddress": format!("0a:5e:{one}:{two}:{three}:7d"),
        "privateIpAddress": address,
        "privateDnsName": host,
        "sourceDestCheck": true,
        "groupSet": groups,
        "attachment": {
            "attachmentId": source.id("eni-attach"),
            "deviceIndex": 0,
            "status": "attached",
            "attachTime": started,
            "deleteOnTermination": true,
            "networkCardIndex": 0,
        },
        "association": association,
        "privateIpAddressesSet": [{
            "privateIpAddress": address,
            "privateDnsName": host,
            "primary": true,
            "association": association,
        }],
        "ipv6AddressesSet": [],
        "interfaceType": "interface",
    })
}

fn options(source: &mut Source, started: &str) -> Value {
    json!({
        "iamInstanceProfile": {
            "arn": "arn:aws:iam::123456789012:instance-profile/orders-worker",
            "id": "AIPAJQEXAMPLEQEXAMPLE",
        },
        "ebsOptimized": true,
        "enaSupport": true,
        "cpuOptions": { "coreCount": 2 + source.0.below(4), "threadsPerCore": 2 },
        "capacityReservationSpecification": { "capacityReservationPreference": "open" },
        "hibernationOptions": { "configured": false },
        "enclaveOptions": { "enabled": false },
        "metadataOptions": {
            "state": "applied",
            "httpTokens": "required",
            "httpPutResponseHopLimit": 2,
            "httpEndpoint": "enabled",
            "httpProtocolIpv6": "disabled",
            "instanceMetadataTags": "disabled",
        },
        "maintenanceOptions": { "autoRecovery": "default" },
        "currentInstanceBootMode": "legacy-bios",
        "platformDetails": "Linux/UNIX",
        "usageOperation": "RunInstances",
        "usageOperationUpdateTime": started,
        "privateDnsNameOptions": {
            "hostnameType": "ip-name",
            "enableResourceNameDnsARecord": false,
            "enableResourceNameDnsAAAARecord": false,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_is_realistic() {
        let [in_order, by_name] = [false, true].map(|by_name| reply(1000, by_name));
        assert_eq!(in_order.len(), by_name.len());
        assert!((9_500_000..11_000_000).contains(&in_order.len()), "{}", in_order.len());
        assert_ne!(in_order, by_name);
    }

    #[test]
    fn values_depend_on_the_number_alone() {
        let ids = |text: &str| text.matches("<instanceId>i-0").count();
        assert_eq!(reply(2, false), reply(2, false));
        assert_eq!(ids(&reply(2, false)), 2);
        assert!(reply(2, true).starts_with(&reply(1, true)[..1000]));
    }
}
