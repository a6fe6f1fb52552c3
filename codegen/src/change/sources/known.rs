//! Differences that are known of single services, each with its reason. Every row was reviewed by hand.

use super::Divergence;
use crate::ir::Model;

/// A difference that is known.
struct Known {
    /// The service, by the name that SDKs have for it.
    service: &'static str,
    /// The kinds of difference.
    kinds: &'static [&'static str],
    /// The path, or how paths start if it ends with `*`.
    path: &'static str,
    why: &'static str,
}

const KNOWN: &[Known] = &[
    Known {
        service: "API Gateway",
        kinds: &["member-removed"],
        path: "GetSdkTypes.output.position",
        why: "Smithy's model has no token of a next page for the SDK types, which come in one page",
    },
    Known {
        service: "S3",
        kinds: &["operation-removed"],
        path: "GetBucketLifecycle",
        why: "Smithy's model leaves out the operation, which GetBucketLifecycleConfiguration has replaced",
    },
    Known {
        service: "S3",
        kinds: &["operation-removed"],
        path: "PutBucketLifecycle",
        why: "Smithy's model leaves out the operation, which PutBucketLifecycleConfiguration has replaced",
    },
    Known {
        service: "S3",
        kinds: &["operation-removed"],
        path: "GetBucketNotification",
        why: "Smithy's model leaves out the operation, which GetBucketNotificationConfiguration has replaced",
    },
    Known {
        service: "S3",
        kinds: &["operation-removed"],
        path: "PutBucketNotification",
        why: "Smithy's model leaves out the operation, which PutBucketNotificationConfiguration has replaced",
    },
    Known {
        service: "S3",
        kinds: &["error-added", "error-removed"],
        path: "HeadBucket.errors.*",
        why: "a reply to HEAD has no body with a code: Smithy's model calls what is left, a 404, NotFound",
    },
    Known {
        service: "S3",
        kinds: &["error-added", "error-removed"],
        path: "HeadObject.errors.*",
        why: "a reply to HEAD has no body with a code: Smithy's model calls what is left, a 404, NotFound",
    },
];

/// Why a difference of a service is there, if it is known.
pub fn reason(model: &Model, divergence: &Divergence) -> Option<&'static str> {
    let service = model.service.sdk_id.as_deref()?;
    let is_at = |known: &Known| match known.path.strip_suffix('*') {
        Some(start) => divergence.path.starts_with(start),
        None => divergence.path == known.path,
    };
    let of_service = KNOWN.iter().filter(|known| known.service == service);
    let mut known = of_service.filter(|known| known.kinds.contains(&divergence.kind));
    known.find(|known| is_at(known)).map(|known| known.why)
}
