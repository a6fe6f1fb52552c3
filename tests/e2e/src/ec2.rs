//! EC2, in its own protocol.

use aws::OperationError;
use aws::client::{Client, Error};
use aws::ec2::types::{
    Filter, InstanceAttributeName, InstanceType, ResourceType, Tag, TagSpecification,
};
use aws::ec2::waiters::{InstanceRunning, InstanceTerminated};
use aws::ec2::{
    CreateVpc, DeleteVpc, DescribeImages, DescribeInstanceAttribute, DescribeInstances,
    DescribeVpcs, RunInstances, TerminateInstances,
};
use aws::runtime::base64;
use aws::runtime::paging::Paginated;

use super::Result;

const SCRIPT: &str = "#!/bin/sh\necho \"all is <well>\" & exit";

pub fn instances(client: &Client) -> Result {
    let images = client
        .send(&DescribeImages::new().owners(vec!["amazon".into()]))?
        .images
        .unwrap_or_default();
    let image = images.into_iter().find_map(|image| image.image_id).ok_or("there are images")?;
    let tags = TagSpecification::new()
        .resource_type(ResourceType::Instance)
        .tags(vec![Tag::new().key("team").value("night & day")]);
    let run = RunInstances::new(1, 1)
        .image_id(image)
        .instance_type(InstanceType::T2Micro)
        .user_data(SCRIPT)
        .tag_specifications(vec![tags]);
    let mut started = Vec::new();
    for _ in 0..7 {
        let instances = client.send(&run)?.instances.unwrap_or_default();
        started.extend(instances.into_iter().filter_map(|instance| instance.instance_id));
    }
    let describe = DescribeInstances::new().instance_ids(started.clone());
    client.wait::<InstanceRunning>(&describe)?;

    // Two pages.
    let filter = Filter::new().name("tag:team").values(vec!["night & day".into()]);
    let list = DescribeInstances::new().filters(vec![filter]).max_results(5);
    let (mut pages, mut listed) = (0, Vec::new());
    for page in list.pages(|list| client.send(list)) {
        pages += 1;
        for reservation in page?.reservations.unwrap_or_default() {
            listed.extend(reservation.instances.unwrap_or_default());
        }
    }
    assert_eq!((pages, listed.len()), (2, 7));
    assert!(listed.iter().all(|instance| instance.launch_time.is_some()));
    let tag = Tag::new().key("team").value("night & day");
    assert_eq!(listed[0].tags.as_deref(), Some(&[tag][..]));

    let id = started[0].clone();
    let attribute = DescribeInstanceAttribute::new(InstanceAttributeName::UserData, &*id);
    let data = client.send(&attribute)?.user_data.and_then(|data| data.value);
    let data = base64::decode(&data.ok_or("user data is there")?).ok_or("it is base64")?;
    assert_eq!(String::from_utf8(data)?, SCRIPT);

    client.send(&TerminateInstances::new(started))?;
    client.wait::<InstanceTerminated>(&describe)?;
    Ok(())
}

pub fn networks(client: &Client) -> Result {
    let created = client.send(&CreateVpc::new().cidr_block("10.7.0.0/16"))?.vpc.ok_or("a VPC")?;
    let id = created.vpc_id.ok_or("a VPC has an ID")?;
    let listed =
        client.send(&DescribeVpcs::new().vpc_ids(vec![id.clone()]))?.vpcs.unwrap_or_default();
    assert_eq!(listed[0].cidr_block.as_deref(), Some("10.7.0.0/16"));
    assert_eq!(listed[0].is_default, Some(false));
    client.send(&DeleteVpc::new(&*id))?;

    // No error of EC2 is in the model.
    let Err(Error::Service(gone)) = client.send(&DeleteVpc::new(&*id)) else {
        return Err("a deleted VPC does not exist".into());
    };
    assert_eq!(gone.code(), "InvalidVpcID.NotFound");
    assert!(gone.head().message.as_deref().is_some_and(|message| message.contains(&*id)));
    assert!(gone.head().request_id.is_some());
    Ok(())
}
