//! Round trips in services with the protocol query.

use aws::OperationError;
use aws::autoscaling::{
    AttachInstances, AttachInstancesError, CreateAutoScalingGroup, CreateLaunchConfiguration,
    DeleteAutoScalingGroup, DeleteLaunchConfiguration, DescribeAutoScalingGroups,
    DescribeLaunchConfigurations,
};
use aws::client::{Client, Error};
use aws::cloudformation::types::StackStatus;
use aws::cloudformation::waiters::{StackCreateComplete, StackDeleteComplete};
use aws::cloudformation::{
    CreateStack, CreateStackError, DeleteStack, DescribeStacks, GetTemplate, ListStackResources,
    ListStacks,
};
use aws::ec2::{DescribeImages, DescribeSubnets};
use aws::elbv2::types::{LoadBalancerTypeEnum, ProtocolEnum};
use aws::elbv2::waiters::{LoadBalancerAvailable, LoadBalancersDeleted};
use aws::elbv2::{
    CreateLoadBalancer, CreateTargetGroup, DeleteLoadBalancer, DeleteTargetGroup,
    DescribeLoadBalancers, DescribeLoadBalancersError, DescribeTargetGroups,
};
use aws::iam::waiters::{RoleExists, UserExists};
use aws::iam::{
    CreateRole, CreateUser, DeleteRole, DeleteUser, GetRole, GetUser, GetUserError, ListUsers,
};
use aws::rds::waiters::{DBInstanceAvailable, DBInstanceDeleted};
use aws::rds::{CreateDBInstance, DeleteDBInstance, DescribeDBInstances, DescribeDBInstancesError};
use aws::runtime::paging::Paginated;
use aws::sns::{
    CreateTopic, DeleteTopic, GetTopicAttributes, GetTopicAttributesError, ListTopics, Publish,
};
use aws::sts::{AssumeRole, AssumeRoleWithWebIdentity, GetCallerIdentity};

use super::Result;

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#;

pub fn iam(client: &Client) -> Result {
    let tag = aws::iam::types::Tag::new("team", "night & <day>");
    client.send(&CreateUser::new("watch").path("/night/").tags(vec![tag.clone()]))?;
    client.wait::<UserExists>(&GetUser::new().user_name("watch"))?;
    let user = client.send(&GetUser::new().user_name("watch"))?.user.ok_or("the user exists")?;
    assert_eq!(user.path.as_deref(), Some("/night/"));
    assert_eq!(user.tags, Some(vec![tag]));
    assert!(user.create_date.is_some_and(|date| date.seconds() > 1_600_000_000));
    let mut names = Vec::new();
    for user in ListUsers::new().max_items(1).pages(|list| client.send(list)).items() {
        names.extend(user?.user_name);
    }
    assert_eq!(names, ["watch"]);

    // The service percent-encodes the policy.
    client.send(&CreateRole::new(POLICY, "guard"))?;
    client.wait::<RoleExists>(&GetRole::new("guard"))?;
    let role = client.send(&GetRole::new("guard"))?.role.ok_or("the role exists")?;
    assert_eq!(role.assume_role_policy_document.as_deref(), Some(POLICY));
    client.send(&DeleteRole::new("guard"))?;

    client.send(&DeleteUser::new("watch"))?;
    let gone = client.send(&GetUser::new().user_name("watch"));
    let Err(Error::Service(error @ GetUserError::NoSuchEntityException(_))) = gone else {
        return Err("a deleted user does not exist".into());
    };
    // The model gives the error another code than its name.
    assert_eq!(error.code(), "NoSuchEntity");
    assert!(error.head().request_id.is_some());
    Ok(())
}

pub fn sts(client: &Client) -> Result {
    let caller = client.send(&GetCallerIdentity::new())?;
    assert_eq!(caller.account.as_deref(), Some("123456789012"));
    let role = "arn:aws:iam::123456789012:role/guard";
    let assumed = client.send(&AssumeRole::new(role, "night").duration_seconds(900))?;
    let keys = assumed.credentials.ok_or("the role has credentials")?;
    assert!(keys.session_token.is_some() && keys.expiration.is_some());
    assert!(!format!("{keys:?}").contains(keys.secret_access_key.as_deref().unwrap_or("none")));
    // This operation is not signed.
    let assumed = client.send(&AssumeRoleWithWebIdentity::new(role, "night", "token"))?;
    assert!(assumed.credentials.is_some_and(|keys| keys.access_key_id.is_some()));

    let long = AssumeRole::new(role, "night".repeat(20));
    let error = client.send(&long).err().ok_or("the name is too long")?;
    let code = error.service().map(|error| error.code().to_owned());
    assert_eq!(code.as_deref(), Some("ValidationError"));
    Ok(())
}

