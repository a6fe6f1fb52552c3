//! Versions and tags.

use super::{Result, Run};
use aws::runtime::paging::Paginated;
use aws::types::{
    BucketVersioningStatus, DeleteMarkerEntry, ObjectVersion, Tag, Tagging, VersioningConfiguration,
};
use aws::{
    CopyObject, DeleteObject, GetObject, GetObjectTagging, ListObjectVersions, PutBucketVersioning,
    PutObject, PutObjectTagging,
};

pub fn versions(run: &Run) -> Result {
    let bucket = "stable-versions";
    run.create(bucket)?;
    let enabled = VersioningConfiguration::new().status(BucketVersioningStatus::Enabled);
    run.caller.send(&PutBucketVersioning::new(bucket, enabled))?;
    for body in ["oats", "hay"] {
        run.caller.exchange(&PutObject::new(bucket, "a b+"), body.as_bytes().to_vec())?;
    }
    run.caller.send(&DeleteObject::new(bucket, "a b+"))?;
    let (versions, markers) = all(run, bucket)?;
    assert_eq!((versions.len(), markers.len()), (2, 1));
    assert_eq!(versions[0].key.as_deref(), Some("a b+"));
    let oldest = versions.last().and_then(|version| version.version_id.clone());
    let oldest = oldest.ok_or("the version has no ID")?;
    let copy = CopyObject::new(bucket, "copy", format!("{bucket}/a b+?versionId={oldest}"));
    run.caller.send(&copy)?;
    let (_, oats) = run.caller.exchange(&GetObject::new(bucket, "copy"), Vec::new())?;
    assert_eq!(oats, b"oats");
    let tags = Tagging::new(vec![Tag::new("stall", "7 @ night + more")]);
    run.caller.send(&PutObjectTagging::new(bucket, "copy", tags))?;
    let tags = run.caller.send(&GetObjectTagging::new(bucket, "copy"))?.tag_set.unwrap_or_default();
    assert_eq!(tags[0].value.as_deref(), Some("7 @ night + more"));

    let (versions, markers) = all(run, bucket)?;
    let versions = versions.into_iter().map(|version| (version.key, version.version_id));
    let markers = markers.into_iter().map(|marker| (marker.key, marker.version_id));
    for (key, id) in versions.chain(markers) {
        let delete = DeleteObject::new(bucket, key.unwrap_or_default());
        run.caller.send(&delete.version_id(id.unwrap_or_default()))?;
    }
    run.remove(bucket)
}

/// All versions in a bucket, and all markers of deleted objects.
fn all(run: &Run, bucket: &str) -> Result<(Vec<ObjectVersion>, Vec<DeleteMarkerEntry>)> {
    let (mut versions, mut markers) = (Vec::new(), Vec::new());
    // The tokens of a page are a key and a version.
    let list = ListObjectVersions::new(bucket).max_keys(1);
    for page in list.pages(|list| run.caller.send(list)) {
        let page = page?;
        versions.extend(page.versions.unwrap_or_default());
        markers.extend(page.delete_markers.unwrap_or_default());
    }
    Ok((versions, markers))
}
