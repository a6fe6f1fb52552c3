//! The part of a program that calls AWS, once with each client.

pub mod aws;
pub mod with_reqwest;
pub mod with_ureq;