pub fn sns(client: &Client) -> Result {
    let mut topics = Vec::new();
    for number in 0..101 {
        topics.extend(client.send(&CreateTopic::new(format!("bell-{number}")))?.topic_arn);
    }
    let (mut pages, mut listed) = (0, Vec::new());
    for page in ListTopics::new().pages(|list| client.send(list)) {
        pages += 1;
        let topics = page?.topics.unwrap_or_default();
        listed.extend(topics.into_iter().filter_map(|topic| topic.topic_arn));
    }
    listed.sort();
    topics.sort();
    assert_eq!((pages, &listed), (2, &topics));
    let arn = topics[0].clone();
    let attributes = client.send(&GetTopicAttributes::new(&*arn))?.attributes.unwrap_or_default();
    assert_eq!(attributes.get("TopicArn"), Some(&arn));
    let publish = Publish::new("all is well + 100 % \u{fc}\n").topic_arn(&*arn);
    assert!(client.send(&publish)?.message_id.is_some());
    for topic in topics {
        client.send(&DeleteTopic::new(topic))?;
    }
    match client.send(&GetTopicAttributes::new(&*arn)) {
        Err(Error::Service(GetTopicAttributesError::NotFoundException(reply))) => {
            assert_eq!(reply.head().code, "NotFound");
            Ok(())
        }
        other => Err(format!("a deleted topic: {other:?}").into()),
    }
}

const TEMPLATE: &str = r#"{"Resources":{"Bell":{"Type":"AWS::SNS::Topic"}}}"#;

pub fn cloudformation(client: &Client) -> Result {
    let create = CreateStack::new("tower").template_body(TEMPLATE);
    client.send(&create)?;
    let describe = DescribeStacks::new().stack_name("tower");
    client.wait::<StackCreateComplete>(&describe)?;
    let again = client.send(&create);
    assert!(matches!(again, Err(Error::Service(CreateStackError::AlreadyExistsException(_)))));
    let template = client.send(&GetTemplate::new().stack_name("tower"))?.template_body;
    let template = template.ok_or("a stack has a template")?;
    assert!(template.contains("AWS::SNS::Topic"), "{template}");
    let mut types = Vec::new();
    for resource in ListStackResources::new("tower").pages(|list| client.send(list)).items() {
        types.extend(resource?.resource_type);
    }
    assert_eq!(types, ["AWS::SNS::Topic"]);
    client.send(&DeleteStack::new("tower"))?;
    client.wait::<StackDeleteComplete>(&describe)?;
    let deleted = ListStacks::new().stack_status_filter(vec![StackStatus::DeleteComplete]);
    assert_eq!(client.send(&deleted)?.stack_summaries.unwrap_or_default().len(), 1);
    Ok(())
}

pub fn rds(client: &Client) -> Result {
    for name in ["ledger", "archive"] {
        let create = CreateDBInstance::new("db.t3.micro", name, "postgres")
            .allocated_storage(20)
            .master_username("root")
            .master_user_password("correct horse");
        let debug = format!("{create:?}");
        assert!(debug.contains("ledger") || debug.contains("archive"));
        client.send(&create)?;
    }
    let ledger = DescribeDBInstances::new().db_instance_identifier("ledger");
    client.wait::<DBInstanceAvailable>(&ledger)?;
    let (mut pages, mut names) = (0, Vec::new());
    for page in DescribeDBInstances::new().max_records(1).pages(|list| client.send(list)) {
        pages += 1;
        let instances = page?.db_instances.unwrap_or_default();
        names.extend(instances.into_iter().filter_map(|instance| instance.db_instance_identifier));
    }
    names.sort();
    assert_eq!((pages, names), (2, vec!["archive".to_owned(), "ledger".to_owned()]));
    for name in ["ledger", "archive"] {
        client.send(&DeleteDBInstance::new(name).skip_final_snapshot(true))?;
    }
    client.wait::<DBInstanceDeleted>(&ledger)?;
    match client.send(&ledger) {
        Err(Error::Service(DescribeDBInstancesError::DBInstanceNotFoundFault(reply))) => {
            assert_eq!(reply.head().code, "DBInstanceNotFound");
            Ok(())
        }
        other => Err(format!("a deleted database: {other:?}").into()),
    }
}

