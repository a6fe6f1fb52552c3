//! The known differences of single services, each with its reason. All entries were reviewed by hand.

use super::Divergence;
use crate::ir::Model;

/// A known difference of a service.
struct KnownDifference {
    /// The SDK id of the service.
    service: &'static str,
    /// The ids of the kinds of difference.
    kinds: &'static [&'static str],
    /// The path of the difference. A `*` at the end matches all paths with this prefix.
    path: &'static str,
    /// The reason, in a sentence.
    why: &'static str,
}

const KNOWN: &[KnownDifference] = &[
    KnownDifference {
        service: "API Gateway",
        kinds: &["member-removed"],
        path: "GetSdkTypes.output.position",
        why: "Smithy's model has no pagination token for the SDK types, which the service returns in one page",
    },
    KnownDifference {
        service: "S3",
        kinds: &["operation-removed"],
        path: "GetBucketLifecycle",
        why: "Smithy's model omits the operation, which GetBucketLifecycleConfiguration replaces",
    },
    KnownDifference {
        service: "S3",
        kinds: &["operation-removed"],
        path: "PutBucketLifecycle",
        why: "Smithy's model omits the operation, which PutBucketLifecycleConfiguration replaces",
    },
    KnownDifference {
        service: "S3",
        kinds: &["operation-removed"],
        path: "GetBucketNotification",
        why: "Smithy's model omits the operation, which GetBucketNotificationConfiguration replaces",
    },
    KnownDifference {
        service: "S3",
        kinds: &["operation-removed"],
        path: "PutBucketNotification",
        why: "Smithy's model omits the operation, which PutBucketNotificationConfiguration replaces",
    },
    KnownDifference {
        service: "S3",
        kinds: &["error-added", "error-removed"],
        path: "HeadBucket.errors.*",
        why: "a response to HEAD has no body with an error code: Smithy's model defines the error NotFound for status 404",
    },
    KnownDifference {
        service: "S3",
        kinds: &["error-added", "error-removed"],
        path: "HeadObject.errors.*",
        why: "a response to HEAD has no body with an error code: Smithy's model defines the error NotFound for status 404",
    },
];

/// The reason for a difference of a service, if it is known.
pub fn reason(model: &Model, divergence: &Divergence) -> Option<&'static str> {
    let service = model.service.sdk_id.as_deref()?;
    let is_at = |known: &KnownDifference| match known.path.strip_suffix('*') {
        Some(start) => divergence.path.starts_with(start),
        None => divergence.path == known.path,
    };
    let mut known = KNOWN
        .iter()
        .filter(|known| known.service == service)
        .filter(|known| known.kinds.contains(&divergence.kind));
    known.find(|known| is_at(known)).map(|known| known.why)
}
