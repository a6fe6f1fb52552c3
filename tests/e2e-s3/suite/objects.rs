//! Buckets, and the headers of objects.

use std::collections::BTreeMap;

use super::{Result, Run, Server, code};
use aws::types::BucketLocationConstraint;
use aws::{
    DeleteBucket, GetBucketLocation, GetObject, HeadBucket, HeadObject, ListBuckets, PutObject,
};

pub fn buckets(run: &Run) -> Result {
    // The dot is allowed in paths, but not in hosts.
    let bucket = "stable.one";
    run.create(bucket)?;
    let buckets = run.caller.send(&ListBuckets::new())?.buckets.unwrap_or_default();
    assert!(buckets.iter().any(|found| found.name.as_deref() == Some(bucket)));
    run.caller.send(&HeadBucket::new(bucket))?;
    let (status, error) = code(run.caller.send(&DeleteBucket::new("stable-none")))?;
    assert_eq!((status, &*error), (404, "NoSuchBucket"));
    run.remove(bucket)?;
    // A response to `HEAD` has no code.
    let missing = code(run.caller.send(&HeadBucket::new(bucket)))?;
    assert_eq!(missing, (404, "404".to_owned()));
    Ok(())
}

pub fn location(run: &Run) -> Result {
    let bucket = "stable-location";
    run.create(bucket)?;
    let location = run.caller.send(&GetBucketLocation::new(bucket))?.location_constraint;
    assert_eq!(location, Some(BucketLocationConstraint::EuWest1));
    run.remove(bucket)
}

pub fn headers(run: &Run) -> Result {
    let bucket = "stable-headers";
    run.create(bucket)?;
    let metadata = BTreeMap::from([("stall".to_owned(), "7  @ night".to_owned())]);
    let put = PutObject::new(bucket, "a")
        .content_type("text/x-hay")
        .cache_control("no-cache")
        .metadata(metadata.clone());
    let (stored, _) = run.caller.exchange(&put, b"hay".to_vec())?;
    assert!(stored.e_tag.is_some());
    assert_eq!(stored.checksum_crc32.as_deref(), Some("7LrQ9A=="));
    let (read, _) = run.caller.exchange(&GetObject::new(bucket, "a"), Vec::new())?;
    let head = run.caller.send(&HeadObject::new(bucket, "a"))?;
    assert_eq!((read.content_length, head.content_length), (Some(3), Some(3)));
    assert_eq!(read.content_type.as_deref(), Some("text/x-hay"));
    assert_eq!(head.content_type.as_deref(), Some("text/x-hay"));
    assert_eq!(read.cache_control.as_deref(), Some("no-cache"));
    assert_eq!((&read.e_tag, &head.e_tag), (&stored.e_tag, &stored.e_tag));
    assert!(read.last_modified.is_some());
    // A signature has single blanks, but the value has both.
    assert_eq!(
        (read.metadata.as_ref(), head.metadata.as_ref()),
        (Some(&metadata), Some(&metadata))
    );
    if run.server == Server::S3s {
        assert_eq!(read.checksum_crc32, stored.checksum_crc32);
    }
    run.remove(bucket)
}
