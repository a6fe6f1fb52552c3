//! Copies from another region.

pub(super) use super::super::runtime::presigned_copy::add_presigned_url;