pub fn autoscaling(client: &Client) -> Result {
    let images = client
        .send(&DescribeImages::new().owners(vec!["amazon".into()]))?
        .images
        .unwrap_or_default();
    let image = images.into_iter().find_map(|image| image.image_id).ok_or("there are images")?;
    let create = CreateLaunchConfiguration::new("guard")
        .image_id(image)
        .instance_type("t2.micro")
        .user_data("#!/bin/sh\n");
    client.send(&create)?;
    let list = DescribeLaunchConfigurations::new();
    let listed = client.send(&list)?.launch_configurations.unwrap_or_default();
    assert_eq!(listed[0].user_data.as_deref(), Some("IyEvYmluL3NoCg=="));
    for number in 0..3 {
        let group = CreateAutoScalingGroup::new(format!("guard-{number}"), 0, 0)
            .launch_configuration_name("guard")
            .availability_zones(vec!["eu-west-1a".into()]);
        client.send(&group)?;
    }
    let mut names = Vec::new();
    let list = DescribeAutoScalingGroups::new().max_records(2);
    for group in list.pages(|list| client.send(list)).items() {
        names.extend(group?.auto_scaling_group_name);
    }
    assert_eq!(names, ["guard-0", "guard-1", "guard-2"]);
    let attach = AttachInstances::new("guard-0").instance_ids(vec!["i-0123456789abcdef0".into()]);
    match client.send(&attach) {
        Err(Error::Service(AttachInstancesError::ResourceContentionFault(reply))) => {
            assert_eq!(reply.head().code, "ResourceContention");
        }
        other => return Err(format!("an instance in a group for none: {other:?}").into()),
    }
    for name in names {
        client.send(&DeleteAutoScalingGroup::new(name).force_delete(true))?;
    }
    client.send(&DeleteLaunchConfiguration::new("guard"))?;
    Ok(())
}

pub fn elbv2(client: &Client) -> Result {
    let subnets = client.send(&DescribeSubnets::new())?.subnets.unwrap_or_default();
    let vpc = subnets[0].vpc_id.clone().ok_or("a subnet has a VPC")?;
    let subnets = subnets.into_iter().filter_map(|subnet| subnet.subnet_id).take(2);
    let subnets: Vec<String> = subnets.collect();
    let target = CreateTargetGroup::new("guards").protocol(ProtocolEnum::Http).port(80).vpc_id(vpc);
    let groups = client.send(&target)?.target_groups.unwrap_or_default();
    let group = groups[0].target_group_arn.clone().ok_or("a group has an ARN")?;
    let groups =
        client.send(&DescribeTargetGroups::new().names(vec!["guards".into()]))?.target_groups;
    assert_eq!(groups.unwrap_or_default()[0].port, Some(80));
    client.send(&DeleteTargetGroup::new(group))?;

    for number in 0..3 {
        let create = CreateLoadBalancer::new(format!("gate-{number}"))
            .r#type(LoadBalancerTypeEnum::Application)
            .subnets(subnets.clone());
        client.send(&create)?;
    }
    let first = DescribeLoadBalancers::new().names(vec!["gate-0".into()]);
    client.wait::<LoadBalancerAvailable>(&first)?;
    let mut arns = Vec::new();
    let list = DescribeLoadBalancers::new().page_size(2);
    for balancer in list.pages(|list| client.send(list)).items() {
        arns.extend(balancer?.load_balancer_arn);
    }
    assert_eq!(arns.len(), 3);
    for arn in arns {
        client.send(&DeleteLoadBalancer::new(arn))?;
    }
    client.wait::<LoadBalancersDeleted>(&first)?;
    match client.send(&first) {
        Err(Error::Service(DescribeLoadBalancersError::LoadBalancerNotFoundException(reply))) => {
            assert_eq!(reply.head().code, "LoadBalancerNotFound");
            Ok(())
        }
        other => Err(format!("a deleted load balancer: {other:?}").into()),
    }
}
