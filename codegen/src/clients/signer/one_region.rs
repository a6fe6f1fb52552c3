//! Signatures with `SigV4`.

pub(super) use super::super::runtime::sigv4::{presign, sign};
