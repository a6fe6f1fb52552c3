//! The time and the scope of a signature.

use std::time::SystemTime;

use super::Timestamp;

/// The scope of a signature.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The time, such as `20150830T123600Z`.
    pub time: String,
    /// The scope, such as `20150830/eu-west-1/backup/aws4_request`.
    pub path: String,
}

impl Scope {
    /// The scope with these parts between the date and the end, such as the region and the service.
    pub fn new(time: SystemTime, parts: &[&str]) -> Self {
        let time = Timestamp::from_seconds(Timestamp::from(time).seconds()).to_string();
        let time = time.replace(['-', ':'], "");
        let path = format!("{}/{}/aws4_request", date(&time), parts.join("/"));
        Self { time, path }
    }

    /// The date, such as `20150830`.
    pub fn date(&self) -> &str {
        date(&self.time)
    }

    /// The text to sign: the algorithm, the scope, and hashes of the signed data.
    pub fn to_sign(&self, algorithm: &str, hashes: &str) -> String {
        format!("{algorithm}\n{}\n{}\n{hashes}", self.time, self.path)
    }
}

fn date(time: &str) -> &str {
    time.split('T').next().unwrap_or_default()
}
