//! Settings of S3: the place of the bucket in URLs, and special hosts.
//!
//! [`Region::set`] sets the others: `UseArnRegion`, which is on for S3 and off for S3 Control, and `UseGlobalEndpoint`,
//! with which requests to `us-east-1` go to `s3.amazonaws.com`.

use super::super::service::Region;

const PATH_STYLE: &str = "ForcePathStyle";
const ACCELERATE: &str = "Accelerate";

impl Region {
    /// Puts the bucket of S3 in the path, as in `https://s3.eu-west-1.amazonaws.com/bucket/key`. This is the default
    /// for a custom [`url`](Self::url), and for a bucket whose name cannot be a part of a host. Access points are always
    /// in the host.
    #[must_use]
    pub fn path_style(self) -> Self {
        self.set(PATH_STYLE, "true")
    }

    /// Puts the bucket of S3 in the host, also with a custom [`url`](Self::url), as in `https://bucket.example.com/key`.
    #[must_use]
    pub fn virtual_host_style(self) -> Self {
        self.set(PATH_STYLE, "false")
    }

    /// Uses S3 Transfer Acceleration. The bucket must be enabled for it.
    #[must_use]
    pub fn accelerate(self) -> Self {
        self.set(ACCELERATE, "true")
    }

    pub(super) fn is_set(&self, name: &str) -> bool {
        self.setting(name) == Some("true")
    }

    pub(super) fn accelerates(&self) -> bool {
        self.is_set(ACCELERATE)
    }

    /// The style that the caller asks for: `true` for paths, `false` for hosts.
    pub(super) fn asked_style(&self) -> Option<bool> {
        self.setting(PATH_STYLE).map(|value| value == "true")
    }
}
