//! Listings.

use super::{Result, Run, Server, keys};
use crate::KEEPS_DOTS;
use aws::runtime::paging::Paginated;
use aws::types::EncodingType;
use aws::{ListObjects, PutObject};

pub fn of_2500_keys(run: &Run) -> Result {
    let bucket = "stable-listing";
    run.create(bucket)?;
    let odd: Vec<_> = keys::listed(run.server)
        .filter(|key| KEEPS_DOTS || !key.split('/').any(|part| matches!(part, "." | "..")))
        .collect();
    let mut keys: Vec<String> =
        (0..2_500).map(|index| format!("{}/{index:04}", odd[index % odd.len()])).collect();
    for key in &keys {
        run.caller.exchange(&PutObject::new(bucket, &**key), Vec::new())?;
    }
    keys.sort_unstable();
    let mut found = run.keys(bucket)?;
    found.sort_unstable();
    assert!(found == keys, "{} of {} keys", found.len(), keys.len());

    let mut list = ListObjects::new(bucket).max_keys(999);
    if run.server == Server::S3s {
        list = list.encoding_type(EncodingType::Url);
    }
    let mut sizes = Vec::new();
    let mut found = Vec::new();
    for page in list.pages(|list| run.caller.send(list)) {
        let objects = page?.contents.unwrap_or_default();
        sizes.push(objects.len());
        found.extend(objects.into_iter().filter_map(|object| object.key));
    }
    assert_eq!(sizes, [999, 999, 502]);
    found.sort_unstable();
    assert!(found == keys, "{} of {} keys", found.len(), keys.len());

    let folders = run.list(bucket).delimiter("/0").prefix("a b+");
    let folders = run.caller.send(&folders)?.common_prefixes.unwrap_or_default();
    let folder = folders[0].prefix.as_deref();
    // The delimiter of `s3s-fs` is one byte.
    let expected = if run.server == Server::Moto { "a b+c%20%zz/0" } else { "a b+c%20%zz/" };
    assert_eq!(folder, Some(expected));
    run.remove(bucket)
}
