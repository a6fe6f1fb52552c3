//! Round trips in services with the protocol rest-xml.

use aws::client::{Client, Error};
use aws::cloudfront::types::{
    DefaultCacheBehavior, DistributionConfig, Origin, Origins, S3OriginConfig, ViewerProtocolPolicy,
};
use aws::cloudfront::{CreateDistribution, GetDistribution, GetDistributionError, ListDistributions};
use aws::route53::types::{Change, ChangeAction, ChangeBatch, RRType, ResourceRecord, ResourceRecordSet};
use aws::route53::{
    ChangeResourceRecordSets, CreateHostedZone, DeleteHostedZone, GetHostedZone, GetHostedZoneError,
    ListHostedZones, ListResourceRecordSets,
};
use aws::runtime::paging::Paginated;

use super::Result;

pub fn route53(client: &Client) -> Result {
    let zone = client.send(&CreateHostedZone::new("once", "night.example."))?.hosted_zone;
    // The ID has a path, which requests leave out.
    let id = zone.ok_or("the zone exists")?.id.ok_or("a zone has an ID")?;
    assert!(id.starts_with("/hostedzone/"), "{id}");
    let set = ResourceRecordSet::new("a&b.night.example.", RRType::Txt)
        .ttl(60)
        .resource_records(vec![ResourceRecord::new("\"<watch> & \u{e9}\"")]);
    let change = |action| ChangeBatch::new(vec![Change::new(action, set.clone())]);
    client.send(&ChangeResourceRecordSets::new(&*id, change(ChangeAction::Create)))?;
    let listed = client.send(&ListResourceRecordSets::new(&*id))?;
    let sets = listed.resource_record_sets.unwrap_or_default();
    let found = sets.iter().find(|set| set.r#type == Some(RRType::Txt)).ok_or("the set exists")?;
    assert_eq!(found.ttl, Some(60));
    client.send(&ChangeResourceRecordSets::new(&*id, change(ChangeAction::Delete)))?;
    let mut ids = Vec::new();
    for zone in ListHostedZones::new().pages(|list| client.send(list)).items() {
        ids.extend(zone?.id);
    }
    assert_eq!(ids, [id.clone()]);
    client.send(&DeleteHostedZone::new(&*id))?;
    let gone = client.send(&GetHostedZone::new(&*id));
    assert!(matches!(gone, Err(Error::Service(GetHostedZoneError::NoSuchHostedZone(_)))));
    Ok(())
}

pub fn cloudfront(client: &Client) -> Result {
    let origin = Origin::new("stable.s3.amazonaws.com", "stable")
        .s3_origin_config(S3OriginConfig::new(""));
    let behavior = DefaultCacheBehavior::new("stable", ViewerProtocolPolicy::AllowAll)
        .cache_policy_id("658327ea-f89d-4fab-a63d-7e88639e58f6");
    let config = DistributionConfig::new(
        "once",
        "a <comment> & more",
        behavior,
        true,
        Origins::new(vec![origin], 1),
    );
    let created = client.send(&CreateDistribution::new(config))?;
    let distribution = created.distribution.ok_or("the distribution exists")?;
    let id = distribution.id.ok_or("a distribution has an ID")?;
    let read = client.send(&GetDistribution::new(&*id))?;
    let config = read.distribution.and_then(|distribution| distribution.distribution_config);
    let comment = config.and_then(|config| config.comment);
    assert_eq!(comment.as_deref(), Some("a <comment> & more"));
    let mut ids = Vec::new();
    for page in ListDistributions::new().pages(|list| client.send(list)) {
        let items = page?.distribution_list.and_then(|list| list.items).unwrap_or_default();
        ids.extend(items.into_iter().filter_map(|item| item.id));
    }
    assert_eq!(ids, [id]);
    let gone = client.send(&GetDistribution::new("E0"));
    assert!(matches!(gone, Err(Error::Service(GetDistributionError::NoSuchDistribution(_)))));
    Ok(())
}
