//! Facts about services that are not in their models.

pub mod repeatable;
