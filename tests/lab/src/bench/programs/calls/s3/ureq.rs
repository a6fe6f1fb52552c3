//! Stores a file in S3 and reads the object with farrier's blocking client, and credentials from the environment or a profile.

use std::fs::File;

use calls::client::{Body, Client};
use calls::{GetObject, PutObject};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [from, to] = [1, 2].map(|index| std::env::args().nth(index).unwrap_or_default());
    let client = Client::from_env()?;
    let start = peak();
    client.upload(&PutObject::new("bench", "object"), &Body::file(from)?)?;
    let (_, mut object) = client.download(&GetObject::new("bench", "object"))?;
    std::io::copy(&mut object, &mut File::create(to)?)?;
    println!("{{\"start\":{start},\"end\":{}}}", peak());
    Ok(())
}

/// The peak of the memory so far, in kB, on Linux.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}
